"""The focus of a journey to the views of its report: what was chosen, what falls off, and what would bring that in."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from typing import Literal

from markupsafe import Markup

from cjgen.model.findings import JourneyFindings, TouchpointFindings
from cjgen.model.focus import LIMIT, Because, BringIn, FocusArea, FocusFindings, LeftOut
from cjgen.model.open_actions import OpenActions
from cjgen.render import words
from cjgen.render.amounts import amounts, amounts_text, hours_text
from cjgen.render.focus_views import AreaRow, AreasView, FocusView, ShortListRow, ShortListView
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


def pool_sentences(focus: FocusFindings, locale: Locale, currency: str) -> list[Markup]:
    """Out of what the areas were chosen, what they take together of what there is, and by which value."""
    if focus.own:
        text = locale.ngettext(
            "This journey has a focus of its own: at most %(n)s area.",
            "This journey has a focus of its own: at most %(n)s areas.",
            focus.limit,
        )
    elif focus.alone:
        text = locale.ngettext(
            "There is at most %(n)s focus area.", "There are at most %(n)s focus areas.", focus.limit
        )
    elif not focus.limit:
        text = locale.gettext("Journeys with a focus of their own take all focus areas: none is left for the others.")
    elif focus.beside:
        text = locale.ngettext(
            "The journeys without a focus of their own have at most %(n)s focus area together.",
            "The journeys without a focus of their own have at most %(n)s focus areas together.",
            focus.limit,
        )
    else:
        text = locale.ngettext(
            "The focus areas are chosen from all journeys together: at most %(n)s.",
            "The focus areas are chosen from all journeys together: at most %(n)s of them.",
            focus.limit,
        )
    told = [fill(text, n=focus.limit)]
    there = amounts_text(focus.hours, focus.budget, locale, currency)
    if there:
        used = amounts_text(
            focus.used_hours if focus.hours is not None else None,
            focus.used_budget if focus.budget is not None else None,
            locale,
            currency,
        )
        text = locale.gettext("There is room for %(there)s, of which the chosen areas together take %(used)s.")
        told.append(fill(text, there=there, used=used))
    areas = [*focus.chosen, *(out.area for out in focus.left_out)]
    if areas:
        told.append(_by_value(focus, locale, basics=any(area.failing_basic for area in areas)))
    return told


def _by_value(focus: FocusFindings, locale: Locale, *, basics: bool) -> Markup:
    texts = {
        (True, True): locale.gettext(
            "Basics that fail come first; for the rest the value counts: importance times what the actions should"
            " bring."
        ),
        (True, False): locale.gettext(
            "Basics that fail come first; for the rest the value counts: importance times what is lacking in"
            " experience."
        ),
        (False, True): locale.gettext("The value counts: importance times what the actions should bring."),
        (False, False): locale.gettext("The value counts: importance times what is lacking in experience."),
    }
    return fill(texts[basics, focus.by_lift])


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


def because(out: LeftOut, opened: OpenActions, focus: FocusFindings, locale: Locale) -> str | None:
    """Because of what an area falls off; None where what there is to spend is not shown.

    Where it takes several things to bring it in, all of these are lacking.
    """
    limited = focus.hours is not None or focus.budget is not None
    if out.because in ("hours", "budget") and not limited:
        return None
    more = out.bring_in or BringIn(0, 0.0, 0.0)
    wanted: tuple[tuple[Because, bool], ...] = (
        ("limit", more.limit > 0),
        ("hours", more.hours > 0),
        ("budget", more.budget > 0),
    )
    kinds = [kind for kind, lacking in wanted if lacking and limited]
    texts: dict[Because, str] = {
        "limit": locale.gettext("the number of areas"),
        "hours": locale.gettext("too few hours"),
        "budget": locale.gettext("too little money"),
        "no_action": locale.gettext("not fully costed yet") if opened.known else locale.gettext("still to be costed"),
    }
    if out.because in kinds and len(kinds) > 1:
        return locale.listed([texts[kind] for kind in kinds])
    return texts[out.because] if out.because is not None else None


def bring_in_text(more: BringIn, focus: FocusFindings, locale: Locale, currency: str) -> Markup | None:
    """What there must be more of for an area to come in; None where that is not shown."""
    hours = more.hours > 0 and focus.hours is not None
    money = more.budget > 0 and focus.budget is not None
    if (more.hours > 0) != hours or (more.budget > 0) != money or not (more.limit or hours or money):
        return None
    n = more.limit
    texts = {
        (False, True, False): locale.gettext("%(hours)s more"),
        (False, False, True): locale.gettext("%(cost)s more"),
        (False, True, True): locale.gettext("%(hours)s and %(cost)s more"),
    }
    if n:
        texts = {
            (True, False, False): locale.ngettext("one more focus area", "%(n)s more focus areas", n),
            (True, True, False): locale.ngettext(
                "one more focus area and %(hours)s more", "%(n)s more focus areas and %(hours)s more", n
            ),
            (True, False, True): locale.ngettext(
                "one more focus area and %(cost)s more", "%(n)s more focus areas and %(cost)s more", n
            ),
            (True, True, True): locale.ngettext(
                "one more focus area, %(hours)s and %(cost)s more",
                "%(n)s more focus areas, %(hours)s and %(cost)s more",
                n,
            ),
        }
    return fill(
        texts[bool(n), hours, money],
        n=n,
        hours=hours_text(more.hours, locale) if hours else "",
        cost=locale.money(more.budget, currency) if money else "",
    )


def following(
    focus: FocusFindings, journeys: dict[str, JourneyFindings], locale: Locale, currency: str
) -> Markup | None:
    """What comes in first with a little more, and with what; None where nothing does or that is not shown."""
    out = focus.next_in
    if out is None or out.bring_in is None:
        return None
    more = bring_in_text(out.bring_in, focus, locale, currency)
    if more is None:
        return None
    items = {item.touchpoint.id: item for item in journeys[out.area.journey].touchpoints}
    text = locale.gettext("First to come in: %(title)s, with %(more)s.")
    return fill(text, title=items[out.area.touchpoint].touchpoint.title, more=more)
