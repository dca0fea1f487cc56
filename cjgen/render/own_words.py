"""Whole sentences about our own estimates beside what customers say, and the words of their tables."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Literal

from markupsafe import Markup

from cjgen.model.findings import Figure, JourneyFindings, TouchpointFindings
from cjgen.model.own import OWN_AXES, OwnAgreement, OwnAxis, OwnEstimate, OwnView
from cjgen.render.locale import Locale
from cjgen.render.numbers import figure_text, is_few, is_share
from cjgen.render.order import some
from cjgen.render.sentences import fill, listed, named

NotCompared = Literal["absent", "estimated", "derived", "margin"]
"""Why an own estimate is held against nothing, only takes its place in an order, or cannot be told apart."""

Order = Literal["strong", "moderate", "weak", "opposite"]
STRONG, MODERATE = 0.6, 0.3
"""From which τ on two orders agree strongly or moderately; opposite from -MODERATE down. A rule of thumb."""
LEAST = 3
"""From how many touchpoints on their order is spoken of: two have only one order or the other."""


def own_of(item: TouchpointFindings, axis: OwnAxis) -> OwnEstimate | None:
    """The mean of all own figures of a touchpoint on one axis; None without any."""
    return next((each for each in item.own if each.axis == axis and each.entry is None), None)


def customers_of(item: TouchpointFindings, axis: OwnAxis) -> Figure | None:
    """The figure of customers that an own estimate is held against."""
    return item.importance if axis == "importance" else item.experience


def why_not(customers: Figure | None) -> NotCompared | None:
    """Why an own estimate is not told to lie above or below this figure; None where it can be told."""
    if customers is None:
        return "absent"
    if customers.score.source == "estimated":
        return "estimated"
    if is_share(customers):
        return "derived"
    return "margin" if customers.low is None or customers.high is None else None


def estimated(found: JourneyFindings, axis: OwnAxis) -> list[TouchpointFindings]:
    """The touchpoints of which we estimated this, in the order of the journey."""
    return [item for item in found.touchpoints if own_of(item, axis) is not None]


def agreement_of(found: JourneyFindings, axis: OwnAxis) -> OwnAgreement | None:
    """How well all departments together estimated one axis; None where nothing is compared."""
    return next((each for each in found.own if each.axis == axis and each.by is None), None)


def tau_of(agreement: OwnAgreement) -> float | None:
    """How well the orders agree; None where that is not known, and with too few touchpoints to speak of an order."""
    return agreement.tau if agreement.n >= LEAST else None


def order_of(tau: float) -> Order:
    """How well two orders agree, in a word."""
    if tau >= STRONG:
        return "strong"
    if tau >= MODERATE:
        return "moderate"
    return "weak" if tau > -MODERATE else "opposite"


def order_word(tau: float, locale: Locale) -> str:
    """The same in the reader's language."""
    words = {
        "strong": locale.gettext("strong"),
        "moderate": locale.gettext("moderate"),
        "weak": locale.gettext("weak"),
        "opposite": locale.gettext("opposite"),
    }
    return words[order_of(tau)]


def view_word(view: OwnView | None, axis: OwnAxis, locale: Locale) -> str | None:
    """On which side of what customers say our estimate lies; None where that cannot be told."""
    if view is None:
        return None
    if view == "agrees":
        return locale.gettext("agrees")
    if axis == "experience":
        return locale.gettext("blind spot") if view == "blind_spot" else locale.gettext("undersold")
    return locale.gettext("overrated") if view == "blind_spot" else locale.gettext("underrated")


def reads_alike(own: float, customers: Figure | None, locale: Locale) -> bool:
    """Whether an own estimate, with the digits of the customers' figure, is printed as that is."""
    rounded = locale.number(own, 0 if is_few(customers) else 1)
    return customers is not None and figure_text(customers, locale) == rounded


def apart_although_alike(view: OwnView, axis: OwnAxis, locale: Locale) -> str:
    """The same where the two figures read alike: that of few customers has no decimals."""
    texts: dict[tuple[OwnView, OwnAxis], str] = {
        ("blind_spot", "experience"): locale.gettext("blind spot: we think better of it than customers do"),
        ("blind_spot", "importance"): locale.gettext("overrated: we find it more important than customers do"),
        ("undersold", "experience"): locale.gettext("undersold: customers think better of it than we do"),
        ("undersold", "importance"): locale.gettext("underrated: customers find it more important than we do"),
    }
    return texts.get((view, axis)) or locale.gettext("agrees")


def own_sentences(found: JourneyFindings, axis: OwnAxis, locale: Locale) -> list[Markup]:
    """The conclusion on one axis: where we are too rosy, where not rosy enough, and whether the order agrees."""
    agreement = agreement_of(found, axis)
    items = estimated(found, axis)
    judged = sum(why_not(customers_of(item, axis)) is None for item in items)
    if agreement is None:
        return [fill(_nothing(axis, locale))]
    told = [*_sides(agreement, found, judged, axis, locale)] if judged else []
    tau = tau_of(agreement)
    if tau is not None:
        told.append(_order(agreement, tau, axis, locale))
    return told or [fill(_unknown(axis, locale))]


def _nothing(axis: OwnAxis, locale: Locale) -> str:
    if axis == "experience":
        return locale.gettext(
            "Our own estimates of the experience are held against nothing: nowhere is it known from customers."
        )
    return locale.gettext(
        "Our own estimates of the importance are held against nothing: nowhere is it known from customers."
    )


def _unknown(axis: OwnAxis, locale: Locale) -> str:
    if axis == "experience":
        return locale.gettext(
            "Whether we are too rosy cannot be told: how uncertain the customers’ figures are is not known."
        )
    return locale.gettext(
        "Whether we estimate the importance too high cannot be told: how uncertain the customers’ figures are is not"
        " known."
    )


def _sides(
    agreement: OwnAgreement, found: JourneyFindings, judged: int, axis: OwnAxis, locale: Locale
) -> Iterable[Markup]:
    """Which touchpoints lie above the customers' interval and which below, the largest gap first."""
    by_id = {item.touchpoint.id: item for item in found.touchpoints}
    above = [by_id[id] for id in agreement.blind_spots]
    below = [by_id[id] for id in agreement.undersold]
    if above:
        yield _side(_ABOVE[axis](len(above), judged, locale), above, judged, locale)
    if below:
        yield _side(_BELOW[axis](len(below), judged, locale), below, judged, locale)
    if not above and not below:
        yield fill(_within(axis, judged, locale), n=locale.number(judged, 0))


def _side(text: str, items: Sequence[TouchpointFindings], judged: int, locale: Locale) -> Markup:
    return fill(text, k=locale.number(len(items), 0), n=locale.number(judged, 0), first=named(items[:1], locale))


def _too_rosy(k: int, n: int, locale: Locale) -> str:
    if n == 1:
        return locale.gettext("We are too rosy about the only touchpoint compared, %(first)s.")
    return locale.ngettext(
        "We are too rosy about %(k)s of the %(n)s touchpoints compared: %(first)s.",
        "We are too rosy about %(k)s of the %(n)s touchpoints compared, above all about %(first)s.",
        k,
    )


def _undersold(k: int, n: int, locale: Locale) -> str:
    if n == 1:
        return locale.gettext("Customers are more content with the only touchpoint compared, %(first)s, than we think.")
    return locale.ngettext(
        "Customers are more content than we think with %(k)s of the %(n)s touchpoints compared: %(first)s.",
        "Customers are more content than we think with %(k)s of the %(n)s touchpoints compared, above all with"
        " %(first)s.",
        k,
    )


def _overrated(k: int, n: int, locale: Locale) -> str:
    if n == 1:
        return locale.gettext("Customers find the only touchpoint compared, %(first)s, less important than we think.")
    return locale.ngettext(
        "Customers find %(k)s of the %(n)s touchpoints compared less important than we think: %(first)s.",
        "Customers find %(k)s of the %(n)s touchpoints compared less important than we think, above all %(first)s.",
        k,
    )


def _underrated(k: int, n: int, locale: Locale) -> str:
    if n == 1:
        return locale.gettext("Customers find the only touchpoint compared, %(first)s, more important than we think.")
    return locale.ngettext(
        "Customers find %(k)s of the %(n)s touchpoints compared more important than we think: %(first)s.",
        "Customers find %(k)s of the %(n)s touchpoints compared more important than we think, above all %(first)s.",
        k,
    )


_ABOVE = {"experience": _too_rosy, "importance": _overrated}
_BELOW = {"experience": _undersold, "importance": _underrated}


def _within(axis: OwnAxis, n: int, locale: Locale) -> str:
    if axis == "experience":
        return locale.ngettext(
            "Our own estimate of the experience agrees with what customers say at the only touchpoint compared.",
            "Our own estimates of the experience agree with what customers say at all %(n)s touchpoints compared.",
            n,
        )
    return locale.ngettext(
        "Our own estimate of the importance agrees with what customers say at the only touchpoint compared.",
        "Our own estimates of the importance agree with what customers say at all %(n)s touchpoints compared.",
        n,
    )


def _order(agreement: OwnAgreement, tau: float, axis: OwnAxis, locale: Locale) -> Markup:
    """Whether we put the touchpoints in the order in which customers do; the figure stands in the table."""
    if axis == "experience":
        texts = {
            "strong": locale.gettext(
                "From good to poor we put %(n)s touchpoints in much the same order as customers do."
            ),
            "moderate": locale.gettext(
                "From good to poor we put %(n)s touchpoints in roughly the same order as customers do."
            ),
            "weak": locale.gettext(
                "The order in which we put %(n)s touchpoints, from good to poor, hardly agrees with that of customers."
            ),
            "opposite": locale.gettext(
                "From good to poor we put %(n)s touchpoints rather in the opposite order to customers."
            ),
        }
    else:
        texts = {
            "strong": locale.gettext("By importance we put %(n)s touchpoints in much the same order as customers do."),
            "moderate": locale.gettext(
                "By importance we put %(n)s touchpoints in roughly the same order as customers do."
            ),
            "weak": locale.gettext(
                "The order in which we put %(n)s touchpoints by importance hardly agrees with that of customers."
            ),
            "opposite": locale.gettext(
                "By importance we put %(n)s touchpoints rather in the opposite order to customers."
            ),
        }
    return fill(texts[order_of(tau)], n=locale.number(agreement.n, 0))


def own_notes(found: JourneyFindings, axis: OwnAxis, locale: Locale) -> list[Markup]:
    """Which own estimates are held against nothing, or against an order only, and why."""
    items = [(item, why_not(customers_of(item, axis))) for item in estimated(found, axis)]
    texts = {
        "derived": locale.gettext(
            "The importance of customers is derived, as a share. Our own estimate is not, so only the order is"
            " compared."
        ),
        "absent": locale.gettext("Not compared, because customers’ figure is not known: %(names)s."),
        "estimated": locale.gettext("Not compared, because customers’ figure is itself an estimate: %(names)s."),
        "margin": locale.gettext(
            "Whether the difference is more than chance is not known, because customers’ figure has no margin:"
            " %(names)s."
        ),
    }
    told = []
    for why, text in texts.items():
        concerned = [item for item, reason in items if reason == why]
        if concerned:
            told.append(fill(text, names=some(concerned, locale)))
    return told


def own_lines(item: TouchpointFindings, locale: Locale) -> list[Markup]:
    """What we estimated at one touchpoint ourselves, by whom, and how it lies beside what customers say."""
    return [_line(item, axis, own, locale) for axis in reversed(OWN_AXES) if (own := own_of(item, axis)) is not None]


def estimates(item: TouchpointFindings, axis: OwnAxis, locale: Locale) -> Markup:
    """The own figures as they were typed, each with who estimated it."""
    parts = []
    for each in item.own:
        if each.axis != axis or each.entry is None:
            continue
        by = item.touchpoint.own[each.entry].by
        value = locale.as_typed(each.value)
        parts.append(fill("%(value)s (%(by)s)" if by else "%(value)s", value=value, by=by))
    return listed(parts, locale)


def _line(item: TouchpointFindings, axis: OwnAxis, own: OwnEstimate, locale: Locale) -> Markup:
    case = why_not(customers_of(item, axis)) or own.view or "agrees"
    experience = {
        "blind_spot": locale.gettext(
            "Our own estimate of the experience: %(estimates)s. A blind spot: customers are less content than we think."
        ),
        "undersold": locale.gettext(
            "Our own estimate of the experience: %(estimates)s. Undersold: customers are more content than we think."
        ),
        "agrees": locale.gettext(
            "Our own estimate of the experience: %(estimates)s. That agrees with what customers say."
        ),
        "absent": locale.gettext(
            "Our own estimate of the experience: %(estimates)s. What customers say of it is not known, so nothing is"
            " compared."
        ),
        "estimated": locale.gettext(
            "Our own estimate of the experience: %(estimates)s. The figure for customers is an estimate as well, so"
            " nothing is compared."
        ),
        "margin": locale.gettext(
            "Our own estimate of the experience: %(estimates)s. The figure of customers has no margin, so whether this"
            " is a blind spot cannot be told."
        ),
    }
    importance = {
        "blind_spot": locale.gettext(
            "Our own estimate of the importance: %(estimates)s. Customers find it less important than we think."
        ),
        "undersold": locale.gettext(
            "Our own estimate of the importance: %(estimates)s. Customers find it more important than we think."
        ),
        "agrees": locale.gettext(
            "Our own estimate of the importance: %(estimates)s. That agrees with what customers say."
        ),
        "absent": locale.gettext(
            "Our own estimate of the importance: %(estimates)s. How important customers find it is not known, so"
            " nothing is compared."
        ),
        "estimated": locale.gettext(
            "Our own estimate of the importance: %(estimates)s. The figure for customers is an estimate as well, so"
            " nothing is compared."
        ),
        "derived": locale.gettext(
            "Our own estimate of the importance: %(estimates)s. That of customers is a share, so only the order is"
            " compared."
        ),
        "margin": locale.gettext(
            "Our own estimate of the importance: %(estimates)s. The figure of customers has no margin, so whether it"
            " agrees cannot be told."
        ),
    }
    texts = experience if axis == "experience" else importance
    return fill(texts[case], estimates=estimates(item, axis, locale))
