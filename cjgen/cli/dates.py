"""The date of a report: given by its author, never by a clock."""

from __future__ import annotations

import os
import re
from datetime import UTC, date, datetime

import click

EPOCH = "SOURCE_DATE_EPOCH"
"""The variable that says when the sources were last changed (reproducible-builds.org), in seconds since 1970 in UTC."""


def day(_context: click.Context, parameter: click.Parameter, written: str | None) -> date | None:
    """A day such as 2026-11-21; a usage error for anything else, other ways to write a date included."""
    if written is None:
        return None
    try:
        if not re.fullmatch(r"[0-9]{4}-[0-9]{2}-[0-9]{2}", written):
            raise ValueError
        return date.fromisoformat(written)
    except ValueError:
        raise click.BadParameter(f"{written!r} is no day: write it as 2026-11-21", param=parameter) from None


def forget_empty_date() -> None:
    """Take an empty `SOURCE_DATE_EPOCH` out of the environment: it is no date, and libraries that read it fail."""
    if not os.environ.get(EPOCH, "0").strip():
        del os.environ[EPOCH]


def report_date(given: date | None) -> date | None:
    """The day that was given, else that of `SOURCE_DATE_EPOCH`, else none; a usage error where that is no number."""
    written = os.environ.get(EPOCH, "").strip()
    if given is not None or not written:
        return given
    try:
        if not re.fullmatch(r"[0-9]+", written):
            raise ValueError
        return datetime.fromtimestamp(int(written), UTC).date()
    except (ValueError, OverflowError, OSError):
        text = f"{EPOCH} in the environment is {written!r}: it takes seconds since 1970, or use --date"
        raise click.UsageError(text) from None
