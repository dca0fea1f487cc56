"""A language for people: its texts, and its way of writing numbers and dates."""

from __future__ import annotations

import math
from datetime import date
from decimal import Decimal
from functools import lru_cache
from gettext import GNUTranslations, NullTranslations
from hashlib import sha256
from io import BytesIO

import babel
from babel.dates import format_date, format_skeleton
from babel.lists import format_list
from babel.numbers import get_currency_symbol, get_decimal_symbol, get_group_symbol, is_currency

_SLACK = 1e-9
_MOST_NUMBERS = 4_000


class Locale:
    """Texts, numbers and dates in one language. `catalogue` holds compiled messages; None: as in the source."""

    def __init__(self, language: str, catalogue: bytes | None) -> None:
        self.language = language
        self.digest = sha256(catalogue or b"").hexdigest()
        self.translations = NullTranslations() if catalogue is None else GNUTranslations(BytesIO(catalogue))
        self._babel = babel.Locale.parse(language)
        self._symbols = str.maketrans(
            {",": get_group_symbol(self._babel), ".": get_decimal_symbol(self._babel), "-": "\u2212"}
        )
        # a report prints the same figure in many places
        self.number = lru_cache(_MOST_NUMBERS)(self._number)
        self.as_typed = lru_cache(_MOST_NUMBERS)(self._as_typed)
        self.gettext = self.translations.gettext
        self.ngettext = self.translations.ngettext
        self.pgettext = self.translations.pgettext

    def _number(self, value: float, digits: int) -> str:
        """A figure with exactly `digits` decimals."""
        return self._written(Decimal(str(round(value + math.copysign(_SLACK, value), digits) or 0.0)), digits)

    def _written(self, value: Decimal, digits: int) -> str:
        """A number with exactly `digits` decimals, a five rounded to even, in the language's own signs."""
        return f"{value:,.{digits}f}".translate(self._symbols)

    def _written_short(self, value: Decimal, most: int) -> str:
        """A number with no more decimals than it takes, and at most `most`."""
        text = f"{value:,.{most}f}"
        return (text.rstrip("0").rstrip(".") if "." in text else text).translate(self._symbols)

    def signed(self, value: float, digits: int) -> str:
        """A difference: with its sign, a true minus."""
        return _with_sign(value, self.number(abs(value), digits))

    def signed_as_typed(self, value: float, most: int = 2) -> str:
        """A difference: with its sign, and at most `most` decimals."""
        return _with_sign(value, self.as_typed(abs(value), most))

    def _as_typed(self, value: float, most: int = 2) -> str:
        """A figure with no more decimals than it was typed with, and at most `most`."""
        return self._written_short(Decimal(str(round(value, most) or 0.0)), most)

    def between(self, low: float, high: float, digits: int) -> tuple[str, str]:
        """The ends of an interval, rounded outwards: what is printed covers no less than what was computed."""
        low, high = _outwards(low, high, digits)
        return self.number(low, digits), self.number(high, digits)

    def signed_between(self, low: float, high: float, digits: int) -> tuple[str, str]:
        """The ends of an interval of a difference: the same, each with its sign."""
        low, high = _outwards(low, high, digits)
        return self.signed(low, digits), self.signed(high, digits)

    def percent(self, share: float, digits: int = 0) -> str:
        """A share of 0 to 1 in per cent, with exactly `digits` decimals."""
        return self._written(Decimal(str(share)) * 100, digits) + "%"

    def percent_as_typed(self, share: float, most: int = 1) -> str:
        """A share of 0 to 1 in per cent, with no more decimals than it takes and at most `most`."""
        return self._written_short(Decimal(str(round(share, most + 2) or 0.0)) * 100, most) + "%"

    def percent_between(self, low: float, high: float, digits: int = 0) -> tuple[str, str]:
        """The ends of an interval of shares in per cent, rounded outwards."""
        unit = 100 * 10.0**digits
        return (
            self.percent(math.floor(low * unit + _SLACK) / unit, digits),
            self.percent(math.ceil(high * unit - _SLACK) / unit, digits),
        )

    def probability(self, share: float, *, in_words: bool = False, up: bool = False) -> str:
        """A probability in whole per cent, never 0 % or 100 %: no sample makes certain.

        It is rounded down, so that what is just not clear does not read as if it were; with `up` it is the chance to be
        wrong, and rounded up, so that the two add up.
        """
        if 0.01 <= share <= 0.99:
            return self.percent((math.ceil(100 * share - _SLACK) if up else math.floor(100 * share + _SLACK)) / 100)
        bound = self.percent(0.99 if share > 0.5 else 0.01)
        if in_words:
            text = self.gettext("more than %(bound)s") if share > 0.5 else self.gettext("less than %(bound)s")
            return text % {"bound": bound}
        return f"{'>' if share > 0.5 else '<'}\u00a0{bound}"

    def money(self, amount: float, currency: str) -> str:
        """An amount of money: whole from 100 on and where it has no cents, else with two decimals."""
        whole = amount >= 100 or abs(amount - round(amount)) <= _SLACK
        number, symbol = self.number(amount, 0 if whole else 2), get_currency_symbol(currency, locale=self._babel)
        before = self.language == "nl" or len(symbol) > 1
        return f"{symbol}\u00a0{number}" if before else f"{symbol}{number}"

    def listed(self, texts: list[str]) -> str:
        """The texts as a list in a sentence: 7, 8 and 9."""
        return format_list(texts, locale=self._babel)

    def date(self, text: str) -> str:
        """A day, a month or a year (`2026-11-21`, `2026-11`, `2026`) as people write it."""
        parts = [int(part) for part in text.split("-")]
        if len(parts) == 3:
            return format_date(date(parts[0], parts[1], parts[2]), "d MMMM y", locale=self._babel)
        if len(parts) == 2:
            return format_skeleton("yMMMM", date(parts[0], parts[1], 1), locale=self._babel)
        return text


def _outwards(low: float, high: float, digits: int) -> tuple[float, float]:
    unit = 10.0**digits
    return math.floor(low * unit + _SLACK) / unit, math.ceil(high * unit - _SLACK) / unit


def _with_sign(value: float, text: str) -> str:
    """The text of an absolute value with the value's sign; nothing before a zero."""
    if not any(character in "123456789" for character in text):
        return text
    return ("+" if value > 0 else "\u2212") + text


def is_known_currency(code: str) -> bool:
    """Whether a code in capital letters is one of ISO 4217, of today or of before."""
    return is_currency(code)
