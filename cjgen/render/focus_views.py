"""What the templates get of focus areas and costs of failure: texts, ready to be shown."""

from __future__ import annotations

from dataclasses import dataclass

from markupsafe import Markup


@dataclass(frozen=True, slots=True)
class ShortListRow:
    """A touchpoint on the first screen: `facts` are who, hours, money or figures, and how sure."""

    anchor: str
    title: str
    facts: tuple[str | Markup, ...]


@dataclass(frozen=True, slots=True)
class ShortListView:
    """At most three touchpoints on the first screen; `title` says whether they are focus areas. `more` there are."""

    title: str
    rows: tuple[ShortListRow, ...]
    more: Markup | None


@dataclass(frozen=True, slots=True)
class AreaRow:
    """A touchpoint that was chosen, or that falls off: a cell for each column of its table, None for nothing.

    `href` is where its report speaks of it. Over all journeys `journey` is the title of its own, whose report is in
    `language`, and `verdict` with its `mark` and certainty what was said of it.
    """

    href: str
    title: str
    cells: tuple[str | Markup | None, ...]
    journey: str | None = None
    language: str = ""
    basic: bool = False
    mark: str = ""
    verdict: str = ""
    certainty: str | None = None
    certainty_label: str | None = None
    probability: str | None = None


@dataclass(frozen=True, slots=True)
class AreasView:
    """A table of areas: the titles of its columns after the first, its rows, and how many more there are."""

    columns: tuple[str, ...]
    rows: tuple[AreaRow, ...]
    more: Markup | None = None


@dataclass(frozen=True, slots=True)
class FocusView:
    """The focus areas: what is to be said of them, those chosen and those that fall off, the most valuable first.

    `following` says what comes in with a little more, None where nothing does.
    """

    sentences: tuple[Markup, ...]
    chosen: AreasView | None
    left_out: AreasView | None
    following: Markup | None


@dataclass(frozen=True, slots=True)
class FailuresView:
    """The touchpoints whose failure costs most over all journeys, and what all of it costs together."""

    sentences: tuple[Markup, ...]
    costs: AreasView
