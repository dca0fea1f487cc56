"""`data/<id>-plan.csv`: the actions of a plan as a table for a spreadsheet, written as the table of figures is."""

from __future__ import annotations

from collections.abc import Sequence

from cjgen.export.csv import Cell, table
from cjgen.model.findings import JourneyFindings
from cjgen.model.plan import Planned, planned


def actions_table(journeys: Sequence[JourneyFindings], currency: str) -> bytes:
    """The actions of these journeys, in the author's order, a row each; costs are in `currency`, an ISO 4217 code."""
    return table([_row(each, currency) for each in planned(journeys)])


def _row(each: Planned, currency: str) -> dict[str, Cell]:
    focus, action = each.journey.focus, each.action
    areas = [area.touchpoint for area in focus.chosen] if focus is not None else []
    return {
        "journey": each.journey.journey.id,
        "journey_title": each.journey.journey.title,
        "touchpoint": each.touchpoint.touchpoint.id,
        "touchpoint_title": each.touchpoint.touchpoint.title,
        "focus": each.touchpoint.touchpoint.id in areas,
        "title": action.title,
        "owner": action.owner,
        "status": action.status,
        "hours": action.hours,
        "cost": action.cost,
        "currency": currency if action.cost is not None else None,
        "lift": action.lift,
        "effect": " ".join(action.effect) or None,
        "due": action.due,
        "overdue": each.found.overdue,
        "review": action.review,
        "review_overdue": each.found.review_overdue,
        "result": action.result,
    }
