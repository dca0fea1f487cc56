"""Two builds of one input are equal, byte for byte, wherever, whenever and by whomever they are made."""

from __future__ import annotations

import json
import os
import shutil
import sys
from pathlib import Path

import pytest
from browser.pages import build, tree
from browser.sites import MINIMAL, SAMPLE, write
from circumstances import CIRCUMSTANCES, Circumstance, built_under, put, run, together

SURVEYED = SAMPLE / "tests" / "sites" / "every-key" / "input"
PLANNED = "journeys/groothandel.yaml"
FILES = {
    "site.yaml": (SAMPLE / "site.yaml").read_bytes(),
    "journeys/small.yaml": MINIMAL.encode(),
    PLANNED: (SAMPLE / PLANNED).read_bytes(),
    **{name: (SURVEYED / name).read_bytes() for name in ("journeys/stay.yaml", "data/stay.csv")},
}
"""The sample site with a journey of its own, a small one and one on a survey file."""

GROUPS = {
    "as usual": ("as usual", "UTF-8 everywhere"),
    "Turkish": (
        *("the Turkish locale", "east of Greenwich", "another hash seed", "files for nobody else", "no home"),
        *("a narrow terminal in colour", "started at the root, in a folder of another name", "one processor"),
    ),
    "Dutch": (
        *("the Dutch locale", "a day behind", "any hash seed", "files for everybody", "another user and machine"),
        *("without asserts", "started above", "files made and listed backwards", "two processes"),
        *("charts from the quick engine", "no cache"),
    ),
    "no UTF-8": (
        *("no UTF-8", "no terminal", "another year", "other memory", "the date from the environment"),
        "a cache that is half broken",
    ),
}
"""The circumstances that are tried together, in a process each. `python -m tests.bench repeat` tries each alone."""


def in_group(name: str) -> Circumstance:
    return together(CIRCUMSTANCES[each] for each in GROUPS[name])


def test_every_circumstance_is_tried() -> None:
    assert len(CIRCUMSTANCES) >= 20
    tried = [name for group in GROUPS.values() for name in group]
    elsewhere = {"over another site", "the cache of an earlier build"}  # below, and in test_edits
    assert sorted([*tried, *elsewhere]) == sorted(CIRCUMSTANCES)
    for group, names in GROUPS.items():
        made = in_group(group)
        for name in names:
            alone = CIRCUMSTANCES[name]
            assert alone.environment.items() <= made.environment.items(), f"{name} is undone by another one"
            assert alone.program in made.program
            for what in ("folder", "cwd", "umask", "backwards", "day", "cache", "jobs"):
                assert getattr(alone, what) in (getattr(Circumstance(), what), getattr(made, what)), name


def test_circumstances_make_no_difference(tmp_path: Path) -> None:
    first = built_under(in_group("as usual"), FILES, tmp_path / "first")
    wanted = {"index.html", "data/site.json", "journeys/groothandel-plan.html", "journeys/stay.html", "build.json"}
    assert wanted <= set(first)
    words = [str(SAMPLE), str(tmp_path), str(Path.home()), sys.prefix, os.uname().nodename]
    words = [word for word in words if len(word) > 5]
    assert [(path, word) for path, content in first.items() for word in words if word.encode() in content] == []
    for number, group in enumerate(name for name in GROUPS if name != "as usual"):
        again = built_under(in_group(group), FILES, tmp_path / str(number), tmp_path / "first" / "cache")
        assert sorted(again) == sorted(first), group
        assert [path for path in first if first[path] != again[path]] == [], group


def test_journeys_stand_in_the_order_of_their_names_not_of_the_folder(tmp_path: Path) -> None:
    names = ["m", "b", "x", "a", "q", "k", "c", "z", "d"]
    site = write(tmp_path / "site", "title: T\n", **dict.fromkeys(names, MINIMAL))
    data = json.loads((build(site, tmp_path / "out") / "data" / "site.json").read_bytes())
    assert [journey["id"] for journey in data["journeys"]] == sorted(names)


def test_a_build_over_another_one_equals_a_fresh_one(tmp_path: Path) -> None:
    site = put(tmp_path / "site", FILES)
    extra = site / "journeys" / "extra.yaml"
    extra.write_text(MINIMAL, encoding="utf-8")
    (site / "site.yaml").write_text("title: Another\nlanguage: en\n", encoding="utf-8")
    assert "journeys/extra.html" in tree(build(site, site / "public"))
    extra.unlink()
    shutil.copy(SAMPLE / "site.yaml", site / "site.yaml")
    assert tree(build(site, site / "public")) == tree(build(site, tmp_path / "fresh"))


BROKEN = {
    "a figure": MINIMAL.replace("importance: 9.1", "importance: 91"),
    "bytes": "title: a\0b",
}


@pytest.mark.parametrize("content", BROKEN.values(), ids=BROKEN)
def test_an_error_in_one_journey_leaves_the_site_as_it_was(tmp_path: Path, content: str) -> None:
    site = write(tmp_path / "site", "title: T\n", one=MINIMAL, two=MINIMAL)
    before = tree(build(site, site / "public"))
    stamps = {path: path.stat().st_mtime_ns for path in (site / "public").rglob("*")}
    (site / "site.yaml").write_text("title: Another\n", encoding="utf-8")
    (site / "journeys" / "two.yaml").write_text(content, encoding="utf-8")
    done = run(site, site / "public", tmp_path, Circumstance())
    assert done.returncode == 1
    assert "journeys/two.yaml" in done.stderr
    assert "Traceback" not in done.stderr
    assert tree(site / "public") == before
    assert {path: path.stat().st_mtime_ns for path in (site / "public").rglob("*")} == stamps
    assert sorted(path.name for path in site.iterdir()) == ["journeys", "public", "site.yaml"]
