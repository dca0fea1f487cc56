"""The checks of the tables in `spec/` that show decisions: focus, cost of failure, own view, competitors, actions,
loyalty and the scan. What they find for a row."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import asdict
from datetime import date
from typing import Any

from written import as_loaded, journey_of

from cjgen.analyse import analyse, derive, focus_pool, summary_of
from cjgen.measure import measure
from cjgen.model.findings import JourneyFindings
from cjgen.model.focus import BringIn, Focus, FocusFindings

Row = Mapping[str, Any]


def findings_of(keys: Mapping[str, Any], name: str = "journey", as_of: date | None = None) -> JourneyFindings:
    """The findings of a journey with `touchpoints` as a mapping from title to keys, of which actions need no title."""
    touchpoints = [
        {
            "title": title,
            **own,
            **({"actions": [{"title": "Action", **each} for each in own["actions"]]} if "actions" in own else {}),
        }
        for title, own in keys["touchpoints"].items()
    ]
    written = {"title": name, "id": name, **{key: value for key, value in keys.items() if key != "touchpoints"}}
    journey = journey_of({**written, "stages": [{"title": "Stage", "touchpoints": touchpoints}]})
    return analyse(journey, derive(journey, measure(journey)), as_of=as_of)


# focus

PLAIN = {
    "scale": {"min": 0, "max": 10},
    "thresholds": {"importance": 0, "experience": 10, "drop": 0},
}
"""Everything below 10 is to be improved: w is importance / 10, and 1 - S is (10 - experience) / 10."""


def _focus(row: Row) -> dict[str, object]:
    """One journey by its `touchpoints`, or several `journeys` by id; `site` is the focus of the site."""
    journeys = row["journeys"] if "journeys" in row else {"": {"touchpoints": row["touchpoints"]}}
    findings = [findings_of({**PLAIN, **keys}, name or "journey") for name, keys in journeys.items()]
    pool = focus_pool([summary_of(each) for each in findings], Focus.model_validate(as_loaded(row.get("site", {}))))

    def shown(focus: FocusFindings, prefix: str = "") -> dict[str, object]:
        def name(area: Any) -> str:
            return f"{area.journey}/{area.touchpoint}" if len(journeys) > 1 else area.touchpoint

        return {
            f"{prefix}chosen": [name(area) for area in focus.chosen],
            f"{prefix}left_out": {name(out.area): out.because for out in focus.left_out},
            f"{prefix}bring_in": {name(out.area): _more(out.bring_in) for out in focus.left_out if out.bring_in},
            f"{prefix}next_in": name(focus.next_in.area) if focus.next_in else None,
            f"{prefix}by_lift": focus.by_lift,
            f"{prefix}used": [focus.used_hours, focus.used_budget],
            f"{prefix}has": [focus.limit, focus.hours, focus.budget],
            **{
                f"{prefix}value {name(area)}": area.value
                for area in (*focus.chosen, *(out.area for out in focus.left_out))
            },
        }

    found = shown(pool.shared)
    for journey in journeys if len(journeys) > 1 else ():
        found |= shown(pool.of(journey), f"{journey}: ")
    return found


def _more(more: BringIn) -> dict[str, float]:
    return {name: amount for name, amount in more._asdict().items() if amount}


# the cost of failure


def _failure(row: Row) -> dict[str, object]:
    """`failures` are those of the touchpoints of a journey, by name; figures of the first one have its name."""
    found = findings_of({"touchpoints": {name: {"failure": each} for name, each in row["failures"].items()}})
    shown: dict[str, object] = {}
    for item in found.touchpoints:
        failure, name = item.failure, item.touchpoint.title
        assert failure is not None
        shown |= {
            f"{name} roles": {role.who: [role.minutes, role.labour, role.costs] for role in failure.roles},
            f"{name} customer": failure.customer_minutes,
            f"{name} staff": failure.staff_minutes,
            f"{name} minutes": failure.minutes,
            f"{name} cost": failure.cost,
            f"{name} cost_per_year": failure.cost_per_year,
            f"{name} unpriced": [role.who for role in failure.unpriced],
        }
    total = found.failure_cost
    assert total is not None
    return {**shown, **{name: value for name, value in asdict(total).items() if name != "left_out"}} | {
        "left_out": list(total.left_out)
    }


# own view and competitors


def _own(row: Row) -> dict[str, object]:
    """`view` by touchpoint and axis: the gap of each own figure, the mean of all first, and what it is."""
    found = findings_of({key: value for key, value in row.items() if key not in ("case", "gives")})
    shown: dict[str, object] = {}
    for item in found.touchpoints:
        for axis in ("importance", "experience"):
            own = [each for each in item.own if each.axis == axis]
            shown[f"{item.touchpoint.title} {axis}"] = [[each.value, _rounded(each.gap), each.view] for each in own]
    for each in found.own:
        name = f"{each.by or 'all'} {each.axis}"
        shown |= {f"{name} {key}": getattr(each, key) for key in ("n", "bias", "error", "tau")}
        shown |= {f"{name} {key}": list(getattr(each, key)) for key in ("blind_spots", "undersold")}
    return {**shown, "who": [[each.by, each.axis] for each in found.own]}


def _rounded(value: float | None) -> float | None:
    return None if value is None else round(value, 9)


def _competitor(row: Row) -> dict[str, object]:
    found = findings_of({key: value for key, value in row.items() if key not in ("case", "gives")})
    shown: dict[str, object] = {}
    for item in found.touchpoints:
        for each in item.competitors:
            name = f"{item.touchpoint.title} {each.entry}"
            keys = ("number", "difference", "low", "high", "standing", "certain", "estimated")
            shown |= {f"{name} {key}": getattr(each, key) for key in keys}
    return shown


# actions


def _lift(row: Row) -> dict[str, object]:
    """`before` and `now` are the experience of the wave before and of this one."""
    touchpoint = {"importance": 8, "experience": row["now"], "actions": row["actions"]}
    if "before" in row:
        touchpoint["history"] = [{"wave": "2025", "experience": row["before"]}]
    (item,) = findings_of({"context": {"period": "2026"}, "touchpoints": {"T": touchpoint}}).touchpoints
    return asdict(item.lift) if item.lift is not None else {"expected": None}


def _overdue(row: Row) -> dict[str, object]:
    as_of = date.fromisoformat(row["as_of"]) if "as_of" in row else None
    (item,) = findings_of({"touchpoints": {"T": {"actions": [row["action"]]}}}, as_of=as_of).touchpoints
    (found,) = item.actions
    return asdict(found)


# loyalty and the scan


def _loyalty(row: Row) -> dict[str, object]:
    journey = {"touchpoints": {"T": {}}, "loyalty": [row["loyalty"]]}
    journey |= {key: row[key] for key in ("nps", "overall", "history", "context") if key in row}
    (found,) = findings_of(journey).loyalty
    return {**asdict(found), "disagreements": list(found.disagreements)}


def _scan(row: Row) -> dict[str, object]:
    answers = [{"question": f"Question {n}?", "answer": answer} for n, answer in enumerate(row["answers"], 1)]
    found = findings_of({"touchpoints": {"T": {}}, "organisation": answers}).scan
    return {**asdict(found), "to_work_on": list(found.to_work_on)} if found is not None else {"yes": None}


DECISIONS: dict[str, tuple[tuple[str, ...], Callable[[Row], dict[str, object]]]] = {
    "focus": (("site", "journeys", "touchpoints"), _focus),
    "failure": (("failures",), _failure),
    "own": (("scale", "touchpoints"), _own),
    "competitor": (("scale", "touchpoints"), _competitor),
    "lift": (("before", "now", "actions"), _lift),
    "overdue": (("as_of", "action"), _overdue),
    "loyalty": (("loyalty", "nps", "overall", "history", "context"), _loyalty),
    "scan": (("answers",), _scan),
}
"""Name of the check: the columns of its rows, and what it finds."""
