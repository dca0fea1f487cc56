"""What every test may use: the browser, the sites that it shows, and how Hypothesis searches."""

import gc
import os
import shutil
import tempfile
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import hypothesis
import pytest
from browser.cases import Case, Look, built_sites
from playwright.sync_api import Browser, Page, sync_playwright

import cjgen.build.site
import cjgen.validate.custom_properties
from cjgen.cache import MemoryCache

hypothesis.settings.register_profile("cjgen", derandomize=True, deadline=None)
hypothesis.settings.load_profile("cjgen")


def pytest_collection_finish() -> None:
    """The thousands of tests stay until the end: looking through them for rubbish again and again is a tenth of all."""
    gc.set_threshold(100_000, 20, 20)


_CACHE = "CJGEN_CACHE"


def pytest_configure(config: pytest.Config) -> None:
    """All processes of a run share a cache of its own: nobody's home is touched, and a start costs less."""
    if not hasattr(config, "workerinput"):
        os.environ[_CACHE] = tempfile.mkdtemp(prefix="cjgen-tests-")
        # else every program that a test starts compiles all modules again
        os.environ.pop("PYTHONDONTWRITEBYTECODE", None)


def pytest_unconfigure(config: pytest.Config) -> None:
    """The cache of the run goes with it."""
    if not hasattr(config, "workerinput"):
        shutil.rmtree(os.environ.pop(_CACHE), ignore_errors=True)


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


@pytest.fixture(scope="session")
def built(tmp_path_factory: pytest.TempPathFactory) -> dict[str, Path]:
    """The folder of each site of `browser.cases`."""
    return built_sites(tmp_path_factory.mktemp("built"))


@pytest.fixture(scope="session")
def tabs(chromium: Browser) -> dict[bool, Page]:
    """A page of the browser with JavaScript on and one with it off, for every test of this process."""
    return {on: chromium.new_context(java_script_enabled=on).new_page() for on in (True, False)}


def _view(page: Page, width: int = 1280, **media: Any) -> None:
    """Give a page a window of this width, and every medium that is not named the value that it has by itself."""
    usual = {"media": "screen", "color_scheme": "light", "forced_colors": "none", "reduced_motion": "no-preference"}
    page.set_viewport_size({"width": width, "height": 900})
    page.emulate_media(**{**usual, **media})


@pytest.fixture
def show(tabs: dict[bool, Page], built: dict[str, Path]) -> Look:
    """Shows a page of a site from its folder, in a window that nothing was done to yet."""

    def show(case: Case, *, javascript: bool = True, width: int = 1280, **media: Any) -> Page:
        _view(tabs[javascript], width, **media)
        tabs[javascript].goto((built[case.site] / case.path).as_uri())
        return tabs[javascript]

    return show


@pytest.fixture
def blank(tabs: dict[bool, Page]) -> Page:
    """A page without anything on it, in a window that nothing was done to yet."""
    _view(tabs[True])
    tabs[True].goto("about:blank")
    return tabs[True]


@pytest.fixture(scope="session")
def viewer(chromium: Browser) -> Page:
    """The window behind `visit`."""
    return chromium.new_context().new_page()


@pytest.fixture
def visit(viewer: Page, built: dict[str, Path]) -> Look:
    """Shows a page as `show` does, but as the last test left it if that looked at the same page.

    For tests that only look: no click, no key, no focus, nothing put into the page.
    """

    def visit(case: Case, *, width: int = 1280, **media: Any) -> Page:
        _view(viewer, width, **media)
        address = (built[case.site] / case.path).as_uri()
        if viewer.url != address:
            viewer.goto(address)
        return viewer

    return visit


@pytest.fixture(scope="session")
def styled(chromium: Browser) -> Page:
    """A window that lets a test bring its own style sheet."""
    return chromium.new_context(bypass_csp=True).new_page()


@pytest.fixture
def fresh(chromium: Browser) -> Iterator[Page]:
    """A page that has not loaded anything yet."""
    context = chromium.new_context()
    yield context.new_page()
    context.close()


@pytest.fixture(autouse=True, scope="session")
def _charts_are_drawn_and_templates_compiled_once() -> Iterator[None]:
    """Builds in this process share what they drew and compiled: entries are found by all that enters them."""
    kept = MemoryCache()
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(cjgen.build.site, "MemoryCache", lambda: kept)
        yield


@pytest.fixture(autouse=True, scope="session")
def _style_sheets_are_read_once() -> Iterator[None]:
    """The same style sheets set the same properties, and reading them is a third of checking a small site."""
    module = cjgen.validate.custom_properties
    read = module._declarations
    known: dict[Any, Any] = {}

    def once(theme: Any) -> Any:
        kind = tuple((theme.static.get(sheet), theme.files.get(f"static/{sheet}")) for sheet in module.SHEETS)
        if kind not in known:
            known[kind] = tuple(read(theme))
        return known[kind]

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(module, "_declarations", once)
        yield
