"""Actions: what is done about a touchpoint, by whom, when, and whether it helped."""

import calendar
from dataclasses import dataclass
from datetime import date
from typing import Annotated, Literal

from pydantic import BeforeValidator, Field

from cjgen.model.column import OneOrSeveral, as_list
from cjgen.model.declaration import Amount, Date, Declared, Line, Number, Text, key, word

Effect = Literal["margin", "loyalty"]
EFFECTS: tuple[Effect, ...] = ("margin", "loyalty")
Status = Literal["proposed", "planned", "doing", "done", "stopped"]
OPEN: frozenset[Status] = frozenset({"proposed", "planned", "doing"})
"""An action that still takes hours and money."""


def last_day(written: str) -> date:
    """The last day of a day, month or year as authors write them."""
    year, month, day = (*(int(part) for part in written.split("-")), 0, 0)[:3]
    month = month or 12
    return date(year, month, day or calendar.monthrange(year, month)[1])


class Action(Declared):
    """Something that is, was or may be done about a touchpoint."""

    title: Line = key("what is done")
    owner: Line | None = key("who does it", audience="client", default=None)
    hours: Amount | None = key("how many hours it takes", audience="client", default=None)
    cost: Amount | None = key("what it costs in money", audience="client", default=None)
    lift: Annotated[Number, Field(ge=0)] | None = key(
        "how much better it should make the experience, in points of its scale", default=None
    )
    effect: Annotated[
        tuple[Annotated[Effect, word(Effect)], ...], BeforeValidator(as_list), Field(strict=False), OneOrSeveral
    ] = key("what else it is good for: margin, loyalty or both", default=())
    due: Date | None = key("when it should be done", default=None)
    status: Annotated[Status, word(Status)] = key("how far it is", default="proposed")
    review: Date | None = key("when it is looked at whether it helped", audience="client", default=None)
    result: Text | None = key("what came of it", audience="client", default=None)

    @property
    def is_open(self) -> bool:
        """Whether it still takes hours and money."""
        return self.status in OPEN

    @property
    def due_day(self) -> date | None:
        """The last day on which it should be done; None where nobody waits for that, and without a date."""
        return last_day(self.due) if self.due is not None and self.is_open else None

    @property
    def review_day(self) -> date | None:
        """The last day on which it should be looked at; None where it was, or never will be, and without a date."""
        waiting = self.status != "stopped" and self.result is None
        return last_day(self.review) if self.review is not None and waiting else None


@dataclass(frozen=True, slots=True)
class ActionFindings:
    """One action of a touchpoint, in the author's order, against the date of the report; None where no date was given.

    `overdue`: open, and the last day of its due date has passed. `review_overdue`: neither stopped nor with a result,
    and the last day of its review date has passed.
    """

    overdue: bool | None = None
    review_overdue: bool | None = None


LiftOutcome = Literal["as_expected", "less", "more"]


@dataclass(frozen=True, slots=True)
class LiftFindings:
    """What the finished actions of a touchpoint were to bring, beside what customers said since, in scale points.

    `expected` is the sum of their lifts. `measured` is how experience moved from the wave `since` to the wave `until`
    (ids), with its 95 % interval; None where the two are not compared or nothing was measured since. `outcome` says on
    which side of the interval the expectation lies, None without one.
    """

    expected: float
    measured: float | None = None
    low: float | None = None
    high: float | None = None
    since: str = ""
    until: str = ""
    outcome: LiftOutcome | None = None
