"""Scores: a figure that customers gave or that somebody guessed, with what it rests on."""

from dataclasses import dataclass
from typing import Annotated, Any, Literal, Self

from pydantic import (
    AfterValidator,
    BeforeValidator,
    Field,
    GetJsonSchemaHandler,
    PlainValidator,
    WithJsonSchema,
    model_validator,
)
from pydantic.json_schema import JsonSchemaValue
from pydantic_core import CoreSchema, PydanticCustomError, PydanticKnownError

from cjgen.model.column import Cells, ColumnName
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
from cjgen.model.nps import Nps
from cjgen.model.scale import Range

Source = Literal["measured", "validated", "estimated", "derived", "unknown"]
"""How a score came about; `unknown` is a bare figure, `derived` a share in what goes together with an outcome."""

Spread = Literal["given", "answers", "assumed"]
"""Where a score's standard deviation comes from."""

SMALL_SAMPLE = 6
"""Fewer answers than this are shown one by one, without decimals and without an NPS."""
LARGE_SAMPLE = 30
"""From this many answers on the normal distribution is used, and a finding may be called clear."""

TOLERANCE = 1e-9
"""Largest difference between figures that counts as none, as a share of the scale's width."""

_SOURCE = Annotated[Source, word(Source)]


def _as_mapping(value: Any) -> Any:
    return {"mean": value} if isinstance(value, WrittenInt | WrittenFloat | str | float | int) else value


def _key_number(text: Any) -> Any:
    """A mapping's key as the number it stands for; keys reach us as they were written."""
    number = written_number(text) if isinstance(text, str) else None
    return text if number is None else number


_TallyKey = Annotated[float, BeforeValidator(lambda text: plain_number(_key_number(text))), Field(allow_inf_nan=False)]


def _share(value: Any) -> bool | float:
    """`true`, or a share; raises `share` for another figure or text, and `float_type` for what is neither."""
    if isinstance(value, bool):
        return value
    number = plain_number(value)
    if isinstance(number, int | float) and 0 <= number <= 1:
        return float(number)
    if isinstance(value, list | dict):
        raise PydanticKnownError("float_type")
    raise PydanticCustomError("share", "not a share", {"found": getattr(value, "text", value)})


_DERIVED_SCHEMA = WithJsonSchema({"anyOf": [{"const": True}, {"type": "number", "minimum": 0, "maximum": 1}]})
_PLAIN_FORMS = ("mean", "answers", "counts", "column", "derived")
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
    column: ColumnName | None = key("column of `responses` with the answers", default=None)
    missing: Cells | None = key(
        "cells of the column that are no answer, instead of those of the whole file", default=None
    )
    derived: Annotated[bool | float, PlainValidator(_share), _DERIVED_SCHEMA] | None = key(
        "importance only: true for the share in what goes together with the outcome, or that share, 0 to 1",
        default=None,
    )
    se: Annotated[Number, Field(ge=0, le=1)] | None = key("standard error of a derived share", default=None)
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
    def is_derived(self) -> bool:
        """Whether it is a share in what goes together with an outcome."""
        return self.derived is not None and self.derived is not False

    @property
    def reads_answers(self) -> str | None:
        """The key that takes answers from the survey file: `column`, `derived`, or an instrument; None without one."""
        if self.column is not None:
            return "column"
        if self.derived is True:
            return "derived"
        asked = self.instrument
        return next((name for name in _INSTRUMENTS if getattr(self, name) is asked), None) if _of_file(asked) else None

    @property
    def instrument(self) -> InstrumentForm | None:
        """The instrument that gave this score, None for a mean, answers or a tally."""
        return self.csat or self.ces or self.nps or self.servqual or self.tgw or self.mystery

    def _misfit(self) -> str:
        forms = [name for name in (*_PLAIN_FORMS, *_INSTRUMENTS) if getattr(self, name) is not None]
        if not forms:
            return "a score needs `mean`, `answers`, `counts`, `column` or an instrument such as `csat`"
        form = forms[0]
        if self.derived is False:
            return "`derived: false` says nothing: leave it out"
        if len(forms) > 1:
            return f"`{form}` and `{forms[1]}` say the same thing twice: keep one"
        if form in _INSTRUMENTS and _of_file(self.instrument):
            return self._misfit_of_columns(form)
        if form == "servqual" and self.sd is not None:
            return "`sd` does not go with `servqual`, whose spread is not one figure: leave it out"
        if form == "derived":
            return self._misfit_of_derived()
        if self.se is not None:
            return "`se` belongs to a derived share: write `sd`, the standard deviation of the answers"
        if self.source == "derived":
            return "`source: derived` belongs to a share: write `derived: true`, or `derived` with the share"
        if self.missing is not None and form != "column":
            return f"`missing` names cells of a survey file, and `{form}` is typed here: leave it out"
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

    def _misfit_of_derived(self) -> str:
        if self.sd is not None:
            return "`sd` is the spread of answers: write the standard error of a derived share as `se`"
        misplaced = [name for name in ("missing", "scale") if getattr(self, name) is not None]
        if misplaced:
            return f"`{misplaced[0]}` does not go with `derived`, a share from 0 to 1: leave it out"
        if self.source not in (None, "derived"):
            return f"`source: {self.source}` does not go with `derived`: leave it out"
        if self.derived is True and (self.se is not None or self.n is not None):
            return "`se` and `n` follow from the answers: leave them out of `derived: true`"
        if self.se is not None and not self.n:
            return "`se` needs `n`: the number of complete answers that the drivers rest on"
        return ""

    def _misfit_of_columns(self, form: str) -> str:
        """What is wrong beside an instrument that counts its answers in the survey file."""
        if self.se is not None:
            return "`se` belongs to a derived share: leave it out"
        if self.sd is not None or self.n is not None:
            return f"`sd` and `n` follow from the answers: leave them out beside `{form}`"
        misplaced = [name for name in ("missing", "scale") if getattr(self, name) is not None]
        if misplaced and (form != "servqual" or misplaced[0] == "missing"):
            return f"`{misplaced[0]}` belongs to a column within `{form}`: write it there"
        if self.source not in (None, "measured", "validated"):
            return f"`source: {self.source}` contradicts the answers of customers: leave it out"
        return ""

    @classmethod
    def __get_pydantic_json_schema__(cls, core: CoreSchema, handler: GetJsonSchemaHandler) -> JsonSchemaValue:
        return {"anyOf": [{"type": "number"}, handler(core)]}


def _of_file(asked: InstrumentForm | None) -> bool:
    """Whether an instrument counts its answers in the survey file."""
    if isinstance(asked, Servqual):
        return asked.expected is not None
    return isinstance(asked, Csat | Ces | NpsAnswers) and asked.column is not None


STATED = "says how something was experienced, not how much it matters: write importance as a score"
"""Why no instrument stands for importance."""


def _stated(form: ScoreForm) -> ScoreForm:
    name = next((name for name in _INSTRUMENTS if getattr(form, name) is not None), None)
    if name is not None:
        raise PydanticCustomError("together", "misfit", {"message": f"`{name}` {STATED}"})
    return form


ImportanceForm = Annotated[ScoreForm, AfterValidator(_stated)]
"""A score of importance: no instrument measures that."""

SHARE = "is a share of importance, and says nothing of what customers experienced: write a score"
"""Why nothing but importance is derived."""


def _experienced(form: ScoreForm) -> ScoreForm:
    if form.derived is not None:
        message = {"message": f"`derived` {SHARE}", "example": "such as `{mean: 7.4, sd: 1.2, n: 84}`"}
        raise PydanticCustomError("together", "misfit", message)
    return form


ExperienceForm = Annotated[ScoreForm, AfterValidator(_experienced)]
"""A score of what customers experienced: nothing of that is derived."""

EARLIER = "reads the survey file, which has its own waves: type the figures of an earlier one"
"""Why no column stands in a history."""


def _typed(form: ScoreForm) -> ScoreForm:
    name = form.reads_answers
    if name is not None:
        shown = "derived: true" if name == "derived" else name
        message = {"message": f"`{shown}` {EARLIER}", "example": "such as `{mean: 7.4, sd: 1.2, n: 84}`"}
        raise PydanticCustomError("together", "misfit", message)
    return form


EarlierImportance = Annotated[ImportanceForm, AfterValidator(_typed)]
EarlierExperience = Annotated[ExperienceForm, AfterValidator(_typed)]
"""Scores of an earlier wave, as figures."""


@dataclass(frozen=True, slots=True)
class Score:
    """A score on the journey's scale, whatever form it was written in.

    `sd` is in scale points and None where no spread is known or assumed; `n` is the number of customers
    asked, None for a bare or estimated figure. `answers` are (score, how many) pairs in ascending order,
    empty where the answers themselves are not known; `sequence` holds them in the order in which they were
    written, for pairing, and is empty for a tally. `instrument` is what the instrument found that gave the
    score, in its own unit; `n` then counts the contacts of a `tgw` and the checks of a `mystery`.

    Of a derived importance `mean` is a share of 0 to 1, `n` the number of complete answers, `sd` None and `se`
    its standard error, None where it was typed without one. With weights `mean` and `sd` are weighted, `n` stays
    the number of answers, `n_effective` is how many unweighted answers would say as much (Kish), and
    `unweighted` the plain mean. `asked_on` is the scale of the question where it was not the journey's.

    `rounded`: the mean is a whole number of points and nothing else is known, because fewer than six customers gave it
    and the reader may not know what they answered.
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
    se: float | None = None
    n_effective: float | None = None
    unweighted: float | None = None
    asked_on: Range | None = None
    rounded: bool = False

    @property
    def customers(self) -> int | None:
        """Number of customers asked, None where not known and where something else than customers was counted."""
        counted = self.instrument is not None and self.instrument.name in NOT_OF_CUSTOMERS
        return None if counted else self.n

    @property
    def effective(self) -> float:
        """How many unweighted answers would say as much: `n`, with weights no more than `n_effective`; 0 without n."""
        n = self.n or 0
        return n if self.n_effective is None else min(n, self.n_effective)

    @property
    def is_guess(self) -> bool:
        """True for a figure that nobody but ourselves vouches for: bare, estimated, or a share without its error."""
        return self.source in ("estimated", "unknown") or (self.source == "derived" and self.se is None)

    @property
    def few_answers(self) -> tuple[float, ...]:
        """The answers one by one, lowest first, where two to five customers gave them; else none."""
        if not 2 <= (self.n or 0) < SMALL_SAMPLE:
            return ()
        return tuple(value for value, count in self.answers for _ in range(count))


@dataclass(frozen=True, slots=True)
class TouchpointScores:
    """The scores of one touchpoint; None where not asked.

    `rho` is the correlation (-1 to 1) of importance and experience over the customers who gave both, None where
    that is not known from a survey file. `competitors` are the experiences of competitors' customers, in the author's
    order.
    """

    importance: Score | None
    experience: Score | None
    promise: Score | None
    rho: float | None = None
    competitors: tuple[Score, ...] = ()


@dataclass(frozen=True, slots=True)
class Recommended:
    """How many customers would recommend us, from a survey file.

    With weights `shares` (0 to 1) of promoters, passives and detractors are weighted, and `n_effective` is how
    many unweighted answers would say as much (Kish); both None without weights.
    """

    promoters: int
    passives: int
    detractors: int
    shares: tuple[float, float, float] | None = None
    n_effective: float | None = None

    @property
    def n(self) -> int:
        """Number of customers who answered."""
        return self.promoters + self.passives + self.detractors


@dataclass(frozen=True, slots=True)
class Products:
    """Sums over the rows in which every one of several columns has an answer, the last one the outcome.

    `names` are touchpoint ids (of a contrast: `(id, "low")` and `(id, "top")`) and end with the outcome. `sums` are
    Σ x and `products` Σ x y, the whole square; x is counted in whole units that are small enough for each column,
    so that all are exact integers and correlations do not depend on the units. `outcome_unit` is how many of its own
    points one such unit of the outcome is. `n` counts the complete rows, `n_all` all rows.
    """

    names: tuple[str | tuple[str, str], ...]
    n: int
    n_all: int
    sums: tuple[int, ...]
    products: tuple[tuple[int, ...], ...]
    outcome_unit: float = 1.0


@dataclass(frozen=True, slots=True)
class GroupScores:
    """The scores of a part of the customers: a wave, or a segment in the latest wave.

    `n` is the number of rows in the survey file, None for a wave that was typed in `history`, of which `nps` is as
    it was written. `value` is what the
    author says a segment is worth. `drivers` are the products of its complete rows, None where not asked for.
    """

    id: str
    title: str
    n: int | None
    touchpoints: dict[str, TouchpointScores]
    overall: Score | None = None
    nps: Recommended | Nps | None = None
    value: float | None = None
    drivers: Products | None = None


@dataclass(frozen=True, slots=True)
class SegmentScores:
    """The segments that one column makes, in the author's order, else in that of their values.

    `title` is what the author calls the column, None where nothing was written.
    """

    column: str
    groups: tuple[GroupScores, ...]
    title: str | None = None


@dataclass(frozen=True, slots=True)
class JourneyScores:
    """All scores of a journey: `touchpoints` by touchpoint id, `overall` the mark for the whole.

    What only a survey file gives is None or empty without one. `nps` is counted from its answers; `rows` are the
    rows of the latest wave. `drivers` and `contrast` are the products of complete rows behind drivers and the
    penalty-reward contrast. `waves` are those of `history` and of the file,
    oldest first; that of the journey's own figures comes last only where the file has waves. `cells` are how many
    rows of the latest wave lie in each combination of segments: an id or None for each list of `segments`.
    """

    touchpoints: dict[str, TouchpointScores]
    overall: Score | None
    nps: Recommended | None = None
    rows: int | None = None
    drivers: Products | None = None
    contrast: Products | None = None
    segments: tuple[SegmentScores, ...] = ()
    waves: tuple[GroupScores, ...] = ()
    cells: tuple[tuple[tuple[str | None, ...], int], ...] = ()
