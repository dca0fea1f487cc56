"""Findings: what the analysis says about a journey. The pages and the data files are made of these."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import Literal, get_args

from cjgen.model.action import ActionFindings, LiftFindings
from cjgen.model.failure import FailureFindings, FailureTotals
from cjgen.model.focus import FocusFindings
from cjgen.model.journey import Journey, Kind, Stage, Touchpoint
from cjgen.model.loyalty import LoyaltyFindings
from cjgen.model.organisation import ScanFindings
from cjgen.model.own import CompetitorFindings, OwnAgreement, OwnEstimate
from cjgen.model.score import SMALL_SAMPLE, Score

Verdict = Literal["improve", "keep", "drop", "add"]
VERDICTS: tuple[Verdict, ...] = ("improve", "keep", "drop", "add")

Mark = Literal["improve", "keep", "leave", "drop", "add", "none"]
"""The shape and colour by which a verdict is known; `leave` is a keep that needs no extra effort."""

Certainty = Literal["clear", "likely", "borderline", "guess"]
CERTAIN: frozenset[Certainty | None] = frozenset({"clear", "likely"})
"""What a difference between two verdicts needs of each of them to be told."""

Axis = Literal["importance", "experience"]
Line = Literal["importance", "experience", "drop"]
"""Which threshold: the two axes have one each, and importance a second one, below which a touchpoint may go."""

Reason = Literal[
    "not_scored",
    "too_few_to_compare",
    "missed",
    "not_worth_adding",
    "important_and_good",
    "important_and_poor",
    "kept_as_basic",
    "required",
    "less_important",
    "low_importance",
]
"""The row of the verdict table that decided."""


RankGroup = Literal["low_basic", "low_performance", "low_delight", "high_basic", "high_performance", "high_delight"]
"""The groups of "basics before delight" in their order; low is below the threshold of experience."""
RANK_GROUPS: tuple[RankGroup, ...] = get_args(RankGroup)

Position = Literal["below", "within", "above"]
"""Where a figure lies as seen from a range; on one of its ends is within."""
POSITIONS: tuple[Position, ...] = get_args(Position)


SampleUnit = Literal["customers", "contacts", "checks"]


@dataclass(frozen=True, slots=True)
class AskMore:
    """How many customers more to ask (`count`, at least 1) for a 95 % margin of error of ± `margin`.

    `margin` is in scale points for a mean, in NPS points for an NPS. `unit` is what the sample counts: things go
    wrong in contacts, and a mystery guest does checks.
    """

    count: int
    margin: float
    unit: SampleUnit = "customers"


@dataclass(frozen=True, slots=True)
class Figure:
    """A score with what its sample allows one to say.

    `low` and `high` bound the 95 % interval on the journey's scale, None where there is none (a bare or
    estimated figure, or one customer). `se` is the standard error of the mean in scale points, None
    likewise. `own` bounds the 95 % interval of the score's instrument in that instrument's unit, None where
    there is no instrument or it has no interval.
    `ask_more` is there for two to five customers only.
    """

    score: Score
    low: float | None
    high: float | None
    se: float | None
    own: tuple[float, float] | None = None
    ask_more: AskMore | None = None

    def holds(self, value: float | None) -> bool | None:
        """Whether the value lies in the interval; None where one of them is not known."""
        return _holds(self.low, self.high, value)


@dataclass(frozen=True, slots=True)
class ComplaintsFindings:
    """Complaints per 100 contacts with their 95 % interval; `low` is 0 where nobody complained.

    All three may exceed 100: one contact may give several complaints.
    """

    per_100: float
    low: float
    high: float


@dataclass(frozen=True, slots=True)
class Threshold:
    """The yardsticks by which one touchpoint was judged, in scale points; None where there is none.

    `computed` are those that follow from figures, such as their mean, and were not typed; `few` are these where some
    touchpoint of the journey has two to five answers and none has more.
    """

    importance: float | None
    experience: float | None
    drop: float | None
    computed: frozenset[Line] = frozenset()
    few: frozenset[Line] = frozenset()


@dataclass(frozen=True, slots=True)
class TouchpointFindings:
    """What the analysis says about one touchpoint.

    `probability` (0 to 1) is how likely the touchpoint truly lies where its verdict says, None for a guess
    and without a verdict. `priority` is the number of the journey's ranking, None where not scored; `rank`
    counts from 1, None for wished and unscored touchpoints. `gap` is importance - experience, None unless
    both have one scale; `target` is the touchpoint's own or the journey's, `target_gap` target -
    experience; all in scale points. `overkill`: may go, although it is experienced well. `decided_by` are
    the axes that the verdict rests on; `rank_group` is the group that the rank was given in, None without
    one. `valued`: importance at or above its threshold, None where that is not known; `weak_spot`: valued,
    and the promise is felt less than on average. `contrast` is the kind that the answers show, None
    where they cannot be asked; the author's own kind decides all the same. `own` are our own figures beside those of
    customers, `competitors` and `actions` stand in the author's order; `lift` is what finished actions brought.
    """

    stage: Stage
    touchpoint: Touchpoint
    importance: Figure | None
    experience: Figure | None
    promise: Figure | None
    threshold: Threshold
    verdict: Verdict | None
    reason: Reason
    certainty: Certainty | None
    probability: float | None
    priority: float | None
    rank: int | None
    gap: float | None
    target: float | None
    target_gap: float | None
    overkill: bool
    decided_by: tuple[Axis, ...]
    rank_group: RankGroup | None
    complaints: ComplaintsFindings | None
    valued: bool | None
    weak_spot: bool
    contrast: ContrastFindings | None = None
    own: tuple[OwnEstimate, ...] = ()
    competitors: tuple[CompetitorFindings, ...] = ()
    failure: FailureFindings | None = None
    actions: tuple[ActionFindings, ...] = ()
    lift: LiftFindings | None = None

    @property
    def failing_basic(self) -> bool:
        """Whether this is a basic that truly falls short and so goes before everything else."""
        return self.rank_group == "low_basic"

    @property
    def target_within_interval(self) -> bool | None:
        """Whether the target lies in the interval of experience; None where one of them is not known."""
        return self.experience.holds(self.target) if self.experience is not None else None

    @property
    def mark(self) -> Mark:
        """Which shape and colour the verdict has."""
        if self.reason == "less_important":
            return "leave"
        return self.verdict or "none"

    @property
    def decisive(self) -> tuple[Figure, ...]:
        """The figures that the verdict rests on."""
        figures = [self.importance if axis == "importance" else self.experience for axis in self.decided_by]
        return tuple(figure for figure in figures if figure is not None)


@dataclass(frozen=True, slots=True)
class NpsFindings:
    """The Net Promoter Score, -100 to 100, with its 95 % interval.

    Where only the score and its n are known, counts, `low` and `high` are None. `position` is where it lies
    as seen from the benchmark, None without one; `also_possible` are the other positions that its interval
    allows, None without a benchmark or an interval. `outweigh` is how many good experiences, from and to,
    make up for the detractors by the rule of thumb, None below six answers, without counts and without
    detractors. `ask_more` is there below six answers only. With weights `score` and interval are weighted, counts and
    `n` are not; `n_effective` is how many unweighted answers would say as much (Kish), `unweighted` the plain score.
    """

    score: float
    n: int
    promoters: int | None
    passives: int | None
    detractors: int | None
    low: float | None
    high: float | None
    position: Position | None = None
    also_possible: tuple[Position, ...] | None = None
    n_effective: float | None = None
    unweighted: float | None = None
    outweigh: tuple[int, int] | None = None
    ask_more: AskMore | None = None

    @property
    def enough(self) -> bool:
        """Whether the answers are enough for a score to be shown; weighted ones count for what they are worth."""
        return self.n >= SMALL_SAMPLE and (self.n_effective is None or self.n_effective >= SMALL_SAMPLE)

    def holds(self, value: float | None) -> bool | None:
        """Whether the value lies in the interval; None where one of them is not known."""
        return _holds(self.low, self.high, value)


DriverMethod = Literal["lmg", "johnson"]


@dataclass(frozen=True, slots=True)
class DriverFindings:
    """What goes together with the outcome, and how much: relative importance, never shown to be a cause.

    `outcome` is the column's name, or `recommend`. `weights` are parts of `r2` (0 to 1) and add up to it, `shares`
    are the same divided by it and add up to 1, with `errors`, their standard errors; all by touchpoint id, in the
    author's order. `n` complete rows of `n_all`.
    """

    outcome: str
    n: int
    n_all: int
    r2: float
    method: DriverMethod
    weights: dict[str, float]
    shares: dict[str, float]
    errors: dict[str, float]


NoDrivers = Literal["too_few", "constant", "dependent", "unrelated", "no_outcome"]
"""Why there are no drivers: too few complete rows, a column without differences, columns that follow from each
other so that nothing can be told apart, nothing that goes together with the outcome, or no outcome."""


@dataclass(frozen=True, slots=True)
class DriversMissing:
    """Drivers were asked for and cannot be had: why, with `n` complete rows of `n_all` and how many are `needed`.

    `about` are the touchpoint ids (or `outcome`) of columns without differences.
    """

    because: NoDrivers
    n: int
    n_all: int
    needed: int
    about: tuple[str, ...] = ()


NoContrast = Literal["few_low", "few_top", "dependent", "small", "wrong_sign"]
"""Why answers give no label: too few low or top ones, they cannot be told apart from others, neither penalty nor reward
can be told from nothing, or a low answer goes together with a better outcome, a top one with a worse."""


@dataclass(frozen=True, slots=True)
class ContrastFindings:
    """Penalty and reward of one touchpoint: how the outcome moves, in its own points, where it is low or top.

    `penalty` is as a rule negative; either is None where the answers cannot tell it, because nobody gave such an
    answer or because others always go together with it. `asymmetry` is (|reward| - |penalty|) / (|reward| +
    |penalty|), -1 to 1, and `kind` what that says; both None where `because` says why there is no label. `low` and
    `top` count the complete rows with such an answer.
    """

    penalty: float | None
    reward: float | None
    low: int
    top: int
    asymmetry: float | None
    kind: Kind | None
    because: NoContrast | None = None


@dataclass(frozen=True, slots=True)
class GroupTouchpoint:
    """What a part of the customers says of one touchpoint, judged by the rules within that part.

    A figure is None where not asked, and where `hidden`: so few answered that it would tell about single customers.
    """

    importance: Figure | None
    experience: Figure | None
    threshold: Threshold
    verdict: Verdict | None
    reason: Reason
    certainty: Certainty | None
    probability: float | None
    hidden: bool = False

    @property
    def mark(self) -> Mark:
        """Which shape and colour the verdict has."""
        return "leave" if self.reason == "less_important" else self.verdict or "none"


@dataclass(frozen=True, slots=True)
class GroupFindings:
    """What a wave or a segment says. `n` are its customers, None where not known. `touchpoints` by id.

    `own_drivers`: a derived importance is the group's own; False where the total's is used for want of complete
    rows, None where importance is not derived.
    """

    id: str
    title: str
    n: int | None
    touchpoints: dict[str, GroupTouchpoint]
    nps: NpsFindings | None = None
    overall: Figure | None = None
    value: float | None = None
    own_drivers: bool | None = None


@dataclass(frozen=True, slots=True)
class WeighedMean:
    """Segments' means taken together, each by its value (the values divided by their sum), in scale points."""

    mean: float
    se: float | None
    low: float | None
    high: float | None


@dataclass(frozen=True, slots=True)
class SegmentsFindings:
    """The segments of one column, side by side.

    `hidden` is how many of them are not shown because that would tell about single customers. `weighed` are the
    experiences weighted by value, by touchpoint id, empty where no values are given or not every segment is shown.
    `disagree` are the touchpoints, by id, to which segments shown give different verdicts that are each at least
    likely. `title` is what the author calls the column.
    """

    column: str
    groups: tuple[GroupFindings, ...]
    hidden: int
    weighed: dict[str, WeighedMean]
    disagree: tuple[str, ...]
    title: str | None = None


NotCompared = Literal["scale", "question", "instrument", "derived", "unknown"]
"""Why two waves are not compared: the scale, the wording or the instrument differs, importance is derived, or one of
the figures has no standard error."""

Subject = Literal["importance", "experience", "overall", "nps"]


@dataclass(frozen=True, slots=True)
class Change:
    """What moved from one wave to the next, in points of the scale (of the NPS for `nps`).

    `touchpoint` is its id, None for the whole. `p` is that of the test (Welch for means, z for the NPS), `holds`
    whether the change survives Holm's correction at 5 % over all touchpoints compared on this subject. All but the
    two figures are None where `because` says why they are not compared. `since` and `until` are the ids of the two
    waves: the last two that have the figure.
    """

    subject: Subject
    touchpoint: str | None
    before: float
    after: float
    difference: float | None
    se: float | None
    p: float | None
    holds: bool | None
    because: NotCompared | None = None
    since: str = ""
    until: str = ""


@dataclass(frozen=True, slots=True)
class VerdictChange:
    """A touchpoint whose verdict is another one than in the wave before.

    `certain`: both verdicts are at least likely, so that the change is more than a verdict on the edge.
    """

    touchpoint: str
    before: Mark
    after: Mark
    certain: bool


@dataclass(frozen=True, slots=True)
class TrendFindings:
    """The waves, oldest first, the last one that of the journey's own figures; and what moved since the one before."""

    waves: tuple[GroupFindings, ...]
    changes: tuple[Change, ...]
    verdict_changes: tuple[VerdictChange, ...]


@dataclass(frozen=True, slots=True)
class Remark:
    """Something that an author should think about, found in the figures: a CJ2xx code with the values of
    its wording. `path` leads to the value that it is about.
    """

    code: str
    path: tuple[str | int, ...]
    values: dict[str, object]


@dataclass(frozen=True, slots=True)
class JourneyFindings:
    """What the analysis says about a journey.

    `touchpoints` stand in the author's order. `counts` has every verdict and `none`. `sensitivity` says for
    each other threshold rule how many verdicts would differ. `overall_target_gap` and `nps_target_gap` are
    target - figure, in scale points and NPS points. `promise_mean` is the mean promise score in scale points,
    None where the journey promises nothing or too few touchpoints have such a score. `drivers` are what goes
    together with the outcome, None without a survey file; `drivers_missing` says why where they were wanted.
    `trend` is None where there is only one wave. `rows` are the customers in the survey file (of its latest wave), None
    without one. `own` says how well own estimates agree with customers, on each axis over all departments and then by
    department. `focus` is this journey's slice of the pool, or its own; None until all journeys are known.
    `as_of` is the date of the report, None without one.
    """

    journey: Journey
    touchpoints: tuple[TouchpointFindings, ...]
    counts: dict[str, int]
    sensitivity: dict[str, int]
    overall: Figure | None
    nps: NpsFindings | None
    promise_mean: float | None
    remarks: tuple[Remark, ...]
    drivers: DriverFindings | None = None
    drivers_missing: DriversMissing | None = None
    segments: tuple[SegmentsFindings, ...] = ()
    trend: TrendFindings | None = None
    rows: int | None = None
    own: tuple[OwnAgreement, ...] = ()
    failure_cost: FailureTotals | None = None
    loyalty: tuple[LoyaltyFindings, ...] = ()
    scan: ScanFindings | None = None
    focus: FocusFindings | None = None
    as_of: date | None = None

    @property
    def ranked(self) -> tuple[TouchpointFindings, ...]:
        """The touchpoints that have a rank, first things first."""
        return tuple(sorted((t for t in self.touchpoints if t.rank is not None), key=lambda t: t.rank or 0))

    @property
    def overall_target_gap(self) -> float | None:
        """How far the overall mark is below its target, in scale points; None unless both are known exactly."""
        target = self.journey.target.overall if self.journey.target else None
        if target is None or self.overall is None or self.overall.score.rounded:
            return None
        return target - self.overall.score.mean

    @property
    def nps_target_gap(self) -> float | None:
        """How far the NPS is below its target, in NPS points; None unless both are known."""
        target = self.journey.target.nps if self.journey.target else None
        return target - self.nps.score if target is not None and self.nps is not None else None

    @property
    def overall_target_within_interval(self) -> bool | None:
        """Whether the overall mark's target lies in its interval; None where one of them is not known."""
        target = self.journey.target.overall if self.journey.target else None
        return self.overall.holds(target) if self.overall is not None else None

    @property
    def nps_target_within_interval(self) -> bool | None:
        """Whether the target of the NPS lies in its interval; None where one of them is not known."""
        target = self.journey.target.nps if self.journey.target else None
        return self.nps.holds(target) if self.nps is not None else None

    @property
    def chosen(self) -> tuple[TouchpointFindings, ...]:
        """The touchpoints that are focus areas, the one to begin with first."""
        known = {item.touchpoint.id: item for item in self.touchpoints}
        return tuple(known[area.touchpoint] for area in self.focus.chosen) if self.focus is not None else ()

    @property
    def first(self) -> TouchpointFindings | None:
        """What to do first: the first focus area, else the improve of lowest rank, else the add of highest priority."""
        chosen = self.chosen
        return chosen[0] if chosen else self.first_unfocused

    @property
    def first_unfocused(self) -> TouchpointFindings | None:
        """What to do first without focus areas: the improve of lowest rank, else the add of highest priority."""
        improve = next((item for item in self.ranked if item.verdict == "improve"), None)
        adds = [item for item in self.touchpoints if item.verdict == "add"]
        return improve or max(adds, key=lambda item: item.priority or 0.0, default=None)


def _holds(low: float | None, high: float | None, value: float | None) -> bool | None:
    return None if low is None or high is None or value is None else low <= value <= high
