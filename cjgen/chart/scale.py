"""Where a figure stands along an axis, and which figures an axis names."""

from __future__ import annotations

import math
from dataclasses import dataclass
from typing import Any

from cjgen.chart.place import text_width
from cjgen.model.scale import Range
from cjgen.model.score import TOLERANCE

_STEPS = (1.0, 2.0, 2.5, 3.0, 5.0)


@dataclass(frozen=True, slots=True)
class Linear:
    """A scale from `low` to `high`, drawn from `start` to `end` (units of the plot, from its left or top)."""

    low: float
    high: float
    start: float
    end: float

    def at(self, value: float) -> float:
        """The place of `value`, rounded to hundredths of a unit."""
        share = (value - self.low) / (self.high - self.low)
        return round(self.start + share * (self.end - self.start), 2)

    def signals(self, axis: str) -> dict[str, Any]:
        """The signals by which the declaration knows this scale; `axis` is `x` or `y`."""
        ends = {"low": self.low, "high": self.high, "start": self.start, "end": self.end}
        return {f"{axis}_{name}": value for name, value in ends.items()}


@dataclass(frozen=True, slots=True)
class Ticks:
    """The figures that an axis names, and how many decimals they need."""

    values: tuple[float, ...]
    decimals: int

    def signals(self, axis: str, *, percent: bool = False) -> dict[str, Any]:
        """The signals by which the declaration knows them; with `percent` they are shares, written in per cent."""
        written = f",.{max(self.decimals - 2, 0)}%" if percent else f",.{self.decimals}f"
        return {f"{axis}_ticks": list(self.values), f"{axis}_format": written}

    def widest(self, size: float) -> float:
        """How wide the widest of them is, as a text of this size."""
        return max(text_width(f"{value:,.{self.decimals}f}", size) for value in self.values)


def ticks(scale: Range, most: int) -> Ticks:
    """Round figures from end to end of the scale, at most `most` steps apart.

    Steps that meet both ends are preferred to finer ones that do not.
    """
    power = 10.0 ** (math.floor(math.log10(scale.width)) - 1)
    steps = [step * power * ten for ten in (1.0, 10.0, 100.0) for step in _STEPS]
    usable = [step for step in steps if scale.width / step <= most * (1 + TOLERANCE)]
    even = [step for step in usable if _whole(scale.width / step) and scale.width / step >= 2 - TOLERANCE]
    step = (even or usable)[0]
    decimals = next(digits for digits in range(12) if _whole(step * 10**digits) and _whole(scale.min * 10**digits))
    first = 0 if even else math.ceil(scale.min / step - TOLERANCE)
    start = scale.min if even else 0.0
    count = math.floor((scale.max - start) / step + TOLERANCE)
    return Ticks(tuple(round(start + k * step, decimals) for k in range(first, count + 1)), decimals)


def fitting(scale: Range, room: float, most: int, size: float) -> Ticks:
    """The ticks whose figures, side by side in texts of this size, fit into `room` for the whole scale."""
    for steps in range(most, 1, -1):
        found = ticks(scale, steps)
        apart = room / scale.width * (found.values[-1] - found.values[0]) / max(len(found.values) - 1, 1)
        if apart >= found.widest(size) + size / 2:
            return found
    return ticks(scale, 1)


def from_zero(highest: float) -> Range:
    """A scale for shares of 0 to 1: from 0 to the first round figure at or above the highest of them."""
    step = next((step for step in (0.01, 0.02, 0.05) if highest <= 10 * step), 0.1)
    return Range(min=0.0, max=round(max(math.ceil(highest / step - TOLERANCE), 2) * step, 2))


def around(lowest: float, highest: float, scale: Range, least: float) -> Range:
    """The part of `scale` on which figures lie: round ends, and at least the share `least` of it."""
    more = max(least * scale.width - (highest - lowest), 0.0) / 2
    low, high = lowest - more, highest + more
    shift = max(scale.min - low, 0.0) - max(high - scale.max, 0.0)
    low, high = max(low + shift, scale.min), min(high + shift, scale.max)
    power = 10.0 ** math.floor(math.log10(high - low))
    step = next(step * power for step in (0.1, 0.2, 0.25, 0.5, 1.0) if (high - low) / (step * power) <= 10)
    return Range(
        min=max(round(math.floor(low / step + TOLERANCE) * step, 9), scale.min),
        max=min(round(math.ceil(high / step - TOLERANCE) * step, 9), scale.max),
    )


def _whole(value: float) -> bool:
    return abs(value - round(value)) < 1e-6
