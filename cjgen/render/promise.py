"""The promise of a journey: where it is felt, where it matters, and where the two part."""

from __future__ import annotations

from markupsafe import Markup

from cjgen.model.findings import JourneyFindings, TouchpointFindings
from cjgen.render.locale import Locale
from cjgen.render.numbers import compared, interval_text, of_few, threshold_text
from cjgen.render.sentences import fill, named
from cjgen.render.urls import touchpoint_anchor
from cjgen.render.views import PromiseRow, PromiseView


def promise_view(found: JourneyFindings, locale: Locale) -> PromiseView | None:
    """What the report says of the promise; None where the journey makes none."""
    promise = found.journey.promise
    if promise is None:
        return None
    return PromiseView(
        title=promise.title,
        question=promise.question,
        sentence=promise_sentence(found, locale),
        rows=tuple(
            _row(number, item, found, locale)
            for number, item in enumerate(found.touchpoints, start=1)
            if item in _asked(found)
        ),
    )


def promise_sentence(found: JourneyFindings, locale: Locale) -> Markup:
    """At which touchpoints customers value the promise and do not feel it, in a sentence."""
    asked = _asked(found)
    if not asked:
        return fill(locale.gettext("At no touchpoint is it known whether customers feel the promise."))
    if found.promise_mean is None:
        text = locale.gettext(
            "At fewer than three touchpoints it is known whether customers feel the promise: too few for weak spots."
        )
        return fill(text)
    if all(item.valued is None for item in asked):
        text = locale.gettext("What customers value here is not known, so no weak spots can be pointed out.")
        return fill(text)
    mean = mean_text(found, locale)
    weak = [item for item in asked if item.weak_spot]
    if not weak:
        text = locale.gettext(
            "There is no weak spot: wherever it matters to customers they feel the promise at least as much as in this"
            " journey on average (%(mean)s)."
        )
        return fill(text, mean=mean)
    text = locale.ngettext(
        "There is %(n)s weak spot: %(names)s. Customers find it important, but feel less of the promise there than in"
        " this journey on average (%(mean)s).",
        "There are %(n)s weak spots: %(names)s. Customers find them important, but feel less of the promise there than"
        " in this journey on average (%(mean)s).",
        len(weak),
    )
    return fill(text, n=len(weak), names=named(weak, locale), mean=mean)


def mean_text(found: JourneyFindings, locale: Locale) -> str:
    """How much of the promise is felt on average; empty where that is not known."""
    few = of_few(item.promise for item in _asked(found))
    return threshold_text(found.promise_mean, locale, few=few)


def _asked(found: JourneyFindings) -> list[TouchpointFindings]:
    """The touchpoints that exist and have a promise score, in the order of the journey."""
    return [item for item in found.touchpoints if item.promise is not None and not item.touchpoint.wished]


def _row(number: int, item: TouchpointFindings, found: JourneyFindings, locale: Locale) -> PromiseRow:
    valued = {
        True: locale.gettext("yes"),
        False: locale.gettext("no"),
        None: locale.gettext("not known"),
    }
    return PromiseRow(
        number=number,
        anchor=touchpoint_anchor(item.touchpoint.id),
        title=item.touchpoint.title,
        felt=compared(item.promise, found.promise_mean, locale)[0],
        interval=interval_text(item.promise, locale) if item.promise is not None else None,
        valued=valued[item.valued],
        weak=item.weak_spot,
    )
