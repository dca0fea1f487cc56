"""Whatever an author edits, building over the last build gives what building anew gives: files, problems, refusals.

The edits are random, but equal for equal seeds. `CJGEN_EDITS=500` tries five hundred sequences of them.
"""

from __future__ import annotations

import json
import os
import random
import shutil
from collections.abc import Callable, Iterator, Mapping
from dataclasses import replace
from pathlib import Path

from circumstances import listed
from edits import EDITS, Author, Given, Part

from cjgen.build import Built, build_site
from cjgen.model.problem import Problem

SEQUENCES = int(os.environ.get("CJGEN_EDITS", "2"))
FOREIGN = {"CNAME": b"journeys.example\n", "journeys/notes.txt": b"Not cjgen's.\n", ".git/HEAD": b"ref: main\n"}
Build = Callable[[Path, Path, Given], Built]
Made = tuple[Mapping[str, bytes], tuple[Problem, ...]]
"""What a build left in its folder, as its build.json lists it, and what it said."""


def incremental(root: Path, output: Path, given: Given) -> Built:
    return build_site(root, output=output, audience=given.audience, as_of=given.as_of)


def cold(root: Path, output: Path, given: Given) -> Built:
    return build_site(root, output=output, audience=given.audience, as_of=given.as_of)


def sequences(author: Author, count: int) -> Iterator[tuple[list[str], set[Part]]]:
    """Every edit by itself once, in any order, and then so many sequences of several.

    A mistake is mended after the next edit: until then there is nothing to see but problems.
    """
    deck = sorted(EDITS)
    author.chance.shuffle(deck)
    lengths = [1] * len(deck) + [author.chance.randint(2, 5) for _ in range(count)]
    for length in lengths:
        mending = bool(author.broken)
        done = [author.edit(deck.pop() if deck else None) for _ in range(length)]
        if mending and author.broken:
            done.append(author.edit("a mistake or none"))
        yield [name for name, _ in done], {part for _, part in done}


def compared(folder: Path, build: Build, *, seed: int, count: int) -> dict[Part, int]:
    """Follow an author and hold each build over the last one against one of the same files into an empty folder.

    Returns how often something changed on the site by edits of one part alone.
    """
    author = Author(folder / "site", random.Random(seed))
    output, anew = folder / "public", folder / "anew"
    assert build(author.root, output, author.given).written
    for path, content in FOREIGN.items():
        (output / path).parent.mkdir(exist_ok=True)
        (output / path).write_bytes(content)
    changed: dict[Part, int] = {}
    before: Mapping[str, bytes] = listed(output)
    for number, (names, parts) in enumerate(sequences(author, count)):
        what = f"seed {seed}, step {number}: {', '.join(names)}"
        expected = cold(author.root, anew, author.given)
        assert not expected.written or expected.checked.errors == 0
        found = build(author.root, output, author.given)
        assert said(found, output) == said(expected, anew), what
        assert found.written is expected.written, what
        wanted = listed(anew) if expected.written else before
        holds = listed(output)
        assert sorted(holds) == sorted(wanted), what
        assert [path for path in wanted if holds[path] != wanted[path]] == [], what
        assert left_over(output, before) == FOREIGN, what
        if len(parts) == 1 and wanted != before:
            (part,) = parts
            changed[part] = changed.get(part, 0) + 1
        before = wanted
        shutil.rmtree(anew, ignore_errors=True)
    return changed


def said(built: Built, output: Path) -> tuple[Problem, ...]:
    """All problems, with the name of the output folder left out."""
    folder = output.as_posix()
    return tuple(
        replace(found, place=replace(found.place, file=found.place.file.replace(folder, "output")))
        for found in built.checked.problems
    )


def left_over(output: Path, before: Mapping[str, bytes]) -> dict[str, bytes]:
    """What lies in the folder and is not on the list, but for assets of the build before."""
    names = {*json.loads((output / "build.json").read_bytes())["files"], "build.json"}
    names |= {path for path in before if path.startswith("assets/")}
    found = {path.relative_to(output).as_posix(): path for path in output.rglob("*") if path.is_file()}
    return {name: path.read_bytes() for name, path in found.items() if name not in names}


def test_building_over_the_last_build_gives_what_building_anew_gives(tmp_path: Path) -> None:
    changed = compared(tmp_path, incremental, seed=7, count=SEQUENCES)
    seen: set[Part] = {"journey", "files", "data", "theme", "brand", "site", "given"}
    assert seen <= changed.keys(), "no step would have shown that a build does not notice these"
