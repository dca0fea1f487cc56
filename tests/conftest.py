"""What every test may use: the browser, and how Hypothesis searches."""

import os
import shutil
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import hypothesis
import jinja2
import pytest
from playwright.sync_api import Browser, sync_playwright

import cjgen.build
from cjgen.cache import MemoryCache

hypothesis.settings.register_profile("cjgen", derandomize=True, deadline=None)
hypothesis.settings.load_profile("cjgen")

collect_ignore = [] if os.environ.get("CJGEN_REAL_DATA") else ["real"]


def _chromium(shipped: str) -> str:
    """The browser's program, sought in the same order as `.ci/browser` does."""
    chosen = os.environ.get("CJGEN_CHROMIUM")
    if chosen:
        return chosen
    found = (shutil.which(name) for name in ("chromium", "chromium-browser", "google-chrome"))
    return next((program for program in found if program), shipped)


@pytest.fixture(scope="session")
def chromium() -> Iterator[Browser]:
    """A Chromium for this test process. Where there is none the test fails: no browser test is ever skipped."""
    with sync_playwright() as playwright:
        program = _chromium(playwright.chromium.executable_path)
        if not Path(program).is_file():
            pytest.fail("no Chromium: run `make test`, which installs it, or set CJGEN_CHROMIUM", pytrace=False)
        browser = playwright.chromium.launch(
            executable_path=program,
            args=[
                "--no-sandbox",
                "--disable-gpu",
                "--disable-quic",
                "--no-first-run",
                "--disable-background-networking",
                "--disable-component-update",
                "--disable-sync",
            ],
        )
        yield browser
        browser.close()


@pytest.fixture(autouse=True, scope="session")
def _charts_are_drawn_once() -> Iterator[None]:
    """Builds in this process share what they drew: entries are found by all that enters them."""
    kept = MemoryCache()
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(cjgen.build, "MemoryCache", lambda: kept)
        yield


@pytest.fixture(autouse=True, scope="session")
def _templates_are_compiled_once() -> Iterator[None]:
    """The same template gives the same code, and compiling it is most of the time of a small build."""
    compiled = jinja2.Environment.compile
    known: dict[Any, Any] = {}

    def once(self: Any, source: Any, name: Any = None, *rest: Any, **more: Any) -> Any:
        kind = (source, name, getattr(self, "newstyle_gettext", None))
        if kind not in known:
            known[kind] = compiled(self, source, name, *rest, **more)
        return known[kind]

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(jinja2.Environment, "compile", once)
        yield
