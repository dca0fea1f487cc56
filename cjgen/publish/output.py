"""The output folder: the new site grows beside the old one and changes places with it when it is complete.

Of an output folder `public`, the new site grows in `.public.cjgen-new`, and the two change places at once; where the
system cannot do that, the old one waits in `.public.cjgen-old` for the moment between two renames. Whatever happens,
one of them is a whole site; the next publish puts it in place and clears away the rest. A folder of one of these names
that cjgen did not make is left alone, and nothing is published. `.public.cjgen-lock` keeps two builds apart.
"""

from __future__ import annotations

import os
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from pathlib import Path
from types import MappingProxyType

from cjgen.model.page import KeptPage, Page
from cjgen.model.problem import Problem, problem
from cjgen.publish.beside import beside, real
from cjgen.publish.bounds import beside_taken, clash, foreign_folder
from cjgen.publish.disk import Disk, Step
from cjgen.publish.failed import failed, place
from cjgen.publish.lock import locked
from cjgen.publish.marker import BEFORE, MARKER, STAGING, before, listed, listed_before, marker
from cjgen.publish.record import Stamp, read_record, stamp, write_record
from cjgen.publish.staging import Found, carry, folders_above, folders_of, is_same, keep, keep_as_it_is, look
from cjgen.publish.sweep import remove

_NO_INPUTS: Mapping[str, str] = MappingProxyType({})
_ASSETS = "assets/"
"""Where files lie whose names change with their bytes, so that those of two builds can be there together."""


@dataclass(frozen=True, slots=True)
class Published:
    """What a publish did, in paths of pages: `written` anew, `kept` with their time, and `gone` from the folder.

    `problem` says why nothing was done, `marker` is the SHA-256 of the `build.json`.
    """

    problem: Problem | None = None
    written: tuple[str, ...] = ()
    kept: tuple[str, ...] = ()
    gone: tuple[str, ...] = ()
    marker: str = ""


def publish(
    pages: Sequence[Page | KeptPage],
    output: Path,
    *,
    protected: Sequence[Path],
    inputs: Mapping[str, str] = _NO_INPUTS,
    record: Path | None = None,
    disk: Disk | None = None,
) -> Published:
    """Replace the output folder by `pages` and a `build.json` that lists them and the `inputs`, SHA-256 by path.

    Files in the folder that no cjgen put there, such as `.git` or `CNAME`, are carried over; a file of an earlier build
    that is not among `pages` goes, except that assets stay until the publish after. A page whose bytes did not change
    stays the file that it was; where nothing changed at all, the folder is not touched. A link to a folder stays, the
    folder behind it is replaced. `record` is a file outside the folder in which is noted what was published, so
    that the next publish need not read it.

    Returns a problem, with the previous site whole, where `refusal` has one (CJ401, CJ402, CJ405), another build is
    writing the folder (CJ404) or the new site cannot be written (CJ403). Raises ValueError for pages that no folder can
    hold. `disk` does what is done to files.
    """
    _check_paths(pages)
    disk = disk or Disk()
    if refused := clash(output, protected, output.as_posix()):
        return Published(refused)
    folder = real(output)
    try:
        with _parents(folder, disk):
            if refused := beside_taken(output):
                return Published(refused)
            with locked(beside(folder, "lock"), disk):
                disk.reached(Step.LOCKED)
                return _replace(pages, output, folder, inputs, record, disk)
    except BlockingIOError:
        return Published(problem("CJ404", place(output), folder=output.as_posix()))
    except OSError as error:
        return Published(failed(output, error))


def _check_paths(pages: Sequence[Page | KeptPage]) -> None:
    """Raise ValueError unless the pages have plain, relative, different paths that can exist together."""
    paths = [page.path for page in pages]
    ours = {MARKER, BEFORE, STAGING}
    for path in paths:
        if path in ours or "\\" in path or "\0" in path or path[1:2] == ":" or {"", ".", ".."} & {*path.split("/")}:
            raise ValueError(f"not a path of a page: {path!r}")
    known = set(paths)
    if len(known) < len(paths):
        raise ValueError(f"several pages are called {next(path for path in paths if paths.count(path) > 1)!r}")
    if both := known & folders_of(known):
        above = both.pop()
        below = next(path for path in paths if path.startswith(above + "/"))
        raise ValueError(f"{above!r} is a page and the folder of {below!r}")


@contextmanager
def _parents(folder: str, disk: Disk) -> Iterator[None]:
    """Make the folders above `folder`, and take those away again that nothing came into."""
    missing = []
    above = os.path.dirname(folder)
    while not os.path.isdir(above):
        missing.append(above)
        above = os.path.dirname(above)
    made: list[str] = []
    try:
        for path in reversed(missing):
            disk.make_folder(path)
            made.append(path)
        yield
    finally:
        with suppress(OSError):  # one that holds something stays
            for path in reversed(made):
                disk.remove_folder(path)


def _replace(
    pages: Sequence[Page | KeptPage],
    output: Path,
    folder: str,
    inputs: Mapping[str, str],
    record: Path | None,
    disk: Disk,
) -> Published:
    """Publish, now that nobody else does."""
    new, old = beside(folder, "new"), beside(folder, "old")
    if taken := beside_taken(output):  # also by a build that came between
        return Published(taken)
    _put_back(folder, old, disk)
    if strangers := foreign_folder(output, output.as_posix()):
        return Published(strangers)
    for leftover in (new, old):
        remove(leftover, disk)
    disk.reached(Step.CLEARED)

    site = _compare(pages, folder, inputs, record)
    disk.reached(Step.COMPARED)
    if not site.changed:
        if record is not None and not site.recorded:
            write_record(record, folder, site.found.files)
        return site.published
    try:
        stamps = _stage(site, folder, new, disk)
        disk.reached(Step.STAGED)
        _exchange(new, folder, old, disk)
        disk.reached(Step.EXCHANGED)
    except BaseException:
        with suppress(OSError):  # what stays behind must not hide what went wrong
            remove(new, disk)
        raise
    with suppress(OSError):  # what stays behind, the next publish removes
        for leftover in (new, old):
            remove(leftover, disk)
    disk.reached(Step.SWEPT)
    if record is not None:
        write_record(record, folder, stamps)
    disk.reached(Step.RECORDED)
    return site.published


@dataclass(frozen=True, slots=True)
class _Site:
    """The new site, `build.json` included, beside what was `found` in the folder.

    `same` are the files that are what they should be, `stale` the assets of the old site that stay for now, `recorded`
    says whether every file is known to be as it was recorded.
    """

    pages: Mapping[str, Page | KeptPage]
    same: Mapping[str, Stamp]
    stale: Mapping[str, str]
    found: Found
    recorded: bool

    @property
    def changed(self) -> bool:
        """Whether there is anything to do: a page that should go is a change of `build.json`."""
        return len(self.same) < len(self.pages)

    @property
    def published(self) -> Published:
        """What is done once the site is in its place."""
        written = tuple(path for path in self.pages if path not in self.same and path != MARKER)
        kept = tuple(path for path in self.same if path != MARKER)
        gone = self.found.files.keys() - {*self.pages, *self.stale, BEFORE} if self.changed else ()
        return Published(None, written, kept, tuple(sorted(gone)), self.pages[MARKER].digest)


def _compare(pages: Sequence[Page | KeptPage], folder: str, inputs: Mapping[str, str], record: Path | None) -> _Site:
    """Hold the site against what lies in the folder."""
    digests = {page.path: page.digest for page in pages}
    last = Page(MARKER, marker(digests, inputs))
    digests[MARKER] = last.digest
    whole = {page.path: page for page in (*pages, last)}
    if not os.path.isdir(folder):
        return _Site(whole, {}, {}, Found(), False)
    earlier, earlier_still = listed(folder) or {}, listed_before(folder)
    found = look(folder, {*whole, BEFORE}, {**earlier_still, **earlier})
    recorded = read_record(record)
    if recorded.get(MARKER) != found.files.get(MARKER):
        recorded = {}  # of another build
    same = {}
    for path, page in whole.items():
        known = found.files.get(path)
        if known is not None:
            digest = earlier.get(path) if recorded.get(path) == known else None
            if is_same(f"{folder}/{path}", known, page, digests[path], digest):
                same[path] = known
    above = folders_of(whole)
    stale = {
        path: digest
        for path, digest in earlier.items()
        if path.startswith(_ASSETS) and path in found.files and path not in whole and path not in above
        if not any(folder in whole for folder in folders_above(path))
    }
    return _Site(whole, same, stale, found, recorded == found.files)


def _put_back(folder: str, old: str, disk: Disk) -> None:
    """Mend what a crash left behind: a site that was taken out but not replaced."""
    if os.path.isdir(old) and not (os.path.isdir(folder) and os.listdir(folder)):
        if os.path.isdir(folder):
            disk.remove_folder(folder)
        disk.rename(old, folder)


def _stage(site: _Site, folder: str, new: str, disk: Disk) -> dict[str, Stamp]:
    """Make the complete new site in `new`; returns the stamps of the files that are cjgen's."""
    disk.make_folder(new)
    disk.write(f"{new}/{STAGING}", b"")
    disk.reached(Step.BEGUN)
    if os.path.isdir(folder):
        carry(folder, new, site.found.strangers, disk)
        disk.copy_rights(folder, new)
    disk.reached(Step.CARRIED)
    for above in sorted(folders_of([*site.pages, *site.stale])):
        if not os.path.isdir(f"{new}/{above}"):
            disk.make_folder(f"{new}/{above}")
    stamps = {}
    for path, page in site.pages.items():
        if path in site.same:
            stamps[path] = keep(f"{folder}/{path}", f"{new}/{path}", page, site.same[path], disk)
        else:
            stamps[path] = stamp(disk.write(f"{new}/{path}", page.content))
    for path in site.stale:
        stamps[path] = keep_as_it_is(f"{folder}/{path}", f"{new}/{path}", disk)
    if site.stale:
        stamps[BEFORE] = stamp(disk.write(f"{new}/{BEFORE}", before(site.stale)))
    disk.reached(Step.FILLED)
    disk.remove_file(f"{new}/{STAGING}")
    return stamps


def _exchange(new: str, folder: str, old: str, disk: Disk) -> None:
    """Put `new` in the place of `folder`, which is then called `new` or `old`; on failure `folder` is as it was.

    An interrupt may come when it is done already: then `folder` is a whole site too, the old or the new one.
    """
    if not os.path.lexists(folder):
        disk.rename(new, folder)
    elif not disk.exchange(new, folder):
        try:
            disk.rename(folder, old)
            disk.reached(Step.TAKEN_OUT)
            disk.rename(new, folder)
        except BaseException:
            with suppress(OSError):  # else the next publish puts it back
                if os.path.isdir(old) and not os.path.lexists(folder):
                    disk.rename(old, folder)
            raise
