"""What stands in a cell, as text: the same for every kind of survey file."""

from __future__ import annotations

import unicodedata
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from operator import itemgetter
from typing import Any, Final

LONGEST: Final = 10_000
"""Characters of a cell that are kept; what is longer is a remark, not a code, and is cut."""

BLANKS: Final = "".join(chr(c) for c in range(0x3001) if chr(c).isspace()) + "\u200b\ufeff"
"""Characters that nobody sees at the ends of a cell."""

MIDNIGHT: Final = " 00:00:00"
"""The time of a date that has none."""

Row = tuple[Any, ...]
"""The row's number as a spreadsheet shows it, and the text of each asked cell, empty where there is none."""


@dataclass(frozen=True, slots=True)
class Source:
    """A survey file that is open: its column names, and its rows, read once.

    `rows` takes the positions of the asked columns, from 0. Rows without anything in them are left out of texts and
    spreadsheets, but counted in the numbers. `header` is the number of the row that was taken for the header, None in
    a file that knows its columns without one. `labels` are the titles of values, by column name and text of the value.
    """

    names: tuple[str, ...]
    rows: Callable[[Sequence[int]], Iterator[Row]]
    header: int | None = None
    labels: Mapping[str, Mapping[str, str]] = field(default_factory=dict)


def picker(positions: Sequence[int]) -> Callable[[Sequence[Any]], Sequence[Any]]:
    """Takes the cells at `positions` from a row."""
    if not positions:
        return lambda row: ()
    if len(positions) == 1:
        (only,) = positions
        return lambda row: (row[only],)
    return itemgetter(*positions)


def tidy(cell: str) -> str:
    """A cell without blanks around it, on one line, and not too long."""
    cell = cell.strip(BLANKS)
    if "\n" in cell or "\r" in cell:
        cell = cell.replace("\r\n", " ").replace("\r", " ").replace("\n", " ")
    return cell[:LONGEST]


def number(value: float) -> str:
    """A number as it is written: `7`, `7.5`, never `7.0`; empty for what is no number."""
    if value != value:
        return ""
    if value.is_integer() and abs(value) < 1e15:
        return str(int(value))
    return repr(value)


def text(value: object) -> str:
    """What a spreadsheet or statistics program gives, as text; truths as `true` and `false`.

    A date is `2026-11-21`, also one at midnight: some files have no dates without a time.
    """
    if value is None:
        return ""
    if isinstance(value, str):
        return tidy(value)
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, int | float):
        return number(float(value)) if isinstance(value, float) else str(value)
    return str(value).removesuffix(MIDNIGHT)


def column_name(value: object) -> str:
    """A name in the header: on one line, with single spaces, and letters with an accent as one character each."""
    return unicodedata.normalize("NFC", " ".join(text(value).split()).strip(BLANKS))


def header(row: Sequence[object]) -> tuple[str, ...]:
    """The names in a header; empty ones at its end are no columns."""
    names = [column_name(cell) for cell in row]
    while names and not names[-1]:
        names.pop()
    return tuple(names)
