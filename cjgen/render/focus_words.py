"""The choice of focus areas in words: out of what, because of what something falls off, and what would bring it in."""

from __future__ import annotations

from markupsafe import Markup

from cjgen.model.findings import JourneyFindings
from cjgen.model.focus import Because, BringIn, FocusFindings, LeftOut
from cjgen.model.open_actions import OpenActions
from cjgen.render.amounts import amounts_text, hours_text
from cjgen.render.locale import Locale
from cjgen.render.sentences import fill


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
