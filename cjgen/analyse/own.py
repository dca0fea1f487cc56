"""Our own view of touchpoints beside that of customers: blind spots, what is undersold, and how well it agrees."""

from __future__ import annotations

import math
from collections.abc import Iterator, Sequence
from math import fsum

from cjgen.analyse.agreement import bias, kendall, mean_absolute_error
from cjgen.analyse.equality import descending
from cjgen.model.findings import Figure
from cjgen.model.journey import Journey, Touchpoint
from cjgen.model.own import OWN_AXES, OwnAgreement, OwnAxis, OwnEstimate, OwnView
from cjgen.model.score import SMALL_SAMPLE, TOLERANCE

Compared = tuple[Touchpoint, Sequence[OwnEstimate], Figure | None]
"""A touchpoint with its own figures on one axis and that of customers."""


def own_estimates(
    journey: Journey, touchpoint: Touchpoint, importance: Figure | None, experience: Figure | None
) -> tuple[OwnEstimate, ...]:
    """The own figures of one touchpoint beside those of customers: on each axis the mean of all, then one by one.

    An own figure above the customers' interval is a blind spot, below it the touchpoint is undersold; of two to five
    customers the interval is rounded outwards to whole points, as it is told.
    """
    found = []
    for axis, customers in zip(OWN_AXES, (importance, experience), strict=True):
        values = [(entry, getattr(own, axis)) for entry, own in enumerate(touchpoint.own)]
        known = [(entry, value) for entry, value in values if value is not None]
        if known:
            mean = fsum(value for _, value in known) / len(known)
            entries: list[tuple[int | None, float]] = [(None, mean), *known]
            found += [_estimate(journey, axis, entry, value, customers) for entry, value in entries]
    return tuple(found)


def own_agreement(
    journey: Journey, items: Sequence[tuple[Touchpoint, Sequence[OwnEstimate], Figure | None, Figure | None]]
) -> tuple[OwnAgreement, ...]:
    """How well own figures agree with customers, on each axis: over all departments, then by department.

    `items` are the touchpoints in their order with their own figures and the customers' importance and experience.
    Departments stand in the order in which they are first named; they are left out where there is only one view.
    """
    found = []
    for position, axis in enumerate(OWN_AXES):
        compared: list[Compared] = [
            (item[0], [each for each in item[1] if each.axis == axis], (item[2], item[3])[position]) for item in items
        ]
        departments = list(dict.fromkeys(own.by for item in items for own in item[0].own if own.by is not None))
        several = any(len(estimates) > 2 for _, estimates, _ in compared) or len(departments) > 1
        for by in (None, *(departments if several else ())):
            agreement = _agreement(journey, axis, by, compared)
            if agreement is not None:
                found.append(agreement)
    return tuple(found)


def _estimate(
    journey: Journey, axis: OwnAxis, entry: int | None, value: float, customers: Figure | None
) -> OwnEstimate:
    gap = value - customers.score.mean if customers is not None and _comparable(customers) else None
    return OwnEstimate(axis, entry, value, gap, _view(journey, axis, value, customers) if gap is not None else None)


def _comparable(customers: Figure) -> bool:
    """Whether customers gave the figure, on the scale on which we estimated it."""
    return customers.score.source not in ("estimated", "derived")


def _view(journey: Journey, axis: OwnAxis, value: float, customers: Figure | None) -> OwnView | None:
    if customers is None or customers.low is None or customers.high is None:
        return None
    slack = TOLERANCE * (journey.scale.importance if axis == "importance" else journey.scale.experience).width
    low, high = customers.low, customers.high
    if (customers.score.n or 0) < SMALL_SAMPLE:  # few customers carry no decimals, nor do the ends of their interval
        low, high = math.floor(low + slack), math.ceil(high - slack)
    if value > high + slack:
        return "blind_spot"
    return "undersold" if value < low - slack else "agrees"


def _agreement(journey: Journey, axis: OwnAxis, by: str | None, compared: Sequence[Compared]) -> OwnAgreement | None:
    width = (journey.scale.importance if axis == "importance" else journey.scale.experience).width
    pairs = list(_pairs(by, compared))
    if not pairs:
        return None
    judged = [(touchpoint.id, estimate) for touchpoint, estimate, _ in pairs if estimate.gap is not None]
    gapped = [(estimate.value, estimate.value - estimate.gap) for _, estimate in judged if estimate.gap is not None]
    ranked = [(estimate.value, customers) for _, estimate, customers in pairs]
    return OwnAgreement(
        axis=axis,
        by=by,
        n=len(pairs),
        bias=bias(*zip(*gapped, strict=True)) if gapped else None,
        error=mean_absolute_error(*zip(*gapped, strict=True)) if gapped else None,
        tau=kendall([own for own, _ in ranked], [theirs for _, theirs in ranked], width) if len(ranked) > 1 else None,
        blind_spots=_largest_first(judged, "blind_spot", width),
        undersold=_largest_first(judged, "undersold", width),
    )


def _pairs(by: str | None, compared: Sequence[Compared]) -> Iterator[tuple[Touchpoint, OwnEstimate, float]]:
    """The touchpoints of which both figures are known, with the department's own figure, or the mean of all."""
    for touchpoint, estimates, customers in compared:
        if customers is None or customers.score.source == "estimated":
            continue
        for estimate in estimates:
            name = None if estimate.entry is None else touchpoint.own[estimate.entry].by
            if (estimate.entry is None) == (by is None) and name == by:
                yield touchpoint, estimate, customers.score.mean
                break


def _largest_first(judged: Sequence[tuple[str, OwnEstimate]], view: OwnView, width: float) -> tuple[str, ...]:
    seen = [(name, abs(estimate.gap or 0.0)) for name, estimate in judged if estimate.view == view]
    return tuple(seen[place][0] for place in descending([gap for _, gap in seen], width))
