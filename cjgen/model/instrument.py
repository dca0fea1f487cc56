"""Instruments: the field's own ways to ask and to count, as an author types them and as figures of their own."""

import math
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Annotated, Any, ClassVar, Literal, Self, get_args

from pydantic import BeforeValidator, Field, model_validator
from pydantic_core import PydanticCustomError

from cjgen.model.column import AnswerColumn
from cjgen.model.declaration import Count, Declared, Number, key, plain_number, word
from cjgen.model.document import written_number

InstrumentName = Literal["csat", "ces", "nps", "servqual", "tgw", "mystery"]
DimensionName = Literal["reliability", "assurance", "tangibles", "empathy", "responsiveness"]
Easy = Literal["high", "low"]

EASIEST, HARDEST = 7, 1
"""The ends of the Customer Effort Score's scale, where `easy: high`."""

ROUNDING = 0.1
"""How far weights may be from 100 together, so that three times 33.3 will do."""

MOST_GONE_WRONG = 10
"""More things gone wrong in one contact than this are a typing error."""


class InstrumentForm(Declared):
    """What an author types of an instrument; `example` shows how."""

    example: ClassVar[str]

    @model_validator(mode="after")
    def _fits_together(self) -> Self:
        message = self._misfit()
        if message:
            raise PydanticCustomError("together", "misfit", {"message": message})
        return self

    def _misfit(self) -> str:
        """What is wrong with the keys together; empty if nothing is, as where any of them go together."""
        return ""


_AtLeastOne = Annotated[Count, Field(ge=1)]


class Csat(InstrumentForm):
    """Customer satisfaction: how many of those asked were satisfied, as a rule the top two answers of five."""

    example = "{satisfied: 61, of: 84}"

    satisfied: Count | None = key("how many were satisfied", default=None)
    of: _AtLeastOne | None = key("how many customers were asked", default=None)
    column: AnswerColumn | None = key(
        "column of `responses` with the answers, of which the top two are satisfied", default=None
    )

    def _misfit(self) -> str:
        if self.column is not None:
            return _counts_itself(self.satisfied, self.of)
        if self.satisfied is None or self.of is None:
            return "`csat` needs `satisfied` and `of`, or `column`"
        return _too_many("satisfied", self.satisfied, self.of)


def _counts_itself(*counts: object) -> str:
    typed = any(count is not None for count in counts)
    return "`column` counts the answers itself: leave the counts out" if typed else ""


class Mystery(InstrumentForm):
    """What a mystery guest found: how many of the checks were passed."""

    example = "{passed: 17, of: 20}"

    passed: Count = key("how many checks were passed")
    of: _AtLeastOne = key("how many checks there were")

    def _misfit(self) -> str:
        return _too_many("passed", self.passed, self.of)


def _too_many(name: str, part: int, whole: int) -> str:
    return f"`{name}` is {part}, more than the {whole} of `of`: mend one of the two" if part > whole else ""


class Tgw(InstrumentForm):
    """Things Gone Wrong: how many in so many contacts; several may go wrong in one."""

    example = "{count: 9, of: 240}"

    count: Count = key("how many things went wrong")
    of: _AtLeastOne = key("in how many contacts")

    def _misfit(self) -> str:
        if self.count > MOST_GONE_WRONG * self.of:
            return f"`count` is {self.count} in only {self.of} contacts: are `count` and `of` the wrong way round?"
        return ""


def _effort(text: Any) -> Any:
    """An answer to the effort question, written as a key; raises `effort` for anything but 1 to 7."""
    number = written_number(text) if isinstance(text, str) else text
    number = plain_number(text if number is None else number)
    if not isinstance(number, int | float) or number not in range(HARDEST, EASIEST + 1):
        raise PydanticCustomError("effort", "not an answer", {"found": text})
    return int(number)


class Ces(InstrumentForm):
    """Customer Effort Score: how many customers gave each answer from 1 to 7."""

    example = "{counts: {5: 22, 6: 30, 7: 25}, easy: high}"

    counts: dict[Annotated[int, BeforeValidator(_effort)], Count] | None = key(
        "a tally: how many customers gave each answer from 1 to 7", default=None
    )
    column: AnswerColumn | None = key("column of `responses` with the answers, from 1 to 7", default=None)
    easy: Annotated[Easy, word(Easy)] = key("high: 7 stands for easy; low: 1 does")

    def _misfit(self) -> str:
        if self.column is not None:
            return _counts_itself(self.counts)
        if self.counts is None:
            return "`ces` needs `counts`, or `column`"
        return "" if sum(self.counts.values()) else "this tally counts no answers"


class NpsAnswers(InstrumentForm):
    """The answers to "would you recommend us?" after this touchpoint."""

    example = "{promoters: 20, passives: 14, detractors: 9}"

    promoters: Count | None = key("how many answered 9 or 10", default=None)
    passives: Count | None = key("how many answered 7 or 8", default=None)
    detractors: Count | None = key("how many answered 0 to 6", default=None)
    column: AnswerColumn | None = key("column of `responses` with the answers, from 0 to 10", default=None)

    def _misfit(self) -> str:
        if self.column is not None:
            return _counts_itself(self.promoters, self.passives, self.detractors)
        if self.promoters is None or self.passives is None or self.detractors is None:
            return "`nps` needs `promoters`, `passives` and `detractors`, or `column`"
        return "" if self.promoters + self.passives + self.detractors else "this NPS counts no answers"


class Dimension(Declared):
    """One dimension of service quality: what customers expected and what they perceived."""

    example: ClassVar[str] = "{expected: 6.6, perceived: 5.4}"

    expected: Number = key("mean of what customers expected")
    perceived: Number = key("mean of what customers perceived")
    weight: Annotated[Number, Field(ge=0, le=100)] | None = key(
        "how much it counts; the weights of all dimensions make 100", default=None
    )


class Servqual(InstrumentForm):
    """SERVQUAL: expected and perceived service on up to five dimensions (Parasuraman, Zeithaml and Berry 1988)."""

    example = (
        "{reliability: {expected: 6.6, perceived: 5.4, weight: 60},"
        " empathy: {expected: 5.8, perceived: 5.2, weight: 40}}"
    )

    reliability: Dimension | None = key("doing what was promised, the first time", default=None)
    assurance: Dimension | None = key("knowing one's business and inspiring trust", default=None)
    tangibles: Dimension | None = key("what can be seen: rooms, things, people", default=None)
    empathy: Dimension | None = key("attention for this one customer", default=None)
    responsiveness: Dimension | None = key("willing and quick to help", default=None)
    expected: AnswerColumn | None = key("column of `responses` with what customers expected", default=None)
    perceived: AnswerColumn | None = key("column of `responses` with what customers perceived", default=None)

    def dimensions(self) -> Iterator[tuple[DimensionName, Dimension]]:
        """The dimensions that were asked, in the order in which they are declared."""
        everything: tuple[tuple[DimensionName, Dimension | None], ...] = (
            ("reliability", self.reliability),
            ("assurance", self.assurance),
            ("tangibles", self.tangibles),
            ("empathy", self.empathy),
            ("responsiveness", self.responsiveness),
        )
        return ((name, dimension) for name, dimension in everything if dimension is not None)

    def _misfit(self) -> str:
        asked = dict(self.dimensions())
        if self.expected is not None or self.perceived is not None:
            if asked:
                return "`expected` and `perceived` are columns with the answers: leave the dimensions out"
            if self.expected is None or self.perceived is None:
                return "a SERVQUAL of answers needs both columns: `expected` and `perceived`"
            return ""
        if not asked:
            names = ", ".join(f"`{name}`" for name in get_args(DimensionName))
            return f"a SERVQUAL needs at least one dimension: {names}"
        weights = {name: dimension.weight for name, dimension in asked.items()}
        known = [weight for weight in weights.values() if weight is not None]
        bare = next((name for name, weight in weights.items() if weight is None), None)
        if known and bare is not None:
            return f"`{bare}` has no `weight` but another dimension has: give all of them one, or none"
        if known and abs(math.fsum(known) - 100) > ROUNDING * (1 + 1e-9):
            return f"the weights add up to {math.fsum(known):g}, not to 100: mend them, or leave all of them out"
        return ""


@dataclass(frozen=True, slots=True)
class Share:
    """CSAT or a mystery guest: `part` of `whole`; `figure` is the share in per cent.

    With weights `figure` is weighted, and `n_effective` is how many unweighted answers would say as much (Kish).
    """

    name: Literal["csat", "mystery"]
    figure: float
    part: int
    whole: int
    n_effective: float | None = None


@dataclass(frozen=True, slots=True)
class Effort:
    """Customer Effort Score: `figure` is the mean on 1 to 7 as asked, `easy_share` (0 to 1) how many found it easy.

    `answers` are (answer, how many) pairs as they were given, in ascending order.
    """

    figure: float
    easy: Easy
    easy_share: float
    answers: tuple[tuple[int, int], ...]
    name: Literal["ces"] = "ces"


@dataclass(frozen=True, slots=True)
class Recommendation:
    """The NPS of one touchpoint: `figure` from -100 to 100.

    With weights `shares` (0 to 1) of promoters and detractors are weighted and `figure` follows from them;
    `n_effective` is how many unweighted answers would say as much (Kish).
    """

    figure: float
    promoters: int
    passives: int
    detractors: int
    name: Literal["nps"] = "nps"
    shares: tuple[float, float] | None = None
    n_effective: float | None = None

    @property
    def n(self) -> int:
        """Number of customers who answered."""
        return self.promoters + self.passives + self.detractors


@dataclass(frozen=True, slots=True)
class ThingsGoneWrong:
    """Things Gone Wrong: `figure` is their number per 100 contacts, which may pass 100."""

    figure: float
    count: int
    contacts: int
    name: Literal["tgw"] = "tgw"


@dataclass(frozen=True, slots=True)
class DimensionGap:
    """One dimension of a SERVQUAL, in points of the scale that it was asked on; `gap` is perceived - expected."""

    name: DimensionName
    expected: float
    perceived: float
    weight: float | None
    gap: float


@dataclass(frozen=True, slots=True)
class ServiceGap:
    """SERVQUAL: `figure` is the weighted gap, `unweighted` the plain mean of the gaps, in points of its scale.

    `n` is the number of customers who answered both what they expected and what they perceived, None where not known.
    """

    figure: float
    unweighted: float
    dimensions: tuple[DimensionGap, ...]
    name: Literal["servqual"] = "servqual"
    n: int | None = None


Instrument = Share | Effort | Recommendation | ThingsGoneWrong | ServiceGap
"""What an instrument found, in its own unit."""

NOT_OF_CUSTOMERS: tuple[InstrumentName, ...] = ("tgw", "mystery")
"""Instruments whose n counts contacts or checks instead of customers asked."""
