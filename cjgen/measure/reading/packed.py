"""How much a packed spreadsheet holds, by unpacking all of it before a reader is let near it.

A reader of spreadsheets keeps a sheet in memory as a full rectangle, so one cell in the last row and column, or one
that is repeated a billion times, would ask more memory than there is. Here a workbook is unpacked a piece at a time,
its cells are counted, and nothing is kept.
"""

from __future__ import annotations

import re
import struct
import zipfile
import zlib
from collections.abc import Callable, Iterator
from typing import BinaryIO, Final
from xml.parsers import expat

from cjgen.measure.reading.limits import MOST_BYTES, MOST_CELLS, MOST_PARTS, MOST_TEXT, most_bytes
from cjgen.measure.reading.unreadable import too_large, unreadable
from cjgen.model.survey import SurveyFile

_PIECE: Final = 256 * 1024
_LONGEST_TAG: Final = 4 * 1024 * 1024
_FORMULA: Final = 1024
_SHEETS: Final = "xl/worksheets/"
_DAMAGED: Final = "it is cut off or damaged"
_LESS: Final = "save the answers alone, as .csv"

_CELL: Final = re.compile(rb"""<(?:\w+:)?(c|row)(?=[\s/>])(?:[^>]*?\sr\s*=\s*["']([A-Za-z]*)(\d+))?""")
_SHARED: Final = re.compile(rb"""<(?:\w+:)?c(?=\s)[^>]*?\st=["']s["'][^>]*>\s*<(?:\w+:)?v>(\d+)""")
_ITEM: Final = re.compile(rb"<(?:\w+:)?si(?=[\s/>])")
_ODS: Final = re.compile(rb"<(/?)(?:\w+:)?(table|table-row|table-cell|covered-table-cell|s)(?=[\s/>])([^>]*)>")
_REPEATED: Final = re.compile(rb"""number-(?:columns|rows)-repeated\s*=\s*["'](\d+)""")
_SPACES: Final = re.compile(rb"""text:c\s*=\s*["'](\d+)""")

# these find every part with such a cell, and now and then one without: whoever reads it again knows better
_BROKEN_XLSX: Final = re.compile(
    rb"""\st\s*=\s*["']e["']"""
    rb"""|(?:</(?:\w+:)?f>|<(?:\w+:)?f(?=[\s/])[^>]*/>)(?!\s*(?:\Z|<(?:\w+:)?v(?:\s[^>]*)?>[^<]))"""
)
_BROKEN_ODS: Final = re.compile(
    rb"""value-type\s*=\s*["']error|>\s*(?:#|Err:)"""
    rb"""|<(?:\w+:)?(?:covered-)?table-cell(?=[\s>])(?![^>]*value-type)(?:[^>]*formula|>|[^>]*[^/>]>)"""
)


def check_packed(file: SurveyFile) -> frozenset[str]:
    """Raises UnreadableSurvey for a workbook that would ask too much memory, or cannot be unpacked.

    Gives the parts, in small letters, that may hold an error or a formula without its result.
    """
    broken: set[str] = set()
    try:
        with zipfile.ZipFile(file.path) as archive, file.path.open("rb") as stream:
            parts = archive.infolist()
            if len(parts) > MOST_PARTS:
                raise too_large(f"it holds {len(parts)} files within it", _LESS)
            left = most_bytes(file.size)
            texts: list[int] = []
            for part in sorted(parts, key=lambda part: "sharedstrings" not in part.filename.lower()):
                name = part.filename.lower()
                counter = _counter(name, texts)
                pieces = unpacked(stream, part)
                before = b""
                sign = _BROKEN_ODS if name == "content.xml" else _BROKEN_XLSX if name.startswith(_SHEETS) else None
                for piece in _tags(_well_formed(pieces) if name.endswith(".xml") else pieces):
                    left -= len(piece)
                    if left < 0:
                        raise too_large(f"unpacked it is more than {MOST_BYTES}", _LESS)
                    counter(piece)
                    if sign is not None and name not in broken:
                        if sign.search(before + piece):
                            broken.add(name)
                        before = piece[-_FORMULA:]  # its result may stand in the next piece
    except (zipfile.BadZipFile, zlib.error, struct.error, ValueError, NotImplementedError, EOFError) as error:
        raise unreadable(_DAMAGED) from error
    return frozenset(broken)


def _well_formed(pieces: Iterator[bytes]) -> Iterator[bytes]:
    """The same bytes, if they are XML without entities of its own; on other texts some readers wait forever."""

    def refused(*_: object) -> None:
        raise unreadable("it defines entities, which no spreadsheet does")

    parser = expat.ParserCreate("utf-8")  # whatever it declares: cells in UTF-16 would not be counted
    parser.EntityDeclHandler = refused
    try:
        for piece in pieces:
            parser.Parse(piece, False)
            yield piece
        parser.Parse(b"", True)
    except expat.ExpatError as error:
        raise unreadable(_DAMAGED) from error


def unpacked(stream: BinaryIO, part: zipfile.ZipInfo) -> Iterator[bytes]:
    """The bytes of a part, to the end of what is packed, however few it announces."""
    if part.flag_bits & 1:
        raise unreadable("it has a password", "save it without a password")
    if part.compress_type not in (zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED):
        raise unreadable("it is packed in an unusual way", "open it and save it anew as .xlsx or .ods")
    stream.seek(part.header_offset)
    head = stream.read(30)
    if head[:4] != b"PK\x03\x04":
        raise unreadable(_DAMAGED)
    stream.seek(sum(struct.unpack("<HH", head[26:30])), 1)
    left = part.compress_size
    inflate = zlib.decompressobj(-15) if part.compress_type == zipfile.ZIP_DEFLATED else None
    while left > 0 and (raw := stream.read(min(_PIECE, left))):
        left -= len(raw)
        if inflate is None:
            yield raw
            continue
        while raw and not inflate.eof:
            yield inflate.decompress(raw, _PIECE * 4)
            raw = inflate.unconsumed_tail
    if left > 0:
        raise unreadable(_DAMAGED)


def _tags(pieces: Iterator[bytes]) -> Iterator[bytes]:
    """The same bytes, cut between tags."""
    rest = b""
    for piece in pieces:
        rest += piece
        if len(rest) > _LONGEST_TAG:
            yield rest
            rest = b""
            continue
        cut = rest.rfind(b"<")
        if cut > 0:
            yield rest[:cut]
            rest = rest[cut:]
    if rest:
        yield rest


def _counter(name: str, texts: list[int]) -> Callable[[bytes], None]:
    """What looks at the pieces of a part: `texts` are the lengths of the shared texts, in order."""
    if name.startswith(_SHEETS):
        return _Sheet(texts).count
    if name.endswith("sharedstrings.xml"):
        return _Texts(texts).count
    if name == "content.xml":
        return _Tables().count
    return lambda piece: None


def _check_area(rows: int, columns: int, others: int = 0) -> None:
    if rows * columns + others > MOST_CELLS:
        what = f"a sheet reaches to row {rows} and column {columns}: more than {MOST_CELLS} cells"
        raise too_large(what, "delete what lies far outside the answers, or save them as .csv")


class _Sheet:
    """Counts the rectangle that the cells of an Excel sheet span, and the texts in it."""

    def __init__(self, texts: list[int]) -> None:
        self._texts = texts
        self._costly = sum(texts) > 0 and max(texts) > MOST_TEXT // MOST_CELLS
        self._row = self._column = self._rows = self._columns = self._text = 0

    def count(self, piece: bytes) -> None:
        found = _CELL.findall(piece)
        letters = {letters for _, letters, _ in found}
        self._columns = max(self._columns, *map(_column, letters), 0)
        self._rows = max(self._rows, max((int(digits) for _, _, digits in found if digits), default=0))
        if any(kind == b"c" and not digits for kind, _, digits in found) or self._column:
            self._count_unplaced(found)
        _check_area(max(self._rows, self._row), self._columns)
        if self._costly:
            last = len(self._texts)
            self._text += sum(self._texts[at] for at in map(int, _SHARED.findall(piece)) if at < last)
            if self._text > MOST_TEXT:
                raise too_large(f"the texts in its cells are more than {MOST_TEXT} characters", _LESS)

    def _count_unplaced(self, found: list[tuple[bytes, bytes, bytes]]) -> None:
        """Cells that do not say where they are stand behind the one before."""
        for kind, _, _ in found:
            if kind == b"row":
                self._row, self._column = self._row + 1, 0
            else:
                self._column += 1
                self._columns = max(self._columns, self._column)


def _column(letters: bytes) -> int:
    column = 0
    for letter in letters.upper()[:4]:
        column = column * 26 + letter - 64
    return column


class _Texts:
    """Measures the texts that cells share."""

    def __init__(self, texts: list[int]) -> None:
        self._texts = texts

    def count(self, piece: bytes) -> None:
        begun, *items = _ITEM.split(piece)
        if self._texts:
            self._texts[-1] += len(begun)
        self._texts += map(len, items)


class _Tables:
    """Counts the cells of every table of an OpenDocument spreadsheet, repeated ones as often as they are repeated."""

    def __init__(self) -> None:
        self._cells = self._spaces = 0
        self._row_cells = self._pending_cells = self._row_times = 0
        self._rows = self._pending_rows = self._columns = self._others = 0

    def count(self, piece: bytes) -> None:
        for closing, kind, attributes in _ODS.findall(piece):
            if kind == b"s":
                found = _SPACES.search(attributes)
                self._spaces += int(found[1]) if found else 1
                if self._spaces > MOST_TEXT // 8:
                    raise too_large("its cells hold millions of spaces", _LESS)
            elif kind == b"table":
                self._others += self._rows * self._columns
                self._rows = self._pending_rows = self._columns = 0
            elif kind == b"table-row":
                if closing:
                    self._end_row()
                else:
                    self._row_times = _times(attributes)
                    self._row_cells = self._pending_cells = 0
                    if attributes.endswith(b"/"):
                        self._end_row()
            elif not closing:
                self._pending_cells += _times(attributes)
                if not attributes.endswith(b"/") or b"value" in attributes:
                    self._row_cells = self._pending_cells

    def _end_row(self) -> None:
        self._pending_rows += self._row_times
        if self._row_cells:
            # the reader holds the tables of all sheets at once
            self._rows, self._columns = self._pending_rows, max(self._columns, self._row_cells)
            _check_area(self._rows, self._columns, self._others)


def _times(attributes: bytes) -> int:
    found = _REPEATED.search(attributes)
    return int(found[1][:12]) if found else 1
