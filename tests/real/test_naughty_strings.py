"""The Big List of Naughty Strings in every key that takes text."""

from __future__ import annotations

import json
import os
import re
from collections.abc import Callable, Mapping
from pathlib import Path

import pytest
from browser import texts

PARTS = 4
"""Sites over which the strings are divided, so that processes can share them."""


def strings() -> list[str]:
    """The strings that are left when blanks are taken away, each once: a title cannot be empty, and who has one name
    with somebody else is one owner on a plan."""
    file = Path(os.environ["CJGEN_REAL_DATA"]) / "badinput" / "blns.json"
    every = json.loads(file.read_bytes())["strings"]
    assert len(every) == 485
    return list({texts.normalised("line", one): one for one in every if texts.normalised("line", one)}.values())


def marker(number: int, kind: str) -> str:
    return f"Harmless{number:04}{kind}"


def site_of(folder: Path, text: Callable[[int, str], str], numbers: Mapping[int, str]) -> Path:
    """A site with a journey for each numbered string; the texts of the site itself are all the others in a row."""

    def of(number: int) -> texts.Texts:
        return lambda kind: text(number, kind)

    def whole(kind: str) -> str:
        return ("\n\n" if kind == "markdown" else " | ").join(
            texts.normalised(kind, text(number, kind)) for number in numbers
        )

    journeys = {
        f"j{number:04}": (texts.journey(texts.LEADS[number % len(texts.LEADS)], numbers[number]), of(number))
        for number in numbers
    }
    return texts.built(folder, whole, journeys)


@pytest.mark.parametrize("part", range(PARTS))
def test_every_string_is_shown_as_it_is_and_changes_nothing_else(tmp_path: Path, part: int) -> None:
    naughty = dict(list(enumerate(strings()))[part::PARTS])
    harmless = site_of(tmp_path / "harmless", marker, naughty)
    hostile = site_of(tmp_path / "hostile", lambda number, kind: naughty[number], naughty)
    known = re.compile(f"Harmless([0-9]{{4}})({'|'.join(texts.KINDS)})")

    def change(value: str) -> str:
        return known.sub(lambda found: texts.normalised(found[2], naughty[int(found[1])]), value)

    assert texts.differences(harmless, hostile, change) == []
    assert texts.unsafe_markdown(hostile) == []


def test_few_strings_are_blank() -> None:
    assert 475 <= len(strings()) < 485
