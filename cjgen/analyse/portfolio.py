"""What to do first over all journeys, and which basics are weakest, in figures that journeys of any scale share."""

from __future__ import annotations

from collections.abc import Sequence

from cjgen.analyse.equality import at_least, descending
from cjgen.analyse.focus import contenders
from cjgen.model.findings import JourneyFindings, TouchpointFindings
from cjgen.model.focus import Pool
from cjgen.model.portfolio import Candidate, CostlyFailure, PortfolioFindings, WeakBasic


def portfolio(journeys: Sequence[JourneyFindings], focus: Pool) -> PortfolioFindings:
    """What the journeys say together; what is equal keeps the order of journeys and of their touchpoints.

    `focus` is what is worked on.
    """
    areas = [each.area for each in contenders(journeys)]
    candidates = [Candidate(area.journey, area.touchpoint, area.value, area.failing_basic) for area in areas]
    failing = [each for each in candidates if each.failing_basic]
    others = [each for each in candidates if not each.failing_basic]
    basics = [
        (found, item)
        for found in journeys
        for item in found.touchpoints
        if item.touchpoint.kind == "basic" and not item.touchpoint.wished
    ]
    short = [(found, item, _short(found, item)) for found, item in basics]
    weak = [
        WeakBasic(found.journey.id, item.touchpoint.id, by) for found, item, by in short if by is not None and by > 0
    ]
    return PortfolioFindings(
        first=tuple(
            group[place]
            for group in (failing, others)
            for place in descending([each.value for each in group], width=1.0)
        ),
        weak_basics=tuple(weak[place] for place in descending([each.short for each in weak], width=1.0)),
        basics=len(basics),
        basics_compared=sum(by is not None for _, _, by in short),
        focus=focus,
        failures=_failures(journeys),
    )


def _failures(journeys: Sequence[JourneyFindings]) -> tuple[CostlyFailure, ...]:
    costly = [
        CostlyFailure(found.journey.id, item.touchpoint.id, item.failure.cost_per_year)
        for found in journeys
        for item in found.touchpoints
        if item.failure is not None and item.failure.cost_per_year
    ]
    return tuple(sorted(costly, key=lambda each: -each.cost_per_year))


def _short(found: JourneyFindings, item: TouchpointFindings) -> float | None:
    """How far experience lies below its threshold, as a share of the scale; 0 at or above it, None if not known."""
    threshold, width = item.threshold.experience, found.journey.scale.experience.width
    if item.experience is None or threshold is None:
        return None
    mean = item.experience.score.mean
    return 0.0 if at_least(mean, threshold, width) else (threshold - mean) / width
