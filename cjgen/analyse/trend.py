"""Waves: what moved from one to the next, and which of that is more than chance."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from cjgen.analyse.comparison import holm, nps_difference, welch
from cjgen.analyse.derived import Derived
from cjgen.analyse.groups import as_group, group_findings
from cjgen.analyse.nps import counted, nps_shares
from cjgen.analyse.respondents import nps_variance
from cjgen.model.findings import (
    CERTAIN,
    Change,
    Figure,
    GroupFindings,
    NotCompared,
    NpsFindings,
    Subject,
    TouchpointFindings,
    TrendFindings,
    VerdictChange,
)
from cjgen.model.journey import Journey
from cjgen.model.nps import Nps
from cjgen.model.scale import Range
from cjgen.model.score import GroupScores, JourneyScores, Recommended

NOW = "now"
"""The id of the journey's own figures where the survey file has no waves."""


def trend(
    journey: Journey,
    derived: Derived,
    found: Sequence[TouchpointFindings],
    nps: NpsFindings | None,
    overall: Figure | None,
    min_group: int,
) -> TrendFindings | None:
    """The waves with the journey's own figures as the last one, and what changed; None where there is only one.

    `found`, `nps` and `overall` are the findings of the journey as a whole. An earlier wave of fewer customers than
    `min_group` in the survey file is left out: it would tell about single customers.
    """
    scores = derived.scores
    of_file = next((wave for wave in scores.waves[-1:] if wave.n is not None), None)
    small = {wave.id for wave in small_waves(scores, min_group)}
    earlier = [wave for wave in (scores.waves[:-1] if of_file is not None else scores.waves) if wave.id not in small]
    if not earlier:
        return None
    present = GroupFindings(
        id=of_file.id if of_file is not None else NOW,
        title=of_file.title if of_file is not None else _period(journey),
        n=of_file.n if of_file is not None else scores.rows,
        touchpoints={item.touchpoint.id: as_group(item) for item in found},
        nps=nps,
        overall=overall,
        own_drivers=derived.own.get((None, of_file.id)) if of_file is not None else None,
    )
    waves = (
        *(group_findings(journey, each, derived.own.get((None, each.id))) for each in earlier),
        present,
    )
    answers = [*(each.nps for each in earlier), counted(journey.nps, scores.nps)]
    changes = [
        *_touchpoint_changes(journey, waves, "importance"),
        *_touchpoint_changes(journey, waves, "experience"),
        *_corrected(_moved("overall", None, [wave.overall for wave in waves], waves, journey.scale.experience)),
        *_corrected(_nps_moved(waves, answers)),
    ]
    return TrendFindings(waves=waves, changes=tuple(changes), verdict_changes=_verdict_changes(waves[-2], waves[-1]))


def small_waves(scores: JourneyScores, min_group: int) -> tuple[GroupScores, ...]:
    """The earlier waves of the survey file that too few customers answered to be shown."""
    return tuple(wave for wave in scores.waves[:-1] if wave.n is not None and wave.n < min_group)


def _period(journey: Journey) -> str:
    return (journey.context.period if journey.context else None) or ""


def _touchpoint_changes(journey: Journey, waves: Sequence[GroupFindings], subject: Subject) -> list[Change]:
    changes: list[Change] = []
    for _, touchpoint in journey.touchpoints():
        figures = [getattr(wave.touchpoints[touchpoint.id], subject) for wave in waves]
        scale = journey.scale.experience if subject == "experience" else journey.scale.importance
        changes += _moved(subject, touchpoint.id, figures, waves, scale)
    return _corrected(changes)


def _moved(
    subject: Subject,
    touchpoint: str | None,
    figures: Sequence[Figure | None],
    waves: Sequence[GroupFindings],
    scale: Range,
) -> list[Change]:
    """From the one before to the last wave that has the figure; nothing where only one has it."""
    known = [(wave.id, figure) for wave, figure in zip(waves, figures, strict=True) if figure is not None]
    if len(known) < 2:
        return []
    (since, before), (until, after) = known[-2:]
    change = Change(
        subject, touchpoint, before.score.mean, after.score.mean, None, None, None, None, None, since, until
    )
    because = _not_compared(before, after, scale)
    if because is not None:
        return [replace(change, because=because)]
    if before.se is None or after.se is None:
        return [replace(change, because="unknown")]
    difference, se, p = welch(
        before.score.mean, before.se, before.score.effective, after.score.mean, after.se, after.score.effective
    )
    return [replace(change, difference=difference, se=se, p=p)]


def _not_compared(before: Figure, after: Figure, scale: Range) -> NotCompared | None:
    """Why the figures of two waves do not answer the same question, None where they do."""
    one, other = before.score, after.score
    if "derived" in (one.source, other.source):
        return "derived"
    if (one.instrument.name if one.instrument else None) != (other.instrument.name if other.instrument else None):
        return "instrument"
    if (one.asked_on or scale) != (other.asked_on or scale):
        return "scale"
    if one.question and other.question and one.question != other.question:
        return "question"
    return None


def _nps_moved(waves: Sequence[GroupFindings], answers: Sequence[Nps | Recommended | None]) -> list[Change]:
    known = [
        (wave, wave.nps, asked) for wave, asked in zip(waves, answers, strict=True) if wave.nps is not None and asked
    ]
    if len(known) < 2:
        return []
    (since, before, first), (until, after, second) = known[-2:]
    change = Change("nps", None, before.score, after.score, None, None, None, None, None, since.id, until.id)
    one, other = nps_shares(first), nps_shares(second)
    if one is None or other is None:
        return [replace(change, because="unknown")]
    difference, se, p = nps_difference(
        before.score,
        nps_variance(one.promoting, one.detracting),
        one.n,
        after.score,
        nps_variance(other.promoting, other.detracting),
        other.n,
    )
    return [replace(change, difference=difference, se=se, p=p)]


def _corrected(changes: Sequence[Change]) -> list[Change]:
    """The changes of one subject, each with whether it survives Holm's correction over those compared."""
    compared = [change.p for change in changes if change.p is not None]
    survive = iter(holm(compared))
    return [change if change.p is None else replace(change, holds=next(survive)) for change in changes]


def _verdict_changes(before: GroupFindings, after: GroupFindings) -> tuple[VerdictChange, ...]:
    changes = []
    for name, now in after.touchpoints.items():
        then = before.touchpoints[name]
        if now.verdict is not None and then.verdict is not None and then.mark != now.mark:
            certain = now.certainty in CERTAIN and then.certainty in CERTAIN
            changes.append(VerdictChange(name, then.mark, now.mark, certain))
    return tuple(changes)
