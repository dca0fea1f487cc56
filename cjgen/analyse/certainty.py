"""How certain a verdict is: the probability that the touchpoint truly lies where its verdict says.

Each mean is uncertain by its standard error. Its true value lies below a threshold t with probability
T((t - mean) / se), Student's t with n - 1 degrees of freedom; two axes are joined by a bivariate normal
distribution with the correlation of the two answers.
"""

from __future__ import annotations

import math
from dataclasses import dataclass

from cjgen.analyse.equality import at_least
from cjgen.analyse.verdict import Judgement
from cjgen.model.findings import Axis, Certainty, Figure, Threshold
from cjgen.model.journey import Touchpoint

LARGE_SAMPLE = 30
"""From this many answers on the normal distribution is used, and a verdict may be called clear."""
CLEAR = 0.90
LIKELY = 0.60
_EXACT = 1e-12


@dataclass(frozen=True, slots=True)
class Quadrants:
    """The probabilities, 0 to 1 and together 1, of the four areas that two thresholds make."""

    important_and_good: float
    important_and_poor: float
    unimportant_and_good: float
    unimportant_and_poor: float


def certainty(
    touchpoint: Touchpoint, judgement: Judgement, importance: Figure | None, experience: Figure | None
) -> tuple[Certainty | None, float | None]:
    """The word and the probability (0 to 1) for a judgement; both None without a verdict.

    Only figures that the verdict uses count: importance where importance alone decided, experience alone
    for a touchpoint that must be there anyway. A figure that nobody vouches for, or a single customer,
    makes it a `guess` without a probability. Fewer than 30 answers on the smaller axis, or figures that
    customers only confirmed, are never `clear`.
    """
    if judgement.verdict is None:
        return None, None
    used = [importance if axis == "importance" else experience for axis in deciding_axes(touchpoint, judgement)]
    known = [figure for figure in used if figure is not None and figure.se is not None and not figure.score.is_guess]
    if len(known) < len(used):
        return "guess", None
    chance = _clipped(_probability(touchpoint, judgement, importance, experience))
    answered = min(figure.score.n or 0 for figure in known)
    validated = any(figure.score.source == "validated" for figure in known)
    if at_least(chance, CLEAR, 1.0) and answered >= LARGE_SAMPLE and not validated:
        return "clear", chance
    return "likely" if at_least(chance, LIKELY, 1.0) else "borderline", chance


def deciding_axes(touchpoint: Touchpoint, judgement: Judgement) -> tuple[Axis, ...]:
    """The axes that the verdict rests on; none without a verdict."""
    if judgement.verdict is None:
        return ()
    if judgement.reason in ("low_importance", "less_important", "missed"):
        return ("importance",)
    return ("experience",) if _must_be_there(touchpoint) else ("importance", "experience")


def _must_be_there(touchpoint: Touchpoint) -> bool:
    return touchpoint.kind == "basic" or touchpoint.required is not None


def _probability(
    touchpoint: Touchpoint, judgement: Judgement, importance: Figure | None, experience: Figure | None
) -> float:
    threshold = judgement.threshold
    reason = judgement.reason
    if reason == "low_importance":
        return below(threshold.drop, importance)
    if reason == "less_important":
        return below(threshold.importance, importance) - below(threshold.drop, importance)
    if reason == "missed":
        return 1 - below(threshold.importance, importance)
    if _must_be_there(touchpoint):
        poor = below(threshold.experience, experience)
        return poor if judgement.verdict == "improve" else 1 - poor
    areas = quadrants(threshold, importance, experience, correlation(importance, experience))
    return areas.important_and_poor if judgement.verdict == "improve" else areas.important_and_good


def quadrants(threshold: Threshold, importance: Figure | None, experience: Figure | None, rho: float) -> Quadrants:
    """The probability of each area; `rho` (-1 to 1) is the correlation of the two answers."""
    low = below(threshold.importance, importance)
    poor = below(threshold.experience, experience)
    both = both_below(low, poor, rho)
    return Quadrants(
        important_and_good=_clipped(1 - low - poor + both),
        important_and_poor=_clipped(poor - both),
        unimportant_and_good=_clipped(low - both),
        unimportant_and_poor=_clipped(both),
    )


def below(threshold: float | None, figure: Figure | None) -> float:
    """The probability that the true mean lies below the threshold.

    Raises ValueError without a threshold or a standard error: a verdict that reaches this point has both.
    """
    if threshold is None or figure is None or figure.se is None or figure.score.n is None:
        raise ValueError("a probability needs a threshold and a figure with a standard error")
    distance = threshold - figure.score.mean
    if figure.se == 0:
        return 1.0 if distance > 0 else 0.0
    if figure.score.n >= LARGE_SAMPLE:
        return _normal(distance / figure.se)
    from scipy.special import stdtr

    return float(stdtr(figure.score.n - 1, distance / figure.se))


def both_below(first: float, second: float, rho: float) -> float:
    """The probability that both of two normal variables lie below the quantiles of these probabilities.

    By Owen's T function (Owen 1956), Φ2(h, k; ρ) = ½ Φ(h) + ½ Φ(k) - T(h, a) - T(k, b) - δ: exact to the
    last digits, and `scipy.special` loads in a fraction of the time of `scipy.stats`.
    """
    if min(first, second) <= 0 or max(first, second) >= 1 or rho == 0:
        return first * second
    if rho >= 1 - _EXACT:
        return min(first, second)
    if rho <= -1 + _EXACT:
        return max(0.0, first + second - 1)
    from scipy.special import ndtri, owens_t

    h, k = float(ndtri(first)), float(ndtri(second))
    if h == 0 and k == 0:
        return 0.25 + math.asin(rho) / (2 * math.pi)
    root = math.sqrt(1 - rho**2)
    towards_k = (k / h - rho) / root if h else math.copysign(math.inf, k)
    towards_h = (h / k - rho) / root if k else math.copysign(math.inf, h)
    apart = 0.5 if (h < 0) != (k < 0) else 0.0
    return _clipped((first + second) / 2 - float(owens_t(h, towards_k)) - float(owens_t(k, towards_h)) - apart)


def correlation(first: Figure | None, second: Figure | None) -> float:
    """Pearson's correlation (-1 to 1) of two scores' answers where the same people seem to have given both.

    That is where both list their answers and are equally long, at least three; 0 elsewhere, and where one
    of them does not vary.
    """
    one = first.score.sequence if first else ()
    other = second.score.sequence if second else ()
    if len(one) != len(other) or len(one) < 3 or len(set(one)) == 1 or len(set(other)) == 1:
        return 0.0
    x, y = _deviations(one), _deviations(other)
    covariance = math.fsum(a * b for a, b in zip(x, y, strict=True))
    product = math.fsum(a * a for a in x) * math.fsum(b * b for b in y)
    return max(-1.0, min(1.0, covariance / math.sqrt(product))) if product else 0.0


def _deviations(values: tuple[float, ...]) -> list[float]:
    mean = math.fsum(values) / len(values)
    return [value - mean for value in values]


def _normal(z: float) -> float:
    return math.erfc(-z / math.sqrt(2)) / 2


def _clipped(probability: float) -> float:
    return max(0.0, min(1.0, probability))
