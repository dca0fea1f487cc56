"""Instruments typed as counts, as scores on the journey's scale.

A score is min + q (max - min), with q the share (0 to 1) that the instrument gives. Its spread follows from
the counts; for one customer, contact or check there is none.
"""

from __future__ import annotations

import math
from collections.abc import Iterable

from cjgen.measure.answers import answered, at_share, moments, moved
from cjgen.model.instrument import (
    EASIEST,
    HARDEST,
    Ces,
    Csat,
    DimensionGap,
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
from cjgen.model.score import Score, ScoreForm

_EFFORT = Range(min=float(HARDEST), max=float(EASIEST))
_EASY_ANSWERS = 3
"""How many answers at the easy end of 1 to 7 stand for easy."""


def instrument_score(form: ScoreForm, scale: Range) -> Score | None:
    """The score of an instrument that was typed as counts; None for any other form.

    SERVQUAL is a mean of means and is not counted: see `perceived` and `service_gap`.
    """
    if isinstance(form.instrument, Csat):
        satisfied, asked = form.instrument.satisfied or 0, form.instrument.of or 0
        return _share(form, Share("csat", 100 * satisfied / asked, satisfied, asked), scale)
    if isinstance(form.instrument, Mystery):
        passed, checks = form.instrument.passed, form.instrument.of
        return _share(form, Share("mystery", 100 * passed / checks, passed, checks), scale)
    if isinstance(form.instrument, NpsAnswers):
        return _recommendation(form, form.instrument, scale)
    if isinstance(form.instrument, Tgw):
        return _things_gone_wrong(form, form.instrument, scale)
    if isinstance(form.instrument, Ces):
        return _effort(form, form.instrument, scale)
    return None


def _share(form: ScoreForm, share: Share, scale: Range) -> Score:
    """A share q = k/n; the spread is that of q' = (k + 1)/(n + 2), which is never 0 or 1 (Laplace's rule)."""
    cautious = (share.part + 1) / (share.whole + 2)
    spread = math.sqrt(cautious * (1 - cautious))
    return _counted(form, share, share.part / share.whole, spread, share.whole, scale)


def _recommendation(form: ScoreForm, answers: NpsAnswers, scale: Range) -> Score:
    """An NPS as q = (NPS + 100)/200; the spread is √v/2, v = p + d - (p - d)².

    Where all customers answered alike v would be nothing; then p and d are those of the adjusted Wald
    interval, (P + ¾)/(n + 3) and (D + ¾)/(n + 3).
    """
    counts = (answers.promoters or 0, answers.passives or 0, answers.detractors or 0)
    n = sum(counts)
    nps = 100 * (counts[0] - counts[2]) / n
    more, of = (0.75, n + 3) if max(counts) == n else (0.0, n)
    promoting, detracting = (counts[0] + more) / of, (counts[2] + more) / of
    spread = math.sqrt(promoting + detracting - (promoting - detracting) ** 2) / 2
    return _counted(form, Recommendation(nps, *counts), (nps + 100) / 200, spread, n, scale)


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


def _effort(form: ScoreForm, ces: Ces, scale: Range) -> Score:
    """The answers, turned round where low is easy, moved from 1-7 onto the journey's scale."""
    given = tuple(sorted((answer, count) for answer, count in (ces.counts or {}).items() if count))
    turned = ces.easy == "low"
    answers = tuple(
        sorted((moved(EASIEST + HARDEST - answer if turned else answer, _EFFORT, scale), n) for answer, n in given)
    )
    n = sum(count for _, count in answers)
    easy = range(HARDEST, HARDEST + _EASY_ANSWERS) if turned else range(EASIEST + 1 - _EASY_ANSWERS, EASIEST + 1)
    own = moments(tuple((float(answer), count) for answer, count in given))[0]
    found = Effort(own, ces.easy, sum(count for answer, count in given if answer in easy) / n, given)
    return answered(form, answers, instrument=found)


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
