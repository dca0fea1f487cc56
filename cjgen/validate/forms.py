"""Every score that a journey holds, with where it stands."""

from __future__ import annotations

from collections.abc import Iterator

from cjgen.model.column import AnswerColumn
from cjgen.model.document import Path
from cjgen.model.journey import Journey, Touchpoint
from cjgen.model.scale import Range
from cjgen.model.score import ScoreForm


def touchpoint_paths(journey: Journey) -> Iterator[tuple[Path, Touchpoint]]:
    """Every touchpoint with its path."""
    for i, stage in enumerate(journey.stages):
        for j, touchpoint in enumerate(stage.touchpoints):
            yield ("stages", i, "touchpoints", j), touchpoint


def score_forms(journey: Journey) -> Iterator[tuple[Path, ScoreForm, Range]]:
    """Every score of the journey's own figures with its path and the scale that it lies on unless it says otherwise."""
    if journey.overall is not None:
        yield ("overall",), journey.overall, journey.scale.experience
    for path, touchpoint in touchpoint_paths(journey):
        for name, form, scale in (
            ("importance", touchpoint.importance, journey.scale.importance),
            ("experience", touchpoint.experience, journey.scale.experience),
            ("promise", touchpoint.promise, journey.scale.experience),
        ):
            if form is not None:
                yield (*path, name), form, scale


def earlier_forms(journey: Journey) -> Iterator[tuple[Path, ScoreForm, Range]]:
    """Every score of an earlier wave or of a competitor, likewise."""
    for k, wave in enumerate(journey.history):
        if wave.overall is not None:
            yield ("history", k, "overall"), wave.overall, journey.scale.experience
    for path, touchpoint in touchpoint_paths(journey):
        for k, competitor in enumerate(touchpoint.competitor):
            yield (*path, "competitor", k, "experience"), competitor.experience, journey.scale.experience
        for k, earlier in enumerate(touchpoint.history):
            if earlier.importance is not None:
                yield (*path, "history", k, "importance"), earlier.importance, journey.scale.importance
            if earlier.experience is not None:
                yield (*path, "history", k, "experience"), earlier.experience, journey.scale.experience


def answer_columns(form: ScoreForm) -> Iterator[tuple[Path, AnswerColumn]]:
    """The columns of the survey file that a score is read from, with their paths below it."""
    if form.column is not None:
        yield ("column",), AnswerColumn(column=form.column, missing=form.missing, scale=form.scale)
    if form.instrument is None:
        return
    columns: tuple[tuple[Path, AnswerColumn | None], ...] = (
        (("csat", "column"), form.csat.column if form.csat else None),
        (("ces", "column"), form.ces.column if form.ces else None),
        (("nps", "column"), form.nps.column if form.nps else None),
        (("servqual", "expected"), form.servqual.expected if form.servqual else None),
        (("servqual", "perceived"), form.servqual.perceived if form.servqual else None),
    )
    for path, column in columns:
        if column is not None:
            yield path, column
