"""Answers and segments that do not all count the same."""

from __future__ import annotations

import math
from collections.abc import Sequence

from cjgen.analyse.nps import Z
from cjgen.model.findings import WeighedMean


def kish(total: float, squares: float) -> float:
    """How many unweighted answers would say as much: (Σw)² / Σw² (Kish 1965).

    `total` is the sum of the weights and `squares` that of their squares, above 0; exact where both are integers,
    in whatever unit.
    """
    return total * total / squares


def weighed_mean(parts: Sequence[tuple[float, float | None, float]]) -> WeighedMean:
    """Means taken together by the value of their groups: Σ W m with W the values divided by their sum.

    Each part is the mean, its standard error (None where not known) and the group's value, not negative. se =
    sqrt(Σ W² se²), and the interval is the normal 95 % one, not clipped to a scale; None where a standard error
    that counts is not known. Raises ValueError where the values do not add up to more than 0.
    """
    total = math.fsum(value for _, _, value in parts)
    if not total > 0:
        raise ValueError("groups are weighed by values of which at least one is above 0")
    mean = math.fsum(value / total * mean for mean, _, value in parts)
    errors = [None if se is None else value / total * se for _, se, value in parts if value]
    known = [error for error in errors if error is not None]
    if len(known) < len(errors):
        return WeighedMean(mean, se=None, low=None, high=None)
    se = math.hypot(*known)
    return WeighedMean(mean, se, mean - Z * se, mean + Z * se)
