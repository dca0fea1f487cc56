"""Findings: what the analysis says about a journey. The pages and the data files are made of these."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from cjgen.model.journey import Journey, Stage, Touchpoint
from cjgen.model.score import Score

Verdict = Literal["improve", "keep", "drop", "add"]
VERDICTS: tuple[Verdict, ...] = ("improve", "keep", "drop", "add")

Certainty = Literal["clear", "likely", "borderline", "guess"]

Axis = Literal["importance", "experience"]

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


@dataclass(frozen=True, slots=True)
class Figure:
    """A score with what its sample allows one to say.

    `low` and `high` bound the 95 % interval on the journey's scale, None where there is none (a bare or
    estimated figure, or one customer). `se` is the standard error of the mean in scale points, None
    likewise. `own` bounds the 95 % interval of the score's instrument in that instrument's unit, None where
    there is no instrument or it has no interval.
    """

    score: Score
    low: float | None
    high: float | None
    se: float | None
    own: tuple[float, float] | None = None


@dataclass(frozen=True, slots=True)
class Threshold:
    """The yardsticks by which one touchpoint was judged, in scale points; None where there is none."""

    importance: float | None
    experience: float | None
    drop: float | None


@dataclass(frozen=True, slots=True)
class TouchpointFindings:
    """What the analysis says about one touchpoint.

    `probability` (0 to 1) is how likely the touchpoint truly lies where its verdict says, None for a guess
    and without a verdict. `priority` is the number of the journey's ranking, None where not scored; `rank`
    counts from 1, None for wished and unscored touchpoints. `gap` is importance - experience, None unless
    both have one scale; `target` is the touchpoint's own or the journey's, `target_gap` target -
    experience; all in scale points. `overkill`: may go, although it is experienced well. `decided_by` are
    the axes that the verdict rests on; `failing_basic`: a basic that truly falls short and so goes first.
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
    failing_basic: bool

    @property
    def decisive(self) -> tuple[Figure, ...]:
        """The figures that the verdict rests on."""
        figures = [self.importance if axis == "importance" else self.experience for axis in self.decided_by]
        return tuple(figure for figure in figures if figure is not None)


@dataclass(frozen=True, slots=True)
class NpsFindings:
    """The Net Promoter Score, -100 to 100, with its 95 % interval.

    Where only the score and its n are known, counts, `low` and `high` are None.
    """

    score: float
    n: int
    promoters: int | None
    passives: int | None
    detractors: int | None
    low: float | None
    high: float | None


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
    target - figure, in scale points and NPS points.
    """

    journey: Journey
    touchpoints: tuple[TouchpointFindings, ...]
    counts: dict[str, int]
    sensitivity: dict[str, int]
    overall: Figure | None
    nps: NpsFindings | None
    remarks: tuple[Remark, ...]

    @property
    def ranked(self) -> tuple[TouchpointFindings, ...]:
        """The touchpoints that have a rank, first things first."""
        return tuple(sorted((t for t in self.touchpoints if t.rank is not None), key=lambda t: t.rank or 0))

    @property
    def overall_target_gap(self) -> float | None:
        """How far the overall mark is below its target, in scale points; None unless both are known."""
        target = self.journey.target.overall if self.journey.target else None
        return target - self.overall.score.mean if target is not None and self.overall is not None else None

    @property
    def nps_target_gap(self) -> float | None:
        """How far the NPS is below its target, in NPS points; None unless both are known."""
        target = self.journey.target.nps if self.journey.target else None
        return target - self.nps.score if target is not None and self.nps is not None else None

    @property
    def first(self) -> TouchpointFindings | None:
        """What to do first: the improve of lowest rank, else the add of highest priority, else nothing."""
        improve = next((item for item in self.ranked if item.verdict == "improve"), None)
        adds = [item for item in self.touchpoints if item.verdict == "add"]
        return improve or max(adds, key=lambda item: item.priority or 0.0, default=None)
