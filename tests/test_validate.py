"""Documents that could not be read to their end: they are blamed for what they hold, not for what they lack."""

from __future__ import annotations

import pytest

from cjgen.load.yaml import load_yaml
from cjgen.model.document import Document
from cjgen.validate import validate_journeys, validate_site

SITE = "title: Keukenhuis\n"


def told(journey: str, site: str = SITE) -> list[tuple[str, int]]:
    """Code and line of everything said about a journey's shape and sense; what its YAML lacks is not in it."""
    document, _ = load_yaml("journeys/keuken.yaml", journey.encode())
    site_document, _ = load_yaml("site.yaml", site.encode())
    read, faults = validate_site(site_document, "huis")
    journeys, problems = validate_journeys([document], read, site_document)
    assert document.complete or not journeys
    return [(found.code, found.place.line) for found in (*faults, *problems)]


# the parser looks ahead, so the last key before these may not be read
ENDS = {
    "tab": "\n\tsummary: x\n",
    "no colon": "\nsummary\ndraft: true\n",
    "second document": "\n---\nsummary: x\n",
}

NOTHING_MORE = {
    "title only": "title: Keuken",
    "no title": "draft: true",
    "no stages behind the key": "title: Keuken\nstages:",
    "a stage without touchpoints": "title: Keuken\nstages:\n  - title: Offerte",
    "a stage without a title": "title: Keuken\nstages:\n  - id: offerte",
    "no promise": "title: Keuken\nstages:\n  - title: A\n    touchpoints:\n      - {title: B, promise: 7}",
    "a scale that may follow": "title: Keuken\nstages:\n  - title: A\n    touchpoints: [{title: B, importance: 80}]",
    "an id that may follow": "stages:\n  - title: A\n    touchpoints:\n      - title: B\n      - title: B",
    "a score that is not finished": "title: Keuken\noverall:\n  n: 84",
    "a list": "- a",
    "a text": "Keuken",
}


@pytest.mark.parametrize("end", ENDS)
@pytest.mark.parametrize("begin", NOTHING_MORE)
def test_what_was_not_read_is_not_missed(begin: str, end: str) -> None:
    journey = NOTHING_MORE[begin] + ENDS[end]
    assert not load_yaml("x.yaml", journey.encode())[0].complete
    assert told(journey) == []


FAULTS = {
    "an unknown key": ("title: Keuken\ntitel: Keuken", [("CJ104", 2)]),
    "a wrong type": ("title: Keuken\nnps: {promoters: veel, passives: 1, detractors: 2}", [("CJ108", 2)]),
    "outside a scale that was read": (
        "scale: {min: 1, max: 5}\ntitle: A\noverall: 7\nstages:\n  - title: A\n    touchpoints:\n      - title: B",
        [("CJ111", 3)],
    ),
    "a written id twice": (
        "title: A\nstages:\n  - title: A\n    touchpoints:\n      - {title: B, id: b}\n      - {title: C, id: b}",
        [("CJ113", 6)],
    ),
    "a mapping that was finished": ("title: A\nnps: {promoters: 3}", [("CJ116", 2)]),
}


@pytest.mark.parametrize("end", ENDS)
@pytest.mark.parametrize("fault", FAULTS)
def test_faults_in_what_was_read_are_told(fault: str, end: str) -> None:
    begin, expected = FAULTS[fault]
    assert told(f"{begin}\ncontext: {{period: 2026}}\nno_figures: x{ENDS[end]}") == expected


JOURNEY = "title: A\nstages:\n  - title: A\n    touchpoints:\n      - {title: B, importance: 80}\n"


def test_a_scale_that_the_site_may_set_is_not_assumed() -> None:
    assert ("CJ111", 5) in told(JOURNEY)
    assert ("CJ111", 5) not in told(JOURNEY, SITE + "\tscale: {min: 0, max: 100}\n")
    assert ("CJ111", 5) in told(JOURNEY, "scale: {min: 0, max: 10}\n\ttitle: x\n")


def test_a_site_that_cannot_be_read_is_told_once() -> None:
    for text in ("", "- a\n", "checks:\n"):
        document, found = load_yaml("site.yaml", (text + "\ttitle: x\n").encode())
        assert found
        assert not document.complete
        assert validate_site(document, "huis")[1] == []


def test_an_id_that_may_be_written_below_is_not_compared() -> None:
    whole, _ = load_yaml("journeys/b.yaml", (JOURNEY.replace("80", "8") + "id: a\n").encode())
    part, _ = load_yaml("journeys/a.yaml", (JOURNEY.replace("80", "8") + "draft: true\nid c\nx: y\n").encode())
    site = Document("site.yaml")
    journeys, problems = validate_journeys([part, whole], validate_site(site, "huis")[0], site)
    assert [journey.id for journey, _ in journeys] == ["a"]
    assert {found.code for found in problems} == {"CJ201"}
