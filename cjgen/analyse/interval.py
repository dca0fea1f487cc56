"""What the mean of a sample says about all customers: 95 % interval and standard error."""

from __future__ import annotations

import math
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import lru_cache

from cjgen.analyse.instruments import effort_interval, on_scale, own_interval, sample_unit
from cjgen.analyse.nps import Z
from cjgen.analyse.respondents import ask_more_for_mean
from cjgen.model.explanation import Posterior
from cjgen.model.findings import Figure
from cjgen.model.instrument import Effort
from cjgen.model.journey import Journey
from cjgen.model.scale import Range
from cjgen.model.score import SMALL_SAMPLE, TOLERANCE, Score, TouchpointScores

PRIOR_ANSWERS = 3.0
"""How many answers the prior of a small sample weighs."""


@dataclass(frozen=True, slots=True)
class Tally:
    """Answers or pseudo-answers on a scale, as far as a mean and a variance depend on them.

    `weight` is their number, which need not be whole; `first` and `second` are the sums of their distances
    to the scale's midpoint and of the squares of those. Keeping sums instead of one number per point of the
    scale makes a scale of 0 to 1,000 as cheap as one of 1 to 5.
    """

    weight: float
    first: float
    second: float

    def __add__(self, other: Tally) -> Tally:
        return Tally(self.weight + other.weight, self.first + other.first, self.second + other.second)

    @property
    def variance(self) -> float:
        """The variance of the answers themselves, in squared scale points."""
        return self.second / self.weight - (self.first / self.weight) ** 2

    def weighing(self, weight: float) -> Tally:
        """The same answers in the same proportions, `weight` of them together."""
        factor = weight / self.weight
        return Tally(weight, self.first * factor, self.second * factor)


@dataclass(frozen=True, slots=True)
class Interval:
    """A 95 % interval with the standard error of the mean, all in scale points.

    `posterior` is what stands behind those of few or equal answers, None for Student's t.
    """

    low: float
    high: float
    se: float
    posterior: Posterior | None = None


def figures(scores: Iterable[Score | None], scale: Range) -> list[Figure | None]:
    """The scores of one axis of a journey, each with what its sample allows one to say.

    They come together because a small sample borrows from all answers on its axis.
    """
    together = list(scores)
    if not any(together):
        return [None] * len(together)
    prior = prior_of((pair for score in together if score for pair in score.answers), scale)
    return [None if score is None else figure(score, scale, prior) for score in together]


def importance_figures(journey: Journey, scores: Mapping[str, TouchpointScores]) -> list[Figure | None]:
    """The importance of every touchpoint of a journey, stated or derived; `scores` are by touchpoint id."""
    known = [(touchpoint, scores[touchpoint.id].importance) for _, touchpoint in journey.touchpoints()]
    prior = prior_of((pair for _, score in known if score for pair in score.answers), journey.scale.importance)
    axes = journey.axes
    return [
        None if score is None else figure(score, (journey.scale if touchpoint.wished else axes).importance, prior)
        for touchpoint, score in known
    ]


def figure(score: Score, scale: Range, prior: Tally) -> Figure:
    """A score with its interval; without one where fewer than two customers were asked.

    An instrument that has an interval of its own keeps it, moved onto the scale.
    """
    interval = interval_of(score, scale, prior)
    if interval is None:
        return Figure(score, low=None, high=None, se=None)
    if score.source == "derived":
        return Figure(score, low=interval.low, high=interval.high, se=interval.se)
    instrument = score.instrument
    own = own_interval(instrument)
    low, high = interval.low, interval.high
    if instrument is not None and own is not None:
        low, high = on_scale(instrument, own, score.mean, scale)
    elif isinstance(instrument, Effort):
        own = effort_interval(instrument, low, high, scale)
    unit = sample_unit(instrument)
    more = ask_more_for_mean(answer_variance(score, scale, prior), score.n or 0, scale.width, unit)
    return Figure(score, low=low, high=high, se=interval.se, own=own, ask_more=more)


def interval_of(score: Score, scale: Range, prior: Tally) -> Interval | None:
    """The 95 % interval of a score; None for a bare or estimated figure and for one customer.

    Student's t for a sample of six or more and for a smaller one whose answers are not known; the
    Dirichlet-multinomial kind for two to five known answers, where t covers too little, and wherever all
    answers are equal, where t would have no width. With weights the effective number of answers counts. That of a
    derived share is normal, by the standard error that comes with it; None without one.
    """
    if score.source == "derived":
        return _share_interval(score)
    if score.n is None or score.effective < 2 or score.sd is None:
        return None
    borrowing = _borrowing_answers(score, scale)
    if borrowing is not None:
        return dirichlet_interval(score.mean, borrowing, prior, scale)
    return t_interval(score.mean, score.sd, score.effective, scale)


def _share_interval(score: Score) -> Interval | None:
    """Share ± z se, clipped to 0 and 1; None where the standard error is not known, or 0 for want of digits."""
    if not score.se:
        return None
    return Interval(max(0.0, score.mean - Z * score.se), min(1.0, score.mean + Z * score.se), score.se)


def answer_variance(score: Score, scale: Range, prior: Tally) -> float:
    """The variance of single answers on which the interval of a score rests, in squared scale points.

    The square of the standard deviation, or that of answers and prior together where the interval borrows
    from the prior: two equal answers do not show that all customers agree.
    """
    borrowing = _borrowing_answers(score, scale)
    return (score.sd or 0.0) ** 2 if borrowing is None else (borrowing + prior).variance


def _borrowing_answers(score: Score, scale: Range) -> Tally | None:
    """The answers of a score whose interval borrows from the prior; None for one that needs no help."""
    unanimous = score.sd is not None and score.sd <= TOLERANCE * scale.width
    if not unanimous and not (score.answers and score.effective < SMALL_SAMPLE):
        return None
    if score.n_effective is not None:
        return _weighted_tally(score, scale)
    return tally(score.answers or ((score.mean, score.n or 0),), scale)


def _weighted_tally(score: Score, scale: Range) -> Tally:
    """As many answers as the weighted ones say as much as, with their mean and standard deviation."""
    n, from_middle = score.effective, score.mean - scale.midpoint
    return Tally(n, n * from_middle, (n - 1) * (score.sd or 0.0) ** 2 + n * from_middle**2)


def t_interval(mean: float, sd: float, n: float, scale: Range) -> Interval:
    """Student's t interval of a mean: m ± t(.975, n - 1) s / sqrt(n), clipped to the scale; n >= 2, sd > 0."""
    se = sd / math.sqrt(n)
    margin = t_quantile(n - 1) * se
    return Interval(low=max(scale.min, mean - margin), high=min(scale.max, mean + margin), se=se)


@lru_cache(maxsize=4096)
def t_quantile(freedom: float) -> float:
    """The .975 quantile of Student's t for so many degrees of freedom."""
    from scipy.special import stdtrit

    return float(stdtrit(freedom, 0.975))


def dirichlet_interval(mean: float, answers: Tally, prior: Tally, scale: Range) -> Interval:
    """Interval of a mean from few or equal answers: a Dirichlet-multinomial on the scale's points.

    Answers and prior together give the posterior mean and variance of the mean,
    (Σ k² A_k / A - mean²) / (A + 1) for A answers; the interval runs between the .025 and .975 quantiles
    of the Beta distribution on the scale that has both, and is widened to hold the plain `mean`, which is
    what is printed. The standard error is that Beta's standard deviation.
    """
    from scipy.special import betaincinv

    posterior = answers + prior
    centre = posterior.first / posterior.weight
    variance = posterior.variance / (posterior.weight + 1)
    share = (scale.midpoint + centre - scale.min) / scale.width
    concentration = share * (1 - share) * scale.width**2 / variance - 1
    alpha, beta = share * concentration, (1 - share) * concentration
    low, high = (scale.min + scale.width * float(betaincinv(alpha, beta, tail)) for tail in (0.025, 0.975))
    behind = Posterior(posterior.weight, scale.midpoint + centre, posterior.variance)
    return Interval(low=min(low, mean), high=max(high, mean), se=math.sqrt(variance), posterior=behind)


def prior_of(pool: Iterable[tuple[float, float]], scale: Range) -> Tally:
    """Three pseudo-answers: half as the journey's answers on this axis lie, half evenly over the scale.

    `pool` are (answer, how many) pairs; without any the prior is even.
    """
    even = _even(scale)
    pooled = tally(pool, scale)
    if not pooled.weight:
        return even.weighing(PRIOR_ANSWERS)
    return pooled.weighing(PRIOR_ANSWERS / 2) + even.weighing(PRIOR_ANSWERS / 2)


def tally(answers: Iterable[tuple[float, float]], scale: Range) -> Tally:
    """(answer, how many) pairs as a tally on the scale's whole numbers.

    An answer between two of them counts for both, in proportion to its nearness.
    """
    points: list[tuple[float, float]] = []
    for value, count in answers:
        lower = max(float(math.floor(value)), scale.min)
        upper = min(float(math.ceil(value)), scale.max)
        share = (value - lower) / (upper - lower) if upper > lower else 0.0
        points += [(lower - scale.midpoint, count * (1 - share)), (upper - scale.midpoint, count * share)]
    return _tally_of_points(points)


def _even(scale: Range) -> Tally:
    """One answer on each whole number of the scale, and on its ends where these are not whole."""
    first, last = math.ceil(scale.min), math.floor(scale.max)
    ends = [(end - scale.midpoint, 1.0) for end in (scale.min, scale.max) if not end.is_integer()]
    number = last - first + 1
    if number < 1:
        return _tally_of_points(ends)
    centre = (first + last) / 2 - scale.midpoint
    # Σ k and Σ k² of consecutive whole numbers in closed form: their variance is (number² - 1) / 12
    whole = Tally(number, number * centre, number * (centre**2 + (number**2 - 1) / 12))
    return whole + _tally_of_points(ends)


def _tally_of_points(points: list[tuple[float, float]]) -> Tally:
    return Tally(
        weight=math.fsum(count for _, count in points),
        first=math.fsum(distance * count for distance, count in points),
        second=math.fsum(distance**2 * count for distance, count in points),
    )
