"""The plan: the actions of one or several journeys, each with the touchpoint that it is about."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from cjgen.model.action import Action, ActionFindings
from cjgen.model.findings import JourneyFindings, TouchpointFindings


@dataclass(frozen=True, slots=True)
class Planned:
    """An action with what is found about it, the touchpoint and the journey that it belongs to."""

    journey: JourneyFindings
    touchpoint: TouchpointFindings
    action: Action
    found: ActionFindings


def planned(journeys: Iterable[JourneyFindings]) -> tuple[Planned, ...]:
    """Every action of the journeys, in the author's order."""
    return tuple(
        Planned(journey, item, action, found)
        for journey in journeys
        for item in journey.touchpoints
        for action, found in zip(item.touchpoint.actions, item.actions, strict=True)
    )


def has_dates(actions: Iterable[Planned]) -> bool:
    """Whether there is a day to remember: an open action that is due, or one that is still to be looked at."""
    return any(each.action.due_day is not None or each.action.review_day is not None for each in actions)
