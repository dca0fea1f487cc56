"""How the findings of one touchpoint came about: the steps of the other files of this room, laid side by side."""

from __future__ import annotations

from cjgen.analyse.certainty import certainty
from cjgen.analyse.interval import figure, interval_of, prior_of
from cjgen.analyse.journey import analyse
from cjgen.analyse.priority import candidate, priority_steps
from cjgen.analyse.thresholds import yardsticks_of
from cjgen.analyse.verdict import judgements
from cjgen.model.explanation import CertaintySteps, Explanation, FigureSteps
from cjgen.model.findings import Axis, TouchpointFindings
from cjgen.model.journey import Journey
from cjgen.model.score import JourneyScores


def explain(journey: Journey, scores: JourneyScores, touchpoint_id: str) -> Explanation:
    """The arithmetic of one touchpoint's verdict; `scores` are those of this journey, on its scales.

    Raises KeyError for a touchpoint that the journey does not have.
    """
    findings = analyse(journey, scores)
    found = {item.touchpoint.id: item for item in findings.touchpoints}[touchpoint_id]
    known = scores.touchpoints[touchpoint_id]
    judgement = judgements(journey, scores, journey.thresholds)[touchpoint_id]
    steps = certainty(found.touchpoint, judgement, found.importance, found.experience)
    member = candidate(journey, found.touchpoint, known, judgement, steps.word)
    return Explanation(
        journey=journey,
        found=found,
        figures=_figures(journey, scores, found),
        yardsticks=yardsticks_of(journey, scores, journey.thresholds)[touchpoint_id],
        comparisons=judgement.compared,
        certainty=steps,
        quantiles=_quantiles(steps),
        priority=priority_steps(journey, found.touchpoint, known),
        standing=member.standing if member is not None else None,
        ranked=len(findings.ranked),
    )


def _figures(journey: Journey, scores: JourneyScores, found: TouchpointFindings) -> tuple[FigureSteps, ...]:
    axes: tuple[Axis, ...] = ("importance", "experience")
    steps = []
    for axis in axes:
        score = getattr(scores.touchpoints[found.touchpoint.id], axis)
        if score is None:
            continue
        scale = getattr(journey.scale, axis)
        asked = [getattr(each, axis) for each in scores.touchpoints.values()]
        prior = prior_of((pair for other in asked if other for pair in other.answers), scale)
        interval = interval_of(score, scale, prior)
        form = getattr(found.touchpoint, axis)
        steps.append(
            FigureSteps(
                axis=axis,
                figure=figure(score, scale, prior),
                scale=scale,
                asked_on=form.scale or scale,
                posterior=interval.posterior if interval is not None else None,
            )
        )
    return tuple(steps)


def _quantiles(steps: CertaintySteps) -> tuple[float, ...]:
    """a* of both axes, where they are joined by a bivariate normal distribution."""
    if steps.rho is None:
        return ()
    from scipy.special import ndtri

    return tuple(float(ndtri(chance.probability)) for chance in steps.chances)
