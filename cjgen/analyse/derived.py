"""Derived importance: each touchpoint's share in what goes together with the outcome, put where it is asked for."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field, replace

from cjgen.analyse.contrast import contrast_of
from cjgen.analyse.drivers import drivers_of, rows_needed
from cjgen.model.findings import ContrastFindings, DriverFindings, DriversMissing
from cjgen.model.journey import Journey
from cjgen.model.score import GroupScores, JourneyScores, Score, TouchpointScores


@dataclass(frozen=True, slots=True)
class Derived:
    """Scores in which no derived importance is open any more, and what was found on the way.

    `drivers` are None without a survey file and where `missing` says why there are none; `contrast` is by touchpoint
    id. `own` says of segments, by (column, id), and of waves, by (None, id), whether their derived importance is their
    own; False where it is the total's. Groups without a derived importance are not in it.
    """

    scores: JourneyScores
    drivers: DriverFindings | None = None
    missing: DriversMissing | None = None
    contrast: Mapping[str, ContrastFindings] = field(default_factory=dict)
    own: Mapping[tuple[str | None, str], bool] = field(default_factory=dict)


def derive(journey: Journey, scores: JourneyScores) -> Derived:
    """Compute drivers and contrast, once, and fill in the importance of touchpoints that say `derived: true`.

    A segment or wave of the survey file gets its own shares, or where it has too few complete rows for drivers those
    of the total. What was typed stays as it is.
    """
    asked = _asked(journey)
    found = drivers_of(scores.drivers, _outcome(journey)) if scores.drivers is not None else None
    missing = found if isinstance(found, DriversMissing) else None
    if found is None and asked:
        missing = DriversMissing("no_outcome", n=0, n_all=scores.rows or 0, needed=rows_needed(len(asked)))
    drivers = found if isinstance(found, DriverFindings) else None
    touchpoints = _filled(scores.touchpoints, _shares(drivers, asked))
    own: dict[tuple[str | None, str], bool] = {}
    total = _derived_of(journey, touchpoints)

    def group(column: str | None, each: GroupScores) -> GroupScores:
        if not journey.derives_importance or each.n is None:
            return each  # a wave that was typed has the importance that was typed with it, or none
        of_group = drivers_of(each.drivers, _outcome(journey)) if asked and each.drivers is not None else None
        shares = _shares(of_group if isinstance(of_group, DriverFindings) else None, asked)
        if shares or total:
            own[column, each.id] = bool(shares)
        return replace(each, touchpoints=_filled(each.touchpoints, shares or total))

    waves = [group(None, each) for each in scores.waves[:-1]]
    for last in scores.waves[-1:]:
        # the last wave of a survey file has the journey's own figures: nothing is computed twice
        of_file = last.n is not None and journey.derives_importance
        if of_file and total:
            own[None, last.id] = True
        waves.append(replace(last, touchpoints=_filled(last.touchpoints, total)) if of_file else last)
    return Derived(
        scores=replace(
            scores,
            touchpoints=touchpoints,
            segments=tuple(
                replace(listed, groups=tuple(group(listed.column, each) for each in listed.groups))
                for listed in scores.segments
            ),
            waves=tuple(waves),
        ),
        drivers=drivers,
        missing=missing,
        contrast=contrast_of(scores.contrast) if scores.contrast is not None else {},
        own=own,
    )


def _asked(journey: Journey) -> dict[str, str | None]:
    """The touchpoints whose importance is to be derived from the answers, with the wording of its question if any."""
    return {
        touchpoint.id: touchpoint.importance.question
        for _, touchpoint in journey.touchpoints()
        if touchpoint.importance is not None and touchpoint.importance.derived is True
    }


def _outcome(journey: Journey) -> str:
    outcome = journey.responses.outcome if journey.responses else None
    return outcome.column if outcome is not None else "recommend"


def _shares(found: DriverFindings | None, asked: Mapping[str, str | None]) -> dict[str, Score]:
    if found is None:
        return {}
    return {
        name: Score(
            mean=share,
            sd=None,
            n=found.n,
            source="derived",
            spread=None,
            question=asked[name],
            se=found.errors[name],
        )
        for name, share in found.shares.items()
        if name in asked
    }


def _derived_of(journey: Journey, touchpoints: Mapping[str, TouchpointScores]) -> dict[str, Score]:
    """The derived importances of the total, computed or typed."""
    return {
        touchpoint.id: score
        for _, touchpoint in journey.touchpoints()
        if not touchpoint.wished
        and (score := touchpoints[touchpoint.id].importance) is not None
        and score.source == "derived"
    }


def _filled(touchpoints: Mapping[str, TouchpointScores], shares: Mapping[str, Score]) -> dict[str, TouchpointScores]:
    return {
        name: replace(known, importance=shares[name]) if known.importance is None and name in shares else known
        for name, known in touchpoints.items()
    }
