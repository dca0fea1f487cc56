"""Survey files that are spreadsheets: Excel (xlsx) and OpenDocument (ods)."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from typing import TYPE_CHECKING, Any

from cjgen.measure.reading.broken import Broken, broken_in_ods, broken_in_xlsx
from cjgen.measure.reading.cells import Row, Source, header, picker, text
from cjgen.measure.reading.packed import check_packed
from cjgen.measure.reading.totals import Totals
from cjgen.measure.reading.unreadable import Fault, UnreadableSurvey, nearest, no_answers, unreadable
from cjgen.model.survey import SurveyFile

if TYPE_CHECKING:
    from python_calamine import CalamineSheet, CalamineWorkbook


@contextmanager
def workbook_source(file: SurveyFile, sheet: str | None) -> Iterator[Source]:
    """The rows of a sheet, by default the first that is shown; raises UnreadableSurvey where there is no such one."""
    parts = check_packed(file)
    find = broken_in_ods if file.name.lower().endswith(".ods") else broken_in_xlsx
    with _workbook(file) as workbook:
        found = _sheet(workbook, sheet)
        records = enumerate(found.iter_rows(), 1)
        number, first = next(((number, row) for number, row in records if any(map(text, row))), (0, []))
        if not first:
            raise no_answers(f"holds nothing in the sheet `{found.name}`")
        names = header(first)

        def rows(positions: Sequence[int]) -> Iterator[Row]:
            broken = find(file, found.name, parts, frozenset(positions)) if parts else iter(())
            return _rows(_mended(records, broken, names), names, positions)

        yield Source(names, rows, number)


@contextmanager
def _workbook(file: SurveyFile) -> Iterator[CalamineWorkbook]:
    from python_calamine import CalamineWorkbook

    with _guarded():
        opened = CalamineWorkbook.from_path(file.path)
    with opened as workbook:
        yield workbook


@contextmanager
def _guarded() -> Iterator[None]:
    """Turns what the reader says about a damaged file into UnreadableSurvey."""
    from python_calamine import CalamineError, PasswordError

    try:
        yield
    except PasswordError as error:
        raise unreadable("it has a password", "save it without a password") from error
    except (CalamineError, ValueError, OSError) as error:
        unknown = re.search(r"cell error value '([^']*)'", str(error))
        if unknown:
            what = f"a cell of the sheet holds the error `{unknown[1]}`"
            raise unreadable(what, "mend the formula in that cell, or delete the cell") from error
        raise unreadable("it is cut off or damaged") from error
    except BaseException as error:
        if type(error).__name__ == "PanicException":  # Rust's, which is no Exception in Python
            raise unreadable("it is cut off or damaged") from error
        raise


def _sheet(workbook: CalamineWorkbook, wanted: str | None) -> CalamineSheet:
    from python_calamine import SheetTypeEnum, SheetVisibleEnum

    sheets = [sheet for sheet in workbook.sheets_metadata if sheet.typ == SheetTypeEnum.WorkSheet]
    names = [sheet.name for sheet in sheets]
    if wanted is not None and wanted not in names:
        hint = nearest(wanted, names, "its sheets")
        raise UnreadableSurvey(Fault("CJ125", {"sheet": wanted, "hint": hint}))
    shown = [sheet.name for sheet in sheets if sheet.visible == SheetVisibleEnum.Visible]
    if not names:
        raise no_answers("has no sheet")
    with _guarded():
        return workbook.get_sheet_by_name(wanted if wanted is not None else (shown or names)[0])


def _mended(
    records: Iterator[tuple[int, list[Any]]], broken: Iterator[Broken], names: Sequence[str]
) -> Iterator[tuple[int, list[Any]]]:
    """The rows with what the reader left out: errors as they are shown. Formulas without a result are refused."""
    cell = next(broken, None)
    for number, row in records:
        while cell is not None and cell.row <= number:
            if cell.row == number:
                row[cell.column] = _shown(cell, names)
            cell = next(broken, None)
        yield number, row
    while cell is not None:  # below what the reader takes for the last row
        _shown(cell, names)
        cell = next(broken, None)


def _shown(cell: Broken, names: Sequence[str]) -> str:
    if cell.shown is None:
        what = f"row {cell.row} of column `{names[cell.column]}` holds a formula without its result"
        raise unreadable(what, "open it in a spreadsheet program and save it, so that the results are in the file")
    return cell.shown


def _rows(records: Iterator[tuple[int, list[Any]]], names: Sequence[str], positions: Sequence[int]) -> Iterator[Row]:
    """The asked cells of each row; raises UnreadableSurvey for rows with something beside the last column."""
    width, pick = len(names), picker(positions)
    wide: list[int] = []
    totals = Totals()
    first = next((at for at, name in enumerate(names) if name), 0)  # a table may begin further to the right
    for number, row in records:
        if any(map(text, row[width:])):
            wide.append(number)
            if len(wide) == 3:
                break
        cells = [text(cell) for cell in pick(row)]
        if any(cells) or any(map(text, row)):
            totals.look(number, text(row[first]), any(cells))
            yield (number, *cells)
    if wide:
        raise UnreadableSurvey(Fault("CJ128", {"rows": ", ".join(map(str, wide)), "width": width}))
    totals.check()
