"""Where raw answers are: what an author declares about a survey file and the groups in it."""

import re
from collections.abc import Mapping
from typing import Annotated, Any, ClassVar, Literal, Self

from pydantic import AfterValidator, BeforeValidator, Field, WithJsonSchema, model_validator
from pydantic_core import PydanticCustomError

from cjgen.model.column import AnswerColumn, Cells, Column, ColumnName, OneOrSeveral, SheetName, SomeCells, as_list
from cjgen.model.declaration import Declared, Id, Line, Named, Number, RelativePath, key, word

Layout = Literal["wide", "long"]


class WaveColumn(Column):
    """The column that says in which wave a customer answered."""

    order: Cells | None = key("the waves, oldest first; default: as numbers, else as texts", default=None)


class SegmentColumn(Column):
    """A column whose values are segments."""

    title: Line | None = key("what divides the customers, for the pages; default: the name of the column", default=None)


_WIDE = "in a wide file each score names its own column, such as `experience: {column: q7}` with the touchpoint"
_LONG = "such as `{layout: long, respondent: id, touchpoint: question, experience: answer}`"

SPREADSHEETS = (".xlsx", ".ods")
_TEXTS = (".csv", ".tsv", ".txt")
SURVEY_FILES = (*_TEXTS, *(f"{ending}.gz" for ending in _TEXTS), *SPREADSHEETS, ".parquet", ".sav", ".zsav")
"""The endings of files that answers can be read from, in small letters."""

_ADDRESS = re.compile(r"[A-Za-z][A-Za-z0-9+.-]+://")


def _no_address(value: Any) -> Any:
    """Raises `address` for an address, of which no more is said than its beginning: it may hold a password."""
    found = _ADDRESS.match(value.strip()) if isinstance(value, str) else None
    if found:
        raise PydanticCustomError("address", "an address", {"found": found[0].lower()})
    return value


def _survey_file(value: str) -> str:
    if not value.lower().endswith(SURVEY_FILES):
        raise PydanticCustomError("survey_file", "not a survey file", {"found": value})
    return value


_ANY_CASE = "|".join(
    "".join(f"[{sign}{sign.upper()}]" if sign.isalpha() else re.escape(sign) for sign in ending)
    for ending in SURVEY_FILES
)
_SOURCE_SCHEMA = WithJsonSchema(
    {"type": "string", "pattern": rf"^(?!/|[A-Za-z]:)(?!.*://)(?!(.*/)?\.\.(/|$))[^\\]*[^\\\s][^\\]*({_ANY_CASE})\s*$"}
)


class Responses(Declared):
    """A survey file: where it is, and what its columns hold."""

    unseen: ClassVar[Mapping[str, Any]] = {"source": ""}

    source: Annotated[RelativePath, BeforeValidator(_no_address), AfterValidator(_survey_file), _SOURCE_SCHEMA] = key(
        "the file with the answers, relative to the folder of site.yaml", audience="internal"
    )
    sheet: SheetName | None = key("which sheet of a spreadsheet; default: the first", audience="internal", default=None)
    layout: Annotated[Layout, word(Layout)] = key(
        "wide: a row a customer; long: a row an answer", audience="internal", default="wide"
    )
    respondent: ColumnName | None = key(
        "column that names the customer, in a long file", audience="internal", default=None
    )
    touchpoint: ColumnName | None = key("long: column that says what was asked", audience="internal", default=None)
    experience: AnswerColumn | None = key("long: column with the answer", audience="internal", default=None)
    importance: AnswerColumn | None = key("long: column with how much it matters", audience="internal", default=None)
    recommend: AnswerColumn | None = key("answers from 0 to 10 to: would you recommend us?", default=None)
    outcome: AnswerColumn | None = key("what drivers explain; default: `recommend`", default=None)
    segment: Annotated[tuple[SegmentColumn, ...], BeforeValidator(as_list), Field(strict=False), OneOrSeveral] = key(
        "columns whose values are segments: one name or several", default=()
    )
    wave: WaveColumn | None = key("column that says in which wave a customer answered", default=None)
    weight: Column | None = key("column that says how much an answer weighs", default=None)
    missing: Cells = key(
        "cells that are no answer, in every column without a list of its own", audience="internal", default=()
    )

    @model_validator(mode="after")
    def _fits_together(self) -> Self:
        message, example = self._misfit()
        if message:
            raise PydanticCustomError("together", "misfit", {"message": message, "example": example})
        return self

    def _misfit(self) -> tuple[str, str]:
        """What is wrong with the keys together and what to write; empty texts if nothing is."""
        long_only = [name for name in ("touchpoint", "experience", "importance") if getattr(self, name) is not None]
        if self.layout == "wide" and long_only:
            return f"`{long_only[0]}` belongs to `layout: long`, a row an answer: add that, or leave it out", _WIDE
        if self.layout == "long" and self.touchpoint is None:
            return "`layout: long` needs `touchpoint`: the column that says what was asked", _LONG
        if self.layout == "long" and self.experience is None and self.importance is None:
            return "`layout: long` needs `experience` or `importance`: the column with the answer", _LONG
        if self.layout == "long" and self.respondent is None and self._of_customers():
            message = f"`{self._of_customers()}` needs `respondent` in a long file, where a row is an answer"
            return message, "add the column that tells which answers are of one customer, such as `respondent: id`"
        if self.sheet is not None and not self.source.lower().endswith(SPREADSHEETS):
            message = f"`sheet` belongs to a spreadsheet, and `{self.source}` is none"
            return message, "leave `sheet` out, or name a file that ends in " + " or ".join(SPREADSHEETS)
        columns = [column.column for column in self.segment]
        twice = next((name for place, name in enumerate(columns) if name in columns[:place]), None)
        return ("", "") if twice is None else (f"`segment` names the column `{twice}` twice", "name each column once")

    def _of_customers(self) -> str:
        """The first key here that speaks of customers, not of answers; empty if none does."""
        for name in ("recommend", "outcome", "segment", "wave"):
            if getattr(self, name):
                return name
        return ""


class Segment(Named):
    """A group of customers in the survey file: which values of a column belong to it, and what it is worth."""

    unseen: ClassVar[Mapping[str, Any]] = {"codes": ()}

    id: Id = key("stable name of the segment; made of the title where it is not written", default="")
    column: ColumnName | None = key(
        "column of the survey file; default: that of `segment`", audience="internal", default=None
    )
    codes: SomeCells = key("values of the column that belong to it", audience="internal")
    title: Line = key("name of the segment")
    value: Annotated[Number, Field(ge=0)] | None = key(
        "how much these customers count, against the other segments", default=None
    )
