"""Scores typed by hand: each form an author may choose becomes one kind of object."""

from __future__ import annotations

from collections import Counter
from dataclasses import replace

from cjgen.measure.answers import answered, moved
from cjgen.measure.instruments import instrument_score, perceived, service_gap
from cjgen.model.journey import Journey
from cjgen.model.scale import Range
from cjgen.model.score import JourneyScores, Score, ScoreForm, Source, Spread, TouchpointScores


def measure(journey: Journey) -> JourneyScores:
    """Read every score of the journey onto the journey's scales.

    Importance goes onto the importance scale; experience, promise and the overall mark onto the experience
    scale. What is not written is None. Values are taken to lie within the scale they were written on:
    `validate` has seen to that.
    """
    axes = journey.scale
    return JourneyScores(
        touchpoints={
            touchpoint.id: TouchpointScores(
                importance=_score(touchpoint.importance, axes.importance),
                experience=_score(touchpoint.experience, axes.experience),
                promise=_score(touchpoint.promise, axes.experience),
            )
            for _, touchpoint in journey.touchpoints()
        },
        overall=_score(journey.overall, axes.experience),
    )


def _score(form: ScoreForm | None, scale: Range) -> Score | None:
    if form is None:
        return None
    own = form.scale or scale
    if form.mean is not None:
        return _typed(form, form.mean, own, scale)
    if form.servqual is not None:
        return replace(_typed(form, perceived(form.servqual), own, scale), instrument=service_gap(form.servqual))
    if form.instrument is not None:
        return instrument_score(form, scale)
    sequence = tuple(moved(value, own, scale) for value in form.answers or ())
    tally = Counter(sequence)
    for value, count in (form.counts or {}).items():
        tally[moved(value, own, scale)] += count
    answers = tuple(sorted((value, count) for value, count in tally.items() if count))
    return answered(form, answers, sequence=sequence)


def _typed(form: ScoreForm, mean: float, own: Range, scale: Range) -> Score:
    """The score of a mean that was computed, or estimated, elsewhere."""
    sd, spread, source = _spread_and_source(form, own, scale)
    return Score(
        mean=moved(mean, own, scale),
        sd=sd,
        n=form.n or None,
        source=source,
        spread=spread,
        by=form.by,
        question=form.question,
    )


def _spread_and_source(form: ScoreForm, own: Range, scale: Range) -> tuple[float | None, Spread | None, Source]:
    if form.n is None:
        return None, None, form.source or "unknown"
    if form.n == 0:
        return None, None, form.source or "estimated"
    source = form.source or "measured"
    if form.n == 1:
        return None, None, source  # one customer has no spread, whatever was typed
    if form.sd is None:
        return scale.width / 4, "assumed", source
    return form.sd * scale.width / own.width, "given", source
