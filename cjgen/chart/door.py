"""The only door to the charts."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from cjgen.cache import Cache, key_of
from cjgen.chart import counts, curve, drivers, matrix, moved, nps, own, promise, sparkline, trend
from cjgen.chart.engine import Engine, VlConvert, compiled, figures, versions
from cjgen.chart.finish import finished
from cjgen.chart.picture import Form, Picture
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


@dataclass(frozen=True, slots=True)
class Wanted:
    """A chart that a page wants.

    `texts` and `language` (of the numbers) are the page's. `id` begins every id in the drawing: it must be the
    chart's own on its page. `links` are by touchpoint id; a point without one leads nowhere.
    """

    kind: ChartKind
    found: JourneyFindings
    texts: ChartTexts
    language: str
    id: str
    links: Mapping[str, Link] = field(default_factory=dict)


def draw_all(wanted: Sequence[Wanted], engine: Engine, cache: Cache) -> list[str]:
    """Each chart as SVG to stand in a page; empty where the journey has nothing for it to show.

    What the cache does not hold is drawn in one go, so hand over what is wanted at a time. The SVG has no size of its
    own, it fills the width it is given; the classes are `chart` and `chart-<kind>`.

    Raises ValueError for a link that leaves the page.
    """
    svgs = [""] * len(wanted)
    missing: list[tuple[int, str, str, Picture]] = []
    for place, chart in enumerate(wanted):
        form = FORMS[chart.kind]
        picture = form.picture(chart.found, chart.texts)
        if picture is None:
            continue
        specification = compiled(form, cache)
        key = _key(chart, picture, specification)
        kept = cache.get(key)
        if kept is None:
            missing.append((place, key, specification, picture))
        else:
            svgs[place] = kept.decode()
    drawings = [(specification, picture, wanted[place].language) for place, _, specification, picture in missing]
    for (place, key, _, picture), svg in zip(missing, engine.drawn(drawings), strict=True):
        chart = wanted[place]
        svgs[place] = finished(svg, FORMS[chart.kind], picture, chart.texts, chart.id, chart.links)
        cache.put(key, svgs[place].encode())
    return svgs


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
    """One chart, as `draw_all` draws several, by the engine that needs no preparation."""
    return draw_all([Wanted(kind, found, texts, language, id, links or {})], VlConvert(), cache)[0]


def _key(chart: Wanted, picture: Picture, specification: str) -> str:
    touchpoints = {touchpoint for ids in picture.touchpoints.values() for touchpoint in ids}
    return key_of(
        f"chart/{chart.kind}",
        {
            "versions": versions(),
            "declared": specification,
            "picture": [figures(picture), picture.touchpoints],
            "texts": [chart.texts.title, chart.texts.description],
            "language": chart.language,
            "id": chart.id,
            "links": {
                each: [link.href, link.title, link.language]
                for each, link in chart.links.items()
                if each in touchpoints
            },
        },
    )
