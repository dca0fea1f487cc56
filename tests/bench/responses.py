"""How long it takes to count raw answers, beside DuckDB's own SQL for the same counts, and how much memory.

Each run is a process of its own: it makes its imports and opens the file, then the clock starts. An answer is one
non-empty rating; one cell in ten is empty. The two ways must find the same numbers, or there is no table.
"""

from __future__ import annotations

import argparse
import json
import os
import platform
import resource
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from itertools import combinations_with_replacement
from pathlib import Path
from typing import Any

import duckdb

from tests.written import journey_of

TOUCHPOINTS = 21
WAVES = (2024, 2025, 2026)
RATED = [f"q{number}" for number in range(TOUCHPOINTS)]
SHARE_ANSWERED = 0.9
DUCKDB = {"threads": 2, "memory_limit": "256MB", "autoinstall_known_extensions": False}

JOURNEY = {
    "title": "Bench",
    "scale": {"min": 1, "max": 5},
    "responses": {
        "source": "answers.parquet",
        "wave": "wave",
        "segment": "segment",
        "weight": "weight",
        "recommend": "recommend",
    },
    "stages": [
        {
            "title": "Everything",
            "touchpoints": [
                {"title": name, "experience": {"column": name}, "importance": {"derived": True}} for name in RATED
            ],
        }
    ],
}


def arguments(parser: argparse.ArgumentParser) -> None:
    """What the benchmark can be asked for."""
    parser.add_argument("--answers", type=int, nargs="+", default=[10_000_000, 100_000_000])
    parser.add_argument("--times", type=int, default=3)
    parser.add_argument("--child", choices=("cjgen", "sql"), help=argparse.SUPPRESS)
    parser.add_argument("--file", type=Path, help=argparse.SUPPRESS)
    parser.set_defaults(run=run)


def run(given: argparse.Namespace) -> None:
    """The table, or in a child process one timing."""
    if given.child:
        found = {"cjgen": by_cjgen, "sql": by_sql}[given.child](given.file)
        print(json.dumps(found))
        return
    print(
        f"{platform.machine()}, {os.cpu_count()} cores, Python {platform.python_version()}, DuckDB {duckdb.__version__}"
    )
    print(
        f"{'answers':>13} {'rows':>10} {'file MB':>8}"
        f" {'SQL s':>8} {'cjgen s':>8} {'ratio':>6} {'SQL MB':>7} {'cjgen MB':>9}"
    )
    with tempfile.TemporaryDirectory(prefix="cjgen-bench-") as folder:
        for answers in given.answers:
            print(line(Path(folder), answers, given.times), flush=True)


def line(folder: Path, answers: int, times: int) -> str:
    """The median of several runs of either way, taken in turns."""
    file = folder / "answers.parquet"
    rows = make(file, answers)
    found: dict[str, list[dict[str, Any]]] = {"sql": [], "cjgen": []}
    for _ in range(times):
        for way, runs in found.items():
            command = [sys.executable, "-m", "tests.bench", "responses", "--child", way, "--file", str(file)]
            runs.append(json.loads(subprocess.run(command, capture_output=True, text=True, check=True).stdout))
    counted = {json.dumps(one["counts"], sort_keys=True) for runs in found.values() for one in runs}
    if len(counted) != 1:
        raise SystemExit("the two ways do not find the same numbers")
    seconds = {way: statistics.median(one["seconds"] for one in runs) for way, runs in found.items()}
    memory = {way: max(one["megabytes"] for one in runs) for way, runs in found.items()}
    size = file.stat().st_size / 1e6
    file.unlink()
    ratio = seconds["cjgen"] / seconds["sql"]
    return (
        f"{answers:>13,} {rows:>10,} {size:>8.0f} {seconds['sql']:>8.2f} {seconds['cjgen']:>8.2f} {ratio:>6.2f}"
        f" {memory['sql']:>7.0f} {memory['cjgen']:>9.0f}"
    )


def make(file: Path, answers: int) -> int:
    """A Parquet file with so many answers; returns the number of its rows."""
    rows = round(answers / SHARE_ANSWERED / TOUCHPOINTS)
    rated = ", ".join(
        f"CASE WHEN hash(i, {n}) % 10 = 0 THEN NULL"
        f" ELSE (1 + hash(i, {n + 100}) % 3 + hash(i) % 3)::TINYINT END AS {name}"
        for n, name in enumerate(RATED)
    )
    own = (
        f"({WAVES[0]} + i % {len(WAVES)})::SMALLINT AS wave, ('group ' || hash(i, 7) % 4) AS segment,"
        " (0.25 + (hash(i, 8) % 1000) / 1000.0)::DOUBLE AS weight,"
        " (hash(i) % 3 * 4 + hash(i, 9) % 3)::TINYINT AS recommend"
    )
    with duckdb.connect(config=DUCKDB) as connection:
        connection.execute(f"COPY (SELECT {own}, {rated} FROM range({rows}) t(i)) TO '{file}' (FORMAT parquet)")
    return rows


def by_cjgen(file: Path) -> dict[str, Any]:
    """cjgen's counts, from the open file to whole numbers."""
    import pandas  # noqa: F401  start-up is not counted

    from cjgen.measure.counting.count import count
    from cjgen.measure.counting.frame import Answers
    from cjgen.measure.counting.questions import questions_of
    from cjgen.measure.reading.table import ROW, open_table
    from cjgen.model.survey import SurveyFile

    journey = journey_of(JOURNEY)
    questions = questions_of(journey)
    survey = SurveyFile(path=file, name=file.name, sha256="", size=file.stat().st_size)
    with tempfile.TemporaryDirectory() as scratch:
        begun = time.perf_counter()
        with open_table(survey, None, questions.columns, Path(scratch), lambda rows, seconds: None) as table:
            counts = count(Answers(table.frame, table.columns, ROW), questions, lambda what: None)
        seconds = time.perf_counter() - begun
    if isinstance(counts, list):
        raise SystemExit(f"{counts}")
    found: dict[str, Any] = {}
    for kind, groups in (("wave", counts.waves), ("segment", counts.segments[0])):
        for group in groups:
            for asked, tallied in zip(questions.answers, group.answers, strict=True):
                found[f"{kind} {group.key} {asked.column}"] = [[each.value, each.n] for each in tallied]
            if group.drivers is not None:
                found[f"{kind} {group.key} products"] = [group.drivers.n, *_triangle(group.drivers.products)]
    contrast = counts.waves[-1].contrast
    found["contrast"] = [contrast.n, *_triangle(contrast.products)] if contrast is not None else []
    return {"seconds": seconds, "megabytes": peak(), "counts": found}


def by_sql(file: Path) -> dict[str, Any]:
    """The same counts in SQL written for DuckDB: one query a column and grouping, and one for each set of products."""
    answers = [*RATED, "recommend"]
    with (
        tempfile.TemporaryDirectory() as scratch,
        duckdb.connect(config={**DUCKDB, "temp_directory": scratch}) as connection,
    ):
        begun = time.perf_counter()
        found: dict[str, Any] = {}
        latest = f"wave = {WAVES[-1]}"
        weight = "sum(round(weight * 1e9)::BIGINT), sum(round(weight * 1e9)::HUGEINT ** 2)"
        for kind, where in (("wave", "true"), ("segment", latest)):
            for name in answers:
                counted = connection.execute(
                    f"SELECT {kind}, {name}, count(*), {weight} FROM '{file}' WHERE {name} IS NOT NULL AND {where}"
                    f" GROUP BY ALL ORDER BY ALL"
                ).fetchall()
                for key, value, n, *_ in counted:
                    found.setdefault(f"{kind} {key} {name}", []).append([float(value), n])
            complete = " AND ".join(f"{name} IS NOT NULL" for name in answers)
            for key, *numbers in connection.execute(
                f"SELECT {kind}, count(*), {', '.join(_products(answers))} FROM '{file}'"
                f" WHERE {complete} AND {where} GROUP BY ALL"
            ).fetchall():
                found[f"{kind} {key} products"] = [int(number) for number in numbers]
        marks = [mark for name in RATED for mark in (f"({name} <= 2)::BIGINT", f"({name} >= 4.5)::BIGINT")]
        contrast = ", ".join(_products([*marks, "recommend"]))
        query = f"SELECT count(*), {contrast} FROM '{file}' WHERE {complete} AND {latest}"
        numbers = connection.execute(query).fetchone()
        found["contrast"] = [int(number) for number in numbers or ()]
        seconds = time.perf_counter() - begun
    return {"seconds": seconds, "megabytes": peak(), "counts": found}


def _products(columns: list[str]) -> Iterator[str]:
    for one, other in combinations_with_replacement(columns, 2):
        yield f"sum({one}::BIGINT * {other}::BIGINT)"


def _triangle(products: tuple[tuple[int, ...], ...]) -> list[int]:
    return [products[i][j] for i, j in combinations_with_replacement(range(len(products)), 2)]


def peak() -> float:
    """The most memory that this process has held, in MB."""
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss * 1024 / 1e6
