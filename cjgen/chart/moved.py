"""What moved: the experience of each touchpoint in the wave before and in the last one, the greatest gain first.

A ring for then and a disc for now, so that neither direction nor certainty hangs on a colour: what holds has a thick
line, what may be chance a thin one.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from cjgen.chart.marks import ACCENT, DISC, INK, LINE, PAPER, RING, SOFT, Shape
from cjgen.chart.picture import Form, Picture, Row
from cjgen.chart.place import text_width
from cjgen.chart.scale import Linear, around, fitting
from cjgen.model.chart import ChartTexts
from cjgen.model.findings import Change, JourneyFindings

if TYPE_CHECKING:
    import altair as alt

WIDTH = 300.0
ROW = 22.0
INSET = 10.0
SIZE = 12.0
LEAST = 0.25
"""The least part of the scale that is drawn: else chance would look like a landslide."""
MARKS = {
    "before": Shape(RING, PAPER, ACCENT),
    "after": Shape(DISC, ACCENT),
    "before-unclear": Shape(RING, PAPER, SOFT),
    "after-unclear": Shape(DISC, SOFT),
}


def declare() -> alt.LayerChart:
    """The rows in Altair."""
    from cjgen.chart.layers import axis, chart, placed, rules, scaled, symbols, words

    x, y = scaled("x", look=axis("x", "top", grid=True)), placed("y")
    return chart(
        rules("rows", y=y, color=LINE, width=0.5),
        rules("unclear", x=x, y=y, x2="x2", color=SOFT, width=1),
        rules("clear", x=x, y=y, x2="x2", color=ACCENT, width=4),
        symbols("before", MARKS, x, y, size=11),
        symbols("points", MARKS, x, y, size=13),
        rules("lines", x=placed("x"), y=y, x2="x2", color=ACCENT, width=4),
        rules("thin-lines", x=placed("x"), y=y, x2="x2", color=SOFT, width=1),
        symbols("keys", MARKS, placed("x"), y, size=12),
        words("numbers", color=INK, size=SIZE, weight=600),
        words("words"),
        scales="x",
    )


def picture(found: JourneyFindings, texts: ChartTexts) -> Picture | None:
    """The touchpoints whose experience was compared; None where none was."""
    changes = moved(found)
    if not changes:
        return None
    numbers = {item.touchpoint.id: n for n, item in enumerate(found.touchpoints, start=1)}
    ends = [value for change in changes for value in (change.before, change.after)]
    scale = around(min(ends), max(ends), found.journey.scale.experience, LEAST)
    named = fitting(scale, WIDTH - 2 * INSET, 6, SIZE)
    x = Linear(scale.min, scale.max, INSET, WIDTH - INSET)
    height = ROW * len(changes)
    middles = [(row + 0.5) * ROW for row in range(len(changes))]
    rows = list(zip(changes, middles, strict=True))
    return Picture(
        width=WIDTH,
        height=height,
        padding=(28, 26, 16, 56),
        signals=x.signals("x") | named.signals("x"),
        rows={
            "rows": [{"y": y} for y in middles],
            "unclear": [{"x": c.before, "x2": c.after, "y": y} for c, y in rows if not c.holds],
            "clear": [{"x": c.before, "x2": c.after, "y": y} for c, y in rows if c.holds],
            "before": [{"x": c.before, "y": y, "mark": "before" if c.holds else "before-unclear"} for c, y in rows],
            "points": [{"x": c.after, "y": y, "mark": "after" if c.holds else "after-unclear"} for c, y in rows],
            "numbers": [{"text": str(numbers[c.touchpoint or ""]), "x": -8, "y": y, "align": "right"} for c, y in rows],
            **_key(texts, height, {bool(c.holds) for c in changes}),
        },
        touchpoints={"points": [c.touchpoint or "" for c in changes]},
    )


def moved(found: JourneyFindings) -> list[Change]:
    """The changes in experience that could be tested, the greatest gain first."""
    changes = found.trend.changes if found.trend is not None else ()
    tested = [c for c in changes if c.subject == "experience" and c.touchpoint is not None and c.difference is not None]
    return sorted(tested, key=lambda c: -(c.difference or 0.0))


def _key(texts: ChartTexts, height: float, certain: set[bool]) -> dict[str, list[Row]]:
    """What ring and disc stand for, and below that the two kinds of line, where both are drawn."""
    first, second = height + 20, height + 42
    look = "" if True in certain else "-unclear"
    after = 14 + text_width(texts.before, SIZE) * 0.9 + 24
    other = 26 + text_width(texts.clear, SIZE) * 0.9 + 16
    words = [(texts.before, 11.0, first), (texts.after, after + 11, first)]
    lines: list[Row] = []
    thin: list[Row] = []
    if len(certain) == 2:
        words += [(texts.clear, 22.0, second), (texts.unclear, other + 22, second)]
        lines = [{"x": -6, "x2": 14, "y": second}]
        thin = [{"x": other - 6, "x2": other + 14, "y": second}]
    return {
        "keys": [{"x": 0, "y": first, "mark": f"before{look}"}, {"x": after, "y": first, "mark": f"after{look}"}],
        "lines": lines,
        "thin-lines": thin,
        "words": [{"text": text, "x": round(at, 2), "y": y, "align": "left"} for text, at, y in words],
    }


FORM = Form("moved", declare, picture)
