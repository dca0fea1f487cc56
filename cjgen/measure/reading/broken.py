"""Cells of a spreadsheet that hold an error, or a formula without its result: its reader gives both as empty."""

from __future__ import annotations

import posixpath
import re
import zipfile
import zlib
from collections.abc import Container, Iterator, Mapping
from typing import Final, NamedTuple
from xml.parsers import expat

from cjgen.measure.reading.cells import tidy
from cjgen.measure.reading.packed import unpacked
from cjgen.measure.reading.unreadable import unreadable
from cjgen.model.survey import SurveyFile

_PLACE: Final = re.compile(r"([A-Za-z]+)(\d+)")
_ERROR: Final = re.compile(r"#\S+|Err:\d+")
_PIECE: Final = 64 * 1024


class Broken(NamedTuple):
    """A cell: its row, from 1, its column, from 0, and the text that stands for it.

    `shown` is an error such as `#N/A`, or what an OpenDocument cell shows that does not say what it holds; None for a
    formula without its result.
    """

    row: int
    column: int
    shown: str | None


def broken_in_xlsx(file: SurveyFile, sheet: str, parts: Container[str], wanted: Container[int]) -> Iterator[Broken]:
    """The broken cells of an Excel sheet, as they stand in the file, in the columns `wanted`.

    `parts` are those that may hold any; nothing is read again where the sheet is none of them.
    """
    name = _part_of(file, sheet)
    if name in parts:
        yield from _parsed(file, name, _Sheet(wanted))


def broken_in_ods(file: SurveyFile, sheet: str, parts: Container[str], wanted: Container[int]) -> Iterator[Broken]:
    """The same of a table of an OpenDocument spreadsheet."""
    if "content.xml" in parts:
        yield from _parsed(file, "content.xml", _Table(sheet, wanted))


class _Listener:
    """Is told of the tags and texts of a part, and keeps in `found` what was not yet handed on."""

    def __init__(self, wanted: Container[int]) -> None:
        self.found: list[Broken] = []
        self._wanted = wanted

    def begin(self, name: str, attributes: Mapping[str, str]) -> None:
        """A tag opens."""

    def end(self, name: str) -> None:
        """A tag closes."""

    def read(self, text: str) -> None:
        """Text between tags."""


def _parsed(file: SurveyFile, part: str, listener: _Listener) -> Iterator[Broken]:
    parser = expat.ParserCreate("utf-8")
    parser.StartElementHandler = listener.begin
    parser.EndElementHandler = listener.end
    parser.CharacterDataHandler = listener.read
    with zipfile.ZipFile(file.path) as archive, file.path.open("rb") as stream:
        info = next(info for info in archive.infolist() if info.filename.lower() == part)
        try:
            for piece in unpacked(stream, info):
                for at in range(0, len(piece), _PIECE):
                    parser.Parse(piece[at : at + _PIECE], False)
                    yield from listener.found
                    listener.found.clear()
        except (expat.ExpatError, ValueError, zlib.error) as error:
            raise unreadable("it is cut off or damaged") from error


class _Sheet(_Listener):
    """Looks at the cells of an Excel sheet; those that do not say where they are stand behind the one before."""

    def __init__(self, wanted: Container[int]) -> None:
        super().__init__(wanted)
        self._row, self._column = 0, -1
        self._kind, self._value = "", ""
        self._formula = self._valued = self._within = False

    def begin(self, name: str, attributes: Mapping[str, str]) -> None:
        tag = name.rpartition(":")[2]
        if tag == "c":
            place = _PLACE.fullmatch(attributes.get("r", ""))
            self._column = _column(place[1]) if place else self._column + 1
            self._row = int(place[2]) if place else self._row
            self._kind, self._value = attributes.get("t", ""), ""
            self._formula = self._valued = False
        elif tag == "v":
            self._within = self._valued = True
        elif tag == "f":
            self._formula = True
        elif tag == "row":
            self._row, self._column = int(attributes.get("r", self._row + 1)), -1

    def end(self, name: str) -> None:
        tag = name.rpartition(":")[2]
        if tag == "v":
            self._within = False
        elif tag == "c" and self._column in self._wanted:
            value = self._value.strip()
            if self._kind == "e":
                self.found.append(Broken(self._row, self._column, value or None))
            elif self._formula and not value and not (self._kind == "str" and self._valued):
                # `=""` has a result, which is an empty text
                self.found.append(Broken(self._row, self._column, None))

    def read(self, text: str) -> None:
        if self._within:
            self._value += text


class _Table(_Listener):
    """Looks at the cells of a table of an OpenDocument spreadsheet."""

    def __init__(self, table: str, wanted: Container[int]) -> None:
        super().__init__(wanted)
        self._name = table
        self._inside = False
        self._row, self._rows, self._column, self._columns = 1, 1, 0, 1
        self._in_row: list[tuple[int, str | None]] = []
        self._cell: Mapping[str, str] = {}
        self._paragraphs = self._notes = 0
        self._shown = ""

    def begin(self, name: str, attributes: Mapping[str, str]) -> None:
        tag = name.rpartition(":")[2]
        if tag == "table":
            self._inside = _of(attributes, "name") == self._name
            self._row, self._rows = 1, 1
        elif tag == "table-row":
            self._rows = int(_of(attributes, "number-rows-repeated") or 1)
            self._column = 0
            self._in_row = []
        elif tag in ("table-cell", "covered-table-cell"):
            self._columns = int(_of(attributes, "number-columns-repeated") or 1)
            self._cell, self._shown = attributes, ""
        elif tag == "p":
            self._paragraphs += 1
        elif tag == "annotation":
            self._notes += 1

    def end(self, name: str) -> None:
        tag = name.rpartition(":")[2]
        if tag == "p":
            self._paragraphs -= 1
        elif tag == "annotation":
            self._notes -= 1
        elif tag == "table-row":
            if self._inside and self._in_row:
                # one without a result is enough, however often its row is repeated
                rows = 1 if any(shown is None for _, shown in self._in_row) else self._rows
                self.found += [Broken(self._row + below, *cell) for below in range(rows) for cell in self._in_row]
            self._row += self._rows
        elif tag in ("table-cell", "covered-table-cell"):
            if self._inside and self._is_broken():
                places = range(self._column, self._column + min(self._columns, 16_384))
                self._in_row += [(at, tidy(self._shown) or None) for at in places if at in self._wanted]
            self._column += self._columns

    def read(self, text: str) -> None:
        if self._paragraphs and not self._notes:
            self._shown += text

    def _is_broken(self) -> bool:
        kinds = {value for key, value in self._cell.items() if key.endswith("value-type")}
        formula = _of(self._cell, "formula") is not None
        if "error" in kinds or (formula and _ERROR.fullmatch(self._shown.strip())):
            return True
        return not kinds and (formula or bool(self._shown.strip()))


def _of(attributes: Mapping[str, str], name: str) -> str | None:
    """An attribute, whatever letters stand for its namespace."""
    return next((value for key, value in attributes.items() if key.rpartition(":")[2] == name), None)


def _column(letters: str) -> int:
    column = 0
    for letter in letters.upper():
        column = column * 26 + ord(letter) - 64
    return column - 1


def _part_of(file: SurveyFile, sheet: str) -> str:
    """The part of an Excel file, in small letters, that holds a sheet."""
    with zipfile.ZipFile(file.path) as archive:
        parts = {name.lower(): name for name in archive.namelist()}
        try:
            sheets = _elements(archive.read(parts["xl/workbook.xml"]), "sheet")
            relations = _elements(archive.read(parts["xl/_rels/workbook.xml.rels"]), "Relationship")
        except KeyError as error:
            raise unreadable("it is cut off or damaged") from error
    known = next((_of(each, "id") for each in sheets if each.get("name") == sheet), None)
    target = next((each.get("Target", "") for each in relations if each.get("Id") == known), "")
    inside = target.lstrip("/") if target.startswith(("/xl/", "xl/")) else posixpath.join("xl", target)
    return posixpath.normpath(inside).lower()


def _elements(xml: bytes, tag: str) -> list[Mapping[str, str]]:
    found: list[Mapping[str, str]] = []
    parser = expat.ParserCreate()
    parser.StartElementHandler = lambda name, attributes: (
        found.append(attributes) if name.rpartition(":")[2] == tag else None
    )
    parser.Parse(xml, True)
    return found
