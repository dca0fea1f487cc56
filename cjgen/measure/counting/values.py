"""What stands in a cell of a survey file: a number as people write it, or a text."""

from __future__ import annotations

import math
import re
from collections.abc import Sequence
from dataclasses import dataclass

Raw = str | int | float | None
"""A cell as an engine hands it over: a text, a number, or nothing."""

DECIMALS = 6
"""Answers and weights are read to this many decimals."""

NUMBER = r"[-+]?[0-9]+([.,][0-9]+)?"
"""A number in a cell, with a decimal point or a decimal comma and without separators for thousands."""

_NUMBER = re.compile(NUMBER)


def number_of(cell: Raw) -> float | None:
    """The number in a cell; None for an empty cell and for a text that is none."""
    if cell is None or isinstance(cell, bool):
        return None
    if isinstance(cell, str):
        text = cell.strip()
        return round(float(text.replace(",", ".")), DECIMALS) + 0.0 if _NUMBER.fullmatch(text) else None
    return round(float(cell), DECIMALS) + 0.0 if math.isfinite(cell) else None


def text_of(cell: Raw) -> str | None:
    """The cell as a text, a whole number without decimals; None for an empty cell."""
    if cell is None or (isinstance(cell, float) and math.isnan(cell)):
        return None
    if isinstance(cell, float) and cell.is_integer():
        return str(int(cell))
    return str(cell).strip() or None


def decimals_of(value: float) -> int:
    """How many decimals a value has, at most `DECIMALS`."""
    return next((digits for digits in range(DECIMALS) if round(value, digits) == value), DECIMALS)


@dataclass(frozen=True, slots=True)
class Codes:
    """Cells that stand for something: `99` also for `99,0`, texts whatever their capitals."""

    numbers: frozenset[float]
    texts: frozenset[str]

    @classmethod
    def of(cls, written: Sequence[str]) -> Codes:
        """The codes as an author wrote them."""
        numbers = {text: number_of(text) for text in written}
        return cls(
            frozenset(number for number in numbers.values() if number is not None),
            frozenset(text.strip().casefold() for text, number in numbers.items() if number is None),
        )

    def __contains__(self, cell: Raw) -> bool:
        number = number_of(cell)
        if number is not None:
            return number in self.numbers
        text = text_of(cell)
        return text is not None and text.casefold() in self.texts
