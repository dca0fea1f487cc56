"""Scores typed by hand: each form an author may choose becomes one kind of object."""

from __future__ import annotations

from collections import Counter
from dataclasses import replace

from cjgen.measure.answers import answered, moved
from cjgen.measure.counting.counts import Counts
from cjgen.measure.counting.questions import questions_of
from cjgen.measure.groups import scores_of, typed_waves
from cjgen.measure.instruments import instrument_score, perceived, service_gap
from cjgen.model.journey import Journey
from cjgen.model.scale import Range
from cjgen.model.score import JourneyScores, Score, ScoreForm, Source, Spread, TouchpointScores


def measure(journey: Journey, counts: Counts | None = None) -> JourneyScores:
    """Read every score of the journey onto the journey's scales.

    `counts` are those of its survey file; a journey that names one needs them. Importance goes onto the importance
    scale; experience, promise and the overall mark onto the experience scale. What is not written is None, and so
    is a derived importance that was not typed: it follows from all answers together. Values are taken to lie
    within the scale they were written on: `validate` has seen to that.
    """
    questions = questions_of(journey)
    if questions is not None:
        if counts is None:
            raise ValueError("a journey with a survey file needs what was counted in it")
        return _with_competitors(journey, scores_of(journey, questions, counts, _score))
    axes = journey.scale
    scores = JourneyScores(
        touchpoints={
            touchpoint.id: TouchpointScores(
                importance=_score(touchpoint.importance, axes.importance),
                experience=_score(touchpoint.experience, axes.experience),
                promise=_score(touchpoint.promise, axes.experience),
            )
            for _, touchpoint in journey.touchpoints()
        },
        overall=_score(journey.overall, axes.experience),
        waves=tuple(typed_waves(journey, _score)),
    )
    return _with_competitors(journey, scores)


def _with_competitors(journey: Journey, scores: JourneyScores) -> JourneyScores:
    """The scores with those of competitors, which are typed and only stand beside the journey's own."""
    touchpoints = dict(scores.touchpoints)
    for _, touchpoint in journey.touchpoints():
        theirs = (_score(each.experience, journey.scale.experience) for each in touchpoint.competitor)
        competitors = tuple(score for score in theirs if score is not None)
        touchpoints[touchpoint.id] = replace(touchpoints[touchpoint.id], competitors=competitors)
    return replace(scores, touchpoints=touchpoints)


def _score(form: ScoreForm | None, scale: Range) -> Score | None:
    if form is None:
        return None
    own = form.scale or scale
    if form.is_derived:
        return None if form.derived is True else _derived(form)
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
    return _asked_on(answered(form, answers, sequence=sequence), own, scale)


def _derived(form: ScoreForm) -> Score:
    """A driver's share that was computed elsewhere, 0 to 1."""
    return Score(
        mean=float(form.derived or 0.0),
        sd=None,
        n=form.n or None,
        source="derived",
        spread=None,
        by=form.by,
        question=form.question,
        se=form.se,
    )


def _typed(form: ScoreForm, mean: float, own: Range, scale: Range) -> Score:
    """The score of a mean that was computed, or estimated, elsewhere."""
    sd, spread, source = _spread_and_source(form, own, scale)
    score = Score(
        mean=moved(mean, own, scale),
        sd=sd,
        n=form.n or None,
        source=source,
        spread=spread,
        by=form.by,
        question=form.question,
    )
    return _asked_on(score, own, scale)


def _asked_on(score: Score, own: Range, scale: Range) -> Score:
    return score if own == scale else replace(score, asked_on=own)


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
