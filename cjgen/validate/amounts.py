"""Amounts in the ways that authors write them, to say how they are written here."""

from __future__ import annotations

import re

_THOUSANDS = re.compile(r"\d{1,3}(\.\d{3})+")
_ENGLISH_THOUSANDS = re.compile(r"\d{1,3}(,\d{3})+(\.\d+)?")
_PLAIN = re.compile(r"\d+([.,]\d+)?")
_MINUTES = {
    **dict.fromkeys(("m", "min", "mins", "minuut", "minuten", "minute", "minutes"), 1),
    **dict.fromkeys(("u", "h", "uur", "uren", "hr", "hrs", "hour", "hours"), 60),
}
"""How many minutes a unit of time has."""
_DAYS = ("d", "dag", "dagen", "day", "days", "week", "weken", "weeks")
_HAS = {"minutes": 1, "hours": 60}
"""How many minutes one of these keys counts."""
_MONEY = ("€", "$", "£", "eur", "euro", "euros", "usd", "gbp", "chf")
_OTHER = ("x", "keer", "times", "punt", "punten", "pt", "point", "points", "klanten", "customers", "stuks")
_AMOUNT = re.compile(
    rf"(?:{'|'.join(map(re.escape, _MONEY))})? ?(?P<number>\d[\d.,]*\d|\d)(?:[.,]-+|,=)?"
    rf" ?(?P<unit>{'|'.join(map(re.escape, (*_MONEY, *_MINUTES, *_DAYS, *_OTHER)))})?\.?(?: per \w+|/\w+)?",
    re.IGNORECASE,
)


def amount_example(text: str, key: str) -> str:
    """What to write for `€ 1500`, `1500,-` or `24 uur` as the value of `key`; empty for what is no amount."""
    match = _AMOUNT.fullmatch(" ".join(text.split()))
    if match is None:
        return ""
    unit = (match["unit"] or "").lower()
    if unit in _DAYS and key in _HAS:
        return f"write it in {key}, as a number without a unit"
    number = match["number"]
    if _THOUSANDS.fullmatch(number) and not re.search("[.,][-=]", text):
        fraction = number.replace(".", "", number.count(".") - 1)
        two = f"{number.replace('.', '')} if the point separates thousands, {float(fraction):g} if it does not"
        return f"write the number alone: {two}"
    value = _value(number)
    if value is None:
        return ""
    if unit in _MINUTES and key in _HAS and _MINUTES[unit] != _HAS[key]:
        return f"write {value * _MINUTES[unit] / _HAS[key]:.10g}: this key is in {key}"
    return f"write {value:.10g}, the number alone"


def _value(number: str) -> float | None:
    """The number with Dutch or English signs in it, as 1.500,00 and 1,500.00; None where it is neither."""
    if _ENGLISH_THOUSANDS.fullmatch(number):
        return float(number.replace(",", ""))
    plain = number.replace(".", "") if _THOUSANDS.fullmatch(number.partition(",")[0]) else number
    return float(plain.replace(",", ".")) if _PLAIN.fullmatch(plain) else None


_CURRENCIES = {
    **dict.fromkeys(("€", "euro", "euros", "eur."), "EUR"),
    **dict.fromkeys(("$", "dollar", "dollars", "us$"), "USD"),
    **dict.fromkeys(("£", "pond", "pound", "pounds", "sterling"), "GBP"),
    **dict.fromkeys(("frank", "franken", "franc", "francs"), "CHF"),
}


def meant_currency(text: str) -> str | None:
    """The ISO code for a sign or a word, as EUR for `€`, `euro` and `eur`; None for what is not known."""
    word = text.strip().lower()
    code = word.upper()
    return _CURRENCIES.get(word) or (code if re.fullmatch("[A-Z]{3}", code) else None)
