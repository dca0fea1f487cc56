"""What is needed of one journey where all of them are taken together: plain values, quick to keep and to read again.

It is never published: part of it is what the analysis knows, whoever may see it.
"""

from __future__ import annotations

from typing import NamedTuple

from cjgen.model.action import Effect
from cjgen.model.failure import FailureTotals
from cjgen.model.findings import NpsFindings
from cjgen.model.focus import Capacity, FocusArea
from cjgen.model.nps import Nps


class Contender(NamedTuple):
    """A touchpoint to improve or to add, as it competes for hours and money, and what its open actions state.

    `journey` and `touchpoint` are ids, `value` (0 to 1) is its value by need: importance times all that is lacking,
    as shares of their scales. `lifted` is its value by what its open actions lift, None where none of them says.
    `hours` and `cost` are those of its open actions together, None where none states any, and `amounts` the (hours,
    cost) that each of them states; `effects` are those that they name.
    """

    journey: str
    touchpoint: str
    value: float
    failing_basic: bool
    lifted: float | None = None
    hours: float | None = None
    cost: float | None = None
    effects: tuple[Effect, ...] = ()
    amounts: tuple[tuple[float | None, float | None], ...] = ()

    def area(self, *, by_lift: bool = False) -> FocusArea:
        """What may be chosen, valued by need, or by lift where that is asked for and known."""
        value = self.lifted if by_lift and self.lifted is not None else self.value
        return FocusArea(self.journey, self.touchpoint, value, self.failing_basic, self.hours, self.cost, self.effects)

    def is_costed(self, hours: float | None, budget: float | None) -> bool:
        """Whether every open action says what it takes of what is limited; with both limited one of the two will do."""
        limited = [place for place, most in enumerate((hours, budget)) if most is not None]
        stated = [any(amount[place] is not None for place in limited) for amount in self.amounts]
        return not limited or (bool(stated) and all(stated))


class Contribution(NamedTuple):
    """What one journey brings to what all of them say together; touchpoints by id, in the author's order.

    `weak_basics` are (touchpoint, how far below its threshold, as a share of the scale), `basics` is how many basics
    exist and `basics_compared` of how many of them it is known on which side of their threshold they lie.
    `failures` are (touchpoint, cost a year) of failures that cost money.
    """

    contenders: tuple[Contender, ...]
    weak_basics: tuple[tuple[str, float], ...]
    basics: int
    basics_compared: int
    failures: tuple[tuple[str, float], ...]


class OwnFocus(NamedTuple):
    """What a journey has for itself: a number of areas, hours and money, None where these are not limited."""

    limit: int
    hours: float | None
    budget: float | None

    @property
    def capacity(self) -> Capacity:
        """The hours and the money."""
        return Capacity(hours=self.hours, budget=self.budget)


class Benchmark(NamedTuple):
    """The range in which the NPS of comparable organisations lies, and where it comes from."""

    low: float
    high: float
    source: str | None


def benchmark_of(nps: Nps | None) -> Benchmark | None:
    """The benchmark that stands beside an NPS, if there is one."""
    if nps is None or nps.benchmark is None:
        return None
    return Benchmark(nps.benchmark.low, nps.benchmark.high, nps.benchmark.source)


class JourneySummary(NamedTuple):
    """One journey in short.

    `whole` is what it brings when everything is known: by this is decided what is worked on. `told` is the same as the
    audience of the site may see it; everything below it is what that audience may see as well. `counts` are
    (verdict, how many), with every verdict and `none`. `first` is the touchpoint to do first where no focus area was
    chosen. `judged`: some touchpoint has a verdict. `has_actions` and `has_dates` are about its plan, `has_failures`
    says that touchpoints describe failures, `has_waves` that it was measured more than once.
    """

    id: str
    title: str
    language: str
    period: str | None
    draft: bool
    focus: OwnFocus | None
    whole: Contribution
    told: Contribution
    counts: tuple[tuple[str, int], ...]
    nps: NpsFindings | None
    benchmark: Benchmark | None
    first: str | None
    judged: bool
    has_actions: bool
    has_dates: bool
    has_failures: bool
    has_waves: bool
    failure_cost: FailureTotals | None
