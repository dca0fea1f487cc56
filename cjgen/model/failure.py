"""The cost of failure: what it takes to put right what went wrong."""

from dataclasses import dataclass
from math import fsum
from typing import Annotated, Self

from pydantic import Field, model_validator
from pydantic_core import PydanticCustomError

from cjgen.model.declaration import Amount, Count, Declared, Line, key

CUSTOMER = "customer"
"""The role of the customer, whose time is counted apart from money."""


class FailureStep(Declared):
    """One step of putting it right."""

    who: Line = key("the role that does it; `customer` for the customer", audience="client")
    what: Line = key("what is done", audience="client")
    minutes: Amount | None = key("how many minutes it takes", audience="client", default=None)
    cost: Amount | None = key("what it costs beside the time, in money", audience="client", default=None)


class Failure(Declared):
    """A process that is only there because something went wrong, step by step."""

    title: Line = key("what goes wrong", audience="client")
    per_year: Count | None = key("how often it goes wrong in a year", audience="client", default=None)
    rates: Annotated[dict[str, Amount], Field(strict=True)] = key(
        "what an hour costs in money, by role", audience="client", default={}
    )
    steps: Annotated[tuple[FailureStep, ...], Field(min_length=1, strict=False)] = key(
        "what has to be done each time, in order", audience="client"
    )

    @model_validator(mode="after")
    def _customers_have_no_rate(self) -> Self:
        if CUSTOMER in self.rates:
            message = {
                "message": "`rates` holds `customer`, but the customer's time is counted apart from money",
                "example": "leave that rate out",
            }
            raise PydanticCustomError("together", "misfit", message)
        return self


@dataclass(frozen=True, slots=True)
class RoleCost:
    """What one role puts into one case.

    `labour` is its minutes in money, None where the role has no rate (0 where it has no minutes); `costs` is what its
    steps cost beside the time. `step` is the position of its first step, which holds its name.
    """

    who: str
    step: int
    minutes: float
    labour: float | None
    costs: float


@dataclass(frozen=True, slots=True)
class FailureFindings:
    """What one failure costs: per case, and per year where `per_year` is known. Money in the site's currency.

    `roles` are those of the organisation in the order of their first step, `customer` is the customer's part, None
    where it has none. `cost` is all labour and costs of the organisation's roles in one case, None where no rate and
    no cost is known; it is too low by the time of the roles in `unpriced`, which have minutes and no rate.
    """

    roles: tuple[RoleCost, ...]
    customer: RoleCost | None
    cost: float | None
    per_year: int | None

    @property
    def unpriced(self) -> tuple[RoleCost, ...]:
        """The roles whose minutes have no rate."""
        return tuple(role for role in self.roles if role.labour is None)

    @property
    def staff_minutes(self) -> float:
        """Minutes of the organisation in one case."""
        return fsum(role.minutes for role in self.roles)

    @property
    def customer_minutes(self) -> float:
        """Minutes of the customer in one case."""
        return self.customer.minutes if self.customer is not None else 0.0

    @property
    def minutes(self) -> float:
        """Minutes of everybody in one case."""
        return self.staff_minutes + self.customer_minutes

    @property
    def cost_per_year(self) -> float | None:
        """Money in a year; None unless cost and frequency are known."""
        return None if self.cost is None or self.per_year is None else self.cost * self.per_year


@dataclass(frozen=True, slots=True)
class FailureTotals:
    """What all failures of a journey cost in a year: money, and minutes of customers and of the organisation.

    `per_year` is None where no cost is known. `left_out` are the touchpoints (ids) whose failure is not, or not fully,
    in it: its frequency, or the rate of a role, is not known.
    """

    per_year: float | None
    customer_minutes: float
    staff_minutes: float
    left_out: tuple[str, ...] = ()
