"""What moved since the last wave over all journeys, for the portfolio."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence

from markupsafe import Markup

from cjgen.model.findings import Change, JourneyFindings, TrendFindings, VerdictChange
from cjgen.model.page import report_path
from cjgen.render import words
from cjgen.render.changes import change_digits, difference_text, margin_text, wave_title
from cjgen.render.locale import Locale
from cjgen.render.sentences import fill
from cjgen.render.survey_views import MarkView, MovedRow, MovedView
from cjgen.render.urls import touchpoint_anchor

LONGEST = 8
"""How many rows the list has at most."""


def moved_view(journeys: Sequence[JourneyFindings], languages: Mapping[str, str], locale: Locale) -> MovedView | None:
    """Verdicts and figures that clearly changed, journey by journey; None where there are no waves."""
    waved = [(found, found.trend) for found in journeys if found.trend is not None and len(found.trend.waves) > 1]
    if not waved:
        return None
    rows = [row for found, trend in waved for row in _rows(found, trend, languages[found.journey.id], locale)]
    return MovedView(
        sentences=(moved_sentence(len(rows), len(waved), locale),),
        rows=tuple(rows[:LONGEST]),
        more=_more(len(rows) - LONGEST, locale),
    )


def moved_sentence(rows: int, journeys: int, locale: Locale) -> Markup:
    """How many journeys were measured more than once, and whether anything moved."""
    text = (
        locale.ngettext(
            "%(n)s journey has been measured more than once. Since the wave before, these figures and verdicts clearly"
            " changed.",
            "%(n)s journeys have been measured more than once. Since the wave before, these figures and verdicts"
            " clearly changed.",
            journeys,
        )
        if rows
        else locale.ngettext(
            "%(n)s journey has been measured more than once. Since the wave before no figure and no verdict clearly"
            " changed.",
            "%(n)s journeys have been measured more than once. Since the wave before no figure and no verdict clearly"
            " changed.",
            journeys,
        )
    )
    return fill(text, n=locale.number(journeys, 0))


def _more(n: int, locale: Locale) -> Markup | None:
    text = locale.ngettext("%(n)s more change is in its report.", "%(n)s more changes are in the reports.", n)
    return fill(text, n=locale.number(n, 0)) if n > 0 else None


def _rows(found: JourneyFindings, trend: TrendFindings, language: str, locale: Locale) -> Iterator[MovedRow]:
    """The whole first, then the touchpoints in the order of the journey."""
    held = {(each.subject, each.touchpoint): each for each in trend.changes if each.holds}
    verdicts = {each.touchpoint: each for each in trend.verdict_changes}
    for subject in ("nps", "overall"):
        change = next((each for key, each in held.items() if key == (subject, None)), None)
        if change is not None:
            yield _row(found, trend, None, language, change, None, locale)
    for item in found.touchpoints:
        id = item.touchpoint.id
        change, verdict = held.get(("experience", id)), verdicts.get(id)
        if change is not None or (verdict is not None and verdict.certain):
            yield _row(found, trend, id, language, change, verdict, locale)


def _row(
    found: JourneyFindings,
    trend: TrendFindings,
    touchpoint: str | None,
    language: str,
    change: Change | None,
    verdict: VerdictChange | None,
    locale: Locale,
) -> MovedRow:
    labels = words.mark_labels(locale)
    title = next((item.touchpoint.title for item in found.touchpoints if item.touchpoint.id == touchpoint), None)
    anchor = touchpoint_anchor(touchpoint) if touchpoint is not None else "trend"
    return MovedRow(
        href=f"{report_path(found.journey.id)}#{anchor}",
        title=title,
        language=language,
        journey=found.journey.title,
        wave=wave_title(change.since if change is not None else "", trend, locale),
        change=change_text(change, locale) if change is not None else None,
        before=MarkView(verdict.before, labels[verdict.before]) if verdict is not None and verdict.certain else None,
        after=MarkView(verdict.after, labels[verdict.after]) if verdict is not None and verdict.certain else None,
        unclear=verdict is not None and not verdict.certain,
    )


def change_text(change: Change, locale: Locale) -> Markup:
    """What moved from what to what, by how much, with its margin."""
    texts = {
        "nps": locale.gettext("NPS from %(before)s to %(after)s (%(difference)s\u00a0±\u00a0%(margin)s)"),
        "overall": locale.gettext("overall mark from %(before)s to %(after)s (%(difference)s\u00a0±\u00a0%(margin)s)"),
        "experience": locale.gettext("experience from %(before)s to %(after)s (%(difference)s\u00a0±\u00a0%(margin)s)"),
        "importance": locale.gettext("importance from %(before)s to %(after)s (%(difference)s\u00a0±\u00a0%(margin)s)"),
    }
    digits = change_digits([change])
    return fill(
        texts[change.subject],
        before=locale.number(change.before, digits),
        after=locale.number(change.after, digits),
        difference=difference_text(change, digits, locale),
        margin=margin_text(change, digits, locale),
    )
