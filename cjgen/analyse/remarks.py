"""What an author should think about, seen in the figures. The wording stands with the codes."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from cjgen.analyse.equality import at_least
from cjgen.analyse.nps import counted
from cjgen.analyse.thresholds import ENOUGH_TO_COMPARE, scored, target_of
from cjgen.analyse.verdict import Judgement
from cjgen.model.findings import Remark
from cjgen.model.journey import Journey
from cjgen.model.nps import Nps
from cjgen.model.score import JourneyScores, Recommended, Score, ScoreForm

LEAST_SPREAD = 0.15
"""Importance that differs by less than this share of its scale hardly tells touchpoints apart."""


def remarks(journey: Journey, scores: JourneyScores, judged: Mapping[str, Judgement]) -> tuple[Remark, ...]:
    """All remarks about the figures of a journey, those about single touchpoints first."""
    return (
        *_missing_scores(journey, scores),
        *_more_than_answered(journey, scores),
        *_too_few_to_compare(journey, judged),
        *_uneven_targets(journey, scores),
        *_equal_importance(journey, scores),
        *_nobody_asked(journey, scores),
    )


def _about_the_whole(code: str, **values: object) -> Remark:
    return Remark(code, ("stages",), values)


def _missing_scores(journey: Journey, scores: JourneyScores) -> Iterator[Remark]:
    for i, stage in enumerate(journey.stages):
        for j, touchpoint in enumerate(stage.touchpoints):
            known = scores.touchpoints[touchpoint.id]
            missing = []
            if known.importance is None and not (touchpoint.importance and touchpoint.importance.is_derived):
                missing.append("importance")
            if known.experience is None and not touchpoint.wished:
                missing.append("experience")
            for axis in missing:
                path = ("stages", i, "touchpoints", j)
                values: dict[str, object] = {"title": touchpoint.title, "axis": axis}
                form: ScoreForm | None = getattr(touchpoint, axis)
                if form is not None and form.reads_answers:
                    values["hint"] = (
                        "nobody answered its column in the latest wave: check the column, and what is `missing`"
                    )
                yield Remark("CJ202", path, values)


def _more_than_answered(journey: Journey, scores: JourneyScores) -> Iterator[Remark]:
    """Scores of more customers than the context says have answered."""
    sample = journey.context.sample if journey.context else None
    if sample is None or sample.answered is None:
        return
    nps = counted(journey.nps, scores.nps)
    answers: list[tuple[tuple[str | int, ...], int | None]] = [
        (("overall",), scores.overall.customers if scores.overall else None),
        (("nps",) if journey.nps else ("responses",), _answers(nps)),
    ]
    for i, stage in enumerate(journey.stages):
        for j, touchpoint in enumerate(stage.touchpoints):
            known = scores.touchpoints[touchpoint.id]
            for name in ("importance", "experience", "promise"):
                score: Score | None = getattr(known, name)
                answers.append((("stages", i, "touchpoints", j, name), score.customers if score else None))
    for path, n in answers:
        if n is not None and n > sample.answered:
            yield Remark("CJ212", path, {"n": n, "answered": sample.answered})


def _answers(nps: Nps | Recommended | None) -> int | None:
    return nps.answers if isinstance(nps, Nps) else nps.n if nps else None


def _too_few_to_compare(journey: Journey, judged: Mapping[str, Judgement]) -> Iterator[Remark]:
    """Not where enough touchpoints exist: then a figure is missing, which is said of each."""
    count = sum(judgement.reason == "too_few_to_compare" for judgement in judged.values())
    exist = sum(not touchpoint.wished for _, touchpoint in journey.touchpoints())
    if count and exist < ENOUGH_TO_COMPARE:
        yield _about_the_whole("CJ203", count=count)


def _uneven_targets(journey: Journey, scores: JourneyScores) -> Iterator[Remark]:
    if journey.thresholds.experience != "target":
        return
    compared = scored([touchpoint for _, touchpoint in journey.touchpoints()], scores)
    without = sum(target_of(journey, touchpoint) is None for touchpoint in compared)
    if 0 < without < len(compared):
        yield _about_the_whole("CJ204", count=without)


def _equal_importance(journey: Journey, scores: JourneyScores) -> Iterator[Remark]:
    """Of stated importance: shares add up to 1, so the more touchpoints there are the less they can differ."""
    if journey.derives_importance:
        return
    compared = scored([touchpoint for _, touchpoint in journey.touchpoints()], scores)
    means = [score.mean for touchpoint in compared if (score := scores.touchpoints[touchpoint.id].importance)]
    width = journey.scale.importance.width
    if len(means) >= ENOUGH_TO_COMPARE and not at_least(max(means) - min(means), LEAST_SPREAD * width, width):
        yield _about_the_whole("CJ205", spread=f"{max(means) - min(means):.3g}")


def _nobody_asked(journey: Journey, scores: JourneyScores) -> Iterator[Remark]:
    """Only where the journey as a whole has nothing from customers: an NPS or an overall mark counts too."""
    known = [scores.overall]
    for touchpoint in scores.touchpoints.values():
        known += [touchpoint.importance, touchpoint.experience, touchpoint.promise]
    sources = {score.source for score in known if score is not None}
    if sources == {"estimated"} and journey.nps is None and scores.nps is None:
        yield _about_the_whole("CJ210")
