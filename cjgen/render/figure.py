"""A figure with what is behind it, as templates show it."""

from __future__ import annotations

from markupsafe import Markup

from cjgen.model.findings import Figure
from cjgen.model.scale import Range
from cjgen.model.score import ScoreForm
from cjgen.render import instruments
from cjgen.render.few_answers import ask_more_for_mean, dots_view
from cjgen.render.locale import Locale
from cjgen.render.numbers import compared, figure_text, interval_text, is_share, mean_digits
from cjgen.render.sentences import fill
from cjgen.render.views import FigureView


def figure_view(
    figure: Figure | None,
    form: ScoreForm | None,
    scale: Range,
    locale: Locale,
    threshold: float | None = None,
    *,
    stated: bool = False,
) -> FigureView | None:
    """The figure on its scale, by itself and beside its `threshold`; None without one.

    `stated` says that the scale is another one than that of the importances around it.
    """
    if figure is None:
        return None
    asked_on = (form.scale if form is not None else None) or figure.score.asked_on or (scale if stated else None)
    return FigureView(
        mean=figure_text(figure, locale),
        beside=compared(figure, threshold, locale)[0],
        interval=interval_text(figure, locale),
        source=instruments.source_of(figure, locale),
        question=figure.score.question,
        answers=_answers(figure, locale),
        spread_assumed=figure.score.spread == "assumed",
        dots=dots_view(figure, scale, locale),
        ask_more=ask_more_for_mean(figure.ask_more, locale),
        asked_on=(locale.as_typed(asked_on.min), locale.as_typed(asked_on.max)) if asked_on is not None else None,
        instrument=instruments.instrument_view(figure, locale),
        weighted=weighted(figure.score.unweighted, figure.score.n_effective, figure.score.n, locale),
        share=is_share(figure),
    )


def weighted(plain: float | None, effective: float | None, n: int | None, locale: Locale) -> Markup | None:
    """That a mean is weighted, what it would be without weights, and how many answers it is worth; None without."""
    if plain is None or effective is None:
        return None
    digits = mean_digits(n)
    shown = locale.as_typed(plain) if digits is None else locale.number(plain, digits)
    text = locale.gettext("weighted; unweighted %(plain)s; worth %(n)s unweighted answers")
    return fill(text, plain=shown, n=locale.number(effective, 0))


def _answers(figure: Figure, locale: Locale) -> str | None:
    """The answers one by one where they are few; those to an instrument stand with it, as they were given."""
    if figure.score.instrument is not None:
        return None
    return locale.listed([locale.as_typed(value) for value in figure.score.few_answers]) or None
