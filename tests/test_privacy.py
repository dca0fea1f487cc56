"""No reader can compute what fewer than `min_group` customers said, by whatever sums and differences of what is shown.

The attacker knows who is in which segments, and solves the linear system of all that is published.
"""

from __future__ import annotations

import itertools
import json
from pathlib import Path
from typing import Any

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from test_analyse_properties import REPEATABLE

from cjgen.analyse import Derived, analyse
from cjgen.build import read_site
from cjgen.export import journey_data, journey_table
from cjgen.model.findings import JourneyFindings
from cjgen.model.journey import Journey
from cjgen.model.score import GroupScores, JourneyScores, Score, SegmentScores, TouchpointScores

Cell = tuple[str | None, ...]
Answered = dict[Cell, tuple[int, int]]
"""By combination of segments, how many customers there are and how many of them rated the touchpoint."""

JOURNEY = Journey.model_validate({"id": "j", "title": "J", "stages": [{"title": "S", "touchpoints": [{"title": "T"}]}]})
LISTS = (("north", "south"), ("n1", "n2", "s1"))


def score(n: int) -> TouchpointScores:
    return TouchpointScores(None, Score(5.0, 1.0, n, "measured", "given") if n else None, None)


def findings(answered: Answered, min_group: int) -> JourneyFindings:
    def size(place: int, name: str, which: int) -> int:
        return sum(counts[which] for cell, counts in answered.items() if cell[place] == name)

    segments = tuple(
        SegmentScores(
            f"list {place}",
            tuple(GroupScores(n, f"Title {n}", size(place, n, 0), {"t": score(size(place, n, 1))}) for n in names),
        )
        for place, names in enumerate(LISTS)
    )
    total = {"t": score(sum(rated for _, rated in answered.values()))}
    cells = tuple((cell, n) for cell, (n, _) in answered.items())
    rows = sum(n for n, _ in answered.values())
    return analyse(JOURNEY, Derived(JourneyScores(total, None, rows=rows, segments=segments, cells=cells)), min_group)


def published(found: JourneyFindings, which: int) -> list[tuple[int, str]]:
    """The segments of which is shown how many customers they have (0), or how many rated the touchpoint (1)."""
    return [
        (place, group.id)
        for place, listed in enumerate(found.segments)
        for group in listed.groups
        if not which or group.touchpoints["t"].experience is not None
    ]


def computable(answered: Answered, shown: list[tuple[int, str]]) -> list[tuple[Cell, ...]]:
    """Every set of combinations, but for all of them, whose indicator is a combination of those shown and the total."""
    cells = [cell for cell, (n, _) in answered.items() if n]
    known = np.array([[1.0] * len(cells), *([float(cell[p] == name) for cell in cells] for p, name in shown)])
    sets = np.array(list(itertools.product((0.0, 1.0), repeat=len(cells))))[1:-1]
    left = sets - sets @ np.linalg.pinv(known) @ known if len(sets) else sets
    return [
        tuple(cell for cell, holds in zip(cells, row, strict=True) if holds)
        for row, rest in zip(sets, left, strict=True)
        if np.abs(rest).max() < 1e-6
    ]


@st.composite
def answers(draw: st.DrawFn) -> Answered:
    """Two lists, nested, of customers apart, or neither; some combinations empty, most of them small."""
    shape = draw(st.sampled_from(("crossed", "nested", "apart")))
    found: Answered = {}
    for cell in itertools.product((*LISTS[0], None), (*LISTS[1], None)):
        region, city = cell
        if shape == "nested" and city is not None and (region is None or city[0] != region[0]):
            continue
        if shape == "apart" and city is not None and region is not None:
            continue
        n = draw(st.sampled_from((0, 0, 1, 2, 3, 4, 6, 9, 15)))
        found[cell] = (n, max(0, n - draw(st.sampled_from((0, 0, 0, 1, 3)))))
    return found


@given(answers(), st.integers(1, 7))
@settings(REPEATABLE, max_examples=60)
def test_no_small_set_of_customers_can_be_computed(answered: Answered, min_group: int) -> None:
    found = findings(answered, min_group)
    for small in computable(answered, published(found, 0)):
        assert sum(answered[cell][0] for cell in small) >= min_group, small
    rated = published(found, 1)
    for place, name in rated:
        assert sum(counts[1] for cell, counts in answered.items() if cell[place] == name) >= min_group
    # by rating: from the total, and from a region whose cities are shown
    for place, whole in [
        (None, ""),
        *((0, name) for p, name in rated if p == 0),
        *((1, n) for p, n in rated if p == 1),
    ]:
        inside = {c: k for c, k in answered.items() if k[0] and (place is None or c[place] == whole)}
        for other in range(2):
            parts = [
                name
                for p, name in rated
                if p == other != place
                and all(cell in inside for cell, counts in answered.items() if counts[0] and cell[p] == name)
            ]
            rest = sum(counts[1] for cell, counts in inside.items() if cell[other] not in parts)
            assert not parts or rest == 0 or rest >= min_group
    # of both lists together: what is left of everybody when segments that share nobody are subtracted
    within = {
        (place, name): {cell for cell, counts in answered.items() if counts[0] and cell[place] == name}
        for place, name in rated
    }
    for size in range(1, len(rated) + 1):
        for parts in itertools.combinations(rated, size):
            taken = [cell for part in parts for cell in within[part]]
            if len(taken) == len(set(taken)):
                rest = sum(counts[1] for counts in answered.values()) - sum(answered[cell][1] for cell in taken)
                assert rest == 0 or rest >= min_group, parts


@given(answers())
@settings(REPEATABLE, max_examples=25)
def test_what_is_large_is_shown(answered: Answered) -> None:
    """Nothing is hidden without need: with a smallest group of one, everybody is."""
    found = findings(answered, 1)
    asked = {
        (p, name)
        for p, names in enumerate(LISTS)
        for name in names
        if any(counts[0] for cell, counts in answered.items() if cell[p] == name)
    }
    assert set(published(found, 0)) == asked


def test_a_hidden_segment_leaves_nothing_but_its_number_in_the_files() -> None:
    answered: Answered = {("north", "n1"): (173, 173), ("north", "n2"): (3, 3), ("south", "s1"): (500, 500)}
    found = findings(answered, 5)
    assert [listed.hidden for listed in found.segments] == [0, 2]
    data = json.loads(journey_data(found, "EUR"))
    assert [group["id"] for group in data["segments"]] == ["north", "south", "s1"]
    assert [(each["segments"], each["hidden"]) for each in data["segment_lists"]] == [
        (["north", "south"], 0),
        (["s1"], 2),
    ]
    everything = journey_data(found, "EUR") + journey_table(found) + repr(found).encode()
    assert not any(trace in everything for trace in (b"n1", b"n2", b"173", b"Title n1", b"Title n2"))
    (hidden,) = [each for each in found.remarks if each.code == "CJ222"]
    assert hidden.values == {"what": "segments", "column": "list 1"}


def test_segments_need_to_say_how_they_overlap() -> None:
    scores = JourneyScores({"t": score(9)}, None, segments=(SegmentScores("a", (GroupScores("b", "B", 9, {}),)),))
    with pytest.raises(ValueError, match="cells"):
        analyse(JOURNEY, Derived(scores))


def test_many_lists_of_small_cells_are_soon_judged(monkeypatch: pytest.MonkeyPatch) -> None:
    """Where there are too many sets to try, more is hidden instead."""
    from cjgen.analyse import privacy

    rng = np.random.default_rng(5)
    people = rng.integers(0, 6, (400, 4))
    cells: dict[Any, int] = {}
    for person in people:
        cell = tuple(f"{chr(97 + place)}{value}" for place, value in enumerate(person))
        cells[cell] = cells.get(cell, 0) + 1
    shown = privacy.shown_segments(list(cells.items()), 5)
    assert len(shown) == 24
    monkeypatch.setattr(privacy, "MOST_TRIALS", 0)
    few = [((f"a{value}",), 1 + 5 * value) for value in range(4)]
    assert privacy.shown_segments(few, 5) < {(0, "a1"), (0, "a2"), (0, "a3")}


# from the answers of a small survey


def told(folder: Path, journey: str, answers: list[str], **privacy: int) -> JourneyFindings:
    """What is found in a survey file of these rows."""
    (folder / "journeys").mkdir(parents=True)
    (folder / "site.yaml").write_text(json.dumps({"title": "T", "privacy": privacy or {"min_group": 5}}), "utf-8")
    (folder / "answers.csv").write_text("\n".join(answers) + "\n", "utf-8")
    (folder / "journeys" / "j.yaml").write_text(journey, "utf-8")
    checked = read_site(folder)
    assert checked.errors == 0, checked.problems
    return checked.journeys[0]


def test_means_by_value_are_not_shown_without_a_segment_that_nobody_is_in(tmp_path: Path) -> None:
    journey = """
title: J
responses: {source: answers.csv, segment: plan}
segments: [{title: A, codes: [1], value: 1}, {title: B, codes: [2], value: 2}, {title: C, codes: [3], value: 7}]
stages: [{title: S, touchpoints: [{title: T, experience: {column: t}}]}]
"""
    rows = [f"{1 + at % 2},{1 + at % 10}" for at in range(40)]
    (listed,) = told(tmp_path, journey, ["plan,t", *rows]).segments
    # nor is it counted among those of which too much would be told
    assert ([group.n for group in listed.groups], listed.hidden, listed.weighed) == ([20, 20], 0, {})


def test_a_mean_that_is_nearly_one_customers_is_not_shown(tmp_path: Path) -> None:
    journey = """
title: J
responses: {source: answers.csv, segment: plan, weight: weight, recommend: r}
overall: {column: t}
stages: [{title: S, touchpoints: [{title: T, experience: {column: t}}]}]
"""
    rows = [f"a,{at % 10 + 1},{at % 11},1" for at in range(20)] + ["b,2,3,1"] + ["b,9,10,0"] * 7
    (listed,) = told(tmp_path, journey, ["plan,t,r,weight", *rows]).segments
    one, other = listed.groups
    assert [group.n for group in (one, other)] == [20, 8]
    assert one.touchpoints["t"].experience is not None
    assert (other.touchpoints["t"].hidden, other.touchpoints["t"].experience) == (True, None)
    assert other.nps is other.overall is None


def test_a_gap_between_the_answers_of_few_is_not_shown(tmp_path: Path) -> None:
    """Twenty perceived, of whom two also say what they expected."""
    journey = """
title: J
responses: {source: answers.csv, segment: plan}
overall: {servqual: {expected: e, perceived: p}}
stages: [{title: S, touchpoints: [{title: T, experience: {servqual: {expected: e, perceived: p}}}]}]
"""
    rows = [f"a,{at % 10 + 1},{at % 7 + 1}" for at in range(30)]
    rows += [f"b,{at + 8 if at < 2 else ''},{at % 10 + 1}" for at in range(20)]
    found = told(tmp_path, journey, ["plan,e,p", *rows])
    for group, n in zip(found.segments[0].groups, (30, 20), strict=True):
        for figure in (group.touchpoints["t"].experience, group.overall):
            assert figure is not None
            assert (figure.score.n, figure.score.instrument) == (n, None)  # of 32 in all, 30 leave 2
    assert found.overall is not None
    assert found.overall.score.instrument is not None
