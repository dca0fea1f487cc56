"""The best choice of areas within a limit, hours and a budget, found exactly.

A knapsack with up to three constraints, in whole numbers. The aims are taken one after the other: the total value of
failing basics, that of the rest, the stated effects; each must stay within `SLACK` of its best while the next one is
raised. What is equal by then goes to the author's order: of two choices the one that has the earlier item. Each aim is
searched depth first (branch and bound); what the items ahead can still add is bounded by Lagrangian relaxation
(Geoffrion 1974): multipliers come from the linear relaxation as floats, are rounded to whole numbers, and every
multiplier that is not negative gives a true bound, so that rounding costs time at most and never the best choice.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import accumulate
from math import gcd
from operator import add, ge, sub
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    import numpy
    from numpy.typing import NDArray

VALUE_UNITS = 10**12
"""A value of 1 in whole units: finer than the rounding of what it was computed from is counted."""
SLACK = VALUE_UNITS // 10**9
"""Totals of values that differ by no more are equal."""
_NOISE = SLACK // 50
"""What a total may owe to the rounding of values and multipliers."""

_SHIFT = 40
"""Binary digits behind the point of a multiplier."""
_MANY = 50
"""Only among more is it looked for items that need no thought."""
_FEW = 10
"""So many items need no multipliers: there are at most 2^10 choices."""


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
    rows = [_Row(tuple(1 for _ in fitting), room.limit)]
    if room.hours is not None:
        rows.append(_Row.of([item.hours for item in fitting], room.hours))
    if room.budget is not None:
        rows.append(_Row.of([item.cost for item in fitting], room.budget))
    goals: list[_Goal] = []
    for aims, slack, noise in (
        (tuple(item.basic for item in fitting), SLACK, _NOISE),
        (tuple(item.rest for item in fitting), SLACK, _NOISE),
        (tuple(item.effects for item in fitting), 0, 0),
    ):
        if any(aims):
            bound = _Bound.of(aims, [*rows, *(goal.row for goal in goals)])
            goals.append(_Goal(bound, _Search(bound, rows, goals, noise).run() - slack))
    return tuple(fitting[place] for place in _first_in_order(len(fitting), rows, goals))


@dataclass(frozen=True, slots=True)
class _Row:
    """A constraint: the amounts of the items that are chosen add up to `most` at most."""

    amounts: tuple[int, ...]
    most: int

    @staticmethod
    def of(amounts: Sequence[int], most: int) -> _Row:
        """In the largest unit of which all amounts are multiples: a part of one is no room for anything."""
        unit = gcd(*amounts) or 1
        return _Row(tuple(amount // unit for amount in amounts), most // unit)


@dataclass(frozen=True, slots=True)
class _Bound:
    """An aim and how much of it can be reached: with multipliers for `rows`, `gains` are what each item adds beyond
    what the room that it takes is worth. All but `aims` are shifted by `_SHIFT` binary digits.
    """

    aims: tuple[int, ...]
    rows: tuple[_Row, ...]
    multipliers: tuple[int, ...]
    gains: tuple[int, ...]

    @staticmethod
    def of(aims: tuple[int, ...], rows: Sequence[_Row]) -> _Bound:
        multipliers = _multipliers(aims, rows)
        priced = [(row.amounts, price) for row, price in zip(rows, multipliers, strict=True) if price]
        gains = (
            (aim << _SHIFT) - sum(amounts[place] * price for amounts, price in priced) for place, aim in enumerate(aims)
        )
        return _Bound(aims, tuple(rows), multipliers, tuple(gains))

    @property
    def start(self) -> int:
        """The worth of all the room."""
        return sum(row.most * price for row, price in zip(self.rows, self.multipliers, strict=True))

    def ahead(self, order: Sequence[int]) -> list[int]:
        """What the items from each position of this order on can add at most, one of them at least."""
        gains = [self.gains[place] for place in reversed(order)]
        sums = accumulate(max(0, gain) for gain in gains)
        return [total or most for total, most in zip(sums, accumulate(gains, max), strict=True)][::-1]


@dataclass(frozen=True, slots=True)
class _Goal:
    """An aim that must be reached: at least `least` of it."""

    bound: _Bound
    least: int

    @property
    def row(self) -> _Row:
        """The goal as a constraint."""
        return _Row(tuple(-aim for aim in self.bound.aims), -self.least)


def _multipliers(aims: Sequence[int], rows: Sequence[_Row]) -> tuple[int, ...]:
    """What a unit of each constraint is worth in the linear relaxation, shifted; 0 where nothing is known."""
    if len(aims) <= _FEW:
        return tuple(0 for _ in rows)
    import numpy
    from scipy.optimize import linprog

    unit = float(max(aims))
    scales = [float(max(map(abs, row.amounts)) or 1) for row in rows]
    amounts = numpy.array([[amount / scale for amount in row.amounts] for row, scale in zip(rows, scales, strict=True)])
    most = numpy.array([row.most / scale for row, scale in zip(rows, scales, strict=True)])
    solved = linprog([-aim / unit for aim in aims], A_ub=amounts, b_ub=most, bounds=(0, 1), method="highs")
    if solved.status != 0:
        return tuple(0 for _ in rows)
    prices = [
        max(0.0, -float(price)) * unit / scale for price, scale in zip(solved.ineqlin.marginals, scales, strict=True)
    ]
    return tuple(round(price * 2**_SHIFT) for price in prices)


State = tuple[tuple[int, ...], tuple[int, ...], tuple[int, ...]]
"""How far a choice has come: the room that is left, the total of each aim, and the bound of each aim but for what the
items ahead add (shifted)."""


class _Path:
    """The items of which it is open whether they are chosen, in an order, and what each of them does to a state.

    `bounds` are those of the goals and, behind them, of the aim that is raised. `amounts`, `aims` and `gains` are by
    position, `ahead` by bound and position.
    """

    def __init__(
        self, order: Sequence[int], rows: Sequence[_Row], goals: Sequence[_Goal], bounds: Sequence[_Bound]
    ) -> None:
        self.order = order
        self.least = [goal.least << _SHIFT for goal in goals]
        self.amounts = [tuple(row.amounts[place] for row in rows) for place in order]
        self.aims = [tuple(bound.aims[place] for bound in bounds) for place in order]
        self.gains = [tuple(bound.gains[place] for bound in bounds) for place in order]
        self.ahead = [bound.ahead(order) for bound in bounds]
        self.needed = [goal.least for goal in goals]
        self.seen: dict[tuple[int, ...], list[tuple[int, ...]]] = {}

    def meets(self, reached: tuple[int, ...]) -> bool:
        """Whether the goals are reached."""
        return all(map(ge, reached, self.needed))

    def fails(self, position: int, bounds: tuple[int, ...]) -> bool:
        """Whether a goal is out of reach with items from this position on, at least one."""
        return any(
            bound + ahead[position] < least
            for bound, ahead, least in zip(bounds, self.ahead, self.least, strict=False)  # the aim itself is no goal
        )

    def step(self, position: int, state: State) -> State | None:
        """The state with the item at this position; None where there is no room for it."""
        left = tuple(map(sub, state[0], self.amounts[position]))
        if min(left) < 0:
            return None
        return left, tuple(map(add, state[1], self.aims[position])), tuple(map(add, state[2], self.gains[position]))

    def is_new(self, start: int, state: State) -> bool:
        """Whether nobody came to this position and room before with as much or more of everything."""
        before = self.seen.setdefault((start, *state[0]), [])
        if any(all(map(ge, each, state[1])) for each in before):
            return False
        before.append(state[1])
        return True


def _open_items(
    count: int, rows: Sequence[_Row], goals: Sequence[_Goal], bounds: Sequence[_Bound]
) -> tuple[list[int], list[int], State]:
    """The items of which it is open whether they are chosen, those that must be, and the state with these.

    An item is settled where a goal is out of reach without it, or with it (by its reduced cost).
    """
    forced: set[int] = set()
    ruled_out: set[int] = set()
    for goal in goals:
        gains = goal.bound.gains
        spare = goal.bound.start + sum(gain for gain in gains if gain > 0) - (goal.least << _SHIFT)
        forced |= {place for place in range(count) if gains[place] > spare}
        ruled_out |= {place for place in range(count) if -gains[place] > spare}
    state = (
        tuple(row.most - sum(row.amounts[place] for place in forced) for row in rows),
        tuple(sum(bound.aims[place] for place in forced) for bound in bounds),
        tuple(bound.start + sum(bound.gains[place] for place in forced) for bound in bounds),
    )
    return [place for place in range(count) if place not in forced | ruled_out], sorted(forced), state


class _Search:
    """The most of an aim that can be reached while the goals are; what is less than `_NOISE` more is no more."""

    def __init__(self, bound: _Bound, rows: Sequence[_Row], goals: Sequence[_Goal], noise: int) -> None:
        bounds = [*(goal.bound for goal in goals), bound]
        self.most, self.noise = -1 - noise, noise
        places, _, self.state = _open_items(len(bound.aims), rows, goals, bounds)

        def turn(place: int) -> tuple[int, int]:
            first = next((turn for turn, each in enumerate(bounds) if each.aims[place]), len(goals))
            return first, -bounds[first].gains[place]

        # items of earlier goals come first, so that those are soon decided; in each the one that gains most
        self.path = _Path(sorted(places, key=turn), rows, goals, bounds)

    def run(self) -> int:
        """Look everywhere."""
        self._look(0, self.state)
        return self.most

    def _look(self, start: int, state: State) -> None:
        """Every choice that adds items from `start` on."""
        path = self.path
        if not path.is_new(start, state):
            return
        if state[1][-1] > self.most and path.meets(state[1]):
            self.most = state[1][-1]
        base, ahead = state[2][-1], path.ahead[-1]
        for position in range(start, len(path.order)):
            enough = self.most + self.noise
            if (base + ahead[position]) >> _SHIFT <= enough or path.fails(position, state[2]):
                return
            gain = path.gains[position][-1]
            if gain < 0 and (base + gain + max(0, ahead[position])) >> _SHIFT <= enough:
                continue
            further = path.step(position, state)
            if further is not None:
                self._look(position + 1, further)


def _first_in_order(count: int, rows: Sequence[_Row], goals: Sequence[_Goal]) -> list[int]:
    """Of all choices that reach the goals the one that has the earlier items: of the first goal's, then of all."""
    bounds = [goal.bound for goal in goals]
    places, forced, state = _open_items(count, rows, goals, bounds)
    later = (lambda place: not bounds[0].aims[place]) if bounds else None
    path = _Path(sorted(places, key=later), rows, goals, bounds)
    found = _look_in_order(path, 0, state)
    if found is None:
        raise ValueError("goals that were reached cannot be reached")
    return sorted([*forced, *found])


def _look_in_order(path: _Path, start: int, state: State) -> tuple[int, ...] | None:
    """The first choice that adds items from `start` on, each taken before it is left; None without one."""
    if not path.is_new(start, state):
        return None
    for position in range(start, len(path.order)):
        if path.fails(position, state[2]):
            break
        further = path.step(position, state)
        found = _look_in_order(path, position + 1, further) if further is not None else None
        if found is not None:
            return path.order[position], *found
    return () if path.meets(state[1]) else None
