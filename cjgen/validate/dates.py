"""Dates in the ways that authors write them, to say how they are written here."""

from __future__ import annotations

import datetime
import re

_DAY = re.compile(r"(\d{1,2})[-/. ](\d{1,2})[-/. ](\d{4})")
_MONTH = re.compile(r"(\d{1,2})[-/. ](\d{4})")
_BACKWARDS = re.compile(r"(\d{4})[-/. ](\d{1,2})(?:[-/. ](\d{1,2}))?")
_WORDS = re.compile(r"(?:(\d{1,2})\.? )?([a-z]+)\.? (\d{4})", re.IGNORECASE)
_MONTHS = {
    **{"jan": 1, "feb": 2, "mar": 3, "apr": 4, "may": 5, "jun": 6},
    **{"jul": 7, "aug": 8, "sep": 9, "oct": 10, "nov": 11, "dec": 12},
    **{"mrt": 3, "maa": 3, "mei": 5, "okt": 10},
}
"""English and Dutch months by their first letters."""


def meant_date(text: str) -> str | None:
    """`2026-07-14` for `14-07-2026`, `14/7/2026` or `14 juli 2026`, and likewise for a month; None for what is no date.

    The day is taken to come before the month, as in Dutch, unless the second number can only be a day.
    """
    text = " ".join(text.split())
    if match := _DAY.fullmatch(text):
        first, second, year = map(int, match.groups())
        return _iso(year, second, first) or _iso(year, first, second)
    if match := _MONTH.fullmatch(text):
        return _iso(int(match[2]), int(match[1]))
    if match := _BACKWARDS.fullmatch(text):
        return _iso(int(match[1]), int(match[2]), int(match[3]) if match[3] else None)
    if match := _WORDS.fullmatch(text):
        month = _MONTHS.get(match[2][:3].lower(), 0)
        return _iso(int(match[3]), month, int(match[1]) if match[1] else None)
    return None


def _iso(year: int, month: int, day: int | None = None) -> str | None:
    """The day, or the month where there is no day; None if there is no such day."""
    try:
        found = datetime.date(year, month, day or 1).isoformat()
    except ValueError:
        return None
    return found if day is not None else found[:7]
