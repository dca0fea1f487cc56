"""What readers, kills and refusals do to a site that is being published, counted.

Every row says how often something was tried and how often it went wrong, and one that went wrong ends the run with 1.
`tests/test_publish_hostile.py` runs it with small counts; `python -m tests.bench publish` with those of the table.
Processes are forked, so this must have no threads: it is a program of its own.
"""

from __future__ import annotations

import argparse
import hashlib
import json
import mmap
import os
import random
import re
import signal
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from pathlib import Path

from cjgen.model.page import Page
from cjgen.publish import publish
from cjgen.publish.beside import STATES, beside
from cjgen.publish.disk import Disk, Step

PAGES = 24
FEW = 3
PADDING = "<p>" + "A sentence that makes the page longer than one write of a slow disk. " * 150


def arguments(parser: argparse.ArgumentParser) -> None:
    """What the benchmark can be asked for."""
    parser.add_argument("--publishes", type=int, default=300, help="under readers")
    parser.add_argument("--kills", type=int, default=200, help="at random moments, in each way of exchanging")
    parser.add_argument("--readers", type=int, default=4)
    parser.add_argument("--pause", type=float, default=0.05, help="seconds between two publishes under readers")
    parser.set_defaults(run=run)


def run(given: argparse.Namespace) -> None:
    """Print the table."""
    seed = int.from_bytes(os.urandom(4), "big")
    print(f"seed {seed}")
    chance = random.Random(seed)
    wrong = 0
    with tempfile.TemporaryDirectory() as folder:
        rows = [
            *read_while_published(Path(folder), given.publishes, given.readers, given.pause),
            *killed_anywhere(Path(folder), given.kills, chance),
            *killed_before_each_effect(Path(folder)),
            *killed_at_each_step(Path(folder)),
        ]
    for what, tried, failures in rows:
        print(f"{what:<72} {tried:>7} {len(failures):>3}")
        for failure in failures[:3]:
            print(f"    {failure}")
        wrong += len(failures)
    sys.exit(1 if wrong else 0)


Row = tuple[str, int, list[str]]
"""What was tried, how often, and what went wrong."""


def site(number: int, journeys: int = PAGES) -> list[Page]:
    """A site in which every page names a style sheet of its own build; one page in three is the same in each build."""
    style = f"assets/site.{number:06d}.css"
    pages = [Page(style, f"/* {number} */ p {{ margin: 0 }} /* end */\n".encode())]
    pages.append(Page("index.html", _page("index", number, style)))
    for name in range(journeys):
        same = name % 3 == 0
        pages.append(Page(f"journeys/{name}.html", _page(str(name), 0 if same else number, "" if same else style)))
    return pages


def _page(name: str, number: int, style: str) -> bytes:
    link = f'<link href="{style}">' if style else ""
    return f"<html><title>{name} {number}</title>{link}{PADDING}</html>\n".encode()


class Without(Disk):
    """A disk on which two folders cannot change places at once."""

    def exchange(self, one: str, other: str) -> bool:
        """Never."""
        return False


WAYS: dict[str, type[Disk]] = {"exchange": Disk, "two renames": Without}


# --- readers ---------------------------------------------------------------------------------------------------


def read_while_published(folder: Path, publishes: int, readers: int, pause: float) -> Iterator[Row]:
    """Readers open the first page, a page and every style sheet that they name, while site after site is published."""
    output = folder / "read" / "public"
    record = folder / "read" / "record.json"
    publish(site(0), output, protected=[], record=record)
    begun = mmap.mmap(-1, 8)  # the number of the newest publish that was begun; 2**63 ends it
    told = folder / "told"
    told.mkdir()
    children = [_forked(lambda number=number: _read(output, begun, told / str(number))) for number in range(readers)]
    for number in range(1, publishes + 1):
        begun[:] = number.to_bytes(8, "big")
        done = publish(site(number), output, protected=[], record=record if number % 3 else None)
        assert done.problem is None, done.problem
        time.sleep(pause)
    begun[:] = (2**63).to_bytes(8, "big")
    for child in children:
        os.waitpid(child, 0)
    found = [json.loads((told / str(number)).read_text()) for number in range(readers)]
    reads = sum(one["reads"] for one in found)
    for kind in ("missing", "empty", "cut off", "without its asset"):
        failures = [failure for one in found for failure in one["failures"] if failure.startswith(kind)]
        yield f"{publishes} publishes under {readers} readers: files that were {kind}", reads, failures
    yield "  of which readers so slow that two publishes went by", sum(one["outrun"] for one in found), []


def _read(output: Path, begun: mmap.mmap, told: Path) -> None:
    reads, outrun, failures = 0, 0, []
    chance = random.Random(told.name)
    while True:
        newest = int.from_bytes(begun[:], "big")
        for name in ("index.html", f"journeys/{chance.randrange(PAGES)}.html"):
            try:
                text = (output / name).read_text()
            except OSError as error:
                failures.append(f"missing {name}: {error}")
                continue
            reads += 1
            if not text:
                failures.append(f"empty {name}")
            elif not text.endswith("</html>\n"):
                failures.append(f"cut off {name}")
            for style in re.findall(r'href="(.*?)"', text):
                try:
                    told_by = (output / style).read_text()
                except OSError:
                    if int.from_bytes(begun[:], "big") >= int(style.split(".")[1]) + 2:
                        outrun += 1  # it stays for one build, and no longer
                    else:
                        failures.append(f"without its asset {style}: {name}")
                    continue
                reads += 1
                if not told_by.endswith("/* end */\n"):
                    failures.append(f"cut off {style}")
        if newest == 2**63:
            break
    told.write_text(json.dumps({"reads": reads, "outrun": outrun, "failures": failures}))


# --- kills -----------------------------------------------------------------------------------------------------


def killed_anywhere(folder: Path, kills: int, chance: random.Random) -> Iterator[Row]:
    """A process that publishes site after site is killed at random moments."""
    for way, disk in WAYS.items():
        output = folder / f"killed by {way}" / "public"
        failures, number = [], 0
        publish(site(number), output, protected=[])
        began = time.perf_counter()
        for number in range(1, 6):
            publish(site(number), output, protected=[], disk=disk())
        usual = (time.perf_counter() - began) / 5
        for kill in range(kills):
            child = _forked(lambda number=number, output=output, disk=disk: _publish_on(number, output, disk()))
            time.sleep(chance.random() * 4 * usual)
            os.kill(child, signal.SIGKILL)
            os.waitpid(child, 0)
            failures += [f"kill {kill}: {what}" for what in _after_a_kill(output, way)]
            number += 1000
        yield f"kill -9 at random moments, {way}", kills, failures


def _publish_on(number: int, output: Path, disk: Disk) -> None:
    while True:
        number += 1
        publish(site(number), output, protected=[], record=output.parent / "record.json", disk=disk)


def killed_before_each_effect(folder: Path) -> Iterator[Row]:
    """A publishing process is killed before each single thing that it does to the disk."""
    for way, disk in WAYS.items():
        output = folder / f"each effect of {way}" / "public"
        failures, at = [], 0
        while True:
            at += 1
            publish(site(1, FEW), output, protected=[])
            (output / "CNAME").write_text("report.example\n")
            child = _forked(lambda at=at, output=output, disk=disk: _publish(output, _stopping(disk, at)))
            if (ended := os.waitpid(child, 0)[1]) != signal.SIGKILL:
                failures += ["the publish failed"] * (ended != 0)
                break
            failures += [f"effect {at}: {what}" for what in _after_a_kill(output, way)]
            if (output / "CNAME").read_text() != "report.example\n":
                failures.append(f"effect {at}: the file of others is gone")
        yield f"kill -9 before each effect, {way}", at - 1, failures


def killed_at_each_step(folder: Path) -> Iterator[Row]:
    """A publishing process is killed at each named step; until the exchange the old site is there, then the new one."""
    steps = list(Step)
    for way, disk in WAYS.items():
        failures, tried = [], 0
        for step in steps:
            if step is Step.TAKEN_OUT and disk is Disk:
                continue
            output = folder / f"{step.name} of {way}" / "public"
            publish(site(1, FEW), output, protected=[])
            child = _forked(lambda step=step, output=output, disk=disk: _publish(output, _stopping(disk, step=step)))
            if os.waitpid(child, 0)[1] != signal.SIGKILL:
                failures.append(f"{step.name} was not reached")
                continue
            tried += 1
            wanted = 1 if steps.index(step) < steps.index(Step.EXCHANGED) else 2
            there = output if output.is_dir() else Path(beside(str(output), "old"))
            if f"<title>index {wanted}<" not in (there / "index.html").read_text():
                failures.append(f"{step.name}: it is not site {wanted}")
            failures += [f"{step.name}: {what}" for what in _after_a_kill(output, way)]
        yield f"kill -9 at each named step, {way}", tried, failures


def _publish(output: Path, disk: Disk) -> None:
    publish(site(2, FEW), output, protected=[], record=output.parent / "record.json", disk=disk)


def _stopping(kind: type[Disk], effect: int = 0, *, step: Step | None = None) -> Disk:
    """A disk that kills its process before effect number `effect`, or at a step."""
    done = 0

    class Stopping(kind):  # type: ignore[valid-type,misc]
        def reached(self, at: Step) -> None:
            if at is step:
                os.kill(os.getpid(), signal.SIGKILL)

    def counted(name: str) -> Callable[..., object]:
        real = getattr(kind, name)

        def call(self: Disk, *given: object, **named: object) -> object:
            nonlocal done
            done += 1
            if done == effect:
                os.kill(os.getpid(), signal.SIGKILL)
            return real(self, *given, **named)

        return call

    for name in EFFECTS:
        setattr(Stopping, name, counted(name))
    return Stopping()


EFFECTS = [name for name, what in vars(Disk).items() if callable(what) and name != "reached"]


def _after_a_kill(output: Path, way: str) -> list[str]:
    """What is wrong with the site that is there, and with the publish after it."""
    there = output
    if way == "two renames" and not output.exists():  # the moment between the two
        there = Path(beside(str(output), "old"))
    wrong = [f"left: {what}" for what in faults(there)]
    done = publish(site(7, FEW), output, protected=[], record=output.parent / "record.json")
    if done.problem is not None:
        wrong.append(f"the next publish: {done.problem.message}")
    wrong += [f"published: {what}" for what in faults(output)]
    left = [state for state in STATES if os.path.lexists(beside(str(output), state))]
    return wrong + [f"left over: {left}"] * bool(left)


def faults(folder: Path) -> list[str]:
    """What a whole site would not have: a listed file that is missing or not as listed, a page without its style."""
    try:
        listed = json.loads((folder / "build.json").read_bytes())["files"]
    except (OSError, ValueError) as error:
        return [f"no site: {error}"]
    wrong = []
    for path, digest in listed.items():
        file = folder / path
        if not file.is_file():
            wrong.append(f"no {path}")
        elif hashlib.sha256(file.read_bytes()).hexdigest() != digest:
            wrong.append(f"{path} is not what build.json lists")
        elif path.endswith(".html"):
            styles = re.findall(r'href="(.*?)"', file.read_text())
            wrong += [f"{path} names {style}" for style in styles if not (folder / style).is_file()]
    return wrong


def _forked(work: Callable[[], object]) -> int:
    """A process that does `work` and ends."""
    sys.stdout.flush()
    child = os.fork()
    if child:
        return child
    try:
        work()
    except BaseException:
        sys.excepthook(*sys.exc_info())
        os._exit(1)
    os._exit(0)


if __name__ == "__main__":
    parser = argparse.ArgumentParser()
    arguments(parser)
    run(parser.parse_args())
