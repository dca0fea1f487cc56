"""The focus of a journey to the views of its report: what was chosen, what falls off, and what would bring that in."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from typing import Literal

from markupsafe import Markup

from cjgen.model.findings import JourneyFindings, TouchpointFindings
from cjgen.model.focus import LIMIT, FocusArea, FocusFindings, LeftOut
from cjgen.model.open_actions import OpenActions
from cjgen.render import words
from cjgen.render.amounts import amounts, amounts_text
from cjgen.render.focus_views import AreaRow, AreasView, FocusView, ShortListRow, ShortListView
from cjgen.render.focus_words import because, bring_in_text, following, pool_sentences
from cjgen.render.locale import Locale
from cjgen.render.numbers import figure_text, is_share
from cjgen.render.open_actions import lifted, owners_text
from cjgen.render.sentences import fill
from cjgen.render.urls import touchpoint_anchor

SHORT_LIST = 3
"""How many touchpoints the first screen names at most."""
LONGEST = 8
"""How many areas that fall off a report names at most."""

Cell = str | Markup | None


def short_list(found: JourneyFindings, locale: Locale, currency: str) -> ShortListView | None:
    """The focus areas on the first screen, or what comes first where none was chosen.

    None for what would only repeat the first sentence.
    """
    items = found.chosen or tuple(item for item in found.ranked if item.verdict == "improve")
    if not items or items == (found.first,):
        return None
    if found.chosen:
        title = locale.gettext("Focus areas")
    elif found.focus is not None:
        title = locale.gettext("To improve, first things first; no focus areas")
    else:
        title = locale.gettext("To improve, first things first")
    n = len(found.chosen) - SHORT_LIST
    text = locale.ngettext("%(n)s more focus area", "%(n)s more focus areas", n)
    return ShortListView(
        title=title,
        rows=tuple(
            ShortListRow(touchpoint_anchor(item.touchpoint.id), item.touchpoint.title, _facts(item, locale, currency))
            for item in items[:SHORT_LIST]
        ),
        more=fill(text, n=n) if n > 0 else None,
    )


def _facts(item: TouchpointFindings, locale: Locale, currency: str) -> tuple[str | Markup, ...]:
    """Who, hours and money or else the figures, and how sure."""
    opened = OpenActions.of(item.touchpoint)
    takes = amounts(opened.hours, opened.cost, locale, currency)
    facts = [
        words.verdict_label(item, locale) if item.touchpoint.vision == "no" and item.verdict == "add" else None,
        owners_text(opened, locale) if opened.owners else None,
        *takes,
        None if takes else _figures(item, locale),
        words.certainty_label(item.certainty, locale) if item.certainty else None,
    ]
    return tuple(fact for fact in facts if fact)


def _figures(item: TouchpointFindings, locale: Locale) -> Markup | None:
    importance, experience = item.importance, item.experience
    if importance is None:
        return None
    if experience is None or item.verdict == "add":
        text = locale.gettext("importance %(importance)s")
    elif is_share(importance):
        text = locale.gettext("experience %(experience)s")
    else:
        text = locale.gettext("importance %(importance)s, experience %(experience)s")
    return fill(
        text,
        importance=figure_text(importance, locale),
        experience=figure_text(experience, locale) if experience is not None else "",
    )


def focus_view(found: JourneyFindings, locale: Locale, currency: str) -> FocusView | None:
    """The focus of a journey; None where the first screen says all that there is to say of it."""
    focus = found.focus
    if focus is None or not (focus.chosen or focus.left_out) or not _tells(found, focus):
        return None
    known = {item.touchpoint.id: item for item in found.touchpoints}
    chosen = [(area, found, known[area.touchpoint]) for area in focus.chosen]
    left = [(out, found, known[out.area.touchpoint]) for out in focus.left_out]
    more = len(left) - LONGEST
    text = locale.ngettext("%(n)s more touchpoint falls off.", "%(n)s more touchpoints fall off.", more)
    return FocusView(
        sentences=(*pool_sentences(focus, locale, currency), *_none_chosen(focus, locale)),
        chosen=chosen_table(chosen, locale, currency),
        left_out=left_table(left[:LONGEST], focus, locale, currency, fill(text, n=more) if more > 0 else None),
        following=following(focus, {found.journey.id: found}, locale, currency),
    )


def _tells(found: JourneyFindings, focus: FocusFindings) -> bool:
    """Whether there is more to it than that some come before others."""
    limited = focus.hours is not None or focus.budget is not None
    areas = [*focus.chosen, *(out.area for out in focus.left_out)]
    competing = {area.touchpoint for area in areas}
    return (
        limited
        or focus.own
        or focus.limit != LIMIT
        or any(area.effects for area in areas)
        or any(
            item.touchpoint.vision is not None or opened.known or opened.lift
            for item in found.touchpoints
            for opened in [OpenActions.of(item.touchpoint)]
            if item.touchpoint.id in competing
        )
    )


def _none_chosen(focus: FocusFindings, locale: Locale) -> list[Markup]:
    if focus.chosen:
        return []
    return [fill(locale.gettext("No touchpoint of this journey is among them."))]


_Area = tuple[FocusArea, JourneyFindings, TouchpointFindings]
_Left = tuple[LeftOut, JourneyFindings, TouchpointFindings]


def chosen_table(chosen: Sequence[_Area], locale: Locale, currency: str) -> AreasView | None:
    """The areas that were chosen, with a column for each thing that is known of any of them; None without areas."""
    if not chosen:
        return None
    rows = [
        AreaRow(_here(item), item.touchpoint.title, tuple(chosen_cells(area, found, item, locale, currency).values()))
        for area, found, item in chosen
    ]
    return table(tuple(chosen_columns(locale).values()), rows)


def table(columns: Sequence[str], rows: Sequence[AreaRow], more: Markup | None = None) -> AreasView:
    """The rows with those of their columns that say anything."""
    kept = [place for place in range(len(columns)) if any(row.cells[place] for row in rows)]
    return AreasView(
        columns=tuple(columns[place] for place in kept),
        rows=tuple(replace(row, cells=tuple(row.cells[place] for place in kept)) for row in rows),
        more=more,
    )


def _here(item: TouchpointFindings) -> str:
    return f"#{touchpoint_anchor(item.touchpoint.id)}"


Column = Literal["value", "owner", "hours", "money", "expected", "effects", "vision"]
"""What may be told of a chosen area."""


def chosen_columns(locale: Locale) -> dict[Column, str]:
    """The titles of all columns that areas may have."""
    return {
        "value": locale.gettext("Value"),
        "owner": locale.gettext("Owner"),
        "hours": locale.gettext("Hours"),
        "money": locale.gettext("Money"),
        "expected": locale.gettext("Expected experience"),
        "effects": locale.gettext("Good for"),
        "vision": locale.gettext("In line with the vision"),
    }


def chosen_cells(
    area: FocusArea, found: JourneyFindings, item: TouchpointFindings, locale: Locale, currency: str
) -> dict[Column, Cell]:
    """What stands in each of these columns."""
    opened, ends = OpenActions.of(item.touchpoint), lifted(item, found, locale)
    by = locale.signed_as_typed(opened.lift) if opened.lift and item.verdict != "add" else None
    return {
        "value": locale.number(area.value, 2),
        "owner": owners_text(opened, locale) if opened.owners else None,
        "hours": locale.as_typed(opened.hours, 1) if opened.hours is not None else None,
        "money": locale.money(opened.cost, currency) if opened.cost is not None else None,
        "expected": fill(locale.gettext("from %(before)s to %(after)s"), before=ends[0], after=ends[1]) if ends else by,
        "effects": words.effects_label(area.effects, locale),
        "vision": words.in_line_label(item.touchpoint.vision, locale) if item.touchpoint.vision is not None else None,
    }


def left_table(
    left: Sequence[_Left], focus: FocusFindings, locale: Locale, currency: str, more: Markup | None
) -> AreasView | None:
    """The areas that fall off, because of what, and what would bring them in; None where nothing does."""
    if not left:
        return None
    rows = [
        AreaRow(_here(item), item.touchpoint.title, left_cells(out, item, focus, locale, currency))
        for out, _, item in left
    ]
    return table(left_columns(locale), rows, more)


def left_columns(locale: Locale) -> tuple[str, ...]:
    """The titles of the columns of what falls off."""
    return (
        locale.gettext("Value"),
        locale.gettext("Takes"),
        locale.gettext("Falls off because of"),
        locale.gettext("Would come in with"),
    )


def left_cells(
    out: LeftOut, item: TouchpointFindings, focus: FocusFindings, locale: Locale, currency: str
) -> tuple[Cell, ...]:
    """What stands in each of these columns."""
    opened = OpenActions.of(item.touchpoint)
    # what all that is lacking is worth cannot be held against what actions should bring
    comparable = opened.lift is not None or not focus.by_lift
    return (
        locale.number(out.area.value, 2) if comparable else None,
        amounts_text(opened.hours, opened.cost, locale, currency) or None,
        because(out, opened, focus, locale),
        bring_in_text(out.bring_in, focus, locale, currency) if out.bring_in is not None else None,
    )
