"""Correlations from sums and products, exactly."""

from __future__ import annotations

import math

from cjgen.model.score import Products


def covariance(products: Products, one: int, other: int) -> int:
    """Of two columns by position, n Σxy - Σx Σy: n² times their covariance, an exact integer."""
    return products.n * products.products[one][other] - products.sums[one] * products.sums[other]


def constant_columns(products: Products) -> tuple[int, ...]:
    """The positions of the columns that do not vary over the complete rows."""
    return tuple(column for column in range(len(products.names)) if not covariance(products, column, column))


def correlation_of(products: Products, one: int, other: int) -> float:
    """Pearson's correlation (-1 to 1) of two columns by position, both of which vary.

    Integers up to one division and one square root, each correctly rounded: the same on every machine, and
    exactly ±1 for columns that are each other's multiple.
    """
    shared = covariance(products, one, other)
    variances = covariance(products, one, one) * covariance(products, other, other)
    return math.copysign(math.sqrt(shared**2 / variances), shared)


def correlations(products: Products, columns: tuple[int, ...]) -> list[list[float]]:
    """The correlations of these columns, all of which vary, with each other; ones on the diagonal."""
    found = [[1.0] * len(columns) for _ in columns]
    for i, one in enumerate(columns):
        for j, other in enumerate(columns[:i]):
            found[i][j] = found[j][i] = correlation_of(products, one, other)
    return found
