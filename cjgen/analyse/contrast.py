"""Basics and delighters from answers: what a low answer costs, and what a top answer brings.

Penalty-reward contrast (Brandt 1987; Mikulić & Prebežac 2008): least squares of the outcome on two columns a
touchpoint, y = b0 + Σ (penalty_j [x_j low] + reward_j [x_j top]), so that the middle answers are what both are
compared with.
"""

from __future__ import annotations

import math

from cjgen.analyse.drivers import rows_needed
from cjgen.analyse.equality import at_least
from cjgen.analyse.products import constant_columns, correlations, covariance
from cjgen.model.findings import ContrastFindings, NoContrast
from cjgen.model.journey import Kind
from cjgen.model.score import TOLERANCE, Products

LEAST_ANSWERS = 30
"""Low answers, and top ones, below which there is no label."""

ASYMMETRIC = 0.1
"""An asymmetry beyond which a touchpoint is a basic (negative) or a delighter."""

_NOTHING_LEFT = 1e-10
_INVOLVED = 1e-5


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

    That is where a column does not vary, or follows from others: with an eigenvalue of nought goes a combination of
    columns that could be added to any solution.
    """
    import numpy

    outcome = len(products.names) - 1
    constant = constant_columns(products)
    varying = tuple(column for column in range(outcome) if column not in constant)
    found: list[float | None] = [None] * outcome
    if not varying:
        return found
    together = numpy.array(correlations(products, (*varying, outcome)))
    values, vectors = numpy.linalg.eigh(together[:-1, :-1])
    free = values <= _NOTHING_LEFT
    standardised = vectors @ (numpy.where(free, 0, 1 / numpy.where(free, 1, values)) * (vectors.T @ together[:-1, -1]))
    told = numpy.sqrt((vectors[:, free] ** 2).sum(axis=1)) < _INVOLVED
    variance = covariance(products, outcome, outcome)
    for position, column in enumerate(varying):
        if told[position]:
            # what is nothing but rounding has no sign
            value = float(standardised[position]) if abs(standardised[position]) > TOLERANCE else 0.0
            ratio = math.sqrt(variance / covariance(products, column, column))
            found[column] = value * ratio * products.outcome_unit
    return found
