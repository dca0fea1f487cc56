"""`cjgen new` and `cjgen schema --write`: what a site begins with, and that nothing of anybody's is lost."""

from __future__ import annotations

import errno
import json
import re
import shlex
from pathlib import Path
from typing import Any

import pytest
from jsonschema import Draft202012Validator
from test_cli import program, run, tree

import cjgen.new
from cjgen import bundled
from cjgen.build import read_site
from cjgen.load.yaml import load_yaml
from cjgen.model.site import LANGUAGES
from cjgen.new import readable
from cjgen.publish import place_new
from cjgen.validate import journey_schema, schema_files, site_schema

EDITOR = {".cjgen/journey.schema.json", ".cjgen/site.schema.json", ".editorconfig", ".gitignore"}
EDITOR |= {".vscode/extensions.json", ".vscode/settings.json"}
JOURNEYS = {
    "en": {"journeys/breakdown.yaml", "journeys/heat-pump.yaml"},
    "nl": {"journeys/storing.yaml", "journeys/warmtepomp.yaml"},
}


@pytest.fixture(params=LANGUAGES)
def language(request: pytest.FixtureRequest) -> str:
    return str(request.param)


# --- what a site begins with ------------------------------------------------------------------------------------


def test_a_new_site_builds_and_checks_without_a_word(tmp_path: Path, language: str) -> None:
    site = tmp_path / "demo"
    result = run("new", site, "--language", language)
    assert (result.exit_code, result.stderr) == (0, "")
    assert set(tree(site)) == {"site.yaml", *EDITOR, *JOURNEYS[language]}
    assert run("check", site, "--strict").stdout == "No problems.\n"
    built = run("build", site, "--strict")
    assert (built.exit_code, built.stderr) == (0, "")
    page = (site / "public" / "index.html").read_text("utf-8")
    assert f'<html lang="{language}">' in page
    assert "Demo" in page


def test_english_unless_asked_otherwise(tmp_path: Path) -> None:
    run("new", tmp_path / "a")
    run("new", tmp_path / "b", "--language", "en")
    a, b = tree(tmp_path / "a"), tree(tmp_path / "b")
    assert b'title: "A"' in a.pop("site.yaml")
    assert b'title: "B"' in b.pop("site.yaml")
    assert a == b


def test_one_journey_has_measured_figures_and_the_other_three_customers_and_estimates(
    tmp_path: Path, language: str
) -> None:
    run("new", tmp_path, "--language", language)
    asked = []
    for found in read_site(tmp_path).journeys:
        figures = [figure for item in found.touchpoints for figure in (item.importance, item.experience) if figure]
        asked.append({figure.score.source for figure in figures})
        if "estimated" in asked[-1]:
            assert {figure.score.n for figure in figures} == {3, None}
        else:
            assert all((figure.score.n or 0) >= 30 for figure in figures)
        assert len({item.verdict for item in found.touchpoints}) >= 3
    assert asked == [{"measured", "estimated", "validated"}, {"measured"}]


def test_both_languages_tell_the_same(tmp_path: Path) -> None:
    figures = {}
    for language in LANGUAGES:
        run("new", tmp_path / language, "--language", language)
        figures[language] = [
            (item.verdict, item.certainty, item.probability, item.rank)
            for found in read_site(tmp_path / language).journeys
            for item in found.touchpoints
        ]
    assert figures["nl"] == figures["en"]


def test_every_file_points_an_editor_at_its_schema(tmp_path: Path, language: str) -> None:
    run("new", tmp_path, "--language", language)
    settings = json.loads((tmp_path / ".vscode" / "settings.json").read_bytes())["yaml.schemas"]
    by_file = {
        file.replace("*", name): schema
        for schema, files in settings.items()
        for file in ([files] if isinstance(files, str) else files)
        for name in [path.removesuffix(".yaml").removeprefix("journeys/") for path in JOURNEYS[language]]
    }
    for name in ("site.yaml", *JOURNEYS[language]):
        path = tmp_path / name
        modeline = re.match(r"# yaml-language-server: \$schema=(\S+)\n", path.read_text("utf-8"))
        assert modeline is not None
        schema_file = (path.parent / modeline[1]).resolve()
        assert schema_file == (tmp_path / by_file[name]).resolve()
        schema = json.loads(schema_file.read_bytes())
        assert schema == (site_schema() if name == "site.yaml" else journey_schema())
        document, problems = load_yaml(name, path.read_bytes())
        assert problems == []
        assert list(Draft202012Validator(schema).iter_errors(document.data)) == []
    assert "redhat.vscode-yaml" in (tmp_path / ".vscode" / "extensions.json").read_text("utf-8")
    assert "/public/" in (tmp_path / ".gitignore").read_text("utf-8").splitlines()


def test_the_starter_lies_in_the_package() -> None:
    assert set(tree(bundled.starter() / "editor")) == EDITOR - {f".cjgen/{name}" for name in schema_files()}
    for language, journeys in JOURNEYS.items():
        assert set(tree(bundled.starter() / language)) == {"site.yaml", *journeys}


# --- where ------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("name", "title"),
    [
        ("mijn-klantreizen", "Mijn klantreizen"),
        ("Klantreizen_2026", "Klantreizen 2026"),
        ("met een spatie", "Met een spatie"),
        ("één café", "Één café"),
        ("顧客", "顧客"),
        ('zeg "ja": #1 \\ [x]', 'Zeg "ja": #1 \\ [x]'),
        ("2026", None),
        (".verborgen", None),
        ("-", None),
        ("a\tb", None),
        ("a\x85b", None),
        ("\udcff-latin", None),
        ("x" * 81, None),
        ("", None),
    ],
)
def test_the_title_of_a_folder(name: str, title: str | None, tmp_path: Path) -> None:
    assert readable(name) == title
    pages = {page.path: page.content for page in cjgen.new.new_site(tmp_path / name if name else Path("/"), "en")}
    document, problems = load_yaml("site.yaml", pages["site.yaml"])
    assert problems == []
    assert document.data["title"] == (title or "Customer journeys")


@pytest.mark.parametrize("name", ["demo", "met een spatie", "één/twee/drie", "-x", "quote's"])
def test_the_next_commands_can_be_typed(name: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    result = run("new", "--", name)
    assert result.exit_code == 0, result.output
    lines = [shlex.split(line.split("    ")[0]) for line in result.stdout.splitlines() if line.startswith("  cjgen ")]
    assert [words[:2] for words in lines] == [["cjgen", "build"], ["cjgen", "check"]]
    for words in lines:
        assert run(*words[1:]).exit_code == 0
    opened = re.search(r"open (.+)$", result.stdout, re.MULTILINE)
    assert opened is not None
    assert Path(shlex.split(opened[1])[0]).is_file()


def test_here(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    folder = tmp_path / "klantreizen"
    folder.mkdir()
    monkeypatch.chdir(folder)
    assert run("new", ".").exit_code == 0
    assert 'title: "Klantreizen"' in (folder / "site.yaml").read_text("utf-8")
    assert run("build").exit_code == 0


def test_quiet_says_nothing(tmp_path: Path) -> None:
    assert run("new", tmp_path / "a", "--quiet").output == ""


# --- nothing is lost --------------------------------------------------------------------------------------------


@pytest.mark.parametrize("occupied", ["site.yaml", "journeys/breakdown.yaml", ".gitignore", ".vscode/settings.json"])
def test_a_file_that_is_there_is_never_overwritten(tmp_path: Path, occupied: str) -> None:
    for name in (occupied, ".editorconfig", "letter.txt"):
        (tmp_path / name).parent.mkdir(exist_ok=True)
        (tmp_path / name).write_text("mine", "utf-8")
    before = tree(tmp_path)
    result = run("new", tmp_path)
    assert result.exit_code == 2
    assert result.stderr.count("Nothing was written.") == 1
    named = re.search(r"already holds (.*)\. Nothing", result.stderr)
    assert named is not None
    assert set(named[1].split(", ")) == {occupied, ".editorconfig"}
    assert tree(tmp_path) == before


def test_a_site_is_not_begun_twice(tmp_path: Path, language: str) -> None:
    run("new", tmp_path, "--language", language)
    (tmp_path / "site.yaml").write_text("title: Mine\n", "utf-8")
    before = tree(tmp_path)
    for again in LANGUAGES:
        assert run("new", tmp_path, "--language", again).exit_code == 2
        assert tree(tmp_path) == before


def test_other_files_stay(tmp_path: Path) -> None:
    (tmp_path / ".git").mkdir()
    (tmp_path / ".git" / "HEAD").write_text("ref", "utf-8")
    (tmp_path / "README.md").write_text("mine", "utf-8")
    assert run("new", tmp_path).exit_code == 0
    assert (tmp_path / "README.md").read_text("utf-8") == "mine"
    assert (tmp_path / ".git" / "HEAD").read_text("utf-8") == "ref"


@pytest.mark.parametrize("kind", ["file", "link to a file", "link to nothing", "link to a folder", "folder"])
def test_what_is_in_the_way_is_left_alone(tmp_path: Path, kind: str) -> None:
    site, elsewhere = tmp_path / "site", tmp_path / "elsewhere"
    site.mkdir()
    elsewhere.mkdir()
    (elsewhere / "own.txt").write_text("mine", "utf-8")
    name = "site.yaml" if kind == "folder" else "journeys"
    if kind == "file":
        (site / name).write_text("mine", "utf-8")
    elif kind == "folder":
        (site / name).mkdir()
    else:
        target = {"link to a file": "own.txt", "link to nothing": "gone", "link to a folder": "."}[kind]
        (site / name).symlink_to(elsewhere / target)
    result = run("new", site)
    assert result.exit_code == 2
    assert f"already holds {name}." in result.stderr
    assert tree(elsewhere) == {"own.txt": b"mine"}
    assert [path.name for path in site.iterdir()] == [name]


def broken_after(count: int, error: BaseException) -> Any:
    """A `Path.open` that fails at the file after `count` others."""
    opened: list[Path] = []
    real = Path.open

    def opening(self: Path, mode: str = "r", *more: Any, **options: Any) -> Any:
        if "x" in mode:
            opened.append(self)
            if len(opened) > count:
                raise error
        return real(self, mode, *more, **options)

    return opening


@pytest.mark.parametrize("exists", [True, False])
@pytest.mark.parametrize("count", [0, 1, 5])
def test_what_was_half_written_is_taken_away(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, exists: bool, count: int
) -> None:
    site = tmp_path / "deep" / "site"
    if exists:
        site.mkdir(parents=True)
        (site / "letter.txt").write_text("mine", "utf-8")
    before = sorted(tmp_path.rglob("*"))
    monkeypatch.setattr(Path, "open", broken_after(count, OSError(errno.ENOSPC, "No space left on device")))
    result = run("new", site)
    assert result.exit_code == 1
    assert "No space left on device" in result.stderr
    assert "Nothing was left behind." in result.stderr
    monkeypatch.undo()
    monkeypatch.setattr(Path, "open", broken_after(count, KeyboardInterrupt()))
    assert run("new", site).exit_code == 130
    monkeypatch.undo()
    assert sorted(tmp_path.rglob("*")) == before


def test_a_file_that_comes_in_between_is_not_overwritten(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def late(folder: Path, pages: Any) -> None:
        (folder / "journeys").mkdir(parents=True)
        (folder / "journeys" / "heat-pump.yaml").write_text("mine", "utf-8")
        place_new(folder, pages)

    monkeypatch.setattr(cjgen.new, "place_new", late)
    assert run("new", tmp_path / "site").exit_code == 1
    assert tree(tmp_path) == {"site/journeys/heat-pump.yaml": b"mine"}


def test_a_file_as_folder_is_wrong_usage(tmp_path: Path) -> None:
    (tmp_path / "a").write_text("mine", "utf-8")
    assert run("new", tmp_path / "a").exit_code == 2
    assert run("new", tmp_path / "a" / "b").exit_code == 1
    assert tree(tmp_path) == {"a": b"mine"}


# --- schema -----------------------------------------------------------------------------------------------------


def test_schema_prints_both_or_one() -> None:
    both = json.loads(run("schema").stdout)
    assert both == {"site": site_schema(), "journey": journey_schema()}
    for kind, schema in both.items():
        assert json.loads(run("schema", "--kind", kind).stdout) == schema


def test_schema_prints_ascii(tmp_path: Path) -> None:
    done = program("schema", cwd=tmp_path, PYTHONIOENCODING="ascii", PYTHONUTF8="0", LC_ALL="C")
    assert (done.returncode, done.stderr) == (0, "")
    assert json.loads(done.stdout)["site"] == site_schema()


def test_schema_writes_where_a_new_site_has_them(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    site = tmp_path / "demo"
    run("new", site)
    before = tree(site)
    for name in schema_files():
        (site / ".cjgen" / name).write_text("{}", "utf-8")
    result = run("schema", "--write", site)
    assert (result.exit_code, result.stderr) == (0, "")
    assert all(name in result.stdout for name in schema_files())
    assert tree(site) == before
    stamps = {path: path.stat().st_mtime_ns for path in (site / ".cjgen").iterdir()}
    monkeypatch.chdir(site / "journeys")
    assert run("schema", "--write").exit_code == 0
    assert {path: path.stat().st_mtime_ns for path in (site / ".cjgen").iterdir()} == stamps
    assert len(stamps) == 2


def test_schema_of_an_older_site_gets_a_folder(tmp_path: Path) -> None:
    (tmp_path / "site.yaml").touch()
    assert run("schema", "--write", tmp_path).exit_code == 0
    assert {f".cjgen/{name}" for name in schema_files()} < set(tree(tmp_path))


def test_schemas_that_cannot_be_written(tmp_path: Path) -> None:
    (tmp_path / "site.yaml").touch()
    (tmp_path / ".cjgen").write_text("mine", "utf-8")
    result = run("schema", "--write", tmp_path)
    assert result.exit_code == 1
    assert result.stderr.startswith("Error: the schemas could not be written: ")
    assert tree(tmp_path) == {"site.yaml": b"", ".cjgen": b"mine"}
