"""The students' journey of the sample site against the published table that its figures come from."""

from __future__ import annotations

import csv
import json
import os
from functools import cmp_to_key
from itertools import pairwise
from pathlib import Path
from typing import Any

import pytest
from browser.pages import build
from browser.sites import SAMPLE

WIDTH = 7 - 1
"""Of the scale of the survey, 1 to 7, in points."""


@pytest.fixture(scope="session")
def published() -> list[dict[str, str]]:
    """The rows of the published table, largest gap first."""
    file = Path(os.environ["CJGEN_REAL_DATA"]) / "cases" / "wnmu_student_survey_2002.csv"
    lines = [line for line in file.read_text(encoding="utf-8").splitlines() if not line.startswith("#")]
    return list(csv.DictReader(lines))


@pytest.fixture(scope="session")
def touchpoints(tmp_path_factory: pytest.TempPathFactory) -> list[dict[str, Any]]:
    """The journey's touchpoints in its data file, in the author's order."""
    site = build(SAMPLE, tmp_path_factory.mktemp("student") / "site")
    return json.loads((site / "data" / "student.json").read_bytes())["touchpoints"]


def figures(touchpoint: dict[str, Any]) -> tuple[float, float]:
    return touchpoint["importance"]["mean"], touchpoint["experience"]["mean"]


def test_every_published_item_is_a_touchpoint_with_its_wording(
    published: list[dict[str, str]], touchpoints: list[dict[str, Any]]
) -> None:
    assert len(published) == len(touchpoints) == 15
    items = {(float(row["importance"]), float(row["performance"])): row["attribute"] for row in published}
    assert len(items) == 15
    assert {figures(one): one["experience"]["question"] for one in touchpoints} == items


def test_every_gap_is_the_published_one(published: list[dict[str, str]], touchpoints: list[dict[str, Any]]) -> None:
    gaps = {figures(one): one["gap"] for one in touchpoints}
    for row in published:
        gap = gaps[float(row["importance"]), float(row["performance"])]
        assert f"{gap:.2f}" == row["published_gap"], row["attribute"]
        assert abs(gap - float(row["published_gap"])) < 1e-9


def test_the_order_by_gap_is_the_published_one(
    published: list[dict[str, str]], touchpoints: list[dict[str, Any]]
) -> None:
    def larger_first(one: dict[str, Any], other: dict[str, Any]) -> int:
        difference = other["gap"] - one["gap"]
        return 0 if abs(difference) < 1e-9 * WIDTH else 1 if difference > 0 else -1

    ordered = sorted(touchpoints, key=cmp_to_key(larger_first))
    expected = [(float(row["importance"]), float(row["performance"])) for row in published]
    assert [figures(one) for one in ordered] == expected
    # without the tolerance two of the three ties would be in the order of rounding errors, not of the author
    assert sum("tie" in row["published_verdict"] for row in published) == 3


def test_the_priority_is_the_gap(touchpoints: list[dict[str, Any]]) -> None:
    assert [one["priority"] for one in touchpoints] == [one["gap"] for one in touchpoints]
    below = [one for one in touchpoints if one["experience"]["mean"] < 4]
    ranked = sorted(touchpoints, key=lambda one: one["rank"])
    # basics before delight: what falls short of the middle of the scale goes first, each part by its gap
    assert {one["id"] for one in ranked[: len(below)]} == {one["id"] for one in below}
    for part in (ranked[: len(below)], ranked[len(below) :]):
        gaps = [one["gap"] for one in part]
        assert all(after <= before + 1e-9 * WIDTH for before, after in pairwise(gaps))
