"""What is under way while a tree is read: the lists and mappings being filled, their keys and the anchors."""

from __future__ import annotations

from typing import Any, NamedTuple

from cjgen.load.source import Mark
from cjgen.model.document import Path, Span
from cjgen.model.problem import Problem


class Key(NamedTuple):
    """A key whose value has not come yet; `text` is None if it cannot be a key."""

    text: str | None
    start: Mark
    end: Mark
    plain: bool = False


class Piece(NamedTuple):
    """A scalar in a flow collection, to recognise decimal commas."""

    text: str
    start: Mark
    end: Mark
    path: Path | None
    key: str | None


class Frame:
    """A list or mapping that is being filled. `path` is None where nothing is kept."""

    __slots__ = (
        "anchor",
        "before",
        "column",
        "flow",
        "height",
        "into",
        "is_key",
        "key",
        "path",
        "pieces",
        "question",
        "whole",
    )

    def __init__(self, into: Any, path: Path | None, *, flow: bool, is_key: bool, before: int) -> None:
        self.into = into
        self.path = path
        self.flow = flow
        self.is_key = is_key
        self.before = before
        self.height = 1
        self.column = 0
        """Where its keys or dashes stand, if it is not in brackets."""
        self.key: Key | None = None
        self.whole: Key | None = None
        """The `6` of the key `6,5`."""
        self.pieces: list[Piece | None] = []
        self.anchor: Anchor | None = None
        self.question: tuple[Span, str] | None = None


class Anchor:
    """What `&name` stands before. `spot` is what to report and mend if no alias uses it and it was meant as text."""

    __slots__ = ("height", "open", "size", "spot", "used", "value")

    def __init__(self, value: Any) -> None:
        self.value = value
        self.size = 1
        self.height = 0
        self.open = False
        self.used = False
        self.spot: tuple[Problem, Path | None, Any, Any, str] | None = None
