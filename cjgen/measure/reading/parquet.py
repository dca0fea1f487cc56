"""Survey files in Parquet, which the engine reads where they are."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from typing import TYPE_CHECKING, Final

from cjgen.measure.reading.cells import BLANKS, LONGEST, MIDNIGHT
from cjgen.measure.reading.engine import ROW, column, literal, quoted
from cjgen.measure.reading.limits import MOST_ROWS_A_BYTE
from cjgen.measure.reading.unreadable import too_large, unreadable
from cjgen.model.survey import SurveyFile

if TYPE_CHECKING:
    from duckdb import DuckDBPyConnection, DuckDBPyRelation

_WHOLE: Final = frozenset(
    f"{sign}{size}" for sign in ("", "U") for size in ("TINYINT", "SMALLINT", "INTEGER", "BIGINT", "HUGEINT")
)
_FLOATING: Final = frozenset({"FLOAT", "DOUBLE"})
_DAMAGED: Final = "it is cut off or damaged"


@contextmanager
def parquet_guard() -> Iterator[None]:
    """Turns what the engine says about a damaged file, also later while it is counted, into UnreadableSurvey."""
    import duckdb

    try:
        yield
    except duckdb.OutOfMemoryException as error:
        raise too_large("it wants more memory than there is") from error
    except duckdb.Error as error:
        # what its readers throw has no class of its own; a mistake in a query has one
        told = (duckdb.InvalidInputException, duckdb.IOException, duckdb.SerializationException)
        broken = (duckdb.InternalException, duckdb.FatalException, duckdb.OutOfRangeException)
        if type(error) is duckdb.Error or isinstance(error, (*told, *broken)):
            raise unreadable(_DAMAGED) from error
        raise


def parquet_names(connection: DuckDBPyConnection, file: SurveyFile) -> tuple[tuple[str, ...], int]:
    """The names of the columns, and how many rows there are, as the file announces them.

    Raises UnreadableSurvey for more rows than its bytes can hold.
    """
    path = {"path": literal(file.path)}
    schema = connection.execute("SELECT name, num_children FROM parquet_schema($path)", path).fetchall()
    asked = "SELECT num_rows FROM parquet_file_metadata($path)"
    ((rows,),) = connection.execute(asked, path).fetchall()
    groups = (
        "SELECT sum(rows) FROM (SELECT DISTINCT row_group_id, row_group_num_rows AS rows FROM parquet_metadata($path))"
    )
    ((held,),) = connection.execute(groups, path).fetchall()
    if rows < 0 or (held or 0) != rows:
        raise unreadable(_DAMAGED)
    if rows > 1_000_000 + MOST_ROWS_A_BYTE * file.size:
        raise too_large(f"it announces {rows} rows, more than its {file.size} bytes can hold")
    return tuple(_top_names(schema)), rows


def _top_names(schema: Sequence[tuple[str, int | None]]) -> Iterator[str]:
    """The names of the columns themselves, without those of what is nested in them."""
    below = 0
    for name, children in schema[1:]:
        if below == 0:
            yield name
            below = 1
        below += (children or 0) - 1


def parquet_answers(connection: DuckDBPyConnection, file: SurveyFile, positions: Sequence[int]) -> DuckDBPyRelation:
    """The asked columns: numbers as they are, everything else as text, with the numbers of the rows."""
    path = {"path": literal(file.path)}
    source = "FROM read_parquet($path, file_row_number = true, binary_as_string = true)"
    described = connection.execute(f"DESCRIBE {source}", path).fetchall()
    cells = [_cell(*described[at][:2]) for at in positions]
    written = [f"CAST({quoted(described[at][0])} AS VARCHAR)" for at in positions]
    texts = [place for place, at in enumerate(positions) if not _is_number(described[at][1])]
    if texts:
        # tidying up each cell again for every question would cost far more than to see once that nothing needs it
        untidy = ", ".join(f"count(*) FILTER ({cells[place]} IS DISTINCT FROM {written[place]})" for place in texts)
        (counts,) = connection.execute(f"SELECT {untidy} {source}", path).fetchall()
        for place, count in zip(texts, counts, strict=True):
            cells[place] = cells[place] if count else written[place]
    chosen = [f"file_row_number + 2 AS {ROW}"]
    chosen += [f"{cell} AS {column(place)}" for place, cell in enumerate(cells)]
    return connection.sql(f"SELECT {', '.join(chosen)} {source}", params=path)  # names are quoted


def _is_number(kind: str) -> bool:
    return kind in _WHOLE or kind in _FLOATING or kind.startswith("DECIMAL")


def _cell(name: str, kind: str) -> str:
    if _is_number(kind) and kind not in _FLOATING:
        return quoted(name)
    if kind in _FLOATING:
        return f"CASE WHEN NOT isnan({quoted(name)}) THEN {quoted(name)} END"
    if kind.startswith("TIMESTAMP"):
        return f"regexp_replace(CAST({quoted(name)} AS VARCHAR), '{MIDNIGHT}([+]00)?$', '')"
    blanks = "".join(f"chr({ord(sign)}) || " for sign in BLANKS) + "''"
    line = f"replace(trim(CAST({quoted(name)} AS VARCHAR), {blanks}), chr(13) || chr(10), ' ')"
    return f"nullif(left(translate({line}, chr(13) || chr(10), '  '), {LONGEST}), '')"
