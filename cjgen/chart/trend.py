"""The Net Promoter Score over the waves, each with its interval where that is known."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, Any

from cjgen.chart.marks import ACCENT, DISC, INK, SOFT, Shape
from cjgen.chart.picture import Form, Picture, Row
from cjgen.chart.place import text_width
from cjgen.chart.scale import Linear, around, ticks
from cjgen.model.chart import ChartTexts
from cjgen.model.findings import JourneyFindings, NpsFindings
from cjgen.model.scale import Range

if TYPE_CHECKING:
    import altair as alt

WIDTH, HEIGHT = 300.0, 150.0
SIDE = 28.0
"""Room beside the first and the last wave, for half a title."""
SIZE = 12.0
CAP = 5.0
"""Half the stroke across each end of an interval."""
SCALE = Range(min=-100.0, max=100.0)
LEAST = 0.15
"""The least part of the scale that is drawn: else chance would look like a landslide."""


def declare() -> alt.LayerChart:
    """The line in Altair."""
    import altair as alt

    from cjgen.chart.layers import area, axis, chart, line, placed, rules, scaled, symbols, words

    y = scaled("y", look=axis("y", "left", grid=True))
    both = {"x": placed("x"), "y": y}
    return chart(
        rules("zero", y=y, color=SOFT),
        area("band", both, {"y2": "y2"}, color=ACCENT, opacity=0.16),
        rules("intervals", **both, y2="y2", color=ACCENT, width=1.5),
        rules("ends", x=placed("x"), x2="x2", y=y, color=ACCENT, width=1.5),
        line("line", both, alt.Order("x:Q"), color=ACCENT, width=2),
        symbols("points", {"nps": Shape(DISC, ACCENT)}, both["x"], y, size=10),
        words("figures", color=INK, size=SIZE, weight=600, halo=True),
        words("waves", size=SIZE),
        scales="y",
    )


def picture(found: JourneyFindings, texts: ChartTexts) -> Picture | None:
    """The waves that have an NPS; None where fewer than two have one."""
    known = _known(found)
    if len(known) < 2:
        return None
    ends = [value for _, nps in known for value in (nps.score, nps.low, nps.high) if value is not None]
    scale = around(min(ends), max(ends), SCALE, LEAST)
    y = Linear(scale.min, scale.max, HEIGHT, 16)
    named = ticks(scale, 5)
    left = max(named.widest(SIZE), text_width("−00", SIZE)) + 12
    plot = WIDTH - left
    places = [round(SIDE + k * (plot - 2 * SIDE) / (len(known) - 1), 2) for k in range(len(known))]
    points = list(zip(known, places, strict=True))
    return Picture(
        width=plot,
        height=HEIGHT,
        padding=(left, 14, 8, 30),
        signals=y.signals("y") | named.signals("y"),
        rows={
            "zero": [{"y": 0}] if scale.min <= 0 <= scale.max else [],
            "band": _band(points),
            "intervals": [{"x": x, "y": nps.low, "y2": nps.high} for (_, nps), x in points if nps.low is not None],
            "ends": [
                {"x": x - CAP, "x2": x + CAP, "y": end}
                for (_, nps), x in points
                for end in (nps.low, nps.high)
                if end is not None
            ],
            "line": [{"x": x, "y": nps.score, "run": 0} for (_, nps), x in points],
            "points": [{"x": x, "y": nps.score, "mark": "nps"} for (_, nps), x in points],
            "figures": _fitting(
                [
                    (texts.figures.get(id, ""), x, y.at(nps.score if nps.high is None else nps.high) - 10)
                    for (id, nps), x in points
                ]
            ),
            "waves": _fitting([(texts.waves.get(id, ""), x, HEIGHT + 18) for (id, _), x in points]),
        },
    )


def _band(points: Sequence[tuple[tuple[str, NpsFindings], float]]) -> list[Row]:
    """The intervals of waves beside each other; a wave without one breaks the band."""
    rows: list[Row] = []
    run = 0
    for (_, nps), x in points:
        if nps.low is None or nps.high is None:
            run += 1
        else:
            rows.append({"x": x, "y": nps.low, "y2": nps.high, "run": run})
    runs = [row["run"] for row in rows]
    return [row for row in rows if runs.count(row["run"]) > 1]


def _known(found: JourneyFindings) -> list[tuple[str, NpsFindings]]:
    waves = found.trend.waves if found.trend is not None else ()
    return [(wave.id, wave.nps) for wave in waves if wave.nps is not None and wave.nps.enough]


def _fitting(texts: list[tuple[str, float, float]]) -> list[dict[str, Any]]:
    """The texts that have room beside each other; the last one always."""
    shown: list[dict[str, Any]] = []
    edge = WIDTH
    for text, x, y in reversed(texts):
        half = text_width(text, SIZE) * 0.45
        if x + half <= edge:
            shown.append({"text": text, "x": x, "y": round(y, 2), "align": "center"})
            edge = x - half - 4
    return shown[::-1]


FORM = Form("trend", declare, picture)
