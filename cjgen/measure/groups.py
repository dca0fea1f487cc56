"""Waves and segments: the groups in a survey file and the waves that an author typed."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping, Sequence
from functools import reduce
from itertools import count
from typing import Final

from cjgen.measure.counted import added, correlation, recommended, score_of
from cjgen.measure.counting.counts import Counts, GroupCounts, Sums
from cjgen.measure.counting.products import added_sums
from cjgen.measure.counting.questions import Questions, asked_by, forms_of, recommend_of
from cjgen.measure.counting.values import Codes
from cjgen.model.declaration import slug
from cjgen.model.journey import Journey, Touchpoint
from cjgen.model.responses import Segment
from cjgen.model.scale import Range
from cjgen.model.score import (
    GroupScores,
    JourneyScores,
    Products,
    Recommended,
    Score,
    ScoreForm,
    SegmentScores,
    TouchpointScores,
)

Typed = Callable[[ScoreForm | None, Range], Score | None]
"""How a score that was typed is read."""

_BEGINS_WITH_A_YEAR: Final = re.compile(r"[0-9]{4}(-|\Z)")


class Reading:
    """A journey's questions beside what was counted for them: a group's counts in, its scores out."""

    def __init__(self, journey: Journey, questions: Questions, typed: Typed) -> None:
        self._journey, self._questions, self._typed = journey, questions, typed
        self._places = {asked: place for place, asked in enumerate(questions.answers)}
        self._pairs = {pair: place for place, pair in enumerate(questions.pairs)}
        self._forms = {path: (form, scale) for path, form, scale in forms_of(journey)}

    def touchpoints(self, counts: GroupCounts, *, typed: bool) -> dict[str, TouchpointScores]:
        """The scores of every touchpoint in a group; `typed` ones only where they are about everybody."""
        found = {}
        for i, stage in enumerate(self._journey.stages):
            for j, touchpoint in enumerate(stage.touchpoints):
                path = ("stages", i, "touchpoints", j)
                found[touchpoint.id] = TouchpointScores(
                    importance=self._score((*path, "importance"), counts, typed=typed),
                    experience=self._score((*path, "experience"), counts, typed=typed),
                    promise=self._score((*path, "promise"), counts, typed=typed),
                    rho=self._rho(path, counts),
                )
        return found

    def overall(self, counts: GroupCounts, *, typed: bool) -> Score | None:
        """The mark for the whole."""
        return self._score(("overall",), counts, typed=typed)

    def nps(self, counts: GroupCounts) -> Recommended | None:
        """Whether they would recommend us; None where nobody was asked, or it was typed."""
        asked = recommend_of(self._journey)
        tally = counts.answers[self._places[asked]] if asked is not None else ()
        return recommended(tally) if tally else None

    def drivers(self, counts: GroupCounts) -> Products | None:
        """The products behind the drivers; None where they are not asked for."""
        names = (*(driver.touchpoint for driver in self._questions.drivers), "outcome")
        return _products(names, counts.drivers, counts.rows) if self._asks_for_drivers else None

    def contrast(self, counts: GroupCounts) -> Products | None:
        """The products behind the penalty-reward contrast; None where they are not asked for."""
        names: list[str | tuple[str, str]] = []
        for driver in self._questions.drivers:
            names += [(driver.touchpoint, "low"), (driver.touchpoint, "top")]
        return _products((*names, "outcome"), counts.contrast, counts.rows) if self._asks_for_drivers else None

    @property
    def _asks_for_drivers(self) -> bool:
        return self._questions.outcome is not None and len(self._questions.drivers) > 1

    def _score(self, path: tuple[str | int, ...], counts: GroupCounts, *, typed: bool) -> Score | None:
        if path not in self._forms:
            return None
        form, scale = self._forms[path]
        asked = asked_by(form, scale, path, self._questions.responses)
        if not asked:
            return self._typed(form, scale) if typed else None
        places = [self._places[one] for one in asked]
        pair = None
        if len(places) == 2:
            pair = counts.pairs[self._pairs[places[0], places[1]]]
        return score_of(form, asked, [counts.answers[place] for place in places], pair, scale)

    def _rho(self, path: tuple[str | int, ...], counts: GroupCounts) -> float | None:
        places = []
        for name in ("importance", "experience"):
            form, scale = self._forms.get((*path, name), (None, None))
            asked = asked_by(form, scale, (*path, name), self._questions.responses) if form and scale else ()
            places += [self._places[asked[-1]]] if asked else []
        pair = self._pairs.get((places[0], places[1])) if len(places) == 2 else None
        return correlation(counts.pairs[pair]) if pair is not None else None


def _products(names: tuple[str | tuple[str, str], ...], sums: Sums | None, rows: int) -> Products:
    if sums is None or not sums.sums:
        nothing = (0,) * len(names)
        return Products(names, 0, rows, nothing, (nothing,) * len(names))
    return Products(names, sums.n, rows, sums.sums, sums.products, outcome_unit=1 / sums.units[-1])


def scores_of(journey: Journey, questions: Questions, counts: Counts, typed: Typed) -> JourneyScores:
    """All scores of a journey with a survey file: typed ones as they are, the others counted, the latest wave's."""
    reading = Reading(journey, questions, typed)
    latest = counts.waves[-1]
    waves = tuple(typed_waves(journey, typed))
    if questions.wave is not None:
        named = waves_of_file(questions.wave.column, counts)
        waves = (
            *waves,
            *(_group(reading, wave, *name, None) for wave, name in zip(counts.waves, named, strict=True)),
        )
    segments, codes = _segments(journey, questions, counts, reading)
    return JourneyScores(
        touchpoints=reading.touchpoints(latest, typed=True),
        overall=reading.overall(latest, typed=True),
        nps=reading.nps(latest),
        rows=latest.rows,
        drivers=reading.drivers(latest),
        contrast=reading.contrast(latest),
        segments=segments,
        waves=waves,
        cells=_cells(counts, codes),
    )


def _labels(counts: Counts, column: str) -> Mapping[str, str]:
    return dict(next((pairs for name, pairs in counts.labels if name == column), ()))


def group_ids(titles: Sequence[str], prefix: str) -> list[str]:
    """An id for each group: the slug of its title, numbered where there is none or two are the same."""
    found: list[str] = []
    for number, title in enumerate(titles, start=1):
        wanted = slug(title) or f"{prefix}-{number}"
        numbered = (f"{wanted}-{n}" for n in count(number))
        found.append(wanted if wanted not in found else next(name for name in numbered if name not in found))
    return found


def waves_of_file(column: str, counts: Counts) -> list[tuple[str, str]]:
    """The id and the title of every wave in the file, oldest first."""
    labels = _labels(counts, column)
    titles = [labels.get(wave.key or "", wave.key or "") for wave in counts.waves]
    return list(zip(group_ids(titles, "wave"), titles, strict=True))


def _group(reading: Reading, counts: GroupCounts, name: str, title: str, value: float | None) -> GroupScores:
    return GroupScores(
        id=name,
        title=title,
        n=counts.rows,
        touchpoints=reading.touchpoints(counts, typed=False),
        overall=reading.overall(counts, typed=False),
        nps=reading.nps(counts),
        value=value,
        drivers=reading.drivers(counts),
    )


def _segments(
    journey: Journey, questions: Questions, counts: Counts, reading: Reading
) -> tuple[tuple[SegmentScores, ...], list[Mapping[str, str]]]:
    """The segments of each column, and of each column the segment's id for every value that belongs to one."""
    found: list[SegmentScores] = []
    codes: list[Mapping[str, str]] = []
    # a declared segment that nobody is in counts as one all the same: means by value would leave it out in silence
    nothing = Sums(0, (), (), ())
    nobody = GroupCounts(None, 0, ((),) * len(questions.answers), (nothing,) * len(questions.pairs))
    for grouping, groups in zip(questions.segments, counts.segments, strict=True):
        declared = [each for each in journey.segments if column_of(each, journey) == grouping.column]
        labels = _labels(counts, grouping.column)
        merged: list[tuple[str, str, float | None, list[GroupCounts]]] = []
        if declared:
            for segment in declared:
                wanted = Codes.of(segment.codes)
                merged.append((segment.id, segment.title, segment.value, [g for g in groups if g.key in wanted]))
        else:
            titles = [labels.get(group.key or "", group.key or "") for group in groups]
            ids = group_ids(titles, "segment")
            merged = [(name, title, None, [g]) for name, title, g in zip(ids, titles, groups, strict=True)]
        found.append(
            SegmentScores(
                grouping.column,
                tuple(
                    _group(reading, reduce(_together, members) if members else nobody, name, title, value)
                    for name, title, value, members in merged
                ),
                grouping.title,
            )
        )
        codes.append({g.key or "": name for name, _, _, members in merged for g in members})
    return tuple(found), codes


def column_of(segment: Segment, journey: Journey) -> str | None:
    """The column of a segment: its own, else the only one of `responses.segment`."""
    if segment.column is not None or journey.responses is None:
        return segment.column
    return journey.responses.segment[0].column if len(journey.responses.segment) == 1 else None


def _together(one: GroupCounts, other: GroupCounts) -> GroupCounts:
    return GroupCounts(
        key=one.key,
        rows=one.rows + other.rows,
        answers=tuple(added(a, b) for a, b in zip(one.answers, other.answers, strict=True)),
        pairs=tuple(_sum(a, b) or a for a, b in zip(one.pairs, other.pairs, strict=True)),
        drivers=_sum(one.drivers, other.drivers),
    )


def _sum(one: Sums | None, other: Sums | None) -> Sums | None:
    """The sums over both groups; those without a complete row have none."""
    some = [each for each in (one, other) if each is not None and each.sums]
    return added_sums(*some) if len(some) == 2 else next(iter(some), None)


def _cells(counts: Counts, codes: Sequence[Mapping[str, str]]) -> tuple[tuple[tuple[str | None, ...], int], ...]:
    found: dict[tuple[str | None, ...], int] = {}
    for values, n in counts.cells:
        cell = tuple(known.get(value or "") for value, known in zip(values, codes, strict=True))
        found[cell] = found.get(cell, 0) + n
    return tuple(sorted(found.items(), key=lambda item: tuple(name or "" for name in item[0])))


def typed_waves(journey: Journey, typed: Typed) -> Iterator[GroupScores]:
    """The waves of `history`, of the journey and of its touchpoints, in the order in which they are first named."""
    names: dict[str, str] = {}
    for whole in journey.history:
        names.setdefault(slug(whole.wave), whole.wave)
    for _, touchpoint in journey.touchpoints():
        for past in touchpoint.history:
            names.setdefault(slug(past.wave), past.wave)
    wholes = {slug(whole.wave): whole for whole in journey.history}
    for name in _oldest_first(list(names)):
        touchpoints = {
            touchpoint.id: _past(touchpoint, name, journey, typed) for _, touchpoint in journey.touchpoints()
        }
        found = wholes.get(name)
        yield GroupScores(
            id=name,
            title=names[name],
            n=None,
            touchpoints=touchpoints,
            overall=typed(found.overall, journey.scale.experience) if found is not None else None,
            nps=found.nps if found is not None else None,
        )


def _past(touchpoint: Touchpoint, wave: str, journey: Journey, typed: Typed) -> TouchpointScores:
    past = next((each for each in touchpoint.history if slug(each.wave) == wave), None)
    if past is None:
        return TouchpointScores(None, None, None)
    importance = typed(past.importance, journey.scale.importance)
    return TouchpointScores(importance, typed(past.experience, journey.scale.experience), promise=None)


def _oldest_first(names: list[str]) -> list[str]:
    """By name where every wave begins with a year, as 2025 and 2025-q3 do; else in the author's order."""
    years = all(_BEGINS_WITH_A_YEAR.match(name) for name in names)
    return sorted(names) if years else names
