"""What stands in a cell of a survey file: a number as people write it, or a text."""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass

from cjgen.model.column import DECIMALS, cell_value

Raw = str | int | float | None
"""A cell as an engine hands it over: a text, a number, or nothing."""


def number_of(cell: Raw) -> float | None:
    """The number in a cell; None for an empty cell and for a text that is none."""
    if cell is None or isinstance(cell, bool):
        return None
    if isinstance(cell, str):
        value = cell_value(cell)
        return value if isinstance(value, float) else None
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
        values = [cell_value(text) for text in written]
        return cls(
            frozenset(value for value in values if isinstance(value, float)),
            frozenset(value for value in values if isinstance(value, str)),
        )

    def __contains__(self, cell: Raw) -> bool:
        number = number_of(cell)
        if number is not None:
            return number in self.numbers
        text = text_of(cell)
        return text is not None and text.casefold() in self.texts


_MOST = 12


def listed(names: Sequence[str]) -> str:
    """Names for a message, no more of them than one can take in."""
    shown = ", ".join(f"`{name}`" for name in names[:_MOST])
    return shown + (f" and {len(names) - _MOST} more" if len(names) > _MOST else "")
