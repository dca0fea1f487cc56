"""What templates get of parts of the customers and of what goes together: drivers, segments and waves."""

from __future__ import annotations

from dataclasses import dataclass

from markupsafe import Markup


@dataclass(frozen=True, slots=True)
class DriverRow:
    """A touchpoint's share in what goes together with the outcome."""

    number: int
    anchor: str
    title: str
    share: str
    interval: tuple[str, str] | None


@dataclass(frozen=True, slots=True)
class ContrastRow:
    """What low and top ratings of a touchpoint go together with: points of the outcome, and how many customers.

    `seen` is the kind that the answers show, or why they show none; `kind` the one that the author gave, None where
    nothing was written.
    """

    number: int
    anchor: str
    title: str
    penalty: str | None
    reward: str | None
    low: str
    top: str
    seen: str
    kind: str | None


@dataclass(frozen=True, slots=True)
class DriversView:
    """What goes together with the outcome; `missing` says why that is not known, and then there are no rows.

    `contrast` are the touchpoints whose answers show a kind, or that were given one, and `kinds` sentences about basics
    and delights in the answers; `given` says that any was given.
    """

    title: str
    sentences: tuple[Markup, ...]
    missing: Markup | None
    rows: tuple[DriverRow, ...]
    kinds: tuple[Markup, ...]
    contrast: tuple[ContrastRow, ...]
    given: bool


@dataclass(frozen=True, slots=True)
class GroupHead:
    """The head of a column: a segment or wave, with how many customers, and how much it counts."""

    title: str
    n: str | None
    value: str | None = None


@dataclass(frozen=True, slots=True)
class GroupCell:
    """A figure of a group and its verdict; without a figure, `note` says why. `mark` is None where none is given.

    `unsure` is the certainty of a verdict that is borderline or a guess, in a word, else None.
    """

    figure: str | None
    interval: tuple[str, str] | None = None
    mark: str | None = None
    verdict: str | None = None
    note: str | None = None
    unsure: str | None = None


@dataclass(frozen=True, slots=True)
class SegmentRow:
    """A touchpoint, or with an `anchor` of None the journey as a whole: the total and each segment."""

    number: int | None
    anchor: str | None
    title: str
    cells: tuple[GroupCell, ...]
    weighed: str | None
    differ: bool


@dataclass(frozen=True, slots=True)
class SegmentsView:
    """The segments of one column side by side, the total first; `weighed` says that there is a column for that."""

    anchor: str
    title: str
    sentences: tuple[Markup, ...]
    heads: tuple[GroupHead, ...]
    weighed: bool
    rows: tuple[SegmentRow, ...]
    notes: tuple[Markup, ...]


@dataclass(frozen=True, slots=True)
class TrendRow:
    """A touchpoint, or with an `anchor` of None the journey as a whole, over the waves, and what moved since the last.

    `word` says whether the difference holds, `held` that it does.
    """

    number: int | None
    anchor: str | None
    title: str
    cells: tuple[GroupCell, ...]
    difference: str | None
    margin: str | None
    word: str
    held: bool


@dataclass(frozen=True, slots=True)
class MarkView:
    """A verdict: its shape and its word."""

    mark: str
    verdict: str


@dataclass(frozen=True, slots=True)
class VerdictChangeView:
    """A touchpoint whose verdict is another one than in the wave before."""

    anchor: str
    title: str
    before: MarkView
    after: MarkView


@dataclass(frozen=True, slots=True)
class TrendView:
    """The waves side by side, oldest first, and what moved from the last but one to the last.

    `changes` are the verdicts that changed with certainty, `uncertain` a sentence about the others; `anew` says that
    importance is another one in each wave.
    """

    sentences: tuple[Markup, ...]
    heads: tuple[GroupHead, ...]
    rows: tuple[TrendRow, ...]
    changes: tuple[VerdictChangeView, ...]
    uncertain: Markup | None
    anew: Markup | None
    notes: tuple[Markup, ...]


@dataclass(frozen=True, slots=True)
class MovedRow:
    """Something that moved since the last wave, on the portfolio; `href` is where its report speaks of it.

    `title` is that of the touchpoint, None for the journey as a whole. `change` says what moved by how much, None
    where only the verdict is another one. `unclear`: the verdict is another one, but that may be chance.
    """

    href: str
    title: str | None
    language: str
    journey: str
    wave: str
    change: Markup | None
    before: MarkView | None
    after: MarkView | None
    unclear: bool


@dataclass(frozen=True, slots=True)
class MovedView:
    """What moved since the last wave over all journeys: the first rows, and how many more there are."""

    sentences: tuple[Markup, ...]
    rows: tuple[MovedRow, ...]
    more: Markup | None
