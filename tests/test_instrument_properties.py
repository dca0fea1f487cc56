"""What holds for every instrument, whatever was counted."""

from __future__ import annotations

from typing import Any

import pytest
from hypothesis import assume, example, given
from hypothesis import strategies as st

from cjgen.analyse import analyse, derive
from cjgen.analyse.interval import figure, prior_of
from cjgen.measure import measure
from cjgen.model.findings import Figure
from cjgen.model.instrument import Recommendation, Share
from cjgen.model.journey import Journey
from cjgen.model.scale import Range
from cjgen.model.score import Score

Form = dict[str, Any]

counts = st.integers(0, 400)
scales = st.sampled_from(((1.0, 10.0), (0.0, 100.0), (1.0, 5.0), (-3.0, 3.0)))
BOUNDS = {"csat": (0, 100), "mystery": (0, 100), "nps": (-100, 100), "ces": (1, 7), "tgw": (0, 1e18)}


@st.composite
def shares(draw: st.DrawFn) -> Form:
    name, part = draw(st.sampled_from((("csat", "satisfied"), ("mystery", "passed"))))
    whole = draw(st.integers(1, 400))
    return {name: {part: draw(st.integers(0, whole)), "of": whole}}


@st.composite
def things_gone_wrong(draw: st.DrawFn) -> Form:
    of = draw(st.integers(1, 400))
    return {"tgw": {"count": draw(st.integers(0, 3 * of)), "of": of}}


@st.composite
def recommendations(draw: st.DrawFn) -> Form:
    found = {name: draw(counts) for name in ("promoters", "passives", "detractors")}
    assume(sum(found.values()))
    return {"nps": found}


@st.composite
def efforts(draw: st.DrawFn) -> Form:
    tally = draw(st.dictionaries(st.integers(1, 7), st.integers(1, 60), min_size=1))
    return {"ces": {"counts": tally, "easy": draw(st.sampled_from(("high", "low")))}}


@st.composite
def qualities(draw: st.DrawFn) -> Form:
    names = ("reliability", "assurance", "tangibles", "empathy", "responsiveness")
    asked = draw(st.lists(st.sampled_from(names), min_size=1, unique=True))
    points = st.integers(10, 70).map(lambda tenths: tenths / 10)
    dimensions = {name: {"expected": draw(points), "perceived": draw(points)} for name in asked}
    return {"servqual": dimensions, "n": draw(st.integers(1, 400)), "scale": {"min": 1.0, "max": 7.0}}


instruments = st.one_of(shares(), things_gone_wrong(), recommendations(), efforts(), qualities())


def figure_of(form: Form, scale: tuple[float, float]) -> Figure:
    journey = Journey.model_validate(
        {
            "title": "Journey",
            "scale": {"min": scale[0], "max": scale[1]},
            "stages": [{"title": "Stage", "touchpoints": [{"title": "Touchpoint", "experience": form}]}],
        }
    )
    figure = analyse(journey, derive(journey, measure(journey))).touchpoints[0].experience
    assert figure is not None
    return figure


@given(instruments, scales)
@example({"tgw": {"count": 10**12, "of": 10**12}}, (1.0, 10.0))
@example({"csat": {"satisfied": 10**12, "of": 10**12}}, (1.0, 10.0))
@example({"nps": {"promoters": 10**12, "passives": 0, "detractors": 0}}, (1.0, 10.0))
@example({"csat": {"satisfied": 0, "of": 2}}, (1.0, 10.0))
def test_intervals_hold_their_figure(form: Form, scale: tuple[float, float]) -> None:
    figure = figure_of(form, scale)
    score = figure.score
    assert score.instrument is not None
    assert scale[0] <= score.mean <= scale[1]
    assert score.n is not None
    if score.n == 1:
        assert (figure.low, figure.high, figure.se, figure.own, score.sd) == (None, None, None, None, None)
        return
    assert figure.low is not None
    assert figure.high is not None
    assert figure.se is not None
    assert figure.se > 0
    assert scale[0] <= figure.low <= score.mean <= figure.high <= scale[1]
    assert figure.low < figure.high
    if score.instrument.name == "servqual":
        assert figure.own is None
        return
    assert figure.own is not None
    least, most = BOUNDS[score.instrument.name]
    assert least <= figure.own[0] <= score.instrument.figure <= figure.own[1] <= most
    assert figure.own[0] < figure.own[1]


def multiplied(form: Form, times: int) -> Form:
    """The same shares among so many times the customers, contacts or checks."""
    if "n" in form:
        return {**form, "n": form["n"] * times}
    (name, written), *_ = form.items()
    return {
        name: {
            key: {answer: n * times for answer, n in value.items()} if isinstance(value, dict) else value * times
            for key, value in written.items()
            if not isinstance(value, str)
        }
        | {key: value for key, value in written.items() if isinstance(value, str)}
    }


@given(instruments, scales, st.integers(2, 5))
def test_more_answers_never_say_less(form: Form, scale: tuple[float, float], times: int) -> None:
    few, many = figure_of(form, scale), figure_of(multiplied(form, times), scale)
    assume((few.score.n or 0) >= 6)  # with fewer answers to a CES another kind of interval is used
    assert many.score.mean == pytest.approx(few.score.mean)
    width = scale[1] - scale[0]
    for name in ("low", "high"):
        assert isinstance(getattr(few, name), float)
    assert (many.high or 0) - (many.low or 0) <= (few.high or 0) - (few.low or 0) + 1e-9 * width
    assert (many.se or 0) <= (few.se or 0) + 1e-9 * width
    if few.own is not None and many.own is not None:
        slack = 1e-9 * max(1.0, few.own[1])
        assert many.own[1] - many.own[0] <= few.own[1] - few.own[0] + slack


@given(efforts(), scales)
def test_an_effort_score_turned_round_is_the_same_score(form: Form, scale: tuple[float, float]) -> None:
    ces = form["ces"]
    turned = {
        "counts": {8 - answer: n for answer, n in ces["counts"].items()},
        "easy": "low" if ces["easy"] == "high" else "high",
    }
    one, other = figure_of(form, scale), figure_of({"ces": turned}, scale)
    assert (one.score.mean, one.score.sd, one.low, one.high) == (
        other.score.mean,
        other.score.sd,
        other.low,
        other.high,
    )


WEIGHTED = (
    # 60 % of 50 effective answers: Wilson, z = 1.959964: centre (.6 + z²/100)/(1 + z²/50) = .592865, margin .131051
    (Share("csat", 60.0, 70, 100, n_effective=50.0), (46.1814, 72.3916)),
    # P 25, D 10 of 50 effective answers: n' = 53, p' = 25.75/53, d' = 10.75/53, m = .283019, margin .210024
    (Recommendation(30.0, 60, 20, 20, shares=(0.5, 0.2), n_effective=50.0), (7.2995, 49.3043)),
)


@pytest.mark.parametrize(("instrument", "own"), WEIGHTED)
def test_a_weighted_instrument_keeps_the_interval_of_its_effective_answers(
    instrument: Share | Recommendation, own: tuple[float, float]
) -> None:
    scale = Range(min=0.0, max=100.0)
    mean = instrument.figure if isinstance(instrument, Share) else (instrument.figure + 100) / 2
    score = Score(mean, 40.0, 100, "measured", "answers", instrument=instrument, n_effective=50.0, unweighted=50.0)
    found = figure(score, scale, prior_of((), scale))
    assert found.own == pytest.approx(own, abs=1e-3)
    share = isinstance(instrument, Share)
    assert (found.low, found.high) == pytest.approx(tuple(end if share else (end + 100) / 2 for end in own), abs=1e-3)
