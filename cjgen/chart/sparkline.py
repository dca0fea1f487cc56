"""The experience curve in small, for a card: its shape and where the verdicts lie, without a figure or a word."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from itertools import accumulate
from typing import TYPE_CHECKING

from cjgen.chart.marks import ACCENT, LINE, SHAPES, SOFT
from cjgen.chart.picture import Form, Picture
from cjgen.chart.scale import Linear
from cjgen.chart.yardsticks import common
from cjgen.model.chart import ChartTexts
from cjgen.model.findings import JourneyFindings
from cjgen.model.scale import Range

if TYPE_CHECKING:
    import altair as alt

WIDTH, HEIGHT = 304.0, 60.0
MARGIN = 6.0
"""Room around the plot for the half of a mark that stands on its edge."""
BASE = 12.0
"""Room below the scale where touchpoints without an experience stand."""
LEAST_SHARE = 0.5
"""At least so much of the scale is as high as the plot: on less of it, small differences would look large."""
LARGEST, SMALLEST = 11.0, 8.0
"""The side of a mark where there is room, and where it is tight."""


def declare() -> alt.LayerChart:
    """The curve in Altair; every position is a place in the plot."""
    import altair as alt

    from cjgen.chart.layers import chart, line, placed, rules, symbols

    x, y = placed("x"), placed("y")
    return chart(
        rules("separators", x=x, color=LINE),
        rules("threshold", y=y, color=SOFT, width=0.75),
        line("curve", {"x": x, "y": y}, alt.Order("x:Q"), color=ACCENT, width=1.5),
        symbols("points", SHAPES, x, y, size="side", line=1),
        scales="",
    ).add_params(alt.param(name="side", value=LARGEST))


def picture(found: JourneyFindings, texts: ChartTexts) -> Picture | None:
    """The journey from left to right; None where nothing was experienced."""
    means = [item.experience.score.mean if item.experience is not None else None for item in found.touchpoints]
    if all(mean is None for mean in means):
        return None
    scale, step = found.journey.scale.experience, WIDTH / len(means)
    threshold = common(found, "experience")
    y = _across([mean for mean in (*means, threshold) if mean is not None], scale, BASE if None in means else 0)
    # tenths of a unit are finer than a screen, and shorter than hundredths
    at = [round((position + 0.5) * step, 1) for position in range(len(means))]
    heights = [HEIGHT if mean is None else round(y.at(mean), 1) for mean in means]
    runs = list(accumulate((mean is None for mean in means), initial=0))[1:]
    line = [(x, high, run) for x, high, run, mean in zip(at, heights, runs, means, strict=True) if mean is not None]
    lengths = Counter(run for _, _, run in line)
    ends = accumulate(len(stage.touchpoints) for stage in found.journey.stages[:-1])
    return Picture(
        width=WIDTH,
        height=HEIGHT,
        padding=(MARGIN, MARGIN, MARGIN, MARGIN),
        signals={"side": round(min(max(step, SMALLEST), LARGEST), 2)},
        rows={
            "separators": [{"x": round(end * step, 1)} for end in ends],
            "threshold": [] if threshold is None else [{"y": round(y.at(threshold), 1)}],
            "curve": [{"x": x, "y": high, "run": run} for x, high, run in line if lengths[run] > 1],
            "points": [
                {"x": x, "y": high, "mark": item.mark}
                for x, high, item in zip(at, heights, found.touchpoints, strict=True)
            ],
        },
    )


def _across(figures: Sequence[float], scale: Range, base: float) -> Linear:
    """The part of the scale on which the figures lie, from above the base to the top of the plot."""
    low, high = min(figures), max(figures)
    more = max(LEAST_SHARE * scale.width - (high - low), 0) / 2
    low, high = low - more, high + more
    shift = max(scale.min - low, 0) - max(high - scale.max, 0)
    return Linear(low + shift, high + shift, HEIGHT - base, 0)


FORM = Form("sparkline", declare, picture)
