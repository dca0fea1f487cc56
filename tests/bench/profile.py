"""Where the time of cjgen goes: a build in one process under the profiler, summed by step and by library."""

from __future__ import annotations

import os
import pstats
import re
import shutil
import subprocess
import sys
import sysconfig
from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from tests.bench.generators import ROOT, write_cjgen
from tests.bench.measured import warn_if_busy

BUILD = "cjgen.build"
TEMPLATES = (".html", ".svg", ".css")
STANDARD = sysconfig.get_path("stdlib")
SHOWN = 25
"""Lines of the table; what is below them takes hardly anything."""


def show(folder: Path, count: int) -> None:
    """Print a table of milliseconds: once for a build, and for each journey that there is more.

    A journey costs what a build of `count` journeys takes longer than a build of one, divided among them. A step is
    called by `build`; its time with what it calls has other parts in it. The profiler makes everything slower, small
    functions most: these are shares rather than times.
    """
    if count < 2:
        raise SystemExit("a profile needs 2 journeys or more")
    warn_if_busy()
    first, all_of_them = by_part(profiled(folder, 1)), by_part(profiled(folder, count))
    more = count - 1
    total = (sum(all_of_them.own.values()) - sum(first.own.values())) / more
    each = {part: (all_of_them.own[part] - first.own[part]) / more for part in all_of_them.own}
    print(f"cjgen, {count:,} journeys, one process, profiled: ms of a build of one journey, and of each one more")
    print()
    print("| | of its own, once | a journey | share | with what it calls, once | a journey |")
    print("|---|--:|--:|--:|--:|--:|")
    for part in sorted(each, key=lambda part: -each[part])[:SHOWN]:
        step = " | "
        if part in all_of_them.called:
            further = (all_of_them.called[part] - first.called[part]) / more
            step = f"{1000 * first.called[part]:.1f} | {1000 * further:.2f}"
        share = 100 * each[part] / total
        print(f"| {part} | {1000 * first.own[part]:.1f} | {1000 * each[part]:.2f} | {share:.0f}% | {step} |")
    print(f"| all | {1000 * sum(first.own.values()):.1f} | {1000 * total:.2f} | 100% | | |\n", flush=True)


def profiled(folder: Path, count: int) -> pstats.Stats:
    """The profile of a cold build with start-up, of so many journeys."""
    shutil.rmtree(folder, ignore_errors=True)
    write_cjgen(folder / "site", count)
    (folder / "kept").mkdir()
    file = folder / "profile"
    environment = {**os.environ, "PYTHONPATH": str(ROOT), "CJGEN_CACHE": str(folder / "kept")}
    build = ["-m", "cjgen", "build"]
    explained = subprocess.run([sys.executable, *build, "--help"], env=environment, capture_output=True, text=True)
    one_process = ["--jobs", "1"] if "--jobs" in explained.stdout else []
    command = [sys.executable, "-m", "cProfile", "-o", str(file), *build, str(folder / "site")]
    done = subprocess.run(
        [*command, "-o", str(folder / "output"), *one_process], env=environment, capture_output=True, text=True
    )
    if done.returncode != 0:
        raise SystemExit(done.stderr or done.stdout)
    return pstats.Stats(str(file))


@dataclass(frozen=True, slots=True)
class Spent:
    """Seconds by part: in its own code and what is built into Python, and in calls by `build`, with what they call."""

    own: Counter[str]
    called: Counter[str]


def by_part(profile: pstats.Stats) -> Spent:
    """The sums of a profile."""
    entries: Mapping[tuple[str, int, str], Any] = profile.stats  # type: ignore[attr-defined]
    spent = Spent(Counter(), Counter())
    for (file, _, _), (_, _, of_own, _, callers) in entries.items():
        part = part_of(file)
        if part is not None:
            spent.own[part] += of_own
        for (calling, _, _), (_, _, of_own_here, whole) in callers.items():
            by = part_of(calling)
            if part is None:
                spent.own[by or "Python"] += of_own_here
            elif by == BUILD != part and part.startswith("cjgen."):
                spent.called[part] += whole
    return spent


def part_of(file: str) -> str | None:
    """The step of cjgen, library or module of Python that a file belongs to; None for what is built into Python."""
    if file == "~":
        return None
    if file.endswith(TEMPLATES):
        return "templates"
    inside = re.match(rf"{re.escape(str(ROOT))}/cjgen/(\w+)", file)
    if inside:
        return f"cjgen.{inside[1]}"
    library = re.search(r"/(?:site|dist)-packages/(\w+)", file)
    if library:
        return library[1]
    standard = re.match(rf"{re.escape(STANDARD)}/(\w+)", file)
    return f"Python: {standard[1]}" if standard else "Python"
