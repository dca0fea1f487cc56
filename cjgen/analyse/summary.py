"""Findings to what is needed of a journey where all of them are taken together."""

from __future__ import annotations

from cjgen.analyse.equality import at_least
from cjgen.analyse.priority import largest_share, priority_number, weight_of
from cjgen.model.action import EFFECTS
from cjgen.model.findings import JourneyFindings, TouchpointFindings
from cjgen.model.focus import Capacity, JourneyFocus
from cjgen.model.open_actions import OpenActions
from cjgen.model.plan import has_dates, planned
from cjgen.model.summary import Contender, Contribution, JourneySummary, OwnFocus, benchmark_of


def summary_of(found: JourneyFindings, seen: JourneyFindings | None = None) -> JourneySummary:
    """The journey in short; `seen` are the findings as the audience of the site may see them, None where that is all.

    What is worked on does not enter it: it is worked out from the summaries.
    """
    whole = contribution(found)
    told = whole if seen is None or seen is found else contribution(seen)
    seen = seen if seen is not None else found
    journey, plan, first = seen.journey, planned([seen]), seen.first_unfocused
    return JourneySummary(
        id=journey.id,
        title=journey.title,
        language=journey.language,
        period=journey.context.period if journey.context else None,
        draft=journey.draft,
        focus=_own(found.journey.focus),
        whole=whole,
        told=whole if told == whole else told,
        counts=tuple(seen.counts.items()),
        nps=seen.nps,
        benchmark=benchmark_of(journey.nps),
        first=first.touchpoint.id if first is not None else None,
        judged=any(item.verdict is not None for item in seen.touchpoints),
        has_actions=bool(plan),
        has_dates=has_dates(plan),
        has_failures=any(item.failure is not None for item in seen.touchpoints),
        has_waves=seen.trend is not None and len(seen.trend.waves) > 1,
        failure_cost=seen.failure_cost,
    )


def _own(focus: JourneyFocus | None) -> OwnFocus | None:
    if focus is None:
        return None
    capacity = focus.capacity or Capacity()
    return OwnFocus(focus.limit, capacity.hours, capacity.budget)


def contribution(found: JourneyFindings) -> Contribution:
    """What a journey brings to what all of them say together."""
    basics = [item for item in found.touchpoints if item.touchpoint.kind == "basic" and not item.touchpoint.wished]
    short = [(item.touchpoint.id, by) for item in basics if (by := _short(found, item)) is not None]
    return Contribution(
        contenders=contenders(found),
        weak_basics=tuple((name, by) for name, by in short if by > 0),
        basics=len(basics),
        basics_compared=len(short),
        failures=tuple(
            (item.touchpoint.id, cost)
            for item in found.touchpoints
            if item.failure is not None and (cost := item.failure.cost_per_year)
        ),
    )


def contenders(found: JourneyFindings) -> tuple[Contender, ...]:
    """Every touchpoint of a journey to improve or to add, in the author's order."""
    scores = ((item.touchpoint, item.importance.score if item.importance else None) for item in found.touchpoints)
    largest = largest_share(found.journey, scores)
    return tuple(
        _contender(found, item, largest)
        for item in found.touchpoints
        if item.verdict in ("improve", "add") and item.importance is not None
    )


def _contender(found: JourneyFindings, item: TouchpointFindings, largest: float | None) -> Contender:
    scale, touchpoint = found.journey.scale, item.touchpoint
    # what is wished for is not there yet: nothing is experienced worse
    absent = item.verdict == "add" or item.experience is None
    experience = scale.experience.min if absent or item.experience is None else item.experience.score.mean
    mean = item.importance.score.mean if item.importance is not None else 0.0
    weight = weight_of(mean, scale.importance, None if touchpoint.wished else largest)
    opened = [action for action in touchpoint.actions if action.is_open]
    together = OpenActions.of(touchpoint)
    lifted = None
    if together.lift is not None:
        lifted = weight * (min(together.lift, scale.experience.max - experience) / scale.experience.width)
    return Contender(
        journey=found.journey.id,
        touchpoint=touchpoint.id,
        value=priority_number("importance_gap", weight, mean, experience, None, scale.experience),
        failing_basic=item.failing_basic,
        lifted=lifted,
        hours=together.hours,
        cost=together.cost,
        effects=tuple(effect for effect in EFFECTS if any(effect in action.effect for action in opened)),
        amounts=tuple((action.hours, action.cost) for action in opened),
    )


def _short(found: JourneyFindings, item: TouchpointFindings) -> float | None:
    """How far experience lies below its threshold, as a share of the scale; 0 at or above it, None if not known."""
    threshold, width = item.threshold.experience, found.journey.scale.experience.width
    if item.experience is None or threshold is None:
        return None
    mean = item.experience.score.mean
    return 0.0 if at_least(mean, threshold, width) else (threshold - mean) / width
