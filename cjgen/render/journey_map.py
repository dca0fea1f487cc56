"""The journey map: what stands below each touchpoint of the experience curve."""

from __future__ import annotations

from collections.abc import Callable
from itertools import groupby

from markupsafe import Markup

from cjgen.model.findings import JourneyFindings
from cjgen.model.journey import Touchpoint
from cjgen.render.language import Foreign
from cjgen.render.locale import Locale
from cjgen.render.views import LaneView, MapView

MOST_TOGETHER = 10
"""How many letters have room beside each other in a column of the map."""
MOST_ABREAST = 12
"""How many touchpoints stand side by side on a sheet of paper; a longer map is printed downwards."""
_WHOLE = Markup('<span class="whole">{}</span>')


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


def unbroken(title: str) -> str:
    """The title with short words marked in which no line ends at a hyphen; its letters stay as they are.

    Words too long for a column of the map may be broken.
    """
    if "-" not in title:
        return title
    joined = Markup(" ").join(
        _WHOLE.format(word) if "-" in word[:-1] and len(word) <= MOST_TOGETHER else word for word in title.split(" ")
    )
    return Markup('<span lang="{}">{}</span>').format(title.language, joined) if isinstance(title, Foreign) else joined


def _cells(found: JourneyFindings, text: Callable[[Touchpoint], str | None]) -> tuple[tuple[str | None, int], ...]:
    """(text, number of touchpoints side by side that share it); a cell does not reach into another stage."""
    cells: list[tuple[str | None, int]] = []
    for stage in found.journey.stages:
        for shared, run in groupby(stage.touchpoints, key=text):
            cells.append((shared, len(list(run))))
    return tuple(cells)
