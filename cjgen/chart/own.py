"""Our own view beside that of customers: both experiences of each touchpoint, that which we put most too high first.

Customers are a disc with its interval, we are a diamond: filled where it lies outside that interval. Names would not
fit: the table beside it has them, by the numbers that stand here.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from cjgen.chart.marks import ACCENT, DIAMOND, DISC, INK, LINE, PAPER, SOFT, Shape
from cjgen.chart.picture import Form, Picture
from cjgen.chart.place import text_width
from cjgen.chart.scale import Linear, around, fitting
from cjgen.model.chart import ChartTexts
from cjgen.model.findings import Figure, JourneyFindings
from cjgen.model.own import OwnEstimate

if TYPE_CHECKING:
    import altair as alt

WIDTH = 300.0
ROW = 22.0
INSET = 10.0
SIZE = 12.0
LEAST = 0.25
"""The least part of the scale that is drawn: else a small difference would look like a large one."""
MARKS = {
    "customers": Shape(DISC, ACCENT),
    "own": Shape(DIAMOND, INK),
    "own-within": Shape(DIAMOND, PAPER, INK),
}


def declare() -> alt.LayerChart:
    """The rows in Altair."""
    from cjgen.chart.layers import axis, chart, placed, rules, scaled, symbols, words

    x, y = scaled("x", look=axis("x", "top", grid=True)), placed("y")
    return chart(
        rules("rows", y=y, color=LINE, width=0.5),
        rules("gaps", x=x, y=y, x2="x2", color=SOFT, width=1),
        rules("intervals", x=x, y=y, x2="x2", color=ACCENT, width=5, opacity=0.4),
        symbols("customers", MARKS, x, y, size=12),
        symbols("points", MARKS, x, y, size=13),
        symbols("keys", MARKS, placed("x"), y, size=12),
        words("numbers", color=INK, size=SIZE, weight=600),
        words("words"),
        scales="x",
    )


def picture(found: JourneyFindings, texts: ChartTexts) -> Picture | None:
    """The touchpoints where both figures are known; None where there are none."""
    rows = _rows(found)
    if not rows:
        return None
    ends = [
        value
        for _, _, figure, own in rows
        for value in (figure.score.mean, own.value, figure.low, figure.high)
        if value is not None
    ]
    scale = around(min(ends), max(ends), found.journey.scale.experience, LEAST)
    named = fitting(scale, WIDTH - 2 * INSET, 6, SIZE)
    x = Linear(scale.min, scale.max, INSET, WIDTH - INSET)
    height = ROW * len(rows)
    drawn = [(*row, (place + 0.5) * ROW) for place, row in enumerate(rows)]
    across = 14 + text_width(texts.customers, SIZE) * 0.9 + 24
    below = height + 20
    return Picture(
        width=WIDTH,
        height=height,
        padding=(28, 26, 16, 34),
        signals=x.signals("x") | named.signals("x"),
        rows={
            "rows": [{"y": y} for *_, y in drawn],
            "gaps": [{"x": figure.score.mean, "x2": own.value, "y": y} for _, _, figure, own, y in drawn],
            "intervals": [
                {"x": figure.low, "x2": figure.high, "y": y}
                for _, _, figure, _, y in drawn
                if figure.low is not None and figure.high is not None
            ],
            "customers": [{"x": figure.score.mean, "y": y, "mark": "customers"} for _, _, figure, _, y in drawn],
            "points": [{"x": own.value, "y": y, "mark": _mark(own)} for _, _, _, own, y in drawn],
            "numbers": [{"text": str(n), "x": -8, "y": y, "align": "right"} for n, *_, y in drawn],
            "keys": [{"x": 0, "y": below, "mark": "customers"}, {"x": across, "y": below, "mark": "own"}],
            "words": [
                {"text": text, "x": round(at + 11, 2), "y": below, "align": "left"}
                for text, at in ((texts.customers, 0.0), (texts.own, across))
            ],
        },
        touchpoints={"points": [id for _, id, *_ in rows]},
    )


def _mark(own: OwnEstimate) -> str:
    return "own" if own.view in ("blind_spot", "undersold") else "own-within"


def _rows(found: JourneyFindings) -> list[tuple[int, str, Figure, OwnEstimate]]:
    """Number and id of each touchpoint compared, customers' figure and the mean of ours, the greatest gap first."""
    rows = [
        (number, item.touchpoint.id, item.experience, own)
        for number, item in enumerate(found.touchpoints, start=1)
        for own in item.own
        if own.axis == "experience" and own.entry is None and own.gap is not None and item.experience is not None
    ]
    return sorted(rows, key=lambda row: -(row[3].gap or 0.0))


FORM = Form("own", declare, picture)
