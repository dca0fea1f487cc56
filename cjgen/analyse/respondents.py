"""How many more customers to ask before a small sample says something with a useful margin."""

from __future__ import annotations

import math

from cjgen.analyse.nps import NPS_WIDTH, Z, adjusted_shares
from cjgen.model.findings import AskMore, NpsFindings, SampleUnit
from cjgen.model.score import SMALL_SAMPLE

MEAN_MARGIN = 0.05
"""The margin to aim at for a mean, as a share of its scale's width."""

NPS_MARGIN = 10.0
"""The margin to aim at for an NPS, in its points."""


def respondents_needed(variance: float, margin: float) -> float:
    """Respondents needed for a 95 % margin of error: n = v (z / e)², not rounded.

    `variance` is that of a single answer and `margin` is e > 0, in the same unit: scale points for a mean,
    shares (0 to 1) for an NPS.
    """
    return variance * (Z / margin) ** 2


def nps_variance(promoting: float, detracting: float) -> float:
    """The variance of one answer that counts 1, 0 or -1: v = p + d - (p - d)², p and d as shares."""
    return promoting + detracting - (promoting - detracting) ** 2


def still_to_ask(variance: float, margin: float, n: int) -> int:
    """Respondents needed beyond the `n` who answered: at least 1, for an answer more always says more."""
    # a whisker less, so that rounding in the last digit never asks for one customer too many
    return max(1, math.ceil(respondents_needed(variance, margin) - 1e-9) - n)


def ask_more_for_mean(variance: float, n: int, width: float, unit: SampleUnit) -> AskMore | None:
    """How many more to ask for a mean of two to five answers; None for other samples."""
    if not 2 <= n < SMALL_SAMPLE:
        return None
    margin = MEAN_MARGIN * width
    return AskMore(still_to_ask(variance, margin, n), margin, unit)


def ask_more_for_nps(found: NpsFindings) -> AskMore | None:
    """How many more to ask for an NPS of fewer than six answers; None for other samples, and without counts.

    The shares are those of the adjusted Wald interval: two promoters out of two are no reason to think that
    there are no others.
    """
    if found.n >= SMALL_SAMPLE or found.promoters is None or found.detractors is None:
        return None
    promoting, detracting = adjusted_shares(found.promoters, found.detractors, found.n)
    variance = nps_variance(promoting, detracting)
    return AskMore(still_to_ask(variance, 2 * NPS_MARGIN / NPS_WIDTH, found.n), NPS_MARGIN)
