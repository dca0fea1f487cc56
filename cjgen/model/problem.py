"""A problem in the author's files, as data. The wording of each code is in `codes`."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from cjgen.model.codes import CODES

Severity = Literal["error", "warning"]


@dataclass(frozen=True, slots=True)
class Place:
    """A spot in an author's file.

    `file` is relative to the site's folder, with `/`. `line` and `column` count from 1, `column` and
    `length` in characters. `path` names the value, its keys and list positions (from 0) joined by dots.
    `excerpt` is the whole source line, without its line end.
    """

    file: str
    line: int = 1
    column: int = 1
    length: int = 1
    path: str = ""
    excerpt: str = ""


@dataclass(frozen=True, slots=True)
class Problem:
    """One thing that an author should mend (`error`) or think about (`warning`)."""

    code: str
    severity: Severity
    place: Place
    message: str
    hint: str = ""

    @property
    def order(self) -> tuple[str, int, int, str, str]:
        """Where the problem comes in a list: by file, then by line and column."""
        return (self.place.file, self.place.line, self.place.column, self.code, self.message)


class Counted:
    """What has `problems`, and says how many of them are of which severity."""

    __slots__ = ()
    problems: tuple[Problem, ...]

    @property
    def errors(self) -> int:
        """How many of the problems are errors."""
        return sum(found.severity == "error" for found in self.problems)

    @property
    def warnings(self) -> int:
        """How many of the problems are warnings."""
        return len(self.problems) - self.errors


def problem(code: str, place: Place, /, **values: object) -> Problem:
    """The problem `code` at `place`, worded from the table in `codes` with `values` filled in.

    A value called `hint` replaces the table's hint. Raises KeyError for a code or a value that the table does not know:
    that is a fault of the program, never of an author.
    """
    worded = CODES[code]
    return Problem(
        code=code,
        severity=worded.severity,
        place=place,
        message=worded.message.format(**values),
        hint=str(values.get("hint") or worded.hint.format(**values)),
    )
