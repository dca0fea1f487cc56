"""Room for labels and figures for axes."""

from __future__ import annotations

from itertools import combinations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from cjgen.chart.place import Box, Label, around, place, text_box
from cjgen.chart.scale import Linear, ticks
from cjgen.model.scale import Range

ROOM = Box(0, 0, 316, 330)
SIZE, RADIUS = 12.0, 6.5
spots = st.tuples(st.integers(10, 306), st.integers(10, 320))


def _placed(points: list[tuple[int, int]]) -> tuple[Label, ...]:
    named = [(str(number), float(x), float(y)) for number, (x, y) in enumerate(points, start=1)]
    return place(named, size=SIZE, radius=RADIUS, room=ROOM)


@settings(max_examples=60)
@given(
    st.lists(spots, min_size=1, max_size=40)
    | st.lists(st.sampled_from([(150, 150), (155, 152), (306, 10)]), min_size=30, max_size=40)
)
def test_labels_lie_free(points: list[tuple[int, int]]) -> None:
    labels = _placed(points)
    assert [label.text for label in labels] == [str(number) for number in range(1, len(points) + 1)]
    boxes = [text_box(label.text, label.x, label.y, SIZE) for label in labels]
    marks = [around(x, y, RADIUS) for x, y in points]
    assert all(box.within(ROOM) for box in boxes)
    assert not any(box.meets(mark) for box in boxes for mark in marks)
    assert not any(one.meets(other) for one, other in combinations(boxes, 2))
    assert _placed(points) == labels


def test_a_label_beside_its_mark_needs_no_line() -> None:
    (label,) = _placed([(100, 100)])
    assert label.leader is None
    assert label.y == pytest.approx(100, abs=1)
    assert 100 + RADIUS < label.x < 100 + 3 * RADIUS


def test_a_label_further_off_has_a_line_to_its_mark() -> None:
    labels = _placed([(100, 100)] * 12)
    far = [label for label in labels if label.leader]
    assert far
    for label in far:
        assert label.leader is not None
        x, y, _, _ = label.leader
        assert abs(x - 100) <= RADIUS
        assert abs(y - 100) <= RADIUS


def test_no_label_covers_what_is_taken() -> None:
    taken = Box(107, 80, 316, 120)
    (label,) = place([("7", 100, 100)], size=SIZE, radius=RADIUS, room=ROOM, taken=[taken])
    assert not text_box("7", label.x, label.y, SIZE).meets(taken)


def test_a_label_keeps_off_the_lines_where_it_can() -> None:
    line = (0.0, 100.0, 316.0, 100.0)
    (label,) = place([("7", 100, 100)], size=SIZE, radius=RADIUS, room=ROOM, lines=[line])
    box = text_box("7", label.x, label.y, SIZE)
    assert box.bottom <= 100 or box.top >= 100


def test_a_full_room_still_places_every_label() -> None:
    tight = Box(0, 0, 30, 30)
    labels = place([("12", 15, 15)] * 9, size=SIZE, radius=RADIUS, room=tight)
    assert len(labels) == 9


@pytest.mark.parametrize(
    ("low", "high", "most", "expected"),
    [
        (1, 10, 10, [1, 2, 3, 4, 5, 6, 7, 8, 9, 10]),
        (1, 10, 5, [1, 4, 7, 10]),
        (1, 5, 5, [1, 2, 3, 4, 5]),
        (1, 7, 10, [1, 2, 3, 4, 5, 6, 7]),
        (0, 100, 10, [0, 10, 20, 30, 40, 50, 60, 70, 80, 90, 100]),
        (0, 100, 5, [0, 20, 40, 60, 80, 100]),
        (0, 1, 5, [0, 0.2, 0.4, 0.6, 0.8, 1]),
        (-3, 3, 10, [-3, -2, -1, 0, 1, 2, 3]),
        (-1000000, 1000000, 5, [-1000000, -500000, 0, 500000, 1000000]),
    ],
)
def test_axes_name_round_figures(low: float, high: float, most: int, expected: list[float]) -> None:
    assert list(ticks(Range(min=float(low), max=float(high)), most).values) == expected


@given(
    st.floats(-1e6, 0).map(lambda value: round(value, 3)),
    st.floats(0.002, 1e6).map(lambda value: round(value, 3)),
    st.sampled_from([5, 10]),
)
def test_any_scale_has_ticks(low: float, width: float, most: int) -> None:
    scale = Range(min=low, max=low + width)
    found = ticks(scale, most)
    assert 1 <= len(found.values) <= most + 1
    assert all(scale.min - scale.width * 1e-6 <= value <= scale.max + scale.width * 1e-6 for value in found.values)
    written = {f"{value:.{found.decimals}f}" for value in found.values}
    assert len(written) == len(found.values), "two ticks read alike"


def test_a_scale_maps_end_to_end() -> None:
    scale = Linear(1, 10, 290, 10)
    assert (scale.at(1), scale.at(10), scale.at(5.5)) == (290, 10, 150)
