"""The lock in `.ci/requirements/`: complete, current, checked against hashes, and silent on where it comes from.

`make lock` writes it; `make site` and `make test` install from it, so that every run on a new machine installs all of
`test.txt` by its hashes, in which pip refuses what has none. Here only what is small is installed again.
"""

from __future__ import annotations

import re
import subprocess
import sys
import tomllib
from collections.abc import Iterable, Iterator
from importlib import metadata
from itertools import product
from pathlib import Path

import pytest
from packaging.markers import Environment, default_environment
from packaging.requirements import Requirement
from packaging.utils import canonicalize_name

ROOT = Path(__file__).parent.parent
FOLDER = ROOT / ".ci" / "requirements"
PROJECT = tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))
EXTRAS = PROJECT["project"]["optional-dependencies"]
NAME = canonicalize_name(PROJECT["project"]["name"])
BUILDING = [*PROJECT["build-system"]["requires"], *PROJECT["dependency-groups"]["build"]]
RUNNING = [*PROJECT["project"]["dependencies"], *(each for name in EXTRAS if name != "test" for each in EXTRAS[name])]
WANTED = {
    "build.txt": BUILDING,
    "run.txt": [*BUILDING, *RUNNING],
    "test.txt": [*BUILDING, *RUNNING, *EXTRAS["test"]],
}
"""What each file must hold, with all that those need."""

HASH = re.compile(r"--hash=sha256:[0-9a-f]{64}")


def entries(file: str) -> list[Requirement]:
    """What a file of the lock pins; fails for a line that is anything else than a pin with its hashes."""
    lines = (FOLDER / file).read_text("utf-8").replace("\\\n", "").splitlines()
    found = []
    for line in lines:
        if line.lstrip().startswith("#"):
            continue
        pin, *hashes = re.split(r"\s+(?=--)", line.strip())
        assert hashes, f"{pin} has no hash"
        assert [given for given in hashes if not HASH.fullmatch(given)] == []
        found.append(Requirement(pin))
    return found


def environments() -> Iterator[Environment]:
    """Every Python that the project says it runs on, on each system, from the oldest it allows to one not made yet."""
    names = PROJECT["project"]["classifiers"]
    minors = {int(found[1]) for name in names if (found := re.fullmatch(r"Programming .* :: 3\.(\d+)", name))}
    assert PROJECT["project"]["requires-python"] == f">=3.{min(minors)}"
    systems = [("linux", "posix", "Linux"), ("darwin", "posix", "Darwin"), ("win32", "nt", "Windows")]
    for minor, (platform, os_name, system) in product((*sorted(minors), max(minors) + 1), systems):
        yield {
            **default_environment(),
            "python_version": f"3.{minor}",
            "python_full_version": f"3.{minor}.0",
            "sys_platform": platform,
            "os_name": os_name,
            "platform_system": system,
        }


def applying(requirements: Iterable[Requirement], environment: Environment) -> list[Requirement]:
    return [each for each in requirements if each.marker is None or each.marker.evaluate(dict(environment))]


def pinned(file: str, environment: Environment) -> dict[str, str]:
    """The version of each package in an environment; fails where two are given for one."""
    found = applying(entries(file), environment)
    names = [canonicalize_name(each.name) for each in found]
    assert len(names) == len(set(names)), environment
    return {name: str(each.specifier).removeprefix("==") for name, each in zip(names, found, strict=True)}


@pytest.mark.parametrize("file", WANTED)
def test_every_entry_is_one_version_with_hashes_and_no_address(file: str) -> None:
    assert sorted(path.name for path in FOLDER.iterdir()) == sorted(WANTED)
    for entry in entries(file):
        assert entry.url is None
        assert not entry.extras
        assert re.fullmatch(r"==[0-9][0-9a-z.+!-]*", str(entry.specifier)), entry
    text = (FOLDER / file).read_text("utf-8")
    assert [word for word in ("://", "@", "-index", "--find-links", str(Path.home())) if word in text] == []


@pytest.mark.parametrize("file", WANTED)
def test_all_that_the_project_asks_for_is_locked_for_every_python_and_system(file: str) -> None:
    for environment in environments():
        locked = pinned(file, environment)
        for asked in applying(map(Requirement, WANTED[file]), environment):
            name = canonicalize_name(asked.name)
            if name == NAME:
                continue
            assert name in locked, f"{asked} is not in {file}: run `make lock`"
            assert locked[name] in asked.specifier, f"{asked}, but {file} has {locked[name]}: run `make lock`"


@pytest.mark.parametrize("file", WANTED)
def test_all_that_is_needed_here_is_locked_and_nothing_else(file: str) -> None:
    here = default_environment()
    locked = pinned(file, here)
    needed: set[str] = set()
    waiting = [(Requirement(text), frozenset({""})) for text in WANTED[file]]
    seen = set()
    while waiting:
        asked, extras = waiting.pop()
        if (str(asked), extras) in seen:
            continue
        seen.add((str(asked), extras))
        if asked.marker and not any(asked.marker.evaluate({**here, "extra": extra}) for extra in extras):
            continue
        name = canonicalize_name(asked.name)
        if name == NAME:
            continue
        assert name in locked, f"{asked} is needed, but is not in {file}: run `make lock`"
        assert locked[name] in asked.specifier, f"{asked} is needed, but {file} has {locked[name]}: run `make lock`"
        needed.add(name)
        waiting += [(Requirement(text), frozenset({"", *asked.extras})) for text in metadata.requires(name) or ()]
    assert sorted(locked.keys() - needed) == [], f"nothing needs these of {file}: run `make lock`"


@pytest.mark.parametrize("file", ["build.txt", "run.txt"])
def test_the_files_agree(file: str) -> None:
    names = {canonicalize_name(each.name) for each in entries(file)}
    for environment in environments():
        expected = {name: version for name, version in pinned("test.txt", environment).items() if name in names}
        assert pinned(file, environment) == expected


def install(*arguments: str | Path) -> subprocess.CompletedProcess[str]:
    pip = [sys.executable, "-m", "pip", "--disable-pip-version-check", "install", "--quiet", "--no-build-isolation"]
    return subprocess.run([*pip, "--require-hashes", *arguments], capture_output=True, text=True, check=False)


def test_what_builds_is_installed_by_its_hashes_into_an_empty_folder(tmp_path: Path) -> None:
    done = install("--no-compile", "--target", tmp_path, "--requirement", FOLDER / "build.txt")
    assert done.returncode == 0, done.stderr
    code = "import babel, editables, hatchling, sys; print(babel.__file__, editables.__file__, hatchling.__file__)"
    python = [sys.executable, "-S", "-c", f"import sys; sys.path.insert(0, {str(tmp_path)!r}); {code}"]
    found = subprocess.run(python, capture_output=True, text=True, check=True).stdout.split()
    assert [path for path in found if not Path(path).is_relative_to(tmp_path)] == []
    installed = {canonicalize_name(each.name): each.version for each in metadata.distributions(path=[str(tmp_path)])}
    assert installed == pinned("build.txt", default_environment())


def test_a_file_with_another_hash_is_refused(tmp_path: Path) -> None:
    text = (FOLDER / "build.txt").read_text("utf-8")
    forged = tmp_path / "forged.txt"
    forged.write_text(re.sub(r"(?<=sha256:)[0-9a-f]{4}", "0000", text), "utf-8")
    done = install("--target", tmp_path / "packages", "--requirement", forged)
    assert done.returncode != 0
    assert "DO NOT MATCH THE HASHES" in done.stderr
    assert not (tmp_path / "packages").exists()


@pytest.mark.parametrize(("stamp", "file"), [("site", "run.txt"), ("test", "test.txt")])
def test_make_installs_from_the_lock_alone(stamp: str, file: str) -> None:
    done = subprocess.run(
        ["make", "--dry-run", "--always-make", f".venv/{stamp}.stamp"],
        cwd=ROOT,
        capture_output=True,
        text=True,
        check=True,
    )
    commands = [line for line in done.stdout.splitlines() if ".venv/bin/python -m pip" in line]
    assert [line.split(" install ")[1].split("--quiet ")[1] for line in commands] == [
        "--require-hashes --no-build-isolation --requirement .ci/requirements/build.txt",
        f"--require-hashes --no-build-isolation --requirement .ci/requirements/{file}",
        "--no-build-isolation --no-deps --editable .",
    ]
