"""Where the time of cjgen goes: a build in one process under the profiler, summed by step and by library."""

from __future__ import annotations

import os
import pstats
import re
import shutil
import subprocess
import sys
from collections import Counter
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from tests.bench.generators import ROOT, write_cjgen

SHOWN = 25


def show(folder: Path, count: int) -> None:
    """Print a table of milliseconds: once for a build, and for each journey that there is more.

    A journey costs what a build of `count` journeys takes longer than a build of one, divided among them. `own` is spent
    in the code of a step or library itself, or in what Python has built in; `with` counts what it calls as well. The
    profiler makes everything slower, small functions most: these are shares rather than times.
    """
    if count < 2:
        raise SystemExit("a profile needs 2 journeys or more")
    first_own, first_with = by_part(profiled(folder, 1))
    own, called = by_part(profiled(folder, count))
    more = count - 1
    total = sum(own.values()) - sum(first_own.values())
    print(f"cjgen, {count:,} journeys, one process, profiled: ms of a build of one journey, and of each one more\n")
    print("| | once, own | once, with | a journey, own | a journey, with | share, own |")
    print("|---|--:|--:|--:|--:|--:|")
    each = {part: (own[part] - first_own[part]) / more for part in own}
    for part in sorted(each, key=lambda part: -each[part])[:SHOWN]:
        further = (called[part] - first_with[part]) / more
        print(
            f"| {part} | {1000 * first_own[part]:.1f} | {1000 * first_with[part]:.1f} | {1000 * each[part]:.2f}"
            f" | {1000 * further:.2f} | {100 * each[part] * more / total:.0f}% |"
        )
    print(f"| all | {1000 * sum(first_own.values()):.1f} | | {1000 * total / more:.2f} | | 100% |\n", flush=True)


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


def by_part(profile: pstats.Stats) -> tuple[Counter[str], Counter[str]]:
    """Seconds by part: of its own, and with what it calls."""
    entries: Mapping[tuple[str, int, str], Any] = profile.stats  # type: ignore[attr-defined]
    own: Counter[str] = Counter()
    called: Counter[str] = Counter()
    for (file, _, _), (_, _, spent, whole, callers) in entries.items():
        part = part_of(file)
        if part is not None:
            own[part] += spent
            if not callers:
                called[part] += whole
        for (calling, _, _), (_, _, of_own, of_whole) in callers.items():
            by = part_of(calling)
            if part is None:  # built in: its time is that of who called it
                own[by or "Python"] += of_own
            elif by != part:
                called[part] += of_whole
    return own, called


def part_of(file: str) -> str | None:
    """The step of cjgen or the library that a file belongs to; None for what is built into Python."""
    if file.startswith(("~", "<")):
        return None if file.startswith("~") else "Python"
    inside = re.search(r"/cjgen/(?:(\w+)/|(\w+)\.py$)", file)
    if inside and file.startswith(str(ROOT)) and "site-packages" not in file:
        return f"cjgen.{inside[1] or inside[2]}"
    library = re.search(r"/(?:site|dist)-packages/(\w+)", file)
    return library[1] if library else "Python"
