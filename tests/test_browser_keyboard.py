"""A site for who has a keyboard only: from the first page to what a customer said, and out of every page again."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import pytest
from browser import look
from browser.cases import CASES, ONE_OF_EACH_KIND, Case, Look, each_kind, every_page_of_the_site
from playwright.sync_api import Page

PATIENCE = 400
"""How often the Tab key is pressed before something is called out of reach."""


def stops(page: Page, patience: int = PATIENCE) -> Iterator[dict[str, Any]]:
    """Presses Tab until the focus leaves the page, for the browser itself or for where it came in; what it is on."""
    first = None
    for _ in range(patience):
        page.keyboard.press("Tab")
        focus = page.evaluate(look.FOCUS)
        if focus is None or focus["place"] == first:
            return
        first = focus["place"] if first is None else first
        assert not focus["faults"], focus
        yield focus
    pytest.fail("the Tab key never comes to the end")


def until(page: Page, wanted: str) -> None:
    """Goes on until the focus is on an element of which a JavaScript expression with `el` is true."""
    for _ in stops(page):
        if page.evaluate(f"((el) => {wanted})(document.activeElement)"):
            return
    pytest.fail(f"the keyboard does not come to {wanted}")


def settle(page: Page) -> None:
    """Waits until the page has come to where it was going."""
    still = """() => new Promise((done) => {
      let last = -1;
      const look = () => { if (scrollY === last) done(); else { last = scrollY; setTimeout(look, 40); } };
      look();
    })"""
    page.evaluate(still)


WHOLLY_SEEN = """(el) => {
  const { left, top, right, bottom } = el.getBoundingClientRect();
  const within = top >= 0 && bottom <= innerHeight;
  return within && el.contains(document.elementFromPoint((left + right) / 2, (top + bottom) / 2));
}"""
WINDOWS = [*((case, 1280) for case in CASES), *((case, 390) for case in ONE_OF_EACH_KIND)]


@pytest.mark.parametrize(("case", "width"), WINDOWS, ids=[f"{case.id}-{width}" for case, width in WINDOWS])
def test_the_keyboard_comes_by_everything_sees_where_it_is_and_leaves(show: Look, case: Case, width: int) -> None:
    page = show(case, width=width, reduced_motion="reduce")
    places = [focus["place"] for focus in stops(page)]
    assert places == sorted(set(places)), "in the order of the page, and nothing twice"
    assert len(places) >= page.evaluate(look.STOPS)


@every_page_of_the_site
def test_the_keyboard_comes_to_the_skip_link_first_and_past_the_navigation_with_it(show: Look, case: Case) -> None:
    page = show(case, reduced_motion="reduce")
    page.keyboard.press("Tab")
    skip = page.locator(":focus")
    assert skip.get_attribute("href") == "#content"
    assert page.evaluate(look.FOCUS)["faults"] == []
    page.keyboard.press("Enter")
    assert page.evaluate("location.hash") == "#content"
    page.keyboard.press("Tab")
    assert page.evaluate("document.activeElement.closest('main#content, footer') !== null")


@pytest.mark.parametrize("width", [390, 1280])
def test_the_keyboard_leads_from_the_first_page_to_what_a_customer_said(show: Look, width: int) -> None:
    page = show(Case("sample", "index.html"), width=width, reduced_motion="reduce")
    until(page, "el.closest('main') && el.pathname.endsWith('/advocatenkantoor.html')")
    page.keyboard.press("Enter")
    page.wait_for_url("**/journeys/advocatenkantoor.html*")
    until(page, "el.hash && document.querySelector(`${el.hash}:not(main) blockquote`)")
    page.keyboard.press("Enter")
    page.wait_for_function("document.querySelector(':target')")
    settle(page)
    section = page.locator(":target")
    top = section.evaluate("(el) => el.getBoundingClientRect().top")
    assert -1 <= top < 300, "what was asked for begins where the window does"

    folded = section.locator("details:not([open])", has=page.locator("blockquote"))
    while folded.count():
        until(page, "el.matches(':target summary')")
        page.keyboard.press("Enter")
        page.wait_for_function("document.activeElement.parentElement.open")
    said = section.locator("blockquote").first
    for _ in range(20):
        if said.evaluate(WHOLLY_SEEN):
            break
        for _ in range(5):
            page.keyboard.press("ArrowDown")
        settle(page)
    else:
        pytest.fail("the arrows do not come to what was said")
    assert said.inner_text().strip()
    # who goes on, goes on from here
    page.keyboard.press("Tab")
    before = "document.querySelector(':target').compareDocumentPosition(document.activeElement) & 2"
    assert page.evaluate(before) == 0


@each_kind
def test_what_is_folded_away_opens_with_enter_and_with_space(show: Look, case: Case) -> None:
    page = show(case, reduced_motion="reduce")
    for summary in page.locator("summary:visible").all():
        summary.focus()
        closed = summary.evaluate("(el) => !el.parentElement.open")
        for key in ("Enter", "Space"):
            page.keyboard.press(key)
            assert summary.evaluate("(el) => el.parentElement.open") == closed
            closed = not closed


SCROLLING = [
    (case, width) for case in (*ONE_OF_EACH_KIND, Case("strained", "journeys/long.html")) for width in (320, 960)
]


@pytest.mark.parametrize(("case", "width"), SCROLLING, ids=[f"{case.id}-{width}" for case, width in SCROLLING])
def test_frames_that_hold_more_than_they_show_follow_the_arrows(show: Look, case: Case, width: int) -> None:
    page = show(case, width=width, reduced_motion="reduce")
    for number in range(page.evaluate(f"({look.SCROLLERS})().length")):
        frame = page.evaluate_handle(f"(number) => ({look.SCROLLERS})()[number]", number)
        frame.evaluate("(el) => el.focus()")
        assert frame.evaluate("(el) => el === document.activeElement")
        page.keyboard.press("ArrowRight")
        page.wait_for_function("(el) => el.scrollLeft > 0", arg=frame)


@each_kind
def test_the_ring_shows_where_the_reader_chooses_the_colours(show: Look, case: Case) -> None:
    page = show(case, forced_colors="active", color_scheme="dark", reduced_motion="reduce")
    for number, _ in enumerate(stops(page)):
        if number == 12:
            break


FAULTS = {
    "out of sight": "main a { position: fixed; left: -99rem; }",
    "behind something": "body::after { content: ''; position: fixed; inset: 6rem 0 0; background: white; }",
    "without a ring": "a:focus-visible { outline: none; }",
}


@pytest.mark.parametrize("fault", FAULTS)
def test_the_check_of_the_focus_can_fail(fresh: Page, built: dict[str, Any], fault: str) -> None:
    page = (built["minimal"] / "index.html").read_text("utf-8").replace("Content-Security-Policy", "x")
    fresh.set_content(page.replace("</head>", f"<style>{FAULTS[fault]}</style></head>"))
    found = set()
    for _ in range(8):
        fresh.keyboard.press("Tab")
        found |= set((fresh.evaluate(look.FOCUS) or {"faults": []})["faults"])
    assert fault in found


def test_the_check_of_the_way_out_can_fail(fresh: Page) -> None:
    fresh.set_content('<a href="#">Come</a> <a href="#" onkeydown="event.preventDefault()">Stay</a>')
    fresh.add_style_tag(content="a { outline: 3px solid }")
    with pytest.raises(pytest.fail.Exception, match="never"):
        list(stops(fresh, 10))
