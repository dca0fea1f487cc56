"""The thresholds that a chart can draw as one line."""

from __future__ import annotations

from typing import Literal

from cjgen.model.findings import JourneyFindings
from cjgen.model.score import TOLERANCE


def common(found: JourneyFindings, axis: Literal["importance", "experience", "drop"]) -> float | None:
    """The threshold of this axis where all touchpoints have the same, None where they differ or have none."""
    derived = axis != "experience" and found.journey.derives_importance
    # what does not exist yet has a stated importance and a line of its own on another scale
    items = [item for item in found.touchpoints if not (derived and item.touchpoint.wished)]
    values = [getattr(item.threshold, axis) for item in items]
    known: list[float] = [value for value in values if value is not None]
    scale = found.journey.axes.experience if axis == "experience" else found.journey.axes.importance
    if not known or len(known) < len(values) or max(known) - min(known) > TOLERANCE * scale.width:
        return None
    return known[0]
