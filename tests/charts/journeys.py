"""Findings to draw: as many touchpoints as wanted, spread, crowded or all alike, with or without intervals."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from typing import Any

from cjgen.analyse import analyse, derive
from cjgen.measure import measure
from cjgen.model.chart import ChartTexts, Link
from cjgen.model.document import WrittenFloat
from cjgen.model.findings import Change, DriverFindings, GroupFindings, JourneyFindings, NpsFindings, TrendFindings
from cjgen.model.journey import Journey
from cjgen.model.shares import shares_of
from tests.browser.sites import STAGES, TOUCHPOINTS

Scores = Callable[[int], tuple[float, float]]


def _spread(number: int) -> tuple[float, float]:
    return 1 + (number * 2.3) % 9, 1 + (number * 3.7) % 9


def _crowded(number: int) -> tuple[float, float]:
    """Every third touchpoint on the same spot, the others close around it."""
    return (8.0, 7.0) if number % 3 == 0 else (7.5 + number % 5 * 0.2, 6.6 + number % 4 * 0.25)


def _alike(number: int) -> tuple[float, float]:
    return 8.0, 7.0


def _ends(number: int) -> tuple[float, float]:
    return (1.0, 10.0)[number % 2], (1.0, 10.0)[number // 2 % 2]


SCORES: dict[str, Scores] = {"spread": _spread, "crowded": _crowded, "alike": _alike, "ends": _ends}

NPS = {"promoters": 41, "passives": 33, "detractors": 12, "benchmark": {"low": 25.0, "high": 45.0}}


def findings(count: int, scores: str | Scores = "spread", *, bare: bool = False, **keys: Any) -> JourneyFindings:
    """A journey of `count` touchpoints; `scores` are SCORES by name, or others; `bare` leaves out every interval, and
    `keys` are the journey's own.
    """
    given = SCORES[scores] if isinstance(scores, str) else scores
    touchpoints = [_touchpoint(number, given, bare) for number in range(count)]
    share = -(-count // min(count, len(STAGES)))
    stages = [
        {"title": title, "touchpoints": touchpoints[at * share : (at + 1) * share]}
        for at, title in enumerate(STAGES)
        if touchpoints[at * share : (at + 1) * share]
    ]
    written = {
        "title": "Klantreis",
        "language": "nl",
        "stages": stages,
        "nps": NPS,
        "target": {"experience": 7.5, "nps": 45.0},
        **keys,
    }
    return with_survey(found(written))


def with_survey(journey: JourneyFindings) -> JourneyFindings:
    """The findings with what a survey file adds: drivers, and three waves of which the last two are compared."""
    experienced = [item for item in journey.touchpoints if item.experience is not None]
    weights = {item.touchpoint.id: 1.0 + number * 7 % 11 for number, item in enumerate(experienced)}
    total = sum(weights.values())
    shares = {id: weight / total for id, weight in weights.items()}
    drivers = DriverFindings(
        outcome="recommend",
        n=412,
        n_all=980,
        r2=0.4,
        method="lmg",
        weights={id: 0.4 * share for id, share in shares.items()},
        shares=shares,
        errors=dict.fromkeys(shares, 0.02),
    )
    scores = [("2024", None), ("2025", NpsFindings(12.0, 300, 120, 96, 84, 2.7, 21.1)), ("2026", journey.nps)]
    waves = tuple(GroupFindings(wave, wave, 300, {}, nps) for wave, nps in scores)
    changes = tuple(
        _change(item.touchpoint.id, item.experience.score.mean, 0.4 - number % 5 * 0.2, holds=number % 2 == 0)
        for number, item in enumerate(experienced)
        if item.experience is not None
    )
    return replace(journey, drivers=drivers, trend=TrendFindings(waves, changes, ()))


def _change(id: str, after: float, difference: float, *, holds: bool) -> Change:
    return Change("experience", id, after - difference, after, difference, 0.1, 0.01, holds, None, "2025", "2026")


def found(written: dict[str, Any]) -> JourneyFindings:
    """The findings of a journey written as in YAML."""
    journey = Journey.model_validate(_as_loaded(written))
    return analyse(journey, derive(journey, measure(journey)))


def _touchpoint(number: int, scores: Scores, bare: bool) -> dict[str, Any]:
    importance, experience = (round(value, 2) for value in scores(number))
    more: dict[str, Any] = {} if bare else {"sd": 1.6, "n": 40 + number}
    written: dict[str, Any] = {
        "title": f"{number + 1} {TOUCHPOINTS[number % len(TOUCHPOINTS)]}",
        "kind": ("performance", "basic", "delight")[number % 3],
        "importance": {"mean": importance, **more},
    }
    if number % 13 == 12:
        return {**written, "wished": True}
    if number % 11 != 10:
        written["experience"] = {"mean": experience, **more}
    if number % 4 != 3:
        written["own"] = {"experience": round(min(max(experience + 0.6 * (number % 5 - 2), 1.0), 10.0), 2)}
    if number % 3 != 2:
        written["promise"] = {"mean": round(1 + (number * 1.9) % 9, 2), **more}
    return written


def _as_loaded(value: Any) -> Any:
    if isinstance(value, dict):
        return {str(key): _as_loaded(inner) for key, inner in value.items()}
    if isinstance(value, list):
        return [_as_loaded(inner) for inner in value]
    return WrittenFloat(value, str(value)) if isinstance(value, float) else value


def texts(kind: str, journey: JourneyFindings) -> ChartTexts:
    """What a Dutch page would write at a chart."""
    lines = journey.touchpoints[0].threshold
    nps = journey.nps
    return ChartTexts(
        title=f"Grafiek <{kind}> & meer",
        description="Drie van de twaalf contactmomenten vragen om verbetering.",
        importance="Belang",
        experience="Beleving",
        promise="Belofte gemerkt",
        importance_line=f"norm {_nl(lines.importance)}",
        experience_line=f"norm {_nl(lines.experience)}",
        drop_line=f"ondergrens {_nl(lines.drop)}",
        promise_line="gemiddeld 6,6",
        nps_line=f"NPS {nps.score:.0f}".replace("-", "−") if nps else "",
        target_line="ambitie 45",
        benchmark_line="branche 25 tot 45",
        no_experience="nog geen beleving",
        verdicts={
            "improve": "Verbeteren",
            "keep": "Behouden",
            "leave": "Zo laten",
            "drop": "Kan vervallen",
            "add": "Toevoegen",
            "none": "Geen oordeel",
        },
        shares={
            "promoters": "promotors\n48%",
            "passives": "passief tevredenen\n38%",
            "detractors": "criticasters\n14%",
        },
        weak="zwakke plek",
        valued="belangrijk",
        unvalued="minder belangrijk",
        figures={share.touchpoint: f"{100 * share.share:.0f}%" for share in shares_of(journey)}
        | {"2025": "12", "2026": "34"},
        waves={"2024": "2024", "2025": "2025", "2026": "2026"},
        before="2025",
        after="2026",
        clear="duidelijk veranderd",
        unclear="kan toeval zijn",
        customers="klanten",
        own="eigen inschatting",
    )


def _nl(value: float | None) -> str:
    return "" if value is None else f"{value:.1f}".replace(".", ",")


def links(journey: JourneyFindings) -> dict[str, Link]:
    """A link for every touchpoint."""
    return {
        item.touchpoint.id: Link(f"#touchpoint-{item.touchpoint.id}", f"{number} {item.touchpoint.title}")
        for number, item in enumerate(journey.touchpoints, start=1)
    }
