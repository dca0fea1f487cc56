"""Which folder a site may be written into: never one that holds something of the author's, or of others alone."""

from __future__ import annotations

import os
from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path

from cjgen.model.problem import Place, Problem, problem
from cjgen.publish.beside import beside, real
from cjgen.publish.failed import failed, place
from cjgen.publish.lock import is_foreign
from cjgen.publish.marker import is_ours


def refusal(
    output: Path, protected: Sequence[Path], wanted_at: Place | None = None, called: str | None = None
) -> Problem | None:
    """Why `output` cannot be used as the output folder, None if it can; writes nothing.

    `wanted_at` is where an author's file names it; without that the problem's place is the folder itself.
    Messages call it `called`, the path itself if that is None.
    `protected` are the author's files and folders: the site's folder, journeys, themes. The output may be,
    hold and lie in none of them (CJ402), except that it may lie in a folder that holds another of them, as
    the site's folder does. It cannot be a mount point (CJ405). Nor may it, or what cjgen needs beside it, hold files
    that cjgen did not make (CJ401).
    """
    called = output.as_posix() if called is None else called
    found = clash(output, protected, called) or beside_taken(output) or foreign_folder(output, called)
    return replace(found, place=wanted_at) if found is not None and wanted_at is not None else found


def clash(output: Path, protected: Sequence[Path], called: str) -> Problem | None:
    """The problem of an output that would mix with the author's own files, or is no folder that can be replaced."""
    folder = Path(real(output))
    own_places = [Path(real(path)) for path in protected]
    what = ""
    if folder == folder.parent:
        what = "is a whole disk"
    elif os.path.lexists(folder) and not folder.is_dir():
        what = "is a file"
    for index, own in enumerate(own_places):
        if what:
            break
        holds_others = any(other.is_relative_to(own) for place, other in enumerate(own_places) if place != index)
        if folder == own:
            what = f"is the author's own `{protected[index].name or own.name}`"
        elif own.is_relative_to(folder):
            what = f"holds the author's own `{protected[index].name or own.name}`"
        elif folder.is_relative_to(own) and not holds_others:
            what = f"lies in the author's own `{protected[index].name or own.name}`"
    if what:
        return problem("CJ402", place(output), folder=called, what=what)
    return problem("CJ405", place(output), folder=called) if os.path.ismount(folder) else None


def foreign_folder(output: Path, called: str) -> Problem | None:
    """The problem of a folder that holds something and was not made by cjgen."""
    folder = real(output)
    try:
        if not os.path.isdir(folder) or is_ours(folder):
            return None
    except OSError as error:
        return failed(output, error)
    return problem("CJ401", place(output), folder=called)


def beside_taken(output: Path) -> Problem | None:
    """The problem of a stranger's file or folder with a name that cjgen needs beside the output folder."""
    folder = real(output)
    for state in ("new", "old", "lock"):
        path = beside(folder, state)
        try:
            if state == "lock":
                taken = is_foreign(path)
            else:
                taken = os.path.lexists(path) and (os.path.islink(path) or not os.path.isdir(path) or not is_ours(path))
        except OSError as error:
            return failed(output, error)
        if taken:
            hint = "cjgen needs this name beside the output folder while it writes: move what is there elsewhere"
            return problem("CJ401", place(output), hint=hint, folder=os.path.basename(path))
    return None
