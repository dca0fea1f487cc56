"""The standard corpus: journeys of 6 stages and 20 touchpoints, the same ones every time.

A journey depends on its number alone, so a corpus of 1,000 begins with the corpus of 20. Verdicts are worked out here
by the rules that cjgen has when a site says nothing else; the comparison checks that cjgen finds the same.
"""

from __future__ import annotations

import json
import math
import random
from collections.abc import Iterator
from dataclasses import dataclass

STAGES = {
    "Notice": ("See the advertisement", "Hear from a friend", "Find the site", "Read the reviews"),
    "Choose": ("Compare the offers", "Ask for advice", "See the price", "Check the terms"),
    "Order": ("Fill in the form", "Pay", "Get the confirmation"),
    "Receive": ("Follow the delivery", "Take it in", "Unpack"),
    "Use": ("Install", "Learn how it works", "Use it every day"),
    "Stay": ("Ask for help", "Read the invoice", "Renew or leave"),
}
"""The stages, and in each the steps after which its touchpoints are named."""
TOUCHPOINTS = sum(len(steps) for steps in STAGES.values())
LOWEST, HIGHEST = 1, 10
TARGET = 7.5
WISHES = ("faster", "clearer", "friendlier", "cheaper", "easier to find")


@dataclass(frozen=True, slots=True)
class Figure:
    """A mean of answers on the scale of 1 to 10, their standard deviation and their number."""

    mean: float
    sd: float
    n: int


@dataclass(frozen=True, slots=True)
class Touchpoint:
    """One touchpoint; `number` counts along the journey from 1."""

    number: int
    title: str
    importance: Figure
    experience: Figure
    summary: str
    verdict: str


@dataclass(frozen=True, slots=True)
class Stage:
    title: str
    touchpoints: tuple[Touchpoint, ...]


@dataclass(frozen=True, slots=True)
class Journey:
    """One journey; `importance_line` is the mean importance, against which importance is judged."""

    id: str
    title: str
    stages: tuple[Stage, ...]
    importance_line: float

    @property
    def touchpoints(self) -> tuple[Touchpoint, ...]:
        """All touchpoints in their order."""
        return tuple(touchpoint for stage in self.stages for touchpoint in stage.touchpoints)

    @property
    def to_improve(self) -> int:
        """How many touchpoints have the verdict `improve`."""
        return sum(touchpoint.verdict == "improve" for touchpoint in self.touchpoints)


def journeys(count: int) -> Iterator[Journey]:
    """The first `count` journeys of the corpus."""
    return (journey(number) for number in range(count))


def journey(number: int) -> Journey:
    """One journey of the corpus."""
    drawn = random.Random(f"journey {number}")
    importance, experience = ([_figure(drawn) for _ in range(TOUCHPOINTS)] for _ in range(2))
    line = math.fsum(figure.mean for figure in importance) / TOUCHPOINTS
    stages: list[Stage] = []
    at = 0
    for title, steps in STAGES.items():
        touchpoints: list[Touchpoint] = []
        for step in steps:
            wish = drawn.choice(WISHES)
            touchpoints.append(
                Touchpoint(
                    number=at + 1,
                    title=f"{step}, service {number}",
                    importance=importance[at],
                    experience=experience[at],
                    summary=f"Customers of service {number} *told us* about step {at + 1}, and {drawn.randint(5, 95)}%"
                    f" of them had been there before. They would like it to be **{wish}**.",
                    verdict=_verdict(importance[at].mean, experience[at].mean, line),
                )
            )
            at += 1
        stages.append(Stage(title, tuple(touchpoints)))
    return Journey(f"service-{number:05}", f"Service {number}", tuple(stages), line)


def _figure(drawn: random.Random) -> Figure:
    return Figure(round(drawn.uniform(4, 9.5), 1), round(drawn.uniform(0.8, 2), 1), drawn.randint(40, 300))


def _verdict(importance: float, experience: float, line: float) -> str:
    midpoint, equal = (LOWEST + HIGHEST) / 2, 1e-9
    if importance >= line - equal:
        return "keep" if experience >= TARGET - equal else "improve"
    return "keep" if importance >= min(midpoint, line) - equal else "drop"


def as_cjgen(journey: Journey) -> str:
    """The journey as an author writes it for cjgen."""
    lines = [
        f"title: {journey.title}",
        "context: {organisation: Example, customer: Customers, period: 2026}",
        f"target: {{experience: {TARGET}}}",
        "stages:",
    ]
    for stage in journey.stages:
        lines += [f"  - title: {stage.title}", "    touchpoints:"]
        for each in stage.touchpoints:
            lines += [
                f"      - title: {each.title}",
                f"        importance: {_flow(each.importance)}",
                f"        experience: {_flow(each.experience)}",
                f"        summary: {json.dumps(each.summary)}",
            ]
    return "\n".join(lines) + "\n"


def _flow(figure: Figure, sign: str = ":") -> str:
    return f"{{mean{sign} {figure.mean}, sd{sign} {figure.sd}, n{sign} {figure.n}}}"


def notes(journey: Journey) -> str:
    """The summaries in markdown, each below its touchpoint's title."""
    return "\n".join(f"### {each.title}\n\n{each.summary}\n" for each in journey.touchpoints)


def as_yaml_page(journey: Journey) -> str:
    """A markdown file of the notes, with in its front matter what else its page shows: what others have worked out."""
    lines = ["---", *(f"{key}: {_plain(value)}" for key, value in _shown(journey).items()), "stages:"]
    for stage in journey.stages:
        lines += [f"  - title: {stage.title}", "    touchpoints:"]
        for each in stage.touchpoints:
            lines += [
                f"      - number: {each.number}",
                f"        title: {each.title}",
                f"        importance: {_flow(each.importance)}",
                f"        experience: {_flow(each.experience)}",
                f"        verdict: {each.verdict}",
            ]
    return "\n".join([*lines, "---", "", notes(journey)])


def as_toml_page(journey: Journey) -> str:
    """The same file with its front matter in TOML, Hugo's own format, which it reads three times as fast as YAML."""
    lines = ["+++", *(f"{key} = {json.dumps(value)}" for key, value in _shown(journey).items())]
    for stage in journey.stages:
        lines += ["[[stages]]", f"title = {json.dumps(stage.title)}"]
        for each in stage.touchpoints:
            lines += [
                "[[stages.touchpoints]]",
                f"number = {each.number}",
                f"title = {json.dumps(each.title)}",
                f"importance = {_flow(each.importance, ' =')}",
                f"experience = {_flow(each.experience, ' =')}",
                f"verdict = {json.dumps(each.verdict)}",
            ]
    return "\n".join([*lines, "+++", "", notes(journey)])


def _shown(journey: Journey) -> dict[str, str | float]:
    return {
        "title": journey.title,
        "importance_line": journey.importance_line,
        "experience_line": TARGET,
        "to_improve": journey.to_improve,
    }


def _plain(value: str | float) -> str:
    return value if isinstance(value, str) else json.dumps(value)
