"""Focus: the few things that fit the hours and the money."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Annotated, Literal, NamedTuple

from pydantic import Field

from cjgen.model.action import Effect
from cjgen.model.declaration import Amount, Count, Declared, key

LIMIT = 3
"""How many focus areas there are unless the site says otherwise."""


class Capacity(Declared):
    """What there is to spend on improvements."""

    hours: Amount | None = key("hours", audience="client", default=None)
    budget: Amount | None = key("money", audience="client", default=None)


class Focus(Declared):
    """How many things are worked on at once, and what there is to spend on them: one pool for all journeys."""

    limit: Annotated[Count, Field(ge=1)] = key("the largest number of focus areas", default=LIMIT)
    capacity: Capacity | None = key("hours and money of all focus areas together", audience="client", default=None)


class JourneyFocus(Declared):
    """What a journey has for itself: it is taken out of the site's pool."""

    limit: Annotated[Count, Field(ge=1)] = key("how many of the site's focus areas are this journey's own")
    capacity: Capacity | None = key("hours and money of these, out of the site's", audience="client", default=None)


Because = Literal["limit", "hours", "budget", "no_action"]
"""Why a touchpoint is not among the focus areas; `no_action`: it still has to be costed."""


class FocusArea(NamedTuple):
    """A touchpoint to improve or to add, as it competes for hours and money.

    `value` (0 to 1) is importance times what its open actions lift, or times all that is lacking, as shares of their
    scales. `hours` and `cost` are those of its open actions, None where no open action states any. `effects` are those
    that they name.
    """

    journey: str
    touchpoint: str
    value: float
    failing_basic: bool
    hours: float | None = None
    cost: float | None = None
    effects: tuple[Effect, ...] = ()


class BringIn(NamedTuple):
    """How much more there must be for an area to be chosen, everything else as it is; 0 where there is enough."""

    limit: int
    hours: float
    budget: float


class LeftOut(NamedTuple):
    """An area that was not chosen, because of what, and what would bring it in, with those that come before it
    where there are; None where nothing was found that would.

    `because` is None where the reader may not know the hours and the money.
    """

    area: FocusArea
    because: Because | None
    bring_in: BringIn | None = None


@dataclass(frozen=True, slots=True)
class FocusFindings:
    """Which areas were chosen, the first to begin with first, and which were left out, the most valuable first.

    `hours` and `budget` are the capacity, None where it is not limited; `by_lift`: values rest on the lifts of
    actions. `own`: the journey has its own focus beside the pool; `beside`: other journeys have, and took theirs out of
    it; `alone`: no other journey draws on it; `written`: an author wrote a focus, here or in any journey. `used_hours`
    and `used_budget` are those of all chosen areas of the pool, also in a slice. `next_in` is what comes in first with
    a little more, None where nothing does.
    """

    limit: int
    hours: float | None
    budget: float | None
    chosen: tuple[FocusArea, ...]
    left_out: tuple[LeftOut, ...]
    by_lift: bool = False
    own: bool = False
    beside: bool = False
    alone: bool = False
    written: bool = True
    used_hours: float = 0.0
    used_budget: float = 0.0
    next_in: LeftOut | None = None


@dataclass(frozen=True, slots=True)
class Pool:
    """What is worked on over all journeys: `shared` by those without a focus of their own, `own` by journey id."""

    shared: FocusFindings
    own: Mapping[str, FocusFindings]

    @property
    def solved(self) -> tuple[FocusFindings, ...]:
        """What was chosen out of each: what is shared, and what journeys have for themselves."""
        return (self.shared, *self.own.values())

    def of(self, journey: str) -> FocusFindings:
        """The focus of one journey."""
        return self.slices([journey])[journey]

    def slices(self, journeys: Iterable[str]) -> dict[str, FocusFindings]:
        """The focus of each of these journeys: its own, or its slice of the shared one."""
        chosen: dict[str, list[FocusArea]] = {}
        left_out: dict[str, list[LeftOut]] = {}
        for area in self.shared.chosen:
            chosen.setdefault(area.journey, []).append(area)
        for out in self.shared.left_out:
            left_out.setdefault(out.area.journey, []).append(out)
        following = self.shared.next_in
        return {
            journey: self.own[journey]
            if journey in self.own
            else replace(
                self.shared,
                chosen=tuple(chosen.get(journey, ())),
                left_out=tuple(left_out.get(journey, ())),
                next_in=following if following is not None and following.area.journey == journey else None,
            )
            for journey in journeys
        }

    def begun_with(self, journeys: Sequence[str]) -> list[FocusArea]:
        """All chosen areas, the first to begin with first; `journeys` are the ids of all, in the order of the site.

        Basics that fail come first. Out of one pool the others follow by value; values of several pools are not held
        against each other, so there the others follow in the order of the journeys.
        """
        places = {journey: place for place, journey in enumerate(journeys)} if self.own else {}
        areas = [area for focus in self.solved for area in focus.chosen]
        return sorted(areas, key=lambda area: (not area.failing_basic, places.get(area.journey, 0)))
