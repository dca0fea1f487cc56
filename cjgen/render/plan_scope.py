"""What a plan is made of, and how its page points at things."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from cjgen.model.findings import JourneyFindings, TouchpointFindings
from cjgen.model.focus import FocusFindings, Pool
from cjgen.render.locale import Locale
from cjgen.render.urls import touchpoint_anchor


@dataclass(frozen=True, slots=True)
class Plan:
    """What a plan is made of: its journeys in the words of the page, and how the page points at things.

    `reports` is the address of each journey's report, `languages` its language, by journey id; `across` says that the
    plan is one of all journeys, which it then names beside each touchpoint.
    """

    journeys: Sequence[JourneyFindings]
    focus: Pool | None
    reports: dict[str, str]
    languages: dict[str, str]
    across: bool
    locale: Locale
    currency: str

    @property
    def pools(self) -> tuple[FocusFindings, ...]:
        """What is shared, and what journeys have for themselves."""
        return (self.focus.shared, *self.focus.own.values()) if self.focus is not None else ()

    def href(self, journey: str, touchpoint: str) -> str:
        """Where the report of a journey speaks of a touchpoint."""
        return f"{self.reports[journey]}#{touchpoint_anchor(touchpoint)}"

    def named(self, journey: str, touchpoint: str) -> tuple[JourneyFindings, TouchpointFindings]:
        """The findings of a journey and of one of its touchpoints, by their ids."""
        found = next(each for each in self.journeys if each.journey.id == journey)
        return found, next(item for item in found.touchpoints if item.touchpoint.id == touchpoint)
