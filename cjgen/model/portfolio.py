"""What the analysis says over all journeys together. Journeys and touchpoints are named by their ids."""

from __future__ import annotations

from dataclasses import dataclass

from cjgen.model.focus import Pool


@dataclass(frozen=True, slots=True)
class Candidate:
    """A touchpoint with something to do.

    `value` is w (1 - S), 0 to 1: importance times what is lacking in experience, each as a share of its scale.
    `failing_basic`: a basic that truly falls short and so goes before everything else.
    """

    journey: str
    touchpoint: str
    value: float
    failing_basic: bool


@dataclass(frozen=True, slots=True)
class WeakBasic:
    """A basic that is experienced below its threshold: `short` by so much, as a share (0 to 1) of its scale's width."""

    journey: str
    touchpoint: str
    short: float


@dataclass(frozen=True, slots=True)
class CostlyFailure:
    """A touchpoint whose failure costs `cost_per_year`, in money."""

    journey: str
    touchpoint: str
    cost_per_year: float


@dataclass(frozen=True, slots=True)
class PortfolioFindings:
    """What the analysis says over all journeys.

    `first` are all touchpoints to improve or to add, the most pressing first. `weak_basics` are the basics below
    their threshold, the furthest below first; `basics` is how many basics there are that exist, and
    `basics_compared` of how many of them it is known on which side of their threshold they lie.
    `focus` is what is worked on. `failures` are the touchpoints whose failure costs most in a year, the most first.
    """

    first: tuple[Candidate, ...]
    weak_basics: tuple[WeakBasic, ...]
    basics: int
    basics_compared: int
    focus: Pool
    failures: tuple[CostlyFailure, ...]
