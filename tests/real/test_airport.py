"""The airport's journey from the raw answers against figures worked out without cjgen, straight from the file.

tests/real/airport_figures.py reads the file and computes; here stands what is compared, to a billionth.
"""

from __future__ import annotations

import copy
import json
import math
import os
import shutil
from collections.abc import Sequence
from pathlib import Path
from statistics import NormalDist
from typing import Any

import numpy as np
import pytest
import yaml
from browser.pages import build
from browser.sites import SAMPLE
from real import airport_figures as airport
from real.airport_figures import RECOMMEND, SELDOM_USED, TOUCHPOINTS, YEARS, Rows
from scipy import stats

HERE = Path(__file__).parent / "airport"
LATEST = "2018"
SEGMENTS = {
    "also-use-oakland": ("uses_oak", "1"),
    "do-not-use-oakland": ("uses_oak", "2"),
    "also-use-san-jose": ("uses_sjc", "1"),
    "do-not-use-san-jose": ("uses_sjc", "2"),
}
VALUES = {"1": 3, "2": 2}
"""What a passenger who uses another airport, or does not, is worth in the variant with values: made up."""

Data = dict[str, Any]


def close(value: float) -> Any:
    return pytest.approx(value, rel=1e-9, abs=1e-9)


def ident(column: str) -> str:
    return column.replace("_", "-")


def raw_journey() -> Data:
    journey: Data = yaml.safe_load((HERE / "journeys" / "airport-raw.yaml").read_text("utf-8"))
    return journey


def touchpoints_of(journey: Data) -> list[Data]:
    return [touchpoint for stage in journey["stages"] for touchpoint in stage["touchpoints"]]


def variants() -> dict[str, Data]:
    """The same journey, with weights; with every touchpoint that was asked; with other forms of the same questions."""
    weighted, every, other = (copy.deepcopy(raw_journey()) for _ in range(3))
    weighted["responses"]["weight"] = "weight"
    every["stages"].append(
        {
            "title": "Seldom used",
            "touchpoints": [
                {"title": name.replace("_", " "), "importance": {"derived": True}, "experience": {"column": name}}
                for name in SELDOM_USED
            ],
        }
    )
    other["responses"]["outcome"] = "overall"
    for segment in every["segments"]:
        segment["value"] = VALUES[str(segment["codes"][0])]
    for touchpoint in touchpoints_of(other):
        touchpoint["experience"] = {"csat": touchpoint["experience"]}
    return {"weighted": weighted, "every": every, "other": other}


@pytest.fixture(scope="session")
def built(tmp_path_factory: pytest.TempPathFactory) -> dict[str, Data]:
    """The data file of each variant of the journey, built from a copy of the survey file."""
    site = tmp_path_factory.mktemp("airport") / "site"
    shutil.copytree(HERE, site)
    (site / "data").mkdir()
    shutil.copyfile(Path(os.environ["CJGEN_REAL_DATA"]) / airport.FILE, site / "data" / airport.FILE)
    for name, journey in variants().items():
        (site / "journeys" / f"{name}.yaml").write_text(yaml.safe_dump(journey, allow_unicode=True), encoding="utf-8")
    output = build(site, site / "public")
    return {name: json.loads((output / "data" / f"{name}.json").read_bytes()) for name in ("airport-raw", *variants())}


@pytest.fixture
def raw(built: dict[str, Data]) -> Data:
    return built["airport-raw"]


def of(touchpoints: Sequence[Data]) -> dict[str, Data]:
    return {touchpoint["id"]: touchpoint for touchpoint in touchpoints}


def group(journey: Data, kind: str, name: str) -> Data:
    (found,) = [one for one in journey[kind] if one["id"] == name]
    return found


def segment(name: str, year: str = LATEST) -> Rows:
    column, code = SEGMENTS[name]
    return [row for row in airport.wave(year) if row[column] == code]


def assert_experience(figure: Data, rows: Rows, column: str) -> None:
    wanted = airport.mean(rows, column)
    assert figure["n"] == wanted.n, column
    assert figure["mean"] == close(wanted.mean), column
    assert figure["sd"] == close(wanted.sd), column
    margin = stats.t.ppf(0.975, wanted.n - 1) * wanted.sd / math.sqrt(wanted.n)
    assert figure["low"] == close(wanted.mean - margin)
    assert figure["high"] == close(wanted.mean + margin)


def assert_nps(nps: Data | None, rows: Rows) -> None:
    wanted = airport.recommended(rows)
    if wanted is None:
        assert nps is None
        return
    assert nps is not None
    assert {name: nps[name] for name in ("n", "promoters", "passives", "detractors")} == {
        "n": wanted.n,
        "promoters": wanted.promoters,
        "passives": wanted.passives,
        "detractors": wanted.detractors,
    }
    assert nps["score"] == close(wanted.score)
    n = wanted.n + 3
    promoters, detractors = (wanted.promoters + 0.75) / n, (wanted.detractors + 0.75) / n
    middle = promoters - detractors
    margin = NormalDist().inv_cdf(0.975) * math.sqrt((promoters + detractors - middle**2) / n)
    assert nps["low"] == close(100 * (middle - margin))
    assert nps["high"] == close(100 * (middle + margin))


def test_the_nps_of_2018_is_without_codes_and_blanks(raw: Data) -> None:
    assert_nps(raw["nps"], airport.wave(LATEST))
    asked = [row[RECOMMEND] for row in airport.wave(LATEST)]
    assert raw["nps"]["n"] == len(asked) - asked.count("11") - asked.count("") == 2650
    assert asked.count("0") == 24, "0 is a real answer"


def test_every_touchpoint_of_2018_has_its_n_mean_and_spread(raw: Data) -> None:
    found = of(raw["touchpoints"])
    assert list(found) == [ident(column) for column in TOUCHPOINTS]
    for column in TOUCHPOINTS:
        assert_experience(found[ident(column)]["experience"], airport.wave(LATEST), column)


def test_the_mark_for_the_whole_leaves_out_the_texts_for_blank(raw: Data) -> None:
    assert_experience(raw["overall"], airport.wave(LATEST), "overall")
    assert {row["overall"] for row in airport.wave(LATEST)} == {"1", "2", "3", "4", "5", "BLANK"}


def test_satisfied_are_the_top_two_of_five(built: dict[str, Data]) -> None:
    found = of(built["other"]["touchpoints"])
    for column in TOUCHPOINTS:
        wanted = airport.mean(airport.wave(LATEST), column)
        instrument = found[ident(column)]["experience"]["instrument"]
        assert (instrument["name"], instrument["satisfied"], instrument["of"]) == ("csat", wanted.top_two, wanted.n)
        assert instrument["figure"] == close(wanted.top_two / wanted.n * 100)
        wilson = stats.binomtest(wanted.top_two, wanted.n).proportion_ci(0.95, "wilson")
        assert instrument["low"] == close(wilson.low * 100)
        assert instrument["high"] == close(wilson.high * 100)


def test_weighted_means_stand_beside_the_plain_ones(built: dict[str, Data], raw: Data) -> None:
    found, plain = of(built["weighted"]["touchpoints"]), of(raw["touchpoints"])
    for column in TOUCHPOINTS:
        wanted = airport.weighted_mean(airport.wave(LATEST), lambda row, column=column: airport.rating(row, column))
        figure = found[ident(column)]["experience"]
        assert figure["n"] == wanted.n
        assert figure["mean"] == close(wanted.mean)
        assert figure["n_effective"] == close(wanted.n_effective)
        assert figure["unweighted"] == plain[ident(column)]["experience"]["mean"]
        assert figure["n_effective"] < figure["n"]
        assert abs(figure["mean"] - figure["unweighted"]) > 1e-4, "weights that change nothing show nothing"


def nps_points(row: airport.Row) -> float | None:
    answer = airport.recommendation(row)
    return None if answer is None else 100 * ((answer >= 9) - (answer <= 6))


def test_the_weighted_nps_stands_beside_the_plain_one(built: dict[str, Data], raw: Data) -> None:
    wanted = airport.weighted_mean(airport.wave(LATEST), nps_points)
    nps = built["weighted"]["nps"]
    assert nps["score"] == close(wanted.mean)
    assert nps["n_effective"] == close(wanted.n_effective)
    assert nps["unweighted"] == raw["nps"]["score"]
    assert [nps[name] for name in ("n", "promoters", "passives", "detractors")] == [
        raw["nps"][name] for name in ("n", "promoters", "passives", "detractors")
    ]


def assert_drivers(drivers: Data, columns: Sequence[str], outcome: str, method: str) -> None:
    answers = airport.complete(airport.wave(LATEST), (*columns, outcome))
    parts = airport.lmg(answers) if method == "lmg" else airport.johnson(answers)
    assert drivers["method"] == method
    assert (drivers["n"], drivers["n_all"]) == (len(answers), len(airport.wave(LATEST)))
    assert drivers["weights"] == {ident(column): close(part) for column, part in zip(columns, parts, strict=True)}
    assert drivers["r2"] == close(float(parts.sum()))
    explained = np.linalg.lstsq(answers[:, :-1] - answers[:, :-1].mean(0), answers[:, -1] - answers[:, -1].mean())[1]
    assert drivers["r2"] == close(1 - float(explained[0]) / (len(answers) * answers[:, -1].var()))


def test_drivers_are_the_shares_of_complete_rows(raw: Data) -> None:
    assert raw["drivers"]["outcome"] == "recommend"
    assert raw["drivers"]["n"] == 1066
    assert_drivers(raw["drivers"], TOUCHPOINTS, RECOMMEND, "lmg")


def test_another_outcome_has_drivers_of_its_own(built: dict[str, Data]) -> None:
    assert built["other"]["drivers"]["outcome"] == "overall"
    assert_drivers(built["other"]["drivers"], TOUCHPOINTS, "overall", "lmg")


def test_more_than_fifteen_touchpoints_go_by_johnson(built: dict[str, Data]) -> None:
    assert built["every"]["drivers"]["n"] == 252
    assert_drivers(built["every"]["drivers"], (*TOUCHPOINTS, *SELDOM_USED), RECOMMEND, "johnson")


def assert_derived(touchpoints: Sequence[Data], rows: Rows, columns: Sequence[str] = TOUCHPOINTS) -> None:
    """Importance is a share of all that is explained; its error is that of as many simulated samples, or near it."""
    answers = airport.complete(rows, (*columns, RECOMMEND))
    shares, errors = airport.shares(answers), airport.share_errors(answers)
    for touchpoint, share, error in zip(touchpoints, shares, errors, strict=True):
        figure = touchpoint["importance"]
        assert (figure["source"], figure["n"], figure["sd"]) == ("derived", len(answers), None)
        assert figure["mean"] == close(float(share)), touchpoint["id"]
        half = NormalDist().inv_cdf(0.975) * error
        assert figure["high"] - figure["mean"] == pytest.approx(half, rel=0.12), touchpoint["id"]
        assert figure["low"] == pytest.approx(max(0.0, 2 * figure["mean"] - figure["high"]), abs=1e-9)


def test_derived_importance_is_the_share_with_its_error(built: dict[str, Data], raw: Data) -> None:
    assert raw["scale"]["importance"] == [0, 1]
    assert math.fsum(touchpoint["importance"]["mean"] for touchpoint in raw["touchpoints"]) == close(1)
    assert_derived(raw["touchpoints"], airport.wave(LATEST))
    assert_derived(built["every"]["touchpoints"], airport.wave(LATEST), (*TOUCHPOINTS, *SELDOM_USED))


def test_thousand_complete_rows_may_be_called_clear(built: dict[str, Data], raw: Data) -> None:
    assert "clear" in {touchpoint["certainty"] for touchpoint in raw["touchpoints"]}
    few = [touchpoint for touchpoint in built["every"]["touchpoints"] if not touchpoint["required"]]
    assert "clear" not in {touchpoint["certainty"] for touchpoint in few}


def test_verdicts_follow_from_the_means_of_the_journey(raw: Data) -> None:
    experiences = {column: airport.mean(airport.wave(LATEST), column).mean for column in TOUCHPOINTS}
    shares = airport.shares(airport.complete(airport.wave(LATEST), (*TOUCHPOINTS, RECOMMEND)))
    usual, important = float(np.mean(list(experiences.values()))), 1 / len(TOUCHPOINTS)
    found = of(raw["touchpoints"])
    for column, share in zip(TOUCHPOINTS, shares, strict=True):
        touchpoint = found[ident(column)]
        assert touchpoint["threshold"] == {
            "importance": close(important),
            "experience": close(usual),
            "drop": close(important / 2),
        }
        if share >= important or touchpoint["required"]:
            wanted = "keep" if experiences[column] >= usual else "improve"
        else:
            wanted = "keep" if share >= important / 2 else "drop"
        assert touchpoint["verdict"] == wanted, column


def test_all_six_waves_have_their_figures(raw: Data) -> None:
    assert [one["id"] for one in raw["waves"]] == list(YEARS)
    for year in YEARS:
        found = group(raw, "waves", year)
        assert found["n"] == len(airport.wave(year))
        assert_nps(found["nps"], airport.wave(year))
        for column, touchpoint in zip(TOUCHPOINTS, found["touchpoints"], strict=True):
            assert touchpoint["id"] == ident(column)
            assert_experience(touchpoint["experience"], airport.wave(year), column)


def test_only_2017_and_2018_have_an_nps_and_drivers_of_their_own(raw: Data) -> None:
    assert [one["id"] for one in raw["waves"] if one["nps"] is not None] == ["2017", "2018"]
    for year in ("2017", "2018"):
        assert_derived(group(raw, "waves", year)["touchpoints"], airport.wave(year))


@pytest.mark.parametrize("name", SEGMENTS)
def test_segments_of_2018_have_their_figures(raw: Data, name: str) -> None:
    found, rows = group(raw, "segments", name), segment(name)
    assert found["n"] == len(rows)
    assert_nps(found["nps"], rows)
    assert_derived(found["touchpoints"], rows)
    for column, touchpoint in zip(TOUCHPOINTS, found["touchpoints"], strict=True):
        assert_experience(touchpoint["experience"], rows, column)


def test_segments_weighted_by_value_are_taken_together(built: dict[str, Data]) -> None:
    lists = {one["column"]: one["weighed"] for one in built["every"]["segment_lists"]}
    assert list(lists) == ["uses_oak", "uses_sjc"]
    for name, weighed in lists.items():
        for column in TOUCHPOINTS:
            parts = []
            for code, value in VALUES.items():
                found = airport.mean([row for row in airport.wave(LATEST) if row[name] == code], column)
                parts.append((value / sum(VALUES.values()), found))
            mean = math.fsum(weight * part.mean for weight, part in parts)
            se = math.sqrt(math.fsum((weight * part.sd) ** 2 / part.n for weight, part in parts))
            assert weighed[ident(column)]["mean"] == close(mean)
            assert weighed[ident(column)]["se"] == close(se)


def answers_of(rows: Rows, column: str) -> list[float]:
    return [value for row in rows if (value := airport.answer(row, column)) is not None]


def holm(chances: dict[str, float], level: float = 0.05) -> set[str]:
    """Which of several differences hold: the smallest chance against level / all of them, and so on until one fails."""
    held: set[str] = set()
    for place, name in enumerate(sorted(chances, key=chances.__getitem__)):
        if chances[name] > level / (len(chances) - place):
            break
        held.add(name)
    return held


def test_what_moved_since_2017_is_told_by_welch_and_holm(raw: Data) -> None:
    before, after = airport.wave("2017"), airport.wave(LATEST)
    moved = {one["touchpoint"]: one for one in raw["trend"]["changes"] if one["subject"] == "experience"}
    assert list(moved) == [ident(column) for column in TOUCHPOINTS]
    chances = {}
    for column in TOUCHPOINTS:
        found, then, now = moved[ident(column)], answers_of(before, column), answers_of(after, column)
        welch = stats.ttest_ind(now, then, equal_var=False)
        assert (found["since"], found["until"]) == ("2017", LATEST)
        assert found["difference"] == close(float(np.mean(now) - np.mean(then)))
        assert found["se"] == close(math.sqrt(np.var(now, ddof=1) / len(now) + np.var(then, ddof=1) / len(then)))
        assert found["p"] == pytest.approx(welch.pvalue, rel=1e-6, abs=1e-9)
        chances[ident(column)] = float(welch.pvalue)
    held = {name for name, one in moved.items() if one["holds"]}
    assert held == holm(chances)
    assert held < {name for name, chance in chances.items() if chance < 0.05}, "some hold only before the correction"


def test_the_nps_fell_by_more_than_chance(raw: Data) -> None:
    (found,) = [one for one in raw["trend"]["changes"] if one["subject"] == "nps"]
    before, after = (airport.recommended(airport.wave(year)) for year in ("2017", LATEST))
    assert before is not None
    assert after is not None
    assert found["difference"] == close(after.score - before.score)
    variance = 0.0
    for one in (before, after):
        difference = (one.promoters - one.detractors) / one.n
        variance += ((one.promoters + one.detractors) / one.n - difference**2) / one.n
    assert found["se"] == close(100 * math.sqrt(variance))
    z = abs(found["difference"]) / found["se"]
    assert found["p"] == pytest.approx(2 * NormalDist().cdf(-z), rel=1e-6, abs=1e-9)
    assert found["holds"]


def test_penalties_and_rewards_are_those_of_one_regression(raw: Data) -> None:
    answers = airport.complete(airport.wave(LATEST), (*TOUCHPOINTS, RECOMMEND))
    low, top = answers[:, :-1] <= airport.LOW + 1, answers[:, :-1] == airport.HIGH
    marks = np.column_stack([np.ones(len(answers)), low, top])
    coefficients = np.linalg.lstsq(marks, answers[:, -1])[0]
    residuals = answers[:, -1] - marks @ coefficients
    variance = residuals @ residuals / (len(answers) - marks.shape[1])
    # by a QR decomposition of the answers: the squared rows of R⁻¹ are the diagonal of (X'X)⁻¹
    errors = np.sqrt(variance * (np.linalg.inv(np.linalg.qr(marks).R) ** 2).sum(axis=1))
    penalties, rewards = np.split(coefficients[1:], 2)
    told_apart = (np.abs(coefficients / errors) > NormalDist().inv_cdf(0.975))[1:].reshape(2, -1).any(axis=0)
    kinds = {}
    small = set()
    for place, (column, touchpoint) in enumerate(zip(TOUCHPOINTS, raw["touchpoints"], strict=True)):
        found, penalty, reward = touchpoint["contrast"], float(penalties[place]), float(rewards[place])
        assert found["penalty"] == close(penalty), column
        assert found["reward"] == close(reward), column
        assert (found["low"], found["top"]) == (low[:, place].sum(), top[:, place].sum())
        enough = min(found["low"], found["top"]) >= 30
        if enough and not told_apart[place]:
            assert found["because"] == "small", column
            small.add(column)
        elif enough and penalty < 0 < reward:
            asymmetry = (reward + penalty) / (reward - penalty)
            assert found["asymmetry"] == close(asymmetry)
            kinds[column] = "basic" if asymmetry < -0.1 else "delight" if asymmetry > 0.1 else "performance"
        else:
            assert found["because"] in ("few_low", "few_top", "wrong_sign"), column
    told = {
        column: touchpoint["contrast"]["kind"]
        for column, touchpoint in zip(TOUCHPOINTS, raw["touchpoints"], strict=True)
    }
    assert {column: kind for column, kind in told.items() if kind is not None} == kinds
    assert set(kinds.values()) == {"basic"}
    assert small == {"wifi"}


def sample() -> Data:
    journey: Data = yaml.safe_load((SAMPLE / "journeys" / "airport.yaml").read_text("utf-8"))
    return journey


def test_the_sample_carries_the_figures_that_the_file_gives() -> None:
    figures = yaml.safe_load("\n".join(airport.fragments()))
    journey = sample()
    assert [journey[name] for name in ("overall", "nps", "history")] == [
        figures[name] for name in ("overall", "nps", "history")
    ]
    told = {
        touchpoint["id"]: {name: touchpoint[name] for name in ("importance", "experience", "history")}
        for touchpoint in touchpoints_of(journey)
    }
    assert told == {ident(column): figures[column] for column in TOUCHPOINTS}


def test_the_sample_is_the_journey_of_the_raw_answers() -> None:
    def outline(journey: Data) -> list[Any]:
        return [
            (stage["title"], [(one["id"], one["title"]) for one in stage["touchpoints"]]) for stage in journey["stages"]
        ]

    assert outline(sample()) == outline(raw_journey())
    assert [(title, [one[0] for one in touchpoints]) for title, touchpoints in outline(sample())] == [
        (title, [ident(column) for column in columns]) for title, columns in airport.STAGES.items()
    ]


def test_the_sample_and_the_raw_answers_give_one_report(raw: Data, tmp_path: Path) -> None:
    """Figures differ by no more than what the sample rounds away, and nothing that is concluded differs."""
    (tmp_path / "journeys").mkdir()
    (tmp_path / "site.yaml").write_text("title: Airport\n", encoding="utf-8")
    shutil.copyfile(SAMPLE / "journeys" / "airport.yaml", tmp_path / "journeys" / "airport.yaml")
    typed = json.loads((build(tmp_path, tmp_path / "public") / "data" / "airport.json").read_bytes())

    for one, other in zip(typed["touchpoints"], raw["touchpoints"], strict=True):
        assert one["experience"]["mean"] == pytest.approx(other["experience"]["mean"], abs=5.001e-5)
        assert one["experience"]["sd"] == pytest.approx(other["experience"]["sd"], abs=5.001e-5)
        assert one["importance"]["mean"] == pytest.approx(other["importance"]["mean"], abs=5.001e-6)
        assert one["importance"]["high"] == pytest.approx(other["importance"]["high"], abs=2e-5)
        for name in ("experience", "importance"):
            assert one[name]["n"] == other[name]["n"]
        for name in ("id", "stage", "verdict", "certainty", "reason", "rank", "rank_group"):
            assert one[name] == other[name], (one["id"], name)
    assert typed["nps"] == raw["nps"]
    assert typed["counts"] == raw["counts"]

    before, other_before = group(typed, "waves", "2017"), group(raw, "waves", "2017")
    assert before["nps"] == other_before["nps"]
    for one, other in zip(before["touchpoints"], other_before["touchpoints"], strict=True):
        assert one["experience"]["mean"] == pytest.approx(other["experience"]["mean"], abs=5.001e-5)
        assert (one["verdict"], one["experience"]["n"]) == (other["verdict"], other["experience"]["n"])


def test_what_the_sample_says_of_its_figures_is_true() -> None:
    journey = sample()
    told = journey["summary"] + journey["context"]["method"]
    now, before = (airport.wave(year) for year in ("2018", "2017"))
    for rows, wording in (now, "({} of {} passengers"), (before, "the year before {} of {})"):
        problem = [row["problem"] for row in rows if row["problem"] in ("1", "2")]
        assert wording.format(problem.count("1"), f"{len(problem):,}") in told
    for rows, columns, wording in (
        (now, TOUCHPOINTS, "the {} passengers of 2018"),
        (before, TOUCHPOINTS, "and {} of 2017"),
        (now, (*TOUCHPOINTS, *SELDOM_USED), "only {} passengers rated all 21"),
    ):
        assert wording.format(f"{len(airport.complete(rows, (*columns, RECOMMEND))):,}") in told
    assert journey["context"]["sample"]["answered"] == len(now)
    weighted = [airport.weighted_mean(rows, nps_points).mean for rows in (before, now)]
    assert "the NPS is {:.1f} in 2017 and {:.1f} in 2018".format(*weighted) in " ".join(told.split())
    higher = [
        airport.weighted_mean(now, lambda row, column=column: airport.rating(row, column)).mean
        - airport.mean(now, column).mean
        for column in TOUCHPOINTS
    ]
    assert min(higher) > -0.005
    assert f"up to {max(higher):.2f} higher" in told

    shares = airport.shares(airport.complete(now, (*TOUCHPOINTS, RECOMMEND)))
    by_share = [TOUCHPOINTS[place] for place in np.argsort(-shares)]
    assert by_share[:4] == ["restaurants", "security", "shops", "signs"]
    ratings = {column: airport.mean(now, column).mean for column in TOUCHPOINTS}
    assert sorted(ratings, key=ratings.__getitem__)[:2] == ["shops", "restaurants"]
    fallen = {column: airport.mean(before, column).mean - ratings[column] for column in TOUCHPOINTS}
    assert max(fallen, key=fallen.__getitem__) == "security"
