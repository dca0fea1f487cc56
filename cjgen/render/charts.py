"""The words of a journey's charts, and where their points lead."""

from __future__ import annotations

import re

from markupsafe import Markup

from cjgen.model.chart import ChartKind, ChartTexts, Link
from cjgen.model.findings import Figure, JourneyFindings, TrendFindings
from cjgen.model.score import TOLERANCE
from cjgen.model.shares import shares_of
from cjgen.render import sentences, words
from cjgen.render.benchmark import benchmark
from cjgen.render.changes import tested, trend_sentences, wave_name, wave_title
from cjgen.render.counts import verdict_counts
from cjgen.render.drivers import drivers_sentences, share_text
from cjgen.render.language import Foreign
from cjgen.render.locale import Locale
from cjgen.render.numbers import figure_text, threshold_text
from cjgen.render.order import some
from cjgen.render.outcome import outcome_name
from cjgen.render.own_words import estimated, own_sentences
from cjgen.render.promise import mean_text, promise_sentence
from cjgen.render.segments import nps_cell
from cjgen.render.sentences import fill
from cjgen.render.urls import touchpoint_anchor
from cjgen.render.yardsticks import line_text

_TAG = re.compile("<[^>]*>")


def chart_texts(found: JourneyFindings, locale: Locale) -> dict[ChartKind, ChartTexts]:
    """What each chart of a journey is called, what it shows in sentences, and the words in the drawing.

    The texts of `found` are those of the page.
    """
    importance, experience = locale.gettext("Importance"), locale.gettext("Experience")
    along = ChartTexts(
        title=locale.gettext("Experience along the journey"),
        description=curve_reading(found, locale),
        experience=experience,
        experience_line=_line(
            locale.gettext("threshold %(t)s"),
            line_text(found, "experience", found.touchpoints[0].threshold.experience, locale),
        ),
        verdicts=words.mark_labels(locale),
    )
    verdicts = words.mark_labels(locale)
    derived = found.journey.derives_importance
    # what does not exist yet has a line of its own where all others have shares
    judged = [item for item in found.touchpoints if not (derived and item.touchpoint.wished)]
    lines = (judged or found.touchpoints)[0].threshold
    return {
        "matrix": ChartTexts(
            title=locale.gettext("Importance and experience of the touchpoints"),
            description=_matrix(found, locale),
            importance=locale.gettext("Importance, as a share") if derived else importance,
            experience=experience,
            importance_line=_line(
                locale.gettext("threshold %(t)s"), line_text(found, "importance", lines.importance, locale)
            ),
            experience_line=_line(
                locale.gettext("threshold %(t)s"), line_text(found, "experience", lines.experience, locale)
            ),
            drop_line=_line(locale.gettext("may go below %(t)s"), line_text(found, "drop", lines.drop, locale)),
            no_experience=locale.gettext("does not exist yet"),
            verdicts=verdicts,
        ),
        "curve": along,
        "curve-down": along,
        "counts": ChartTexts(
            title=locale.gettext("How many touchpoints have which verdict"),
            description=_counts(found, locale),
            verdicts=verdicts,
        ),
        "nps": _nps(found, locale),
        "promise": ChartTexts(
            title=locale.gettext("Where the promise is felt and where it matters"),
            description=plain(promise_sentence(found, locale)) if found.journey.promise else "",
            promise=locale.gettext("Promise felt"),
            promise_line=_line(locale.gettext("mean %(t)s"), mean_text(found, locale)),
            weak=locale.gettext("weak spot"),
            valued=locale.gettext("important"),
            unvalued=locale.gettext("less important"),
        ),
        "drivers": _drivers(found, locale),
        "own": _own(found, locale),
        "trend": _trend(found, locale),
        "moved": _moved(found, locale),
        "sparkline": ChartTexts(
            title=plain(fill(locale.gettext("Experience in “%(journey)s”"), journey=found.journey.title)),
            description=curve_reading(found, locale),
        ),
    }


def chart_links(found: JourneyFindings) -> dict[str, Link]:
    """Where each point leads, by touchpoint id: to the touchpoint's own section."""
    links = {}
    for number, item in enumerate(found.touchpoints, start=1):
        title = item.touchpoint.title
        language = title.language if isinstance(title, Foreign) else None
        links[item.touchpoint.id] = Link(f"#{touchpoint_anchor(item.touchpoint.id)}", f"{number} {title}", language)
    return links


def plain(sentence: Markup) -> str:
    """The sentence as plain text, with every space that its author typed."""
    return Markup(_TAG.sub("", sentence)).unescape()  # noqa: S704 - only to turn entities into characters


def _line(text: str, value: str) -> str:
    return text % {"t": value} if value else ""


def _matrix(found: JourneyFindings, locale: Locale) -> str:
    more = locale.gettext("The table with the touchpoints has the same figures.")
    return f"{plain(sentences.conclusion(found, locale))} {matrix_reading(found, locale)} {more}"


def matrix_reading(found: JourneyFindings, locale: Locale) -> str:
    """How to read the matrix."""
    derived = found.journey.derives_importance
    how = (
        fill(
            locale.gettext(
                "Touchpoints further to the right go together more with %(outcome)s, those higher up are experienced"
                " better."
            ),
            outcome=outcome_name(found, locale),
        ).unescape()
        if derived
        else locale.gettext(
            "Touchpoints further to the right are more important, those higher up are experienced better."
        )
    )
    known = [
        item.threshold
        for item in found.touchpoints
        if item.threshold.importance is not None and not (derived and item.touchpoint.wished)
    ]
    if len({(each.importance, each.experience) for each in known}) < 2:
        return how
    differ = locale.gettext("The thresholds are not the same everywhere; they stand with each touchpoint.")
    return f"{how} {differ}"


def stated(found: JourneyFindings, locale: Locale) -> Markup | None:
    """Which importances were stated where the others are derived, and so stand in no chart; None where none were."""
    if not found.journey.derives_importance:
        return None
    items = [item for item in found.touchpoints if item.touchpoint.wished and item.importance is not None]
    if not items:
        return None
    text = locale.ngettext(
        "%(names)s does not exist yet. How important customers say it is cannot be compared with shares, so it is not"
        " in the matrix.",
        "%(names)s do not exist yet. How important customers say they are cannot be compared with shares, so they are"
        " not in the matrix.",
        len(items),
    )
    return fill(text, names=some(items, locale))


def curve_reading(found: JourneyFindings, locale: Locale) -> str:
    """Where customers are least and most content."""
    known: list[tuple[str, Figure]] = [
        (str(item.touchpoint.title), item.experience) for item in found.touchpoints if item.experience is not None
    ]
    if not known:
        return ""
    lowest = min(known, key=lambda pair: pair[1].score.mean)
    highest = max(known, key=lambda pair: pair[1].score.mean)
    ends = {"low": lowest[0], "low_figure": figure_text(lowest[1], locale)}
    ends |= {"high": highest[0], "high_figure": figure_text(highest[1], locale)}
    width = found.journey.scale.experience.width
    if highest[1].score.mean - lowest[1].score.mean <= TOLERANCE * width:
        text = locale.ngettext(
            "Experience at %(low)s is %(low_figure)s.", "Experience is %(low_figure)s everywhere.", len(known)
        )
    else:
        text = locale.gettext(
            "Experience is lowest at %(low)s (%(low_figure)s) and highest at %(high)s (%(high_figure)s)."
        )
    return plain(fill(text, **ends))


def _counts(found: JourneyFindings, locale: Locale) -> str:
    phrases = [plain(phrase) for _, phrase in verdict_counts(found.counts, locale)]
    return plain(fill(locale.gettext("Counted: %(counts)s."), counts=locale.listed(phrases)))


def _nps(found: JourneyFindings, locale: Locale) -> ChartTexts:
    title = locale.gettext("Net Promoter Score")
    nps, declared = found.nps, found.journey.nps
    if nps is None or not nps.enough:
        return ChartTexts(title, "")
    told = [plain(sentences.nps_sentence(nps, locale))]
    band = declared.benchmark if declared is not None else None
    if band is not None:
        told.append(plain(benchmark(nps, band, locale)))
    target = found.journey.target.nps if found.journey.target else None
    groups = {
        "promoters": (locale.gettext("promoters"), nps.promoters),
        "passives": (locale.gettext("passives"), nps.passives),
        "detractors": (locale.gettext("detractors"), nps.detractors),
    }
    range_text = locale.gettext("comparable: %(low)s to %(high)s")
    return ChartTexts(
        title=title,
        description=" ".join(told),
        nps_line=f"NPS {locale.signed(nps.score, 0).removeprefix('+')}",
        target_line=_line(locale.gettext("target %(t)s"), threshold_text(target, locale)),
        benchmark_line=""
        if band is None
        else range_text % {"low": threshold_text(band.low, locale), "high": threshold_text(band.high, locale)},
        shares={
            name: f"{label}\n{locale.percent(count / nps.n)}"
            for name, (label, count) in groups.items()
            if count is not None
        },
    )


def _drivers(found: JourneyFindings, locale: Locale) -> ChartTexts:
    outcome = outcome_name(found, locale)
    title = fill(locale.gettext("How strongly each touchpoint goes together with %(outcome)s"), outcome=outcome)
    return ChartTexts(
        title=plain(title),
        description=" ".join(plain(sentence) for sentence in drivers_sentences(found, locale)),
        figures={share.touchpoint: share_text(share, locale) for share in shares_of(found)},
    )


def _own(found: JourneyFindings, locale: Locale) -> ChartTexts:
    told = own_sentences(found, "experience", locale) if estimated(found, "experience") else []
    return ChartTexts(
        title=locale.gettext("The experience as we estimate it and as customers say it is"),
        description=" ".join(plain(sentence) for sentence in told),
        customers=locale.gettext("customers"),
        own=locale.gettext("our own estimate"),
    )


def _trend(found: JourneyFindings, locale: Locale) -> ChartTexts:
    waves = found.trend.waves if found.trend is not None else ()
    known = [(wave, nps_cell(wave.nps, locale).figure) for wave in waves]
    shown = [f"{wave_name(wave, locale)}: {figure}" for wave, figure in known if figure is not None]
    return ChartTexts(
        title=locale.gettext("The NPS over the waves"),
        description=plain(fill(locale.gettext("NPS by wave: %(waves)s."), waves=locale.listed(shown))) if shown else "",
        figures={wave.id: figure for wave, figure in known if figure is not None},
        waves={wave.id: str(wave_name(wave, locale)) for wave, _ in known},
    )


def _moved(found: JourneyFindings, locale: Locale) -> ChartTexts:
    if found.trend is None or len(found.trend.waves) < 2:
        return ChartTexts(locale.gettext("How the experience moved"), "")
    compared = tested(found.trend, "experience")
    return ChartTexts(
        title=locale.gettext("How the experience moved"),
        description=" ".join(plain(sentence) for sentence in trend_sentences(found, locale)),
        before=_one_wave({change.since for change in compared}, found.trend, locale, locale.gettext("wave before")),
        after=_one_wave({change.until for change in compared}, found.trend, locale, locale.gettext("last wave")),
        clear=locale.gettext("clearly moved"),
        unclear=locale.gettext("may be chance"),
    )


_LONGEST_WAVE = 16
"""Up to how many characters a wave's title may have to stand in the key of a chart."""


def _one_wave(ids: set[str], trend: TrendFindings, locale: Locale, other: str) -> str:
    """The title of the one wave that all changes name; `other` where they name several, or its title is too long."""
    title = str(wave_title(next(iter(ids)), trend, locale)) if len(ids) == 1 else other
    return title if len(title) <= _LONGEST_WAVE else other
