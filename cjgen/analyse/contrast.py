"""Basics and delighters from answers: what a low answer costs, and what a top answer brings.

Penalty-reward contrast (Brandt 1987; Mikulić & Prebežac 2008): least squares of the outcome on two columns a
touchpoint, y = b0 + Σ (penalty_j [x_j low] + reward_j [x_j top]), so that the middle answers are what both are
compared with.
"""

from __future__ import annotations

from cjgen.analyse.drivers import rows_needed
from cjgen.analyse.equality import at_least
from cjgen.analyse.products import covariance
from cjgen.model.findings import ContrastFindings, NoContrast
from cjgen.model.journey import Kind
from cjgen.model.score import Products

LEAST_ANSWERS = 30
"""Low answers, and top ones, below which there is no label."""

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


def _contrast(penalty: float | None, reward: float | None, answered: tuple[int, int]) -> ContrastFindings:
    because: NoContrast | None = None
    low, top = answered
    if low < LEAST_ANSWERS:
        because = "few_low"
    elif top < LEAST_ANSWERS:
        because = "few_top"
    elif penalty is None or reward is None:
        because = "dependent"
    elif penalty > 0 or reward < 0 or penalty == reward:
        because = "wrong_sign"
    if because is not None or penalty is None or reward is None:
        return ContrastFindings(penalty, reward, low, top, None, None, because)
    asymmetry = asymmetry_of(penalty, reward)
    return ContrastFindings(penalty, reward, low, top, asymmetry, kind_of(asymmetry))


def _coefficients(products: Products) -> list[float | None]:
    """The least squares coefficient of each column, in points of the outcome; None where the rows do not tell it.

    That is where a column does not vary, or follows from others. Solved in integers, so that what follows from others
    is known for certain, nothing is nothing, and every machine finds the same.
    """
    outcome = len(products.names) - 1
    columns = range(len(products.names))
    reduced, pivots, determinant = _reduced([[covariance(products, i, j) for j in columns] for i in range(outcome)])
    free = [column for column in range(outcome) if column not in pivots]
    found: list[float | None] = [None] * outcome
    for column in pivots:
        if not any(reduced[column][other] for other in free):
            found[column] = reduced[column][outcome] / determinant * products.outcome_unit
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
