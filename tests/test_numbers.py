"""How figures are printed: what a reader sees must agree with what was compared."""

from __future__ import annotations

import math
from typing import Any

import pytest
from babel.numbers import format_decimal, format_percent
from hypothesis import example, given, settings
from hypothesis import strategies as st

from cjgen import bundled
from cjgen.analyse import analyse, derive, explain
from cjgen.measure import measure
from cjgen.model.findings import Figure, JourneyFindings
from cjgen.model.journey import Journey
from cjgen.model.score import Score
from cjgen.render import sentences
from cjgen.render.asked import asked
from cjgen.render.lead import lead
from cjgen.render.locale import Locale
from cjgen.render.numbers import compared, figure_text, still_to_go
from cjgen.render.report import report_view
from cjgen.render.views import TouchpointView

DUTCH, ENGLISH = (Locale(language, bundled.catalogue(language)) for language in ("nl", "en"))


def seen(found: JourneyFindings) -> TouchpointView:
    """The first touchpoint of a report."""
    explained = explain(found, derive(found.journey, measure(found.journey)))
    return report_view(found, explained, {}, ENGLISH, "EUR").stages[0].touchpoints[0]


def figure(mean: float, n: int | None) -> Figure:
    return Figure(Score(mean, 1.0, n, "measured", "given"), low=None, high=None, se=None)


@pytest.mark.parametrize(
    ("mean", "n", "threshold", "shown"),
    [
        (6.2, 84, 7.5, ("6.2", "7.5")),
        (7.46, 400, 7.48, ("7.46", "7.48")),  # 7.5 would read as above 7.48
        (8.04, 84, 8.04, ("8.04", "8.04")),  # equal is at or above; 8.0 would read as below
        (7.96, 84, 8.0, ("7.96", "8")),
        (7.4996, 84, 7.5, ("7.4996", "7.5")),  # beyond three decimals: as it is
        (3.5623, 2342, 4.04757, ("3.6", "4.0")),  # a mean of many figures has the digits of the figure beside it
        (4.0381, 2648, 4.04757, ("4.04", "4.05")),  # 4.0 and 4.0 would look equal
        (7.67, 3, 7.5, ("8", "7.5")),  # three customers: no decimals
        (7.33, 3, 7.2, ("7", "7.2")),  # where that looks below, sentences say that it is not
        (6.27, None, 4.0, ("6.27", "4")),  # as typed
        (6.0, None, 4.0, ("6", "4")),
        (7.5, 1, 7.0, ("7.5", "7")),  # the answer of one customer is printed as it was given
    ],
)
def test_a_figure_and_its_threshold_never_change_sides(
    mean: float, n: int | None, threshold: float, shown: tuple[str, str]
) -> None:
    assert compared(figure(mean, n), threshold, ENGLISH) == shown


@pytest.mark.parametrize(
    ("gap", "digits", "shown"),
    [
        (1.3, 1, "1.3"),
        (0.3, 0, "1"),
        (0.04, 1, "0.1"),
        (0.0, 1, None),
        (-0.8, 1, None),
        (1e-12, 1, None),
        (2.5, None, "2.5"),
    ],
)
def test_what_is_lacking_never_reads_as_nothing(gap: float, digits: int | None, shown: str | None) -> None:
    assert still_to_go(gap, ENGLISH, digits) == shown


def test_numbers_in_the_language_of_the_page() -> None:
    assert figure_text(figure(7.44, 84), DUTCH) == "7,4"
    assert DUTCH.number(12345.5, 1) == "12.345,5"
    assert DUTCH.listed(["7", "8", "9"]) == "7, 8 en 9"
    assert DUTCH.probability(0.8999) == "89%"
    assert DUTCH.probability(0.9999) == ">\u00a099%"
    assert DUTCH.date("2026-11-21") == "21 november 2026"
    assert DUTCH.date("2026-11") == "november 2026"
    assert DUTCH.signed(-0.04, 1) == "0,0"
    assert DUTCH.signed(-5.1, 1) == "\u22125,1"
    assert ENGLISH.between(6.01, 6.04, 1) == ("6.0", "6.1")


def findings(**keys: Any) -> JourneyFindings:
    touchpoints = keys.pop("touchpoints")
    stages = [{"title": "Stage", "touchpoints": touchpoints}]
    journey = Journey.model_validate({"id": "x", "title": "X", "stages": stages, **keys})
    return analyse(journey, derive(journey, measure(journey)))


def test_a_basic_that_only_a_mean_puts_below_does_not_come_first_as_a_basic() -> None:
    bare = [{"title": "A", "kind": "basic", "importance": 9.0, "experience": 3.0}]
    bare += [{"title": title, "importance": 6.0, "experience": 8.0} for title in "BC"]
    assert not any("basic" in sentence for sentence in lead(findings(touchpoints=bare), ENGLISH, "EUR"))
    by_number = findings(touchpoints=bare, thresholds={"experience": 5.0})
    assert any("This is a basic" in sentence for sentence in lead(by_number, ENGLISH, "EUR"))


def test_why_a_guess_is_one_looks_at_the_figures_that_decided() -> None:
    touchpoint = {"title": "A", "kind": "basic", "importance": 9.0, "experience": {"answers": [3.0]}}
    found = findings(touchpoints=[touchpoint], thresholds={"importance": 5.0, "experience": 5.0})
    assert sentences.how_sure(found.touchpoints[0], ENGLISH).endswith("it rests on what one customer said.")


def test_few_answers_are_shown_one_by_one() -> None:
    touchpoint = {"title": "A", "importance": {"answers": [9.0, 7.0, 8.0]}, "experience": {"counts": {"3": 7}}}
    view = seen(findings(touchpoints=[touchpoint]))
    assert view.importance is not None
    assert view.importance.answers == "7, 8, and 9"
    assert view.importance.mean == "8"
    assert view.experience is not None
    assert view.experience.answers is None


@pytest.mark.parametrize(
    ("keys", "said"),
    [
        ({}, "Nobody has been asked yet: all figures are estimates."),
        (
            {"nps": {"promoters": 41, "passives": 33, "detractors": 12}},
            "The figures of the touchpoints are estimates; 86 customers were asked about the journey as a whole.",
        ),
        (
            {"overall": {"mean": 7.0, "n": 1}},
            "The figures of the touchpoints are estimates; 1 customer was asked about the journey as a whole.",
        ),
    ],
)
def test_nobody_was_asked_only_where_nobody_was(keys: dict[str, Any], said: str) -> None:
    estimate = {"mean": 7.0, "source": "estimated"}
    found = findings(touchpoints=[{"title": "A", "importance": estimate, "experience": estimate}], **keys)
    assert asked(found, ENGLISH) == said


@given(st.one_of(st.floats(-1e6, 1e6), st.floats(-1, 1), st.floats(-1e15, 1e15), st.integers(-9999, 9999)))
@example(-0.0)
@example(0.125)
@example(0.285)
@example(-0.0001)
@example(999.95)
@example(1e-7)
@settings(max_examples=100)
def test_numbers_are_written_as_babel_writes_them(value: float) -> None:
    for locale in (DUTCH, ENGLISH):
        for digits in range(4):
            decimals = "." + "0" * digits if digits else ""
            rounded = round(value + math.copysign(1e-9, value), digits) or 0.0
            wanted = format_decimal(rounded, "#,##0" + decimals, locale.language)
            assert locale.number(value, digits) == wanted.replace("-", "\u2212")
            percent = format_percent(value, "#,##0" + decimals + "%", locale.language)
            assert locale.percent(value, digits) == percent.replace("-", "\u2212")
            short = format_decimal(round(value, digits) or 0.0, "#,##0." + "#" * digits, locale.language)
            assert locale.as_typed(value, digits) == short.replace("-", "\u2212")
            short = format_percent(round(value, digits + 2) or 0.0, "#,##0." + "#" * digits + "%", locale.language)
            assert locale.percent_as_typed(value, digits) == short.replace("-", "\u2212")
