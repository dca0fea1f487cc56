"""What we think of ourselves, and what others do, beside what customers say."""

from dataclasses import dataclass
from typing import Annotated, Literal, Self

from pydantic import AfterValidator, model_validator
from pydantic_core import PydanticCustomError

from cjgen.model.declaration import Declared, Line, Number, key
from cjgen.model.score import ExperienceForm, ScoreForm, Source

OwnAxis = Literal["importance", "experience"]
OWN_AXES: tuple[OwnAxis, ...] = ("importance", "experience")


class Own(Declared):
    """A department's own estimate of what customers would say, on the journey's scale."""

    importance: Number | None = key("how much we think it matters to customers", audience="client", default=None)
    experience: Number | None = key("how we think customers experience it", audience="client", default=None)
    by: Line | None = key("who estimated it: a department", audience="client", default=None)

    @model_validator(mode="after")
    def _says_something(self) -> Self:
        if self.importance is None and self.experience is None:
            alone = "`by` stands alone: " if self.by is not None else ""
            message = f"{alone}an own estimate needs a figure: `importance` or `experience`"
            raise PydanticCustomError("together", "misfit", {"message": message})
        return self


def _typed(form: ScoreForm) -> ScoreForm:
    name = form.reads_answers
    if name is not None:
        text = f"`{name}` reads our own survey file, in which no customers of a competitor answer: type the figure"
        example = "such as `{mean: 7.4, sd: 1.2, n: 84}`"
        raise PydanticCustomError("together", "misfit", {"message": text, "example": example})
    return form


class Competitor(Declared):
    """How customers of a competitor experience the same."""

    experience: Annotated[ExperienceForm, AfterValidator(_typed)] = key("how its customers experience it")
    name: Line | None = key("its name", audience="client", default=None)


OwnView = Literal["blind_spot", "undersold", "agrees"]
"""Own estimate above the customers' interval, below it, or within."""


@dataclass(frozen=True, slots=True)
class OwnEstimate:
    """One own figure beside that of customers, in scale points.

    `entry` is its position among the touchpoint's own figures, None for the mean of all. `gap` is own - customers,
    None where customers' figure is missing, estimated, or a derived share; `view` None where it has no interval.
    """

    axis: OwnAxis
    entry: int | None
    value: float
    gap: float | None
    view: OwnView | None


@dataclass(frozen=True, slots=True)
class OwnAgreement:
    """How well own estimates agree with customers over the touchpoints of a journey, on one axis.

    `by` is the department, None for the mean of all own figures. `n` touchpoints are compared. `bias` and `error` (mean
    absolute error) are in scale points, None where the axes differ (importance is derived) or nothing is compared;
    `tau` is Kendall's tau-b, None with fewer than two touchpoints or where all tie. `blind_spots` and `undersold` are
    touchpoint ids, the largest gap first.
    """

    axis: OwnAxis
    by: str | None
    n: int
    bias: float | None
    error: float | None
    tau: float | None
    blind_spots: tuple[str, ...]
    undersold: tuple[str, ...]


Standing = Literal["ahead", "level", "behind"]


@dataclass(frozen=True, slots=True)
class CompetitorFindings:
    """Our experience beside that of one competitor, in scale points.

    `number` counts the competitors of the journey from 1 in the order in which they are first named, so that it can
    stand for the name; `entry` is the position in the touchpoint's list. `source` is how their figure is known.
    `difference` is ours - theirs, None where we have no figure of customers, or theirs is only `estimated`; `low` and
    `high` are its 95 % interval, None where neither figure has one. `standing` is by that interval, or by the
    difference alone where there is none. `certain`: both figures have a margin; with one the interval is that
    of this one alone.
    """

    number: int
    entry: int
    mean: float
    n: int | None
    source: Source
    own_low: float | None
    own_high: float | None
    difference: float | None
    low: float | None
    high: float | None
    standing: Standing | None
    certain: bool

    @property
    def estimated(self) -> bool:
        """Whether theirs is only our own estimate, which is no figure of their customers."""
        return self.source == "estimated"
