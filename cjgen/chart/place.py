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
_TURNS = (0, -45, -90, -135, 180, 45, 90, 135, -22.5, 22.5, -67.5, 67.5, -112.5, 112.5, -157.5, 157.5)
"""The directions that are tried, in degrees clockwise from the right: beside and above come first."""

_ON_LINE, _THROUGH, _ON_LEADER, _COVERED = 8.0, 30.0, 40.0, 10000.0
"""What it costs, in units of distance: to lie on a line of the chart, to lead through another mark or label, to
lie on another's leader, to cover anything."""

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

    def crossed(self, segment: Segment) -> bool:
        """Whether a straight line (x, y, x2, y2) runs through it."""
        x, y, x2, y2 = segment
        enter, leave = 0.0, 1.0
        for start, run, low, high in ((x, x2 - x, self.left, self.right), (y, y2 - y, self.top, self.bottom)):
            if abs(run) < 1e-9:
                if not low < start < high:
                    return False
                continue
            near, far = sorted(((low - start) / run, (high - start) / run))
            enter, leave = max(enter, near), min(leave, far)
        return enter < leave

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
    return max(len(line) for line in text.split("\n")) * size * _ADVANCE


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
    marks = [around(x, y, radius) for _, x, y in points]
    boxes = [*marks, *taken]
    crossing, leaders = list(lines), list[Segment]()
    labels: list[Label] = []
    for (text, x, y), mark in zip(points, marks, strict=True):
        others = [box for box in boxes if box != mark]
        label, box = _best(text, x, y, size, radius, room, others, boxes, crossing, leaders)
        labels.append(label)
        boxes.append(box.wider(_GAP))
        if label.leader:
            leaders.append(label.leader)
    return tuple(labels)


def _best(
    text: str,
    x: float,
    y: float,
    size: float,
    radius: float,
    room: Box,
    others: Sequence[Box],
    boxes: Sequence[Box],
    lines: Sequence[Segment],
    leaders: Sequence[Segment],
) -> tuple[Label, Box]:
    """The place that costs least: far away, on a line, and with a leader through other marks are dear."""
    best, where = math.inf, (Label(text, x, y, None), text_box(text, x, y, size))
    for distance, label, box in _candidates(text, x, y, size, radius, room):
        if distance >= best:
            break
        covered = [box.shared(other) for other in boxes if box.meets(other)]
        cost = distance + _COVERED * bool(covered) + math.fsum(covered)
        cost += _ON_LINE * any(box.crossed(line) for line in lines)
        cost += _ON_LEADER * any(box.crossed(line) for line in leaders)
        if label.leader is not None:
            cost += _THROUGH * sum(other.crossed(label.leader) for other in others)
        if cost < best:
            best, where = cost, (label, box)
    return where


def _candidates(
    text: str, x: float, y: float, size: float, radius: float, room: Box
) -> Iterator[tuple[float, Label, Box]]:
    """Places for the label from near to far; always at least one, pushed into the room if need be."""
    own = text_box(text, 0, 0, size)
    wide, high = own.right, (own.bottom - own.top) / 2
    shift = (own.bottom + own.top) / 2
    farthest = room.right - room.left + room.bottom - room.top
    distance = _NEAR
    found = False
    while distance < farthest:
        for turn in _TURNS:
            along, across = math.cos(math.radians(turn)), math.sin(math.radians(turn))
            middle_x = round(x + along * (radius + distance + wide), 2)
            middle_y = round(y + across * (radius + distance + high) - shift, 2)
            box = text_box(text, middle_x, middle_y, size)
            if box.within(room):
                found = True
                leader = None
                if distance > _NEAR:
                    leader = _leader(x, y, radius, box)
                yield distance, Label(text, middle_x, middle_y, leader), box
        distance += _STEP
    if not found:
        middle_x = min(max(x, room.left + wide), room.right - wide)
        yield distance, Label(text, round(middle_x, 2), y, None), text_box(text, middle_x, y, size)


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
