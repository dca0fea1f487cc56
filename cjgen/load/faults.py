"""What the parser complains about, in an author's words, where no single text explains it."""

from __future__ import annotations

import re
from dataclasses import dataclass

import yaml

from cjgen.load.lines import KEY, PREFIX, indentation, without_comment
from cjgen.load.source import Mark, Source
from cjgen.model.document import Span
from cjgen.model.problem import Problem, problem

_INDENTATION = "this line is indented differently from the lines it belongs with"
_TAB = "a tab stands where the indentation takes spaces"
_UNCLOSED = "the `{sign}` here is not closed"
_COLOR = re.compile(r"(?<=\s)#[0-9a-fA-F]{3,8}\b")
"""A colour that was meant and is read as the beginning of a comment."""


def fault(source: Source, error: yaml.MarkedYAMLError) -> Problem:
    """The problem for a place where the text is not YAML and no single text explains it."""
    mark, what, hint = _explain(source, error)
    line, column = mark.line, mark.column
    last = max(len(source.page.lines) - 1, 0)
    if line > last:
        line, column = last, len(source.page.lines[last]) if source.page.lines else 0
    return problem("CJ101", source.page.at(Span(line, source.column(line, column))), what=what, hint=hint)


@dataclass(frozen=True, slots=True)
class _Spot:
    """A mark of our own."""

    line: int
    column: int
    index: int = 0


def _explain(source: Source, error: yaml.MarkedYAMLError) -> tuple[Mark, str, str]:
    """Where libyaml's complaint belongs, and what it means to an author: words and, where it helps, a hint."""
    at: Mark = error.problem_mark or error.context_mark or _Spot(0, 0)
    context: Mark = error.context_mark or at
    said, about = error.problem or "", error.context or ""
    line = source.lines[at.line] if at.line < len(source.lines) else ""
    sign = line[at.column : at.column + 1]
    if "tab character" in said or (sign == "\t" and not line[: at.column].strip()):
        return at, _TAB, "replace the tab by spaces"
    if "mapping values" in said:
        return _explain_colon(source, at)
    if "could not find expected ':'" in said:
        return _explain_no_colon(source, context)
    if ("quoted scalar" in about and "end of stream" in said) or "document indicator" in said:
        return context, "the quote that begins here is not closed", "close it at the end of the text"
    if "quoted scalar" in about:
        return at, "a backslash between double quotes begins a special character", "write two backslashes for one"
    if "',' or" in said:
        return _explain_bracket(source, at, context)
    if "node content" in said and sign and sign in "]},":
        return at, f"the `{sign}` here belongs to nothing", ""
    if "node content" in said and "flow" in about:
        return context, "a list or mapping in brackets is not closed", "close it with `]` or `}`"
    if sign == ":" and not line[: at.column].strip(" -"):
        return at, "there is no key before the colon", "write a key before it, or put the text in double quotes"
    if "expected key" in said or "'-' indicator" in said:
        if line[: at.column].strip():
            return at, "this does not belong behind the value before it", "put the whole text in double quotes"
        return at, _INDENTATION, "use the same number of spaces for all keys, and all dashes, that belong together"
    if "document start" in said and at.column >= indentation(source.lines[_first_line(source)]):
        return at, "the data ended above this line", "take out the line `...` above it, or mend the indentation"
    if "document start" in said:
        return at, "this line is indented less than the first line", "begin the first line and this one equally far"
    if "directive" in about or "directive" in said or "incompatible" in said:
        return at, "a line cannot begin with `%`", "put the text in quotes"
    if "block scalar" in about:
        what = f"nothing may stand behind `{_sign(source, context)}` on its line"
        return context, what, "begin the text on the next line"
    if "not allowed in this context" in said or sign:
        return at, f"`{sign}` cannot stand here", "if it belongs to a text, put that text in double quotes"
    return at, "the file stops before it is complete", ""


def _first_line(source: Source) -> int:
    """The first line that holds data."""
    for number, line in enumerate(source.lines):
        if line.strip() and not line.lstrip().startswith(("#", "---", "%")):
            return number
    return 0


def _sign(source: Source, mark: Mark) -> str:
    return source.lines[mark.line][mark.column : mark.column + 1] if mark.line < len(source.lines) else ""


def _explain_bracket(source: Source, at: Mark, context: Mark) -> tuple[Mark, str, str]:
    sign = _sign(source, context)
    close = "]" if sign == "[" else "}"
    if at.line == context.line:
        return at, f"a comma or `{close}` is missing here", "put a text with special characters in double quotes"
    color = _COLOR.search(source.lines[context.line], context.column)
    if color:
        hint = f'behind a space `#` begins a comment, which hides the rest of the line: write "{color[0]}", in quotes'
        return context, _UNCLOSED.format(sign=sign), hint
    return context, _UNCLOSED.format(sign=sign), f"close it with `{close}`, and put a comma between its items"


def _explain_no_colon(source: Source, mark: Mark) -> tuple[Mark, str, str]:
    text = without_comment(source.lines[mark.line][mark.column :]) if mark.line < len(source.lines) else ""
    word, _, rest = text.partition(" ")
    if re.fullmatch(r"[\w-]+:\S.*", text):
        return mark, "a space is missing behind the colon", f"write `{text.replace(':', ': ', 1)}`"
    simple = rest and re.fullmatch(r"[\w-]+", word)
    hint = f"write `{word}: {rest}`" if simple else "a key is followed by a colon and a space"
    return mark, "there is no colon behind the key", hint


def _explain_colon(source: Source, at: Mark) -> tuple[Mark, str, str]:
    """A colon that cannot be: of a key that the line above claims as part of its text."""
    line = source.lines[at.line]
    indent = indentation(line)
    above = at.line - 1
    while above >= 0 and not source.lines[above].strip():
        above -= 1
    if above < 0:
        return at, "a colon cannot stand here", "put the text in double quotes"
    text = source.lines[above]
    start = indentation(text)
    key = PREFIX.match(text)
    column = key.end() if key else start
    if not KEY.match(text, column) and not text[column:].startswith("#") and column >= indent:
        return _explain_no_colon(source, _Spot(above, column))
    spot = _Spot(at.line, indent)
    return (
        spot,
        "this line is indented deeper than the line above, which already has a value",
        ("begin both lines equally far if they belong together; a text over more lines needs quotes if it holds `: `"),
    )
