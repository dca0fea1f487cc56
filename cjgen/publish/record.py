"""What a publish left behind, file by file, so that the next one sees without reading that nobody touched it.

The record lies outside the output folder and may be deleted at any time: without it, or where it does not fit, the
files are read again. It needs little to be imported, as a build in which nothing changed asks nothing else.
"""

from __future__ import annotations

import json
import os
from collections.abc import Mapping
from contextlib import suppress

from cjgen.publish.beside import STATES, beside, real

Stamp = tuple[int, int, int, int]
"""What the system says of a file, and changes with its bytes: inode, size, and the nanoseconds of mtime and ctime."""

_SCHEMA = "cjgen/published/1"


def stamp(found: os.stat_result) -> Stamp:
    """The stamp of a file."""
    return found.st_ino, found.st_size, found.st_mtime_ns, found.st_ctime_ns


def intact(output: str | os.PathLike[str], record: str | os.PathLike[str]) -> bool:
    """Whether the output folder holds exactly the files that the last publish recorded, by their stamps alone.

    What others put there does not count. False where a build was interrupted, or another one is at work.
    """
    files = read_record(record)
    folder = real(output)
    if not files or any(os.path.lexists(beside(folder, state)) for state in STATES):
        return False
    look = os.lstat
    try:
        return all(stamp(look(f"{folder}/{path}")) == known for path, known in files.items())
    except (OSError, ValueError):  # ValueError: a path that no file can have
        return False


def read_record(record: str | os.PathLike[str] | None) -> dict[str, Stamp]:
    """The stamps that a publish recorded, by path in the output folder; none where there is no usable record."""
    if record is None:
        return {}
    try:
        with open(record, "rb") as file:
            found = json.loads(file.read())
        if found["schema"] != _SCHEMA:
            return {}
        return {path: tuple(known) for path, known in found["files"].items()}
    except (OSError, ValueError, KeyError, TypeError, AttributeError, RecursionError):
        return {}


def write_record(record: str | os.PathLike[str], folder: str, expected: Mapping[str, Stamp]) -> None:
    """Record the files of `folder` as they are now, or as they are `expected` where somebody touched them since.

    A ctime may differ from the expected one, as it changes when a second name of the file goes. Nothing is recorded
    where the system refuses: then the next publish reads the files.
    """
    files = {}
    for path, known in expected.items():
        try:
            now = stamp(os.lstat(f"{folder}/{path}"))
        except OSError:
            now = known
        files[path] = now if now[:3] == known[:3] else known
    content = json.dumps({"schema": _SCHEMA, "files": files}, ensure_ascii=False, separators=(",", ":"))
    place = os.path.abspath(os.fspath(record))
    growing = f"{place}.new"
    try:
        os.makedirs(os.path.dirname(place), exist_ok=True)
        with open(growing, "w", encoding="utf-8") as file:
            file.write(content)
        os.replace(growing, place)
    except OSError:
        with suppress(OSError):
            os.unlink(growing)
