"""The Net Promoter Score and what its sample allows one to say."""

from __future__ import annotations

import math
from dataclasses import dataclass, replace

from cjgen.analyse.equality import at_least
from cjgen.model.findings import POSITIONS, NpsFindings, Position
from cjgen.model.nps import Benchmark, Nps
from cjgen.model.score import SMALL_SAMPLE, Recommended

Z = 1.959963984540054
"""The normal distribution's .975 quantile."""

NPS_WIDTH = 200.0
"""The width of the scale of an NPS, -100 to 100."""

OUTWEIGHING = (10, 20)
"""Good experiences that make up for one detractor, from and to: a rule of thumb, no measurement."""


@dataclass(frozen=True, slots=True)
class NpsShares:
    """The shares (0 to 1) of promoters and detractors among `n` answers, with weights the effective number of them."""

    promoting: float
    detracting: float
    n: float


def counted(typed: Nps | None, answered: Recommended | None) -> Nps | Recommended | None:
    """Which NPS is a journey's: what was typed, else what its survey file counts; None where nobody was asked."""
    if typed is not None and typed.answers:
        return typed
    return answered if answered is not None and answered.n else None


def nps_shares(nps: Nps | Recommended) -> NpsShares | None:
    """The shares behind a score, weighted where its answers are; None where only the score was typed."""
    if isinstance(nps, Nps):
        if nps.score is not None:
            return None
        return NpsShares((nps.promoters or 0) / nps.answers, (nps.detractors or 0) / nps.answers, nps.answers)
    if nps.shares is None:
        return NpsShares(nps.promoters / nps.n, nps.detractors / nps.n, nps.n)
    return NpsShares(nps.shares[0], nps.shares[2], min(nps.n, nps.n_effective or nps.n))


def nps_findings(nps: Nps | Recommended | None, benchmark: Benchmark | None = None) -> NpsFindings | None:
    """The NPS of counted answers, with an interval, or a typed score without one; None where nobody answered.

    The score is (promoters - detractors) / n x 100; the interval is the adjusted Wald (Rocks 2016), which
    adds three answers (¾ promoter, 1½ passive, ¾ detractor) and so has a width even where all customers
    answered alike; there is none for a single customer. Both run from -100 to 100. With weights both are of weighted
    shares, and the interval is that of the effective number of answers.
    """
    nps = counted(nps, None) if isinstance(nps, Nps) else counted(None, nps)
    if nps is None:
        return None
    if isinstance(nps, Nps) and nps.score is not None:
        return _beside_benchmark(NpsFindings(nps.score, nps.answers, None, None, None, None, None), benchmark)
    shares = nps_shares(nps)
    if shares is None:
        return None
    n = nps.answers if isinstance(nps, Nps) else nps.n
    promoters, detractors = nps.promoters or 0, nps.detractors or 0
    weighted = isinstance(nps, Recommended) and nps.shares is not None
    plain = 100 * (promoters - detractors) / n
    low, high = None, None
    if n > 1:
        low, high = adjusted_wald(promoters, detractors, n) if not weighted else _adjusted_wald_of(shares)
    found = NpsFindings(
        score=100 * (shares.promoting - shares.detracting) if weighted else plain,
        n=n,
        promoters=promoters,
        passives=nps.passives or 0,
        detractors=detractors,
        low=low,
        high=high,
        n_effective=nps.n_effective if isinstance(nps, Recommended) else None,
        unweighted=plain if weighted else None,
        outweigh=outweighing(detractors) if shares.n >= SMALL_SAMPLE and detractors else None,
    )
    return _beside_benchmark(found, benchmark)


def adjusted_wald(promoters: float, detractors: float, n: float) -> tuple[float, float]:
    """The adjusted Wald 95 % interval of an NPS, clipped to -100 and 100 (Rocks 2016); n >= 1."""
    promoting, detracting = adjusted_shares(promoters, detractors, n)
    centre = promoting - detracting
    margin = Z * math.sqrt((promoting + detracting - centre**2) / (n + 3))
    return max(-100.0, (centre - margin) * 100), min(100.0, (centre + margin) * 100)


def _adjusted_wald_of(shares: NpsShares) -> tuple[float, float]:
    return adjusted_wald(shares.promoting * shares.n, shares.detracting * shares.n, shares.n)


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
