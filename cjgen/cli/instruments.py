"""The arithmetic of an instrument as text: from what was counted to a score, its spread and its interval."""

from __future__ import annotations

from collections.abc import Iterator

from cjgen.model.explanation import FigureSteps
from cjgen.model.instrument import EASIEST, HARDEST, Effort, Recommendation, ServiceGap, Share, ThingsGoneWrong
from cjgen.model.scale import Range

_COUNTED = {"csat": ("CSAT", "satisfied"), "mystery": ("mystery guest", "checks passed")}


def six(value: float | None) -> str:
    """A number with six significant digits."""
    return "unknown" if value is None else f"{value:.6g}"


def instrument_lines(steps: FigureSteps, sign: str) -> Iterator[str]:
    """How the figure called `sign` and its standard deviation follow from an instrument; nothing without one."""
    found, scale, n = steps.figure.score.instrument, steps.scale, steps.figure.score.n
    several = n is not None and n > 1
    if isinstance(found, Share):
        name, counted = _COUNTED[found.name]
        share = found.part / found.whole
        yield f" {name}: {found.part} of {found.whole} {counted}; q = {found.part} / {found.whole} = {six(share)}"
        yield _placed(sign, share, scale, steps.figure.score.mean)
        if several:
            cautious = (found.part + 1) / (found.whole + 2)
            yield f" q' = (k + 1) / (n + 2) = {found.part + 1} / {found.whole + 2} = {six(cautious)}"
            spread = f"{six(scale.width)} * sqrt({six(cautious)} * (1 - {six(cautious)}))"
            yield f" sd = (max - min) sqrt(q' (1 - q')) = {spread} = {six(steps.figure.score.sd)}"
    elif isinstance(found, Recommendation):
        yield from _recommendation(found, steps, sign)
    elif isinstance(found, ThingsGoneWrong):
        share = 1 - min(1.0, found.count / found.contacts)
        q = f"1 - {found.count} / {found.contacts} = {six(share)}" if share else "0, the least there is"
        yield (
            f" Things Gone Wrong: {found.count} in {found.contacts} contacts, {six(found.figure)} per 100; "
            f"q = 1 - min(1, count / of) = {q}"
        )
        yield _placed(sign, share, scale, steps.figure.score.mean)
        if several:
            spread = f"{six(scale.width)} * sqrt(({found.count} + 1) / {found.contacts})"
            yield f" sd = (max - min) sqrt((count + 1) / of) = {spread} = {six(steps.figure.score.sd)}"
    elif isinstance(found, Effort):
        given = ", ".join(f"{answer} x {count}" for answer, count in found.answers)
        yield f" CES, answers (answer x how many): {given}; their mean is {six(found.figure)}"
        turned = f"1 is easy, so turned round to x = {EASIEST + HARDEST} - answer, " if found.easy == "low" else ""
        yield (
            f" {turned}moved linearly from {HARDEST} to {EASIEST}: "
            f"{six(scale.min)} + (x - {HARDEST}) / {EASIEST - HARDEST} * {six(scale.width)}"
        )
    elif isinstance(found, ServiceGap):
        yield from _service_gap(found)


def _recommendation(found: Recommendation, steps: FigureSteps, sign: str) -> Iterator[str]:
    score, scale = steps.figure.score, steps.scale
    share = (found.figure + 100) / 200
    yield (
        f" NPS = 100 (P - D) / n = 100 * ({found.promoters} - {found.detractors}) / {found.n} = {six(found.figure)}; "
        f"q = (NPS + 100) / 200 = ({six(found.figure)} + 100) / 200 = {six(share)}"
    )
    yield _placed(sign, share, scale, score.mean)
    if score.sd is None:
        return
    alike = max(found.promoters, found.passives, found.detractors) == found.n
    more, of = (0.75, found.n + 3) if alike else (0.0, found.n)
    promoting, detracting = (found.promoters + more) / of, (found.detractors + more) / of
    why = "all answered alike, so three answers join them: " if alike else ""
    yield (
        f" {why}p = {six(found.promoters + more)} / {of} = {six(promoting)}, "
        f"d = {six(found.detractors + more)} / {of} = {six(detracting)}"
    )
    difference = f"({six(promoting)} - {six(detracting)})"
    spread = f"{six(scale.width)} * sqrt({six(promoting)} + {six(detracting)} - {difference} * {difference}) / 2"
    yield f" sd = (max - min) sqrt(p + d - (p - d)²) / 2 = {spread} = {six(score.sd)}"


def _service_gap(found: ServiceGap) -> Iterator[str]:
    weights = [1.0 if each.weight is None else each.weight for each in found.dimensions]
    whole = sum(weights)
    perceived = [each.perceived for each in found.dimensions]
    terms = " + ".join(f"{six(value)} * {six(weight)}" for value, weight in zip(perceived, weights, strict=True))
    mean = sum(value * weight for value, weight in zip(perceived, weights, strict=True)) / whole
    names = ", ".join(each.name for each in found.dimensions)
    yield f" SERVQUAL, of {names}: perceived x = ({terms}) / {six(whole)} = {six(mean)}"
    yield f" gap = perceived - expected, weighted alike: {six(found.figure)}; it is no part of the score"


def _placed(sign: str, share: float, scale: Range, mean: float) -> str:
    return f" {sign} = min + q (max - min) = {six(scale.min)} + {six(share)} * {six(scale.width)} = {six(mean)}"


def own_interval_line(steps: FigureSteps) -> str | None:
    """Which interval of its own an instrument has, and how it came onto the scale; None where it has none."""
    found, own = steps.figure.score.instrument, steps.figure.own
    if own is None:
        return None
    bounds = f"{six(own[0])} to {six(own[1])}"
    if isinstance(found, Share):
        return f"that of the share, {bounds} % (Wilson 1927), moved as q is"
    if isinstance(found, Recommendation):
        return f"that of the NPS, {bounds} (adjusted Wald, Rocks 2016), moved as q is"
    if isinstance(found, ThingsGoneWrong):
        high = ", its upper end that of one in every contact" if found.count > found.contacts else ""
        return f"that of the rate, {bounds} per 100 (Poisson, Garwood 1936), moved as q is{high}"
    return None
