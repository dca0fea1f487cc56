"""What separates the cells of a text file: the first lines decide."""

from __future__ import annotations

import re
from typing import Final

SAMPLE: Final = 256 * 1024
"""Characters at the beginning of a file that are looked at."""

_CANDIDATES: Final = "\t;|,"
"""What is tried. Where several fit as well, the first: a comma also stands in decimals and in sentences."""

_ROWS: Final = 200
_MOSTLY: Final = 0.8
_ANNOUNCED: Final = re.compile(r'\A\s*"?sep=([^\r\n"])"?[^\S\t\r\n]*(?:\r\n|\r|\n|\Z)', re.IGNORECASE)
_QUOTED: Final = re.compile(r'(^|[\t;|,\r\n]) *"(?:[^"]|"")*"(?= *(?:[\t;|,\r\n]|\Z))')


def announced(sample: str) -> str:
    """The separator of a first line such as `sep=;`, which Excel writes and reads; else an empty text."""
    found = _ANNOUNCED.match(sample)
    return found[1] if found else ""


def separator_of(sample: str, whole: bool) -> str:
    r"""The separator of a text that begins like `sample`; `whole` if that is all of it.

    It is one that stands in the header, and as often in the rows below it; separators within quotes do not count.
    """
    lines = [line for line in re.split(r"\r\n|\r|\n", _QUOTED.sub(r"\1", sample)) if line.strip()]
    if not whole and len(lines) > 2:
        lines.pop()
    if not lines:
        return _CANDIDATES[0]
    header, rows = lines[0], lines[1 : _ROWS + 1]
    fits = {
        sign: sum(_as_often(row, sign, header.count(sign)) for row in rows) / max(len(rows), 1)
        for sign in _CANDIDATES
        if sign in header
    }
    fitting = [sign for sign in fits if fits[sign] >= _MOSTLY]
    if fitting:
        return fitting[0]
    return max(fits, key=lambda sign: (fits[sign], header.count(sign)), default=_CANDIDATES[0])


def _as_often(row: str, sign: str, times: int) -> bool:
    """True if the row has as many cells as the header, not counting empty ones at its end."""
    return row.count(sign) >= times >= row.rstrip(sign + " ").count(sign)
