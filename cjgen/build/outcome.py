"""What a build has to say, whether it was done or found to be done already. Needs little to be imported."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from cjgen.model.problem import Counted, Problem


@dataclass(frozen=True, slots=True)
class Outcome(Counted):
    """The outcome of a build.

    `files` are the paths and sizes (in bytes) of all files of the site, empty where nothing was written because of
    `problems`. `changed` says how many of them were written or taken away, 0 where everything was there already.
    `trouble` is what went wrong while charts were drawn, although they were drawn.
    """

    problems: tuple[Problem, ...]
    journeys: int
    files: tuple[tuple[str, int], ...]
    output: Path
    changed: int = 0
    trouble: str = ""
