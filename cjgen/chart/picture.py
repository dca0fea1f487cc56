"""What a chart kind is: a declaration, and the figures that go into it."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

from cjgen.model.chart import ChartKind, ChartTexts
from cjgen.model.findings import JourneyFindings

if TYPE_CHECKING:
    import altair as alt

Row = Mapping[str, Any]


@dataclass(frozen=True, slots=True)
class Picture:
    """One drawing's figures: what its declaration leaves open.

    `width` and `height` are those of the plot, `padding` (left, top, right, bottom) comes around it, all in
    units of the drawing. `rows` are the named data sets, `signals` the named values. `touchpoints` says for
    a group of marks which touchpoint each mark stands for, in the order of its rows.
    """

    width: float
    height: float
    padding: tuple[float, float, float, float]
    rows: Mapping[str, Sequence[Row]]
    signals: Mapping[str, Any] = field(default_factory=dict)
    touchpoints: Mapping[str, Sequence[str]] = field(default_factory=dict)

    @property
    def size(self) -> tuple[float, float]:
        """Width and height of the whole drawing."""
        left, top, right, bottom = self.padding
        return left + self.width + right, top + self.height + bottom


@dataclass(frozen=True, slots=True)
class Form:
    """What a chart kind is.

    `declare` gives the chart in Altair, the same for every journey, theme and language; `picture` what one
    journey puts into it, None where there is nothing to draw.
    """

    kind: ChartKind
    declare: Callable[[], alt.LayerChart]
    picture: Callable[[JourneyFindings, ChartTexts], Picture | None]
