"""A page while it loads, from a folder and from a host: what it asks for, says, paints, and moves."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import NamedTuple
from urllib.parse import unquote, urlsplit

import pytest
from browser import look
from browser.cases import Case, Look, every_page_shown, files_of
from browser.pages import elements, parse
from browser.server import PREFIX, served
from playwright.sync_api import ConsoleMessage, Page, Request

LINGER = 60
"""Milliseconds after loading in which a page could still ask for something, or move."""
LATE = 0.05
"""Seconds by which a host is late with style sheets: some frames in which a page could be painted without them."""


class Heard(NamedTuple):
    """What a page said and asked for while it was open."""

    messages: list[str]
    requests: list[str]


@contextmanager
def listening(page: Page) -> Iterator[Heard]:
    heard = Heard([], [])

    def say(message: ConsoleMessage) -> None:
        heard.messages.append(f"{message.type}: {message.text}")

    def fail(error: object) -> None:
        heard.messages.append(f"error: {error}")

    def ask(request: Request) -> None:
        heard.requests.append(request.url)

    heeded = {"console": say, "pageerror": fail, "crash": fail, "request": ask}
    for event, heed in heeded.items():
        page.on(event, heed)  # type: ignore[call-overload]  # one of its events
    yield heard
    for event, heed in heeded.items():
        page.remove_listener(event, heed)


@pytest.fixture
def window(tabs: dict[bool, Page]) -> Page:
    """A page with JavaScript, away from every site: what a site says and asks for comes after this."""
    tabs[True].goto("about:blank")
    return tabs[True]


@every_page_shown
def test_from_a_folder_a_page_is_quiet_still_and_loads_nothing_but_the_site(
    window: Page, built: dict[str, Path], case: Case
) -> None:
    site = built[case.site].resolve()
    window.set_viewport_size({"width": 390, "height": 844})
    with listening(window) as heard:
        window.goto((site / case.path).as_uri())
        window.wait_for_timeout(LINGER)
    assert not heard.messages
    files = [Path(unquote(urlsplit(url).path)) for url in heard.requests if urlsplit(url).scheme == "file"]
    assert len(files) == len(heard.requests)
    assert all(file.is_relative_to(site) and file.is_file() for file in files)
    assert len(files) == files_of(site / case.path)
    assert window.evaluate(look.SHIFTS) == []


@every_page_shown
def test_from_a_sub_path_with_late_styles_a_page_is_quiet_still_and_loads_nothing_but_the_site(
    window: Page, built: dict[str, Path], case: Case
) -> None:
    window.set_viewport_size({"width": 1440, "height": 900})
    with served(built[case.site], late={".css": LATE}) as host, listening(window) as heard:
        window.goto(host.base + case.path)
        window.wait_for_timeout(LINGER)
        assert not heard.messages
        assert len(heard.requests) == files_of(built[case.site] / case.path)
        assert all(url.startswith(host.base) for url in heard.requests)
        # what reached the host, the browser's own wish for an icon included
        assert len(host.log) == len(heard.requests)
        assert all(path.startswith(PREFIX) and status == 200 for path, status in host.log)
        assert window.evaluate(look.SHIFTS) == []


def test_the_check_of_shifts_can_fail(window: Page, built: dict[str, Path], tmp_path: Path) -> None:
    """A style sheet that the browser need not wait for comes after the first paint, and moves the page."""
    page = (built["minimal"] / "index.html").read_text("utf-8")
    (tmp_path / "index.html").write_text(page.replace("</body>", '<link rel="stylesheet" href="late.css">\n</body>'))
    (tmp_path / "late.css").write_text("h1 { padding-block: 9rem; }")
    with served(tmp_path, late={".css": 0.3}) as host:
        window.goto(host.base)
        window.wait_for_timeout(LINGER)
        assert window.evaluate(look.SHIFTS)


@pytest.mark.parametrize("lost", ["lost", "lost.html", "journeys/lost.html", "a/b/c/d/e/lost/"])
def test_the_page_for_lost_readers_works_at_any_depth(window: Page, built: dict[str, Path], lost: str) -> None:
    with served(built["sample"]) as host, listening(window) as heard:
        window.goto(host.base + lost)
        window.wait_for_timeout(LINGER)
        assert heard.requests == [host.base + lost]
        # the browser's own remark on the status of the page that was asked for
        assert [message for message in heard.messages if "404" not in message] == []
        assert len(host.log) == 1
        assert window.evaluate("getComputedStyle(document.querySelector('main')).maxWidth") != "none"
        assert window.locator("h1").count() == 1


@every_page_shown
def test_without_javascript_a_page_is_painted_and_complete(show: Look, built: dict[str, Path], case: Case) -> None:
    page = show(case, javascript=False)
    for _ in range(100):
        if "first-contentful-paint" in page.evaluate("performance.getEntriesByType('paint').map((one) => one.name)"):
            break
        page.wait_for_timeout(10)
    else:
        pytest.fail("nothing was painted")
    held = set(page.evaluate(look.HELD_BACK))
    # a wide window shows in a map what a narrow one does in a list
    page.set_viewport_size({"width": 390, "height": 844})
    assert held & set(page.evaluate(look.HELD_BACK)) == set()
    page.set_viewport_size({"width": 1280, "height": 900})
    said = page.locator("body").inner_text()
    assert len(said) > 40
    if elements(parse(built[case.site] / case.path), "script"):
        assert show(case).locator("body").inner_text() == said


@pytest.mark.parametrize(
    ("fault", "wanted"),
    [
        ("<p hidden>Until a script comes.</p>", "Until a script comes."),
        ('<p class="unseen"><b hidden>Nor this:</b> read aloud.</p>', "Nor this:"),
        ("<details><summary>More</summary><p hidden>In vain.</p></details>", "In vain."),
        ("<noscript>Turn it on.</noscript>", None),
        ("<details><summary>More</summary><p>Found by opening.</p></details>", None),
    ],
)
def test_the_check_of_completeness_can_fail(show: Look, fault: str, wanted: str | None) -> None:
    page = show(Case("minimal", "method.html"), javascript=False, width=390)
    page.evaluate("(fault) => document.querySelector('main').insertAdjacentHTML('beforeend', fault)", fault)
    assert page.evaluate(look.HELD_BACK) == ([] if wanted is None else [wanted])
