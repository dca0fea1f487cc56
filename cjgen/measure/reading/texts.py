"""Survey files that are text: CSV and its kin, also packed with gzip."""

from __future__ import annotations

import csv
import gzip
import io
import zlib
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from typing import BinaryIO, Final, cast

from cjgen.measure.reading.cells import LONGEST, Row, Source, header, picker, tidy
from cjgen.measure.reading.encoding import encoding_of
from cjgen.measure.reading.limits import MOST_BYTES, most_bytes
from cjgen.measure.reading.separator import SAMPLE, announced, separator_of
from cjgen.measure.reading.totals import Totals
from cjgen.measure.reading.unreadable import Fault, UnreadableSurvey, no_answers, too_large, unreadable
from cjgen.model.survey import SurveyFile

_LONGEST_ROW: Final = 16 * 1024 * 1024
"""Characters of a row, its line breaks within quotes included."""

_WIDE_ROWS: Final = 3
"""How many rows with too many cells are named."""


@contextmanager
def text_source(file: SurveyFile, packed: bool) -> Iterator[Source]:
    """The rows of a text file, `packed` with gzip or not; raises UnreadableSurvey as well while they are read."""
    with _bytes(file, packed) as stream:
        encoding = encoding_of(stream)
    with _bytes(file, packed) as stream, io.TextIOWrapper(stream, encoding, newline="") as text:
        sample = text.read(SAMPLE)
    with _bytes(file, packed) as stream, io.TextIOWrapper(stream, encoding, newline="") as text:
        separator = announced(sample)
        if separator:
            text.readline()
        table = _Table(text, separator or separator_of(sample, len(sample) < SAMPLE))
        yield Source(table.names, table.rows, table.header)


@contextmanager
def _bytes(file: SurveyFile, packed: bool) -> Iterator[BinaryIO]:
    """The bytes of the text; what is packed is counted while it is unpacked, whatever size it announces."""
    if not packed:
        with file.path.open("rb") as stream:
            yield stream
        return
    try:
        with gzip.open(file.path, "rb") as unpacked:
            limited = _Limited(cast("io.RawIOBase", unpacked), most_bytes(file.size))
            yield cast("BinaryIO", io.BufferedReader(limited, 256 * 1024))
    except (EOFError, zlib.error, gzip.BadGzipFile) as error:
        raise unreadable("it is cut off or damaged", "pack it anew") from error


class _Limited(io.RawIOBase):
    """Reads from another stream, at most so many bytes."""

    def __init__(self, inner: io.RawIOBase, most: int) -> None:
        self._inner = inner
        self._left = most

    def readable(self) -> bool:
        return True

    def readinto(self, buffer: memoryview) -> int:  # type: ignore[override]  # what BufferedReader hands over
        count = self._inner.readinto(buffer) or 0
        self._left -= count
        if self._left < 0:
            raise too_large(f"unpacked it is more than {MOST_BYTES}")
        return count


class _Table:
    """The header and rows of a text."""

    def __init__(self, text: io.TextIOWrapper, separator: str) -> None:
        self._text = text
        self._unread = 0
        # blanks before a quote would make it a part of the cell
        self._reader = csv.reader(self._lines(), delimiter=separator, skipinitialspace=separator != " ", strict=True)
        self._number = 0
        first = next((row for row in self._records() if any(map(tidy, row))), None)
        if first is None:
            raise no_answers("is empty")
        self.names, self.header = header(first), self._number

    def rows(self, positions: Sequence[int]) -> Iterator[Row]:
        """The asked cells of each row; raises UnreadableSurvey for rows that do not fit the header."""
        width, pick = len(self.names), picker(positions)
        wide: list[int] = []
        totals = Totals()
        for row in self._records():
            if len(row) < width:
                row += [""] * (width - len(row))
            elif len(row) > width and any(map(tidy, row[width:])):
                wide.append(self._number)
                if len(wide) == _WIDE_ROWS:
                    break
            cells = [cell.strip() for cell in pick(row)]
            joined = "".join(cells)
            if not joined:
                if not any(map(tidy, row)):
                    continue
            elif not joined.isascii() or len(joined) > LONGEST or "\n" in joined or "\r" in joined:
                cells = [tidy(cell) for cell in cells]
            totals.look(self._number, row[0].strip(), bool(joined))
            yield (self._number, *cells)
        if wide:
            shown = ", ".join(str(number) for number in wide)
            raise UnreadableSurvey(Fault("CJ128", {"rows": shown, "width": width}))
        totals.check()

    def _records(self) -> Iterator[list[str]]:
        try:
            for row in self._reader:
                self._number += 1
                self._unread = 0
                yield row
        except csv.Error as error:
            raise self._misread(str(error)) from error

    def _misread(self, message: str) -> UnreadableSurvey:
        row = self._number + 1
        if "field larger" in message:
            what = f"row {row} holds a cell of more than {csv.field_size_limit()} characters"
            return unreadable(what, "perhaps a quote in that row is not closed")
        if "unexpected end" in message:
            return unreadable(f"a quote that opens in row {row} is never closed", 'close it, or write `""` for a quote')
        what = f"row {row} holds a quote within a quoted cell"
        return unreadable(what, 'write `""` for a quote within quotes')

    def _lines(self) -> Iterator[str]:
        try:
            while line := self._text.readline(_LONGEST_ROW):
                self._unread += len(line)
                if self._unread >= _LONGEST_ROW:
                    raise too_large(f"row {self._number + 1} is longer than {_LONGEST_ROW} characters")
                yield line
        except UnicodeDecodeError as error:
            raise unreadable(f"it is damaged near row {self._number + 1}") from error
