"""What did not change stays the file that it was, and how cjgen knows that without reading it."""

import errno
import hashlib
import json
import os
import subprocess
import sys
from pathlib import Path
from typing import NoReturn

import pytest

from cjgen.model.page import KeptPage, Page
from cjgen.publish import Published, intact, publish
from cjgen.publish.disk import Disk, Step
from cjgen.publish.record import stamp

SAME = Page("journeys/same.html", b"the same")
FIRST = (Page("index.html", b"<p>first</p>"), SAME, Page("assets/site.1.css", b"p{}"), Page("data/a.json", b"{}\n"))
SECOND = (Page("index.html", b"<p>other</p>"), SAME, Page("assets/site.2.css", b"p{ }"), Page("data/b.json", b"{}\n"))
LATER = 10**18


class Counted(Disk):
    """A disk that remembers what was done to it."""

    def __init__(self) -> None:
        self.steps: list[Step] = []
        self.wrote: list[str] = []

    def reached(self, step: Step) -> None:
        self.steps.append(step)

    def write(self, path: str, content: bytes, times: tuple[int, int] | None = None) -> os.stat_result:
        self.wrote.append(Path(path).name)
        return super().write(path, content, times)


class NoLinks(Disk):
    def link(self, source: str, target: str) -> None:
        raise OSError(errno.ENOTSUP, "no links", source, None, target)


def put(tmp_path: Path, pages: tuple[Page | KeptPage, ...], disk: Disk | None = None) -> Published:
    record = tmp_path / "cache" / "record.json"
    done = publish(pages, tmp_path / "public", protected=[], record=record, disk=disk)
    assert done.problem is None
    assert [path.name for path in tmp_path.iterdir() if path.name.startswith(".")] == []
    return done


def untouched(tmp_path: Path) -> bool:
    return intact(tmp_path / "public", tmp_path / "cache" / "record.json")


def stats(folder: Path) -> dict[str, tuple[int, int]]:
    """Inode and modification time of every file and folder."""
    found = [folder, *folder.rglob("*")]
    return {path.relative_to(folder).as_posix(): (path.stat().st_ino, path.stat().st_mtime_ns) for path in found}


def test_a_publish_says_what_it_did(tmp_path: Path) -> None:
    assert put(tmp_path, FIRST).written == tuple(page.path for page in FIRST)
    done = put(tmp_path, SECOND)
    assert (sorted(done.written), done.kept) == (["assets/site.2.css", "data/b.json", "index.html"], (SAME.path,))
    assert done.gone == ("data/a.json",)


@pytest.mark.parametrize("disk", [Disk(), NoLinks()], ids=["links", "no links"])
@pytest.mark.parametrize("recorded", [True, False])
def test_a_file_that_did_not_change_keeps_its_time(tmp_path: Path, disk: Disk, *, recorded: bool) -> None:
    put(tmp_path, FIRST)
    os.utime(tmp_path / "public" / SAME.path, ns=(LATER, LATER))
    if recorded:
        (tmp_path / "cache" / "record.json").unlink()
        put(tmp_path, FIRST)
        assert untouched(tmp_path)
    put(tmp_path, SECOND, disk)
    assert (tmp_path / "public" / SAME.path).stat().st_mtime_ns == LATER
    assert (tmp_path / "public" / "index.html").stat().st_mtime_ns != LATER
    assert (tmp_path / "public" / SAME.path).stat().st_nlink == 1
    assert untouched(tmp_path)


@pytest.mark.parametrize("recorded", [True, False])
def test_where_nothing_changed_nothing_is_touched(tmp_path: Path, *, recorded: bool) -> None:
    put(tmp_path, FIRST)
    if not recorded:
        (tmp_path / "cache" / "record.json").unlink()
    before, disk = stats(tmp_path / "public"), Counted()
    done = put(tmp_path, FIRST[::-1], disk)
    assert (done.written, len(done.kept), done.gone) == ((), len(FIRST), ())
    assert disk.steps == [Step.LOCKED, Step.CLEARED, Step.COMPARED]
    assert stats(tmp_path / "public") == before
    assert untouched(tmp_path)


def test_the_bytes_of_a_kept_page_are_fetched_only_where_they_are_needed(tmp_path: Path) -> None:
    def never() -> NoReturn:
        raise AssertionError("fetched")

    put(tmp_path, FIRST)
    kept = KeptPage(SAME.path, SAME.digest, len(SAME.content), never)
    assert put(tmp_path, (FIRST[0], kept, *FIRST[2:])).written == ()
    assert SAME.path in put(tmp_path, (SECOND[0], kept, *SECOND[2:])).kept
    (tmp_path / "cache" / "record.json").unlink()
    assert SAME.path in put(tmp_path, (FIRST[0], kept, *FIRST[2:])).kept
    again = KeptPage(SAME.path, SAME.digest, len(SAME.content), lambda: SAME.content)
    (tmp_path / "public" / SAME.path).write_bytes(b"by hand!")
    assert SAME.path in put(tmp_path, (FIRST[0], again, *FIRST[2:])).written
    assert (tmp_path / "public" / SAME.path).read_bytes() == SAME.content


def by_hand(file: Path, how: str) -> None:
    """Change a file as somebody might, all but `removed` without changing its length."""
    content, found = file.read_bytes(), file.stat()
    if how == "removed":
        file.unlink()
    elif how == "made a link":
        file.rename(file.with_name("elsewhere"))
        file.symlink_to("elsewhere")
    elif how == "replaced":
        file.with_name("new").write_bytes(content[::-1])
        os.utime(file.with_name("new"), ns=(found.st_atime_ns, found.st_mtime_ns))
        file.with_name("new").replace(file)
    else:
        file.write_bytes(content[::-1])
        if how == "written, with the old time":
            os.utime(file, ns=(found.st_atime_ns, found.st_mtime_ns))


@pytest.mark.parametrize("how", ["removed", "made a link", "replaced", "written", "written, with the old time"])
@pytest.mark.parametrize("path", [SAME.path, "build.json", "assets/site.1.css"])
def test_what_was_changed_by_hand_is_found_and_made_anew(tmp_path: Path, path: str, how: str) -> None:
    put(tmp_path, FIRST)
    assert untouched(tmp_path)
    whole = {page.path: page.content for page in FIRST}
    whole["build.json"] = (tmp_path / "public" / "build.json").read_bytes()
    (tmp_path / "public" / "CNAME").write_bytes(b"report.example\n")
    assert untouched(tmp_path)
    by_hand(tmp_path / "public" / path, how)
    assert not untouched(tmp_path)
    if path == "build.json" and how != "made a link":  # it is not known any more that cjgen made the folder
        assert publish(FIRST, tmp_path / "public", protected=[]).problem is not None
        return
    put(tmp_path, FIRST)
    assert {name: (tmp_path / "public" / name).read_bytes() for name in whole} == whole
    assert untouched(tmp_path)


def test_a_published_file_is_never_changed_in_place(tmp_path: Path) -> None:
    put(tmp_path, FIRST)
    for page in FIRST:
        (tmp_path / page.path.replace("/", "-")).hardlink_to(tmp_path / "public" / page.path)
    put(tmp_path, SECOND)
    put(tmp_path, ())
    assert [(tmp_path / page.path.replace("/", "-")).read_bytes() for page in FIRST] == [page.content for page in FIRST]


@pytest.mark.parametrize(
    "content",
    [
        b"",
        b"{",
        b"[]",
        b"\xff",
        b'{"schema": "other", "files": {}}',
        b'{"schema": "cjgen/published/1"}',
        b'{"schema": "cjgen/published/1", "files": {}}',
        b'{"schema": "cjgen/published/1", "files": {"index.html": 1}}',
        b'{"schema": "cjgen/published/1", "files": {"\\u0000": [1, 2, 3, 4]}}',
        b'{"schema": "cjgen/published/1", "files": {"index.html": [1, 2, 3, 4], "build.json": "x"}}',
    ],
)
def test_a_record_that_cannot_be_used_costs_only_time(tmp_path: Path, content: bytes) -> None:
    put(tmp_path, FIRST)
    (tmp_path / "cache" / "record.json").write_bytes(content)
    assert not untouched(tmp_path)
    assert put(tmp_path, FIRST).written == ()
    assert untouched(tmp_path)


def test_a_record_of_another_build_is_not_believed(tmp_path: Path) -> None:
    """As where the cache of a branch comes back: the stamps of a file that was kept fit, those of the list do not."""
    put(tmp_path, FIRST)
    old = (tmp_path / "cache" / "record.json").read_bytes()
    put(tmp_path, SECOND)
    (tmp_path / "cache" / "record.json").write_bytes(old)
    assert not untouched(tmp_path)
    assert put(tmp_path, SECOND).written == ()


def test_a_list_that_came_back_by_itself_is_not_believed(tmp_path: Path) -> None:
    """The stamps of the pages fit the record, but what the list says of them is of another build."""
    put(tmp_path, FIRST)
    old = (tmp_path / "public" / "build.json").read_bytes()
    put(tmp_path, SECOND)
    (tmp_path / "public" / "build.json").write_bytes(old)
    assert "index.html" in put(tmp_path, FIRST).written
    assert (tmp_path / "public" / "index.html").read_bytes() == FIRST[0].content


@pytest.mark.parametrize("part", range(4))
def test_a_stamp_changes_with_each_of_its_parts(part: int) -> None:
    one = [7, 7, 7, 7]
    other = [*one[:part], 8, *one[part + 1 :]]
    first, second = (
        stamp(os.stat_result((0, ino, 0, 0, 0, 0, size, 0, 0, 0), {"st_mtime_ns": mtime, "st_ctime_ns": ctime}))
        for ino, size, mtime, ctime in (one, other)
    )
    assert first != second


def test_a_record_that_cannot_be_written_is_done_without(tmp_path: Path) -> None:
    (tmp_path / "cache").write_bytes(b"a file where the folder should be")
    put(tmp_path, FIRST)
    assert not untouched(tmp_path)
    assert put(tmp_path, SECOND).kept == (SAME.path,)


@pytest.mark.parametrize("state", ["new", "old", "lock"])
def test_a_folder_beside_which_something_was_left_is_not_intact(tmp_path: Path, state: str) -> None:
    put(tmp_path, FIRST)
    (tmp_path / f".public.cjgen-{state}").touch()
    assert not untouched(tmp_path)


# assets of the build before


def test_assets_of_the_build_before_stay_for_one_build(tmp_path: Path) -> None:
    public = tmp_path / "public"
    put(tmp_path, FIRST)
    put(tmp_path, SECOND)
    assert (public / "assets" / "site.1.css").read_bytes() == b"p{}"
    assert "assets/site.1.css" not in json.loads((public / "build.json").read_bytes())["files"]
    assert not (public / "data" / "a.json").exists()
    assert put(tmp_path, SECOND).gone == ()
    assert (public / "assets" / "site.1.css").exists()
    (tmp_path / "cache" / "record.json").unlink()  # nothing of this hangs on the record
    done = put(tmp_path, (Page("index.html", b"third"), *SECOND[1:]))
    assert done.gone == ("assets/site.1.css",)
    assert sorted(path.name for path in public.rglob("*") if path.is_file()) == sorted(
        ["index.html", "same.html", "site.2.css", "b.json", "build.json"]
    )


def test_an_asset_that_comes_back_is_the_same_file(tmp_path: Path) -> None:
    put(tmp_path, FIRST)
    before = (tmp_path / "public" / "assets" / "site.1.css").stat()
    put(tmp_path, SECOND)
    assert "assets/site.1.css" in put(tmp_path, FIRST).kept
    after = (tmp_path / "public" / "assets" / "site.1.css").stat()
    assert (after.st_ino, after.st_mtime_ns) == (before.st_ino, before.st_mtime_ns)
    assert (tmp_path / "public" / "assets" / "site.2.css").exists()


def test_an_asset_of_the_build_before_is_in_nobodys_way(tmp_path: Path) -> None:
    put(tmp_path, (Page("assets/a", b"file"), Page("assets/b/c", b"in a folder")))
    put(tmp_path, (Page("assets/a/c", b"in a folder"), Page("assets/b", b"file")))
    put(tmp_path, (Page("assets", b"file"),))


def test_build_json_does_not_depend_on_what_was_there(tmp_path: Path) -> None:
    put(tmp_path, FIRST)
    put(tmp_path, SECOND)
    publish(SECOND[::-1], tmp_path / "other", protected=[])
    assert (tmp_path / "public" / "build.json").read_bytes() == (tmp_path / "other" / "build.json").read_bytes()


# build.json


def test_build_json_names_the_build(tmp_path: Path) -> None:
    def build(pages: tuple[Page, ...], **inputs: str) -> dict[str, object]:
        publish(pages, tmp_path / "public", protected=[], inputs=inputs)
        found: dict[str, object] = json.loads((tmp_path / "public" / "build.json").read_bytes())
        assert list(found) == ["schema", "generator", "build", "inputs", "files"]
        return found

    digest = hashlib.sha256(b"x").hexdigest()
    first = build(FIRST, **{"site.yaml": digest, 'journeys/"é".yaml': digest})
    assert first["inputs"] == {'journeys/"é".yaml': digest, "site.yaml": digest}
    assert first["build"] == build(FIRST[::-1], **{'journeys/"é".yaml': digest, "site.yaml": digest})["build"]
    others = [build(FIRST, **{"site.yaml": digest}), build(SECOND, **{"site.yaml": digest}), build(FIRST)]
    assert len({str(found["build"]) for found in (first, *others)}) == 4


def test_who_asks_only_whether_all_is_intact_imports_little(tmp_path: Path) -> None:
    code = "import sys; from cjgen.publish.record import intact; print(*sys.modules)"
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    loaded = set(done.stdout.split())
    assert "cjgen.publish.record" in loaded
    assert not loaded & {"ctypes", "tempfile", "shutil", "pydantic", "cjgen.model.codes"}
