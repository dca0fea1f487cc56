"""What is not among the focus areas: because of what, and how much more would bring it in."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from itertools import islice

from cjgen.analyse.knapsack import Item, Room, best_choice, in_contention
from cjgen.model.focus import Because

_MOST_BEFORE = 8
"""Behind how many others it is still said what would bring something in."""
FARTHEST = _MOST_BEFORE + 1
"""With how many areas more a choice is looked for at most."""


@dataclass(frozen=True, slots=True)
class More:
    """So much more than there is, in whole units."""

    limit: int
    hours: int
    budget: int

    @property
    def kinds(self) -> tuple[Because, ...]:
        """What there must be more of."""
        known: tuple[tuple[Because, int], ...] = (
            ("limit", self.limit),
            ("hours", self.hours),
            ("budget", self.budget),
        )
        return tuple(kind for kind, amount in known if amount)

    def on(self, room: Room) -> Room:
        """The room with that much more."""
        return Room(
            room.limit + self.limit,
            None if room.hours is None else room.hours + self.hours,
            None if room.budget is None else room.budget + self.budget,
        )


@dataclass(frozen=True, slots=True)
class _Queue:
    """Items from the one that is worth most to the one that is worth least; `turns` are their positions, by place."""

    items: tuple[Item, ...]
    turns: Mapping[int, int]

    @staticmethod
    def of(items: Iterable[Item]) -> _Queue:
        """These items in a queue."""
        queue = tuple(sorted(items, key=_worth, reverse=True))
        return _Queue(queue, {item.place: turn for turn, item in enumerate(queue)})

    def before(self, item: Item) -> Iterator[Item]:
        """The items that are worth more than one of the queue."""
        return islice(self.items, self.turns[item.place])


@dataclass(frozen=True, slots=True)
class Outside:
    """What stands around a choice that is the best for its room.

    `rivals` are those that can be part of a best choice with one area more, `near` those that can with `FARTHEST` more;
    `waiting` and `waiting_rivals` are all and the rivals that were not chosen, what is worth most first.
    `without_hours`, `without_budget` and `without_both` are the places of the best choice were these not limited.
    """

    room: Room
    chosen: tuple[Item, ...]
    near: tuple[Item, ...]
    rivals: tuple[Item, ...]
    waiting: _Queue
    waiting_rivals: _Queue
    without_hours: frozenset[int]
    without_budget: frozenset[int]
    without_both: frozenset[int]

    @staticmethod
    def of(items: Sequence[Item], near: Sequence[Item], room: Room, chosen: tuple[Item, ...]) -> Outside:
        """Around `chosen`, the best choice of `items`."""
        rivals = in_contention(near, room.limit + 1)
        rooms = replace(room, hours=None), replace(room, budget=None), replace(room, hours=None, budget=None)
        picked = frozenset(item.place for item in chosen)
        known = {room: picked}
        for each in rooms:
            if each not in known:
                known[each] = frozenset(item.place for item in best_choice(rivals, each))
        waiting, others = (_Queue.of(each for each in listed if each.place not in picked) for listed in (items, rivals))
        return Outside(room, chosen, tuple(near), tuple(rivals), waiting, others, *(known[each] for each in rooms))

    def because(self, item: Item, needed: More | None) -> Because:
        """Why an item was not chosen: what it alone asks too much of; the only thing that it needs, or lacks beside
        those that were; else the one that alone brings it in where there is no end of it.
        """
        if self.room.hours is None and self.room.budget is None:
            return "limit"
        alone = [kind for kind in self._to_hold([item]).kinds if kind != "limit"]
        if alone:
            return alone[0]
        beside = self._beside(item).kinds
        for kinds in (needed.kinds if needed is not None else (), beside):
            if len(kinds) == 1:
                return kinds[0]
        if "hours" in beside and item.place in self.without_hours:
            return "hours"
        if "budget" in beside and item.place in self.without_budget:
            return "budget"
        return next(kind for kind in beside if kind != "limit") if item.place in self.without_both else beside[0]

    def needed(self, item: Item) -> More | None:
        """The least of what was found to bring the item in, everything else as it is; None where others come first.

        It is looked for beside what was chosen, and in the place of each and of all that are worth less; it holds when
        solved again.
        """
        if item.place not in self.waiting_rivals.turns:
            return None
        if any(self._takes_no_more(other, item) for other in self.waiting_rivals.before(item)):
            return None
        less = [other for other in self.chosen if _worth(other) < _worth(item)]
        kept = [self.chosen, *(self._but([other]) for other in less), self._but(less)]
        ways = {self._to_hold([*each, item]): each for each in kept if self._may_be_best(item, each)}
        for more in sorted(ways, key=self._size):
            if any(found.place == item.place for found in best_choice(self.rivals, more.on(self.room))):
                return more
        return None

    def behind_others(self, item: Item) -> More | None:
        """What brings the item in together with all that come before it: with room for them and for it.

        None where these are more than `_MOST_BEFORE`, or where even then something else is worth more.
        """
        if not 0 < self.waiting.turns[item.place] <= _MOST_BEFORE:
            return None
        before = self.waiting.before(item)
        more = self._to_hold([*self.chosen, *before, item])
        found = best_choice(self.near, more.on(self.room))
        return more if any(each.place == item.place for each in found) else None

    def _may_be_best(self, item: Item, kept: Sequence[Item]) -> bool:
        """Whether neither the choice as it is nor another item beside those that are kept is seen to be worth more."""
        if _total([*kept, item]) < _total(self.chosen):
            return False
        room = self._to_hold([*kept, item]).on(self.room)
        left = room.beside(kept)
        return not any(left.has([other]) for other in self.waiting_rivals.before(item))

    def _but(self, others: Sequence[Item]) -> tuple[Item, ...]:
        """What was chosen without some of it."""
        return tuple(each for each in self.chosen if each not in others)

    def _takes_no_more(self, other: Item, item: Item) -> bool:
        """Whether there is room for the other item wherever there is room for this one."""
        return (self.room.hours is None or other.hours <= item.hours) and (
            self.room.budget is None or other.cost <= item.cost
        )

    def _beside(self, item: Item) -> More:
        """What is needed to add the item to what was chosen."""
        return self._to_hold([*self.chosen, item])

    def _to_hold(self, items: Sequence[Item]) -> More:
        most = self.room
        return More(
            max(0, len(items) - most.limit),
            0 if most.hours is None else max(0, sum(item.hours for item in items) - most.hours),
            0 if most.budget is None else max(0, sum(item.cost for item in items) - most.budget),
        )

    def _size(self, more: More) -> tuple[int, float]:
        """No more areas first, then the smallest part of hours and budget together."""
        parts = ((more.hours, self.room.hours), (more.budget, self.room.budget))
        return more.limit, sum(amount / (most or 1) for amount, most in parts)


def _worth(item: Item) -> tuple[int, int, int, int]:
    """Items that are worth more are larger, of equal ones the earlier."""
    return item.basic, item.rest, item.effects, -item.place


def _total(items: Sequence[Item]) -> tuple[int, int]:
    return sum(item.basic for item in items), sum(item.rest for item in items)
