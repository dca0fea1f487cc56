"""Problems as text for people and as JSON for programs."""

from __future__ import annotations

import json
import os
import sys
from collections.abc import Sequence
from typing import IO

import click

from cjgen.model.codes import CODES
from cjgen.model.problem import Problem

_WIDTH = 110
_COLOURS = {"error": "red", "warning": "yellow"}


def show_problems(problems: Sequence[Problem], *, verbose: bool, stream: IO[str] | None = None) -> None:
    """Print each problem with its source line, a caret and a hint; with `verbose` the long form as well."""
    stream = stream or sys.stderr
    colour = False if os.environ.get("NO_COLOR") else None  # no-color.org: empty counts as not set
    explained: set[str] = set()
    for found in problems:
        click.echo(_human(found), file=stream, color=colour)
        if verbose and found.code not in explained:
            explained.add(found.code)
            click.echo(f"      {CODES[found.code].explanation}\n", file=stream, color=colour)


def counted(errors: int, warnings: int) -> str:
    """`2 errors, 1 warning`; empty where there are none."""
    parts = [f"{n} {word}{'' if n == 1 else 's'}" for n, word in ((errors, "error"), (warnings, "warning")) if n]
    return ", ".join(parts)


def as_json(problems: Sequence[Problem]) -> str:
    """One JSON object in ASCII: the problems, and how many there are of each severity."""
    rows = [
        {
            "code": found.code,
            "severity": found.severity,
            "file": found.place.file,
            "line": found.place.line,
            "column": found.place.column,
            "path": found.place.path,
            "message": found.message,
            "hint": found.hint,
        }
        for found in problems
    ]
    counts = {severity: sum(found.severity == severity for found in problems) for severity in ("error", "warning")}
    return json.dumps({"problems": rows, "counts": counts}, indent=2)


def _human(found: Problem) -> str:
    place, colour = found.place, _COLOURS[found.severity]
    head = click.style(f"{printable(place.file)}:{place.line}:{place.column}:", bold=True)
    lines = [f"{head} {click.style(found.severity, fg=colour, bold=True)} {found.code}: {printable(found.message)}"]
    margin = " " * max(5, len(str(place.line)))
    if place.excerpt.strip():
        excerpt, caret = _excerpt(found)
        lines.append(f"{place.line:>{len(margin)}} | {excerpt}")
        lines.append(f"{margin} | {click.style(caret, fg=colour)}")
    if found.hint:
        lines.append(f"{margin} = {printable(found.hint)}")
    return "\n".join(lines) + "\n"


def _excerpt(found: Problem) -> tuple[str, str]:
    """The source line, cut to a readable width around the fault, and the carets below it."""
    from rich.cells import cell_len

    place = found.place
    start = max(0, place.column - 1 - _WIDTH * 2 // 3) if len(place.excerpt) > _WIDTH else 0
    line = printable(place.excerpt[start : start + _WIDTH])
    at = place.column - 1 - start
    before, marked = line[:at], line[at : at + max(1, place.length)]
    return line.rstrip(), " " * cell_len(before) + "^" * max(1, cell_len(marked))


def printable(text: str) -> str:
    """The text without what could move a terminal's cursor or change its colours."""
    return "".join(c if c.isprintable() else " " if c in "\t\n" else "\ufffd" for c in text)
