"""What lies in a folder: plain files inside it, and a problem instead of an exception for whatever cannot be read.

Everything that is read of an author's folder is read here, so that one place knows what the system may
refuse and where a link may lead.
"""

from __future__ import annotations

import errno
import os
import stat
from collections.abc import Iterator
from dataclasses import dataclass, field
from hashlib import sha256
from pathlib import Path

from cjgen.model.inputs import Inputs
from cjgen.model.problem import Place, Problem, problem

OUTSIDE = "leads out of the site's folder through a link"
_NOT_THERE = (errno.ENOENT, errno.ENOTDIR, errno.ENAMETOOLONG)


class Unreadable(Exception):
    """A file or folder that cannot be used; `problem` says which and why."""

    def __init__(self, found: Problem) -> None:
        super().__init__(found.message)
        self.problem = found


def leads_out(root: Path, path: Path) -> bool:
    """True if `path`, with every link followed, lies outside the folder `root`."""
    return not Path(os.path.realpath(path)).is_relative_to(os.path.realpath(root))


@dataclass(frozen=True, slots=True)
class Folder:
    """A folder to read from.

    Paths are relative to `path`, with `/`; in messages `shown` stands before them. With `closed` nothing
    may lie outside `path` through a link. What the folder answers is noted in `inputs`, and in `leading_out` which of
    the folders in it lead out.
    """

    path: Path
    shown: str = ""
    closed: bool = True
    inputs: Inputs | None = None
    leading_out: dict[str, bool] = field(default_factory=dict, init=False, repr=False, compare=False)

    def name(self, file: str) -> str:
        """The file as messages name it."""
        return self.shown + file

    def exists(self, file: str) -> bool:
        """True if there is something called `file`; raises Unreadable where the system does not tell."""
        found = True
        try:
            os.stat(self.path / file)
        except OSError as error:
            if error.errno not in _NOT_THERE:
                raise self._refused(file, error) from error
            found = os.path.islink(self.path / file)
        if self.inputs is not None:
            self.inputs.asked[os.path.abspath(self.path / file)] = found
        return found

    def read(self, file: str, most: int | None = None) -> bytes:
        """The bytes of a plain file; raises Unreadable for what is none, lies elsewhere or cannot be read.

        Of a file with more than `most` bytes the first `most` and one more, so that the caller can tell.
        """
        path = self._inside(file)
        try:
            # a pipe would be waited for, a device may have no end
            if not stat.S_ISREG(os.stat(path).st_mode):
                raise Unreadable(problem("CJ122", Place(self.name(file)), what="it is not a file"))
            with path.open("rb") as stream:
                content = stream.read(-1 if most is None else most + 1)
        except OSError as error:
            raise self._refused(file, error) from error
        if self.inputs is not None:
            self.inputs.read(os.path.abspath(path), sha256(content).hexdigest())
        return content

    def names(self, folder: str) -> list[str]:
        """What lies directly in `folder`, sorted, without what is hidden; raises Unreadable as `read` does."""
        path = self._inside(folder)
        names: list[str] = []
        try:
            names = sorted(name for name in os.listdir(path) if not name.startswith("."))
        except OSError as error:
            if error.errno not in _NOT_THERE:
                raise self._refused(folder, error) from error
        if self.inputs is not None:
            self.inputs.listed(os.path.abspath(path), names)
        return names

    def files(self, folder: str) -> Iterator[str]:
        """Every file in `folder` and the folders in it, but for hidden ones and those behind a link to a folder."""
        for name in self.names(folder):
            file = f"{folder}/{name}"
            if not os.path.isdir(self.path / file):
                yield file
            elif not self._inside(file).is_symlink():
                yield from self.files(file)
            elif self.inputs is not None:
                self.inputs.follow(os.path.abspath(self.path / file))

    def _inside(self, file: str) -> Path:
        path = self.path / file
        if self.closed and self._leads_out(file):
            raise Unreadable(problem("CJ118", Place(self.name(file)), found=self.name(file), what=OUTSIDE))
        return path

    def _leads_out(self, file: str) -> bool:
        """As `leads_out`; of many files in one folder only what the file itself is is asked of each."""
        above, name = os.path.split(file)
        if name in ("", "..") or os.path.islink(self.path / file):
            return leads_out(self.path, self.path / file)
        if above not in self.leading_out:
            self.leading_out[above] = leads_out(self.path, self.path / above)
        return self.leading_out[above]

    def _refused(self, file: str, error: OSError) -> Unreadable:
        return Unreadable(problem("CJ122", Place(self.name(file)), what=error.strerror or "it cannot be opened"))
