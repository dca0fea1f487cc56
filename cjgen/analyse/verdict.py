"""The verdict: what customers' importance and experience say should happen to a touchpoint.

Quadrants after Martilla & James (1977), with a drop line of its own below the importance line, and guards
for what must be there whatever customers say of it.
"""

from __future__ import annotations

from typing import NamedTuple

from cjgen.analyse.equality import at_least
from cjgen.analyse.thresholds import thresholds_of
from cjgen.model.explanation import Comparison
from cjgen.model.findings import Axis, Line, Reason, Threshold, Verdict
from cjgen.model.journey import Journey, Touchpoint
from cjgen.model.scale import Scale
from cjgen.model.score import TOLERANCE, JourneyScores, TouchpointScores
from cjgen.model.site import Thresholds


class Judgement(NamedTuple):
    """A verdict, None where there is none, with the row of the table that decided.

    `overkill`: may go, although it is experienced well. `compared` are the comparisons that were made, in
    their order.
    """

    threshold: Threshold
    verdict: Verdict | None
    reason: Reason
    overkill: bool = False
    compared: tuple[Comparison, ...] = ()


def judgements(journey: Journey, scores: JourneyScores, rules: Thresholds) -> dict[str, Judgement]:
    """The judgement of every touchpoint, by touchpoint id, under these rules."""
    thresholds, axes = thresholds_of(journey, scores, rules), journey.axes
    return {
        touchpoint.id: judge(
            touchpoint,
            scores.touchpoints[touchpoint.id],
            thresholds[touchpoint.id],
            journey.scale if touchpoint.wished else axes,
        )
        for _, touchpoint in journey.touchpoints()
    }


def judge(touchpoint: Touchpoint, scores: TouchpointScores, threshold: Threshold, scale: Scale) -> Judgement:
    """Judge one touchpoint by its plain means; a figure equal to its yardstick counts as above it.

    `scale` are the scales on which its two figures lie.
    """
    experience = scores.experience
    if scores.importance is None or (experience is None and not touchpoint.wished):
        return Judgement(threshold, None, "not_scored")
    if threshold.importance is None or threshold.drop is None:
        return Judgement(threshold, None, "too_few_to_compare")
    width = scale.importance.width
    important = _compare("importance", "importance", scores.importance.mean, threshold.importance, width)
    if touchpoint.wished or experience is None:
        if important.met:
            return Judgement(threshold, "add", "missed", compared=(important,))
        return Judgement(threshold, None, "not_worth_adding", compared=(important,))
    if threshold.experience is None:
        return Judgement(threshold, None, "too_few_to_compare", compared=(important,))
    good = _compare("experience", "experience", experience.mean, threshold.experience, scale.experience.width)
    by_experience: Verdict = "keep" if good.met else "improve"
    compared: tuple[Comparison, ...] = (important, good)
    if important.met:
        reason: Reason = "important_and_good" if good.met else "important_and_poor"
        return Judgement(threshold, by_experience, reason, compared=compared)
    if touchpoint.kind == "basic":
        return Judgement(threshold, by_experience, "kept_as_basic", compared=compared)
    if touchpoint.required:
        return Judgement(threshold, by_experience, "required", compared=compared)
    enough = _compare("importance", "drop", scores.importance.mean, threshold.drop, width)
    compared = (*compared, enough)
    if enough.met:
        return Judgement(threshold, "keep", "less_important", compared=compared)
    return Judgement(threshold, "drop", "low_importance", overkill=good.met, compared=compared)


def _compare(axis: Axis, line: Line, figure: float, threshold: float, width: float) -> Comparison:
    return Comparison(axis, line, figure, threshold, TOLERANCE * width, at_least(figure, threshold, width))
