"""What a part of the customers says: a segment or a wave, judged by the rules within that part."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from cjgen.analyse.certainty import certainty
from cjgen.analyse.interval import figures, importance_figures
from cjgen.analyse.nps import nps_findings
from cjgen.analyse.verdict import judgements
from cjgen.model.findings import CERTAIN, GroupFindings, GroupTouchpoint, TouchpointFindings
from cjgen.model.journey import Journey
from cjgen.model.score import GroupScores, JourneyScores, TouchpointScores

_NOTHING = TouchpointScores(None, None, None)


def group_findings(
    journey: Journey, group: GroupScores, own_drivers: bool | None, withheld: Iterable[str] = ()
) -> GroupFindings:
    """Judge every touchpoint of the journey by the scores of this group alone.

    A mean or median is that of the group's own touchpoints: with fewer than three there are no verdicts. `withheld`
    are the ids of touchpoints of which a figure may not be shown.
    """
    placed = [touchpoint for _, touchpoint in journey.touchpoints()]
    known = {touchpoint.id: group.touchpoints.get(touchpoint.id, _NOTHING) for touchpoint in placed}
    judged = judgements(journey, JourneyScores(known, group.overall), journey.thresholds)
    importance = importance_figures(journey, known)
    experience = figures([each.experience for each in known.values()], journey.scale.experience)
    hidden = frozenset(withheld)
    touchpoints = {}
    for place, touchpoint in enumerate(placed):
        name = touchpoint.id
        judgement = judged[name]
        steps = certainty(touchpoint, judgement, importance[place], experience[place], known[name].rho)
        touchpoints[name] = GroupTouchpoint(
            importance=importance[place],
            experience=experience[place],
            threshold=judgement.threshold,
            verdict=judgement.verdict,
            reason=judgement.reason,
            certainty=steps.word,
            probability=steps.probability,
            hidden=name in hidden,
        )
    return GroupFindings(
        id=group.id,
        title=group.title,
        n=group.n,
        touchpoints=touchpoints,
        nps=nps_findings(group.nps),
        overall=figures([group.overall], journey.scale.experience)[0],
        value=group.value,
        own_drivers=own_drivers,
    )


def as_group(found: TouchpointFindings) -> GroupTouchpoint:
    """A touchpoint of the journey's own figures, as one of a group."""
    return GroupTouchpoint(
        importance=found.importance,
        experience=found.experience,
        threshold=found.threshold,
        verdict=found.verdict,
        reason=found.reason,
        certainty=found.certainty,
        probability=found.probability,
    )


def disagreeing(groups: Iterable[GroupFindings]) -> tuple[str, ...]:
    """The ids of the touchpoints to which groups give different verdicts that are each at least likely, in order."""
    given: dict[str, set[str]] = {}
    for group in groups:
        for name, found in group.touchpoints.items():
            if found.verdict is not None and found.certainty in CERTAIN:
                given.setdefault(name, set()).add(found.verdict)
    return tuple(name for name in _in_order(groups) if len(given.get(name, ())) > 1)


def _in_order(groups: Iterable[GroupFindings]) -> Mapping[str, GroupTouchpoint]:
    return next((group.touchpoints for group in groups), {})
