"""`data/<id>.json` and `data/site.json`: the published figures, unrounded, in a versioned schema.

Keys may be added, never renamed or dropped, without a new `schema`. Parts that are not known are null or
an empty list.
"""

from __future__ import annotations

import json
from collections.abc import Sequence
from dataclasses import asdict
from typing import Any

from cjgen.export.instruments import instrument_data
from cjgen.model.findings import (
    AskMore,
    ComplaintsFindings,
    Figure,
    JourneyFindings,
    NpsFindings,
    TouchpointFindings,
)
from cjgen.model.journey import Complaints, Journey, Touchpoint
from cjgen.model.nps import Nps
from cjgen.model.page import data_path, report_path
from cjgen.model.portfolio import PortfolioFindings
from cjgen.model.scale import Range
from cjgen.model.score import ScoreForm
from cjgen.model.site import Site

JOURNEY_SCHEMA = "cjgen/journey/1"
SITE_SCHEMA = "cjgen/site/1"


def journey_data(found: JourneyFindings) -> bytes:
    """The data file of one journey."""
    journey = found.journey
    return _bytes(
        {
            "schema": JOURNEY_SCHEMA,
            **_identity(journey),
            "summary": journey.summary,
            "draft": journey.draft,
            "promise": journey.promise.title if journey.promise else None,
            "promise_question": journey.promise.question if journey.promise else None,
            "context": journey.context.model_dump() if journey.context else None,
            "no_figures": journey.no_figures,
            "scale": {
                "importance": _range(journey.scale.importance),
                "experience": _range(journey.scale.experience),
            },
            "thresholds": journey.thresholds.model_dump(),
            "ranking": journey.ranking,
            "target": journey.target.model_dump() if journey.target else None,
            "overall_target_gap": found.overall_target_gap,
            "overall_target_within_interval": found.overall_target_within_interval,
            "nps_target_gap": found.nps_target_gap,
            "nps_target_within_interval": found.nps_target_within_interval,
            "promise_mean": found.promise_mean,
            "counts": found.counts,
            "sensitivity": found.sensitivity,
            "overall": _figure(found.overall, journey.overall),
            "nps": _nps(found.nps, journey.nps),
            "stages": [{"id": stage.id, "title": stage.title, "summary": stage.summary} for stage in journey.stages],
            "touchpoints": [_touchpoint(item) for item in found.touchpoints],
            "drivers": None,
            "focus": None,
            "failure_cost": None,
            "segments": [],
            "waves": [],
        }
    )


def site_data(site: Site, journeys: Sequence[JourneyFindings], whole: PortfolioFindings) -> bytes:
    """The data file of the site: what it is, each journey in short, and what they say together."""
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
                    **_identity(found.journey),
                    "draft": found.journey.draft,
                    "counts": found.counts,
                    "nps": _nps(found.nps, found.journey.nps),
                    "first": found.first.touchpoint.id if found.first else None,
                    "page": site.trees[0].report(found.journey.id),
                    "pages": _pages(site, found.journey),
                    "data": data_path(found.journey.id),
                }
                for found in journeys
            ],
            "do_first": [asdict(candidate) for candidate in whole.first],
            "weakest_basics": [asdict(basic) for basic in whole.weak_basics],
            "basics": {"count": whole.basics, "compared": whole.basics_compared},
            "focus": None,
        }
    )


def _pages(site: Site, journey: Journey) -> dict[str, str]:
    """Where the report lies, by its language."""
    if not site.languages:
        return {journey.language: report_path(journey.id)}
    return {tree.language: tree.report(journey.id) for tree in site.trees}


def _identity(journey: Journey) -> dict[str, Any]:
    return {
        "id": journey.id,
        "title": journey.title,
        "language": journey.language,
        "period": journey.context.period if journey.context else None,
    }


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
        "importance": _figure(item.importance, touchpoint.importance),
        "experience": _figure(item.experience, touchpoint.experience),
        "promise": _figure(item.promise, touchpoint.promise),
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
        "own_gap": None,
        "competitor_gap": None,
        "evidence": [entry.model_dump() for entry in touchpoint.evidence],
        "complaints": _complaints(item.complaints, touchpoint.complaints),
    }


def _complaints(found: ComplaintsFindings | None, declared: Complaints | None) -> dict[str, Any] | None:
    if found is None or declared is None:
        return None
    return {**declared.model_dump(), "per_100": found.per_100, "low": found.low, "high": found.high}


def _ask_more(more: AskMore | None) -> dict[str, Any] | None:
    return {"count": more.count, "margin": more.margin} if more is not None else None


def _target(touchpoint: Touchpoint, name: str) -> Any:
    return getattr(touchpoint.target, name) if touchpoint.target else None


def _figure(figure: Figure | None, form: ScoreForm | None) -> dict[str, Any] | None:
    if figure is None:
        return None
    score = figure.score
    return {
        "mean": score.mean,
        "sd": score.sd,
        "n": score.n,
        "low": figure.low,
        "high": figure.high,
        "source": score.source,
        "spread": score.spread,
        "by": score.by,
        "question": score.question,
        "answers": list(score.few_answers) or None,
        "ask_more": _ask_more(figure.ask_more),
        "asked_on": _range(form.scale) if form is not None and form.scale is not None else None,
        "instrument": instrument_data(figure),
    }


def _nps(found: NpsFindings | None, declared: Nps | None) -> dict[str, Any] | None:
    if found is None:
        return None
    return {
        "score": found.score,
        "n": found.n,
        "promoters": found.promoters,
        "passives": found.passives,
        "detractors": found.detractors,
        "low": found.low,
        "high": found.high,
        "ask_more": _ask_more(found.ask_more),
        "outweigh": {"low": found.outweigh[0], "high": found.outweigh[1]} if found.outweigh is not None else None,
        "benchmark": _benchmark(found, declared),
    }


def _benchmark(found: NpsFindings, declared: Nps | None) -> dict[str, Any] | None:
    if declared is None or declared.benchmark is None:
        return None
    also = list(found.also_possible) if found.also_possible is not None else None
    return {**declared.benchmark.model_dump(), "position": found.position, "also_possible": also}


def _range(scale: Range) -> list[float]:
    return [_plain(scale.min), _plain(scale.max)]


def _plain(value: float) -> float | int:
    """A whole number without `.0`: a scale reads [1, 10]."""
    return int(value) if value == int(value) else value


def _bytes(data: dict[str, Any]) -> bytes:
    return (json.dumps(data, ensure_ascii=False, indent=1, allow_nan=False) + "\n").encode()
