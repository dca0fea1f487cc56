"""What is kept by the hash of all that enters it: found again, never wrong, and nobody's loss when it goes."""

import os
import pickle
import subprocess
import sys
import time
from pathlib import Path

import pytest

from cjgen.build.kept import packed, unpacked
from cjgen.build.unchanged import Note
from cjgen.cache import DAY, KEPT_DAYS, FolderCache, MemoryCache, PassingCache, key_of, open_cache, program
from cjgen.model.problem import Place, Problem
from cjgen.publish.record import write_record


def entries(folder: Path) -> list[Path]:
    return sorted(path for path in folder.rglob("*") if path.is_file() and path.name != "pruned")


@pytest.fixture
def cache(tmp_path: Path) -> FolderCache:
    return FolderCache(tmp_path / "cache", "program 1")


def test_what_was_put_is_found_by_another_process(cache: FolderCache) -> None:
    assert cache.get("key") is None
    cache.put("key", b"value")
    cache.put("empty", b"")
    again: FolderCache = pickle.loads(pickle.dumps(cache))
    assert (again.get("key"), again.get("empty"), again.get("other")) == (b"value", b"", None)


def test_another_program_finds_nothing(cache: FolderCache) -> None:
    cache.put("key", b"value")
    assert FolderCache(cache.folder, "program 2").get("key") is None


@pytest.mark.parametrize("harm", ["cut", "emptied", "changed", "deleted", "folder deleted"])
def test_an_entry_that_was_harmed_is_not_there(cache: FolderCache, harm: str) -> None:
    cache.put("key", b"value" * 100)
    (entry,) = entries(cache.folder)
    content = entry.read_bytes()
    match harm:
        case "cut":
            entry.write_bytes(content[:-1])
        case "emptied":
            entry.write_bytes(b"")
        case "changed":
            entry.write_bytes(content[:-1] + b"?")
        case "deleted":
            entry.unlink()
        case "folder deleted":
            subprocess.run(["rm", "-r", cache.folder], check=True)
    assert cache.get("key") is None
    again = FolderCache(cache.folder, "program 1")
    again.put("key", b"new")
    assert again.get("key") == b"new"


def test_nobody_else_may_look_into_it(cache: FolderCache) -> None:
    cache.put("key", b"what an author wrote for few")
    (entry,) = entries(cache.folder)
    assert entry.parent.stat().st_mode & 0o077 == 0


def test_its_folders_are_ours_alone_whatever_else_is_allowed(tmp_path: Path) -> None:
    before = os.umask(0)
    try:
        cache = FolderCache(tmp_path / "of" / "cache")
        cache.put("key", b"value")
        cache.put("program/key", b"code")
        published = Note(cache, tmp_path, None, {}).published(tmp_path / "public")
        write_record(published, str(tmp_path), {})
    finally:
        os.umask(before)
    assert published.is_file()
    folders = [path for path in (tmp_path / "of").rglob("*") if path.is_dir()]
    assert len(folders) > 5
    assert [path for path in folders if path.stat().st_mode & 0o077] == []


def test_an_entry_that_is_only_looked_for_stays_as_well(cache: FolderCache) -> None:
    cache.put("key", b"value")
    (entry,) = entries(cache.folder)
    long_ago = time.time() - (KEPT_DAYS + 1) * DAY
    os.utime(entry, (long_ago, long_ago))
    assert cache.holds("key")
    assert not cache.holds("another")
    cache.prune()
    assert cache.get("key") == b"value"


def test_what_somebody_else_put_there_stays(cache: FolderCache) -> None:
    """A folder may be named for the cache that is no cache."""
    letters = [cache.folder / "letter.txt", cache.folder / "entries" / "1" / "ab" / "letter"]
    for letter in letters:
        letter.parent.mkdir(parents=True, exist_ok=True)
        letter.touch()
        os.utime(letter, (0, 0))
    cache.prune()
    assert [letter.exists() for letter in letters] == [True, True]


def test_without_a_home_there_is_a_passing_cache(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def homeless(*_: object, **__: object) -> Path:
        raise RuntimeError("could not determine the home directory")

    monkeypatch.setattr("platformdirs.user_cache_path", homeless)
    monkeypatch.delenv("CJGEN_CACHE", raising=False)
    monkeypatch.setenv("HOME", "nowhere")
    with open_cache() as cache:
        assert Path(os.environ["HOME"]) == cache.folder
        cache.put("key", b"value")
        assert cache.get("key") == b"value"
    assert not cache.folder.exists()
    assert cache.trouble == "no home folder is known; CJGEN_CACHE names another one"
    monkeypatch.setenv("CJGEN_CACHE", str(tmp_path))
    with open_cache() as cache:
        assert cache.folder == tmp_path
    with open_cache(anew=True) as cache:
        assert cache.folder != tmp_path
        assert cache.compiled == tmp_path / "compiled"


def test_what_is_no_text_has_a_key_as_well() -> None:
    assert key_of("file", {"name": "\udcff"}) != key_of("file", {"name": "\udcfe"})


def test_what_the_system_refuses_is_told_once_and_stops_nothing(tmp_path: Path) -> None:
    (tmp_path / "file").touch()
    cache = FolderCache(tmp_path / "file" / "cache")
    cache.put("key", b"value")
    assert cache.trouble == f"Not a directory ({tmp_path / 'file' / 'cache'})"
    assert cache.get("key") is None


def test_what_nobody_asked_for_goes_after_a_month(cache: FolderCache) -> None:
    for key in ("old", "asked for", "new"):
        cache.put(key, key.encode())
    long_ago = time.time() - (KEPT_DAYS + 1) * DAY
    for entry in entries(cache.folder):
        if not entry.read_bytes().endswith(b"new"):
            os.utime(entry, (long_ago, long_ago))
    assert cache.get("asked for") == b"asked for"
    cache.prune()
    assert [cache.get(key) for key in ("old", "asked for", "new")] == [None, b"asked for", b"new"]
    for entry in entries(cache.folder):
        os.utime(entry, (long_ago, long_ago))
    cache.prune()  # once a day is enough
    assert len(entries(cache.folder)) == 2


def test_a_passing_cache_leaves_nothing_behind_but_what_was_compiled(cache: FolderCache) -> None:
    cache.put("key", b"value")
    with PassingCache(cache.scope, cache.compiled) as passing:
        assert passing.get("key") is None
        passing.put("key", b"another value")
        passing.put("program/template", b"code")
        assert passing.get("key") == b"another value"
    assert not passing.folder.exists()
    assert (cache.get("key"), cache.get("program/template")) == (b"value", b"code")


def test_a_memory_cache_begins_empty_elsewhere() -> None:
    cache = MemoryCache()
    cache.put("key", b"value")
    assert cache.get("key") == b"value"
    assert pickle.loads(pickle.dumps(cache)).get("key") is None


def test_our_data_comes_back() -> None:
    found = Problem("CJ101", "error", Place("a.yaml", 1, 2, 3, "title", "title: a"), "message", "hint")
    assert unpacked(packed((found, {"a": 1.5}, None))) == (found, {"a": 1.5}, None)


class Evil:
    def __reduce__(self) -> object:
        return os.system, ("touch evil",)


@pytest.mark.parametrize("harmful", [Evil(), os.getcwd, subprocess.Popen, sys.exit])
def test_a_cache_from_elsewhere_runs_nothing(harmful: object, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    with pytest.raises(pickle.UnpicklingError, match="is none of our data"):
        unpacked(pickle.dumps(harmful))
    for name in (
        b"cjgen.cli.build\nsys.exit",
        b"cjgen.build.site\nPath",
        b"cjgen.build.assess\ntempfile.TemporaryDirectory",
        b"cjgen.build.workers\nmultiprocessing.Process",
    ):
        with pytest.raises(pickle.UnpicklingError, match="is none of our data"):
            unpacked(b"\x80\x04c" + name + b"\n.")
    assert list(tmp_path.iterdir()) == []


def test_the_program_is_known_by_its_bytes_and_its_libraries(tmp_path: Path) -> None:
    """A copy of the program is another one as soon as a byte or a library differs."""
    subprocess.run(["cp", "-r", Path(__file__).parent.parent / "cjgen", tmp_path / "cjgen"], check=True)

    def asked() -> str:
        code = "from cjgen.cache import program; print(program())"
        environment = {"PYTHONPATH": str(tmp_path)}
        command = [sys.executable, "-c", code]
        return subprocess.check_output(command, cwd=tmp_path, text=True, env=environment)

    first = asked()
    assert asked() == first
    (tmp_path / "jinja2-99.0.dist-info").mkdir()
    with_library = asked()
    (tmp_path / "another-1.0.dist-info").mkdir()
    assert first != with_library == asked()
    with (tmp_path / "cjgen" / "analyse" / "verdict.py").open("a") as file:
        file.write("#\n")
    edited = asked()
    assert edited not in (first, with_library)
    with (tmp_path / "cjgen" / "chart" / "runtime.js").open("a") as file:
        file.write("//\n")
    assert asked() not in (first, with_library, edited)
    assert len(program()) == 64
