"""Where raw answers are: what an author declares about a survey file and the groups in it."""

from __future__ import annotations

import re
from typing import Annotated, Any, Literal, Self

from pydantic import BeforeValidator, Field, model_validator
from pydantic_core import PydanticCustomError

from cjgen.model.column import AnswerColumn, Cells, Column, ColumnName
from cjgen.model.declaration import Declared, Id, Line, Named, Number, RelativePath, key, word

Layout = Literal["wide", "long"]


def _as_list(value: Any) -> Any:
    return value if value is None or isinstance(value, list | tuple) else [value]


class WaveColumn(Column):
    """The column that says in which wave a customer answered."""

    order: Cells | None = key("the waves, oldest first; default: as numbers, else as texts", default=None)


_ADDRESS = re.compile(r"[A-Za-z][A-Za-z0-9+.-]*://")


def _file(value: str) -> str:
    if _ADDRESS.match(value):
        message = "`source` names a file in the site's folder; databases cannot be read yet"
        raise PydanticCustomError("together", "misfit", {"message": message})
    return value


class Responses(Declared):
    """A survey file: where it is, and what its columns hold."""

    source: Annotated[
        RelativePath, BeforeValidator(lambda value: _file(value) if isinstance(value, str) else value)
    ] = key("the file with the answers, relative to the folder of site.yaml", audience="internal")
    sheet: Line | None = key("which sheet of a spreadsheet; default: the first", audience="internal", default=None)
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
    segment: Annotated[tuple[Column, ...], BeforeValidator(_as_list), Field(strict=False)] = key(
        "columns whose values are segments: one name or several", default=()
    )
    wave: WaveColumn | None = key("column that says in which wave a customer answered", default=None)
    weight: Column | None = key("column that says how much an answer weighs", default=None)
    missing: Cells = key(
        "cells that are no answer, in every column without a list of its own", audience="internal", default=()
    )

    @model_validator(mode="after")
    def _fits_together(self) -> Self:
        message = self._misfit()
        if message:
            raise PydanticCustomError("together", "misfit", {"message": message})
        return self

    def _misfit(self) -> str:
        long_only = [name for name in ("touchpoint", "experience", "importance") if getattr(self, name) is not None]
        if self.layout == "wide" and long_only:
            return f"`{long_only[0]}` belongs to `layout: long`, a row an answer: add that, or leave it out"
        if self.layout == "long" and self.touchpoint is None:
            return "`layout: long` needs `touchpoint`: the column that says what was asked"
        if self.layout == "long" and self.experience is None and self.importance is None:
            return "`layout: long` needs `experience` or `importance`: the column with the answer"
        return ""


class Segment(Named):
    """A group of customers in the survey file: which values of a column belong to it, and what it is worth."""

    id: Id = key("stable name of the segment; made of the title where it is not written", default="")
    column: ColumnName | None = key(
        "column of the survey file; default: that of `segment`", audience="internal", default=None
    )
    codes: Annotated[Cells, Field(min_length=1)] = key("values of the column that belong to it", audience="internal")
    title: Line = key("name of the segment")
    value: Annotated[Number, Field(ge=0)] | None = key(
        "how much these customers count, against the other segments", default=None
    )
