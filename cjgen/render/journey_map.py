"""The journey map: what stands below each touchpoint of the experience curve."""

from __future__ import annotations

from collections.abc import Callable
from itertools import groupby

from cjgen.model.findings import JourneyFindings
from cjgen.model.journey import Touchpoint
from cjgen.render.locale import Locale
from cjgen.render.views import LaneView, MapView

MOST_ABREAST = 12
"""How many touchpoints stand side by side on a sheet of paper; a longer map is printed downwards."""


def map_view(found: JourneyFindings, locale: Locale) -> MapView:
    """The lanes for channel and owner, where any touchpoint has one."""
    texts: list[tuple[str, Callable[[Touchpoint], str | None]]] = [
        (locale.gettext("Channel"), lambda touchpoint: touchpoint.channel),
        (locale.gettext("Owner"), lambda touchpoint: touchpoint.owner),
    ]
    lanes = (LaneView(title, _cells(found, text)) for title, text in texts)
    return MapView(
        columns=len(found.touchpoints),
        long=len(found.touchpoints) > MOST_ABREAST,
        lanes=tuple(lane for lane in lanes if any(text for text, _ in lane.cells)),
    )


def _cells(found: JourneyFindings, text: Callable[[Touchpoint], str | None]) -> tuple[tuple[str | None, int], ...]:
    """(text, number of touchpoints side by side that share it); a cell does not reach into another stage."""
    cells: list[tuple[str | None, int]] = []
    for stage in found.journey.stages:
        for shared, run in groupby(stage.touchpoints, key=text):
            cells.append((shared, len(list(run))))
    return tuple(cells)
