"""A YAML file as located data, with every fault of the YAML itself told in an author's words.

The parser's events are walked once; nodes are never composed and nothing recurses, so that no file can
exhaust memory or the stack. Where the parser stops at a text that should have stood in quotes, the fault
is recorded, the text is quoted in memory and the file is read again, so that one fault hides no other.
"""

from __future__ import annotations

import codecs
import re
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from itertools import pairwise
from typing import Any, Final, NamedTuple, Protocol

import yaml

from cjgen.model.document import Document, Path, Span, WrittenFloat, WrittenInt
from cjgen.model.problem import Problem, problem

MAX_BYTES: Final = 1024 * 1024
"""A large journey is some 50 kB; at a MiB a run still takes seconds, not minutes."""
MAX_DEPTH: Final = 40
"""The format itself nests about ten deep; later steps walk the tree recursively."""
MAX_VALUES: Final = 100_000
"""Keys and values, counted after aliases are expanded; a large journey has a few thousand."""
MAX_ALIASES: Final = 100
"""Authors hardly use any; a handful that refer to each other is enough for a bomb."""
MAX_REPAIRS: Final = 50
"""An author with more mistakes than this is helped more by a shorter list."""
MAX_REREAD: Final = 5_000_000
"""Characters read again because of repairs, so that a large file full of mistakes stays quick."""
MAX_DIGITS: Final = 40
"""A longer number is a code, not a quantity, and would only lose digits."""
MAX_CHARACTERS: Final = 20
"""Characters that cannot stand in YAML are reported up to this many: more of them means another kind of file."""


def load_yaml(file: str, content: bytes) -> tuple[Document, list[Problem]]:
    """The YAML file `file` with the bytes `content`, and every problem of its YAML.

    The document holds as much of the tree as could be read: `data` is None for an empty file and where
    nothing could be. Problems have the codes CJ101 to CJ103 and CJ105 to CJ107; after CJ101 or CJ106 the
    tree may stop short, so what it lacks says nothing about the author. Never raises for what a file holds.
    """
    if len(content) > MAX_BYTES:
        what = f"it is larger than {MAX_BYTES // 1024} KiB"
        return Document(file), [problem("CJ106", Document(file).place(), what=what)]
    text = _decode(file, content)
    if not isinstance(text, str):
        return text
    source = _Source(file, text)
    problems = source.illegal_characters()
    if "\0" in text:
        return source.page, problems
    tree, found = _read(source)
    document = Document(file, source.page.lines, tree.data, tree.keys, tree.values, tree.comments)
    return document, sorted(problems + found, key=lambda one: one.order)


# --- bytes to text ---------------------------------------------------------------------------------------

_LINE_END = re.compile(r"(\r\n|\r|\n)")
_ILLEGAL = re.compile("[^\t\n\r -~\x85\xa0-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")
_SOFT_BREAKS = "\x85\u2028\u2029"


def _decode(file: str, content: bytes) -> str | tuple[Document, list[Problem]]:
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
        page = Document(file, lines)
        place = page.at(Span(len(before) - 1, len(before[-1])))
        return page, [problem("CJ107", place, what=what)]


class _Mark(Protocol):
    """A spot in the parsed text, counted from 0 in characters."""

    @property
    def line(self) -> int: ...
    @property
    def column(self) -> int: ...
    @property
    def index(self) -> int: ...


class _Edit(NamedTuple):
    """A stretch of a line that was replaced by another one."""

    column: int
    old: int
    new: int


class _Source:
    """The text of a file: as the author wrote it, and with the repairs, as the parser reads it."""

    def __init__(self, file: str, text: str) -> None:
        parts = _LINE_END.split(text)
        written = parts[::2]
        self.page = Document(file, tuple(written if written[-1] else written[:-1]))
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
            elif column > edit.column:
                column = edit.column
        return column

    def span(self, start: _Mark, end: _Mark) -> Span:
        """The author's span between two marks, cut off at the end of the first line."""
        first, last = start.column, end.column if end.line == start.line else None
        if self._edits:
            first = self.column(start.line, first)
            last = None if last is None else self.column(end.line, last)
        if last is None:
            lines = self.page.lines
            last = len(lines[start.line]) if start.line < len(lines) else first
        return Span(start.line, first, max(last - first, 1))


# --- plain scalars: the YAML 1.2 core schema ---------------------------------------------------------------

_CONSTANTS: Final[dict[str, Any]] = {
    **dict.fromkeys(("", "~", "null", "Null", "NULL")),
    **dict.fromkeys(("true", "True", "TRUE"), True),
    **dict.fromkeys(("false", "False", "FALSE"), False),
}
_INT = re.compile(r"[-+]?(0|[1-9][0-9]*)")
_OTHER_INT = re.compile(r"0o[0-7]+|0x[0-9a-fA-F]+")
# a leading zero makes a text (a code, a telephone number), but 0.5 is a number
_FLOAT = re.compile(r"[-+]?(\.[0-9]+|(0|[1-9][0-9]*)(\.[0-9]*)?)([eE][-+]?[0-9]+)?")
_SPECIAL_FLOAT = re.compile(r"[-+]?\.(inf|Inf|INF)|\.(nan|NaN|NAN)")
_NUMBER_START: Final = frozenset("+-.0123456789")


def _resolve(text: str) -> Any:
    """The value of a plain scalar."""
    if text[:1] not in _NUMBER_START:
        return _CONSTANTS.get(text, text)
    if len(text) > MAX_DIGITS:
        return text
    if _INT.fullmatch(text):
        return WrittenInt(int(text), text)
    if _FLOAT.fullmatch(text):
        return WrittenFloat(float(text), text)
    if _OTHER_INT.fullmatch(text):
        return WrittenInt(int(text, 0), text)
    if _SPECIAL_FLOAT.fullmatch(text):
        return WrittenFloat(float(text.replace(".", "")), text)
    return text


def _quoted(text: str) -> str:
    """The text in double quotes, on one line."""
    return '"' + text.replace("\\", "\\\\").replace('"', '\\"') + '"'


# --- events to data ----------------------------------------------------------------------------------------


class _Stop(Exception):
    """The rest of the file cannot or must not be read; the problem says why."""

    def __init__(self, found: Problem) -> None:
        super().__init__(found.message)
        self.found = found


class _Key(NamedTuple):
    """A key whose value has not come yet; `text` is None if it cannot be a key."""

    text: str | None
    start: _Mark
    end: _Mark
    plain: bool = False


class _Piece(NamedTuple):
    """A scalar in a flow collection, to recognise decimal commas."""

    text: str
    start: _Mark
    end: _Mark
    path: Path | None
    key: str | None


class _Frame:
    """A list or mapping that is being filled. `path` is None where nothing is kept."""

    __slots__ = ("anchor", "before", "column", "flow", "height", "into", "is_key", "key", "path", "pieces", "question")

    def __init__(self, into: Any, path: Path | None, *, flow: bool, is_key: bool, before: int) -> None:
        self.into = into
        self.path = path
        self.flow = flow
        self.is_key = is_key
        self.before = before
        self.height = 1
        self.column = 0
        """Where its keys or dashes stand, if it is not in brackets."""
        self.key: _Key | None = None
        self.pieces: list[_Piece | None] = []
        self.anchor: _Anchor | None = None
        self.question: tuple[Span, str] | None = None


class _Anchor:
    """What `&name` stands before. `spot` is what to report and mend if no alias uses it and it was meant as text."""

    __slots__ = ("height", "open", "size", "spot", "used", "value")

    def __init__(self, value: Any) -> None:
        self.value = value
        self.size = 1
        self.height = 0
        self.open = False
        self.used = False
        self.spot: tuple[Problem, Path | None, Any, Any, str] | None = None


_WHOLE = re.compile(r"[-+]?[0-9]+")
_DIGITS = re.compile(r"[0-9]+")
# the look-behind keeps a long run of spaces from being tried at every space
_COMMENT = re.compile(r"(?<![ \t])[ \t]+#+([ \t]|$)")
_HASH = re.compile(r"[ \t]*(#[^\r\n]*)")
_NO_KEY: Final[dict[str, str]] = {
    "what": "a list or a mapping cannot be a key",
    "hint": "if this is a text, put it in double quotes",
}


def _without_comment(text: str) -> str:
    """The line up to its comment, if it has one that begins with `# `."""
    match = _COMMENT.search(text)
    return (text[: match.start()] if match else text).rstrip(" \t")


class _Tree:
    """One pass over the events: plain data, the spans of keys and values, and the problems on the way."""

    def __init__(self, source: _Source) -> None:
        self.source = source
        self.text = source.text()
        self.data: Any = None
        self.keys: dict[Path, Span] = {}
        self.values: dict[Path, Span] = {}
        self.comments: dict[Path, str] = {}
        self.problems: list[Problem] = []
        self.scalar: Any = None
        """The last scalar that was read."""
        self._last: Any = None
        self._frames: list[_Frame] = []
        self._anchors: dict[str, _Anchor] = {}
        self._all_anchors: list[_Anchor] = []
        self._aliases = 0
        self._count = 0
        self._documents = 0
        self._hashes = "#" in self.text

    def read(self) -> None:
        """Walk all events. Raises _Stop at a limit and yaml.MarkedYAMLError where the text is not YAML."""
        handlers: dict[type, Callable[[Any], None]] = {
            yaml.ScalarEvent: self._scalar,
            yaml.MappingStartEvent: self._mapping,
            yaml.SequenceStartEvent: self._sequence,
            yaml.MappingEndEvent: self._end,
            yaml.SequenceEndEvent: self._end,
            yaml.AliasEvent: self._alias,
            yaml.DocumentStartEvent: self._document,
        }
        try:
            for event in yaml.parse(self.text, Loader=yaml.CSafeLoader):
                handler = handlers.get(type(event))
                if handler is not None:
                    handler(event)
                    self._last = event
        finally:
            self._unused_anchors()

    # what every value has in common

    def _add(self, code: str, span: Span, path: Path | None = None, *, hint: str = "", **values: object) -> Problem:
        found = problem(code, self.source.page.at(span, path or ()), hint=hint, **values)
        self.problems.append(found)
        return found

    def _too_much(self, mark: _Mark, what: str) -> _Stop:
        return _Stop(problem("CJ106", self.source.page.at(self.source.span(mark, mark)), what=what))

    def _counted(self, mark: _Mark, size: int = 1) -> None:
        self._count += size
        if self._count > MAX_VALUES:
            raise self._too_much(mark, f"it holds more than {MAX_VALUES} values")

    def _path(self, frame: _Frame | None) -> Path | None:
        """The path of the value that comes next in the frame; None if it is not kept. Takes up the frame's key."""
        if frame is None:
            return ()
        if frame.path is None:
            return None
        if isinstance(frame.into, list):
            return (*frame.path, len(frame.into))
        key = frame.key
        if key is None or key.text is None:
            return None
        path = (*frame.path, key.text)
        span = self.source.span(key.start, key.end)
        if key.text in frame.into:
            self._add("CJ105", span, path, key=key.text, first=self.keys[path].line + 1)
            return None
        self.keys[path] = span
        return path

    def _put(self, frame: _Frame | None, path: Path | None, value: Any, span: Span) -> None:
        """Keep a value at its path."""
        if path is not None:
            self.values[path] = span
            if frame is None:
                self.data = value
            elif isinstance(frame.into, list):
                frame.into.append(value)
            else:
                frame.into[path[-1]] = value
        if frame is not None:
            frame.key = None

    def _awaits_key(self, frame: _Frame | None) -> bool:
        return frame is not None and frame.key is None and isinstance(frame.into, dict)

    # scalars

    def _scalar(self, event: Any) -> None:
        frame = self._frames[-1] if self._frames else None
        self._counted(event.start_mark)
        self.scalar = event
        if frame is not None and self._awaits_key(frame):
            self._key(frame, event)
            return
        start, end = event.start_mark, event.end_mark
        if event.style in ("'", '"') and start.line < end.line and frame is not None and not frame.flow:
            self._swallowing_quote(event, frame.column)
        if frame is not None and frame.flow and self._decimal_in_mapping(frame, event):
            return
        path = self._path(frame)
        value = self.source.unmask(event.value)
        span = self.source.span(start, end)
        if not event.style:
            value = _resolve(value)
            if self._hashes and (value is None or isinstance(value, str)):
                value, span = self._comment(value, event, path, span)
        key = frame.key.text if frame is not None and frame.key is not None else None
        if frame is not None and frame.flow:
            frame.pieces.append(_Piece(event.value if not event.style else "", start, end, path, key))
        if event.tag is not None or event.anchor is not None:
            value = self._decorated(frame, event, path, value, span)
        self._put(frame, path, value, span)

    def _swallowing_quote(self, event: Any, column: int) -> None:
        """Refuse a quoted text that goes on at or before the column of its key or dash.

        YAML forbids it and libyaml does not: a text such as `'s Avonds` would take the lines up to the next quote.
        """
        start, end = event.start_mark, event.end_mark
        below = self.source.lines[start.line + 1 : end.line + 1]
        if any(line.strip() and _indent(line) <= column for line in below):
            about = "while scanning a quoted scalar"
            raise yaml.MarkedYAMLError(about, start, "found unexpected end of stream", start)

    def _key(self, frame: _Frame, event: Any) -> None:
        text = self.source.unmask(event.value)
        if event.tag is not None or event.anchor is not None:
            self._decorated(None, event, None, text, self.source.span(event.start_mark, event.end_mark))
        frame.key = _Key(text, event.start_mark, event.end_mark, not event.style)

    def _line_rest(self, start: _Mark, end: _Mark, *, flow: bool) -> str:
        """What the author wrote from a mark on: to the other mark in a flow collection, else to the line's end."""
        if flow and start.line == end.line:
            return self.source.unmask(self.text[start.index : end.index])
        return self.source.unmask(_without_comment(self.source.lines[start.line][start.column :]))

    def _in_flow(self) -> bool:
        return bool(self._frames) and self._frames[-1].flow

    def _decorated(self, frame: _Frame | None, event: Any, path: Path | None, value: Any, span: Span) -> Any:
        """The value of a scalar with an anchor or a tag: a tag, or an anchor nobody uses, was meant as text."""
        text = self._line_rest(event.start_mark, event.end_mark, flow=self._in_flow())
        what = f"begins with {_shown(text[:1])}"
        if event.tag is not None:
            self._add("CJ102", span, path, what=what, quoted=_quoted(text))
            value = text
        if event.anchor is not None:
            anchor = self._anchor(event.anchor, value)
            if event.tag is None and not event.style:
                found = problem("CJ102", self.source.page.at(span, path or ()), what=what, quoted=_quoted(text))
                anchor.spot = (found, path, frame, path[-1] if path else None, text)
        return value

    def _anchor(self, name: str, value: Any) -> _Anchor:
        anchor = self._anchors[name] = _Anchor(value)
        self._all_anchors.append(anchor)
        return anchor

    def _unused_anchors(self) -> None:
        """Report the anchors that no alias uses, and read them as the text they were meant to be."""
        for anchor in self._all_anchors:
            if anchor.used or anchor.spot is None:
                continue
            found, path, frame, key, text = anchor.spot
            self.problems.append(found)
            if path is not None and frame is not None:
                frame.into[key] = text
            elif path == ():
                self.data = text

    def _comment(self, value: str | None, event: Any, path: Path | None, span: Span) -> tuple[Any, Span]:
        """The value and span of a plain text, with what its line lost to ` #`: kept as a comment or reported."""
        start, end = event.start_mark, event.end_mark
        match = _HASH.match(self.text, end.index)
        if match is None:
            return value, span
        rest = match[1]
        line = self.source.lines[end.line]
        if _COMMENT.match(" " + rest):
            if value is not None and path is not None:
                self.comments[path] = self.source.unmask(rest.rstrip())
            return value, span
        behind = self.source.unmask(_without_comment(line[end.column :]))
        if value is None:
            text, what = behind.lstrip(), "begins with `#`"
            column = self.source.column(end.line, len(line) - len(rest))
            span = Span(end.line, column, len(text))
        else:
            text, what = value + behind, "is cut off at ` #`"
            span = Span(span.line, span.column, len(text) if start.line == end.line else span.length)
        self._add("CJ102", span, path, what=what, quoted=_quoted(text))
        return text, span

    # decimal commas

    def _decimal_in_mapping(self, frame: _Frame, event: Any) -> bool:
        """Whether this is the empty value of the `2` in `{mean: 6,2}`; then mean becomes 6.2."""
        key = frame.key
        if key is None or not key.plain or key.text is None or event.value or event.style or not frame.pieces:
            return False
        number = frame.pieces[-1]
        if number is None or not self._is_decimal(number, key.text, key.start):
            return False
        if self.text[key.end.index : event.start_mark.index].strip():
            return False
        right = f"{number.text}.{key.text}"
        span = self.source.span(number.start, key.end)
        self._add("CJ103", span, number.path, right=right)
        if number.path is not None:
            frame.into[number.key] = WrittenFloat(float(right), right)
            self.values[number.path] = span
        frame.pieces.append(None)
        frame.key = None
        return True

    def _is_decimal(self, number: _Piece, decimals: str, start: _Mark) -> bool:
        """Whether a comma and nothing else stands between a whole number and digits."""
        return bool(
            start.index == number.end.index + 1
            and self.text[number.end.index] == ","
            and _WHOLE.fullmatch(number.text)
            and _DIGITS.fullmatch(decimals)
            and len(number.text) + len(decimals) < MAX_DIGITS
        )

    def _decimals_in_list(self, frame: _Frame) -> None:
        """Read `[7,5, 8]` as 7.5 and 8: some commas are followed by a space and one between digits is not."""
        pieces = [piece for piece in frame.pieces if piece is not None]
        if len(pieces) != len(frame.pieces) or (frame.path is not None and len(pieces) != len(frame.into)):
            return
        pairs = list(pairwise(pieces))
        if not any(self._is_spaced(left, right) for left, right in pairs):
            return
        values, spans = [], []
        position = 0
        while position < len(pieces):
            piece, after = pieces[position], pieces[position + 1 : position + 2]
            span = self.source.span(piece.start, piece.end)
            value = frame.into[position] if frame.path is not None else None
            if after and self._is_decimal(piece, after[0].text, after[0].start):
                right = f"{piece.text}.{after[0].text}"
                span = self.source.span(piece.start, after[0].end)
                self._add("CJ103", span, piece.path, right=right)
                value = WrittenFloat(float(right), right)
                position += 1
            values.append(value)
            spans.append(span)
            position += 1
        if frame.path is not None and len(values) < len(pieces):
            frame.into[:] = values
            for number in range(len(pieces)):
                self.values.pop((*frame.path, number))
            self.values.update({(*frame.path, number): span for number, span in enumerate(spans)})

    def _is_spaced(self, left: _Piece, right: _Piece) -> bool:
        between = self.text[left.end.index : right.start.index]
        return left.end.line == right.start.line and between.lstrip()[:1] == "," and between[-1:] in (" ", "\t")

    # lists, mappings, aliases, documents

    def _mapping(self, event: Any) -> None:
        self._begin(event, {})

    def _sequence(self, event: Any) -> None:
        self._begin(event, [])

    def _begin(self, event: Any, into: Any) -> None:
        start = event.start_mark
        self._counted(start)
        if len(self._frames) >= MAX_DEPTH:
            raise self._too_much(start, f"values are nested more than {MAX_DEPTH} deep")
        parent = self._frames[-1] if self._frames else None
        span = self.source.span(start, start)
        is_key = self._awaits_key(parent)
        path = None if is_key else self._path(parent)
        if is_key:
            self._add("CJ101", span, parent.path if parent else None, **_NO_KEY)
        if event.tag is not None:
            text = self._line_rest(start, event.end_mark, flow=self._in_flow())
            self._add("CJ102", span, path, what="begins with `!`", quoted=_quoted(text))
        if not is_key:
            if parent is not None and parent.flow:
                parent.pieces.append(None)
            self._put(parent, path, into, span)
        frame = _Frame(into, path, flow=bool(event.flow_style), is_key=is_key, before=self._count - 1)
        frame.column = start.column
        if not frame.flow and self.text.startswith("? ", start.index):
            frame.question = (span, self._line_rest(start, start, flow=False))
        if event.anchor is not None:
            frame.anchor = self._anchor(event.anchor, into)
            frame.anchor.open = True
        self._frames.append(frame)

    def _end(self, event: Any) -> None:
        frame = self._frames.pop()
        if frame.flow and isinstance(frame.into, list):
            self._decimals_in_list(frame)
        if frame.question is not None:
            self._question(frame)
        if frame.anchor is not None:
            frame.anchor.open = False
            frame.anchor.size = self._count - frame.before
            frame.anchor.height = frame.height
        if self._frames:
            parent = self._frames[-1]
            parent.height = max(parent.height, frame.height + 1)
            if frame.is_key:
                parent.key = _Key(None, event.start_mark, event.end_mark)

    def _question(self, frame: _Frame) -> None:
        """Read `? how long` as text where it makes a mapping of one key and nothing else."""
        bare = isinstance(self._last, yaml.ScalarEvent) and not self._last.value and not self._last.style
        if frame.question is None or len(frame.into) != 1 or not bare:
            return
        span, text = frame.question
        span = Span(span.line, span.column, len(text))
        self._add("CJ102", span, frame.path, what="begins with `?` and a space", quoted=_quoted(text))
        if frame.path is not None and self._frames:
            self._frames[-1].into[frame.path[-1]] = text
            self.values[frame.path] = span

    def _alias(self, event: Any) -> None:
        start = event.start_mark
        frame = self._frames[-1] if self._frames else None
        span = self.source.span(start, event.end_mark)
        anchor = self._anchors.get(event.anchor)
        self._aliases += 1
        if self._aliases > MAX_ALIASES:
            raise self._too_much(start, f"it holds more than {MAX_ALIASES} aliases")
        self._counted(start, anchor.size if anchor else 1)
        if anchor is not None and anchor.open:
            raise self._too_much(start, f"`&{event.anchor}` holds itself")
        if anchor is not None and len(self._frames) + anchor.height > MAX_DEPTH:
            raise self._too_much(start, f"values are nested more than {MAX_DEPTH} deep")
        is_key = self._awaits_key(frame)
        path = None if is_key else self._path(frame)
        value: Any = anchor.value if anchor else self._line_rest(start, event.end_mark, flow=self._in_flow())
        if anchor is None:
            self._add("CJ102", span, path, what="begins with `*`", quoted=_quoted(value))
        else:
            anchor.used = True
            if frame is not None:
                frame.height = max(frame.height, anchor.height + 1)
        if is_key and frame is not None:
            text = getattr(value, "text", value)
            if not isinstance(text, str):
                self._add("CJ101", span, frame.path, **_NO_KEY)
            frame.key = _Key(text if isinstance(text, str) else None, start, event.end_mark)
            return
        if frame is not None and frame.flow:
            frame.pieces.append(_Piece("", start, event.end_mark, path, None))
        self._put(frame, path, value, span)

    def _document(self, event: Any) -> None:
        self._documents += 1
        if self._documents > 1:
            what = "a second document begins here, and a file holds one; take this line out"
            raise _Stop(
                problem(
                    "CJ101",
                    self.source.page.at(self.source.span(event.start_mark, event.start_mark)),
                    what=what,
                    hint="a line of only `---` ends the data above it",
                )
            )


# --- texts that should have stood in quotes ------------------------------------------------------------------

_PREFIX = re.compile(r"[ ]*(?:-[ \t]+)*")
_KEY = re.compile(
    r"""(?:"(?:[^"\\]|\\.)*"[ \t]*|'(?:[^']|'')*'[ \t]*|(?:[^\s"'\[\]{},&*!|>%@`#?:-]|[?:-](?=\S))(?:[^:]|:(?=\S))*)"""
    r""":(?=[ \t]|$)[ \t]*"""
)
_SINGLE = re.compile(r"'(?:[^']|'')*'")
_DOUBLE = re.compile(r'"(?:[^"\\]|\\.)*"')
_BLOCK_HEADER = re.compile(r"[|>][-+0-9]{0,2}")


class _Value(NamedTuple):
    """A text that stands behind a key or a dash: where, and what the author meant if it goes on below."""

    line: int
    column: int
    end: int
    text: str
    last: int
    """The last line of the text."""
    flow: bool = False
    above_block: bool = False
    """Whether deeper lines below it are not part of it."""


def _begins(*signs: str) -> Callable[[str], bool]:
    return lambda text: text.startswith(signs)


def _begins_quote(text: str) -> bool:
    """A quote that is not closed, or closed before the end of the text."""
    match = _DOUBLE.match(text) if text[0] == '"' else _SINGLE.match(text) if text[0] == "'" else None
    return text[0] in "'\"" and (match is None or match.end() < len(text))


def _begins_bracket(text: str) -> bool:
    """A bracket that is closed before the end of the text, or never closed in what reads as a sentence."""
    close = {"[": "]", "{": "}"}.get(text[0])
    if close is None:
        return False
    depth = 0
    for position, sign in enumerate(text):
        depth += (sign == text[0]) - (sign == close)
        if depth == 0:
            return position + 1 < len(text)
    return not any(sign in text for sign in (",", ":", "\t"))


def _begins_block(text: str) -> bool:
    """Text behind the sign that announces a block of text below it."""
    return text[0] in "|>" and not _BLOCK_HEADER.fullmatch(text)


def _begins_dash(text: str) -> bool:
    return text in ("-", "?") or text[:2] in ("- ", "? ")


def _holds_colon(text: str) -> bool:
    return text[0] not in "'\"[{" and (": " in text or ":\t" in text or text.endswith(":"))


_TRAPS: Final[tuple[tuple[str, Callable[[str], bool]], ...]] = (
    ("begins with {sign}", _begins_quote),
    ("begins with {sign}", _begins("*", "&", "!", "@", "`", "%", ",", "]", "}")),
    ("begins with {sign}", _begins_bracket),
    ("begins with {sign}", _begins_block),
    ("begins with {sign} and a space", _begins_dash),
    ("holds `: `", _holds_colon),
)
"""What a text can have that means something else in YAML, and how to see it."""


def _value_on(source: _Source, line: int) -> _Value | None:
    """The value that stands on a line behind its dashes and its key, with the lines on which it goes on."""
    if line >= len(source.lines):
        return None
    text = source.lines[line]
    prefix = _PREFIX.match(text)
    column = own = prefix.end() if prefix else 0
    key = _KEY.match(text, column)
    if key:
        column = key.end()
    elif "-" in text[:own]:
        own = text.rindex("-", 0, own)
    elif _line_above(source, line).endswith(":"):
        own -= 1
    else:
        return None  # this is where a key belongs, and quotes would not make it one
    written = _without_comment(text[column:])
    if not written or written[0] in "#\t":
        return None
    value = _Value(line, column, column + len(written), written, line)
    below = list(_continuation(source, line, own))
    # what stands below a text is part of it only if it could be: no keys, no items, and not below `|` or `>`
    if not below or written[0] in "|>" or any(_is_structure(source.lines[one]) for one in below):
        return value._replace(above_block=bool(below))
    whole = " ".join([written, *(source.lines[one].strip() for one in below)])
    return value._replace(text=whole, last=below[-1])


def _line_above(source: _Source, line: int) -> str:
    """The nearest line above that is not blank, without its comment; empty if there is none."""
    for number in range(line - 1, -1, -1):
        text = _without_comment(source.lines[number])
        if text.strip() and not text.lstrip().startswith("#"):
            return text
    return ""


def _continuation(source: _Source, line: int, own: int) -> Iterator[int]:
    """The lines below that are indented deeper than column `own`."""
    for number in range(line + 1, len(source.lines)):
        text = source.lines[number]
        if text.strip() and _indent(text) <= own:
            return
        if text.strip():
            yield number


def _is_structure(line: str) -> bool:
    """Whether a line is a key with a value, an item of a list or a comment."""
    text = line.strip()
    return text.startswith(("- ", "#")) or bool(_KEY.match(text))


def _item_at(source: _Source, mark: _Mark) -> _Value | None:
    """The item of a flow collection in which the mark stands, up to the next comma or bracket."""
    if mark.line >= len(source.lines):
        return None
    line = source.lines[mark.line]
    before = line[: mark.column]
    start = max(before.rfind("["), before.rfind("{"), before.rfind(","), before.rfind(": ")) + 1
    start += line[start:].startswith(" ") and before[start - 1 : start] == ":"
    start += len(line[start:]) - len(line[start:].lstrip(" :"))
    match = re.search(r"[,\]}]|$", line[start + 1 :])
    end = start + 1 + (match.start() if match else 0)
    text = line[start:end].rstrip()
    return _Value(mark.line, start, start + len(text), text, mark.line, flow=True) if text else None


def _candidates(source: _Source, error: yaml.MarkedYAMLError, last: Any) -> Iterator[_Value | None]:
    """The texts that can have made the parser stop, the most likely one first."""
    at, context = error.problem_mark, error.context_mark
    about = error.context or ""
    # a quote that swallowed the lines below it, up to the next quote, where the parser then stumbles
    quoted = last is not None and last.style in ("'", '"')
    if at is not None and quoted and last.start_mark.line < last.end_mark.line == at.line:
        yield from _texts_at(source, last.start_mark)
    if context is not None and ("quoted scalar" in about or "flow" in about):
        yield from _texts_at(source, context)
    if at is not None:
        yield from _texts_at(source, at)
    if context is not None and about.startswith("while scanning"):
        yield from _texts_at(source, context)


def _texts_at(source: _Source, mark: _Mark) -> Iterator[_Value | None]:
    """The text in which the mark stands: the value of its line, or the item of a flow collection."""
    if _line_above(source, mark.line).endswith((",", "[", "{")):
        yield _item_at(source, mark)
        return
    value = _value_on(source, mark.line)
    yield value
    if value is not None and value.text[0] in "[{" and mark.column > value.column:
        yield _item_at(source, mark)


def _trap(source: _Source, error: yaml.MarkedYAMLError, last: Any) -> tuple[_Value, Problem] | None:
    """The text that should have stood in quotes and made the parser stop, and the problem to report."""
    for value in _candidates(source, error, last):
        if value is None:
            continue
        if value.text[0] in "|>" and value.above_block:
            continue
        for what, detects in _TRAPS:
            if detects(value.text):
                return value, _trap_problem(source, value, what.format(sign=_shown(value.text[0])))
    return None


def _shown(sign: str) -> str:
    return "a backtick" if sign == "`" else f"`{sign}`"


def _trap_problem(source: _Source, value: _Value, what: str) -> Problem:
    column = source.column(value.line, value.column)
    place = source.page.at(Span(value.line, column, value.end - value.column))
    if value.text[0] == '"' and '"' not in value.text[1:]:
        return problem(
            "CJ101",
            place,
            what="the quote that begins here is not closed",
            hint="close it at the end of the text, or leave it out",
        )
    return problem("CJ102", place, what=what, quoted=_quoted(source.unmask(value.text)))


# --- faults without a remedy, in plain words -------------------------------------------------------------------

_INDENTATION = "this line is indented differently from the lines it belongs with"
_TAB = "a tab stands where the indentation takes spaces"
_UNCLOSED = "the `{sign}` here is not closed"


def _fault(source: _Source, error: yaml.MarkedYAMLError) -> Problem:
    """The problem for a place where the text is not YAML and no single text explains it."""
    mark, what, hint = _explain(source, error)
    line, column = mark.line, mark.column
    last = max(len(source.page.lines) - 1, 0)
    if line > last:
        line, column = last, len(source.page.lines[last]) if source.page.lines else 0
    return problem("CJ101", source.page.at(Span(line, source.column(line, column))), what=what, hint=hint)


@dataclass(frozen=True, slots=True)
class _Spot:
    """A mark of our own."""

    line: int
    column: int
    index: int = 0


def _explain(source: _Source, error: yaml.MarkedYAMLError) -> tuple[_Mark, str, str]:
    """Where libyaml's complaint belongs, and what it means to an author: words and, where it helps, a hint."""
    at: _Mark = error.problem_mark or error.context_mark or _Spot(0, 0)
    context: _Mark = error.context_mark or at
    said, about = error.problem or "", error.context or ""
    line = source.lines[at.line] if at.line < len(source.lines) else ""
    sign = line[at.column : at.column + 1]
    if "tab character" in said or (sign == "\t" and not line[: at.column].strip()):
        return at, _TAB, "replace the tab by spaces"
    if "mapping values" in said:
        return _explain_colon(source, at)
    if "could not find expected ':'" in said:
        return _explain_no_colon(source, context)
    if ("quoted scalar" in about and "end of stream" in said) or "document indicator" in said:
        return context, "the quote that begins here is not closed", "close it at the end of the text"
    if "quoted scalar" in about:
        return at, "a backslash between double quotes begins a special character", "write two backslashes for one"
    if "',' or" in said:
        return _explain_bracket(source, at, context)
    if "node content" in said and sign and sign in "]},":
        return at, f"the `{sign}` here belongs to nothing", ""
    if "node content" in said and "flow" in about:
        return context, "a list or mapping in brackets is not closed", "close it with `]` or `}`"
    if sign == ":" and not line[: at.column].strip(" -"):
        return at, "there is no key before the colon", "write a key before it, or put the text in double quotes"
    if "expected key" in said or "'-' indicator" in said:
        if line[: at.column].strip():
            return at, "this does not belong behind the value before it", "put the whole text in double quotes"
        return at, _INDENTATION, "use the same number of spaces for all keys, and all dashes, that belong together"
    if "document start" in said and at.column >= _indent(source.lines[_first_line(source)]):
        return at, "the data ended above this line", "take out the line `...` above it, or mend the indentation"
    if "document start" in said:
        return at, "this line is indented less than the first line", "begin the first line and this one equally far"
    if "directive" in about or "directive" in said or "incompatible" in said:
        return at, "a line cannot begin with `%`", "put the text in quotes"
    if "block scalar" in about:
        what = f"nothing may stand behind `{_sign(source, context)}` on its line"
        return context, what, "begin the text on the next line"
    if "not allowed in this context" in said or sign:
        return at, f"`{sign}` cannot stand here", "if it belongs to a text, put that text in double quotes"
    return at, "the file stops before it is complete", ""


def _indent(line: str) -> int:
    return len(line) - len(line.lstrip(" "))


def _first_line(source: _Source) -> int:
    """The first line that holds data."""
    for number, line in enumerate(source.lines):
        if line.strip() and not line.lstrip().startswith(("#", "---", "%")):
            return number
    return 0


def _sign(source: _Source, mark: _Mark) -> str:
    return source.lines[mark.line][mark.column : mark.column + 1] if mark.line < len(source.lines) else ""


def _explain_bracket(source: _Source, at: _Mark, context: _Mark) -> tuple[_Mark, str, str]:
    sign = _sign(source, context)
    close = "]" if sign == "[" else "}"
    if at.line == context.line:
        return at, f"a comma or `{close}` is missing here", "put a text with special characters in double quotes"
    return context, _UNCLOSED.format(sign=sign), f"close it with `{close}`, and put a comma between its items"


def _explain_no_colon(source: _Source, mark: _Mark) -> tuple[_Mark, str, str]:
    text = _without_comment(source.lines[mark.line][mark.column :]) if mark.line < len(source.lines) else ""
    word, _, rest = text.partition(" ")
    if re.fullmatch(r"[\w-]+:\S.*", text):
        return mark, "a space is missing behind the colon", f"write `{text.replace(':', ': ', 1)}`"
    simple = rest and re.fullmatch(r"[\w-]+", word)
    hint = f"write `{word}: {rest}`" if simple else "a key is followed by a colon and a space"
    return mark, "there is no colon behind the key", hint


def _explain_colon(source: _Source, at: _Mark) -> tuple[_Mark, str, str]:
    """A colon that cannot be: of a key that the line above claims as part of its text."""
    line = source.lines[at.line]
    indent = _indent(line)
    above = at.line - 1
    while above >= 0 and not source.lines[above].strip():
        above -= 1
    if above < 0:
        return at, "a colon cannot stand here", "put the text in double quotes"
    text = source.lines[above]
    start = _indent(text)
    key = _PREFIX.match(text)
    column = key.end() if key else start
    if not _KEY.match(text, column) and not text[column:].startswith("#") and column >= indent:
        return _explain_no_colon(source, _Spot(above, column))
    spot = _Spot(at.line, indent)
    return (
        spot,
        "this line is indented deeper than the line above, which already has a value",
        ("begin both lines equally far if they belong together; a text over more lines needs quotes if it holds `: `"),
    )


# --- reading and repairing -------------------------------------------------------------------------------------


def _read(source: _Source) -> tuple[_Tree, list[Problem]]:
    """The tree of the source and its problems, after repairing every text that makes the parser stop."""
    repairs: list[Problem] = []
    size = sum(map(len, source.lines)) + 1
    allowed = min(MAX_REPAIRS, max(MAX_REREAD // size, 1))
    fixed: tuple[_Value, list[str], yaml.MarkedYAMLError] | None = None
    while True:
        tree = _Tree(source)
        try:
            tree.read()
        except _Stop as stop:
            return tree, [*repairs, *tree.problems, stop.found]
        except yaml.MarkedYAMLError as error:
            if fixed is not None and not _moved_on(error, fixed[0]):
                _take_back(source, fixed[0], fixed[1])
                repairs.pop()
                return tree, [*repairs, *tree.problems, _fault(source, fixed[2])]
            found = _trap(source, error, tree.scalar)
            if found is None:
                return tree, [*repairs, *tree.problems, _fault(source, error)]
            if len(repairs) == allowed:
                return tree, [*repairs, *tree.problems, _given_up(found[1], allowed)]
            repairs.append(found[1])
            fixed = (found[0], _repair(source, found[0]), error)
        else:
            return tree, [*repairs, *tree.problems]


def _given_up(found: Problem, repairs: int) -> Problem:
    what = f"after {repairs} mistakes the rest of the file was not read"
    return problem("CJ101", found.place, what=what, hint="mend the mistakes above first")


def _repair(source: _Source, value: _Value) -> list[str]:
    """Quote the text in memory, on its first line. Returns what stood there, to take it back."""
    before = [source.lines[value.line][value.column : value.end], *source.lines[value.line + 1 : value.last + 1]]
    text = value.text
    if text[0] == '"' and '"' not in text[1:]:
        text = text[1:]
    source.replace(value.line, value.column, value.end, _quoted(text))
    for line in range(value.line + 1, value.last + 1):
        source.lines[line] = ""
    return before


def _take_back(source: _Source, value: _Value, before: list[str]) -> None:
    source.undo(value.line, value.column, before[0])
    source.lines[value.line + 1 : value.last + 1] = before[1:]


def _moved_on(error: yaml.MarkedYAMLError, value: _Value) -> bool:
    """Whether the parser now stops behind the text that was repaired: else the repair was no remedy."""
    mark = error.problem_mark
    about = error.context or ""
    if error.context_mark is not None and (about.startswith("while scanning") or "quoted" in about):
        mark = error.context_mark
    if mark is None:
        return False
    return bool(mark.line > value.line or (value.flow and mark.line == value.line and mark.column > value.column))
