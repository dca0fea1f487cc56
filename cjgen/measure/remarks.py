"""What an author should know of a survey file that can be used all the same."""

from __future__ import annotations

from collections.abc import Iterator

from cjgen.measure.counting.counts import Counts
from cjgen.measure.counting.questions import questions_of
from cjgen.measure.counting.values import Codes
from cjgen.measure.groups import column_of
from cjgen.model.findings import Remark
from cjgen.model.journey import Journey

_MOST = 12


def survey_remarks(journey: Journey, counts: Counts) -> Iterator[Remark]:
    """Rows that belong to no wave, and segments that nobody is in."""
    questions = questions_of(journey)
    if questions is None:
        return
    if counts.outside and questions.wave is not None:
        values = {"count": counts.outside, "file": questions.responses.source, "column": questions.wave.column}
        yield Remark("CJ226", ("responses", "wave"), values)
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
                        "codes": _listed(segment.codes),
                        "known": _listed(known) or "nothing",
                    },
                )


def _listed(names: tuple[str, ...] | list[str]) -> str:
    shown = ", ".join(f"`{name}`" for name in names[:_MOST])
    return shown + (f" and {len(names) - _MOST} more" if len(names) > _MOST else "")
