"""`cjgen explain`: each message in full, and the arithmetic of each verdict with the program's own numbers."""

from __future__ import annotations

import math
import re
import shutil
from collections.abc import Iterator
from pathlib import Path

import click
import pytest
import yaml
from goldens import SITES, cases
from scipy import stats
from test_cli import ERROR, JOURNEY, WARNING, run, tree, write

from cjgen import bundled
from cjgen.analyse import analyse, derive, explain
from cjgen.analyse.certainty import CLEAR, ENOUGH_COMPLETE, LIKELY
from cjgen.build import explain_touchpoint, read_site
from cjgen.cli.arithmetic import arithmetic
from cjgen.model.codes import CODES
from cjgen.model.explanation import Explanation
from cjgen.model.journey import Journey
from cjgen.model.score import LARGE_SAMPLE, JourneyScores, Score, TouchpointScores

ROOT = Path(__file__).parent.parent

VARIED = """title: Varied
context: {organisation: Example}
ranking: %s
scale: {importance: {min: 0, max: 10}, experience: {min: 1, max: 5}}
thresholds: {importance: %s, experience: %s, drop: %s}
%s
stages:
  - title: One
    touchpoints:
      - {title: Paired, importance: {answers: [9, 8, 7, 9, 10, 6]}, experience: {answers: [4, 3, 3, 5, 4, 2]}}
      - {title: Tally, importance: {counts: {7: 4, 9: 30}}, experience: {counts: {2: 10, 3: 30, 5: 1}}}
      - {title: Agreed, importance: {answers: [8, 8, 8]}, experience: {mean: 3.5, sd: 0, n: 40}}
      - {title: Must, required: The law, importance: {mean: 1, sd: 1, n: 50}, experience: {mean: 4, n: 50}}
      - {title: Own goal, target: 4.5, importance: {mean: 60, sd: 9, n: 20, scale: {min: 0, max: 100}}, experience: 4}
      - {title: Half, importance: 7}
  - title: Two
    touchpoints:
      - {title: Basic, kind: basic, importance: {mean: 3, sd: 2, n: 12}, experience: {mean: 3.4, sd: 1, n: 12}}
      - {title: Little, importance: {mean: 2, sd: 2, n: 45}, experience: {mean: 4.6, sd: 0.5, n: 44}}
      - {title: Between, importance: {mean: 5.5, sd: 1, n: 90}, experience: {mean: 3.6, sd: 1, n: 90}}
      - {title: Guess, importance: {mean: 6, source: estimated, by: Us}, experience: {mean: 3, n: 1}}
      - {title: Checked, importance: {mean: 9, n: 8, source: validated}, experience: {mean: 4.9, n: 8}}
      - {title: Missed, wished: true, importance: {mean: 8, sd: 1.5, n: 33}}
      - {title: Never, wished: true, importance: {mean: 1, sd: 1.5, n: 33}}
"""
INSTRUMENTS = """title: Instruments
context: {organisation: Example}
scale: {min: 1, max: 5}
stages:
  - title: One
    touchpoints:
      - {title: Csat, importance: 4, experience: {csat: {satisfied: 61, of: 84}}}
      - {title: Nps, importance: 4, experience: {nps: {promoters: 20, passives: 14, detractors: 9}}}
      - {title: Fans, importance: 4, experience: {nps: {promoters: 9, passives: 0, detractors: 0}}}
      - {title: Tgw, importance: 4, experience: {tgw: {count: 9, of: 240}}}
      - {title: Awful, importance: 4, experience: {tgw: {count: 50, of: 20}}}
      - {title: Mystery, importance: 4, experience: {mystery: {passed: 1, of: 1}}}
      - {title: Ces, importance: 4, experience: {ces: {counts: {1: 25, 2: 30, 7: 3}, easy: low}}}
      - title: Servqual
        importance: 4
        experience:
          servqual: {empathy: {expected: 6, perceived: 5}, reliability: {expected: 6, perceived: 4}}
          scale: {min: 1, max: 7}
          n: 90
"""
SHARES = """title: Shares
context: {organisation: Example}
id: shares
scale: {min: 1, max: 10}
thresholds: {experience: 6}
stages:
  - title: One
    touchpoints:
      - {title: Most, importance: {derived: 0.5, se: 0.02, n: 412}, experience: {mean: 5, sd: 2, n: 400}}
      - {title: Many, importance: {derived: 0.4, se: 0.02, n: 1200}, experience: {mean: 7, sd: 2, n: 400}}
      - {title: Bare, importance: {derived: 0.1}, experience: {mean: 7, sd: 2, n: 400}}
      - {title: Next, importance: {derived: 0.2, se: 0.02, n: 412}, experience: {mean: 7, sd: 2, n: 400}}
      - {title: Wish, wished: true, importance: {mean: 7, sd: 2, n: 40}}
"""
SETTINGS = [
    ("importance_gap", "mean", "target", "midpoint", ""),
    ("opportunity", "median", "median", 4.5, ""),
    ("target_gap", "stage_mean", "target", "importance", "target: {experience: 4}"),
    ("target_gap", 6.5, "stage_mean", 2, ""),
    ("importance_gap", "midpoint", "midpoint", 1, ""),
]


def sites(folder: Path) -> Iterator[Path]:
    """Sites with every rule, ranking and kind of figure."""
    varied = folder / "varied"
    (varied / "journeys").mkdir(parents=True)
    (varied / "site.yaml").touch()
    for number, settings in enumerate(SETTINGS):
        (varied / "journeys" / f"varied-{number}.yaml").write_text(VARIED % settings, "utf-8")
    (varied / "journeys" / "instruments.yaml").write_text(INSTRUMENTS, "utf-8")
    few = folder / "few"
    (few / "journeys").mkdir(parents=True)
    (few / "site.yaml").touch()
    (few / "journeys" / "few.yaml").write_text(JOURNEY.rpartition("      - ")[0], "utf-8")
    yield from (varied, few, ROOT, *(bundled.starter() / language for language in ("en", "nl")))
    yield from (SITES / case / "input" for case in cases(SITES))


@pytest.fixture(scope="session")
def explained(tmp_path_factory: pytest.TempPathFactory) -> list[Explanation]:
    found = []
    for site in sites(tmp_path_factory.mktemp("sites")):
        checked = read_site(site)
        assert checked.errors == 0, [problem.message for problem in checked.problems]
        for journey in checked.journeys:
            for item in journey.touchpoints:
                found.append(explain_touchpoint(checked, journey, item.touchpoint.id))
                assert found[-1].found == item
    return found


@pytest.fixture(scope="session")
def everything(explained: list[Explanation]) -> list[Explanation]:
    """Those of the sites, and of what only answers give."""
    return [*explained, *of_answers().values()]


def of_answers() -> dict[str, Explanation]:
    """Shares of an outcome, and weighted answers of which importance and experience go together."""
    journey = Journey.model_validate(yaml.safe_load(SHARES))
    known = {}
    for _, touchpoint in journey.touchpoints():
        form = touchpoint.importance
        assert form is not None
        share = Score(float(form.derived or 0), None, form.n, "derived", None, se=form.se)
        stated = Score(form.mean or 0.0, form.sd, form.n, "measured", "given")
        experience = touchpoint.experience
        mark = Score(experience.mean or 0.0, 2.0, 400, "measured", "answers") if experience else None
        known[touchpoint.id] = TouchpointScores(share if form.is_derived else stated, mark, None)
    derived = derive(journey, JourneyScores(known, None))
    shares = explain(analyse(journey, derived), derived)
    touchpoints = [{"title": name} for name in ("Weighted", "Uneven", "Plain")]
    journey = Journey.model_validate(
        {"id": "weighted", "title": "W", "stages": [{"title": "One", "touchpoints": touchpoints}]}
    )
    effective = {"weighted": 20.5, "uneven": 1.5, "plain": 400.0}
    known = {
        name: TouchpointScores(
            *(
                Score(mean, 2.0, 400, "measured", "answers", n_effective=n, unweighted=mean + 1)
                for mean in (6 + i, 5 + i)
            ),
            promise=None,
            rho=0.3,
        )
        for i, (name, n) in enumerate(effective.items())
    }
    derived = derive(journey, JourneyScores(known, None))
    return {**shares, **explain(analyse(journey, derived), derived)}


def test_everything_that_can_decide_is_among_the_sites(everything: list[Explanation]) -> None:
    assert {each.found.reason for each in everything} == {
        *("not_scored", "too_few_to_compare", "missed", "not_worth_adding", "important_and_good"),
        *("important_and_poor", "kept_as_basic", "required", "less_important", "low_importance"),
    }
    assert {each.found.certainty for each in everything} == {None, "clear", "likely", "borderline", "guess"}
    assert {each.journey.ranking for each in everything} == {"importance_gap", "opportunity", "target_gap", "gap"}
    origins = {
        yardstick.origin
        for each in everything
        for yardstick in (each.yardsticks.importance, each.yardsticks.experience, each.yardsticks.drop)
    }
    assert len(origins) == 9
    assert {bool(each.certainty.rho) for each in everything if each.certainty.rho is not None} == {True, False}
    assert any(figure.posterior for each in everything for figure in each.figures)


def test_the_numbers_are_those_of_the_findings(everything: list[Explanation]) -> None:
    for each in everything:
        found = each.found
        yardsticks = each.yardsticks
        assert yardsticks.importance.value == found.threshold.importance
        assert yardsticks.experience.value == found.threshold.experience
        assert yardsticks.drop.value == found.threshold.drop
        assert (each.certainty.word, each.certainty.probability) == (found.certainty, found.probability)
        assert (each.priority.number if each.priority else None) == found.priority
        assert {steps.axis: steps.figure for steps in each.figures} == {
            axis: figure
            for axis, figure in (("importance", found.importance), ("experience", found.experience))
            if figure is not None
        }
        assert found.decided_by == each.certainty.axes


def test_the_probability_follows_from_the_steps(everything: list[Explanation]) -> None:
    """By scipy.stats, from the numbers of the steps alone."""
    computed = 0
    for each in everything:
        steps = each.certainty
        if steps.probability is None:
            continue
        chance = {}
        for one in steps.chances:
            assert one.se > 0
            share = one.line != "experience" and each.found.importance.score.source == "derived"
            below = stats.norm.cdf if one.n >= 30 or share else stats.t(one.n - 1).cdf
            chance[one.line] = float(below((one.threshold - one.mean) / one.se))
            assert one.probability == pytest.approx(chance[one.line], abs=1e-12)
        low, poor, lowest = (chance.get(line, 0.0) for line in ("importance", "experience", "drop"))
        both = 0.0
        if steps.rho is not None:
            a, b = stats.norm.ppf(low), stats.norm.ppf(poor)
            both = low * poor
            if steps.rho:
                both = float(stats.multivariate_normal([0, 0], [[1, steps.rho], [steps.rho, 1]]).cdf([a, b]))
            assert each.quantiles == pytest.approx((a, b), rel=1e-9)
            assert steps.both == pytest.approx(both, abs=1e-7)
        expected = {
            "low_importance": lowest,
            "less_important": low - lowest,
            "missed": 1 - low,
            "important_and_poor": poor - both,
            "important_and_good": 1 - low - poor + both,
        }.get(each.found.reason, 0.0)
        if steps.axes == ("experience",):
            expected = poor if each.found.verdict == "improve" else 1 - poor
        assert steps.probability == pytest.approx(min(1, max(0, expected)), abs=1e-6)
        limited = steps.answered < LARGE_SAMPLE or steps.validated or (steps.complete or ENOUGH_COMPLETE) < 1000
        word = "clear" if steps.probability >= CLEAR and not limited else "likely"
        assert steps.word == (word if steps.probability >= LIKELY else "borderline")
        computed += 1
    assert computed > 30


# --- the text ---------------------------------------------------------------------------------------------------

_NUMBER = r"-?\d+(?:\.\d+)?(?:e[-+]\d+)?"


def test_every_sum_that_is_printed_holds(everything: list[Explanation]) -> None:
    checked = 0
    for each in everything:
        text = " ".join(arithmetic(each).split())
        for left, right in re.findall(rf"= ((?:sqrt\()?\(?{_NUMBER}[-+*/() \d.esqrt]*?) = ({_NUMBER})(?!\S)", text):
            value = eval(left, {"__builtins__": {}}, {"sqrt": math.sqrt})
            assert math.isclose(value, float(right), rel_tol=2e-3, abs_tol=2e-4), f"{left} = {right}"
            checked += 1
        for figure, sign, threshold in re.findall(rf"[IE] (?:>=|<) t[IED]: ({_NUMBER}) (>=|<) ({_NUMBER})", text):
            equal = math.isclose(float(figure), float(threshold), rel_tol=1e-5)
            assert equal or (float(figure) >= float(threshold)) == (sign == ">="), text
            checked += 1
    assert checked > 300


def test_the_text_says_every_number(everything: list[Explanation]) -> None:
    for each in everything:
        text = click.unstyle(arithmetic(each))
        found = each.found
        said = [found.verdict or "no verdict", found.reason, found.touchpoint.title, found.certainty or "none without"]
        numbers = [found.probability, found.priority, found.threshold.importance, found.threshold.experience]
        numbers += [found.threshold.drop, each.certainty.both, each.certainty.rho]
        for figure in (found.importance, found.experience):
            if figure is not None:
                numbers += [figure.score.mean, figure.score.sd, figure.se, figure.low, figure.high]
        for word in (*said, *(f"{number:.6g}" for number in numbers if number is not None)):
            assert word in text, word
        assert all(len(line) <= 100 for line in text.splitlines()[1:])
        assert len(re.findall(r"^\d  \w+$", text, re.MULTILINE)) == 5


def test_an_interval_of_an_instruments_own_is_not_called_students(everything: list[Explanation]) -> None:
    text = {each.found.touchpoint.id: arithmetic(each) for each in everything if each.journey.id == "instruments"}
    students = {name for name, each in text.items() if "Student's t)" in each.partition("Thresholds")[0]}
    assert students == {"ces", "servqual"}


def test_limits_and_reasons_are_named(everything: list[Explanation]) -> None:
    texts = {(each.journey.id, each.found.touchpoint.id): " ".join(arithmetic(each).split()) for each in everything}
    for path, words in {
        ("varied-0", "paired"): ["which pair by position", "by Owen 1956", "n = 6 < 30: never clear"],
        ("varied-0", "agreed"): ["Dirichlet-multinomial", "pseudo-answers"],
        ("varied-0", "must"): ["required: The law", "assumed: a quarter of the scale's width", "by E alone"],
        ("varied-0", "own-goal"): ["moved linearly: 0 + (x - 0) / 100 * 10", "the touchpoint's own target"],
        ("varied-0", "half"): ["E experience: not known", "no priority and no rank: a figure is missing"],
        ("varied-0", "guess"): ["I is an estimate", "E is the answer of one customer", "estimated by Us", "=> guess"],
        ("varied-0", "checked"): ["a figure is validated only: never clear"],
        ("varied-0", "missed"): ["it does not exist yet: E is the lowest score", "no rank", "=> add"],
        ("varied-0", "never"): ["not worth adding", "none without a verdict"],
        ("varied-0", "little"): ["effort can move elsewhere", "P(drop) = pD"],
        ("varied-2", "between"): ["the journey's target", "target = 4"],
        ("varied-3", "between"): ["the number that was typed", "mean of the stage"],
        ("varied-4", "between"): ["middle of the scale", "P(keep) = 1 - pI - pE + L"],
        ("instruments", "csat"): ["61 of 84 satisfied; q = 61 / 84 = 0.72619", "62.2526 to 81.0072 % (Wilson 1927)"],
        ("instruments", "nps"): ["100 * (20 - 9) / 43 = 25.5814", "1.41963 to 46.4065 (adjusted Wald, Rocks 2016)"],
        ("instruments", "fans"): ["all answered alike, so three answers join them: p = 9.75 / 12 = 0.8125"],
        ("instruments", "tgw"): ["q = 1 - min(1, count / of) = 1 - 9 / 240 = 0.9625", "1.71474 to 7.11867 per 100"],
        ("instruments", "awful"): ["50 in 20 contacts, 250 per 100", "its upper end that of one in every contact"],
        ("instruments", "mystery"): ["1 of 1 checks passed; q = 1 / 1 = 1", "E = min + q (max - min) = 1 + 1 * 4 = 5"],
        ("instruments", "ces"): ["1 x 25, 2 x 30, 7 x 3; their mean is 1.82759", "turned round to x = 8 - answer"],
        ("instruments", "servqual"): ["perceived x = (4 * 1 + 5 * 1) / 2 = 4.5", "moved linearly: 1 + (x - 1) / 6 * 4"],
        ("shares", "most"): [
            "importance 0.5 on 0 to 1, derived: its share in what goes together with the outcome, from 412 complete",
            "95 % interval 0.460801 to 0.539199: share ± 1.95996 se",
            "half the mean share = (0.5 + 0.4 + 0.1 + 0.2) / 4 / 2 = 0.15",
            "both figures (the default where importance is derived)",
            "derived from 412 < 1000 complete answers: never clear",
            "(normal distribution of a derived share)",
            "w = I / largest share = 0.5 / 0.5 = 1",
        ],
        ("shares", "many"): ["no limit", "=> clear", "w = I / largest share = 0.4 / 0.5 = 0.8"],
        ("shares", "bare"): ["no standard error: none came with", "I is a share without a standard error", "=> guess"],
        ("shares", "wish"): [
            "w = (I - min) / (max - min) = (7 - 1) / 9 = 0.666667",
            "tI = 5.5: middle of the scale, (min + max) / 2 (a wish has a stated importance",
        ],
        ("weighted", "weighted"): [
            "n' = 20.5 answers of equal weight would say as much (Kish 1965)",
            "without weights the mean is 7",
            "se = sd / sqrt(n') = 2 / sqrt(20.5) = 0.441726",
            "Student's t with n' - 1 = 19.5 degrees of freedom",
            "n = 20 < 30: never clear",
        ],
        ("weighted", "uneven"): ["I is weighted so unevenly that it says no more than one answer", "=> guess"],
        ("weighted", "plain"): [
            "as n' = 400 >= 30",
            "rho = 0.3, the correlation of the answers, of the customers who gave",
        ],
        ("few", "specificatie"): ["tI = unknown", "fewer than three touchpoints", "=> no verdict"],
    }.items():
        for word in words:
            assert word in texts[path], (path, word, texts[path])
    assert "left out as three others or more remain: guess" in texts["varied-0", "between"]


# --- the command ------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("code", CODES)
def test_every_message_is_explained(code: str) -> None:
    result = run("explain", code.lower())
    assert (result.exit_code, result.stderr) == (0, "")
    shown = " ".join(result.stdout.split())
    entry = CODES[code]
    assert shown.startswith(f"{code}, {'an error' if entry.severity == 'error' else 'a warning'}")
    for name, words in (("Message:", entry.message), ("Hint:", entry.hint)):
        written_afresh = re.fullmatch(r"\{\w+\}", words)
        assert (f"{name} " in shown) != bool(written_afresh)
        if not written_afresh:
            assert words.replace("{{", "{").replace("}}", "}") in shown
    assert entry.explanation in shown
    assert ("cannot lower it" in shown) == (entry.severity == "error")
    assert (f"`checks: {{{code}: ignore}}`" in shown) == (entry.severity == "warning")


@pytest.mark.parametrize(
    ("code", "said"),
    [
        ("CJ10", "these begin so: CJ101, CJ102"),
        ("CJ1044", "did you mean CJ104"),
        ("cj999", "all of them: CJ101"),
        ("CJ", "CJ403"),
    ],
)
def test_an_unknown_code_is_wrong_usage(code: str, said: str) -> None:
    result = run("explain", code)
    assert result.exit_code == 2
    assert f"there is no code {code.upper()}" in result.stderr
    assert said in result.stderr


@pytest.fixture
def site(tmp_path: Path) -> Path:
    (tmp_path / "journeys").mkdir()
    (tmp_path / "site.yaml").touch()
    write(tmp_path, JOURNEY)
    return tmp_path


def test_a_verdict_is_explained_from_within_the_site_or_with_its_folder(
    site: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    before = tree(site)
    named = run("explain", "keuken/specificatie", "--site", site)
    assert (named.exit_code, named.stderr) == (0, "")
    assert named.stdout.startswith("Specificatie (keuken/specificatie, stage Offerte)\nimprove, guess, rank 1 of 3\n")
    monkeypatch.chdir(site / "journeys")
    assert run("explain", "keuken/specificatie").stdout == named.stdout
    assert tree(site) == before


@pytest.mark.parametrize(
    ("what", "said"),
    [
        ("keukn/specificatie", "there is no journey `keukn`; did you mean `keuken`? known: keuken"),
        (
            "keuken/specificaties",
            "did you mean `specificatie`? known: specificatie, ontwerpgesprek, cadeau-bij-oplevering",
        ),
        ("keuken/xyz", "there is no touchpoint `xyz` in `keuken`; known: specificatie"),
        ("keuken/", "every touchpoint in `keuken`: specificatie"),
        ("/", "every journey: keuken"),
        ("keuken", "neither a code such as CJ104 nor a JOURNEY/TOUCHPOINT"),
        ("a\x1b[31mb/c", "there is no journey `a\ufffd[31mb`"),
    ],
)
def test_an_unknown_name_is_wrong_usage(site: Path, what: str, said: str) -> None:
    result = run("explain", what, "--site", site)
    assert (result.exit_code, result.stdout) == (2, "")
    assert said in " ".join(result.stderr.split())


def test_a_code_needs_no_site(site: Path) -> None:
    assert run("explain", "CJ104", "--site", site).exit_code == 2


def test_no_site_is_wrong_usage(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    assert run("explain", "a/b").exit_code == 2
    assert run("explain", "CJ104").exit_code == 0


def test_errors_of_the_site_come_first(site: Path) -> None:
    write(site, WARNING)
    assert run("explain", "keuken/specificatie", "--site", site).exit_code == 0
    write(site, ERROR)
    result = run("explain", "keuken/ontwerpgesprek", "--site", site)
    assert (result.exit_code, result.stdout) == (1, "")
    assert "error CJ104: unknown key `importnce`" in result.stderr
    assert result.stderr.endswith("A verdict can be explained once these are mended.\n")


def test_a_draft_is_explained_too(site: Path) -> None:
    write(site, f"draft: true\n{JOURNEY}")
    assert run("explain", "keuken/specificatie", "--site", site).exit_code == 0


def test_neither_theme_nor_output_folder_matters(site: Path) -> None:
    (site / "site.yaml").write_text("theme: not-there\noutput: journeys\n", "utf-8")
    assert run("explain", "keuken/specificatie", "--site", site).exit_code == 0
    shutil.rmtree(site / "journeys")
    assert run("explain", "keuken/specificatie", "--site", site).exit_code == 1


FOCUS = """title: {name}
scale: {{min: 0, max: 10}}
thresholds: {{importance: 1, experience: 10, drop: 0}}
stages:
  - title: S
    touchpoints:
      - {{title: A, importance: 9, experience: 4, actions: [{{title: X, hours: 10, effect: margin}}]}}
      - {{title: B, importance: 8, experience: 5, actions: [{{title: X, hours: 20}}]}}
      - {{title: C, importance: 5, experience: 5}}
      - {{title: D, importance: 5, experience: 10}}
      - {{title: E, kind: basic, importance: 5, experience: 9, actions: [{{title: X, hours: 15, cost: 3}}]}}
      - {{title: F, importance: 4, experience: 5, actions: [{{title: X, hours: 40}}]}}
"""


@pytest.mark.parametrize(
    ("touchpoint", "lines"),
    [
        ("a", ["value = w (1 - S) = 0.54", "open actions take 10 hours", "good for margin", "number 2 of the 2"]),
        (
            "b",
            ["value = w (1 - S) = 0.4", "=> not a focus area: the number", "with 1 focus area more and 20 more hours"],
        ),
        ("c", ["no open action says what it takes", "=> not a focus area: it still has to be costed"]),
        ("d", ["only what is to be improved or added"]),
        (
            "e",
            ["2 at most, within 25 hours", "a basic that fails", "take 15 hours and 3 of money", "number 1 of the 2"],
        ),
        ("f", ["=> not a focus area: there are too few hours", "with 2 focus areas more and 60 more hours"]),
    ],
)
def test_focus_is_explained(tmp_path: Path, touchpoint: str, lines: list[str]) -> None:
    (tmp_path / "journeys").mkdir()
    (tmp_path / "site.yaml").write_text("focus: {limit: 2, capacity: {hours: 25}}", "utf-8")
    write(tmp_path, FOCUS.format(name="One"), "one")
    output = run("explain", f"one/{touchpoint}", "--site", tmp_path).output
    said = re.sub(r"\s+", " ", output).partition("6 Focus")[2]
    assert [line for line in lines if line not in said] == [], said


def test_a_draft_takes_nothing_from_others(tmp_path: Path) -> None:
    (tmp_path / "journeys").mkdir()
    (tmp_path / "site.yaml").write_text("focus: {limit: 1}", "utf-8")
    write(tmp_path, "draft: true\n" + FOCUS.format(name="Draft"), "a")
    write(tmp_path, FOCUS.format(name="Real"), "b")
    assert "a draft takes no part" in run("explain", "a/e", "--site", tmp_path).output
    assert "number 1 of the 1" in run("explain", "b/e", "--site", tmp_path).output
