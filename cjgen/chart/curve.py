"""The experience curve: how customers experience the touchpoints, in the order in which they meet them.

Drawn twice: `FORM` runs from left to right, above a table whose columns are its touchpoints; `DOWN` stands by
itself and runs downwards, for small windows and long journeys on paper; the list below it has the links.
"""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise
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

HEIGHT = 190.0
WIDTH, STEP = 1020.0, 80.0
"""Least width of the whole, and of a touchpoint: that of a column in which its name can stand."""
DOWN_WIDTH, DOWN_STEP = 262.0, 24.0
EDGE = 26.0
"""Where the lines begin that would cross the figures of the axis."""
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


def _declare(along: str, across: str, *, numbers: bool) -> Callable[[], alt.LayerChart]:
    """The curve in Altair, with touchpoints along one axis and experience across it.

    With `numbers` the touchpoints are named by theirs, and experience stands at the top; else nothing names
    the touchpoints, and the figures of experience stand in the plot.
    """

    def declare() -> alt.LayerChart:
        import altair as alt

        from cjgen.chart.layers import area, axis, chart, line, placed, rules, scaled, symbols, words

        # touchpoints stand half way between whole numbers; what is shown are their numbers, from 1
        number = axis(along, "left", label="format(datum.value + 0.5, '.0f')", color=INK, size=11) if numbers else None
        figures = axis(across, "top" if numbers else "left", grid=True, inside=not numbers)
        position: dict[str, Any] = {along: scaled(along, look=number)}
        experience: dict[str, Any] = {across: scaled(across, look=figures)}
        ends: dict[str, Any] = {f"{across}2": f"{across}2"}
        both = position | experience
        base = position | {across: placed(across)}
        length: dict[str, Any] = {along: placed(along), f"{along}2": f"{along}2"}
        order = alt.Order(f"{along}:Q")
        return chart(
            rules("separators", **position, color=SOFT, width=0.75, dash=[2, 3]),
            area("band", both, ends, color=ACCENT, opacity=0.16),
            rules("band-alone", **both, **ends, color=ACCENT, width=6, opacity=0.16),
            rules("experience-line", **experience, **length, color=SOFT),
            line("curve", both, order, color=ACCENT, width=2),
            symbols("points", SHAPES, both["x"], both["y"]),
            symbols("absent", SHAPES, base["x"], base["y"]),
            words("stages", color=INK, weight=600),
            words("words", size=WORD, halo=not numbers),
            words("titles", color=INK, weight=600),
        )

    return declare


def _along(found: JourneyFindings, texts: ChartTexts) -> Picture | None:
    """The journey from left to right; None where nothing was experienced."""
    curve = _Curve(found)
    if not curve.points():
        return None
    scale, count = found.journey.scale.experience, len(found.touchpoints)
    width = max(WIDTH, count * STEP)
    x = Linear(0, count, 0, width)
    y = Linear(scale.min, scale.max, HEIGHT - (BASE if curve.absent else INSET), INSET)
    threshold = common(found, "experience")
    words = []
    if threshold is not None and texts.experience_line:
        at_x, at_y = _room_on_line(curve, x, y, y.at(threshold), text_width(texts.experience_line, WORD))
        words.append({"text": texts.experience_line, "x": at_x, "y": at_y, "align": "center"})
    return Picture(
        width=width,
        height=HEIGHT,
        padding=(0, 8, 0, 0),
        signals=x.signals("x") | y.signals("y") | ticks(scale, 5).signals("y"),
        rows=_rows(curve, "x", "y", threshold, HEIGHT - 11, (EDGE, width)) | {"words": words},
        touchpoints=_touchpoints(curve),
    )


def _room_on_line(curve: _Curve, x: Linear, y: Linear, line: float, width: float) -> tuple[float, float]:
    """Where a text of `width` stands just above or below a level line, farthest from the curve.

    It stands half way between two touchpoints, or at an end; the rightmost of places that are as good.
    """
    count = len(curve.found.touchpoints)
    ends = [EDGE + width / 2, x.at(count) - width / 2 - 4]
    known = [(x.at(at + 0.5), y.at(mean)) for at, _, mean in curve.points()]
    known = [(0.0, known[0][1]), *known, (x.at(count), known[-1][1])]
    starts = [at for at, _ in known]
    alone = [(x.at(at + 0.5), y.at(low), y.at(high)) for at, low, high in curve.band()[1]]

    def clear(spot: tuple[float, float]) -> float:
        """The least distance, upwards or downwards, to what is drawn beside and through the text."""
        across, down = spot
        distances = []
        first = max(bisect_left(starts, across - width / 2) - 1, 0)
        near = known[first : bisect_right(starts, across + width / 2) + 1]
        for (x1, y1), (x2, y2) in pairwise(near):
            left, right = max(x1, across - width / 2), min(x2, across + width / 2)
            if left <= right and x1 < x2:
                distances += [abs(y1 + (y2 - y1) * (at - x1) / (x2 - x1) - down) for at in (left, right)]
        for at, low, high in alone:
            if abs(at - across) < width / 2 + INSET:
                distances.append(max(high - down, down - low, 0))
        return round(min(distances), 2)

    spots = [(place, line + off) for place in [*map(x.at, range(1, count)), *ends] for off in (-WORD, WORD)]
    inside = [spot for spot in spots if 0 <= spot[1] <= HEIGHT - WORD]
    best = max(inside, key=lambda spot: (min(clear(spot), 2 * WORD), spot[0], -spot[1]))
    return round(best[0], 2), round(best[1], 2)


def _down(found: JourneyFindings, texts: ChartTexts) -> Picture | None:
    """The journey downwards; None where nothing was experienced."""
    curve = _Curve(found)
    if not curve.points():
        return None
    scale, count = found.journey.scale.experience, len(found.touchpoints)
    height = count * DOWN_STEP
    base = BASE if curve.absent else INSET
    named = fitting(scale, DOWN_WIDTH - base - INSET, 5, 12)
    width = round(DOWN_WIDTH - max(0.0, named.widest(12) / 2 - INSET - 12), 2)
    x = Linear(scale.min, scale.max, base, width - INSET)
    y = Linear(0, count, 0, height)
    threshold = common(found, "experience")
    words = []
    if threshold is not None and texts.experience_line:
        half = text_width(texts.experience_line, WORD) / 2
        middle = min(max(x.at(threshold), half), width + 12 - half)
        words.append({"text": texts.experience_line, "x": middle, "y": -30, "align": "center"})
    numbers = {"y_ticks": [at + 0.5 for at in range(count)]}
    return Picture(
        width=width,
        height=height,
        padding=(54, 64, DOWN_WIDTH + 14 - width, 10),
        signals=x.signals("x") | y.signals("y") | named.signals("x") | numbers,
        rows=_rows(curve, "y", "x", threshold, 11, (0, height))
        | {
            "stages": [{"text": s, "x": -50, "y": y.at(a + 0.5), "align": "left"} for s, a, _ in curve.stages()],
            "words": words,
            "titles": [{"text": texts.experience, "x": -50, "y": -52, "align": "left"}],
        },
    )


def _rows(
    curve: _Curve, along: str, across: str, threshold: float | None, base: float, line: tuple[float, float]
) -> dict[str, Sequence[Row]]:
    """What both ways to draw the curve share.

    `base` is the place across of touchpoints without experience; `line` where that of the threshold begins and ends.
    """
    band, alone = curve.band()
    ends = (across, f"{across}2")
    return {
        "separators": [{along: start} for _, start, _ in curve.stages() if start],
        "band": [{along: at + 0.5, "run": run, ends[0]: low, ends[1]: high} for run, at, low, high in band],
        "band-alone": [{along: at + 0.5, ends[0]: low, ends[1]: high} for at, low, high in alone],
        "experience-line": [{across: threshold, along: line[0], f"{along}2": line[1]}] if threshold is not None else [],
        "curve": [{along: at + 0.5, "run": run, across: mean} for run, at, mean in curve.line()],
        "points": [{along: at + 0.5, across: mean, "mark": item.mark} for at, item, mean in curve.points()],
        "absent": [{along: at + 0.5, across: base, "mark": item.mark} for at, item in curve.absent],
    }


def _touchpoints(curve: _Curve) -> dict[str, list[str]]:
    return {
        "points": [item.touchpoint.id for _, item, _ in curve.points()],
        "absent": [item.touchpoint.id for _, item in curve.absent],
    }


FORM = Form("curve", _declare("x", "y", numbers=False), _along)
DOWN = Form("curve-down", _declare("y", "x", numbers=True), _down)
