"""Whole sentences about findings, one per case, never glued together from fragments.

Each returns Markup: the catalogue's texts are ours, what is filled in is escaped.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from markupsafe import Markup, escape

from cjgen.model.findings import JourneyFindings, Line, NpsFindings, TouchpointFindings
from cjgen.model.score import SMALL_SAMPLE
from cjgen.render.locale import Locale
from cjgen.render.numbers import Near, beside, is_share
from cjgen.render.shown import shown
from cjgen.render.urls import touchpoint_anchor

CLEAR_FROM = 0.9
"""From this probability on a verdict would be called clear, if there were answers enough."""
FEW_ANSWERS = 30
"""Below so many answers no verdict is called clear."""


def fill(text: str, **values: object) -> Markup:
    """The text with its placeholders filled in; the values are escaped unless they are Markup."""
    # what `Markup(text) % values` does, without an object around each value
    return Markup(text % {name: shown(value) for name, value in values.items()})  # noqa: S704 - texts come from the catalogue


def strong(title: object) -> Markup:
    """A title made to stand out."""
    return Markup("<strong>{}</strong>").format(title)


def named(items: Sequence[TouchpointFindings], locale: Locale, *more: Markup) -> Markup:
    """The touchpoints' titles as a list in a sentence, each leading to its section, and what is named behind them."""
    links = [
        Markup('<a href="#{}">{}</a>').format(touchpoint_anchor(item.touchpoint.id), item.touchpoint.title)
        for item in items
    ]
    return listed((*links, *more), locale)


def listed(texts: Iterable[str], locale: Locale) -> Markup:
    """The texts as a list in a sentence: 7, 8 and 9. They are escaped unless they are Markup."""
    return Markup(locale.listed([str(escape(text)) for text in texts]))  # noqa: S704 - each text is escaped


def conclusion(found: JourneyFindings, locale: Locale) -> Markup:
    """The journey in one sentence: how much there is to do, and where to begin."""
    counts, first = found.counts, found.first
    if first is not None and first.verdict == "improve":
        text = locale.ngettext(
            "%(n)s touchpoint needs improvement: %(first)s.",
            "%(n)s touchpoints need improvement; begin with %(first)s.",
            counts["improve"],
        )
        return fill(text, n=counts["improve"], first=strong(first.touchpoint.title))
    if first is not None and counts["improve"]:
        text = (
            locale.ngettext(
                "%(n)s touchpoint needs improvement; decide first about %(first)s, which customers miss and which does"
                " not fit us.",
                "%(n)s touchpoints need improvement; decide first about %(first)s, which customers miss and which does"
                " not fit us.",
                counts["improve"],
            )
            if first.touchpoint.vision == "no"
            else locale.ngettext(
                "%(n)s touchpoint needs improvement; begin with something new, %(first)s.",
                "%(n)s touchpoints need improvement; begin with something new, %(first)s.",
                counts["improve"],
            )
        )
        return fill(text, n=counts["improve"], first=strong(first.touchpoint.title))
    if first is not None:
        text = locale.ngettext(
            "Nothing needs improvement, but customers miss %(n)s thing: %(first)s.",
            "Nothing needs improvement, but customers miss %(n)s things; %(first)s matters most.",
            counts["add"],
        )
        return fill(text, n=counts["add"], first=strong(first.touchpoint.title))
    if counts["keep"]:
        text = locale.ngettext(
            "Nothing needs improvement; keep %(n)s touchpoint as it is.",
            "Nothing needs improvement; keep %(n)s touchpoints as they are.",
            counts["keep"],
        )
        return fill(text, n=counts["keep"])
    if counts["drop"]:
        text = locale.ngettext(
            "Nothing needs improvement, and %(n)s touchpoint may go.",
            "Nothing needs improvement, and %(n)s touchpoints may go.",
            counts["drop"],
        )
        return fill(text, n=counts["drop"])
    return fill(locale.gettext("There is no verdict yet: too little is known."))


def has_figures(found: JourneyFindings) -> bool:
    """Whether any touchpoint has a score."""
    return any(item.importance or item.experience for item in found.touchpoints)


def how_sure(item: TouchpointFindings, locale: Locale) -> Markup:
    """How certain the verdict on a touchpoint is, in a sentence; raises KeyError without a verdict."""
    if item.certainty is None:
        raise KeyError("no verdict, no certainty")
    if item.certainty == "guess":
        used = item.decisive
        if any(figure.score.n == 1 and figure.score.customers is None for figure in used):
            return fill(locale.gettext("How sure this is, is not known: it rests on a single observation."))
        if not any(figure.score.is_guess for figure in used):
            return fill(locale.gettext("How sure this is, is not known: it rests on what one customer said."))
        if any(figure.score.source == "unknown" for figure in used):
            text = locale.gettext(
                "How sure this is, is not known: how many customers its figures come from is not stated."
            )
            return fill(text)
        if any(is_share(figure) and figure.score.se is None for figure in used):
            text = locale.gettext(
                "How sure this is, is not known: of a derived importance no standard error is stated."
            )
            return fill(text)
        return fill(locale.gettext("How sure this is, is not known: it rests on figures that were not measured."))
    if item.probability is None:
        # the reader may not know so much of what few customers answered
        untold = {
            "clear": locale.gettext("This verdict is clear."),
            "likely": locale.gettext("This verdict is likely."),
            "borderline": locale.gettext("This verdict is borderline."),
        }
        return fill(untold[item.certainty])
    if item.certainty == "likely" and item.probability >= CLEAR_FROM:
        text = (
            locale.gettext(
                "This verdict is likely: on these figures its probability is %(probability)s, but an estimate that was"
                " only checked with customers is never called clear."
            )
            if any(figure.score.source == "validated" for figure in item.decisive)
            else locale.gettext(
                "This verdict is likely: on these figures its probability is %(probability)s, but with fewer than 1,000"
                " complete answers no verdict on a derived importance is called clear."
            )
            if min(figure.score.n or 0 for figure in item.decisive) >= FEW_ANSWERS
            and any(is_share(figure) for figure in item.decisive)
            else locale.gettext(
                "This verdict is likely: on these figures its probability is %(probability)s, but with fewer than 30"
                " answers no verdict is called clear."
            )
        )
        return fill(text, probability=locale.probability(item.probability, in_words=True))
    texts = {
        "clear": locale.gettext("This verdict is clear: on these figures its probability is %(probability)s."),
        "likely": locale.gettext("This verdict is likely: on these figures its probability is %(probability)s."),
        "borderline": locale.gettext(
            "This verdict is borderline: on these figures its probability is %(probability)s."
        ),
    }
    return fill(texts[item.certainty], probability=locale.probability(item.probability, in_words=True))


def reason(item: TouchpointFindings, locale: Locale) -> Markup:
    """The rule that decided, with the figures that it compared."""
    against_drop = item.reason == "low_importance"
    shown_i, t_importance, near_i = beside(item, "drop" if against_drop else "importance", locale)
    shown_e, t_experience, near_e = beside(item, "experience", locale)
    if near_i or near_e or (item.reason == "less_important" and beside(item, "drop", locale)[2]):
        told = near_reason(item, locale)
        if told is not None:
            return told
    values: dict[str, object] = {
        "importance": shown_i,
        "experience": shown_e,
        "t_importance": t_importance,
        "t_experience": t_experience,
        "t_drop": t_importance if against_drop else beside(item, "drop", locale)[1],
    }
    good = item.verdict == "keep"
    texts = {
        "not_scored": locale.gettext("No verdict: importance or experience is not known."),
        "too_few_to_compare": locale.gettext("No verdict: fewer than three touchpoints can be compared."),
        "missed": locale.gettext(
            "Customers miss this and find it important: %(importance)s, at or above the threshold %(t_importance)s."
        ),
        "not_worth_adding": locale.gettext(
            "Wished for, but importance (%(importance)s) is below the threshold %(t_importance)s."
        ),
        "important_and_good": locale.gettext(
            "Important (%(importance)s, threshold %(t_importance)s) and experienced well"
            " (%(experience)s, threshold %(t_experience)s)."
        ),
        "important_and_poor": locale.gettext(
            "Important (%(importance)s, threshold %(t_importance)s), but experience (%(experience)s) is below the"
            " threshold %(t_experience)s."
        ),
        "kept_as_basic": locale.gettext(
            "Less important (%(importance)s), but a basic is never dropped; experience (%(experience)s) is at or above"
            " the threshold %(t_experience)s."
        )
        if good
        else locale.gettext(
            "Less important (%(importance)s), but a basic must be right; experience (%(experience)s) is below the"
            " threshold %(t_experience)s."
        ),
        "required": locale.gettext(
            "Less important (%(importance)s), but it cannot be dropped; experience (%(experience)s) is at or above the"
            " threshold %(t_experience)s."
        )
        if good
        else locale.gettext(
            "Less important (%(importance)s), but it cannot be dropped; experience (%(experience)s) is below the"
            " threshold %(t_experience)s."
        ),
        "less_important": locale.gettext(
            "Less important (%(importance)s, threshold %(t_importance)s), but not below %(t_drop)s: no extra effort."
        ),
        "low_importance": locale.gettext(
            "Importance (%(importance)s) is below %(t_drop)s: it adds little for these customers. It is experienced"
            " well, so effort can move elsewhere."
        )
        if item.overkill
        else locale.gettext("Importance (%(importance)s) is below %(t_drop)s: it adds little for these customers."),
    }
    return fill(texts[item.reason], **values)


def near_threshold(near: Near, locale: Locale) -> str:
    """On which side of its threshold a figure lies, where both have too few digits to show it."""
    return (
        locale.gettext("just below the threshold")
        if near == "below"
        else locale.gettext("at or just above the threshold")
    )


def _and_threshold(item: TouchpointFindings, line: Line, locale: Locale) -> Markup:
    """A figure with its threshold, as they stand in brackets."""
    shown, threshold, near = beside(item, line, locale)
    if near == "below":
        return fill(locale.gettext("%(figure)s, just below the threshold"), figure=shown)
    if near == "above":
        return fill(locale.gettext("%(figure)s, at or just above the threshold"), figure=shown)
    return fill(locale.gettext("%(figure)s, threshold %(t)s"), figure=shown, t=threshold)


def near_reason(item: TouchpointFindings, locale: Locale) -> Markup | None:
    """The rule that decided, where a figure of few customers does not show on which side it lies; None for no rule."""
    good = item.verdict == "keep"
    texts = {
        "missed": locale.gettext("Customers miss this and find it important (%(i_threshold)s)."),
        "not_worth_adding": locale.gettext("Wished for, but not important enough to add (%(i_threshold)s)."),
        "important_and_good": locale.gettext(
            "Important (%(i_threshold)s) and experienced well enough (%(e_threshold)s)."
        ),
        "important_and_poor": locale.gettext(
            "Important (%(i_threshold)s), but not experienced well enough (%(e_threshold)s)."
        ),
        "kept_as_basic": locale.gettext(
            "Less important (%(i)s), but a basic is never dropped; it is experienced well enough (%(e_threshold)s)."
        )
        if good
        else locale.gettext(
            "Less important (%(i)s), but a basic must be right; it is not experienced well enough (%(e_threshold)s)."
        ),
        "required": locale.gettext(
            "Less important (%(i)s), but it cannot be dropped; it is experienced well enough (%(e_threshold)s)."
        )
        if good
        else locale.gettext(
            "Less important (%(i)s), but it cannot be dropped; it is not experienced well enough (%(e_threshold)s)."
        ),
        "less_important": locale.gettext(
            "Less important (%(i_threshold)s), but important enough to stay: no extra effort."
        ),
        "low_importance": locale.gettext(
            "Importance (%(i)s) is just low enough for it to go: it adds little for these customers. It is experienced"
            " well, so effort can move elsewhere."
        )
        if item.overkill
        else locale.gettext("Importance (%(i)s) is just low enough for it to go: it adds little for these customers."),
    }
    if item.reason not in texts or (item.reason == "low_importance" and not beside(item, "drop", locale)[2]):
        return None
    return fill(
        texts[item.reason],
        i=beside(item, "importance", locale)[0],
        i_threshold=_and_threshold(item, "importance", locale),
        e_threshold=_and_threshold(item, "experience", locale),
    )


def nps_sentence(found: NpsFindings, locale: Locale) -> Markup:
    """The NPS with its margin, or why there is none."""
    if found.n < SMALL_SAMPLE:
        text = locale.ngettext("%(n)s answer is too few for an NPS.", "%(n)s answers are too few for an NPS.", found.n)
        return fill(text, n=found.n)
    if not found.enough:
        text = locale.gettext(
            "%(n)s answers are known, but with their weights they are worth no more than %(effective)s unweighted ones:"
            " too few for an NPS."
        )
        worth = locale.as_typed(found.n_effective or 0.0, 1)
        return fill(text, n=locale.number(found.n, 0), effective=worth)
    if found.low is None or found.high is None:
        text = locale.gettext("From %(n)s answers; how they were divided is not stated, so there is no margin.")
        return fill(text, n=locale.number(found.n, 0))
    low, high = locale.between(found.low, found.high, 0)
    text = locale.gettext(
        "From %(n)s answers: %(promoters)s promoters, %(passives)s passives and %(detractors)s detractors."
        " Among all customers it is probably between %(low)s and %(high)s."
    )
    values = {name: locale.number(getattr(found, name), 0) for name in ("promoters", "passives", "detractors")}
    if found.n_effective is not None and found.unweighted is not None:
        text = locale.gettext(
            "Weighted, from %(n)s answers. Unweighted it is %(plain)s: %(promoters)s promoters, %(passives)s passives"
            " and %(detractors)s detractors. Among all customers it is, weighted, probably between %(low)s and"
            " %(high)s."
        )
        values["plain"] = locale.signed(found.unweighted, 0).removeprefix("+")
    return fill(text, n=locale.number(found.n, 0), low=low, high=high, **values)
