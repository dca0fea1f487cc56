"""Documents that could not be read to their end: they are blamed for what they hold, not for what they lack."""

from __future__ import annotations

import pytest
from validated import validate_journeys

from cjgen.load.yaml import load_yaml
from cjgen.model.declaration import Declared, plain_line, plain_text
from cjgen.model.document import Document
from cjgen.validate import validate_site
from cjgen.validate.unbuilt import UNBUILT

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
    "no vision": "title: Keuken\nstages:\n  - title: A\n    touchpoints:\n      - {title: B, vision: no}",
    "no steps yet": (
        "title: Keuken\nstages:\n  - title: A\n    touchpoints:\n      - title: B\n        failure:\n"
        "          title: C\n          rates: {Finance: 55}\n          steps:\n            - {who: Sales, what: belt}"
    ),
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


def site_of(text: str) -> tuple[str | None, list[str]]:
    """The address of a site.yaml, and the codes of what is wrong with it."""
    document, found = load_yaml("site.yaml", text.encode())
    site, problems = validate_site(document, "huis")
    return site.url, [one.code for one in (*found, *problems)]


ADDRESSES = {
    "https://münchen.example/": "https://xn--mnchen-3ya.example/",
    "https://münchen.example:8443/reis": "https://xn--mnchen-3ya.example:8443/reis/",
    "https://例え.example/道": "https://xn--r8jz45g.example/%E9%81%93/",
    "https://example.org/a%20b/é": "https://example.org/a%20b/%C3%A9/",
    "http://[::1]:8000": "http://[::1]:8000/",
    "HTTPS://Example.org": "HTTPS://Example.org/",
}


@pytest.mark.parametrize("written", ADDRESSES)
def test_an_address_is_kept_in_ascii(written: str) -> None:
    assert site_of(f'url: "{written}"') == (ADDRESSES[written], [])
    assert site_of(f"url: {written} # where the site will stand") == (ADDRESSES[written], [])


@pytest.mark.parametrize(
    "written",
    [
        *("www.example.org", "ftp://example.org", "https://", "https:///pad", "https://example.org?x=1"),
        *("https://example.org/#", "https://ik@example.org", "https://ü..example", "https://example.org:99999"),
        *("https://keuken huis.example", "https://example.org/a b", "https://example.org/<b>", "https:\\\\example.org"),
        *("https://" + "ü" * 70 + ".example", "https://example.org/\\u202e", "https://[::1"),
    ],
)
def test_what_cannot_be_an_address(written: str) -> None:
    assert site_of(f'url: "{written}"') == (None, ["CJ117"])


def test_a_comment_behind_prose_is_still_told() -> None:
    assert site_of("title: Keuken # huis\nlanguage: nl # taal\ntheme: default # thema")[1] == ["CJ206"]


@pytest.mark.parametrize("owner", UNBUILT, ids=lambda owner: owner.__name__)
def test_keys_that_are_not_built_are_not_declared(owner: type[Declared]) -> None:
    assert not set(UNBUILT[owner]) & set(owner.model_fields)


@pytest.mark.parametrize("sign", "\u202a\u202b\u202c\u202d\u202e\0\x1f\ufffe")
def test_signs_that_cannot_stand_on_a_page_are_replaced(sign: str) -> None:
    assert plain_text(f"a{sign}b") == plain_line(f"a{sign}b") == "a\ufffdb"


@pytest.mark.parametrize("sign", "\u2066\u2067\u2068\u2069\u200e\u200f\u061c\u200d")
def test_signs_that_writing_needs_are_kept(sign: str) -> None:
    assert plain_text(f"a{sign}b") == f"a{sign}b"


def whole_number(n: str) -> list[str]:
    """What is said of the number of answers `n`."""
    stages = "stages: [{title: A, touchpoints: [{title: B}]}]"
    journey = f"title: A\ncontext: {{period: 2026}}\noverall: {{mean: 7, n: {n}}}\n{stages}"
    document, _ = load_yaml("journeys/keuken.yaml", journey.encode())
    site = Document("site.yaml")
    return [found.message for found in validate_journeys([document], validate_site(site, "huis")[0], site)[1]]


@pytest.mark.parametrize("n", ["84", "84.0", "84.", "1e3", "8.4e1", "1500.0"])
def test_a_number_that_is_whole_is_a_whole_number(n: str) -> None:
    assert whole_number(n) == []


@pytest.mark.parametrize("n", ["84.5", "84.50", "1e-1", "1e400", ".inf", ".nan"])
def test_another_number_is_shown_as_written(n: str) -> None:
    assert whole_number(n) == [f"this is the number {n}, but a whole number belongs here"]


def test_the_ambiguous_thousands_stay_refused() -> None:
    assert whole_number("1.500") == whole_number("1.500 ") == ["the number `1.500` can be read in two ways"]


POOL = "title: Keukenhuis\nfocus: {limit: 3, capacity: {hours: 100}}\n"
REST = "stages: [{title: A, touchpoints: [{title: B}]}]\n"


def taken(*journeys: str, site: str = POOL, drafts: bool = False) -> list[tuple[str, str]]:
    """Code and file of what is said about the focus of journeys."""
    documents = [
        load_yaml(f"journeys/{n}.yaml", f"title: Reis {n}\n{text}\n{REST}".encode())[0]
        for n, text in enumerate(journeys)
    ]
    site_document, _ = load_yaml("site.yaml", site.encode())
    read, _ = validate_site(site_document, "huis")
    kept, problems = validate_journeys(documents, read, site_document, drafts=drafts)
    found = [(one.code, one.place.file) for one in problems if one.code in ("CJ148", "CJ149")]
    assert {document.file for _, document in kept}.isdisjoint(file for _, file in found)
    return found


@pytest.mark.parametrize(
    ("journeys", "told"),
    [
        (["focus: {limit: 1, capacity: {hours: 50}}"] * 2, []),
        (["focus: {limit: 1, capacity: {hours: 33.3}}"] * 3, []),
        (["focus: {limit: 1, capacity: {hours: 100}}", "focus: {limit: 1, capacity: {hours: 0.1}}"], ["1"]),
        (["focus: {limit: 1, capacity: {hours: 150}}", "focus: {limit: 1, capacity: {hours: 100}}"], ["0"]),
        (["focus: {limit: 2, capacity: {hours: 1}}"] * 2, ["1"]),
        (["focus: {limit: 1, capacity: {hours: 0, budget: 900}}"], []),
    ],
)
def test_journeys_take_no_more_than_the_pool_holds(journeys: list[str], told: list[str]) -> None:
    assert taken(*journeys) == [("CJ148", f"journeys/{name}.yaml") for name in told]


def test_a_journey_says_how_much_it_takes_of_what_is_limited() -> None:
    assert taken("focus: {limit: 1}") == [("CJ149", "journeys/0.yaml")]
    assert taken("focus: {limit: 1}", site="focus: {limit: 3}") == []


def test_drafts_take_part_where_they_are_built() -> None:
    journeys = "draft: true\nfocus: {limit: 2, capacity: {hours: 80}}", "focus: {limit: 2, capacity: {hours: 80}}"
    assert taken(*journeys) == []
    assert {code for code, _ in taken(*journeys, drafts=True)} == {"CJ148"}


@pytest.mark.parametrize(
    "site", ["fokus: {limit: 9}", "focus: {limit: veel}", "focus: 9", "focus: [9]", "title: A\n\tfocus: {limit: 9}"]
)
def test_nothing_is_said_of_a_pool_that_could_not_be_read(site: str) -> None:
    assert taken("focus: {limit: 8}", site=site) == []
    assert taken("focus: {limit: veel}") == []


def test_a_list_of_one_without_brackets_is_told_at_its_own_key() -> None:
    text = (
        "title: K\nstages: [{title: A, touchpoints: [{title: B, own: {experience: 70}, competitor: {experience: 80}}]}]"
    )
    document, _ = load_yaml("journeys/keuken.yaml", text.encode())
    site_document, _ = load_yaml("site.yaml", SITE.encode())
    _, problems = validate_journeys([document], validate_site(site_document, "huis")[0], site_document)
    paths = [found.place.path.rpartition("touchpoints.0.")[2] for found in problems if found.code == "CJ111"]
    assert sorted(paths) == ["competitor.experience", "own.experience"]
