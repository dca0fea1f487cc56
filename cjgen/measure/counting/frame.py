"""A survey file as a frame with one row a customer and columns whose names mean something here.

Whatever engine holds the rows, everything is said in narwhals' terms, so that it runs on all of them alike.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from cjgen.measure.counting.questions import Questions
from cjgen.measure.counting.values import Raw, text_of

if TYPE_CHECKING:
    import narwhals as nw

ROW = "row"
"""The column with the number of each row as a spreadsheet shows it."""
WAVE, WEIGHT, RESPONDENT, TOUCHPOINT = "wave", "weight", "respondent", "touchpoint"


def answer(place: int) -> str:
    """The name of a column with answers, by its place among the questions."""
    return f"answer{place}"


def segment(place: int) -> str:
    """The name of a column that makes segments, by its place among the questions."""
    return f"segment{place}"


@dataclass(frozen=True, slots=True)
class Answers:
    """The rows of a survey file in an engine.

    `frame` holds them, `columns` gives the name in it of each column that the author names, and `row` is the
    column with the row numbers.
    """

    frame: nw.LazyFrame[Any]
    columns: Mapping[str, str]
    row: str

    def named(self, column: str) -> nw.Expr:
        """The column that the author calls so."""
        import narwhals as nw

        return nw.col(self.columns[column])


@dataclass(frozen=True, slots=True)
class Repeated:
    """A customer of a long file who answered one thing more than once; `count` such cases in all."""

    respondent: str
    touchpoint: str
    count: int


@dataclass(frozen=True, slots=True)
class Nameless:
    """Rows of a long file that hold an answer and no customer: how many, and the numbers of the first."""

    count: int
    first: tuple[int, ...]


@dataclass(frozen=True, slots=True)
class Torn:
    """A customer of a long file with several values in a column that says what the customer is.

    `count` such customers in all.
    """

    respondent: str
    column: str
    count: int


def rows_of(frame: nw.LazyFrame[Any]) -> Iterator[tuple[Any, ...]]:
    """What the engine found, row by row; a frame that is a question to a database comes by way of pandas."""
    known = frame.implementation.is_pandas() or frame.implementation.is_polars()
    found = frame.collect() if known else frame.collect(backend="pandas")
    return found.iter_rows()


def by_customer(rows: Answers, questions: Questions) -> nw.LazyFrame[Any]:
    """The rows with one a customer and the names of this room.

    Of a long file without `respondent` each answer is a row of its own: then nothing can be said about what goes
    together, but everything can be counted.
    """
    import narwhals as nw

    groups = {segment(place): grouping.column for place, grouping in enumerate(questions.segments)}
    if questions.wave is not None:
        groups[WAVE] = questions.wave.column
    if questions.weight is not None:
        groups[WEIGHT] = questions.weight.column
    own = [nw.col(rows.row).alias(ROW), *(rows.named(column).alias(name) for name, column in groups.items())]
    responses = questions.responses
    if responses.layout == "wide":
        answers = [rows.named(asked.column).alias(answer(place)) for place, asked in enumerate(questions.answers)]
        return rows.frame.select(*own, *answers)
    answers = []
    for place, asked in enumerate(questions.answers):
        holder = responses.importance if asked.axis == "importance" else responses.experience
        column = holder or responses.experience or responses.importance
        if column is None or responses.touchpoint is None:
            raise ValueError("a long file has a column that says what was asked, and one with answers")
        answers.append(
            nw.when(rows.named(responses.touchpoint) == asked.column)
            .then(rows.named(column.column))
            .alias(answer(place))
        )
    if responses.respondent is None:
        return rows.frame.select(*own, *answers)
    keys = [RESPONDENT, *([WAVE] if WAVE in groups else [])]
    each = rows.frame.select(rows.named(responses.respondent).alias(RESPONDENT), *own, *answers)
    rest = [ROW, *(name for name in groups if name != WAVE), *(answer(place) for place in range(len(answers)))]
    return each.group_by(*keys).agg(*(nw.col(name).min() for name in rest))


def touchpoints_of(rows: Answers, questions: Questions) -> list[str]:
    """What was asked in a long file: the values of its `touchpoint`."""
    found = rows.frame.select(rows.named(questions.responses.touchpoint or "").alias(TOUCHPOINT)).unique()
    return sorted(text for (cell,) in rows_of(found) if (text := text_of(cell)) is not None)


def repeated(rows: Answers, questions: Questions) -> Repeated | None:
    """A customer of a long file who answered one thing twice in one wave; None where nobody did."""
    import narwhals as nw

    responses = questions.responses
    if responses.layout != "long" or responses.respondent is None or responses.touchpoint is None:
        return None
    keys = {RESPONDENT: responses.respondent, TOUCHPOINT: responses.touchpoint}
    if questions.wave is not None:
        keys[WAVE] = questions.wave.column
    known = nw.all_horizontal(*(~rows.named(column).is_null() for column in keys.values()), ignore_nulls=True)
    each = rows.frame.filter(known, _answered(rows, questions)).select(
        *(rows.named(column).alias(name) for name, column in keys.items())
    )
    twice = each.group_by(*keys).agg(nw.len().alias("times")).filter(nw.col("times") > 1)
    found: list[tuple[Raw, ...]] = [tuple(case) for case in rows_of(twice)]
    if not found:
        return None
    first = min((text_of(case[0]) or "", text_of(case[1]) or "") for case in found)
    return Repeated(first[0], first[1], len(found))


def several_rows(rows: Answers, questions: Questions) -> tuple[str, int] | None:
    """A customer with more than one row in a wide file, in one wave, and how many such there are; None without any."""
    import narwhals as nw

    responses = questions.responses
    if responses.layout == "long" or responses.respondent is None:
        return None
    keys = {RESPONDENT: responses.respondent, **({WAVE: questions.wave.column} if questions.wave is not None else {})}
    each = rows.frame.select(*(rows.named(column).alias(name) for name, column in keys.items()))
    known = each.filter(~nw.col(RESPONDENT).is_null())
    twice = known.group_by(*keys).agg(nw.len().alias("times")).filter(nw.col("times") > 1)
    found = sorted(text_of(case[0]) or "" for case in rows_of(twice))
    return (found[0], len(found)) if found else None


def nameless(rows: Answers, questions: Questions) -> Nameless | None:
    """Answers in a long file of nobody knows whom, which would pass for those of one customer; None without any."""
    import narwhals as nw

    if questions.responses.layout != "long" or questions.responses.respondent is None:
        return None
    nobody = rows.named(questions.responses.respondent).is_null()
    found = rows.frame.filter(nobody, _answered(rows, questions)).select(nw.col(rows.row).alias(ROW))
    count = int(next(iter(rows_of(found.select(nw.len().alias("n")))))[0])
    if not count:
        return None
    return Nameless(count, tuple(int(row) for (row,) in rows_of(found.sort(ROW).head(3))))


def torn(rows: Answers, questions: Questions) -> Iterator[Torn]:
    """Customers of a long file who are in several segments of one column, or weigh different weights, in one wave."""
    import narwhals as nw

    responses = questions.responses
    if responses.layout != "long" or responses.respondent is None:
        return
    keys = {RESPONDENT: responses.respondent}
    if questions.wave is not None:
        keys[WAVE] = questions.wave.column
    for grouping in (*questions.segments, *([questions.weight] if questions.weight is not None else [])):
        named = {**keys, "value": grouping.column}
        given = rows.frame.filter(~rows.named(grouping.column).is_null())
        each = given.select(*(rows.named(column).alias(name) for name, column in named.items()))
        ends = each.group_by(*keys).agg(nw.col("value").min().alias("low"), nw.col("value").max().alias("high"))
        found = ends.filter(nw.col("low") != nw.col("high"))
        names = [text_of(case) or "" for (case,) in rows_of(found.select(RESPONDENT))]
        if names:
            yield Torn(min(names), grouping.column, len(names))


def _answered(rows: Answers, questions: Questions) -> nw.Expr:
    """Whether a row of a long file says what was asked, and holds an answer."""
    import narwhals as nw

    responses = questions.responses
    holders = [each.column for each in (responses.experience, responses.importance) if each is not None]
    answers = nw.any_horizontal(*(~rows.named(column).is_null() for column in holders), ignore_nulls=True)
    return answers & ~rows.named(responses.touchpoint or "").is_null()
