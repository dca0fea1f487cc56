"""Whatever an author edits, building over the last build gives what building anew gives: files, problems, refusals.

The edits are random, but equal for equal seeds. `CJGEN_EDITS=500` tries five hundred sequences of them.
"""

from __future__ import annotations

import os
import random
import shutil
from collections.abc import Callable, Iterator, Mapping
from dataclasses import replace
from pathlib import Path

from circumstances import listed
from edits import EDITS, Author, Given, Part

from cjgen.build.outcome import Outcome
from cjgen.build.site import build_site
from cjgen.build.update import update_site
from cjgen.cache import FolderCache, MemoryCache, program
from cjgen.model.problem import Problem

LONG = "CJGEN_EDITS" in os.environ
SEQUENCES = int(os.environ.get("CJGEN_EDITS", "2"))
FOREIGN = {"CNAME": b"journeys.example\n", "journeys/notes.txt": b"Not cjgen's.\n", ".git/HEAD": b"ref: main\n"}
Build = Callable[[Path, Path, Given], Outcome]


def over_the_last(folder: Path) -> Build:
    """What `cjgen build` does, with a cache in `folder`."""
    cache = FolderCache(folder, program())

    def build(root: Path, output: Path, given: Given) -> Outcome:
        return update_site(root, cache, output=output, audience=given.audience, as_of=given.as_of, progress=silent)

    return build


def silent(what: str, done: int, total: int) -> None:
    """For builds that nobody watches."""


SAFE = ("program/", *(() if LONG else ("chart/",)))
"""What takes longest, by the beginning of its key: no file of an author's enters it, or its key holds all that does.

Drawings are among it only as long as there are few steps.
"""


class Forgetful(MemoryCache):
    """A cache that is empty for each build, but for what takes longest and is `SAFE`."""

    safe: dict[str, bytes] = {}  # noqa: RUF012  shared on purpose

    def get(self, key: str) -> bytes | None:
        return self.safe[key] if key in self.safe else super().get(key)

    def put(self, key: str, value: bytes) -> None:
        (self.safe if key.startswith(SAFE) else self._kept)[key] = value


def anew(root: Path, output: Path, given: Given) -> Outcome:
    """A build into a new folder that finds nothing of an earlier one."""
    shutil.rmtree(output, ignore_errors=True)
    return build_site(root, output=output, audience=given.audience, as_of=given.as_of, cache=Forgetful()).outcome


def sequences(author: Author, count: int) -> Iterator[tuple[list[str], set[Part]]]:
    """Every edit once, in any order, and then so many sequences of several.

    A long run looks at each of the first by itself, a short one at four at a time. A mistake is mended after the
    next edit: until then there is nothing to see but problems.
    """
    deck = sorted(EDITS)
    author.chance.shuffle(deck)
    once = [1] * len(deck) if LONG else [4] * (len(deck) // 4) + [len(deck) % 4]
    lengths = once + [author.chance.randint(2, 5) for _ in range(count)]
    for length in lengths:
        mending = bool(author.broken)
        done = [author.edit(deck.pop() if deck else None) for _ in range(length)]
        if mending and author.broken:
            done.append(author.edit("a mistake or none"))
        yield [name for name, _ in done], {part for _, part in done}


def compared(folder: Path, build: Build, *, seed: int, count: int) -> dict[Part, int]:
    """Follow an author and hold each build over the last one against one of the same files into an empty folder.

    Returns how often something changed on the site by edits of a part, in a long run of that part alone.
    """
    author = Author(folder / "site", random.Random(seed))
    output, fresh = folder / "public", folder / "fresh"
    assert build(author.root, output, author.given).files
    for path, content in FOREIGN.items():
        (output / path).parent.mkdir(exist_ok=True)
        (output / path).write_bytes(content)
    changed: dict[Part, int] = {}
    before: Mapping[str, bytes] = listed(output)
    earlier: Mapping[str, bytes] = {}
    for number, (names, parts) in enumerate(sequences(author, count)):
        what = f"seed {seed}, step {number}: {', '.join(names)}"
        stamps = {path: (output / path).stat().st_mtime_ns for path in before}
        expected, found = (way(author.root, where, author.given) for way, where in ((anew, fresh), (build, output)))
        assert said(found) == said(expected), what
        assert found.files == expected.files, what
        assert found.journeys == expected.journeys, what
        wanted = listed(fresh) if expected.files else before
        holds = listed(output)
        assert sorted(holds) == sorted(wanted), what
        assert [path for path in wanted if holds[path] != wanted[path]] == [], what
        same = [path for path in wanted if before.get(path) == wanted[path]]
        assert [path for path in same if (output / path).stat().st_mtime_ns != stamps[path]] == [], what
        if wanted != before:
            earlier = before
        assert left_over(output, earlier) == FOREIGN, what
        for part in parts if wanted != before and (len(parts) == 1 or not LONG) else ():
            changed[part] = changed.get(part, 0) + 1
        before = wanted
    return changed


def said(outcome: Outcome) -> tuple[Problem, ...]:
    """All problems, with the output folder called the same everywhere."""
    folder = outcome.output.as_posix()
    return tuple(
        replace(found, place=replace(found.place, file=found.place.file.replace(folder, "output")))
        for found in outcome.problems
    )


def left_over(output: Path, earlier: Mapping[str, bytes]) -> dict[str, bytes]:
    """What lies in the folder and is not on the list, but for assets of the build before that one, which is noted."""
    names = {*listed(output), ".cjgen-before.json", *(path for path in earlier if path.startswith("assets/"))}
    found = {path.relative_to(output).as_posix(): path for path in output.rglob("*") if path.is_file()}
    return {name: path.read_bytes() for name, path in found.items() if name not in names}


def test_building_over_the_last_build_gives_what_building_anew_gives(tmp_path: Path) -> None:
    changed = compared(tmp_path, over_the_last(tmp_path / "cache"), seed=7, count=SEQUENCES)
    seen: set[Part] = {"journey", "files", "data", "theme", "brand", "site", "given"}
    assert seen <= changed.keys(), "no step would have shown that a build does not notice these"
