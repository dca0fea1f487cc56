"""Scores: a figure that customers gave or that somebody guessed, with what it rests on."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Annotated, Any, Literal, Self

from pydantic import AfterValidator, BeforeValidator, Field, GetJsonSchemaHandler, model_validator
from pydantic.json_schema import JsonSchemaValue
from pydantic_core import CoreSchema, PydanticCustomError

from cjgen.model.declaration import Count, Declared, Line, Number, key, plain_number, word
from cjgen.model.document import WrittenFloat, WrittenInt, written_number
from cjgen.model.instrument import (
    NOT_OF_CUSTOMERS,
    Ces,
    Csat,
    Instrument,
    InstrumentForm,
    Mystery,
    NpsAnswers,
    Servqual,
    Tgw,
)

Source = Literal["measured", "validated", "estimated", "unknown"]
"""How a score came about; `unknown` is a bare figure."""

Spread = Literal["given", "answers", "assumed"]
"""Where a score's standard deviation comes from."""

SMALL_SAMPLE = 6
"""Fewer answers than this are shown one by one, without decimals and without an NPS."""

TOLERANCE = 1e-9
"""Largest difference between figures that counts as none, as a share of the scale's width."""

_SOURCE = Annotated[Source, word(Source)]


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


def _as_mapping(value: Any) -> Any:
    return {"mean": value} if isinstance(value, WrittenInt | WrittenFloat | str | float | int) else value


def _key_number(text: Any) -> Any:
    """A mapping's key as the number it stands for; keys reach us as they were written."""
    number = written_number(text) if isinstance(text, str) else None
    return text if number is None else number


_TallyKey = Annotated[float, BeforeValidator(lambda text: plain_number(_key_number(text))), Field(allow_inf_nan=False)]


_PLAIN_FORMS = ("mean", "answers", "counts")
_INSTRUMENTS = ("csat", "ces", "nps", "servqual", "tgw", "mystery")


class ScoreForm(Declared):
    """A score as an author writes it: a bare figure, a mean with its n, answers, a tally, or an instrument."""

    mean: Number | None = key("mean of the answers, or an estimate", default=None)
    sd: Annotated[Number, Field(ge=0)] | None = key("standard deviation of the answers", default=None)
    n: Count | None = key("number of customers who answered", default=None)
    answers: Annotated[tuple[Number, ...], Field(min_length=1, strict=False)] | None = key(
        "the answers one by one", audience="client", default=None
    )
    counts: dict[_TallyKey, Count] | None = key("a tally: how many customers gave each score", default=None)
    csat: Csat | None = key("customer satisfaction: how many of those asked were satisfied", default=None)
    ces: Ces | None = key("Customer Effort Score: answers from 1 to 7", default=None)
    nps: NpsAnswers | None = key("Net Promoter Score of this one thing, as counts", default=None)
    servqual: Servqual | None = key("SERVQUAL: expected and perceived service by dimension", default=None)
    tgw: Tgw | None = key("Things Gone Wrong in so many contacts", default=None)
    mystery: Mystery | None = key("what a mystery guest found", default=None)
    source: _SOURCE | None = key("how the figure came about", default=None)
    by: Line | None = key("who estimated or asked", default=None)
    question: Line | None = key("the wording of the question", default=None)
    scale: Range | None = key("the scale of this score where it differs from the journey's", default=None)

    @model_validator(mode="before")
    @classmethod
    def _bare(cls, value: Any) -> Any:
        return _as_mapping(value)

    @model_validator(mode="after")
    def _fits_together(self) -> Self:
        message = self._misfit()
        if message:
            raise PydanticCustomError("together", "misfit", {"message": message})
        return self

    @property
    def instrument(self) -> InstrumentForm | None:
        """The instrument that gave this score, None for a mean, answers or a tally."""
        return self.csat or self.ces or self.nps or self.servqual or self.tgw or self.mystery

    def _misfit(self) -> str:
        forms = [name for name in (*_PLAIN_FORMS, *_INSTRUMENTS) if getattr(self, name) is not None]
        if not forms:
            return "a score needs `mean`, `answers`, `counts` or an instrument such as `csat`"
        form = forms[0]
        if len(forms) > 1:
            return f"`{form}` and `{forms[1]}` say the same thing twice: keep one"
        if form == "servqual" and self.sd is not None:
            return "`sd` does not go with `servqual`, whose spread is not one figure: leave it out"
        if form not in ("mean", "servqual") and (self.sd is not None or self.n is not None):
            return f"`sd` and `n` follow from `{form}`: leave them out"
        if form in _INSTRUMENTS and form != "servqual" and self.scale is not None:
            return f"`scale` does not go with `{form}`, which has one of its own: leave it out"
        if form in NOT_OF_CUSTOMERS and self.source not in (None, "measured"):
            return f"`source: {self.source}` does not go with `{form}`, which was counted: leave it out"
        if self.counts is not None and not sum(self.counts.values()):
            return "this tally counts no answers"
        if self.sd is not None and not self.n:
            return "`sd` needs `n`: without the number of answers a spread says nothing"
        asked = bool(self.n) or form not in ("mean", "servqual")
        if self.source in ("measured", "validated") and not asked:
            what = "`n` or `answers`" if form == "mean" else "`n`"
            return f"`source: {self.source}` needs {what}: how many customers were asked?"
        if self.source in ("estimated", "unknown") and asked:
            return f"`source: {self.source}` contradicts the answers of customers: write `validated` or `measured`"
        return ""

    @classmethod
    def __get_pydantic_json_schema__(cls, core: CoreSchema, handler: GetJsonSchemaHandler) -> JsonSchemaValue:
        return {"anyOf": [{"type": "number"}, handler(core)]}


STATED = "says how something was experienced, not how much it matters: write importance as a score"
"""Why no instrument stands for importance."""


def _stated(form: ScoreForm) -> ScoreForm:
    name = next((name for name in _INSTRUMENTS if getattr(form, name) is not None), None)
    if name is not None:
        raise PydanticCustomError("together", "misfit", {"message": f"`{name}` {STATED}"})
    return form


ImportanceForm = Annotated[ScoreForm, AfterValidator(_stated)]
"""A score of importance: no instrument measures that."""


@dataclass(frozen=True, slots=True)
class Score:
    """A score on the journey's scale, whatever form it was written in.

    `sd` is in scale points and None where no spread is known or assumed; `n` is the number of customers
    asked, None for a bare or estimated figure. `answers` are (score, how many) pairs in ascending order,
    empty where the answers themselves are not known; `sequence` holds them in the order in which they were
    written, for pairing, and is empty for a tally. `instrument` is what the instrument found that gave the
    score, in its own unit; `n` then counts the contacts of a `tgw` and the checks of a `mystery`.
    """

    mean: float
    sd: float | None
    n: int | None
    source: Source
    spread: Spread | None
    answers: tuple[tuple[float, int], ...] = ()
    sequence: tuple[float, ...] = ()
    by: str | None = None
    question: str | None = None
    instrument: Instrument | None = None

    @property
    def customers(self) -> int | None:
        """Number of customers asked, None where not known and where something else than customers was counted."""
        counted = self.instrument is not None and self.instrument.name in NOT_OF_CUSTOMERS
        return None if counted else self.n

    @property
    def is_guess(self) -> bool:
        """True for a figure that nobody but ourselves vouches for: bare or estimated."""
        return self.source in ("estimated", "unknown")

    @property
    def few_answers(self) -> tuple[float, ...]:
        """The answers one by one, lowest first, where two to five customers gave them; else none."""
        if not 2 <= (self.n or 0) < SMALL_SAMPLE:
            return ()
        return tuple(value for value, count in self.answers for _ in range(count))


@dataclass(frozen=True, slots=True)
class TouchpointScores:
    """The scores of one touchpoint; None where not asked."""

    importance: Score | None
    experience: Score | None
    promise: Score | None


@dataclass(frozen=True, slots=True)
class JourneyScores:
    """All scores of a journey: `touchpoints` by touchpoint id, `overall` the mark for the whole."""

    touchpoints: dict[str, TouchpointScores]
    overall: Score | None
