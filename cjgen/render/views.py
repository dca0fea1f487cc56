"""What templates get: texts and marks, ready to be shown. Nothing here is computed any more."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from markupsafe import Markup

from cjgen.model.chart import ChartKind
from cjgen.render.beside_views import CompetitorsView, LoyaltyView, OwnView, ScanView, VisionView
from cjgen.render.focus_views import FailuresView, FocusView, ShortListView
from cjgen.render.plan_views import ActionView, FailureCostView, FailureView
from cjgen.render.survey_views import DriversView, MovedView, SegmentsView, TrendView


@dataclass(frozen=True, slots=True)
class LanguageView:
    """The same page in a language: what that calls itself, and where it lies (absolute where the site says where)."""

    code: str
    name: str
    href: str
    canonical: str | None
    current: bool


@dataclass(frozen=True, slots=True)
class EntranceView:
    """The way into the pages of one language, from a page outside: `title` is the site's in that language."""

    language: str
    name: str
    title: str
    href: str


@dataclass(frozen=True, slots=True)
class PictureView:
    """A picture: its relative address, and the size at which it is shown, in CSS pixels."""

    href: str
    width: int
    height: int


@dataclass(frozen=True, slots=True)
class LogoView:
    """The brand's logo: for light pages and paper, and for dark pages if there is one for those.

    `name` stands for it where it is not seen; `alone` says that it stands in the place of the site's title.
    """

    light: PictureView
    dark: PictureView | None
    name: str
    alone: bool


@dataclass(frozen=True, slots=True)
class PageView:
    """What every page needs: its language, where things lie seen from it, and what search engines may do.

    `stylesheets`, `here` (the page itself), `home`, `method`, `whole` (the page in one piece, to be printed), `report`,
    `sheet` (the talk sheet), `done` (for the customers who answered), `data` and `table` are relative addresses;
    `canonical` is absolute or None. `explained` is the page that explains the figures: `method`, or empty for a page
    that does so itself. `title`, `window_title` and `description` are plain text, for the head of the page.
    `plan` is the plan across all journeys, `own_plan` that of the journey on the page; `calendar` and `actions` are the
    files with a plan's dates and actions; None where there are none.
    `languages` are the languages in which the page exists, empty where there is only one. `publisher` is the
    brand's name, None where `author` or `client` says the same. `internal`: the page is for the organisation only.
    """

    language: str
    title: str
    window_title: str
    description: str
    site_title: str
    author: str | None
    client: str | None
    policy: str
    indexing: bool
    canonical: str | None
    stylesheets: tuple[str, ...]
    here: str
    home: str
    method: str
    explained: str
    languages: tuple[LanguageView, ...] = ()
    data: str | None = None
    table: str | None = None
    whole: str | None = None
    report: str | None = None
    sheet: str | None = None
    done: str | None = None
    publisher: str | None = None
    logo: LogoView | None = None
    plan: str | None = None
    own_plan: str | None = None
    calendar: str | None = None
    actions: str | None = None
    internal: bool = False


@dataclass(frozen=True, slots=True)
class DimensionView:
    """One dimension of service quality: what customers expected and perceived, the gap, the weight if it has one."""

    name: str
    expected: str
    perceived: str
    gap: str
    weight: str | None


@dataclass(frozen=True, slots=True)
class InstrumentView:
    """What an instrument found, in its own unit: its figure if there are enough answers, and what is behind it.

    `note` says in short how it was asked and computed, with the source.
    """

    name: str
    figure: str | None
    sentence: Markup
    note: str
    dimensions: tuple[DimensionView, ...]


@dataclass(frozen=True, slots=True)
class DotsView:
    """Two to five answers as dots above their scale: lengths in units of the drawing, ready to be written.

    `line` is how deep the line of the scale lies, from `start` to `end`; `label` how deep the figures below
    it, `low` and `high`. `interval` is where the interval starts and ends on that line.
    """

    width: str
    height: str
    line: str
    label: str
    radius: str
    start: str
    end: str
    interval: tuple[str, str]
    dots: tuple[tuple[str, str], ...]
    low: str
    high: str


@dataclass(frozen=True, slots=True)
class FigureView:
    """A score: its mean, its interval as (low, high), how we know it, how it was asked.

    `mean` is for lists; `beside` is the same with the digits that tell it from the threshold that stands beside it.
    If the answers are few: what they are, as `dots` as well, and how many more to ask.
    `instrument` is what the instrument itself found where one gave the score. `weighted` says what the figure would be
    without weights; `share` that it is a derived importance.
    """

    mean: str
    beside: str
    interval: tuple[str, str] | None
    source: Markup
    answers: str | None
    dots: DotsView | None
    ask_more: Markup | None
    question: str | None
    spread_assumed: bool
    asked_on: tuple[str, str] | None
    instrument: InstrumentView | None = None
    weighted: Markup | None = None
    share: bool = False


@dataclass(frozen=True, slots=True)
class CountView:
    """How many touchpoints have a verdict: its mark, the phrase, and whether there are none."""

    mark: str
    phrase: Markup
    empty: bool


@dataclass(frozen=True, slots=True)
class EvidenceView:
    """A quote or note; `who` said it is for the organisation only."""

    text: str
    source: str | None
    tone_label: str | None
    date: str | None
    who: str | None = None


@dataclass(frozen=True, slots=True)
class TargetView:
    """An aim, whether it is reached, how far it is away if not, and whether the uncertainty is larger than that.

    `name` says of what, where several stand together.
    """

    name: str | None
    value: str
    reached: bool
    uncertain: bool
    gap: str | None
    by: str | None
    agreed_with: str | None


@dataclass(frozen=True, slots=True)
class ComplaintsView:
    """Complaints per 100 contacts with their interval, and what they were counted from.

    `none`: nobody complained, so only the high end of the interval says something.
    """

    per_100: str
    interval: tuple[str, str]
    none: bool
    count: str
    of: str
    period: str | None


@dataclass(frozen=True, slots=True)
class TouchpointView:
    """One touchpoint: its verdict with reason and certainty, its figures, and what else is known.

    `arithmetic` are the lines that show how the verdict was made, empty where nothing was compared. `internal` is for
    the organisation only. `lifted` says whether finished actions helped. `beside` are sentences about what stands
    beside it: our own estimate, competitors, the vision.
    """

    number: int
    anchor: str
    title: str
    summary: Markup | None
    need: str | None
    wished: bool
    kind: str | None
    kind_label: str
    required: str | None
    channel: str | None
    owner: str | None
    mark: str
    verdict: str
    reason: Markup
    certainty: str | None
    certainty_label: str | None
    probability: str | None
    importance: FigureView | None
    experience: FigureView | None
    promise: FigureView | None
    t_importance: str
    t_experience: str
    gap: str | None
    target: TargetView | None
    evidence: tuple[EvidenceView, ...]
    complaints: ComplaintsView | None
    arithmetic: tuple[Markup, ...]
    beside: tuple[Markup, ...]
    failure: FailureView | None
    actions: tuple[ActionView, ...]
    lifted: Markup | None
    internal: Markup | None = None


@dataclass(frozen=True, slots=True)
class StageView:
    """A stage with its touchpoints; `letter` is its name in the charts."""

    letter: str
    anchor: str
    title: str
    summary: Markup | None
    touchpoints: tuple[TouchpointView, ...]


@dataclass(frozen=True, slots=True)
class ColumnView:
    """One verdict on the board: what it means, how often it was given, and its touchpoints, first things first.

    `folded` are those that are counted under this verdict and ask for no effort.
    """

    mark: str
    title: str
    meaning: str
    phrase: Markup
    items: tuple[TouchpointView, ...]
    folded: tuple[TouchpointView, ...]


@dataclass(frozen=True, slots=True)
class BoardView:
    """The touchpoints by verdict; `rest` are those without one. `folded_title` names the folded ones."""

    columns: tuple[ColumnView, ...]
    folded_title: str
    rest: tuple[TouchpointView, ...]


@dataclass(frozen=True, slots=True)
class LaneView:
    """A lane of the journey map: from left to right a text, or None, and over how many touchpoints it reaches."""

    title: str
    cells: tuple[tuple[str | None, int], ...]


@dataclass(frozen=True, slots=True)
class MapView:
    """The journey map: how many touchpoints it has, whether they are too many for a sheet of paper, its lanes."""

    columns: int
    long: bool
    lanes: tuple[LaneView, ...]


@dataclass(frozen=True, slots=True)
class NpsView:
    """The NPS: the figure where there are enough answers, and the sentence that belongs to it."""

    score: str | None
    interval: tuple[str, str] | None
    sentence: Markup
    ask_more: Markup | None
    benchmark: Markup | None
    outweigh: Markup | None
    shares: tuple[tuple[str, str, str], ...]
    weighted: Markup | None = None


@dataclass(frozen=True, slots=True)
class PromiseRow:
    """A touchpoint, by its number in the journey, and the promise: is it felt, is it valued, is this a weak spot?"""

    number: int
    anchor: str
    title: str
    felt: str
    interval: tuple[str, str] | None
    valued: str
    weak: bool


@dataclass(frozen=True, slots=True)
class PromiseView:
    """The promise of a journey and where it is felt, in the order of the journey."""

    title: str
    question: str | None
    sentence: Markup
    rows: tuple[PromiseRow, ...]


@dataclass(frozen=True, slots=True)
class ReportView:
    """The report of one journey.

    `facts` say about whom it is. `charts` are its drawings, empty where there is nothing to draw, `curve_reading`
    what the curve shows and `matrix_reading` how the matrix is read; `margins` says
    whether any figure has an interval to show in them, `whole` whether there is anything to say about the journey as a
    whole, `reckoned` whether any verdict comes with its arithmetic. `strongest` says what contributes most and least,
    `stated` which importances cannot be compared with the others.
    """

    title: str
    draft: bool
    facts: tuple[str, ...]
    promise: str | None
    promise_question: str | None
    summary: Markup | None
    no_figures: str | None
    lead: tuple[Markup, ...]
    short_list: ShortListView | None
    asked: Markup
    strongest: Markup | None
    period: str | None
    scales: Markup | None
    yardsticks: tuple[Markup, ...]
    counts: tuple[CountView, ...]
    nps: NpsView | None
    nps_change: Markup | None
    overall: FigureView | None
    targets: tuple[TargetView, ...]
    targets_note: Markup | None
    context: tuple[tuple[str, str], ...]
    promised: PromiseView | None
    ranking: str | None
    basics: tuple[Markup, ...]
    sensitivity: tuple[Markup, ...]
    focus: FocusView | None
    board: BoardView
    map: MapView
    stages: tuple[StageView, ...]
    charts: Mapping[ChartKind, Markup]
    curve_reading: str
    matrix_reading: str
    stated: Markup | None
    drivers: DriversView | None
    segments: tuple[SegmentsView, ...]
    own: OwnView | None
    competitors: CompetitorsView | None
    trend: TrendView | None
    loyalty: LoyaltyView | None
    scan: ScanView | None
    vision: VisionView | None
    margins: bool
    whole: bool
    reckoned: bool
    failure_cost: FailureCostView | None = None


@dataclass(frozen=True, slots=True)
class CardView:
    """A journey on the portfolio; `curve` is empty where there is nothing to draw.

    `more` is what the only journey of a site has to say behind its first sentence.
    """

    href: str
    title: str
    language: str
    language_name: str
    draft: bool
    conclusion: Markup
    more: tuple[Markup, ...]
    curve: Markup
    counts: tuple[CountView, ...]
    nps: NpsView | None
    context: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class AcrossRow:
    """A touchpoint in a list over all journeys; `href` is where its report, which is in `language`, speaks of it.

    `short` is how far experience lies below its `threshold`. The scale of the figure, and `short_share`, are there
    where the journeys in the list have different ones.
    """

    href: str
    title: str
    language: str
    journey: str
    basic: bool
    certainty: str | None
    certainty_label: str | None
    probability: str | None
    experience: str
    experience_scale: tuple[str, str] | None
    threshold: str
    short: str | None
    short_share: str | None


@dataclass(frozen=True, slots=True)
class AcrossView:
    """A list over all journeys: what is to be said of it, its first rows, and how many more there are."""

    sentences: tuple[Markup, ...]
    rows: tuple[AcrossRow, ...]
    more: Markup | None


@dataclass(frozen=True, slots=True)
class PortfolioView:
    """The first page: what the site is, a card for each journey, and what several of them say together.

    `focus` is what is worked on, None with a single journey, whose report says it; `basics` are the weakest, `moved`
    what moved since the wave before, `failures` what costs most; None where there are none.
    """

    title: str
    summary: Markup | None
    cards: tuple[Markup, ...]
    focus: FocusView | None
    basics: AcrossView | None
    moved: MovedView | None
    failures: FailuresView | None


@dataclass(frozen=True, slots=True)
class RulesView:
    """Which rules a journey uses, and how many customers its figures come from, for the method page."""

    href: str
    title: str
    language: str
    customers: Markup
    scale: str
    importance: str
    experience: str
    drop: str
    ranking: str
