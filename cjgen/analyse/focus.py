"""Focus: which touchpoints fit the limit, the hours and the budget; what falls off, and what would bring it in.

Values and amounts are counted in whole units, so that their sums are exact.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from math import fsum

from cjgen.analyse.equality import descending
from cjgen.analyse.knapsack import VALUE_UNITS, Item, Room, best_choice, in_contention
from cjgen.analyse.left_out import FARTHEST, Outside
from cjgen.model.focus import BringIn, Capacity, Focus, FocusArea, FocusFindings, LeftOut, Pool
from cjgen.model.summary import Contender, JourneySummary

_AMOUNT_UNITS = 10**6
"""An hour, or one of the currency, in whole units."""


def focus_pool(journeys: Sequence[JourneySummary], focus: Focus) -> Pool:
    """What is worked on over all journeys: the site's pool, and the focus of each journey that has its own.

    The latter takes its limit, hours and budget out of the pool.
    """
    owned = [(journey, journey.focus) for journey in journeys if journey.focus is not None]
    own = {
        journey.id: replace(solve(journey.whole.contenders, each.limit, each.capacity), own=True)
        for journey, each in owned
    }
    whole = focus.capacity or Capacity()
    taken = [each for _, each in owned]
    left = Capacity(
        hours=_left(whole.hours, [each.hours for each in taken]),
        budget=_left(whole.budget, [each.budget for each in taken]),
    )
    limit = max(0, focus.limit - sum(each.limit for _, each in owned))
    shared = [journey for journey in journeys if journey.focus is None]
    pool = replace(
        solve([each for journey in shared for each in journey.whole.contenders], limit, left),
        beside=bool(owned),
        alone=len(shared) == 1 and not owned,
        written=bool(owned or focus.model_fields_set),
    )
    return Pool(pool, own)


def _left(whole: float | None, taken: Sequence[float | None]) -> float | None:
    return None if whole is None else max(0.0, whole - fsum(each or 0.0 for each in taken))


def solve(pool: Sequence[Contender], limit: int, capacity: Capacity | None) -> FocusFindings:
    """The areas that are worth most within limit, hours and budget: of failing basics first, then of the rest.

    Where every area that can be chosen states a lift, that is what it is worth; else all are valued by need. Equal
    totals go to more stated effects, then to the author's order. With a capacity only a costed area can be chosen.
    Exact.
    """
    hours, budget = (capacity.hours, capacity.budget) if capacity is not None else (None, None)
    costed = [place for place, each in enumerate(pool) if each.is_costed(hours, budget)]
    by_lift = bool(costed) and all(pool[place].lifted is not None for place in costed)
    areas = [each.area(by_lift=by_lift) for each in pool]
    items = {place: _item(areas[place], place) for place in costed}
    room = Room(limit, _units(hours), _units(budget))
    near = in_contention(list(items.values()), limit + FARTHEST)
    chosen = best_choice(near, room)
    picked = frozenset(item.place for item in chosen)
    outside = Outside.of(list(items.values()), near, room, chosen)
    order = _in_order(areas)
    left_out = tuple(
        _left_out(areas[place], items[place], outside) if place in items else LeftOut(areas[place], "no_action")
        for place in order
        if place not in picked
    )
    return FocusFindings(
        limit=limit,
        hours=hours,
        budget=budget,
        chosen=tuple(areas[place] for place in order if place in picked),
        left_out=left_out,
        by_lift=by_lift,
        used_hours=fsum(areas[place].hours or 0.0 for place in sorted(picked)),
        used_budget=fsum(areas[place].cost or 0.0 for place in sorted(picked)),
        next_in=_next_in(left_out, hours, budget),
    )


def _in_order(areas: Sequence[FocusArea]) -> list[int]:
    """Positions, failing basics first, then by value; equal ones keep their order."""
    groups = [[place for place, area in enumerate(areas) if area.failing_basic == basic] for basic in (True, False)]
    return [
        group[place] for group in groups for place in descending([areas[place].value for place in group], width=1.0)
    ]


def _item(area: FocusArea, place: int) -> Item:
    value = round(area.value * VALUE_UNITS)
    return Item(
        place=place,
        basic=value if area.failing_basic else 0,
        rest=0 if area.failing_basic else value,
        effects=len(area.effects),
        hours=_units(area.hours) or 0,
        cost=_units(area.cost) or 0,
    )


def _units(amount: float | None) -> int | None:
    return None if amount is None else round(amount * _AMOUNT_UNITS)


def _left_out(area: FocusArea, item: Item, outside: Outside) -> LeftOut:
    more = outside.needed(item)
    because = outside.because(item, more)
    more = more or outside.behind_others(item)
    if more is None:
        return LeftOut(area, because)
    return LeftOut(area, because, BringIn(more.limit, more.hours / _AMOUNT_UNITS, more.budget / _AMOUNT_UNITS))


def _next_in(left_out: Sequence[LeftOut], hours: float | None, budget: float | None) -> LeftOut | None:
    """What takes the least to come in: no more areas, then the smallest part of hours and budget together."""

    def takes(out: LeftOut) -> tuple[int, float]:
        more = out.bring_in or BringIn(0, 0.0, 0.0)
        return more.limit, fsum(
            amount / (most or 1.0) for amount, most in ((more.hours, hours), (more.budget, budget)) if amount
        )

    return min((out for out in left_out if out.bring_in is not None), key=takes, default=None)
