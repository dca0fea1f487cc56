"""The experience curve: how customers experience the touchpoints, in the order in which they meet them.

Drawn twice: `WIDE` runs from left to right, `NARROW` downwards, for small windows and slips of paper.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from cjgen.chart.marks import ACCENT, INK, SHAPES, SOFT
from cjgen.chart.picture import Form, Picture, Row
from cjgen.chart.place import text_width
from cjgen.chart.scale import Linear, fitting, ticks
from cjgen.chart.yardsticks import common
from cjgen.model.chart import ChartTexts, stage_letter
from cjgen.model.findings import JourneyFindings, TouchpointFindings
from cjgen.model.score import SMALL_SAMPLE

if TYPE_CHECKING:
    import altair as alt

    from cjgen.chart.layers import Side

WIDE_WIDTH, WIDE_HEIGHT = 680.0, 220.0
NARROWEST_STEP = 17.0
"""Least room between touchpoints side by side: two digits."""
NARROW_WIDTH, NARROW_STEP = 262.0, 24.0
INSET = 10.0
BASE = 26.0
"""Room beyond the low end of the scale where touchpoints without an experience stand."""
WORD = 11.0


@dataclass(frozen=True, slots=True)
class _Curve:
    """A journey's touchpoints by position, from 0, with what is known of their experience."""

    found: JourneyFindings

    @property
    def placed(self) -> list[tuple[int, TouchpointFindings]]:
        return list(enumerate(self.found.touchpoints))

    @property
    def absent(self) -> list[tuple[int, TouchpointFindings]]:
        return [(at, item) for at, item in self.placed if item.experience is None]

    def points(self) -> list[tuple[int, TouchpointFindings, float]]:
        return [(at, item, item.experience.score.mean) for at, item in self.placed if item.experience is not None]

    def line(self) -> list[tuple[int, int, float]]:
        """(run, position, experience): a run ends where a touchpoint's experience is not known."""
        return [(at - k, at, mean) for k, (at, _, mean) in enumerate(self.points())]

    def band(self) -> tuple[list[tuple[int, int, float, float]], list[tuple[int, float, float]]]:
        """(run, position, low, high) of neighbours with intervals, and (position, low, high) of those alone.

        The wide interval of two to five customers stands alone: in a band it would widen its neighbours'.
        """
        known = [
            (at, item.experience.low, item.experience.high, (item.experience.score.n or 0) < SMALL_SAMPLE)
            for at, item in self.placed
            if item.experience is not None and item.experience.low is not None and item.experience.high is not None
        ]
        alone = [(at, low, high) for at, low, high, few in known if few]
        enough = [(at, low, high) for at, low, high, few in known if not few]
        runs = [(at - k, at, low, high) for k, (at, low, high) in enumerate(enough)]
        sizes = [run for run, *_ in runs]
        together = [row for row in runs if sizes.count(row[0]) > 1]
        alone += [(at, low, high) for run, at, low, high in runs if sizes.count(run) == 1]
        return together, sorted(alone)

    def stages(self) -> Iterator[tuple[str, int, int]]:
        """Each stage's letter, and the positions where it begins and where the next one does."""
        start = 0
        for index, stage in enumerate(self.found.journey.stages):
            yield stage_letter(index), start, start + len(stage.touchpoints)
            start += len(stage.touchpoints)


def _declare(along: str, across: str, along_axis: Side, across_axis: Side) -> Callable[[], alt.LayerChart]:
    """The curve in Altair, with touchpoints along one axis and experience across it."""

    def declare() -> alt.LayerChart:
        import altair as alt

        from cjgen.chart.layers import area, axis, chart, line, placed, rules, scaled, symbols, words

        # touchpoints stand half way between whole numbers; what is shown are their numbers, from 1
        number = axis(along, along_axis, label="format(datum.value + 0.5, '.0f')", color=INK, size=11)
        position: dict[str, Any] = {along: scaled(along, look=number)}
        experience: dict[str, Any] = {across: scaled(across, look=axis(across, across_axis, grid=True))}
        ends: dict[str, Any] = {f"{across}2": f"{across}2"}
        both = position | experience
        base = position | {across: placed(across)}
        order = alt.Order(f"{along}:Q")
        return chart(
            rules("separators", **position, color=SOFT, width=0.75, dash=[2, 3]),
            area("band", both, ends, color=ACCENT, opacity=0.16),
            rules("band-alone", **both, **ends, color=ACCENT, width=6, opacity=0.16),
            rules("experience-line", **experience, color=SOFT),
            line("curve", both, order, color=ACCENT, width=2),
            symbols("points", SHAPES, both["x"], both["y"]),
            symbols("absent", SHAPES, base["x"], base["y"]),
            words("stages", color=INK, weight=600),
            words("words", size=WORD),
            words("titles", color=INK, weight=600),
        )

    return declare


def _wide(found: JourneyFindings, texts: ChartTexts) -> Picture | None:
    """The journey from left to right; None where nothing was experienced."""
    curve = _Curve(found)
    if not curve.points():
        return None
    scale, count = found.journey.scale.experience, len(found.touchpoints)
    width = max(WIDE_WIDTH, count * NARROWEST_STEP)
    x = Linear(0, count, 0, width)
    y = Linear(scale.min, scale.max, WIDE_HEIGHT - (BASE if curve.absent else INSET), INSET)
    named = ticks(scale, 5)
    left = max(28.0, 12 + named.widest(12))
    threshold = common(found, "experience")
    words = []
    if threshold is not None and texts.experience_line:
        lines = _two_lines(texts.experience_line)
        words.append({"text": lines, "x": width + 6, "y": y.at(threshold) - 7 * lines.count("\n"), "align": "left"})
    return Picture(
        width=width,
        height=WIDE_HEIGHT,
        padding=(left, 46, 60, 26),
        signals=x.signals("x") | y.signals("y") | _numbers("x", count) | named.signals("y"),
        rows=_rows(curve, "x", "y", threshold, WIDE_HEIGHT - 11)
        | {
            "stages": [{"text": s, "x": x.at((a + b) / 2), "y": -11, "align": "center"} for s, a, b in curve.stages()],
            "words": words,
            "titles": [{"text": texts.experience, "x": 4 - left, "y": -33, "align": "left"}],
        },
        touchpoints=_touchpoints(curve),
    )


def _narrow(found: JourneyFindings, texts: ChartTexts) -> Picture | None:
    """The journey downwards; None where nothing was experienced."""
    curve = _Curve(found)
    if not curve.points():
        return None
    scale, count = found.journey.scale.experience, len(found.touchpoints)
    height = count * NARROW_STEP
    base = BASE if curve.absent else INSET
    named = fitting(scale, NARROW_WIDTH - base - INSET, 5, 12)
    width = round(NARROW_WIDTH - max(0.0, named.widest(12) / 2 - INSET - 12), 2)
    x = Linear(scale.min, scale.max, base, width - INSET)
    y = Linear(0, count, 0, height)
    threshold = common(found, "experience")
    words = []
    if threshold is not None and texts.experience_line:
        half = text_width(texts.experience_line, WORD) / 2
        middle = min(max(x.at(threshold), half), width + 12 - half)
        words.append({"text": texts.experience_line, "x": middle, "y": -30, "align": "center"})
    return Picture(
        width=width,
        height=height,
        padding=(54, 64, NARROW_WIDTH + 14 - width, 10),
        signals=x.signals("x") | y.signals("y") | named.signals("x") | _numbers("y", count),
        rows=_rows(curve, "y", "x", threshold, 11)
        | {
            "stages": [{"text": s, "x": -50, "y": y.at(a + 0.5), "align": "left"} for s, a, _ in curve.stages()],
            "words": words,
            "titles": [{"text": texts.experience, "x": -50, "y": -52, "align": "left"}],
        },
        touchpoints=_touchpoints(curve),
    )


def _numbers(axis: str, count: int) -> dict[str, Any]:
    return {f"{axis}_ticks": [at + 0.5 for at in range(count)]}


def _rows(curve: _Curve, along: str, across: str, threshold: float | None, base: float) -> dict[str, Sequence[Row]]:
    """What both ways to draw the curve share; `base` is the place across of touchpoints without experience."""
    band, alone = curve.band()
    ends = (across, f"{across}2")
    return {
        "separators": [{along: start} for _, start, _ in curve.stages() if start],
        "band": [{along: at + 0.5, "run": run, ends[0]: low, ends[1]: high} for run, at, low, high in band],
        "band-alone": [{along: at + 0.5, ends[0]: low, ends[1]: high} for at, low, high in alone],
        "experience-line": [{across: threshold}] if threshold is not None else [],
        "curve": [{along: at + 0.5, "run": run, across: mean} for run, at, mean in curve.line()],
        "points": [{along: at + 0.5, across: mean, "mark": item.mark} for at, item, mean in curve.points()],
        "absent": [{along: at + 0.5, across: base, "mark": item.mark} for at, item in curve.absent],
    }


def _touchpoints(curve: _Curve) -> dict[str, list[str]]:
    return {
        "points": [item.touchpoint.id for _, item, _ in curve.points()],
        "absent": [item.touchpoint.id for _, item in curve.absent],
    }


def _two_lines(text: str) -> str:
    """The text with its figure, the last word, on a line of its own."""
    return "\n".join(text.rsplit(" ", 1))


WIDE = Form("curve", _declare("x", "y", "bottom", "left"), _wide, "wide")
NARROW = Form("curve", _declare("y", "x", "left", "top"), _narrow, "narrow")
