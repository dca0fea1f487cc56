"""Slips of the pen: what is read as what was meant, and what is left alone because it may be meant as it stands."""

from __future__ import annotations

from typing import get_args

import pytest
from goldens import mappings
from validated import validate_journeys

from cjgen.load.yaml import load_yaml
from cjgen.model.action import Status
from cjgen.model.declaration import Audience
from cjgen.model.journey import Journey
from cjgen.model.site import Site
from cjgen.validate.dates import meant_date
from cjgen.validate.declared import keys_at
from cjgen.validate.dutch import DUTCH, english_key
from cjgen.validate.meant_words import MEANT, meant_word

STATUSES, AUDIENCES = get_args(Status), get_args(Audience)

DATES = {
    "14-07-2026": "2026-07-14",
    "14/7/2026": "2026-07-14",
    "14.7.2026": "2026-07-14",
    "3-4-2026": "2026-04-03",
    "7/14/2026": "2026-07-14",
    "29-2-2024": "2024-02-29",
    "29-2-2026": None,
    "14-14-2026": None,
    "7-2026": "2026-07",
    "13-2026": None,
    "2026-7-4": "2026-07-04",
    "2026/07/14": "2026-07-14",
    "2026/7": "2026-07",
    "14 juli 2026": "2026-07-14",
    "1 mrt. 2026": "2026-03-01",
    "4th of July 2026": None,
    "March 2026": "2026-03",
    "maart 2026": "2026-03",
    "32 mei 2026": None,
    "lente 2026": None,
    "14-7-26": None,
    "0-0-0000": None,
    "": None,
}


@pytest.mark.parametrize("written", DATES)
def test_a_date_is_proposed_where_only_one_can_be_meant(written: str) -> None:
    assert meant_date(written) == DATES[written]


def test_dutch_words_stand_for_keys_that_exist_and_are_none_themselves() -> None:
    keys = {key for top in (Site, Journey) for _, declared in mappings(top) for key in declared.model_fields}
    assert {key for meant in DUTCH.values() for key in meant} <= keys
    assert set(DUTCH) & keys == set()
    assert list(DUTCH) == sorted(DUTCH)


@pytest.mark.parametrize(
    ("word", "path", "key"),
    [
        ("aantal", ("overall",), "n"),
        ("aantal", ("stages", 0, "touchpoints", 0, "complaints"), "count"),
        ("Klant", ("context",), "customer"),
        ("aantal", ("loyalty", 0), "count"),
        ("doelgroep", ("context",), "customer"),
        ("wie", ("stages", 0, "touchpoints", 0, "failure", "steps", 0), "who"),
        ("wie", ("stages", 0, "touchpoints", 0, "own", 0), "by"),
        ("wie", ("stages", 0, "touchpoints", 0, "evidence", 0), "who"),
        ("kosten", ("stages", 0, "touchpoints", 0), "failure"),
        ("kosten", ("stages", 0, "touchpoints", 0, "actions", 0), "cost"),
        ("kosten", ("focus", "capacity"), "budget"),
        ("toelichting", ("organisation", 0), "note"),
        ("toelichting", ("stages", 0), "summary"),
        ("uiterlijk", ("stages", 0, "touchpoints", 0, "actions", 0), "due"),
        ("uiterlijk", ("target",), "by"),
        ("wie", ("stages", 0, "touchpoints", 0, "failure", "rates"), None),
        ("passief tevredenen", ("nps",), "passives"),
        ("klant", ("nps",), None),
        ("keuken", (), None),
    ],
)
def test_a_dutch_word_is_the_key_that_may_stand_where_it_does(
    word: str, path: tuple[str | int, ...], key: str | None
) -> None:
    assert english_key(word, keys_at(Journey, path)) == key


def test_words_that_stand_for_others_are_none_themselves() -> None:
    owners = [
        (declared, name) for top in (Site, Journey) for _, declared in mappings(top) for name in declared.model_fields
    ]
    words = {word for owner, name in owners for word in words_of(owner.model_fields[name].annotation)}
    assert {word for meant in MEANT.values() for word in meant} <= words
    assert set(MEANT) & words == set()
    assert list(MEANT) == sorted(MEANT)


def words_of(annotation: object) -> set[str]:
    """The words of every Literal in an annotation."""
    inner = set().union(*map(words_of, get_args(annotation))) if get_args(annotation) else set()
    return {annotation} if isinstance(annotation, str) else inner


@pytest.mark.parametrize(
    ("written", "allowed", "meant"),
    [
        ("bezig", STATUSES, "doing"),
        ("In progress", STATUSES, "doing"),
        ("Gereed", STATUSES, "done"),
        ("open", STATUSES, "proposed"),
        ("ja", ("yes", "partly", "no"), "yes"),
        (True, ("yes", "partly", "no"), "yes"),
        (False, ("yes", "partly", "no"), "no"),
        (True, STATUSES, None),
        ("ja", STATUSES, None),
        ("klant", AUDIENCES, "client"),
        ("keuken", AUDIENCES, None),
        (["ja"], ("yes", "no"), None),
    ],
)
def test_a_word_is_meant_that_may_stand_where_it_does(
    written: object, allowed: tuple[str, ...], meant: str | None
) -> None:
    assert meant_word(written, allowed) == meant


LEFT_ALONE = {
    "in a text": "need: Wat\u00a0kost het?",
    "behind a space": "need: \u00a0Wat kost het?",
    "at the end": "need: Wat kost het?\u00a0\nowner: Verkoop",
    "in quotes": 'need: "prijs:\u00a0hoog"',
    "behind a word and a colon": "need: Let op:\u00a0duur",
    "in a block": "summary: |\n  prijs:\u00a0hoog\n  \u00a0- punt\n\n   \u00a0title:\u00a0x\nneed: x",
    "in a folded block": "evidence:\n- text: >- # zo\n    prijs:\u00a0hoog\n  tone: bad",
    "in a comment": "# prijs:\u00a0hoog\nneed: x",
    "in a list": "answers: [7,\u00a08]",
}


@pytest.mark.parametrize("case", LEFT_ALONE)
def test_a_no_break_space_in_a_text_stays(case: str) -> None:
    document, problems = load_yaml("x.yaml", LEFT_ALONE[case].encode())
    assert problems == []
    assert document.complete
    assert "\u00a0" in "".join(document.lines)


MENDED = {
    "indentation": "a:\n\u00a0\u00a0b: 1\n\u00a0\u00a0c: 2",
    "before a dash": "a:\n\u00a0- b: 1\n\u00a0\u00a0 c: 2",
    "behind a dash": "a:\n-\u00a0b: 1\n  c: 2",
    "behind a key": "a:\n  b:\u00a01\n  c:\u202f2",
    "before a number": "a:\n  b: \u00a01\n  c: \u00a02",
    "before a bracket": "a: \u00a0{b: 1, c: 2}",
    "behind a key in braces": "a: {b:\u00a01, c:2}",
    "below a block": "x: |\n  text\na:\n\u00a0\u00a0b: 1\n\u00a0\u00a0c: 2",
}


@pytest.mark.parametrize("case", MENDED)
def test_a_no_break_space_elsewhere_is_told_and_read_as_a_space(case: str) -> None:
    document, problems = load_yaml("x.yaml", MENDED[case].encode())
    assert {found.code for found in problems} == {"CJ101"}
    assert all("space" in found.message for found in problems)
    assert document.complete
    assert document.data["a"] in ({"b": 1, "c": 2}, [{"b": 1, "c": 2}])


def test_a_number_beside_a_no_break_space_is_told_what_stands_there() -> None:
    text = "title: Keuken\noverall: {answers: [7,\u00a08, 9]}\nstages: [{title: A, touchpoints: [{title: B}]}]"
    document, _ = load_yaml("journeys/keuken.yaml", text.encode())
    _, problems = validate_journeys([document], Site(title="Keukens"), document)
    (found,) = [found for found in problems if found.severity == "error"]
    assert (found.code, found.place.line, found.place.column) == ("CJ108", 2, 23)
    assert found.hint.startswith("a no-break space")


def test_a_text_is_found_where_it_stands_by_itself() -> None:
    document, _ = load_yaml("x.yaml", b'a: >-\n  Zie [een](een)\n  [en](een "x") eentje\nb: een\nc: [een, twee]')
    spots = [document.place_of(("a",), "een", n) for n in range(3)]
    assert [(place.line, place.column) for place in spots[:2]] == [(2, 13), (3, 8)]
    assert spots[2] == document.place_of(("a",), "drie") == document.place(("a",))
    assert document.place_of(("b",), "een").line == 4
    assert document.place_of(("c", 0), "twee") == document.place(("c", 0))
