"""The same answers in six kinds of files give the same figures, to the last digit."""

from __future__ import annotations

import copy
import json
import math
import random
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import duckdb
import openpyxl
import pandas as pd
import pyreadstat
import pytest
import yaml
from odf.opendocument import OpenDocumentSpreadsheet
from odf.table import Table, TableCell, TableRow
from odf.text import P

from cjgen.build import read_site
from cjgen.export import journey_data

Answers = dict[str, Any]
"""What one customer answered, by column; None is a cell left empty."""

ASKED = {"offerte": "Offerte", "afspraak": "Afgesproken dag", "nazorg": "Nazorg"}
RATED = [f"{name}_{axis}" for name in ASKED for axis in ("belang", "beleving")]
LATEST = "2026-Q2"
SHEET = "Antwoorden één"

JOURNEY: dict[str, Any] = {
    "title": "Een keuken kopen",
    "context": {"organisation": "Keukenzaak", "customer": "Kopers", "period": "2026", "sample": {"answered": 140}},
    "responses": {
        "respondent": "klant",
        "recommend": "aanbevelen",
        "segment": ["klantgroep", "regio"],
        "wave": "meting",
        "weight": "gewicht",
        "missing": [99, "weet niet"],
    },
    "segments": [
        {"column": "klantgroep", "codes": [1], "title": "Particulier", "value": 1},
        {"column": "klantgroep", "codes": [2], "title": "Zakelijk", "value": 3},
    ],
    "overall": {"column": "cijfer"},
    "stages": [
        {
            "title": "Kopen",
            "touchpoints": [
                {
                    "id": name,
                    "title": title,
                    "importance": {"column": f"{name}_belang"},
                    "experience": {"column": f"{name}_beleving"},
                }
                for name, title in ASKED.items()
            ],
        }
    ],
}


def answers() -> list[Answers]:
    """140 customers in two waves, with halves among their marks, codes for no answer, empty cells and weights."""
    chance = random.Random(40)

    def mark(mean: float) -> float | int | None:
        if chance.random() < 0.06:
            return chance.choice([99, None])
        value = min(10.0, max(1.0, round(2 * chance.gauss(mean, 1.6)) / 2))
        return int(value) if value.is_integer() else value

    found = []
    for number in range(140):
        mood = chance.gauss(0, 1)
        row: Answers = {
            "klant": 1000 + number,
            "meting": LATEST if number % 2 else "2026-Q1",
            "klantgroep": 2 if chance.random() < 0.3 else 1,
            "regio": chance.choice(["Noord", "Zuid", "Één en twee"]),
            "gewicht": chance.randrange(200, 2600) / 1000,
        }
        for at, name in enumerate(ASKED):
            row[f"{name}_belang"] = mark(8.5 - at)
            row[f"{name}_beleving"] = mark(6.5 + at / 2 + mood)
        row["cijfer"] = mark(7 + mood)
        row["aanbevelen"] = chance.choice([99, None]) if chance.random() < 0.05 else chance.randrange(11)
        found.append(row)
    return found


ROWS = answers()
COLUMNS = list(ROWS[0])


def dutch(cell: Any, *, dont_know: bool = False) -> str:
    """A cell as a Dutch Excel writes it; some customers wrote their "don't know" out."""
    if cell is None:
        return ""
    if cell == 99 and dont_know:
        return "Weet niet"
    return str(cell).replace(".", ",")


def as_dutch_csv(path: Path) -> Answers:
    lines = [COLUMNS, *([dutch(row[name], dont_know=row["klant"] % 2 == 0) for name in COLUMNS] for row in ROWS)]
    path.write_bytes("".join(";".join(line) + "\r\n" for line in lines).encode("cp1252"))
    return {}


def as_long_csv(path: Path) -> Answers:
    """A row an answer; what is answered once, such as the mark for the whole, stands in the column of experience."""

    def told(row: Answers) -> Iterator[tuple[str, Any, Any]]:
        for name in ASKED:
            yield name, row[f"{name}_belang"], row[f"{name}_beleving"]
        yield "cijfer", None, row["cijfer"]
        yield "aanbevelen", None, row["aanbevelen"]

    own = ["klant", "meting", "klantgroep", "regio", "gewicht"]
    lines = [[*own, "vraag", "belang", "beleving"]]
    for row in ROWS:
        lines += [[*(dutch(row[name]) for name in own), name, dutch(one), dutch(two)] for name, one, two in told(row)]
    path.write_text("".join("\t".join(line) + "\n" for line in lines), encoding="utf-16")
    return {"layout": "long", "touchpoint": "vraag", "importance": "belang", "experience": "beleving"}


def as_xlsx(path: Path) -> Answers:
    book = openpyxl.Workbook()
    book.active.append(["Hier staat niets"])
    sheet = book.create_sheet(SHEET)
    for line in (COLUMNS, *([row[name] for name in COLUMNS] for row in ROWS)):
        sheet.append(line)
    book.save(path)
    return {"sheet": SHEET}


def as_ods(path: Path) -> Answers:
    book = OpenDocumentSpreadsheet()
    sheet = Table(name=SHEET)
    for line in (COLUMNS, *([row[name] for name in COLUMNS] for row in ROWS)):
        cells = TableRow()
        for value in line:
            if isinstance(value, str):
                cell = TableCell(valuetype="string")
                cell.addElement(P(text=value))
            else:
                cell = TableCell() if value is None else TableCell(valuetype="float", value=value)
            cells.addElement(cell)
        sheet.addElement(cells)
    book.spreadsheet.addElement(sheet)
    book.save(path)
    return {"sheet": SHEET}


def frame() -> pd.DataFrame:
    return pd.DataFrame(ROWS, columns=COLUMNS)


def as_parquet(path: Path) -> Answers:
    duckdb.from_df(frame()).write_parquet(str(path))
    return {}


def as_spss(path: Path) -> Answers:
    """With 99 declared as missing in the file itself, so that the journey need not say so, and with value labels."""
    rated = [*RATED, "cijfer", "aanbevelen"]
    pyreadstat.write_sav(
        frame(),
        path,
        missing_ranges={name: [99] for name in rated},
        variable_value_labels={
            "klantgroep": {1: "Particulier", 2: "Zakelijk"},
            **{name: {1: "zeer slecht", 10: "zeer goed", 99: "weet niet"} for name in RATED},
        },
    )
    return {"missing": []}


KINDS: dict[str, tuple[str, Callable[[Path], Answers]]] = {
    "dutch-csv": ("antwoorden.csv", as_dutch_csv),
    "xlsx": ("antwoorden.xlsx", as_xlsx),
    "ods": ("antwoorden.ods", as_ods),
    "spss": ("antwoorden.sav", as_spss),
    "long": ("lang.tsv", as_long_csv),
    "parquet": ("antwoorden.parquet", as_parquet),
}


def journey(file: str, own: Answers) -> dict[str, Any]:
    found = copy.deepcopy(JOURNEY)
    found["responses"] |= {"source": f"data/{file}", **own}
    if found["responses"].get("layout") != "long":
        del found["responses"]["respondent"]
        return found
    for touchpoint in found["stages"][0]["touchpoints"]:
        touchpoint["importance"] = touchpoint["experience"] = {"column": touchpoint["id"]}
    return found


@pytest.fixture(scope="module")
def built(tmp_path_factory: pytest.TempPathFactory) -> dict[str, dict[str, Any]]:
    """The data file of the same journey, read from a file of each kind."""
    site = tmp_path_factory.mktemp("kinds")
    (site / "journeys").mkdir()
    (site / "data").mkdir()
    (site / "site.yaml").write_text("title: Keukens\nlanguage: nl\nprivacy: {min_group: 3}\n", encoding="utf-8")
    for name, (file, write) in KINDS.items():
        text = yaml.safe_dump(journey(file, write(site / "data" / file)), allow_unicode=True, sort_keys=False)
        (site / "journeys" / f"{name}.yaml").write_text(text, encoding="utf-8")
    checked = read_site(site)
    assert checked.problems == ()
    return {found.journey.id: json.loads(journey_data(found, "EUR")) for found in checked.journeys}


def given(column: str) -> list[tuple[float, float]]:
    """The answers of the latest wave with their weights."""
    latest = [row for row in ROWS if row["meting"] == LATEST]
    return [(row[column], row["gewicht"]) for row in latest if row[column] not in (None, 99)]


def test_a_dutch_csv_gives_what_was_answered(built: dict[str, dict[str, Any]]) -> None:
    found = built["dutch-csv"]
    for touchpoint in found["touchpoints"]:
        for axis, name in (("importance", "belang"), ("experience", "beleving")):
            figure, wanted = touchpoint[axis], given(f"{touchpoint['id']}_{name}")
            total = math.fsum(weight for _, weight in wanted)
            assert figure["n"] == len(wanted)
            assert figure["mean"] == pytest.approx(math.fsum(x * w for x, w in wanted) / total, abs=1e-9)
            assert figure["unweighted"] == pytest.approx(math.fsum(x for x, _ in wanted) / len(wanted), abs=1e-9)
    answered = [answer for answer, _ in given("aanbevelen")]
    assert found["nps"]["n"] == len(answered)
    assert found["nps"]["promoters"] == sum(answer >= 9 for answer in answered)
    assert found["overall"]["n"] == len(given("cijfer"))
    assert found["drivers"]["n"] >= 50
    assert [wave["id"] for wave in found["waves"]] == ["2026-q1", "2026-q2"]
    assert {"particulier", "zakelijk", "noord", "zuid", "een-en-twee"} == {one["id"] for one in found["segments"]}


@pytest.mark.parametrize("kind", [kind for kind in KINDS if kind != "dutch-csv"])
def test_a_file_of_another_kind_gives_the_same_figures(built: dict[str, dict[str, Any]], kind: str) -> None:
    other = {"id": "", "focus": None}  # all of them share one pool
    assert built[kind] | other == built["dutch-csv"] | other
