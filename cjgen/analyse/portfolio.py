"""What to do first over all journeys, and which basics are weakest, in figures that journeys of any scale share."""

from __future__ import annotations

from collections.abc import Iterable

from cjgen.analyse.equality import descending
from cjgen.model.focus import Pool
from cjgen.model.portfolio import Candidate, CostlyFailure, PortfolioFindings, WeakBasic
from cjgen.model.summary import Contribution, JourneySummary


def portfolio(journeys: Iterable[JourneySummary], focus: Pool) -> PortfolioFindings:
    """What the journeys say together; what is equal keeps the order of journeys and of their touchpoints.

    `focus` is what is worked on. Everything is known; `portfolio_seen_by` cuts it for an audience.
    """
    return together([(journey.id, journey.whole) for journey in journeys], focus)


def together(parts: Iterable[tuple[str, Contribution]], focus: Pool) -> PortfolioFindings:
    """What contributions say together, each with the id of its journey."""
    parts = list(parts)
    candidates = [
        Candidate(each.journey, each.touchpoint, each.value, each.failing_basic)
        for _, part in parts
        for each in part.contenders
    ]
    failing = [each for each in candidates if each.failing_basic]
    others = [each for each in candidates if not each.failing_basic]
    weak = [WeakBasic(journey, name, short) for journey, part in parts for name, short in part.weak_basics]
    costly = [CostlyFailure(journey, name, cost) for journey, part in parts for name, cost in part.failures]
    return PortfolioFindings(
        first=tuple(
            group[place]
            for group in (failing, others)
            for place in descending([each.value for each in group], width=1.0)
        ),
        weak_basics=tuple(weak[place] for place in descending([each.short for each in weak], width=1.0)),
        basics=sum(part.basics for _, part in parts),
        basics_compared=sum(part.basics_compared for _, part in parts),
        focus=focus,
        failures=tuple(sorted(costly, key=lambda each: -each.cost_per_year)),
    )
