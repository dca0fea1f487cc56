"""What each audience may see of the findings, as it is declared with the keys that they follow from.

What was decided stays what it is for every audience: hours and money decide what is worked on, but who may not see
them sees only what was chosen.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace
from typing import NamedTuple

from cjgen.analyse.few_customers import is_touched, without_answers_of_few, without_deeds_of_few
from cjgen.analyse.portfolio import together
from cjgen.analyse.summary import contenders
from cjgen.model.action import Action
from cjgen.model.declaration import Audience
from cjgen.model.explanation import Explanation
from cjgen.model.findings import JourneyFindings, TouchpointFindings
from cjgen.model.focus import Focus, FocusArea, FocusFindings, LeftOut, Pool
from cjgen.model.journey import Journey, Stage, Touchpoint
from cjgen.model.portfolio import PortfolioFindings, WeakBasic
from cjgen.model.score import SMALL_SAMPLE, ScoreForm
from cjgen.model.summary import Contender, JourneySummary


def least_group(min_group: int, audience: Audience) -> int:
    """The smallest group of customers that may be shown: none whose answers one by one the audience may not see."""
    return min_group if ScoreForm.shows("answers", audience) else max(min_group, SMALL_SAMPLE)


def seen_by(found: JourneyFindings, audience: Audience) -> JourneyFindings:
    """The findings of a journey as `audience` may see them.

    Keys that it may not see have their defaults, and nothing is left that follows from them but what was decided by
    all figures together: verdicts, ranks and focus areas. What is said to the author (remarks) is for nobody else.
    """
    if audience == "internal":
        return found
    journey, sees = found.journey.seen_by(audience), _Sees.of(audience)
    seen = replace(
        found,
        journey=journey,
        touchpoints=tuple(
            _item(item, stage, touchpoint, sees)
            for item, (stage, touchpoint) in zip(found.touchpoints, journey.touchpoints(), strict=True)
        ),
        remarks=(),
        own=found.own if sees.own else (),
        failure_cost=found.failure_cost if sees.failure else None,
        scan=found.scan if Journey.shows("organisation", audience) else None,
    )
    if not ScoreForm.shows("answers", audience):
        seen = without_deeds_of_few(without_answers_of_few(seen))
    return seen if seen.focus is None else replace(seen, focus=_focus(seen.focus, _values(contenders(seen)), audience))


class _Sees(NamedTuple):
    """Which keys of a touchpoint an audience may see."""

    own: bool
    failure: bool
    reviews: bool

    @staticmethod
    def of(audience: Audience) -> _Sees:
        return _Sees(
            own=Touchpoint.shows("own", audience),
            failure=Touchpoint.shows("failure", audience),
            reviews=Action.shows("review", audience) and Action.shows("result", audience),
        )


def _item(item: TouchpointFindings, stage: Stage, touchpoint: Touchpoint, sees: _Sees) -> TouchpointFindings:
    whole = (sees.own or not item.own) and (sees.failure or not item.failure) and (sees.reviews or not item.actions)
    if whole and item.stage is stage and item.touchpoint is touchpoint:
        return item
    return replace(
        item,
        stage=stage,
        touchpoint=touchpoint,
        own=item.own if sees.own else (),
        failure=item.failure if sees.failure else None,
        actions=tuple(each if sees.reviews else replace(each, review_overdue=None) for each in item.actions),
    )


def explained_to(
    explained: Mapping[str, Explanation], found: JourneyFindings, seen: JourneyFindings
) -> dict[str, Explanation]:
    """The arithmetic of verdicts, by touchpoint id, of those of which `seen` tells every figure that `found` does."""
    items = {item.touchpoint.id: item for item in seen.touchpoints}
    return {
        item.touchpoint.id: replace(
            explained[item.touchpoint.id], journey=seen.journey, found=items[item.touchpoint.id]
        )
        for item in found.touchpoints
        if not is_touched(item, items[item.touchpoint.id])
    }


# what is worked on


_Values = Mapping[tuple[str, str], tuple[float, float | None]]
"""What each area is worth by need and by what its actions lift, from figures as they are told."""


def _values(told: Iterable[Contender]) -> _Values:
    return {(each.journey, each.touchpoint): (each.value, each.lifted) for each in told}


def pool_seen_by(pool: Pool, journeys: Sequence[JourneySummary], audience: Audience) -> Pool:
    """What is worked on, as `audience` may see it; the summaries of all `journeys` are made for it."""
    values = _values(each for journey in journeys for each in journey.told.contenders)
    own = {name: _focus(focus, values, audience) for name, focus in pool.own.items()}
    return Pool(_focus(pool.shared, values, audience), own)


def _focus(focus: FocusFindings, values: _Values, audience: Audience) -> FocusFindings:
    """The choice without hours and money, and without what would tell which of them decided, where not seen."""
    hours, cost = Action.shows("hours", audience), Action.shows("cost", audience)

    def told(area: FocusArea) -> FocusArea:
        need, lifted = values[area.journey, area.touchpoint]
        return FocusArea(
            area.journey,
            area.touchpoint,
            lifted if focus.by_lift and lifted is not None else need,
            area.failing_basic,
            area.hours if hours else None,
            area.cost if cost else None,
            area.effects,
        )

    chosen = tuple(told(area) for area in focus.chosen)
    left_out = tuple(LeftOut(told(out.area), out.because, out.bring_in) for out in focus.left_out)
    if Focus.shows("capacity", audience):
        return replace(focus, chosen=chosen, left_out=left_out)
    return replace(
        focus,
        hours=None,
        budget=None,
        chosen=chosen,
        left_out=tuple(LeftOut(out.area, because=None) for out in left_out),
        used_hours=0.0,
        used_budget=0.0,
        next_in=None,
    )


# over all journeys


def portfolio_seen_by(
    whole: PortfolioFindings, journeys: Sequence[JourneySummary], audience: Audience
) -> PortfolioFindings:
    """What all journeys say together, as `audience` may see it; the summaries of all `journeys` are made for it.

    The order is that of the full figures, the numbers are those that follow from figures as they are told.
    """
    told = together([(each.id, each.told) for each in journeys], pool_seen_by(whole.focus, journeys, audience))
    candidates = {(each.journey, each.touchpoint): each for each in told.first}
    short = {(each.journey, each.touchpoint): each.short for each in told.weak_basics}
    return replace(
        told,
        first=tuple(candidates[each.journey, each.touchpoint] for each in whole.first),
        weak_basics=tuple(
            WeakBasic(each.journey, each.touchpoint, short.get((each.journey, each.touchpoint), 0.0))
            for each in whole.weak_basics
        ),
        failures=whole.failures if Touchpoint.shows("failure", audience) else (),
    )
