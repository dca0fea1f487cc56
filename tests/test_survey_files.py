"""Survey files: bytes in, cells out; the same answers from every kind of file, and files that cannot be read."""

from __future__ import annotations

import codecs
import csv
import datetime
import gzip
import hashlib
import io
import os
import re
import stat
import zipfile
from collections.abc import Sequence
from itertools import pairwise
from pathlib import Path
from typing import Any

import duckdb
import openpyxl
import pandas
import pyreadstat
import pytest
from odf import opendocument, table, text

from cjgen.load.survey import load_survey
from cjgen.measure.reading.packed import check_packed
from cjgen.measure.reading.table import ROW, UnreadableSurvey, open_table
from cjgen.model.problem import Place, problem
from cjgen.model.survey import SurveyFile

PLACE = Place("journeys/a.yaml", 3, 11)


def survey(path: Path) -> SurveyFile:
    found, problems = load_survey(path.parent, path.name, PLACE)
    assert found is not None, problems
    return found


def cells(path: Path, columns: Sequence[str], sheet: str | None = None) -> list[tuple[Any, ...]]:
    """The rows of a survey file: the number of each, and its cells; None for an empty one."""
    with open_table(survey(path), sheet, columns, path.parent / "scratch", lambda rows, seconds: None) as opened:
        frame = opened.frame.select(ROW, *(opened.columns[name] for name in columns)).sort(ROW)
        rows = frame.collect("pandas").to_native().astype(object)
        found = [tuple(None if pandas.isna(cell) else cell for cell in row) for row in rows.itertuples(index=False)]
        assert opened.rows == len(found)
    assert list((path.parent / "scratch").iterdir()) == []
    return found


def said(path: Path, columns: Sequence[str] = ("q1",), sheet: str | None = None) -> list[str]:
    """What is said about a file that cannot be used: code, message and hint."""
    scratch = path.parent / "scratch"
    with pytest.raises(UnreadableSurvey) as raised, open_table(survey(path), sheet, columns, scratch, print):
        pass
    assert list(scratch.iterdir()) == []
    problems = [problem(fault.code, PLACE, **fault.values) for fault in raised.value.faults]
    return [f"{found.code} {found.message} = {found.hint}" for found in problems]


def rows(shown: str) -> list[list[str | None]]:
    """The cells of a table's expected text: rows by `/`, cells by `|`, `-` for an empty one."""
    return [[None if cell == "-" else cell for cell in row.split("|")] for row in shown.split(" / ")]


def utf16(written: str) -> bytes:
    return codecs.BOM_UTF16_LE + written.encode("utf-16-le")


# name, bytes, asked columns, the number and cells of each row
LADDER: list[tuple[str, bytes, str, str]] = [
    # encodings
    ("ascii", b"q1,q2\n7,8\n", "q1 q2", "2|7|8"),
    ("utf-8", "naam;q1\né’s;7\n".encode(), "naam q1", "2|é’s|7"),
    ("utf-8-mark", "\ufeffnaam;q1\né;7\n".encode(), "naam q1", "2|é|7"),
    ("utf-8-mark-quoted", '\ufeff"naam";"q1"\né;7\n'.encode(), "naam q1", "2|é|7"),
    ("utf-8-beyond-the-plane", "q1;q2\n😀;7\n".encode(), "q1 q2", "2|😀|7"),
    ("utf-8-late", b"q1;q2\n" + (b"7;" + b"8" * 9000 + b"\n") * 150 + "é;9\n".encode(), "", ""),
    ("cp1252", "naam;q1\r\n’s Avonds é €;7,5\r\n".encode("cp1252"), "naam q1", "2|’s Avonds é €|7,5"),
    ("cp1252-late", b"q1\n" + b"7\n" * 5000 + "é\n".encode("cp1252"), "", ""),
    ("cp1252-at-the-end", "q1\né".encode("cp1252"), "q1", "2|é"),
    ("excel-unicode-text", utf16("naam\tq1\r\né\t7,5\r\n"), "naam q1", "2|é|7,5"),
    ("utf-16-big", codecs.BOM_UTF16_BE + "naam\tq1\ré\t7\r".encode("utf-16-be"), "naam q1", "2|é|7"),
    ("utf-16-no-mark", "naam\tq1\né\t7\n".encode("utf-16-le"), "naam q1", "2|é|7"),
    ("utf-16-big-no-mark", "naam\tq1\né\t7\n".encode("utf-16-be"), "naam q1", "2|é|7"),
    # separators
    ("semicolon", b"q1;q2\n7;8\n", "q1 q2", "2|7|8"),
    ("tab", b"q1\tq2\n7\t8\n", "q1 q2", "2|7|8"),
    ("bar", b"q1|q2\n7|8\n", "q1 q2", "2|7|8"),
    ("announced", b"sep=;\r\nq1;q2\r\n7;8,5\r\n", "q1 q2", "2|7|8,5"),
    ("announced-comma", b"sep=,\r\nq1;a,q2\r\n7;8,9\r\n", "q2", "2|9"),
    ("announced-quoted", b'"sep=|"\nq1|a;b\n7|8\n', "q1", "2|7"),
    ("announced-mark", "\ufeffSEP=;\nq1;q2\n7;8\n".encode(), "q1 q2", "2|7|8"),
    ("announced-tab", b"sep=\t\nq1\tq2\n7\t8\n", "q1 q2", "2|7|8"),
    ("decimal-commas", b"q1;q2\n7,5;8,0\n6,5;7,5\n", "q1 q2", "2|7,5|8,0 / 3|6,5|7,5"),
    ("decimal-commas-and-a-comma-in-the-header", b"Rust, ruimte;q2\n7,5;8\n6,5;7\n", "q2", "2|8 / 3|7"),
    ("more-commas-than-semicolons", b"Rust, ruimte, licht;q2\n7,5;8,5\n6,5;7,5\n", "q2", "2|8,5 / 3|7,5"),
    ("sentences-with-commas", b"naam;q1\nja, leuk, snel, goed;7\nnee, niet;6\n", "q1", "2|7 / 3|6"),
    ("semicolons-in-quotes", b'naam,q1\n"a;b",7\n"c;d",8\n', "naam q1", "2|a;b|7 / 3|c;d|8"),
    ("commas-in-quotes", b'"Rust, a","q1"\n"7,5","8,5"\n', "q1", "2|8,5"),
    ("semicolons-in-cells-of-a-comma-file", b"wat; wie,q1\na;b,7\nc,8\nd,9\ne,6\n", "q1", "2|7 / 3|8 / 4|9 / 5|6"),
    ("one-column", b"q1\n7\n8\n", "q1", "2|7 / 3|8"),
    ("one-column-of-decimals", b"q1\n7,5\n8,0\n", "q1", "2|7,5 / 3|8,0"),
    ("one-quoted-column", b'"q1"\n"7"\n', "q1", "2|7"),
    # quotes and lines
    ("quotes-doubled", b'naam;q1\n"zei ""ja"";";7\n', "naam q1", '2|zei "ja";|7'),
    ("quote-within", b'naam;q1\n5" scherm;7\n', "naam q1", '2|5" scherm|7'),
    ("line-break-in-quotes", b'naam;q1\r\n"een\r\ntwee";7\r\n;8\r\n', "naam q1", "2|een twee|7 / 3|-|8"),
    ("accents-in-two-pieces", "Cafe\u0301;q1\n6;7\n".encode(), "Caf\u00e9", "2|6"),
    ("line-break-in-the-header", b'"Hoe was\nhet?";q1\n6;7\n', "q1", "2|7"),
    ("cr", b"q1;q2\r7;8\r9;10\r", "q1 q2", "2|7|8 / 3|9|10"),
    ("no-end", b"q1;q2\n7;8", "q1 q2", "2|7|8"),
    ("blank-before-a-quote", b'q1, q2\n7, "8, 9"\n', "q1 q2", "2|7|8, 9"),
    # cells
    ("blanks", "q1;q2\n  7 ;\u00a0 \n\t8;\u200b9\u00a0\n".encode(), "q1 q2", "2|7|- / 3|8|9"),
    ("empty", b'q1;q2\n;""\n7;\n', "q1", "3|7"),
    ("too-few-cells", b"q1;q2;q3\n7\n8;9\n", "q1 q2 q3", "2|7|-|- / 3|8|9|-"),
    ("trailing-separators", b"q1;q2;\n7;8;;\n9;6;\n", "q1 q2", "2|7|8 / 3|9|6"),
    ("blank-lines", b"\n\nq1;q2\n\n7;8\n;\n \n9;6\n\n", "q1 q2", "5|7|8 / 8|9|6"),
    ("raw", b"q1;q2\n007;7.0\n1e3;+7\n", "q1 q2", "2|007|7.0 / 3|1e3|+7"),
    ("other-columns-twice", b"x;q1;x\n1;7;2\n", "q1", "2|7"),
    ("order-of-asking", b"q1;q2\n7;8\n", "q2 q1", "2|8|7"),
    ("capitals-differ", b"q1;Q1\n7;8\n", "Q1 q1", "2|8|7"),
    ("points-and-quotes-in-a-name", b'q.1;"a""b";"1; 2"\n7;8;9\n', 'q.1 a"b', "2|7|8"),
    ("a-column-called-as-ours", b"row;c0\n7;8\n", "c0 row", "2|8|7"),
]


@pytest.mark.parametrize(("content", "asked", "shown"), [case[1:] for case in LADDER if case[2]], ids=lambda v: "")
def test_a_text_is_read_as_it_is(tmp_path: Path, content: bytes, asked: str, shown: str) -> None:
    path = tmp_path / "survey.csv"
    path.write_bytes(content)
    found = [tuple(None if cell is None else str(cell) for cell in row) for row in cells(path, asked.split(" "))]
    assert found == [tuple(row) for row in rows(shown)]


@pytest.mark.parametrize("name", ["utf-8-late", "cp1252-late"])
def test_the_whole_text_decides_its_encoding(tmp_path: Path, name: str) -> None:
    path = tmp_path / "survey.txt"
    path.write_bytes(next(case[1] for case in LADDER if case[0] == name))
    assert cells(path, ["q1"])[-1][1] == "é"


def test_a_packed_text_is_read_as_it_is(tmp_path: Path) -> None:
    path = tmp_path / "survey.TSV.gz"
    path.write_bytes(gzip.compress("naam\tq1\né\t7\n".encode("cp1252")) + gzip.compress(b"a\t8\n"))
    assert cells(path, ["naam", "q1"]) == [(2, "é", "7"), (3, "a", "8")]


# --- the same answers in every kind of file ------------------------------------------------------------------

NAMES = ["Klant", "q.1", "Wat vindt u, alles bij elkaar?", "leeg"]
ANSWERS: list[list[Any]] = [
    ["’s Gravenhage", 7, 7.5, None],
    ["é", None, 10, None],
    [None, 99, 0.1, None],
    ["x", -1, 6, None],
]
WRITTEN = [
    (2, "’s Gravenhage", "7", "7.5", None),
    (3, "é", None, "10", None),
    (4, None, None, "0.1", None),
    (5, "x", "-1", "6", None),
]


def write_csv(path: Path) -> None:
    buffer = io.StringIO()
    csv.writer(buffer, delimiter=";").writerows([NAMES, *([None if c == 99 else c for c in row] for row in ANSWERS)])
    path.write_bytes(buffer.getvalue().encode("cp1252"))


def write_xlsx(path: Path) -> None:
    book = openpyxl.Workbook()
    book.active.title = "Toelichting"
    book.active.sheet_state = "hidden"
    sheet = book.create_sheet("Antwoorden")
    for row in [NAMES, *([None if c == 99 else c for c in row] for row in ANSWERS)]:
        sheet.append(row)
    book.save(path)


def write_ods(path: Path) -> None:
    book = opendocument.OpenDocumentSpreadsheet()
    sheet = table.Table(name="Antwoorden")
    for row in [NAMES, *([None if c == 99 else c for c in row] for row in ANSWERS)]:
        line = table.TableRow()
        for cell in row:
            kind = (
                {}
                if cell is None
                else {"valuetype": "string"}
                if isinstance(cell, str)
                else {"valuetype": "float", "value": cell}
            )
            element = table.TableCell(**kind)
            if isinstance(cell, str):
                element.addElement(text.P(text=cell))
            line.addElement(element)
        sheet.addElement(line)
    book.spreadsheet.addElement(sheet)
    book.save(path)


def as_frame() -> pandas.DataFrame:
    frame = pandas.DataFrame(ANSWERS, columns=NAMES)
    return frame.astype({"q.1": "float64", NAMES[2]: "float64", "leeg": "object", "Klant": "object"})


SPSS_NAMES = dict(zip(NAMES, ["Klant", "q.1", "vindt", "leeg"], strict=True))


def write_sav(path: Path) -> None:
    frame = as_frame().rename(columns=SPSS_NAMES).fillna({"Klant": "", "leeg": ""})
    titles = {"q.1": {7.0: "ruim voldoende", 99.0: "weet niet"}, "Klant": {"x": "Overig"}}
    missing = {"q.1": [99, {"lo": 90, "hi": 98}]}
    pyreadstat.write_sav(
        frame, path, variable_value_labels=titles, missing_ranges=missing, compress=path.suffix == ".zsav"
    )


def write_parquet(path: Path) -> None:
    frame = as_frame()
    frame["q.1"] = frame["q.1"].replace(99, float("nan"))
    duckdb.from_df(frame).write_parquet(str(path))


@pytest.mark.parametrize("ending", ["csv", "xlsx", "ods", "sav"])
def test_every_kind_gives_the_same_cells(tmp_path: Path, ending: str) -> None:
    path = tmp_path / f"survey.{ending}"
    globals()[f"write_{ending}"](path)
    assert cells(path, [SPSS_NAMES[name] for name in NAMES] if ending == "sav" else NAMES) == WRITTEN


def test_numbers_in_parquet_stay_numbers(tmp_path: Path) -> None:
    path = tmp_path / "survey[1].parquet"
    write_parquet(path)
    found = cells(path, NAMES)
    assert [(row[0], row[1]) for row in found] == [row[:2] for row in WRITTEN]
    assert [row[2:4] for row in found] == [(7.0, 7.5), (None, 10.0), (None, 0.1), (-1.0, 6.0)]


def test_parquet_holds_other_kinds_as_text(tmp_path: Path) -> None:
    path = tmp_path / "survey.parquet"
    columns = "true AS b, DATE '2026-11-21' AS d, 7.50::DECIMAL(4,2) AS c, 'NaN'::FLOAT AS f, ' a\r\nb ' AS t"
    duckdb.sql(f"SELECT {columns}, {{'x': 1, 'y': [2]}} AS s, 3 AS q1, 4 AS \"Q1\"").write_parquet(str(path))
    ((*found, amount),) = cells(path, ["b", "d", "f", "t", "q1", "c"])
    assert found == [2, "true", "2026-11-21", None, "a b", 3]
    assert float(amount) == 7.5


HEADER = (
    '<table:table-row><table:table-cell office:value-type="string"><text:p>q1</text:p></table:table-cell>'
    "</table:table-row>"
)
DAYS: list[tuple[datetime.date, str]] = [
    (datetime.date(2026, 1, 1), "2026-01-01"),
    (datetime.datetime(2026, 4, 1), "2026-04-01"),
    (datetime.datetime(2026, 7, 1, 9, 30), "2026-07-01 09:30:00"),
]


@pytest.mark.parametrize("ending", ["xlsx", "ods", "parquet"])
def test_a_date_is_the_same_in_every_kind_of_file(tmp_path: Path, ending: str) -> None:
    path = tmp_path / f"a.{ending}"
    if ending == "xlsx":
        book = openpyxl.Workbook()
        for cell in ("q1", *(day for day, _ in DAYS)):
            book.active.append([cell])
        book.save(path)
    elif ending == "ods":
        write_ods(path)
        written = "".join(
            f'<table:table-row><table:table-cell office:value-type="date" office:date-value="{day.isoformat()}"/>'
            "</table:table-row>"
            for day, _ in DAYS
        )
        repacked(path, "content.xml", "(?s)<table:table-row>.*</table:table-row>", HEADER + written)
    else:
        values = ", ".join(f"(TIMESTAMP '{day}')" for day, _ in DAYS)
        duckdb.sql(
            "SELECT q1, TIMESTAMPTZ '2026-01-01 00:00:00+00' AS q2, q1::TIMESTAMP_NS AS q3"
            f" FROM (VALUES {values}) t(q1)"
        ).write_parquet(str(path))
        assert [row[1:] for row in cells(path, ["q2", "q3"])] == [("2026-01-01", shown) for _, shown in DAYS]
    assert [row[1] for row in cells(path, ["q1"])] == [shown for _, shown in DAYS]


def test_spss_tells_the_titles_of_its_codes(tmp_path: Path) -> None:
    write_sav(tmp_path / "survey.sav")
    with open_table(survey(tmp_path / "survey.sav"), None, ["vindt", "q.1", "Klant"], tmp_path, print) as opened:
        assert opened.labels == {"q.1": {"7": "ruim voldoende", "99": "weet niet"}, "Klant": {"x": "Overig"}}
        assert opened.names == tuple(SPSS_NAMES.values())


def test_a_sheet_begins_anywhere_and_holds_dates_and_truths(tmp_path: Path) -> None:
    book = openpyxl.Workbook()
    book.create_sheet("Golf 2")
    sheet = book["Golf 2"]
    sheet["C3"], sheet["D3"], sheet["C5"], sheet["D5"], sheet["C6"] = "q1", "q2", True, 7.0, " a\nb "
    sheet["C7"], sheet["C8"] = datetime.date(2026, 11, 21), datetime.datetime(2026, 11, 21, 9, 30)
    book.save(tmp_path / "survey.xlsx")
    found = cells(tmp_path / "survey.xlsx", ["q2", "q1"], "Golf 2")
    assert found == [(5, "7", "true"), (6, None, "a b"), (7, None, "2026-11-21"), (8, None, "2026-11-21 09:30:00")]


def test_what_lies_on_disk_is_for_nobody_else_and_goes(tmp_path: Path) -> None:
    path, modes = tmp_path / "survey.csv", list[int]()
    path.write_bytes(b"q1\n7\n")

    def fail_within() -> None:
        with open_table(survey(path), None, ["q1"], tmp_path / "s", print):
            (folder,) = (tmp_path / "s").iterdir()
            modes.append(stat.S_IMODE(folder.stat().st_mode))
            modes.extend(stat.S_IMODE(each.stat().st_mode) for each in folder.iterdir())
            raise ZeroDivisionError

    with pytest.raises(ZeroDivisionError):
        fail_within()
    assert modes[0] == 0o700
    assert set(modes[1:]) == {0o600}
    assert list((tmp_path / "s").iterdir()) == []


def test_progress_is_told_while_a_long_file_is_read(tmp_path: Path) -> None:
    path, told = tmp_path / "survey.csv", list[int]()
    path.write_bytes(b"q1\n" + b"7\n" * 120_000)
    with open_table(survey(path), None, ["q1"], tmp_path, lambda count, seconds: told.append(count)) as opened:
        assert opened.rows == 120_000
    assert told == [50_000, 100_000]


# --- files that cannot be used -------------------------------------------------------------------------------

FAULTS: list[tuple[str, bytes, str, str]] = [
    ("a.csv", b"", "q1", "CJ127 `a.csv` is empty"),
    ("a.csv", b"\n ; \n", "q1", "CJ127 `a.csv` is empty"),
    ("a.csv", b"q1\n\n \n", "q1", "CJ127 `a.csv` has a header but no rows below it"),
    ("a.csv", b"q_1;q2\n7;8\n", "q1 x", "CJ124 `a.csv` has no column `q1` = did you mean `q_1`?"),
    ("a.csv", b"q_1;q2\n7;8\n", "q1 x", "CJ124 `a.csv` has no column `x` = its columns: `q_1`, `q2`"),
    (
        "a.csv",
        b"\nEnquete 2026;;\nq1;q2;q3\n7;8;9\n",
        "q1 q2 q3",
        "^CJ127 `a.csv` has none of the columns that are asked for; row 2 was taken for the header and holds"
        " `Enquete 2026` = delete what stands above .*$",
    ),
    ("a.csv", b"Enquete 2026;;\nq1;q2;q3\n7;8;9\n", "q1", "CJ124 `a.csv` has no column `q1` = its columns: `Enquete"),
    ("a.csv", b"klant;Q1\n7;8\n", "q1", "CJ124 `a.csv` has no column `q1` = did you mean `Q1`?"),
    ("a.csv", b"q1;q2;q1\n7;8;9\n", "q1", "CJ126 `a.csv` has 2 columns called `q1`"),
    ("a.csv", b"q1,q2\n7,8\n7,8,x\n\n7,8,,x\n", "q1", "beside the last of its 2 columns: row 3, 5 = give"),
    ("a.csv", b"q1,q2\n7,8\x00\n", "q1", "line 1 holds zero bytes|CJ123 .* it holds zero bytes"),
    ("a.csv", b"q1,q2\n" + b"7,8\n" * 2000 + b"\x00\n", "q1", "CJ123 .*: line 2002 holds a zero byte"),
    ("a.csv", utf16("q1\tq2\n7\t\0\n"), "q1", "CJ123 .*: line 2 holds a zero character"),
    ("a.csv", utf16("q1\n7\n")[:-1], "q1", "CJ123 .*: it is UTF-16, but damaged at line 2"),
    ("a.csv", b"q1\n\x81\n", "q1", "CJ123 .*: line 2 holds the byte 0x81, which is text in neither"),
    ("a.csv", "q1\né\n".encode() + b"\xe9\n", "q1", "CJ123 .*: it is UTF-8, but damaged at line 3"),
    ("a.csv", "q1\né\né".encode()[:-1], "q1", "CJ123 .*: it is UTF-8, but cut off in its last letter"),
    ("a.csv", b'q1;q2\n7;"8\n9;6\n', "q1", "CJ123 .*: a quote that opens in row 2 is never closed"),
    ("a.csv", b'q1;q2\n7;"8"9\n', "q1", "CJ123 .*: row 2 holds a quote within a quoted cell"),
    ("a.csv", b'q1;q2\n7;"' + b"8\n" * 100_000, "q1", "CJ123 .*: row 2 holds a cell of more than 131072 characters"),
    ("a.csv", b"PK\x03\x04" + bytes(40), "q1", "CJ123 .*: its name ends in `.csv`, but its content is a packed folder"),
    ("a.csv", b"PAR1" + bytes(40), "q1", "but its content is a Parquet file = end its name in .parquet"),
    ("a.csv", gzip.compress(b"q1\n7\n", mtime=0), "q1", "packed with gzip = end its name in .csv.gz"),
    ("a.csv.gz", b"q1\n7\n", "q1", "CJ123 .*: its name ends in `.csv.gz`, but its content is plain text"),
    ("a.csv.gz", gzip.compress(b"q1\n7\n" * 999, mtime=0)[:-9], "q1", "CJ123 .*: it is cut off or damaged"),
    ("a.xlsx", b"\xd0\xcf\x11\xe0" + bytes(40), "q1", "old or has a password = open it and save it as .xlsx, without"),
    ("a.xlsx", b"PK\x03\x04" + bytes(40), "q1", "CJ123 .*: it is cut off or damaged"),
    ("a.xls", b"\xd0\xcf\x11\xe0" + bytes(40), "q1", "files that end in `.xls` are not read = save it as .xlsx"),
    ("a.json", b"[]", "q1", "files that end in `.json` are not read = save it as .csv"),
    ("survey", b"q1\n7\n", "q1", "CJ123 .*: its name has no ending such as `.csv`"),
    ("a.sav", b"$FL2" + bytes(400), "q1", "CJ123 .*: it is cut off or damaged"),
    ("a.parquet", b"PAR1" + bytes(400) + b"PAR1", "q1", "CJ123 .*: it is cut off or damaged"),
]


@pytest.mark.parametrize(("name", "content", "asked", "message"), FAULTS)
def test_what_cannot_be_used_is_said(tmp_path: Path, name: str, content: bytes, asked: str, message: str) -> None:
    (tmp_path / name).write_bytes(content)
    found = "\n".join(said(tmp_path / name, asked.split()))
    assert re.search(message if ".*" in message else re.escape(message), found), found


def test_a_sheet_that_is_not_there_is_said(tmp_path: Path) -> None:
    write_xlsx(tmp_path / "a.xlsx")
    write_csv(tmp_path / "a.csv")
    assert said(tmp_path / "a.xlsx", NAMES, "antwoord") == [
        "CJ125 `a.xlsx` has no sheet `antwoord` = did you mean `Antwoorden`?"
    ]
    assert said(tmp_path / "a.xlsx", NAMES, "x")[0].endswith("= its sheets: `Toelichting`, `Antwoorden`")
    assert said(tmp_path / "a.csv", NAMES, "x")[0].endswith("only .xlsx and .ods files have sheets: leave `sheet` out")


def test_spss_without_what_reads_it_says_what_to_install(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    write_sav(tmp_path / "a.sav")
    monkeypatch.setattr("cjgen.measure.reading.spss.find_spec", lambda name: None)
    assert "pip install 'cjgen[spss]'" in said(tmp_path / "a.sav")[0]


def test_a_reader_that_crashes_is_a_file_that_cannot_be_read(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    write_sav(tmp_path / "a.sav")
    (tmp_path / "crash.py").write_text(
        'import os\nprint(\'{"names": ["q1"], "kept": ["q1"], "labels": {}}\')\nos.abort()'
    )
    monkeypatch.setattr("cjgen.measure.reading.spss._PROGRAM", "crash")
    monkeypatch.syspath_prepend(str(tmp_path))
    assert "it is cut off or damaged" in said(tmp_path / "a.sav")[0]


# --- rows that sum up the others ------------------------------------------------------------------------------

TOTALS: list[tuple[str, int | None]] = [
    ("1;7 / 2;8 / Gemiddelde;7,5", 4),
    ("r1;7 / r2;8 / ; / TOTAAL: ;15 / mean;7,5", 5),
    ("1;7 / 2;8 / Totaal;", None),  # no answer in it: it counts for nothing
    ("1;7 / mean;8 / 3;9", None),  # within the rows
    ("North;7 / South;8 / Total;9", None),  # the brand, or a segment
    ("Total;7 / 1;8", None),
    ("1;7 / 2;8 / anoniem;9", None),
]


@pytest.mark.parametrize("ending", ["csv", "xlsx"])
@pytest.mark.parametrize(("written", "row"), TOTALS)
def test_a_total_below_the_answers_is_no_customer(tmp_path: Path, ending: str, written: str, row: int | None) -> None:
    path = tmp_path / f"a.{ending}"
    lines = ["id;q1", *written.split(" / ")]
    if ending == "csv":
        path.write_text("\n".join(lines), "utf-8")
    else:
        book = openpyxl.Workbook()
        for line in lines:
            book.active.append([None, *(cell or None for cell in line.split(";"))])
        book.save(path)
    if row is None:
        assert len(cells(path, ["q1"])) == len(lines) - 1
    else:
        (found,) = said(path)
        assert f"CJ123 `a.{ending}` cannot be read: row {row} begins with `" in found, found


# --- cells of spreadsheets that hold no value ------------------------------------------------------------------

XLSX_CELL = r'<c r="C3"[^>]*>.*?</c>'
ODS_CELL = r'<table:table-cell office:value-type="float" office:value="10" ?/>'
CALC = 'xmlns:calcext="urn:org:documentfoundation:names:experimental:calc:xmlns:calcext:1.0"'
ERROR = 'table:formula="of:=NA()" office:value-type="string" office:string-value="" calcext:value-type="error"'
NA = "<text:p>#N/A</text:p></table:table-cell>"
UNCOUNTED = "CJ123 `{}` cannot be read: row 3 of column `Wat vindt u, alles bij elkaar?` holds a formula without its"
BROKEN: list[tuple[str, str, str]] = [
    ("xlsx", '<c r="C3" t="e"><v>#N/A</v></c>', "#N/A"),
    ("xlsx", '<c r="C3" t="e"><f>1/0</f><v>#DIV/0!</v></c>', "#DIV/0!"),
    ("xlsx", '<c r="C3"><f>1+1</f></c>', UNCOUNTED),
    ("xlsx", '<c r="C3"><f>1+1</f><v></v></c>', UNCOUNTED),
    ("xlsx", '<c r="C3"><f t="shared" si="0"/></c>', UNCOUNTED),
    ("xlsx", '<c r="C3"><f>1+1</f><v>2</v></c>', "2"),
    ("xlsx", '<c r="C3" t="str"><f>""</f><v></v></c>', "-"),
    (
        "xlsx",
        '<c r="C3" t="e"><v>#SPILL!</v></c>',
        "CJ123 `{}` cannot be read: a cell of the sheet holds the error `#S",
    ),
    ("ods", f"<table:table-cell {CALC} {ERROR}>{NA}", "#N/A"),
    ("ods", f'<table:table-cell table:formula="of:=NA()" office:value-type="float" office:value="0">{NA}', "#N/A"),
    ("ods", '<table:table-cell table:formula="of:=1"/>', UNCOUNTED),
    ("ods", '<table:table-cell table:formula="of:=1"><text:p>2</text:p></table:table-cell>', "2"),
    ("ods", '<table:table-cell table:formula="of:=1" office:value-type="float" office:value="2"/>', "2"),
    ("ods", '<table:table-cell table:formula="of:=1" office:value-type="string"/>', "-"),
    ("ods", "<table:table-cell><text:p>9</text:p></table:table-cell>", "9"),
]


@pytest.mark.parametrize(("ending", "cell", "shown"), BROKEN)
def test_no_answer_of_a_spreadsheet_vanishes(tmp_path: Path, ending: str, cell: str, shown: str) -> None:
    path = tmp_path / f"a.{ending}"
    globals()[f"write_{ending}"](path)
    repacked(path, *((SHEET, XLSX_CELL) if ending == "xlsx" else ("content.xml", ODS_CELL)), cell)
    if "CJ" in shown:
        assert said(path, NAMES)[0].startswith(shown.format(path.name))
    else:
        assert cells(path, NAMES)[1][3] == (None if shown == "-" else shown)
    assert cells(path, NAMES[:2])[1:] == [row[:3] for row in WRITTEN[1:]] if "SPILL" not in cell else True


def test_only_the_sheet_in_question_is_looked_at_for_errors(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Results stand in the other piece than their formulas here, however the sheet is cut."""
    monkeypatch.setattr("cjgen.measure.reading.packed._PIECE", 7)
    book = openpyxl.Workbook()
    book.create_sheet("b").append(["#N/A"])
    book.active.append(["q1"])
    book.active.append([7])
    book.save(tmp_path / "a.xlsx")
    repacked(tmp_path / "a.xlsx", "xl/worksheets/sheet1.xml", "<v>7</v>", "<f>3+4</f><v>7</v>")
    assert check_packed(survey(tmp_path / "a.xlsx")) == {"xl/worksheets/sheet2.xml"}
    assert cells(tmp_path / "a.xlsx", ["q1"]) == [(2, "7")]


# --- files that ask too much ---------------------------------------------------------------------------------


def repacked(path: Path, part: str, old: str, new: str) -> None:
    """Write something else in a part of a spreadsheet."""
    with zipfile.ZipFile(path) as packed:
        parts = {name: packed.read(name) for name in packed.namelist()}
    changed = re.sub(old.encode(), lambda found: new.encode(), parts.get(part, b""), count=1)
    assert changed != parts.get(part)
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as packed:
        for name, content in {**parts, part: changed}.items():
            packed.writestr(name, content)


SHEET = "xl/worksheets/sheet2.xml"
LOL = (
    '<!DOCTYPE a [<!ENTITY a "lol">'
    + "".join(f'<!ENTITY {b} "{f"&{a};" * 10}">' for a, b in pairwise("abcdefghij"))
    + "]>"
)
CELLS = '<table:table-cell office:value-type="float" office:value="7" table:number-columns-repeated="16000"/>'
UNPLACED = "<row>" + "<c><v>7</v></c>" * 16_000 + "</row>" + "<row><c/></row>" * 999
BOMBS = [
    (
        "xlsx",
        SHEET,
        "<row ",
        '<row r="1048576"><c r="XFD1048576"><v>7</v></c></row><row ',
        "CJ129 .* row 1048576 and column 16384",
    ),
    ("xlsx", SHEET, "<row ", UNPLACED + "<row ", "CJ129 .* row 100. and column 16000"),
    ("xlsx", SHEET, "<row ", " " * 3_000_000 + "<row ", "CJ129 .*: unpacked it is more than 200 times its size"),
    ("xlsx", SHEET, "<worksheet", LOL + "<worksheet", "CJ123 .*: it defines entities"),
    ("xlsx", SHEET, "</row>", "</rij>", "CJ123 .*: it is cut off or damaged"),
    (
        "ods",
        "content.xml",
        "<table:table-row",
        f'<table:table-row table:number-rows-repeated="1000000">{CELLS}</table:table-row><table:table-row',
        "CJ129 .* row 1000000 and column 16000",
    ),
    (
        "ods",
        "content.xml",
        "<text:p>",
        '<text:p><text:s text:c="2000000000"/>',
        "CJ129 .*: its cells hold millions of spaces",
    ),
    ("ods", "content.xml", "</table:table>", "</table:tafel>", "CJ123 .*: it is cut off or damaged"),
]


@pytest.fixture
def small(monkeypatch: pytest.MonkeyPatch) -> None:
    """Lower limits, so that a bomb can be small as well."""
    monkeypatch.setattr("cjgen.measure.reading.limits._ALWAYS", 1_000_000)
    monkeypatch.setattr("cjgen.measure.reading.packed.MOST_TEXT", 1_000_000)


@pytest.mark.parametrize(("ending", "part", "old", "new", "message"), BOMBS)
def test_a_spreadsheet_that_asks_too_much_is_refused(
    tmp_path: Path, small: None, ending: str, part: str, old: str, new: str, message: str
) -> None:
    path = tmp_path / f"a.{ending}"
    globals()[f"write_{ending}"](path)
    repacked(path, part, old, new)
    (found,) = said(path, NAMES)
    assert re.search(message, found), found


def test_the_size_that_a_sheet_announces_is_not_believed(tmp_path: Path) -> None:
    write_xlsx(tmp_path / "a.xlsx")
    repacked(tmp_path / "a.xlsx", SHEET, '<dimension ref="[^"]*"', '<dimension ref="A1:XFD1048576"')
    assert cells(tmp_path / "a.xlsx", NAMES) == WRITTEN


def test_a_text_that_stands_in_many_cells_counts_as_often(tmp_path: Path, small: None) -> None:
    path = tmp_path / "a.xlsx"
    write_xlsx(path)
    shared = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
    repacked(path, "xl/sharedStrings.xml", r"^[\s\S]*$", f'<sst xmlns="{shared}"><si><t>{"x" * 20_000}</t></si></sst>')
    repacked(path, SHEET, "</row>", '<c t="s"><v>0</v></c>' * 200 + "</row>")
    assert "the texts in its cells are more than 1000000 characters" in said(path)[0]


def test_a_packed_text_without_end_is_refused(tmp_path: Path, small: None) -> None:
    (tmp_path / "a.csv.gz").write_bytes(gzip.compress(b"q1\n" + b"7\n" * 1_000_000))
    (found,) = said(tmp_path / "a.csv.gz")
    assert "CJ129 `a.csv.gz` asks too much: unpacked it is more than 200 times its size" in found


def test_a_row_without_end_is_refused(tmp_path: Path) -> None:
    (tmp_path / "a.csv").write_bytes(b"q1\n" + b"7" * 17_000_000)
    assert "CJ129 `a.csv` asks too much: row 2 is longer than" in said(tmp_path / "a.csv")[0]


def number(value: int) -> bytes:
    """An integer in the footer of a Parquet file."""
    value, found = value * 2, bytearray()
    while value > 127:
        found.append(value & 127 | 128)
        value >>= 7
    return bytes([*found, value])


@pytest.mark.parametrize(("rows", "message"), [(10**15, "CJ129 .* announces 1000000000000000 rows"), (12_346, "CJ123")])
def test_the_rows_that_a_parquet_file_announces_are_not_believed(tmp_path: Path, rows: int, message: str) -> None:
    path = tmp_path / "a.parquet"
    duckdb.sql("SELECT i % 11 AS q1 FROM range(12345) t(i)").write_parquet(str(path))
    whole = path.read_bytes()
    size = int.from_bytes(whole[-8:-4], "little")
    footer = whole[-8 - size : -8].replace(number(12_345), number(rows))
    path.write_bytes(whole[: -8 - size] + footer + len(footer).to_bytes(4, "little") + b"PAR1")

    def count() -> None:
        with open_table(survey(path), None, ["q1"], tmp_path / "s", print) as opened:
            opened.frame.to_native().aggregate("sum(c0)").fetchall()

    with pytest.raises(UnreadableSurvey) as raised:
        count()
    (fault,) = raised.value.faults
    assert re.match(message, f"{fault.code} {fault.values['what']}")


# --- where the file lies -------------------------------------------------------------------------------------


def test_a_survey_file_is_found_and_known_by_its_bytes(tmp_path: Path) -> None:
    (tmp_path / "data").mkdir()
    (tmp_path / "data" / "a.csv").write_bytes(b"q1\n7\n")
    (tmp_path / "b.csv").symlink_to("data/a.csv")
    found, problems = load_survey(tmp_path, "b.csv", PLACE)
    assert problems == []
    digest = hashlib.sha256(b"q1\n7\n").hexdigest()
    assert found == SurveyFile((tmp_path / "data" / "a.csv").resolve(), "b.csv", digest, 5)


@pytest.mark.parametrize(
    ("source", "message", "hint"),
    [
        ("data/an.csv", "CJ123 `data/an.csv` cannot be read: it does not exist", "did you mean `data/a.csv`?"),
        ("no/a.csv", "CJ123 `no/a.csv` cannot be read: it does not exist", "write its path relative to the folder"),
        ("data", "CJ123 `data` cannot be read: it is not a file", "name a file"),
        ("pipe.csv", "CJ123 `pipe.csv` cannot be read: it is not a file", "name a file"),
        ("out.csv", "CJ118 `out.csv` leads out of the site's folder through a link", "write a path"),
        ("loop.csv", "CJ123 `loop.csv` cannot be read: ", "check its name"),
    ],
)
def test_a_survey_file_that_is_none_is_said(tmp_path: Path, source: str, message: str, hint: str) -> None:
    site = tmp_path / "site"
    (site / "data").mkdir(parents=True)
    (site / "data" / "a.csv").touch()
    (tmp_path / "a.csv").touch()
    (site / "out.csv").symlink_to("../a.csv")
    (site / "loop.csv").symlink_to("loop.csv")
    os.mkfifo(site / "pipe.csv")
    found, (told,) = load_survey(site, source, PLACE)
    assert found is None
    assert f"{told.code} {told.message}".startswith(message)
    assert told.hint.startswith(hint)
    assert told.place == PLACE
