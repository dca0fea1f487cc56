"""The arithmetic of one verdict as text: every number on the way, with six significant digits."""

from __future__ import annotations

import textwrap
from collections.abc import Iterable, Iterator
from typing import Literal

import click

from cjgen.analyse.certainty import CLEAR, ENOUGH_COMPLETE, LIKELY
from cjgen.cli.instruments import instrument_lines, own_interval_line, six
from cjgen.cli.problems import printable
from cjgen.model.explanation import Chance, Comparison, Explanation, FigureSteps, Yardstick
from cjgen.model.findings import Axis, Figure, Line, Reason
from cjgen.model.score import LARGE_SAMPLE
from cjgen.model.site import Ranking

_WIDTH = 100
_MARGIN = "    "
_SYMBOL: dict[Axis, str] = {"importance": "I", "experience": "E"}
_LINE: dict[Line, str] = {"importance": "tI", "experience": "tE", "drop": "tD"}
_CHANCE: dict[Line, str] = {"importance": "pI", "experience": "pE", "drop": "pD"}

_ROWS: dict[Reason, str] = {
    "not_scored": "importance or experience is not known: no verdict",
    "too_few_to_compare": "fewer than three touchpoints can be compared: no verdict",
    "missed": "customers wish for it, and I >= tI: add",
    "not_worth_adding": "customers wish for it, but I < tI: no verdict, not worth adding",
    "important_and_good": "I >= tI and E >= tE: keep",
    "important_and_poor": "I >= tI and E < tE: improve",
    "kept_as_basic": "I < tI, but it is a basic, which must be there: judged as if it were important, by E alone",
    "required": "I < tI, but it is required: judged as if it were important, by E alone",
    "less_important": "tD <= I < tI: keep, leave it as it is",
    "low_importance": "I < tD: may go",
}
_FORMULAS: dict[Ranking, str] = {
    "importance_gap": "w (1 - S) (Olsen 2015)",
    "opportunity": "10 (w + max(w - S, 0)), that is I + max(I - E, 0) on 0 to 10 (Ulwick 2002)",
    "target_gap": "w max(target - E, 0) / (max - min); 0 without a target",
    "gap": "I - E, in scale points",
}


def arithmetic(explained: Explanation, focus: Iterable[str] = ()) -> str:
    """The steps from figures to verdict, certainty and rank, for people to read and recompute; then lines on focus."""
    found = explained.found
    title = f"{found.touchpoint.title} ({explained.journey.id}/{found.touchpoint.id}, stage {found.stage.title})"
    parts = [click.style(printable(title), bold=True), _outcome(explained)]
    for number, (heading, lines) in enumerate(
        (
            ("Figures", _figures(explained)),
            ("Thresholds", _thresholds(explained)),
            ("Verdict", _verdict(explained)),
            ("Certainty", _certainty(explained)),
            ("Order", _order(explained)),
            *((("Focus", focus),) if focus else ()),
        ),
        start=1,
    ):
        parts += ["", click.style(f"{number}  {heading}", bold=True), *map(_indented, lines)]
    return "\n".join(parts)


def _indented(line: str) -> str:
    deeper = _MARGIN + (_MARGIN if line.startswith(" ") else "")
    return textwrap.fill(
        printable(line.strip()),
        _WIDTH,
        initial_indent=deeper,
        subsequent_indent=deeper + _MARGIN,
        break_long_words=False,
        break_on_hyphens=False,
    )


def _outcome(explained: Explanation) -> str:
    found = explained.found
    parts: list[str] = [found.verdict or "no verdict"]
    if found.certainty is not None:
        parts.append(found.certainty)
    if found.probability is not None:
        parts.append(f"probability {six(found.probability)}")
    if found.rank is not None:
        parts.append(f"rank {found.rank} of {explained.ranked}")
    return ", ".join(parts)


# 1 figures


def _figures(explained: Explanation) -> Iterator[str]:
    for axis in ("importance", "experience"):
        steps = next((each for each in explained.figures if each.axis == axis), None)
        if steps is not None:
            yield from _figure(steps)
        elif axis == "experience" and explained.found.touchpoint.wished:
            yield "E  experience: none, it does not exist yet"
        else:
            yield f"{_SYMBOL[axis]}  {axis}: not known"


def _figure(steps: FigureSteps) -> Iterator[str]:
    score, scale = steps.figure.score, steps.scale
    sign = _SYMBOL[steps.axis]
    if score.source == "derived":
        yield from _share(steps.figure, sign)
        return
    given = {"given": "as given", "answers": "of the answers", "assumed": "assumed: a quarter of the scale's width"}
    sd = f"sd {six(score.sd)} ({given[score.spread]})" if score.sd is not None and score.spread else "sd unknown"
    n = f"n {score.n}" if score.n is not None else "n unknown"
    by = f" by {score.by}" if score.by else ""
    source = "unknown (a bare figure)" if score.source == "unknown" else score.source + by
    yield f"{sign}  {steps.axis} {six(score.mean)} on {six(scale.min)} to {six(scale.max)}, {sd}, {n}, source {source}"
    if score.question:
        yield f" asked: {score.question}"
    yield from instrument_lines(steps, sign)
    if steps.asked_on != scale:
        asked = steps.asked_on
        yield (
            f" asked on {six(asked.min)} to {six(asked.max)} and moved linearly: "
            f"{six(scale.min)} + (x - {six(asked.min)}) / {six(asked.width)} * {six(scale.width)}"
        )
    if score.answers:
        yield " answers (score x how many): " + ", ".join(f"{six(value)} x {count}" for value, count in score.answers)
    if steps.figure.se is None or score.sd is None or score.n is None:
        yield " no standard error: it takes the answers of two customers or more"
        return
    if score.n_effective is not None:
        yield f" weighted: n' = {six(score.effective)} answers of equal weight would say as much (Kish 1965)"
        if score.unweighted is not None:
            yield f" without weights the mean is {six(score.unweighted)}"
    size = "n" if score.n_effective is None else "n'"
    if steps.posterior is None:
        root = f"{six(score.sd)} / sqrt({six(score.effective)})"
        yield f" se = sd / sqrt({size}) = {root} = {six(steps.figure.se)}"
        interval = f"m ± t(.975; {size} - 1) se, clipped to the scale (Student's t)"
    else:
        behind = steps.posterior
        yield (
            " few or equal answers, so three pseudo-answers join them (Dirichlet-multinomial): "
            f"A = {six(behind.weight)} together, their mean {six(behind.mean)}, "
            f"their variance V = {six(behind.variance)}"
        )
        root = f"sqrt({six(behind.variance)} / {six(behind.weight + 1)})"
        yield f" se = sqrt(V / (A + 1)) = {root} = {six(steps.figure.se)}"
        interval = "quantiles .025 and .975 of the Beta distribution with that mean and se, widened to hold the mean"
    interval = own_interval_line(steps) or interval
    yield f" 95 % interval {six(steps.figure.low)} to {six(steps.figure.high)}: {interval}"


def _share(figure: Figure, sign: str) -> Iterator[str]:
    """A derived importance: a share of 0 to 1, its standard error, and the complete answers that both rest on."""
    score = figure.score
    rows = f"{score.n} complete answers" if score.n is not None else "an unknown number of answers"
    yield (
        f"{sign}  importance {six(score.mean)} on 0 to 1, derived: its share in what goes together with the outcome,"
        f" from {rows}"
    )
    if figure.se is None:
        yield " no standard error: none came with the share"
        return
    yield f" se = {six(figure.se)}, over samples of as many answers (Wishart), or as it was typed"
    yield f" 95 % interval {six(figure.low)} to {six(figure.high)}: share ± 1.95996 se, clipped to 0 and 1"


# 2 thresholds


def _thresholds(explained: Explanation) -> Iterator[str]:
    rules = explained.journey.thresholds
    yardsticks = explained.yardsticks
    for line, written, yardstick in (
        ("tI", rules.importance, yardsticks.importance),
        ("tE", rules.experience, yardsticks.experience),
    ):
        axis: Axis = "importance" if line == "tI" else "experience"
        yield f"{line} = {six(yardstick.value)}: {_origin(yardstick)} ({_rule(explained, axis, yardstick)})"
        if written == "stage_mean" and yardstick.origin == "mean":
            yield " the stage has fewer than three figures of its own, so the whole journey's mean is taken"
        if written == "target" and yardstick.origin == "mean":
            yield " there is no target, neither here nor for the journey, so the mean is taken"
        if yardstick.compared:
            figures = ", ".join(f"{name} {six(figure)}" for name, figure in yardstick.compared)
            yield f" of {len(yardstick.compared)}: {figures}"
        if yardstick.left_out:
            yield f" estimates, left out as three others or more remain: {', '.join(yardstick.left_out)}"
        if yardstick.value is None:
            yield " fewer than three touchpoints have both figures"
    drop = yardsticks.drop
    capped = f", kept from lying above tI: min({six(drop.rule)}, tI)" if drop.rule != drop.value else ""
    if drop.origin == "half_mean_share" and drop.value is not None:
        sum_of_shares = " + ".join(six(share) for _, share in drop.compared)
        yield f"half the mean share = ({sum_of_shares}) / {len(drop.compared)} / 2 = {six(drop.rule)}"
    yield f"tD = {six(drop.value)}: {_origin(drop)}{capped} ({_rule(explained, 'drop', drop)})"


def _rule(explained: Explanation, name: Literal["importance", "experience", "drop"], yardstick: Yardstick) -> str:
    """The rule that gave a yardstick, as it stands among the settings; or why it is another one."""
    journey = explained.journey
    if name != "experience" and journey.derives_importance and explained.found.touchpoint.wished:
        return "a wish has a stated importance where that of the others is derived"
    if yardstick.origin == "half_mean_share":
        return "the default where importance is derived"
    rule = getattr(journey.thresholds, name)
    return f"`thresholds: {{{name}: {rule if isinstance(rule, str) else six(rule)}}}`"


def _origin(yardstick: Yardstick) -> str:
    return {
        "number": "the number that was typed",
        "own_target": "the touchpoint's own target",
        "journey_target": "the journey's target",
        "mean": "mean of the journey's touchpoints that exist and have both figures",
        "median": "median of the journey's touchpoints that exist and have both figures",
        "stage_mean": "mean of the stage's touchpoints that exist and have both figures",
        "midpoint": "middle of the scale, (min + max) / 2",
        "importance": "equal to tI",
        "half_mean_share": "half of the mean share of the journey's touchpoints that exist and have both figures",
    }[yardstick.origin]


# 3 verdict


def _verdict(explained: Explanation) -> Iterator[str]:
    for comparison in explained.comparisons:
        yield _compared(comparison)
    found = explained.found
    yield f"{found.reason}: {_ROWS[found.reason]}"
    if found.reason == "required":
        yield f" required: {found.touchpoint.required}"
    if found.overkill:
        yield " E >= tE: effort can move elsewhere"
    yield f"=> {found.verdict or 'no verdict'}   (quadrants: Martilla and James 1977)"


def _compared(comparison: Comparison) -> str:
    axis, line = _SYMBOL[comparison.axis], _LINE[comparison.line]
    sign = ">=" if comparison.met else "<"
    apart = abs(comparison.figure - comparison.threshold)
    equal = f"   (they differ by less than {six(comparison.tolerance)}, so count as equal)"
    tail = equal if 0 < apart <= comparison.tolerance else ""
    return f"{axis} {sign} {line}: {six(comparison.figure)} {sign} {six(comparison.threshold)}{tail}"


# 4 certainty


def _certainty(explained: Explanation) -> Iterator[str]:
    steps = explained.certainty
    if steps.word is None:
        yield "none without a verdict"
        return
    yield f"the verdict rests on {' and '.join(steps.axes)}"
    for axis in steps.unvouched:
        figure = next(each.figure for each in explained.figures if each.axis == axis)
        yield f"{_SYMBOL[axis]} is {_why_unvouched(figure)}, so nothing can be computed"
    if steps.unvouched:
        yield "=> guess"
        return
    for chance in steps.chances:
        yield from _chance(chance, explained.figures)
    yield from _joined(explained)
    limits = []
    if steps.answered < LARGE_SAMPLE:
        limits.append(f"n = {steps.answered} < {LARGE_SAMPLE}: never clear")
    if steps.validated:
        limits.append("a figure is validated only: never clear")
    if steps.complete is not None and steps.complete < ENOUGH_COMPLETE:
        limits.append(f"derived from {steps.complete} < {ENOUGH_COMPLETE} complete answers: never clear")
    applied = "; ".join(limits) or f"n = {steps.answered} >= {LARGE_SAMPLE}: no limit"
    yield f"clear from {CLEAR:g}, likely from {LIKELY:g}, else borderline; {applied}"
    yield f"=> {steps.word}"


def _why_unvouched(figure: Figure) -> str:
    score = figure.score
    if score.source == "derived":
        return "a share without a standard error"
    if score.source == "estimated":
        return "an estimate"
    if score.n is None:
        return "a bare figure"
    return "the answer of one customer" if score.n < 2 else "weighted so unevenly that it says no more than one answer"


def _chance(chance: Chance, figures: tuple[FigureSteps, ...]) -> Iterator[str]:
    axis = "E" if chance.line == "experience" else "I"
    line, name = _LINE[chance.line], _CHANCE[chance.line]
    a = f"a{name[1]}"
    yield (
        f"{a} = ({line} - {axis}) / se = ({six(chance.threshold)} - {six(chance.mean)}) / {six(chance.se)}"
        f" = {six(chance.distance)}"
    )
    score = next(each.figure.score for each in figures if _SYMBOL[each.axis] == axis)
    size = "n" if score.n_effective is None else "n'"
    if score.source == "derived":
        by, why = "Φ", "normal distribution of a derived share"
    elif chance.degrees is None:
        by, why = "Φ", f"normal distribution, as {size} = {six(chance.n)} >= {LARGE_SAMPLE}"
    else:
        by, why = "T", f"Student's t with {size} - 1 = {six(chance.degrees)} degrees of freedom"
    yield f" {name} = {by}({a}) = {six(chance.probability)}   ({why})"


def _joined(explained: Explanation) -> Iterator[str]:
    """From the chances of the axes to that of the area."""
    found, steps = explained.found, explained.certainty
    if steps.rho is not None:
        low, poor = explained.quantiles
        yield f"aI* = Φ⁻¹(pI) = {six(low)}, aE* = Φ⁻¹(pE) = {six(poor)}"
        if steps.rho:
            paired = "which pair by position" if _pair(explained) else "of the customers who gave both"
            yield f"rho = {six(steps.rho)}, the correlation of the answers, {paired}"
            yield f"L = Φ2(aI*, aE*; rho) = {six(steps.both)}   (bivariate normal, by Owen 1956)"
        else:
            yield f"rho = 0, as the answers do not pair: L = Φ2(aI*, aE*; 0) = pI pE = {six(steps.both)}"
    formula = {
        ("improve", 2): "pE - L",
        ("keep", 2): "1 - pI - pE + L",
        ("improve", 1): "pE",
        ("keep", 1): "1 - pE",
        ("drop", 1): "pD",
        ("add", 1): "1 - pI",
    }[(found.verdict or "", len(steps.axes))]
    if found.reason == "less_important":
        formula = "pI - pD"
    yield f"P({found.verdict}) = {formula} = {six(steps.probability)}"


def _pair(explained: Explanation) -> bool:
    return all(each.figure.score.sequence for each in explained.figures)


# 5 order


def _order(explained: Explanation) -> Iterator[str]:
    steps, scale = explained.priority, explained.journey.scale
    if steps is None:
        yield "no priority and no rank: a figure is missing"
        return
    i, e = scale.importance, scale.experience
    share = f"({six(steps.experience)} - {six(e.min)}) / {six(e.width)} = {six(steps.share)}"
    if steps.largest is None:
        stated = f"({six(steps.importance)} - {six(i.min)}) / {six(i.width)}"
        yield f"w = (I - min) / (max - min) = {stated} = {six(steps.weight)}"
    elif steps.largest:
        yield f"w = I / largest share = {six(steps.importance)} / {six(steps.largest)} = {six(steps.weight)}"
    else:
        yield "w = 0: no share is larger than 0"
    yield f"S = (E - min) / (max - min) = {share}"
    if explained.found.touchpoint.wished:
        yield " it does not exist yet: E is the lowest score"
    if steps.ranking == "target_gap":
        yield f"target = {six(steps.target)}"
    yield f"priority = {steps.ranking} = {_FORMULAS[steps.ranking]} = {six(steps.number)}"
    if explained.standing is None:
        yield "no rank: it does not exist yet"
        return
    standing, kind = explained.standing, explained.found.touchpoint.kind
    yield (
        f"group: {standing.kind}, E {'below' if standing.short else 'not below'} tE"
        "   (basics before delight, Bi et al. 2020; within a group by priority)"
    )
    if standing.kind != kind:
        yield f" it is a {kind}, but lies below a mean without being likely to: it ranks with {standing.kind}"
    yield f"=> rank {explained.found.rank} of {explained.ranked}"
