"""Scales: the lowest and the highest possible score."""

from typing import Any, Self

from pydantic import GetJsonSchemaHandler, model_validator
from pydantic.json_schema import JsonSchemaValue
from pydantic_core import CoreSchema, PydanticCustomError

from cjgen.model.declaration import Declared, Number, key

FARTHEST = 1e6
NARROWEST = 1e-3
"""No question has answers farther from 0 or closer together, and beyond them arithmetic loses its footing."""


class Range(Declared):
    """The lowest and the highest possible score."""

    min: Number = key("lowest possible score")
    max: Number = key("highest possible score")

    @model_validator(mode="after")
    def _ordered(self) -> Self:
        if not self.min < self.max:
            raise PydanticCustomError("together", "order", {"message": "`min` must be below `max`"})
        for name, end in (("min", self.min), ("max", self.max)):
            if abs(end) > FARTHEST:
                message = f"`{name}` must lie between -1000000 and 1000000"
                raise PydanticCustomError("together", "far", {"message": message})
        if self.max - self.min < NARROWEST:
            message = "`min` and `max` must be at least 0.001 apart"
            raise PydanticCustomError("together", "narrow", {"message": message})
        return self

    @property
    def width(self) -> float:
        """`max - min`, in scale points."""
        return self.max - self.min

    @property
    def midpoint(self) -> float:
        """Half way between `min` and `max`."""
        return (self.min + self.max) / 2


class Scale(Declared):
    """The scales of importance and of experience; written as one range where both are equal."""

    importance: Range = key("scale of importance")
    experience: Range = key("scale of experience")

    @model_validator(mode="before")
    @classmethod
    def _one_for_both(cls, value: Any) -> Any:
        if isinstance(value, dict) and ("min" in value or "max" in value):
            return {"importance": value, "experience": value}
        return value

    @classmethod
    def __get_pydantic_json_schema__(cls, core: CoreSchema, handler: GetJsonSchemaHandler) -> JsonSchemaValue:
        own = handler(core)
        one = handler.resolve_ref_schema(own)["properties"]["importance"]
        return {"anyOf": [own, {name: value for name, value in one.items() if name != "description"}]}


SHARES = Range(min=0.0, max=1.0)
"""The scale of a derived importance."""
