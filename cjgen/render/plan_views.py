"""What templates get of failures, actions and plans: texts, ready to be shown. Nothing here is computed any more."""

from __future__ import annotations

from dataclasses import dataclass

from markupsafe import Markup


@dataclass(frozen=True, slots=True)
class FailureStepView:
    """A step of putting right what went wrong; `customer` says that it is theirs."""

    who: str
    customer: bool
    what: str
    minutes: Markup | None
    cost: str | None


@dataclass(frozen=True, slots=True)
class FailureRoleView:
    """What a role puts into one case; `labour` is None where it has no rate or, as `customer`, is not counted in money.

    `rate` is what an hour of it costs, `costs` what its steps cost beside the time, `total` labour and costs.
    """

    who: str
    customer: bool
    minutes: str
    rate: Markup | None
    labour: str | None
    costs: str | None
    total: str | None


@dataclass(frozen=True, slots=True)
class FailureView:
    """A process that is only there because something goes wrong; `costs`: there are any beside the time."""

    title: str
    steps: tuple[FailureStepView, ...]
    roles: tuple[FailureRoleView, ...]
    costs: bool
    sentences: tuple[Markup, ...]


@dataclass(frozen=True, slots=True)
class FailureRow:
    """A failure in the summary of its journey: how often in a year, money of a case and of a year, customers' time.

    The last three are None where they are not known; `at_least` says that a role of it has no rate.
    """

    number: int
    anchor: str
    touchpoint: str
    title: str
    times: str | None
    case: str | None
    year: str | None
    customers: Markup | None
    at_least: bool


@dataclass(frozen=True, slots=True)
class FailureCostView:
    """What all failures of a journey cost, the costliest first."""

    sentences: tuple[Markup, ...]
    rows: tuple[FailureRow, ...]


@dataclass(frozen=True, slots=True)
class ActionView:
    """An action: its state in a word, what is known about it as short phrases, and what came of it.

    `due` and `review` are the days (or months or years) that are still waited for, each with whether that has passed.
    """

    title: str
    status: str
    facts: tuple[Markup, ...]
    due: Markup | None
    overdue: bool
    review: Markup | None
    review_overdue: bool
    result: str | None


@dataclass(frozen=True, slots=True)
class PlanFocusRow:
    """A focus area; `journey` is there where the plan has several. `facts` are hours, money and what else it brings."""

    href: str
    language: str
    title: str
    journey: str | None
    owner: str | Markup | None
    facts: tuple[Markup, ...]


@dataclass(frozen=True, slots=True)
class PlanOutRow:
    """What falls off, because of what, and what would bring it in."""

    href: str
    language: str
    title: str
    journey: str | None
    because: tuple[Markup, ...]


@dataclass(frozen=True, slots=True)
class PlanRow:
    """An action in a table of the plan; `href` is where the report speaks of its touchpoint."""

    href: str
    language: str
    title: str
    touchpoint: str
    journey: str | None
    status: str
    due: str | None
    overdue: bool
    review: str | None
    review_overdue: bool
    hours: str | None
    cost: str | None
    lift: str | None
    effect: str | None
    result: str | None


@dataclass(frozen=True, slots=True)
class PlanGroup:
    """The open actions of an owner, or of a touchpoint or journey; `total` is what they take together."""

    title: str
    total: Markup | None
    rows: tuple[PlanRow, ...]


@dataclass(frozen=True, slots=True)
class EffectRow:
    """What the open actions of a touchpoint should bring: experience now and then, None where that is not known.

    `capped`: they promise more than the scale holds.
    """

    href: str
    language: str
    title: str
    journey: str | None
    wished: bool
    now: str | None
    lift: str
    then: str | None
    capped: bool


@dataclass(frozen=True, slots=True)
class FinishedRow:
    """The finished actions of a touchpoint, and what customers said since."""

    href: str
    language: str
    title: str
    journey: str | None
    actions: tuple[PlanRow, ...]
    sentence: Markup | None


@dataclass(frozen=True, slots=True)
class PlanView:
    """The plan of one journey, or across all of them.

    `lead` says how much is worked on, `told` what is open and overdue.
    `report` is the journey's report, None across journeys. `plans` are then the plans of the journeys: address,
    language, title. `owned`: the groups are owners. The flags say which columns the table of open actions has.
    """

    title: str
    draft: bool
    report: str | None
    lead: Markup
    statuses: tuple[Markup, ...]
    told: tuple[Markup, ...]
    focus_sentences: tuple[Markup, ...]
    focus: tuple[PlanFocusRow, ...]
    left_out: tuple[PlanOutRow, ...]
    left_out_title: Markup
    left_out_more: Markup | None
    owned: bool
    groups: tuple[PlanGroup, ...]
    dated: bool
    timed: bool
    costed: bool
    lifted: bool
    reviews: tuple[PlanRow, ...]
    effects: tuple[EffectRow, ...]
    finished: tuple[FinishedRow, ...]
    stopped: tuple[PlanRow, ...]
    plans: tuple[tuple[str, str, str], ...]
