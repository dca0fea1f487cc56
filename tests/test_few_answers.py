"""Where the dots of two to five answers lie: on their scale, and never on top of each other."""

from __future__ import annotations

from itertools import combinations
from typing import Any

import pytest

from cjgen import bundled
from cjgen.analyse.interval import figures
from cjgen.measure import measure
from cjgen.model.findings import Figure
from cjgen.model.journey import Journey
from cjgen.model.scale import Range
from cjgen.render.few_answers import ask_more_for_mean, dots_view
from cjgen.render.locale import Locale
from cjgen.render.views import DotsView

DUTCH = Locale("nl", None)


def figure_of(score: Any, low: float = 1, high: float = 10) -> Figure:
    stages = [{"title": "S", "touchpoints": [{"title": "T", "experience": score}]}]
    journey = Journey.model_validate({"id": "j", "title": "J", "scale": {"min": low, "max": high}, "stages": stages})
    figure = figures([measure(journey).touchpoints["t"].experience], journey.scale.experience)[0]
    assert figure is not None
    return figure


def dots(score: Any, low: float = 1, high: float = 10) -> DotsView | None:
    return dots_view(figure_of(score, low, high), Range(min=low, max=high), DUTCH)


@pytest.mark.parametrize(
    ("score", "dutch", "english"),
    [
        ({"csat": {"satisfied": 3, "of": 4}}, "Vraag nog 338 klanten voor", "Ask 338 more customers for"),
        ({"tgw": {"count": 0, "of": 3}}, "Tel nog 510 contacten mee voor", "Count 510 more contacts for"),
        ({"mystery": {"passed": 2, "of": 2}}, "Laat nog 287 controles doen voor", "Have 287 more checks done for"),
    ],
)
def test_more_is_asked_of_what_was_counted(score: Any, dutch: str, english: str) -> None:
    more = figure_of(score).ask_more
    in_dutch = Locale("nl", bundled.catalogue("nl"))
    assert str(ask_more_for_mean(more, in_dutch)) == f"{dutch} een onzekerheid van ±\u00a00,45."
    assert str(ask_more_for_mean(more, Locale("en", None))) == f"{english} an uncertainty of ±\u00a00.45."


def test_the_ends_of_the_scale_are_the_ends_of_the_line() -> None:
    view = dots({"answers": [1, 10]})
    assert view is not None
    assert [x for x, _ in view.dots] == [view.start, view.end] == ["8", "124"]
    assert (view.low, view.high) == ("1", "10")


def test_an_answer_lies_as_far_along_the_line_as_along_the_scale() -> None:
    view = dots({"answers": [0.5, 0.25]}, 0, 1)
    assert view is not None
    assert [x for x, _ in view.dots] == ["37", "66"]  # 8 + 116 / 4 and 8 + 116 / 2


def test_equal_answers_are_stacked() -> None:
    view = dots({"answers": [8, 7, 8, 8]})
    assert view is not None
    (_, first), *same = view.dots
    assert len({x for x, _ in same}) == 1
    assert [float(first) - float(y) for _, y in same] == [0, 9, 18]


@pytest.mark.parametrize("answers", [[7.0, 7.1, 7.2], [50, 51, 52, 53, 54], [1, 1, 1, 1, 1], [10, 10]])
def test_no_dot_covers_another_and_all_lie_inside(answers: list[float]) -> None:
    view = dots({"answers": answers}, 1, 100 if max(answers) > 10 else 10)
    assert view is not None
    placed = [(float(x), float(y)) for x, y in view.dots]
    radius = float(view.radius)
    for (x, y), (other_x, other_y) in combinations(placed, 2):
        assert (x - other_x) ** 2 + (y - other_y) ** 2 >= (2 * radius) ** 2 - 1
    for x, y in placed:
        assert radius <= x <= float(view.width) - radius
        assert radius <= y <= float(view.line) - radius
    start, end = map(float, view.interval)
    assert float(view.start) <= start < end <= float(view.end)


@pytest.mark.parametrize("score", [7, {"answers": [7]}, {"answers": [7] * 6}, {"mean": 7, "sd": 1, "n": 3}])
def test_other_figures_have_no_dots(score: Any) -> None:
    assert dots(score) is None
