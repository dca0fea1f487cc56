"""The verdict: what customers' importance and experience say should happen to a touchpoint.

Quadrants after Martilla & James (1977), with a drop line of its own below the importance line, and guards
for what must be there whatever customers say of it.
"""

from __future__ import annotations

from dataclasses import dataclass

from cjgen.analyse.equality import at_least
from cjgen.analyse.thresholds import thresholds_of
from cjgen.model.findings import Reason, Threshold, Verdict
from cjgen.model.journey import Journey, Touchpoint
from cjgen.model.score import JourneyScores, Scale, TouchpointScores
from cjgen.model.site import Thresholds


@dataclass(frozen=True, slots=True)
class Judgement:
    """A verdict, None where there is none, with the row of the table that decided.

    `overkill`: may go, although it is experienced well.
    """

    threshold: Threshold
    verdict: Verdict | None
    reason: Reason
    overkill: bool = False


def judgements(journey: Journey, scores: JourneyScores, rules: Thresholds) -> dict[str, Judgement]:
    """The judgement of every touchpoint, by touchpoint id, under these rules."""
    thresholds = thresholds_of(journey, scores, rules)
    return {
        touchpoint.id: judge(touchpoint, scores.touchpoints[touchpoint.id], thresholds[touchpoint.id], journey.scale)
        for _, touchpoint in journey.touchpoints()
    }


def judge(touchpoint: Touchpoint, scores: TouchpointScores, threshold: Threshold, scale: Scale) -> Judgement:
    """Judge one touchpoint by its plain means; a figure equal to its yardstick counts as above it."""
    experience = scores.experience
    if scores.importance is None or (experience is None and not touchpoint.wished):
        return Judgement(threshold, None, "not_scored")
    if threshold.importance is None or threshold.drop is None:
        return Judgement(threshold, None, "too_few_to_compare")
    width = scale.importance.width
    important = at_least(scores.importance.mean, threshold.importance, width)
    if touchpoint.wished or experience is None:
        return Judgement(threshold, "add", "missed") if important else Judgement(threshold, None, "not_worth_adding")
    if threshold.experience is None:
        return Judgement(threshold, None, "too_few_to_compare")
    good = at_least(experience.mean, threshold.experience, scale.experience.width)
    by_experience: Verdict = "keep" if good else "improve"
    if important:
        return Judgement(threshold, by_experience, "important_and_good" if good else "important_and_poor")
    if touchpoint.kind == "basic":
        return Judgement(threshold, by_experience, "kept_as_basic")
    if touchpoint.required:
        return Judgement(threshold, by_experience, "required")
    if at_least(scores.importance.mean, threshold.drop, width):
        return Judgement(threshold, "keep", "less_important")
    return Judgement(threshold, "drop", "low_importance", overkill=good)
