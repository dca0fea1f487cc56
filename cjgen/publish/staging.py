"""The new site while it grows beside the old one: files that did not change are second names of the old ones."""

from __future__ import annotations

import errno
import os
from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass, field
from hashlib import file_digest

from cjgen.model.page import KeptPage, Page
from cjgen.publish.disk import Disk
from cjgen.publish.record import Stamp, stamp

_NO_LINKS = {errno.EPERM, errno.ENOSYS, errno.ENOTSUP, errno.EOPNOTSUPP, errno.EMLINK, errno.EINVAL, errno.EACCES}
"""What a file system answers that gives this file no second name."""


@dataclass(frozen=True, slots=True)
class Found:
    """What lies in an output folder: cjgen's own files with their stamps, and what others put there, folders whole."""

    files: dict[str, Stamp] = field(default_factory=dict)
    strangers: list[str] = field(default_factory=list)


def folders_above(path: str) -> Iterator[str]:
    """`a` and `a/b` of `a/b/c`."""
    end = path.find("/")
    while end >= 0:
        yield path[:end]
        end = path.find("/", end + 1)


def folders_of(paths: Collection[str]) -> set[str]:
    """Every folder that the files need."""
    direct = {path.rpartition("/")[0] for path in paths}
    return {above for path in direct if path for above in (*folders_above(path), path)}


def look(folder: str, ours: Collection[str], earlier: Collection[str]) -> Found:
    """Look once at everything in `folder`, `ours` being the files of the new site and `earlier` those of the old one.

    Raises FileExistsError where a stranger's file stands where the site needs a folder, or the reverse, and OSError
    where a disk of its own is in the folder.
    """
    found = Found()
    our_folders = folders_of(ours)
    known_folders = our_folders | folders_of(earlier)
    disk = os.lstat(folder).st_dev

    def scan(here: str, prefix: str) -> None:
        with os.scandir(here) as entries:
            for entry in entries:
                path = prefix + entry.name
                if entry.is_dir(follow_symlinks=False):
                    _check_disk(entry.path, disk)
                    if path in known_folders:
                        scan(entry.path, path + "/")
                        continue
                elif path in ours or path in earlier:
                    if entry.is_file(follow_symlinks=False):
                        found.files[path] = stamp(entry.stat(follow_symlinks=False))
                    continue
                if path in ours or path in our_folders or any(above in ours for above in folders_above(path)):
                    raise FileExistsError(0, "this is in the way and was not made by cjgen", entry.path)
                found.strangers.append(path)

    scan(folder, "")
    return found


def is_same(file: str, known: Stamp, page: Page | KeptPage, digest: str, recorded: str | None) -> bool:
    """Whether the file holds the page, whose SHA-256 is `digest`.

    `recorded` is that of the file where nobody touched it since that was known; else the file is read. One that cannot
    be read is made anew.
    """
    if recorded is not None:
        return recorded == digest
    size = page.size if isinstance(page, KeptPage) else len(page.content)
    if known[1] != size:
        return False
    try:
        with open(file, "rb") as opened:
            return file_digest(opened, "sha256").hexdigest() == digest
    except PermissionError:
        return False


def carry(folder: str, new: str, paths: Sequence[str], disk: Disk) -> None:
    """Take what others put into `folder` along into `new`, folders with all that they hold, empty ones included.

    Where it can, a file gets a second name rather than a copy. Raises OSError, also for a disk of its own.
    """
    device = os.lstat(folder).st_dev

    def take(source: str, target: str) -> None:
        if os.path.isdir(source) and not os.path.islink(source):
            _check_disk(source, device)
            disk.make_folder(target)
            for name in sorted(os.listdir(source)):
                take(os.path.join(source, name), os.path.join(target, name))
            disk.copy_rights(source, target)
        elif os.path.islink(source) or not _linked(source, target, _NO_LINKS, disk):
            disk.copy(source, target)

    for path in sorted(paths):
        for above in folders_above(path):
            if not os.path.isdir(f"{new}/{above}"):
                disk.make_folder(f"{new}/{above}")
        take(f"{folder}/{path}", f"{new}/{path}")


def keep(old: str, new: str, page: Page | KeptPage, known: Stamp, disk: Disk) -> Stamp:
    """Have the old file in the new site: by a second name, or as a copy with the same time."""
    if _linked(old, new, {*_NO_LINKS, errno.EXDEV}, disk):
        return known
    return stamp(disk.write(new, page.content, times=(known[2], known[2])))


def keep_as_it_is(old: str, new: str, disk: Disk) -> Stamp:
    """Have a file of the old site in the new one, whatever is in it."""
    if not _linked(old, new, {*_NO_LINKS, errno.EXDEV}, disk):
        disk.copy(old, new)
    return stamp(os.lstat(new))


def _linked(source: str, target: str, cannot: Collection[int], disk: Disk) -> bool:
    try:
        disk.link(source, target)
    except OSError as error:
        if error.errno not in cannot:
            raise
        return False
    return True


def _check_disk(folder: str, device: int) -> None:
    """Raise OSError for the root of another disk: what lies there can neither be moved nor may it be removed."""
    if os.lstat(folder).st_dev != device:
        raise OSError(errno.EXDEV, "a disk of its own is mounted here, which cannot be carried over", folder)
