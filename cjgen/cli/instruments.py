"""The arithmetic from an instrument's counts to the score on the journey's scale, line by line."""

from __future__ import annotations

from collections.abc import Callable, Iterator

from cjgen.model.findings import Figure
from cjgen.model.instrument import Effort, Recommendation, ServiceGap, Share, ThingsGoneWrong
from cjgen.model.score import Range

Number = Callable[[float | None], str]

_NAMES = {"csat": "CSAT", "mystery": "mystery guest"}


def instrument_lines(figure: Figure, scale: Range, shown: Number) -> Iterator[str]:
    """How the score came from its instrument; nothing for a score that was rated."""
    instrument, mean = figure.score.instrument, figure.score.mean
    share = shown((mean - scale.min) / scale.width)
    moved = f"E = min + q (max - min) = {shown(scale.min)} + {share} * {shown(scale.width)} = {shown(mean)}"
    if isinstance(instrument, Share):
        k, n = instrument.part, instrument.whole
        yield f" {_NAMES[instrument.name]}: q = {k} / {n} = {shown(k / n)}; {moved}"
        yield f" sd = (max - min) sqrt(q' (1 - q')), q' = ({k} + 1) / ({n} + 2) = {shown((k + 1) / (n + 2))}"
        yield from _own(figure, "per cent, Wilson 1927", shown)
    elif isinstance(instrument, Recommendation):
        yield (
            f" NPS {shown(instrument.figure)} from {instrument.promoters} promoters, {instrument.passives} passives and"
            f" {instrument.detractors} detractors: q = (NPS + 100) / 200 = {shown((instrument.figure + 100) / 200)};"
            f" {moved}"
        )
        yield " sd = (max - min) sqrt(v) / 2, v = p + d - (p - d)²; of one kind only: with the p and d of the interval"
        yield from _own(figure, "NPS points, adjusted Wald, Rocks 2016", shown)
    elif isinstance(instrument, ThingsGoneWrong):
        count, contacts = instrument.count, instrument.contacts
        yield f" Things Gone Wrong: {count} in {contacts} contacts, q = 1 - min(1, {count} / {contacts}); {moved}"
        yield f" sd = (max - min) sqrt((count + 1) / contacts) = (max - min) sqrt(({count} + 1) / {contacts})"
        yield from _own(figure, "per 100 contacts, Poisson, Garwood 1936", shown)
    elif isinstance(instrument, Effort):
        turned = "(7 - mean) / 6, as low is easy" if instrument.easy == "low" else "(mean - 1) / 6"
        yield f" CES (Dixon, Freeman and Toman 2010): mean {shown(instrument.figure)} on 1 to 7, q = {turned}; {moved}"
    elif isinstance(instrument, ServiceGap):
        gaps = ", ".join(f"{gap.name} {shown(gap.gap)}" for gap in instrument.dimensions)
        yield f" SERVQUAL, perceived - expected: {gaps}; weighted {shown(instrument.figure)}"
        yield f" (Parasuraman, Zeithaml and Berry 1988): q = (weighted perceived - min) / (max - min); {moved}"


def _own(figure: Figure, unit: str, shown: Number) -> Iterator[str]:
    if figure.own is not None:
        low, high = figure.own
        yield f" its own 95 % interval {shown(low)} to {shown(high)} ({unit}) is moved in the same way"
