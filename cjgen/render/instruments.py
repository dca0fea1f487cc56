"""What an instrument found, in its own unit and the reader's language, beside the score on the journey's scale."""

from __future__ import annotations

import math

from markupsafe import Markup

from cjgen.model.findings import Figure, NpsFindings
from cjgen.model.instrument import (
    Effort,
    Instrument,
    InstrumentName,
    Recommendation,
    ServiceGap,
    Share,
    ThingsGoneWrong,
)
from cjgen.model.score import SMALL_SAMPLE
from cjgen.render import sentences, source
from cjgen.render.locale import Locale
from cjgen.render.numbers import mean_digits
from cjgen.render.sentences import fill
from cjgen.render.views import DimensionView, InstrumentView
from cjgen.render.words import N_

_SLACK = 1e-9

_NAMES: dict[InstrumentName, str] = {
    "csat": N_("Customer satisfaction (CSAT)"),
    "ces": N_("Customer effort (CES)"),
    "nps": N_("Net Promoter Score (NPS)"),
    "servqual": N_("Service quality (SERVQUAL)"),
    "tgw": N_("Things Gone Wrong"),
    "mystery": N_("Mystery guest"),
}
_NOTES: dict[InstrumentName, str] = {
    "csat": N_("CSAT: share of satisfied customers, Wilson interval (Wilson 1927)"),
    "ces": N_("CES: Customer Effort Score (Dixon, Freeman and Toman 2010)"),
    "nps": N_("NPS (Reichheld 2003), adjusted Wald interval (Rocks 2016)"),
    "servqual": N_("SERVQUAL (Parasuraman, Zeithaml and Berry 1988)"),
    "tgw": N_("Things Gone Wrong per 100 contacts, Poisson interval (Garwood 1936)"),
    "mystery": N_("Mystery guest: share of checks passed, Wilson interval (Wilson 1927)"),
}
_DIMENSIONS = {
    "reliability": N_("reliability"),
    "assurance": N_("assurance"),
    "tangibles": N_("tangibles"),
    "empathy": N_("empathy"),
    "responsiveness": N_("responsiveness"),
}


def instrument_view(figure: Figure, locale: Locale) -> InstrumentView | None:
    """What the instrument behind a figure found; None where there is none."""
    found = figure.score.instrument
    if found is None:
        return None
    few = _too_few(figure)
    return InstrumentView(
        name=locale.gettext(_NAMES[found.name]),
        figure=None if few else _own_figure(found, figure, locale),
        sentence=_sentence(found, figure, locale),
        note=locale.gettext(_NOTES[found.name]),
        dimensions=_dimensions(found, figure, locale),
    )


def source_of(figure: Figure, locale: Locale) -> Markup:
    """How we know a figure; where contacts or checks were counted instead of customers, how many."""
    score, found = figure.score, figure.score.instrument
    n = locale.number(score.n or 0, 0)
    if isinstance(found, ThingsGoneWrong):
        if score.by:
            text = locale.ngettext(
                "counted by %(by)s in %(n)s contact", "counted by %(by)s in %(n)s contacts", score.n or 0
            )
            return fill(text, by=score.by, n=n)
        text = locale.ngettext("counted in %(n)s contact", "counted in %(n)s contacts", score.n or 0)
        return fill(text, n=n)
    if isinstance(found, Share) and found.name == "mystery":
        if score.by:
            text = locale.ngettext(
                "%(n)s check by a mystery guest, according to %(by)s",
                "%(n)s checks by a mystery guest, according to %(by)s",
                score.n or 0,
            )
            return fill(text, by=score.by, n=n)
        text = locale.ngettext("%(n)s check by a mystery guest", "%(n)s checks by a mystery guest", score.n or 0)
        return fill(text, n=n)
    return source.source_of(figure, locale)


def _too_few(figure: Figure) -> bool:
    """Whether too few were asked for a figure of the instrument's own; what one customer said of service is a quote."""
    n = figure.score.n
    found = figure.score.instrument
    if isinstance(found, ServiceGap):
        return n is not None and 1 < n < SMALL_SAMPLE
    if isinstance(found, Recommendation):
        return not _nps(found, figure).enough
    return (n or 0) < SMALL_SAMPLE or (isinstance(found, Share | Effort) and figure.own is None)


def _nps(found: Recommendation, figure: Figure) -> NpsFindings:
    """The NPS of one touchpoint, as that of the journey is."""
    low, high = figure.own or (None, None)
    plain = 100 * (found.promoters - found.detractors) / found.n
    return NpsFindings(
        found.figure,
        found.n,
        found.promoters,
        found.passives,
        found.detractors,
        low,
        high,
        n_effective=found.n_effective,
        unweighted=None if found.n_effective is None else plain,
    )


def _own_figure(found: Instrument, figure: Figure, locale: Locale) -> str:
    if isinstance(found, Share):
        return locale.percent(found.figure / 100)
    if isinstance(found, Recommendation):
        return locale.signed(found.figure, 0).removeprefix("+")
    if isinstance(found, ServiceGap):
        return _gap(found.figure, figure, locale)
    return locale.number(found.figure, 1)


def _sentence(found: Instrument, figure: Figure, locale: Locale) -> Markup:
    if isinstance(found, Share):
        return _share(found, figure, locale)
    if isinstance(found, Effort):
        return _effort(found, figure, locale)
    if isinstance(found, ThingsGoneWrong):
        return _things_gone_wrong(found, figure, locale)
    if isinstance(found, Recommendation):
        return sentences.nps_sentence(_nps(found, figure), locale)
    if _too_few(figure):
        text = locale.ngettext(
            "asked on %(n)s dimension; the customers are too few for figures by dimension",
            "asked on %(n)s dimensions; the customers are too few for figures by dimension",
            len(found.dimensions),
        )
        return fill(text, n=len(found.dimensions))
    if all(each.weight is None for each in found.dimensions):
        return fill(locale.gettext("what customers perceived minus what they expected"))
    text = locale.gettext("what customers perceived minus what they expected, weighted; unweighted %(gap)s")
    return fill(text, gap=_gap(found.unweighted, figure, locale))


def _share(found: Share, figure: Figure, locale: Locale) -> Markup:
    counts = {"part": locale.number(found.part, 0), "whole": locale.number(found.whole, 0)}
    if figure.own is None and found.whole > 1:
        text = locale.gettext(
            "satisfied: %(part)s of %(whole)s customers; with their weights they are worth no more than %(effective)s:"
            " too few for an uncertainty"
        )
        return fill(text, **counts, effective=locale.as_typed(figure.score.effective, 1))
    if figure.own is None:
        texts = {
            ("csat", 1): locale.gettext("the one customer asked was satisfied"),
            ("csat", 0): locale.gettext("the one customer asked was not satisfied"),
            ("mystery", 1): locale.gettext("the one check was passed"),
            ("mystery", 0): locale.gettext("the one check was not passed"),
        }
        return fill(texts[found.name, found.part])
    low, high = figure.own
    texts_of_shares = {
        "csat": locale.gettext(
            "satisfied: %(part)s of %(whole)s customers; among all customers probably %(low)s to %(high)s"
        )
        if found.n_effective is None
        else locale.gettext(
            "satisfied: %(part)s of %(whole)s customers; weighted, among all customers probably %(low)s to %(high)s"
        )
        if _too_few(figure)
        else locale.gettext(
            "weighted; unweighted %(plain)s: satisfied were %(part)s of %(whole)s customers; among all customers"
            " probably %(low)s to %(high)s"
        ),
        "mystery": locale.gettext("passed: %(part)s of %(whole)s checks; over all checks probably %(low)s to %(high)s"),
    }
    return fill(
        texts_of_shares[found.name],
        **counts,
        plain=locale.percent(found.part / found.whole),
        low=locale.percent(math.floor(low + _SLACK) / 100),
        high=locale.percent(math.ceil(high - _SLACK) / 100),
    )


def _effort(found: Effort, figure: Figure, locale: Locale) -> Markup:
    n = figure.score.n or 0
    high_is_easy = found.easy == "high"
    given = found.answers if n < SMALL_SAMPLE else ()
    answers = locale.listed([locale.number(answer, 0) for answer, count in given for _ in range(count)])
    if figure.own is None and n > 1:
        text = (
            locale.gettext(
                "asked on 1 to 7, where 7 is easy; with their weights the %(n)s answers are worth no more than"
                " %(effective)s: too few for an uncertainty"
            )
            if high_is_easy
            else locale.gettext(
                "asked on 1 to 7, where 1 is easy; with their weights the %(n)s answers are worth no more than"
                " %(effective)s: too few for an uncertainty"
            )
        )
        return fill(text, n=locale.number(n, 0), effective=locale.as_typed(figure.score.effective, 1))
    if figure.own is None:
        text = (
            locale.gettext("the one customer asked answered %(answer)s on 1 to 7, where 7 is easy")
            if high_is_easy
            else locale.gettext("the one customer asked answered %(answer)s on 1 to 7, where 1 is easy")
        )
        return fill(text, answer=answers)
    if n < SMALL_SAMPLE:
        text = (
            locale.gettext(
                "answers on 1 to 7, where 7 is easy: %(answers)s; the mean of all customers is probably %(low)s to"
                " %(high)s"
            )
            if high_is_easy
            else locale.gettext(
                "answers on 1 to 7, where 1 is easy: %(answers)s; the mean of all customers is probably %(low)s to"
                " %(high)s"
            )
        )
        low, high = locale.between(*figure.own, 0)
        return fill(text, answers=answers, low=low, high=high)
    low, high = locale.between(*figure.own, 1)
    if figure.score.n_effective is not None:
        text = (
            locale.gettext(
                "weighted mean on 1 to 7, where 7 is easy, unweighted %(plain)s; probably %(low)s to %(high)s;"
                " weighted, %(share)s found it easy (5 to 7)"
            )
            if high_is_easy
            else locale.gettext(
                "weighted mean on 1 to 7, where 1 is easy, unweighted %(plain)s; probably %(low)s to %(high)s;"
                " weighted, %(share)s found it easy (1 to 3)"
            )
        )
        plain = sum(answer * count for answer, count in found.answers) / sum(count for _, count in found.answers)
        share = locale.percent(found.easy_share)
        return fill(text, plain=locale.number(plain, 1), low=low, high=high, share=share)
    text = (
        locale.gettext(
            "mean on 1 to 7, where 7 is easy; probably %(low)s to %(high)s; %(share)s found it easy (5 to 7)"
        )
        if high_is_easy
        else locale.gettext(
            "mean on 1 to 7, where 1 is easy; probably %(low)s to %(high)s; %(share)s found it easy (1 to 3)"
        )
    )
    return fill(text, low=low, high=high, share=locale.percent(found.easy_share))


def _things_gone_wrong(found: ThingsGoneWrong, figure: Figure, locale: Locale) -> Markup:
    counts = {"count": locale.number(found.count, 0), "of": locale.number(found.contacts, 0)}
    if figure.own is None:
        text = locale.ngettext(
            "%(count)s thing gone wrong in one contact", "%(count)s things gone wrong in one contact", found.count
        )
        return fill(text, count=counts["count"])
    low, high = locale.between(*figure.own, 0 if found.contacts < SMALL_SAMPLE else 1)
    text = locale.ngettext(
        "per 100 contacts probably %(low)s to %(high)s; counted: %(count)s thing gone wrong in %(of)s contacts",
        "per 100 contacts probably %(low)s to %(high)s; counted: %(count)s things gone wrong in %(of)s contacts",
        found.count,
    )
    return fill(text, **counts, low=low, high=high)


def _dimensions(found: Instrument, figure: Figure, locale: Locale) -> tuple[DimensionView, ...]:
    if not isinstance(found, ServiceGap) or _too_few(figure):
        return ()
    digits = mean_digits(figure.score.n)

    def shown(value: float) -> str:
        return locale.as_typed(value) if digits is None else locale.number(value, digits)

    return tuple(
        DimensionView(
            name=locale.gettext(_DIMENSIONS[each.name]),
            expected=shown(each.expected),
            perceived=shown(each.perceived),
            gap=_gap(each.gap, figure, locale),
            weight=locale.as_typed(each.weight) if each.weight is not None else None,
        )
        for each in found.dimensions
    )


def _gap(gap: float, figure: Figure, locale: Locale) -> str:
    """A gap, with the digits that its sample carries."""
    digits = mean_digits(figure.score.n)
    return locale.signed_as_typed(gap) if digits is None else locale.signed(gap, digits)
