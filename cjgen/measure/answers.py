"""Answers counted together, and moved from the scale they were given on."""

from __future__ import annotations

import math
from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace

from cjgen.model.instrument import Instrument
from cjgen.model.scale import Range
from cjgen.model.score import Score, ScoreForm

Answers = tuple[tuple[float, int], ...]
"""(answer, how many) pairs in ascending order."""


def moved(value: float, own: Range, scale: Range) -> float:
    """The value's place on `scale`, linearly; a value at an end of its own scale lands exactly on the end."""
    return value if own == scale else at_share((value - own.min) / own.width, scale)


def at_share(share: float, scale: Range) -> float:
    """The point of the scale at a share (0 to 1) of its width; exact at both ends."""
    return scale.min * (1 - share) + scale.max * share


def answered(
    form: ScoreForm, answers: Answers, *, sequence: tuple[float, ...] = (), instrument: Instrument | None = None
) -> Score:
    """The score of answers on the journey's scale; `sequence` are those that were written one by one."""
    mean, sd, n = moments(answers)
    return Score(
        mean=mean,
        sd=sd,
        n=n,
        source=form.source or "measured",
        spread=None if sd is None else "answers",
        answers=answers,
        sequence=sequence,
        by=form.by,
        question=form.question,
        instrument=instrument,
    )


def moments(answers: Answers) -> tuple[float, float | None, int]:
    """Mean, sample standard deviation (n - 1; None for a single answer) and number of the answers."""
    n = sum(count for _, count in answers)
    if len(answers) == 1:
        # taken as it is: adding it up and dividing again could leave a last digit that looks like a spread
        return answers[0][0], None if n == 1 else 0.0, n
    mean = math.fsum(value * count for value, count in answers) / n
    squares = math.fsum(count * (value - mean) ** 2 for value, count in answers)
    return mean, math.sqrt(squares / (n - 1)), n


@dataclass(frozen=True, slots=True)
class Weights:
    """How much the answers weigh: `by_value` is Σ w of each, `total` Σ w and `squares` Σ w², of all of them."""

    by_value: Mapping[float, float]
    total: float
    squares: float

    @property
    def n_effective(self) -> float:
        """How many unweighted answers would say as much: (Σ w)² / Σ w² (Kish 1965)."""
        return self.total**2 / self.squares

    def mean(self, placed: Callable[[float], float]) -> float:
        """The weighted mean, with each answer where `placed` puts it."""
        return math.fsum(weight * placed(value) for value, weight in self.by_value.items()) / self.total

    def weighing(self, score: Score, placed: Callable[[float], float]) -> Score:
        """The score with weighted mean and standard deviation; the variance is that of a sample of `n_effective`."""
        mean, n = self.mean(placed), self.n_effective
        squares = math.fsum(weight * (placed(value) - mean) ** 2 for value, weight in self.by_value.items())
        sd = math.sqrt(squares / self.total * n / (n - 1)) if score.sd is not None and n > 1 else None
        return replace(
            score,
            mean=mean,
            sd=sd,
            spread=None if sd is None else score.spread,
            n_effective=n,
            unweighted=score.mean,
        )
