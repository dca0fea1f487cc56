"""Columns of a survey file, and cells in them, as authors name them."""

import re
from typing import Annotated, Any

from pydantic import BeforeValidator, Field, GetJsonSchemaHandler, WithJsonSchema, model_validator
from pydantic.json_schema import JsonSchemaValue
from pydantic_core import CoreSchema

from cjgen.model.declaration import Declared, key, plain_line
from cjgen.model.document import WrittenFloat, WrittenInt
from cjgen.model.scale import Range

_WRITTEN = WithJsonSchema({"type": ["string", "number"]})


def _as_list(value: Any) -> Any:
    return [value] if isinstance(value, str | WrittenInt | WrittenFloat) else value


def _as_written(value: Any) -> Any:
    """A name or cell as it is written; no free text, which may be written in several languages."""
    return plain_line(value)


ColumnName = Annotated[str, BeforeValidator(_as_written), Field(min_length=1), _WRITTEN]
"""The name of a column, as it stands in the first row of the file."""

Cell = Annotated[str, BeforeValidator(_as_written), Field(min_length=1), _WRITTEN]
"""What stands in a cell: a number or a text, as it is written."""

SheetName = Annotated[str, BeforeValidator(_as_written), Field(min_length=1), _WRITTEN]
"""The name of a sheet in a spreadsheet."""


DECIMALS = 6
"""Answers and weights are read to this many decimals."""

NUMBER = r"[-+]?[0-9]+([.,][0-9]+)?"
"""A number in a cell, with a decimal point or a decimal comma and without separators for thousands."""

_NUMBER = re.compile(NUMBER)


def cell_value(written: str) -> float | str:
    """What a cell stands for, by which it is known again: `99` and `99,0` for one number, texts in small letters."""
    text = written.strip()
    if _NUMBER.fullmatch(text):
        return round(float(text.replace(",", ".")), DECIMALS) + 0.0
    return text.casefold()


def as_list(value: Any) -> Any:
    """A single item that stands without brackets as a list of one."""
    return value if value is None or isinstance(value, list | tuple) else [value]


class OneOrSeveral:
    """Marks a list of which a single item may stand without brackets, for editors."""

    @classmethod
    def __get_pydantic_json_schema__(cls, core: CoreSchema, handler: GetJsonSchemaHandler) -> JsonSchemaValue:
        several = handler(core)
        return {"anyOf": [several["items"], several]}


Cells = Annotated[tuple[Cell, ...], BeforeValidator(_as_list), Field(strict=False), OneOrSeveral]
"""Several cells; one may stand without brackets."""


SomeCells = Annotated[tuple[Cell, ...], Field(min_length=1, strict=False), BeforeValidator(_as_list), OneOrSeveral]
"""The same, at least one."""


class Column(Declared):
    """A column of the survey file that says to which group a customer belongs, or how much an answer weighs."""

    column: ColumnName = key("name of the column")
    missing: Cells | None = key("cells that are no answer, instead of those of the whole file", default=None)

    @model_validator(mode="before")
    @classmethod
    def _bare(cls, value: Any) -> Any:
        return {"column": value} if isinstance(value, str | WrittenInt | WrittenFloat) else value

    @classmethod
    def __get_pydantic_json_schema__(cls, core: CoreSchema, handler: GetJsonSchemaHandler) -> JsonSchemaValue:
        return {"anyOf": [{"type": ["string", "number"]}, handler(core)]}


class AnswerColumn(Column):
    """A column of the survey file with answers."""

    scale: Range | None = key("lowest and highest possible answer", default=None)
