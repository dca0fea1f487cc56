"""Scores from what was counted in a survey file."""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import replace

from cjgen.measure.answers import Answers, Weights, answered, moved
from cjgen.measure.counting.counts import Sums, Tallied
from cjgen.measure.counting.questions import Asked
from cjgen.measure.instruments import effort_score, recommendation_score, share_score
from cjgen.model.instrument import Ces, Csat, NpsAnswers, ServiceGap, Share
from cjgen.model.scale import Range
from cjgen.model.score import TOLERANCE, Recommended, Score, ScoreForm

PROMOTING, DETRACTING = 9, 6
"""Promoters answer at least 9 and detractors at most 6, of 0 to 10 (Reichheld 2003)."""

Tally = Sequence[Tallied]


def score_of(
    form: ScoreForm, asked: Sequence[Asked], tallies: Sequence[Tally], pair: Sums | None, scale: Range
) -> Score | None:
    """The score that a form stands for, on the journey's scale; None where nobody answered.

    `asked` and `tallies` are its columns (two for a SERVQUAL: expected, perceived), `pair` the sums over the
    customers who answered both.
    """
    tally, own, instrument = tallies[-1], asked[-1].scale or scale, form.instrument
    weights = weights_of(tally)
    if not tally or (weights is not None and not weights.total):
        return None
    if isinstance(instrument, Csat):
        return share_score(form, _satisfied(tally, own, weights), scale)
    if isinstance(instrument, Ces):
        return effort_score(form, _answers(tally), instrument.easy, scale, weights)
    if isinstance(instrument, NpsAnswers):
        return recommendation_score(form, recommended(tally), scale)
    placed = {each.value: moved(each.value, own, scale) for each in tally}
    score = answered(form, tuple((placed[value], n) for value, n in _answers(tally)))
    if weights is not None:
        score = weights.weighing(score, placed.__getitem__)
    if len(asked) == 2 and pair is not None and pair.n:
        score = replace(score, instrument=_service_gap(pair))
    return score if own == scale else replace(score, asked_on=own)


def recommended(tally: Tally) -> Recommended:
    """Promoters, passives and detractors among answers from 0 to 10."""
    promoters = [each for each in tally if each.value >= PROMOTING]
    detractors = [each for each in tally if each.value <= DETRACTING]
    passives = [each for each in tally if DETRACTING < each.value < PROMOTING]
    parts = (promoters, passives, detractors)
    n = [sum(each.n for each in part) for part in parts]
    found = Recommended(n[0], n[1], n[2])
    weights = weights_of(tally)
    if weights is None or not weights.total:
        return found
    heavy = [sum(each.weight or 0 for each in part) / weights.total for part in parts]
    return replace(found, shares=(heavy[0], heavy[1], heavy[2]), n_effective=weights.n_effective)


def weights_of(tally: Tally) -> Weights | None:
    """How much the answers weigh; None where nothing is weighed."""
    if all(each.weight is None for each in tally):
        return None
    return Weights(
        by_value={each.value: (each.weight or 0) for each in tally},
        total=sum(each.weight or 0 for each in tally),
        squares=sum(each.squares or 0 for each in tally),
    )


def added(one: Tally, other: Tally) -> tuple[Tallied, ...]:
    """Two tallies of one question, of customers who are different ones, as one."""
    found = {each.value: each for each in one}
    for each in other:
        old = found.get(each.value)
        if old is None:
            found[each.value] = each
        elif old.weight is None or each.weight is None:
            found[each.value] = Tallied(each.value, old.n + each.n)
        else:
            squares = (old.squares or 0) + (each.squares or 0)
            found[each.value] = Tallied(each.value, old.n + each.n, old.weight + each.weight, squares)
    return tuple(found[value] for value in sorted(found))


def correlation(pair: Sums | None) -> float | None:
    """Pearson's correlation (-1 to 1) of two columns; None below three rows and where one does not vary."""
    if pair is None or pair.n < 3:
        return None
    (a, b), p = pair.sums, pair.products
    covariance = pair.n * p[0][1] - a * b
    spreads = (pair.n * p[0][0] - a * a) * (pair.n * p[1][1] - b * b)
    return max(-1.0, min(1.0, covariance / math.sqrt(spreads))) if spreads else None


def _satisfied(tally: Tally, own: Range, weights: Weights | None) -> Share:
    """The answers on the top two points of the scale."""
    least = own.max - 1 - TOLERANCE * own.width
    satisfied = [each for each in tally if each.value >= least]
    part, whole = sum(each.n for each in satisfied), sum(each.n for each in tally)
    if weights is None:
        return Share("csat", 100 * part / whole, part, whole)
    heavy = sum(each.weight or 0 for each in satisfied)
    return Share("csat", 100 * heavy / weights.total, part, whole, weights.n_effective)


def _answers(tally: Tally) -> Answers:
    return tuple((each.value, each.n) for each in tally)


def _service_gap(pair: Sums) -> ServiceGap:
    """Perceived - expected, over the customers who answered both."""
    expected, perceived = (total / units / pair.n for total, units in zip(pair.sums, pair.units, strict=True))
    return ServiceGap(figure=perceived - expected, unweighted=perceived - expected, dimensions=(), n=pair.n)
