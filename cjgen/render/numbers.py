"""How figures are printed: with no more digits than the sample behind them carries."""

from __future__ import annotations

import math
from collections.abc import Iterable
from typing import Literal

from cjgen.model.findings import Figure, JourneyFindings, Line, Reason, TouchpointFindings
from cjgen.model.score import SMALL_SAMPLE, TOLERANCE
from cjgen.render.locale import Locale

MOST_DIGITS = 3
PRECISE_SHARE = 0.002
"""A share with a smaller standard error than this is worth a decimal in per cent."""


def mean_digits(n: int | None) -> int | None:
    """Decimals of a mean of `n` answers: none for two to five customers, one above.

    None, for as it was typed: a figure without an n, and the answer of a single customer.
    """
    if n is None or n == 1:
        return None
    return 0 if n < SMALL_SAMPLE else 1


def is_share(figure: Figure | None) -> bool:
    """Whether a figure is a derived importance: a share of 0 to 1, which is shown in per cent."""
    return figure is not None and figure.score.source == "derived"


def share_digits(se: float | None) -> int:
    """Decimals of a share in per cent: one where its standard error is below a fifth of a per cent, else none."""
    return 1 if se is not None and se < PRECISE_SHARE else 0


def figure_text(figure: Figure, locale: Locale) -> str:
    """The mean, with the digits that its sample carries; of a derived importance the share in per cent."""
    if is_share(figure):
        return locale.percent(figure.score.mean, share_digits(figure.score.se))
    digits = mean_digits(figure.score.n)
    mean = figure.score.mean
    return locale.as_typed(mean) if digits is None else locale.number(mean, digits)


def interval_text(figure: Figure, locale: Locale) -> tuple[str, str] | None:
    """Both ends of the interval, rounded outwards with the digits of the mean; None where there is none."""
    if figure.low is None or figure.high is None:
        return None
    if is_share(figure):
        return locale.percent_between(figure.low, figure.high, share_digits(figure.score.se))
    return locale.between(figure.low, figure.high, mean_digits(figure.score.n) or 0)


def is_few(figure: Figure | None) -> bool:
    """Whether a figure of two to five customers is shown without decimals."""
    return figure is not None and not is_share(figure) and mean_digits(figure.score.n) == 0


def of_few(figures: Iterable[Figure | None]) -> bool:
    """Whether what is computed from these figures has no decimals: few customers gave them, nowhere more than few."""
    known = [figure for figure in figures if figure is not None]
    return any(map(is_few, known)) and all((figure.score.n or 0) < SMALL_SAMPLE for figure in known)


def computed_from_few(found: JourneyFindings, line: Line) -> bool:
    """Whether this threshold of the journey was computed, and from the figures of few customers."""
    return any(line in item.threshold.few for item in found.touchpoints)


def threshold_text(value: float | None, locale: Locale, *, share: bool = False, few: bool = False) -> str:
    """A threshold or target by itself, as typed or with the digits of the figures around it; empty without one.

    In per cent for a `share`; without decimals where it was computed from the figures of `few` customers.
    """
    if value is None:
        return ""
    if few and not share:
        return locale.number(value, 0)
    return _share_line(value, 0, locale) if share else _line(value, 1, locale)


def _line(value: float, digits: int, locale: Locale) -> str:
    """A threshold that was typed, as typed; any other with so many decimals."""
    return locale.as_typed(value) if _is_short(value) else locale.number(value, digits)


def _share_line(value: float, digits: int, locale: Locale) -> str:
    """The same in per cent."""
    return locale.percent_as_typed(value, 2) if _is_short(100 * value) else locale.percent(value, digits)


def _is_short(value: float) -> bool:
    """Whether a threshold has no more decimals than somebody types; a mean of many figures has more."""
    return math.isclose(round(value, 2), value, abs_tol=TOLERANCE)


Near = Literal["below", "above"]
"""On which side a figure lies where its digits do not show that: just below its threshold; or at it or just above."""


def beside(item: TouchpointFindings, line: Line, locale: Locale) -> tuple[str, str, Near | None]:
    """A figure and its threshold as `compared` shows them, and on which side it lies if they do not show it."""
    figure = item.experience if line == "experience" else item.importance
    value: float | None = getattr(item.threshold, line)
    whole = line in (item.threshold.computed if is_few(figure) else item.threshold.few)
    shown, threshold = compared(figure, value, locale, whole=whole)
    if figure is None or value is None or is_share(figure) or not (whole or is_few(figure)):
        return shown, threshold, None
    mean = _whole(figure.score.mean) if is_few(figure) else round(figure.score.mean, 2)
    apart = mean - (_whole(value) if whole else value)
    if not _is_met(item, line, figure.score.mean >= value - TOLERANCE):
        return shown, threshold, "below" if apart > -TOLERANCE else None
    return shown, threshold, "above" if apart < -TOLERANCE else None


_IMPORTANT: dict[Reason, bool] = {
    "missed": True,
    "not_worth_adding": False,
    "important_and_good": True,
    "important_and_poor": True,
    "kept_as_basic": False,
    "required": False,
    "less_important": False,
    "low_importance": False,
}
"""Whether importance was found at or above its threshold."""


def _is_met(item: TouchpointFindings, line: Line, shown: bool) -> bool:
    """Whether a figure was found at or above its threshold.

    By what was decided: the figures of few customers may be told in whole points only, which do not say so. `shown` is
    what the figures say, and holds where nothing was decided by this line.
    """
    if line == "importance":
        return _IMPORTANT.get(item.reason, shown)
    if line == "drop":
        return item.reason != "low_importance" if item.reason in ("less_important", "low_importance") else shown
    if item.reason == "low_importance":
        return item.overkill
    decided = item.reason in ("important_and_good", "important_and_poor", "kept_as_basic", "required")
    return item.verdict == "keep" if decided else shown


def _whole(value: float) -> float:
    """The value as `Locale.number` rounds it to no decimals."""
    return round(value + math.copysign(TOLERANCE, value))


def compared(figure: Figure | None, threshold: float | None, locale: Locale, *, whole: bool = False) -> tuple[str, str]:
    """A figure and its threshold, as they stand beside each other in a sentence; empty where there is none.

    Both have the same digits, but for a threshold that was typed with more. Where rounding would make them equal or put
    the figure on the other side of its threshold, both get as many decimals more as it takes: a reader must see what
    was compared. But the mean of two to five answers has no decimals, and neither has a threshold that is shown
    as a `whole` number: see `beside`.
    """
    if figure is None or threshold is None:
        share = is_share(figure)
        return figure_text(figure, locale) if figure else "", threshold_text(threshold, locale, share=share, few=whole)
    if is_share(figure):
        return _compared_shares(figure, threshold, locale)
    if whole or is_few(figure):
        return figure_text(figure, locale), threshold_text(threshold, locale, few=whole)
    mean, digits = figure.score.mean, mean_digits(figure.score.n)
    below, equal = mean < threshold - TOLERANCE, abs(mean - threshold) <= TOLERANCE
    if digits is None:
        digits = next((d for d in range(MOST_DIGITS) if round(mean, d) == round(mean, 2)), 2)
    for more in range(digits, MOST_DIGITS + 1):
        finest = 2 if _is_short(threshold) else max(more, 1)
        if _on_its_side(round(mean, more), round(threshold, finest), below=below, equal=equal):
            return locale.number(mean, more), _line(threshold, finest, locale)
    return locale.as_typed(mean, 6), locale.as_typed(threshold, 6)


def _compared_shares(figure: Figure, threshold: float, locale: Locale) -> tuple[str, str]:
    """A share and its threshold in per cent, on the right side of each other."""
    share = figure.score.mean
    below, equal = share < threshold - TOLERANCE, abs(share - threshold) <= TOLERANCE
    for more in range(share_digits(figure.score.se), MOST_DIGITS + 1):
        finest = 2 if _is_short(100 * threshold) else more
        if _on_its_side(round(100 * share, more), round(100 * threshold, finest), below=below, equal=equal):
            return locale.percent(share, more), _share_line(threshold, finest, locale)
    return locale.percent_as_typed(share, 6), locale.percent_as_typed(threshold, 6)


def _on_its_side(figure: float, threshold: float, *, below: bool, equal: bool) -> bool:
    """Whether the rounded figure lies as seen from the rounded threshold where it truly does."""
    apart = figure - threshold
    return abs(apart) <= TOLERANCE if equal else apart < -TOLERANCE if below else apart > TOLERANCE


def still_to_go(gap: float | None, locale: Locale, digits: int | None) -> str | None:
    """What is lacking to a target: rounded up, so that it never reads as nothing; None where it is reached."""
    if gap is None or gap <= TOLERANCE:
        return None
    unit = 10.0 ** (2 if digits is None else digits)
    rounded = math.ceil(gap * unit - TOLERANCE) / unit
    return locale.as_typed(rounded) if digits is None else locale.number(rounded, digits)


def digits_to_show(value: float) -> int:
    """Decimals of a number a hundred: one, or as many as it takes for what is not nothing to show."""
    return next((digits for digits in range(1, 6) if round(value, digits)), 1)


def gap_text(value: float | None, locale: Locale, *figures: Figure | None) -> str | None:
    """A difference of scores, signed, with the digits of the smallest sample behind it.

    None where the figures of few customers stand without decimals: rounded by itself it would contradict them.
    """
    known = [figure.score.n for figure in figures if figure is not None]
    counted = [n for n in known if n is not None]
    if value is None or any(1 < n < SMALL_SAMPLE for n in counted):
        return None
    if len(counted) < len(known):
        return locale.signed_as_typed(value)
    return locale.signed(value, mean_digits(min(counted, default=None)) or 0)
