"""A YAML file in which nothing is unusual: its data at once, and where everything stands only if somebody asks.

Most files are without fault, and nobody asks where their values stand. What this reads, `Tree` reads in the same way
and without a problem; whatever might be one, and much that is merely rare, is left to that.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping
from typing import Any, Final, NamedTuple

import yaml

from cjgen.load.scalars import resolve
from cjgen.model.document import Path, Span

_UNUSUAL = re.compile(
    "[^\t\n\r -~\xa1-\u2006\u2008-\u2027\u202a-\u202e\u2030-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]"
)
"""What YAML refuses, spaces that do not break a line, and line ends that are none in YAML 1.2."""
_COMMENT = re.compile(r"[ \t]*#")
_DECIMAL_COMMA = re.compile(r"[0-9],[0-9]")
_QUOTES: Final = ("'", '"')

Located = tuple[Mapping[Path, Span], Mapping[Path, Span]]
"""Where the keys and the values of a file stand."""


class Plain(NamedTuple):
    """The data of a plain file, and where it begins and what stands at its first level, but for texts of more lines."""

    data: dict[str, Any]
    begins: dict[Path, Span]


def read_plain(text: str, most: int, deepest: int) -> Plain | None:
    """What is read of a text; None where it is no plain mapping, has more than `most` characters or is too deep."""
    if len(text) > most or _UNUSUAL.search(text):
        return None
    try:
        return _read(text, deepest)
    except yaml.YAMLError:
        return None


def _read(text: str, deepest: int) -> Plain | None:
    following: Callable[[], Any] = yaml.CSafeLoader(text).get_event
    scalar, mapping, sequence = yaml.ScalarEvent, yaml.MappingStartEvent, yaml.SequenceStartEvent
    ends = (yaml.MappingEndEvent, yaml.SequenceEndEvent)
    hashes = "#" in text
    root: Any = None
    into: Any = None
    key: str | None = None
    flow = False
    # what holds the list or mapping that is being filled; the key of that is taken up by then
    above: list[tuple[Any, bool, int]] = []
    begins = 0
    spans: dict[Path, Span] = {}
    while (event := following()) is not None:
        kind = type(event)
        if kind is scalar:
            if into is None or event.anchor is not None or event.tag is not None:
                return None
            value, style = event.value, event.style
            if key is None and type(into) is dict:
                if value in into:
                    return None
                key = value
                continue
            if not style:
                if flow and not value:
                    return None
                value = resolve(value)
                if hashes and (value is None or type(value) is str) and _COMMENT.match(text, event.end_mark.index):
                    return None
            elif style in _QUOTES and event.start_mark.line < event.end_mark.line:
                return None
        elif kind is mapping or kind is sequence:
            start = event.start_mark.index
            if event.anchor is not None or event.tag is not None or len(above) >= deepest:
                return None
            if kind is mapping and text.startswith("? ", start):
                return None
            value = {} if kind is mapping else []
            if len(above) < 2:
                spans[() if key is None else (key,)] = Span(event.start_mark.line, event.start_mark.column)
            if into is None:
                if root is not None or kind is sequence:
                    return None
                root = value
            elif type(into) is list:
                into.append(value)
            elif key is None:
                return None
            else:
                into[key] = value
            above.append((into, flow, begins))
            into, key, flow, begins = value, None, bool(event.flow_style), start
            continue
        elif kind in ends:
            if flow and kind is ends[1] and _DECIMAL_COMMA.search(text, begins, event.end_mark.index):
                return None
            into, flow, begins = above.pop()
            key = None
            continue
        elif kind is yaml.AliasEvent or (kind is yaml.DocumentStartEvent and root is not None):
            return None
        else:
            continue
        if type(into) is list:
            into.append(value)
        elif key is not None:
            into[key] = value
            if len(above) == 1 and event.start_mark.line == event.end_mark.line:
                column = event.start_mark.column
                spans[key,] = Span(event.start_mark.line, column, max(event.end_mark.column - column, 1))
            key = None
    return Plain(root, spans) if root is not None else None


class Spans(Mapping[Path, Span]):
    """Where the keys, or the values, of plain data stand: some are `known`, `locate` looks for all of them."""

    def __init__(self, data: Any, known: Mapping[Path, Span], locate: Callable[[], Located], *, of_keys: bool) -> None:
        self._data = data
        self._known = known
        self._locate = locate
        self._of_keys = of_keys

    def __getitem__(self, path: Path) -> Span:
        """The span at a path; raises KeyError where nothing stands."""
        if path in self._known:
            return self._known[path]
        if path not in self:
            raise KeyError(path)
        return self._locate()[not self._of_keys][path]

    def __contains__(self, path: object) -> bool:
        """Whether something stands at a path, without looking where."""
        if not isinstance(path, tuple):
            return False
        value, holder = self._data, None
        for part in path:
            holder = value
            known = part in value if type(value) is dict else type(value) is list and type(part) is int
            if not known or (type(value) is list and not 0 <= part < len(value)):
                return False
            value = value[part]
        return type(holder) is dict if self._of_keys else True

    def __iter__(self) -> Iterator[Path]:
        """The paths in the order in which they were written."""
        if not self._of_keys:
            yield ()
        yield from self._below(self._data, ())

    def __len__(self) -> int:
        """How many there are."""
        return sum(1 for _ in self)

    def _below(self, value: Any, path: Path) -> Iterator[Path]:
        if type(value) is dict:
            for key, item in value.items():
                yield (*path, key)
                yield from self._below(item, (*path, key))
        elif type(value) is list:
            for place, item in enumerate(value):
                if not self._of_keys:
                    yield (*path, place)
                yield from self._below(item, (*path, place))
