"""What holds for every journey, whatever its figures."""

from __future__ import annotations

import math
from typing import Any

import pytest
from hypothesis import HealthCheck, assume, given, settings
from hypothesis import strategies as st
from scipy.special import ndtr

from cjgen.analyse import analyse, derive
from cjgen.analyse.certainty import both_below
from cjgen.analyse.equality import descending
from cjgen.analyse.interval import dirichlet_interval, prior_of, tally
from cjgen.analyse.nps import adjusted_wald
from cjgen.measure import measure
from cjgen.model.findings import JourneyFindings
from cjgen.model.journey import Journey
from cjgen.model.scale import Range

settings.register_profile(
    "repeatable",
    deadline=None,
    derandomize=True,
    max_examples=100,
    suppress_health_check=[HealthCheck.too_slow],
)
REPEATABLE = settings.get_profile("repeatable")

Journeys = dict[str, Any]
RULES = ("mean", "median", "stage_mean", "midpoint")

# Figures have one decimal, as authors write them: two that differ do so by far more than the tolerance.
figures = st.integers(10, 100).map(lambda tenths: tenths / 10)


@st.composite
def scores(draw: st.DrawFn) -> Any:
    form = draw(st.sampled_from(("bare", "estimated", "given", "assumed", "answers", "counts")))
    if form == "answers":
        return {"answers": draw(st.lists(st.integers(1, 10).map(float), min_size=1, max_size=8))}
    if form == "counts":
        return {"counts": draw(st.dictionaries(st.integers(1, 10).map(float), st.integers(1, 40), min_size=1))}
    written: dict[str, Any] = {"mean": draw(figures)}
    if form == "estimated":
        written["source"] = "estimated"
    if form in ("given", "assumed"):
        written["n"] = draw(st.integers(1, 200))
        if draw(st.booleans()):
            written["source"] = "validated"
    if form == "given":
        written["sd"] = draw(st.integers(0, 30)) / 10
    return written


@st.composite
def touchpoints(draw: st.DrawFn) -> dict[str, Any]:
    written: dict[str, Any] = {}
    for axis in ("importance", "experience", "promise"):
        if draw(st.integers(0, 9)):
            written[axis] = draw(scores())
    if draw(st.integers(0, 4)) == 0:
        written["wished"] = True
    if draw(st.integers(0, 4)) == 0:
        written["required"] = "by law"
    if draw(st.integers(0, 3)) == 0:
        written["target"] = {"experience": draw(figures)}
    written["kind"] = draw(st.sampled_from(("basic", "performance", "performance", "delight")))
    return written


@st.composite
def journeys(draw: st.DrawFn) -> Journeys:
    stages = draw(st.lists(st.lists(touchpoints(), min_size=1, max_size=5), min_size=1, max_size=3))
    importance = draw(st.one_of(st.sampled_from(RULES), figures))
    drop = draw(st.one_of(st.sampled_from(("midpoint", "importance")), figures))
    if isinstance(importance, float) and isinstance(drop, float):
        drop = min(drop, importance)
    experience = draw(st.one_of(st.sampled_from((*RULES, "target")), figures))
    number = iter(range(100))
    return {
        "title": "Journey",
        "ranking": draw(st.sampled_from(("importance_gap", "opportunity", "target_gap", "gap"))),
        "thresholds": {"importance": importance, "experience": experience, "drop": drop},
        "target": {"experience": draw(figures)} if draw(st.booleans()) else None,
        "stages": [
            {"title": f"S{i}", "touchpoints": [{"title": f"T{next(number)}", **keys} for keys in stage]}
            for i, stage in enumerate(stages)
        ],
    }


def findings(written: Journeys) -> JourneyFindings:
    journey = Journey.model_validate(written)
    return analyse(journey, derive(journey, measure(journey)))


def verdicts(found: JourneyFindings) -> dict[str, Any]:
    return {each.touchpoint.title: (each.verdict, each.reason, each.overkill) for each in found.touchpoints}


def mapped(written: Journeys, change: Any) -> Journeys:
    """The journey with every touchpoint changed."""
    return {
        **written,
        "stages": [
            {**stage, "touchpoints": [change(touchpoint) for touchpoint in stage["touchpoints"]]}
            for stage in written["stages"]
        ],
    }


@REPEATABLE
@given(journeys())
def test_every_touchpoint_is_counted_once(written: Journeys) -> None:
    found = findings(written)
    assert set(found.counts) == {"improve", "keep", "drop", "add", "none"}
    assert sum(found.counts.values()) == len(found.touchpoints)
    assert all(0 <= changed <= len(found.touchpoints) for changed in found.sensitivity.values())


@REPEATABLE
@given(journeys())
def test_guards_hold(written: Journeys) -> None:
    for each in findings(written).touchpoints:
        if each.touchpoint.wished:
            assert each.verdict in ("add", None)
        else:
            assert each.verdict != "add"
        if each.touchpoint.kind == "basic" or each.touchpoint.required:
            assert each.verdict != "drop"
        if each.overkill:
            assert each.verdict == "drop"
        if each.threshold.importance is not None:
            assert each.threshold.drop is not None
            assert each.threshold.drop <= each.threshold.importance


@REPEATABLE
@given(journeys())
def test_intervals_hold_their_mean_and_lie_on_the_scale(written: Journeys) -> None:
    seen = [
        figure for each in findings(written).touchpoints for figure in (each.importance, each.experience, each.promise)
    ]
    for figure in seen:
        if figure is None or figure.low is None:
            continue
        assert figure.high is not None
        assert figure.se is not None
        assert 1 <= figure.low <= figure.score.mean <= figure.high <= 10
        assert figure.low < figure.high, "an interval has a width"
        assert figure.se > 0
        assert figure.score.n is not None
        assert figure.score.n >= 2


@REPEATABLE
@given(journeys())
def test_certainty_goes_with_a_verdict(written: Journeys) -> None:
    for each in findings(written).touchpoints:
        assert (each.certainty is None) == (each.verdict is None)
        assert (each.probability is None) == (each.certainty in (None, "guess"))
        if each.probability is not None:
            assert 0 <= each.probability <= 1
        if each.certainty == "clear":
            assert each.probability is not None
            assert each.probability >= 0.9 - 1e-9


@REPEATABLE
@given(journeys())
def test_ranks_are_a_permutation_of_what_is_scored(written: Journeys) -> None:
    found = findings(written)
    ranked = [each for each in found.touchpoints if each.importance and each.experience and not each.touchpoint.wished]
    assert sorted(each.rank or 0 for each in found.touchpoints if each.rank is not None) == list(
        range(1, len(ranked) + 1)
    )
    assert all(each.rank is not None for each in ranked)
    scored = [each for each in found.touchpoints if each.importance and (each.experience or each.touchpoint.wished)]
    assert all((each.priority is not None) == (each in scored) for each in found.touchpoints)


@REPEATABLE
@given(journeys())
def test_another_scale_changes_no_verdict(written: Journeys) -> None:
    """1 to 10 moved onto 0 to 100: every figure, target and number with it."""

    def moved(value: float) -> float:
        return (value - 1) / 9 * 100

    def score(form: dict[str, Any]) -> dict[str, Any]:
        form = dict(form)
        if "mean" in form:
            form["mean"] = moved(form["mean"])
        if "sd" in form:
            form["sd"] *= 100 / 9
        if "answers" in form:
            form["answers"] = [moved(value) for value in form["answers"]]
        if "counts" in form:
            form["counts"] = {moved(value): count for value, count in form["counts"].items()}
        return form

    def touchpoint(keys: dict[str, Any]) -> dict[str, Any]:
        keys = {
            key: score(value) if key in ("importance", "experience", "promise") else value
            for key, value in keys.items()
        }
        if "target" in keys:
            keys["target"] = {"experience": moved(keys["target"]["experience"])}
        return keys

    wide = mapped(written, touchpoint)
    wide["scale"] = {"min": 0.0, "max": 100.0}
    wide["thresholds"] = {
        axis: moved(rule) if isinstance(rule, float) else rule for axis, rule in written["thresholds"].items()
    }
    if written["target"]:
        wide["target"] = {"experience": moved(written["target"]["experience"])}
    narrow, moved_findings = findings(written), findings(wide)
    assert verdicts(narrow) == verdicts(moved_findings)
    assert narrow.sensitivity == moved_findings.sensitivity


@REPEATABLE
@given(journeys())
def test_a_score_on_its_own_scale_is_the_same_score(written: Journeys) -> None:
    """The same figures written on 0 to 90, each with that scale: 10 (value - 1)."""

    def form(score: dict[str, Any]) -> dict[str, Any]:
        changed = {**score, "scale": {"min": 0.0, "max": 90.0}}
        if "mean" in score:
            changed["mean"] = 10 * (score["mean"] - 1)
        if "sd" in score:
            changed["sd"] = 10 * score["sd"]
        if "answers" in score:
            changed["answers"] = [10 * (value - 1) for value in score["answers"]]
        if "counts" in score:
            changed["counts"] = {10 * (value - 1): count for value, count in score["counts"].items()}
        return changed

    other = mapped(
        written,
        lambda keys: {
            key: form(value) if key in ("importance", "experience", "promise") else value for key, value in keys.items()
        },
    )
    one, two = findings(written), findings(other)
    assert verdicts(one) == verdicts(two)
    for each, again in zip(one.touchpoints, two.touchpoints, strict=True):
        for axis in ("importance", "experience", "promise"):
            figure, same = getattr(each, axis), getattr(again, axis)
            assert (figure is None) == (same is None)
            if figure is not None:
                assert (figure.low is None) == (same.low is None)
                assert math.isclose(figure.score.mean, same.score.mean, abs_tol=1e-9)
                assert math.isclose(figure.low or 0, same.low or 0, abs_tol=1e-6)
                assert math.isclose(figure.high or 0, same.high or 0, abs_tol=1e-6)


@REPEATABLE
@given(journeys(), st.randoms(use_true_random=False))
def test_the_order_inside_a_stage_changes_no_verdict(written: Journeys, random: Any) -> None:
    shuffled = {
        **written,
        "stages": [
            {**stage, "touchpoints": random.sample(stage["touchpoints"], len(stage["touchpoints"]))}
            for stage in written["stages"]
        ],
    }
    assert verdicts(findings(written)) == verdicts(findings(shuffled))


@REPEATABLE
@given(journeys(), figures, figures, figures)
def test_better_experience_never_makes_keep_improve(
    written: Journeys, importance: float, experience: float, rise: float
) -> None:
    """With numbers for yardsticks: raising one experience worsens no verdict and touches no other."""
    low = {**written, "thresholds": {"importance": importance, "experience": experience, "drop": "midpoint"}}
    high = mapped(
        low,
        lambda keys: (
            {**keys, "experience": {"mean": min(10.0, keys["experience"]["mean"] + rise)}}
            if keys["title"] == "T0" and "mean" in keys.get("experience", {})
            else keys
        ),
    )
    before, after = verdicts(findings(low)), verdicts(findings(high))
    assert (before["T0"][0], after["T0"][0]) != ("keep", "improve")
    assert {title: verdict for title, verdict in before.items() if title != "T0"} == {
        title: verdict for title, verdict in after.items() if title != "T0"
    }


@REPEATABLE
@given(journeys())
def test_a_tally_says_what_its_answers_say(written: Journeys) -> None:
    def tallied(keys: dict[str, Any]) -> dict[str, Any]:
        def form(score: Any) -> Any:
            answers = score["answers"]
            return {"counts": {value: answers.count(value) for value in answers}}

        return {
            key: form(value) if isinstance(value, dict) and "answers" in value else value for key, value in keys.items()
        }

    answers, counts = findings(written), findings(mapped(written, tallied))
    assert verdicts(answers) == verdicts(counts)
    for each, again in zip(answers.touchpoints, counts.touchpoints, strict=True):
        if each.experience and again.experience:
            assert (each.experience.low, each.experience.high) == (again.experience.low, again.experience.high)


@REPEATABLE
@given(st.floats(-4, 4), st.floats(-4, 4), st.floats(-0.999, 0.999))
def test_owens_t_agrees_with_the_bivariate_normal(h: float, k: float, rho: float) -> None:
    from scipy.stats import multivariate_normal

    expected = float(multivariate_normal.cdf([h, k], cov=[[1, rho], [rho, 1]]))
    assert math.isclose(both_below(float(ndtr(h)), float(ndtr(k)), rho), expected, abs_tol=1e-6)


@REPEATABLE
@given(st.floats(0, 1), st.floats(0, 1), st.floats(-1, 1))
def test_both_below_is_a_probability_within_its_bounds(first: float, second: float, rho: float) -> None:
    """Fréchet: never more than the smaller one, never less than what must overlap; the order is nothing."""
    found = both_below(first, second, rho)
    assert max(0.0, first + second - 1) - 1e-9 <= found <= min(first, second) + 1e-9
    assert math.isclose(found, both_below(second, first, rho), abs_tol=1e-9)


@REPEATABLE
@given(
    st.integers(-20, 20),
    st.integers(1, 40),
    st.lists(st.tuples(st.integers(0, 8), st.integers(1, 5)), min_size=1, max_size=5),
    st.lists(st.tuples(st.integers(0, 8), st.integers(1, 5)), max_size=5),
)
def test_the_sums_of_a_tally_are_those_of_the_whole_table(
    lowest: int, points: int, answers: list[tuple[int, int]], pool: list[tuple[int, int]]
) -> None:
    """The pseudo-answers written out point by point give the mean and variance that the sums give."""
    scale = Range(min=float(lowest), max=float(lowest + points))
    steps = [lowest + points * eighth / 8 for eighth in range(9)]
    table = {float(lowest + step): 0.0 for step in range(points + 1)}

    def spread(pairs: list[tuple[int, int]], weight: float | None) -> None:
        total = sum(count for _, count in pairs)
        for eighth, count in pairs:
            value, share = steps[eighth], count if weight is None else weight * count / total
            nearer = value - math.floor(value)
            table[float(math.floor(value))] += share * (1 - nearer)
            if nearer:
                table[float(math.ceil(value))] += share * nearer

    spread(answers, None)
    spread(pool, 1.5)
    for point in table:
        table[point] += (1.5 if pool else 3.0) / len(table)
    total = math.fsum(table.values())
    mean = math.fsum(point * weight for point, weight in table.items()) / total
    variance = math.fsum((point - mean) ** 2 * weight for point, weight in table.items()) / total / (total + 1)
    pairs = [(steps[eighth], float(count)) for eighth, count in answers]
    pooled = [(steps[eighth], float(count)) for eighth, count in pool]
    found = dirichlet_interval(mean, tally(pairs, scale), prior_of(pooled, scale), scale)
    assert math.isclose(found.se, math.sqrt(variance), rel_tol=1e-9)
    assert scale.min <= found.low < mean < found.high <= scale.max


@pytest.mark.parametrize("ends", [(0.5, 5.5), (0.2, 0.8), (0.0, 1e6), (-3.0, 2.5)])
def test_scales_without_whole_ends_have_intervals_too(ends: tuple[float, float]) -> None:
    scale = Range(min=ends[0], max=ends[1])
    for value in (scale.min, scale.midpoint, scale.max):
        found = dirichlet_interval(value, tally([(value, 3)], scale), prior_of([(value, 3)], scale), scale)
        assert scale.min <= found.low < found.high <= scale.max
        assert found.low <= value <= found.high


@REPEATABLE
@given(st.integers(0, 10**6), st.integers(0, 10**6), st.integers(0, 10**6))
def test_an_nps_lies_in_its_interval(promoters: int, passives: int, detractors: int) -> None:
    """Though its middle is drawn towards nought by the three answers that are added."""
    n = promoters + passives + detractors
    assume(n)
    low, high = adjusted_wald(promoters, detractors, n)
    score = (promoters - detractors) / n * 100
    assert -100 <= low < high <= 100
    assert low <= score <= high
    mirrored = adjusted_wald(detractors, promoters, n)
    assert math.isclose(low, -mirrored[1], abs_tol=1e-9)
    assert math.isclose(high, -mirrored[0], abs_tol=1e-9)


@REPEATABLE
@given(st.lists(st.integers(0, 5)), st.randoms(use_true_random=False))
def test_equal_values_keep_their_order(values: list[int], random: Any) -> None:
    """However a computer rounded them."""
    noisy = [value + random.uniform(-1, 1) * 1e-12 for value in values]
    assert descending(noisy, 5.0) == sorted(range(len(values)), key=lambda position: -values[position])
