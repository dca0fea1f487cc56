"""The best choice of areas within a limit, hours and a budget, found exactly.

A knapsack with up to three constraints, in whole numbers. The aims are taken one after the other: the total value of
failing basics, that of the rest, the stated effects; each must stay within `SLACK` of its best while the next one is
raised. What is equal by then goes to the author's order: of two choices the one that has the earlier item, first of
failing basics and then of all.
"""

from __future__ import annotations

from bisect import insort
from collections.abc import Sequence
from dataclasses import dataclass

from cjgen.analyse.branch_and_bound import Bound, Goal, Row, Search, first_in_order

VALUE_UNITS = 10**12
"""A value of 1 in whole units: finer than the rounding of what it was computed from is counted."""
SLACK = VALUE_UNITS // 10**9
"""Totals of values that differ by no more are equal."""
_NOISE = SLACK // 50
"""What a total may owe to the rounding of values and multipliers."""


@dataclass(frozen=True, slots=True)
class Item:
    """An area in whole units: `place` in the author's order, what it is worth, and what it takes.

    `basic` is its value if it is a failing basic, `rest` if it is not; the other one is 0.
    """

    place: int
    basic: int
    rest: int
    effects: int
    hours: int
    cost: int


@dataclass(frozen=True, slots=True)
class Room:
    """What there is, in whole units; None where it is not limited."""

    limit: int
    hours: int | None
    budget: int | None

    def has(self, items: Sequence[Item]) -> bool:
        """Whether all these fit together."""
        return (
            len(items) <= self.limit
            and (self.hours is None or sum(item.hours for item in items) <= self.hours)
            and (self.budget is None or sum(item.cost for item in items) <= self.budget)
        )

    def beside(self, items: Sequence[Item]) -> Room:
        """What of it these items leave."""
        return Room(
            self.limit - len(items),
            None if self.hours is None else self.hours - sum(item.hours for item in items),
            None if self.budget is None else self.budget - sum(item.cost for item in items),
        )


def in_contention(items: Sequence[Item], limit: int) -> list[Item]:
    """The items that can be part of a best choice of so many: those with fewer than `limit` that always go before them.

    One goes before another where it takes no more of anything and is worth more, or is worth no less and is earlier.
    """
    # Whatever goes before an item stands before it in this order; of what does, it is enough to count what is kept,
    # because that which is not kept has `limit` kept ones before it, which go before the item as well.
    kept: list[Item] = []
    worst: Item | None = None
    for item in sorted(items, key=_order):
        if worst is not None and worst.hours <= item.hours and worst.cost <= item.cost and _is_more(worst, item):
            continue
        before = 0
        for other in kept:
            if before == limit or other.hours > item.hours:
                break
            before += other.cost <= item.cost and _is_worth_more(other, item)
        if before < limit:
            insort(kept, item, key=_hours)
            if len(kept) == limit:
                worst = _worst_of(kept)
    places = {item.place for item in kept}
    return [item for item in items if item.place in places]


def _hours(item: Item) -> int:
    return item.hours


def _order(item: Item) -> tuple[int, int, int, int]:
    return -item.basic, -item.rest, -item.effects, item.place


def _is_more(other: Item, item: Item) -> bool:
    """Whether the other item is worth more by its value."""
    return other.basic > item.basic + SLACK or (other.basic >= item.basic and other.rest > item.rest + SLACK)


def _is_worth_more(other: Item, item: Item) -> bool:
    """Whether the other item is worth more, or is worth no less and is earlier."""
    if _is_more(other, item):
        return True
    if other.basic < item.basic or other.rest < item.rest:
        return False
    return (-other.effects, other.basic == 0, other.place) < (-item.effects, item.basic == 0, item.place)


def _worst_of(items: Sequence[Item]) -> Item:
    """What is worth no more and takes no less than each of these: what it goes before, all of them go before."""
    return Item(
        place=max(item.place for item in items),
        basic=min(item.basic for item in items),
        rest=min(item.rest for item in items),
        effects=min(item.effects for item in items),
        hours=max(item.hours for item in items),
        cost=max(item.cost for item in items),
    )


def best_choice(items: Sequence[Item], room: Room) -> tuple[Item, ...]:
    """The items to choose, in the author's order."""
    fitting = sorted((item for item in items if room.has([item])), key=lambda item: item.place)
    fitting = in_contention(fitting, room.limit)
    if room.has(fitting):
        return tuple(fitting)
    rows = [Row(tuple(1 for _ in fitting), room.limit)]
    if room.hours is not None:
        rows.append(Row.of([item.hours for item in fitting], room.hours))
    if room.budget is not None:
        rows.append(Row.of([item.cost for item in fitting], room.budget))
    goals: list[Goal] = []
    for aims, slack, noise in (
        (tuple(item.basic for item in fitting), SLACK, _NOISE),
        (tuple(item.rest for item in fitting), SLACK, _NOISE),
        (tuple(item.effects for item in fitting), 0, 0),
    ):
        if any(aims):
            bound = Bound.of(aims, [*rows, *(goal.row for goal in goals)])
            goals.append(Goal(bound, Search(bound, rows, goals, noise).run() - slack))
    return tuple(fitting[place] for place in first_in_order(len(fitting), rows, goals))
