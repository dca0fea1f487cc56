"""What was read for a build, so that it can be told whether it would find the same again."""

from __future__ import annotations

from dataclasses import dataclass, field
from hashlib import sha256


@dataclass(slots=True)
class Inputs:
    """Every answer of the file system that a build rests on, gathered while it reads; paths are absolute.

    `files` have the SHA-256 of their bytes, `folders` the names in them, `asked` whether there is anything of that
    name.
    """

    files: dict[str, str] = field(default_factory=dict)
    folders: dict[str, list[str]] = field(default_factory=dict)
    asked: dict[str, bool] = field(default_factory=dict)

    def read(self, path: str, content: bytes) -> None:
        """A file was read, with these bytes."""
        self.files[path] = sha256(content).hexdigest()

    def with_those_of(self, *others: Inputs) -> Inputs:
        """All of these together."""
        every = (self, *others)
        return Inputs(
            files={path: digest for each in every for path, digest in each.files.items()},
            folders={path: names for each in every for path, names in each.folders.items()},
            asked={path: there for each in every for path, there in each.asked.items()},
        )
