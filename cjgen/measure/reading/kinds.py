"""Which kind of file a survey file is: its name and its content must agree."""

from __future__ import annotations

import zipfile
from typing import Final, Literal

from cjgen.measure.reading.unreadable import unreadable
from cjgen.model.survey import SurveyFile

Kind = Literal["text", "gzip", "xlsx", "ods", "parquet", "sav"]

_ENDINGS: Final[dict[str, Kind]] = {
    **dict.fromkeys((".csv", ".tsv", ".txt"), "text"),
    **dict.fromkeys((".csv.gz", ".tsv.gz", ".txt.gz"), "gzip"),
    ".xlsx": "xlsx",
    ".ods": "ods",
    ".parquet": "parquet",
    ".sav": "sav",
    ".zsav": "sav",
}
_READABLE: Final = "save it as .csv, .xlsx, .ods, .parquet or .sav"
_SPREADSHEETS: Final = (".xls", ".xlsb", ".xlsm", ".xltx", ".numbers", ".gsheet", ".fods", ".sxc")
_STARTS: Final = {
    b"\x1f\x8b": "gzip",
    b"PAR1": "parquet",
    b"$FL2": "sav",
    b"$FL3": "sav",
    b"\xd0\xcf\x11\xe0": "old",
    b"%PDF": "pdf",
}
_WORDS: Final = {
    "text": "plain text",
    "gzip": "a text packed with gzip",
    "xlsx": "an Excel file",
    "ods": "an OpenDocument spreadsheet",
    "parquet": "a Parquet file",
    "sav": "an SPSS file",
    "old": "an Excel file that is old or has a password",
    "pdf": "a PDF",
    "zip": "a packed folder",
}
_MENDED: Final = {
    "text": "end its name in .csv, or save it anew",
    "gzip": "end its name in .csv.gz, or unpack it",
    "xlsx": "end its name in .xlsx",
    "ods": "end its name in .ods",
    "parquet": "end its name in .parquet",
    "sav": "end its name in .sav",
    "old": "open it and save it as .xlsx, without a password",
}


def kind_of(file: SurveyFile) -> Kind:
    """The kind of a survey file; raises UnreadableSurvey for an unknown kind, or where the name says another."""
    name = file.name.lower()
    ending = max((known for known in _ENDINGS if name.endswith(known)), key=len, default="")
    if not ending:
        dot = name.rpartition("/")[2].rfind(".")
        last = name.rpartition("/")[2][dot:] if dot >= 0 else ""
        what = f"files that end in `{last}` are not read" if last else "its name has no ending such as `.csv`"
        raise unreadable(what, "save it as .xlsx" if last in _SPREADSHEETS else _READABLE)
    claimed, found = _ENDINGS[ending], _content(file)
    if found != claimed:
        what = f"its name ends in `{ending}`, but its content is {_WORDS[found]}"
        raise unreadable(what, _MENDED.get(found, _READABLE))
    return claimed


def _content(file: SurveyFile) -> str:
    with file.path.open("rb") as stream:
        head = stream.read(8)
    if head.startswith((b"PK\x03\x04", b"PK\x05\x06")):
        return _packed(file)
    return next((kind for start, kind in _STARTS.items() if head.startswith(start)), "text")


def _packed(file: SurveyFile) -> str:
    try:
        with zipfile.ZipFile(file.path) as packed:
            names = set(packed.namelist())
    except (zipfile.BadZipFile, ValueError, NotImplementedError, OSError) as error:
        if not file.name.lower().endswith((".xlsx", ".ods")):
            return "zip"
        raise unreadable("it is cut off or damaged") from error
    if "xl/workbook.xml" in names or "[Content_Types].xml" in names:
        return "xlsx" if any(name.lower().endswith("workbook.xml") for name in names) else "zip"
    return "ods" if {"content.xml", "mimetype"} <= names else "zip"
