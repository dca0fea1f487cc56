"""Two builds of one input are equal, byte for byte, wherever, whenever and by whomever they are made."""

from __future__ import annotations

import json
import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest
from browser.pages import build, tree
from browser.sites import MINIMAL, SAMPLE, write

SURVEYED = SAMPLE / "tests" / "sites" / "every-key" / "input"
KNOWN_LOCALES = subprocess.check_output(["locale", "-a"], text=True).split() if shutil.which("locale") else []
LOCALES = [
    "C",
    *(name for name in ("C.UTF-8", "nl_NL.UTF-8", "tr_TR.UTF-8") if name.replace("UTF-8", "utf8") in KNOWN_LOCALES),
]
BASE = {"TZ": "UTC", "LC_ALL": "C", "LANG": "C", "PYTHONHASHSEED": "0"}


def author_folder(folder: Path, *, backwards: bool = False) -> Path:
    """The sample site with a journey of its own, a small one and one on a survey file; made in either order."""
    write(folder, "")
    (folder / "data").mkdir()
    files = {"site.yaml": (SAMPLE / "site.yaml").read_text(encoding="utf-8"), "journeys/small.yaml": MINIMAL}
    name = "journeys/groothandel.yaml"
    files[name] = (SAMPLE / name).read_text(encoding="utf-8")
    files |= {name: (SURVEYED / name).read_text(encoding="utf-8") for name in ("journeys/stay.yaml", "data/stay.csv")}
    for name, content in sorted(files.items(), reverse=backwards):
        (folder / name).write_text(content, encoding="utf-8")
    return folder


def run(
    site: Path, output: Path, *, cwd: Path, umask: int = 0o022, **settings: str
) -> subprocess.CompletedProcess[str]:
    """`cjgen build` as a program of its own, with nothing else in its environment."""
    given = os.environ.get("PYTHONPATH")
    path = os.pathsep.join([str(SAMPLE), *([given] if given else [])])
    environment = {"PATH": os.environ["PATH"], "PYTHONPATH": path, **BASE, **settings}
    command = [sys.executable, "-m", "cjgen", "build", os.path.relpath(site, cwd), "-o", os.path.relpath(output, cwd)]
    return subprocess.run(command, cwd=cwd, env=environment, umask=umask, capture_output=True, text=True, check=False)


def built(site: Path, output: Path, **settings: object) -> dict[str, bytes]:
    done = run(site, output, **{"cwd": site, **settings})  # type: ignore[arg-type]  # of mixed types
    assert done.returncode == 0, done.stderr
    return tree(output)


@pytest.fixture(scope="session")
def first(tmp_path_factory: pytest.TempPathFactory) -> dict[str, bytes]:
    folder = tmp_path_factory.mktemp("first")
    return built(author_folder(folder / "site"), folder / "out")


OTHER: dict[str, dict[str, object]] = {
    f"a terminal, and the locale {LOCALES[-1]}": {
        **{"COLUMNS": "40", "TERM": "xterm-256color", "FORCE_COLOR": "1"},
        **{"LC_ALL": LOCALES[-1], "LANG": LOCALES[-1]},
    },
    "time zone, hash seed, umask, working folder and home": {
        "TZ": "Asia/Kathmandu",
        "LC_ALL": LOCALES[0],
        "umask": 0o077,
        "PYTHONHASHSEED": "4242",
        "cwd": Path("/"),
        "HOME": "/nonexistent",
    },
}


@pytest.mark.parametrize("other", OTHER.values(), ids=OTHER)
def test_the_machine_makes_no_difference(tmp_path: Path, first: dict[str, bytes], other: dict[str, object]) -> None:
    site = author_folder(tmp_path / "a folder of another name, ë" / "input", backwards=True)
    for number, file in enumerate(sorted(site.rglob("*"))):
        os.utime(file, (10**9 + number, 10**9 - number))
    again = built(site, tmp_path / "elsewhere" / "public", **other)
    assert sorted(again) == sorted(first)
    assert [path for path in first if first[path] != again[path]] == []
    assert {
        "index.html",
        "build.json",
        "data/site.json",
        "journeys/groothandel-plan.html",
        "journeys/stay.html",
    } <= set(first)


def test_journeys_stand_in_the_order_of_their_names_not_of_the_folder(tmp_path: Path) -> None:
    names = ["m", "b", "x", "a", "q", "k", "c", "z", "d"]
    site = write(tmp_path / "site", "title: T\n", **dict.fromkeys(names, MINIMAL))
    data = json.loads((build(site, tmp_path / "out") / "data" / "site.json").read_bytes())
    assert [journey["id"] for journey in data["journeys"]] == sorted(names)


def test_what_the_machine_is_called_is_nowhere(first: dict[str, bytes]) -> None:
    words = [str(SAMPLE), str(Path.home()), sys.prefix, os.uname().nodename]
    words = [word for word in words if len(word) > 5]
    assert [(path, word) for path, content in first.items() for word in words if word.encode() in content] == []


def test_a_build_over_another_one_equals_a_fresh_one(tmp_path: Path, first: dict[str, bytes]) -> None:
    site = author_folder(tmp_path / "site")
    extra = site / "journeys" / "extra.yaml"
    extra.write_text(MINIMAL, encoding="utf-8")
    (site / "site.yaml").write_text("title: Another\nlanguage: en\n", encoding="utf-8")
    assert "journeys/extra.html" in tree(build(site, site / "public"))
    extra.unlink()
    shutil.copy(SAMPLE / "site.yaml", site / "site.yaml")
    assert tree(build(site, site / "public")) == first


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
    done = run(site, site / "public", cwd=site)
    assert done.returncode == 1
    assert "journeys/two.yaml" in done.stderr
    assert "Traceback" not in done.stderr
    assert tree(site / "public") == before
    assert {path: path.stat().st_mtime_ns for path in (site / "public").rglob("*")} == stamps
    assert sorted(path.name for path in site.iterdir()) == ["journeys", "public", "site.yaml"]
