"""What the counts of an instrument say about all customers: its own 95 % interval, and where that lies on a scale."""

from __future__ import annotations

import math

from cjgen.analyse.complaints import poisson_interval
from cjgen.analyse.nps import Z, adjusted_wald
from cjgen.model.findings import SampleUnit
from cjgen.model.instrument import EASIEST, HARDEST, Effort, Instrument, Recommendation, Share, ThingsGoneWrong
from cjgen.model.scale import Range

Bounds = tuple[float, float]


def own_interval(instrument: Instrument | None) -> Bounds | None:
    """The interval that an instrument's counts give, in its own unit; None where it has no interval of its own.

    CSAT and mystery guest: Wilson, in per cent; NPS: adjusted Wald; Things Gone Wrong: Garwood, per 100
    contacts. An effort score is a mean and has that of a mean: see `effort_interval`.
    """
    if isinstance(instrument, Share):
        if instrument.n_effective is None:
            low, high = wilson(instrument.part, instrument.whole)
        else:
            low, high = wilson(instrument.figure / 100 * instrument.n_effective, instrument.n_effective)
        return _holding(instrument.figure, 100 * low, 100 * high)
    if isinstance(instrument, Recommendation):
        promoters, detractors, n = float(instrument.promoters), float(instrument.detractors), float(instrument.n)
        if instrument.shares is not None and instrument.n_effective is not None:
            n = instrument.n_effective
            promoters, detractors = instrument.shares[0] * n, instrument.shares[1] * n
        return _holding(instrument.figure, *adjusted_wald(promoters, detractors, n))
    if isinstance(instrument, ThingsGoneWrong):
        low, high = poisson_interval(instrument.count)
        return _holding(instrument.figure, 100 * low / instrument.contacts, 100 * high / instrument.contacts)
    return None


def sample_unit(instrument: Instrument | None) -> SampleUnit:
    """What the n of a score counts: the customers asked, unless its instrument counts something else."""
    if isinstance(instrument, ThingsGoneWrong):
        return "contacts"
    return "checks" if isinstance(instrument, Share) and instrument.name == "mystery" else "customers"


def on_scale(instrument: Instrument, own: Bounds, mean: float, scale: Range) -> Bounds:
    """The own interval moved onto the scale as the instrument's figure is; it holds the `mean` that is printed.

    Where more things went wrong than there were contacts the figure lies at the lowest point of the scale,
    and its interval is that of one thing gone wrong in every contact: else it would have no width.
    """
    low, high = own
    if isinstance(instrument, Share):
        shares = (low / 100, high / 100)
    elif isinstance(instrument, Recommendation):
        shares = ((low + 100) / 200, (high + 100) / 200)
    elif isinstance(instrument, ThingsGoneWrong):
        fewest = poisson_interval(min(instrument.count, instrument.contacts))[0] / instrument.contacts
        shares = (1 - min(1.0, high / 100), 1 - fewest)
    else:
        raise TypeError(f"{instrument.name} has no interval of its own to move")
    return _holding(mean, *(scale.min * (1 - share) + scale.max * share for share in shares))


def effort_interval(effort: Effort, low: float, high: float, scale: Range) -> Bounds:
    """The interval of the mean effort on 1 to 7 as it was asked, from that on the journey's scale."""
    shares = [(end - scale.min) / scale.width for end in (low, high)]
    if effort.easy == "low":
        shares = [1 - share for share in reversed(shares)]
    return _holding(effort.figure, *(HARDEST + share * (EASIEST - HARDEST) for share in shares))


def wilson(part: float, whole: float) -> Bounds:
    """The Wilson score interval (Wilson 1927) of a share of 0 to 1; `whole` >= 1."""
    centre = (part + Z**2 / 2) / (whole + Z**2)
    margin = Z * math.sqrt(part * (whole - part) / whole + Z**2 / 4) / (whole + Z**2)
    return max(0.0, centre - margin), min(1.0, centre + margin)


def _holding(figure: float, low: float, high: float) -> Bounds:
    """The bounds, widened by a last digit where needed to hold the figure."""
    return min(low, figure), max(high, figure)
