"""Segments side by side: what each says, where they disagree, and what they say together by their value."""

from __future__ import annotations

from collections.abc import Sequence

from cjgen.analyse.derived import Derived
from cjgen.analyse.groups import disagreeing, group_findings
from cjgen.analyse.privacy import VisibleSegments, visible_segments
from cjgen.analyse.weights import weighed_mean
from cjgen.model.findings import GroupFindings, SegmentsFindings, WeighedMean
from cjgen.model.journey import Journey
from cjgen.model.score import SegmentScores


def segments_findings(journey: Journey, derived: Derived, min_group: int) -> tuple[SegmentsFindings, ...]:
    """The segments of each column that may be shown, in the author's order.

    What is not shown leaves nothing behind but how many segments that are.
    """
    visible = visible_segments(derived.scores, min_group)
    return tuple(
        _segments(journey, derived, each, declared)
        for each, declared in zip(visible, derived.scores.segments, strict=True)
    )


def _segments(
    journey: Journey, derived: Derived, visible: VisibleSegments, declared: SegmentScores
) -> SegmentsFindings:
    groups = tuple(
        group_findings(
            journey,
            group,
            derived.own.get((declared.column, group.id)),
            [touchpoint for segment, touchpoint in visible.withheld if segment == group.id],
        )
        for group in visible.scores.groups
    )
    return SegmentsFindings(
        column=declared.column,
        groups=groups,
        hidden=visible.hidden,
        weighed=_weighed(declared, groups),
        disagree=disagreeing(groups),
        title=declared.title,
    )


def _weighed(declared: SegmentScores, groups: Sequence[GroupFindings]) -> dict[str, WeighedMean]:
    """Experience by touchpoint id, where every segment that has a value shows its figure."""
    valued = [group.id for group in declared.groups if group.value is not None]
    shown = [(group, group.value) for group in groups if group.value is not None]
    if not valued or len(shown) < len(valued) or not any(value for _, value in shown):
        return {}
    weighed = {}
    for name in shown[0][0].touchpoints:
        parts = [(group.touchpoints[name].experience, value) for group, value in shown]
        known = [(figure.score.mean, figure.se, value) for figure, value in parts if figure is not None]
        if len(known) == len(parts):
            weighed[name] = weighed_mean(known)
    return weighed
