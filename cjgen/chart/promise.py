"""The promise: at which touchpoints customers feel it, and where that matters to them.

A row a touchpoint that was asked about, by its number in the journey. A weak spot is valued and felt below
the mean promise score: a shape of its own, not a colour alone.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Literal

from cjgen.chart.marks import ACCENT, DIAMOND, DISC, INK, LINE, PAPER, RING, SOFT, Shape
from cjgen.chart.picture import Form, Picture
from cjgen.chart.place import text_width
from cjgen.chart.scale import Linear, fitting
from cjgen.model.chart import ChartTexts
from cjgen.model.findings import Figure, JourneyFindings, TouchpointFindings

if TYPE_CHECKING:
    import altair as alt

WIDTH = 296.0
ROW = 24.0
INSET = 10.0
SIZE = 12.0

Felt = Literal["weak", "valued", "unvalued"]
MARKS: dict[Felt, Shape] = {
    "weak": Shape(DIAMOND, "var(--cj-improve)"),
    "valued": Shape(DISC, ACCENT),
    "unvalued": Shape(RING, PAPER, SOFT),
}


def declare() -> alt.LayerChart:
    """The rows in Altair."""
    from cjgen.chart.layers import axis, chart, placed, rules, scaled, symbols, words

    x, y = scaled("x", look=axis("x", "top")), placed("y")
    return chart(
        rules("rows", y=y, color=LINE, width=0.75),
        rules("mean-line", x=x, color=SOFT),
        rules("whiskers", x=x, y=y, x2="x2", color=SOFT, width=1.5),
        symbols("points", MARKS, x, y, size=15),
        symbols("keys", MARKS, placed("x"), y, size=13),
        words("numbers", color=INK, size=SIZE, weight=600),
        words("words"),
        words("titles", color=INK, weight=600),
        scales="x",
    )


@dataclass(frozen=True, slots=True)
class _Row:
    number: int
    found: TouchpointFindings
    promise: Figure
    felt: Felt


def picture(found: JourneyFindings, texts: ChartTexts) -> Picture | None:
    """The journey's promise scores; None where no touchpoint has one."""
    asked = [
        (n, item, item.promise)
        for n, item in enumerate(found.touchpoints, start=1)
        if item.promise is not None and not item.touchpoint.wished
    ]
    if not asked:
        return None
    rows = [_Row(n, item, promise, _felt(item)) for n, item, promise in asked]
    scale, mean = found.journey.scale.experience, found.promise_mean
    named = fitting(scale, WIDTH - 2 * INSET, 10, SIZE)
    width = round(WIDTH - max(0.0, named.widest(SIZE) / 2 - INSET - 14), 2)
    x = Linear(scale.min, scale.max, INSET, width - INSET)
    height = ROW * len(rows)
    middles = [(row + 0.5) * ROW for row in range(len(rows))]
    half = text_width(texts.promise_line, SIZE) / 2
    words: list[tuple[Felt, str]] = [
        ("weak", texts.weak),
        ("valued", texts.valued),
        ("unvalued", texts.unvalued),
    ]
    drawn = {row.felt for row in rows}
    keys = [(felt, text) for felt, text in words if felt in drawn]
    starts = [sum(24 + text_width(text, SIZE) * 0.94 for _, text in keys[:k]) - 24 for k in range(len(keys))]
    return Picture(
        width=width,
        height=height,
        padding=(32, 64, WIDTH + 16 - width, 32),
        signals=x.signals("x") | named.signals("x"),
        rows={
            "rows": [{"y": y} for y in middles],
            "mean-line": [] if mean is None else [{"x": mean}],
            "whiskers": [
                {"x": row.promise.low, "x2": row.promise.high, "y": y}
                for row, y in zip(rows, middles, strict=True)
                if row.promise.low is not None
            ],
            "points": [
                {"x": row.promise.score.mean, "y": y, "mark": row.felt} for row, y in zip(rows, middles, strict=True)
            ],
            "keys": [
                {"x": at, "y": height + 20, "mark": mark} for (mark, text), at in zip(keys, starts, strict=True) if text
            ],
            "numbers": [
                {"text": str(row.number), "x": -8, "y": y, "align": "right"}
                for row, y in zip(rows, middles, strict=True)
            ],
            "words": [
                *(
                    {"text": text, "x": at + 11, "y": height + 20, "align": "left"}
                    for (_, text), at in zip(keys, starts, strict=True)
                ),
                *(
                    [
                        {
                            "text": texts.promise_line,
                            "x": min(max(x.at(mean), half), width + 12 - half),
                            "y": -30,
                            "align": "center",
                        }
                    ]
                    if mean is not None
                    else []
                ),
            ],
            "titles": [{"text": texts.promise, "x": -28, "y": -52, "align": "left"}],
        },
        touchpoints={"points": [row.found.touchpoint.id for row in rows]},
    )


def _felt(item: TouchpointFindings) -> Felt:
    """Whether customers value the touchpoint, and then whether they feel too little of the promise there."""
    if item.weak_spot:
        return "weak"
    return "valued" if item.valued else "unvalued"


FORM = Form("promise", declare, picture)
