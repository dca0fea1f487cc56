"""Texts without quotes as values, by the YAML 1.2 core schema, and how a text is written in quotes."""

from __future__ import annotations

from typing import Any, Final

from cjgen.model.document import written_number

_CONSTANTS: Final[dict[str, Any]] = {
    **dict.fromkeys(("", "~", "null", "Null", "NULL")),
    **dict.fromkeys(("true", "True", "TRUE"), True),
    **dict.fromkeys(("false", "False", "FALSE"), False),
}
_NUMBER_START: Final = frozenset("+-.0123456789")


def resolve(text: str) -> Any:
    """The value of a plain scalar: a number only in the forms of YAML 1.2, so that `007` and `12:30` stay text."""
    if text[:1] not in _NUMBER_START:
        return _CONSTANTS.get(text, text)
    number = written_number(text)
    return text if number is None else number


def quote(text: str) -> str:
    """The text in double quotes, on one line."""
    return '"' + text.replace("\\", "\\\\").replace('"', '\\"') + '"'


def shown(sign: str) -> str:
    """A sign in backticks, and a backtick in words."""
    return "a backtick" if sign == "`" else f"`{sign}`"
