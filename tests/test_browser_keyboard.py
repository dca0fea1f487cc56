"""The keyboard alone: into every page, through it and out of it again, seeing where one is."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
from browser import look
from browser.cases import ONE_OF_EACH_KIND, SHOWN, WITH_NAVIGATION, Case, Look, each_kind
from playwright.sync_api import Page

NAVIGATED = [case for case in SHOWN if case in WITH_NAVIGATION and not case.leads_nowhere]
every_page = pytest.mark.parametrize("case", NAVIGATED, ids=lambda case: case.id)
MOST = 400
"""More presses of the tab key than any page has places for it."""


def pressed(page: Page, key: str = "Tab") -> dict[str, Any]:
    """What has the focus after a key: see look.FOCUSED."""
    page.keyboard.press(key)
    found: dict[str, Any] = page.evaluate(look.FOCUSED)
    return found


def tab_to(page: Page, selector: str) -> None:
    """Press the tab key until an element that the selector names has the focus."""
    for _ in range(MOST):
        found = pressed(page)
        assert found["tag"] != "BODY", f"{selector} was not reached"
        assert found["faults"] == [], found
        if page.evaluate("(selector) => document.activeElement.matches(selector)", selector):
            return
    raise AssertionError(f"{selector} was not reached")


@every_page
def test_the_keyboard_comes_to_the_skip_link_first_and_past_the_navigation_with_it(show: Look, case: Case) -> None:
    page = show(case)
    page.keyboard.press("Tab")
    skip = page.locator(":focus")
    assert skip.get_attribute("href") == "#content"
    page.wait_for_function("document.activeElement.getBoundingClientRect().top >= 0")
    assert skip.evaluate("el => getComputedStyle(el).outlineStyle") != "none"
    page.keyboard.press("Enter")
    assert page.evaluate("location.hash") == "#content"
    page.keyboard.press("Tab")
    assert page.evaluate("document.activeElement.closest('main#content, footer') !== null")


WALKS = [
    *((case, width) for case in ONE_OF_EACH_KIND for width in (390, 1440)),
    (Case("strained", "journeys/long.html"), 1440),
    (Case("strained", "journeys/unknown.html"), 390),
    (Case("minimal", "journeys/minimal.html"), 390),
    (Case("languages", "nl/index.html"), 1440),
]


@pytest.mark.parametrize(("case", "width"), WALKS, ids=[f"{case.id}-{width}" for case, width in WALKS])
def test_the_tab_key_goes_through_a_page_and_every_stop_is_seen(show: Look, case: Case, width: int) -> None:
    page = show(case, width=width, reduced_motion="reduce")
    stops = page.evaluate(look.STOPS)
    for _ in range(stops):
        found = pressed(page)
        assert found["tag"] != "BODY", "left before the end"
        assert found["faults"] == [], found
        assert found["further"], found
    # behind the last stop a reader leaves the page; a window without a frame goes on at its beginning
    found = pressed(page)
    assert found["tag"] == "BODY" or not found["further"]


@pytest.mark.parametrize("width", [390, 1440])
def test_a_reader_comes_from_the_first_page_to_the_evidence_by_keyboard(show: Look, width: int) -> None:
    page = show(Case("sample", "index.html"), width=width, reduced_motion="reduce")
    tab_to(page, ".card a")
    page.keyboard.press("Enter")
    page.wait_for_url("**/journeys/*.html")
    # the contents lead past the first screen, a verdict on the board to its touchpoint
    tab_to(page, ".contents a[href='#verdicts']")
    page.keyboard.press("Enter")
    assert page.evaluate("location.hash") == "#verdicts"
    tab_to(page, ".column-improve a")
    page.keyboard.press("Enter")
    section = page.evaluate("location.hash")
    assert section.startswith("#touchpoint-")
    quote = page.locator(f"{section} blockquote").first
    assert page.locator(f"{section} h4").evaluate(look.IN_VIEW)
    for _ in range(20):
        if quote.evaluate(look.IN_VIEW):
            break
        page.keyboard.press("ArrowDown")
        page.wait_for_timeout(20)
    assert quote.evaluate(look.IN_VIEW)
    # the next stop lies within the touchpoint: its calculation, which opens
    tab_to(page, f"{section} summary")
    assert page.evaluate("document.activeElement.parentElement.open") is False
    page.keyboard.press("Enter")
    assert page.evaluate("document.activeElement.parentElement.open") is True
    page.keyboard.press("Space")
    assert page.evaluate("document.activeElement.parentElement.open") is False


STRAINED = [Case("strained", "journeys/long.html"), Case("strained", "method.html")]


@pytest.mark.parametrize("width", [320, 960, 1440])
@pytest.mark.parametrize("case", [*ONE_OF_EACH_KIND, *STRAINED], ids=lambda case: case.id)
def test_what_is_wider_than_its_frame_scrolls_by_keyboard(show: Look, case: Case, width: int) -> None:
    page = show(case, width=width, reduced_motion="reduce")
    page.evaluate("for (const each of document.querySelectorAll('details')) each.open = true")
    frames = page.evaluate(f"({look.SCROLLERS})().length")
    assert frames or (case, width) != (STRAINED[0], 1440)
    for number in range(frames):
        frame = page.evaluate_handle(f"(number) => ({look.SCROLLERS})()[number]", number)
        frame.evaluate("(el) => el.focus()")
        assert frame.evaluate("(el) => el === document.activeElement")
        page.keyboard.press("ArrowRight")
        page.wait_for_function("(el) => el.scrollLeft > 0", arg=frame)


@each_kind
def test_the_ring_shows_where_the_reader_chooses_the_colours(show: Look, case: Case) -> None:
    page = show(case, forced_colors="active", color_scheme="dark", reduced_motion="reduce")
    for _ in range(12):
        found = pressed(page)
        assert found["faults"] == [], found


@pytest.mark.parametrize(
    ("fault", "wanted"),
    [
        ("a:focus { outline: none !important }", "no outline"),
        ("a:focus { outline-color: var(--cj-paper) !important }", "no outline"),
        ("main::before { content: ''; position: fixed; inset: 0; background: red; z-index: 9 }", "covered"),
        ("a { position: fixed; top: -99px }", "out of view"),
    ],
)
def test_the_check_of_the_focus_can_fail(styled: Page, built: dict[str, Path], fault: str, wanted: str) -> None:
    styled.goto((built["minimal"] / "index.html").as_uri())
    styled.add_style_tag(content=fault)
    styled.keyboard.press("Tab")
    assert [found for found in (pressed(styled)["faults"] for _ in range(4)) if wanted in found]
