"""Room for labels: every label near what it names, none on another or on a mark.

Places are found in the author's order by trying ever wider circles around the mark, always in the same
order, so equal figures give equal drawings.
"""

from __future__ import annotations

import math
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

_ADVANCE = 0.64
"""Width of a character as a share of its size: of a digit in the widest of the usual fonts, and more than the
mean of a word's letters."""
_ABOVE, _BELOW = 0.7, 0.6
"""How far a line of text reaches from its middle, as a share of its size."""

_NEAR = 2.0
"""Distance at which a label needs no line to what it names."""
_GAP = 3.0
"""Room between labels side by side: 3 and 12 must not read as 312."""
_STEP = 3.0
_STRAIGHT = ((1.0, 0.0), (0.0, -1.0), (-1.0, 0.0), (0.0, 1.0))
_SLANTED = ((0.7071, -0.7071), (-0.7071, -0.7071), (0.7071, 0.7071), (-0.7071, 0.7071))
_BETWEEN = tuple((x * a, y * b) for a, b in ((0.9239, 0.3827), (0.3827, 0.9239)) for x in (1, -1) for y in (-1, 1))
_DIRECTIONS = (*_STRAIGHT, *_SLANTED, *_BETWEEN)
"""The directions that are tried, as (right, down): beside and above come first."""

_ON_LINE, _THROUGH, _ON_LEADER = 8.0, 30.0, 40.0
"""What it costs, in units of distance: to lie on a line of the chart, to lead through another mark or label, to
lie on another's leader."""

Segment = tuple[float, float, float, float]


@dataclass(frozen=True, slots=True)
class Box:
    """A rectangle in units of the plot; `top` is the smaller y."""

    left: float
    top: float
    right: float
    bottom: float

    def meets(self, other: Box) -> bool:
        """Whether the two share room."""
        return (
            self.left < other.right and other.left < self.right and self.top < other.bottom and other.top < self.bottom
        )

    def within(self, other: Box) -> bool:
        """Whether the whole of it lies in `other`."""
        return (
            self.left >= other.left
            and self.right <= other.right
            and self.top >= other.top
            and self.bottom <= other.bottom
        )

    def wider(self, gap: float) -> Box:
        """The box with a gap on its left and right."""
        return Box(self.left - gap, self.top, self.right + gap, self.bottom)

    def shared(self, other: Box) -> float:
        """The area that both cover."""
        wide = min(self.right, other.right) - max(self.left, other.left)
        high = min(self.bottom, other.bottom) - max(self.top, other.top)
        return max(wide, 0.0) * max(high, 0.0)


def around(x: float, y: float, radius: float) -> Box:
    """The box of a mark."""
    return Box(x - radius, y - radius, x + radius, y + radius)


def text_width(text: str, size: float) -> float:
    """How wide a text is at most, in the usual fonts; of several lines, the widest."""
    widest = max(map(len, text.split("\n"))) if "\n" in text else len(text)
    return widest * size * _ADVANCE


def text_box(text: str, x: float, y: float, size: float, align: str = "center") -> Box:
    """The room of one line of text whose middle line is `y`."""
    wide = text_width(text, size)
    left = {"left": x, "center": x - wide / 2, "right": x - wide}[align]
    return Box(left, y - size * _ABOVE, left + wide, y + size * _BELOW)


@dataclass(frozen=True, slots=True)
class Label:
    """A placed label: the middle of its text, and the line to what it names where that is not beside it."""

    text: str
    x: float
    y: float
    leader: Segment | None


def place(
    points: Sequence[tuple[str, float, float]],
    *,
    size: float,
    radius: float,
    room: Box,
    taken: Iterable[Box] = (),
    lines: Iterable[Segment] = (),
) -> tuple[Label, ...]:
    """A place for the label of every point (text, x, y), inside `room`.

    `radius` is that of the points' marks; `taken` are boxes that no label may cover, `lines` those that it
    covers only where there is no other place. Where the room is full, a label covers as little as it can.
    """
    plan = _Plan(room, size, radius, [*(around(x, y, radius) for _, x, y in points), *taken], lines)
    return tuple(plan.label(text, x, y) for text, x, y in points)


class _Raster:
    """Which units of a room are taken: a bit a unit, an integer a row.

    In a crowd thousands of places are looked at, and a look at a box costs an operation a row.
    """

    def __init__(self, room: Box) -> None:
        self.room = room
        self.rows = [0] * (math.ceil(room.bottom - room.top) + 1)

    def take(self, box: Box) -> None:
        columns, rows = self._bits(box)
        for row in rows:
            self.rows[row] |= columns

    def free(self, box: Box) -> bool:
        columns, rows = self._bits(box)
        return not any(row & columns for row in self.rows[rows.start : rows.stop])

    def take_line(self, segment: Segment) -> None:
        for row, column in self._along(segment):
            self.rows[row] |= 1 << column

    def free_line(self, segment: Segment, start: float) -> bool:
        """Whether nothing lies on the line, `start` units of it aside."""
        return not any(self.rows[row] >> column & 1 for row, column in self._along(segment, start))

    def _bits(self, box: Box) -> tuple[int, range]:
        """The columns and the rows that a box takes up, whole units outwards."""
        left = max(math.floor(box.left - self.room.left), 0)
        right = max(math.ceil(box.right - self.room.left), left)
        top = max(math.floor(box.top - self.room.top), 0)
        bottom = max(min(math.ceil(box.bottom - self.room.top), len(self.rows)), top)
        return (1 << right) - (1 << left), range(top, bottom)

    def _along(self, segment: Segment, start: float = 0) -> Iterator[tuple[int, int]]:
        """The units that a line runs through, from `start` on."""
        x, y, x2, y2 = segment
        across, down, high = x2 - x, y2 - y, len(self.rows)
        left, top, length = self.room.left, self.room.top, math.hypot(across, down)
        for step in range(math.ceil(start), math.ceil(length)):
            row = int(y + down * step / length - top)
            column = int(x + across * step / length - left)
            if 0 <= row < high and column >= 0:
                yield row, column


class _Plan:
    """What already has its place. Lives as long as one call of `place`."""

    def __init__(self, room: Box, size: float, radius: float, boxes: Sequence[Box], lines: Iterable[Segment]) -> None:
        self.room, self.size, self.radius = room, size, radius
        self.boxes: list[Box] = []
        self.taken, self.lines, self.leaders = _Raster(room), _Raster(room), _Raster(room)
        for line in lines:
            self.lines.take_line(line)
        for box in boxes:
            self._take(box)

    def label(self, text: str, x: float, y: float) -> Label:
        """Give the label of the point at x, y the place that costs least, and keep others off it."""
        best, found = math.inf, None
        for distance, middle_x, middle_y in self._candidates(text, x, y):
            if distance >= best:
                break
            box = text_box(text, middle_x, middle_y, self.size)
            if not self.taken.free(box):
                continue
            cost = distance + _ON_LINE * (not self.lines.free(box)) + _ON_LEADER * (not self.leaders.free(box))
            leader = _leader(x, y, self.radius, box) if distance > _NEAR else None
            if leader is not None and not self.taken.free_line(leader, self.radius):
                cost += _THROUGH
            if cost < best:
                best, found = cost, Label(text, middle_x, middle_y, leader)
        if found is None:
            found = self._crowded(text, x, y)
        self._take(text_box(text, found.x, found.y, self.size).wider(_GAP))
        if found.leader is not None:
            self.leaders.take_line(found.leader)
        return found

    def _candidates(self, text: str, x: float, y: float) -> Iterator[tuple[float, float, float]]:
        """Places inside the room, from near to far: distance from the mark, and the label's middle."""
        own = text_box(text, 0, 0, self.size)
        wide, high, shift = own.right, (own.bottom - own.top) / 2, (own.bottom + own.top) / 2
        room = Box(self.room.left + wide, self.room.top + high, self.room.right - wide, self.room.bottom - high)
        distance = _NEAR
        while distance < self.room.right - self.room.left + self.room.bottom - self.room.top:
            for right, down in _DIRECTIONS:
                middle_x = round(x + right * (self.radius + distance + wide), 2)
                middle_y = round(y + down * (self.radius + distance + high) - shift, 2)
                if room.left <= middle_x <= room.right and room.top <= middle_y + shift <= room.bottom:
                    yield distance, middle_x, middle_y
            distance += _STEP

    def _crowded(self, text: str, x: float, y: float) -> Label:
        """The place that covers least, where none is free."""
        places = [(x, y), *((middle_x, middle_y) for _, middle_x, middle_y in self._candidates(text, x, y))]
        boxes = [text_box(text, *at, self.size) for at in places[1:] or places]
        covered = [math.fsum(box.shared(other) for other in self.boxes) for box in boxes]
        middle_x, middle_y = (places[1:] or places)[covered.index(min(covered))]
        return Label(text, middle_x, middle_y, None)

    def _take(self, box: Box) -> None:
        self.boxes.append(box)
        self.taken.take(box)


def _leader(x: float, y: float, radius: float, box: Box) -> Segment:
    """From the mark's rim to the nearest spot of the label."""
    end_x, end_y = min(max(x, box.left), box.right), min(max(y, box.top), box.bottom)
    length = math.hypot(end_x - x, end_y - y) or 1.0
    start = min(radius * 0.7 / length, 1.0)
    return (
        round(x + (end_x - x) * start, 2),
        round(y + (end_y - y) * start, 2),
        round(end_x, 2),
        round(end_y, 2),
    )
