"""What a report begins with: what to do first and why."""

from __future__ import annotations

from markupsafe import Markup

from cjgen.model.findings import Figure, JourneyFindings, TouchpointFindings
from cjgen.model.open_actions import OpenActions
from cjgen.render import derived
from cjgen.render.failure import cost_now
from cjgen.render.locale import Locale
from cjgen.render.numbers import beside, figure_text, is_share
from cjgen.render.open_actions import expected, who_and_what
from cjgen.render.sentences import fill, has_figures, how_sure, strong


def lead(found: JourneyFindings, locale: Locale, currency: str) -> list[Markup]:
    """What to do first and why, in a few sentences; each only where its figures are there.

    After that who does it in what time for what money, what failure costs now, what should come of it, whether it is
    among the focus areas, and how sure all this is. Amounts of money are in `currency`.
    """
    first = found.first
    if first is not None and first.verdict == "improve":
        sentences = [
            derived.improve(first, found, locale)
            if is_share(first.importance) and first.reason == "important_and_poor"
            else _improve(first, locale)
        ]
        if first.failing_basic:
            sentences.append(fill(locale.gettext("This is a basic: it must simply be right, so it comes first.")))
    elif first is not None:
        sentences = [_add(first, locale)]
    else:
        sentences = [_nothing_first(found, locale)]
        unknown = sum(item.reason == "not_scored" for item in found.touchpoints)
        if unknown and unknown < len(found.touchpoints):
            text = locale.ngettext(
                "%(n)s touchpoint has no verdict, because too little is known of it.",
                "%(n)s touchpoints have no verdict, because too little is known of them.",
                unknown,
            )
            sentences.append(fill(text, n=unknown))
    if first is not None:
        sentences += in_line(first, locale)
        sentences += who_and_what(first, locale, currency)
        further = (
            cost_now(first.failure, locale, currency),
            expected(first, found, locale),
            not_chosen(first, found, locale),
            how_sure(first, locale),
        )
        sentences += [sentence for sentence in further if sentence is not None]
    return sentences


def in_line(first: TouchpointFindings, locale: Locale) -> list[Markup]:
    """That it is not, or only partly, what the organisation wants; of an addition `_add` says the former."""
    if first.touchpoint.vision == "no" and first.verdict != "add":
        return [fill(locale.gettext("It does not fit what we want with customers: settle that first."))]
    if first.touchpoint.vision == "partly":
        return [fill(locale.gettext("It fits only partly with what we want with customers."))]
    return []


def not_chosen(first: TouchpointFindings, found: JourneyFindings, locale: Locale) -> Markup | None:
    """That the best of the journey is no focus area, and because of what; None where it is one."""
    focus = found.focus
    if focus is None or first in found.chosen:
        return None
    out = next((out for out in focus.left_out if out.area.touchpoint == first.touchpoint.id), None)
    because = out.because if out is not None else None
    more = out.bring_in if out is not None else None
    limited = focus.hours is not None or focus.budget is not None
    if not focus.written and because == "limit":
        text = locale.gettext(
            "It is not among the %(n)s focus areas of all journeys together: others come first there."
        )
    elif not focus.written:
        text = locale.gettext("It is not among the focus areas of all journeys together.")
    elif because == "limit" and not focus.limit:
        text = locale.gettext(
            "It is not among this year’s focus areas: the journeys with a focus of their own take all of them."
        )
    elif because == "limit":
        text = locale.ngettext(
            "It is not among this year’s focus areas: there is room for only %(n)s, and another one comes first.",
            "It is not among this year’s focus areas: there is room for %(n)s, and others come first.",
            focus.limit,
        )
    elif because == "no_action" and OpenActions.of(first.touchpoint).known:
        text = locale.gettext("It is not among this year’s focus areas: what it takes is not fully known yet.")
    elif because == "no_action":
        text = locale.gettext("It is not among this year’s focus areas: what it takes is still to be worked out.")
    elif because in ("hours", "budget") and more is not None and more.hours > 0 and more.budget > 0:
        text = locale.gettext(
            "It is not among this year’s focus areas: there are too few hours and there is too little money for it."
        )
    elif because == "hours" and limited:
        text = locale.gettext("It is not among this year’s focus areas: there are too few hours for it.")
    elif because == "budget" and limited:
        text = locale.gettext("It is not among this year’s focus areas: there is too little money for it.")
    else:
        text = locale.gettext("It is not among this year’s focus areas.")
    return fill(text, n=focus.limit)


def _improve(first: TouchpointFindings, locale: Locale) -> Markup:
    importance, experience = first.importance, first.experience
    if importance is None or experience is None:
        raise ValueError("an improve without figures")
    shown, threshold, near = beside(first, "experience", locale)
    values = {
        "first": strong(first.touchpoint.title),
        "importance": figure_text(importance, locale),
        "experience": shown,
        "threshold": threshold,
    }
    if first.certainty == "guess" and importance.score.source == experience.score.source == "estimated":
        text = locale.gettext(
            "Begin with %(first)s: we estimate that customers find it important (%(importance)s), but that it scores"
            " only %(experience)s where the threshold is %(threshold)s."
        )
    elif near is not None:
        text = _just_below(first, experience, locale)
    elif experience.score.instrument is not None:
        text = (
            locale.gettext(
                "Begin with %(first)s: it cannot be left out, but the instrument puts it at only %(experience)s where"
                " the threshold is %(threshold)s."
            )
            if first.reason in ("kept_as_basic", "required")
            else locale.gettext(
                "Begin with %(first)s: customers find it important (%(importance)s), but the instrument puts it at only"
                " %(experience)s where the threshold is %(threshold)s."
            )
        )
    elif _one_voice(first):
        text = locale.gettext(
            "Begin with %(first)s: the one customer who was asked finds it important (%(importance)s), but gives it"
            " %(experience)s where the threshold is %(threshold)s."
        )
    elif first.reason in ("kept_as_basic", "required"):
        text = locale.gettext(
            "Begin with %(first)s: it cannot be left out, but it scores only %(experience)s where the threshold is"
            " %(threshold)s."
        )
    else:
        text = locale.gettext(
            "Begin with %(first)s: customers find it important (%(importance)s), but it scores only %(experience)s"
            " where the threshold is %(threshold)s."
        )
    return fill(text, **values)


def _just_below(first: TouchpointFindings, experience: Figure, locale: Locale) -> str:
    """Where a figure without decimals does not show that it lies below its threshold."""
    kept = first.reason in ("kept_as_basic", "required")
    if experience.score.instrument is not None:
        return (
            locale.gettext(
                "Begin with %(first)s: it cannot be left out, but the instrument puts it at only %(experience)s, just"
                " below the threshold."
            )
            if kept
            else locale.gettext(
                "Begin with %(first)s: customers find it important (%(importance)s), but the instrument puts it at only"
                " %(experience)s, just below the threshold."
            )
        )
    return (
        locale.gettext(
            "Begin with %(first)s: it cannot be left out, but it scores only %(experience)s, just below the threshold."
        )
        if kept
        else locale.gettext(
            "Begin with %(first)s: customers find it important (%(importance)s), but it scores only %(experience)s,"
            " just below the threshold."
        )
    )


def _add(first: TouchpointFindings, locale: Locale) -> Markup:
    if first.importance is None:
        raise ValueError("an add without importance")
    if first.touchpoint.vision == "no":
        text = _decide_first(first, locale)
    elif first.importance.score.source == "estimated":
        text = locale.gettext(
            "Begin with something new, %(first)s: we estimate that customers miss it and find it important"
            " (%(importance)s)."
        )
    elif _one_voice(first):
        text = locale.gettext(
            "Begin with something new, %(first)s: the one customer who was asked misses it and finds it important"
            " (%(importance)s)."
        )
    else:
        text = locale.gettext(
            "Begin with something new, %(first)s: customers miss it and find it important (%(importance)s)."
        )
    return fill(text, first=strong(first.touchpoint.title), importance=figure_text(first.importance, locale))


def _decide_first(first: TouchpointFindings, locale: Locale) -> str:
    """Of what customers ask for and the organisation does not want."""
    if first.importance is not None and first.importance.score.source == "estimated":
        return locale.gettext(
            "Decide first about %(first)s: we estimate that customers miss it and find it important (%(importance)s),"
            " but it does not fit what we want with customers."
        )
    if _one_voice(first):
        return locale.gettext(
            "Decide first about %(first)s: the one customer who was asked misses it and finds it important"
            " (%(importance)s), but it does not fit what we want with customers."
        )
    return locale.gettext(
        "Decide first about %(first)s: customers miss it and find it important (%(importance)s), but it does not fit"
        " what we want with customers."
    )


def _one_voice(item: TouchpointFindings) -> bool:
    """Whether the verdict rests on what a single customer said."""
    return all(figure.score.customers == 1 for figure in item.decisive)


def _nothing_first(found: JourneyFindings, locale: Locale) -> Markup:
    kept = [item for item in found.touchpoints if item.reason == "important_and_good"]
    best = max(kept, key=lambda item: item.importance.score.mean if item.importance else 0.0, default=None)
    reasons = {item.reason for item in found.touchpoints}
    if best is not None and is_share(best.importance):
        return derived.keep(best, found, locale)
    if best is not None:
        text = locale.gettext("Nothing needs improvement now. Keep %(first)s above all: it matters and it goes well.")
        return fill(text, first=strong(best.touchpoint.title))
    if found.counts["keep"]:
        return fill(locale.gettext("Nothing needs improvement now."))
    if found.counts["drop"]:
        text = locale.ngettext(
            "Nothing needs improvement now, and %(n)s touchpoint may go.",
            "Nothing needs improvement now, and %(n)s touchpoints may go.",
            found.counts["drop"],
        )
        return fill(text, n=found.counts["drop"])
    if reasons == {"not_worth_adding"}:
        return fill(locale.gettext("Nothing needs doing now: what customers wish for is not important enough to add."))
    if "too_few_to_compare" in reasons:
        return fill(locale.gettext("There is no verdict yet: fewer than three touchpoints can be compared."))
    if found.journey.no_figures and not has_figures(found):
        return fill(locale.gettext("There are no figures: %(why)s"), why=found.journey.no_figures)
    return fill(locale.gettext("There is no verdict yet: too little is known."))
