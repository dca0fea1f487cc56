"""Focus: which touchpoints fit the limit, the hours and the budget; what falls off, and what would bring it in.

Values and amounts are counted in whole units, so that sums are exact and what differs by less than a unit is equal.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from itertools import accumulate
from math import fsum

from cjgen.analyse.equality import descending
from cjgen.analyse.priority import largest_share, priority_number, weight_of
from cjgen.model.action import EFFECTS
from cjgen.model.findings import JourneyFindings, TouchpointFindings
from cjgen.model.focus import Because, BringIn, Capacity, Focus, FocusArea, FocusFindings, LeftOut, Pool

_VALUE_UNITS = 10**9
"""Values run from 0 to 1: what differs by less than the tolerance is equal."""
_AMOUNT_UNITS = 10**6


def focus_pool(journeys: Sequence[JourneyFindings], focus: Focus) -> Pool:
    """What is worked on over all journeys: the site's pool, and the focus of each journey that has its own.

    The latter takes its limit, hours and budget out of the pool.
    """
    owned = [(found, found.journey.focus) for found in journeys if found.journey.focus is not None]
    own = {
        found.journey.id: replace(solve(contenders([found]), each.limit, each.capacity), own=True)
        for found, each in owned
    }
    whole = focus.capacity or Capacity()
    taken = [each.capacity or Capacity() for _, each in owned]
    left = Capacity(
        hours=_left(whole.hours, [each.hours for each in taken]),
        budget=_left(whole.budget, [each.budget for each in taken]),
    )
    limit = max(0, focus.limit - sum(each.limit for _, each in owned))
    shared = [found for found in journeys if found.journey.focus is None]
    return Pool(solve(contenders(shared), limit, left), own)


def _left(whole: float | None, taken: Sequence[float | None]) -> float | None:
    return None if whole is None else max(0.0, whole - fsum(each or 0.0 for each in taken))


@dataclass(frozen=True, slots=True)
class Contender:
    """A touchpoint on its way into the pool: its area, valued by need, and its open actions.

    `lifted` is its value by what these lift, None where none of them says. `amounts` are the (hours, cost) that each
    of them states.
    """

    area: FocusArea
    lifted: float | None
    amounts: tuple[tuple[float | None, float | None], ...]

    def is_costed(self, hours: float | None, budget: float | None) -> bool:
        """Whether every open action says what it takes of what is limited; with both limited one of the two will do."""
        limited = [place for place, most in enumerate((hours, budget)) if most is not None]
        stated = [any(amount[place] is not None for place in limited) for amount in self.amounts]
        return not limited or (bool(stated) and all(stated))


def contenders(journeys: Sequence[JourneyFindings]) -> list[Contender]:
    """Every touchpoint to improve or to add, in the order of journeys and of their touchpoints."""
    return [
        _contender(found, item, largest)
        for found in journeys
        for largest in [_largest(found)]
        for item in found.touchpoints
        if item.verdict in ("improve", "add") and item.importance is not None
    ]


def _largest(found: JourneyFindings) -> float | None:
    scores = ((item.touchpoint, item.importance.score if item.importance else None) for item in found.touchpoints)
    return largest_share(found.journey, scores)


def _contender(found: JourneyFindings, item: TouchpointFindings, largest: float | None) -> Contender:
    scale, touchpoint = found.journey.scale, item.touchpoint
    # what is wished for is not there yet: nothing is experienced worse
    absent = item.verdict == "add" or item.experience is None
    experience = scale.experience.min if absent or item.experience is None else item.experience.score.mean
    mean = item.importance.score.mean if item.importance is not None else 0.0
    weight = weight_of(mean, scale.importance, None if touchpoint.wished else largest)
    opened = [action for action in touchpoint.actions if action.is_open]
    lifts = [action.lift for action in opened if action.lift is not None]
    hours = [action.hours for action in opened if action.hours is not None]
    costs = [action.cost for action in opened if action.cost is not None]
    area = FocusArea(
        journey=found.journey.id,
        touchpoint=touchpoint.id,
        value=priority_number("importance_gap", weight, mean, experience, None, scale.experience),
        failing_basic=item.failing_basic,
        hours=fsum(hours) if hours else None,
        cost=fsum(costs) if costs else None,
        effects=tuple(effect for effect in EFFECTS if any(effect in action.effect for action in opened)),
    )
    reach = min(fsum(lifts), scale.experience.max - experience) / scale.experience.width
    amounts = tuple((action.hours, action.cost) for action in opened)
    return Contender(area, weight * reach if lifts else None, amounts)


def solve(pool: Sequence[Contender], limit: int, capacity: Capacity | None) -> FocusFindings:
    """The areas that are worth most within limit, hours and budget: of failing basics first, then of the rest.

    Where every area that can be chosen states a lift, that is what it is worth; else all are valued by need. Equal
    totals go to more stated effects, then to the author's order. With a capacity only a costed area can be chosen.
    Exact.
    """
    hours, budget = (capacity.hours, capacity.budget) if capacity is not None else (None, None)
    costed = [place for place, each in enumerate(pool) if each.is_costed(hours, budget)]
    by_lift = bool(costed) and all(pool[place].lifted is not None for place in costed)
    areas = [
        replace(each.area, value=each.lifted) if by_lift and each.lifted is not None else each.area for each in pool
    ]
    items = [_Item.of(areas[place], place) for place in costed]
    room = _Room(limit, _units(hours), _units(budget))
    chosen = _best(items, room)
    picked = frozenset(item.place for item in chosen)
    reasons = _reasons(items, room, picked)
    order = [place for place in _in_order(areas) if place not in picked]
    left_out = tuple(
        LeftOut(
            areas[place],
            reasons.get(place, "no_action"),
            _bring_in(place, items, room, chosen) if place in reasons else None,
        )
        for place in order
    )
    return FocusFindings(
        limit=limit,
        hours=hours,
        budget=budget,
        chosen=tuple(areas[place] for place in _in_order(areas) if place in picked),
        left_out=left_out,
        by_lift=by_lift,
        used_hours=fsum(areas[place].hours or 0.0 for place in sorted(picked)),
        used_budget=fsum(areas[place].cost or 0.0 for place in sorted(picked)),
        next_in=next((out for out in left_out if out.bring_in is not None), None),
    )


def _in_order(areas: Sequence[FocusArea]) -> list[int]:
    """Positions, failing basics first, then by value; equal ones keep their order."""
    groups = [[place for place, area in enumerate(areas) if area.failing_basic == basic] for basic in (True, False)]
    return [
        group[place] for group in groups for place in descending([areas[place].value for place in group], width=1.0)
    ]


@dataclass(frozen=True, slots=True)
class _Room:
    """What there is, in whole units; None where it is not limited."""

    limit: int
    hours: int | None
    budget: int | None


@dataclass(frozen=True, slots=True)
class _Item:
    """An area in whole units; `place` is its position in the author's order."""

    place: int
    basic: int
    rest: int
    effects: int
    hours: int
    cost: int

    @staticmethod
    def of(area: FocusArea, place: int) -> _Item:
        value = round(area.value * _VALUE_UNITS)
        return _Item(
            place=place,
            basic=value if area.failing_basic else 0,
            rest=0 if area.failing_basic else value,
            effects=len(area.effects),
            hours=_units(area.hours) or 0,
            cost=_units(area.cost) or 0,
        )


def _units(amount: float | None) -> int | None:
    return None if amount is None else round(amount * _AMOUNT_UNITS)


def _best(items: Sequence[_Item], room: _Room) -> tuple[_Item, ...]:
    """The best choice: branch and bound over whole numbers, so that the outcome is exact.

    A choice is worth one number, of which the value of failing basics counts before that of the rest, that before
    the effects, and those before the author's order.
    """
    fitting = [
        item
        for item in items
        if (room.hours is None or item.hours <= room.hours) and (room.budget is None or item.cost <= room.budget)
    ]
    slots = min(room.limit, len(fitting))
    if not slots:
        return ()
    last = max(item.place for item in fitting) + 1
    order = slots * last + 1
    effects = (slots * len(EFFECTS) + 1) * order
    rest = (slots * _VALUE_UNITS + 1) * effects
    worth = {
        item.place: item.basic * rest + item.rest * effects + item.effects * order + last - item.place
        for item in fitting
    }
    fitting.sort(key=lambda item: -worth[item.place])
    search = _Search(fitting, [worth[item.place] for item in fitting])
    search.look(0, slots, room.hours, room.budget, 0, ())
    return search.best


class _Search:
    """The best choice found so far, and the way on: each step takes one item that is worth no more than the last."""

    def __init__(self, items: Sequence[_Item], worth: Sequence[int]) -> None:
        self.items, self.worth = items, worth
        self.sums = [0, *accumulate(worth)]
        self.best: tuple[_Item, ...] = ()
        self.most = -1

    def look(
        self, start: int, slots: int, hours: int | None, budget: int | None, worth: int, taken: tuple[_Item, ...]
    ) -> None:
        """Every choice that adds items from `start` on to those taken, as far as it may be better than the best."""
        if worth > self.most:
            self.most, self.best = worth, taken
        if not slots:
            return
        for place in range(start, len(self.items)):
            if worth + self._bound(place, slots, hours, budget) <= self.most:
                return
            item = self.items[place]
            if (hours is None or item.hours <= hours) and (budget is None or item.cost <= budget):
                self.look(
                    place + 1,
                    slots - 1,
                    None if hours is None else hours - item.hours,
                    None if budget is None else budget - item.cost,
                    worth + self.worth[place],
                    (*taken, item),
                )

    def _bound(self, start: int, slots: int, hours: int | None, budget: int | None) -> int:
        """What the items from `start` on can add at most: the most valuable ones, were there room for them."""
        return self.sums[min(start + slots, len(self.items))] - self.sums[start]


def _reasons(items: Sequence[_Item], room: _Room, picked: frozenset[int]) -> dict[int, Because]:
    """Why each of the costed areas that were not chosen was not: what it needs more of alone, else the limit."""
    more_hours = {item.place for item in _best(items, replace(room, hours=None))}
    more_budget = {item.place for item in _best(items, replace(room, budget=None))}
    more_of_both = {item.place for item in _best(items, replace(room, hours=None, budget=None))}
    reasons: dict[int, Because] = {}
    for item in items:
        if item.place in picked:
            continue
        if item.place in more_hours:
            reasons[item.place] = "hours"
        elif item.place in more_budget:
            reasons[item.place] = "budget"
        elif item.place in more_of_both:
            short_of_hours = room.hours is not None and item.hours > 0
            reasons[item.place] = "hours" if short_of_hours else "budget"
        else:
            reasons[item.place] = "limit"
    return reasons


def _bring_in(place: int, items: Sequence[_Item], room: _Room, chosen: Sequence[_Item]) -> BringIn | None:
    """What must be added for the area to be chosen beside those that are; None where another one would come in."""
    item = next(each for each in items if each.place == place)
    limit = max(0, len(chosen) + 1 - room.limit)
    hours = _short(room.hours, [each.hours for each in chosen], item.hours)
    budget = _short(room.budget, [each.cost for each in chosen], item.cost)
    wider = _Room(
        room.limit + limit,
        None if room.hours is None else room.hours + hours,
        None if room.budget is None else room.budget + budget,
    )
    if all(each.place != place for each in _best(items, wider)):
        return None
    return BringIn(limit, hours / _AMOUNT_UNITS, budget / _AMOUNT_UNITS)


def _short(most: int | None, used: Sequence[int], needed: int) -> int:
    return 0 if most is None else max(0, sum(used) + needed - most)
