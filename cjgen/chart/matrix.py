"""The matrix: every touchpoint by what it means to customers and how they experience it.

After Martilla & James (1977), with the drop line of its own. Points carry the touchpoint's number in the
journey; verdicts are shapes and colours.
"""

from __future__ import annotations

import math
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from cjgen.chart.marks import INK, LINE, SHAPES, SOFT
from cjgen.chart.picture import Form, Picture, Row
from cjgen.chart.place import Box, Label, around, place, text_box, text_width
from cjgen.chart.scale import Linear, fitting, from_zero, ticks
from cjgen.chart.yardsticks import common
from cjgen.model.chart import ChartTexts
from cjgen.model.findings import Figure, JourneyFindings, Mark, TouchpointFindings
from cjgen.model.scale import Range

if TYPE_CHECKING:
    import altair as alt

WHOLE, HEIGHT = 360.0, 300.0
"""Width of the drawing and height of the plot."""
STRIP = 30.0
"""Height of the place below the plot for touchpoints that have no experience."""
INSET = 10.0
"""Room between the ends of a scale and the edge, for half a mark."""
SIZE, WORD = 12.0, 11.0
"""Sizes of numbers and of words."""
RADIUS = 6.5


def declare() -> alt.LayerChart:
    """The matrix in Altair."""
    from cjgen.chart.layers import axis, chart, placed, rules, scaled, symbols, words

    x, y = scaled("x", look=axis("x", "bottom")), scaled("y", look=axis("y", "left"))
    return chart(
        rules("frame", x=placed("x"), y=placed("y"), x2="x2", y2="y2", color=LINE),
        rules("importance-line", x=x, color=SOFT),
        rules("drop-line", x=x, color=SOFT, dash=[2, 3]),
        rules("experience-line", y=y, color=SOFT),
        rules("whiskers", x=x, y=y, x2="x2", y2="y2", color=SOFT, width=1),
        rules("leaders", x=placed("x"), y=placed("y"), x2="x2", y2="y2", color=SOFT, width=0.6),
        words("areas", color="", size=WORD),
        words("words", size=WORD, halo=True),
        words("titles", color=INK, weight=600),
        symbols("points", SHAPES, x, y),
        symbols("wished", SHAPES, x, placed("y")),
        words("numbers", color=INK, size=SIZE, weight=600, halo=True),
    )


def picture(found: JourneyFindings, texts: ChartTexts) -> Picture | None:
    """The journey's figures; None where no touchpoint has both, nor is wished with an importance.

    Of derived importances only the lower part of the scale is drawn, in per cent; one that was stated does not lie
    on it, and stands in the list only.
    """
    scales, derived = found.journey.axes, found.journey.derives_importance
    numbered = [(n, item, item.importance) for n, item in enumerate(found.touchpoints, start=1)]
    known = [(n, item, importance) for n, item, importance in numbered if importance is not None]
    scored = [_Scored(n, item, at, item.experience) for n, item, at in known if item.experience is not None]
    wished = [each for each in known if each[1].experience is None and each[1].touchpoint.wished]
    if derived:
        wished = []
    if not scored and not wished:
        return None
    across = _across(scored) if derived else scales.importance
    height = HEIGHT + (STRIP if wished else 0)
    y_ticks = ticks(scales.experience, 10)
    left = max(24.0, 10.0 + math.ceil(y_ticks.widest(SIZE)))
    x_ticks = fitting(across, WHOLE - left - 20 - 2 * INSET, 5 if derived else 10, SIZE)
    right = max(20.0, x_ticks.widest(SIZE) / 2 - INSET)
    width = float(round(WHOLE - left - right))
    x = Linear(across.min, across.max, INSET, width - INSET)
    y = Linear(scales.experience.min, scales.experience.max, HEIGHT - INSET, INSET)

    places = [(str(p.number), x.at(p.at[0]), y.at(p.at[1])) for p in scored]
    places += [(str(n), x.at(importance.score.mean), height - STRIP / 2) for n, _, importance in wished]
    marks = [around(px, py, RADIUS) for _, px, py in places]
    yardsticks = _Yardsticks(*(common(found, axis) for axis in ("importance", "experience", "drop")))
    captions = _captions(yardsticks, texts, x, y, width, marks)
    if wished:
        captions += _strip_caption(texts, width, height, marks)
    taken = [text_box(row["text"], row["x"], row["y"], WORD, row["align"]) for row in captions]
    labels = place(
        places,
        size=SIZE,
        radius=RADIUS,
        room=Box(0, 0, width, height),
        taken=taken,
        lines=[(x.at(v), 0, x.at(v), height) for v in (yardsticks.importance, yardsticks.drop) if v is not None]
        + [(0, y.at(v), width, y.at(v)) for v in (yardsticks.experience,) if v is not None],
    )
    taken += marks + [text_box(label.text, label.x, label.y, SIZE) for label in labels]
    return Picture(
        width=width,
        height=height,
        padding=(left, 40, right, 42),
        signals=x.signals("x") | y.signals("y") | x_ticks.signals("x", percent=derived) | y_ticks.signals("y"),
        rows={
            "frame": _frame(width, height, bool(wished)),
            **yardsticks.rows(),
            "whiskers": [row for point in scored for row in point.whiskers()],
            "leaders": _leaders(labels),
            "areas": _areas(yardsticks, texts, x, y, width, taken),
            "words": captions,
            "titles": [_caption(texts.experience, -left, -28), _caption(texts.importance, width, height + 32, "right")],
            "points": [{"x": p.at[0], "y": p.at[1], "mark": p.found.mark} for p in scored],
            "wished": [
                {"x": importance.score.mean, "y": height - STRIP / 2, "mark": item.mark}
                for _, item, importance in wished
            ],
            "numbers": [_caption(label.text, label.x, label.y, "center") for label in labels],
        },
        touchpoints={
            "points": [point.found.touchpoint.id for point in scored],
            "wished": [item.touchpoint.id for _, item, _ in wished],
        },
    )


@dataclass(frozen=True, slots=True)
class _Scored:
    """A touchpoint of which both figures are known, with its number in the journey."""

    number: int
    found: TouchpointFindings
    importance: Figure
    experience: Figure

    @property
    def at(self) -> tuple[float, float]:
        """Importance and experience, in scale points."""
        return self.importance.score.mean, self.experience.score.mean

    def whiskers(self) -> Iterator[Row]:
        """A line from end to end of each interval that is known."""
        across, level = self.at
        if self.importance.low is not None:
            yield {"x": self.importance.low, "x2": self.importance.high, "y": level, "y2": level}
        if self.experience.low is not None:
            yield {"x": across, "x2": across, "y": self.experience.low, "y2": self.experience.high}


@dataclass(frozen=True, slots=True)
class _Yardsticks:
    """The thresholds that all touchpoints share; None where they differ."""

    importance: float | None
    experience: float | None
    drop: float | None

    def rows(self) -> dict[str, list[Row]]:
        """One line each; the drop line only where it is a line of its own."""
        drop = None if self.drop == self.importance else self.drop
        return {
            "importance-line": [{"x": value} for value in (self.importance,) if value is not None],
            "experience-line": [{"y": value} for value in (self.experience,) if value is not None],
            "drop-line": [{"x": value} for value in (drop,) if value is not None],
        }


def _across(scored: Sequence[_Scored]) -> Range:
    """From 0 to beyond every share, its interval and its thresholds."""
    ends = [value for p in scored for value in (p.at[0], p.importance.high, p.found.threshold.importance)]
    return from_zero(max(value for value in ends if value is not None))


def _caption(text: str, x: float, y: float, align: str = "left") -> dict[str, Any]:
    return {"text": text, "x": round(x, 2), "y": round(y, 2), "align": align}


def _leaders(labels: Iterable[Label]) -> list[Row]:
    ends = ("x", "y", "x2", "y2")
    return [dict(zip(ends, label.leader, strict=True)) for label in labels if label.leader]


def _captions(
    yardsticks: _Yardsticks, texts: ChartTexts, x: Linear, y: Linear, width: float, marks: Sequence[Box]
) -> list[dict[str, Any]]:
    """What the lines are: above the plot for the upright ones, in it for the level one."""
    found: list[dict[str, Any]] = []
    free = width + 16
    if yardsticks.importance is not None and texts.importance_line:
        wide = text_width(texts.importance_line, WORD)
        free = max(min(x.at(yardsticks.importance) - 2, free - wide), 0)
        found.append(_caption(texts.importance_line, free, -9))
        free -= 8
    if yardsticks.drop not in (None, yardsticks.importance) and texts.drop_line:
        wide, at = text_width(texts.drop_line, WORD), x.at(yardsticks.drop or 0.0)
        if min(at + 2, free) - wide >= -16:
            found.append(_caption(texts.drop_line, min(at + 2, free), -9, "right"))
        elif at - 2 + wide <= free:
            found.append(_caption(texts.drop_line, at - 2, -9))
    if yardsticks.experience is not None and texts.experience_line:
        level = y.at(yardsticks.experience)
        places = [
            _caption(texts.experience_line, at, level + off, align)
            for off in (-9, 9)
            for at, align in ((width - 3, "right"), (4, "left"))
            if 8 <= level + off <= HEIGHT - 8
        ]
        boxes = [text_box(row["text"], row["x"], row["y"], WORD, row["align"]) for row in places]
        covered = [sum(box.shared(mark) for mark in marks) for box in boxes]
        found.append(places[covered.index(min(covered))])
    return found


def _frame(width: float, height: float, strip: bool) -> list[Row]:
    """The two axes, and what parts the strip from the scale above it."""
    levels = [height, HEIGHT] if strip else [height]
    across: list[Row] = [{"x": 0, "x2": width, "y": level, "y2": level} for level in levels]
    return [*across, {"x": 0, "x2": 0, "y": 0, "y2": height}]


def _strip_caption(texts: ChartTexts, width: float, height: float, marks: Sequence[Box]) -> list[dict[str, Any]]:
    """What the strip is for, where it has room for that."""
    middle, wide = height - STRIP / 2, text_width(texts.no_experience, WORD)
    for left in range(6, int(width - wide) - 6, 4):
        box = text_box(texts.no_experience, left, middle, WORD, "left")
        if texts.no_experience and not any(box.meets(mark) for mark in marks):
            return [_caption(texts.no_experience, left, middle)]
    return []


def _areas(
    yardsticks: _Yardsticks, texts: ChartTexts, x: Linear, y: Linear, width: float, taken: Sequence[Box]
) -> list[dict[str, Any]]:
    """The verdict of each area, in the first of its corners that is free; left out where none is."""
    importance, experience, drop = yardsticks.importance, yardsticks.experience, yardsticks.drop
    if importance is None or experience is None or drop is None:
        return []
    across, level, dropped = x.at(importance), y.at(experience), x.at(drop)
    areas: list[tuple[Mark, Box]] = [
        ("improve", Box(across, level, width, HEIGHT)),
        ("keep", Box(across, 0, width, level)),
        ("leave", Box(dropped, 0, across, HEIGHT)),
        ("drop", Box(0, 0, dropped, HEIGHT)),
    ]
    found = []
    for mark, area in areas:
        text = texts.verdicts.get(mark, "")
        lower = [("right", area.right - 6, area.bottom - 11), ("left", area.left + 6, area.bottom - 11)]
        upper = [("right", area.right - 6, area.top + 11), ("left", area.left + 6, area.top + 11)]
        corners = lower + upper if mark == "improve" else upper + lower
        if mark in ("drop", "leave"):
            corners = [*upper[::-1], *lower[::-1]]
        for align, at, height in corners:
            box = text_box(text, at, height, WORD, align)
            if text and box.within(area) and not any(box.meets(other) for other in taken):
                shape = SHAPES[mark]
                color = shape.stroke if mark == "leave" else shape.fill
                found.append({**_caption(text, at, height, align), "color": color})
                break
    return found


FORM = Form("matrix", declare, picture)
