"""Basics and delighters from answers: what a low answer costs, and what a top answer brings.

Penalty-reward contrast (Brandt 1987; Mikulić & Prebežac 2008): least squares of the outcome on two columns a
touchpoint, y = b0 + Σ (penalty_j [x_j low] + reward_j [x_j top]), so that the middle answers are what both are
compared with. A coefficient's standard error is √(s² [C⁻¹]_jj), C the columns' centred products and s² the residual sum
of squares divided by n - 1 - the number of columns. Beyond 1.96 standard errors it is told from nothing (5 %).
"""

from __future__ import annotations

from dataclasses import dataclass
from fractions import Fraction

from cjgen.analyse.drivers import rows_needed
from cjgen.analyse.equality import at_least
from cjgen.analyse.nps import Z
from cjgen.analyse.products import covariance
from cjgen.model.findings import ContrastFindings, NoContrast
from cjgen.model.journey import Kind
from cjgen.model.score import Products

LEAST_ANSWERS = 30
"""Low answers, and top ones, below which there is no label."""

_CRITICAL = Fraction(Z) ** 2
"""Of the square of a coefficient divided by its standard error."""

ASYMMETRIC = 0.1
"""An asymmetry beyond which a touchpoint is a basic (negative) or a delighter."""


def contrast_of(products: Products) -> dict[str, ContrastFindings]:
    """Penalty, reward and what they say of each touchpoint, by id in the order of `products`.

    The columns come in pairs `(id, "low")` and `(id, "top")` of 0 and 1, the outcome last. Empty where fewer rows
    are complete than drivers need, and where the outcome does not vary.
    """
    outcome = len(products.names) - 1
    if products.n < rows_needed(outcome // 2) or not covariance(products, outcome, outcome):
        return {}
    coefficients = _coefficients(products)
    found = {}
    for low in range(0, outcome, 2):
        name = products.names[low]
        touchpoint = name if isinstance(name, str) else name[0]
        answered = products.sums[low], products.sums[low + 1]
        found[touchpoint] = _contrast(coefficients[low], coefficients[low + 1], answered)
    return found


def asymmetry_of(penalty: float, reward: float) -> float:
    """Impact asymmetry, (|reward| - |penalty|) / (|penalty| + |reward|): -1 only a basic, 1 only a delighter.

    One of the two must not be 0.
    """
    return (abs(reward) - abs(penalty)) / (abs(penalty) + abs(reward))


def kind_of(asymmetry: float) -> Kind:
    """What an asymmetry, -1 to 1, makes of a touchpoint; -.1 and .1 themselves are performance."""
    if not at_least(asymmetry, -ASYMMETRIC, 2):
        return "basic"
    return "performance" if at_least(ASYMMETRIC, asymmetry, 2) else "delight"


@dataclass(frozen=True, slots=True)
class _Coefficient:
    """A least squares coefficient in points of the outcome, and whether it can be told from nothing."""

    value: float
    told: bool


def _contrast(
    low_one: _Coefficient | None, top_one: _Coefficient | None, answered: tuple[int, int]
) -> ContrastFindings:
    because: NoContrast | None = None
    low, top = answered
    penalty, reward = (one.value if one is not None else None for one in (low_one, top_one))
    if low < LEAST_ANSWERS:
        because = "few_low"
    elif top < LEAST_ANSWERS:
        because = "few_top"
    elif low_one is None or top_one is None:
        because = "dependent"
    elif not low_one.told and not top_one.told:
        because = "small"
    elif low_one.value > 0 or top_one.value < 0:
        because = "wrong_sign"
    if because is not None or penalty is None or reward is None:
        return ContrastFindings(penalty, reward, low, top, None, None, because)
    asymmetry = asymmetry_of(penalty, reward)
    return ContrastFindings(penalty, reward, low, top, asymmetry, kind_of(asymmetry))


def _coefficients(products: Products) -> list[_Coefficient | None]:
    """The least squares coefficient of each column; None where the rows do not tell it.

    That is where a column does not vary, or follows from others. Solved in integers, so that what follows from others
    is known for certain, nothing is nothing, and every machine finds the same.
    """
    outcome = len(products.names) - 1
    covariances = [[covariance(products, i, j) for j in range(outcome + 1)] for i in range(outcome + 1)]
    # beside the normal equations stands the unit matrix, which becomes their inverse
    reduced, pivots, determinant = _reduced(
        [[*covariances[i], *(int(i == j) for j in range(outcome))] for i in range(outcome)]
    )
    free = [column for column in range(outcome) if column not in pivots]
    # both times the determinant: n times the residual sum of squares, and below a diagonal of the inverse by n
    residual = covariances[outcome][outcome] * determinant - sum(
        covariances[column][outcome] * reduced[column][outcome] for column in pivots
    )
    freedom = products.n - 1 - len(pivots)
    found: list[_Coefficient | None] = [None] * outcome
    for column in pivots:
        if not any(reduced[column][other] for other in free):
            times, inverse = reduced[column][outcome], reduced[column][outcome + 1 + column]
            found[column] = _Coefficient(
                value=times / determinant * products.outcome_unit,
                told=times**2 * freedom > _CRITICAL * residual * inverse,
            )
    return found


def _reduced(rows: list[list[int]]) -> tuple[list[list[int]], list[int], int]:
    """Normal equations with their right hand side, solved without fractions (Bareiss 1968, Gauss-Jordan).

    The columns that could be solved for, and the common denominator of their rows; what a row says of another column
    is how much of that one could be had instead. The matrix is one of covariances: where nothing is left on its
    diagonal, nothing is left beside it.
    """
    pivots: list[int] = []
    before = 1
    for column, pivot_row in enumerate(rows):
        pivot = pivot_row[column]
        if not pivot:
            continue
        for position, row in enumerate(rows):
            factor = row[column]
            if position != column:
                rows[position] = [
                    (pivot * value - factor * other) // before for value, other in zip(row, pivot_row, strict=True)
                ]
        pivots.append(column)
        before = pivot
    return rows, pivots, before
