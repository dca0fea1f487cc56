"""Actions against the calendar and against what customers said since."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from datetime import date
from math import fsum

from cjgen.analyse.nps import Z
from cjgen.model.action import Action, ActionFindings, LiftFindings, LiftOutcome
from cjgen.model.findings import Change
from cjgen.model.score import TOLERANCE


def action_findings(action: Action, as_of: date | None) -> ActionFindings:
    """Whether the action is overdue on the date of the report; not known (None) without such a date.

    A month or a year ends on its last day: something due in `2026-11` is overdue from 1 December on.
    """
    if as_of is None:
        return ActionFindings()
    return ActionFindings(overdue=_passed(action.due_day, as_of), review_overdue=_passed(action.review_day, as_of))


def _passed(day: date | None, as_of: date) -> bool:
    return day is not None and day < as_of


def lift_findings(actions: Sequence[Action], change: Change | None, width: float) -> LiftFindings | None:
    """What the finished actions of a touchpoint were to lift beside how its experience moved since the last wave.

    `change` is that of its experience, None where it has no earlier wave. The interval is the change ± z se; the
    expectation above it means that it brought less, below it that it brought more. None where no finished action
    expects a lift.
    """
    expected = [action.lift for action in actions if action.status == "done" and action.lift is not None]
    if not expected:
        return None
    found = LiftFindings(fsum(expected))
    if change is None or change.difference is None or change.se is None:
        return found
    low, high = change.difference - Z * change.se, change.difference + Z * change.se
    return replace(
        found,
        measured=change.difference,
        low=low,
        high=high,
        since=change.since,
        until=change.until,
        outcome=_outcome(found.expected, low, high, TOLERANCE * width),
    )


def _outcome(expected: float, low: float, high: float, slack: float) -> LiftOutcome:
    if expected > high + slack:
        return "less"
    return "more" if expected < low - slack else "as_expected"
