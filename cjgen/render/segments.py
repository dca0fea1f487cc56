"""Segments side by side with the total: experience and verdict of each, and where they disagree."""

from __future__ import annotations

from markupsafe import Markup

from cjgen.model.findings import (
    Figure,
    GroupTouchpoint,
    JourneyFindings,
    NpsFindings,
    SegmentsFindings,
    TouchpointFindings,
    WeighedMean,
)
from cjgen.render import words
from cjgen.render.locale import Locale
from cjgen.render.numbers import figure_text, interval_text, of_few
from cjgen.render.order import some
from cjgen.render.sentences import fill
from cjgen.render.survey_views import GroupCell, GroupHead, SegmentRow, SegmentsView
from cjgen.render.urls import touchpoint_anchor

_UNSURE = ("borderline", "guess")


def segments_views(found: JourneyFindings, locale: Locale) -> tuple[SegmentsView, ...]:
    """A view for each list of segments of which any may be shown, or of which it must be said that none is."""
    return tuple(
        _view(at, segments, found, locale)
        for at, segments in enumerate(found.segments, start=1)
        if segments.groups or segments.hidden
    )


def _view(at: int, segments: SegmentsFindings, found: JourneyFindings, locale: Locale) -> SegmentsView:
    groups = segments.groups
    values = [group.value for group in groups if group.value is not None]
    total = sum(values)
    return SegmentsView(
        anchor=f"segments-{at}",
        title=segments.title or segments.column,
        sentences=tuple(segments_sentences(segments, found, locale)),
        heads=(
            GroupHead(locale.gettext("All customers"), _customers(found.rows, locale)),
            *(
                GroupHead(
                    group.title,
                    _customers(group.n, locale),
                    locale.percent(group.value / total) if group.value is not None and total else None,
                )
                for group in groups
            ),
        ),
        weighed=bool(segments.weighed),
        rows=tuple(_rows(segments, found, locale)) if groups else (),
        notes=tuple(_notes(segments, found, locale)),
    )


def segments_sentences(segments: SegmentsFindings, found: JourneyFindings, locale: Locale) -> list[Markup]:
    """Where the segments disagree, where that may be chance, and how many are not shown."""
    told = []
    if len(segments.groups) > 1:
        differ = [item for item in found.touchpoints if item.touchpoint.id in segments.disagree]
        maybe = [item for item in found.touchpoints if item not in differ and _differs(item.touchpoint.id, segments)]
        if differ:
            text = locale.ngettext(
                "The customer groups disagree on %(n)s touchpoint: %(names)s.",
                "The customer groups disagree on %(n)s touchpoints: %(names)s.",
                len(differ),
            )
            told.append(fill(text, n=len(differ), names=some(differ, locale)))
        elif not maybe and _compared(segments):
            told.append(fill(locale.gettext("The customer groups lead to the same verdict everywhere.")))
        if maybe:
            text = (
                locale.ngettext(
                    "On %(n)s other their verdicts differ too, but too uncertainly to say that they disagree:"
                    " %(names)s.",
                    "On %(n)s others their verdicts differ too, but too uncertainly to say that they disagree:"
                    " %(names)s.",
                    len(maybe),
                )
                if differ
                else locale.ngettext(
                    "The verdicts of the customer groups differ on %(n)s touchpoint, but too uncertainly to say that"
                    " the groups disagree: %(names)s.",
                    "The verdicts of the customer groups differ on %(n)s touchpoints, but too uncertainly to say that"
                    " the groups disagree: %(names)s.",
                    len(maybe),
                )
            )
            told.append(fill(text, n=len(maybe), names=some(maybe, locale)))
    if segments.hidden:
        text = (
            locale.ngettext(
                "%(n)s customer group is not shown, because that would tell about single customers.",
                "%(n)s customer groups are not shown, because that would tell about single customers.",
                segments.hidden,
            )
            if segments.groups
            else locale.gettext("No customer group is shown, because that would tell about single customers.")
        )
        told.append(fill(text, n=segments.hidden))
    return told


def _compared(segments: SegmentsFindings) -> bool:
    """Whether there is a touchpoint of which two groups have a verdict."""
    verdicts = [(name, item.verdict) for group in segments.groups for name, item in group.touchpoints.items()]
    judged = [name for name, verdict in verdicts if verdict is not None]
    return len(set(judged)) < len(judged)


def _differs(touchpoint: str, segments: SegmentsFindings) -> bool:
    """Whether segments shown give this touchpoint different verdicts, certain or not."""
    items = [group.touchpoints[touchpoint] for group in segments.groups if touchpoint in group.touchpoints]
    return len({item.mark for item in items if item.verdict is not None}) > 1


def _notes(segments: SegmentsFindings, found: JourneyFindings, locale: Locale) -> list[Markup]:
    """What one must know to read the table."""
    told = []
    compared = [item for item in found.touchpoints if _experienced(item.touchpoint.id, segments)]
    undivided = [item for item in compared if _stated_once(item)]
    if undivided and len(undivided) == len(compared):
        text = locale.gettext(
            "How important the touchpoints are was not asked by customer group, so the groups have no verdicts of"
            " their own."
        )
        told.append(fill(text))
    elif undivided:
        text = locale.gettext(
            "How important it is was not asked by customer group at %(names)s, so the groups have no verdicts of their"
            " own there."
        )
        told.append(fill(text, names=some(undivided, locale)))
    if segments.weighed:
        told.append(
            fill(locale.gettext("By value: each customer group counts for as much as its customers are worth to us."))
        )
    borrowed = [str(group.title) for group in segments.groups if group.own_drivers is False]
    if borrowed:
        text = locale.ngettext(
            "In the group %(names)s too few customers answered all questions: its verdicts use the importance of all"
            " customers.",
            "In the groups %(names)s too few customers answered all questions: their verdicts use the importance of"
            " all customers.",
            len(borrowed),
        )
        told.append(fill(text, names=locale.listed(borrowed)))
    return told


def _experienced(touchpoint: str, segments: SegmentsFindings) -> bool:
    """Whether any segment shows what it experienced at this touchpoint."""
    items = [group.touchpoints[touchpoint] for group in segments.groups if touchpoint in group.touchpoints]
    return any(item.experience is not None for item in items)


def _stated_once(item: TouchpointFindings) -> bool:
    """Whether importance was typed, one figure for all customers, and so is not known by segment."""
    form = item.touchpoint.importance
    return form is not None and form.reads_answers is None


def _rows(segments: SegmentsFindings, found: JourneyFindings, locale: Locale) -> list[SegmentRow]:
    groups = segments.groups
    rows = []
    if any(group.nps is not None for group in groups):
        cells = [nps_cell(nps, locale) for nps in (found.nps, *(group.nps for group in groups))]
        rows.append(SegmentRow(None, None, "NPS", tuple(cells), None, differ=False))
    if any(group.overall is not None for group in groups):
        figures = (found.overall, *(group.overall for group in groups))
        cells = [_overall(figure, locale) for figure in figures]
        rows.append(SegmentRow(None, None, locale.gettext("Overall mark"), tuple(cells), None, differ=False))
    for number, item in enumerate(found.touchpoints, start=1):
        of_groups = [group.touchpoints.get(item.touchpoint.id) for group in groups]
        if all(each is None or (each.experience is None and not each.hidden) for each in of_groups):
            continue
        rows.append(
            SegmentRow(
                number=number,
                anchor=touchpoint_anchor(item.touchpoint.id),
                title=item.touchpoint.title,
                cells=(group_cell(item, locale), *(group_cell(each, locale) for each in of_groups)),
                weighed=_weighed(
                    segments.weighed.get(item.touchpoint.id),
                    of_few(each.experience for each in of_groups if each is not None),
                    locale,
                ),
                differ=item.touchpoint.id in segments.disagree,
            )
        )
    return rows


def group_cell(item: TouchpointFindings | GroupTouchpoint | None, locale: Locale) -> GroupCell:
    """The experience of a touchpoint in a group and its verdict, or why there is none."""
    if item is None:
        return GroupCell(None, note=locale.gettext("not asked"))
    if isinstance(item, GroupTouchpoint) and item.hidden:
        return GroupCell(None, note=locale.gettext("too few"))
    if item.experience is None:
        return GroupCell(None, note=locale.gettext("not asked"))
    return GroupCell(
        figure=figure_text(item.experience, locale),
        mark=item.mark,
        verdict=words.verdict_label(item, locale),
        unsure=words.certainty_label(item.certainty, locale) if item.certainty in _UNSURE else None,
    )


def nps_cell(nps: NpsFindings | None, locale: Locale) -> GroupCell:
    """An NPS with its interval, or why there is none."""
    if nps is None:
        return GroupCell(None, note=locale.gettext("not asked"))
    if not nps.enough:
        return GroupCell(None, note=locale.gettext("too few"))
    interval = locale.between(nps.low, nps.high, 0) if nps.low is not None and nps.high is not None else None
    return GroupCell(locale.signed(nps.score, 0).removeprefix("+"), interval)


def _overall(figure: Figure | None, locale: Locale) -> GroupCell:
    if figure is None:
        return GroupCell(None, note=locale.gettext("not asked"))
    return GroupCell(figure_text(figure, locale), interval_text(figure, locale))


def _weighed(mean: WeighedMean | None, few: bool, locale: Locale) -> str | None:
    return locale.number(mean.mean, 0 if few else 1) if mean is not None else None


def _customers(n: int | None, locale: Locale) -> str | None:
    return locale.number(n, 0) if n is not None else None
