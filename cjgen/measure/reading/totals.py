"""Rows at the end of a table that sum up those above: totals and means that would be taken for a customer."""

from __future__ import annotations

import re
from typing import Final

from cjgen.measure.reading.unreadable import unreadable

_WORDS: Final = frozenset(
    {"gemiddelde", "gemiddeld", "gem", "totaal", "eindtotaal", "som"}
    | {"average", "avg", "mean", "total", "grand total", "sum"}
)
_DIGIT: Final = re.compile(r"\d")


class Totals:
    """Looks at the first cell of each row, in the order of the file.

    Rows are taken for totals only where all that was before them in the first column are numbers, dates or codes with
    a digit, and nothing but totals follows: a word among words may be an answer or a name.
    """

    def __init__(self) -> None:
        self._coded = False
        self._doubtful = False
        self._rows: list[tuple[int, str]] = []

    def look(self, number: int, cell: str, answered: bool) -> None:
        """A row: its number, its first cell, and whether anything that is asked for stands in it."""
        if self._doubtful or not cell:
            return
        if _DIGIT.search(cell):
            self._coded = True
            self._doubtful = bool(self._rows)
        elif self._coded and cell.strip(" :.").casefold() in _WORDS:
            if answered:
                self._rows.append((number, cell))
        else:
            self._doubtful = True

    def check(self) -> None:
        """Raises UnreadableSurvey if the rows end in totals."""
        if self._doubtful or not self._rows:
            return
        number, cell = self._rows[0]
        what = f"row {number} begins with `{cell}`, below rows that begin with a number or a code"
        raise unreadable(what, "delete the rows with totals and means: they would be counted as customers")
