"""Folders of cjgen's own go."""

from __future__ import annotations

import os
import stat

from cjgen.publish.disk import Disk
from cjgen.publish.marker import MARKER, STAGING


def remove(folder: str, disk: Disk) -> None:
    """Remove a folder of ours if it is there, what shows that it is ours last.

    A crash must not make a stranger of the rest. Raises OSError.
    """
    if os.path.isdir(folder) and not os.path.islink(folder):
        _remove(folder, disk, last=(MARKER, STAGING))


def _remove(folder: str, disk: Disk, last: tuple[str, ...] = ()) -> None:
    try:
        _empty(folder, disk, last)
    except PermissionError:  # a folder of others may be closed to writing, and so is what was made like it
        os.chmod(folder, stat.S_IRWXU)
        _empty(folder, disk, last)
    disk.remove_folder(folder)


def _empty(folder: str, disk: Disk, last: tuple[str, ...]) -> None:
    with os.scandir(folder) as entries:
        found = list(entries)
    for entry in found:
        if entry.is_dir(follow_symlinks=False):
            _remove(entry.path, disk)
        elif entry.name not in last:
            disk.remove_file(entry.path)
    for name in last:
        if os.path.lexists(f"{folder}/{name}"):
            disk.remove_file(f"{folder}/{name}")
