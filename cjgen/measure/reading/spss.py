"""Survey files of SPSS (sav, zsav). They need the extra `spss`, which brings pyreadstat."""

from __future__ import annotations

import csv
import io
import json
import os
import subprocess
import sys
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from importlib.util import find_spec
from typing import Any, Final

from cjgen.measure.reading.cells import Row, Source, picker
from cjgen.measure.reading.unreadable import no_answers, unreadable
from cjgen.model.survey import SurveyFile

_PROGRAM: Final = "cjgen.measure.reading.spss_reader"


@contextmanager
def spss_source(file: SurveyFile, asked: Sequence[str]) -> Iterator[Source]:
    """The rows of an SPSS file, of which only the columns named in `asked` can be read.

    Cells are the codes as they are stored, not their titles, which are in `labels`. What the file declares missing,
    and what SPSS calls system missing, is empty. The rows are numbered as if the names stood in the first. A
    process of its own reads the file, so that one that makes the reader crash is only a file that cannot be read.
    """
    if find_spec("pyreadstat") is None:
        what = "it is an SPSS file, and what reads those is not installed"
        raise unreadable(what, "install it with `pip install 'cjgen[spss]'`, or save the answers as .csv")
    environment = os.environ | {"PYTHONPATH": os.pathsep.join(entry or os.getcwd() for entry in sys.path)}
    command = [sys.executable, "-m", _PROGRAM, str(file.path), *asked]
    with subprocess.Popen(  # noqa: S603  # our own program
        command, env=environment, stdin=subprocess.DEVNULL, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL
    ) as reader:
        assert reader.stdout is not None  # noqa: S101  # it is a pipe
        try:
            with io.TextIOWrapper(reader.stdout, "utf-8", newline="") as lines:
                told = _heading(reader, lines)
                if not told["names"]:
                    raise no_answers("has no columns")
                names, kept = tuple(told["names"]), told["kept"]
                yield Source(
                    names, lambda at: _rows(reader, lines, [kept.index(names[n]) for n in at]), labels=told["labels"]
                )
        finally:
            reader.kill()


def _heading(reader: subprocess.Popen[bytes], lines: io.TextIOWrapper) -> Any:
    first = lines.readline()
    if not first.endswith("\n"):
        _end(reader)
    return json.loads(first)


def _rows(reader: subprocess.Popen[bytes], lines: io.TextIOWrapper, positions: Sequence[int]) -> Iterator[Row]:
    pick = picker(positions)
    for number, *cells in csv.reader(lines):
        yield (number, *pick(cells))
    _end(reader)


def _end(reader: subprocess.Popen[bytes]) -> None:
    """Raises UnreadableSurvey if the reader did not come to the end of the file."""
    if reader.wait():
        raise unreadable("it is cut off or damaged")
