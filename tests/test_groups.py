"""The groups of customers that a survey file and an author name: their ids and their order."""

from __future__ import annotations

import pytest
from written import journey_of

from cjgen.measure import measure
from cjgen.measure.groups import group_ids

IDS = [
    (["North", "South"], ["north", "south"]),
    (["a", "A"], ["a", "a-2"]),
    (["A 3", "a", "á"], ["a-3", "a", "a-4"]),
    (["☺", "☹"], ["wave-1", "wave-2"]),
]


@pytest.mark.parametrize(("titles", "ids"), IDS)
def test_every_group_has_an_id_of_its_own(titles: list[str], ids: list[str]) -> None:
    assert group_ids(titles, "wave") == ids


WAVES = [
    (["2025-q3", "2025", "2024"], ["2024", "2025", "2025-q3"]),
    (["9", "8"], ["9", "8"]),
    (["spring", "autumn"], ["spring", "autumn"]),
    (["20251", "2024"], ["20251", "2024"]),
]


@pytest.mark.parametrize(("written", "ordered"), WAVES)
def test_typed_waves_stand_by_year_or_as_they_are_written(written: list[str], ordered: list[str]) -> None:
    past = [{"wave": name, "experience": 7.5} for name in written]
    touchpoint = {"id": "quote", "title": "Quote", "importance": 8.5, "experience": 7.5, "history": past}
    found = measure(journey_of({"title": "J", "stages": [{"title": "S", "touchpoints": [touchpoint]}]}))
    assert [wave.id for wave in found.waves] == ordered
