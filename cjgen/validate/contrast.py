"""Colours against each other: how well one can be read on another, and which shade nearby can be.

Colours are `#rrggbb` here: what a screen shows. coloraide reads the notations of CSS and knows OKLCH, in which a step
of lightness looks equally large for every hue; it is imported late, because most commands need no colours.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from coloraide import Color

READABLE: Final = 4.5
"""The least contrast of text with its ground: WCAG 2.2, success criterion 1.4.3 (level AA)."""
TELLING: Final = 0.05
"""Two colours nearer to each other than this, as a distance in OKLab, are hard to tell apart; black to white is 1."""

_STEPS: Final = 256
"""Steps of lightness from black to white in which a shade is looked for."""
_HALVINGS: Final = 5
"""And how often the last step is halved: what is left is less than a step of eight bits."""


def as_hex(text: str) -> str | None:
    """A CSS colour as `#rrggbb`, brought into sRGB where it lies outside; None for what is none, or lets through."""
    from coloraide import Color

    try:
        color = Color(text.strip())
        return _shown(color) if color.alpha(nans=False) >= 1 else None
    except (ValueError, ArithmeticError):  # figures without end are colours to a parser, and none on a screen
        return None


def ratio(one: str, other: str) -> float:
    """The contrast of two colours, 1 to 21: (L1 + 0.05)/(L2 + 0.05) of their relative luminances (WCAG 2.2)."""
    low, high = sorted((_luminance(one), _luminance(other)))
    return (high + 0.05) / (low + 0.05)


def least_ratio(color: str, grounds: Iterable[str]) -> float:
    """The contrast of a colour with the ground on which it is hardest to read."""
    return min(ratio(color, ground) for ground in grounds)


def difference(one: str, other: str) -> float:
    """How far two colours lie apart in OKLab (Ottosson 2020): 0 for equal ones, 1 for black and white."""
    from coloraide import Color

    return float(Color(one).delta_e(other, method="ok"))


def nearest_shade(color: str, grounds: Sequence[str], least: float = READABLE) -> str | None:
    """The shade of `color` nearest to it that has the contrast `least` with all `grounds`.

    Hue and, as far as sRGB has it, chroma stay; lightness in OKLCH changes as little as possible. None where no shade
    between black and white can be read on all of them.
    """
    from coloraide import Color

    if least_ratio(color, grounds) >= least:
        return color
    start = Color(color).convert("oklch")
    lightness = float(start["lightness"])

    def shade(at: float) -> str:
        return _shown(start.clone().set("lightness", at))

    def passes(at: float) -> bool:
        return least_ratio(shade(at), grounds) >= least

    for step in range(1, _STEPS + 1):
        for near, far in ((lightness - (step - 1) / _STEPS, -1), (lightness + (step - 1) / _STEPS, 1)):
            end = min(max(near + far / _STEPS, 0.0), 1.0)
            if 0 <= near <= 1 and passes(end):
                return shade(_border(near, end, passes))
    return None


def _border(failing: float, passing: float, passes: Callable[[float], bool]) -> float:
    """The lightness nearest to `failing` that passes."""
    for _ in range(_HALVINGS):
        middle = (failing + passing) / 2
        failing, passing = (failing, middle) if passes(middle) else (middle, passing)
    return passing


def _shown(color: Color) -> str:
    """The colour as a screen shows it."""
    return color.convert("srgb").fit().to_string(hex=True)


def _luminance(color: str) -> float:
    """Relative luminance of `#rrggbb`, 0 for black to 1 for white, as WCAG 2.2 defines it."""
    channels = (int(color[at : at + 2], 16) / 255 for at in (1, 3, 5))
    red, green, blue = (c / 12.92 if c <= 0.04045 else ((c + 0.055) / 1.055) ** 2.4 for c in channels)
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue
