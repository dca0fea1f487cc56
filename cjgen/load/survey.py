"""The survey file that a journey names: where it lies, and which bytes it holds. What is in it, `measure` reads."""

from __future__ import annotations

import hashlib
import os
import stat
from difflib import get_close_matches
from pathlib import Path, PurePosixPath

from cjgen.load.files import OUTSIDE, leads_out
from cjgen.model.inputs import Inputs
from cjgen.model.problem import Place, Problem, problem
from cjgen.model.survey import SurveyFile

_PIECE = 1024 * 1024
_NOT_THERE = "it does not exist"


def load_survey(
    root: Path, source: str, place: Place, inputs: Inputs | None = None
) -> tuple[SurveyFile | None, list[Problem]]:
    """The survey file `source` in the site's folder `root`, or the problem with it, at `place`.

    The file is read once, a megabyte at a time; its hash is noted in `inputs`.
    """
    path = root / source
    if leads_out(root, path):
        return None, [problem("CJ118", place, found=source, what=OUTSIDE)]
    real = Path(os.path.realpath(path))
    try:
        # a pipe would be waited for, a device may have no end
        if not stat.S_ISREG(os.stat(real).st_mode):
            return None, [problem("CJ123", place, file=source, what="it is not a file", hint="name a file")]
        digest, size = hashlib.sha256(), 0
        with real.open("rb") as stream:
            while piece := stream.read(_PIECE):
                digest.update(piece)
                size += len(piece)
    except (FileNotFoundError, NotADirectoryError):
        return None, [problem("CJ123", place, file=source, what=_NOT_THERE, hint=_neighbours(path, source))]
    except OSError as error:
        what = error.strerror or "it cannot be opened"
        return None, [problem("CJ123", place, file=source, what=what, hint="check its name and its rights")]
    if inputs is not None:
        inputs.read(os.path.abspath(path), digest.hexdigest())
    return SurveyFile(real, source, digest.hexdigest(), size), []


def _neighbours(path: Path, source: str) -> str:
    """What to write instead of a file that is not there: the file beside it with the nearest name, if any."""
    try:
        names = sorted(entry.name for entry in os.scandir(path.parent) if entry.is_file())
    except OSError:
        names = []
    near = get_close_matches(path.name, names, n=1)
    if near:
        return f"did you mean `{PurePosixPath(source).with_name(near[0])}`?"
    return "write its path relative to the folder of site.yaml, such as `data/survey.csv`"
