"""What customers did beside what they said: shares with intervals, what moved, and where deeds and words part."""

from __future__ import annotations

import math
from collections.abc import Sequence

from cjgen.analyse.instruments import Bounds, wilson
from cjgen.model.findings import Change, NpsFindings
from cjgen.model.loyalty import Disagreement, Loyalty, LoyaltyFindings, Moved
from cjgen.model.score import TOLERANCE


def loyalty_findings(loyalty: Loyalty, nps: NpsFindings | None, changes: Sequence[Change]) -> LoyaltyFindings:
    """One thing that customers did; `nps` and `changes` (of the whole) are what they said."""
    share, (low, high) = loyalty.count / loyalty.of, wilson(loyalty.count, loyalty.of)
    disagreements: list[Disagreement] = []
    said, bounds = None, None
    answers = _said(loyalty, nps)
    if answers is not None:
        part, whole = answers
        said, bounds = part / whole, wilson(part, whole)
        disagreements += _level(loyalty, (low, high), bounds)
    before = loyalty.previous
    if before is None:
        return LoyaltyFindings(
            share,
            low,
            high,
            disagreements=tuple(disagreements),
            said=said,
            said_low=_low(bounds),
            said_high=_high(bounds),
        )
    then, (then_low, then_high) = before.count / before.of, wilson(before.count, before.of)
    difference = share - then
    least, most = newcombe(share, (low, high), then, (then_low, then_high))
    moved: Moved = "up" if least > TOLERANCE else "down" if most < -TOLERANCE else "level"
    disagreements += _direction(moved, changes)
    return LoyaltyFindings(
        share=share,
        low=low,
        high=high,
        before=then,
        before_low=then_low,
        before_high=then_high,
        difference=difference,
        difference_low=least,
        difference_high=most,
        moved=moved,
        disagreements=tuple(disagreements),
        said=said,
        said_low=_low(bounds),
        said_high=_high(bounds),
    )


def newcombe(share: float, bounds: Bounds, before: float, before_bounds: Bounds) -> Bounds:
    """The 95 % interval of the difference of two independent shares from their Wilson intervals (Newcombe 1998)."""
    difference = share - before
    down = math.hypot(share - bounds[0], before_bounds[1] - before)
    up = math.hypot(bounds[1] - share, before - before_bounds[0])
    return difference - down, difference + up


def _said(loyalty: Loyalty, nps: NpsFindings | None) -> tuple[int, int] | None:
    """Who said what this deed is held against, and how many answered: promoters, else detractors."""
    if (
        nps is None
        or nps.promoters is None
        or nps.detractors is None
        or loyalty.measure not in ("referral", "retention")
    ):
        return None
    return (nps.promoters if loyalty.measure == "referral" else nps.detractors), nps.n


def _level(loyalty: Loyalty, did: Bounds, said: Bounds) -> list[Disagreement]:
    """Where intervals of deeds and words lie apart."""
    if loyalty.measure == "referral":
        return ["fewer_referred"] if did[1] < said[0] else []
    left = 1 - did[1], 1 - did[0]
    if left[1] < said[0]:
        return ["stay_dissatisfied"]
    return ["leave_unsaid"] if left[0] > said[1] else []


def _direction(moved: Moved, changes: Sequence[Change]) -> list[Disagreement]:
    """Where words that truly moved went the other way; `changes` are those of NPS and overall mark."""
    said = {math.copysign(1, change.difference) for change in changes if change.holds and change.difference}
    if moved == "down" and 1 in said:
        return ["said_up_did_down"]
    return ["said_down_did_up"] if moved == "up" and -1 in said else []


def _low(bounds: Bounds | None) -> float | None:
    return bounds[0] if bounds is not None else None


def _high(bounds: Bounds | None) -> float | None:
    return bounds[1] if bounds is not None else None
