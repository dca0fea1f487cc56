"""Sentences about the yardsticks: by which ones a journey was judged, and what others would have said."""

from __future__ import annotations

from markupsafe import Markup

from cjgen.model.findings import JourneyFindings, Line
from cjgen.render.locale import Locale
from cjgen.render.numbers import computed_from_few, threshold_text
from cjgen.render.outcome import outcome_name
from cjgen.render.sentences import fill


def yardsticks(found: JourneyFindings, locale: Locale) -> list[Markup]:
    """By which yardsticks the touchpoints were judged: importance, experience, dropping."""
    share = found.journey.derives_importance
    judged = [
        item.threshold
        for item in found.touchpoints
        if item.threshold.importance is not None and not (share and item.touchpoint.wished)
    ]
    importance = judged[0].importance if judged else None
    experiences = {item.threshold.experience for item in found.touchpoints if item.threshold.experience is not None}
    drop = judged[0].drop if judged else None
    experience = next(iter(experiences)) if len(experiences) == 1 else None
    alike = _alike(found, importance, experience, locale)
    return [
        *(alike or _importance_yardstick(found, importance, locale)),
        *([] if alike else _experience_yardstick(found, experience, bool(experiences), locale)),
        *_drop_yardstick(found, drop, locale),
    ]


def line_text(found: JourneyFindings, line: Line, value: float | None, locale: Locale) -> str:
    """A threshold of the journey by itself; without decimals where it was computed from figures of few customers."""
    share = found.journey.derives_importance and line != "experience"
    return threshold_text(value, locale, share=share, few=computed_from_few(found, line))


def _alike(found: JourneyFindings, importance: float | None, experience: float | None, locale: Locale) -> list[Markup]:
    """Both yardsticks in one sentence, where the same rule gives one line each; empty elsewhere."""
    texts = {
        "mean": locale.gettext(
            "The thresholds are the means of this journey (importance %(i)s, experience %(e)s), so something is always"
            " below them."
        ),
        "median": locale.gettext(
            "The thresholds are the medians of this journey (importance %(i)s, experience %(e)s), so something is"
            " always below them."
        ),
        "midpoint": locale.gettext(
            "The thresholds are the middles of the scales (importance %(i)s, experience %(e)s)."
        ),
    }
    rule = experience_rule(found)
    if rule != found.journey.thresholds.importance or rule not in texts or importance is None or experience is None:
        return []
    return [
        fill(
            texts[str(rule)],
            i=line_text(found, "importance", importance, locale),
            e=line_text(found, "experience", experience, locale),
        )
    ]


def experience_rule(found: JourneyFindings) -> str | float:
    """The rule that was used for experience: `target` is the mean where nothing has one."""
    rule = found.journey.thresholds.experience
    if rule != "target":
        return rule
    have = [item.target is not None for item in found.touchpoints if not item.touchpoint.wished]
    return "target" if all(have) else "some_targets" if any(have) else "mean"


def scales(found: JourneyFindings, locale: Locale) -> Markup:
    """From what to what the scores run, and what a derived importance is."""
    scale = found.journey.scale
    if found.journey.derives_importance:
        text = locale.gettext(
            "Importance is derived: each touchpoint’s share in what goes together with %(outcome)s. Scores of"
            " experience run from %(low)s to %(high)s."
        )
        low, high = locale.as_typed(scale.experience.min), locale.as_typed(scale.experience.max)
        return fill(text, outcome=outcome_name(found, locale), low=low, high=high)
    ends = {"low": locale.as_typed(scale.importance.min), "high": locale.as_typed(scale.importance.max)}
    if scale.importance == scale.experience:
        return fill(locale.gettext("Scores run from %(low)s to %(high)s."), **ends)
    text = locale.gettext(
        "Scores of importance run from %(low)s to %(high)s, scores of experience from %(e_low)s to %(e_high)s."
    )
    e_low, e_high = locale.as_typed(scale.experience.min), locale.as_typed(scale.experience.max)
    return fill(text, **ends, e_low=e_low, e_high=e_high)


def _drop_yardstick(found: JourneyFindings, value: float | None, locale: Locale) -> list[Markup]:
    if value is None:
        return []
    thresholds, share = found.journey.thresholds, found.journey.derives_importance
    if thresholds.importance != "stage_mean":
        shown = line_text(found, "drop", value, locale)
        return [fill(locale.gettext("Below an importance of %(t)s a touchpoint may go."), t=shown)]
    if thresholds.drop == "importance":
        return [fill(locale.gettext("A touchpoint whose importance is below the mean of its stage may go."))]
    if share and not isinstance(thresholds.drop, float):
        text = locale.gettext(
            "Below half of the mean share, or the mean of its stage where that is lower, a touchpoint may go."
        )
        return [fill(text)]
    rule = thresholds.drop if isinstance(thresholds.drop, float) else found.journey.scale.importance.midpoint
    text = locale.gettext(
        "Below an importance of %(t)s, or of the mean of its stage where that is lower, a touchpoint may go."
    )
    return [fill(text, t=threshold_text(rule, locale, share=share))]


def _importance_yardstick(found: JourneyFindings, value: float | None, locale: Locale) -> list[Markup]:
    if value is None:
        return []
    rule = found.journey.thresholds.importance
    texts = {
        "mean": locale.gettext(
            "Importance is judged against the mean of this journey (%(t)s), so something is always below it."
        ),
        "median": locale.gettext(
            "Importance is judged against the median of this journey (%(t)s), so something is always below it."
        ),
        "stage_mean": locale.gettext(
            "Importance is judged against the mean of each stage, or of the journey where a stage has fewer than three"
            " to compare, so something is always below it."
        ),
        "midpoint": locale.gettext("Importance is judged against the middle of the scale (%(t)s)."),
    }
    text = texts.get(str(rule)) or locale.gettext("Importance is judged against a fixed threshold (%(t)s).")
    return [fill(text, t=line_text(found, "importance", value, locale))]


def _experience_yardstick(found: JourneyFindings, value: float | None, judged: bool, locale: Locale) -> list[Markup]:
    if not judged:
        return []
    rule = experience_rule(found)
    aim = found.journey.target.experience if found.journey.target else None
    texts = {
        "mean": locale.gettext(
            "Experience is judged against the mean of this journey (%(t)s), so something is always below it."
        ),
        "median": locale.gettext(
            "Experience is judged against the median of this journey (%(t)s), so something is always below it."
        ),
        "stage_mean": locale.gettext(
            "Experience is judged against the mean of each stage, or of the journey where a stage has fewer than three"
            " to compare, so something is always below it."
        ),
        "midpoint": locale.gettext("Experience is judged against the middle of the scale (%(t)s)."),
        "target": locale.gettext("Experience is judged against the target (%(t)s).")
        if value is not None
        else locale.gettext(
            "Experience is judged against the target of the journey (%(t)s), or the touchpoint's own where it has one."
        )
        if aim is not None
        else locale.gettext("Experience is judged against each touchpoint's own target."),
        "some_targets": locale.gettext(
            "Experience is judged against the target where there is one, elsewhere by the mean of this journey."
        ),
    }
    text = texts.get(str(rule)) or locale.gettext("Experience is judged against a fixed threshold (%(t)s).")
    return [fill(text, t=line_text(found, "experience", aim if value is None else value, locale))]


def sensitivity(found: JourneyFindings, locale: Locale) -> list[Markup]:
    """How many verdicts would differ under each other rule."""
    rules = {
        "mean": lambda n: locale.ngettext(
            "By the mean, %(n)s verdict would differ.", "By the mean, %(n)s verdicts would differ.", n
        ),
        "median": lambda n: locale.ngettext(
            "By the median, %(n)s verdict would differ.", "By the median, %(n)s verdicts would differ.", n
        ),
        "stage_mean": lambda n: locale.ngettext(
            "By the mean of each stage, %(n)s verdict would differ.",
            "By the mean of each stage, %(n)s verdicts would differ.",
            n,
        ),
        "midpoint": lambda n: locale.ngettext(
            "By the middle of the scale, %(n)s verdict would differ.",
            "By the middle of the scale, %(n)s verdicts would differ.",
            n,
        ),
        "target": lambda n: locale.ngettext(
            "By the targets, %(n)s verdict would differ.", "By the targets, %(n)s verdicts would differ.", n
        ),
    }
    names = {
        "mean": locale.gettext("the mean"),
        "median": locale.gettext("the median"),
        "stage_mean": locale.gettext("the mean of each stage"),
        "midpoint": locale.gettext("the middle of the scale"),
        "target": locale.gettext("the targets"),
    }
    differ = [fill(rules[rule](n), n=n) for rule, n in found.sensitivity.items() if n]
    same = [names[rule] for rule, n in found.sensitivity.items() if not n]
    if same:
        differ.append(fill(locale.gettext("No verdict would differ by %(rules)s."), rules=locale.listed(same)))
    return differ
