"""Focus and costs of failure over all journeys, to the views of the portfolio."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from math import fsum

from markupsafe import Markup

from cjgen.model.findings import Figure, JourneyFindings, TouchpointFindings
from cjgen.model.focus import FocusArea, FocusFindings, LeftOut
from cjgen.model.page import report_path
from cjgen.model.portfolio import PortfolioFindings
from cjgen.model.scale import Range
from cjgen.model.summary import JourneySummary
from cjgen.render import words, yardsticks
from cjgen.render.amounts import minutes_text, rounded_down, time_text
from cjgen.render.focus import (
    Cell,
    Column,
    chosen_cells,
    chosen_columns,
    left_cells,
    left_columns,
    table,
)
from cjgen.render.focus_views import AreaRow, AreasView, FailuresView, FocusView
from cjgen.render.focus_words import following, pool_sentences
from cjgen.render.language import spoken_title
from cjgen.render.locale import Locale
from cjgen.render.numbers import figure_text, is_share
from cjgen.render.plan_focus import left_out
from cjgen.render.sentences import fill, listed
from cjgen.render.urls import touchpoint_anchor

LONGEST = 5
"""How many rows a list over all journeys has at most, but for the chosen areas."""
SHOWN: tuple[Column, ...] = ("owner", "hours", "money", "effects", "vision")
"""The columns of the chosen areas that the portfolio shows: not their value and what should come of them."""


def focus_across(
    journeys: Sequence[JourneyFindings],
    short: Sequence[JourneySummary],
    whole: PortfolioFindings,
    languages: Mapping[str, str],
    locale: Locale,
    currency: str,
) -> FocusView:
    """What is worked on over all journeys, and what falls off, last of journeys with a focus of their own.

    `short` are all journeys, `journeys` at least those that `shown_across` names.
    """
    places = _Places(journeys, languages)
    chosen = [
        (area, *places.of(area.journey, area.touchpoint))
        for area in whole.focus.begun_with([each.id for each in short])
    ]
    left = left_out(whole.focus.solved)
    more = len(left) - LONGEST
    text = locale.ngettext(
        "%(n)s more touchpoint falls off: see its report.", "%(n)s more touchpoints fall off: see the reports.", more
    )
    listed, scales = _chosen(chosen, places, locale, currency)
    rows = [_left_row(out, focus, places, locale, currency) for focus, out in left[:LONGEST]]
    return FocusView(
        sentences=(*focus_sentences(short, whole, locale, currency), *scales),
        chosen=listed,
        left_out=table(left_columns(locale), rows, fill(text, n=locale.number(more, 0)) if more > 0 else None)
        if rows
        else None,
        following=following(whole.focus.shared, places.journeys, locale, currency),
    )


def shown_across(whole: PortfolioFindings) -> set[str]:
    """The ids of the journeys that the lists over all journeys name, and of what comes in first."""
    focus = whole.focus
    areas = [area for solved in focus.solved for area in solved.chosen]
    areas += [out.area for _, out in left_out(focus.solved)[:LONGEST]]
    areas += [focus.shared.next_in.area] if focus.shared.next_in is not None else []
    basics, failures = whole.weak_basics[:LONGEST], whole.failures[:LONGEST]
    return {*(each.journey for each in areas), *(each.journey for each in basics), *(each.journey for each in failures)}


def focus_sentences(
    short: Sequence[JourneySummary], whole: PortfolioFindings, locale: Locale, currency: str
) -> list[Markup]:
    """Out of what the areas of all journeys were chosen, or why there are none."""
    pool = whole.focus
    solved = [pool.shared, *pool.own.values()]
    if not any(focus.chosen or focus.left_out for focus in solved):
        judged = any(each.judged for each in short)
        text = (
            locale.gettext("In these journeys nothing needs to be improved or added.")
            if judged
            else locale.gettext("In none of these journeys is there a verdict yet: too little is known.")
        )
        return [fill(text)]
    shared = pool.shared.chosen or pool.shared.left_out or not pool.own
    told = pool_sentences(pool.shared, locale, currency) if shared else []
    if not any(focus.chosen for focus in solved):
        told.append(
            fill(locale.gettext("Nothing was chosen: what there is to do does not fit, or is still to be costed."))
        )
    if pool.own:
        text = locale.ngettext(
            "%(names)s has a focus of its own, taken out of that of all journeys.",
            "%(names)s have a focus of their own, taken out of that of all journeys.",
            len(pool.own),
        )
        titles = [spoken_title(each, locale.language) for each in short if each.id in pool.own]
        told.append(fill(text, names=listed(titles, locale)))
    return told


class _Places:
    """Where each touchpoint is spoken of, by journey and touchpoint id."""

    def __init__(self, journeys: Sequence[JourneyFindings], languages: Mapping[str, str]) -> None:
        self.journeys = {found.journey.id: found for found in journeys}
        self.languages = languages
        self._items = {
            (found.journey.id, item.touchpoint.id): (found, item) for found in journeys for item in found.touchpoints
        }

    def of(self, journey: str, touchpoint: str) -> tuple[JourneyFindings, TouchpointFindings]:
        """The findings of both, by their ids."""
        return self._items[journey, touchpoint]

    def row(self, found: JourneyFindings, item: TouchpointFindings, cells: Sequence[Cell], locale: Locale) -> AreaRow:
        """The row of a touchpoint with these cells."""
        return AreaRow(
            href=f"{report_path(found.journey.id)}#{touchpoint_anchor(item.touchpoint.id)}",
            title=item.touchpoint.title,
            cells=tuple(cells),
            journey=found.journey.title,
            language=self.languages[found.journey.id],
            basic=item.touchpoint.kind == "basic",
            mark=item.mark,
            verdict=words.verdict_label(item, locale),
            certainty=item.certainty,
            certainty_label=words.certainty_label(item.certainty, locale) if item.certainty else None,
            probability=locale.probability(item.probability) if item.probability is not None else None,
        )


_Chosen = Sequence[tuple[FocusArea, JourneyFindings, TouchpointFindings]]


def _chosen(
    chosen: _Chosen, places: _Places, locale: Locale, currency: str
) -> tuple[AreasView | None, tuple[Markup, ...]]:
    """The chosen areas with what they take, or with their figures where that is not known; and the scale of these."""
    if not chosen:
        return None, ()
    cells = [chosen_cells(area, found, item, locale, currency) for area, found, item in chosen]
    costed = any(row["hours"] or row["money"] for row in cells)
    differ = len({str(found.journey.axes) for _, found, _ in chosen}) > 1
    figures: list[tuple[Cell, Cell]] = [
        (None, None) if costed else _figures(found, item, locale, differ=differ) for _, found, item in chosen
    ]
    columns = chosen_columns(locale)
    shown = [columns[name] for name in SHOWN]
    rows = [
        places.row(found, item, (*both, *(row[name] for name in SHOWN)), locale)
        for (_, found, item), both, row in zip(chosen, figures, cells, strict=True)
    ]
    listed = table((locale.gettext("Importance"), locale.gettext("Experience"), *shown), rows)
    return listed, () if costed or differ else (yardsticks.scales(chosen[0][1], locale),)


def _figures(
    found: JourneyFindings, item: TouchpointFindings, locale: Locale, *, differ: bool
) -> tuple[str | Markup, str | Markup]:
    """Importance and experience, with their scales where journeys differ in these."""
    scale, experience = found.journey.scale, item.experience
    return (
        _figure(item.importance, scale.importance if differ and not is_share(item.importance) else None, locale),
        _figure(experience, scale.experience if differ else None, locale)
        if experience is not None and item.verdict != "add"
        else locale.gettext("does not exist yet"),
    )


def _figure(figure: Figure | None, scale: Range | None, locale: Locale) -> str | Markup:
    shown = figure_text(figure, locale) if figure is not None else ""
    if scale is None:
        return shown
    text = locale.gettext("%(figure)s (scale %(low)s to %(high)s)")
    return fill(text, figure=shown, low=locale.as_typed(scale.min), high=locale.as_typed(scale.max))


def _left_row(out: LeftOut, focus: FocusFindings, places: _Places, locale: Locale, currency: str) -> AreaRow:
    found, item = places.of(out.area.journey, out.area.touchpoint)
    value, *others = left_cells(out, item, focus, locale, currency)
    # a focus of its own may go by another value, which is then not to be held against that of the others
    return places.row(found, item, (None if focus.own else value, *others), locale)


def failures_across(
    journeys: Sequence[JourneyFindings],
    short: Sequence[JourneySummary],
    whole: PortfolioFindings,
    languages: Mapping[str, str],
    locale: Locale,
    currency: str,
) -> FailuresView | None:
    """The largest costs of failure over all journeys; None where none is known in money a year.

    `short` are all journeys, `journeys` at least those that `shown_across` names.
    """
    if not whole.failures:
        return None
    places = _Places(journeys, languages)
    rows = []
    for costly in whole.failures[:LONGEST]:
        found, item = places.of(costly.journey, costly.touchpoint)
        failure, declared = item.failure, item.touchpoint.failure
        if failure is None or declared is None:
            raise ValueError("a cost of failure without failure")
        cost = locale.money(costly.cost_per_year, currency)
        cells = (
            declared.title,
            locale.number(failure.per_year or 0, 0),
            locale.gettext("at least %(cost)s") % {"cost": cost} if failure.unpriced else cost,
            minutes_text(failure.customer_minutes, locale) if failure.customer_minutes else None,
        )
        rows.append(places.row(found, item, cells, locale))
    columns = (
        locale.gettext("What goes wrong"),
        locale.gettext("Times a year"),
        locale.gettext("Costs a year"),
        locale.gettext("The customer’s time, each time"),
    )
    more = len(whole.failures) - LONGEST
    text = locale.ngettext(
        "%(n)s more touchpoint costs less than these.", "%(n)s more touchpoints cost less than these.", more
    )
    return FailuresView(
        sentences=tuple(failure_sentences(short, locale, currency)),
        costs=table(columns, rows, fill(text, n=locale.number(more, 0)) if more > 0 else None),
    )


def failure_sentences(short: Iterable[JourneySummary], locale: Locale, currency: str) -> list[Markup]:
    """What all failure costs in a year, in money and in time of customers."""
    totals = [each.failure_cost for each in short if each.failure_cost is not None]
    known = [each.per_year for each in totals if each.per_year is not None]
    if not known:
        return []
    customers = fsum(each.customer_minutes for each in totals)
    cost, exact = rounded_down(fsum(known))
    sure = "least" if any(each.left_out for each in totals) else "exact" if exact else "over"
    texts = {
        ("exact", False): locale.gettext("All that goes wrong costs %(cost)s a year."),
        ("exact", True): locale.gettext("All that goes wrong costs %(cost)s a year, and customers %(time)s."),
        ("over", False): locale.gettext("All that goes wrong costs over %(cost)s a year."),
        ("over", True): locale.gettext("All that goes wrong costs over %(cost)s a year, and customers %(time)s."),
        ("least", False): locale.gettext("All that goes wrong costs at least %(cost)s a year."),
        ("least", True): locale.gettext("All that goes wrong costs at least %(cost)s a year, and customers %(time)s."),
    }
    return [fill(texts[sure, customers > 0], cost=locale.money(cost, currency), time=time_text(customers, locale))]
