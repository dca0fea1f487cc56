"""A plain page that holds charts, styled by the theme."""

from __future__ import annotations

import re
from html import escape
from pathlib import Path

from cjgen.cache import Cache, MemoryCache
from cjgen.chart import draw
from cjgen.model.chart import REPORT_CHARTS, ChartKind
from cjgen.model.findings import JourneyFindings
from tests.charts.journeys import links, texts

STYLE = Path(__file__).parents[2] / "themes/default/static/site.css"
SIZES = """
.chart { display: block; width: 100%; max-width: 36rem; height: auto; }
.chart-curve { max-width: none; }
.chart-curve-down { display: none; }
.chart .whiskers { display: none; }
@media (max-width: 45rem) { .chart-curve { display: none; } .chart-curve-down { display: block; } }
"""
"""What a theme adds to its style for charts."""

_KEPT = MemoryCache()
"""What the pages of this process have in common: a declaration takes long to compile."""


def chart(kind: ChartKind, journey: JourneyFindings, cache: Cache | None = None, *, language: str = "nl") -> str:
    """The chart with the texts and links that a page gives it."""
    linked = links(journey) if kind in ("matrix", "curve", "promise", "drivers", "own", "moved") else {}
    return draw(
        kind,
        journey,
        texts(kind, journey),
        language=language,
        id=f"chart-{kind}",
        cache=cache or MemoryCache(),
        links=linked,
    )


def page(journey: JourneyFindings, kinds: tuple[ChartKind, ...] = REPORT_CHARTS, more: str = "") -> str:
    """The charts of the journey's report, and the places that they lead to."""
    charts = "\n".join(f"<section><h2>{kind}</h2>{_framed(chart(kind, journey, _KEPT))}</section>" for kind in kinds)
    anchors = "\n".join(
        f'<li id="touchpoint-{item.touchpoint.id}">{escape(item.touchpoint.title)}</li>' for item in journey.touchpoints
    )
    return f"""<!doctype html><html lang="nl"><head><meta charset="utf-8"><title>Grafieken</title>
<meta name="viewport" content="width=device-width">
<style>{STYLE.read_text("utf-8")}{SIZES}{more}</style></head>
<body><main class="frame"><h1>Grafieken</h1>{charts}<ol>{anchors}</ol></main></body></html>"""


def _framed(svg: str) -> str:
    """A wide curve stands above a table that keeps its columns wide enough and scrolls."""
    wide = re.search(r'class="chart chart-curve" viewBox="0 0 (\d+)', svg)
    return (
        f'<div style="overflow-x:auto" tabindex="0"><div style="min-width:{wide[1]}px">{svg}</div></div>'
        if wide
        else svg
    )
