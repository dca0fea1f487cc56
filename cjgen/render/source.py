"""How we know a figure, in a few words."""

from __future__ import annotations

from markupsafe import Markup

from cjgen.model.findings import Figure
from cjgen.model.score import SMALL_SAMPLE
from cjgen.render.locale import Locale
from cjgen.render.sentences import fill


def source_of(figure: Figure, locale: Locale) -> Markup:
    """How we know a figure: measured, checked with n customers, estimated by whom, or not stated."""
    score = figure.score
    if score.source == "derived":
        return _derived(figure, locale)
    if score.by:
        return _source_by(score.by, figure, locale)
    if score.source == "validated":
        text = locale.ngettext("checked with %(n)s customer", "checked with %(n)s customers", score.n or 0)
        return fill(text, n=score.n)
    if score.source == "estimated":
        return fill(locale.gettext("estimated, by whom is not stated"))
    if score.source == "unknown":
        return fill(locale.gettext("source not stated"))
    if (score.n or 0) < SMALL_SAMPLE:
        text = locale.ngettext("%(n)s customer answered", "%(n)s customers answered", score.n or 0)
        return fill(text, n=score.n)
    return fill(locale.gettext("measured, n\u00a0=\u00a0%(n)s"), n=locale.number(score.n or 0, 0))


def _derived(figure: Figure, locale: Locale) -> Markup:
    """From how many complete answers a share was derived."""
    if figure.score.n is None:
        return fill(locale.gettext("derived; from how many answers is not stated"))
    text = locale.ngettext("derived from %(n)s complete answer", "derived from %(n)s complete answers", figure.score.n)
    return fill(text, n=locale.number(figure.score.n, 0))


def _source_by(by: str, figure: Figure, locale: Locale) -> Markup:
    """How we know a figure of which it is stated who asked or estimated."""
    score = figure.score
    if score.source == "validated":
        text = locale.ngettext(
            "estimated by %(by)s, checked with %(n)s customer",
            "estimated by %(by)s, checked with %(n)s customers",
            score.n or 0,
        )
        return fill(text, by=by, n=score.n)
    if score.source == "estimated":
        return fill(locale.gettext("estimated by %(by)s"), by=by)
    if score.source == "unknown":
        return fill(locale.gettext("according to %(by)s; whether customers were asked is not stated"), by=by)
    if (score.n or 0) < SMALL_SAMPLE:
        text = locale.ngettext("%(n)s customer asked by %(by)s", "%(n)s customers asked by %(by)s", score.n or 0)
        return fill(text, by=by, n=score.n)
    text = locale.gettext("measured by %(by)s, n\u00a0=\u00a0%(n)s")
    return fill(text, by=by, n=locale.number(score.n or 0, 0))
