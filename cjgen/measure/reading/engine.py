"""The embedded engine that survey files are counted in: DuckDB, which fetches nothing from elsewhere."""

from __future__ import annotations

import csv
import os
import time
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from itertools import chain
from pathlib import Path
from typing import TYPE_CHECKING, Final

from cjgen.measure.reading.cells import Row
from cjgen.measure.reading.limits import MEMORY

if TYPE_CHECKING:
    from duckdb import DuckDBPyConnection

ROW: Final = "row"
"""The column with the number of each row."""

TABLE: Final = "answers"

Progress = Callable[[int, float], None]
"""Is told how many rows were read, and in how many seconds."""

_EVERY: Final = 50_000
_LONGEST_LINE: Final = 16 * 1024 * 1024


@contextmanager
def engine(scratch: Path) -> Iterator[DuckDBPyConnection]:
    """A connection of its own, which keeps what does not fit in memory in the folder `scratch`."""
    import duckdb

    config = {
        "autoinstall_known_extensions": "false",
        "autoload_known_extensions": "false",
        "checkpoint_threshold": "1B",  # else answers stay in a second file, which others could read
        "memory_limit": MEMORY,
        "preserve_insertion_order": "false",
        "temp_directory": str(scratch / "spilled"),
        "threads": str(os.cpu_count() or 2),
    }
    path = scratch / "answers.duckdb"
    with duckdb.connect(str(path), config=dict(config)) as connection:
        path.chmod(0o600)  # before anything is in it
        connection.execute("SET TimeZone = 'UTC'")
        yield connection


def literal(path: Path) -> str:
    """A path for the engine, in which no character stands for several others."""
    return "".join(f"[{sign}]" if sign in "*?[" else sign for sign in str(path))


def column(position: int) -> str:
    """The engine's name of the asked column at `position`, from 0."""
    return f"c{position}"


def quoted(name: str) -> str:
    """A column's name within a query."""
    return '"' + name.replace('"', '""') + '"'


def store(connection: DuckDBPyConnection, rows: Iterable[Row], columns: int, scratch: Path, progress: Progress) -> None:
    """Put rows of texts into the engine's table `answers`, by a file in `scratch` that is removed again.

    An empty cell becomes a null.
    """
    path = scratch / "answers.csv"
    with open(os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "w", encoding="utf-8", newline="") as stream:
        csv.writer(stream, lineterminator="\n").writerows(_reported(rows, progress))
    types = ", ".join(chain([f"'{ROW}': 'BIGINT'"], (f"'{column(at)}': 'VARCHAR'" for at in range(columns))))
    connection.execute(
        f"CREATE TABLE {TABLE} AS SELECT * FROM read_csv($path, auto_detect = false, header = false, delim = ',',"  # noqa: S608  # our own names
        r""" quote = '"', escape = '"', new_line = '\n', encoding = 'utf-8', nullstr = '', strict_mode = true,"""
        f" max_line_size = {_LONGEST_LINE}, columns = {{{types}}})",
        {"path": literal(path)},
    )
    path.unlink()


def _reported(rows: Iterable[Row], progress: Progress) -> Iterator[Row]:
    began = time.monotonic()
    for read, row in enumerate(rows, 1):
        if read % _EVERY == 0:
            progress(read, time.monotonic() - began)
        yield row
