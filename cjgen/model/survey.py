"""A survey file: which bytes the answers come from."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path


@dataclass(frozen=True, slots=True)
class SurveyFile:
    """A file with answers in the site's folder.

    `path` is where it is opened, with every link followed, `name` how the author wrote it. `sha256` is that of its
    bytes, in hexadecimal, and `size` how many bytes it has.
    """

    path: Path
    name: str
    sha256: str
    size: int
