"""When two figures count as equal.

A yardstick computed from the figures themselves carries the rounding of a computer's arithmetic; without a
tolerance, a touchpoint exactly on the mean would fall on either side of it by accident.
"""

from __future__ import annotations

from collections.abc import Sequence

from cjgen.model.score import TOLERANCE


def at_least(value: float, threshold: float, width: float) -> bool:
    """Whether the value lies at or above the threshold, on a scale of this width."""
    return value >= threshold - TOLERANCE * width


def descending(values: Sequence[float], width: float) -> list[int]:
    """Positions of the values from the largest to the smallest; equal ones keep their order.

    Values that differ by less than the tolerance from their neighbour form one cluster, so the outcome does
    not depend on which of them are compared first.
    """
    order = sorted(range(len(values)), key=lambda position: -values[position])
    clusters: list[list[int]] = []
    for position in order:
        if clusters and values[clusters[-1][-1]] - values[position] <= TOLERANCE * width:
            clusters[-1].append(position)
        else:
            clusters.append([position])
    return [position for cluster in clusters for position in sorted(cluster)]
