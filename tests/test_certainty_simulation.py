"""Are verdicts as certain as their word says? Two thousand journeys of which the truth is known.

Each has twelve touchpoints with true means of importance N(7, .6) and of experience N(7, 1), cut off at the ends of
the scale of 1 to 10. `n` customers answer each question: N(true mean, 1.8), rounded and cut off. The program judges the
answers, by default thresholds; a verdict is right where the true means, held against the thresholds that they give
themselves, lead to the same one. `area` is stricter: the same row of the verdict table.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path

import numpy as np
import pytest
from numpy.typing import NDArray

from cjgen.analyse import Derived, analyse
from cjgen.analyse.verdict import judgements
from cjgen.model.findings import Certainty
from cjgen.model.journey import Journey
from cjgen.model.score import JourneyScores, Score, TouchpointScores
from cjgen.model.site import Thresholds

JOURNEYS = 2000
TOUCHPOINTS = 12
SEED = 20260
SIZES = (6, 10, 30, 100)
ENOUGH = 0.88
METHOD = Path(__file__).parent.parent / "docs" / "method.md"
Array = NDArray[np.float64]


@dataclass(frozen=True)
class Share:
    """How many verdicts have a certainty, and how many of them are right (0 to 1)."""

    count: int
    verdict: float
    area: float


def _scores(names: list[str], means: Array, spreads: Array | None = None, n: int | None = None) -> JourneyScores:
    def score(axis: int, place: int) -> Score:
        if spreads is None:
            return Score(float(means[axis, place]), None, None, "unknown", None)
        return Score(float(means[axis, place]), float(spreads[axis, place]), n, "measured", "given")

    found = {name: TouchpointScores(score(0, i), score(1, i), None) for i, name in enumerate(names)}
    return JourneyScores(found, None)


@lru_cache(maxsize=len(SIZES))
def simulated(n: int) -> Mapping[Certainty | None, Share]:
    """The share of right verdicts by certainty, with `n` customers a journey."""
    touchpoints = [{"title": f"T{i}"} for i in range(TOUCHPOINTS)]
    journey = Journey.model_validate({"id": "s", "title": "S", "stages": [{"title": "A", "touchpoints": touchpoints}]})
    assert journey.thresholds == Thresholds()
    names = [touchpoint.id for _, touchpoint in journey.touchpoints()]
    random = np.random.default_rng((SEED, n))
    given, verdicts, areas = Counter[Certainty | None](), Counter[Certainty | None](), Counter[Certainty | None]()
    for _ in range(JOURNEYS):
        true = np.clip(random.normal(7, [[0.6], [1.0]], (2, TOUCHPOINTS)), 1, 10)
        answers = np.clip(np.rint(random.normal(true[:, :, np.newaxis], 1.8, (2, TOUCHPOINTS, n))), 1, 10)
        truth = judgements(journey, _scores(names, true), journey.thresholds)
        found = analyse(journey, Derived(_scores(names, answers.mean(axis=2), answers.std(axis=2, ddof=1), n)))
        for each in found.touchpoints:
            right = truth[each.touchpoint.id]
            given[each.certainty] += 1
            verdicts[each.certainty] += each.verdict == right.verdict
            areas[each.certainty] += each.reason == right.reason
    assert given.total() == JOURNEYS * TOUCHPOINTS
    return {word: Share(count, verdicts[word] / count, areas[word] / count) for word, count in given.items()}


@pytest.mark.parametrize("n", SIZES)
def test_the_words_of_certainty_hold_what_they_promise(n: int) -> None:
    shares = simulated(n)
    assert set(shares) == ({"clear", "likely", "borderline"} if n >= 30 else {"likely", "borderline"})
    for word, share in shares.items():
        print(f"n {n}, {word}: {share.count} verdicts, right {share.verdict:.3f}, area {share.area:.3f}")
    if n >= 30:
        assert shares["clear"].count > JOURNEYS
        assert shares["clear"].verdict >= ENOUGH
        assert shares["clear"].area >= ENOUGH
    # a word that says more is right more often
    order = [shares[word].area for word in ("clear", "likely", "borderline") if word in shares]
    assert order == sorted(order, reverse=True)
    _is_told(n, shares)


def _is_told(n: int, shares: Mapping[Certainty | None, Share]) -> None:
    """The method's documentation shows these figures."""
    row = rf"\| {n} \| (\w+) \| ([\d,]+) \| (\d+) % \| (\d+) % \|"
    told = {word: values for word, *values in re.findall(row, METHOD.read_text("utf-8"))}
    assert set(told) == set(shares)
    for word, share in shares.items():
        count, verdict, area = told[str(word)]
        # other releases of numpy may draw other numbers: a per cent more or less is the same story
        assert int(count.replace(",", "")) == pytest.approx(share.count, rel=0.03)
        assert int(verdict) == pytest.approx(100 * share.verdict, abs=1)
        assert int(area) == pytest.approx(100 * share.area, abs=1)
