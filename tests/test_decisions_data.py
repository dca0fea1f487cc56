"""Decisions in the data files: the figures of the findings, under the names that docs/data.md gives."""

from __future__ import annotations

import csv
import json
from dataclasses import replace

from spec_decisions import PLAIN, findings_of

from cjgen.analyse import focus_pool, portfolio, summary_of
from cjgen.export import journey_data, journey_table, site_data
from cjgen.model.findings import JourneyFindings
from cjgen.model.focus import Focus
from cjgen.model.site import Site

FAILURE = {
    "title": "Wrong",
    "per_year": 10,
    "rates": {"Sales": 60},
    "steps": [{"who": "customer", "what": "calls", "minutes": 5}, {"who": "Sales", "what": "answers", "minutes": 10}],
}
TOUCHPOINTS = {
    "a": {
        "importance": 9,
        "experience": 4,
        "vision": "partly",
        "own": [{"experience": 7, "by": "Sales"}, {"experience": 6}],
        "competitor": [{"experience": 5, "name": "Ace"}, {"experience": 8, "name": "Bee"}],
        "failure": FAILURE,
        "actions": [{"hours": 10, "owner": "Sales", "due": "2026-01"}],
        "internal": "Only for us",
    },
    "b": {"importance": 8, "experience": 5, "actions": [{"hours": 20}]},
    "c": {"importance": 8, "experience": {"mean": 5, "source": "estimated"}, "own": {"experience": 7}},
}
JOURNEY = {
    **PLAIN,
    "touchpoints": TOUCHPOINTS,
    "vision": {"text": "Clear"},
    "organisation": [{"question": "Who?", "answer": "no"}],
    "learned": [{"said": "Slow", "did": "Fast"}],
    "loyalty": [{"measure": "repeat", "count": 4, "of": 10}],
}
FOCUS = Focus.model_validate({"limit": 2, "capacity": {"hours": 15.0}})


def focused() -> JourneyFindings:
    found = findings_of(JOURNEY)
    return replace(found, focus=focus_pool([summary_of(found)], FOCUS).of("journey"))


def test_a_journey_holds_its_decisions() -> None:
    data = json.loads(journey_data(focused(), "EUR"))
    focus = data["focus"]
    assert (focus["limit"], focus["capacity"], focus["chosen"]) == (2, {"hours": 15.0, "budget": None}, ["a"])
    assert focus["left_out"] == [
        {"id": "b", "because": "hours", "bring_in": {"limit": 0, "hours": 15.0, "budget": 0.0}},
        {"id": "c", "because": "no_action", "bring_in": None},
    ]
    assert focus["next_in"] == "b"
    assert data["failure_cost"] == {
        "per_year": 100.0,
        "customer_minutes": 50.0,
        "staff_minutes": 100.0,
        "left_out": [],
    }
    assert data["currency"] == "EUR"
    assert data["vision"]["text"] == "Clear"
    assert data["scan"]["to_work_on"] == [0]
    assert data["learned"][0]["did"] == "Fast"
    assert data["loyalty"][0]["share"] == 0.4
    assert data["own_agreement"][0]["bias"] == 2.5
    a, b, c = data["touchpoints"]
    assert (a["own_gap"], a["competitor_gap"], a["vision"], a["internal"]) == (2.5, -4.0, "partly", "Only for us")
    assert [(each["by"], each["mean"], each["of_all"]) for each in a["own"]] == [
        (None, 6.5, True),
        ("Sales", 7.0, False),
        (None, 6.0, False),
    ]
    assert [(each["name"], each["standing"]) for each in a["competitors"]] == [("Ace", "behind"), ("Bee", "behind")]
    assert (a["failure"]["cost"], a["failure"]["roles"][0]["who"], a["failure"]["customer"]["minutes"]) == (
        10,
        "Sales",
        5,
    )
    assert (a["actions"][0]["owner"], a["actions"][0]["overdue"]) == ("Sales", None)
    assert (b["own_gap"], b["competitor_gap"], b["failure"]) == (None, None, None)
    assert c["own_gap"] is None


def test_nothing_is_null() -> None:
    found = findings_of({**PLAIN, "touchpoints": {"a": {"importance": 9, "experience": 4}}})
    data = json.loads(journey_data(found, "EUR"))
    assert [data[key] for key in ("focus", "failure_cost", "vision", "scan")] == [None] * 4
    free = json.loads(
        journey_data(replace(found, focus=focus_pool([summary_of(found)], Focus()).of("journey")), "EUR")
    )["focus"]
    assert (free["capacity"], free["limit"], free["chosen"]) == (None, 3, ["a"])


def test_the_table_holds_gaps_costs_and_focus() -> None:
    rows = list(csv.DictReader(journey_table(focused()).decode("utf-8-sig").splitlines()))
    columns = ("focus", "own_gap", "competitor_gap", "failure_cost_per_year")
    assert [tuple(row[name] for name in columns) for row in rows] == [
        ("true", "2.5", "-4.0", "100.0"),
        ("false", "", "", ""),
        ("false", "", "", ""),
    ]


def test_the_site_holds_the_whole_pool() -> None:
    one, own = findings_of(JOURNEY, "one"), findings_of({**JOURNEY, "focus": {"limit": 1}}, "own")
    summaries = [summary_of(one), summary_of(own)]
    pool = focus_pool(summaries, FOCUS)
    data = json.loads(site_data(Site.model_validate({"title": "Site"}), summaries, portfolio(summaries, pool)))
    assert [(area["journey"], area["id"]) for area in data["focus"]["chosen"]] == [("one", "a")]
    assert data["focus"]["limit"] == 1
    assert data["focus"]["next_in"] == {"journey": "one", "id": "b"}
    assert [area["id"] for area in data["focus"]["own"]["own"]["chosen"]] == ["a"]
    assert [failure["journey"] for failure in data["failures"]] == ["one", "own"]
