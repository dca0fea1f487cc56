"""What may lie in an author's folder: what cannot be read, what leads out of it, and themes in every state."""

from __future__ import annotations

import json
import os
import re
import shutil
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from browser.sites import KITCHEN as JOURNEY
from click.testing import CliRunner, Result

import cjgen.build.across
import cjgen.build.site
from cjgen import bundled
from cjgen.cli import main
from cjgen.load import load_theme


@pytest.fixture
def site(tmp_path: Path) -> Path:
    """A site without faults, with a theme of its own that changes nothing."""
    folder = tmp_path / "keukenhuis"
    write(folder, "site.yaml", "title: Keukenhuis\nlanguage: nl\ntheme: huis\n")
    write(folder, "journeys/keuken.yaml", JOURNEY)
    write(folder, "themes/huis/theme.yaml", "extends: default\n")
    write(folder, "themes/huis/static/eigen.txt", "eigen")
    return folder


def write(folder: Path, file: str, text: str) -> Path:
    path = folder / file
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(text, "utf-8")
    return path


def run(*arguments: str | Path) -> Result:
    return CliRunner().invoke(main, [str(argument) for argument in arguments])


def faults(site: Path) -> list[dict[str, Any]]:
    """What `cjgen check` tells; building says as many errors and writes nothing."""
    result = run("check", site, "--format", "json")
    assert result.exit_code in (0, 1), result.output
    told: list[dict[str, Any]] = json.loads(result.stdout)["problems"]
    built = run("build", site)
    assert built.exit_code == result.exit_code
    assert [one["code"] for one in told] == re.findall(r"(?:error|warning) (CJ\d{3}): ", built.stderr)
    return told


def only_fault(site: Path) -> tuple[str, str, int, str]:
    told = faults(site)
    assert len(told) == 1, told
    return told[0]["code"], told[0]["file"], told[0]["line"], told[0]["message"]


def test_the_site_of_these_tests_is_sound(site: Path) -> None:
    assert faults(site) == []
    assert len(list((site / "public" / "assets").glob("eigen.*.txt"))) == 1


# --- what the system refuses ---------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("locked", "file"),
    [
        ("journeys", "journeys"),
        ("journeys/keuken.yaml", "journeys/keuken.yaml"),
        ("themes", "themes/huis/theme.yaml"),
        ("themes/huis/theme.yaml", "themes/huis/theme.yaml"),
        ("themes/huis/templates", "themes/huis/templates"),
        ("themes/huis/templates/report.html", "themes/huis/templates/report.html"),
        ("themes/huis/static/eigen.txt", "themes/huis/static/eigen.txt"),
    ],
)
def test_what_must_not_be_read_is_named(site: Path, locked: str, file: str, monkeypatch: pytest.MonkeyPatch) -> None:
    write(site, "themes/huis/templates/report.html", "x")
    lock(site / locked, monkeypatch)
    assert only_fault(site) == ("CJ122", file, 1, "the file cannot be read: Permission denied")


def lock(path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """As `chmod 000` does for all but root, who runs these tests in many places."""

    def guarded(function: Callable[..., Any], *, within: bool) -> Callable[..., Any]:
        def call(at: Any, *rest: Any, **more: Any) -> Any:
            if (path in Path(at).parents and path.is_dir()) or (not within and Path(at) == path):
                raise PermissionError(13, "Permission denied", str(at))
            return function(at, *rest, **more)

        return call

    monkeypatch.setattr("cjgen.load.files.os.stat", guarded(os.stat, within=True))
    monkeypatch.setattr("cjgen.load.files.os.listdir", guarded(os.listdir, within=False))
    monkeypatch.setattr(Path, "open", guarded(Path.open, within=False))


@pytest.mark.parametrize(("key", "code"), [("journeys", "CJ120"), ("theme", "CJ301")])
def test_a_name_that_is_too_long_for_the_system_is_not_there(site: Path, key: str, code: str) -> None:
    write(site, "site.yaml", f"title: Keukenhuis\n{key}: {'a' * 300}\n")
    assert only_fault(site)[:3] == (code, "site.yaml", 2)


@pytest.mark.parametrize("file", ["journeys/x.yaml", "themes/huis/theme.yaml", "themes/huis/static/x.css"])
def test_a_pipe_is_not_waited_for(site: Path, file: str) -> None:
    (site / file).unlink(missing_ok=True)
    os.mkfifo(site / file)
    assert only_fault(site) == ("CJ122", file, 1, "the file cannot be read: it is not a file")


def test_a_link_to_nothing_and_one_in_a_circle_are_told(site: Path) -> None:
    (site / "journeys" / "a.yaml").symlink_to("nothing.yaml")
    (site / "journeys" / "b.yaml").symlink_to("b.yaml")
    assert [(one["code"], one["file"]) for one in faults(site)] == [
        ("CJ122", "journeys/a.yaml"),
        ("CJ122", "journeys/b.yaml"),
    ]


@pytest.mark.parametrize("name", ["keuken.YAML", "Keuken.Yml", "KEUKEN.YAML"])
def test_endings_in_capitals_are_read_too(site: Path, name: str) -> None:
    (site / "journeys" / "keuken.yaml").rename(site / "journeys" / name)
    write(site, f"journeys/{name}", JOURNEY + "id: keuken\n")
    assert faults(site) == []
    assert (site / "public" / "journeys" / "keuken.html").is_file()


# --- what leads out of the folder ----------------------------------------------------------------------------


@pytest.mark.parametrize(
    "link",
    [
        "site.yaml",
        "journeys/keuken.yaml",
        "themes/huis",
        "themes/huis/theme.yaml",
        "themes/huis/static",
        "themes/huis/static/eigen.txt",
        "themes/huis/static/deep",
        "themes/huis/templates",
        "themes/huis/templates/report.html",
    ],
)
def test_a_link_out_of_the_site_is_not_followed(site: Path, link: str) -> None:
    write(site, "themes/huis/templates/parts/x.html", "x")
    write(site, "themes/huis/templates/report.html", "x")
    write(site, "themes/huis/static/deep/x.css", "x")
    move_out(site, link)
    named = "themes/huis/theme.yaml" if link == "themes/huis" else link
    code, file, _, message = only_fault(site)
    assert (code, file) == ("CJ118", named)
    assert message == f"`{named}` leads out of the site's folder through a link"
    assert not (site / "public").exists()


def move_out(site: Path, path: str) -> None:
    outside = site.parent / "elsewhere"
    outside.mkdir()
    shutil.move(site / path, outside / "moved")
    (site / path).symlink_to(outside / "moved")


@pytest.mark.parametrize("written", ["", "journeys: journeys\n"])
def test_a_journeys_folder_elsewhere_is_told_where_it_is_named(site: Path, written: str) -> None:
    write(site, "site.yaml", "title: Keukenhuis\n" + written)
    move_out(site, "journeys")
    assert only_fault(site)[:3] == ("CJ118", "site.yaml", 2 if written else 1)


BRANDED = "title: Keukenhuis\nbrand:\n  logo: merk/logo.svg\n"
LOGO = '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 3 1"/>'


@pytest.mark.parametrize("link", ["merk", "merk/logo.svg"])
def test_a_logo_elsewhere_is_told_where_it_is_named(site: Path, link: str) -> None:
    write(site, "site.yaml", BRANDED)
    write(site, "merk/logo.svg", LOGO)
    move_out(site, link)
    told = "`merk/logo.svg` leads out of the site's folder through a link"
    assert only_fault(site) == ("CJ118", "site.yaml", 3, told)


def test_a_brand_file_elsewhere_is_told_where_it_is_named(site: Path) -> None:
    write(site, "site.yaml", "title: Keukenhuis\nbrand: _brand.yml\n")
    write(site, "_brand.yml", "meta: {name: Keukenhuis}\n")
    move_out(site, "_brand.yml")
    assert only_fault(site)[:3] == ("CJ118", "site.yaml", 2)


def test_a_brand_file_finds_its_files_beside_itself(site: Path) -> None:
    write(site, "site.yaml", "title: Keukenhuis\nbrand: huis/_brand.yml\n")
    write(site, "huis/_brand.yml", "logo: {small: {light: ../merk/logo.svg, dark: ./logo.svg}}\n")
    write(site, "merk/logo.svg", LOGO)
    write(site, "huis/logo.svg", LOGO.replace("3 1", "2 1"))
    assert faults(site) == []
    page = (site / "public" / "index.html").read_text("utf-8")
    assert 'width="72" height="36"' in page
    assert 'width="108" height="36"' in page


@pytest.mark.parametrize(
    ("content", "told"),
    [
        (b"\xff\xfe", "`merk/logo.svg` is no svg file, whatever its name says: line 1 is not well formed"),
        (b"", "`merk/logo.svg` is no svg file, whatever its name says: line 1 is not well formed"),
        (LOGO.encode() + b" " * 5 * 1024 * 1024, "`merk/logo.svg` is larger than 5 MiB"),
    ],
)
def test_a_logo_that_cannot_be_one(site: Path, content: bytes, told: str) -> None:
    write(site, "site.yaml", BRANDED)
    write(site, "merk/logo.svg", "")
    (site / "merk" / "logo.svg").write_bytes(content)
    assert only_fault(site) == ("CJ307", "site.yaml", 3, told)


def test_a_logo_that_is_a_pipe_is_not_waited_for(site: Path) -> None:
    write(site, "site.yaml", BRANDED)
    (site / "merk").mkdir()
    os.mkfifo(site / "merk" / "logo.svg")
    assert only_fault(site) == ("CJ122", "site.yaml", 3, "the file cannot be read: it is not a file")


def test_entities_of_a_logo_do_not_fill_the_memory(site: Path) -> None:
    write(site, "site.yaml", BRANDED)
    entities = "".join(f'<!ENTITY e{n} "{f"&e{n - 1};" * 10 if n else "x" * 10}">' for n in range(12))
    write(site, "merk/logo.svg", f"<!DOCTYPE svg [{entities}]>{LOGO[:-2]}>&e11;</svg>")
    assert only_fault(site)[:3] == ("CJ307", "site.yaml", 3)


@pytest.mark.parametrize(("written", "line"), [("", 1), ("output: public\n", 2)])
def test_an_output_folder_elsewhere_only_when_the_command_line_says_so(site: Path, written: str, line: int) -> None:
    write(site, "site.yaml", "title: Keukenhuis\n" + written)
    (site.parent / "www").mkdir()
    (site / "public").symlink_to(site.parent / "www")
    told = ("CJ118", "site.yaml", line, "`public` leads out of the site's folder through a link")
    assert only_fault(site) == told
    assert list((site.parent / "www").iterdir()) == []
    assert run("build", site, "-o", site / "public").exit_code == 0
    assert (site.parent / "www" / "index.html").is_file()


def test_links_within_the_site_are_followed(site: Path) -> None:
    write(site, "shared/badkamer.yaml", JOURNEY)
    (site / "journeys" / "badkamer.yaml").symlink_to("../shared/badkamer.yaml")
    (site / "themes" / "huis" / "static" / "link.txt").symlink_to("eigen.txt")
    alias = site.parent / "alias"
    alias.symlink_to(site)
    assert faults(alias) == []
    assert (site / "public" / "journeys" / "badkamer.html").is_file()
    assert len(list((site / "public" / "assets").glob("link.*.txt"))) == 1


@pytest.mark.parametrize("name", ["../../outside", "/{outside}", "..", "", "huis/../../../outside", "a b"])
def test_what_a_theme_extends_is_a_name(site: Path, name: str) -> None:
    outside = site.parent / "outside"
    write(outside, "theme.yaml", "extends: default\n")
    extends = name.format(outside=str(outside).lstrip("/"))
    write(site, "themes/huis/theme.yaml", f'extends: "{extends}"\n')
    code, file, line, message = only_fault(site)
    assert (code, file, line) == ("CJ117", "themes/huis/theme.yaml", 1)
    assert message.endswith(" is not the name of a theme")


# --- themes --------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("text", "line", "what"),
    [
        ("{{ page.nothing }}", 1, "it asks for `page.nothing`, which does not exist here"),
        ("<p>\n{% if nothing.at.all %}{% endif %}", 2, "it asks for `nothing`, which does not exist here"),
        ("\n{{ page.title.nothing }}", 2, "it asks for `page.title.nothing`, which does not exist here"),
        ("{{ report['nothing'] }}", 1, "it asks for `nothing`, which does not exist here"),
        ("{% include 'no.html' %}", 1, "it asks for the template `no.html`, which the theme does not have"),
        ("\n{{ 1 / 0 }}", 2, "ZeroDivisionError: division by zero"),
        ("{{ page.title + 1 }}", 1, "TypeError: "),
        ("{{ page.title() }}", 1, "TypeError: "),
        ("\n\n{{ _('%(x)s') }}", 3, "KeyError: 'x'"),
        ("{% extends 'report.html' %}", 1, "it includes or extends itself without end"),
        ("\n{{ page|nothing }}", 2, "No filter named 'nothing'"),
        ("{% for a in [1] %}" * 25 + "{% endfor %}" * 25, 1, "SyntaxError: too many statically nested blocks"),
    ],
)
def test_a_template_that_cannot_be_filled_in_is_a_fault_of_the_theme(
    site: Path, text: str, line: int, what: str
) -> None:
    write(site, "themes/huis/templates/report.html", text)
    code, file, found, message = only_fault(site)
    assert (code, file, found) == ("CJ302", "themes/huis/templates/report.html", line)
    assert message.startswith(f"the theme cannot be used: {what}")
    assert text.split("\n")[line - 1][:80] in run("check", site).stdout


def test_the_innermost_template_is_named(site: Path) -> None:
    write(site, "themes/huis/templates/report.html", "{% include 'parts/x.html' %}")
    write(site, "themes/huis/templates/parts/x.html", "\n\n{{ page.nothing }}")
    assert only_fault(site)[:3] == ("CJ302", "themes/huis/templates/parts/x.html", 3)


@pytest.mark.parametrize("name", [b"a\\b.css", b"caf\xe9.css", b"deep\\er/x.css"])
def test_a_static_file_that_cannot_be_published_is_told(site: Path, name: bytes) -> None:
    path = Path(os.fsdecode(os.fsencode(site) + b"/themes/huis/static/" + name))
    path.parent.mkdir(exist_ok=True)
    path.write_text("x")
    code, file, line, message = only_fault(site)
    assert (code, line) == ("CJ302", 1)
    assert file.startswith("themes/huis/static/")
    assert "the name of this file holds a" in message
    assert run("check", site).exit_code == 1


def test_an_own_theme_may_extend_the_bundled_one_of_the_same_name(site: Path) -> None:
    write(site, "site.yaml", "title: Keukenhuis\n")
    write(site, "themes/default/theme.yaml", "extends: default\n")
    text = (
        '{% extends "!default/portfolio.html" %}\n{% block title %}Eigen titel{% endblock %}\n<!-- {{ page.title }} -->'
    )
    write(site, "themes/default/templates/portfolio.html", text)
    theme, problems = load_theme("default", site, bundled.themes())
    assert problems == []
    assert theme is not None
    assert theme.templates["portfolio.html"] == text
    assert theme.files["portfolio.html"] == "themes/default/templates/portfolio.html"
    assert theme.files["!default/portfolio.html"] == "<bundled theme default>/templates/portfolio.html"
    assert faults(site) == []
    write(site, "site.yaml", "title: Keukenhuis\ntheme: huis\n")
    assert faults(site) == []


def test_a_theme_that_is_not_bundled_cannot_extend_its_own_name(site: Path) -> None:
    write(site, "themes/huis/theme.yaml", "extends: huis\n")
    assert only_fault(site)[:2] == ("CJ302", "themes/huis/theme.yaml")


def test_a_bundled_file_is_not_said_to_lie_in_the_site(site: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    themes = site.parent / "bundled"
    shutil.copytree(bundled.themes(), themes)
    write(themes, "default/templates/method.html", "{{ nothing }}")
    monkeypatch.setattr(bundled, "themes", lambda: themes)
    assert only_fault(site)[:2] == ("CJ302", "<bundled theme default>/templates/method.html")


def test_a_site_is_rendered_once(site: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    calls = []
    render = cjgen.build.across.render_tree
    monkeypatch.setattr(cjgen.build.across, "render_tree", lambda *given: calls.append(1) or render(*given))
    assert run("build", site).exit_code == 0
    assert run("check", site).exit_code == 0
    assert len(calls) == 2


# --- where the output folder is told -------------------------------------------------------------------------


@pytest.mark.parametrize(("written", "line"), [("", 1), ("output: public\n", 2)])
def test_problems_of_the_output_folder_stand_in_site_yaml(site: Path, written: str, line: int) -> None:
    write(site, "site.yaml", "title: Keukenhuis\n" + written)
    write(site, "public/letter.txt", "Dear customer")
    told = ("CJ401", "site.yaml", line, "the folder `public` holds files that cjgen did not make")
    assert only_fault(site) == told
    write(site, "site.yaml", f"title: Keukenhuis\noutput: {'a' * 300}\n")
    assert only_fault(site)[:3] == ("CJ403", "site.yaml", 2)
    write(site, "site.yaml", "title: Keukenhuis\noutput: journeys\n")
    assert only_fault(site)[:3] == ("CJ402", "site.yaml", 2)


def test_a_file_that_is_far_too_large_is_not_read_to_its_end(site: Path) -> None:
    with (site / "journeys" / "keuken.yaml").open("r+b") as stream:
        stream.truncate(1 << 40)  # a hole: it takes no space, but no memory could hold it
    result = CliRunner().invoke(main, ["check", str(site)])
    assert result.exit_code == 1
    assert "CJ106: " in result.output


def test_a_theme_cannot_run_code(site: Path) -> None:
    code = '{{ cycler.__init__.__globals__.os.popen("id").read() }}'
    write(site, "themes/huis/templates/method.html", f"a\u2028b\x0cc\n{code}\n")
    result = CliRunner().invoke(main, ["check", str(site)])
    assert result.exit_code == 1
    assert "themes/huis/templates/method.html:2:1: error CJ302: " in result.output
    assert "access to attribute '__init__'" in result.output
    assert f" | {code}\n" in result.output


def test_pictures_of_a_theme_are_found_by_templates_and_style_sheets(site: Path) -> None:
    theme = site / "themes" / "shop"
    (theme / "templates").mkdir(parents=True, exist_ok=True)
    (theme / "static" / "pictures").mkdir(parents=True, exist_ok=True)
    (theme / "theme.yaml").write_text("extends: default\n")
    (theme / "static" / "pictures" / "logo.svg").write_text("<svg xmlns='http://www.w3.org/2000/svg'/>")
    (theme / "static" / "site.css").write_text("body { background: url(pictures/logo.svg#a); mask: url('none.svg') }")
    (theme / "templates" / "method.html").write_text('{{ asset("pictures/logo.svg") }}')
    (site / "site.yaml").write_text("title: Shop\ntheme: shop\n")
    built = cjgen.build.site.build_site(site, output=site / "out")
    assert built.checked.errors == 0
    logo = next((site / "out" / "assets" / "pictures").iterdir())
    style = next((site / "out" / "assets").glob("site.*.css")).read_text()
    assert style == f"body{{background:url(\"pictures/{logo.name}#a\");mask:url('none.svg')}}"
    assert (site / "out" / "method.html").read_text() == f"assets/pictures/{logo.name}"
    (theme / "templates" / "method.html").write_text('{{ asset("none.svg") }}')
    assert [
        found.code
        for found in cjgen.build.site.build_site(site, output=site / "out").checked.problems
        if found.severity == "error"
    ] == ["CJ302"]
