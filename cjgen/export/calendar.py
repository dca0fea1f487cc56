"""`data/<id>-plan.ics`: when actions are due and when they are looked at, as events of a whole day (RFC 5545).

What is due in a month or a year stands on its last day. The same plan gives the same bytes: events are stamped with the
date of the report, or with their own day where there is none, and their names (UID) are made of the ids of journey
and touchpoint and the title of the action, as a UUID that shows none of these (RFC 4122, version 5). A calendar
that reads the file again so knows the events that it has, in whatever order the author puts them.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from datetime import UTC, date, datetime, time
from typing import TYPE_CHECKING, Literal
from uuid import UUID, uuid5

from cjgen.model.findings import JourneyFindings
from cjgen.model.plan import Planned, planned
from cjgen.model.site import Site

if TYPE_CHECKING:
    from icalendar import Event

Occasion = Literal["due", "review"]

_NAMESPACE = UUID("6d1f8d2e-3c55-4f0e-9b7a-5b1f0f7f6c11")
_SUMMARIES: dict[tuple[str, Occasion], str] = {
    ("en", "due"): "Due: {}",
    ("en", "review"): "Review: {}",
    ("nl", "due"): "Gereed: {}",
    ("nl", "review"): "Evaluatie: {}",
}
_NAMES = {"en": "Plan: {}", "nl": "Plan: {}"}


def journey_calendar(found: JourneyFindings, language: str) -> bytes:
    """The calendar of one journey's plan; `language` is that of the words around the author's."""
    return _calendar(found.journey.title, planned([found]), language)


def site_calendar(site: Site, journeys: Sequence[JourneyFindings]) -> bytes:
    """The calendar of the plan across all journeys."""
    return _calendar(site.title, planned(journeys), site.first_language)


def _calendar(title: str, actions: Sequence[Planned], language: str) -> bytes:
    from icalendar import Calendar

    calendar = Calendar()
    calendar.add("prodid", f"-//cjgen//plan//{language.upper()}")
    calendar.add("version", "2.0")
    calendar.add("method", "PUBLISH")
    for name in ("name", "x-wr-calname"):
        calendar.add(name, _NAMES[language].format(title))
    for event in _events(actions, language):
        calendar.add_component(event)
    return bytes(calendar.to_ical())


def _events(actions: Sequence[Planned], language: str) -> Iterator[Event]:
    seen: Counter[tuple[str, str, str]] = Counter()
    for each in actions:
        same = each.journey.journey.id, each.touchpoint.touchpoint.id, str(each.action.title)
        days: tuple[tuple[Occasion, date | None], ...] = (
            ("due", each.action.due_day),
            ("review", each.action.review_day),
        )
        for occasion, day in days:
            if day is not None:
                yield _event(each, occasion, day, seen[same], language)
        seen[same] += 1


def _event(each: Planned, occasion: Occasion, day: date, again: int, language: str) -> Event:
    from icalendar import Event

    journey, touchpoint, action = each.journey.journey, each.touchpoint.touchpoint, each.action
    name = "\n".join((journey.id, touchpoint.id, str(action.title), str(again), occasion))
    event = Event()
    event.add("uid", str(uuid5(_NAMESPACE, name)))
    event.add("dtstamp", datetime.combine(each.journey.as_of or day, time(), UTC))
    event.add("dtstart", day)
    event.add("summary", _SUMMARIES[language, occasion].format(action.title))
    about = [touchpoint.title, journey.title, *([action.owner] if action.owner is not None else [])]
    event.add("description", "\n".join(str(text) for text in about))
    # a reminder takes no time of the day
    event.add("transp", "TRANSPARENT")
    return event
