"""Layers that several chart kinds are declared from. Each has its own named data set.

Positions are figures on the scales `x` and `y`, whose ends are signals, or places in units of the plot.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any, Literal

from cjgen.chart.marks import INK, LINE, PAPER, SOFT, Shape

if TYPE_CHECKING:
    import altair as alt

Side = Literal["top", "bottom", "left", "right"]

TEXT = 12
"""Size of a text, in units of the drawing."""


def scaled(axis: str, field: str | None = None, look: alt.Axis | None = None) -> Any:
    """A position on the scale `axis` (`x` or `y`), read from `field`."""
    import altair as alt

    channel = alt.X if axis == "x" else alt.Y
    scale = alt.Scale(
        domain=[alt.ExprRef(f"{axis}_low"), alt.ExprRef(f"{axis}_high")],
        rangeMin=alt.ExprRef(f"{axis}_start"),
        rangeMax=alt.ExprRef(f"{axis}_end"),
        nice=False,
        zero=False,
    )
    return channel(f"{field or axis}:Q", title=None, scale=scale, axis=look)


def placed(axis: str, field: str | None = None) -> Any:
    """A position in units of the plot, read from `field`."""
    import altair as alt

    channel = alt.X if axis == "x" else alt.Y
    return channel(f"{field or axis}:Q", title=None, scale=None, axis=None)


def axis(
    name: str,
    orient: Side,
    *,
    grid: bool = False,
    label: str = "",
    color: str = SOFT,
    size: float = TEXT,
    inside: bool = False,
) -> alt.Axis:
    """A quiet axis with the ticks of the signals `<name>_ticks` and `<name>_format`.

    With `inside` the figures of a left axis stand in the plot, on the lines of its grid.
    """
    import altair as alt

    within: dict[str, Any] = {"labelAlign": "left", "labelBaseline": "bottom"} if inside else {}
    return alt.Axis(
        **within,
        orient=orient,
        values=alt.ExprRef(f"{name}_ticks"),
        labelExpr=label or f"format(datum.value, {name}_format)",
        labelColor=color,
        labelFontSize=size,
        labelPadding=0 if inside else 6,
        labelOverlap=False,
        labelFlush=False,
        labelBound=False,
        ticks=False,
        domain=False,
        grid=grid,
        gridColor=LINE,
        gridWidth=0.75,
        aria=False,
        translate=0,
    )


def symbols(
    name: str, shapes: Mapping[Any, Shape], x: Any, y: Any, size: float | str = 14, line: float = 1.5
) -> alt.Chart:
    """Marks whose field `mark` names one of `shapes`; `size` is the side of the box they fill, or its signal.

    `line` is the width of what lines them.
    """
    import altair as alt

    known = list(shapes)

    def by_mark(read: str) -> Any:
        return alt.Scale(domain=known, range=[getattr(shape, read) for shape in shapes.values()])

    area = alt.ExprRef(f"{size} * {size}") if isinstance(size, str) else size**2
    declared: alt.Chart = (
        alt.Chart(alt.NamedData(name), name=name)
        .mark_point(size=area, filled=False, opacity=1, strokeWidth=line, invalid=None)
        .encode(
            x=x,
            y=y,
            shape=alt.Shape("mark:N", scale=by_mark("path"), legend=None),
            fill=alt.Fill("mark:N", scale=by_mark("fill"), legend=None),
            stroke=alt.Stroke("mark:N", scale=by_mark("stroke"), legend=None),
        )
    )
    return declared


def words(
    name: str,
    *,
    color: str = SOFT,
    size: float = TEXT,
    weight: Literal["normal", 600] = "normal",
    halo: bool = False,
) -> alt.Chart:
    """Texts at places of the plot: fields `x`, `y` (their middle line), `text` and `align`.

    An empty `color` reads the field `color`; with `halo`, lines behind the letters are broken off.
    """
    import altair as alt

    around: dict[str, Any] = {"stroke": PAPER, "strokeWidth": 3} if halo else {}
    declared: alt.Chart = (
        alt.Chart(alt.NamedData(name), name=name)
        .mark_text(
            fill=color or alt.ExprRef("datum.color"),
            **around,
            fontSize=size,
            fontWeight=weight,
            align=alt.ExprRef("datum.align"),
            baseline="middle",
            lineBreak="\n",
            lineHeight=size * 1.25,
            invalid=None,
        )
        .encode(x=placed("x"), y=placed("y"), text=alt.Text("text:N"))
    )
    return declared


def rules(
    name: str,
    *,
    x: Any = None,
    y: Any = None,
    x2: str | None = None,
    y2: str | None = None,
    color: str = INK,
    width: float = 1,
    dash: list[float] | None = None,
    opacity: float = 1,
) -> alt.Chart:
    """Straight lines; with `x` or `y` alone they cross the whole plot."""
    import altair as alt

    given = {"x": x, "y": y, "x2": x2 and alt.X2(x2), "y2": y2 and alt.Y2(y2)}
    mark: dict[str, Any] = {"color": color, "strokeWidth": width, "opacity": opacity, "invalid": None}
    if dash:
        mark["strokeDash"] = dash
    declared: alt.Chart = (
        alt.Chart(alt.NamedData(name), name=name)
        .mark_rule(**mark)
        .encode(**{channel: value for channel, value in given.items() if value is not None})
    )
    return declared


def bars(name: str, *, corner: float = 0, opacity: float = 1) -> alt.Chart:
    """Filled boxes in units of the plot: fields `x`, `x2`, `y`, `y2` and `color`."""
    import altair as alt

    declared: alt.Chart = (
        alt.Chart(alt.NamedData(name), name=name)
        .mark_rect(fill=alt.ExprRef("datum.color"), cornerRadius=corner, opacity=opacity, invalid=None)
        .encode(x=placed("x"), y=placed("y"), x2="x2", y2="y2")
    )
    return declared


def line(name: str, places: Mapping[str, Any], order: alt.Order, *, color: str, width: float) -> alt.Chart:
    """A line through rows in `order`, broken between those whose field `run` differs."""
    import altair as alt

    declared: alt.Chart = (
        alt.Chart(alt.NamedData(name), name=name)
        .mark_line(color=color, strokeWidth=width, strokeJoin="round", strokeCap="round", invalid=None)
        .encode(**places, detail="run:N", order=order)
    )
    return declared


def area(name: str, places: Mapping[str, Any], ends: Mapping[str, str], *, color: str, opacity: float) -> alt.Chart:
    """The area between two lines along the axis without `ends`, broken where the field `run` differs."""
    import altair as alt

    second = {"x2": alt.X2, "y2": alt.Y2}
    to = {channel: second[channel](field) for channel, field in ends.items()}
    declared: alt.Chart = (
        alt.Chart(alt.NamedData(name), name=name)
        .mark_area(color=color, opacity=opacity, orient="horizontal" if "x2" in ends else "vertical", invalid=None)
        .encode(**places, **to, detail="run:N")
    )
    return declared


def chart(*layers: alt.Chart, scales: str = "xy") -> alt.LayerChart:
    """The layers as one chart whose size, scales and ticks are signals; `scales` are those in use."""
    import altair as alt

    names: dict[str, Any] = {f"{axis}_{name}": 0 for axis in scales for name in ("low", "high", "start", "end")}
    names |= {f"{axis}_ticks": [] for axis in scales} | {f"{axis}_format": "" for axis in scales}
    whole = alt.layer(*layers).add_params(*(alt.param(name=name, value=value) for name, value in names.items()))
    declared: alt.LayerChart = (
        whole.properties(width=100, height=100, padding=0, background="transparent")
        .properties(autosize=alt.AutoSizeParams(type="none"))
        .configure(aria=False)
        .configure_view(stroke=None)
    )
    return declared
