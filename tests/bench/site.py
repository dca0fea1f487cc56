"""How long a site of N journeys takes to build, beside Hugo, Eleventy, Pelican and MkDocs, and how much memory.

Every generator is given the same corpus (`corpus.py`) and a theme that writes a comparable page (`site_themes/`): the
table of verdicts, both charts as SVG drawn by its template, the notes from markdown, and a home page with a card for
each journey. What cjgen has to work out, such as verdicts, the others find in their front matter, and cjgen writes
more: a sheet and a copy in one file of every report, and data files. The outputs are compared with the corpus before
anything is timed: if one of them lacks anything, there is no table.

Cold is a build of which nothing is kept: no output, nothing of the site. What cjgen compiled of itself and of its theme
stays, as Python's own compiled modules do; the case without that is a line of its own.

A run is a whole process, from its start to its end, on a RAM disk where there is one. All runs of one N are done in
one shuffled order. Memory is looked at in a run of its own, which is not timed.
"""

from __future__ import annotations

import argparse
import os
import platform
import random
import shutil
import statistics
import sys
import tempfile
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path

from tests.bench import corpus, profile
from tests.bench.comparable import differences
from tests.bench.generators import Generator, generators
from tests.bench.measured import Cost, Memory, memory, timed, warn_if_busy
from tests.bench.tools import install

OTHERS = ("eleventy", "pelican", "mkdocs")
COLD, EDITED, NOTHING = "cold", "one journey edited", "nothing changed"
FIRST = "cold, nothing compiled"
COMPILED = "compiled"
"""Where in its cache cjgen keeps what it compiled of itself and of a theme, which is of no site."""
FEW = 20
MANY = 1000
"""The sizes that have goals."""
LARGE = 2000
"""Above so many journeys only cjgen and Hugo are run."""
MEGABYTES = 400
GOALS = {(FEW, COLD): 3.0, (MANY, COLD): 2.0, (MANY, EDITED): 0.2, (MANY, NOTHING): 0.1}
"""How many times Hugo's cold time cjgen may take, by number of journeys and case."""
RAM_DISK = Path("/dev/shm")


@dataclass(slots=True)
class Case:
    """One line of the table: a generator in one case, its folders, and what its runs cost."""

    generator: Generator
    what: str
    folder: Path
    costs: list[Cost] = field(default_factory=list)
    held: Memory | None = None

    @property
    def site(self) -> Path:
        """The folder that is built."""
        return self.folder / "site"

    @property
    def output(self) -> Path:
        """The folder that is built into."""
        return self.folder / "output"

    @property
    def kept(self) -> Path:
        """The folder for what a generator keeps from one run for the next."""
        return self.folder / "kept"

    def run(self) -> Cost:
        """One timed run, with everything before it as the case asks."""
        self.prepare()
        return timed(self._command, self.site, self._environment)

    def weigh(self) -> None:
        """One run for a look at its memory."""
        self.prepare()
        self.held = memory(self._command, self.site, self._environment)

    def prepare(self) -> None:
        """Clear what a cold run may not find, or edit a journey."""
        if self.what in (COLD, FIRST):
            shutil.rmtree(self.output, ignore_errors=True)
            self.kept.mkdir(exist_ok=True)
            for kept in self.kept.iterdir():
                if self.what == FIRST or kept.name != COMPILED:
                    shutil.rmtree(kept) if kept.is_dir() else kept.unlink()
        elif self.what == EDITED:
            edit(self.site / "journeys" / f"{corpus.journey(0).id}.yaml")

    @property
    def _command(self) -> list[str]:
        return self.generator.command(self.site, self.output)

    @property
    def _environment(self) -> dict[str, str]:
        return dict(self.generator.environment(self.kept))

    def median(self, of: str) -> float:
        """The median of the runs."""
        return statistics.median(getattr(cost, of) for cost in self.costs)


def arguments(parser: argparse.ArgumentParser) -> None:
    """What the benchmark can be asked for."""
    parser.add_argument("journeys", type=int, nargs="+", metavar="N", help="how many journeys; a table for each")
    parser.add_argument("--times", type=int, default=5, help="runs of each case (default: 5)")
    parser.add_argument("--seed", type=int, default=1, help="of the order of the runs (default: 1)")
    parser.add_argument("--without", nargs="+", choices=OTHERS, default=[], help="generators to leave out")
    cache = Path(os.environ.get("XDG_CACHE_HOME") or Path.home() / ".cache")
    parser.add_argument(
        "--tools",
        type=Path,
        default=cache / "cjgen-bench",
        help="where the other generators are installed and kept (default: %(default)s)",
    )
    parser.add_argument("--profile", action="store_true", help="instead: where cjgen's time goes, a step at a time")
    parser.set_defaults(run=run)


def run(given: argparse.Namespace) -> None:
    """The tables, one for each number of journeys."""
    base = RAM_DISK if os.access(RAM_DISK, os.W_OK) else None
    with tempfile.TemporaryDirectory(prefix="cjgen-bench-", dir=base) as made:
        folder = Path(made)
        if given.profile:
            for count in given.journeys:
                profile.show(folder / str(count), count)
            return
        tools = install(given.tools.resolve(), with_eleventy="eleventy" not in given.without)
        compared = {name: each for name, each in generators(tools).items() if name not in given.without}
        heading(list(compared.values()), given, "RAM disk" if base else f"no RAM disk: {tempfile.gettempdir()}")
        a_journey: dict[int, float] = {}
        for count in given.journeys:
            of_size = [each for name, each in compared.items() if name not in OTHERS or count <= LARGE]
            cases = measure(folder / str(count), of_size, count, given)
            a_journey[count] = cases[0].median("seconds") / count
            shutil.rmtree(folder / str(count))
        if len(a_journey) > 1:
            print("\nA journey of a cold build by cjgen takes, in ms:", end=" ")
            print(", ".join(f"{1000 * seconds:.2f} of {count:,}" for count, seconds in a_journey.items()))


def heading(compared: list[Generator], given: argparse.Namespace, disk: str) -> None:
    """Where, when and how the tables were made."""
    print(f"{date.today()}, {processor()}, {len(cores())} cores, {platform.system()} {platform.machine()}, {disk}")
    print(", ".join(each.version for each in compared))
    print(f"medians of {given.times} runs in shuffled order, seed {given.seed}; Hugo = 1 is its cold build", flush=True)
    warn_if_busy()


def measure(folder: Path, compared: list[Generator], count: int, given: argparse.Namespace) -> list[Case]:
    """Write the sites, compare what comes out, time, and print the table."""
    cases = []
    for generator in compared:
        cold = Case(generator, COLD, folder / generator.name)
        generator.write(cold.site, count)
        progress(f"{generator.name}: first build of {count:,}")
        cold.weigh()
        refuse_differences(cold, count)
        cases.append(cold)
        if generator.name == "cjgen":
            cases += warm_cases(cold, count)
    order = [case for case in cases for _ in range(given.times)]
    random.Random(given.seed).shuffle(order)
    for done, case in enumerate(order):
        progress(f"{count:,} journeys: run {done + 1} of {len(order)}")
        case.costs.append(case.run())
    progress("")
    refuse_differences(cases[0], count)
    table(cases, count)
    return cases


def progress(said: str) -> None:
    """Say on a terminal, in a line that is written over, what is being done."""
    if sys.stderr.isatty():
        print(f"\r{said:<60}", end="\r" if not said else "", file=sys.stderr, flush=True)


def warm_cases(cold: Case, count: int) -> list[Case]:
    """The cases of cjgen after a first build, which share their folders. Exits if an edit does not reach its page."""
    warm = cold.folder.with_name(f"{cold.generator.name}-warm")
    first = Case(cold.generator, FIRST, cold.folder.with_name(f"{cold.generator.name}-first"))
    shutil.copytree(cold.folder, first.folder)
    shutil.copytree(cold.folder, warm)
    edited, nothing = Case(cold.generator, EDITED, warm), Case(cold.generator, NOTHING, warm)
    if not any(cold.kept.iterdir()):
        print("cjgen kept nothing in the folder that CJGEN_CACHE names, so its builds may not have been cold")
    nothing.run()
    report = warm / "output" / "journeys" / f"{corpus.journey(0).id}.html"
    before = report.read_bytes()
    edited.weigh()
    if report.read_bytes() == before:
        raise SystemExit("cjgen: an edit does not reach the report of its journey, so there is no table")
    nothing.weigh()
    return [first, edited, nothing] if count == FEW else [edited, nothing]


def edit(journey: Path) -> None:
    """Give the first touchpoint one answer more than it had, as no build before has seen it."""
    before, sign, after = journey.read_text().partition(", n: ")
    number, brace, rest = after.partition("}")
    journey.write_text(f"{before}{sign}{int(number) + 1}{brace}{rest}")


def refuse_differences(case: Case, count: int) -> None:
    """Exit if an output does not hold what the corpus does."""
    found = differences(case.generator.name, case.output, count)
    if found:
        raise SystemExit("\n".join([f"{case.generator.name} is not comparable, so there is no table:", *found[:10]]))


def table(cases: list[Case], count: int) -> None:
    """Print the medians as a table in markdown."""
    hugo = next(case for case in cases if case.generator.name == "hugo").median("seconds")
    print(f"\n{count:,} journeys\n")
    print("| | seconds | least to most | ms a journey | Hugo = 1 | goal | processor s | largest process MB | all MB |")
    print("|---|--:|--:|--:|--:|--:|--:|--:|--:|")
    for case in cases:
        seconds = case.median("seconds")
        spread = [cost.seconds for cost in case.costs]
        held = f"{case.held.largest:.0f} | {case.held.together:.0f}" if case.held else "– | –"
        print(
            f"| {case.generator.name}, {case.what} | {seconds:.3f} | {min(spread):.3f} to {max(spread):.3f}"
            f" | {1000 * seconds / count:.2f} | {seconds / hugo:.2f} | {goal(case, seconds / hugo, count)}"
            f" | {case.median('processor'):.2f} | {held} |"
        )
    own = cases[0]
    said = []
    if count == MANY and own.held:
        most = max(case.held.together for case in cases if case.generator.name == "cjgen" and case.held)
        said.append(f"memory under {MEGABYTES} MB: {met(most < MEGABYTES)}")
    for case in cases:
        if count == MANY and case.generator.name in ("pelican", "mkdocs"):
            ahead = own.median("seconds") < case.median("seconds")
            said.append(f"cold ahead of {case.generator.name}: {met(ahead)}")
    if said:
        print(f"\nFurther goals: {', '.join(said)}", flush=True)


def goal(case: Case, ratio: float, count: int) -> str:
    """The goal of a case and whether it is met; nothing where there is none."""
    most = GOALS.get((count, case.what)) if case.generator.name == "cjgen" else None
    return "" if most is None else f"≤ {most:g}: {met(ratio <= most)}"


def met(reached: bool) -> str:
    """Whether a goal is reached, in a word."""
    return "met" if reached else "missed"


def cores() -> set[int]:
    """The cores that a process may use."""
    return os.sched_getaffinity(0) if hasattr(os, "sched_getaffinity") else set(range(os.cpu_count() or 1))


def processor() -> str:
    """The name of the processor, where the system tells it."""
    described = Path("/proc/cpuinfo")
    lines = described.read_text().splitlines() if described.is_file() else []
    named = [line.partition(":")[2].strip() for line in lines if line.startswith("model name")]
    return named[0] if named else platform.processor() or "unknown processor"
