"""What axe says of every kind of page, in light and dark, on the narrowest window and a wide one."""

from __future__ import annotations

from pathlib import Path

import pytest
from axe_playwright_python.sync_playwright import Axe
from browser import look
from browser.cases import CASES, ONE_OF_EACH_KIND, SHOWN, Case, Look, kind_of

EVERY_VIEW = [(scheme, width) for scheme in ("light", "dark") for width in (320, 1440)]
FEWER_VIEWS = [("light", 320), ("dark", 1440)]
VIEWS = (
    # more of what the pages below hold, and the states that they lack: each width and scheme once
    {case: FEWER_VIEWS for case in SHOWN if case.site == "harbour" or case.path.startswith("nl/")}
    | {Case("strained", path): FEWER_VIEWS for path in ("index.html", "404.html")}
    | {Case("strained", f"journeys/{stem}.html"): FEWER_VIEWS for stem in ("draft", "unknown")}
    | {Case("strained", "journeys/long.html"): [("light", 320)], Case("minimal", "journeys/minimal.html"): FEWER_VIEWS}
    | dict.fromkeys(
        [*ONE_OF_EACH_KIND, Case("sample", "method-en.html"), Case("sample", "journeys/auto.html")], EVERY_VIEW
    )
)


@pytest.mark.parametrize(("case", "views"), VIEWS.items(), ids=[case.id for case in VIEWS])
def test_axe_finds_nothing(show: Look, case: Case, views: list[tuple[str, int]]) -> None:
    page = show(case)
    page.evaluate(Axe().axe_script)
    for scheme, width in views:
        page.emulate_media(color_scheme=scheme)  # type: ignore[arg-type]  # one of its words
        page.set_viewport_size({"width": width, "height": 900})
        found = page.evaluate(look.AXE)
        assert (scheme, width, found["violations"]) == (scheme, width, [])
        assert {"color-contrast", "html-has-lang", "page-has-heading-one"} <= set(found["passes"])
        assert "target-size" in found["passes"] or case.path == "404.html"


def test_every_kind_of_page_is_looked_at_in_every_view(built: dict[str, Path]) -> None:
    def kinds(cases: list[Case]) -> set[str]:
        return {kind_of(built[case.site] / case.path) for case in cases}

    assert kinds([case for case, views in VIEWS.items() if views == EVERY_VIEW]) == kinds(CASES)
