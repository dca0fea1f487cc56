"""Sentences on a derived importance: how strongly something goes together with the outcome, not what customers said."""

from __future__ import annotations

from markupsafe import Markup

from cjgen.model.findings import JourneyFindings, TouchpointFindings
from cjgen.model.shares import shares_of
from cjgen.render.locale import Locale
from cjgen.render.numbers import beside, figure_text, threshold_text
from cjgen.render.outcome import outcome_name
from cjgen.render.sentences import fill, near_threshold, strong


def improve(first: TouchpointFindings, found: JourneyFindings, locale: Locale) -> Markup:
    """Why to begin with this touchpoint; raises ValueError where a figure is not known."""
    importance, experience = first.importance, first.experience
    if importance is None or experience is None:
        raise ValueError("an improve without figures")
    shown, threshold, near = beside(first, "experience", locale)
    shares = shares_of(found)
    strongest = bool(shares) and shares[0].touchpoint == first.touchpoint.id
    instrument = experience.score.instrument is not None
    texts = {
        (True, False): locale.gettext(
            "Begin with %(first)s: of all touchpoints it goes together most with %(outcome)s (%(importance)s), but it"
            " scores only %(experience)s where the threshold is %(threshold)s."
        ),
        (False, False): locale.gettext(
            "Begin with %(first)s: it goes together strongly with %(outcome)s (%(importance)s), but it scores only"
            " %(experience)s where the threshold is %(threshold)s."
        ),
        (True, True): locale.gettext(
            "Begin with %(first)s: of all touchpoints it goes together most with %(outcome)s (%(importance)s), but the"
            " instrument puts it at only %(experience)s where the threshold is %(threshold)s."
        ),
        (False, True): locale.gettext(
            "Begin with %(first)s: it goes together strongly with %(outcome)s (%(importance)s), but the instrument"
            " puts it at only %(experience)s where the threshold is %(threshold)s."
        ),
    }
    near_texts = {
        (True, False): locale.gettext(
            "Begin with %(first)s: of all touchpoints it goes together most with %(outcome)s (%(importance)s), but it"
            " scores only %(experience)s, just below the threshold."
        ),
        (False, False): locale.gettext(
            "Begin with %(first)s: it goes together strongly with %(outcome)s (%(importance)s), but it scores only"
            " %(experience)s, just below the threshold."
        ),
        (True, True): locale.gettext(
            "Begin with %(first)s: of all touchpoints it goes together most with %(outcome)s (%(importance)s), but the"
            " instrument puts it at only %(experience)s, just below the threshold."
        ),
        (False, True): locale.gettext(
            "Begin with %(first)s: it goes together strongly with %(outcome)s (%(importance)s), but the instrument"
            " puts it at only %(experience)s, just below the threshold."
        ),
    }
    return fill(
        (near_texts if near else texts)[strongest, instrument],
        first=strong(first.touchpoint.title),
        outcome=outcome_name(found, locale),
        importance=figure_text(importance, locale),
        experience=shown,
        threshold=threshold,
    )


def keep(best: TouchpointFindings, found: JourneyFindings, locale: Locale) -> Markup:
    """What to keep above all where nothing needs improvement."""
    text = locale.gettext(
        "Nothing needs improvement now. Keep %(first)s above all: it goes together strongly with %(outcome)s, and it"
        " goes well."
    )
    return fill(text, first=strong(best.touchpoint.title), outcome=outcome_name(found, locale))


def reason(item: TouchpointFindings, found: JourneyFindings, locale: Locale) -> Markup:
    """The rule that decided, with the figures that it compared."""
    against_drop = item.reason == "low_importance"
    importance, t_importance, _ = beside(item, "drop" if against_drop else "importance", locale)
    experience, t_experience, near = beside(item, "experience", locale)
    values = {
        "outcome": outcome_name(found, locale),
        "importance": importance,
        "experience": experience,
        "t_importance": t_importance,
        "t_experience": t_experience,
        "t_drop": t_importance if against_drop else threshold_text(item.threshold.drop, locale, share=True),
    }
    good = item.verdict == "keep"
    texts = {
        "not_scored": locale.gettext("No verdict: importance or experience is not known."),
        "too_few_to_compare": locale.gettext("No verdict: fewer than three touchpoints can be compared."),
        "important_and_good": locale.gettext(
            "Goes together strongly with %(outcome)s (%(importance)s, threshold %(t_importance)s) and is experienced"
            " well (%(experience)s, threshold %(t_experience)s)."
        ),
        "important_and_poor": locale.gettext(
            "Goes together strongly with %(outcome)s (%(importance)s, threshold %(t_importance)s), but experience"
            " (%(experience)s) is below the threshold %(t_experience)s."
        ),
        "kept_as_basic": locale.gettext(
            "Goes together less with %(outcome)s (%(importance)s), but a basic is never dropped; experience"
            " (%(experience)s) is at or above the threshold %(t_experience)s."
        )
        if good
        else locale.gettext(
            "Goes together less with %(outcome)s (%(importance)s), but a basic must be right; experience"
            " (%(experience)s) is below the threshold %(t_experience)s."
        ),
        "required": locale.gettext(
            "Goes together less with %(outcome)s (%(importance)s), but it cannot be dropped; experience"
            " (%(experience)s) is at or above the threshold %(t_experience)s."
        )
        if good
        else locale.gettext(
            "Goes together less with %(outcome)s (%(importance)s), but it cannot be dropped; experience"
            " (%(experience)s) is below the threshold %(t_experience)s."
        ),
        "less_important": locale.gettext(
            "Goes together less with %(outcome)s (%(importance)s, threshold %(t_importance)s), but not below"
            " %(t_drop)s: no extra effort."
        ),
        "low_importance": locale.gettext(
            "Hardly goes together with %(outcome)s (%(importance)s, below %(t_drop)s): it adds little for these"
            " customers. It is experienced well, so effort can move elsewhere."
        )
        if item.overkill
        else locale.gettext(
            "Hardly goes together with %(outcome)s (%(importance)s, below %(t_drop)s): it adds little for these"
            " customers."
        ),
    }
    if near is not None and item.reason in (near_texts := _near_reasons(item, locale)):
        side = near_threshold(near, locale)
        return fill(near_texts[item.reason], **values, side=side)
    return fill(texts[item.reason], **values)


def _near_reasons(item: TouchpointFindings, locale: Locale) -> dict[str, str]:
    """The rules that look at experience, where a figure without decimals does not show on which side it lies."""
    good = item.verdict == "keep"
    return {
        "important_and_good": locale.gettext(
            "Goes together strongly with %(outcome)s (%(importance)s, threshold %(t_importance)s) and is experienced"
            " well enough (%(experience)s, %(side)s)."
        ),
        "important_and_poor": locale.gettext(
            "Goes together strongly with %(outcome)s (%(importance)s, threshold %(t_importance)s), but is not"
            " experienced well enough (%(experience)s, %(side)s)."
        ),
        "kept_as_basic": locale.gettext(
            "Goes together less with %(outcome)s (%(importance)s), but a basic is never dropped; it is experienced well"
            " enough (%(experience)s, %(side)s)."
        )
        if good
        else locale.gettext(
            "Goes together less with %(outcome)s (%(importance)s), but a basic must be right; it is not experienced"
            " well enough (%(experience)s, %(side)s)."
        ),
        "required": locale.gettext(
            "Goes together less with %(outcome)s (%(importance)s), but it cannot be dropped; it is experienced well"
            " enough (%(experience)s, %(side)s)."
        )
        if good
        else locale.gettext(
            "Goes together less with %(outcome)s (%(importance)s), but it cannot be dropped; it is not experienced"
            " well enough (%(experience)s, %(side)s)."
        ),
    }
