"""The output folder in every state that a build can find it in, and every way in which writing can fail."""

import hashlib
import json
import os
from pathlib import Path

import pytest

from cjgen import __version__
from cjgen.model.page import Page
from cjgen.publish import publish, refusal

FIRST = (Page("index.html", b"<p>first</p>"), Page("journeys/a.html", b"a"), Page("data/a.json", b"{}\n"))
SECOND = (Page("index.html", b"<p>second</p>"), Page("journeys/b.html", b"b"), Page("static/style.css", b"p{}"))


def tree(folder: Path) -> dict[str, str | bytes]:
    """Everything in a folder: files as bytes, links as their target, folders as `dir`."""
    found: dict[str, str | bytes] = {}
    for path in sorted(folder.rglob("*")):
        name = path.relative_to(folder).as_posix()
        found[name] = os.readlink(path) if path.is_symlink() else path.read_bytes() if path.is_file() else "dir"
    return found


def files(folder: Path) -> set[str]:
    return {name for name, content in tree(folder).items() if content != "dir"}


@pytest.fixture
def site(tmp_path: Path) -> Path:
    """An author's folder."""
    site = tmp_path / "site"
    for name in ("journeys", "themes"):
        (site / name).mkdir(parents=True)
        (site / name / "mine.txt").write_text("mine")
    (site / "site.yaml").write_text("title: T\n")
    return site


def own(site: Path) -> list[Path]:
    return [site, site / "site.yaml", site / "journeys", site / "themes"]


def build(site: Path, pages: tuple[Page, ...], output: Path | None = None) -> str | None:
    """Publish and return the problem's code; whatever the result, nothing is left beside the output."""
    problem = publish(pages, output or site / "public", protected=own(site)).problem
    assert not [path.name for path in site.rglob(".*cjgen*")]
    return problem.code if problem else None


def test_a_fresh_folder_is_made(site: Path) -> None:
    before = tree(site)
    assert build(site, FIRST, site / "deep" / "out") is None
    out = tree(site / "deep" / "out")
    listed = json.loads(out.pop("build.json"))
    assert len(listed.pop("build")) == 64
    assert listed == {
        "schema": "cjgen/build/1",
        "generator": f"cjgen {__version__}",
        "inputs": {},
        "files": {page.path: hashlib.sha256(page.content).hexdigest() for page in FIRST},
    }
    assert out == {"data": "dir", "journeys": "dir"} | {page.path: page.content for page in FIRST}
    assert {name: content for name, content in tree(site).items() if not name.startswith("deep")} == before


def test_the_marker_is_sorted_and_ends_its_line(site: Path) -> None:
    build(site, FIRST[::-1])
    text = (site / "public" / "build.json").read_text()
    assert text.endswith("}\n")
    assert list(json.loads(text)["files"]) == ["data/a.json", "index.html", "journeys/a.html"]


def test_an_empty_folder_is_used(site: Path) -> None:
    (site / "public").mkdir()
    assert build(site, FIRST) is None
    assert (site / "public" / "index.html").read_bytes() == FIRST[0].content


def test_the_same_pages_give_the_same_bytes_whatever_the_umask(site: Path) -> None:
    assert build(site, FIRST) is None
    before = tree(site / "public")
    old = os.umask(0o077)
    try:
        assert build(site, FIRST[::-1], site / "other") is None
    finally:
        os.umask(old)
    assert tree(site / "other") == before


def test_what_the_new_site_lacks_is_gone(site: Path) -> None:
    build(site, FIRST)
    (site / "public" / "journeys" / "a.html").write_text("changed by hand")
    assert build(site, SECOND) is None
    assert files(site / "public") == {page.path for page in SECOND} | {"build.json"}
    assert not (site / "public" / "data").exists()


def test_what_others_put_there_is_kept(site: Path) -> None:
    build(site, FIRST)
    public = site / "public"
    (public / ".git" / "refs" / "tags").mkdir(parents=True)
    (public / ".git" / "HEAD").write_bytes(b"ref: refs/heads/main\n")
    (public / ".git" / "HEAD").chmod(0o444)
    (public / ".git" / "link").symlink_to("HEAD")
    (public / "CNAME").write_bytes(b"report.example\n")
    (public / "CNAME").chmod(0o640)
    (public / "data" / "photo.png").write_bytes(b"png")
    (public / "link").symlink_to("nowhere")
    (public / "static").mkdir()
    (public / "static" / "own.css").write_bytes(b"own")
    (public / "static" / "style.css").write_bytes(b"the new site has a file of this name")
    for _ in range(2):
        assert build(site, SECOND) is None
    kept = tree(public)
    assert kept[".git/HEAD"] == b"ref: refs/heads/main\n"
    assert (public / ".git" / "HEAD").stat().st_mode & 0o777 == 0o444
    assert kept[".git/refs/tags"] == "dir"
    assert kept[".git/link"] == "HEAD"
    assert kept["CNAME"] == b"report.example\n"
    assert (public / "CNAME").stat().st_mode & 0o777 == 0o640
    assert kept["data/photo.png"] == b"png"
    assert kept["link"] == "nowhere"
    assert kept["static/own.css"] == b"own"
    assert kept["static/style.css"] == SECOND[2].content
    assert "data/a.json" not in kept


@pytest.mark.parametrize(
    ("name", "pages"),
    [
        ("notes", (Page("notes/a.html", b"a"),)),
        ("notes/own.txt", (Page("notes", b"a"),)),
        ("data/own.txt", (Page("data", b"a"),)),
    ],
    ids=["file where a folder is needed", "folder where a file is needed", "in a folder that was ours"],
)
def test_what_others_put_in_the_way_is_not_overwritten(site: Path, name: str, pages: tuple[Page, ...]) -> None:
    build(site, FIRST)
    stranger = site / "public" / name
    stranger.parent.mkdir(exist_ok=True)
    stranger.write_bytes(b"not ours")
    before = tree(site / "public")
    problem = publish(pages, site / "public", protected=own(site)).problem
    assert problem is not None
    assert problem.code == "CJ403"
    assert f"in the way and was not made by cjgen ({name.removesuffix('/own.txt')}" in problem.message
    assert tree(site) == tree(site) | {f"public/{path}": content for path, content in before.items()}


def test_a_file_of_ours_may_become_a_folder_and_back(site: Path) -> None:
    build(site, (Page("a", b"file"), Page("b/c", b"in a folder")))
    assert build(site, (Page("a/c", b"in a folder"), Page("b", b"file"))) is None
    assert files(site / "public") == {"a/c", "b", "build.json"}


def test_a_folder_that_cjgen_did_not_make_is_refused(site: Path) -> None:
    public = site / "public"
    public.mkdir()
    (public / "thesis.docx").write_bytes(b"years of work")
    for marker in (
        None,
        b"{",
        b"[]",
        b"{}",
        b'{"schema": "other/1", "files": {}}',
        b'{"schema": "cjgen/build/1"}',
        b"\xff",
    ):
        if marker is not None:
            (public / "build.json").write_bytes(marker)
        before = tree(site)
        assert build(site, FIRST) == "CJ401"
        assert refusal(public, own(site)) == publish(FIRST, public, protected=own(site)).problem
        assert tree(site) == before


@pytest.mark.parametrize(
    ("output", "what"),
    [
        (".", "is the author's own `site`"),
        ("public/..", "is the author's own `site`"),
        ("..", "holds the author's own `site`"),
        ("/", "is a whole disk"),
        ("journeys", "is the author's own `journeys`"),
        ("journeys/deep/out", "lies in the author's own `journeys`"),
        ("themes/out", "lies in the author's own `themes`"),
        ("site.yaml", "is a file"),
        ("link-to-journeys", "is the author's own `journeys`"),
        ("link-to-journeys/out", "lies in the author's own `journeys`"),
        ("circle", "is a file"),
    ],
)
def test_the_authors_own_files_are_out_of_bounds(site: Path, output: str, what: str) -> None:
    (site / "public").mkdir()
    (site / "link-to-journeys").symlink_to("journeys")
    (site / "circle").symlink_to("circle")
    before = tree(site)
    problem = refusal(site / output, own(site))
    assert problem is not None
    assert (problem.code, problem.place.file) == ("CJ402", (site / output).as_posix())
    assert what in problem.message
    assert publish(FIRST, site / output, protected=own(site)).problem == problem
    assert tree(site) == before


def test_journeys_beside_site_yaml_leave_room_for_the_output(site: Path) -> None:
    assert refusal(site / "public", [site, site]) is None
    assert refusal(site / "public", [site, site, site / "themes"]) is None


def test_the_output_as_given_is_named(site: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(site)
    problem = refusal(Path("journeys"), own(site))
    assert problem is not None
    assert problem.place.file == "journeys"
    assert "`journeys` is the author's own" in problem.message


def test_refusal_has_nothing_against_a_good_folder(site: Path) -> None:
    assert refusal(site / "public", own(site)) is None
    build(site, FIRST)
    before = tree(site)
    assert refusal(site / "public", own(site)) is None
    assert tree(site) == before


def test_a_link_stays_and_the_folder_behind_it_is_replaced(site: Path, tmp_path: Path) -> None:
    behind = tmp_path / "www"
    (site / "public").symlink_to(behind)
    assert build(site, FIRST) is None
    assert build(site, SECOND) is None
    assert (site / "public").is_symlink()
    assert files(behind) == {page.path for page in SECOND} | {"build.json"}


def test_an_empty_folder_made_after_a_crash_does_not_cost_the_old_site(site: Path) -> None:
    build(site, FIRST)
    (site / "public").rename(site / ".public.cjgen-old")
    (site / "public").mkdir()
    assert publish((Page("a", b""),), site / "public", protected=own(site)).problem is None
    (site / "public").rename(site / ".public.cjgen-old")
    (site / "public").mkdir()
    (site / "public" / "own.txt").write_text("own")
    problem = publish(FIRST, site / "public", protected=own(site)).problem
    assert problem is not None
    assert problem.code == "CJ401"
    assert (site / ".public.cjgen-old" / "a").exists()


@pytest.mark.parametrize("state", ["new", "old", "lock"])
@pytest.mark.parametrize("kind", ["folder", "file", "link"])
def test_a_stranger_beside_the_output_folder_is_left_alone(site: Path, state: str, kind: str) -> None:
    stranger = site / f".public.cjgen-{state}"
    if kind == "folder":
        (stranger / "deep").mkdir(parents=True)
        (stranger / "deep" / "letter.txt").write_text("Dear customer")
    elif kind == "file":
        stranger.write_text("Dear customer")
    else:
        stranger.symlink_to("journeys")
    before = tree(site)
    for pages in (FIRST, SECOND):
        problem = publish(pages, site / "public", protected=own(site)).problem
        assert problem is not None
        assert (problem.code, stranger.name in problem.message) == ("CJ401", True)
        assert refusal(site / "public", own(site)) == problem
        assert tree(site) == before


@pytest.mark.parametrize(
    "path",
    ["", "/etc/x", "../x", "a/../x", "a//x", "./x", "a/", "a\\x", "C:x", "a\0", "build.json", ".cjgen-before.json"],
)
def test_a_path_that_no_page_can_have_is_a_fault_of_the_program(site: Path, path: str) -> None:
    with pytest.raises(ValueError, match="not a path of a page"):
        publish([Page(path, b"")], site / "public", protected=own(site))
    assert not (site / "public").exists()


def test_two_pages_cannot_share_a_path(site: Path) -> None:
    with pytest.raises(ValueError, match="several pages are called 'a'"):
        publish([Page("a", b"1"), Page("a", b"2")], site / "public", protected=own(site))
    with pytest.raises(ValueError, match="'a' is a page and the folder of 'a/b'"):
        publish([Page("a", b"1"), Page("a/b", b"2")], site / "public", protected=own(site))
