"""A build is left undone only where another one would do and say the same, whatever became of files and folders."""

from __future__ import annotations

import json
import os
import shutil
from collections.abc import Callable
from pathlib import Path

import pytest

from cjgen.build.outcome import Outcome
from cjgen.build.update import update_site
from cjgen.cache import FolderCache, program
from cjgen.model.declaration import Audience

JOURNEY = "title: {}\nstages: [{{title: S, touchpoints: [{{title: P, importance: 8, experience: 5}}]}}]\n"
_PROGRAM = program()


@pytest.fixture
def site(tmp_path: Path) -> Path:
    (tmp_path / "site" / "journeys").mkdir(parents=True)
    (tmp_path / "site" / "site.yaml").write_text("title: T\nchecks: {CJ203: ignore}\n")
    (tmp_path / "site" / "journeys" / "a.yaml").write_text(JOURNEY.format("First"))
    return tmp_path / "site"


@pytest.fixture(scope="module")
def compiled(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """What was compiled is for all: no file of an author's enters it."""
    return tmp_path_factory.mktemp("compiled")


@pytest.fixture
def build(tmp_path: Path, compiled: Path, monkeypatch: pytest.MonkeyPatch) -> Callable[..., Outcome]:
    """Builds with one cache, from within the folder of the test unless that was left."""
    monkeypatch.chdir(tmp_path)

    def build(root: Path | str, output: Path | str | None = None, audience: Audience | None = None) -> Outcome:
        cache = FolderCache(tmp_path / "cache", _PROGRAM, compiled)
        return update_site(
            Path(root),
            cache,
            output=Path(output) if output is not None else None,
            audience=audience,
            progress=lambda what, done, total: None,
        )

    return build


@pytest.fixture
def steps(monkeypatch: pytest.MonkeyPatch) -> list[Path]:
    """The sites that were built since: empty as long as nothing was done."""
    from cjgen.build import site as module

    taken: list[Path] = []
    build_site = module.build_site

    def counted(root: Path, **asked: object) -> object:
        taken.append(root)
        return build_site(root, **asked)  # type: ignore[arg-type]

    monkeypatch.setattr(module, "build_site", counted)
    return taken


def test_nothing_is_done_and_all_is_said_again(site: Path, build: Callable[..., Outcome], steps: list[Path]) -> None:
    first = build(site)
    again = build(site)
    assert len(steps) == 1
    assert first.warnings > 0
    assert (again.problems, again.files, again.output) == (first.problems, first.files, first.output)
    assert (first.changed > 0, again.changed) == (True, 0)


def test_a_link_to_a_site_may_lead_elsewhere_meanwhile(site: Path, build: Callable[..., Outcome]) -> None:
    other = site.with_name("other")
    shutil.copytree(site, other)
    current = site.with_name("current")
    current.symlink_to("site")
    build("current", "out")
    current.unlink()
    current.symlink_to("other")
    (site / "journeys" / "a.yaml").write_text(JOURNEY.format("Edited"))
    build("site", "out")
    assert "Edited" in Path("out/index.html").read_text()


def test_a_relative_output_is_another_one_elsewhere(
    site: Path, build: Callable[..., Outcome], monkeypatch: pytest.MonkeyPatch
) -> None:
    for name in ("one", "two"):
        site.with_name(name).mkdir()
        monkeypatch.chdir(site.with_name(name))
        build(site, "out")
    shutil.rmtree(site.with_name("one") / "out")
    done = build(site, "../one/out")
    assert (site.with_name("one") / "out" / "index.html").is_file()
    assert build(site, "../one/out").output == done.output == Path("../one/out")


def _outside(folder: Path) -> None:
    folder.rename(folder.parent.parent / folder.name)
    folder.symlink_to(folder.parent.parent / folder.name)


@pytest.mark.parametrize("folder", ["journeys", "themes", "public"])
def test_a_folder_that_became_a_link_outwards_is_refused(
    folder: str, site: Path, build: Callable[..., Outcome]
) -> None:
    (site / "site.yaml").write_text("title: T\ntheme: own\n")
    (site / "themes" / "own").mkdir(parents=True)
    (site / "themes" / "own" / "theme.yaml").write_text("extends: default\n")
    assert build(site).files
    build(site.with_name("site"), site.with_name("public"))
    if folder == "public":
        shutil.rmtree(site / "public")
        (site / "public").symlink_to(site.with_name("public"))
    else:
        _outside(site / folder)
    assert [found.code for found in build(site).problems if found.severity == "error"] == ["CJ118"]


def test_a_theme_folder_behind_a_link_that_became_a_folder_is_read(site: Path, build: Callable[..., Outcome]) -> None:
    (site / "site.yaml").write_text("title: T\ntheme: own\n")
    static = site / "themes" / "own" / "static"
    static.mkdir(parents=True)
    (site / "themes" / "own" / "theme.yaml").write_text("extends: default\n")
    (site / "icons").mkdir()
    (site / "icons" / "a.svg").write_text("<svg/>")
    (static / "icons").symlink_to("../../../icons")
    before = build(site)
    (static / "icons").unlink()
    shutil.copytree(site / "icons", static / "icons")
    assert len(build(site).files) == len(before.files) + 1


def test_of_two_builds_at_once_the_one_that_was_replaced_is_not_noted(
    site: Path, build: Callable[..., Outcome], monkeypatch: pytest.MonkeyPatch
) -> None:
    """Another audience's site takes the place between publishing and noting."""
    from cjgen.build import site as module

    (site / "site.yaml").write_text("title: T\nsummary: Known to all.\n")
    journey = JOURNEY.format("First").replace("experience: 5", "experience: 5, internal: For us alone.")
    (site / "journeys" / "a.yaml").write_text(journey)
    build_site = module.build_site

    def overtaken(root: Path, **asked: object) -> object:
        built = build_site(root, **asked)  # type: ignore[arg-type]
        monkeypatch.setattr(module, "build_site", build_site)
        build(site, audience="internal")
        return built

    monkeypatch.setattr(module, "build_site", overtaken)
    build(site, audience="client")
    build(site, audience="client")
    assert "For us alone" not in (site / "public" / "journeys" / "a.html").read_text()


def test_no_draft_is_among_the_inputs(site: Path, build: Callable[..., Outcome]) -> None:
    (site / "journeys" / "take-over.yaml").write_text("draft: true\n" + JOURNEY.format("Second"))
    build(site, audience="internal")
    told = json.loads((site / "public" / "build.json").read_text())
    assert list(told["inputs"]) == ["journeys/a.yaml", "site.yaml"]


def test_names_that_are_no_text(site: Path, build: Callable[..., Outcome], steps: list[Path]) -> None:
    try:
        odd = site.rename(site.with_name(os.fsdecode(b"site\xff")))
    except OSError:
        pytest.skip("this file system has no such names")
    output = odd.with_name(os.fsdecode(b"out\xff"))
    assert build(odd, output).files == build(odd, output).files != ()
    assert len(steps) == 1
    shutil.copy(odd / "journeys" / "a.yaml", odd / "journeys" / os.fsdecode(b"j\xff.yaml"))
    assert [found.code for found in build(odd, output).problems if found.severity == "error"] == ["CJ112"]


@pytest.mark.parametrize("theme_edited", [False, True])
def test_what_is_lost_of_a_cache_is_made_again_once(
    site: Path, build: Callable[..., Outcome], steps: list[Path], tmp_path: Path, *, theme_edited: bool
) -> None:
    (site / "site.yaml").write_text("title: T\ntheme: own\n")
    (site / "themes" / "own" / "static").mkdir(parents=True)
    (site / "themes" / "own" / "theme.yaml").write_text("extends: default\n")
    build(site)
    entries = [path for path in (tmp_path / "cache" / "entries").rglob("*") if path.is_file()]
    assert len(entries) > 3
    for number, entry in enumerate(entries, start=2):
        entry.unlink()
        shutil.rmtree(site / "public")
        if theme_edited:
            (site / "themes" / "own" / "static" / "own.css").write_text(f".own {{ order: {number}; }}")
        assert build(site).files
        assert len(steps) == number  # and not once more without what is there


def test_two_journeys_of_one_id_keep_their_own_answers(
    site: Path, build: Callable[..., Outcome], tmp_path: Path
) -> None:
    """One id for two is a mistake; what is kept of either meanwhile must be right once it is mended."""
    (site / "journeys" / "a.yaml").unlink()
    (site / "answers.csv").write_text("one;two\n" + "".join(f"{n % 10 + 1};{n % 3 + 1}\n" for n in range(40)))
    for name, column in (("a", "one"), ("b", "two")):
        text = JOURNEY.format(name).replace("experience: 5", f"experience: {{column: {column}}}")
        (site / "journeys" / f"{name}.yaml").write_text(f"id: same\nresponses: {{source: answers.csv}}\n{text}")
    assert [found.code for found in build(site).problems if found.severity == "error"] == ["CJ119"]
    other = site / "journeys" / "b.yaml"
    other.write_text(other.read_text().replace("id: same", "id: other"))
    build(site)
    means = {name: (site / "public" / "data" / f"{name}.csv").read_text() for name in ("same", "other")}
    assert ",5.5," in means["same"]
    assert ",5.5," not in means["other"]
