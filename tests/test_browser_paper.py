"""A page on paper: nothing lost, cut off or torn apart, and light whatever the screen is."""

from __future__ import annotations

import re
from pathlib import Path
from typing import Any, NamedTuple

import pytest
from browser import look
from browser.cases import ONE_OF_EACH_KIND, SHOWN, Case, Look
from browser.sheets import Sheet, bare, missing, partings, sheets, strays, title
from playwright.sync_api import Page

PAPERS = [
    *((case, "A4") for case in SHOWN if not case.is_sheet),
    *((case, "Letter") for case in ONE_OF_EACH_KIND if not case.is_sheet),
]
"""Talk sheets are in tests/test_browser_sheet.py: they have a size of their own, and shorten what they say."""

every_paper = pytest.mark.parametrize(
    ("case", "paper"), PAPERS, ids=[f"{case.id}-{paper}" for case, paper in PAPERS], scope="module"
)


class Printed(NamedTuple):
    """A page that was printed."""

    sheets: list[Sheet]
    title: str
    texts: list[str]
    """What the page says, if nothing that it says is hidden."""
    sources: list[str]
    """The addresses of other sites that it refers to."""


def put_on_paper(page: Page, paper: str = "A4") -> Printed:
    # a page that was told to look as on a screen is printed so, and what a look opened is no proof that paper opens it
    page.emulate_media(media="print")
    page.evaluate("for (const each of document.querySelectorAll('details')) each.open = false")
    pdf = page.pdf(format=paper, prefer_css_page_size=True, tagged=True)
    wanted = page.evaluate(look.ON_PAPER)
    return Printed(sheets(pdf), title(pdf), wanted["texts"], wanted["sources"])


@pytest.fixture(scope="module")
def kept() -> dict[tuple[Case, str], Printed]:
    """The page that was printed last."""
    return {}


@pytest.fixture
def printed(visit: Look, kept: dict[tuple[Case, str], Printed], case: Case, paper: str) -> Printed:
    if (case, paper) not in kept:
        kept.clear()
        kept[case, paper] = put_on_paper(visit(case), paper)
    return kept[case, paper]


@every_paper
def test_no_sheet_is_empty_and_no_text_leaves_its_sheet(printed: Printed, visit: Look, case: Case, paper: str) -> None:
    assert strays(printed.sheets) == []
    assert printed.title.split() == visit(case).title().split()
    # what does not fit makes a browser shrink the page, or cuts it off
    left = min(piece.left for sheet in printed.sheets for piece in sheet.pieces)
    room = int((printed.sheets[0].width - 2 * left) * 96 / 72)
    found = visit(case, width=room, media="print").evaluate(look.LAYOUT, True)
    assert (found["faults"], found["wide"]) == ([], 0)


@every_paper
def test_everything_that_a_page_says_is_on_its_sheets(printed: Printed, case: Case, paper: str) -> None:
    assert len(printed.texts) > 2
    assert missing(printed.texts, printed.sheets) == []


@every_paper
def test_no_sheet_parts_what_belongs_together(printed: Printed, case: Case, paper: str) -> None:
    assert partings(printed.sheets) == []


@every_paper
def test_the_address_of_a_source_is_printed(printed: Printed, case: Case, paper: str) -> None:
    assert missing(list(dict.fromkeys(printed.sources)), printed.sheets) == []


def test_sources_are_looked_for(visit: Look) -> None:
    assert put_on_paper(visit(Case("strained", "journeys/long.html"))).sources


def test_what_is_folded_away_on_the_screen_is_on_paper(show: Look) -> None:
    page = show(Case("minimal", "journeys/minimal.html"))
    folded = "<details><summary>More</summary><p>Folded away</p></details>"
    page.evaluate("(folded) => document.querySelector('main').insertAdjacentHTML('beforeend', folded)", folded)
    printed = put_on_paper(page)
    assert {"More", "Folded away"} <= set(printed.texts)
    assert missing(printed.texts, printed.sheets) == []


FAULTS: dict[str, tuple[str, Any]] = {
    "empty": ("main > * { break-after: page } main::after { content: ''; display: block; height: 60cm }", strays),
    "beyond the right margin": ("@page { margin-right: 0 !important }", strays),
    "margins of": ("@page { margin: 2mm !important } body { margin: 0 }", strays),
    "covered up": (
        "h1 { position: relative } h1::after { content: ''; position: absolute; inset: 0; border: 3cm solid white }",
        strays,
    ),
    "title at the foot": ("h2 { break-after: page !important }", partings),
    "head of a table at the foot": (
        ".abreast { display: block !important } .numbered, .abreast { break-inside: auto !important }"
        " tbody { break-before: page !important }",
        partings,
    ),
    "rows without a head": (
        "thead { display: table-row-group !important } tbody tr { break-after: page !important }",
        partings,
    ),
}


@pytest.mark.parametrize("fault", FAULTS)
def test_the_checks_of_sheets_can_fail(styled: Page, built: dict[str, Path], fault: str) -> None:
    styled.goto((built["minimal"] / "journeys/minimal.html").as_uri())
    content, check = FAULTS[fault]
    styled.add_style_tag(content=content)
    assert [found for found in check(put_on_paper(styled).sheets) if fault in found]


def test_the_check_of_what_is_said_can_fail(styled: Page, built: dict[str, Path]) -> None:
    styled.goto((built["minimal"] / "journeys/minimal.html").as_uri())
    printed = put_on_paper(styled)
    assert missing(printed.texts, printed.sheets) == []
    assert missing([*printed.texts, "Never said"], printed.sheets) == [bare("Never said")]
    once = next(text for text in printed.texts if printed.texts.count(text) == 1 and len(text) > 40)
    assert missing([*printed.texts, once], printed.sheets) == [bare(once)]
    styled.add_style_tag(content="h1 { translate: 30cm }")
    cut = put_on_paper(styled)
    assert missing(cut.texts, cut.sheets) == [bare(styled.locator("h1").inner_text())]


@pytest.mark.parametrize("case", SHOWN, ids=lambda case: case.id)
def test_on_paper_a_page_is_light_and_has_no_navigation(visit: Look, case: Case) -> None:
    page = visit(case, color_scheme="dark", media="print")
    assert page.locator("h1").first.is_visible()
    assert not page.locator("header nav:visible, .skip:visible").count()
    texts = page.evaluate(
        """() => [...document.querySelectorAll('body, body *')].filter((el) => !el.closest('svg') && el.innerText)
          .map((el) => getComputedStyle(el)).flatMap((s) => [[s.color, 'text'], [s.backgroundColor, 'paper']])"""
    )
    for colour, what in {tuple(pair) for pair in texts}:
        parts = [float(part) for part in re.findall(r"[\d.]+", colour)]
        if len(parts) == 4 and parts[3] == 0:
            continue
        brightness = sum(parts[:3]) / 3
        assert brightness > 230 if what == "paper" else brightness < 130, (colour, what)


def test_a_calculation_is_folded_away_on_a_screen_and_open_on_paper(show: Look) -> None:
    page = show(Case("sample", "journeys/advocatenkantoor.html"))
    lines = page.locator(".touchpoint details > p")
    assert lines.count() == 11
    shown = "(lines) => lines.filter((line) => line.checkVisibility({contentVisibilityAuto: true})).length"
    assert lines.evaluate_all(shown) == 0
    page.emulate_media(media="print")
    page.wait_for_timeout(100)
    assert lines.evaluate_all(shown) == 11
