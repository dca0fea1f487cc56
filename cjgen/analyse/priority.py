"""What to look at first: the number of the chosen ranking, and the order of the touchpoints.

S and w are experience and importance as shares (0 to 1) of their scales.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from cjgen.analyse.equality import at_least, descending
from cjgen.analyse.thresholds import is_relative, target_of
from cjgen.analyse.verdict import Judgement
from cjgen.model.explanation import PrioritySteps, Standing
from cjgen.model.findings import RANK_GROUPS, Certainty, RankGroup
from cjgen.model.journey import Journey, Kind, Touchpoint
from cjgen.model.scale import Range, Scale
from cjgen.model.score import Score, TouchpointScores
from cjgen.model.site import Ranking

LOW_GROUPS: dict[Kind, RankGroup] = {"basic": "low_basic", "performance": "low_performance", "delight": "low_delight"}
HIGH_GROUPS: dict[Kind, RankGroup] = {
    "basic": "high_basic",
    "performance": "high_performance",
    "delight": "high_delight",
}


@dataclass(frozen=True, slots=True)
class Candidate:
    """A touchpoint on its way to a rank: its group, its priority, and what the group says."""

    group: RankGroup
    priority: float
    standing: Standing


def largest_share(journey: Journey, importances: Iterable[tuple[Touchpoint, Score | None]]) -> float | None:
    """The largest derived importance, by which the others are weighed; None where importance is stated.

    `importances` are those of a journey's touchpoints; that of a wished one is stated in any case.
    """
    if not journey.derives_importance:
        return None
    return max((score.mean for touchpoint, score in importances if score and not touchpoint.wished), default=0.0)


def priority(journey: Journey, touchpoint: Touchpoint, scores: TouchpointScores, largest: float | None) -> float | None:
    """The number of the journey's ranking for one touchpoint, higher is more pressing; None where not scored."""
    steps = priority_steps(journey, touchpoint, scores, largest)
    return steps.number if steps is not None else None


def priority_steps(
    journey: Journey, touchpoint: Touchpoint, scores: TouchpointScores, largest: float | None
) -> PrioritySteps | None:
    """How that number comes about; a wished touchpoint is taken at the worst experience: there is nothing yet.

    `largest` is the journey's `largest_share`.
    """
    if touchpoint.wished:
        experience = journey.scale.experience.min
    elif scores.experience:
        experience = scores.experience.mean
    else:
        return None
    if scores.importance is None:
        return None
    target = target_of(journey, touchpoint)
    importance = scores.importance.mean
    largest = None if touchpoint.wished else largest
    weight = weight_of(importance, journey.scale.importance, largest)
    return PrioritySteps(
        ranking=journey.ranking,
        weight=weight,
        share=_share(experience, journey.scale.experience),
        importance=importance,
        experience=experience,
        target=target,
        number=priority_number(journey.ranking, weight, importance, experience, target, journey.scale.experience),
        largest=largest,
    )


def weight_of(importance: float, scale: Range, largest: float | None) -> float:
    """w, 0 to 1: where a stated importance lies on its scale, or a derived share as part of the `largest` one."""
    if largest is None:
        return _share(importance, scale)
    return importance / largest if largest else 0.0


def priority_number(
    ranking: Ranking, weight: float, importance: float, experience: float, target: float | None, scale: Range
) -> float:
    """The number of a ranking, from w and figures in scale points; `scale` is that of experience.

    `importance_gap`, 0 to 1: w (1 - S) (Olsen 2015). `opportunity`, 0 to 20: I + max(I - E, 0) with both
    moved to 0-10 (Ulwick 2002). `target_gap`, 0 to 1: w times what experience falls short of the target, as
    a share of the scale; 0 without a target. `gap`: I - E in scale points, on one scale.
    """
    share = _share(experience, scale)
    if ranking == "importance_gap":
        return weight * (1 - share)
    if ranking == "opportunity":
        return 10 * (weight + max(weight - share, 0.0))
    if ranking == "target_gap":
        short = 0.0 if target is None else max(target - experience, 0.0)
        return weight * short / scale.width
    return importance - experience


def _share(value: float, scale: Range) -> float:
    return (value - scale.min) / scale.width


def candidate(
    journey: Journey,
    touchpoint: Touchpoint,
    scores: TouchpointScores,
    judgement: Judgement,
    certainty: Certainty | None,
    largest: float | None,
) -> Candidate | None:
    """The touchpoint as it takes part in the ranking; None for one that is wished or not scored."""
    number = priority(journey, touchpoint, scores, largest)
    if touchpoint.wished or number is None or scores.experience is None:
        return None
    threshold = judgement.threshold.experience
    width = journey.scale.experience.width
    low = threshold is not None and not at_least(scores.experience.mean, threshold, width)
    kind = touchpoint.kind
    if low and kind == "basic" and is_relative(journey, touchpoint) and certainty not in ("likely", "clear"):
        # a mean always has something below it: that alone does not make a basic fail
        kind = "performance"
    return Candidate((LOW_GROUPS if low else HIGH_GROUPS)[kind], number, Standing(kind, low))


def ranks(candidates: Sequence[Candidate | None], width: float) -> list[int | None]:
    """The rank of each candidate, from 1: basics before delight (AIPA, Bi et al. 2020).

    Low basics, low performance, low delight, then the same three that are good enough; inside a group the
    higher priority first, and equal ones in the author's order. `width` is that of the priority's own range.
    """
    found: list[int | None] = [None] * len(candidates)
    rank = 0
    for group in RANK_GROUPS:
        members = [
            (position, member.priority)
            for position, member in enumerate(candidates)
            if member is not None and member.group == group
        ]
        for chosen in descending([number for _, number in members], width):
            rank += 1
            found[members[chosen][0]] = rank
    return found


def priority_width(ranking: Ranking, scale: Scale) -> float:
    """The width of the range in which a ranking's number lies."""
    widths: dict[Ranking, float] = {
        "importance_gap": 1.0,
        "target_gap": 1.0,
        "opportunity": 20.0,
        "gap": scale.importance.width,
    }
    return widths[ranking]
