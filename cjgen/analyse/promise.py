"""The promise: is it felt where it matters to customers?

A touchpoint is a weak spot where customers value it and feel less of the promise than in the journey's
touchpoints on average.
"""

from __future__ import annotations

from collections.abc import Mapping

from cjgen.analyse.equality import at_least
from cjgen.analyse.thresholds import mean_of_enough, without_estimates
from cjgen.model.findings import Threshold
from cjgen.model.journey import Journey, Touchpoint
from cjgen.model.scale import Range, Scale
from cjgen.model.score import JourneyScores, TouchpointScores


def promise_mean(journey: Journey, scores: JourneyScores) -> float | None:
    """The mean promise score of the touchpoints that exist, in scale points.

    Estimates are left out where three other scores remain. None where the journey promises nothing, or
    where fewer than three touchpoints have a score: with two, one always lies below the mean.
    """
    if journey.promise is None:
        return None
    felt = {
        touchpoint.id: score
        for _, touchpoint in journey.touchpoints()
        if not touchpoint.wished and (score := scores.touchpoints[touchpoint.id].promise) is not None
    }
    return mean_of_enough([score.mean for score in without_estimates(felt).values()])


def is_valued(scores: TouchpointScores, threshold: Threshold, scale: Range) -> bool | None:
    """Whether importance, on its `scale`, is at or above its threshold; None where one of them is not known."""
    if scores.importance is None or threshold.importance is None:
        return None
    return at_least(scores.importance.mean, threshold.importance, scale.width)


def weak_spots(
    journey: Journey, scores: JourneyScores, thresholds: Mapping[str, Threshold], mean: float | None
) -> frozenset[str]:
    """The ids of the touchpoints that are valued and where the promise is felt less than `mean`.

    Equal to the mean, within the tolerance of all comparisons, is not below it. Empty without a mean.
    """
    if mean is None:
        return frozenset()
    axes = journey.axes
    return frozenset(
        touchpoint.id
        for _, touchpoint in journey.touchpoints()
        if _is_weak(touchpoint, scores.touchpoints[touchpoint.id], thresholds[touchpoint.id], mean, axes)
    )


def _is_weak(touchpoint: Touchpoint, scores: TouchpointScores, threshold: Threshold, mean: float, scale: Scale) -> bool:
    if touchpoint.wished or scores.promise is None or not is_valued(scores, threshold, scale.importance):
        return False
    return not at_least(scores.promise.mean, mean, scale.experience.width)
