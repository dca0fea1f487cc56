"""What a page looks like: room for every text, at any width, zoom and spacing; colours, marks and boundaries."""

from __future__ import annotations

import re
from pathlib import Path
from typing import Any

import pytest
from browser import look
from browser.cases import SHOWN, Case, Look, every_page_shown
from playwright.sync_api import Browser, Page

WIDTHS = (320, 390, 768, 1440)
ZOOMED = (720, 384)
"""What is left of windows of 1440 and 768 px at 200 %."""
SPACED = (320, 1440)
SPACING = """
  :not(svg, svg *) { line-height: 1.5 !important; letter-spacing: .12em !important; word-spacing: .16em !important; }
  svg { letter-spacing: normal; word-spacing: normal; }
  p { margin-bottom: 2em !important; }
"""
"""What WCAG 2.2 lets a reader ask for (1.4.12). A drawing is a picture: its names stand in a table beside it."""

page_by_page = pytest.mark.parametrize("case", SHOWN, ids=lambda case: case.id, scope="module")
"""As `every_page`, but all tests of one page after each other, so that one visit serves them."""


@page_by_page
def test_nothing_sticks_out_is_cut_off_or_overlaps(visit: Look, case: Case) -> None:
    for width in WIDTHS:
        found = visit(case, width=width).evaluate(look.LAYOUT)
        assert found["texts"] > 3
        assert (width, found["faults"], found["wide"]) == (width, [], 0)


@page_by_page
def test_links_that_stand_by_themselves_are_large_enough(visit: Look, case: Case) -> None:
    for width in WIDTHS:
        assert (width, visit(case, width=width).evaluate(look.SMALL_TARGETS)) == (width, [])


@page_by_page
def test_the_colours_follow_the_scheme(visit: Look, case: Case) -> None:
    bright = {}
    for scheme in ("light", "dark"):
        page = visit(case, color_scheme=scheme)
        colours = page.evaluate("(s => [s.backgroundColor, s.color])(getComputedStyle(document.body))")
        bright[scheme] = [sum(map(int, re.findall(r"\d+", colour)[:3])) / 3 for colour in colours]
    assert bright["light"][0] > 200 > 100 > bright["light"][1]
    assert bright["dark"][0] < 60 < 180 < bright["dark"][1]


@page_by_page
def test_the_marks_of_the_verdicts_can_be_seen(visit: Look, case: Case) -> None:
    for scheme in ("light", "dark"):
        for forced in ("none", "active"):
            page = visit(case, color_scheme=scheme, forced_colors=forced)
            marks = page.evaluate(look.MARKS)
            assert [(scheme, forced, mark) for mark in marks if not mark["seen"] or mark["size"] < 10] == []
            if forced == "active":
                assert {mark["paint"] for mark in marks} <= {page.evaluate("getComputedStyle(document.body).color")}


@page_by_page
def test_what_colours_part_has_a_boundary_where_the_reader_chooses_the_colours(visit: Look, case: Case) -> None:
    for scheme in ("light", "dark"):
        visit(case, color_scheme=scheme).evaluate(look.REMEMBER_BOXES)
        page = visit(case, color_scheme=scheme, forced_colors="active")
        assert (scheme, page.evaluate(look.UNBOUNDED)) == (scheme, [])
        assert (scheme, page.evaluate(look.UNPAINTED)) == (scheme, [])


@page_by_page
def test_nothing_moves_where_the_reader_asks_for_rest(visit: Look, case: Case) -> None:
    assert visit(case, reduced_motion="reduce").evaluate(look.MOVING) == []


# --- enlarged --------------------------------------------------------------------------------------------


@pytest.fixture(scope="session")
def enlarged(chromium: Browser) -> Page:
    """A window that shows everything twice as large and lets a test bring its own style sheet."""
    return chromium.new_context(device_scale_factor=2, bypass_csp=True).new_page()


@every_page_shown
def test_there_is_room_at_200_percent_and_for_spaced_letters(
    enlarged: Page, built: dict[str, Path], case: Case
) -> None:
    enlarged.goto((built[case.site] / case.path).as_uri())
    for width in ZOOMED:
        enlarged.set_viewport_size({"width": width, "height": 450})
        found = enlarged.evaluate(look.LAYOUT)
        assert (width, found["faults"], found["wide"]) == (width, [], 0)
    enlarged.add_style_tag(content=SPACING)
    for width in SPACED:
        enlarged.set_viewport_size({"width": width, "height": 450})
        found = enlarged.evaluate(look.LAYOUT)
        assert ("spaced", width, found["faults"], found["wide"]) == ("spaced", width, [], 0)


FAULTS = {
    "cut off": "h1 { height: 1rem; overflow: hidden; }",
    "outside the window": "h1 { margin-left: -3rem; }",
    "wider than its box": "h1 { white-space: nowrap; width: 4rem; }",
    "outside its cell": ".prose { height: 1rem; border: 1px solid; }",
    "on top of each other": "h1 { margin-bottom: -2rem; }",
    "scrolls out of the keyboard's reach": "h1 { overflow-x: auto; white-space: nowrap; width: 4rem; }",
}


@pytest.mark.parametrize("fault", FAULTS)
def test_the_check_of_room_can_fail(enlarged: Page, built: dict[str, Path], fault: str) -> None:
    enlarged.goto((built["sample"] / "index.html").as_uri())
    enlarged.set_viewport_size({"width": 320, "height": 450})
    enlarged.add_style_tag(content=FAULTS[fault])
    assert [found for found in enlarged.evaluate(look.LAYOUT)["faults"] if found.startswith(fault)]


def test_the_checks_of_boundaries_paint_and_motion_can_fail(enlarged: Page, built: dict[str, Path]) -> None:
    enlarged.emulate_media(color_scheme="light", forced_colors="none", reduced_motion="reduce")
    enlarged.goto((built["sample"] / "journeys/advocatenkantoor.html").as_uri())
    enlarged.add_style_tag(
        content="h1 { background: rgb(9, 9, 9) } .chart { forced-color-adjust: none; fill: Canvas; stroke: Canvas }"
        " .chart * { fill: inherit !important; stroke: inherit !important }"
        " a { transition: color 1s } html { scroll-behavior: smooth }"
    )
    enlarged.evaluate(look.REMEMBER_BOXES)
    enlarged.emulate_media(forced_colors="active")
    assert [box for box in enlarged.evaluate(look.UNBOUNDED) if box.startswith("H1")]
    assert enlarged.evaluate(look.UNPAINTED)
    assert {"HTML scrolls smoothly", "A changes slowly"} <= set(enlarged.evaluate(look.MOVING))
    enlarged.emulate_media(forced_colors="none")


# --- themes ----------------------------------------------------------------------------------------------


def test_a_theme_that_extends_another_has_its_colours_and_its_block(show: Look, built: dict[str, Path]) -> None:
    charts = [
        re.findall(r"<svg xmlns.*?</svg>", (built[site] / "journeys/minimal.html").read_text("utf-8"), re.DOTALL)
        for site in ("minimal", "harbour")
    ]
    assert len(charts[0]) > 3
    assert charts[0] == charts[1], "the colours are the page's, so the drawings are the same"
    painted = "[...document.querySelectorAll('.chart .points :is(path, use)')].map((el) => getComputedStyle(el).fill)"
    for scheme in ("light", "dark"):
        colours: dict[str, Any] = {}
        for site in ("minimal", "harbour"):
            page = show(Case(site, "journeys/minimal.html"), color_scheme=scheme)
            marks = page.evaluate(look.MARKS)
            colours[site] = {mark["paint"] for mark in marks} | set(page.evaluate(painted)) - {"none"}
            assert page.locator(".site-title .client").count() == (site == "harbour")
            paper = page.evaluate("getComputedStyle(document.body).backgroundColor")
            lost = show(Case(site, "404.html"), color_scheme=scheme)
            assert lost.evaluate("getComputedStyle(document.body).backgroundColor") == paper
        assert colours["minimal"]
        assert not colours["minimal"] & colours["harbour"]
