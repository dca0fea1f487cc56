"""Loyalty: what customers did, beside what they said."""

from dataclasses import dataclass
from typing import Annotated, Literal, Self

from pydantic import Field, model_validator
from pydantic_core import PydanticCustomError

from cjgen.model.declaration import Count, Declared, Line, key, word

Measure = Literal["repeat", "retention", "referral", "cross_sell"]
MEASURES: tuple[Measure, ...] = ("repeat", "retention", "referral", "cross_sell")


class _Counted(Declared):
    """So many customers did it, of so many who could."""

    count: Count = key("how many customers did it")
    of: Annotated[Count, Field(ge=1)] = key("of how many who could")

    @model_validator(mode="after")
    def _no_more_than_all(self) -> Self:
        if self.count > self.of:
            message = f"`count: {self.count}` is more than `of: {self.of}`: more customers did it than could"
            raise PydanticCustomError("together", "order", {"message": message})
        return self


class EarlierLoyalty(_Counted):
    """The same in the period before."""


class Loyalty(_Counted):
    """What customers did: ordered again, stayed, recommended, bought something else."""

    measure: Annotated[Measure, word(Measure)] = key(
        "repeat: ordered again; retention: stayed; referral: recommended; cross_sell: bought something else"
    )
    period: Line | None = key("in which period", default=None)
    previous: EarlierLoyalty | None = key("the same in the period before", default=None)


Moved = Literal["up", "down", "level"]

Disagreement = Literal["fewer_referred", "stay_dissatisfied", "leave_unsaid", "said_up_did_down", "said_down_did_up"]
"""Where deeds and words part: fewer recommended than say they would; fewer left than are detractors; more left than are
detractors; words went up and deeds down; words went down and deeds up."""


@dataclass(frozen=True, slots=True)
class LoyaltyFindings:
    """One entry of the journey's `loyalty`, in the author's order, as shares (0 to 1) with 95 % intervals.

    Intervals of shares are Wilson's (1927). `before` with `before_low` and `before_high` is the period before, None
    where not written. `difference` is share - before, with its interval (Newcombe 1998); `moved` says whether that
    leaves 0 out. `disagreements` are with what customers said of the whole; `said` is the share of promoters (of a
    referral) or of detractors (of retention) that the share is held against, with `said_low` and
    `said_high`, None without counts of them.
    """

    share: float
    low: float
    high: float
    before: float | None = None
    before_low: float | None = None
    before_high: float | None = None
    difference: float | None = None
    difference_low: float | None = None
    difference_high: float | None = None
    moved: Moved | None = None
    disagreements: tuple[Disagreement, ...] = ()
    said: float | None = None
    said_low: float | None = None
    said_high: float | None = None
