"""How much a survey file may ask. Sizes that a file announces are not believed; what is unpacked is counted."""

from __future__ import annotations

from typing import Final

MEMORY: Final = "256MB"
"""What the engine may hold in memory; what does not fit goes to the scratch folder."""

_RATIO: Final = 200
"""How many times its packed size a file may have: answers pack some 3 to 30 times smaller."""

_ALWAYS: Final = 100 * 1024**2
_ABSOLUTE: Final = 20 * 1024**3

MOST_BYTES: Final = f"{_RATIO} times its size"

MOST_PARTS: Final = 5_000
"""Files within a spreadsheet."""

MOST_CELLS: Final = 15_000_000
"""Rows times columns of a sheet: it is held in memory, 32 bytes a cell."""

MOST_TEXT: Final = 512 * 1024**2
"""Characters of all texts in a sheet, a text that stands in many cells counted as often."""

MOST_ROWS_A_BYTE: Final = 1_000
"""Rows of a Parquet file for each of its bytes, above the first million."""


def most_bytes(size: int) -> int:
    """How many bytes may come out of a packed file of `size` bytes."""
    return min(_RATIO * size + _ALWAYS, _ABSOLUTE)
