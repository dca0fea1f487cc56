"""What templates get of what stands beside customers' scores: our own view, competitors, deeds, the scan."""

from __future__ import annotations

from dataclasses import dataclass

from markupsafe import Markup


@dataclass(frozen=True, slots=True)
class OwnRow:
    """One touchpoint: what customers say and what we think ourselves, on one axis.

    `own` is the mean where several departments estimated it. `difference` is ours - customers', None where it is not
    printed; `word` says on which side of the customers' interval our estimate lies.
    """

    number: int
    anchor: str
    title: str
    customers: str
    interval: tuple[str, str] | None
    own: str
    difference: str | None
    word: str | None


@dataclass(frozen=True, slots=True)
class AgreementRow:
    """How well one department, or all of them (`by` is None), estimated an axis; None where a figure is not known.

    `above` and `below` list the numbers of the touchpoints that lie on that side of what customers say.
    """

    by: str | None
    n: str
    bias: str | None
    error: str | None
    tau: str | None
    order: str | None
    above: str | None
    below: str | None


@dataclass(frozen=True, slots=True)
class OwnAxisView:
    """Our own estimates on one axis, the one that is most too high first, and what is not compared and why.

    `importance` says which axis it is; `above` and `below` are what an estimate above or below the customers' interval
    is called.
    """

    importance: bool
    title: str
    sentences: tuple[Markup, ...]
    rows: tuple[OwnRow, ...]
    agreement: tuple[AgreementRow, ...]
    above: str
    below: str
    notes: tuple[Markup, ...]


@dataclass(frozen=True, slots=True)
class OwnView:
    """Our own view beside that of customers: experience first, then importance."""

    axes: tuple[OwnAxisView, ...]


@dataclass(frozen=True, slots=True)
class CompetitorCell:
    """The experience at one competitor, and where we stand beside it; `standing` is None where nothing is compared.

    `difference` is ours - theirs, None where it is not printed; `unsure` says that not both margins are known;
    `estimated` that the figure is our own estimate.
    """

    figure: str
    difference: str | None
    interval: tuple[str, str] | None
    standing: str | None
    unsure: bool
    estimated: bool


@dataclass(frozen=True, slots=True)
class CompetitorRow:
    """One touchpoint: our experience, and that of each competitor in the order of the heads, None where not known.

    An estimate of ours is none of customers, and not shown here.
    """

    number: int
    anchor: str
    title: str
    ours: str | None
    interval: tuple[str, str] | None
    cells: tuple[CompetitorCell | None, ...]


@dataclass(frozen=True, slots=True)
class CompetitorsView:
    """Competitors beside us: a column for each."""

    sentences: tuple[Markup, ...]
    heads: tuple[str, ...]
    rows: tuple[CompetitorRow, ...]
    notes: tuple[Markup, ...]


@dataclass(frozen=True, slots=True)
class LoyaltyRow:
    """One thing that customers did: the share with its interval, the same before, and whether it moved.

    Shares of two to five customers are not printed: `share` and `before` are None, `counts` and `counts_before` stay.
    `difference` and its interval are in points of a hundred.
    """

    title: str
    period: str | None
    share: str | None
    interval: tuple[str, str] | None
    counts: str
    before: str | None
    before_interval: tuple[str, str] | None
    counts_before: str | None
    difference: str | None
    difference_interval: tuple[str, str] | None
    word: str | None


@dataclass(frozen=True, slots=True)
class LoyaltyView:
    """What customers did beside what they said; `before`: of any of it the period before is known.

    `parted` says where deeds and words part, a sentence each.
    """

    parted: tuple[Markup, ...]
    sentences: tuple[Markup, ...]
    rows: tuple[LoyaltyRow, ...]
    before: bool


@dataclass(frozen=True, slots=True)
class ScanRow:
    """A question of the scan, its answer in a word, and what stands behind it."""

    question: str
    answer: str
    note: str | None


@dataclass(frozen=True, slots=True)
class ScanView:
    """The scan of the organisation: what to work on, `no` before `partly`, and what is in order."""

    sentence: Markup
    to_work_on: tuple[ScanRow, ...]
    in_order: tuple[ScanRow, ...]


@dataclass(frozen=True, slots=True)
class VisionView:
    """What owners or board want with customers, and which touchpoints are not in line with it."""

    text: str
    source: str | None
    misfits: Markup | None
