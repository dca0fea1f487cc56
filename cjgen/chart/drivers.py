"""What goes together with the outcome: each touchpoint's share, the largest first, with its interval.

Shares are parts of what all touchpoints explain together. Names would not fit: the table beside it has them, by the
numbers that stand here.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from cjgen.chart.marks import ACCENT, INK, SOFT
from cjgen.chart.picture import Form, Picture
from cjgen.chart.place import text_width
from cjgen.chart.scale import Linear, fitting, from_zero
from cjgen.model.chart import ChartTexts
from cjgen.model.findings import JourneyFindings
from cjgen.model.shares import shares_of

if TYPE_CHECKING:
    import altair as alt

WIDTH = 300.0
ROW = 22.0
HALF = 6.0
"""Half the thickness of a bar."""
SIZE = 12.0


def declare() -> alt.LayerChart:
    """The bars in Altair."""
    from cjgen.chart.layers import axis, bars, chart, placed, rules, scaled, words

    x = scaled("x", look=axis("x", "top", grid=True))
    return chart(
        bars("bars", opacity=0.75),
        rules("intervals", x=x, y=placed("y"), x2="x2", color=INK, width=1.25),
        rules("base", x=x, color=SOFT),
        words("numbers", color=INK, size=SIZE, weight=600),
        words("figures", color=INK, size=SIZE),
        scales="x",
    )


def picture(found: JourneyFindings, texts: ChartTexts) -> Picture | None:
    """The shares that are known; None where there are none."""
    shares = shares_of(found)
    if not shares:
        return None
    numbers = {item.touchpoint.id: n for n, item in enumerate(found.touchpoints, start=1)}
    scale = from_zero(max(share.high if share.high is not None else share.share for share in shares))
    room = max(text_width(texts.figures.get(share.touchpoint, ""), SIZE) for share in shares) + 8
    width = WIDTH - room
    x = Linear(scale.min, scale.max, 0, width)
    middles = [(row + 0.5) * ROW for row in range(len(shares))]
    named = fitting(scale, width, 5, SIZE)
    rows = list(zip(shares, middles, strict=True))
    return Picture(
        width=width,
        height=ROW * len(shares),
        padding=(28, 26, 4 + room, 4),
        signals=x.signals("x") | named.signals("x", percent=True),
        rows={
            "bars": [
                {"x": 0, "x2": max(x.at(share.share), 0.5), "y": y - HALF, "y2": y + HALF, "color": ACCENT}
                for share, y in rows
            ],
            "intervals": [{"x": share.low, "x2": share.high, "y": y} for share, y in rows if share.low is not None],
            "base": [{"x": 0}],
            "numbers": [
                {"text": str(numbers[share.touchpoint]), "x": -8, "y": y, "align": "right"} for share, y in rows
            ],
            "figures": [
                {"text": texts.figures.get(share.touchpoint, ""), "x": width + room, "y": y, "align": "right"}
                for share, y in rows
            ],
        },
    )


FORM = Form("drivers", declare, picture)
