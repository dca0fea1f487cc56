"""How long a chart takes by either engine: every kind, with the same labelled points and new figures in each drawing.

Both are given the same drawings, in turns, and must draw the same, or there is no table. Compiling, starting and the
first drawings of a chart are not in it; they are told apart. What counts is processor time, of this process and of the
engine's own: a drawing waits for nothing. `finish` is what both have in common, before and after drawing.
"""

from __future__ import annotations

import argparse
import os
import platform
import statistics
import time
from collections.abc import Callable
from importlib.metadata import version
from itertools import product
from pathlib import Path

from cjgen.cache import MemoryCache
from cjgen.chart.door import FORMS, Charts, Wanted
from cjgen.chart.engine import Drawing, VlConvert, compiled
from cjgen.chart.warm import WarmEngine
from cjgen.model.chart import CHART_KINDS, ChartKind
from cjgen.model.findings import JourneyFindings
from tests.charts.journeys import findings, links, texts

WARMING = 4
"""Times that the first drawings are drawn before the clock starts: a large site has a thousand of a kind."""
AT_ONCE = 5
"""Drawings in one call: a report has about as many."""


def arguments(parser: argparse.ArgumentParser) -> None:
    """What this benchmark can be told."""
    parser.add_argument("--points", type=int, default=20, help="touchpoints of a journey (default: 20)")
    parser.add_argument("--drawings", type=int, default=40, help="drawings of a kind and engine (default: 40)")
    parser.set_defaults(run=run)


def run(given: argparse.Namespace) -> None:
    """The table."""
    libraries = ", ".join(f"{name} {version(name)}" for name in ("vl-convert-python", "mini-racer"))
    print(f"{platform.machine()}, {os.cpu_count()} cores, Python {platform.python_version()}, {libraries}")
    cache = MemoryCache()
    with WarmEngine(cache) as made:
        made.wait()
        made.drawn([_drawing("counts", 0, given.points, cache)])
    begun = time.perf_counter()
    with WarmEngine(cache) as warm:
        warm.wait()
        print(f"warm after {time.perf_counter() - begun:.2f} s")
        _compare_all(warm, cache)
        print(f"{'chart':<12} {'vl-convert ms':>14} {'warm ms':>8} {'ratio':>6} {'rest ms':>8}")
        for kind in CHART_KINDS:
            print(_line(kind, given.points, given.drawings, warm, cache), flush=True)
        print(f"memory of the process {_memory(warm):.0f} MB")
        if warm.trouble:
            raise SystemExit(warm.trouble)


def _compare_all(warm: WarmEngine, cache: MemoryCache) -> None:
    """Draw every kind of many sizes, scores and both languages in turns; SystemExit where the engines differ."""
    drawings = []
    for size, scores, bare in product((1, 5, 13, 40), ("spread", "ends", "crowded"), (False, True)):
        journey = findings(size, scores, bare=bare)
        pictures = [(kind, FORMS[kind].picture(journey, texts(kind, journey))) for kind in CHART_KINDS]
        known = [(compiled(FORMS[kind], cache), picture) for kind, picture in pictures if picture is not None]
        drawings += [(*each, language) for each in known for language in ("nl", "en")]
    plain = VlConvert().drawn(drawings)
    if warm.drawn(drawings) != plain or warm.drawn(drawings[::-1]) != plain[::-1]:
        raise SystemExit("the two engines draw differently")
    print(f"{len(drawings)} drawings of all kinds are equal, in either order")


def _line(kind: ChartKind, points: int, drawings: int, warm: WarmEngine, cache: MemoryCache) -> str:
    first = [_drawing(kind, number, points, cache) for number in range(drawings)]
    for _ in range(WARMING):
        drawn(warm, first)  # it is compared, and compiles what is drawn often
    plain = VlConvert()
    took: dict[str, list[float]] = {"plain": [], "warm": []}
    for start in range(0, drawings, AT_ONCE):
        part = [_drawing(kind, drawings + number, points, cache) for number in range(start, start + AT_ONCE)]
        seconds, by_plain = _timed(lambda: plain.drawn(part), None)  # noqa: B023  # called at once
        took["plain"].append(seconds / AT_ONCE)
        seconds, by_warm = _timed(lambda: warm.drawn(part), warm)  # noqa: B023
        took["warm"].append(seconds / AT_ONCE)
        if by_plain != by_warm:
            raise SystemExit(f"the two engines draw {kind} differently")
    mean = {name: 1000 * statistics.mean(each) for name, each in took.items()}
    rest = 1000 * _rest(kind, points, drawings, first, cache)
    return f"{kind:<12} {mean['plain']:>14.1f} {mean['warm']:>8.2f} {mean['warm'] / mean['plain']:>6.3f} {rest:>8.2f}"


def drawn(engine: WarmEngine, drawings: list[Drawing]) -> None:
    """Draw all, a few at a time."""
    for start in range(0, len(drawings), AT_ONCE):
        engine.drawn(drawings[start : start + AT_ONCE])


def _rest(kind: ChartKind, points: int, drawings: int, known: list[Drawing], cache: MemoryCache) -> float:
    """Seconds that a chart takes besides: its figures, its key and what is done to the drawing for a page."""
    svgs = VlConvert().drawn(known)

    class Known:
        trouble = ""

        def drawn(self, drawings: object) -> list[str]:
            return [svgs[at]] if drawings else []

    times = []
    charts = Charts(Known(), cache)
    for at in range(drawings):
        journey = _journey(at, points)
        wanted = Wanted(kind, journey, texts(kind, journey), "nl", f"chart-{kind}-{at}", links(journey))
        seconds, _ = _timed(lambda: charts.draw_all([wanted]), None)  # noqa: B023
        times.append(seconds)
    return statistics.mean(times)


def _timed(call: Callable[[], list[str]], engine: WarmEngine | None) -> tuple[float, list[str]]:
    begun, child = time.process_time(), _processor(engine)
    answer = call()
    return time.process_time() - begun + _processor(engine) - child, answer


def _processor(engine: WarmEngine | None) -> float:
    """Seconds that the engine's process has used, over all its threads."""
    if engine is None or engine.process_id is None:
        return 0.0
    tasks = Path(f"/proc/{engine.process_id}/task").iterdir()
    return sum(int((task / "schedstat").read_text().split()[0]) for task in tasks) / 1e9


def _memory(engine: WarmEngine) -> float:
    """The most memory that the engine's process has held, in MB."""
    status = Path(f"/proc/{engine.process_id}/status").read_text()
    return next(int(line.split()[1]) for line in status.splitlines() if line.startswith("VmHWM")) / 1000


def _journey(number: int, points: int) -> JourneyFindings:
    """A journey whose figures are its own."""
    return findings(points, lambda at: (1 + (at * 2.3 + number * 0.37) % 9, 1 + (at * 3.7 + number * 0.53) % 9))


def _drawing(kind: ChartKind, number: int, points: int, cache: MemoryCache) -> Drawing:
    journey = _journey(number, points)
    picture = FORMS[kind].picture(journey, texts(kind, journey))
    if picture is None:
        raise SystemExit(f"nothing to draw as {kind}")
    return compiled(FORMS[kind], cache), picture, "nl"
