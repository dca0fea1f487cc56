"""A YAML file as plain data in which every value still knows where it was written."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from itertools import islice
from typing import Any, Final

from cjgen.model.problem import Place

Path = tuple[str | int, ...]
"""The way to a value: mapping keys as text, list positions from 0."""

MAX_DIGITS: Final = 40
"""A longer number is a code, not a quantity, and would only lose digits."""

_INT = re.compile(r"[-+]?(0|[1-9][0-9]*)")
_OTHER_INT = re.compile(r"0o[0-7]+|0x[0-9a-fA-F]+")
# a leading zero makes a text (a code, a telephone number), but 0.5 is a number
_FLOAT = re.compile(r"[-+]?(\.[0-9]+|(0|[1-9][0-9]*)(\.[0-9]*)?)([eE][-+]?[0-9]+)?")
_SPECIAL_FLOAT = re.compile(r"[-+]?\.(inf|Inf|INF)|\.(nan|NaN|NAN)")


class WrittenInt(int):
    """A whole number that remembers how it was written (`007`, `1_000`)."""

    text: str

    def __new__(cls, value: int, text: str) -> WrittenInt:
        """The number `value`, written as `text`."""
        self = super().__new__(cls, value)
        self.text = text
        return self

    def __reduce__(self) -> tuple[Any, ...]:
        """What makes the same number again in another process."""
        return WrittenInt, (int(self), self.text)


class WrittenFloat(float):
    """A fractional number that remembers how it was written (`1.500`, `2026.10`)."""

    text: str

    def __new__(cls, value: float, text: str) -> WrittenFloat:
        """The number `value`, written as `text`."""
        self = super().__new__(cls, value)
        self.text = text
        return self

    def __reduce__(self) -> tuple[Any, ...]:
        """What makes the same number again in another process."""
        return WrittenFloat, (float(self), self.text)


def written_number(text: str) -> WrittenInt | WrittenFloat | None:
    """The number that a text without quotes stands for in YAML 1.2; None for any other text, such as `007`."""
    if len(text) > MAX_DIGITS:
        return None
    if _INT.fullmatch(text):
        return WrittenInt(int(text), text)
    if _FLOAT.fullmatch(text):
        return WrittenFloat(float(text), text)
    if _OTHER_INT.fullmatch(text):
        return WrittenInt(int(text, 0), text)
    if _SPECIAL_FLOAT.fullmatch(text):
        return WrittenFloat(float(text.replace(".", "")), text)
    return None


def shown_path(path: Path) -> str:
    """A path as problems show it: keys and positions joined by dots."""
    return ".".join(map(str, path))


def written_path(data: Any, path: Path) -> Path:
    """The path without the positions in what is no list of the tree: a list of one may stand without brackets."""
    found: list[str | int] = []
    for part in path:
        if isinstance(part, int) and isinstance(data, dict):
            continue
        found.append(part)
        try:
            data = data[part]
        except (KeyError, IndexError, TypeError):
            data = None
    return tuple(found)


@dataclass(frozen=True, slots=True)
class Span:
    """A stretch of one line: `line` and `column` from 0, `length` in characters, at least 1."""

    line: int
    column: int
    length: int = 1


@dataclass(frozen=True, slots=True)
class Document:
    """One YAML file.

    `file` is relative to the site's folder, with `/`. `lines` are its lines without line ends. `data` is
    the tree: dicts with text keys, lists, text, bool, None, WrittenInt and WrittenFloat. `keys` and
    `values` give the span of each key and of each value (of a mapping or list: where it begins).
    `comments` gives, for a text without quotes that is followed by ` # ` on its line, what stands there
    from `#` on: a comment, or text that was lost. `complete` is False where the tree may stop short of what
    the author wrote, so that what it lacks says nothing.
    """

    file: str
    lines: tuple[str, ...] = ()
    data: Any = None
    keys: Mapping[Path, Span] = field(default_factory=dict)
    values: Mapping[Path, Span] = field(default_factory=dict)
    comments: Mapping[Path, str] = field(default_factory=dict)
    complete: bool = True

    def place(self, path: Path = (), *, key: bool = False) -> Place:
        """Where the value at `path` stands, or its key; of a value that is not there, what would hold it."""
        path = self.as_written(path)
        spans = (self.keys, self.values) if key else (self.values, self.keys)
        for depth in range(len(path), -1, -1):
            for table in spans:
                span = table.get(path[:depth])
                if span is not None:
                    return self.at(span, path)
        return self.at(Span(0, 0), path)

    def as_written(self, path: Path) -> Path:
        """The path without the positions in what is no list."""
        return written_path(self.data, path)

    def place_of(self, path: Path, text: str, occurrence: int = 0) -> Place:
        """Where `text` stands in the value at `path`, for the nth time from 0; where the value does if it does not.

        It stands there with blanks, parentheses, angle brackets or quotes on either side.
        """
        begin = self.values.get(path)
        if begin is None:
            return self.place(path)
        behind = (
            (span.line, span.column)
            for table in (self.keys, self.values)
            for other, span in table.items()
            if other[: len(path)] != path and (span.line, span.column) > (begin.line, begin.column)
        )
        end_line, end_column = min(behind, default=(len(self.lines), 0))
        pattern = re.compile(rf"""(?<![^\s()<>"']){re.escape(text)}(?![^\s()<>"'])""")
        found = (
            Span(number, match.start(), len(text))
            for number in range(begin.line, min(end_line + 1, len(self.lines)))
            for match in pattern.finditer(self.lines[number][: end_column if number == end_line else None])
            if number > begin.line or match.start() >= begin.column
        )
        span = next(islice(found, occurrence, None), None)
        return self.place(path) if span is None else self.at(span, path)

    def at(self, span: Span, path: Path = ()) -> Place:
        """The place of a span of this file."""
        excerpt = self.lines[span.line] if span.line < len(self.lines) else ""
        return Place(
            file=self.file,
            line=span.line + 1,
            column=span.column + 1,
            length=span.length,
            path=shown_path(path),
            excerpt=excerpt,
        )
