"""`data/<id>.json` and `data/site.json`: the published figures, unrounded, in a versioned schema.

Keys may be added, never renamed or dropped, without a new `schema`. Parts that are not known are null or
an empty list.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import asdict
from typing import Any

from cjgen.export.answers import (
    contrast_data,
    drivers_data,
    drivers_missing_data,
    segment_lists_data,
    segments_data,
    trend_data,
    waves_data,
)
from cjgen.export.decisions import (
    failure_cost_data,
    focus_data,
    journey_decisions,
    pool_data,
    touchpoint_decisions,
)
from cjgen.export.figures import figure_data, nps_data, scale_data
from cjgen.export.lines import json_lines
from cjgen.model.findings import ComplaintsFindings, JourneyFindings, TouchpointFindings
from cjgen.model.journey import Complaints, Journey, Touchpoint
from cjgen.model.page import data_path, report_path
from cjgen.model.portfolio import PortfolioFindings
from cjgen.model.site import Site
from cjgen.model.summary import JourneySummary, benchmark_of

JOURNEY_SCHEMA = "cjgen/journey/1"
SITE_SCHEMA = "cjgen/site/1"


def journey_data(found: JourneyFindings, currency: str) -> bytes:
    """The data file of one journey; `currency` is the ISO code of its amounts of money."""
    journey = found.journey
    return _bytes(
        {
            "schema": JOURNEY_SCHEMA,
            "id": journey.id,
            "title": journey.title,
            "language": journey.language,
            "period": journey.context.period if journey.context else None,
            "summary": journey.summary,
            "draft": journey.draft,
            "promise": journey.promise.title if journey.promise else None,
            "promise_question": journey.promise.question if journey.promise else None,
            "context": journey.context.model_dump() if journey.context else None,
            "no_figures": journey.no_figures,
            "scale": {
                "importance": scale_data(journey.axes.importance),
                "experience": scale_data(journey.axes.experience),
            },
            "thresholds": _thresholds(journey),
            "ranking": journey.ranking,
            "target": journey.target.model_dump() if journey.target else None,
            "overall_target_gap": found.overall_target_gap,
            "overall_target_within_interval": found.overall_target_within_interval,
            "nps_target_gap": found.nps_target_gap,
            "nps_target_within_interval": found.nps_target_within_interval,
            "promise_mean": found.promise_mean,
            "counts": found.counts,
            "sensitivity": found.sensitivity,
            "overall": figure_data(found.overall, journey.overall),
            "nps": nps_data(found.nps, benchmark_of(journey.nps)),
            "stages": [{"id": stage.id, "title": stage.title, "summary": stage.summary} for stage in journey.stages],
            "touchpoints": [_touchpoint(item) for item in found.touchpoints],
            "drivers": drivers_data(found.drivers),
            "drivers_missing": drivers_missing_data(found.drivers_missing),
            "focus": focus_data(found.focus),
            "currency": currency,
            "failure_cost": failure_cost_data(found.failure_cost),
            **journey_decisions(found),
            "segments": segments_data(found.segments),
            "segment_lists": segment_lists_data(found.segments),
            "waves": waves_data(found.trend),
            "trend": trend_data(found.trend),
        }
    )


def site_data(site: Site, journeys: Sequence[JourneySummary], whole: PortfolioFindings) -> bytes:
    """The data file of the site: what it is, each journey in short, and what they say together."""
    chosen = {area.journey: area.touchpoint for focus in whole.focus.solved for area in reversed(focus.chosen)}
    return _bytes(
        {
            "schema": SITE_SCHEMA,
            "title": site.title,
            "summary": site.summary,
            "author": site.author,
            "client": site.client,
            "publisher": site.publisher,
            "language": site.first_language,
            "languages": list(site.languages) if site.languages else None,
            "url": site.url,
            "indexing": site.indexing,
            "journeys": [
                {
                    "id": each.id,
                    "title": each.title,
                    "language": each.language,
                    "period": each.period,
                    "draft": each.draft,
                    "counts": dict(each.counts),
                    "nps": nps_data(each.nps, each.benchmark),
                    "first": chosen.get(each.id, each.first),
                    "page": site.trees[0].report(each.id),
                    "pages": _pages(site, each),
                    "data": data_path(each.id),
                }
                for each in journeys
            ],
            "do_first": [
                {
                    "journey": each.journey,
                    "touchpoint": each.touchpoint,
                    "value": each.value,
                    "failing_basic": each.failing_basic,
                }
                for each in whole.first
            ],
            "weakest_basics": [
                {"journey": each.journey, "touchpoint": each.touchpoint, "short": each.short}
                for each in whole.weak_basics
            ],
            "basics": {"count": whole.basics, "compared": whole.basics_compared},
            "currency": site.currency,
            "failures": [asdict(failure) for failure in whole.failures],
            "focus": pool_data(whole.focus),
        }
    )


def _thresholds(journey: Journey) -> dict[str, Any]:
    """The rules that were used: a derived importance has no midpoint, so `drop` is half the mean share by default."""
    rules = journey.thresholds.model_dump()
    return {**rules, "drop": "half_mean_share"} if journey.derives_importance and rules["drop"] == "midpoint" else rules


def _pages(site: Site, journey: JourneySummary) -> dict[str, str]:
    """Where the report lies, by its language."""
    if not site.languages:
        return {journey.language: report_path(journey.id)}
    return {tree.language: tree.report(journey.id) for tree in site.trees}


def _touchpoint(item: TouchpointFindings) -> dict[str, Any]:
    touchpoint = item.touchpoint
    return {
        "id": touchpoint.id,
        "stage": item.stage.id,
        "title": touchpoint.title,
        "summary": touchpoint.summary,
        "need": touchpoint.need,
        "kind": touchpoint.kind,
        "wished": touchpoint.wished,
        "required": touchpoint.required,
        "channel": touchpoint.channel,
        "owner": touchpoint.owner,
        "importance": figure_data(item.importance, touchpoint.importance),
        "experience": figure_data(item.experience, touchpoint.experience),
        "promise": figure_data(item.promise, touchpoint.promise),
        "contrast": contrast_data(item.contrast),
        "valued": item.valued,
        "weak_spot": item.weak_spot,
        "threshold": {
            "importance": item.threshold.importance,
            "experience": item.threshold.experience,
            "drop": item.threshold.drop,
        },
        "verdict": item.verdict,
        "certainty": item.certainty,
        "probability": item.probability,
        "reason": item.reason,
        "overkill": item.overkill,
        "priority": item.priority,
        "rank": item.rank,
        "rank_group": item.rank_group,
        "gap": item.gap,
        "target": item.target,
        "target_by": _target(touchpoint, "by"),
        "target_agreed_with": _target(touchpoint, "agreed_with"),
        "target_gap": item.target_gap,
        "target_within_interval": item.target_within_interval,
        **touchpoint_decisions(item),
        "evidence": [entry.model_dump() for entry in touchpoint.evidence],
        "complaints": _complaints(item.complaints, touchpoint.complaints),
    }


def _complaints(found: ComplaintsFindings | None, declared: Complaints | None) -> dict[str, Any] | None:
    if found is None or declared is None:
        return None
    return {**declared.model_dump(), "per_100": found.per_100, "low": found.low, "high": found.high}


def _target(touchpoint: Touchpoint, name: str) -> Any:
    return getattr(touchpoint.target, name) if touchpoint.target else None


def _bytes(data: dict[str, Any]) -> bytes:
    return (json_lines(data) + "\n").encode()
