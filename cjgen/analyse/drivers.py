"""Drivers: how much each touchpoint goes together with the outcome.

Never regression coefficients: touchpoints go together with each other, so that coefficients carry wrong signs. What
all touchpoints together explain, R², is divided over them instead. R² of a set S of touchpoints is r_S' R_SS⁺ r_S,
R their correlations with each other, r those with the outcome and ⁺ the pseudo-inverse, which lets columns that
follow from each other share what they explain.
"""

from __future__ import annotations

import math
from typing import TYPE_CHECKING, Any

from cjgen.analyse.products import constant_columns, correlations
from cjgen.model.findings import DriverFindings, DriverMethod, DriversMissing, NoDrivers
from cjgen.model.score import Products

if TYPE_CHECKING:
    import numpy
    from numpy.typing import NDArray

    Floats = NDArray[numpy.float64]

LEAST_ROWS = 50
ROWS_PER_TOUCHPOINT = 10
LMG_UP_TO = 15
"""So many touchpoints have 32,768 sets; each one more doubles them."""

LEAST_R2 = 0.01
SIGNIFICANT = 0.05
"""Below either of these nothing is said to go together with the outcome."""

DRAWS = 1000
SEED = 1980

_NOTHING_LEFT = 1e-10
"""A variance, of 1 at first, that is only the rounding of a column that follows from others."""


def rows_needed(touchpoints: int) -> int:
    """The complete rows without which drivers of so many touchpoints are not shown."""
    return max(LEAST_ROWS, ROWS_PER_TOUCHPOINT * touchpoints)


def drivers_of(products: Products, outcome: str) -> DriverFindings | DriversMissing:
    """What goes together with the outcome (the last column of `products`), by touchpoint id; or why that is not known.

    `outcome` is what the findings call it. Up to 15 touchpoints by LMG, more by Johnson's relative weights. Nothing
    is said of fewer complete rows than `rows_needed`, of columns without differences, where all columns are one and
    the same, and where nothing goes together with the outcome: the touchpoints explain less than 1 % of its
    differences, or no more than chance would (F test of the whole regression at 5 %), so that shares in it would be
    noise.
    """
    import numpy

    ids = tuple(str(name) for name in products.names[:-1])
    needed = rows_needed(len(ids))

    def missing(because: NoDrivers, about: tuple[str, ...] = ()) -> DriversMissing:
        return DriversMissing(because, products.n, products.n_all, needed, about)

    if products.n < needed:
        return missing("too_few")
    constant = constant_columns(products)
    if constant:
        return missing("constant", tuple((*ids, "outcome")[column] for column in constant))
    together = numpy.array(correlations(products, tuple(range(len(products.names)))))
    inner, outer = together[:-1, :-1], together[:-1, -1]
    rank = int(numpy.count_nonzero(numpy.linalg.eigvalsh(inner) > _NOTHING_LEFT))
    if rank < min(2, len(ids)):
        return missing("dependent")
    method: DriverMethod = "lmg" if len(ids) <= LMG_UP_TO else "johnson"
    # beyond twelve digits eigenvectors are not the same on every machine
    weights = [round(float(weight), 12) for weight in (lmg if method == "lmg" else johnson)(inner, outer)]
    r2 = math.fsum(weights)
    if r2 < LEAST_R2 or chance_of(r2, rank, products.n) >= SIGNIFICANT:
        return missing("unrelated")
    return DriverFindings(
        outcome=outcome,
        n=products.n,
        n_all=products.n_all,
        r2=r2,
        method=method,
        weights=dict(zip(ids, weights, strict=True)),
        shares={name: weight / r2 for name, weight in zip(ids, weights, strict=True)},
        errors=dict(zip(ids, share_errors(inner, outer, products.n), strict=True)),
    )


def chance_of(r2: float, rank: int, n: int) -> float:
    """The probability of an R² at least this large where nothing goes together: the F test of the whole regression.

    R² then has a beta distribution with rank/2 and (n - 1 - rank)/2; `rank` is the number of independent columns.
    """
    from scipy.special import betainc

    return float(betainc((n - 1 - rank) / 2, rank / 2, max(0.0, 1 - r2))) if rank else 1.0


def lmg(inner: Floats, outer: Floats) -> Floats:
    """Each column's part of R²: the mean, over all orders, of what R² gains when the column enters.

    `inner` is the k x k correlation matrix of the columns, `outer` their correlations with the outcome; k parts come
    out, none negative. Lindeman, Merenda & Gold 1980; Grömping 2006; it is the Shapley value of R².
    """
    import numpy

    k = len(outer)
    explained = _explained_by_sets(inner, outer)
    sizes = numpy.array([number.bit_count() for number in range(2**k)])
    # of all orders, the share in which exactly this set precedes the column: s! (k - 1 - s)! / k!
    shares = numpy.array([1 / (k * math.comb(k - 1, size)) for size in range(k)])
    parts = numpy.zeros(k)
    for column in range(k):
        # sets are numbered by their columns' bits: the middle axis is whether this column belongs to the set
        by_column = explained.reshape(-1, 2, 2**column)
        gains = by_column[:, 1] - by_column[:, 0]
        before = sizes.reshape(-1, 2, 2**column)[:, 0]
        parts[column] = math.fsum((gains * shares[before]).ravel().tolist())
    return parts


def _explained_by_sets(inner: Floats, outer: Floats) -> Floats:
    """R² of each of the 2^k sets of columns, numbered by their bits.

    One column after the other is swept out of all sets at once: what remains of the variances and covariances of the
    columns still to come, and of the outcome. Plain arithmetic, so equal on every machine; and what is swept from the
    outcome is a square, so that no set explains less for having one column more.
    """
    import numpy

    k = len(outer)
    remaining = numpy.ones((1, k + 1, k + 1))
    remaining[0, :k, :k] = inner
    remaining[0, :k, k] = remaining[0, k, :k] = outer
    for _ in range(k):
        variance, with_others = remaining[:, 0, 0], remaining[:, 0, 1:]
        divisor = numpy.where(variance > _NOTHING_LEFT, variance, numpy.inf)[:, None, None]
        without = remaining[:, 1:, 1:]
        swept = without - with_others[:, :, None] * with_others[:, None, :] / divisor
        remaining = numpy.concatenate([without, swept])
    return numpy.asarray(1 - remaining[:, 0, 0])


def johnson(inner: Floats, outer: Floats) -> Floats:
    """Each column's part of R² by relative weights: (Λ²) (Λ⁻¹ r)², elementwise squares, with Λ = V D^½ V'.

    `inner` is the k x k correlation matrix of the columns, `outer` their correlations with the outcome, or stacks of
    both, (..., k, k) and (..., k); as many parts come out, none negative. Johnson 2000. Λ is the symmetric square
    root and so does not depend on the signs of the eigenvectors V.
    """
    import numpy

    values, vectors = numpy.linalg.eigh(inner)
    kept = values > _NOTHING_LEFT
    roots = numpy.sqrt(numpy.where(kept, values, 0))
    inverse = numpy.where(kept, 1 / numpy.where(kept, roots, 1), 0)
    turned = numpy.swapaxes(vectors, -1, -2)
    root = (vectors * roots[..., None, :]) @ turned
    beta = vectors @ (inverse[..., None] * (turned @ outer[..., None]))
    return numpy.asarray((root**2 @ beta**2)[..., 0])


def share_errors(inner: Floats, outer: Floats, n: int) -> list[float]:
    """The standard errors of the shares in R², for a sample of `n` complete rows; rounded to six digits.

    The standard deviation of the shares by Johnson's relative weights, which lie close to those of LMG and cost a
    fraction of them, over a thousand correlation matrices as samples of this size would give: Wishart with n - 1
    degrees of freedom (Bartlett's decomposition). Every machine draws the same ones; they are drawn in the order
    of the correlations with the outcome, so that the author's order of the columns changes nothing.
    """
    import numpy

    order = numpy.argsort(outer, kind="stable")
    k = len(outer)
    together = numpy.ones((k + 1, k + 1))
    together[:k, :k] = inner[numpy.ix_(order, order)]
    together[:k, k] = together[k, :k] = outer[order]
    values, vectors = numpy.linalg.eigh(together)
    root = (vectors * numpy.sqrt(numpy.maximum(values, 0))) @ vectors.T
    spread = root @ _standard_wishart_roots(k + 1, n - 1)
    drawn = spread @ numpy.swapaxes(spread, -1, -2)
    deviations = numpy.sqrt(numpy.diagonal(drawn, axis1=-2, axis2=-1))
    drawn = drawn / (deviations[:, :, None] * deviations[:, None, :])
    weights = johnson(drawn[:, :k, :k], drawn[:, :k, k])
    shares = weights / weights.sum(axis=1, keepdims=True)
    errors = numpy.empty(k)
    errors[order] = shares.std(axis=0, ddof=1)
    return [round(float(error), 6) for error in errors]


def _standard_wishart_roots(size: int, freedom: int) -> Floats:
    """A thousand lower triangles A for which A A' is Wishart about the unit matrix (Bartlett's decomposition).

    Made from the raw numbers of PCG64 by the distributions' inverses: numpy promises the raw numbers to every
    version, but not how it makes other distributions of them.
    """
    import numpy
    from scipy.special import gammaincinv, ndtri

    raw: Any = numpy.random.PCG64(SEED).random_raw(DRAWS * size * size)
    uniform = ((raw >> numpy.uint64(12)) + 0.5) * 2.0**-52
    uniform = uniform.reshape(DRAWS, size, size)
    roots = numpy.zeros((DRAWS, size, size))
    rows, columns = numpy.tril_indices(size, -1)
    roots[:, rows, columns] = ndtri(uniform[:, rows, columns])
    diagonal = numpy.arange(size)
    chi_square = 2 * gammaincinv((freedom - diagonal) / 2, uniform[:, diagonal, diagonal])
    roots[:, diagonal, diagonal] = numpy.sqrt(chi_square)
    return roots
