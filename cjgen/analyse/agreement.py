"""How well one's own view of touchpoints agrees with that of customers.

Both are scores in one order, as many of the one as of the other, on one scale.
"""

from __future__ import annotations

import math
from collections.abc import Sequence
from itertools import combinations

from cjgen.model.score import TOLERANCE


def bias(own: Sequence[float], customers: Sequence[float]) -> float:
    """How far we are too rosy: the mean of own - customers, in scale points; at least one score."""
    return math.fsum(mine - theirs for mine, theirs in zip(own, customers, strict=True)) / len(own)


def mean_absolute_error(own: Sequence[float], customers: Sequence[float]) -> float:
    """How far we are off on average, whatever the direction, in scale points; at least one score."""
    return math.fsum(abs(mine - theirs) for mine, theirs in zip(own, customers, strict=True)) / len(own)


def kendall(own: Sequence[float], customers: Sequence[float], width: float) -> float | None:
    """How well the two orders agree: Kendall's τ-b, -1 to 1 (Kendall 1945); None where one of them is all ties.

    `width` is that of the scale: scores that differ by no more than rounding tie.
    """

    def sign(difference: float) -> int:
        return 0 if abs(difference) <= TOLERANCE * width else 1 if difference > 0 else -1

    pairs = [(sign(own[i] - own[j]), sign(customers[i] - customers[j])) for i, j in combinations(range(len(own)), 2)]
    ordered = sum(bool(mine) for mine, _ in pairs) * sum(bool(theirs) for _, theirs in pairs)
    return sum(mine * theirs for mine, theirs in pairs) / math.sqrt(ordered) if ordered else None
