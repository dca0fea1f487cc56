"""Whether two groups of customers differ, and which of several differences survive."""

from __future__ import annotations

import math
from collections.abc import Sequence

from cjgen.analyse.nps import NPS_WIDTH, adjusted_shares
from cjgen.analyse.respondents import nps_variance
from cjgen.model.score import TOLERANCE


def welch(mean1: float, se1: float, n1: float, mean2: float, se2: float, n2: float) -> tuple[float, float, float]:
    """The second mean minus the first, its standard error and the two-sided p of Welch's t test (Welch 1947).

    Standard errors are those of the means, in their unit; both samples have two answers or more, and one of the
    standard errors is not 0. Degrees of freedom after Satterthwaite 1946.
    """
    from scipy.special import stdtr

    difference, se = mean2 - mean1, math.hypot(se1, se2)
    share1, share2 = (se1 / se) ** 2, (se2 / se) ** 2
    freedom = 1 / (share1**2 / (n1 - 1) + share2**2 / (n2 - 1))
    return difference, se, 2 * float(stdtr(freedom, -abs(difference) / se))


def nps_difference(
    score1: float, variance1: float, n1: float, score2: float, variance2: float, n2: float
) -> tuple[float, float, float]:
    """The second NPS minus the first, its standard error (both in NPS points) and the two-sided p, by the normal.

    Scores run from -100 to 100; a variance is that of one answer that counts 1, 0 or -1 (`nps_variance`), n the
    number of answers (with weights the effective number). Where all customers of a group answered alike, its
    variance is that of the shares after three answers are added, as in its interval: a sample without spread does not
    say that there is none.
    """
    error1 = _spread(score1, variance1, n1) / n1
    error2 = _spread(score2, variance2, n2) / n2
    difference, se = score2 - score1, 100 * math.sqrt(error1 + error2)
    return difference, se, math.erfc(abs(difference) / se / math.sqrt(2))


def _spread(score: float, variance: float, n: float) -> float:
    if variance > TOLERANCE:
        return variance
    promoting, detracting = (n if abs(score - alike) <= TOLERANCE * NPS_WIDTH else 0 for alike in (100, -100))
    return nps_variance(*adjusted_shares(promoting, detracting, n))


def holm(ps: Sequence[float], level: float = 0.05) -> list[bool]:
    """Which of several tests survive together at this level, in the order of `ps` (Holm 1979).

    The smallest p is held against level / m, the next against level / (m - 1) and so on, up to the first that is
    larger: that one and all after it do not survive.
    """
    survive = [False] * len(ps)
    for passed, position in enumerate(sorted(range(len(ps)), key=lambda position: ps[position])):
        if ps[position] > level / (len(ps) - passed):
            break
        survive[position] = True
    return survive
