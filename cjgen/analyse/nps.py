"""The Net Promoter Score and what its sample allows one to say."""

from __future__ import annotations

import math

from cjgen.model.findings import NpsFindings
from cjgen.model.journey import Nps

Z = 1.959963984540054
"""The normal distribution's .975 quantile."""


def nps_findings(nps: Nps | None) -> NpsFindings | None:
    """The NPS as written: from its counts with an interval, or a typed score without one.

    The score is (promoters - detractors) / n x 100; the interval is the adjusted Wald (Rocks 2016), which
    adds three answers (¾ promoter, 1½ passive, ¾ detractor) and so has a width even where all customers
    answered alike. Both run from -100 to 100.
    """
    if nps is None:
        return None
    if nps.score is not None and nps.n is not None:
        return NpsFindings(nps.score, nps.n, promoters=None, passives=None, detractors=None, low=None, high=None)
    promoters, passives, detractors = nps.promoters or 0, nps.passives or 0, nps.detractors or 0
    n = promoters + passives + detractors
    low, high = adjusted_wald(promoters, detractors, n)
    return NpsFindings(
        score=100 * (promoters - detractors) / n,
        n=n,
        promoters=promoters,
        passives=passives,
        detractors=detractors,
        low=low,
        high=high,
    )


def adjusted_wald(promoters: int, detractors: int, n: int) -> tuple[float, float]:
    """The adjusted Wald 95 % interval of an NPS, clipped to -100 and 100 (Rocks 2016); n >= 1."""
    promoting = (promoters + 0.75) / (n + 3)
    detracting = (detractors + 0.75) / (n + 3)
    centre = promoting - detracting
    margin = Z * math.sqrt((promoting + detracting - centre**2) / (n + 3))
    return max(-100.0, (centre - margin) * 100), min(100.0, (centre + margin) * 100)
