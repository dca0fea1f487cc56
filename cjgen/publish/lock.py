"""One build at a time writes an output folder."""

from __future__ import annotations

import errno
import os
import stat
from collections.abc import Iterator
from contextlib import contextmanager, suppress

from cjgen.publish.disk import Disk

_UNKNOWN = {errno.ENOLCK, errno.ENOSYS, errno.ENOTSUP, errno.EOPNOTSUPP}
"""What a file system answers that knows no locks, such as a network folder without its lock service."""


@contextmanager
def locked(path: str, disk: Disk) -> Iterator[None]:
    """Hold the lock file `path`, which is made and goes again; raises BlockingIOError where another build holds it.

    The system lets go of the lock when its process ends, however it ends, so a file that is left behind locks nobody
    out. Raises OSError. On a file system that knows no locks, builds are not kept apart.
    """
    file = _taken(path, disk)
    try:
        yield
    finally:
        if os.name == "nt":  # an open file cannot be removed there, by us as little as by anybody else
            os.close(file)
            with suppress(OSError):
                os.unlink(path)
        else:  # while it is still locked: who opened it meanwhile sees that it is no longer the file at `path`
            with suppress(OSError):
                os.unlink(path)
            os.close(file)


def is_foreign(path: str) -> bool:
    """Whether something else than a lock file is at `path`: one of those is an empty file."""
    try:
        found = os.lstat(path)
    except FileNotFoundError:
        return False
    return not stat.S_ISREG(found.st_mode) or found.st_size > 0


def _taken(path: str, disk: Disk) -> int:
    """The open and locked file at `path`."""
    while True:
        file = disk.open_lock(path)
        try:
            _lock(file)
            if os.path.samestat(os.fstat(file), os.stat(path)):
                return file
        except FileNotFoundError:
            pass  # its owner was just removing it
        except BaseException:
            os.close(file)
            raise
        os.close(file)


def _lock(file: int) -> None:
    try:
        if os.name == "nt":
            import msvcrt

            msvcrt.locking(file, msvcrt.LK_NBLCK, 1)  # type: ignore[attr-defined,unused-ignore]  # Windows only
        else:
            import fcntl

            fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except OSError as error:
        if error.errno in (errno.EWOULDBLOCK, errno.EACCES, errno.EDEADLK):
            raise BlockingIOError(errno.EWOULDBLOCK, "another build holds it") from error
        if error.errno not in _UNKNOWN:
            raise
