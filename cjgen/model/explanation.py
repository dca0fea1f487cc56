"""The arithmetic of one verdict, from figure to word: every number on the way, as the analysis used it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal, NamedTuple

from cjgen.model.findings import Axis, Certainty, Figure, Line, TouchpointFindings
from cjgen.model.journey import Journey, Kind
from cjgen.model.scale import Range
from cjgen.model.site import Ranking

Origin = Literal[
    "number",
    "own_target",
    "journey_target",
    "mean",
    "median",
    "stage_mean",
    "midpoint",
    "importance",
    "half_mean_share",
]
"""What gave a yardstick: a number in `thresholds`, a target, a rule, or (for the drop line) that of importance or,
where importance is derived, half of the mean share."""


@dataclass(frozen=True, slots=True)
class Yardstick:
    """How one threshold came about, in scale points.

    `value` is None where too few touchpoints could be compared. `compared` are (touchpoint id, figure) pairs
    that a mean or median was taken of, `left_out` the ids whose estimates were kept out of it. `rule` is the
    drop line before it was kept from lying above the importance line; elsewhere it equals `value`.
    """

    origin: Origin
    value: float | None
    compared: tuple[tuple[str, float], ...] = ()
    left_out: tuple[str, ...] = ()
    rule: float | None = None


@dataclass(frozen=True, slots=True)
class Yardsticks:
    """The three yardsticks of one touchpoint."""

    importance: Yardstick
    experience: Yardstick
    drop: Yardstick


class Comparison(NamedTuple):
    """A figure held against a threshold: `met` where it lies at or above it, but for `tolerance` scale points."""

    axis: Axis
    line: Line
    figure: float
    threshold: float
    tolerance: float
    met: bool


@dataclass(frozen=True, slots=True)
class Posterior:
    """Answers and pseudo-answers together, behind the standard error of few or equal answers.

    `weight` is their number A, `mean` Σ k A_k / A and `variance` Σ k² A_k / A - mean², in scale points; the
    standard error is sqrt(variance / (A + 1)).
    """

    weight: float
    mean: float
    variance: float


@dataclass(frozen=True, slots=True)
class FigureSteps:
    """A figure on the journey's scale, the scale it was asked on, and where its standard error comes from.

    `posterior` is None where the standard error is sd / sqrt(n) (with weights, n is the effective number) or comes
    with a derived share, and where there is none.
    """

    axis: Axis
    figure: Figure
    scale: Range
    asked_on: Range
    posterior: Posterior | None


@dataclass(frozen=True, slots=True)
class Chance:
    """The probability (0 to 1) that a true mean lies below a threshold t.

    `distance` is a = (t - mean) / se, infinite where se is 0; `degrees` are those of Student's t, None where the
    normal distribution is used. `n` are the answers, with weights the effective number of them.
    """

    line: Line
    threshold: float
    mean: float
    se: float
    n: float
    distance: float
    degrees: float | None
    probability: float


@dataclass(frozen=True, slots=True)
class CertaintySteps:
    """From the chances of the axes that count to the word.

    `axes` are those that the verdict rests on, `unvouched` those whose figure nobody vouches for or one
    customer gave: they make it a guess, and nothing further is computed. `rho` and `both` (the probability
    that both axes lie below their thresholds) are None where one axis decides. `answered` is the smaller n, with
    weights the effective number, rounded down. `complete` is the number of complete answers of a derived importance
    that counts, None without one.
    """

    axes: tuple[Axis, ...]
    unvouched: tuple[Axis, ...] = ()
    chances: tuple[Chance, ...] = ()
    rho: float | None = None
    both: float | None = None
    probability: float | None = None
    answered: int = 0
    complete: int | None = None
    validated: bool = False
    word: Certainty | None = None


@dataclass(frozen=True, slots=True)
class PrioritySteps:
    """From figures to the number of a ranking: `weight` w and `share` S are 0 to 1, `target` in scale points.

    `experience` is what was used: the lowest score for a touchpoint that does not exist yet. `largest` is the largest
    share, by which a derived importance is divided; None where the importance is stated.
    """

    ranking: Ranking
    weight: float
    share: float
    importance: float
    experience: float
    target: float | None
    number: float
    largest: float | None = None


@dataclass(frozen=True, slots=True)
class Standing:
    """The group in which a touchpoint is ranked: a kind, and whether its experience falls short.

    `kind` is `performance` for a basic that lies below a mean without being `likely` to.
    """

    kind: Kind
    short: bool


@dataclass(frozen=True, slots=True)
class Explanation:
    """How the findings of one touchpoint came about.

    `quantiles` are a* of each of the certainty's chances, where two axes are joined. `ranked` is the number
    of touchpoints that have a rank.
    """

    journey: Journey
    found: TouchpointFindings
    figures: tuple[FigureSteps, ...]
    yardsticks: Yardsticks
    comparisons: tuple[Comparison, ...]
    certainty: CertaintySteps
    quantiles: tuple[float, ...]
    priority: PrioritySteps | None
    standing: Standing | None
    ranked: int
