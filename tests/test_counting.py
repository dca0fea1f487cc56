"""What is counted in a survey file: the same whole numbers on every engine, and nothing dropped without a word."""

from __future__ import annotations

import random
import warnings
from collections.abc import Callable
from hashlib import sha256
from pathlib import Path
from typing import Any

import duckdb
import narwhals as nw
import pandas as pd
import polars as pl
import pytest
from written import journey_of

from cjgen.cache import MemoryCache
from cjgen.measure import Surveyed, count_answers
from cjgen.measure.counting.count import count
from cjgen.measure.counting.counts import Counts, from_bytes, to_bytes
from cjgen.measure.counting.frame import Answers
from cjgen.measure.counting.questions import questions_of
from cjgen.model.findings import Remark
from cjgen.model.journey import Journey
from cjgen.model.survey import SurveyFile

Rows = list[dict[str, Any]]
ROW = "number"

JOURNEY: dict[str, Any] = {
    "title": "A kitchen",
    "responses": {
        "source": "answers.csv",
        "recommend": {"column": "rec", "missing": [11, 99, "don't know"]},
        "wave": "wave",
        "segment": ["group"],
        "weight": "weight",
        "missing": [99, "don't know"],
    },
    "overall": {"column": "mark", "scale": {"min": 0, "max": 100}},
    "stages": [
        {
            "title": "Buying",
            "touchpoints": [
                {"title": "Quote", "importance": {"column": "quote_i"}, "experience": {"column": "quote_e"}},
                {"title": "Delivery", "importance": {"column": "delivery_i"}, "experience": {"column": "delivery_e"}},
                {"title": "Bill", "experience": {"ces": {"column": "bill", "easy": "low"}}},
                {"title": "Service", "experience": {"csat": {"column": "service"}}},
                {
                    "title": "Shop",
                    "experience": {"servqual": {"expected": "shop_x", "perceived": "shop_p"}},
                },
            ],
        }
    ],
}
RATED = ("quote_i", "quote_e", "delivery_i", "delivery_e", "service", "shop_x", "shop_p")


def rows_of(number: int, *, texts: bool) -> Rows:
    """Customers with codes for no answer, empty cells, halves, weights of nine decimals, and a decimal comma here and
    there where cells are texts.
    """
    chance = random.Random(5)

    def cell(value: float) -> Any:
        if chance.random() < 0.1:
            return None
        if chance.random() < 0.1:
            return chance.choice(["99", "Don't know"]) if texts else 99
        return f"{value:g}".replace(".", chance.choice(".,")) if texts else value

    found = []
    for at in range(number):
        row: dict[str, Any] = {name: cell(chance.randrange(2, 21) / 2) for name in RATED}
        row |= {"mark": cell(chance.randrange(0, 1001) / 10), "bill": cell(chance.randrange(1, 8))}
        row |= {"rec": cell(chance.randrange(0, 12)), "wave": chance.choice([2025, 2026])}
        row |= {"group": chance.choice(["North", "South", None]), "weight": chance.random() * 3}
        if texts:
            row |= {"wave": str(row["wave"]), "weight": f"{row['weight']:.9f}".replace(".", ",")}
        found.append({ROW: at + 2, **row})
    return found


def in_duckdb(rows: Rows) -> Any:
    connection = duckdb.connect()
    frame = pd.DataFrame(rows)
    for name in frame.columns:
        if frame[name].dtype == object:
            frame[name] = frame[name].where(frame[name].notna(), None)
    connection.register("answers", frame)
    return connection.sql("SELECT * FROM answers")


ENGINES: dict[str, Callable[[Rows], Any]] = {"duckdb": in_duckdb, "pandas": pd.DataFrame, "polars": pl.DataFrame}


def counted(rows: Rows, journey: dict[str, Any], engine: str) -> Counts | list[Remark]:
    questions = questions_of(journey_of(journey))
    assert questions is not None
    frame = nw.from_native(ENGINES[engine](rows)).lazy()
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")  # pandas has its thoughts about how to group; it is not used in earnest
        return count(Answers(frame, {name: name for name in rows[0]}, ROW), questions, lambda column: None)


@pytest.mark.parametrize("texts", [True, False])
def test_three_engines_find_the_same_whole_numbers(texts: bool) -> None:
    rows = rows_of(400, texts=texts)
    found = {engine: counted(rows, JOURNEY, engine) for engine in ENGINES}
    assert isinstance(found["duckdb"], Counts)
    assert found["duckdb"] == found["pandas"] == found["polars"]
    assert from_bytes(to_bytes(found["duckdb"])) == found["duckdb"]


def asked(**changes: Any) -> dict[str, Any]:
    return {**JOURNEY, "responses": {**JOURNEY["responses"], **changes}}


ALSO = dict.fromkeys((*RATED, "mark", "bill"), 5)
"""A customer about whom there is nothing to say."""


def customer(number: int, **changes: Any) -> dict[str, Any]:
    return {ROW: number, **ALSO, "rec": 8, "wave": 2026, "group": "North", "weight": 1.0, **changes}


WRONG: list[tuple[str, dict[str, Any], Rows, list[tuple[str, str, str]]]] = [
    (
        "a code that is not listed, and an answer between whole ones",
        {},
        [customer(2, quote_e=88), customer(3, quote_e=88, rec=7.5), customer(4, bill=8)],
        [
            (
                "CJ131",
                "stages.0.touchpoints.0.experience.column",
                "count=2 shown=row 2: `88`, row 3: `88` example=if they stand for no answer, list them: `missing: [88]`"
                "; else give the column its `scale`",
            ),
            (
                "CJ131",
                "stages.0.touchpoints.2.experience.ces.column",
                "count=1 shown=row 4: `8` example=if they stand for no answer, list them: `missing: [8]`",
            ),
            (
                "CJ131",
                "responses.recommend",
                "count=1 shown=row 3: `7.5` example=if they stand for no answer, list them: `missing: [7.5]`",
            ),
        ],
    ),
    (
        "words among texts",
        {},
        [
            customer(number, mark=mark, wave="2026", weight="1", rec="8", **dict.fromkeys((*RATED, "bill"), "5"))
            for number, mark in enumerate(("70", "n.v.t.", "7,5,1", "1.234,5"), 2)
        ],
        [("CJ130", "overall.column", "count=3 shown=row 3: `n.v.t.`, row 4: `7,5,1`, row 5: `1.234,5`")],
    ),
    (
        "weights that are none",
        {},
        [customer(2, weight=-1.0), customer(3, weight=None), customer(4, weight=1e9), customer(5)],
        [("CJ133", "responses.weight", "count=3 shown=row 2: `-1`, row 3: empty, row 4: `1000000000`")],
    ),
    (
        "a wave that is not ordered, and one that is not there",
        {"wave": {"column": "wave", "order": [2024, 2026]}},
        [customer(2), customer(3, wave=2025)],
        [
            ("CJ134", "responses.wave.order.0", "what=no row of the file says `2024`"),
            ("CJ134", "responses.wave.order", "what=the file also has `2025`"),
        ],
    ),
    (
        "no wave at all",
        {},
        [customer(2, wave=None), customer(3, wave=99)],
        [("CJ134", "responses.wave", "what=no row")],
    ),
]


@pytest.mark.parametrize(("what", "responses", "rows", "said"), WRONG, ids=[row[0] for row in WRONG])
def test_what_cannot_be_used_is_said_with_its_rows(
    what: str, responses: dict[str, Any], rows: Rows, said: list[tuple[str, str, str]]
) -> None:
    found = counted(rows, asked(**responses), "duckdb")
    assert isinstance(found, list), what
    told = [(remark.code, ".".join(map(str, remark.path)), remark.values) for remark in found]
    assert [(code, path) for code, path, _ in told] == [(code, path) for code, path, _ in said]
    for (_, _, values), (_, _, wanted) in zip(told, said, strict=True):
        line = " ".join(f"{name}={value}" for name, value in values.items())
        for part in wanted.replace(" shown=", "|shown=").replace(" example=", "|example=").split("|"):
            assert part in line


LONG: dict[str, Any] = {
    **JOURNEY,
    "responses": {
        **{name: value for name, value in JOURNEY["responses"].items() if name != "recommend"},
        "recommend": "rec",
        "layout": "long",
        "respondent": "who",
        "touchpoint": "what",
        "experience": "answer",
        "missing": [99, "don't know"],
    },
}


def long(rows: Rows) -> Rows:
    """The same answers, a row each; what nobody answered has no row."""
    own = ("wave", "group", "weight")
    cells = [
        {"who": row[ROW], **{name: row[name] for name in own}, "what": what, "answer": row[what]}
        for row in rows
        for what in (*ALSO, "rec")
        if row[what] is not None
    ]
    return [{ROW: number, **cell} for number, cell in enumerate(cells, 2)]


@pytest.mark.parametrize("engine", ENGINES)
def test_a_long_file_counts_as_a_wide_one(engine: str) -> None:
    rows = [row | {"rec": None if row["rec"] == 11 else row["rec"]} for row in rows_of(60, texts=False)]
    wide = counted(rows, asked(recommend="rec"), "duckdb")
    assert isinstance(wide, Counts)
    assert counted(long(rows), LONG, engine) == wide


def test_two_answers_to_one_thing_are_refused() -> None:
    rows = long(rows_of(3, texts=False))
    found = counted([*rows, {**rows[0], "answer": 3}], LONG, "duckdb")
    assert isinstance(found, list)
    assert [(remark.code, remark.values["count"]) for remark in found] == [("CJ132", 1)]


def test_what_is_asked_and_no_row_answers_is_refused() -> None:
    rows = [row for row in long(rows_of(3, texts=False)) if row["what"] != "mark"]
    found = counted(rows, LONG, "duckdb")
    assert isinstance(found, list)
    assert [(remark.code, remark.path) for remark in found] == [("CJ124", ("overall", "column"))]


def test_answers_of_nobody_are_refused_and_not_taken_for_one_customers() -> None:
    rows = [row | {"who": None} if row["who"] == 2 else row for row in long(rows_of(3, texts=False))]
    answered = [row[ROW] for row in rows if row["who"] is None]
    found = counted(rows, LONG, "duckdb")
    assert isinstance(found, list)
    first = ", ".join(map(str, answered[:3]))
    what = f"rows with an answer that name no customer: {len(answered)}; row {first}"
    assert [(remark.code, remark.values["what"]) for remark in found] == [("CJ146", what)]


@pytest.mark.parametrize(("column", "value"), [("group", "elsewhere"), ("weight", 2.75)])
def test_a_customer_in_two_segments_or_with_two_weights_is_refused(column: str, value: Any) -> None:
    rows = [row | {"group": "North"} for row in long(rows_of(3, texts=False))]
    rows[0] |= {column: value}
    found = counted(rows, LONG, "duckdb")
    assert isinstance(found, list)
    what = f"`{rows[0]['who']}` has several values in `{column}`; customers of whom that holds: 1"
    assert [(remark.code, remark.values["what"]) for remark in found] == [("CJ146", what)]


def test_a_file_is_read_once_for_all_journeys_and_not_again_while_its_counts_are_kept(tmp_path: Path) -> None:
    file = tmp_path / "answers.csv"
    rows = rows_of(30, texts=True)
    lines = [",".join('"' + ("" if cell is None else str(cell)) + '"' for cell in row.values()) for row in rows]
    file.write_text("\n".join([",".join(rows[0]), *lines]), "utf-8")
    survey = SurveyFile(file, "answers.csv", sha256(file.read_bytes()).hexdigest(), file.stat().st_size)
    other = {**JOURNEY, "overall": {"column": "bill"}}
    journeys = [journey_of({"id": name, **keys}) for name, keys in (("a", JOURNEY), ("b", JOURNEY), ("c", other))]
    surveyed = [Surveyed(journey, survey) for journey in journeys]
    cache, told = MemoryCache(), []
    counts, wrong = count_answers(surveyed, cache, tmp_path, lambda what, done, total: told.append(what))
    assert wrong == {}
    assert counts["a"] == counts["b"]
    assert counts["a"] != counts["c"]
    assert len([what for what in told if what.startswith("counting")]) == 2 * len(told_by(journeys[0]))
    file.unlink()
    assert count_answers(surveyed, cache, tmp_path, lambda what, done, total: None) == (counts, {})
    assert list(tmp_path.iterdir()) == []


@pytest.mark.parametrize("order", [("a.csv", "a.xlsx"), ("a.xlsx", "a.csv")])
def test_equal_bytes_are_read_as_the_name_of_each_file_says(tmp_path: Path, order: tuple[str, str]) -> None:
    rows = rows_of(9, texts=True)
    written = "\n".join(
        ";".join(str(cell or "") for cell in row) for row in [tuple(rows[0]), *(r.values() for r in rows)]
    )
    surveyed = []
    for name in order:
        (tmp_path / name).write_text(written, "utf-8")
        file = SurveyFile(tmp_path / name, name, sha256(written.encode()).hexdigest(), len(written))
        surveyed.append(Surveyed(journey_of({"id": name.replace(".", "-"), **JOURNEY}), file))
    cache = MemoryCache()
    for each in (surveyed, surveyed[::-1]):  # the second time from the cache
        counts, wrong = count_answers(each, cache, tmp_path / "scratch", lambda what, done, total: None)
        assert (list(counts), list(wrong)) == (["a-csv"], ["a-xlsx"])


def told_by(journey: Journey) -> list[str]:
    """What is said while the answers of one journey are counted: once for the waves and once for each column."""
    questions = questions_of(journey)
    assert questions is not None
    return ["waves", *(asked.column for asked in questions.answers)]
