"""The one door through which publishing changes the disk, so that tests can refuse, count or stop anything there."""

from __future__ import annotations

import os
import shutil
from contextlib import suppress
from enum import Enum

from cjgen.publish.exchange import exchange


class Step(Enum):
    """The steps of a publish, in their order. After each of them a whole site is in its place or is put back there."""

    LOCKED = "no other build can write this output"
    CLEARED = "what a crash left is gone, and a site that was taken out is back"
    COMPARED = "it is known which files are still what they should be"
    BEGUN = "the folder in which the new site grows exists"
    CARRIED = "it holds what others put into the old one"
    FILLED = "it holds every page"
    STAGED = "it is complete"
    TAKEN_OUT = "the old site waits beside its place (only where the two cannot change places at once)"
    EXCHANGED = "the new site is in its place"
    SWEPT = "the old one is gone"
    RECORDED = "the next publish can tell that nobody touched the files"


class Disk:
    """What publishing does to files. Each method raises OSError where the system refuses."""

    def reached(self, step: Step) -> None:
        """Called when a step is done."""

    def open_lock(self, path: str) -> int:
        """Open the file, made if need be, to lock it; a link is not followed."""
        return os.open(path, os.O_RDWR | os.O_CREAT | getattr(os, "O_NOFOLLOW", 0), 0o666)

    def make_folder(self, path: str) -> None:
        """Make a folder where nothing is yet."""
        os.mkdir(path)

    def write(self, path: str, content: bytes, times: tuple[int, int] | None = None) -> os.stat_result:
        """Write a file where nothing is yet, with the given atime and mtime in nanoseconds if any."""
        file = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL | getattr(os, "O_BINARY", 0), 0o666)
        try:
            done = os.write(file, content)
            while done < len(content):
                done += os.write(file, memoryview(content)[done:])
            if times is None:
                return os.fstat(file)
        except OSError as error:  # which says of no file that it is open
            raise OSError(error.errno, error.strerror, path) from error
        finally:
            os.close(file)
        os.utime(path, ns=times)
        return os.lstat(path)

    def link(self, source: str, target: str) -> None:
        """Give a file a second name."""
        os.link(source, target)

    def copy(self, source: str, target: str) -> None:
        """Copy a file or a link as it is, with its times and rights."""
        shutil.copy2(source, target, follow_symlinks=False)

    def copy_rights(self, source: str, target: str) -> None:
        """Give a folder the rights, times and attributes of another one, and where the system allows it, its owner."""
        wanted, found = os.stat(source), os.stat(target)
        if (wanted.st_uid, wanted.st_gid) != (found.st_uid, found.st_gid):
            for owner in (wanted.st_uid, -1):  # only root may give a folder away, members of a group to the group
                with suppress(PermissionError):
                    os.chown(target, owner, wanted.st_gid)
                    break
        shutil.copystat(source, target)

    def rename(self, source: str, target: str) -> None:
        """Rename a folder."""
        os.rename(source, target)

    def exchange(self, one: str, other: str) -> bool:
        """Let two folders change places at once; False where the system or the file system cannot."""
        return exchange(one, other)

    def remove_file(self, path: str) -> None:
        """Remove a file or a link."""
        os.unlink(path)

    def remove_folder(self, path: str) -> None:
        """Remove an empty folder."""
        os.rmdir(path)
