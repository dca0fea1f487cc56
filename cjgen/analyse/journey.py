"""The findings of a whole journey, put together from the other files of this room."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace

from cjgen.analyse.certainty import certainty, deciding_axes
from cjgen.analyse.complaints import complaints_findings
from cjgen.analyse.interval import figures
from cjgen.analyse.nps import nps_findings
from cjgen.analyse.priority import candidate, priority, priority_width, ranks
from cjgen.analyse.promise import is_valued, promise_mean, weak_spots
from cjgen.analyse.remarks import remarks
from cjgen.analyse.respondents import ask_more_for_nps
from cjgen.analyse.sensitivity import sensitivity
from cjgen.analyse.thresholds import target_of
from cjgen.analyse.verdict import Judgement, judgements
from cjgen.model.findings import VERDICTS, JourneyFindings, NpsFindings, TouchpointFindings
from cjgen.model.journey import Journey
from cjgen.model.nps import Nps
from cjgen.model.score import JourneyScores, TouchpointScores


def analyse(journey: Journey, scores: JourneyScores) -> JourneyFindings:
    """Judge every touchpoint of the journey by its scores, and the journey as a whole.

    `scores` are those of this journey, on its scales. The findings keep the author's order and hold
    unrounded figures.
    """
    judged = judgements(journey, scores, journey.thresholds)
    given = [judgement.verdict for judgement in judged.values()]
    return JourneyFindings(
        journey=journey,
        touchpoints=_touchpoints(journey, scores, judged),
        counts={**{verdict: given.count(verdict) for verdict in VERDICTS}, "none": given.count(None)},
        sensitivity=sensitivity(journey, scores, judged),
        overall=figures([scores.overall], journey.scale.experience)[0],
        nps=_nps(journey.nps),
        promise_mean=promise_mean(journey, scores),
        remarks=remarks(journey, scores, judged),
    )


def _touchpoints(
    journey: Journey, scores: JourneyScores, judged: Mapping[str, Judgement]
) -> tuple[TouchpointFindings, ...]:
    placed = list(journey.touchpoints())
    known = [scores.touchpoints[touchpoint.id] for _, touchpoint in placed]
    importance = figures([each.importance for each in known], journey.scale.importance)
    experience = figures([each.experience for each in known], journey.scale.experience)
    promise = figures([each.promise for each in known], journey.scale.experience)
    certainties = [
        certainty(touchpoint, judged[touchpoint.id], importance[i], experience[i])
        for i, (_, touchpoint) in enumerate(placed)
    ]
    candidates = [
        candidate(journey, touchpoint, known[i], judged[touchpoint.id], certainties[i].word)
        for i, (_, touchpoint) in enumerate(placed)
    ]
    order = ranks(candidates, priority_width(journey.ranking, journey.scale))
    thresholds = {name: judgement.threshold for name, judgement in judged.items()}
    weak = weak_spots(journey, scores, thresholds, promise_mean(journey, scores))
    found = []
    for i, (stage, touchpoint) in enumerate(placed):
        judgement = judged[touchpoint.id]
        target = target_of(journey, touchpoint)
        member = candidates[i]
        found.append(
            TouchpointFindings(
                stage=stage,
                touchpoint=touchpoint,
                importance=importance[i],
                experience=experience[i],
                promise=promise[i],
                threshold=judgement.threshold,
                verdict=judgement.verdict,
                reason=judgement.reason,
                certainty=certainties[i].word,
                probability=certainties[i].probability,
                priority=priority(journey, touchpoint, known[i]),
                rank=order[i],
                gap=_gap(journey, known[i]),
                target=target,
                target_gap=_target_gap(target, known[i]),
                overkill=judgement.overkill,
                decided_by=deciding_axes(touchpoint, judgement),
                rank_group=member.group if member is not None else None,
                complaints=complaints_findings(touchpoint.complaints),
                valued=is_valued(known[i], judgement.threshold, journey.scale),
                weak_spot=touchpoint.id in weak,
            )
        )
    return tuple(found)


def _nps(nps: Nps | None) -> NpsFindings | None:
    found = nps_findings(nps)
    return None if found is None else replace(found, ask_more=ask_more_for_nps(found))


def _gap(journey: Journey, scores: TouchpointScores) -> float | None:
    """Importance - experience, in scale points; None where they are not on one scale."""
    if scores.importance is None or scores.experience is None or journey.scale.importance != journey.scale.experience:
        return None
    return scores.importance.mean - scores.experience.mean


def _target_gap(target: float | None, scores: TouchpointScores) -> float | None:
    """Target - experience, in scale points; negative where the target is passed."""
    return None if target is None or scores.experience is None else target - scores.experience.mean
