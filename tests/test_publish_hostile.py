"""Every way in which writing a site can fail, be stopped or be disturbed leaves a whole site and nothing else.

Readers and kills are counted by `tests/bench/publish.py`, here a few of them; a table with many is in the docs.
"""

import errno
import os
import re
import shutil
import stat
import subprocess
import sys
import tempfile
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from cjgen.model.page import Page
from cjgen.model.problem import Problem
from cjgen.publish import Published, publish, refusal
from cjgen.publish.beside import STATES, beside
from cjgen.publish.bounds import beside_taken
from cjgen.publish.disk import Disk, Step
from tests.bench.publish import EFFECTS, Without

ROOT = Path(__file__).parent.parent
FIRST = (Page("index.html", b"<p>first</p>"), Page("journeys/same.html", b"a"), Page("assets/a.1.css", b"{}\n"))
SECOND = (Page("index.html", b"<p>second</p>"), Page("journeys/same.html", b"a"), Page("assets/a.2.css", b"p{}"))
CREATING = ("open_lock", "make_folder", "write", "link", "copy", "copy_rights", "rename", "exchange")


def tree(folder: Path) -> dict[str, tuple[int, int, bytes]]:
    """Every file below a folder, hidden ones included: inode, modification time and bytes."""
    files = (path for path in folder.rglob("*") if path.is_file())
    return {str(path): (path.stat().st_ino, path.stat().st_mtime_ns, path.read_bytes()) for path in files}


class Failing(Disk):
    """A disk on which one thing fails: number `at` of those in `names`, by raising `error` in the middle of it."""

    def __init__(self, at: int, error: BaseException, names: tuple[str, ...], *, exchanges: bool = True) -> None:
        self.at, self.error, self.names, self.exchanges, self.done = at, error, names, exchanges, 0

    @property
    def failed(self) -> bool:
        return self.done >= self.at


def _failing(name: str) -> Callable[..., object]:
    real = getattr(Disk, name)

    def call(self: Failing, *given: object, **named: object) -> object:
        if name in self.names:
            self.done += 1
            if self.done == self.at:
                if name == "write":
                    Path(str(given[0])).write_bytes(b"half of i")
                if isinstance(self.error, OSError):
                    self.error.filename = given[0]
                raise self.error
        if name == "exchange" and not self.exchanges:
            return False
        return real(self, *given, **named)

    return call


for _name in EFFECTS:
    setattr(Failing, _name, _failing(_name))


def put(output: Path, pages: tuple[Page, ...], disk: Disk | None = None) -> Published:
    return publish(pages, output, protected=[], disk=disk)


def told(done: Published) -> Problem:
    assert done.problem is not None
    return done.problem


@pytest.fixture
def output(tmp_path: Path) -> Path:
    """A folder with a site and files of others."""
    output = tmp_path / "public"
    put(output, FIRST)
    (output / "CNAME").write_bytes(b"report.example\n")
    (output / "own" / "empty").mkdir(parents=True)
    (output / "own" / "link").symlink_to("nowhere")
    return output


def broken(number: int) -> OSError:
    return OSError(number, os.strerror(number))


def tried(output: Path, error: BaseException, names: tuple[str, ...], *, exchanges: bool) -> Iterator[Failing]:
    """Publish again and again, each time with a disk on which the next thing fails, until nothing does."""
    at = 0
    while True:
        at += 1
        disk = Failing(at, error, names, exchanges=exchanges)
        yield disk
        if not disk.failed:
            break
    assert at > 10, "hardly anything was done"


@pytest.mark.parametrize("exchanges", [True, False], ids=["exchange", "two renames"])
@pytest.mark.parametrize("number", [errno.ENOSPC, errno.EDQUOT, errno.EROFS, errno.EIO], ids=errno.errorcode.get)
def test_whatever_the_system_refuses_the_old_site_is_whole(output: Path, number: int, *, exchanges: bool) -> None:
    before = tree(output.parent)
    for disk in tried(output, broken(number), CREATING, exchanges=exchanges):
        done = put(output, SECOND, disk)
        if disk.failed:
            problem = told(done)
            assert (problem.code, os.strerror(number) in problem.message) == ("CJ403", True)
            assert re.search(r"\([\w./-]+\)$", problem.message), problem.message
            assert "the previous site is still whole" in problem.hint
            assert tree(output.parent) == before
    assert done.problem is None
    assert put(output, FIRST).problem is None


def test_the_folders_above_a_site_that_could_not_be_written_go_again(tmp_path: Path) -> None:
    for disk in tried(tmp_path, broken(errno.ENOSPC), CREATING, exchanges=True):
        done = put(tmp_path / "a" / "b" / "public", SECOND, disk)
        assert list(tmp_path.iterdir()) == [] or done.problem is None
    assert (tmp_path / "a" / "b" / "public" / "index.html").exists()


def test_no_file_is_written_where_there_is_one(tmp_path: Path) -> None:
    """As where capital letters make no difference, and a site has two pages whose names differ by them alone."""
    Disk().write(str(tmp_path / "a.html"), b"first")
    with pytest.raises(FileExistsError):
        Disk().write(str(tmp_path / "a.html"), b"second")
    assert (tmp_path / "a.html").read_bytes() == b"first"


@pytest.mark.parametrize("error", [broken(errno.EPERM), broken(errno.EXDEV), broken(errno.EMLINK)], ids=str)
def test_a_file_that_can_have_no_second_name_is_copied(output: Path, error: OSError) -> None:
    same = (output / "journeys" / "same.html").stat()
    if error.errno == errno.EXDEV:  # of others: what lies on another disk must not be removed here
        assert told(put(output, SECOND, Failing(1, error, ("link",)))).code == "CJ403"
        (output / "CNAME").unlink()
    done = put(output, SECOND, Failing(1, error, ("link",)))
    assert done.problem is None
    assert put(output, FIRST, Failing(2, error, ("link",))).problem is None
    assert (output / "journeys" / "same.html").stat().st_mtime_ns == same.st_mtime_ns


@pytest.mark.parametrize("exchanges", [True, False], ids=["exchange", "two renames"])
def test_an_interrupt_anywhere_leaves_one_of_the_two_sites(output: Path, *, exchanges: bool) -> None:
    for disk in tried(output, KeyboardInterrupt(), tuple(EFFECTS), exchanges=exchanges):
        before = tree(output)
        try:
            assert put(output, SECOND, disk).problem is None
        except KeyboardInterrupt:
            assert disk.failed
        if (output / "index.html").read_bytes() == FIRST[0].content:
            assert tree(output) == before
        else:
            assert {page.content for page in SECOND} <= {content for _, _, content in tree(output).values()}
        assert put(output, FIRST).problem is None
        assert [path.name for path in output.parent.iterdir()] == ["public"]
        assert (output / "CNAME").read_bytes() == b"report.example\n"


@pytest.mark.parametrize("exchanges", [True, False], ids=["exchange", "two renames"])
def test_an_old_site_that_cannot_be_removed_goes_with_the_next(output: Path, *, exchanges: bool) -> None:
    disk = Failing(3, broken(errno.EIO), ("remove_file",), exchanges=exchanges)
    assert put(output, SECOND, disk).problem is None
    assert len(list(output.parent.iterdir())) == 2
    assert put(output, FIRST).problem is None
    assert [path.name for path in output.parent.iterdir()] == ["public"]


def test_a_failing_clean_up_does_not_hide_the_interrupt(output: Path) -> None:
    class Broken(Disk):
        def reached(self, step: Step) -> None:
            if step is Step.FILLED:
                raise KeyboardInterrupt

        def remove_file(self, path: str) -> None:
            raise broken(errno.EIO)

    with pytest.raises(KeyboardInterrupt):
        put(output, SECOND, Broken())
    assert put(output, SECOND).problem is None


def test_a_folder_of_others_that_is_closed_to_writing_is_carried_over(output: Path) -> None:
    (output / "own" / "closed").mkdir()
    (output / "own" / "closed" / "file").write_bytes(b"x")
    (output / "own" / "closed").chmod(0o555)
    output.chmod(0o711)

    class Refusing(Disk):
        """What the system does where one is not root."""

        def remove_file(self, path: str) -> None:
            if not os.stat(os.path.dirname(path)).st_mode & stat.S_IWUSR:
                raise PermissionError(errno.EACCES, "Permission denied", path)
            super().remove_file(path)

    assert put(output, SECOND, Refusing()).problem is None
    assert [path.name for path in output.parent.iterdir()] == ["public"]
    assert stat.S_IMODE((output / "own" / "closed").stat().st_mode) == 0o555
    assert stat.S_IMODE(output.stat().st_mode) == 0o711
    (output / "own" / "closed").chmod(0o755)


def test_the_folder_keeps_its_owner(output: Path) -> None:
    for folder in (output, output / "own"):
        try:
            os.chown(folder, 65534, 65533)
        except PermissionError:
            pytest.skip("only root can give a folder away")
    output.chmod(0o2775)
    assert put(output, SECOND).problem is None
    for folder in (output, output / "own"):
        assert (folder.stat().st_uid, folder.stat().st_gid) == (65534, 65533)
    assert stat.S_IMODE(output.stat().st_mode) == 0o2775


def test_a_check_beside_a_build_is_not_confused_by_what_goes(output: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A file that was there a moment ago, in the folder of a build that ends just now."""
    Path(beside(str(output), "new")).mkdir()
    monkeypatch.setattr(os.path, "isfile", lambda path: "cjgen-new/build.json" in str(path))
    assert beside_taken(output) is None


def test_a_stranger_that_cannot_be_copied_stops_the_build(output: Path) -> None:
    os.mkfifo(output / "own" / "pipe")
    before = tree(output.parent)
    disk = Failing(2, broken(errno.ENOTSUP), ("link",))
    assert "`" in told(put(output, SECOND, disk)).message
    assert tree(output.parent) == before
    assert put(output, SECOND).problem is None
    assert (output / "own" / "pipe").is_fifo()


@pytest.mark.parametrize("state", ["new", "old"])
def test_what_a_crash_left_of_clearing_away_is_still_ours(output: Path, state: str) -> None:
    shutil.copytree(output, beside(str(output), state), symlinks=True)
    for at in range(1, 12):
        with pytest.raises(KeyboardInterrupt):
            put(output, SECOND, Failing(1, KeyboardInterrupt(), ("remove_file", "remove_folder")))
        assert refusal(output, []) is None, at
    assert put(output, SECOND).problem is None
    assert [path.name for path in output.parent.iterdir()] == ["public"]


# two builds at once


@pytest.mark.parametrize("step", list(Step))
def test_a_second_build_is_refused_at_any_step_of_the_first(output: Path, step: Step) -> None:
    refused: list[Published] = []

    class Meeting(Without):
        def reached(self, at: Step) -> None:
            if at is step:
                refused.append(put(output, FIRST))

    assert put(output, SECOND, Meeting()).problem is None
    assert [told(done).code for done in refused] == ["CJ404"]
    assert refused[0].problem == told(refused[0])
    assert (output / "index.html").read_bytes() == SECOND[0].content
    assert [path.name for path in output.parent.iterdir()] == ["public"]


def test_who_waits_for_the_lock_of_a_build_that_ends_gets_a_new_one(output: Path) -> None:
    """The file is opened just before its owner removes it: what is locked then is no longer the file at that path."""
    lock = Path(beside(str(output), "lock"))

    class Late(Disk):
        opened = 0

        def open_lock(self, path: str) -> int:
            file = super().open_lock(path)
            self.opened += 1
            if self.opened == 1:
                lock.unlink()
            if self.opened == 2:
                lock.unlink()
                lock.touch()
            return file

    disk = Late()
    assert put(output, SECOND, disk).problem is None
    assert disk.opened == 3
    assert not lock.exists()


@pytest.mark.parametrize(("number", "code"), [(errno.ENOLCK, None), (errno.EIO, "CJ403")])
def test_a_file_system_without_locks(output: Path, monkeypatch: pytest.MonkeyPatch, number: int, code: str) -> None:
    import fcntl

    def refused(*_: object) -> None:
        raise broken(number)

    monkeypatch.setattr(fcntl, "flock", refused)
    done = put(output, SECOND)
    assert (done.problem and done.problem.code) == code


# real processes, disks and rights


def test_readers_and_kills_find_a_whole_site(tmp_path: Path) -> None:
    command = [sys.executable, "-m", "tests.bench.publish", "--publishes", "8", "--kills", "8", "--readers", "2"]
    environment = os.environ | {"PYTHONPATH": str(ROOT), "TMPDIR": str(tmp_path)}
    done = subprocess.run(command, cwd=ROOT, env=environment, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stdout + done.stderr
    tries = {line[:72].strip(): int(line[72:].split()[0]) for line in done.stdout.splitlines()[1:]}
    assert len(tries) == 11
    assert tries["kill -9 before each effect, exchange"] > 20
    assert tries["kill -9 at each named step, exchange"] == len(Step) - 1
    assert tries["kill -9 at each named step, two renames"] == len(Step)


@pytest.fixture
def small_disk(tmp_path: Path) -> Iterator[Path]:
    """A real disk of 1 MiB; only root may have one."""
    folder = tmp_path / "disk"
    folder.mkdir()
    mount("-t", "tmpfs", "-o", "size=1m", "tmpfs", str(folder))
    yield folder
    subprocess.run(["umount", str(folder)], check=True)


def mount(*arguments: str) -> None:
    done = subprocess.run(["mount", *arguments], capture_output=True, text=True, check=False)
    if done.returncode:
        pytest.skip(f"needs a root that may mount disks: {done.stderr.strip()}")


def test_a_disk_that_is_really_full_or_read_only(small_disk: Path) -> None:
    output = small_disk / "public"
    assert put(output, FIRST).problem is None
    before = tree(small_disk)
    large = tuple(Page(f"journeys/{number}.html", bytes(50_000)) for number in range(30))
    full = told(put(output, large))
    assert (full.code, "No space left on device (journeys/" in full.message) == ("CJ403", True)
    assert tree(small_disk) == before
    assert put(output, large[:10]).problem is None
    before = tree(small_disk)
    mount("-o", "remount,ro", str(small_disk))
    closed = told(put(output, SECOND))
    assert "Read-only file system (.public.cjgen-lock)" in closed.message
    assert tree(small_disk) == before


def test_the_root_of_a_disk_is_not_replaced(small_disk: Path, tmp_path: Path) -> None:
    for done in (put(small_disk, FIRST), Published(refusal(small_disk, []))):
        assert (told(done).code, f"-o {small_disk}/site" in told(done).hint) == ("CJ405", True)
    assert list(small_disk.iterdir()) == []
    output = tmp_path / "public"
    put(output, FIRST)
    mount("--bind", str(output), str(output))  # as of a container; the system tells of it only when it refuses
    try:
        for disk in (Disk(), Without()):
            assert told(put(output, SECOND, disk)).code == "CJ405"
            assert (output / "index.html").read_bytes() == FIRST[0].content
            assert sorted(path.name for path in tmp_path.iterdir()) == ["disk", "public"]
    finally:
        subprocess.run(["umount", str(output)], check=True)


def test_a_disk_within_the_folder_is_never_emptied(small_disk: Path) -> None:
    output = small_disk / "public"
    put(output, FIRST)
    for name in ("own", "journeys"):
        (output / name).mkdir(exist_ok=True)
        mount("-t", "tmpfs", "tmpfs", str(output / name))
        try:
            (output / name / "photo.png").write_bytes(b"png")
            problem = told(put(output, SECOND))
            assert (problem.code, f"({name})" in problem.message) == ("CJ403", True)
            assert (output / name / "photo.png").read_bytes() == b"png"
        finally:
            subprocess.run(["umount", str(output / name)], check=True)


def test_missing_rights() -> None:
    """As somebody else than root where the tests run as root."""
    code = """if True:
        import os, sys
        from pathlib import Path
        from cjgen.model.page import Page
        from cjgen.publish.output import publish
        if os.geteuid() == 0:
            os.setuid(65534)
        print(publish([Page("index.html", b"new")], Path(sys.argv[1]), protected=[]).problem.message)
    """
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        put(folder / "public", FIRST)
        before = tree(folder)
        folder.chmod(0o555)
        done = subprocess.run([sys.executable, "-c", code, folder / "public"], cwd=ROOT, capture_output=True, text=True)
        folder.chmod(0o755)
        assert done.stdout == "the site could not be written: Permission denied (.public.cjgen-lock)\n", done.stderr
        assert tree(folder) == before


def test_the_names_beside_the_folder_are_those_of_the_docs() -> None:
    assert [beside("/srv/public", state) for state in STATES] == [
        "/srv/.public.cjgen-new",
        "/srv/.public.cjgen-old",
        "/srv/.public.cjgen-lock",
    ]
