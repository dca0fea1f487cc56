"""Waves side by side: what moved since the one before, whether that holds, and what cannot be compared."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Any

from markupsafe import Markup

from cjgen.model.findings import (
    Change,
    Figure,
    GroupFindings,
    JourneyFindings,
    Mark,
    NotCompared,
    TouchpointFindings,
    TrendFindings,
)
from cjgen.render import words
from cjgen.render.changes import (
    Z,
    change_digits,
    difference_text,
    direction,
    margin_text,
    tested,
    trend_sentences,
    wave_name,
)
from cjgen.render.locale import Locale
from cjgen.render.numbers import figure_text, mean_digits
from cjgen.render.order import some
from cjgen.render.segments import nps_cell
from cjgen.render.sentences import fill
from cjgen.render.survey_views import GroupCell, GroupHead, MarkView, TrendRow, TrendView, VerdictChangeView
from cjgen.render.urls import touchpoint_anchor

MOST_WAVES = 4
"""How many waves the table has, unless what moved began earlier."""


def trend_view(found: JourneyFindings, locale: Locale) -> TrendView | None:
    """What the report says of the waves; None where there is only one."""
    trend = found.trend
    if trend is None or len(trend.waves) < 2:
        return None
    return TrendView(
        sentences=tuple(trend_sentences(found, locale)),
        heads=tuple(
            GroupHead(wave_name(wave, locale), locale.number(wave.n, 0) if wave.n is not None else None)
            for wave in waves_shown(trend)
        ),
        rows=tuple(_rows(trend, found, locale)),
        changes=tuple(verdict_changes(found, locale)),
        uncertain=uncertain_changes(found, locale),
        anew=_anew(found, locale),
        notes=tuple(_notes(trend, found, locale)),
    )


# the table


def waves_shown(trend: TrendFindings) -> list[GroupFindings]:
    """The last waves, and earlier ones from which something moved to the last."""
    begins = {change.since for change in trend.changes}
    earlier = [wave for wave in trend.waves[:-MOST_WAVES] if wave.id in begins]
    return [*earlier, *trend.waves[-MOST_WAVES:]]


def _rows(trend: TrendFindings, found: JourneyFindings, locale: Locale) -> list[TrendRow]:
    changes = {(change.subject, change.touchpoint): change for change in trend.changes}
    fine = change_digits(tested(trend, "experience"))
    rows = []
    waves = waves_shown(trend)
    if any(wave.nps is not None for wave in waves):
        cells = [nps_cell(wave.nps, locale) for wave in waves]
        change = changes.get(("nps", None))
        digits = change_digits([change]) if change is not None else 0
        rows.append(_row(None, "NPS", cells, change, digits, locale))
    if any(wave.overall is not None for wave in waves):
        change = changes.get(("overall", None))
        digits = change_digits([change] if change is not None else [])
        cells = [_cell(wave.overall, digits, locale) for wave in waves]
        rows.append(_row(None, locale.gettext("Overall mark"), cells, change, digits, locale))
    for number, item in enumerate(found.touchpoints, start=1):
        id = item.touchpoint.id
        shown = [wave.touchpoints.get(id) for wave in waves]
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
    texts = {
        "up": locale.gettext("clearly up"),
        "down": locale.gettext("clearly down"),
        "chance": locale.gettext("may be chance"),
    }
    return texts[direction(change)]


def _cell(figure: Figure | None, digits: int, locale: Locale) -> GroupCell:
    """A mean, with as many decimals as the differences beside it; fewer where few customers answered."""
    if figure is None:
        return GroupCell(None, note=locale.gettext("not asked"))
    if (mean_digits(figure.score.n) or 0) < 1:
        return GroupCell(figure_text(figure, locale))
    return GroupCell(locale.number(figure.score.mean, digits))


# verdicts, and what was not compared


def verdict_changes(found: JourneyFindings, locale: Locale) -> list[VerdictChangeView]:
    """Which verdicts are others than in the wave before, both certain enough to say so."""
    labels = words.mark_labels(locale)
    titles = {item.touchpoint.id: item.touchpoint.title for item in found.touchpoints}

    def view(mark: Mark) -> MarkView:
        return MarkView(mark, labels[mark])

    return [
        VerdictChangeView(
            touchpoint_anchor(change.touchpoint), titles[change.touchpoint], view(change.before), view(change.after)
        )
        for change in (found.trend.verdict_changes if found.trend is not None else ())
        if change.certain
    ]


def uncertain_changes(found: JourneyFindings, locale: Locale) -> Markup | None:
    """Which verdicts are others than in the wave before and may be so by chance, in one sentence; None where none."""
    changes = found.trend.verdict_changes if found.trend is not None else ()
    ids = {change.touchpoint for change in changes if not change.certain}
    items = [item for item in found.touchpoints if item.touchpoint.id in ids]
    if not items:
        return None
    text = (
        locale.ngettext(
            "%(n)s other changed too, but its verdicts are too uncertain to say that anything moved: %(names)s.",
            "%(n)s others changed too, but their verdicts are too uncertain to say that anything moved: %(names)s.",
            len(items),
        )
        if len(items) < len(changes)
        else locale.ngettext(
            "%(n)s verdict changed, but too uncertainly to say that anything moved: %(names)s.",
            "%(n)s verdicts changed, but too uncertainly to say that anything moved: %(names)s.",
            len(items),
        )
    )
    return fill(text, n=locale.number(len(items), 0), names=some(items, locale))


def _anew(found: JourneyFindings, locale: Locale) -> Markup | None:
    """That a share depends on the wave, where verdicts changed and rest on shares of their own wave."""
    trend = found.trend
    if trend is None or not trend.verdict_changes or not found.journey.derives_importance:
        return None
    if trend.waves[-2].own_drivers is False:
        return None
    text = locale.gettext(
        "Importance is derived anew in each wave, from all touchpoints at once: a verdict may change although nothing"
        " moved at the touchpoint itself."
    )
    return fill(text)


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
    if len(waves_shown(trend)) < len(trend.waves):
        text = locale.gettext("The table shows %(n)s of %(all)s waves; the data file has all of them.")
        told.append(fill(text, n=len(waves_shown(trend)), all=len(trend.waves)))
    seeming = [change for change in trend.changes if change.holds is False and change.touchpoint is not None]
    if any(abs(change.difference or 0.0) > Z * (change.se or 0.0) for change in seeming):
        text = locale.gettext(
            "A difference may exceed its uncertainty and still be chance: among so many touchpoints some always do."
        )
        told.append(fill(text))
    borrowed = [str(wave.title) for wave in trend.waves if wave.own_drivers is False]
    if borrowed:
        text = locale.ngettext(
            "In the wave %(names)s too few customers answered all questions: its verdicts use the importance of the"
            " last wave.",
            "In the waves %(names)s too few customers answered all questions: their verdicts use the importance of the"
            " last wave.",
            len(borrowed),
        )
        told.append(fill(text, names=locale.listed(borrowed)))
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
