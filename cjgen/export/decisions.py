"""What follows from verdicts, as the data files hold it: focus, cost of failure, own view, competitors, actions."""

from __future__ import annotations

from dataclasses import asdict
from typing import Any

from cjgen.model.failure import Failure, FailureFindings, FailureTotals, RoleCost
from cjgen.model.findings import JourneyFindings, TouchpointFindings
from cjgen.model.focus import FocusArea, FocusFindings, LeftOut, Pool
from cjgen.model.own import CompetitorFindings
from cjgen.model.score import ScoreForm


def focus_data(found: FocusFindings | None) -> dict[str, Any] | None:
    """The focus of one journey; touchpoints by their ids."""
    if found is None:
        return None
    return {
        "limit": found.limit,
        "capacity": _capacity(found),
        "own": found.own,
        "by_lift": found.by_lift,
        "used": {"hours": found.used_hours, "budget": found.used_budget},
        "chosen": [area.touchpoint for area in found.chosen],
        "left_out": [{"id": out.area.touchpoint, **_because(out)} for out in found.left_out],
        "areas": [_area(area) for area in (*found.chosen, *(out.area for out in found.left_out))],
        "next_in": found.next_in.area.touchpoint if found.next_in is not None else None,
    }


def pool_data(pool: Pool) -> dict[str, Any]:
    """What is worked on over all journeys; areas by the ids of journey and touchpoint. `own` by journey id."""
    return {
        **_whole(pool.shared),
        "own": {journey: _whole(found) for journey, found in pool.own.items()},
    }


def _whole(found: FocusFindings) -> dict[str, Any]:
    return {
        "limit": found.limit,
        "capacity": _capacity(found),
        "by_lift": found.by_lift,
        "used": {"hours": found.used_hours, "budget": found.used_budget},
        "chosen": [{"journey": area.journey, **_area(area)} for area in found.chosen],
        "left_out": [{"journey": out.area.journey, **_area(out.area), **_because(out)} for out in found.left_out],
        "next_in": _named(found.next_in.area) if found.next_in is not None else None,
    }


def _capacity(found: FocusFindings) -> dict[str, Any] | None:
    if found.hours is None and found.budget is None:
        return None
    return {"hours": found.hours, "budget": found.budget}


def _because(out: LeftOut) -> dict[str, Any]:
    return {"because": out.because, "bring_in": out.bring_in._asdict() if out.bring_in is not None else None}


def _named(area: FocusArea) -> dict[str, str]:
    return {"journey": area.journey, "id": area.touchpoint}


def _area(area: FocusArea) -> dict[str, Any]:
    return {
        "id": area.touchpoint,
        "value": area.value,
        "failing_basic": area.failing_basic,
        "hours": area.hours,
        "cost": area.cost,
        "effects": list(area.effects),
    }


def failure_cost_data(total: FailureTotals | None) -> dict[str, Any] | None:
    """What all failures of a journey cost in a year."""
    return {**asdict(total), "left_out": list(total.left_out)} if total is not None else None


def journey_decisions(found: JourneyFindings) -> dict[str, Any]:
    """What a journey adds: vision, own view, loyalty, the organisation, and what was done with what customers said."""
    journey = found.journey
    return {
        "vision": journey.vision.model_dump() if journey.vision is not None else None,
        "own_agreement": [
            {**asdict(each), "blind_spots": list(each.blind_spots), "undersold": list(each.undersold)}
            for each in found.own
        ],
        "loyalty": [
            {**declared.model_dump(), **asdict(each), "disagreements": list(each.disagreements)}
            for declared, each in zip(journey.loyalty, found.loyalty, strict=True)
        ],
        "organisation": [each.model_dump() for each in journey.organisation],
        "scan": {**asdict(found.scan), "to_work_on": list(found.scan.to_work_on)} if found.scan is not None else None,
        "learned": [each.model_dump() for each in journey.learned],
    }


def touchpoint_decisions(item: TouchpointFindings) -> dict[str, Any]:
    """What a touchpoint adds."""
    touchpoint = item.touchpoint
    return {
        "vision": touchpoint.vision,
        "own_gap": own_gap(item),
        "own": [
            {
                "by": None if each.entry is None else touchpoint.own[each.entry].by,
                "axis": each.axis,
                "mean": each.value,
                "of_all": each.entry is None,
                "gap": each.gap,
                "view": each.view,
            }
            for each in item.own
        ],
        "competitor_gap": competitor_gap(item),
        "competitors": [
            {
                "name": touchpoint.competitor[each.entry].name,
                "number": each.number,
                "experience": _theirs(each, touchpoint.competitor[each.entry].experience),
                "difference": each.difference,
                "low": each.low,
                "high": each.high,
                "standing": each.standing,
                "certain": each.certain,
                "estimated": each.estimated,
            }
            for each in item.competitors
        ],
        "failure": _failure(item.failure, touchpoint.failure),
        "actions": [
            {**declared.model_dump(), "effect": list(declared.effect), **asdict(found)}
            for declared, found in zip(touchpoint.actions, item.actions, strict=True)
        ],
        "lift": asdict(item.lift) if item.lift is not None else None,
        "internal": touchpoint.internal,
    }


def _theirs(found: CompetitorFindings, form: ScoreForm) -> dict[str, Any]:
    return {
        "mean": found.mean,
        "n": found.n,
        "low": found.own_low,
        "high": found.own_high,
        "source": found.source,
        "by": form.by,
        "question": form.question,
    }


def own_gap(item: TouchpointFindings) -> float | None:
    """Mean of our own figures - customers' experience, in scale points; None where one of them is not known."""
    return next((each.gap for each in item.own if each.axis == "experience" and each.entry is None), None)


def competitor_gap(item: TouchpointFindings) -> float | None:
    """Customers' experience - that of the best competitor, in scale points; None where one of them is not known."""
    asked = [each for each in item.competitors if not each.estimated]  # what we guess of them is no figure of theirs
    best = max(asked, key=lambda each: each.mean, default=None)
    return best.difference if best is not None else None


def _failure(found: FailureFindings | None, declared: Failure | None) -> dict[str, Any] | None:
    if found is None or declared is None:
        return None
    return {
        **declared.model_dump(),
        "roles": [_role(role) for role in found.roles],
        "customer": _role(found.customer) if found.customer is not None else None,
        "minutes": found.minutes,
        "customer_minutes": found.customer_minutes,
        "staff_minutes": found.staff_minutes,
        "cost": found.cost,
        "cost_per_year": found.cost_per_year,
        "unpriced": [role.who for role in found.unpriced],
    }


def _role(role: RoleCost) -> dict[str, Any]:
    return {"who": role.who, "minutes": role.minutes, "labour": role.labour, "costs": role.costs}
