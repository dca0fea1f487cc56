"""Texts that should have stood in quotes: how they are seen, told and quoted in memory."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from typing import Any, Final, NamedTuple

import yaml

from cjgen.load.lines import KEY, PREFIX, indentation, without_comment
from cjgen.load.scalars import quote, shown
from cjgen.load.source import Mark, Source
from cjgen.model.document import Span
from cjgen.model.problem import Problem, problem

_SINGLE = re.compile(r"'(?:[^']|'')*'")
_DOUBLE = re.compile(r'"(?:[^"\\]|\\.)*"')
_BLOCK_HEADER = re.compile(r"[|>][-+0-9]{0,2}")
_ITEM_END = re.compile(r"[,\]}]|$")
_SEMICOLONS = re.compile(r"[^\s;,]+(?:[ \t]*;[ \t]*[\w-]+:[ \t]+[^\s;,]+)+")
"""A value and then keys with values, between which semicolons stand."""
_NEXT_KEY = re.compile(r"""[ \t]*(?:$|[\]}#]|(?:[\w.-]+|"[^"]*"|'[^']*')[ \t]*:(?:[ \t]|$))""")


class Value(NamedTuple):
    """A text that stands behind a key or a dash: where, and what the author meant if it goes on below."""

    line: int
    column: int
    end: int
    text: str
    last: int
    """The last line of the text."""
    flow: bool = False
    flow_key: bool = False
    """Whether it stands between brackets and behind a key."""
    above_block: bool = False
    """Whether deeper lines below it are not part of it."""
    mended: str = ""
    """What is read in its place, if not the text in quotes."""


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
_FLOW_KEY_TRAPS: Final = (*_TRAPS, ("begins with {sign}", _begins("?")))
"""The same behind a key between brackets, where `?` needs no space behind it to mean something else."""


def _value_on(source: Source, line: int) -> Value | None:
    """The value that stands on a line behind its dashes and its key, with the lines on which it goes on."""
    if line >= len(source.lines):
        return None
    text = source.lines[line]
    prefix = PREFIX.match(text)
    column = own = prefix.end() if prefix else 0
    key = KEY.match(text, column)
    if key:
        column = key.end()
    elif "-" in text[:own]:
        own = text.rindex("-", 0, own)
    elif _line_above(source, line).endswith(":"):
        own -= 1
    else:
        return None  # this is where a key belongs, and quotes would not make it one
    written = without_comment(text[column:])
    if not written or written[0] in "#\t":
        return None
    value = Value(line, column, column + len(written), written, line)
    below = list(_continuation(source, line, own))
    # what stands below a text is part of it only if it could be: no keys, no items, and not below `|` or `>`
    if not below or written[0] in "|>" or any(_is_structure(source.lines[one]) for one in below):
        return value._replace(above_block=bool(below))
    whole = " ".join([written, *(source.lines[one].strip() for one in below)])
    return value._replace(text=whole, last=below[-1])


def _line_above(source: Source, line: int) -> str:
    """The nearest line above that is not blank, without its comment; empty if there is none."""
    for number in range(line - 1, -1, -1):
        text = without_comment(source.lines[number])
        if text.strip() and not text.lstrip().startswith("#"):
            return text
    return ""


def _continuation(source: Source, line: int, own: int) -> Iterator[int]:
    """The lines below that are indented deeper than column `own`."""
    for number in range(line + 1, len(source.lines)):
        text = source.lines[number]
        if text.strip() and indentation(text) <= own:
            return
        if text.strip():
            yield number


def _is_structure(line: str) -> bool:
    """Whether a line is a key with a value, an item of a list or a comment."""
    text = line.strip()
    return text.startswith(("- ", "#")) or bool(KEY.match(text))


def _item_at(source: Source, mark: Mark) -> Value | None:
    """The item of a flow collection in which the mark stands, up to the next comma or bracket.

    Behind a key the text goes on after a comma if no other key follows: `{question: Was it: good, bad?, n: 84}`.
    """
    if mark.line >= len(source.lines):
        return None
    line = source.lines[mark.line]
    before = line[: mark.column]
    start = max(before.rfind("["), before.rfind("{"), before.rfind(","), before.rfind(": ")) + 1
    start += line[start:].startswith(" ") and before[start - 1 : start] == ":"
    start += len(line[start:]) - len(line[start:].lstrip(" :"))
    behind_key = line[:start].rstrip().endswith(":")
    goes_on = behind_key and line[start : start + 1] not in ("[", "{")
    end = start + 1
    while match := _ITEM_END.search(line, end):
        end = match.start()
        if match[0] != "," or not goes_on or _NEXT_KEY.match(line, end + 1):
            break
        end += 1
    text = line[start:end].rstrip()
    if not text:
        return None
    return Value(mark.line, start, start + len(text), text, mark.line, flow=True, flow_key=behind_key)


def _candidates(source: Source, error: yaml.MarkedYAMLError, last: Any) -> Iterator[Value | None]:
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


def _texts_at(source: Source, mark: Mark) -> Iterator[Value | None]:
    """The text in which the mark stands: the value of its line, or the item of a flow collection."""
    if _line_above(source, mark.line).endswith((",", "[", "{")):
        yield _item_at(source, mark)
        return
    value = _value_on(source, mark.line)
    yield value
    if value is not None and value.text[0] in "[{" and mark.column > value.column:
        yield _item_at(source, mark)


def find_trap(source: Source, error: yaml.MarkedYAMLError, last: Any) -> tuple[Value, Problem] | None:
    """The text that should have stood in quotes and made the parser stop, and the problem to report."""
    for value in _candidates(source, error, last):
        if value is None:
            continue
        if value.text[0] in "|>" and value.above_block:
            continue
        if value.flow_key and _SEMICOLONS.fullmatch(value.text):
            mended = value._replace(mended=re.sub(r"[ \t]*;", ",", value.text))
            return mended, _semicolon_problem(source, mended)
        for what, detects in _FLOW_KEY_TRAPS if value.flow_key else _TRAPS:
            if detects(value.text):
                return value, _trap_problem(source, value, what.format(sign=shown(value.text[0])))
    return None


def _semicolon_problem(source: Source, value: Value) -> Problem:
    column = source.column(value.line, value.column + value.text.index(";"))
    place = source.page.at(Span(value.line, column))
    what = "a semicolon stands here, where YAML takes a comma"
    return problem("CJ101", place, what=what, hint=f"write `{source.unmask(value.mended)}`")


def _trap_problem(source: Source, value: Value, what: str) -> Problem:
    column = source.column(value.line, value.column)
    place = source.page.at(Span(value.line, column, value.end - value.column))
    if value.text[0] == '"' and '"' not in value.text[1:]:
        return problem(
            "CJ101",
            place,
            what="the quote that begins here is not closed",
            hint="close it at the end of the text, or leave it out",
        )
    return problem("CJ102", place, what=what, quoted=quote(source.unmask(value.text)))


def repair(source: Source, value: Value) -> list[str]:
    """Quote or mend the text in memory, on its first line. Returns what stood there, to take it back."""
    before = [source.lines[value.line][value.column : value.end], *source.lines[value.line + 1 : value.last + 1]]
    text = value.text
    if text[0] == '"' and '"' not in text[1:]:
        text = text[1:]
    source.replace(value.line, value.column, value.end, value.mended or quote(text))
    for line in range(value.line + 1, value.last + 1):
        source.lines[line] = ""
    return before


def take_back(source: Source, value: Value, before: list[str]) -> None:
    """Undo the repair of a text, the last one on its line, from what `repair` returned."""
    source.undo(value.line, value.column, before[0])
    source.lines[value.line + 1 : value.last + 1] = before[1:]


def moved_on(error: yaml.MarkedYAMLError, value: Value) -> bool:
    """Whether the parser now stops behind the text that was repaired: else the repair was no remedy."""
    mark = error.problem_mark
    about = error.context or ""
    if error.context_mark is not None and (about.startswith("while scanning") or "quoted" in about):
        mark = error.context_mark
    if mark is None:
        return False
    return bool(mark.line > value.line or (value.flow and mark.line == value.line and mark.column > value.column))
