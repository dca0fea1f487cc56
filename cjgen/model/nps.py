"""The Net Promoter Score as an author writes it."""

from typing import Annotated, Self

from pydantic import Field, model_validator
from pydantic_core import PydanticCustomError

from cjgen.model.column import AnswerColumn
from cjgen.model.declaration import Count, Declared, Line, Number, key


class Benchmark(Declared):
    """The range in which comparable organisations lie."""

    low: Annotated[Number, Field(ge=-100, le=100)] = key("low end of the range, an NPS")
    high: Annotated[Number, Field(ge=-100, le=100)] = key("high end of the range, an NPS")
    source: Line | None = key("where the range comes from", default=None)

    @model_validator(mode="after")
    def _ordered(self) -> Self:
        if self.low > self.high:
            raise PydanticCustomError("together", "order", {"message": "`low` must not lie above `high`"})
        return self


class Nps(Declared):
    """The Net Promoter Score: counts of promoters, passives and detractors, or a score with its n."""

    promoters: Count | None = key("how many answered 9 or 10", default=None)
    passives: Count | None = key("how many answered 7 or 8", default=None)
    detractors: Count | None = key("how many answered 0 to 6", default=None)
    score: Annotated[Number, Field(ge=-100, le=100)] | None = key("the score itself, -100 to 100", default=None)
    n: Annotated[Count, Field(ge=1)] | None = key("how many answered, with `score`", default=None)
    column: AnswerColumn | None = key("column of the survey file with answers from 0 to 10", default=None)
    benchmark: Benchmark | None = key("the range in which comparable organisations lie", default=None)

    @property
    def answers(self) -> int:
        """How many customers answered, as typed; 0 for a column of the survey file."""
        return self.n or sum(count or 0 for count in (self.promoters, self.passives, self.detractors))

    @model_validator(mode="after")
    def _fits_together(self) -> Self:
        counts = (self.promoters, self.passives, self.detractors)
        typed = (self.score, self.n)
        message = ""
        if self.column is not None:
            if any(value is not None for value in (*counts, *typed)):
                message = "`column` counts the answers itself: leave the figures out"
        elif any(count is not None for count in counts):
            if any(count is None for count in counts):
                message = (
                    "an NPS needs all three of `promoters`, `passives` and `detractors`; write 0 where there are none"
                )
            elif any(value is not None for value in typed):
                message = "`score` and `n` follow from the counts: leave them out"
            elif not sum(count or 0 for count in counts):
                message = "this NPS counts no answers"
        elif self.score is None or self.n is None:
            message = "an NPS needs `promoters`, `passives` and `detractors`, or `score` and `n`, or `column`"
        if message:
            raise PydanticCustomError("together", "misfit", {"message": message})
        return self
