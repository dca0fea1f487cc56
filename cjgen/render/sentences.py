"""Whole sentences about findings, one per case, never glued together from fragments.

Each returns Markup: the catalogue's texts are ours, what is filled in is escaped.
"""

from __future__ import annotations

from collections.abc import Sequence

from markupsafe import Markup

from cjgen.model.findings import Figure, JourneyFindings, NpsFindings, TouchpointFindings
from cjgen.model.score import SMALL_SAMPLE
from cjgen.render.locale import Locale
from cjgen.render.numbers import compared, figure_text, threshold_text
from cjgen.render.urls import touchpoint_anchor

CLEAR_FROM = 0.9
"""From this probability on a verdict would be called clear, if there were answers enough."""


def fill(text: str, **values: object) -> Markup:
    """The text with its placeholders filled in; the values are escaped unless they are Markup."""
    return Markup(text) % values  # noqa: S704 - texts come from the catalogue, values are escaped


def strong(title: object) -> Markup:
    """A title made to stand out."""
    return Markup("<strong>{}</strong>").format(title)


def named(items: Sequence[TouchpointFindings], locale: Locale, *more: Markup) -> Markup:
    """The touchpoints' titles as a list in a sentence, each leading to its section, and what is named behind them."""
    links = [
        Markup('<a href="#{}">{}</a>').format(touchpoint_anchor(item.touchpoint.id), item.touchpoint.title)
        for item in items
    ]
    return Markup(locale.listed([str(part) for part in (*links, *more)]))  # noqa: S704 - each part is escaped


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


def lead(found: JourneyFindings, locale: Locale) -> list[Markup]:
    """What to do first and why, in a few sentences; each only where its figures are there."""
    first = found.first
    if first is not None and first.verdict == "improve":
        sentences = [_improve(first, locale)]
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
        if first.touchpoint.owner:
            text = locale.gettext("Owner: %(owner)s.")
            sentences.append(fill(text, owner=first.touchpoint.owner))
        sentences.append(how_sure(first, locale))
    return sentences


def _improve(first: TouchpointFindings, locale: Locale) -> Markup:
    importance, experience = first.importance, first.experience
    if importance is None or experience is None:
        raise ValueError("an improve without figures")
    shown, threshold = compared(experience, first.threshold.experience, locale)
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


def _add(first: TouchpointFindings, locale: Locale) -> Markup:
    if first.importance is None:
        raise ValueError("an add without importance")
    if first.importance.score.source == "estimated":
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


def _one_voice(item: TouchpointFindings) -> bool:
    """Whether the verdict rests on what a single customer said."""
    return all(figure.score.customers == 1 for figure in item.decisive)


def _nothing_first(found: JourneyFindings, locale: Locale) -> Markup:
    kept = [item for item in found.touchpoints if item.reason == "important_and_good"]
    best = max(kept, key=lambda item: item.importance.score.mean if item.importance else 0.0, default=None)
    reasons = {item.reason for item in found.touchpoints}
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
        return fill(locale.gettext("How sure this is, is not known: it rests on figures that were not measured."))
    if item.certainty == "likely" and (item.probability or 0.0) >= CLEAR_FROM:
        text = (
            locale.gettext(
                "This verdict is likely: on these figures its probability is %(probability)s, but an estimate that was"
                " only checked with customers is never called clear."
            )
            if any(figure.score.source == "validated" for figure in item.decisive)
            else locale.gettext(
                "This verdict is likely: on these figures its probability is %(probability)s, but with fewer than 30"
                " answers no verdict is called clear."
            )
        )
        return fill(text, probability=locale.probability(item.probability or 0.0, in_words=True))
    texts = {
        "clear": locale.gettext("This verdict is clear: on these figures its probability is %(probability)s."),
        "likely": locale.gettext("This verdict is likely: on these figures its probability is %(probability)s."),
        "borderline": locale.gettext(
            "This verdict is borderline: on these figures its probability is %(probability)s."
        ),
    }
    return fill(texts[item.certainty], probability=locale.probability(item.probability or 0.0, in_words=True))


def reason(item: TouchpointFindings, locale: Locale) -> Markup:
    """The rule that decided, with the figures that it compared."""
    importance, experience, threshold = item.importance, item.experience, item.threshold
    against_drop = item.reason == "low_importance"
    shown_i, t_importance = compared(importance, threshold.drop if against_drop else threshold.importance, locale)
    shown_e, t_experience = compared(experience, threshold.experience, locale)
    values: dict[str, object] = {
        "importance": shown_i,
        "experience": shown_e,
        "t_importance": t_importance,
        "t_experience": t_experience,
        "t_drop": t_importance if against_drop else threshold_text(threshold.drop, locale),
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


def nps_sentence(found: NpsFindings, locale: Locale) -> Markup:
    """The NPS with its margin, or why there is none."""
    if found.n < SMALL_SAMPLE:
        text = locale.ngettext("%(n)s answer is too few for an NPS.", "%(n)s answers are too few for an NPS.", found.n)
        return fill(text, n=found.n)
    if found.low is None or found.high is None:
        text = locale.gettext("From %(n)s answers; how they were divided is not stated, so there is no margin.")
        return fill(text, n=locale.number(found.n, 0))
    low, high = locale.between(found.low, found.high, 0)
    text = locale.gettext(
        "From %(n)s answers: %(promoters)s promoters, %(passives)s passives and %(detractors)s detractors."
        " Among all customers it is probably between %(low)s and %(high)s."
    )
    values = {name: locale.number(getattr(found, name), 0) for name in ("promoters", "passives", "detractors")}
    return fill(text, n=locale.number(found.n, 0), low=low, high=high, **values)


def source_of(figure: Figure, locale: Locale) -> Markup:
    """How we know a figure: measured, checked with n customers, estimated by whom, or not stated."""
    score = figure.score
    if score.by:
        return _source_by(score.by, figure, locale)
    if score.source == "validated":
        text = locale.ngettext("checked with %(n)s customer", "checked with %(n)s customers", score.n or 0)
        return fill(text, n=score.n)
    if score.source == "estimated":
        return fill(locale.gettext("estimated, by whom is not stated"))
    if score.source == "unknown":
        return fill(locale.gettext("source not stated"))
    if (score.n or 0) < SMALL_SAMPLE:
        text = locale.ngettext("%(n)s customer answered", "%(n)s customers answered", score.n or 0)
        return fill(text, n=score.n)
    return fill(locale.gettext("measured, n\u00a0=\u00a0%(n)s"), n=locale.number(score.n or 0, 0))


def _source_by(by: str, figure: Figure, locale: Locale) -> Markup:
    """How we know a figure of which it is stated who asked or estimated."""
    score = figure.score
    if score.source == "validated":
        text = locale.ngettext(
            "estimated by %(by)s, checked with %(n)s customer",
            "estimated by %(by)s, checked with %(n)s customers",
            score.n or 0,
        )
        return fill(text, by=by, n=score.n)
    if score.source == "estimated":
        return fill(locale.gettext("estimated by %(by)s"), by=by)
    if score.source == "unknown":
        return fill(locale.gettext("according to %(by)s; whether customers were asked is not stated"), by=by)
    if (score.n or 0) < SMALL_SAMPLE:
        text = locale.ngettext("%(n)s customer asked by %(by)s", "%(n)s customers asked by %(by)s", score.n or 0)
        return fill(text, by=by, n=score.n)
    text = locale.gettext("measured by %(by)s, n\u00a0=\u00a0%(n)s")
    return fill(text, by=by, n=locale.number(score.n or 0, 0))
