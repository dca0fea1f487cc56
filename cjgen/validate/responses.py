"""What a journey takes from a survey file: columns, their scales, and segments."""

from __future__ import annotations

import math
from collections.abc import Iterator

from cjgen.model.column import AnswerColumn, cell_value
from cjgen.model.document import Document, Path
from cjgen.model.instrument import EASIEST, HARDEST
from cjgen.model.journey import Journey
from cjgen.model.problem import Problem, problem
from cjgen.model.responses import Responses, Segment
from cjgen.model.scale import Range
from cjgen.validate.forms import answer_columns, score_forms, touchpoint_paths

RECOMMENDATION = Range(min=0.0, max=10.0)
"""The scale of the question that the Net Promoter Score counts."""
_EFFORT = Range(min=float(HARDEST), max=float(EASIEST))

_ONLY_NPS = "only a question from 0 to 10 gives an NPS"
_OTHER_QUESTION = (
    "leave `scale` out if customers answered from 0 to 10; answers on another scale are an `experience` or the"
    " `outcome`"
)
_ONLY_EFFORT = "CES answers are from 1 to 7"
_OTHER_EFFORT = (
    "leave `scale` out if customers answered from 1 to 7; of another question write `column` and its `scale` without"
    " `ces`"
)
_ONE_SCALE = "a gap needs one scale: write it once, beside `servqual`, as `scale: {min: …, max: …}`"


def responses_problems(journey: Journey, document: Document) -> Iterator[Problem]:
    """Everything that is wrong or odd about the survey file, as far as can be seen without reading it."""
    if journey.responses is None:
        yield from _no_file(journey, document)
    else:
        yield from _two_scores(journey, document)
        yield from _unused(journey, document)
        yield from _columns_of_segments(journey, journey.responses, document)
        yield from _columns_twice(journey, journey.responses, document)
    yield from _scales(journey, document)
    yield from _values(journey, document)


def _no_file(journey: Journey, document: Document) -> Iterator[Problem]:
    """Said once a journey: one file mends all of it."""
    if journey.segments:
        place = document.place(("segments",), key=True)
        yield problem("CJ135", place, key="segments", why="divides the customers of a survey file")
    path = next(_read(journey), None)
    if path is not None:
        key = "derived: true" if path[-1] == "derived" else path[-1]
        yield problem("CJ135", document.place(path, key=True), key=key, why="is read from a survey file")


def _read(journey: Journey) -> Iterator[Path]:
    """Everything that is read from the survey file."""
    if journey.nps is not None and journey.nps.column is not None:
        yield ("nps", "column")
    for path, form, _ in score_forms(journey):
        if form.derived is True:
            yield (*path, "derived")
        for below, _ in answer_columns(form):
            yield (*path, *below)


def _two_scores(journey: Journey, document: Document) -> Iterator[Problem]:
    responses, nps = journey.responses, journey.nps
    if responses is None or responses.recommend is None or nps is None:
        return
    recommend = responses.recommend.column
    if nps.column is None:
        message = "`nps` is typed here, but `recommend` in `responses` counts it from the survey file"
        example = f"keep one of the two; with a benchmark: `nps: {{column: {recommend}, benchmark: {{…}}}}`"
    elif nps.column.column != recommend:
        message = f"`nps` is read from `{nps.column.column}`, but `recommend` in `responses` from `{recommend}`"
        example = "name the same column in both, or leave `recommend` out"
    else:
        return
    yield problem("CJ116", document.place(("nps",), key=True), message=message, example=example)


def _unused(journey: Journey, document: Document) -> Iterator[Problem]:
    recommended = journey.responses is not None and journey.responses.recommend is not None
    if not recommended and next(_read(journey), None) is None:
        yield problem("CJ217", document.place(("responses",), key=True))


def _scales(journey: Journey, document: Document) -> Iterator[Problem]:
    """Columns of which another scale is written than their instrument has."""
    if journey.responses is not None and journey.responses.recommend is not None:
        recommend = journey.responses.recommend
        yield from _scale_of(document, ("responses", "recommend"), recommend, RECOMMENDATION)
    if journey.nps is not None and journey.nps.column is not None:
        column = journey.nps.column
        yield from _scale_of(document, ("nps", "column"), column, RECOMMENDATION)
    for path, form, journeys in score_forms(journey):
        for below, asked in answer_columns(form):
            wanted = {"nps": RECOMMENDATION, "ces": _EFFORT}.get(str(below[0])) if len(below) > 1 else None
            if wanted is not None:
                yield from _scale_of(document, (*path, *below), asked, wanted)
        if form.servqual is not None:
            asked_in = [(below, asked) for below, asked in answer_columns(form)]
            long = journey.responses.experience if journey.responses is not None else None
            beside = form.scale or (long.scale if long is not None else None) or journeys
            yield from _scales_of_a_gap(document, path, asked_in, beside)


def _scale_of(document: Document, path: Path, asked: AnswerColumn, wanted: Range) -> Iterator[Problem]:
    if asked.scale is None or asked.scale == wanted:
        return
    is_nps = wanted == RECOMMENDATION
    why, example = (_ONLY_NPS, _OTHER_QUESTION) if is_nps else (_ONLY_EFFORT, _OTHER_EFFORT)
    yield _asked_otherwise(document, path, asked.column, asked.scale, why, example)


def _scales_of_a_gap(
    document: Document, path: Path, asked_in: list[tuple[Path, AnswerColumn]], beside: Range
) -> Iterator[Problem]:
    scales = [asked.scale or beside for _, asked in asked_in]
    if len(scales) < 2 or scales[0] == scales[1]:
        return
    which = 1 if asked_in[1][1].scale is not None else 0
    below, asked = asked_in[which]
    other = scales[1 - which]
    why = f"the other column of this SERVQUAL on {other.min:g} to {other.max:g}"
    yield _asked_otherwise(document, (*path, *below), asked.column, scales[which], why, _ONE_SCALE)


def _asked_otherwise(document: Document, path: Path, column: str, scale: Range, wanted: str, example: str) -> Problem:
    place = document.place((*path, "scale"), key=True)
    low, high = f"{scale.min:g}", f"{scale.max:g}"
    return problem("CJ141", place, column=column, low=low, high=high, wanted=wanted, example=example)


def _columns_twice(journey: Journey, responses: Responses, document: Document) -> Iterator[Problem]:
    """One column for two questions; in a long file importance and experience of one thing stand under one name."""
    seen: dict[tuple[str, str], tuple[str, Path]] = {}
    if responses.outcome is not None:
        seen["", responses.outcome.column] = "`outcome`", ("responses", "outcome")
    titles = {path: touchpoint.title for path, touchpoint in touchpoint_paths(journey)}
    for path, form, _ in score_forms(journey):
        if path == ("overall",):
            continue
        axis = str(path[-1]) if responses.layout == "long" else ""
        for below, asked in answer_columns(form):
            at = (*path, *below)
            known = seen.get((axis, asked.column))
            if known is None:
                seen[axis, asked.column] = f"the {path[-1]} of `{titles[path[:-1]]}`", at
            else:
                other, first = known
                line = document.place(first).line
                yield problem("CJ218", document.place(at), column=asked.column, other=other, line=line)


def _column_of(segment: Segment, responses: Responses | None) -> str | None:
    """The column of a segment; None where that is not known."""
    if segment.column is not None or responses is None or len(responses.segment) != 1:
        return segment.column
    return responses.segment[0].column


def _columns_of_segments(journey: Journey, responses: Responses, document: Document) -> Iterator[Problem]:
    codes: dict[tuple[str, float | str], tuple[str, Path]] = {}
    for k, segment in enumerate(journey.segments):
        column = _column_of(segment, responses)
        if column is None:
            names = [one.column for one in responses.segment]
            why = "`responses` names none in `segment`"
            if names:
                why = f"`segment` in `responses` names {len(names)}: " + ", ".join(f"`{name}`" for name in names)
            example = "add `column: …` to this segment"
            if not names:
                example += ", or `segment: …` to `responses`, for all of them"
            place = document.place(("segments", k, "title"))
            yield problem("CJ142", place, title=segment.title, why=why, example=example)
            continue
        for n, code in enumerate(segment.codes):
            at: Path = ("segments", k, "codes", n)
            value = cell_value(code)
            if (column, value) not in codes:
                codes[column, value] = segment.title, at
                continue
            title, first = codes[column, value]
            told = {"code": code, "column": column, "title": title, "line": document.place(first).line}
            hint = "it stands there twice: write it once" if first[:2] == at[:2] else ""
            yield problem("CJ143", document.place(at), hint=hint, **told)


def _values(journey: Journey, document: Document) -> Iterator[Problem]:
    lists: dict[str | None, list[int]] = {}
    for k, segment in enumerate(journey.segments):
        lists.setdefault(_column_of(segment, journey.responses), []).append(k)
    for column, positions in lists.items():
        values = {k: journey.segments[k].value for k in positions}
        known = [value for value in values.values() if value is not None]
        bare = next((k for k, value in values.items() if value is None), None)
        if column is None or not known:
            continue
        if bare is not None:
            what = f"`{journey.segments[bare].title}` has no `value`, but other segments of its column have one"
            yield problem("CJ144", document.place(("segments", bare, "title")), what=what, column=column)
        elif not math.fsum(known) > 0:
            place = document.place(("segments", positions[0], "value"), key=True)
            what = f"`value` is 0 for every segment of column `{column}`, so none of them counts"
            yield problem("CJ144", place, what=what, column=column)
