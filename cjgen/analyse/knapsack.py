"""The best choice of areas within a limit, hours and a budget, found exactly.

A knapsack with up to three constraints, in whole numbers. The aims are taken one after the other: the total value of
failing basics, that of the rest, the stated effects; each must stay within `SLACK` of its best while the next one is
raised. What is equal by then goes to the author's order: of two choices the one that has the earlier item, first of
failing basics and then of all.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from cjgen.analyse.branch_and_bound import Bound, Goal, Row, Search, first_in_order

if TYPE_CHECKING:
    import numpy
    from numpy.typing import NDArray

VALUE_UNITS = 10**12
"""A value of 1 in whole units: finer than the rounding of what it was computed from is counted."""
SLACK = VALUE_UNITS // 10**9
"""Totals of values that differ by no more are equal."""
_NOISE = SLACK // 50
"""What a total may owe to the rounding of values and multipliers."""

_MANY = 50
"""Only among more is it looked for items that need no thought."""


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


def in_contention(items: Sequence[Item], limit: int) -> list[Item]:
    """The items that can be part of a best choice of so many: those with fewer than `limit` that always go before them.

    One goes before another where it takes no more of anything and is worth more, or is worth no less and is earlier.
    """
    if len(items) <= _MANY:
        return list(items)
    import numpy

    turns = _ranks([(item.basic == 0, item.place) for item in items])
    hours, costs = _ranks([item.hours for item in items]), _ranks([item.cost for item in items])
    basics, rests, effects = (
        numpy.array(values) for values in zip(*((item.basic, item.rest, item.effects) for item in items), strict=True)
    )
    kept = []
    for place, item in enumerate(items):
        as_basic, as_rest = basics >= item.basic, rests >= item.rest
        better = (
            (basics > item.basic + SLACK)
            | (as_basic & (rests > item.rest + SLACK))
            | (as_basic & as_rest & ((effects > item.effects) | ((effects == item.effects) & (turns < turns[place]))))
        )
        if int((better & (hours <= hours[place]) & (costs <= costs[place])).sum()) < limit:
            kept.append(item)
    return kept


def _ranks(values: Sequence[Any]) -> NDArray[numpy.int64]:
    """The rank of each value; equal ones have the same."""
    import numpy

    known = {value: rank for rank, value in enumerate(sorted(set(values)))}
    return numpy.array([known[value] for value in values])


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
