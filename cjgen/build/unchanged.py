"""Whether the last build is still what another one would make: the whole of a build in which nothing changed.

A build notes all that it read, whatever the answer was, and what it had to say. As long as the file system answers the
same, the program is the same and nobody touched what was published, the next build would do and say the same.
"""

from __future__ import annotations

import json
import os
from collections.abc import Mapping
from contextlib import suppress
from dataclasses import asdict, fields
from hashlib import sha256
from pathlib import Path
from typing import Any

from cjgen.build.outcome import Outcome
from cjgen.cache import FolderCache, make_private
from cjgen.model.inputs import Inputs
from cjgen.model.problem import Place, Problem
from cjgen.publish import MARKER, intact

_SCHEMA = "cjgen/unchanged/1"
_LOT = 64 * 1024
_NO_LINK = getattr(os, "O_NOFOLLOW", 0)
"""Open no link, where the system can say so: of a thousand files that saves asking first."""


class Note:
    """The note of the last build of a site into an output folder, kept in the folder of the cache.

    `output` is None for the site's own, `asked` what the build was asked for beside that.
    """

    def __init__(self, cache: FolderCache, root: Path, output: Path | None, asked: Mapping[str, object]) -> None:
        self._root = root
        self._output = output
        place = None if output is None else os.path.realpath(output)
        which = json.dumps([os.path.abspath(root), os.path.realpath(root), place, asked], sort_keys=True, default=str)
        name = sha256(which.encode()).hexdigest()
        self._folder = cache.folder / "builds"
        self._file = self._folder / f"{name}.json"
        self._program = cache.scope

    def published(self, output: Path) -> Path:
        """Where publishing notes what it left in the output folder."""
        with suppress(OSError):  # publishing does without a place, too
            make_private(str(self._folder))
        name = sha256(os.fsencode(os.path.realpath(output))).hexdigest()
        return self._folder / f"{name}.published.json"

    def outcome(self) -> Outcome | None:
        """What the last build had to say, if another one would do the same; None where that is not sure."""
        try:
            with open(self._file, "rb") as file:
                noted = json.load(file)
            if noted["schema"] != _SCHEMA or noted["program"] != self._program:
                return None
            output = self._output if self._output is not None else self._root / noted["output"]
            if not (
                os.path.realpath(output) == noted["published"]
                and self._as_read(noted["inputs"])
                and _digest(os.path.join(output, MARKER)) == noted["marker"]
                and intact(output, self.published(output))
            ):
                return None
            return Outcome(
                problems=tuple(_problem(found) for found in noted["problems"]),
                journeys=noted["journeys"],
                files=tuple((path, size) for path, size in noted["files"]),
                output=output,
            )
        except (OSError, ValueError, KeyError, TypeError):
            return None

    def _as_read(self, inputs: Mapping[str, Any]) -> bool:
        """Whether the file system gives the same answers as it gave then."""
        return (
            all(os.path.lexists(path) is there for path, there in inputs["asked"].items())
            and all(os.path.realpath(path) == real for path, real in inputs["led"].items())
            and all(_names(path) == names for path, names in inputs["folders"].items())
            and all(_digest(path) == digest for path, digest in inputs["files"].items())
        )

    def write(self, inputs: Inputs, outcome: Outcome, marker: str) -> None:
        """Note a build that was published; `marker` is the SHA-256 of its `build.json`."""
        noted = {
            "schema": _SCHEMA,
            "program": self._program,
            "inputs": {each.name: getattr(inputs, each.name) for each in fields(inputs)},
            "problems": [asdict(found) for found in outcome.problems],
            "journeys": outcome.journeys,
            "files": outcome.files,
            "output": os.path.relpath(outcome.output, self._root) if self._output is None else None,
            "published": os.path.realpath(outcome.output),
            "marker": marker,
        }
        growing = f"{self._file}.{os.getpid()}"
        with suppress(OSError):  # a build that is not noted is done again
            make_private(str(self._folder))
            with open(growing, "w", encoding="utf-8") as file:
                file.write(json.dumps(noted))  # `json.dump` takes several times as long
            os.replace(growing, self._file)


def _problem(found: Mapping[str, Any]) -> Problem:
    return Problem(**{**found, "place": Place(**found["place"])})


def _names(path: str) -> list[str]:
    try:
        return sorted(name for name in os.listdir(path) if not name.startswith("."))
    except FileNotFoundError:
        return []


def _digest(path: str) -> str | None:
    """The SHA-256 of a plain file; None or an OSError for a link, which may lead elsewhere by now."""
    if not _NO_LINK and os.path.islink(path):
        return None
    file = os.open(path, os.O_RDONLY | _NO_LINK | getattr(os, "O_BINARY", 0))
    try:
        lot = os.read(file, _LOT)
        digest = sha256(lot)
        while lot:
            lot = os.read(file, _LOT)
            digest.update(lot)
    finally:
        os.close(file)
    return digest.hexdigest()
