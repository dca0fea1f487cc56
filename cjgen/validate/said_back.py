"""What an author wrote, as a message repeats it."""

from __future__ import annotations

import re
from typing import Any

from cjgen.model.declaration import without_decimal_comma
from cjgen.model.document import WrittenFloat, WrittenInt
from cjgen.model.problem import Place

_NEEDS_QUOTES = re.compile(r"""[,\[\]{}\n]|^[-?:!&*#|>%@`"' ]|:( |$)| #| $""")


def kind_of(value: Any) -> str:
    """What a value is, said to an author: `the text …`, `a list`."""
    if value is None:
        return "empty"
    if isinstance(value, bool):
        return f"`{str(value).lower()}`"
    if isinstance(value, WrittenInt | WrittenFloat):
        return f"the number {value.text}"
    if isinstance(value, int | float):
        return f"the number {value:g}"
    if isinstance(value, str):
        return f"the text `{value if len(value) <= 40 else value[:39] + '…'}`" if value.strip() else "an empty text"
    if not value:
        return "an empty list" if isinstance(value, list) else "an empty mapping"
    return "a list" if isinstance(value, list) else "a mapping"


def as_written(value: Any) -> str:
    """A scalar as it was written."""
    if isinstance(value, bool):
        return str(value).lower()
    return value.text if isinstance(value, WrittenInt | WrittenFloat) else str(value)


def as_yaml(value: Any) -> str:
    """A text or number as it can stand between braces, in quotes where it needs them; `…` for anything else."""
    if not isinstance(value, str | WrittenInt | WrittenFloat) or without_decimal_comma(value) is not None:
        return "…"
    text = as_written(value)
    if isinstance(value, str) and (_NEEDS_QUOTES.search(text) or not text):
        return '"' + text.replace("\\", "\\\\").replace('"', '\\"') + '"'
    return text


def bracketed(place: Place) -> str:
    """What stands at the place from its bracket to the one that closes it; empty if that is not on the line."""
    text = place.excerpt[place.column - 1 :]
    close = {"[": "]", "{": "}"}.get(text[:1], "")
    depth = 0
    for position, sign in enumerate(text if close else ""):
        depth += (sign == text[0]) - (sign == close)
        if depth == 0:
            return text[: position + 1]
    return ""
