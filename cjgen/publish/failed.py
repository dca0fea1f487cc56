"""What an author is told when the system refuses."""

from __future__ import annotations

import errno
import os
import shutil
from pathlib import Path, PurePath

from cjgen.model.problem import Place, Problem, problem
from cjgen.publish.beside import STATES, beside, real

_FIXED = {errno.EBUSY, errno.EXDEV}
"""What is answered for a folder that cannot be renamed: a mount point, or part of a container's image."""


def place(output: Path) -> Place:
    """The output folder itself, as the place of a problem."""
    return Place(file=output.as_posix())


def failed(output: Path, error: OSError) -> Problem:
    """The problem of an operation that the system refused, with the file's path within the site."""
    reason, file = error.strerror or str(error), error.filename
    if isinstance(error, shutil.Error):  # a list of (source, target, reason)
        _, file, reason = error.args[0][0]
    folder = real(output)
    if error.errno in _FIXED and error.filename in (folder, beside(folder, "new")):
        return problem("CJ405", place(output), folder=output.as_posix())
    if isinstance(file, bytes | str | PurePath):
        reason = f"{reason} ({_called(os.fsdecode(file), folder)})"
    return problem("CJ403", place(output), what=reason)


def _called(file: str, folder: str) -> str:
    """What messages call a file: by its path in the site where it lies in one."""
    for within in (folder, *(beside(folder, state) for state in STATES)):
        if PurePath(file).is_relative_to(within) and file != within:
            return PurePath(file).relative_to(within).as_posix()
    return PurePath(file).relative_to(os.path.dirname(folder)).as_posix() if _is_beside(file, folder) else file


def _is_beside(file: str, folder: str) -> bool:
    return os.path.dirname(file) == os.path.dirname(folder)
