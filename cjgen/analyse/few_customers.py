"""What everybody may know of what fewer than six customers said: a mean in whole points and how many they were.

Answers of so few follow from much: from an exact mean, a spread, an interval, a probability, a gap, a mean over such
figures. All of that is taken out of the findings; what was decided on it, as verdicts and ranks, stays.
"""

from __future__ import annotations

import math
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace

from cjgen.analyse.priority import largest_share, priority
from cjgen.model.findings import (
    Change,
    Figure,
    GroupFindings,
    GroupTouchpoint,
    JourneyFindings,
    Line,
    NpsFindings,
    SegmentsFindings,
    Threshold,
    TouchpointFindings,
    TrendFindings,
)
from cjgen.model.instrument import ServiceGap
from cjgen.model.journey import Journey
from cjgen.model.loyalty import Disagreement, LoyaltyFindings
from cjgen.model.own import CompetitorFindings
from cjgen.model.scale import Range
from cjgen.model.score import SMALL_SAMPLE, TOLERANCE, Score, ScoreForm, TouchpointScores

_ABOUT = frozenset({"column", "missing", "derived", "source", "by", "question", "scale"})
"""Keys of a score as it is written that say how it came about; any other is a figure, and goes."""

_OVER_TIME: tuple[Disagreement, ...] = ("said_up_did_down", "said_down_did_up")
"""Where deeds and words part because they moved in opposite directions."""


def without_answers_of_few(found: JourneyFindings) -> JourneyFindings:
    """The findings without what would tell how each of fewer than six customers answered."""
    found = replace(found, journey=_without_figures_of_few(found))
    journey = found.journey
    scale = journey.scale.experience
    promises = _told([item.promise for item in found.touchpoints], scale)
    coarse = any(figure is not None and figure.score.rounded for figure in promises)
    return replace(
        found,
        touchpoints=_touchpoints(found, promises),
        overall=_told([found.overall], scale)[0],
        nps=_nps(found.nps),
        promise_mean=_line(found.promise_mean, scale) if coarse else found.promise_mean,
        segments=tuple(_segments(listed, journey) for listed in found.segments),
        trend=_trend(found.trend, journey),
        loyalty=found.loyalty if _nps(found.nps) is found.nps else tuple(map(_unsaid, found.loyalty)),
    )


def without_deeds_of_few(found: JourneyFindings) -> JourneyFindings:
    """The findings without what fewer than six customers did, and without what follows from that."""
    kept = []
    for written, deeds in zip(found.journey.loyalty, found.loyalty, strict=True):
        if written.of < SMALL_SAMPLE:
            continue
        if written.previous is not None and written.previous.of < SMALL_SAMPLE:
            written, deeds = written.model_copy(update={"previous": None}), _without_before(deeds)
        kept.append((written, deeds))
    journey = found.journey.model_copy(update={"loyalty": tuple(written for written, _ in kept)})
    return replace(found, journey=journey, loyalty=tuple(deeds for _, deeds in kept))


def _without_before(deeds: LoyaltyFindings) -> LoyaltyFindings:
    return replace(
        deeds,
        before=None,
        before_low=None,
        before_high=None,
        difference=None,
        difference_low=None,
        difference_high=None,
        moved=None,
        disagreements=tuple(each for each in deeds.disagreements if each not in _OVER_TIME),
    )


def is_few(score: Score) -> bool:
    """Whether fewer than six customers gave a score; contacts and checks that were counted are no customers."""
    return score.source != "derived" and 0 < (score.customers or 0) < SMALL_SAMPLE


def _whole(value: float, scale: Range) -> float:
    """The value in whole points, half ones away from 0 as pages round them, and within the scale."""
    return min(max(float(round(value + math.copysign(TOLERANCE, value))), scale.min), scale.max)


def _line(value: float | None, scale: Range) -> float | None:
    return None if value is None else _whole(value, scale)


def _told(figures: Sequence[Figure | None], scale: Range) -> list[Figure | None]:
    """The figures of one axis as everybody may know them.

    Answers of few are also in the prior behind the interval of a figure of which all answers are equal.
    """
    prior = any(figure is not None and is_few(figure.score) for figure in figures)
    return [_figure(figure, scale, prior=prior) for figure in figures]


def _figure(figure: Figure | None, scale: Range, *, prior: bool) -> Figure | None:
    if figure is None:
        return None
    score = figure.score
    if is_few(score):
        told = Score(
            mean=_whole(score.mean, scale),
            sd=None,
            n=score.n,
            source=score.source,
            spread=None,
            by=score.by,
            question=score.question,
            asked_on=score.asked_on,
            rounded=True,
        )
        return Figure(told, low=None, high=None, se=None)
    if isinstance(score.instrument, ServiceGap) and (score.instrument.n or SMALL_SAMPLE) < SMALL_SAMPLE:
        figure = replace(figure, score=replace(score, instrument=None), own=None)
    if prior and score.sd is not None and score.sd <= TOLERANCE * scale.width:
        return replace(figure, low=None, high=None, se=None, own=None, ask_more=None)
    return figure


def _thresholds(
    given: Sequence[Threshold],
    importance: Sequence[Figure | None],
    experience: Sequence[Figure | None],
    journey: Journey,
) -> list[Threshold]:
    """The thresholds; one that was computed over figures of few is in whole points, as they are."""
    lines: set[Line] = set()
    if _any_rounded(importance):
        lines |= {"importance", "drop"}
    if _any_rounded(experience):
        lines.add("experience")
    return [_threshold(threshold, threshold.computed & lines, journey) for threshold in given]


def _threshold(threshold: Threshold, lines: frozenset[Line], journey: Journey) -> Threshold:
    scale = journey.axes
    return replace(
        threshold,
        importance=_line(threshold.importance, scale.importance) if "importance" in lines else threshold.importance,
        experience=_line(threshold.experience, scale.experience) if "experience" in lines else threshold.experience,
        drop=_line(threshold.drop, scale.importance) if "drop" in lines else threshold.drop,
        few=threshold.few | lines,
    )


def _any_rounded(figures: Iterable[Figure | None]) -> bool:
    return any(figure is not None and figure.score.rounded for figure in figures)


def _touchpoints(found: JourneyFindings, promises: Sequence[Figure | None]) -> tuple[TouchpointFindings, ...]:
    journey, items = found.journey, found.touchpoints
    importance = _told([item.importance for item in items], journey.scale.importance)
    experience = _told([item.experience for item in items], journey.scale.experience)
    thresholds = _thresholds([item.threshold for item in items], importance, experience, journey)
    largest = largest_share(
        journey,
        ((item.touchpoint, figure.score if figure else None) for item, figure in zip(items, importance, strict=True)),
    )
    told = []
    for place, (item, (stage, touchpoint)) in enumerate(zip(items, journey.touchpoints(), strict=True)):
        new = replace(
            item,
            stage=stage,
            touchpoint=touchpoint,
            importance=importance[place],
            experience=experience[place],
            promise=promises[place],
            threshold=thresholds[place],
            competitors=_competitors(item, experience[place], journey.scale.experience),
        )
        if is_touched(item, new):
            new = replace(new, probability=None)
        if _any_rounded((new.importance, new.experience)):
            new = replace(new, gap=_gap(new), priority=_priority(journey, new, largest))
        if _any_rounded((new.experience,)):
            new = replace(new, target_gap=None)
        told.append(_with_lift(new, found.trend))
    return _in_the_same_order(found, told)


def is_touched(before: TouchpointFindings | GroupTouchpoint, after: TouchpointFindings | GroupTouchpoint) -> bool:
    """Whether a figure or threshold behind the verdict is not told exactly."""
    figures = (before.importance, before.experience) != (after.importance, after.experience)
    return figures or bool(after.threshold.few)


def _gap(item: TouchpointFindings) -> float | None:
    if item.gap is None or item.importance is None or item.experience is None:
        return None
    return item.importance.score.mean - item.experience.score.mean


def _priority(journey: Journey, item: TouchpointFindings, largest: float | None) -> float | None:
    """The number of the ranking, from what is told."""
    importance = item.importance.score if item.importance else None
    experience = item.experience.score if item.experience else None
    return priority(journey, item.touchpoint, TouchpointScores(importance, experience, None), largest)


def _in_the_same_order(found: JourneyFindings, told: Sequence[TouchpointFindings]) -> tuple[TouchpointFindings, ...]:
    """The touchpoints such that the same one is first; where priorities from whole points say otherwise, without."""
    items = tuple(told)
    first, now = found.first, replace(found, touchpoints=items).first
    if first is None or now is None or first.touchpoint.id == now.touchpoint.id:
        return items
    return tuple(
        replace(item, priority=None) if item.verdict == "add" and item.touchpoint.id != first.touchpoint.id else item
        for item in items
    )


def _competitors(item: TouchpointFindings, ours: Figure | None, scale: Range) -> tuple[CompetitorFindings, ...]:
    """Competitors, of few customers in whole points; where they stand was decided on the exact figures."""
    prior = any(0 < (each.n or 0) < SMALL_SAMPLE for each in item.competitors)
    told = []
    for each in item.competitors:
        few = 0 < (each.n or 0) < SMALL_SAMPLE
        if prior:
            each = replace(each, own_low=None, own_high=None)
        if prior or ours != item.experience:
            each = replace(each, low=None, high=None)
        if few or _any_rounded((ours,)):
            each = replace(each, difference=None)
        told.append(replace(each, mean=_whole(each.mean, scale)) if few else each)
    return tuple(told)


def _with_lift(item: TouchpointFindings, trend: TrendFindings | None) -> TouchpointFindings:
    """What finished actions brought, without what was measured where few customers were asked in one of the waves."""
    if item.lift is None or item.lift.measured is None or trend is None:
        return item
    measured = Change(
        "experience", item.touchpoint.id, 0.0, 0.0, None, None, None, None, None, item.lift.since, item.lift.until
    )
    if not _rests_on_few(measured, trend):
        return item
    return replace(item, lift=replace(item.lift, measured=None, low=None, high=None, outcome=None))


def _unsaid(loyalty: LoyaltyFindings) -> LoyaltyFindings:
    """What customers did, without the share of few whom it was held against."""
    kept = tuple(each for each in loyalty.disagreements if each in _OVER_TIME)
    return replace(loyalty, disagreements=kept, said=None, said_low=None, said_high=None)


# groups of customers


def _group(group: GroupFindings, journey: Journey) -> GroupFindings:
    names, items = list(group.touchpoints), list(group.touchpoints.values())
    importance = _told([item.importance for item in items], journey.scale.importance)
    experience = _told([item.experience for item in items], journey.scale.experience)
    thresholds = _thresholds([item.threshold for item in items], importance, experience, journey)
    told = {}
    for place, (name, item) in enumerate(zip(names, items, strict=True)):
        new = replace(item, importance=importance[place], experience=experience[place], threshold=thresholds[place])
        told[name] = replace(new, probability=None) if is_touched(item, new) else new
    overall = _told([group.overall], journey.scale.experience)[0]
    return replace(group, touchpoints=told, overall=overall, nps=_nps(group.nps))


def _nps(found: NpsFindings | None) -> NpsFindings | None:
    return None if found is None or found.n < SMALL_SAMPLE else found


def _segments(listed: SegmentsFindings, journey: Journey) -> SegmentsFindings:
    groups = tuple(_group(group, journey) for group in listed.groups)
    few = any(
        _any_rounded((item.importance, item.experience)) for group in groups for item in group.touchpoints.values()
    )
    return replace(listed, groups=groups, weighed={} if few else listed.weighed)


def _trend(trend: TrendFindings | None, journey: Journey) -> TrendFindings | None:
    if trend is None:
        return None
    changes = tuple(change for change in trend.changes if not _rests_on_few(change, trend))
    return replace(trend, waves=tuple(_group(wave, journey) for wave in trend.waves), changes=changes)


def _rests_on_few(change: Change, trend: TrendFindings) -> bool:
    """Whether fewer than six customers gave a figure on either side, or the error of one of them rests on such."""
    waves: Mapping[str, GroupFindings] = {wave.id: wave for wave in trend.waves}
    for wave in (waves[change.since], waves[change.until]):
        if change.subject == "nps":
            if _nps(wave.nps) is not wave.nps:
                return True
            continue
        figure = wave.overall
        others: list[Figure | None] = []
        if change.touchpoint is not None and change.subject != "overall":
            figure = getattr(wave.touchpoints[change.touchpoint], change.subject)
            others = [getattr(item, change.subject) for item in wave.touchpoints.values()]
        if figure is None or is_few(figure.score):
            return True
        if not figure.score.sd and any(other is not None and is_few(other.score) for other in others):
            return True
    return False


# what the author wrote


def _without_figures_of_few(found: JourneyFindings) -> Journey:
    """The journey without its scores as they were written: the findings hold what of them may be told.

    Earlier waves stand in the findings as well. An NPS of few goes altogether, its benchmark with it.
    """
    journey = found.journey
    update: dict[str, object] = {
        "overall": _bare(journey.overall),
        "history": (),
        "stages": tuple(
            stage.model_copy(
                update={
                    "touchpoints": tuple(
                        touchpoint.model_copy(
                            update={
                                **{name: _bare(getattr(touchpoint, name)) for name in _SCORES},
                                "history": (),
                                "competitor": tuple(
                                    each.model_copy(update={"experience": _bare(each.experience)})
                                    for each in touchpoint.competitor
                                ),
                            }
                        )
                        for touchpoint in stage.touchpoints
                    )
                }
            )
            for stage in journey.stages
        ),
    }
    if _nps(found.nps) is None:
        update["nps"] = None
    return journey.model_copy(update=update)


_SCORES = ("importance", "experience", "promise")


def _bare(form: ScoreForm | None) -> ScoreForm | None:
    """A score as it was written, without its figures."""
    return None if form is None else form.model_copy(update=dict.fromkeys(set(type(form).model_fields) - _ABOUT))
