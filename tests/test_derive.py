"""Derived importance: computed once, filled in where it is asked for, that of the total where a group is small."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import numpy as np
import pytest

from cjgen.analyse import analyse, derive
from cjgen.analyse.drivers import drivers_of
from cjgen.model.findings import DriverFindings, DriversMissing
from cjgen.model.journey import Journey
from cjgen.model.score import GroupScores, JourneyScores, Products, Score, SegmentScores, TouchpointScores

NAMES = ("a", "b", "c")
TOUCHPOINTS = [{"title": name.upper(), "importance": {"derived": True}} for name in NAMES]


def journey(**keys: Any) -> Journey:
    wish = {"title": "Wish", "wished": True, "importance": 7.0}
    stages = [{"title": "S", "touchpoints": [*TOUCHPOINTS, wish]}]
    return Journey.model_validate({"id": "j", "title": "J", "stages": stages, **keys})


def products(n: int, seed: int, weights: tuple[float, ...] = (3, 2, 1)) -> Products:
    """Of random answers, the outcome going together with the columns by their weights."""
    rng = np.random.default_rng(seed)
    columns = rng.integers(1, 11, (n, len(NAMES)))
    outcome = np.rint(columns @ np.array(weights) + rng.normal(0, 4, n)).astype(int)
    table = np.column_stack([columns, outcome])
    return Products(
        names=(*NAMES, "outcome"),
        n=n,
        n_all=n + 7,
        sums=tuple(map(int, table.sum(axis=0))),
        products=tuple(tuple(map(int, row)) for row in table.T @ table),
    )


def experience(mean: float) -> TouchpointScores:
    return TouchpointScores(None, Score(mean, 1.0, 300, "measured", "given"), None)


def touchpoints() -> dict[str, TouchpointScores]:
    wish = TouchpointScores(Score(7.0, None, None, "unknown", None), None, None)
    return {**{name: experience(5.0 + i) for i, name in enumerate(NAMES)}, "wish": wish}


def scores(**keys: Any) -> JourneyScores:
    return JourneyScores(touchpoints(), None, rows=307, **{"drivers": products(300, 1), **keys})


def shares(known: dict[str, TouchpointScores]) -> dict[str, float]:
    return {name: known[name].importance.mean for name in NAMES}  # type: ignore[union-attr]


def test_shares_are_filled_in_with_their_errors() -> None:
    derived = derive(journey(), scores())
    direct = drivers_of(products(300, 1), "recommend")
    assert derived.drivers == direct
    assert isinstance(direct, DriverFindings)
    for name in NAMES:
        importance = derived.scores.touchpoints[name].importance
        assert importance == Score(direct.shares[name], None, 300, "derived", None, se=direct.errors[name])
    assert derived.scores.touchpoints["wish"] == touchpoints()["wish"]
    found = analyse(journey(), derived)
    assert [item.verdict for item in found.touchpoints] == ["improve", "keep", "drop", "add"]
    assert found.drivers == direct


def test_a_stated_importance_stays_beside_drivers() -> None:
    stated = {**touchpoints(), "a": replace(touchpoints()["a"], importance=Score(8.0, None, None, "unknown", None))}
    stages = [{"title": "S", "touchpoints": [{"title": "A", "importance": 8.0}, {"title": "B"}, {"title": "C"}]}]
    plain = Journey.model_validate({"id": "j", "title": "J", "stages": stages})
    derived = derive(plain, replace(scores(), touchpoints=stated))
    assert derived.drivers is not None
    assert derived.scores.touchpoints == stated
    assert derived.own == {}


def test_groups_have_their_own_shares_or_those_of_the_total(monkeypatch: pytest.MonkeyPatch) -> None:
    asked = []

    def counting(given: Products, outcome: str) -> DriverFindings | DriversMissing:
        asked.append(given)
        return drivers_of(given, outcome)

    monkeypatch.setattr("cjgen.analyse.derived.drivers_of", counting)
    total, other, few = products(300, 1), products(200, 2, (1, 2, 3)), products(40, 3)
    large = GroupScores("large", "Large", 200, touchpoints(), drivers=other)
    small = GroupScores("small", "Small", 107, touchpoints(), drivers=few)
    typed = GroupScores("2024", "2024", None, touchpoints())
    earlier = GroupScores("2025", "2025", 200, touchpoints(), drivers=other)
    latest = GroupScores("2026", "2026", 307, touchpoints(), drivers=total)
    cells = ((("large",), 200), (("small",), 107))
    given = scores(segments=(SegmentScores("plan", (large, small)),), waves=(typed, earlier, latest), cells=cells)
    derived = derive(journey(), given)
    assert asked == [total, other, other, few], "the last wave is the total"
    assert derived.own == {
        ("plan", "large"): True,
        ("plan", "small"): False,
        (None, "2025"): True,
        (None, "2026"): True,
    }
    of_total, of_other = (drivers_of(each, "") for each in (total, other))
    assert isinstance(of_total, DriverFindings)
    assert isinstance(of_other, DriverFindings)
    (segments,), waves = derived.scores.segments, derived.scores.waves
    assert shares(segments.groups[0].touchpoints) == shares(waves[1].touchpoints) == of_other.shares
    assert shares(segments.groups[1].touchpoints) == shares(waves[2].touchpoints) == of_total.shares
    assert waves[0] == typed, "what was typed without importance has none"
    found = analyse(journey(), derived)
    assert [(group.id, group.own_drivers) for group in found.segments[0].groups] == [("large", True), ("small", False)]
    assert found.trend is not None
    assert [(wave.id, wave.own_drivers) for wave in found.trend.waves] == [
        ("2024", None),
        ("2025", True),
        ("2026", True),
    ]
    assert [wave.touchpoints["a"].verdict for wave in found.trend.waves] == [None, "drop", "improve"]
    # a large share that few rows of a group gave is withheld with them
    strict = analyse(journey(), derived, min_group=201)
    assert strict.segments[0].groups == ()


@pytest.mark.parametrize(
    ("given", "because", "said"),
    [
        (None, "no_outcome", "the survey file has no outcome"),
        (products(49, 1), "too_few", "49 customers answered everything that it takes, and 50 are needed"),
        (products(90, 4, (0, 0, 0)), "unrelated", "no more goes together with the outcome than would by chance"),
    ],
)
def test_what_is_missing_is_said(given: Products | None, because: str, said: str) -> None:
    derived = derive(journey(), scores(drivers=given))
    assert derived.missing is not None
    assert derived.missing.because == because
    found = analyse(journey(), derived)
    assert found.drivers_missing == derived.missing
    assert [each.code for each in found.remarks] == ["CJ220"]
    assert found.remarks[-1].values == {"what": said}
    assert [item.verdict for item in found.touchpoints] == [None, None, None, "add"]


def test_uneven_weights_are_remarked() -> None:
    known = touchpoints()
    for effective, codes in ((150.0, []), (149.0, ["CJ221"])):
        score = Score(5.0, 1.0, 300, "measured", "given", n_effective=effective, unweighted=5.5)
        weighted = replace(scores(), touchpoints={**known, "a": TouchpointScores(None, score, None)})
        found = analyse(journey(), derive(journey(), weighted))
        assert [each.code for each in found.remarks] == codes
