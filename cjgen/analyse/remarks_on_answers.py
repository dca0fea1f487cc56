"""What an author should think about, seen in the answers of a survey file. The wording stands with the codes."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from cjgen.analyse.derived import Derived
from cjgen.analyse.trend import small_waves
from cjgen.model.declaration import slug
from cjgen.model.findings import NotCompared, Remark, SegmentsFindings, TrendFindings
from cjgen.model.journey import Journey, JourneyHistory, TouchpointHistory
from cjgen.model.score import GroupScores

Path = tuple[str | int, ...]

UNEVEN = 0.5
"""Weights that leave less than this share of the answers are so uneven that a few customers decide."""

_OTHERWISE: dict[NotCompared, str] = {
    "scale": "it was asked on another scale",
    "question": "the question was worded otherwise",
    "instrument": "it was asked by another instrument",
}


def remarks_on_answers(
    journey: Journey,
    derived: Derived,
    segments: Sequence[SegmentsFindings],
    moved: TrendFindings | None,
    min_group: int,
) -> tuple[Remark, ...]:
    """All remarks about drivers, weights, segments and waves."""
    return (
        *_no_drivers(journey, derived),
        *_uneven_weights(derived),
        *_hidden_segments(journey, segments),
        *_small_waves(derived, min_group),
        *_not_compared(journey, derived, moved),
    )


def _small_waves(derived: Derived, min_group: int) -> Iterator[Remark]:
    for wave in small_waves(derived.scores, min_group):
        yield Remark("CJ229", ("responses", "wave"), {"wave": wave.title})


def _no_drivers(journey: Journey, derived: Derived) -> Iterator[Remark]:
    missing = derived.missing
    open_ones = [
        touchpoint
        for _, touchpoint in journey.touchpoints()
        if touchpoint.importance is not None
        and touchpoint.importance.derived is True
        and derived.scores.touchpoints[touchpoint.id].importance is None
    ]
    if not open_ones:
        return
    titles = {touchpoint.id: touchpoint.title for _, touchpoint in journey.touchpoints()}
    if missing is None:
        named = ", ".join(f"`{touchpoint.title}`" for touchpoint in open_ones)
        what = f"the drivers say nothing of {named}, of which the survey file has no answers"
    elif missing.because == "too_few":
        what = f"{missing.n} customers answered everything that it takes, and {missing.needed} are needed"
    elif missing.because == "constant":
        named = ", ".join(f"`{titles.get(name, name)}`" for name in missing.about)
        what = f"everybody gave the same answer to {named}"
    elif missing.because == "dependent":
        what = "customers answered the same to every touchpoint, so none can be told from another"
    elif missing.because == "unrelated":
        what = "no more goes together with the outcome than would by chance"
    else:
        what = "the survey file has no outcome"
    yield Remark("CJ220", ("responses",), {"what": what})


def _uneven_weights(derived: Derived) -> Iterator[Remark]:
    """Said once, of the figure that loses most."""
    scores = derived.scores
    known = [(scores.overall.n, scores.overall.n_effective)] if scores.overall else []
    known += [(scores.nps.n, scores.nps.n_effective)] if scores.nps else []
    known += [
        (each.experience.n, each.experience.n_effective) for each in scores.touchpoints.values() if each.experience
    ]
    left = [(effective / n, n, effective) for n, effective in known if n and effective is not None]
    if not left:
        return
    share, n, effective = min(left)
    if share < UNEVEN:
        yield Remark("CJ221", ("responses", "weight"), {"n": n, "effective": f"{effective:.0f}"})


def _hidden_segments(journey: Journey, segments: Sequence[SegmentsFindings]) -> Iterator[Remark]:
    """Without numbers and names: a warning is read by more people than may know them."""
    for listed in segments:
        withheld = any(found.hidden for group in listed.groups for found in group.touchpoints.values())
        if listed.hidden or withheld:
            path: Path = ("segments",) if journey.segments else ("responses", "segment")
            what = "segments" if listed.hidden else "figures of segments"
            yield Remark("CJ222", path, {"what": what, "column": listed.column})


def _not_compared(journey: Journey, derived: Derived, moved: TrendFindings | None) -> Iterator[Remark]:
    if moved is None:
        return
    titles = {wave.id: wave.title for wave in moved.waves}
    for change in moved.changes:
        if change.because not in _OTHERWISE:
            continue
        wave = next(each for each in derived.scores.waves if each.id == change.since)
        yield Remark(
            "CJ223",
            _written_at(journey, change.touchpoint, change.subject, wave),
            {"wave": titles[change.since], "what": _OTHERWISE[change.because], "subject": change.subject},
        )


def _written_at(journey: Journey, touchpoint: str | None, subject: str, wave: GroupScores) -> Path:
    """Where the figure of an earlier wave was typed, else what it is about."""
    path: Path = ()
    history: Sequence[JourneyHistory | TouchpointHistory] = journey.history
    if touchpoint is not None:
        for i, stage in enumerate(journey.stages):
            for j, each in enumerate(stage.touchpoints):
                if each.id == touchpoint:
                    path, history = ("stages", i, "touchpoints", j), each.history
    for place, entry in enumerate(history):
        if slug(entry.wave) == wave.id:
            return (*path, "history", place, subject)
    return (*path, subject)
