"""Charts: which there are, and the texts and links that a page gives them."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Literal

from cjgen.model.findings import Mark

ChartKind = Literal[
    "matrix", "curve", "curve-down", "counts", "nps", "promise", "drivers", "own", "trend", "moved", "sparkline"
]
REPORT_CHARTS: tuple[ChartKind, ...] = (
    "matrix",
    "curve",
    "curve-down",
    "counts",
    "nps",
    "promise",
    "drivers",
    "own",
    "trend",
    "moved",
)
"""The kinds that a report shows; the sparkline is the portfolio's."""
CHART_KINDS: tuple[ChartKind, ...] = (*REPORT_CHARTS, "sparkline")


@dataclass(frozen=True, slots=True)
class ChartTexts:
    """The words of a chart, in the page's language; a chart translates nothing.

    `title` names the chart and `description` says what it shows, in whole sentences: both are for who cannot
    see it. The others stand in the drawing and are a few words at most; an empty one is not drawn.

    Axes: `importance`, `experience` and `promise` name them. Lines: `importance_line`, `experience_line`,
    `drop_line` (matrix and curve), `promise_line` (the mean promise score), `nps_line`, `target_line` and
    `benchmark_line`, each with its figure ("norm 7,5"). `no_experience` names the place of touchpoints that
    have no experience. `verdicts` has a word for each mark, `shares` for `promoters`, `passives` and
    `detractors` a word and the share, on two lines. `weak`, `valued` and `unvalued` are the key of the promise.
    `figures` are the shares of the drivers by touchpoint id, and the NPS by wave id; `waves` the titles of the waves
    by id. `before` and `after` name the last two waves where it is shown what moved, `clear` and `unclear` what holds
    and what may be chance. `customers` and `own` name those whose view of the experience stands side by side.
    """

    title: str
    description: str
    importance: str = ""
    experience: str = ""
    promise: str = ""
    importance_line: str = ""
    experience_line: str = ""
    drop_line: str = ""
    promise_line: str = ""
    nps_line: str = ""
    target_line: str = ""
    benchmark_line: str = ""
    no_experience: str = ""
    verdicts: Mapping[Mark, str] = field(default_factory=dict)
    shares: Mapping[str, str] = field(default_factory=dict)
    weak: str = ""
    valued: str = ""
    unvalued: str = ""
    figures: Mapping[str, str] = field(default_factory=dict)
    waves: Mapping[str, str] = field(default_factory=dict)
    before: str = ""
    after: str = ""
    clear: str = ""
    unclear: str = ""
    customers: str = ""
    own: str = ""


@dataclass(frozen=True, slots=True)
class Link:
    """Where a point of a chart leads on its own page: `href` begins with `#`; `title` names the touchpoint.

    `language` is that of the title where it is not the page's.
    """

    href: str
    title: str
    language: str | None = None


def stage_letter(index: int) -> str:
    """The letter of a stage by which a chart and its list name it; `index` counts from 0: A to Z, AA, AB, ..."""
    letters = ""
    index += 1
    while index:
        index, rest = divmod(index - 1, 26)
        letters = chr(ord("A") + rest) + letters
    return letters
