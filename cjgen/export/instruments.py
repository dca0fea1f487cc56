"""An instrument's own figure as it stands in a data file, in its own unit."""

from __future__ import annotations

from dataclasses import asdict
from typing import Any

from cjgen.model.findings import Figure
from cjgen.model.instrument import Effort, Instrument, Recommendation, ServiceGap, Share

_PARTS = {"csat": ("satisfied", "of"), "mystery": ("passed", "of")}


def instrument_data(figure: Figure) -> dict[str, Any] | None:
    """`name`, `figure`, `low` and `high`, and what they were made of; None for a score without an instrument."""
    found = figure.score.instrument
    if found is None:
        return None
    low, high = figure.own or (None, None)
    return {"name": found.name, "figure": found.figure, "low": low, "high": high, **_parts(found)}


def _parts(found: Instrument) -> dict[str, Any]:
    """What was counted or asked, under the author's names."""
    if isinstance(found, Share):
        part, whole = _PARTS[found.name]
        return {part: found.part, whole: found.whole}
    if isinstance(found, Effort):
        counts = {str(answer): count for answer, count in found.answers}
        return {"easy": found.easy, "share": found.easy_share, "counts": counts}
    if isinstance(found, Recommendation):
        return {"promoters": found.promoters, "passives": found.passives, "detractors": found.detractors}
    if isinstance(found, ServiceGap):
        return {"unweighted": found.unweighted, "dimensions": [asdict(each) for each in found.dimensions]}
    return {"count": found.count, "of": found.contacts}
