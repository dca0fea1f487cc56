"""How much hangs on the choice of yardstick: verdicts that would differ under each other rule."""

from __future__ import annotations

from collections.abc import Mapping

from cjgen.analyse.thresholds import enough_to_compare, scored, target_of
from cjgen.analyse.verdict import Judgement, judgements
from cjgen.model.journey import Journey
from cjgen.model.score import JourneyScores
from cjgen.model.site import DATA_RULES, RULES, Rule, Thresholds


def sensitivity(journey: Journey, scores: JourneyScores, judged: Mapping[str, Judgement]) -> dict[str, int]:
    """The number of touchpoints whose verdict would be another, by rule.

    `mean`, `median`, `midpoint` and `stage_mean` replace the rule of both axes, `target` that of experience
    where the journey or a touchpoint has a target; the drop rule stays. A rule that would change no setting
    or that has too few touchpoints to compare is left out, and so is `midpoint` where importance is derived: the
    middle between 0 and 1 says nothing about shares.
    """
    return {
        rule: _differing(judged, judgements(journey, scores, rules))
        for rule, rules in _alternatives(journey, scores).items()
    }


def _alternatives(journey: Journey, scores: JourneyScores) -> dict[Rule, Thresholds]:
    present = journey.thresholds
    enough = enough_to_compare(journey, scores)
    found: dict[Rule, Thresholds] = {
        rule: present.model_copy(update={"importance": rule, "experience": rule})
        for rule in RULES
        if (enough or rule not in DATA_RULES) and not (rule == "midpoint" and journey.derives_importance)
    }
    if _targets_can_judge(journey, scores, enough):
        found["target"] = present.model_copy(update={"experience": "target"})
    return {rule: rules for rule, rules in found.items() if rules != present}


def _targets_can_judge(journey: Journey, scores: JourneyScores, enough: bool) -> bool:
    """Whether there is a target, and a yardstick for every touchpoint without one."""
    touchpoints = [touchpoint for _, touchpoint in journey.touchpoints()]
    some = any(target_of(journey, touchpoint) is not None for touchpoint in touchpoints)
    everywhere = all(target_of(journey, touchpoint) is not None for touchpoint in scored(touchpoints, scores))
    return some and (enough or everywhere)


def _differing(judged: Mapping[str, Judgement], other: Mapping[str, Judgement]) -> int:
    return sum(judged[name].verdict != other[name].verdict for name in judged)
