"""The only door to the charts."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from hashlib import sha256

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


class Charts:
    """What draws the charts of a build: an engine, and what is kept.

    It reads each compiled declaration once.
    """

    def __init__(self, engine: Engine, cache: Cache) -> None:
        self._engine = engine
        self._cache = cache
        self._declared: dict[ChartKind, _Declared] = {}

    def draw_all(self, wanted: Sequence[Wanted]) -> list[str]:
        """Each chart as SVG to stand in a page; empty where the journey has nothing for it to show.

        They are drawn in one go and kept together, so hand over what is wanted at a time. The SVG has no size of its
        own, it fills the width it is given; the classes are `chart` and `chart-<kind>`.

        Raises ValueError for a link that leaves the page.
        """
        pictures = [FORMS[chart.kind].picture(chart.found, chart.texts) for chart in wanted]
        shown = [(chart, picture) for chart, picture in zip(wanted, pictures, strict=True) if picture is not None]
        if not shown:
            return [""] * len(wanted)
        entering = [_entering(chart, picture, self._compiled(chart.kind).digest) for chart, picture in shown]
        key = key_of("charts", {"versions": versions(), "charts": entering})
        kept = self._cache.get(key)
        if kept is not None:
            svgs: list[str] = json.loads(kept)
        else:
            svgs = self._drawn(shown)
            self._cache.put(key, json.dumps(svgs, ensure_ascii=False).encode())
        each = iter(svgs)
        return ["" if picture is None else next(each) for picture in pictures]

    def _drawn(self, shown: Sequence[tuple[Wanted, Picture]]) -> list[str]:
        drawings = [(self._compiled(chart.kind).specification, picture, chart.language) for chart, picture in shown]
        return [
            finished(svg, FORMS[chart.kind], picture, chart.texts, chart.id, chart.links)
            for (chart, picture), svg in zip(shown, self._engine.drawn(drawings), strict=True)
        ]

    def _compiled(self, kind: ChartKind) -> _Declared:
        if kind not in self._declared:
            specification = compiled(FORMS[kind], self._cache)
            self._declared[kind] = _Declared(specification, sha256(specification.encode()).hexdigest())
        return self._declared[kind]


@dataclass(frozen=True, slots=True)
class _Declared:
    """A kind's declaration, compiled, and its SHA-256."""

    specification: str
    digest: str


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
    """One chart, as `Charts` draws several, by the engine that needs no preparation."""
    return Charts(VlConvert(), cache).draw_all([Wanted(kind, found, texts, language, id, links or {})])[0]


def _entering(chart: Wanted, picture: Picture, declared: str) -> dict[str, object]:
    """All that shapes one chart's bytes; `declared` is the SHA-256 of its declaration."""
    touchpoints = {touchpoint for ids in picture.touchpoints.values() for touchpoint in ids}
    return {
        "kind": chart.kind,
        "declared": declared,
        "picture": [figures(picture), picture.touchpoints],
        "texts": [chart.texts.title, chart.texts.description],
        "language": chart.language,
        "id": chart.id,
        "links": {
            each: [link.href, link.title, link.language] for each, link in chart.links.items() if each in touchpoints
        },
    }
