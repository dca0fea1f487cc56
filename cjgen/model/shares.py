"""Shares of touchpoints in what goes together with the outcome, wherever they were computed."""

from __future__ import annotations

from dataclasses import dataclass

from cjgen.model.findings import JourneyFindings

_Z = 1.959963984540054


@dataclass(frozen=True, slots=True)
class Share:
    """A touchpoint's share (0 to 1) in what all of them explain, with its standard error and 95 % interval if known."""

    touchpoint: str
    share: float
    se: float | None
    low: float | None
    high: float | None


def shares_of(found: JourneyFindings) -> tuple[Share, ...]:
    """The shares, largest first and equal ones in the author's order: of the drivers, else of derived importance."""
    if found.drivers is not None:
        errors = found.drivers.errors
        known = [_of_drivers(id, share, errors.get(id)) for id, share in found.drivers.shares.items()]
    else:
        known = [
            Share(item.touchpoint.id, figure.score.mean, figure.score.se, figure.low, figure.high)
            for item in found.touchpoints
            if (figure := item.importance) is not None and figure.score.source == "derived"
        ]
    return tuple(sorted(known, key=lambda share: -share.share))


def _of_drivers(touchpoint: str, share: float, se: float | None) -> Share:
    if se is None:
        return Share(touchpoint, share, None, None, None)
    return Share(touchpoint, share, se, max(share - _Z * se, 0.0), min(share + _Z * se, 1.0))
