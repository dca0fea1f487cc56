"""How the findings of touchpoints came about: the steps of the other files of this room, laid side by side."""

from __future__ import annotations

from cjgen.analyse.certainty import certainty
from cjgen.analyse.derived import Derived
from cjgen.analyse.interval import Tally, interval_of, prior_of
from cjgen.analyse.priority import candidate, largest_share, priority_steps
from cjgen.analyse.thresholds import yardsticks_of
from cjgen.analyse.verdict import judgements
from cjgen.model.explanation import CertaintySteps, Explanation, FigureSteps
from cjgen.model.findings import Axis, JourneyFindings, TouchpointFindings
from cjgen.model.journey import Journey
from cjgen.model.scale import Scale
from cjgen.model.score import JourneyScores

_AXES: tuple[Axis, ...] = ("importance", "experience")


def explain(findings: JourneyFindings, derived: Derived) -> dict[str, Explanation]:
    """The arithmetic of every touchpoint's verdict, by touchpoint id, in the author's order.

    `derived` are the scores that `findings` were made of, on the journey's scales.
    """
    journey, scores = findings.journey, derived.scores
    judged = judgements(journey, scores, journey.thresholds)
    yardsticks = yardsticks_of(journey, scores, journey.thresholds)
    priors = {axis: _prior(journey, scores, axis) for axis in _AXES}
    ranked = len(findings.ranked)
    axes = journey.axes
    largest = largest_share(
        journey, ((item.touchpoint, scores.touchpoints[item.touchpoint.id].importance) for item in findings.touchpoints)
    )
    explained = {}
    for found in findings.touchpoints:
        name = found.touchpoint.id
        known, judgement = scores.touchpoints[name], judged[name]
        steps = certainty(found.touchpoint, judgement, found.importance, found.experience, known.rho)
        member = candidate(journey, found.touchpoint, known, judgement, steps.word, largest)
        explained[name] = Explanation(
            journey=journey,
            found=found,
            figures=_figures(journey.scale if found.touchpoint.wished else axes, found, priors),
            yardsticks=yardsticks[name],
            comparisons=judgement.compared,
            certainty=steps,
            quantiles=_quantiles(steps),
            priority=priority_steps(journey, found.touchpoint, known, largest),
            standing=member.standing if member is not None else None,
            ranked=ranked,
        )
    return explained


def _prior(journey: Journey, scores: JourneyScores, axis: Axis) -> Tally:
    asked = [getattr(each, axis) for each in scores.touchpoints.values()]
    return prior_of((pair for score in asked if score for pair in score.answers), getattr(journey.scale, axis))


def _figures(axes: Scale, found: TouchpointFindings, priors: dict[Axis, Tally]) -> tuple[FigureSteps, ...]:
    steps = []
    for axis in _AXES:
        figure = getattr(found, axis)
        if figure is None:
            continue
        scale = getattr(axes, axis)
        interval = interval_of(figure.score, scale, priors[axis])
        form = getattr(found.touchpoint, axis)
        steps.append(
            FigureSteps(
                axis=axis,
                figure=figure,
                scale=scale,
                asked_on=figure.score.asked_on or (form.scale if form is not None else None) or scale,
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
