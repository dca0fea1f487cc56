"""How one verdict was made, in a few lines: what was compared, how sure that is, and the place in the order.

The formulas stand on the method page; here are the numbers of one touchpoint that go into them.
"""

from __future__ import annotations

import math

from markupsafe import Markup

from cjgen.model.explanation import Chance, Comparison, Explanation, FigureSteps, PrioritySteps, Yardstick
from cjgen.model.findings import Axis, Line, Reason
from cjgen.model.score import SMALL_SAMPLE
from cjgen.render.locale import Locale
from cjgen.render.numbers import is_share
from cjgen.render.order import group_label
from cjgen.render.sentences import CLEAR_FROM, FEW_ANSWERS, fill
from cjgen.render.words import certainty_label

_SHOWN: dict[Reason, tuple[Line, ...]] = {
    "not_scored": (),
    "too_few_to_compare": (),
    "missed": ("importance",),
    "not_worth_adding": ("importance",),
    "important_and_good": ("importance", "experience"),
    "important_and_poor": ("importance", "experience"),
    "kept_as_basic": ("importance", "experience"),
    "required": ("importance", "experience"),
    "less_important": ("importance", "drop"),
    "low_importance": ("drop",),
}
"""Which of the comparisons that were made led to the verdict."""
_MOST_DECIMALS = 8
_DIGITS = 3
_RIGHT = 200


def arithmetic(explained: Explanation, locale: Locale) -> tuple[Markup, ...]:
    """The lines of the arithmetic; none where nothing could be compared."""
    shown = _SHOWN[explained.found.reason]
    if not shown:
        return ()
    compared = {comparison.line: comparison for comparison in explained.comparisons}
    return (
        *(_comparison(compared[line], explained, locale) for line in shown),
        *_certainty(explained, locale),
        *_order(explained, locale),
    )


# what was compared, and the chance that it is otherwise


def _comparison(comparison: Comparison, explained: Explanation, locale: Locale) -> Markup:
    steps = explained.certainty
    figure = next(each for each in explained.figures if each.axis == comparison.axis)
    mean, threshold = _beside(figure, comparison, locale)
    names: dict[Axis, str] = {"importance": locale.gettext("Importance"), "experience": locale.gettext("Experience")}
    values: dict[str, object] = {
        "name": names[comparison.axis],
        "compared": f"{mean} {'≥' if comparison.met else '<'} {threshold}",
        "origin": _origin(comparison.line, explained, locale),
    }
    chance = next((each for each in steps.chances if each.line == comparison.line), None)
    if chance is not None:
        text = locale.gettext("%(name)s %(compared)s (%(origin)s): a = %(a)s, chance below it %(chance)s.")
        a = f"({threshold} − {mean}) / {_standard_error(figure, locale)} = {_distance(chance.distance, locale)}"
        return fill(text, **values, a=a, chance=_chance(chance, locale, wrong=comparison.met))
    if comparison.axis in steps.unvouched:
        text = _unvouched(figure, locale)
    elif steps.axes and comparison.axis not in steps.axes:
        text = (
            locale.gettext("%(name)s %(compared)s (%(origin)s): does not count for a basic.")
            if explained.found.touchpoint.kind == "basic"
            else locale.gettext("%(name)s %(compared)s (%(origin)s): does not count for what is required.")
        )
    else:
        text = locale.gettext("%(name)s %(compared)s (%(origin)s).")
    return fill(text, **values)


def _unvouched(figure: FigureSteps, locale: Locale) -> str:
    """A comparison of which nobody can say how sure it is."""
    if is_share(figure.figure):
        return locale.gettext("%(name)s %(compared)s (%(origin)s): no standard error is stated for this share.")
    if figure.figure.score.source == "estimated":
        return locale.gettext("%(name)s %(compared)s (%(origin)s): an estimate has no standard error.")
    if figure.figure.score.n is None:
        return locale.gettext("%(name)s %(compared)s (%(origin)s): without a number of answers no standard error.")
    return locale.gettext("%(name)s %(compared)s (%(origin)s): one answer has no standard error.")


def _chance(chance: Chance, locale: Locale, *, wrong: bool) -> str:
    """The chance that the mean lies below the threshold; `wrong` says that it would make the comparison so."""
    distribution = "Φ(a)" if chance.degrees is None else "T(a)"
    probability = locale.probability(chance.probability, up=wrong)
    return f"{distribution} {probability}" if probability[0] in "<>" else f"{distribution} = {probability}"


def _standard_error(figure: FigureSteps, locale: Locale) -> str:
    """The spread by √n, or the square root of the variance that answers and pseudo-answers give together."""
    score, behind = figure.figure.score, figure.posterior
    if is_share(figure.figure):
        se = score.se or 0.0
        return locale.percent_as_typed(se, _decimals_of(100 * se))
    if behind is not None:
        return f"√({_significant(behind.variance, locale)} / {_significant(behind.weight + 1, locale)})"
    return f"({_significant(score.sd or 0.0, locale)} / √{locale.number(score.n_effective or score.n or 0, 0)})"


def _origin(line: Line, explained: Explanation, locale: Locale) -> Markup:
    """Where a threshold comes from; a drop line that lies on the threshold of importance has its origin."""
    journey, yardstick = explained.journey, getattr(explained.yardsticks, line)
    if line == "drop" and (yardstick.origin == "importance" or yardstick.value != yardstick.rule):
        line, yardstick = "importance", explained.yardsticks.importance
    rule = journey.thresholds.importance if line == "importance" else journey.thresholds.experience
    text = _named_origin(yardstick, locale)
    if yardstick.origin == "mean" and rule == "stage_mean":
        text = locale.gettext("mean of %(n)s touchpoints, as this stage has fewer than three")
    elif yardstick.origin == "mean" and rule == "target" and any(other.target for _, other in journey.touchpoints()):
        text = locale.gettext("mean of %(n)s touchpoints, as this one has no target")
    return fill(text, n=len(yardstick.compared))


def _named_origin(yardstick: Yardstick, locale: Locale) -> str:
    texts = {
        "number": locale.gettext("fixed threshold"),
        "own_target": locale.gettext("own target"),
        "journey_target": locale.gettext("target"),
        "mean": locale.gettext("mean of %(n)s touchpoints"),
        "median": locale.gettext("median of %(n)s touchpoints"),
        "stage_mean": locale.gettext("mean of %(n)s touchpoints in this stage"),
        "midpoint": locale.gettext("middle of the scale"),
        "half_mean_share": locale.gettext("half of the mean of %(n)s shares"),
    }
    return texts[yardstick.origin]


# how sure the verdict is


def _certainty(explained: Explanation, locale: Locale) -> tuple[Markup, ...]:
    steps = explained.certainty
    if steps.word is None:
        return ()
    word = certainty_label(steps.word, locale)
    if steps.probability is None:
        return (fill(locale.gettext("No standard error, so no chance: %(word)s."), word=word),)
    if explained.found.reason == "less_important":
        text = locale.gettext("Chance that it lies between the two: %(chance)s.")
    elif steps.rho is None:
        text = locale.gettext("Chance that this is so: %(chance)s.")
    elif steps.rho:
        text = locale.gettext("Chance that both are so (ρ = %(rho)s): %(chance)s.")
    else:
        text = locale.gettext("Chance that both are so: %(chance)s.")
    rho = _significant(steps.rho or 0.0, locale)
    chance = fill(text, chance=locale.probability(steps.probability), rho=rho)
    return (chance + " " + fill(_limits(explained, locale), n=locale.number(steps.answered, 0), word=word),)


def _limits(explained: Explanation, locale: Locale) -> str:
    """The word, and what kept it from being a better one."""
    steps = explained.certainty
    if steps.word == "clear" or (steps.probability or 0.0) < CLEAR_FROM:
        return locale.gettext("n\u00a0=\u00a0%(n)s: %(word)s.")
    importance = explained.found.importance
    if "importance" in steps.axes and is_share(importance) and steps.answered >= FEW_ANSWERS:
        return locale.gettext("n\u00a0=\u00a0%(n)s, with a derived importance below 1,000 never clear: %(word)s.")
    if not steps.validated:
        return locale.gettext("n\u00a0=\u00a0%(n)s, below 30 never clear: %(word)s.")
    return locale.gettext("n\u00a0=\u00a0%(n)s, an estimate that was only checked is never clear: %(word)s.")


# the place in the order


def _order(explained: Explanation, locale: Locale) -> tuple[Markup, ...]:
    found, steps, standing = explained.found, explained.priority, explained.standing
    if steps is None:
        return ()
    values = {"sum": _sum(steps, explained, locale)}
    if standing is None or found.rank_group is None:
        return (fill(locale.gettext("Priority: %(sum)s; no place in the order yet."), **values),)
    if found.reason in ("less_important", "low_importance"):
        text = locale.gettext("Priority: %(sum)s; asks for no effort, number %(rank)s of %(ranked)s.")
    elif standing.kind != found.touchpoint.kind:
        text = locale.gettext(
            "Priority: %(sum)s; not surely a basic that fails, so: %(group)s, number %(rank)s of %(ranked)s."
        )
    else:
        text = locale.gettext("Priority: %(sum)s; %(group)s, number %(rank)s of %(ranked)s.")
    group = group_label(found.rank_group, locale)
    return (fill(text, **values, group=group, rank=found.rank, ranked=explained.ranked),)


def _sum(steps: PrioritySteps, explained: Explanation, locale: Locale) -> str:
    """The number of the ranking with what it is made of, w and S to three decimals."""
    w, s = locale.as_typed(steps.weight, _DIGITS), locale.as_typed(steps.share, _DIGITS)
    number = locale.number(steps.number, 2)
    if steps.ranking == "importance_gap":
        return f"w · (1 − S) = {w} · (1 − {s}) = {number}"
    if steps.ranking == "opportunity":
        behind = f"{w} − {s}" if steps.weight > steps.share else "0"
        return f"10 · (w + max(w − S, 0)) = 10 · ({w} + {behind}) = {number}"
    experience, importance = _decimals(steps.experience, 2, locale), _decimals(steps.importance, 2, locale)
    if steps.ranking == "gap":
        return f"{importance} − {experience} = {locale.signed(steps.number, 2).removeprefix('+')}"
    if steps.target is None:
        return locale.gettext("0, as there is no target")
    if steps.target <= steps.experience:
        return locale.gettext("0, as the target is reached")
    width = locale.as_typed(explained.journey.scale.experience.width)
    return f"w · ({_decimals(steps.target, 2, locale)} − {experience}) / {width} = {number} (w = {w})"


# numbers


def _beside(figure: FigureSteps, comparison: Comparison, locale: Locale) -> tuple[str, str]:
    """A figure and its threshold, with as many decimals as it takes for their difference to be right.

    Right is to one part in two hundred, and two decimals are allowed in any case. The mean of two to five answers
    is written as their sum through their number: it carries no decimals.
    """
    mean, threshold = comparison.figure, comparison.threshold
    apart = threshold - mean
    if is_share(figure.figure):
        digits = next(
            d for d in range(1, _MOST_DECIMALS + 1) if _is_right(mean, threshold, d + 2) or d == _MOST_DECIMALS
        )
        return locale.percent_as_typed(mean, digits), locale.percent_as_typed(threshold, digits)
    fraction = _as_fraction(figure, locale)
    if abs(apart) <= comparison.tolerance:
        shown = fraction or _decimals(mean, 2, locale)
        return shown, shown
    for digits in range(2, _MOST_DECIMALS + 1):
        off = round(threshold, digits) - (mean if fraction else round(mean, digits)) - apart
        if abs(off) <= abs(apart) / _RIGHT:
            break
    return fraction or _decimals(mean, digits, locale), _decimals(threshold, digits, locale)


def _is_right(mean: float, threshold: float, digits: int) -> bool:
    """Whether the difference of the two is right with so many decimals, to one part in two hundred."""
    apart = threshold - mean
    return abs(round(threshold, digits) - round(mean, digits) - apart) <= abs(apart) / _RIGHT


def _as_fraction(figure: FigureSteps, locale: Locale) -> str | None:
    """The mean of two to five known answers that is not whole, as a fraction."""
    score = figure.figure.score
    known = score.answers or score.instrument is not None
    if score.n is None or not 2 <= score.n < SMALL_SAMPLE or not known or round(score.mean, 2).is_integer():
        return None
    return f"{_decimals(score.mean * score.n, 2, locale)}/{score.n}"


def _decimals(value: float, digits: int, locale: Locale) -> str:
    return locale.as_typed(value, digits)


def _significant(value: float, locale: Locale) -> str:
    """A number to three digits."""
    return locale.as_typed(value, _decimals_of(value))


def _distance(value: float, locale: Locale) -> str:
    """A number of standard errors: three digits, but no more than three decimals."""
    return locale.as_typed(value, min(_DIGITS, _decimals_of(value)))


def _decimals_of(value: float) -> int:
    """How many decimals show three digits of a number."""
    if not value or not math.isfinite(value):
        return 0
    return max(0, min(_MOST_DECIMALS, _DIGITS - 1 - math.floor(math.log10(abs(value)))))
