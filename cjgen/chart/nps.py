"""The Net Promoter Score with its margin, beside the benchmark and the target; above it who said what.

Each part stands there only where it is known: of a typed score neither shares nor a margin.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from cjgen.chart.marks import ACCENT, DISC, INK, LINE, SOFT, SQUARE, Shape
from cjgen.chart.picture import Form, Picture, Row
from cjgen.chart.place import text_width
from cjgen.chart.scale import Linear, Ticks
from cjgen.model.chart import ChartTexts
from cjgen.model.findings import JourneyFindings, NpsFindings

if TYPE_CHECKING:
    import altair as alt

WIDTH = 332.0
SIZE = 12.0
SHARES = 76.0
"""Height of the bar of shares with its words."""
SCORE = 74.0
"""Height of the line from -100 to 100 with its captions."""
GROUPS = (("detractors", SOFT, "left"), ("passives", LINE, "center"), ("promoters", ACCENT, "right"))
"""The three groups from the low end of the scale to the high, with their colour and the side of their words."""
MARKS = {"nps": Shape(DISC, ACCENT)} | {name: Shape(SQUARE, color) for name, color, _ in GROUPS}


def declare() -> alt.LayerChart:
    """The bar and the line in Altair."""
    from cjgen.chart.layers import axis, bars, chart, placed, rules, scaled, symbols, words

    x = scaled("x", look=axis("x", "bottom"))
    return chart(
        bars("shares"),
        bars("benchmark", corner=2),
        rules("frame", x=placed("x"), y=placed("y"), x2="x2", y2="y2", color=SOFT, width=0.75),
        rules("margin", x=x, y=placed("y"), x2="x2", color=ACCENT, width=4, opacity=0.45),
        rules("target", x=x, y=placed("y"), y2="y2", color=INK, width=2),
        symbols("points", MARKS, x, placed("y"), size=15),
        symbols("keys", MARKS, placed("x"), placed("y"), size=11),
        words("words", color="", size=SIZE),
        words("numbers", color=INK, size=SIZE, weight=600),
        scales="x",
    )


def picture(found: JourneyFindings, texts: ChartTexts) -> Picture | None:
    """The journey's NPS; None where nobody was asked or too few for a score."""
    nps = found.nps
    if nps is None or not nps.enough:
        return None
    shares = _shares(nps, texts)
    top = SHARES if shares["shares"] else 0.0
    middle = top + 44
    x = Linear(-100, 100, 4, WIDTH - 4)
    benchmark = found.journey.nps.benchmark if found.journey.nps else None
    target = found.journey.target.nps if found.journey.target else None
    words = list(shares["words"])
    number = _caption(texts.nps_line, x.at(nps.score), middle - 19)
    band: list[Row] = []
    if benchmark is not None:
        ends = {"x": x.at(benchmark.low), "x2": x.at(benchmark.high)}
        band.append({**ends, "y": middle - 10, "y2": middle + 10, "color": LINE})
        words.append({**_caption(texts.benchmark_line, (ends["x"] + ends["x2"]) / 2, top + SCORE + 22), "color": SOFT})
    if target is not None:
        words.append({**_caption(texts.target_line, x.at(target), middle - 36), "color": SOFT})
    return Picture(
        width=WIDTH,
        height=top + SCORE - 14,
        padding=(14, 4, 14, 46 if benchmark is not None else 26),
        signals=x.signals("x") | Ticks((-100, -50, 0, 50, 100), 0).signals("x"),
        rows={
            **shares,
            "benchmark": band,
            "frame": [
                {"x": 4, "x2": WIDTH - 4, "y": middle, "y2": middle},
                *({"x": x.at(at), "x2": x.at(at), "y": middle - 4, "y2": middle + 4} for at in (-100, 0, 100)),
            ],
            "margin": [{"x": nps.low, "x2": nps.high, "y": middle}] if nps.low is not None else [],
            "target": [{"x": target, "y": middle - 28, "y2": middle + 12}] if target is not None else [],
            "points": [{"x": nps.score, "y": middle, "mark": "nps"}],
            "words": words,
            "numbers": [number if target is None else _beside(number, x.at(target))],
        },
    )


def _shares(nps: NpsFindings, texts: ChartTexts) -> dict[str, list[Row]]:
    """The groups as parts of one bar; nothing where only the score is known."""
    counts = {"detractors": nps.detractors, "passives": nps.passives, "promoters": nps.promoters}
    if None in counts.values():
        return {"shares": [], "keys": [], "words": []}
    bars: list[Row] = []
    start = 0.0
    for name, color, _ in GROUPS:
        end = start + WIDTH * (counts[name] or 0) / nps.n
        if end > start:
            bars.append({"x": round(start, 2), "x2": round(end, 2), "y": 40, "y2": 58, "color": color})
        start = end
    words: list[Row] = []
    keys: list[Row] = []
    for name, _, side in GROUPS:
        text = texts.shares.get(name, "")
        wide = text_width(text, SIZE) * 0.8 + 16  # a word is narrower than as many digits
        at = round({"left": 0.0, "center": (WIDTH - wide) / 2, "right": WIDTH - wide}[side], 2)
        keys.append({"x": at + 5, "y": 9, "mark": name})
        words.append({"text": text, "x": at + 16, "y": 9, "align": "left", "color": INK})
    return {"shares": bars, "keys": keys, "words": words}


def _caption(text: str, x: float, y: float) -> dict[str, Any]:
    """A text with its middle at `x`, or as near to it as the drawing is wide."""
    half = text_width(text, SIZE) / 2
    return {"text": text, "x": round(min(max(x, half - 12), WIDTH + 12 - half), 2), "y": y, "align": "center"}


def _beside(caption: dict[str, Any], upright: float) -> dict[str, Any]:
    """The caption moved aside where an upright line would run through it."""
    half = text_width(caption["text"], SIZE) / 2 + 4
    if abs(caption["x"] - upright) >= half:
        return caption
    left, right = upright - half, upright + half
    before = caption["x"] <= upright
    inside = right + half <= WIDTH + 12 if not before else left - half >= -12
    return caption | {"x": round(left if before == inside else right, 2)}


FORM = Form("nps", declare, picture)
