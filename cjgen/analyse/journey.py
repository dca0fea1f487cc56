"""The findings of a whole journey, put together from the other files of this room."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace
from datetime import date

from cjgen.analyse.actions import action_findings, lift_findings
from cjgen.analyse.certainty import certainty, deciding_axes
from cjgen.analyse.competitors import competitor_findings, competitor_numbers
from cjgen.analyse.complaints import complaints_findings
from cjgen.analyse.derived import Derived
from cjgen.analyse.failure import failure_findings, failure_totals
from cjgen.analyse.interval import figures, importance_figures
from cjgen.analyse.loyalty import loyalty_findings
from cjgen.analyse.nps import counted, nps_findings
from cjgen.analyse.own import own_agreement, own_estimates
from cjgen.analyse.priority import candidate, largest_share, priority, priority_width, ranks
from cjgen.analyse.promise import is_valued, promise_mean, weak_spots
from cjgen.analyse.remarks import remarks
from cjgen.analyse.remarks_on_answers import remarks_on_answers
from cjgen.analyse.respondents import ask_more_for_nps
from cjgen.analyse.scan import scan_findings
from cjgen.analyse.segments import segments_findings
from cjgen.analyse.sensitivity import sensitivity
from cjgen.analyse.thresholds import target_of
from cjgen.analyse.trend import trend
from cjgen.analyse.verdict import Judgement, judgements
from cjgen.model.findings import VERDICTS, Change, JourneyFindings, NpsFindings, TouchpointFindings
from cjgen.model.journey import Journey
from cjgen.model.scale import Scale
from cjgen.model.score import JourneyScores, TouchpointScores

MIN_GROUP = 5
"""The smallest group of customers that is shown unless the site says otherwise."""


def analyse(
    journey: Journey, derived: Derived, min_group: int = MIN_GROUP, as_of: date | None = None
) -> JourneyFindings:
    """Judge every touchpoint of the journey by its scores, and the journey as a whole.

    `derived` are the scores of this journey, on its scales, with what `derive` found in them. No segment of fewer
    than `min_group` customers leaves a trace in the findings. `as_of` is the date of the report, against which actions
    are overdue. Findings keep the author's order and hold unrounded figures. What is worked on (`focus`) is not in
    them yet: that takes all journeys.
    """
    scores = derived.scores
    judged = judgements(journey, scores, journey.thresholds)
    given = [judgement.verdict for judgement in judged.values()]
    touchpoints = _touchpoints(journey, derived, judged, as_of)
    overall, nps = figures([scores.overall], journey.scale.experience)[0], _nps(journey, scores)
    segments = segments_findings(journey, derived, min_group)
    moved = trend(journey, derived, touchpoints, nps, overall, min_group)
    changes = moved.changes if moved is not None else ()
    whole = [change for change in changes if change.touchpoint is None]
    touchpoints = tuple(_with_lift(item, journey, changes) for item in touchpoints)
    return JourneyFindings(
        journey=journey,
        touchpoints=touchpoints,
        counts={**{verdict: given.count(verdict) for verdict in VERDICTS}, "none": given.count(None)},
        sensitivity=sensitivity(journey, scores, judged),
        overall=overall,
        nps=nps,
        promise_mean=promise_mean(journey, scores),
        remarks=(*remarks(journey, scores, judged), *remarks_on_answers(journey, derived, segments, moved, min_group)),
        drivers=derived.drivers,
        drivers_missing=derived.missing,
        segments=segments,
        trend=moved,
        rows=scores.rows,
        own=own_agreement(
            journey, [(item.touchpoint, item.own, item.importance, item.experience) for item in touchpoints]
        ),
        failure_cost=failure_totals((item.touchpoint.id, item.failure) for item in touchpoints),
        loyalty=tuple(loyalty_findings(each, nps, whole) for each in journey.loyalty),
        scan=scan_findings(journey.organisation),
        as_of=as_of,
    )


def _with_lift(item: TouchpointFindings, journey: Journey, changes: Sequence[Change]) -> TouchpointFindings:
    """The touchpoint with what its finished actions brought."""
    touchpoint = item.touchpoint
    change = next((each for each in changes if (each.subject, each.touchpoint) == ("experience", touchpoint.id)), None)
    lift = lift_findings(touchpoint.actions, change, journey.scale.experience.width)
    return replace(item, lift=lift) if lift is not None else item


def _touchpoints(
    journey: Journey, derived: Derived, judged: Mapping[str, Judgement], as_of: date | None
) -> tuple[TouchpointFindings, ...]:
    scores = derived.scores
    placed = list(journey.touchpoints())
    known = [scores.touchpoints[touchpoint.id] for _, touchpoint in placed]
    importance = importance_figures(journey, scores.touchpoints)
    experience = figures([each.experience for each in known], journey.scale.experience)
    promise = figures([each.promise for each in known], journey.scale.experience)
    certainties = [
        certainty(touchpoint, judged[touchpoint.id], importance[i], experience[i], known[i].rho)
        for i, (_, touchpoint) in enumerate(placed)
    ]
    largest = largest_share(journey, ((each, scores.touchpoints[each.id].importance) for _, each in placed))
    candidates = [
        candidate(journey, touchpoint, known[i], judged[touchpoint.id], certainties[i].word, largest)
        for i, (_, touchpoint) in enumerate(placed)
    ]
    axes = journey.axes
    order = ranks(candidates, priority_width(journey.ranking, axes))
    thresholds = {name: judgement.threshold for name, judgement in judged.items()}
    weak = weak_spots(journey, scores, thresholds, promise_mean(journey, scores))
    numbers = competitor_numbers(journey)
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
                priority=priority(journey, touchpoint, known[i], largest),
                rank=order[i],
                gap=_gap(known[i], journey.scale),
                target=target,
                target_gap=_target_gap(target, known[i]),
                overkill=judgement.overkill,
                decided_by=deciding_axes(touchpoint, judgement),
                rank_group=member.group if member is not None else None,
                complaints=complaints_findings(touchpoint.complaints),
                valued=is_valued(
                    known[i], judgement.threshold, (journey.scale if touchpoint.wished else axes).importance
                ),
                weak_spot=touchpoint.id in weak,
                contrast=derived.contrast.get(touchpoint.id),
                own=own_estimates(journey, touchpoint, importance[i], experience[i]),
                competitors=competitor_findings(journey, touchpoint, known[i], experience[i], numbers),
                failure=failure_findings(touchpoint.failure),
                actions=tuple(action_findings(action, as_of) for action in touchpoint.actions),
            )
        )
    return tuple(found)


def _nps(journey: Journey, scores: JourneyScores) -> NpsFindings | None:
    found = nps_findings(counted(journey.nps, scores.nps), journey.nps.benchmark if journey.nps else None)
    return None if found is None else replace(found, ask_more=ask_more_for_nps(found))


def _gap(scores: TouchpointScores, scale: Scale) -> float | None:
    """Importance - experience, in scale points; None where they are not on one scale, as a derived share never is."""
    if scores.importance is None or scores.experience is None or scale.importance != scale.experience:
        return None
    if scores.importance.source == "derived":
        return None
    return scores.importance.mean - scores.experience.mean


def _target_gap(target: float | None, scores: TouchpointScores) -> float | None:
    """Target - experience, in scale points; negative where the target is passed."""
    return None if target is None or scores.experience is None else target - scores.experience.mean
