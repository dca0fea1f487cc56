"""The Net Promoter Score and what its sample allows one to say."""

from __future__ import annotations

import math
from dataclasses import replace

from cjgen.analyse.equality import at_least
from cjgen.model.findings import POSITIONS, NpsFindings, Position
from cjgen.model.nps import Benchmark, Nps
from cjgen.model.score import SMALL_SAMPLE

Z = 1.959963984540054
"""The normal distribution's .975 quantile."""

NPS_WIDTH = 200.0
"""The width of the scale of an NPS, -100 to 100."""

OUTWEIGHING = (10, 20)
"""Good experiences that make up for one detractor, from and to: a rule of thumb, no measurement."""


def nps_findings(nps: Nps | None) -> NpsFindings | None:
    """The NPS as written: from its counts with an interval, or a typed score without one.

    The score is (promoters - detractors) / n x 100; the interval is the adjusted Wald (Rocks 2016), which
    adds three answers (¾ promoter, 1½ passive, ¾ detractor) and so has a width even where all customers
    answered alike. Both run from -100 to 100.
    """
    if nps is None:
        return None
    if nps.score is not None and nps.n is not None:
        found = NpsFindings(nps.score, nps.n, promoters=None, passives=None, detractors=None, low=None, high=None)
        return _beside_benchmark(found, nps.benchmark)
    promoters, passives, detractors = nps.promoters or 0, nps.passives or 0, nps.detractors or 0
    n = promoters + passives + detractors
    low, high = adjusted_wald(promoters, detractors, n)
    found = NpsFindings(
        score=100 * (promoters - detractors) / n,
        n=n,
        promoters=promoters,
        passives=passives,
        detractors=detractors,
        low=low,
        high=high,
        outweigh=outweighing(detractors) if n >= SMALL_SAMPLE and detractors else None,
    )
    return _beside_benchmark(found, nps.benchmark)


def adjusted_wald(promoters: float, detractors: float, n: float) -> tuple[float, float]:
    """The adjusted Wald 95 % interval of an NPS, clipped to -100 and 100 (Rocks 2016); n >= 1."""
    promoting, detracting = adjusted_shares(promoters, detractors, n)
    centre = promoting - detracting
    margin = Z * math.sqrt((promoting + detracting - centre**2) / (n + 3))
    return max(-100.0, (centre - margin) * 100), min(100.0, (centre + margin) * 100)


def adjusted_shares(promoters: float, detractors: float, n: float) -> tuple[float, float]:
    """The shares (0 to 1) of promoters and detractors after three answers are added, ¾ to either."""
    return (promoters + 0.75) / (n + 3), (detractors + 0.75) / (n + 3)


def outweighing(detractors: int) -> tuple[int, int]:
    """How many good experiences make up for so many detractors, from and to: 10 to 20 for each of them."""
    return OUTWEIGHING[0] * detractors, OUTWEIGHING[1] * detractors


def position(value: float, benchmark: Benchmark) -> Position:
    """Where an NPS lies as seen from the range of comparable organisations."""
    if not at_least(value, benchmark.low, NPS_WIDTH):
        return "below"
    return "within" if at_least(benchmark.high, value, NPS_WIDTH) else "above"


def _beside_benchmark(found: NpsFindings, benchmark: Benchmark | None) -> NpsFindings:
    """The findings with where the score lies, and where its interval says that it may lie as well."""
    if benchmark is None:
        return found
    at = position(found.score, benchmark)
    if found.low is None or found.high is None:
        return replace(found, position=at)
    first, last = (POSITIONS.index(position(end, benchmark)) for end in (found.low, found.high))
    also = tuple(other for other in POSITIONS[first : last + 1] if other != at)
    return replace(found, position=at, also_possible=also)
