"""A finished file of the site, in memory."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from hashlib import sha256


def report_path(journey_id: str) -> str:
    """Where a journey's report lies, from the root of the site."""
    return f"journeys/{journey_id}.html"


def whole_path(journey_id: str) -> str:
    """Where a journey's whole report lies, in one piece to be printed, from the root of the site."""
    return f"whole/{journey_id}.html"


def plan_path(journey_id: str) -> str:
    """Where a journey's plan lies, from the root of the site."""
    return f"journeys/{journey_id}-plan.html"


def sheet_path(journey_id: str) -> str:
    """Where a journey's talk sheet lies, from the root of the site."""
    return f"journeys/{journey_id}-sheet.html"


def done_path(journey_id: str) -> str:
    """Where the page lies that tells a journey's customers what was done, from the root of the site."""
    return f"journeys/{journey_id}-done.html"


PLAN = "plan.html"
"""Where the plan across all journeys of a tree lies, from the root of the tree."""


def calendar_path(name: str) -> str:
    """Where the calendar of due dates and reviews of a journey, or of `site`, lies, from the root of the site."""
    return f"data/{name}-plan.ics"


def actions_path(name: str) -> str:
    """Where the table of the actions of a journey, or of `site`, lies, from the root of the site."""
    return f"data/{name}-plan.csv"


def data_path(name: str) -> str:
    """Where the data file of a journey, or of `site`, lies, from the root of the site."""
    return f"data/{name}.json"


def table_path(name: str) -> str:
    """Where the table of a journey's figures lies, from the root of the site."""
    return f"data/{name}.csv"


@dataclass(frozen=True, slots=True)
class Tree:
    """The pages in one language: `folder` is where they lie, such as `nl/`; empty for the root of the site."""

    language: str
    folder: str

    def report(self, journey_id: str) -> str:
        """Where a journey's report lies, from the root of the site."""
        return self.folder + report_path(journey_id)

    def whole(self, journey_id: str) -> str:
        """Where a journey's whole report lies, from the root of the site."""
        return self.folder + whole_path(journey_id)

    def plan(self, journey_id: str) -> str:
        """Where a journey's plan lies, from the root of the site."""
        return self.folder + plan_path(journey_id)

    def sheet(self, journey_id: str) -> str:
        """Where a journey's talk sheet lies, from the root of the site."""
        return self.folder + sheet_path(journey_id)

    def done(self, journey_id: str) -> str:
        """Where the page lies that tells a journey's customers what was done, from the root of the site."""
        return self.folder + done_path(journey_id)

    def repeats(self, path: str) -> bool:
        """Whether the page at `path`, from the root of the site, says again what another page of the tree says."""
        whole = path.startswith(self.folder + whole_path("").removesuffix(".html"))
        return whole or (path.startswith(self.folder) and path.endswith(sheet_path("").rpartition("/")[2]))


@dataclass(frozen=True, slots=True)
class Page:
    """A file of the output: `path` relative to the output folder, with `/`, and its bytes."""

    path: str
    content: bytes

    @property
    def digest(self) -> str:
        """The SHA-256 of the bytes, in hexadecimal digits."""
        return sha256(self.content).hexdigest()

    @property
    def size(self) -> int:
        """The number of bytes."""
        return len(self.content)


@dataclass(frozen=True, slots=True)
class Pieces:
    """What one journey brings to the pages on all of them, as HTML.

    `card` stands on the portfolio, `rules` in the table of rules on the method page, by the language of that.
    """

    card: str
    rules: Mapping[str, str]


@dataclass(frozen=True, slots=True)
class KeptPage:
    """A file of the output whose bytes were made by an earlier build, and are fetched only where they are needed.

    `digest` is the SHA-256 of the bytes in hexadecimal digits, `size` their number; `fetch` brings them.
    """

    path: str
    digest: str
    size: int
    fetch: Callable[[], bytes]

    @property
    def content(self) -> bytes:
        """The bytes."""
        return self.fetch()


@dataclass(frozen=True, slots=True)
class Theme:
    """A theme as read from its folder, its parents included.

    `templates` maps a template's name to its text: `report.html` is the nearest one, `!default/report.html`
    that of the theme called `default`. `static` maps a path under `static/` to its bytes, nearest first. `files` maps
    a template's name, or `static/` and such a path, to the file in which it stands, for messages.
    """

    name: str
    templates: Mapping[str, str]
    files: Mapping[str, str]
    static: Mapping[str, bytes]

    def is_own(self, name: str) -> bool:
        """Whether `files` holds an author's file under `name`; those of bundled themes are named in brackets."""
        return not self.files[name].startswith("<")
