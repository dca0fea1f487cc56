"""Scores typed by hand: each form an author may choose becomes one kind of object."""

from __future__ import annotations

import math
from collections import Counter

from cjgen.model.journey import Journey
from cjgen.model.score import JourneyScores, Range, Score, ScoreForm, Source, Spread, TouchpointScores


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
    sequence = tuple(_moved(value, own, scale) for value in form.answers or ())
    tally = Counter(sequence)
    for value, count in (form.counts or {}).items():
        tally[_moved(value, own, scale)] += count
    answers = tuple(sorted((value, count) for value, count in tally.items() if count))
    mean, sd, n = _moments(answers)
    return Score(
        mean=mean,
        sd=sd,
        n=n,
        source=form.source or "measured",
        spread=None if sd is None else "answers",
        answers=answers,
        sequence=sequence,
        by=form.by,
        question=form.question,
    )


def _typed(form: ScoreForm, mean: float, own: Range, scale: Range) -> Score:
    """The score of a mean that was computed, or estimated, elsewhere."""
    sd, spread, source = _spread_and_source(form, own, scale)
    return Score(
        mean=_moved(mean, own, scale),
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


def _moved(value: float, own: Range, scale: Range) -> float:
    """The value's place on `scale`, linearly; a value at an end of its own scale lands exactly on the end."""
    if own == scale:
        return value
    share = (value - own.min) / own.width
    return scale.min * (1 - share) + scale.max * share


def _moments(answers: tuple[tuple[float, int], ...]) -> tuple[float, float | None, int]:
    """Mean, sample standard deviation (n - 1; None for a single answer) and number of the answers."""
    n = sum(count for _, count in answers)
    if len(answers) == 1:
        # taken as it is: adding it up and dividing again could leave a last digit that looks like a spread
        return answers[0][0], None if n == 1 else 0.0, n
    mean = math.fsum(value * count for value, count in answers) / n
    squares = math.fsum(count * (value - mean) ** 2 for value, count in answers)
    return mean, math.sqrt(squares / (n - 1)), n
