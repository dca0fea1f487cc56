"""Waves side by side: what moved since the one before, whether that holds, and what cannot be compared."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Any

from markupsafe import Markup

from cjgen.model.findings import (
    Change,
    Figure,
    JourneyFindings,
    Mark,
    NotCompared,
    Subject,
    TouchpointFindings,
    TrendFindings,
)
from cjgen.render import words
from cjgen.render.locale import Locale
from cjgen.render.numbers import figure_text, mean_digits
from cjgen.render.order import some
from cjgen.render.segments import nps_cell
from cjgen.render.sentences import fill
from cjgen.render.survey_views import GroupCell, GroupHead, MarkView, TrendRow, TrendView, VerdictChangeView
from cjgen.render.urls import touchpoint_anchor

_Z = 1.959963984540054
"""How many standard errors make a 95 % margin."""
_FINE = 0.05
"""Below this margin, in scale points, a second decimal says something."""


def trend_view(found: JourneyFindings, locale: Locale) -> TrendView | None:
    """What the report says of the waves; None where there is only one."""
    trend = found.trend
    if trend is None or len(trend.waves) < 2:
        return None
    return TrendView(
        sentences=tuple(trend_sentences(found, locale)),
        heads=tuple(
            GroupHead(wave.title, locale.number(wave.n, 0) if wave.n is not None else None) for wave in trend.waves
        ),
        rows=tuple(_rows(trend, found, locale)),
        changes=tuple(verdict_changes(found, locale)),
        notes=tuple(_notes(trend, found, locale)),
    )


def trend_sentences(found: JourneyFindings, locale: Locale) -> list[Markup]:
    """What clearly moved since the wave before: experience, importance, the overall mark and the NPS."""
    trend = found.trend
    if trend is None or len(trend.waves) < 2:
        return []
    told = []
    for subject in ("nps", "overall"):
        change = next((each for each in trend.changes if each.subject == subject and each.touchpoint is None), None)
        if change is not None and change.difference is not None:
            told.append(whole_sentence(change, trend, locale))
    for changes in _by_wave(tested(trend, "experience")):
        told += _moved(changes, found, trend, locale)
    for changes in _by_wave(tested(trend, "importance")):
        told += _importance(changes, found, trend, locale)
    return told


def _by_wave(changes: Sequence[Change]) -> list[list[Change]]:
    """The changes by the wave that they begin in."""
    waves = dict.fromkeys(change.since for change in changes)
    return [[change for change in changes if change.since == since] for since in waves]


def wave_title(id: str, trend: TrendFindings) -> str:
    """The title of a wave; a change that names none is one from the last but one to the last."""
    return next((wave.title for wave in trend.waves if wave.id == id), trend.waves[-2].title)


def whole_sentence(change: Change, trend: TrendFindings, locale: Locale) -> Markup:
    """How the NPS or the overall mark moved, and whether that may be chance."""
    texts = {
        ("nps", True): locale.gettext(
            "The NPS clearly moved: from %(before)s in %(then)s to %(after)s in %(now)s, a difference of"
            " %(difference)s\u00a0±\u00a0%(margin)s."
        ),
        ("nps", False): locale.gettext(
            "The NPS was %(before)s in %(then)s and is %(after)s in %(now)s; the difference of"
            " %(difference)s\u00a0±\u00a0%(margin)s may be chance."
        ),
        ("overall", True): locale.gettext(
            "The overall mark clearly moved: from %(before)s in %(then)s to %(after)s in %(now)s, a difference of"
            " %(difference)s\u00a0±\u00a0%(margin)s."
        ),
        ("overall", False): locale.gettext(
            "The overall mark was %(before)s in %(then)s and is %(after)s in %(now)s; the difference of"
            " %(difference)s\u00a0±\u00a0%(margin)s may be chance."
        ),
    }
    subject = "nps" if change.subject == "nps" else "overall"
    digits = 0 if subject == "nps" else change_digits([change])
    return fill(
        texts[subject, bool(change.holds)],
        before=locale.number(change.before, digits),
        after=locale.number(change.after, digits),
        then=wave_title(change.since, trend),
        now=wave_title(change.until or trend.waves[-1].id, trend),
        difference=difference_text(change, digits, locale),
        margin=margin_text(change, digits, locale),
    )


def difference_text(change: Change, digits: int, locale: Locale) -> str:
    """What moved, signed; 0 for nothing."""
    return locale.signed(change.difference or 0.0, digits)


def margin_text(change: Change, digits: int, locale: Locale) -> str:
    """The 95 % margin of a difference, never as nothing."""
    return locale.number(max(_Z * (change.se or 0.0), 10.0**-digits), digits)


def tested(trend: TrendFindings, subject: Subject) -> list[Change]:
    """The changes of touchpoints on this subject that could be tested."""
    return [
        change
        for change in trend.changes
        if change.subject == subject and change.touchpoint is not None and change.difference is not None
    ]


def _split(
    changes: Sequence[Change], found: JourneyFindings
) -> tuple[list[TouchpointFindings], list[TouchpointFindings]]:
    """The touchpoints that clearly went up, and those that clearly went down."""
    up = {change.touchpoint for change in changes if change.holds and (change.difference or 0.0) > 0}
    down = {change.touchpoint for change in changes if change.holds and (change.difference or 0.0) < 0}
    return (
        [item for item in found.touchpoints if item.touchpoint.id in up],
        [item for item in found.touchpoints if item.touchpoint.id in down],
    )


def _moved(changes: Sequence[Change], found: JourneyFindings, trend: TrendFindings, locale: Locale) -> list[Markup]:
    """At which touchpoints the experience clearly moved."""
    if not changes:
        return []
    up, down = _split(changes, found)
    if up and down:
        text = locale.gettext(
            "Of the %(n)s touchpoints compared, experience since %(then)s has clearly gone up at %(up)s, and clearly"
            " gone down at %(down)s."
        )
    elif up:
        text = locale.ngettext(
            "At %(up)s experience has clearly gone up since %(then)s.",
            "Of the %(n)s touchpoints compared, experience since %(then)s has clearly gone up at %(up)s; nowhere has it"
            " clearly gone down.",
            len(changes),
        )
    elif down:
        text = locale.ngettext(
            "At %(down)s experience has clearly gone down since %(then)s.",
            "Of the %(n)s touchpoints compared, experience since %(then)s has clearly gone down at %(down)s; nowhere"
            " has it clearly gone up.",
            len(changes),
        )
    else:
        text = locale.ngettext(
            "Experience was compared with %(then)s at %(n)s touchpoint; the difference may be chance.",
            "Experience was compared with %(then)s at %(n)s touchpoints; all differences may be chance.",
            len(changes),
        )
    return [_named_in(text, up, down, changes, trend, locale)]


def _importance(
    changes: Sequence[Change], found: JourneyFindings, trend: TrendFindings, locale: Locale
) -> list[Markup]:
    """At which touchpoints importance clearly moved; nothing where that may be chance."""
    up, down = _split(changes, found)
    told = []
    if up:
        text = locale.gettext("Customers find %(up)s clearly more important than in %(then)s.")
        told.append(_named_in(text, up, down, changes, trend, locale))
    if down:
        text = locale.gettext("Customers find %(down)s clearly less important than in %(then)s.")
        told.append(_named_in(text, up, down, changes, trend, locale))
    return told


def _named_in(
    text: str,
    up: Sequence[TouchpointFindings],
    down: Sequence[TouchpointFindings],
    changes: Sequence[Change],
    trend: TrendFindings,
    locale: Locale,
) -> Markup:
    return fill(
        text,
        n=len(changes),
        then=wave_title(changes[0].since, trend),
        up=some(up, locale) if up else "",
        down=some(down, locale) if down else "",
    )


# the table


def _rows(trend: TrendFindings, found: JourneyFindings, locale: Locale) -> list[TrendRow]:
    changes = {(change.subject, change.touchpoint): change for change in trend.changes}
    fine = change_digits(tested(trend, "experience"))
    rows = []
    if any(wave.nps is not None for wave in trend.waves):
        cells = [nps_cell(wave.nps, locale) for wave in trend.waves]
        rows.append(_row(None, "NPS", cells, changes.get(("nps", None)), 0, locale))
    if any(wave.overall is not None for wave in trend.waves):
        change = changes.get(("overall", None))
        digits = change_digits([change] if change is not None else [])
        cells = [_cell(wave.overall, digits, locale) for wave in trend.waves]
        rows.append(_row(None, locale.gettext("Overall mark"), cells, change, digits, locale))
    for number, item in enumerate(found.touchpoints, start=1):
        id = item.touchpoint.id
        shown = [wave.touchpoints.get(id) for wave in trend.waves]
        if sum(each is not None and each.experience is not None for each in shown) < 2:
            continue
        cells = [
            GroupCell(None, note=locale.gettext("too few"))
            if each is not None and each.hidden
            else _cell(each.experience if each is not None else None, fine, locale)
            for each in shown
        ]
        rows.append(_row((number, item), item.touchpoint.title, cells, changes.get(("experience", id)), fine, locale))
    return rows


def _row(
    numbered: tuple[int, TouchpointFindings] | None,
    title: str,
    cells: Sequence[GroupCell],
    change: Change | None,
    digits: int,
    locale: Locale,
) -> TrendRow:
    tested = change is not None and change.difference is not None
    return TrendRow(
        number=numbered[0] if numbered is not None else None,
        anchor=touchpoint_anchor(numbered[1].touchpoint.id) if numbered is not None else None,
        title=title,
        cells=tuple(cells),
        difference=difference_text(change, digits, locale) if change is not None and tested else None,
        margin=margin_text(change, digits, locale) if change is not None and tested else None,
        word=_word(change, locale),
        held=change is not None and bool(change.holds),
    )


def _word(change: Change | None, locale: Locale) -> str:
    if change is None or change.because is not None or change.difference is None:
        return locale.gettext("not compared")
    return locale.gettext("clearly moved") if change.holds else locale.gettext("may be chance")


def _cell(figure: Figure | None, digits: int, locale: Locale) -> GroupCell:
    """A mean, with as many decimals as the differences beside it; fewer where few customers answered."""
    if figure is None:
        return GroupCell(None, note=locale.gettext("not asked"))
    if (mean_digits(figure.score.n) or 0) < 1:
        return GroupCell(figure_text(figure, locale))
    return GroupCell(locale.number(figure.score.mean, digits))


def change_digits(changes: Sequence[Change | None]) -> int:
    """Decimals of means and their differences: a second one where a margin is finer than the first."""
    margins = [_Z * change.se for change in changes if change is not None and change.se is not None]
    return 2 if margins and min(margins) < _FINE else 1


# verdicts, and what was not compared


def verdict_changes(found: JourneyFindings, locale: Locale) -> list[VerdictChangeView]:
    """Which verdicts are others than in the wave before."""
    labels = words.mark_labels(locale)
    titles = {item.touchpoint.id: item.touchpoint.title for item in found.touchpoints}

    def view(mark: Mark) -> MarkView:
        return MarkView(mark, labels[mark])

    return [
        VerdictChangeView(
            touchpoint_anchor(change.touchpoint), titles[change.touchpoint], view(change.before), view(change.after)
        )
        for change in (found.trend.verdict_changes if found.trend is not None else ())
    ]


def _notes(trend: TrendFindings, found: JourneyFindings, locale: Locale) -> list[Markup]:
    """What was not compared with the wave before, and why."""
    told = []
    reasons: dict[NotCompared, Callable[[int], str]] = {
        "scale": lambda n: locale.ngettext(
            "Not compared, because it was asked on another scale: %(names)s.",
            "Not compared, because they were asked on another scale: %(names)s.",
            n,
        ),
        "question": lambda n: locale.ngettext(
            "Not compared, because the question was worded otherwise: %(names)s.",
            "Not compared, because the questions were worded otherwise: %(names)s.",
            n,
        ),
        "instrument": lambda n: locale.ngettext(
            "Not compared, because it was measured with another instrument: %(names)s.",
            "Not compared, because they were measured with another instrument: %(names)s.",
            n,
        ),
        "unknown": lambda n: locale.ngettext(
            "Not compared, because the uncertainty of one of the figures is not known: %(names)s.",
            "Not compared, because the uncertainty of some of the figures is not known: %(names)s.",
            n,
        ),
    }
    for because, worded in reasons.items():
        names = _subjects([change for change in trend.changes if change.because == because], found, locale)
        if names:
            told.append(fill(worded(len(names)), names=Markup(locale.listed(names))))  # noqa: S704 - escaped by `some`
    if any(change.because == "derived" for change in trend.changes):
        text = locale.gettext(
            "The importance of two waves is not compared: it is derived from the answers, and a share depends on all"
            " the others."
        )
        told.append(fill(text))
    return told


def _subjects(changes: Sequence[Change], found: JourneyFindings, locale: Locale) -> list[str]:
    """What the changes are about: the whole by its name, touchpoints by theirs, once each."""
    names: dict[str, Any] = {"nps": "NPS", "overall": locale.gettext("Overall mark")}
    whole = [names[change.subject] for change in changes if change.touchpoint is None]
    ids = {change.touchpoint for change in changes}
    items = [item for item in found.touchpoints if item.touchpoint.id in ids]
    return [*whole, *(str(some([item], locale)) for item in items)]
