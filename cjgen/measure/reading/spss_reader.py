"""Reads an SPSS file and writes it as text: a program of its own, since what reads these files can crash on them.

    python -m cjgen.measure.reading.spss_reader FILE COLUMN...

The first line of the output is JSON: the `names` of all columns, the `labels` of values, and in `kept` the names of
the columns that follow. Then comes a line of CSV a row: its number, and the text of each kept column.
"""

from __future__ import annotations

import csv
import io
import json
import sys
from collections.abc import Iterable, Iterator, Sequence
from itertools import count
from typing import Final

from cjgen.measure.reading.cells import Row, column_name, text

DAMAGED: Final = 3
"""The exit code for a file that is no SPSS file, or a damaged one."""

_CELLS_AT_ONCE: Final = 1_000_000


def main(path: str, asked: Sequence[str]) -> int:
    """Write the file to standard output; the columns whose names are in `asked` are kept."""
    import pyreadstat

    output = io.TextIOWrapper(sys.stdout.buffer, "utf-8", newline="")
    try:
        meta = pyreadstat.read_sav(path, metadataonly=True)[1]
        names = list(meta.column_names)
        wanted = set(map(column_name, asked))
        kept = [name for name in names if column_name(name) in wanted]
        labels = {
            name: {text(value): str(label) for value, label in titles.items()}
            for name, titles in meta.variable_value_labels.items()
        }
        json.dump({"names": names, "kept": kept, "labels": labels}, output)
        output.write("\n")
        csv.writer(output, lineterminator="\n").writerows(_rows(path, kept or names[:1]))
        output.flush()
    except (pyreadstat.ReadstatError, pyreadstat.PyreadstatError, ValueError, OverflowError, MemoryError):
        return DAMAGED
    return 0


def _rows(path: str, kept: Sequence[str]) -> Iterator[Row]:
    import pyreadstat

    at_once = max(1_000, _CELLS_AT_ONCE // max(len(kept), 1))
    for offset in count(0, at_once):
        # what the file declares missing, and what SPSS calls system missing, comes as None
        columns, _ = pyreadstat.read_sav(
            path, usecols=list(kept), row_offset=offset, row_limit=at_once, output_format="dict"
        )
        cells: list[Iterable[str]] = [map(text, columns[name]) for name in kept]
        taken = 0
        for taken, row in enumerate(zip(*cells, strict=True), 1):
            yield (offset + taken + 1, *row)
        if taken < at_once:
            return


if __name__ == "__main__":
    sys.exit(main(sys.argv[1], sys.argv[2:]))
