"""Minutes, hours, points and money in words: each with its unit in the right number."""

from __future__ import annotations

import math

from markupsafe import Markup, escape

from cjgen.render.locale import Locale
from cjgen.render.sentences import fill, listed

_HOUR = 60
_WHOLE_HOURS = 10
_LEAST_ROUNDED = 1000
"""Money from this amount on is said in round figures."""


def minutes_text(minutes: float, locale: Locale) -> Markup:
    """So many minutes, with at most one decimal."""
    text = locale.ngettext("%(n)s minute", "%(n)s minutes", _number(minutes))
    return _together(text, locale.as_typed(minutes, 1))


def hours_text(hours: float, locale: Locale) -> Markup:
    """So many hours, with at most one decimal."""
    return _together(locale.ngettext("%(n)s hour", "%(n)s hours", _number(hours)), locale.as_typed(hours, 1))


def time_text(minutes: float, locale: Locale) -> Markup:
    """A time in minutes below an hour, else in hours: from ten on in whole ones."""
    if minutes < _HOUR:
        return minutes_text(minutes, locale)
    hours = minutes / _HOUR
    return hours_text(hours if hours < _WHOLE_HOURS else float(round(hours)), locale)


def amounts(hours: float | None, cost: float | None, locale: Locale, currency: str) -> list[Markup]:
    """Hours and money, each where it is known."""
    known = [hours_text(hours, locale)] if hours is not None else []
    return [*known, escape(locale.money(cost, currency))] if cost is not None else known


def amounts_text(hours: float | None, cost: float | None, locale: Locale, currency: str) -> Markup:
    """The same in a sentence; empty where neither is known."""
    return listed(amounts(hours, cost, locale, currency), locale)


def points_text(points: float, locale: Locale) -> Markup:
    """So many points of a scale."""
    if points < 2 and points % 1:  # one and a half point, as Dutch has it
        text = locale.pgettext("half or one and a half", "%(n)s points")
    else:
        text = locale.ngettext("%(n)s point", "%(n)s points", _number(points))
    return _together(text, locale.as_typed(points))


def rounded_down(amount: float) -> tuple[float, bool]:
    """An amount of money as it is said in a sentence, and whether that is all of it.

    From 1,000 on it has two digits, three where the first is a 1, and is rounded down.
    """
    if amount < _LEAST_ROUNDED:
        return amount, True
    power = math.floor(math.log10(amount))
    unit = 10.0 ** (power - (2 if amount < 2 * 10.0**power else 1))
    down = math.floor(amount / unit + 1e-9) * unit
    return down, round(amount) == round(down)


def _number(amount: float) -> int:
    """By what grammatical number an amount goes: one only where it is exactly that."""
    return 1 if amount == 1 else 2


def _together(text: str, number: str) -> Markup:
    """A number and its unit, which no line end parts."""
    return fill(text.replace(" ", "\u00a0"), n=number)
