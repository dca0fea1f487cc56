"""Who was asked, in a sentence."""

from __future__ import annotations

from markupsafe import Markup

from cjgen.model.findings import JourneyFindings
from cjgen.model.score import SMALL_SAMPLE
from cjgen.render.locale import Locale
from cjgen.render.sentences import fill


def asked(found: JourneyFindings, locale: Locale) -> Markup:
    """Who was asked: how many customers answered, of how many, and that not every figure comes from all of them."""
    told = _answered(found, locale)
    n, _ = respondents(found)
    if not n or n < SMALL_SAMPLE or not _is_stated(found) or _is_all(found, n):
        return told
    more = locale.gettext("Not everybody answered everything: each figure carries its own number of answers.")
    return told + " " + fill(more)


def _answered(found: JourneyFindings, locale: Locale) -> Markup:
    n, invited = respondents(found)
    if found.rows is not None and not _is_stated(found):
        return _in_the_file(found, found.rows, locale)
    if n is None:
        return fill(locale.gettext("How many customers were asked is not stated."))
    if n == 0:
        whole = max(found.nps.n if found.nps else 0, (found.overall.score.customers or 0) if found.overall else 0)
        if not whole:
            return fill(locale.gettext("Nobody has been asked yet: all figures are estimates."))
        text = locale.ngettext(
            "The figures of the touchpoints are estimates; %(n)s customer was asked about the journey as a whole.",
            "The figures of the touchpoints are estimates; %(n)s customers were asked about the journey as a whole.",
            whole,
        )
        return fill(text, n=locale.number(whole, 0))
    if invited:
        text = locale.ngettext(
            "%(n)s of the %(invited)s customers invited answered.",
            "%(n)s of the %(invited)s customers invited answered.",
            n,
        )
        return fill(text, n=locale.number(n, 0), invited=locale.number(invited, 0))
    if not _is_stated(found):
        return _asked_at_a_touchpoint(found, n, locale)
    if n < SMALL_SAMPLE:
        text = locale.ngettext(
            "%(n)s customer was asked: a voice, not yet a measurement.",
            "%(n)s customers were asked: a first check, not yet a measurement.",
            n,
        )
        return fill(text, n=n)
    return fill(locale.ngettext("%(n)s customer answered.", "%(n)s customers answered.", n), n=locale.number(n, 0))


def asked_in_short(found: JourneyFindings, locale: Locale) -> Markup:
    """How many customers answered, in a few words for a table."""
    n, invited = respondents(found)
    if found.rows is not None and not _is_stated(found):
        return fill(locale.number(found.rows, 0))
    if n is None:
        return fill(locale.gettext("not stated"))
    if n == 0:
        return fill(locale.gettext("none; estimates only"))
    if invited:
        text = locale.gettext("%(n)s of the %(invited)s invited")
        return fill(text, n=locale.number(n, 0), invited=locale.number(invited, 0))
    if _is_stated(found):
        return fill(locale.number(n, 0))
    text = (
        locale.gettext("%(n)s per touchpoint")
        if _is_everywhere(found, n)
        else locale.gettext("at most %(n)s per touchpoint")
    )
    return fill(text, n=locale.number(n, 0))


def _in_the_file(found: JourneyFindings, rows: int, locale: Locale) -> Markup:
    """How many customers are in the survey file, in which wave, and whether their answers are weighted."""
    waved = found.trend is not None and found.journey.responses is not None and found.journey.responses.wave is not None
    wave = found.trend.waves[-1].title if found.trend is not None and waved else None
    if rows < SMALL_SAMPLE:
        text = locale.ngettext(
            "%(n)s customer was asked: a voice, not yet a measurement.",
            "%(n)s customers were asked: a first check, not yet a measurement.",
            rows,
        )
    elif wave is not None:
        text = locale.gettext(
            "%(n)s customers filled in the survey of %(wave)s. Not everybody answered everything: each figure"
            " carries its own number of answers."
        )
    else:
        text = locale.gettext(
            "%(n)s customers filled in the survey. Not everybody answered everything: each figure carries its"
            " own number of answers."
        )
    told = fill(text, n=locale.number(rows, 0), wave=wave)
    if found.journey.responses is None or found.journey.responses.weight is None:
        return told
    return told + " " + fill(locale.gettext("The answers are weighted."))


def _is_all(found: JourneyFindings, n: int) -> bool:
    """Whether each figure that says of how many customers it comes, the NPS included, comes from `n`."""
    figures = [found.overall, *(figure for item in found.touchpoints for figure in (item.importance, item.experience))]
    counted = {figure.score.customers for figure in figures if figure is not None} - {None}
    return counted | ({found.nps.n} if found.nps is not None else set()) <= {n}


def _is_everywhere(found: JourneyFindings, n: int) -> bool:
    """Whether every figure of a touchpoint comes from `n` customers."""
    figures = [figure for item in found.touchpoints for figure in (item.importance, item.experience) if figure]
    return all(figure.score.n == n for figure in figures)


def _is_stated(found: JourneyFindings) -> bool:
    """Whether the author says how many customers answered."""
    context = found.journey.context
    return context is not None and context.sample is not None and context.sample.answered is not None


def _asked_at_a_touchpoint(found: JourneyFindings, n: int, locale: Locale) -> Markup:
    """How many answered where only the figures say so: whether they were the same people, these do not tell."""
    everywhere = _is_everywhere(found, n)
    if n < SMALL_SAMPLE:
        text = (
            locale.ngettext(
                "Per touchpoint %(n)s customer was asked: a voice, not yet a measurement.",
                "Per touchpoint %(n)s customers were asked: a first check, not yet a measurement.",
                n,
            )
            if everywhere
            else locale.ngettext(
                "Per touchpoint at most %(n)s customer was asked: a voice, not yet a measurement.",
                "Per touchpoint at most %(n)s customers were asked: a first check, not yet a measurement.",
                n,
            )
        )
    elif everywhere:
        text = locale.gettext("Per touchpoint %(n)s customers answered.")
    else:
        text = locale.gettext("Per touchpoint at most %(n)s customers answered.")
    return fill(text, n=locale.number(n, 0))


def respondents(found: JourneyFindings) -> tuple[int | None, int | None]:
    """How many customers answered and how many were invited; None where not known.

    Without a stated sample it is the largest n of any score, 0 where all figures are estimates.
    """
    context = found.journey.context
    sample = context.sample if context else None
    if sample is not None and sample.answered is not None:
        return sample.answered, sample.invited
    figures = [figure for item in found.touchpoints for figure in (item.importance, item.experience) if figure]
    counted = [figure.score.customers for figure in figures if figure.score.customers]
    if counted:
        return max(counted), None
    return (0 if figures and all(figure.score.source == "estimated" for figure in figures) else None), None
