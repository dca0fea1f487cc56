"""What the report and the first page show of the focus: what was chosen, what falls off, what would bring it in."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from typing import Any

import pytest

from cjgen import bundled
from cjgen.analyse import analyse, derive, focus_pool, portfolio, summary_of
from cjgen.measure import measure
from cjgen.model.findings import JourneyFindings
from cjgen.model.focus import BringIn, Focus, FocusFindings
from cjgen.model.journey import Journey
from cjgen.model.portfolio import PortfolioFindings
from cjgen.render.focus import focus_view, short_list
from cjgen.render.focus_across import failures_across, focus_across
from cjgen.render.focus_views import AreasView
from cjgen.render.focus_words import bring_in_text
from cjgen.render.lead import not_chosen
from cjgen.render.locale import Locale
from cjgen.render.portfolio import concerned
from cjgen.render.words import verdict_label

ENGLISH = Locale("en", None)
DUTCH = Locale("nl", bundled.catalogue("nl"))


def touchpoint(title: str, importance: float = 9, experience: float = 4, **more: Any) -> dict[str, Any]:
    return {
        "title": title,
        "importance": {"mean": importance, "sd": 1, "n": 84},
        "experience": {"mean": experience, "sd": 1, "n": 84},
        **more,
    }


def action(**more: Any) -> dict[str, Any]:
    return {"actions": [{"title": "Act", **more}]}


def journey(id: str, *touchpoints: dict[str, Any], **more: Any) -> JourneyFindings:
    found = Journey.model_validate(
        {
            "id": id,
            "title": id.capitalize(),
            "thresholds": {"importance": 6, "experience": 6, "drop": 4},
            **more,
            "stages": [{"title": "Stage", "touchpoints": list(touchpoints)}],
        }
    )
    return analyse(found, derive(found, measure(found)))


def focused(focus: dict[str, Any], *journeys: JourneyFindings) -> list[JourneyFindings]:
    pool = focus_pool([summary_of(found) for found in journeys], Focus.model_validate(focus))
    return [replace(found, focus=pool.of(found.journey.id)) for found in journeys]


def across(journeys: Sequence[JourneyFindings], focus: Focus) -> PortfolioFindings:
    summaries = [summary_of(found) for found in journeys]
    return portfolio(summaries, focus_pool(summaries, focus))


def _plain(text: object) -> str:
    """A text in which any line may end."""
    return str(text).replace("\xa0", " ")


def lines(table: AreasView | None) -> list[dict[str, str]]:
    """Each row as a table shows it."""
    if table is None:
        return []
    return [
        {
            "": str(row.title),
            **{column: _plain(cell) for column, cell in zip(table.columns, row.cells, strict=True) if cell},
        }
        for row in table.rows
    ]


MIXED = (
    touchpoint("Invoice", 9, 4, owner="Sales", vision="yes",
               **action(owner="IT", hours=24, cost=1500, lift=2.5, effect="margin")),
    touchpoint("Delivery", 8, 5, **action(hours=90, lift=2, effect=["margin", "loyalty"])),
    touchpoint("Visit", 7, 5, **action(cost=6000, lift=2)),
    touchpoint("Letter", 7, 5.5),
    touchpoint("Call", 7, 5.5, **action(owner="Desk")),
)  # fmt: skip


def test_the_report_says_what_was_chosen_and_what_falls_off() -> None:
    [found] = focused({"capacity": {"hours": 100, "budget": 5000}}, journey("a", *MIXED))
    view = focus_view(found, ENGLISH, "EUR")
    assert view is not None
    assert lines(view.chosen) == [
        {
            "": "Invoice",
            "Value": "0.25",
            "Owner": "IT",
            "Hours": "24",
            "Money": "€1,500",
            "Expected experience": "from 4.0 to 6.5",
            "Good for": "margin",
            "In line with the vision": "yes",
        }
    ]
    assert lines(view.left_out) == [
        {"": "Letter", "Falls off because of": "still to be costed"},
        {"": "Call", "Falls off because of": "still to be costed"},
        {"": "Delivery", "Value": "0.17", "Takes": "90 hours", "Falls off because of": "too few hours",
         "Would come in with": "14 hours more"},
        {"": "Visit", "Value": "0.15", "Takes": "€6,000", "Falls off because of": "too little money",
         "Would come in with": "€2,500 more"},
    ]  # fmt: skip
    assert _plain(view.following) == "First to come in: Delivery, with 14 hours more."


def test_what_lacks_several_things_says_all_of_them() -> None:
    big = touchpoint("Big", 9, 4, **action(hours=50, cost=500))
    small = touchpoint("Small", 9, 3, kind="basic", **action(hours=10, cost=100))
    [found] = focused({"capacity": {"hours": 55, "budget": 550}}, journey("a", small, big))
    view = focus_view(found, ENGLISH, "EUR")
    assert view is not None
    (row,) = lines(view.left_out)
    assert row["Falls off because of"] == "too few hours and too little money"
    assert row["Would come in with"] == "5 hours and €50 more"


def test_a_journey_alone_shares_with_nobody() -> None:
    [found] = focused({"limit": 1}, journey("a", *MIXED))
    view = focus_view(found, DUTCH, "EUR")
    assert view is not None
    assert str(view.sentences[0]) == "Er is hoogstens 1 focusgebied."


@pytest.mark.parametrize(
    ("focus", "english", "dutch"),
    [
        ({}, "It is not among the 3 focus areas of all journeys together: others come first there.",
         "Het hoort niet tot de 3 focusgebieden van alle klantreizen samen: daar gaan andere voor."),
        ({"limit": 3}, "It is not among this year’s focus areas: there is room for 3, and others come first.",
         "Het hoort dit jaar niet tot de focusgebieden: er zijn er 3, en andere gaan voor."),
    ],
)  # fmt: skip
def test_nobody_who_wrote_no_focus_is_told_of_a_year(focus: dict[str, Any], english: str, dutch: str) -> None:
    others = journey("a", *(touchpoint(f"T{n}", 9, 3) for n in range(3)))
    _, found = focused(focus, others, journey("b", touchpoint("Visit", 8, 5)))
    for locale, text in ((ENGLISH, english), (DUTCH, dutch)):
        assert str(not_chosen(found.touchpoints[0], found, locale)) == text


def test_values_of_a_focus_of_its_own_stand_beside_no_others() -> None:
    lifting = journey("a", *(touchpoint(f"T{n}", 9, 4, **action(lift=1)) for n in range(2)), focus={"limit": 1})
    rest = journey("b", *(touchpoint(f"S{n}", 9, 4) for n in range(3)))
    journeys = focused({}, lifting, rest)
    whole = across(journeys, Focus())
    view = focus_across(journeys, list(map(summary_of, journeys)), whole, {"a": "en", "b": "en"}, ENGLISH, "EUR")
    assert [row.get("Value") for row in lines(view.left_out)] == ["0.59", None]


def test_many_that_fall_off_are_counted_and_not_listed() -> None:
    many = [touchpoint(f"T{n}", 9, 4) for n in range(14)]
    [found] = focused({"limit": 1}, journey("a", *many))
    view = focus_view(found, ENGLISH, "EUR")
    assert view is not None
    assert view.left_out is not None
    assert len(view.left_out.rows) == 8
    assert str(view.left_out.more) == "5 more touchpoints fall off."


def test_a_report_without_anything_to_weigh_has_no_focus_section() -> None:
    [found] = focused({}, journey("a", touchpoint("A"), touchpoint("B", 8)))
    assert focus_view(found, ENGLISH, "EUR") is None
    shown = short_list(found, ENGLISH, "EUR")
    assert shown is not None
    assert shown.title == "Focus areas"
    assert [row.facts for row in shown.rows] == [
        ("importance 9.0, experience 4.0", "clear"),
        ("importance 8.0, experience 4.0", "clear"),
    ]


def test_the_first_screen_says_that_nothing_was_chosen() -> None:
    [found] = focused({"capacity": {"hours": 0}}, journey("a", *MIXED))
    shown = short_list(found, ENGLISH, "EUR")
    assert shown is not None
    assert shown.title == "To improve, first things first; no focus areas"
    assert len(shown.rows) == 3
    assert shown.more is None
    assert [_plain(fact) for fact in shown.rows[0].facts] == ["IT", "24 hours", "€1,500", "clear"]


def test_the_first_screen_does_not_list_what_its_first_sentence_says() -> None:
    [found] = focused({"limit": 1}, journey("a", *MIXED))
    assert short_list(found, ENGLISH, "EUR") is None


def test_the_first_screen_names_three_of_more_focus_areas() -> None:
    [found] = focused({"limit": 5}, journey("a", *MIXED))
    shown = short_list(found, ENGLISH, "EUR")
    assert shown is not None
    assert len(shown.rows) == 3
    assert str(shown.more) == "2 more focus areas"


@pytest.mark.parametrize(
    ("more", "english", "dutch"),
    [
        (BringIn(0, 1, 0), "1 hour more", "1 uur extra"),
        (BringIn(0, 0, 250), "€250 more", "€ 250 extra"),
        (BringIn(0, 10, 250), "10 hours and €250 more", "10 uur en € 250 extra"),
        (BringIn(1, 0, 0), "one more focus area", "één focusgebied meer"),
        (BringIn(2, 0, 0), "2 more focus areas", "2 focusgebieden meer"),
        (BringIn(1, 10, 0), "one more focus area and 10 hours more", "één focusgebied meer en 10 uur extra"),
        (BringIn(1, 0, 9.5), "one more focus area and €9.50 more", "één focusgebied meer en € 9,50 extra"),
        (BringIn(1, 10, 5), "one more focus area, 10 hours and €5 more", "één focusgebied meer, 10 uur en € 5 extra"),
        (BringIn(2, 10, 5), "2 more focus areas, 10 hours and €5 more", "2 focusgebieden meer, 10 uur en € 5 extra"),
    ],
)  # fmt: skip
def test_what_would_bring_it_in(more: BringIn, english: str, dutch: str) -> None:
    focus = FocusFindings(3, 100.0, 5000.0, (), ())
    for locale, text in ((ENGLISH, english), (DUTCH, dutch)):
        assert str(bring_in_text(more, focus, locale, "EUR")).replace("\u00a0", " ") == text


def test_what_is_not_shown_is_not_said_to_be_lacking() -> None:
    focus = FocusFindings(3, None, None, (), ())
    assert bring_in_text(BringIn(0, 10, 0), focus, ENGLISH, "EUR") is None
    assert bring_in_text(BringIn(1, 10, 0), focus, ENGLISH, "EUR") is None
    assert bring_in_text(BringIn(1, 0, 10), focus, ENGLISH, "EUR") is None


def test_an_addition_that_does_not_fit_says_so_wherever_its_label_stands() -> None:
    wished = {"title": "Chat", "importance": {"mean": 9, "sd": 1, "n": 84}, "wished": True}
    [found] = focused({}, journey("a", {**wished, "vision": "no"}, {**wished, "title": "App", "vision": "yes"}))
    assert [verdict_label(item, ENGLISH) for item in found.touchpoints] == ["Asked for, does not fit us", "Add"]
    assert verdict_label(found.touchpoints[0], DUTCH) == "Gevraagd, past niet bij ons"
    shown = short_list(found, DUTCH, "EUR")
    assert shown is not None
    assert shown.rows[0].facts == ("Gevraagd, past niet bij ons", "belang 9,0", "duidelijk")


def test_the_first_page_lists_the_areas_of_all_journeys() -> None:
    failure = {
        "title": "Wrong costs",
        "per_year": 120,
        "rates": {"Finance": 60},
        "steps": [
            {"who": "customer", "what": "calls", "minutes": 15},
            {"who": "Finance", "what": "pays", "minutes": 30},
        ],
    }
    unpriced = {"title": "No show", "per_year": 10, "steps": [{"who": "Desk", "what": "x", "minutes": 5, "cost": 400}]}
    a = journey("a", touchpoint("Invoice", 9, 4, failure=failure, **action(hours=80)))
    b = journey("b", touchpoint("Visit", 9, 4.5, failure=unpriced, **action(hours=80, owner="Desk")))
    c = journey("c", touchpoint("Call", 9, 4, **action(hours=5)), focus={"limit": 1, "capacity": {"hours": 10}})
    journeys = focused({"capacity": {"hours": 110}}, a, b, c)
    whole = across(journeys, Focus.model_validate({"capacity": {"hours": 110}}))
    languages = dict.fromkeys("abc", "en")
    view = focus_across(journeys, list(map(summary_of, journeys)), whole, languages, ENGLISH, "EUR")
    assert lines(view.chosen) == [{"": "Invoice", "Hours": "80"}, {"": "Call", "Hours": "5"}]
    assert lines(view.left_out) == [
        {"": "Visit", "Value": "0.54", "Takes": "80 hours", "Falls off because of": "too few hours",
         "Would come in with": "60 hours more"},
    ]  # fmt: skip
    assert _plain(view.following) == "First to come in: Visit, with 60 hours more."
    assert str(view.sentences[0]) == "The journeys without a focus of their own have at most 2 focus areas together."
    costs = failures_across(journeys, list(map(summary_of, journeys)), whole, languages, ENGLISH, "EUR")
    assert costs is not None
    assert lines(costs.costs) == [
        {"": "Visit", "What goes wrong": "No show", "Times a year": "10", "Costs a year": "at least €4,000"},
        {"": "Invoice", "What goes wrong": "Wrong costs", "Times a year": "120", "Costs a year": "€3,600",
         "The customer’s time, each time": "15 minutes"},
    ]  # fmt: skip


def test_basics_that_fail_come_first_over_all_journeys_and_then_journeys_in_their_order() -> None:
    mine = {"focus": {"limit": 2}}
    a = journey("a", touchpoint("A worst", 9, 2), touchpoint("A bad", 9, 5), **mine)
    b = journey("b", touchpoint("B basic", 7, 5.5, kind="basic"), touchpoint("B worst", 9, 1))
    titles = {each.touchpoint.id: str(each.touchpoint.title) for found in (a, b) for each in found.touchpoints}

    def begun(*journeys: JourneyFindings, limit: int) -> list[str]:
        areas = across(journeys, Focus(limit=limit)).focus.begun_with([each.journey.id for each in journeys])
        return [titles[area.touchpoint] for area in areas]

    assert begun(a, b, limit=4) == ["B basic", "A worst", "A bad", "B worst"]
    # out of one pool what is worth most comes first, of whichever journey it is
    shared = journey("a", touchpoint("A worst", 9, 2), touchpoint("A bad", 9, 5))
    assert begun(shared, b, limit=4) == ["B basic", "B worst", "A worst", "A bad"]


def test_the_first_page_shows_figures_where_nothing_is_costed() -> None:
    journeys = focused({}, journey("a", touchpoint("A")), journey("b", touchpoint("B", 8)))
    whole = across(journeys, Focus())
    view = focus_across(journeys, list(map(summary_of, journeys)), whole, {"a": "en", "b": "en"}, ENGLISH, "EUR")
    assert lines(view.chosen) == [
        {"": "A", "Importance": "9.0", "Experience": "4.0"},
        {"": "B", "Importance": "8.0", "Experience": "4.0"},
    ]
    assert view.left_out is None
    assert failures_across(journeys, list(map(summary_of, journeys)), whole, {}, ENGLISH, "EUR") is None


def test_the_pages_on_all_journeys_need_the_findings_of_those_that_they_name() -> None:
    basic = journey("a", touchpoint("Basic", 7, 5.5, kind="basic"), touchpoint("Other", 5, 9))
    acting = journey("b", touchpoint("Fine", 5, 9, **action(hours=5)))
    dull = journey("c", touchpoint("Fine", 5, 9))
    own = journey("d", touchpoint("Fine", 5, 9), focus={"limit": 1})
    step = {"who": "Desk", "what": "x", "minutes": 5, "cost": 400}
    failing = journey("e", touchpoint("Fine", 5, 9, failure={"title": "No show", "per_year": 9, "steps": [step]}))
    journeys = focused({}, basic, acting, dull, own, failing)
    assert concerned(across(journeys, Focus()), list(map(summary_of, journeys))) == {"a", "b", "d", "e"}
    many = focused({"limit": 2}, *(journey(f"m{n}", touchpoint("Bad", 9, 2 + n / 10)) for n in range(9)))
    # two that are chosen, and the first five that fall off
    assert len(concerned(across(many, Focus(limit=2)), list(map(summary_of, many)))) == 2 + 5
