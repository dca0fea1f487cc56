"""What was read for a build, so that it can be told whether it would find the same again."""

from __future__ import annotations

import os
from dataclasses import dataclass, field


@dataclass(slots=True)
class Inputs:
    """Every answer of the file system that a build rests on, gathered while it reads; paths are absolute.

    `files` have the SHA-256 of their bytes, `folders` the names in them, `asked` whether there is anything of that
    name, and `led` where the folders behind these lie once every link is followed.
    """

    files: dict[str, str] = field(default_factory=dict)
    folders: dict[str, list[str]] = field(default_factory=dict)
    asked: dict[str, bool] = field(default_factory=dict)
    led: dict[str, str] = field(default_factory=dict)

    def read(self, path: str, digest: str) -> None:
        """A file was read, and its bytes have this SHA-256."""
        self.files[path] = digest
        self.follow(os.path.dirname(path))

    def listed(self, path: str, names: list[str]) -> None:
        """A folder was looked into, and these are in it."""
        self.folders[path] = names
        self.follow(path)

    def follow(self, folder: str) -> None:
        """A folder was used, or left out, for where it leads."""
        if folder not in self.led:
            self.led[folder] = os.path.realpath(folder)

    def with_those_of(self, *others: Inputs) -> Inputs:
        """All of these together."""
        every = (self, *others)
        return Inputs(
            files={path: digest for each in every for path, digest in each.files.items()},
            folders={path: names for each in every for path, names in each.folders.items()},
            asked={path: there for each in every for path, there in each.asked.items()},
            led={path: real for each in every for path, real in each.led.items()},
        )
