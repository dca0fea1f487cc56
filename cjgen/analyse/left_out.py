"""What is not among the focus areas: because of what, and how much more would bring it in."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from cjgen.analyse.knapsack import Item, Room, best_choice, in_contention
from cjgen.model.focus import Because

_MOST_BEFORE = 8
"""Behind how many others it is still said what would bring something in."""


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
class Outside:
    """What stands around a choice that is the best for its room.

    `items` are all that can be chosen from, `rivals` those that can be part of a best choice with one area more.
    `without_hours`, `without_budget` and `without_both` are the places of the best choice were these not limited.
    """

    room: Room
    chosen: tuple[Item, ...]
    items: tuple[Item, ...]
    rivals: tuple[Item, ...]
    without_hours: frozenset[int]
    without_budget: frozenset[int]
    without_both: frozenset[int]

    @staticmethod
    def of(items: Sequence[Item], room: Room, chosen: tuple[Item, ...]) -> Outside:
        """Around `chosen`, the best choice of `items`."""
        rivals = in_contention(items, room.limit + 1)
        rooms = replace(room, hours=None), replace(room, budget=None), replace(room, hours=None, budget=None)
        known = {room: frozenset(item.place for item in chosen)}
        for each in rooms:
            if each not in known:
                known[each] = frozenset(item.place for item in best_choice(rivals, each))
        return Outside(room, chosen, tuple(items), tuple(rivals), *(known[each] for each in rooms))

    def because(self, item: Item, needed: More | None) -> Because:
        """Why an item was not chosen: what it alone asks too much of; the only thing that it needs, or lacks beside
        those that were; else the one that alone brings it in where there is no end of it.
        """
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
        if item not in self.rivals or any(self._goes_before(other, item) for other in self._others(item)):
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
        before = [other for other in self.items if other not in self.chosen and _worth(other) > _worth(item)]
        if not before or len(before) > _MOST_BEFORE:
            return None
        more = self._to_hold([*self.chosen, *before, item])
        found = best_choice(self.items, more.on(self.room))
        return more if any(each.place == item.place for each in found) else None

    def _may_be_best(self, item: Item, kept: Sequence[Item]) -> bool:
        """Whether neither the choice as it is nor another item beside those that are kept is seen to be worth more."""
        if _total([*kept, item]) < _total(self.chosen):
            return False
        room = self._to_hold([*kept, item]).on(self.room)
        return not any(_worth(other) > _worth(item) and room.has([*kept, other]) for other in self._others(item))

    def _but(self, others: Sequence[Item]) -> tuple[Item, ...]:
        """What was chosen without some of it."""
        return tuple(each for each in self.chosen if each not in others)

    def _others(self, item: Item) -> Iterator[Item]:
        """The rivals that were not chosen either."""
        picked = {each.place for each in (*self.chosen, item)}
        return (other for other in self.rivals if other.place not in picked)

    def _goes_before(self, other: Item, item: Item) -> bool:
        """Whether another one that is worth more has room wherever there is room for the item."""
        return _worth(other) > _worth(item) and (
            (self.room.hours is None or other.hours <= item.hours)
            and (self.room.budget is None or other.cost <= item.cost)
        )

    def _beside(self, item: Item) -> More:
        """What is needed to add the item to what was chosen."""
        return self._to_hold([*self.chosen, item])

    def _to_hold(self, items: Sequence[Item]) -> More:
        hours, budget = sum(item.hours for item in items), sum(item.cost for item in items)
        return More(
            max(0, len(items) - self.room.limit),
            0 if self.room.hours is None else max(0, hours - self.room.hours),
            0 if self.room.budget is None else max(0, budget - self.room.budget),
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
