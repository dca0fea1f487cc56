"""What only answers give, as the data files hold it: drivers, segments, waves and what moved between them."""

from __future__ import annotations

from dataclasses import asdict
from typing import Any

from cjgen.export.figures import figure_data, nps_data
from cjgen.model.findings import (
    ContrastFindings,
    DriverFindings,
    DriversMissing,
    GroupFindings,
    SegmentsFindings,
    TrendFindings,
)


def drivers_data(found: DriverFindings | None) -> dict[str, Any] | None:
    """What goes together with the outcome; `weights` by touchpoint id add up to `r2`, `shares` to 1."""
    return asdict(found) if found is not None else None


def drivers_missing_data(missing: DriversMissing | None) -> dict[str, Any] | None:
    """Why there are no drivers, though they were asked for."""
    return {**asdict(missing), "about": list(missing.about)} if missing is not None else None


def contrast_data(found: ContrastFindings | None) -> dict[str, Any] | None:
    """Penalty and reward of a touchpoint, and the kind that they make of it."""
    return asdict(found) if found is not None else None


def segments_data(lists: tuple[SegmentsFindings, ...]) -> list[dict[str, Any]]:
    """The segments that are shown, of all columns one after the other."""
    return [
        {"column": listed.column, "column_title": listed.title, **_group(group), "value": group.value}
        for listed in lists
        for group in listed.groups
    ]


def segment_lists_data(lists: tuple[SegmentsFindings, ...]) -> list[dict[str, Any]]:
    """What the segments of each column say together, and how many are not shown."""
    return [
        {
            "column": listed.column,
            "column_title": listed.title,
            "segments": [group.id for group in listed.groups],
            "hidden": listed.hidden,
            "weighed": {name: asdict(mean) for name, mean in listed.weighed.items()},
            "disagree": list(listed.disagree),
        }
        for listed in lists
    ]


def waves_data(trend: TrendFindings | None) -> list[dict[str, Any]]:
    """The waves, oldest first; none where there is only one."""
    return [_group(wave) for wave in trend.waves] if trend is not None else []


def trend_data(trend: TrendFindings | None) -> dict[str, Any] | None:
    """What moved since the wave before, figures and verdicts."""
    if trend is None:
        return None
    return {
        "changes": [asdict(change) for change in trend.changes],
        "verdict_changes": [asdict(change) for change in trend.verdict_changes],
    }


def _group(group: GroupFindings) -> dict[str, Any]:
    return {
        "id": group.id,
        "title": group.title,
        "n": group.n,
        "own_drivers": group.own_drivers,
        "nps": nps_data(group.nps),
        "overall": figure_data(group.overall, None),
        "touchpoints": [
            {
                "id": name,
                "importance": figure_data(found.importance, None),
                "experience": figure_data(found.experience, None),
                "hidden": found.hidden,
                "threshold": {line: getattr(found.threshold, line) for line in ("importance", "experience", "drop")},
                "verdict": found.verdict,
                "certainty": found.certainty,
                "probability": found.probability,
                "reason": found.reason,
            }
            for name, found in group.touchpoints.items()
        ],
    }
