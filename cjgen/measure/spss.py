"""Survey files of SPSS (sav, zsav). They need the extra `spss`, which brings pyreadstat."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from itertools import count
from typing import Any, Final

from cjgen.measure.cells import Row, Source, text
from cjgen.measure.unreadable import no_answers, unreadable
from cjgen.model.survey import SurveyFile

_CELLS_AT_ONCE: Final = 1_000_000
_DAMAGED: Final = "it is cut off or damaged"


@contextmanager
def spss_source(file: SurveyFile) -> Iterator[Source]:
    """The rows of an SPSS file.

    Cells are the codes as they are stored, not their titles, which are in `labels`. What the file declares missing,
    and what SPSS calls system missing, is empty. The rows are numbered as if the names stood in the first.
    """
    meta = _read(file, metadataonly=True)[1]
    names = tuple(meta.column_names)
    if not names:
        raise no_answers("has no columns")
    labels = {
        name: {text(value): str(label) for value, label in titles.items()}
        for name, titles in meta.variable_value_labels.items()
    }
    yield Source(names, lambda positions: _rows(file, names, positions), labels)


def _rows(file: SurveyFile, names: Sequence[str], positions: Sequence[int]) -> Iterator[Row]:
    wanted = [names[position] for position in positions]
    asked = wanted or [names[0]]
    at_once = max(1_000, _CELLS_AT_ONCE // len(asked))
    for offset in count(0, at_once):
        columns, _ = _read(file, usecols=asked, row_offset=offset, row_limit=at_once, output_format="dict")
        taken = len(columns[asked[0]]) if columns else 0
        cells = [map(text, columns[name]) for name in wanted]
        yield from zip(range(offset + 2, offset + taken + 2), *cells, strict=True)
        if taken < at_once:
            return


def _read(file: SurveyFile, **options: Any) -> tuple[Any, Any]:
    try:
        import pyreadstat
    except ImportError as error:
        what = "it is an SPSS file, and what reads those is not installed"
        raise unreadable(what, "install it with `pip install 'cjgen[spss]'`, or save the answers as .csv") from error
    try:
        return pyreadstat.read_sav(file.path, **options)
    except (pyreadstat.ReadstatError, pyreadstat.PyreadstatError, ValueError, OverflowError, OSError) as error:
        raise unreadable(_DAMAGED) from error
