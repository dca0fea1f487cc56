"""Spaces behind a colon that are not there, or that only look like one: seen, told and put there in memory."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Final, NamedTuple

from cjgen.load.lines import indentation
from cjgen.load.source import Source
from cjgen.model.document import Span
from cjgen.model.problem import Problem, problem

_NO_BREAK: Final = "\u00a0\u2007\u202f"
"""Spaces that do not break a line: a word processor writes them, and YAML takes them for letters."""
_STRUCTURE = re.compile(
    # the indentation and the dashes of a line that goes on with a dash or a key, then the space behind that key
    rf"(?P<before>[ {_NO_BREAK}]*(?:-[ {_NO_BREAK}]+)*)(?P<key>[a-z_][a-z0-9_]*:|[0-9.]+:|)(?P<behind>[ {_NO_BREAK}]*)"
)
_BEFORE_DASH = re.compile(rf"[{_NO_BREAK}][ {_NO_BREAK}]*-|-[{_NO_BREAK}]")
_NO_TEXT = re.compile(r"[-+]?[0-9.]|[\[{]")
_BLOCK_OPENS = re.compile(r"(?:^|[:-])[ \t]+[|>][-+0-9]{0,2}[ \t]*(?:#.*)?$")
_GLUED = re.compile(
    rf"(?P<key>[A-Za-z_][A-Za-z0-9_]*|[-+]?[0-9]+(?:\.[0-9]+)?):(?P<space>[{_NO_BREAK}]*)(?P<value>[^\s/:]+)"
)

_WHAT = "a no-break space (U+{code:04X}) stands here, where YAML takes an ordinary space"
_HINT = "it looks the same and often comes along from a word processor: delete it and type a space"


def no_break_spaces(source: Source) -> list[Problem]:
    """Read the no-break spaces that stand for indentation, or behind a dash or a key, as spaces, and say so.

    One problem a line. In a text they are what its author meant, and stay.
    """
    found = []
    for number, start, end in list(_misplaced(source)):
        line = source.lines[number]
        first = next(column for column in range(start, end) if line[column] in _NO_BREAK)
        place = source.page.at(Span(number, first))
        found.append(problem("CJ101", place, what=_WHAT.format(code=ord(line[first])), hint=_HINT))
        plain = "".join(" " if sign in _NO_BREAK else sign for sign in line[start:end])
        source.lines[number] = line[:start] + plain + line[end:]
    return found


def _misplaced(source: Source) -> Iterator[tuple[int, int, int]]:
    """Each line on which a no-break space stands outside a text: its number, and from where to where to look."""
    block = -1
    for number, line in enumerate(source.lines):
        if block >= 0 and (not line.strip() or indentation(line) > block):
            continue
        block = indentation(line) if _BLOCK_OPENS.search(line) else -1
        match = _STRUCTURE.match(line)
        if match is None or not any(sign in match[0] for sign in _NO_BREAK):
            continue
        behind = match["behind"]
        # behind a colon and an ordinary space it does no harm, but to a number or a bracket
        if match["key"] and behind[:1] and (behind[0] in _NO_BREAK or _NO_TEXT.match(line, match.end())):
            end = match.end()
        elif match["key"] or _BEFORE_DASH.search(match["before"]):
            end = match.end("key")
        else:
            continue
        if any(sign in _NO_BREAK for sign in line[:end]):
            yield number, 0, end


class Glued(NamedTuple):
    """A key and a value that YAML reads as one text, and what is wrong between them."""

    key: str
    value: str
    what: str
    hint: str


def unglued(text: str) -> Glued | None:
    """The key and the value of `5:4`; None for any other text."""
    match = _GLUED.fullmatch(text)
    if match is None:
        return None
    key, value = match["key"], match["value"]
    if match["space"]:
        return Glued(key, value, _WHAT.format(code=ord(match["space"][0])), _HINT)
    return Glued(key, value, "a space is missing behind the colon", f"write `{key}: {value}`")
