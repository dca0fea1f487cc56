"""The yardsticks: which touchpoints are compared with each other, and against what each is judged."""

from __future__ import annotations

import math
import statistics
from collections.abc import Callable, Mapping, Sequence

from cjgen.model.findings import Axis, Threshold
from cjgen.model.journey import Journey, Stage, Touchpoint
from cjgen.model.score import JourneyScores, Range, Score
from cjgen.model.site import DATA_RULES, Thresholds

ENOUGH_TO_COMPARE = 3
"""With two touchpoints one always lies below their mean."""


def scored(touchpoints: Sequence[Touchpoint], scores: JourneyScores) -> list[Touchpoint]:
    """The touchpoints that exist and of which importance and experience are both known."""
    return [
        touchpoint
        for touchpoint in touchpoints
        if not touchpoint.wished
        and scores.touchpoints[touchpoint.id].importance
        and scores.touchpoints[touchpoint.id].experience
    ]


def enough_to_compare(journey: Journey, scores: JourneyScores) -> bool:
    """Whether the journey has the three scored touchpoints that a mean or median needs."""
    return len(scored([touchpoint for _, touchpoint in journey.touchpoints()], scores)) >= ENOUGH_TO_COMPARE


def target_of(journey: Journey, touchpoint: Touchpoint) -> float | None:
    """The experience aimed at, in scale points: the touchpoint's own, else the journey's."""
    if touchpoint.target:
        return touchpoint.target.experience
    return journey.target.experience if journey.target else None


def is_relative(journey: Journey, touchpoint: Touchpoint) -> bool:
    """Whether the touchpoint's experience is judged by how the others are experienced."""
    rule = journey.thresholds.experience
    return rule in DATA_RULES or (rule == "target" and target_of(journey, touchpoint) is None)


def thresholds_of(journey: Journey, scores: JourneyScores, rules: Thresholds) -> dict[str, Threshold]:
    """The yardsticks of every touchpoint, by touchpoint id, under these rules.

    A yardstick that compares is None where fewer than three touchpoints are scored. The drop line never
    lies above the importance line.
    """
    importance_of = _axis(journey, scores, "importance", rules.importance)
    experience_of = _axis(journey, scores, "experience", rules.experience)
    found: dict[str, Threshold] = {}
    for stage, touchpoint in journey.touchpoints():
        importance = importance_of(stage, touchpoint)
        found[touchpoint.id] = Threshold(
            importance=importance,
            experience=experience_of(stage, touchpoint),
            drop=_drop(rules.drop, importance, journey.scale.importance),
        )
    return found


def _drop(rule: str | float, importance: float | None, scale: Range) -> float | None:
    if importance is None:
        return None
    if isinstance(rule, str):
        return importance if rule == "importance" else min(scale.midpoint, importance)
    return min(rule, importance)


def _axis(
    journey: Journey, scores: JourneyScores, axis: Axis, rule: str | float
) -> Callable[[Stage, Touchpoint], float | None]:
    """The rule of one axis, as a function that gives each touchpoint its yardstick."""
    if not isinstance(rule, str):
        return lambda _stage, _touchpoint: rule
    if rule == "midpoint":
        midpoint = getattr(journey.scale, axis).midpoint
        return lambda _stage, _touchpoint: midpoint
    pool = _pool(journey, scores, axis)
    mean = mean_of_enough([score.mean for score in pool.values()])
    if rule == "median":
        median = statistics.median(score.mean for score in pool.values()) if mean is not None else None
        return lambda _stage, _touchpoint: median
    if rule == "stage_mean":
        by_stage = {
            stage.id: mean_of_enough(
                [pool[touchpoint.id].mean for touchpoint in stage.touchpoints if touchpoint.id in pool]
            )
            for stage in journey.stages
        }
        return lambda stage, _touchpoint: mean if by_stage[stage.id] is None else by_stage[stage.id]
    if rule == "target":

        def aim(_stage: Stage, touchpoint: Touchpoint) -> float | None:
            target = target_of(journey, touchpoint)
            return mean if target is None else target

        return aim
    return lambda _stage, _touchpoint: mean


def mean_of_enough(values: Sequence[float]) -> float | None:
    """The mean of three figures or more; None of fewer."""
    return math.fsum(values) / len(values) if len(values) >= ENOUGH_TO_COMPARE else None


def _pool(journey: Journey, scores: JourneyScores, axis: Axis) -> Mapping[str, Score]:
    """The figures of one axis that are compared, by touchpoint id."""
    everything: dict[str, Score] = {
        touchpoint.id: getattr(scores.touchpoints[touchpoint.id], axis)
        for touchpoint in scored([touchpoint for _, touchpoint in journey.touchpoints()], scores)
    }
    return without_estimates(everything)


def without_estimates(scores: Mapping[str, Score]) -> Mapping[str, Score]:
    """The scores that shape a mean, by touchpoint id.

    Estimates are left out as soon as three other figures remain: what we think of ourselves should not move
    the line that customers drew.
    """
    without = {name: score for name, score in scores.items() if score.source != "estimated"}
    return without if len(without) >= ENOUGH_TO_COMPARE else scores
