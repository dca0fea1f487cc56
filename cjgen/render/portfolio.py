"""Findings of all journeys to the view of the portfolio: cards, focus, the weakest basics, costs of failure."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence

from markupsafe import Markup

from cjgen.model.findings import Figure, JourneyFindings, TouchpointFindings
from cjgen.model.page import Tree, report_path
from cjgen.model.portfolio import PortfolioFindings
from cjgen.model.scale import Range
from cjgen.model.score import TOLERANCE
from cjgen.model.site import Site
from cjgen.model.summary import JourneySummary
from cjgen.render import sentences, words, yardsticks
from cjgen.render.counts import counts_view
from cjgen.render.focus_across import LONGEST, failures_across, focus_across, shown_across
from cjgen.render.language import NAMES, report_language, spoken, spoken_findings
from cjgen.render.lead import lead
from cjgen.render.locale import Locale
from cjgen.render.markdown import Markdown
from cjgen.render.moved import moved_view
from cjgen.render.numbers import beside, mean_digits
from cjgen.render.report import nps_view
from cjgen.render.sentences import fill
from cjgen.render.templates import Templates
from cjgen.render.urls import touchpoint_anchor
from cjgen.render.views import AcrossRow, AcrossView, CardView, PortfolioView


def portfolio_view(
    site: Site,
    tree: Tree,
    short: Sequence[JourneySummary],
    journeys: Sequence[JourneyFindings],
    whole: PortfolioFindings,
    cards: Sequence[Markup],
    locale: Locale,
) -> PortfolioView:
    """Everything that the portfolio shows.

    `short` are all journeys, in the order of their `cards`; `journeys` are the findings at least of those that the
    portfolio is `concerned` with. A single journey has no lists: its report says the same in its own order.
    """
    told = spoken(site, locale.language, site.first_language)
    languages = {each.id: report_language(site, tree, each) for each in short}
    journeys = [spoken_findings(found, locale.language) for found in journeys]
    focus = failures = None
    if len(short) > 1:
        focus = focus_across(journeys, short, whole, languages, locale, site.currency)
        failures = failures_across(journeys, short, whole, languages, locale, site.currency)
    return PortfolioView(
        title=told.title,
        summary=Markdown()(told.summary) if told.summary else None,
        cards=tuple(cards),
        focus=focus,
        moved=moved_view(journeys, languages, locale),
        basics=_basics(journeys, whole, languages, focus.sentences, locale) if focus and whole.basics else None,
        failures=failures,
    )


def concerned(whole: PortfolioFindings, short: Iterable[JourneySummary]) -> set[str]:
    """The ids of the journeys whose findings the pages on all journeys need; of the others their summaries do."""
    needed = {each.id for each in short if each.has_waves or each.has_actions}
    return needed | shown_across(whole) | set(whole.focus.own)


def journey_card(
    site: Site, tree: Tree, found: JourneyFindings, curve: str, templates: Templates, *, alone: bool
) -> Markup:
    """A journey on the portfolio; `curve` is its sparkline as SVG, `alone` says that there is no other journey."""
    locale, language = templates.locale, report_language(site, tree, found.journey)
    card = _card(spoken_findings(found, locale.language), language, curve, locale, site.currency, alone=alone)
    return templates.text("card.html", card=card, alone=alone, language=locale.language)


def _card(found: JourneyFindings, language: str, curve: str, locale: Locale, currency: str, *, alone: bool) -> CardView:
    journey, context = found.journey, found.journey.context
    facts = (context.organisation, context.customer, context.period) if context else ()
    conclusion, *more = lead(found, locale, currency) if alone else [sentences.conclusion(found, locale)]
    return CardView(
        href=report_path(journey.id),
        title=journey.title,
        language=language,
        language_name=NAMES[language],
        draft=journey.draft,
        conclusion=conclusion,
        more=tuple(more),
        curve=Markup(curve),  # noqa: S704 - drawn by us, its texts are escaped
        counts=counts_view(found, locale),
        nps=nps_view(found.nps, journey.nps, locale),
        context=tuple(fact for fact in facts if fact),
    )


def _basics(
    journeys: Sequence[JourneyFindings],
    whole: PortfolioFindings,
    languages: Mapping[str, str],
    said: Sequence[Markup],
    locale: Locale,
) -> AcrossView:
    """The weakest basics; a sentence that was `said` of the list before them is not said again."""
    shown = _found(journeys, [(each.journey, each.touchpoint) for each in whole.weak_basics[:LONGEST]])
    return AcrossView(
        sentences=tuple(
            sentence
            for sentence in (*basics_sentences(whole, locale), *_one_scale(shown, locale))
            if sentence not in said
        ),
        rows=_rows(shown, languages, locale),
        more=basics_more(whole, locale),
    )


def basics_sentences(whole: PortfolioFindings, locale: Locale) -> list[Markup]:
    """How many basics lie below their threshold, and of how many that is not known."""
    below, known, unknown = len(whole.weak_basics), whole.basics_compared, whole.basics - whole.basics_compared
    if not known:
        text = locale.ngettext(
            "There is one basic; whether it is experienced well enough is not known.",
            "There are %(of)s basics; whether they are experienced well enough is not known.",
            unknown,
        )
        return [fill(text, of=locale.number(unknown, 0))]
    if not below:
        text = locale.ngettext(
            "One basic was compared with its threshold, and it is at or above it.",
            "%(of)s basics were compared with their threshold, and all of them are at or above it.",
            known,
        )
    elif below == known:
        text = locale.ngettext(
            "One basic was compared with its threshold, and it lies below it.",
            "%(of)s basics were compared with their threshold, and all of them lie below it.",
            known,
        )
    else:
        text = locale.ngettext(
            "%(of)s basics were compared with their threshold; %(n)s of them lies below it.",
            "%(of)s basics were compared with their threshold; %(n)s of them lie below it.",
            below,
        )
    told = [fill(text, n=locale.number(below, 0), of=locale.number(known, 0))]
    if unknown:
        text = locale.ngettext(
            "Of %(n)s more basic this is not known.", "Of %(n)s more basics this is not known.", unknown
        )
        told.append(fill(text, n=locale.number(unknown, 0)))
    return told


def basics_more(whole: PortfolioFindings, locale: Locale) -> Markup | None:
    """How many basics below their threshold the list leaves out."""
    n = len(whole.weak_basics) - LONGEST
    text = locale.ngettext(
        "%(n)s more basic lies closer to its threshold.", "%(n)s more basics lie closer to their threshold.", n
    )
    return fill(text, n=locale.number(n, 0)) if n > 0 else None


_Shown = Sequence[tuple[JourneyFindings, TouchpointFindings]]


def _found(journeys: Sequence[JourneyFindings], ids: Sequence[tuple[str, str]]) -> _Shown:
    """The touchpoints of these (journey, touchpoint) ids, each with its journey."""
    known = {(found.journey.id, item.touchpoint.id): (found, item) for found in journeys for item in found.touchpoints}
    return [known[pair] for pair in ids]


def _one_scale(shown: _Shown, locale: Locale) -> tuple[Markup, ...]:
    """The scale that all journeys in the list share; nothing where each figure has its own beside it."""
    return (yardsticks.scales(shown[0][0], locale),) if shown and not _scales_differ(shown) else ()


def _scales_differ(shown: _Shown) -> bool:
    return len({str(found.journey.axes) for found, _ in shown}) > 1


def _rows(shown: _Shown, languages: Mapping[str, str], locale: Locale) -> tuple[AcrossRow, ...]:
    differ = _scales_differ(shown)
    return tuple(_row(found, item, languages[found.journey.id], locale, differ=differ) for found, item in shown)


def _row(found: JourneyFindings, item: TouchpointFindings, language: str, locale: Locale, *, differ: bool) -> AcrossRow:
    touchpoint, scale = item.touchpoint, found.journey.scale
    experience, threshold, near = beside(item, "experience", locale)
    short = _short(item.experience, item.threshold.experience, scale.experience)
    return AcrossRow(
        href=f"{report_path(found.journey.id)}#{touchpoint_anchor(touchpoint.id)}",
        title=touchpoint.title,
        language=language,
        journey=found.journey.title,
        basic=touchpoint.kind == "basic",
        certainty=item.certainty,
        certainty_label=words.certainty_label(item.certainty, locale) if item.certainty else None,
        probability=locale.probability(item.probability) if item.probability is not None else None,
        experience=experience,
        experience_scale=_ends(scale.experience, locale) if differ else None,
        threshold=locale.gettext("just above it") if near == "below" else threshold,
        short=_short_text(short, item.experience, locale),
        short_share=locale.percent(short / scale.experience.width) if differ and short is not None else None,
    )


def _short(experience: Figure | None, threshold: float | None, scale: Range) -> float | None:
    """How far experience lies below its threshold, in scale points; None at or above it or where that is not known."""
    if experience is None or threshold is None:
        return None
    short = threshold - experience.score.mean
    return short if short > TOLERANCE * scale.width else None


def _short_text(short: float | None, experience: Figure | None, locale: Locale) -> str | None:
    """The shortfall with the digits of the mean, never as nothing."""
    if short is None or experience is None:
        return None
    digits = mean_digits(experience.score.n)
    least = 10.0 ** -(2 if digits is None else digits)
    if short < least * (1 - TOLERANCE):
        return locale.gettext("less than %(bound)s") % {"bound": locale.as_typed(least)}
    return locale.as_typed(short) if digits is None else locale.number(short, digits)


def _ends(scale: Range, locale: Locale) -> tuple[str, str]:
    return locale.as_typed(scale.min), locale.as_typed(scale.max)
