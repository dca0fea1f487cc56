"""How many touchpoints have each verdict: a bar a verdict, with its shape, its word and its number."""

from __future__ import annotations

from typing import TYPE_CHECKING

from cjgen.chart.marks import INK, LINE, SHAPES, SOFT
from cjgen.chart.picture import Form, Picture
from cjgen.chart.place import text_width
from cjgen.chart.scale import Linear
from cjgen.model.chart import ChartTexts
from cjgen.model.findings import VERDICTS, JourneyFindings, Mark

if TYPE_CHECKING:
    import altair as alt

WIDTH = 340.0
ROW = 26.0
THICK = 14.0
SIZE = 13.0


def declare() -> alt.LayerChart:
    """The bars in Altair."""
    from cjgen.chart.layers import bars, chart, placed, rules, scaled, symbols, words

    return chart(
        bars("bars", corner=1.5),
        rules("frame", x=scaled("x"), color=LINE),
        symbols("points", SHAPES, placed("x"), placed("y"), size=15),
        words("words", color="", size=SIZE),
        words("numbers", color="", size=SIZE, weight=600),
        scales="x",
    )


def picture(found: JourneyFindings, texts: ChartTexts) -> Picture | None:
    """The journey's verdicts; those without a verdict come last, and only where there are some."""
    marks: list[Mark] = [*VERDICTS]
    if found.counts["none"]:
        marks.append("none")
    counts = [found.counts[mark] for mark in marks]
    start = 34 + max(text_width(texts.verdicts.get(mark, ""), SIZE) for mark in marks) * 0.94
    x = Linear(0, max(counts), start, WIDTH - 10 - text_width(str(max(counts)), SIZE))
    middles = [(row + 0.5) * ROW for row in range(len(marks))]
    rows = list(zip(marks, counts, middles, strict=True))
    color = [INK if count else SOFT for count in counts]
    return Picture(
        width=WIDTH,
        height=ROW * len(marks),
        padding=(4, 2, 4, 2),
        signals=x.signals("x"),
        rows={
            "bars": [
                {"x": start, "x2": x.at(n), "y": y - THICK / 2, "y2": y + THICK / 2, "color": SHAPES[mark].fill}
                for mark, n, y in rows
                if n
            ],
            "frame": [{"x": 0}],
            "points": [{"x": 9, "y": y, "mark": mark} for mark, _, y in rows],
            "words": [
                {"text": texts.verdicts.get(mark, ""), "x": 24, "y": y, "align": "left", "color": color[row]}
                for row, (mark, _, y) in enumerate(rows)
            ],
            "numbers": [
                {"text": str(n), "x": x.at(n) + 6, "y": y, "align": "left", "color": color[row]}
                for row, (_, n, y) in enumerate(rows)
            ],
        },
    )


FORM = Form("counts", declare, picture)
