"""A file's bytes as text: as the author wrote it and, after repairs, as the parser reads it."""

from __future__ import annotations

import codecs
import re
from collections.abc import Mapping
from typing import Final, NamedTuple, Protocol

from cjgen.model.document import Document, Span
from cjgen.model.problem import Problem, problem

MAX_CHARACTERS: Final = 20
"""Characters that cannot stand in YAML are reported up to this many: more of them means another kind of file."""

_LINE_END = re.compile(r"(\r\n|\r|\n)")
_ILLEGAL = re.compile("[^\t\n\r -~\x85\xa0-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")
_SOFT_BREAKS = "\x85\u2028\u2029"


def decode(file: str, content: bytes) -> str | tuple[Document, list[Problem]]:
    """The text of the bytes, without a byte order mark, or the byte that makes it unreadable."""
    utf16 = content.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE))
    encoding = "utf-16" if utf16 else "utf-8-sig"
    try:
        return content.decode(encoding)
    except UnicodeDecodeError as error:
        # utf-8-sig counts from behind the mark, utf-16 from before it
        skipped = len(codecs.BOM_UTF8) if content.startswith(codecs.BOM_UTF8) else 0
        at = min(error.start + skipped, len(content) - 1)
        before = _LINE_END.split(content[:at].decode(encoding, "replace"))[::2]
        lines = tuple(_LINE_END.split(content.decode(encoding, "replace"))[::2])
        what = f"byte 0x{content[at]:02X} is not {'UTF-16' if utf16 else 'UTF-8'}"
        page = Document(file, lines, complete=False)
        place = page.at(Span(len(before) - 1, len(before[-1])))
        return page, [problem("CJ107", place, what=what)]


def lines_of(text: str) -> tuple[str, ...]:
    """The lines of a text without their ends."""
    lines = _LINE_END.split(text)[::2] if "\r" in text else text.split("\n")
    return tuple(lines if lines[-1] else lines[:-1])


class Mark(Protocol):
    """A spot in the parsed text, counted from 0 in characters."""

    @property
    def line(self) -> int:
        """How many lines there are above it."""

    @property
    def column(self) -> int:
        """How many characters stand before it on its line."""

    @property
    def index(self) -> int:
        """How many characters stand before it in the whole text, line ends included."""


class _Edit(NamedTuple):
    """A stretch of a line that was replaced by another one."""

    column: int
    old: int
    new: int


class Source:
    """The text of a file: as the author wrote it, and with the repairs, as the parser reads it."""

    def __init__(self, file: str, text: str) -> None:
        self.page = Document(file, lines_of(text))
        # libyaml ends a line at NEL, LS and PS; YAML 1.2 and editors do not. Stand-ins keep positions right.
        free = (chr(code) for code in range(0xE000, 0xF900) if chr(code) not in text)
        soft = [one for one in _SOFT_BREAKS if one in text]
        stand_ins = dict(zip(soft, free, strict=False))
        masks: Mapping[int, str] = str.maketrans(stand_ins)
        self._unmasks: Mapping[int, str] = str.maketrans({there: here for here, there in stand_ins.items()})
        safe = _ILLEGAL.sub("\ufffd", text)
        parts = _LINE_END.split(safe.translate(masks) if masks else safe)
        self.lines, self._ends = parts[::2], [*parts[1::2], ""]
        self._edits: dict[int, list[_Edit]] = {}

    def text(self) -> str:
        """The text with its repairs."""
        return "".join(part for pair in zip(self.lines, self._ends, strict=True) for part in pair)

    def illegal_characters(self) -> list[Problem]:
        """A problem for each character that YAML refuses."""
        found: list[Problem] = []
        for number, line in enumerate(self.page.lines):
            for match in _ILLEGAL.finditer(line):
                if len(found) == MAX_CHARACTERS:
                    return found
                what = f"the character U+{ord(match[0]):04X} cannot stand in YAML"
                place = self.page.at(Span(number, match.start()))
                hint = "take the character out, it is invisible in most editors: delete the spot and type it again"
                found.append(problem("CJ107", place, what=what, hint=hint))
        return found

    def unmask(self, text: str) -> str:
        """A piece of the parsed text as the author wrote it."""
        return text.translate(self._unmasks) if self._unmasks else text

    def replace(self, line: int, column: int, end: int, new: str) -> None:
        """Replace a stretch of the line by `new`."""
        self._edits.setdefault(line, []).append(_Edit(column, end - column, len(new)))
        self.lines[line] = self.lines[line][:column] + new + self.lines[line][end:]

    def undo(self, line: int, column: int, old: str) -> None:
        """Take back the last replacement on the line."""
        edit = self._edits[line].pop()
        self.lines[line] = self.lines[line][:column] + old + self.lines[line][column + edit.new :]

    def column(self, line: int, column: int) -> int:
        """The author's column for a column of the parsed text."""
        for edit in reversed(self._edits.get(line, ())):
            if column >= edit.column + edit.new:
                column += edit.old - edit.new
            elif column > edit.column and edit.old != edit.new:
                column = edit.column
        return column

    def span(self, start: Mark, end: Mark) -> Span:
        """The author's span between two marks, cut off at the end of the first line."""
        first, last = start.column, end.column if end.line == start.line else None
        if self._edits:
            first = self.column(start.line, first)
            last = None if last is None else self.column(end.line, last)
        if last is None:
            lines = self.page.lines
            last = len(lines[start.line]) if start.line < len(lines) else first
        return Span(start.line, first, max(last - first, 1))
