"""How figures are printed: with no more digits than the sample behind them carries."""

from __future__ import annotations

from cjgen.model.findings import Figure
from cjgen.render.locale import Locale

SMALL_SAMPLE = 5


def mean_digits(n: int | None) -> int | None:
    """Decimals of a mean of `n` answers: none up to five customers, one above; None: as it was typed."""
    if n is None:
        return None
    return 0 if n <= SMALL_SAMPLE else 1


def figure_text(figure: Figure, locale: Locale) -> str:
    """The mean, with the digits that its sample carries."""
    digits = mean_digits(figure.score.n)
    mean = figure.score.mean
    return locale.as_typed(mean) if digits is None else locale.number(mean, digits)


def interval_text(figure: Figure, locale: Locale) -> tuple[str, str] | None:
    """Both ends of the interval, rounded outwards with the digits of the mean; None where there is none."""
    if figure.low is None or figure.high is None:
        return None
    return locale.between(figure.low, figure.high, mean_digits(figure.score.n) or 0)


def threshold_text(value: float | None, locale: Locale) -> str:
    """A threshold or target: as typed, at most two decimals; empty where there is none."""
    return "" if value is None else locale.as_typed(value)


def gap_text(value: float | None, locale: Locale, *figures: Figure | None) -> str | None:
    """A difference of scores, signed, with the digits of the smallest sample behind it."""
    if value is None:
        return None
    known = [figure.score.n for figure in figures if figure is not None]
    counted = [n for n in known if n is not None]
    if len(counted) < len(known):
        return locale.signed_as_typed(value)
    return locale.signed(value, mean_digits(min(counted, default=None)) or 0)
