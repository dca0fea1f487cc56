"""What a journey asks of its survey file: which columns hold answers, and what is to be counted in them."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from typing import Literal

from cjgen.model.column import AnswerColumn, Column
from cjgen.model.instrument import EASIEST, HARDEST, Ces, Csat, NpsAnswers, Servqual
from cjgen.model.journey import Journey, Touchpoint
from cjgen.model.responses import Responses, SegmentColumn
from cjgen.model.scale import Range
from cjgen.model.score import ScoreForm

Path = tuple[str | int, ...]
Axis = Literal["experience", "importance"]

RECOMMENDING = Range(min=0.0, max=10.0)
"""The scale of the question behind the NPS."""
EFFORT = Range(min=float(HARDEST), max=float(EASIEST))


@dataclass(frozen=True, slots=True)
class Asked:
    """A column with answers.

    `scale` is what they must lie on, None where anything goes; with `whole` only whole numbers will do. `axis` says
    in which of the two answer columns of a long file they stand. `missing` are the cells that are no answer.
    `path` is where the author names the column.
    """

    column: str
    missing: tuple[str, ...]
    scale: Range | None
    whole: bool
    axis: Axis
    path: Path = field(compare=False)


@dataclass(frozen=True, slots=True)
class Grouping:
    """A column that divides the rows into groups; `title` is what the author calls it."""

    column: str
    missing: tuple[str, ...]
    path: Path = field(compare=False)
    title: str | None = field(default=None, compare=False)


@dataclass(frozen=True, slots=True)
class Driver:
    """A touchpoint whose answers may go together with the outcome; `question` is its place among the answers.

    `easy_low` marks an effort question on which the lowest answer is the best.
    """

    touchpoint: str
    question: int
    scale: Range
    easy_low: bool = False


@dataclass(frozen=True, slots=True)
class Questions:
    """Everything that a journey asks of its file.

    `answers` are the columns with answers, each once; everything else names them by their place in it. `drivers`
    are the touchpoints of the drivers, empty without an `outcome`.
    """

    responses: Responses
    answers: tuple[Asked, ...]
    segments: tuple[Grouping, ...]
    wave: Grouping | None
    weight: Grouping | None
    recommend: int | None
    outcome: int | None
    drivers: tuple[Driver, ...]
    pairs: tuple[tuple[int, int], ...]

    @property
    def columns(self) -> tuple[str, ...]:
        """The names of all columns that are needed, each once."""
        own = self.responses
        names = [grouping.column for grouping in (self.wave, *self.segments, self.weight) if grouping is not None]
        if own.respondent is not None:
            names.append(own.respondent)
        if own.layout == "long":
            names += [each.column for each in (own.experience, own.importance) if each is not None]
            names += [own.touchpoint] if own.touchpoint is not None else []
        else:
            names += [asked.column for asked in self.answers]
        return tuple(dict.fromkeys(names))

    @property
    def identity(self) -> dict[str, object]:
        """Everything that shapes what is counted, in the terms of JSON, and nothing else: no path, no touchpoint."""
        own = self.responses
        return {
            "layout": own.layout,
            "long": [
                own.respondent,
                own.touchpoint,
                *(each and each.column for each in (own.experience, own.importance)),
            ],
            "answers": [[a.column, a.missing, _ends(a.scale), a.whole, a.axis] for a in self.answers],
            "groups": [each and [each.column, each.missing] for each in (self.wave, self.weight, *self.segments)],
            "order": own.wave.order if own.wave is not None else None,
            "outcome": self.outcome,
            "drivers": [[driver.question, _ends(driver.scale), driver.easy_low] for driver in self.drivers],
            "pairs": self.pairs,
        }

    def paths_of(self, column: str) -> tuple[Path, ...]:
        """Where the author names a column."""
        found: list[Path] = []
        if self.responses.layout == "wide":
            found += [asked.path for asked in self.answers if asked.column == column]
        for grouping in (self.wave, self.weight, *self.segments):
            if grouping is not None and grouping.column == column:
                found.append(grouping.path)
        for name in ("respondent", "touchpoint", "experience", "importance"):
            declared = getattr(self.responses, name)
            if column == (declared.column if isinstance(declared, Column) else declared):
                found.append(("responses", name))
        return tuple(found)


def _ends(scale: Range | None) -> list[float] | None:
    return [scale.min, scale.max] if scale is not None else None


def questions_of(journey: Journey) -> Questions | None:
    """What the journey asks of its survey file; None for a journey without one."""
    responses = journey.responses
    if responses is None:
        return None
    asked = dict.fromkeys(
        one for path, form, scale in forms_of(journey) for one in asked_by(form, scale, path, responses)
    )
    recommended = recommend_of(journey)
    outcome = _outcome(responses)
    asked |= dict.fromkeys(one for one in (recommended, outcome) if one is not None)
    answers = tuple(asked)
    places = {one: place for place, one in enumerate(answers)}
    return Questions(
        responses=responses,
        answers=answers,
        segments=tuple(_grouping(column, responses, path) for column, path in _segment_columns(journey, responses)),
        wave=_grouping(responses.wave, responses, ("responses", "wave")) if responses.wave else None,
        weight=_grouping(responses.weight, responses, ("responses", "weight")) if responses.weight else None,
        recommend=places[recommended] if recommended is not None else None,
        outcome=places[outcome] if outcome is not None else None,
        drivers=_drivers(journey, responses, places) if outcome is not None else (),
        pairs=tuple(dict.fromkeys(_pairs(journey, responses, places))),
    )


def forms_of(journey: Journey) -> Iterator[tuple[Path, ScoreForm, Range]]:
    """Every score that is written of the present, with its path and the scale it goes onto."""
    if journey.overall is not None:
        yield ("overall",), journey.overall, journey.scale.experience
    for i, stage in enumerate(journey.stages):
        for j, touchpoint in enumerate(stage.touchpoints):
            for name, scale in (
                ("importance", journey.scale.importance),
                ("experience", journey.scale.experience),
                ("promise", journey.scale.experience),
            ):
                form: ScoreForm | None = getattr(touchpoint, name)
                if form is not None:
                    yield ("stages", i, "touchpoints", j, name), form, scale


def asked_by(form: ScoreForm, scale: Range, path: Path, responses: Responses) -> tuple[Asked, ...]:
    """The columns that a score is counted in: none for a typed one, two for a SERVQUAL (expected, perceived).

    They lie on the score's own scale, else on that of the long file's column, else on the journey's, `scale`.
    """
    axis: Axis = "importance" if path[-1] == "importance" and responses.importance is not None else "experience"
    long = _long_column(responses, axis)
    scale = (long.scale if long is not None else None) or scale
    if form.column is not None:
        column = AnswerColumn(column=form.column, missing=form.missing, scale=form.scale)
        return (_asked(column, column.scale or scale, responses, axis, (*path, "column")),)
    instrument = form.instrument
    if isinstance(instrument, Servqual) and instrument.expected is not None and instrument.perceived is not None:
        own = form.scale or scale
        both = (("expected", instrument.expected), ("perceived", instrument.perceived))
        return tuple(
            _asked(column, column.scale or own, responses, axis, (*path, "servqual", name)) for name, column in both
        )
    if isinstance(instrument, Csat | Ces | NpsAnswers) and instrument.column is not None:
        name = next(name for name in ("csat", "ces", "nps") if getattr(form, name) is instrument)
        where = (*path, name, "column")
        if isinstance(instrument, Csat):
            return (_asked(instrument.column, instrument.column.scale or scale, responses, axis, where),)
        own = EFFORT if isinstance(instrument, Ces) else RECOMMENDING
        return (_asked(instrument.column, own, responses, axis, where, whole=True),)
    return ()


def recommend_of(journey: Journey) -> Asked | None:
    """The column behind the journey's NPS: that of `nps`, else `recommend`; None where it is typed or not asked."""
    responses = journey.responses
    if responses is None:
        return None
    if journey.nps is not None:
        if journey.nps.column is None:
            return None
        return _asked(journey.nps.column, RECOMMENDING, responses, "experience", ("nps", "column"), whole=True)
    if responses.recommend is None:
        return None
    path = ("responses", "recommend")
    return _asked(responses.recommend, RECOMMENDING, responses, "experience", path, whole=True)


def _outcome(responses: Responses) -> Asked | None:
    if responses.outcome is not None:
        return _asked(responses.outcome, responses.outcome.scale, responses, "experience", ("responses", "outcome"))
    if responses.recommend is None:
        return None
    path = ("responses", "recommend")
    return _asked(responses.recommend, RECOMMENDING, responses, "experience", path, whole=True)


def _asked(
    column: AnswerColumn, scale: Range | None, responses: Responses, axis: Axis, path: Path, *, whole: bool = False
) -> Asked:
    missing = column.missing
    if missing is None:
        long = _long_column(responses, axis)
        missing = long.missing if long is not None else None
    return Asked(column.column, responses.missing if missing is None else missing, scale, whole, axis, path)


def _long_column(responses: Responses, axis: Axis) -> AnswerColumn | None:
    """The column of a long file in which the answers of an axis stand; None in a wide one."""
    return getattr(responses, axis) if responses.layout == "long" else None


def _grouping(column: Column, responses: Responses, path: Path) -> Grouping:
    missing = responses.missing if column.missing is None else column.missing
    return Grouping(column.column, missing, path, column.title if isinstance(column, SegmentColumn) else None)


def _segment_columns(journey: Journey, responses: Responses) -> list[tuple[Column, Path]]:
    """The columns that make segments: those of `segment`, then those that only `segments` names."""
    found: dict[str, tuple[Column, Path]] = {
        column.column: (column, ("responses", "segment", k)) for k, column in enumerate(responses.segment)
    }
    for position, segment in enumerate(journey.segments):
        if segment.column is not None and segment.column not in found:
            found[segment.column] = (Column(column=segment.column), ("segments", position, "column"))
    return list(found.values())


def _existing(journey: Journey) -> Iterator[tuple[Path, Touchpoint]]:
    for i, stage in enumerate(journey.stages):
        for j, touchpoint in enumerate(stage.touchpoints):
            if not touchpoint.wished:
                yield ("stages", i, "touchpoints", j), touchpoint


def _drivers(journey: Journey, responses: Responses, places: Mapping[Asked, int]) -> tuple[Driver, ...]:
    """The touchpoints whose experience stands in a column: of a SERVQUAL that of what was perceived."""
    found = []
    for path, touchpoint in _existing(journey):
        if touchpoint.experience is None:
            continue
        asked = asked_by(touchpoint.experience, journey.scale.experience, (*path, "experience"), responses)
        if asked and asked[-1].scale is not None:
            easy_low = touchpoint.experience.ces is not None and touchpoint.experience.ces.easy == "low"
            found.append(Driver(touchpoint.id, places[asked[-1]], asked[-1].scale, easy_low))
    return tuple(found)


def _pairs(journey: Journey, responses: Responses, places: Mapping[Asked, int]) -> Iterator[tuple[int, int]]:
    """Pairs of columns of which joint answers are wanted: importance and experience, expected and perceived."""
    for path, form, scale in forms_of(journey):
        asked = asked_by(form, scale, path, responses)
        if len(asked) == 2:
            yield places[asked[0]], places[asked[1]]
    for path, touchpoint in _existing(journey):
        both = []
        for name, scale in (("importance", journey.scale.importance), ("experience", journey.scale.experience)):
            stated: ScoreForm | None = getattr(touchpoint, name)
            asked = asked_by(stated, scale, (*path, name), responses) if stated is not None else ()
            both += [places[asked[-1]]] if asked else []
        if len(both) == 2:
            yield both[0], both[1]
