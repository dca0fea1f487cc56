"""The yardsticks: which touchpoints are compared with each other, and against what each is judged."""

from __future__ import annotations

import math
import statistics
from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace

from cjgen.model.explanation import Origin, Yardstick, Yardsticks
from cjgen.model.findings import Axis, Line, Threshold
from cjgen.model.journey import Journey, Stage, Touchpoint
from cjgen.model.scale import Range
from cjgen.model.score import SMALL_SAMPLE, JourneyScores, Score
from cjgen.model.site import DATA_RULES, Thresholds

ENOUGH_TO_COMPARE = 3
"""With two touchpoints one always lies below their mean."""
_OF_FIGURES = ("mean", "median", "stage_mean", "half_mean_share")
"""Origins of a yardstick that is computed from the figures of touchpoints."""


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
    lies above the importance line. A derived share has no midpoint: its drop line is half of the mean share unless
    `rules` say otherwise. What is wished for has a stated importance all the same, held against the middle of its
    scale.
    """
    known = [score for each in scores.touchpoints.values() for score in (each.importance, each.experience) if score]
    asked = [score.n or 0 for score in known]
    few = 1 < max(asked, default=0) < SMALL_SAMPLE
    yardsticks = yardsticks_of(journey, scores, rules)
    # most touchpoints share one set of yardsticks
    made = {
        id(found): _threshold(found, few=few) for found in {id(each): each for each in yardsticks.values()}.values()
    }
    return {name: made[id(found)] for name, found in yardsticks.items()}


def _threshold(found: Yardsticks, *, few: bool) -> Threshold:
    computed = _computed(found)
    return Threshold(
        importance=found.importance.value,
        experience=found.experience.value,
        drop=found.drop.value,
        computed=computed,
        few=computed if few else frozenset(),
    )


def _computed(found: Yardsticks) -> frozenset[Line]:
    """Which yardsticks follow from figures of touchpoints."""
    lines: list[Line] = [
        line for line in ("importance", "experience", "drop") if getattr(found, line).origin in _OF_FIGURES
    ]
    if "importance" in lines and found.drop.value == found.importance.value:
        lines.append("drop")
    return frozenset(lines)


def yardsticks_of(journey: Journey, scores: JourneyScores, rules: Thresholds) -> dict[str, Yardsticks]:
    """How the thresholds of every touchpoint came about, by touchpoint id, under these rules."""
    importance_of = _axis(journey, scores, "importance", rules.importance)
    experience_of = _axis(journey, scores, "experience", rules.experience)
    derived = journey.derives_importance
    drop = _half_mean_share(journey, scores) if derived and rules.drop == "midpoint" else None
    middle = _midpoint(journey.scale.importance)
    # most touchpoints share one set; it holds the yardsticks that it is found by, so that their ids stay theirs
    sets: dict[tuple[int, int], Yardsticks] = {}
    found: dict[str, Yardsticks] = {}
    for stage, touchpoint in journey.touchpoints():
        stated_apart = derived and touchpoint.wished
        importance = middle if stated_apart else importance_of(stage, touchpoint)
        experience = experience_of(stage, touchpoint)
        same = id(importance), id(experience)
        if same not in sets:
            lowest = middle if stated_apart else _drop(rules.drop, importance.value, drop or middle)
            sets[same] = Yardsticks(importance, experience, lowest)
        found[touchpoint.id] = sets[same]
    return found


def _midpoint(scale: Range) -> Yardstick:
    return Yardstick("midpoint", scale.midpoint, rule=scale.midpoint)


def _half_mean_share(journey: Journey, scores: JourneyScores) -> Yardstick:
    """Half of what each touchpoint would have if all had equal shares in what they explain together."""
    return _of("half_mean_share", _half_mean, *_pool(journey, scores, "importance"))


def _half_mean(values: Sequence[float]) -> float | None:
    mean = mean_of_enough(values)
    return None if mean is None else mean / 2


def _drop(rule: str | float, importance: float | None, default: Yardstick) -> Yardstick:
    if isinstance(rule, str) and rule == "importance":
        return Yardstick("importance", importance, rule=importance)
    own = default if isinstance(rule, str) else Yardstick("number", rule, rule=rule)
    capped = None if importance is None or own.value is None else min(own.value, importance)
    return replace(own, value=capped)


def _axis(
    journey: Journey, scores: JourneyScores, axis: Axis, rule: str | float
) -> Callable[[Stage, Touchpoint], Yardstick]:
    """The rule of one axis, as a function that gives each touchpoint its yardstick."""
    if not isinstance(rule, str):
        number = Yardstick("number", rule, rule=rule)
        return lambda _stage, _touchpoint: number
    if rule == "midpoint":
        midpoint = _midpoint(getattr(journey.axes, axis))
        return lambda _stage, _touchpoint: midpoint
    pool, left_out = _pool(journey, scores, axis)
    mean = _of("mean", mean_of_enough, pool, left_out)
    if rule == "median":
        median = _of("median", _median, pool, left_out)
        return lambda _stage, _touchpoint: median
    if rule == "stage_mean":
        by_stage = {}
        for stage in journey.stages:
            own = {touchpoint.id for touchpoint in stage.touchpoints}
            of_stage = {name: score for name, score in pool.items() if name in own}
            by_stage[stage.id] = _of(
                "stage_mean", mean_of_enough, of_stage, tuple(name for name in left_out if name in own)
            )
        return lambda stage, _touchpoint: mean if by_stage[stage.id].value is None else by_stage[stage.id]
    if rule == "target":
        shared = journey.target.experience if journey.target else None
        of_all = mean if shared is None else Yardstick("journey_target", shared, rule=shared)

        def aim(_stage: Stage, touchpoint: Touchpoint) -> Yardstick:
            if not touchpoint.target:
                return of_all
            own = touchpoint.target.experience
            return Yardstick("own_target", own, rule=own)

        return aim
    return lambda _stage, _touchpoint: mean


def mean_of_enough(values: Sequence[float]) -> float | None:
    """The mean of three figures or more; None of fewer."""
    return math.fsum(values) / len(values) if len(values) >= ENOUGH_TO_COMPARE else None


def _of(
    origin: Origin,
    rule: Callable[[Sequence[float]], float | None],
    pool: Mapping[str, Score],
    left_out: tuple[str, ...],
) -> Yardstick:
    compared = tuple((name, score.mean) for name, score in pool.items())
    value = rule([figure for _, figure in compared])
    return Yardstick(origin, value, compared, left_out, rule=value)


def _median(values: Sequence[float]) -> float | None:
    """The median of three figures or more; None of fewer."""
    return statistics.median(values) if len(values) >= ENOUGH_TO_COMPARE else None


def _pool(journey: Journey, scores: JourneyScores, axis: Axis) -> tuple[Mapping[str, Score], tuple[str, ...]]:
    """The figures of one axis that are compared, by touchpoint id, and the ids of those that are left out."""
    everything: dict[str, Score] = {
        touchpoint.id: getattr(scores.touchpoints[touchpoint.id], axis)
        for touchpoint in scored([touchpoint for _, touchpoint in journey.touchpoints()], scores)
    }
    compared = without_estimates(everything)
    return compared, tuple(name for name in everything if name not in compared)


def without_estimates(scores: Mapping[str, Score]) -> Mapping[str, Score]:
    """The scores that shape a mean, by touchpoint id.

    Estimates are left out as soon as three other figures remain: what we think of ourselves should not move
    the line that customers drew.
    """
    without = {name: score for name, score in scores.items() if score.source != "estimated"}
    return without if len(without) >= ENOUGH_TO_COMPARE else scores
