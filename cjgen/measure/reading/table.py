"""A survey file as a table in an engine: the one door from files of every kind to counts."""

from __future__ import annotations

import shutil
import tempfile
from collections.abc import Iterator, Mapping, Sequence
from contextlib import AbstractContextManager, ExitStack, contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING, Any

from cjgen.measure.reading.cells import Source, column_name
from cjgen.measure.reading.engine import ROW, TABLE, Progress, column, engine, store
from cjgen.measure.reading.kinds import Kind, kind_of
from cjgen.measure.reading.parquet import parquet_answers, parquet_guard, parquet_names
from cjgen.measure.reading.spss import spss_source
from cjgen.measure.reading.texts import text_source
from cjgen.measure.reading.unreadable import (
    Fault,
    UnreadableSurvey,
    is_near,
    nearest,
    no_answers,
    other_columns,
    unreadable,
)
from cjgen.measure.reading.workbook import workbook_source
from cjgen.model.survey import SurveyFile

if TYPE_CHECKING:
    import narwhals as nw
    from duckdb import DuckDBPyConnection, DuckDBPyRelation

__all__ = ["ROW", "Fault", "Table", "UnreadableSurvey", "open_table"]


@dataclass(frozen=True, slots=True)
class Table:
    """The asked columns of a survey file, in an engine.

    `frame` has the column `ROW`, the row's number as a spreadsheet shows it (the header is row 1, also where a Parquet
    or SPSS file has none), and one for each asked column, whose name there is in `columns`: the author's names may
    hold points or differ in capitals only, which engines take amiss. Cells are text, without blanks around
    them and at most 10,000 characters long, and null where they are empty or declared missing; numbers in Parquet
    stay numbers. `names` are all columns of the file, in order, `rows` counts the rows below the header that
    hold anything, and `labels` are the titles of values that SPSS knows, by column and text of the value.
    """

    frame: nw.LazyFrame[Any]
    columns: Mapping[str, str]
    names: tuple[str, ...]
    rows: int
    labels: Mapping[str, Mapping[str, str]] = field(default_factory=dict)


@contextmanager
def open_table(
    file: SurveyFile, sheet: str | None, columns: Sequence[str], scratch: Path, progress: Progress
) -> Iterator[Table]:
    """The table with `columns` of a survey file, to be counted before the context ends.

    What is put on disk for it lies in a folder of its own in `scratch`, readable by nobody else, and is gone
    afterwards. `progress` is told the rows and seconds every so many rows. Raises UnreadableSurvey, also from within
    the context where a damaged part of the file is met only then.
    """
    asked = list(dict.fromkeys(columns))
    scratch.mkdir(parents=True, exist_ok=True)
    folder = Path(tempfile.mkdtemp(prefix="answers-", dir=scratch))  # 0700
    try:
        with ExitStack() as stack:
            try:
                kind = _kind(file, sheet)
                connection = stack.enter_context(engine(folder))
                if kind == "parquet":
                    stack.enter_context(parquet_guard())
                    table = _scanned(file, asked, connection)
                else:
                    with _source(file, kind, sheet, asked) as source:
                        table = _stored(source, asked, folder, connection, progress)
            except OSError as error:
                raise unreadable(error.strerror or "it cannot be opened") from error
            yield table
    except UnreadableSurvey as error:
        raise error.of(file.name) from error
    finally:
        shutil.rmtree(folder, ignore_errors=True)


def _kind(file: SurveyFile, sheet: str | None) -> Kind:
    kind = kind_of(file)
    if sheet is not None and kind not in ("xlsx", "ods"):
        hint = "only .xlsx and .ods files have sheets: leave `sheet` out"
        raise UnreadableSurvey(Fault("CJ125", {"sheet": sheet, "hint": hint}))
    return kind


def _source(file: SurveyFile, kind: Kind, sheet: str | None, asked: Sequence[str]) -> AbstractContextManager[Source]:
    if kind == "sav":
        return spss_source(file, asked)
    if kind in ("xlsx", "ods"):
        return workbook_source(file, sheet)
    return text_source(file, packed=kind == "gzip")


def _stored(
    source: Source, asked: Sequence[str], folder: Path, connection: DuckDBPyConnection, progress: Progress
) -> Table:
    """The table of a file that is read row by row: only the asked columns are kept, on disk."""
    positions = _positions(asked, source.names, source.header)
    store(connection, source.rows(positions), len(positions), folder, progress)
    ((rows,),) = connection.execute(f"SELECT count(*) FROM {TABLE}").fetchall()  # noqa: S608  # a constant
    labels = {name: source.labels[source.names[at]] for name, at in _labelled(asked, positions, source)}
    return _table(connection.table(TABLE), asked, source.names, rows, labels)


def _scanned(file: SurveyFile, asked: Sequence[str], connection: DuckDBPyConnection) -> Table:
    """The table of a Parquet file, which stays where it is."""
    names, rows = parquet_names(connection, file)
    answers = parquet_answers(connection, file, _positions(asked, names, None))
    return _table(answers, asked, names, rows, {})


def _table(
    answers: DuckDBPyRelation,
    asked: Sequence[str],
    names: tuple[str, ...],
    rows: int,
    labels: Mapping[str, Mapping[str, str]],
) -> Table:
    import narwhals as nw

    if not rows:
        raise no_answers("has a header but no rows below it")
    columns = {name: column(at) for at, name in enumerate(asked)}
    return Table(nw.from_native(answers), columns, names, rows, labels)


def _labelled(asked: Sequence[str], positions: Sequence[int], source: Source) -> Iterator[tuple[str, int]]:
    return ((name, at) for name, at in zip(asked, positions, strict=True) if source.names[at] in source.labels)


def _positions(asked: Sequence[str], names: Sequence[str], header: int | None) -> list[int]:
    """Where each asked column is, from 0; raises UnreadableSurvey for all that are missing or stand there twice."""
    places: dict[str, list[int]] = {}
    for at, name in enumerate(names):
        places.setdefault(column_name(name), []).append(at)
    faults = []
    known = [name for name in dict.fromkeys(places) if name]
    if len(asked) > 1 and not any(column_name(name) in places or is_near(name, known) for name in asked):
        raise other_columns(known, header)
    for name in asked:
        found = places.get(column_name(name), [])
        if not found:
            hint = nearest(name, known, "its columns")
            faults.append(Fault("CJ124", {"column": name, "hint": hint}))
        elif len(found) > 1:
            faults.append(Fault("CJ126", {"column": name, "times": len(found)}))
    if faults:
        raise UnreadableSurvey(*faults)
    return [places[column_name(name)][0] for name in asked]
