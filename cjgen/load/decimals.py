"""Decimal commas between brackets: numbers that YAML has read as two items, put together again."""

from __future__ import annotations

import re
from collections.abc import Callable
from itertools import pairwise
from typing import Any

from cjgen.load.frames import Frame, Key, Piece
from cjgen.load.source import Mark, Source
from cjgen.model.document import MAX_DIGITS, Path, Span, WrittenFloat
from cjgen.model.problem import Problem

_WHOLE = re.compile(r"[-+]?[0-9]+")
_DIGITS = re.compile(r"[0-9]+")
_DECIMALS_OF_KEY = re.compile(r",([0-9]+)[ \t]*:(?=[ \t\r\n])")


class DecimalCommas:
    """Sees decimal commas in the collections of one tree, reports them and mends its data and spans."""

    def __init__(self, source: Source, text: str, values: dict[Path, Span], report: Callable[..., Problem]) -> None:
        self._source = source
        self._text = text
        self._values = values
        self._report = report

    def takes(self, frame: Frame, event: Any) -> bool:
        """Whether this value is only the nothing that YAML reads behind a part of a number."""
        return self._in_key(frame, event) or self._in_mapping(frame, event)

    def _in_key(self, frame: Frame, event: Any) -> bool:
        """Whether this is the empty value of the `6` in `{6,5: 4}`; then the key that comes next becomes 6.5."""
        key = frame.key
        if key is None or not key.plain or key.text is None or event.value or event.style:
            return False
        decimals = _DECIMALS_OF_KEY.match(self._text, key.end.index)
        if not decimals or not _WHOLE.fullmatch(key.text) or len(key.text) + len(decimals[1]) >= MAX_DIGITS:
            return False
        frame.whole, frame.key = key, None
        return True

    def whole_key(self, frame: Frame, decimals: Key) -> Key:
        """The key `6.5`, of the `6` that `takes` saw and the `5` that came next."""
        whole, frame.whole = frame.whole, None
        if whole is None:
            return decimals
        right = f"{whole.text}.{decimals.text}"
        self._report("CJ103", self._source.span(whole.start, decimals.end), (*(frame.path or ()), right), right=right)
        return Key(right, whole.start, decimals.end, plain=True)

    def _in_mapping(self, frame: Frame, event: Any) -> bool:
        """Whether this is the empty value of the `2` in `{mean: 6,2}`; then mean becomes 6.2."""
        key = frame.key
        if key is None or not key.plain or key.text is None or event.value or event.style or not frame.pieces:
            return False
        number = frame.pieces[-1]
        if number is None or not self._is_decimal(number, key.text, key.start):
            return False
        if self._text[key.end.index : event.start_mark.index].strip():
            return False
        right = f"{number.text}.{key.text}"
        span = self._source.span(number.start, key.end)
        self._report("CJ103", span, number.path, right=right)
        if number.path is not None:
            frame.into[number.key] = WrittenFloat(float(right), right)
            self._values[number.path] = span
        frame.pieces.append(None)
        frame.key = None
        return True

    def _is_decimal(self, number: Piece, decimals: str, start: Mark) -> bool:
        """Whether a comma and nothing else stands between a whole number and digits."""
        return bool(
            start.index == number.end.index + 1
            and self._text[number.end.index] == ","
            and _WHOLE.fullmatch(number.text)
            and _DIGITS.fullmatch(decimals)
            and len(number.text) + len(decimals) < MAX_DIGITS
        )

    def in_list(self, frame: Frame) -> None:
        """Read `[7,5, 8]` as 7.5 and 8: who puts a space behind one comma meant something else by one without."""
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
            span = self._source.span(piece.start, piece.end)
            value = frame.into[position] if frame.path is not None else None
            if after and self._is_decimal(piece, after[0].text, after[0].start):
                right = f"{piece.text}.{after[0].text}"
                span = self._source.span(piece.start, after[0].end)
                self._report("CJ103", span, piece.path, right=right)
                value = WrittenFloat(float(right), right)
                position += 1
            values.append(value)
            spans.append(span)
            position += 1
        if frame.path is not None and len(values) < len(pieces):
            frame.into[:] = values
            for number in range(len(pieces)):
                self._values.pop((*frame.path, number))
            self._values.update({(*frame.path, number): span for number, span in enumerate(spans)})

    def _is_spaced(self, left: Piece, right: Piece) -> bool:
        between = self._text[left.end.index : right.start.index]
        return left.end.line == right.start.line and between.lstrip()[:1] == "," and between[-1:] in (" ", "\t")
