"""The thresholds that a chart can draw as one line."""

from __future__ import annotations

from typing import Literal

from cjgen.model.findings import JourneyFindings
from cjgen.model.score import TOLERANCE


def common(found: JourneyFindings, axis: Literal["importance", "experience", "drop"]) -> float | None:
    """The threshold of this axis where all touchpoints have the same, None where they differ or have none."""
    values = [getattr(item.threshold, axis) for item in found.touchpoints]
    known: list[float] = [value for value in values if value is not None]
    scale = found.journey.scale.experience if axis == "experience" else found.journey.scale.importance
    if len(known) < len(values) or max(known) - min(known) > TOLERANCE * scale.width:
        return None
    return known[0]
