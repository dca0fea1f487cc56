"""Plans: what pages, tables and calendars say of actions and of failures. The texts are written by hand."""

from __future__ import annotations

import csv
import io
import json
from collections.abc import Mapping
from dataclasses import replace
from datetime import date, datetime
from pathlib import Path
from typing import Any

import icalendar
import pytest
import yaml
from browser.pages import elements, parse, text
from browser.sites import write
from markupsafe import Markup

from cjgen import bundled
from cjgen.analyse import analyse, derive, focus_pool, summary_of
from cjgen.build import Built, build_site
from cjgen.export import actions_table, journey_calendar
from cjgen.measure import measure
from cjgen.model.findings import Change, GroupFindings, JourneyFindings, TrendFindings
from cjgen.model.focus import Focus
from cjgen.model.journey import Journey
from cjgen.render.actions import action_views, lift_sentence
from cjgen.render.failure import failure_cost_sentences, failure_view
from cjgen.render.locale import Locale
from cjgen.render.plan import plan_sentences, plan_view
from cjgen.render.plan_scope import Plan

CASES = yaml.safe_load((Path(__file__).parent / "plan_words.yaml").read_text(encoding="utf-8"))
AS_OF = date(2026, 11, 22)


def journey(
    actions: list[Mapping[str, Any]] | None = None,
    failure: Mapping[str, Any] | None = None,
    as_of: date | None = AS_OF,
    **keys: Any,
) -> JourneyFindings:
    """Three touchpoints; the first is to be improved and has the actions and the failure."""
    first = {"title": "A", "importance": figure(9.0), "experience": figure(3.0)}
    first |= {"actions": actions} if actions is not None else {}
    first |= {"failure": failure} if failure is not None else {}
    others = [
        {"title": "B", "importance": figure(8.0), "experience": figure(9.0)},
        {"title": "C", "importance": figure(2.0), "experience": figure(5.0)},
    ]
    stages = [{"id": "s", "title": "S", "touchpoints": [{"id": "a", **first}, *({"id": each["title"].lower(), **each}
              for each in others)]}]  # fmt: skip
    declared = Journey.model_validate(as_written({"id": "j", "title": "J", "stages": stages, **keys}))
    return analyse(declared, derive(declared, measure(declared)), as_of=as_of)


def as_written(data: Any) -> Any:
    """The data with dates as an author's file gives them: as texts."""
    return json.loads(json.dumps(data, default=str))


def figure(mean: float) -> dict[str, Any]:
    return {"mean": mean, "sd": 1.0, "n": 84}


def locale(language: str) -> Locale:
    return Locale(language, bundled.catalogue(language))


def words(*sentences: Markup | None) -> str:
    return " ".join(str(each.striptags()) for each in sentences if each is not None).replace("\u00a0", " ")


def in_both(rows: str) -> pytest.MarkDecorator:
    cases = [
        pytest.param(row["given"], language, row[language], id=f"{number}-{language}")
        for number, row in enumerate(CASES[rows], 1)
        for language in ("en", "nl")
    ]
    return pytest.mark.parametrize(("given", "language", "wanted"), cases)


@in_both("failure")
def test_what_a_failure_costs(given: Mapping[str, Any], language: str, wanted: str) -> None:
    item = journey(failure=given).touchpoints[0]
    view = failure_view(item, locale(language), "EUR")
    assert view is not None
    assert words(*view.sentences) == wanted


@in_both("failures")
def test_what_all_failures_cost(given: Mapping[str, Any], language: str, wanted: str) -> None:
    assert words(*failure_cost_sentences(journey(failure=given), locale(language), "EUR")) == wanted


def test_what_each_role_puts_into_a_failure() -> None:
    steps = [
        {"who": "Planning", "what": "calls", "minutes": 12},
        {"who": "customer", "what": "waits", "minutes": 15},
        {"who": "Fitter", "what": "drives", "minutes": 45, "cost": 18.5},
        {"who": "Planning", "what": "plans", "minutes": 8},
    ]
    view = failure_view(
        journey(failure={"title": "F", "rates": {"Planning": 45}, "steps": steps}).touchpoints[0], locale("en"), "EUR"
    )
    assert view is not None
    # 20 minutes at 45 an hour are 15; the customer comes first and is not counted in money
    assert [(role.who, role.minutes, role.labour, role.costs, role.total) for role in view.roles] == [
        ("Customer", "15", None, None, None),
        ("Planning", "20", "€15", None, "€15"),
        ("Fitter", "45", None, "€18.50", "€18.50"),
    ]
    assert [step.customer for step in view.steps] == [False, True, False, False]


@in_both("lift")
def test_what_finished_actions_brought(given: Mapping[str, Any], language: str, wanted: str) -> None:
    actions = [{"title": str(n), "lift": lift, "status": "done"} for n, lift in enumerate(given["lifts"])]
    item = journey(actions).touchpoints[0]
    findings = journey(actions)
    if "measured" in given:
        low, high = given["low"], given["high"]
        lift = replace(
            item.lift, measured=given["measured"], low=low, high=high, since="2025", until="", outcome=given["outcome"]
        )
        se = (high - low) / 2 / 1.96
        change = Change("experience", "a", 3.0, 3.0 + given["measured"], given["measured"], se, 0.5, holds=False)
        waves = (GroupFindings("2025", "2025", 84, {}), GroupFindings("", "", 84, {}))
        findings = replace(findings, trend=TrendFindings(waves, (change,), ()))
        item = replace(item, lift=lift)
    assert words(lift_sentence(item, findings, locale(language))) == wanted


@in_both("open")
def test_what_is_open_and_overdue(given: Mapping[str, Any], language: str, wanted: str) -> None:
    as_of = AS_OF if given.get("dated", True) else None
    assert words(*plan_sentences([journey(given["actions"], as_of=as_of)], locale(language), "EUR")) == wanted


@in_both("action")
def test_an_action_at_its_touchpoint(given: Mapping[str, Any], language: str, wanted: str) -> None:
    (view,) = action_views(journey([given]).touchpoints[0], locale(language), "EUR")
    late = {True: " (late)", False: ""}
    parts = [view.status, *map(str, view.facts)]
    parts += [f"{view.due}{late[view.overdue]}"] if view.due else []
    parts += [f"{view.review}{late[view.review_overdue]}"] if view.review else []
    assert " · ".join(parts).replace("\u00a0", " ") == wanted


# the view of a plan

ACTIONS: list[Mapping[str, Any]] = [
    {"title": "late", "owner": "IT", "due": "2026-10", "hours": 8, "lift": 4, "status": "doing"},
    {"title": "none", "owner": "IT", "hours": 1},
    {"title": "soon", "owner": "desk", "due": "2026-12-01", "cost": 500, "lift": 5, "status": "planned"},
    {"title": "year", "due": "2026", "review": "2026-11-01"},
    {"title": "over", "owner": "IT", "due": "2026-01", "status": "done", "review": "2026-11-21", "lift": 1},
    {"title": "halt", "owner": "IT", "due": "2026-01", "status": "stopped", "review": "2026-11-21"},
]


def plan_of(findings: JourneyFindings) -> Plan:
    places = {findings.journey.id: "j.html"}
    return Plan([findings], None, places, {findings.journey.id: "en"}, False, locale("en"), "EUR")


def test_a_plan_goes_by_owner_and_date() -> None:
    view = plan_view(plan_of(journey(ACTIONS)), "Plan")
    groups = [(group.title, [(row.title, row.overdue) for row in group.rows]) for group in view.groups]
    assert groups == [
        ("desk", [("soon", False)]),
        ("IT", [("late", True), ("none", False)]),
        ("No owner yet", [("year", False)]),
    ]
    assert [(row.title, row.review_overdue) for row in view.reviews] == [("year", True), ("over", True)]
    assert [row.title for row in view.stopped] == ["halt"]
    assert [[action.title for action in row.actions] for row in view.finished] == [["over"]]
    # 3 + 4 + 5 is more than the scale holds; what is done is no longer expected
    assert [(row.now, row.lift, row.then, row.capped) for row in view.effects] == [("3.0", "+9", "10", True)]


def test_a_plan_without_owners_goes_by_touchpoint() -> None:
    hidden = ("owner", "hours", "cost", "review", "result")
    public = [{key: value for key, value in action.items() if key not in hidden} for action in ACTIONS]
    view = plan_view(plan_of(journey(public)), "Plan")
    assert not view.owned
    assert [(group.title, [row.title for row in group.rows]) for group in view.groups] == [
        ("A", ["late", "soon", "year", "none"])
    ]
    assert (view.timed, view.costed, view.reviews) == (False, False, ())


def test_without_a_date_nothing_is_overdue() -> None:
    view = plan_view(plan_of(journey(ACTIONS, as_of=None)), "Plan")
    assert not any(row.overdue or row.review_overdue for group in view.groups for row in group.rows)
    assert "overdue" not in words(*view.told)


# what can be taken along


def test_the_calendar_reads_back() -> None:
    title = "Jan; bel, de klant: " + "arbeidsongeschiktheidsverzekeringsmaatschappij " * 3
    actions = [
        {"title": title, "owner": "Jan Jansen", "due": "2028-02", "review": "2027"},
        {"title": "twice", "due": "2026-11-30"},
        {"title": "twice", "due": "2026-11-29"},
        {"title": "done", "due": "2026-11-30", "status": "done", "review": "2027-02-01"},
        {"title": "seen", "status": "done", "review": "2027-02-01", "result": "It helped"},
    ]
    content = journey_calendar(journey(actions), "nl")
    assert all(len(line) <= 75 for line in content.split(b"\r\n"))
    events = icalendar.Calendar.from_ical(content).walk("VEVENT")
    assert [(str(event["summary"]), event["dtstart"].dt) for event in events] == [
        (f"Gereed: {title.strip()}", date(2028, 2, 29)),
        (f"Evaluatie: {title.strip()}", date(2027, 12, 31)),
        ("Gereed: twice", date(2026, 11, 30)),
        ("Gereed: twice", date(2026, 11, 29)),
        ("Evaluatie: done", date(2027, 2, 1)),
    ]
    assert {event["dtstamp"].dt.replace(tzinfo=None) for event in events} == {datetime(2026, 11, 22)}
    names = [str(event["uid"]) for event in events]
    assert len(set(names)) == 5
    assert not any("jan" in name.lower() for name in names)
    # another order of the actions changes no name; without a date an event is stamped with its own day
    again = icalendar.Calendar.from_ical(journey_calendar(journey(actions[::-1], as_of=None), "nl")).walk("VEVENT")
    assert {str(event["uid"]) for event in again} == set(names)
    assert [event["dtstamp"].dt.date() for event in again] == [event["dtstart"].dt for event in again]
    assert content == journey_calendar(journey(actions), "nl")


def test_the_table_of_actions_reads_back() -> None:
    content = actions_table([journey([{"title": "=1+1", "cost": 2.5, "due": "2026-10", "effect": ["loyalty"]}])], "EUR")
    assert content.startswith(b"\xef\xbb\xbf")
    (row,) = csv.DictReader(io.StringIO(content.decode("utf-8-sig"), newline=""))
    wanted = {"journey": "j", "touchpoint": "a", "title": "'=1+1", "cost": "2.5", "currency": "EUR", "due": "2026-10"}
    wanted |= {"overdue": "true", "review_overdue": "false", "effect": "loyalty", "owner": "", "hours": "", "lift": ""}
    assert {key: row[key] for key in wanted} == wanted


# the pages


def large(folder: Path) -> Path:
    """Five journeys with twelve actions each."""
    journeys = {}
    for j in range(5):
        touchpoints = [
            {
                "title": f"Touchpoint {j}.{t}",
                "importance": figure(9.0 - t),
                "experience": figure(3.0 + t),
                "actions": [
                    {
                        "title": f"Action {j}.{t}.{a}",
                        "owner": f"Owner {a}",
                        "hours": 8,
                        "due": f"2026-1{a}",
                        "lift": 0.5,
                    }
                    for a in range(3)
                ],
            }
            for t in range(4)
        ]
        journeys[f"j{j}"] = yaml.safe_dump(
            {"title": f"Journey {j}", "stages": [{"title": "S", "touchpoints": touchpoints}]}
        )
    return write(folder / "large", "focus: {limit: 4, capacity: {hours: 60}}\nlanguages: [nl, en]\n", **journeys)


@pytest.fixture(scope="module")
def plans(tmp_path_factory: pytest.TempPathFactory) -> Built:
    folder = tmp_path_factory.mktemp("plans")
    built = build_site(large(folder), output=folder / "out", as_of=AS_OF)
    assert built.written
    return built


def test_sixty_actions_over_five_journeys_stand_once_each(plans: Built) -> None:
    page = parse(plans.output / "en" / "plan.html")
    (table,) = [each for each in elements(page, "table") if "planned" in each.get("class", "")]
    titles = [text(row).split(" Touchpoint")[0] for row in elements(table, "th") if row.get("scope") == "row"]
    assert sorted(titles) == sorted(f"Action {j}.{t}.{a}" for j in range(5) for t in range(4) for a in range(3))
    groups = [text(row) for row in elements(table, "th") if row.get("scope") == "rowgroup"]
    assert groups == ["Owner 0 160 hours", "Owner 1 160 hours", "Owner 2 160 hours"]
    # what is due in October is overdue on 22 November, what is due in November is not
    assert text(table).count("overdue") == 20
    assert (plans.output / "en" / "plan.html").stat().st_size < 100_000


def test_plans_are_led_to_and_lead_on(plans: Built) -> None:
    for tree in ("nl", "en"):
        plan = (plans.output / tree / "plan.html").read_text("utf-8")
        assert 'href="journeys/j0-plan.html"' in plan
        assert 'href="journeys/j0.html#touchpoint-touchpoint-0-0"' in plan
        assert 'href="../data/site-plan.ics"' in plan
        assert 'href="../data/site-plan.csv"' in plan
        assert 'href="plan.html"' in (plans.output / tree / "index.html").read_text("utf-8")
        report = (plans.output / tree / "journeys" / "j0.html").read_text("utf-8")
        assert 'href="j0-plan.html"' in report
        assert 'href="../plan.html"' in report
        own = (plans.output / tree / "journeys" / "j0-plan.html").read_text("utf-8")
        assert 'href="j0.html"' in own
        assert 'href="../../data/j0-plan.ics"' in own


def test_without_actions_there_is_no_plan_and_nothing_to_load_for_it(tmp_path: Path) -> None:
    touchpoints = "\n".join(f"      - {{title: T{n}, importance: 8, experience: {n}}}" for n in range(1, 4))
    journey = f"title: J\nstages:\n  - title: S\n    touchpoints:\n{touchpoints}\n"
    built = build_site(write(tmp_path / "site", "", j=journey), output=tmp_path / "out")
    assert not [page.path for page in built.pages if "-plan" in page.path or page.path.endswith("/plan.html")]
    assert not (tmp_path / "out" / "plan.html").exists()
    for page in ("index.html", "journeys/j.html"):
        content = (tmp_path / "out" / page).read_text("utf-8")
        assert "plan." not in content


def test_the_plan_names_the_owners_that_the_report_names() -> None:
    actions = [{"title": "X", "owner": "IT", "hours": 4}, {"title": "Y", "owner": "HR", "hours": 5}]
    found = [journey(actions, focus={"limit": 1, "capacity": {"hours": 10}}), journey(actions)]
    found = [found[0], replace(found[1], journey=found[1].journey.model_copy(update={"id": "k", "title": "K"}))]
    pool = focus_pool([summary_of(each) for each in found], Focus.model_validate({"capacity": {"hours": 30}}))
    known = {"j": "j.html", "k": "k.html"}
    plan = Plan(found, pool, known, dict.fromkeys("jk", "en"), True, locale("en"), "EUR")
    view = plan_view(plan, "All")
    assert [str(row.owner) for row in view.focus] == ["IT and HR", "IT and HR"]


def test_the_heading_promises_no_reason_where_none_is_told() -> None:
    found = journey([{"title": "X", "hours": 40}], focus={"limit": 1, "capacity": {"hours": 10}})
    told = focus_pool([summary_of(found)], Focus())
    (own,) = told.own.values()
    hidden = replace(own, left_out=tuple(out._replace(because=None, bring_in=None) for out in own.left_out))
    pools = (told, replace(told, own=dict.fromkeys(told.own, hidden)))
    titles = [plan_view(replace(plan_of(found), focus=pool), "Plan").left_out_title for pool in pools]
    assert titles == ["What falls off (1), and because of what", "What falls off (1)"]
