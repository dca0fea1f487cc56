"""Our own view beside that of customers, as the report shows it: tables for each axis."""

from __future__ import annotations

from collections.abc import Sequence

from cjgen.model.findings import JourneyFindings, TouchpointFindings
from cjgen.model.own import OwnAgreement, OwnAxis, OwnEstimate
from cjgen.model.score import TOLERANCE
from cjgen.render.beside_views import AgreementRow, OwnAxisView, OwnRow, OwnView
from cjgen.render.locale import Locale
from cjgen.render.numbers import figure_text, gap_text, interval_text, is_share, of_few
from cjgen.render.own_words import (
    apart_although_alike,
    customers_of,
    estimated,
    order_word,
    own_notes,
    own_of,
    own_sentences,
    reads_alike,
    tau_of,
    view_word,
    why_not,
)
from cjgen.render.urls import touchpoint_anchor

_Compared = tuple[int, TouchpointFindings, OwnEstimate]
SHOWN: tuple[OwnAxis, ...] = ("experience", "importance")


def own_view(found: JourneyFindings, locale: Locale) -> OwnView | None:
    """What the report says of our own estimates; None without any."""
    axes = tuple(_axis(axis, found, locale) for axis in SHOWN if estimated(found, axis))
    return OwnView(axes) if axes else None


def compared(found: JourneyFindings, axis: OwnAxis) -> list[_Compared]:
    """The touchpoints where both figures are known, by number, that which we put most too high first.

    Where importance is derived only the order is compared, and they stand in that of the journey.
    """
    rows = []
    for number, item in enumerate(found.touchpoints, start=1):
        own = own_of(item, axis)
        if own is not None and why_not(customers_of(item, axis)) not in ("absent", "estimated"):
            rows.append((number, item, own))
    return sorted(rows, key=lambda row: -(row[2].gap or 0.0))


def _axis(axis: OwnAxis, found: JourneyFindings, locale: Locale) -> OwnAxisView:
    titles = {"experience": locale.gettext("Experience"), "importance": locale.gettext("Importance")}
    rows = compared(found, axis)
    return OwnAxisView(
        importance=axis == "importance",
        title=titles[axis],
        sentences=tuple(own_sentences(found, axis, locale)),
        rows=tuple(_row(number, item, own, axis, locale) for number, item, own in rows),
        agreement=tuple(_agreement(each, rows, axis, locale) for each in found.own if each.axis == axis),
        above=_above(axis, locale),
        below=_below(axis, locale),
        notes=tuple(own_notes(found, axis, locale)),
    )


def _above(axis: OwnAxis, locale: Locale) -> str:
    return locale.gettext("Blind spots") if axis == "experience" else locale.gettext("Overrated")


def _below(axis: OwnAxis, locale: Locale) -> str:
    return locale.gettext("Undersold") if axis == "experience" else locale.gettext("Underrated")


def _row(number: int, item: TouchpointFindings, own: OwnEstimate, axis: OwnAxis, locale: Locale) -> OwnRow:
    customers = customers_of(item, axis)
    if customers is None:
        raise ValueError("a touchpoint without a figure of customers is not compared")
    single = sum(each.axis == axis for each in item.own) == 2  # their mean, and the only one
    return OwnRow(
        number=number,
        anchor=touchpoint_anchor(item.touchpoint.id),
        title=item.touchpoint.title,
        customers=figure_text(customers, locale),
        interval=interval_text(customers, locale),
        own=locale.as_typed(own.value, 2 if single else 1),
        difference=None if is_share(customers) else gap_text(own.gap, locale, customers),
        word=_word(item, own, axis, locale),
    )


def _word(item: TouchpointFindings, own: OwnEstimate, axis: OwnAxis, locale: Locale) -> str | None:
    """On which side our estimate lies; at length where the two figures read alike, as those of few customers may."""
    if own.view is not None and reads_alike(own.value, customers_of(item, axis), locale):
        return apart_although_alike(own.view, axis, locale)
    return view_word(own.view, axis, locale)


def _agreement(agreement: OwnAgreement, rows: Sequence[_Compared], axis: OwnAxis, locale: Locale) -> AgreementRow:
    few, tau = of_few([customers_of(item, axis) for _, item, _ in rows]), tau_of(agreement)
    digits = 0 if few else 1

    def numbers(ids: tuple[str, ...]) -> str | None:
        known = sorted(number for number, item, _ in rows if item.touchpoint.id in ids)
        return locale.listed([locale.number(number, 0) for number in known]) if known else None

    return AgreementRow(
        by=agreement.by,
        n=locale.number(agreement.n, 0),
        bias=locale.signed(agreement.bias, digits) if agreement.bias is not None else None,
        error=_off(agreement.error, digits, locale) if agreement.error is not None else None,
        tau=locale.number(tau, 2) if tau is not None and not few else None,
        order=order_word(tau, locale) if tau is not None else None,
        above=numbers(agreement.blind_spots),
        below=numbers(agreement.undersold),
    )


def _off(error: float, digits: int, locale: Locale) -> str:
    """How far we are off, never as nothing where we are."""
    unit = 10.0**-digits
    if TOLERANCE < error < unit / 2:
        return locale.gettext("less than %(bound)s") % {"bound": locale.number(unit, digits)}
    return locale.number(error, digits)
