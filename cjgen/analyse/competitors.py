"""Our experience beside that of competitors: ahead, level or behind."""

from __future__ import annotations

import math
from collections.abc import Mapping

from cjgen.analyse.interval import figures
from cjgen.model.findings import Figure
from cjgen.model.journey import Journey, Touchpoint
from cjgen.model.own import CompetitorFindings, Standing
from cjgen.model.score import TOLERANCE, TouchpointScores


def competitor_numbers(journey: Journey) -> dict[str, int]:
    """A number for each competitor that has a name, from 1 in the order in which they are first named."""
    named = (each.name for _, touchpoint in journey.touchpoints() for each in touchpoint.competitor if each.name)
    return {name: number for number, name in enumerate(dict.fromkeys(named), start=1)}


def competitor_findings(
    journey: Journey,
    touchpoint: Touchpoint,
    scores: TouchpointScores,
    ours: Figure | None,
    numbers: Mapping[str, int],
) -> tuple[CompetitorFindings, ...]:
    """Each competitor at one touchpoint; one without a name is numbered behind those that have one."""
    theirs = figures(scores.competitors, journey.scale.experience)
    width = journey.scale.experience.width
    found = []
    nameless = len(numbers)
    for entry, (competitor, figure) in enumerate(zip(touchpoint.competitor, theirs, strict=True)):
        if figure is None:
            raise ValueError("a competitor without a figure")
        if competitor.name is None:
            nameless += 1
        number = nameless if competitor.name is None else numbers[competitor.name]
        difference = _difference(ours, figure)
        low, high = _interval(difference, ours, figure)
        found.append(
            CompetitorFindings(
                number=number,
                entry=entry,
                mean=figure.score.mean,
                n=figure.score.n,
                source=figure.score.source,
                own_low=figure.low,
                own_high=figure.high,
                difference=difference,
                low=low,
                high=high,
                standing=_standing(difference, low, high, width),
                certain=ours is not None and bool(ours.se and figure.se) and difference is not None,
            )
        )
    return tuple(found)


def _difference(ours: Figure | None, theirs: Figure) -> float | None:
    """Ours - theirs; None where one of them is only estimated, and so no figure of customers."""
    if ours is None or "estimated" in (ours.score.source, theirs.score.source):
        return None
    return ours.score.mean - theirs.score.mean


def _interval(difference: float | None, ours: Figure | None, theirs: Figure) -> tuple[float | None, float | None]:
    """The 95 % interval of the difference: by Welch where both have a standard error, else by that of one of them.

    The latter leaves out how uncertain the other one is, so that it is too narrow.
    """
    if difference is None or ours is None:
        return None, None
    if ours.se and theirs.se:
        margin = _welch_margin(ours.se, ours.score.effective, theirs.se, theirs.score.effective)
        return difference - margin, difference + margin
    if ours.low is not None and ours.high is not None:
        return ours.low - theirs.score.mean, ours.high - theirs.score.mean
    if theirs.low is not None and theirs.high is not None:
        return ours.score.mean - theirs.high, ours.score.mean - theirs.low
    return None, None


def _welch_margin(se1: float, n1: float, se2: float, n2: float) -> float:
    """Half the width of the 95 % interval of the difference of two means (Welch 1947; Satterthwaite 1946)."""
    from scipy.special import stdtrit

    se = math.hypot(se1, se2)
    freedom = 1 / ((se1 / se) ** 4 / (n1 - 1) + (se2 / se) ** 4 / (n2 - 1))
    return float(stdtrit(freedom, 0.975)) * se


def _standing(difference: float | None, low: float | None, high: float | None, width: float) -> Standing | None:
    if difference is None:
        return None
    least, most = (low, high) if low is not None and high is not None else (difference, difference)
    slack = TOLERANCE * width
    return "ahead" if least > slack else "behind" if most < -slack else "level"
