"""Branch and bound over items of which each is chosen or not: the most of an aim that whole-number constraints allow.

What the items ahead can still add is bounded by Lagrangian relaxation (Geoffrion 1974): multipliers come from the
linear relaxation as floats and are rounded to whole numbers. Every multiplier that is not negative gives a true bound,
so that rounding costs time at most and never the best choice.

How it goes: for a choice x within all rows (amounts . x <= most) and multipliers u >= 0,

    aim . x  <=  u . most + sum of x (aim - u . amounts)  =  `Bound.start` + the `gains` of what is chosen,

so that a part of the choices can be left aside as soon as that, with the gains above 0 of the items still ahead, is no
more than the best so far. Three things keep the search small: that bound; items settled beforehand by their gains
(`_open_items`); states that are no better than one seen before with the same room (`_Path.is_new`). All is counted in
whole numbers, because sums of floats would depend on their order.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import accumulate
from math import gcd
from operator import add, ge, sub

_SHIFT = 40
"""Binary digits behind the point of a multiplier."""
_FEW = 10
"""So many items need no multipliers: there are at most 2^10 choices."""


@dataclass(frozen=True, slots=True)
class Row:
    """A constraint: the amounts of the items that are chosen add up to `most` at most."""

    amounts: tuple[int, ...]
    most: int

    @staticmethod
    def of(amounts: Sequence[int], most: int) -> Row:
        """In the largest unit of which all amounts are multiples: a part of one is no room for anything."""
        unit = gcd(*amounts) or 1
        return Row(tuple(amount // unit for amount in amounts), most // unit)


@dataclass(frozen=True, slots=True)
class Bound:
    """An aim and how much of it can be reached: with multipliers for `rows`, `gains` are what each item adds beyond
    what the room that it takes is worth. All but `aims` are shifted by `_SHIFT` binary digits.
    """

    aims: tuple[int, ...]
    rows: tuple[Row, ...]
    multipliers: tuple[int, ...]
    gains: tuple[int, ...]

    @staticmethod
    def of(aims: tuple[int, ...], rows: Sequence[Row]) -> Bound:
        """The bound of an aim under constraints."""
        multipliers = _multipliers(aims, rows)
        priced = [(row.amounts, price) for row, price in zip(rows, multipliers, strict=True) if price]
        gains = (
            (aim << _SHIFT) - sum(amounts[place] * price for amounts, price in priced) for place, aim in enumerate(aims)
        )
        return Bound(aims, tuple(rows), multipliers, tuple(gains))

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
class Goal:
    """An aim that must be reached: at least `least` of it."""

    bound: Bound
    least: int

    @property
    def row(self) -> Row:
        """The goal as a constraint."""
        return Row(tuple(-aim for aim in self.bound.aims), -self.least)


def _multipliers(aims: Sequence[int], rows: Sequence[Row]) -> tuple[int, ...]:
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
        self, order: Sequence[int], rows: Sequence[Row], goals: Sequence[Goal], bounds: Sequence[Bound]
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
    count: int, rows: Sequence[Row], goals: Sequence[Goal], bounds: Sequence[Bound]
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


class Search:
    """The most of an aim that can be reached while the goals are; what is no more than `noise` more is no more."""

    def __init__(self, bound: Bound, rows: Sequence[Row], goals: Sequence[Goal], noise: int) -> None:
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
            # an item that takes more room than it is worth may fall short although one behind it does not
            if gain < 0 and (base + gain + max(0, ahead[position])) >> _SHIFT <= enough:
                continue
            further = path.step(position, state)
            if further is not None:
                self._look(position + 1, further)


def first_in_order(count: int, rows: Sequence[Row], goals: Sequence[Goal]) -> list[int]:
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
