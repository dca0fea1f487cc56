"""Instruments typed as counts, as scores on the journey's scale.

A score is min + q (max - min), with q the share (0 to 1) that the instrument gives. Its spread follows from
the counts; for one customer, contact or check there is none.
"""

from __future__ import annotations

import math
from collections.abc import Iterable
from dataclasses import replace

from cjgen.measure.answers import Answers, Weights, answered, at_share, moments, moved
from cjgen.model.instrument import (
    EASIEST,
    HARDEST,
    Ces,
    Csat,
    DimensionGap,
    Easy,
    Effort,
    Instrument,
    Mystery,
    NpsAnswers,
    Recommendation,
    ServiceGap,
    Servqual,
    Share,
    Tgw,
    ThingsGoneWrong,
)
from cjgen.model.scale import Range
from cjgen.model.score import Recommended, Score, ScoreForm

_EFFORT = Range(min=float(HARDEST), max=float(EASIEST))
_EASY_ANSWERS = 3
"""How many answers at the easy end of 1 to 7 stand for easy."""


def instrument_score(form: ScoreForm, scale: Range) -> Score | None:
    """The score of an instrument that was typed as counts; None for any other form.

    SERVQUAL is a mean of means and is not counted: see `perceived` and `service_gap`.
    """
    if isinstance(form.instrument, Csat):
        satisfied, asked = form.instrument.satisfied or 0, form.instrument.of or 0
        return share_score(form, Share("csat", 100 * satisfied / asked, satisfied, asked), scale)
    if isinstance(form.instrument, Mystery):
        passed, checks = form.instrument.passed, form.instrument.of
        return share_score(form, Share("mystery", 100 * passed / checks, passed, checks), scale)
    if isinstance(form.instrument, NpsAnswers):
        counts = form.instrument.promoters or 0, form.instrument.passives or 0, form.instrument.detractors or 0
        return recommendation_score(form, Recommended(*counts), scale)
    if isinstance(form.instrument, Tgw):
        return _things_gone_wrong(form, form.instrument, scale)
    if isinstance(form.instrument, Ces):
        given = sorted((float(answer), n) for answer, n in (form.instrument.counts or {}).items() if n)
        return effort_score(form, tuple(given), form.instrument.easy, scale)
    return None


def share_score(form: ScoreForm, share: Share, scale: Range) -> Score:
    """A share q = k/n; the spread is that of q' = (k + 1)/(n + 2), which is never 0 or 1 (Laplace's rule).

    With weights q is the weighted share, and k and n count effective answers.
    """
    known = share.figure / 100 if share.n_effective is not None else share.part / share.whole
    whole = share.n_effective if share.n_effective is not None else share.whole
    cautious = (known * whole + 1) / (whole + 2)
    spread = math.sqrt(cautious * (1 - cautious))
    score = _counted(form, share, known, spread, share.whole, scale)
    if share.n_effective is None:
        return score
    return replace(score, n_effective=share.n_effective, unweighted=at_share(share.part / share.whole, scale))


def recommendation_score(form: ScoreForm, answers: Recommended, scale: Range) -> Score:
    """An NPS as q = (NPS + 100)/200; the spread is √v/2, v = p + d - (p - d)².

    Where all customers answered alike v would be nothing; then p and d are those of the adjusted Wald
    interval, (P + ¾)/(n + 3) and (D + ¾)/(n + 3).
    """
    counts = (answers.promoters, answers.passives, answers.detractors)
    n = answers.n
    plain = 100 * (answers.promoters - answers.detractors) / n
    shares = (answers.shares[0], answers.shares[2]) if answers.shares is not None else None
    nps = 100 * (shares[0] - shares[1]) if shares is not None else plain
    promoting, detracting = shares or (answers.promoters / n, answers.detractors / n)
    if max(counts) == n:
        promoting, detracting = (answers.promoters + 0.75) / (n + 3), (answers.detractors + 0.75) / (n + 3)
    spread = math.sqrt(promoting + detracting - (promoting - detracting) ** 2) / 2
    found = Recommendation(nps, *counts, shares=shares, n_effective=answers.n_effective)
    score = _counted(form, found, (nps + 100) / 200, spread, n, scale)
    if answers.n_effective is None:
        return score
    return replace(score, n_effective=answers.n_effective, unweighted=at_share((plain + 100) / 200, scale))


def _things_gone_wrong(form: ScoreForm, tgw: Tgw, scale: Range) -> Score:
    """Things Gone Wrong as q = 1 - min(1, count/of); the spread is that of a Poisson rate, √((count + 1)/of)."""
    found = ThingsGoneWrong(100 * tgw.count / tgw.of, tgw.count, tgw.of)
    share = 1 - min(1.0, tgw.count / tgw.of)
    return _counted(form, found, share, math.sqrt((tgw.count + 1) / tgw.of), tgw.of, scale)


def _counted(form: ScoreForm, found: Instrument, share: float, spread: float, n: int, scale: Range) -> Score:
    return Score(
        mean=at_share(share, scale),
        sd=None if n == 1 else spread * scale.width,
        n=n,
        source=form.source or "measured",
        spread=None if n == 1 else "answers",
        by=form.by,
        question=form.question,
        instrument=found,
    )


def effort_score(form: ScoreForm, tallied: Answers, easy: Easy, scale: Range, weights: Weights | None = None) -> Score:
    """Answers from 1 to 7 with how many gave each, turned round where low is easy, on the journey's scale."""
    turned = easy == "low"

    def placed(answer: float) -> float:
        return moved(EASIEST + HARDEST - answer if turned else answer, _EFFORT, scale)

    answers = tuple(sorted((placed(answer), n) for answer, n in tallied))
    at_ends = range(HARDEST, HARDEST + _EASY_ANSWERS) if turned else range(EASIEST + 1 - _EASY_ANSWERS, EASIEST + 1)
    counted = weights.by_value if weights is not None else {value: float(n) for value, n in tallied}
    share = math.fsum(w for value, w in counted.items() if value in at_ends) / math.fsum(counted.values())
    own = moments(tallied)[0] if weights is None else weights.mean(lambda value: value)
    found = Effort(own, easy, share, tuple((int(value), n) for value, n in tallied))
    score = answered(form, answers, instrument=found)
    return score if weights is None else weights.weighing(score, placed)


def perceived(servqual: Servqual) -> float:
    """The weighted mean of what customers perceived, on the scale of the questions."""
    return _weighted((each.perceived, each.weight) for _, each in servqual.dimensions())


def service_gap(servqual: Servqual) -> ServiceGap:
    """The gap of each dimension, perceived - expected (Parasuraman, Zeithaml and Berry 1988), and of all together."""
    gaps = tuple(
        DimensionGap(name, each.expected, each.perceived, each.weight, each.perceived - each.expected)
        for name, each in servqual.dimensions()
    )
    return ServiceGap(
        figure=_weighted((each.gap, each.weight) for each in gaps),
        unweighted=_weighted((each.gap, None) for each in gaps),
        dimensions=gaps,
    )


def _weighted(values: Iterable[tuple[float, float | None]]) -> float:
    """Mean of (value, weight) pairs; without weights all count alike."""
    pairs = [(value, 1.0 if weight is None else weight) for value, weight in values]
    return math.fsum(value * weight for value, weight in pairs) / math.fsum(weight for _, weight in pairs)
