"""Files beside the author's own: new ones that take nobody's place, and ones of cjgen's that are made anew."""

from __future__ import annotations

import os
import tempfile
from collections.abc import Iterable, Sequence
from contextlib import suppress
from pathlib import Path

from cjgen.model.page import Page


def in_the_way(folder: Path, paths: Iterable[str]) -> list[str]:
    """What lies in `folder` where one of `paths` should come: that file, or what is no folder on the way to it.

    Links count as what they are: nothing is written through one.
    """
    found: dict[str, None] = {}
    for path in paths:
        parts = path.split("/")
        for depth in range(1, len(parts) + 1):
            part = folder.joinpath(*parts[:depth])
            is_folder = part.is_dir() and not part.is_symlink()
            if os.path.lexists(part) and (depth == len(parts) or not is_folder):
                found["/".join(parts[:depth])] = None
                break
    return list(found)


def place_new(folder: Path, pages: Sequence[Page]) -> None:
    """Write files that must not exist yet, and the folders that they need.

    All of them or none: whatever goes wrong, what was made is taken away again. Raises FileExistsError where
    there is a file already, and OSError where the system refuses.
    """
    made: list[Path] = []
    try:
        for page in pages:
            target = folder / page.path
            for parent in reversed([target.parent, *target.parent.parents]):
                if not parent.is_dir():
                    parent.mkdir()
                    made.append(parent)
            with target.open("xb") as file:
                made.append(target)
                file.write(page.content)
    except BaseException:
        for path in reversed(made):
            with suppress(OSError):  # a folder may hold somebody's file by now
                path.rmdir() if path.is_dir() else path.unlink()
        raise


def place_again(folder: Path, pages: Iterable[Page]) -> None:
    """Write files of cjgen's own, each as a whole: nobody ever sees half of one. Raises OSError."""
    for page in pages:
        target = folder / page.path
        if target.is_file() and not target.is_symlink() and target.read_bytes() == page.content:
            continue
        target.parent.mkdir(parents=True, exist_ok=True)
        handle, name = tempfile.mkstemp(prefix=f".{target.name}.", dir=target.parent)
        try:
            with os.fdopen(handle, "wb") as file:
                file.write(page.content)
            os.chmod(name, 0o644)
            os.replace(name, target)
        except BaseException:
            with suppress(OSError):
                os.unlink(name)
            raise
