"""What an author should know of a survey file that can be used all the same."""

from __future__ import annotations

import re
from collections.abc import Iterator

from cjgen.measure.counting.counts import Counts
from cjgen.measure.counting.questions import Questions, questions_of
from cjgen.measure.counting.values import Codes, listed, number_of
from cjgen.measure.groups import column_of, waves_of_file
from cjgen.model.declaration import slug
from cjgen.model.findings import Remark
from cjgen.model.journey import Journey


def survey_remarks(journey: Journey, counts: Counts) -> Iterator[Remark]:
    """Rows that belong to no wave, waves whose order is that of texts, and segments that nobody is in."""
    questions = questions_of(journey)
    if questions is None:
        return
    if counts.outside and questions.wave is not None:
        values = {"count": counts.outside, "file": questions.responses.source, "column": questions.wave.column}
        yield Remark("CJ226", ("responses", "wave"), values)
    yield from _ordered_as_texts(questions, [wave.key or "" for wave in counts.waves])
    for grouping, groups in zip(questions.segments, counts.segments, strict=True):
        known = [group.key for group in groups if group.key is not None]
        for position, segment in enumerate(journey.segments):
            wanted = Codes.of(segment.codes)
            if column_of(segment, journey) == grouping.column and not any(value in wanted for value in known):
                yield Remark(
                    "CJ227",
                    ("segments", position, "codes"),
                    {
                        "title": segment.title,
                        "column": grouping.column,
                        "codes": listed(segment.codes),
                        "known": listed(known) or "nothing",
                    },
                )


_ORDERLY = re.compile(r"\d{4}(\D.*)?")
"""A name that begins with a year."""


def _ordered_as_texts(questions: Questions, names: list[str]) -> Iterator[Remark]:
    declared = questions.responses.wave
    if declared is None or declared.order is not None or len(names) < 2:
        return
    if all(number_of(name) is not None for name in names) or all(_ORDERLY.fullmatch(name) for name in names):
        return
    values: dict[str, object] = {
        "waves": listed(names),
        "latest": names[-1],
        "column": declared.column,
        "order": ", ".join(names),
    }
    yield Remark("CJ228", ("responses", "wave"), values)


def waves_typed_twice(journey: Journey, counts: Counts) -> Iterator[Remark]:
    """Figures typed for an earlier wave that the survey file has too."""
    questions = questions_of(journey)
    if questions is None or questions.wave is None:
        return
    known = {name for name, _ in waves_of_file(questions.wave.column, counts)}
    lists: list[tuple[tuple[str | int, ...], list[str]]] = [(("history",), [past.wave for past in journey.history])]
    for i, stage in enumerate(journey.stages):
        for j, touchpoint in enumerate(stage.touchpoints):
            names = [past.wave for past in touchpoint.history]
            lists.append((("stages", i, "touchpoints", j, "history"), names))
    for path, names in lists:
        for k, name in enumerate(names):
            if slug(name) in known:
                yield Remark("CJ147", (*path, k, "wave"), {"wave": name})
