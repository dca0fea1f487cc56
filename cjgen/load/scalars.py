"""Texts without quotes as values, by the YAML 1.2 core schema, and how a text is written in quotes."""

from __future__ import annotations

import re
from typing import Any, Final

from cjgen.model.document import WrittenFloat, WrittenInt

MAX_DIGITS: Final = 40
"""A longer number is a code, not a quantity, and would only lose digits."""

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


def resolve(text: str) -> Any:
    """The value of a plain scalar: a number only in the forms of YAML 1.2, so that `007` and `12:30` stay text."""
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


def quote(text: str) -> str:
    """The text in double quotes, on one line."""
    return '"' + text.replace("\\", "\\\\").replace('"', '\\"') + '"'


def shown(sign: str) -> str:
    """A sign in backticks, and a backtick in words."""
    return "a backtick" if sign == "`" else f"`{sign}`"
