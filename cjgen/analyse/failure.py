"""The cost of failure: minutes and money by role, per case and per year."""

from __future__ import annotations

from collections.abc import Iterable
from math import fsum

from cjgen.model.failure import CUSTOMER, Failure, FailureFindings, FailureTotals, RoleCost


def failure_findings(failure: Failure | None) -> FailureFindings | None:
    """What one failure costs each time, by role; None where none is described.

    Labour is minutes / 60 x rate. The customer's minutes, and what a step costs the customer, are no money of ours.
    """
    if failure is None:
        return None
    names = list(dict.fromkeys(str(step.who) for step in failure.steps))
    parts = [_role(failure, name) for name in names]
    roles = tuple(role for role in parts if role.who != CUSTOMER)
    known = any(step.cost is not None for step in failure.steps if str(step.who) != CUSTOMER) or any(
        role.minutes and role.labour is not None for role in roles
    )
    return FailureFindings(
        roles=roles,
        customer=next((role for role in parts if role.who == CUSTOMER), None),
        cost=fsum(value for role in roles for value in (role.labour or 0.0, role.costs)) if known else None,
        per_year=failure.per_year,
    )


def _role(failure: Failure, name: str) -> RoleCost:
    steps = [(place, step) for place, step in enumerate(failure.steps) if str(step.who) == name]
    minutes = fsum(step.minutes or 0.0 for _, step in steps)
    rate = failure.rates.get(name)
    return RoleCost(
        who=name,
        step=steps[0][0],
        minutes=minutes,
        labour=minutes / 60 * rate if rate is not None else None if minutes else 0.0,
        costs=fsum(step.cost or 0.0 for _, step in steps),
    )


def failure_totals(failures: Iterable[tuple[str, FailureFindings | None]]) -> FailureTotals | None:
    """What all failures cost in a year, by touchpoint id; None where none is described."""
    described = [(name, found) for name, found in failures if found is not None]
    if not described:
        return None
    yearly = [(found, found.per_year) for _, found in described if found.per_year is not None]
    costs = [found.cost_per_year for found, _ in yearly if found.cost_per_year is not None]
    return FailureTotals(
        per_year=fsum(costs) if costs else None,
        customer_minutes=fsum(found.customer_minutes * times for found, times in yearly),
        staff_minutes=fsum(found.staff_minutes * times for found, times in yearly),
        left_out=tuple(name for name, found in described if found.cost_per_year is None or found.unpriced),
    )
