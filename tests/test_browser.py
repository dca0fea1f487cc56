"""The built site as readers meet it: in a real browser, from a folder and from a host, on every kind of page."""

from __future__ import annotations

import hashlib
import json
import re
import zlib
from base64 import b64encode
from collections.abc import Callable, Iterator
from itertools import pairwise
from pathlib import Path
from typing import Any, NamedTuple
from urllib.parse import unquote, urlsplit

import pytest
from axe_playwright_python.sync_playwright import Axe
from browser import look, sites
from browser.pages import (
    attribute,
    build,
    elements,
    html_files,
    ids,
    internal,
    name,
    parse,
    references,
    target,
    text,
    texts_with_language,
    tree,
)
from browser.server import PREFIX, served
from playwright.sync_api import Browser, Page

POLICY = "default-src 'none'; style-src 'self'; script-src 'self'; img-src 'self' data:; font-src 'self'"
WIDTHS = (320, 390, 768, 1440)
LINGER = 60
"""Milliseconds after loading in which a page could still ask for something."""
URL = "https://report.example/deep/"
BUDGET = 150_000
"""Bytes that a report may weigh, everything included."""


class Case(NamedTuple):
    """A page of one of the sites below."""

    site: str
    path: str

    @property
    def id(self) -> str:
        return f"{self.site}-{self.path.removesuffix('.html').replace('journeys/', '').replace('/', '-')}"

    @property
    def stands_alone(self) -> bool:
        """Whether the page carries its own style and has no navigation."""
        return self.path == "404.html" or self == ("languages", "index.html")

    @property
    def files(self) -> int:
        """How many files the page consists of: itself, and the style sheets of its theme."""
        return 1 if self.stands_alone else 3 if self.site == "harbour" else 2


SAMPLE_JOURNEYS = sorted(path.stem for path in (sites.SAMPLE / "journeys").glob("*.y*ml"))
CASES = [
    *(Case("sample", path) for path in ("index.html", "method.html", "method-en.html", "404.html")),
    *(Case("sample", f"journeys/{stem}.html") for stem in SAMPLE_JOURNEYS),
    *(Case("strained", path) for path in ("index.html", "method.html", "method-nl.html", "404.html")),
    *(Case("strained", f"journeys/{stem}.html") for stem in ("draft", "long", "unknown")),
    *(Case("minimal", path) for path in ("index.html", "method.html", "404.html", "journeys/minimal.html")),
    *(Case("harbour", path) for path in ("index.html", "method.html", "404.html", "journeys/minimal.html")),
    *(Case("languages", path) for path in ("index.html", "404.html")),
    *(Case("languages", f"{tree}/{path}") for tree in ("nl", "en") for path in ("index.html", "method.html")),
    *(Case("languages", f"{tree}/journeys/{stem}.html") for tree in ("nl", "en") for stem in ("hall", "keuken")),
]
WITH_NAVIGATION = [case for case in CASES if not case.stands_alone]

every_page = pytest.mark.parametrize("case", CASES, ids=lambda case: case.id)
every_page_of_the_site = pytest.mark.parametrize("case", WITH_NAVIGATION, ids=lambda case: case.id)


@pytest.fixture(scope="session")
def built(tmp_path_factory: pytest.TempPathFactory) -> dict[str, Path]:
    """The sites: the sample, one that strains the pages, and the least that an author can write."""
    folder = tmp_path_factory.mktemp("built")
    strained = sites.write(
        folder / "strained",
        f"title: Verzekeringsmaatschappijklantreizenoverzichtspresentatie\nlanguage: en\nurl: {URL}\n"
        "author: Klanttevredenheidsonderzoeksadviesbureau\nclient: Arbeidsongeschiktheidsverzekeringsmaatschappij\n",
        long=sites.long_journey(),
        draft=sites.DRAFT,
        unknown=sites.UNKNOWN,
    )
    minimal = sites.write(folder / "minimal", "", minimal=sites.MINIMAL)
    harbour = sites.write(folder / "harbour", "theme: harbour\nclient: Keukenhuis\n", minimal=sites.MINIMAL)
    return {
        "sample": build(sites.SAMPLE, folder / "out" / "sample"),
        "strained": build(strained, folder / "out" / "strained", drafts=True),
        "minimal": build(minimal, folder / "out" / "minimal"),
        "harbour": build(harbour, folder / "out" / "harbour"),
        "languages": build(sites.LANGUAGES, folder / "out" / "languages"),
    }


@pytest.fixture(scope="session")
def tabs(chromium: Browser) -> dict[bool, Page]:
    """A page of the browser with JavaScript on and one with it off, for every test of this process."""
    return {on: chromium.new_context(java_script_enabled=on).new_page() for on in (True, False)}


Look = Callable[..., Page]


@pytest.fixture
def show(tabs: dict[bool, Page], built: dict[str, Path]) -> Look:
    """Shows a page of a site from its folder, in a window that nothing was done to yet."""

    def show(case: Case, *, javascript: bool = True, width: int = 1280, **media: Any) -> Page:
        page = tabs[javascript]
        page.set_viewport_size({"width": width, "height": 900})
        page.emulate_media(**{"media": "screen", "color_scheme": "light", "forced_colors": "none", **media})
        page.goto((built[case.site] / case.path).as_uri())
        return page

    return show


@pytest.fixture
def fresh(chromium: Browser) -> Iterator[Page]:
    """A page that has not loaded anything yet."""
    context = chromium.new_context()
    yield context.new_page()
    context.close()


class Heard(NamedTuple):
    """What a page said and asked for while it was open."""

    messages: list[str]
    requests: list[str]


def listen(page: Page) -> Heard:
    heard = Heard([], [])
    page.on("console", lambda message: heard.messages.append(f"{message.type}: {message.text}"))
    page.on("pageerror", lambda error: heard.messages.append(f"error: {error}"))
    page.on("crash", lambda _: heard.messages.append("crash"))
    page.on("request", lambda request: heard.requests.append(request.url))
    return heard


# --- files -----------------------------------------------------------------------------------------------


@pytest.mark.parametrize("site", ["sample", "strained", "minimal", "harbour", "languages"])
def test_every_page_that_is_built_is_looked_at(built: dict[str, Path], site: str) -> None:
    assert html_files(built[site]) == sorted(case.path for case in CASES if case.site == site)


@every_page
def test_a_page_is_well_formed_and_its_ids_are_unique(built: dict[str, Path], case: Case) -> None:
    page = parse(built[case.site] / case.path)
    assert len(ids(page)) == len(set(ids(page)))
    (title,) = elements(elements(page, "head")[0], "title")
    assert text(title)
    assert attribute(page, "meta", "name", "viewport", "content") == "width=device-width, initial-scale=1"


@every_page
def test_every_internal_link_leads_to_a_file_and_an_anchor_that_exist(built: dict[str, Path], case: Case) -> None:
    site = built[case.site]
    page = parse(site / case.path)
    broken = []
    for reference in references(page):
        if internal(reference):
            file, anchor = target(site, case.path, reference)
            there = file.is_file() and file.is_relative_to(site.resolve()) and not reference.startswith("/")
            if not there or (anchor and anchor not in ids(parse(file))):
                broken.append(reference)
    assert not broken
    referred = {
        reference
        for element in elements(page)
        for key in ("aria-labelledby", "aria-describedby", "aria-controls", "for", "headers")
        for reference in element.get(key, "").split()
    }
    assert referred <= set(ids(page))


@pytest.mark.parametrize("site", ["sample", "strained", "minimal", "harbour", "languages"])
def test_every_file_can_be_reached_from_the_first_page(built: dict[str, Path], site: str) -> None:
    root = built[site].resolve()
    found, todo = set(), [root / "index.html"]
    while todo:
        file = todo.pop()
        if file not in found:
            found.add(file)
            if file.suffix == ".html":
                page = file.relative_to(root).as_posix()
                todo += [target(root, page, link)[0] for link in references(parse(file)) if internal(link)]
    lost = set(tree(root)) - {file.relative_to(root).as_posix() for file in found}
    assert lost == {"404.html", "build.json"}


@every_page
def test_there_is_one_title_and_no_heading_skips_a_level(built: dict[str, Path], case: Case) -> None:
    page = parse(built[case.site] / case.path)
    levels = [int(name(heading)[1]) for heading in elements(page, "h1", "h2", "h3", "h4", "h5", "h6")]
    assert levels.count(1) == 1
    assert levels[0] == 1
    assert all(after <= before + 1 for before, after in pairwise(levels)), levels


@every_page
def test_nothing_is_inline_and_the_policy_says_so(built: dict[str, Path], case: Case) -> None:
    page = parse(built[case.site] / case.path)
    policy = attribute(page, "meta", "http-equiv", "Content-Security-Policy", "content")
    styles, scripts = elements(page, "style"), [script for script in elements(page, "script") if not script.get("src")]
    if case.stands_alone:
        (style,) = styles
        digest = b64encode(hashlib.sha256((style.text or "").encode()).digest()).decode()
        assert policy == f"default-src 'none'; style-src 'sha256-{digest}'; img-src data:"
    else:
        assert policy == POLICY
        assert not styles
    assert not scripts
    inline = [
        key
        for element in elements(page)
        for key in element.attrib
        if key == "style" or key.startswith("on") or key in ("bgcolor", "background", "srcdoc")
    ]
    assert not inline
    # the policy counts from where it stands, so nothing may be loaded before it
    (head,) = elements(page, "head")
    assert [name(element) for element in head][:2] == ["meta", "meta"]
    assert head[1].get("http-equiv") == "Content-Security-Policy"


@every_page
def test_the_language_is_that_of_the_page(built: dict[str, Path], case: Case) -> None:
    site = built[case.site]
    own = json.loads((site / "data" / "site.json").read_bytes())
    languages = {f"journeys/{journey['id']}.html": journey["language"] for journey in own["journeys"]}
    languages |= {"method-nl.html": "nl", "method-en.html": "en"}
    wanted = case.path[:2] if case.path[2:3] == "/" else languages.get(case.path, own["language"])
    (root,) = elements(parse(site / case.path), "html")
    assert root.get("lang") == wanted


@every_page_of_the_site
def test_texts_in_another_language_are_marked_as_such(built: dict[str, Path], case: Case) -> None:
    site = built[case.site]
    own = json.loads((site / "data" / "site.json").read_bytes())
    known = {} if own["languages"] else {own["title"]: own["language"]}
    for journey in own["journeys"]:
        data = json.loads((site / "data" / f"{journey['id']}.json").read_bytes())
        texts = [data["title"], *(item["title"] for item in data["touchpoints"] + data["stages"])]
        texts += [value for key, value in (data["context"] or {}).items() if key in ("organisation", "customer")]
        if not own["languages"]:  # else test_each_text_of_a_site_in_two_languages_is_marked
            known |= {one: data["language"] for one in texts if one}
    (body,) = elements(parse(site / case.path), "body")
    page = elements(parse(site / case.path), "html")[0].get("lang", "")
    wrong = [
        (piece, marked, language)
        for piece, marked in texts_with_language(body, page)
        for one, language in known.items()
        if " ".join(piece.split()) == one and marked != language
    ]
    assert not wrong


@pytest.mark.parametrize(
    ("path", "texts"),
    [
        ("nl/journeys/keuken.html", {"Een keuken kopen": "nl", "Ontwerpgesprek": "nl", "Nice": "en"}),
        ("en/journeys/keuken.html", {"Buying a kitchen": "en", "Ontwerpgesprek": "nl", "Nice": "en", "Verkoop": "nl"}),
        ("nl/journeys/hall.html", {"Buying a hall": "en", "Offer": "en", "Keukenhuis": "nl"}),
        ("en/journeys/hall.html", {"Buying a hall": "en", "Offer": "en", "Kitchen House": "en", "Buro Zes": "nl"}),
        ("nl/index.html", {"Buying a hall": "en", "Een keuken kopen": "nl", "Keukenhuis": "nl", "een": "nl"}),
        ("en/index.html", {"Buying a hall": "en", "Buying a kitchen": "en", "Keukenhuis BV": "nl", "a": "en"}),
        ("en/method.html", {"Buying a hall": "en", "Buying a kitchen": "en", "Kitchen House": "en"}),
        ("index.html", {"Nederlands": "nl", "English": "en", "Keukenhuis": "nl", "Kitchen House": "en"}),
    ],
)
def test_each_text_of_a_site_in_two_languages_is_marked(
    built: dict[str, Path], path: str, texts: dict[str, str]
) -> None:
    page = parse(built["languages"] / path)
    (body,) = elements(page, "body")
    marked: dict[str, set[str]] = {}
    for piece, language in texts_with_language(body, elements(page, "html")[0].get("lang", "")):
        marked.setdefault(" ".join(piece.split()), set()).add(language)
    assert {text: marked.get(text) for text in texts} == {text: {language} for text, language in texts.items()}
    assert not [text for text in marked if "<span" in text]


def test_the_switcher_leads_to_the_same_page_in_the_other_language(fresh: Page, built: dict[str, Path]) -> None:
    fresh.goto((built["languages"] / "index.html").as_uri())
    fresh.get_by_role("link", name="English").click()
    fresh.get_by_role("link", name="Buying a kitchen").click()
    fresh.get_by_role("link", name="Nederlands").click()
    assert fresh.url.endswith("/nl/journeys/keuken.html")
    assert fresh.locator("h1").inner_text() == "Een keuken kopen"
    assert fresh.locator(".languages [aria-current]").inner_text() == "Nederlands"


@every_page
def test_search_engines_are_kept_out(built: dict[str, Path], case: Case) -> None:
    page = parse(built[case.site] / case.path)
    assert attribute(page, "meta", "name", "robots", "content") == "noindex, nofollow"
    address = URL + case.path if case.site == "strained" and case.path != "404.html" else None
    assert attribute(page, "link", "rel", "canonical", "href") == address
    assert not list(built[case.site].glob("sitemap*"))


@pytest.mark.parametrize("indexing", [True, False], ids=["indexing", "no indexing"])
def test_a_site_with_an_address_names_it(tmp_path: Path, *, indexing: bool) -> None:
    url = "https://report.example/sub/path/"
    settings = f"title: T\nurl: {url.rstrip('/')}\nindexing: {str(indexing).lower()}\n"
    root = sites.write(tmp_path / "site", settings, minimal=sites.MINIMAL, unknown=sites.UNKNOWN, draft=sites.DRAFT)
    site = build(root, tmp_path / "out")
    for path in html_files(site):
        page = parse(site / path)
        robots = attribute(page, "meta", "name", "robots", "content")
        if path == "404.html":
            assert robots == "noindex, nofollow"
            assert [link.get("href") for link in elements(page, "a")] == [url + "index.html"]
            assert attribute(page, "link", "rel", "canonical", "href") is None
        else:
            assert robots == (None if indexing else "noindex, nofollow")
            assert attribute(page, "link", "rel", "canonical", "href") == url + path
    if indexing:
        listed = re.findall("<loc>(.*?)</loc>", (site / "sitemap.xml").read_text())
        assert listed == sorted(url + path for path in html_files(site) if path != "404.html")
    else:
        assert not (site / "sitemap.xml").exists()


def test_a_draft_leaves_no_trace_unless_asked_for(tmp_path: Path, built: dict[str, Path]) -> None:
    root = sites.write(tmp_path / "site", "title: T\n", minimal=sites.MINIMAL, draft=sites.DRAFT)
    site = build(root, tmp_path / "out")
    left = re.compile(rb"secret|a draft that nobody|>draft<|draft.html", re.IGNORECASE)
    assert not [path for path, content in tree(site).items() if left.search(content) or "draft" in path]
    assert left.search(tree(built["strained"])["index.html"])
    for page in ("index.html", "journeys/draft.html"):
        tags = [text(element) for element in elements(parse(built["strained"] / page), "span")]
        assert tags.count("Draft") == 1


def test_a_report_of_twenty_touchpoints_weighs_less_than_its_budget(tmp_path: Path) -> None:
    site = build(sites.write(tmp_path / "site", "language: nl\n", twenty=sites.twenty()), tmp_path / "out")
    page = parse(site / "journeys/twenty.html")
    assert len(elements(page, "article")) == 20
    linked = {target(site, "journeys/twenty.html", link.get("href", ""))[0] for link in elements(page, "link")}
    loaded = {site / "journeys/twenty.html", *(file for file in linked if file.is_file())}
    assert any(file.suffix == ".css" for file in loaded)
    assert sum(len(file.read_bytes()) for file in loaded) < BUDGET


# --- loading ---------------------------------------------------------------------------------------------


@every_page
def test_from_a_folder_a_page_is_quiet_and_loads_nothing_but_the_site(
    fresh: Page, built: dict[str, Path], case: Case
) -> None:
    site = built[case.site].resolve()
    heard = listen(fresh)
    fresh.goto((site / case.path).as_uri())
    fresh.wait_for_timeout(LINGER)
    assert not heard.messages
    files = [Path(unquote(urlsplit(url).path)) for url in heard.requests if urlsplit(url).scheme == "file"]
    assert len(files) == len(heard.requests)
    assert all(file.is_relative_to(site) and file.is_file() for file in files)
    assert len(files) == case.files


@every_page
def test_from_a_sub_path_a_page_is_quiet_and_loads_nothing_but_the_site(
    fresh: Page, built: dict[str, Path], case: Case
) -> None:
    with served(built[case.site]) as host:
        heard = listen(fresh)
        fresh.goto(host.base + case.path)
        fresh.wait_for_timeout(LINGER)
        assert not heard.messages
        assert len(heard.requests) == case.files
        assert all(url.startswith(host.base) for url in heard.requests)
        # what reached the host, the browser's own wish for an icon included
        assert len(host.log) == len(heard.requests)
        assert all(path.startswith(PREFIX) and status == 200 for path, status in host.log)


@pytest.mark.parametrize("lost", ["lost", "lost.html", "journeys/lost.html", "a/b/c/d/e/lost/"])
def test_the_page_for_lost_readers_works_at_any_depth(fresh: Page, built: dict[str, Path], lost: str) -> None:
    with served(built["sample"]) as host:
        heard = listen(fresh)
        fresh.goto(host.base + lost)
        fresh.wait_for_timeout(LINGER)
        assert heard.requests == [host.base + lost]
        # the browser's own remark on the status of the page that was asked for
        assert [message for message in heard.messages if "404" not in message] == []
        assert len(host.log) == 1
        assert fresh.evaluate("getComputedStyle(document.querySelector('main')).maxWidth") != "none"
        assert fresh.locator("h1").count() == 1


@every_page
def test_a_page_is_complete_without_javascript(show: Look, case: Case) -> None:
    shown = [show(case, javascript=on).locator("body").inner_text() for on in (True, False)]
    assert shown[0] == shown[1]
    assert len(shown[0]) > 40


# --- looks -----------------------------------------------------------------------------------------------


EVERY_VIEW = [(scheme, width) for scheme in ("light", "dark") for width in (320, 1440)]
FEWER_VIEWS = [("light", 320), ("dark", 1440)]
ALIKE = ("groothandel", "keuken", "student")
"""Reports of the sample that hold no more kinds of things than the other two."""
AXE_VIEWS = {
    case: FEWER_VIEWS if case.path.endswith(tuple(f"{stem}.html" for stem in ALIKE)) else EVERY_VIEW
    for case in CASES
    if case.site == "sample"
} | {
    # more of what the sample's pages hold, and the states that it lacks: each width and scheme once
    Case("strained", "index.html"): FEWER_VIEWS,
    Case("strained", "journeys/long.html"): [("light", 320)],
    Case("strained", "journeys/draft.html"): FEWER_VIEWS,
    Case("strained", "journeys/unknown.html"): FEWER_VIEWS,
    Case("strained", "404.html"): FEWER_VIEWS,
    Case("minimal", "journeys/minimal.html"): FEWER_VIEWS,
    **{case: FEWER_VIEWS for case in CASES if case.site == "harbour" or case.path.startswith("nl/")},
    Case("languages", "index.html"): FEWER_VIEWS,
}


@pytest.mark.parametrize(("case", "views"), AXE_VIEWS.items(), ids=[case.id for case in AXE_VIEWS])
def test_axe_finds_nothing(show: Look, case: Case, views: list[tuple[str, int]]) -> None:
    page = show(case)
    page.evaluate(Axe().axe_script)
    for scheme, width in views:
        page.emulate_media(color_scheme=scheme)  # type: ignore[arg-type]  # one of SCHEMES
        page.set_viewport_size({"width": width, "height": 900})
        found = page.evaluate(look.AXE)
        assert (scheme, width, found["violations"]) == (scheme, width, [])
        assert {"color-contrast", "html-has-lang", "page-has-heading-one"} <= set(found["passes"])
        assert "target-size" in found["passes"] or case.path == "404.html"


@every_page
def test_the_colours_follow_the_scheme(show: Look, case: Case) -> None:
    bright = {}
    for scheme in ("light", "dark"):
        page = show(case, color_scheme=scheme)
        colours = page.evaluate("(s => [s.backgroundColor, s.color])(getComputedStyle(document.body))")
        bright[scheme] = [sum(map(int, re.findall(r"\d+", colour)[:3])) / 3 for colour in colours]
    assert bright["light"][0] > 200 > 100 > bright["light"][1]
    assert bright["dark"][0] < 60 < 180 < bright["dark"][1]


def test_a_theme_that_extends_another_has_its_colours_and_its_block(show: Look, built: dict[str, Path]) -> None:
    charts = [
        re.findall(r"<svg xmlns.*?</svg>", (built[site] / "journeys/minimal.html").read_text("utf-8"), re.DOTALL)
        for site in ("minimal", "harbour")
    ]
    assert len(charts[0]) > 3
    assert charts[0] == charts[1], "the colours are the page's, so the drawings are the same"
    painted = "[...document.querySelectorAll('.chart .points :is(path, use)')].map((el) => getComputedStyle(el).fill)"
    for scheme in ("light", "dark"):
        colours = {}
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


@every_page
def test_nothing_sticks_out_is_cut_off_or_overlaps(show: Look, case: Case) -> None:
    page = show(case)
    for width in WIDTHS:
        page.set_viewport_size({"width": width, "height": 900})
        found = page.evaluate(look.LAYOUT)
        assert found["texts"] > 3
        assert (width, found["faults"], found["wide"]) == (width, [], 0)


@every_page
def test_links_that_stand_by_themselves_are_large_enough(show: Look, case: Case) -> None:
    page = show(case)
    for width in WIDTHS:
        page.set_viewport_size({"width": width, "height": 900})
        assert (width, page.evaluate(look.SMALL_TARGETS)) == (width, [])


@every_page_of_the_site
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


@every_page_of_the_site
def test_everything_that_takes_the_focus_shows_it(show: Look, case: Case) -> None:
    page = show(case)
    for _ in range(6):
        page.keyboard.press("Tab")
        ring = page.evaluate(
            "(s => [s.outlineStyle, parseFloat(s.outlineWidth)])(getComputedStyle(document.activeElement))"
        )
        assert ring[0] == "solid"
        assert ring[1] >= 2


@every_page_of_the_site
def test_the_marks_of_the_verdicts_can_be_seen(show: Look, case: Case) -> None:
    page = show(case)
    for scheme in ("light", "dark"):
        for forced in ("none", "active"):
            page.emulate_media(color_scheme=scheme, forced_colors=forced)  # type: ignore[arg-type]  # words of the API
            marks = page.evaluate(look.MARKS)
            assert [(scheme, forced, mark) for mark in marks if not mark["seen"] or mark["size"] < 10] == []
            if forced == "active":
                assert {mark["paint"] for mark in marks} <= {page.evaluate("getComputedStyle(document.body).color")}


def test_every_mark_is_looked_at(built: dict[str, Path]) -> None:
    pages = [parse(built[case.site] / case.path) for case in WITH_NAVIGATION if "method" not in case.path]
    marks = {element.get("class") for page in pages for element in elements(page, "svg")}
    wanted = {f"mark mark-{verdict}" for verdict in ("improve", "keep", "leave", "drop", "add", "none")}
    assert {mark for mark in marks if "mark " in (mark or "")} == wanted


# --- paper -----------------------------------------------------------------------------------------------


def test_a_calculation_is_folded_away_on_a_screen_and_open_on_paper(show: Look) -> None:
    page = show(Case("sample", "journeys/advocatenkantoor.html"))
    lines = page.locator(".touchpoint details > p")
    assert lines.count() == 11
    shown = "lines => lines.filter((line) => line.checkVisibility({contentVisibilityAuto: true})).length"
    assert lines.evaluate_all(shown) == 0
    page.emulate_media(media="print")
    assert lines.evaluate_all(shown) == 11


@every_page
def test_on_paper_a_page_is_light_and_has_no_navigation(show: Look, case: Case) -> None:
    page = show(case, color_scheme="dark")
    page.emulate_media(media="print")
    assert page.locator("h1").is_visible()
    assert not page.locator("nav:visible, .skip:visible").count()
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


def drawn(pdf: bytes) -> list[bytes]:
    """What is drawn on each sheet of a PDF that Chromium made, in order, as PDF operators."""
    objects = dict(re.findall(rb"(?:^|\n)(\d+) 0 obj\s*(.*?)\s*endobj", pdf, re.DOTALL))
    sheets = [body for body in objects.values() if re.search(rb"/Type\s*/Page\b", body)]
    found = []
    for sheet in sheets:
        content = objects[re.search(rb"/Contents (\d+) 0 R", sheet)[1]]  # type: ignore[index]  # no match is a failure
        head, _, stream = content.partition(b"stream")
        stream = stream.lstrip(b"\r\n").rpartition(b"endstream")[0]
        found.append(zlib.decompress(stream) if b"/FlateDecode" in head else stream)
    return found


def title_of(pdf: bytes) -> str:
    """The title in a PDF's own description."""
    literal = re.search(rb"/Title\s*(?:<([0-9A-Fa-f]*)>|\(((?:\\.|[^\\)])*)\))", pdf, re.DOTALL)
    assert literal is not None
    raw = bytes.fromhex(literal[1].decode()) if literal[1] else re.sub(rb"\\(.)", rb"\1", literal[2])
    return raw[2:].decode("utf-16-be") if raw.startswith(b"\xfe\xff") else raw.decode("latin-1")


@every_page
def test_on_paper_no_sheet_is_empty(show: Look, case: Case) -> None:
    page = show(case)
    pdf = page.pdf(format="A4", prefer_css_page_size=True)
    assert " ".join(title_of(pdf).split()) == " ".join(page.title().split())
    sheets = drawn(pdf)
    assert sheets
    assert [number for number, sheet in enumerate(sheets, 1) if not re.search(rb"\bT[jJ]\b", sheet)] == []
