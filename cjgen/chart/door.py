"""The only door to the charts."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import asdict

from cjgen.cache import Cache, key_of
from cjgen.chart import counts, curve, drivers, engine, matrix, moved, nps, own, promise, sparkline, trend
from cjgen.chart.finish import finished
from cjgen.chart.picture import Form
from cjgen.model.chart import ChartKind, ChartTexts, Link
from cjgen.model.findings import JourneyFindings

FORMS: Mapping[ChartKind, Form] = {
    form.kind: form
    for form in (
        matrix.FORM,
        curve.FORM,
        curve.DOWN,
        counts.FORM,
        nps.FORM,
        promise.FORM,
        drivers.FORM,
        own.FORM,
        trend.FORM,
        moved.FORM,
        sparkline.FORM,
    )
}


def draw(
    kind: ChartKind,
    found: JourneyFindings,
    texts: ChartTexts,
    *,
    language: str,
    id: str,
    cache: Cache,
    links: Mapping[str, Link] | None = None,
) -> str:
    """The chart as SVG to stand in a page; empty where the journey has nothing for it to show.

    `texts` and `language` (of the numbers) are the page's. `id` begins every id in the drawing: it must be
    the chart's own on its page. `links` are by touchpoint id; a point without one leads nowhere. The SVG has
    no size of its own, it fills the width it is given; the classes are `chart` and `chart-<kind>`.

    Raises ValueError for a link that leaves the page.
    """
    form = FORMS[kind]
    picture = form.picture(found, texts)
    if picture is None:
        return ""
    compiled = engine.compiled(form, cache)
    own = {touchpoint: (links or {}).get(touchpoint) for ids in picture.touchpoints.values() for touchpoint in ids}
    key = key_of(
        f"chart/{kind}",
        {
            "versions": engine.versions(),
            "declared": compiled,
            "picture": asdict(picture),
            "texts": [texts.title, texts.description],
            "language": language,
            "id": id,
            "links": {touchpoint: asdict(link) for touchpoint, link in own.items() if link},
        },
    )
    kept = cache.get(key)
    if kept is None:
        svg = engine.drawn(compiled, picture, language)
        kept = finished(svg, form, picture, texts, id, own).encode()
        cache.put(key, kept)
    return kept.decode()
