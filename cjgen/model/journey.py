"""A customer journey: stages and touchpoints as the consultant wrote them."""

from collections.abc import Iterator
from typing import Annotated, Any, Literal, Self

from pydantic import AfterValidator, BeforeValidator, Field, GetJsonSchemaHandler, model_validator
from pydantic.json_schema import JsonSchemaValue
from pydantic_core import CoreSchema, PydanticCustomError

from cjgen.model.action import Action
from cjgen.model.column import OneOrSeveral
from cjgen.model.declaration import (
    Count,
    Date,
    Declared,
    Id,
    Line,
    Markdown,
    Named,
    Number,
    Text,
    Texts,
    key,
    plain_line,
    word,
)
from cjgen.model.document import WrittenFloat, WrittenInt
from cjgen.model.failure import Failure
from cjgen.model.focus import JourneyFocus
from cjgen.model.loyalty import Loyalty
from cjgen.model.nps import Nps
from cjgen.model.organisation import InLine, Learned, ScanAnswer, Vision
from cjgen.model.own import Competitor, Own
from cjgen.model.responses import Responses, Segment
from cjgen.model.scale import SHARES, Range, Scale
from cjgen.model.score import EARLIER, EarlierExperience, EarlierImportance, ExperienceForm, ImportanceForm
from cjgen.model.site import Settings

Kind = Literal["basic", "performance", "delight"]
EvidenceSource = Literal[
    "interview", "survey", "mystery_guest", "call", "social", "complaint", "staff", "supplier", "competitor"
]
Tone = Literal["good", "bad", "neutral"]

RESERVED_IDS = ("site",)
RESERVED_ENDINGS = ("-plan", "-sheet", "-done")


NO_REASON = ("true", "false", "yes", "no", "ja", "nee", "y", "n", "j", "x", "1", "0", "required", "verplicht")
"""Words that say no more than that there is a reason, or none; in small letters."""


def _reason(value: Any) -> Any:
    """A reason; raises `reason` for a word that only says that there is one, or that there is none."""
    said = str(value).lower() if isinstance(value, bool) else plain_line(value)
    if isinstance(said, str) and said.lower() in NO_REASON:
        raise PydanticCustomError("reason", "not a reason", {"found": said})
    return value


def _as_list(value: Any) -> Any:
    """One mapping as a list of one; anything else stays, so that its message names both ways to write the key."""
    return [value] if isinstance(value, dict) else value


class Evidence(Declared):
    """What somebody said, saw or wrote about a touchpoint."""

    text: Text = key("the quote or note")
    source: Annotated[EvidenceSource, word(EvidenceSource)] | None = key("where it comes from", default=None)
    who: Line | None = key("who said or wrote it", audience="internal", default=None)
    date: Date | None = key("when", default=None)
    tone: Annotated[Tone, word(Tone)] | None = key("whether it is good or bad news", default=None)


class Complaints(Declared):
    """How often things went wrong."""

    count: Count = key("number of complaints")
    of: Annotated[Count, Field(ge=1)] = key("in how many contacts")
    period: Line | None = key("in which period", default=None)


class TouchpointTarget(Declared):
    """The experience aimed at, for one touchpoint."""

    experience: Number = key("the experience aimed at")
    by: Date | None = key("when it should be reached", default=None)
    agreed_with: Line | None = key("with whom it was agreed", default=None)

    @model_validator(mode="before")
    @classmethod
    def _bare(cls, value: Any) -> Any:
        return {"experience": value} if isinstance(value, WrittenInt | WrittenFloat | str | int | float) else value

    @classmethod
    def __get_pydantic_json_schema__(cls, core: CoreSchema, handler: GetJsonSchemaHandler) -> JsonSchemaValue:
        return {"anyOf": [{"type": "number"}, handler(core)]}


class TouchpointHistory(Declared):
    """What customers said of a touchpoint in an earlier wave."""

    wave: Line = key("the wave, such as 2025 or 2025-Q3")
    importance: EarlierImportance | None = key("how much it mattered to customers", default=None)
    experience: EarlierExperience | None = key("how customers experienced it", default=None)

    @model_validator(mode="after")
    def _says_something(self) -> Self:
        if self.importance is None and self.experience is None:
            message = "`wave` stands alone: an earlier wave needs `importance` or `experience`"
            raise PydanticCustomError("together", "misfit", {"message": message})
        return self


class Touchpoint(Named):
    """One meeting of a customer with the organisation, or one that customers wish for."""

    id: Id = key("stable name in addresses; made of the title where it is not written", default="")
    title: Line = key("name of the touchpoint")
    summary: Markdown | None = key("what happens here, in markdown", default=None)
    need: Text | None = key("the question behind the question", default=None)
    importance: ImportanceForm | None = key("how much it matters to customers", default=None)
    experience: ExperienceForm | None = key("how customers experienced it", default=None)
    wished: bool = key("true: it is not there yet and customers miss it", default=False)
    kind: Annotated[Kind, word(Kind)] = key(
        "basic must simply be right, performance pays off by degree, delight surprises", default="performance"
    )
    required: Annotated[Text, BeforeValidator(_reason)] | None = key("why it cannot be dropped", default=None)
    channel: Line | None = key("by what means customers meet it", default=None)
    owner: Line | None = key("who in the organisation looks after it", default=None)
    promise: ExperienceForm | None = key("score: is the promise felt here?", default=None)
    target: TouchpointTarget | None = key("the experience aimed at", default=None)
    history: Annotated[tuple[TouchpointHistory, ...], Field(strict=False)] = key("earlier waves", default=())
    evidence: Annotated[tuple[Evidence, ...], Field(strict=False)] = key(
        "what customers and others said or saw", default=()
    )
    complaints: Complaints | None = key("how often things went wrong", default=None)
    vision: Annotated[InLine, word(InLine)] | None = key(
        "whether it is in line with the journey's vision", audience="client", default=None
    )
    own: Annotated[tuple[Own, ...], BeforeValidator(_as_list), Field(strict=False), OneOrSeveral] = key(
        "what we estimate ourselves: one estimate or several", audience="client", default=()
    )
    competitor: Annotated[tuple[Competitor, ...], BeforeValidator(_as_list), Field(strict=False), OneOrSeveral] = key(
        "the same at a competitor: one or several", default=()
    )
    failure: Failure | None = key("what it costs when it goes wrong", audience="client", default=None)
    actions: Annotated[tuple[Action, ...], Field(strict=False)] = key("what is done about it", default=())
    internal: Markdown | None = key("for the organisation only, in markdown", audience="internal", default=None)


class Stage(Named):
    """A part of the journey, in the order in which the customer meets it."""

    id: Id = key("stable name in addresses; made of the title where it is not written", default="")
    title: Line = key("name of the stage")
    summary: Markdown | None = key("what happens in this stage, in markdown", default=None)
    touchpoints: Annotated[tuple[Touchpoint, ...], Field(min_length=1, strict=False)] = key(
        "the touchpoints of this stage, in order"
    )


class Promise(Declared):
    """The experience that the organisation wants to be known for."""

    title: Line = key("the promise in a word or two")
    question: Line | None = key("how customers were asked whether they feel it", default=None)

    @model_validator(mode="before")
    @classmethod
    def _not_the_title_itself(cls, value: Any) -> Any:
        if isinstance(value, dict) and value and value.keys() <= Texts.model_fields.keys():
            message = "`promise` holds keys: its texts in several languages belong under `title`"
            raise PydanticCustomError("together", "misfit", {"message": message})
        return value


class Sample(Declared):
    """How many customers were asked and how many answered."""

    invited: Count | None = key("how many customers were asked", default=None)
    answered: Count | None = key("how many answered", default=None)

    @model_validator(mode="after")
    def _ordered(self) -> Self:
        if self.invited is not None and self.answered is not None and self.answered > self.invited:
            message = f"{self.answered} customers answered but only {self.invited} were invited"
            raise PydanticCustomError("together", "order", {"message": message})
        return self


class Context(Declared):
    """What one must know to judge the figures."""

    organisation: Line | None = key("whose customers", default=None)
    sector: Line | None = key("in which sector", default=None)
    product: Line | None = key("for which product or service", default=None)
    customer: Line | None = key("which customers: a persona or a segment", default=None)
    period: Line | None = key("when they were asked", default=None)
    method: Text | None = key("how they were asked", default=None)
    sample: Sample | None = key("how many were asked and answered", default=None)


class JourneyTarget(Declared):
    """What the organisation aims at for the journey as a whole."""

    experience: Number | None = key("the experience aimed at for every touchpoint", default=None)
    overall: Number | None = key("the overall mark aimed at", default=None)
    nps: Annotated[Number, Field(ge=-100, le=100)] | None = key("the NPS aimed at", default=None)
    by: Date | None = key("when it should be reached", default=None)
    agreed_with: Line | None = key("with whom it was agreed", default=None)

    @model_validator(mode="after")
    def _aims_at_something(self) -> Self:
        if self.experience is None and self.overall is None and self.nps is None:
            message = "a target needs a figure: `experience`, `overall` or `nps`"
            raise PydanticCustomError("together", "misfit", {"message": message})
        return self


def _free(journey_id: str) -> str:
    if journey_id in RESERVED_IDS or journey_id.endswith(RESERVED_ENDINGS):
        raise PydanticCustomError("reserved_id", "reserved", {"found": journey_id})
    return journey_id


def _typed(nps: Nps) -> Nps:
    if nps.column is not None:
        message = {"message": f"`column` {EARLIER}", "example": "such as `nps: {score: 32, n: 90}`"}
        raise PydanticCustomError("together", "misfit", message)
    if nps.benchmark is not None:
        message = {"message": "`benchmark` goes with today's NPS", "example": "move it to `nps` of the journey itself"}
        raise PydanticCustomError("together", "misfit", message)
    return nps


class JourneyHistory(Declared):
    """What customers said of the whole in an earlier wave."""

    wave: Line = key("the wave, such as 2025 or 2025-Q3")
    nps: Annotated[Nps, AfterValidator(_typed)] | None = key("would customers recommend us?", default=None)
    overall: EarlierExperience | None = key("the satisfaction mark for the whole", default=None)

    @model_validator(mode="after")
    def _says_something(self) -> Self:
        if self.nps is None and self.overall is None:
            message = "`wave` stands alone: an earlier wave needs `nps` or `overall`"
            raise PydanticCustomError("together", "misfit", {"message": message})
        return self


class Journey(Settings):
    """A customer journey; its settings are the site's unless it sets its own."""

    id: Annotated[Id, AfterValidator(_free)] = key("stable name in addresses; default: the file's name", default="")
    title: Line = key("title of the journey")
    summary: Markdown | None = key("what this journey is about, in markdown", default=None)
    draft: bool = key("true: left out of the site until it is ready", audience="client", default=False)
    promise: Promise | None = key("what customers should always find here", default=None)
    context: Context | None = key("what one must know to judge the figures", default=None)
    no_figures: Text | None = key("why there are no figures", default=None)
    overall: ExperienceForm | None = key("the satisfaction mark for the whole", default=None)
    nps: Nps | None = key("would customers recommend us?", default=None)
    target: JourneyTarget | None = key("what the organisation aims at", default=None)
    responses: Responses | None = key("the survey file with the answers one by one", default=None)
    segments: Annotated[tuple[Segment, ...], Field(strict=False)] = key(
        "groups of customers in the survey file, the most valuable first", default=()
    )
    history: Annotated[tuple[JourneyHistory, ...], Field(strict=False)] = key("earlier waves of the whole", default=())
    focus: JourneyFocus | None = key("focus areas, hours and money of this journey alone", default=None)
    vision: Vision | None = key("what owners or board want with customers", audience="client", default=None)
    loyalty: Annotated[tuple[Loyalty, ...], Field(strict=False)] = key("what customers did", default=())
    organisation: Annotated[tuple[ScanAnswer, ...], Field(strict=False)] = key(
        "answers to the scan: how customer-oriented is the organisation?", audience="client", default=()
    )
    learned: Annotated[tuple[Learned, ...], Field(strict=False)] = key(
        "you said, we did: for the customers who answered", default=()
    )
    stages: Annotated[tuple[Stage, ...], Field(min_length=1, strict=False)] = key(
        "the stages in the order in which the customer meets them"
    )

    @property
    def derives_importance(self) -> bool:
        """Whether importance is each touchpoint's share in what goes together with the outcome, 0 to 1."""
        return any(
            touchpoint.importance is not None and touchpoint.importance.is_derived
            for _, touchpoint in self.touchpoints()
        )

    @property
    def axes(self) -> Scale:
        """The scales on which figures lie: those of the author, but 0 to 1 for a derived importance.

        Wished touchpoints keep the author's: nobody has experienced them, so their importance is stated.
        """
        return self.scale.model_copy(update={"importance": SHARES}) if self.derives_importance else self.scale

    def importance_scale(self, touchpoint: Touchpoint) -> Range:
        """The scale on which the importance of this touchpoint lies."""
        return self.scale.importance if touchpoint.wished else self.axes.importance

    def touchpoints(self) -> Iterator[tuple[Stage, Touchpoint]]:
        """Every touchpoint with its stage, in the author's order."""
        for stage in self.stages:
            for touchpoint in stage.touchpoints:
                yield stage, touchpoint
