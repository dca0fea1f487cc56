"""The parser's events as a tree of plain data that knows where everything was written."""

from __future__ import annotations

import re
from collections.abc import Callable
from typing import Any, Final

import yaml

from cjgen.load.decimals import DecimalCommas
from cjgen.load.frames import Anchor, Frame, Key, Piece
from cjgen.load.lines import COMMENT, indentation, without_comment
from cjgen.load.scalars import quote, resolve, shown
from cjgen.load.source import Mark, Source
from cjgen.load.spaces import unglued
from cjgen.model.document import Path, Span
from cjgen.model.problem import Problem, problem

MAX_DEPTH: Final = 40
"""The format itself nests about ten deep; later steps walk the tree recursively."""
MAX_VALUES: Final = 100_000
"""Keys and values, counted after aliases are expanded; a large journey has a few thousand."""
MAX_ALIASES: Final = 100
"""Authors hardly use any; a handful that refer to each other is enough for a bomb."""

_HASH = re.compile(r"[ \t]*(#[^\r\n]*)")
_NO_KEY: Final[dict[str, str]] = {
    "what": "a list or a mapping cannot be a key",
    "hint": "if this is a text, put it in double quotes",
}


class Stop(Exception):
    """The rest of the file cannot or must not be read; the problem says why."""

    def __init__(self, found: Problem) -> None:
        super().__init__(found.message)
        self.found = found


class Tree:
    """One pass over the events: plain data, the spans of keys and values, and the problems on the way.

    Nodes are never composed and nothing recurses, so that no file can exhaust memory or the stack.
    """

    def __init__(self, source: Source) -> None:
        self.source = source
        self.text = source.text()
        self.data: Any = None
        self.keys: dict[Path, Span] = {}
        self.values: dict[Path, Span] = {}
        self.comments: dict[Path, str] = {}
        self.problems: list[Problem] = []
        self.lost = False
        """Whether something stood behind a key that cannot be one, and so was left out."""
        self.scalar: Any = None
        """The last scalar that was read."""
        self._last: Any = None
        self._frames: list[Frame] = []
        self._anchors: dict[str, Anchor] = {}
        self._all_anchors: list[Anchor] = []
        self._aliases = 0
        self._count = 0
        self._documents = 0
        self._hashes = "#" in self.text
        self._decimals = DecimalCommas(source, self.text, self.values, self._add)

    def read(self) -> None:
        """Walk all events. Raises Stop at a limit and yaml.MarkedYAMLError where the text is not YAML."""
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

    def _too_much(self, mark: Mark, what: str) -> Stop:
        return Stop(problem("CJ106", self.source.page.at(self.source.span(mark, mark)), what=what))

    def _counted(self, mark: Mark, size: int = 1) -> None:
        self._count += size
        if self._count > MAX_VALUES:
            raise self._too_much(mark, f"it holds more than {MAX_VALUES} values")

    def _path(self, frame: Frame | None) -> Path | None:
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
            new_item = self._misses_dash(frame, key.text)
            hint = f"if a new item begins here, put a dash before it: `- {key.text}: …`; else keep one of the two"
            first = self.keys[path].line + 1
            self._add("CJ105", span, path, hint=hint if new_item else "", key=key.text, first=first)
            if not new_item:
                return None
            path = (*self._new_item(frame, span), key.text)
        self.keys[path] = span
        return path

    def _misses_dash(self, frame: Frame, key: str) -> bool:
        """Whether the key with which an item of a list began comes again, below other keys."""
        holder = self._frames[-2] if len(self._frames) > 1 and self._frames[-1] is frame else None
        began = key in ("title", next(iter(frame.into)))
        return bool(began and len(frame.into) > 1 and not frame.flow and holder and isinstance(holder.into, list))

    def _new_item(self, frame: Frame, span: Span) -> Path:
        """Go on as if a dash stood here, so that one dash too few is one fault."""
        into: dict[str, Any] = {}
        holder = self._frames[-2]
        frame.into, frame.path = into, (*(holder.path or ()), len(holder.into))
        holder.into.append(into)
        self.values[frame.path] = span
        return frame.path

    def _put(self, frame: Frame | None, path: Path | None, value: Any, span: Span) -> None:
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

    def _awaits_key(self, frame: Frame | None) -> bool:
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
        if frame is not None and frame.flow and self._decimals.takes(frame, event):
            return
        if frame is not None and frame.flow and self._unglued(frame, event):
            return
        path = self._path(frame)
        value = self.source.unmask(event.value)
        span = self.source.span(start, end)
        if not event.style:
            value = resolve(value)
            if self._hashes and (value is None or isinstance(value, str)):
                value, span = self._comment(value, event, path, span)
        key = frame.key.text if frame is not None and frame.key is not None else None
        if frame is not None and frame.flow:
            frame.pieces.append(Piece(event.value if not event.style else "", start, end, path, key))
        if event.tag is not None or event.anchor is not None:
            value = self._decorated(frame, event, path, value, span)
        self._put(frame, path, value, span)

    def _swallowing_quote(self, event: Any, column: int) -> None:
        """Refuse a quoted text that goes on at or before the column of its key or dash.

        YAML forbids it and libyaml does not: a text such as `'s Avonds` would take the lines up to the next quote.
        """
        start, end = event.start_mark, event.end_mark
        below = self.source.lines[start.line + 1 : end.line + 1]
        if any(line.strip() and indentation(line) <= column for line in below):
            about = "while scanning a quoted scalar"
            raise yaml.MarkedYAMLError(about, start, "found unexpected end of stream", start)

    def _key(self, frame: Frame, event: Any) -> None:
        text = self.source.unmask(event.value)
        if event.tag is not None or event.anchor is not None:
            self._decorated(None, event, None, text, self.source.span(event.start_mark, event.end_mark))
        frame.key = self._decimals.whole_key(frame, Key(text, event.start_mark, event.end_mark, not event.style))

    def _unglued(self, frame: Frame, event: Any) -> bool:
        """Whether this is the empty value of the `5:4` in `{5:4}`; then 5 becomes the key and 4 its value."""
        key = frame.key
        if key is None or not key.plain or key.text is None or event.value or event.style or event.anchor or event.tag:
            return False
        parts = unglued(key.text)
        if parts is None:
            return False
        span = self.source.span(key.start, key.end)
        self._add("CJ101", span, (*(frame.path or ()), parts.key), what=parts.what, hint=parts.hint)
        frame.key = key._replace(text=parts.key)
        length = len(parts.value)
        behind = Span(span.line, span.column + span.length - length, length)
        self._put(frame, self._path(frame), resolve(parts.value), behind)
        return True

    def _line_rest(self, start: Mark, end: Mark, *, flow: bool) -> str:
        """What the author wrote from a mark on: to the other mark in a flow collection, else to the line's end."""
        if flow and start.line == end.line:
            return self.source.unmask(self.text[start.index : end.index])
        return self.source.unmask(without_comment(self.source.lines[start.line][start.column :]))

    def _in_flow(self) -> bool:
        return bool(self._frames) and self._frames[-1].flow

    def _decorated(self, frame: Frame | None, event: Any, path: Path | None, value: Any, span: Span) -> Any:
        """The value of a scalar with an anchor or a tag: a tag, or an anchor nobody uses, was meant as text."""
        text = self._line_rest(event.start_mark, event.end_mark, flow=self._in_flow())
        what = f"begins with {shown(text[:1])}"
        if event.tag is not None:
            self._add("CJ102", span, path, what=what, quoted=quote(text))
            value = text
        if event.anchor is not None:
            anchor = self._anchor(event.anchor, value)
            if event.tag is None and not event.style:
                found = problem("CJ102", self.source.page.at(span, path or ()), what=what, quoted=quote(text))
                anchor.spot = (found, path, frame, path[-1] if path else None, text)
        return value

    def _anchor(self, name: str, value: Any) -> Anchor:
        anchor = self._anchors[name] = Anchor(value)
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
        if COMMENT.match(" " + rest):
            if value is not None and path is not None:
                self.comments[path] = self.source.unmask(rest.rstrip())
            return value, span
        behind = self.source.unmask(without_comment(line[end.column :]))
        if value is None:
            text, what = behind.lstrip(), "begins with `#`"
            column = self.source.column(end.line, len(line) - len(rest))
            span = Span(end.line, column, len(text))
        else:
            text, what = value + behind, "is cut off at ` #`"
            span = Span(span.line, span.column, len(text) if start.line == end.line else span.length)
        self._add("CJ102", span, path, what=what, quoted=quote(text))
        return text, span

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
            self.lost = True
        if event.tag is not None:
            text = self._line_rest(start, event.end_mark, flow=self._in_flow())
            self._add("CJ102", span, path, what="begins with `!`", quoted=quote(text))
        if not is_key:
            if parent is not None and parent.flow:
                parent.pieces.append(None)
            self._put(parent, path, into, span)
        frame = Frame(into, path, flow=bool(event.flow_style), is_key=is_key, before=self._count - 1)
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
            self._decimals.in_list(frame)
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
                parent.key = Key(None, event.start_mark, event.end_mark)

    def _question(self, frame: Frame) -> None:
        """Read `? how long` as text where it makes a mapping of one key and nothing else."""
        bare = isinstance(self._last, yaml.ScalarEvent) and not self._last.value and not self._last.style
        if frame.question is None or len(frame.into) != 1 or not bare:
            return
        span, text = frame.question
        span = Span(span.line, span.column, len(text))
        self._add("CJ102", span, frame.path, what="begins with `?` and a space", quoted=quote(text))
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
            self._add("CJ102", span, path, what="begins with `*`", quoted=quote(value))
        else:
            anchor.used = True
            if frame is not None:
                frame.height = max(frame.height, anchor.height + 1)
        if is_key and frame is not None:
            text = getattr(value, "text", value)
            if not isinstance(text, str):
                self._add("CJ101", span, frame.path, **_NO_KEY)
                self.lost = True
            frame.key = Key(text if isinstance(text, str) else None, start, event.end_mark)
            return
        if frame is not None and frame.flow:
            frame.pieces.append(Piece("", start, event.end_mark, path, None))
        self._put(frame, path, value, span)

    def _document(self, event: Any) -> None:
        self._documents += 1
        if self._documents > 1:
            what = "a second document begins here, and a file holds one; take this line out"
            raise Stop(
                problem(
                    "CJ101",
                    self.source.page.at(self.source.span(event.start_mark, event.start_mark)),
                    what=what,
                    hint="a line of only `---` ends the data above it",
                )
            )
