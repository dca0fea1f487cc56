"""Survey files: each is read once, whatever is asked of it and however many journeys ask."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from importlib.metadata import version
from pathlib import Path
from typing import TYPE_CHECKING

from cjgen import __version__
from cjgen.cache import Cache, key_of
from cjgen.measure.counting.counts import Counts, from_bytes, to_bytes
from cjgen.measure.counting.questions import Questions, questions_of
from cjgen.measure.remarks import waves_typed_twice
from cjgen.model.findings import Remark
from cjgen.model.journey import Journey
from cjgen.model.survey import SurveyFile

if TYPE_CHECKING:
    from cjgen.measure.reading.table import UnreadableSurvey

Progress = Callable[[str, int, int], None]
"""Called with what is being done, how much of it is done and how much there is, 0 where that is not known."""


@dataclass(frozen=True, slots=True)
class Surveyed:
    """A journey that names a survey file, and that file."""

    journey: Journey
    file: SurveyFile


def count_answers(
    surveyed: Sequence[Surveyed], cache: Cache, scratch: Path, progress: Progress
) -> tuple[dict[str, Counts], dict[str, tuple[Remark, ...]]]:
    """What was counted for each journey, by its id, and what is wrong with the file of the others.

    Equal questions of one file are counted once, and never again while `cache` remembers them. `scratch` is an
    empty folder that nobody else reads; nothing is left in it.
    """
    counts: dict[str, Counts] = {}
    wrong: dict[str, tuple[Remark, ...]] = {}
    waiting: dict[tuple[str, str, str | None], list[tuple[Journey, Questions, str, SurveyFile]]] = {}
    for each in surveyed:
        questions = questions_of(each.journey)
        if questions is None:
            continue
        key = _key(each.file, questions)
        kept = cache.get(key)
        if kept is not None:
            counts[each.journey.id] = from_bytes(kept)
            continue
        sheet = questions.responses.sheet
        reading = (each.file.sha256, _ending(each.file), sheet)
        waiting.setdefault(reading, []).append((each.journey, questions, key, each.file))
    for (*_, sheet), asking in waiting.items():
        found, faults = _count_file(asking, sheet, cache, scratch, progress)
        counts |= found
        wrong |= faults
    for each in surveyed:
        twice = tuple(waves_typed_twice(each.journey, counts[each.journey.id])) if each.journey.id in counts else ()
        if twice:
            del counts[each.journey.id]
            wrong[each.journey.id] = twice
    return counts, wrong


def _count_file(
    asking: Sequence[tuple[Journey, Questions, str, SurveyFile]],
    sheet: str | None,
    cache: Cache,
    scratch: Path,
    progress: Progress,
) -> tuple[dict[str, Counts], dict[str, tuple[Remark, ...]]]:
    from cjgen.measure.counting.count import count
    from cjgen.measure.counting.frame import Answers
    from cjgen.measure.reading.table import ROW, UnreadableSurvey, open_table

    counts: dict[str, Counts] = {}
    wrong: dict[str, tuple[Remark, ...]] = {}
    file = asking[0][3]
    columns = tuple(dict.fromkeys(column for _, questions, _, _ in asking for column in questions.columns))

    def reading(rows: int, seconds: float) -> None:
        progress(f"reading {file.name}: {rows:,} rows, {seconds:.0f} s", 0, 0)

    try:
        with open_table(file, sheet, columns, scratch, reading) as table:
            for journey, questions, key, _ in asking:
                kept = cache.get(key)
                if kept is not None:
                    counts[journey.id] = from_bytes(kept)
                    continue
                total = len(questions.answers) * max(1, len(questions.segments))
                found = count(Answers(table.frame, table.columns, ROW), questions, _counting(file, total, progress))
                if isinstance(found, Counts):
                    found = replace(found, labels=_labels(table.labels, questions))
                    cache.put(key, to_bytes(found))
                    counts[journey.id] = found
                else:
                    wrong[journey.id] = tuple(found)
    except UnreadableSurvey as error:
        for journey, questions, _, named in asking:
            wrong[journey.id] = tuple(_placed(error, questions, named.name))
    return counts, wrong


def _placed(error: UnreadableSurvey, questions: Questions, name: str) -> Iterator[Remark]:
    """What is wrong with a file, where the author names it, by its name there, or the column in question."""
    for code, values in error.faults:
        column = values.get("column")
        paths = questions.paths_of(column) if isinstance(column, str) else ()
        if column is not None and not paths:
            continue  # another journey names it
        where: tuple[tuple[str | int, ...], ...] = paths or (
            (("responses", "sheet") if code == "CJ125" else ("responses", "source")),
        )
        for path in where:
            yield Remark(code, path, {**values, "file": name})


def _counting(file: SurveyFile, total: int, progress: Progress) -> Callable[[str], None]:
    done = 0

    def counted(_column: str) -> None:
        nonlocal done
        done += 1
        progress(f"counting {file.name}", min(done, total), total)

    return counted


def _key(file: SurveyFile, questions: Questions) -> str:
    libraries = {name: version(name) for name in ("duckdb", "narwhals")}
    entering = {"file": file.sha256, "ending": _ending(file), "sheet": questions.responses.sheet}
    return key_of("counts", {**entering, "cjgen": __version__, **libraries, "questions": questions.identity})


def _ending(file: SurveyFile) -> str:
    """The end of its name, by which equal bytes may be readable under one name and not under another."""
    return Path(file.name).suffix.lower()


def _labels(
    labels: Mapping[str, Mapping[str, str]], questions: Questions
) -> tuple[tuple[str, tuple[tuple[str, str], ...]], ...]:
    """The titles that the file gives to waves and segments."""
    groups = [grouping.column for grouping in (questions.wave, *questions.segments) if grouping is not None]
    return tuple((column, tuple(labels[column].items())) for column in groups if column in labels)
