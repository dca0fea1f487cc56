"""A branded site in a real browser: its colours, logo and letters, in light, in the dark and on paper."""

from __future__ import annotations

import mimetypes
from collections.abc import Iterator
from io import BytesIO
from pathlib import Path
from typing import Any
from urllib.parse import unquote, urlsplit

import pytest
from axe_playwright_python.sync_playwright import Axe
from browser import look, sites
from browser.cases import Case, Look
from browser.pages import build, elements, html_files, parse, text
from browser.server import PREFIX, served
from fontTools.fontBuilder import FontBuilder
from fontTools.pens.ttGlyphPen import TTGlyphPen
from playwright.sync_api import Browser, Page

SIGNS = " abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789.,:;-"
WIDE = 1200
"""How far each letter of the font goes on, in thousandths of its size: wider than any letter of a theme's own."""
BRAND = """\
title: What our customers say
author: Studio Six
{more}
brand:
  name: Kitchen House
  logo: {logo}
  colors: {{accent: "#00626d", improve: {{light: "#a8324a", dark: "#f58fa0"}}}}
  fonts: {{display: brand/letters.ttf}}
"""
LIGHT, DARK = "#00626d", "#45939e"
"""The accent as written, and the shade of it that is made for the dark."""
SHIFTS = """new Promise((done) => {
  const found = [];
  const watch = new PerformanceObserver((list) => found.push(...list.getEntries().map((one) => one.value)));
  watch.observe({type: 'layout-shift', buffered: true});
  setTimeout(() => done(found), 60);
})"""
"""How far parts of the page have moved since it began to come in."""
KINDS = {
    "both": ["index.html", "method.html", "404.html", "journeys/kitchen.html"],
    "plate": ["index.html", "journeys/kitchen.html"],
    "languages": ["index.html", "404.html", "nl/journeys/kitchen.html"],
}
PAGES = [(site, path) for site, paths in KINDS.items() for path in paths]
STANDALONE = [("both", "404.html"), ("languages", "index.html"), ("languages", "404.html")]


def logo(ink: str) -> str:
    """A logo with a script in it, which must not run, and a picture from elsewhere, which must not be fetched."""
    return (
        '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 160 40">'
        f'<script>console.log("run")</script><image href="https://elsewhere.example/a.png"/>'
        f'<rect width="160" height="40" fill="{ink}"/></svg>'
    )


def letters() -> bytes:
    """A font in which every letter is a wide bar."""
    pen = TTGlyphPen(None)
    for point in ((100, 0), (100, 700), (WIDE - 100, 700), (WIDE - 100, 0)):
        (pen.lineTo if point != (100, 0) else pen.moveTo)(point)
    pen.closePath()
    bar = pen.glyph()
    builder = FontBuilder(1000, isTTF=True)
    builder.setupGlyphOrder([".notdef", "bar"])
    builder.setupCharacterMap({ord(sign): "bar" for sign in SIGNS})
    builder.setupGlyf({".notdef": bar, "bar": bar})
    builder.setupHorizontalMetrics(dict.fromkeys((".notdef", "bar"), (WIDE, 100)))
    builder.setupHorizontalHeader(ascent=800, descent=-200)
    builder.setupNameTable({"familyName": "Bars", "styleName": "Regular"})
    builder.setupOS2(sTypoAscender=800, sTypoDescender=-200, usWinAscent=800, usWinDescent=200)
    builder.setupPost()
    file = BytesIO()
    builder.save(file)
    return file.getvalue()


@pytest.fixture(scope="module")
def built(tmp_path_factory: pytest.TempPathFactory) -> dict[str, Path]:
    folder = tmp_path_factory.mktemp("branded")
    both = "{light: brand/logo.svg, dark: brand/dark.svg}"
    settings = {
        "both": BRAND.format(logo=both, more="language: en"),
        "plate": BRAND.format(logo="brand/logo.svg", more="theme: harbour"),
        "languages": BRAND.format(logo=both, more="languages: [en, nl]"),
    }
    found = {}
    for name, site in settings.items():
        root = sites.write(folder / name, site, kitchen=sites.MINIMAL)
        (root / "brand").mkdir()
        (root / "brand" / "logo.svg").write_text(logo("#123456"), "utf-8")
        (root / "brand" / "dark.svg").write_text(logo("#fedcba"), "utf-8")
        (root / "brand" / "letters.ttf").write_bytes(letters())
        found[name] = build(root, folder / "out" / name)
    return found


@pytest.fixture
def page(chromium: Browser) -> Iterator[Page]:
    context = chromium.new_context()
    yield context.new_page()
    context.close()


def rgb(color: str) -> str:
    red, green, blue = (int(color[at : at + 2], 16) for at in (1, 3, 5))
    return f"rgb({red}, {green}, {blue})"


def style(page: Page, selector: str, name: str) -> str:
    return str(page.locator(selector).first.evaluate(f"(el) => getComputedStyle(el).getPropertyValue('{name}')"))


every_page = pytest.mark.parametrize(("site", "path"), PAGES, ids=lambda value: value.replace("/", "-"))


@every_page
@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_a_branded_page_is_quiet_and_loads_its_own_files_only(
    page: Page, built: dict[str, Path], site: str, path: str, scheme: Any
) -> None:
    messages: list[str] = []
    requests: list[str] = []
    page.on("console", lambda message: messages.append(message.text))
    page.on("pageerror", lambda error: messages.append(str(error)))
    page.on("request", lambda request: requests.append(request.url))
    page.emulate_media(color_scheme=scheme)
    with served(built[site]) as host:
        page.goto(host.base + path)
        page.wait_for_timeout(150)
        assert messages == []
        assert [url for url in requests if not url.startswith(host.base)] == []
        assert {status for _, status in host.log} == {200}
        asked = [unquote(urlsplit(url).path).removeprefix(PREFIX).partition(".")[0] for url in requests]
    if (site, path) in STANDALONE:
        assert len(asked) == 1
    else:
        assert sorted(asked)[:2] == ["assets/brand", "assets/brand-font"]
        assert asked.count("assets/brand-logo") == 1


@every_page
def test_the_colours_of_the_brand_stand_in_light_in_the_dark_and_on_paper(show: Look, site: str, path: str) -> None:
    page = show(Case(site, path))
    shown = {}
    for view, media in (
        ("light", {"media": "screen", "color_scheme": "light"}),
        ("dark", {"media": "screen", "color_scheme": "dark"}),
        ("paper", {"media": "print", "color_scheme": "light"}),
        ("paper in the dark", {"media": "print", "color_scheme": "dark"}),
    ):
        page.emulate_media(**media)  # type: ignore[arg-type]  # of the words that it takes
        standalone = (site, path) in STANDALONE
        names = ["--accent"] if standalone else ["--cj-accent", "--cj-improve"]
        shown[view] = [style(page, "html", name) for name in names]
    improve = [] if (site, path) in STANDALONE else ["#a8324a"]
    assert shown["light"] == shown["paper"] == shown["paper in the dark"] == [LIGHT, *improve]
    dark = {"both": DARK, "languages": DARK, "plate": shown["dark"][0]}[site]
    assert shown["dark"] == [dark, *(["#f58fa0"] if improve else [])]
    assert shown["dark"][0] != LIGHT


def test_links_and_verdicts_have_these_colours(show: Look) -> None:
    page = show(Case("both", "journeys/kitchen.html"))
    for scheme, accent, improve in (("light", LIGHT, "#a8324a"), ("dark", DARK, "#f58fa0")):
        page.emulate_media(color_scheme=scheme)  # type: ignore[arg-type]  # one of its words
        assert style(page, "nav a", "color") == rgb(accent)
        assert style(page, ".mark-improve, .verdict-improve", "color") == rgb(improve)


def test_each_scheme_has_its_logo_and_paper_the_light_one(show: Look) -> None:
    page = show(Case("both", "journeys/kitchen.html"))
    image = page.get_by_role("link", name="Kitchen House What our customers say").locator("img")
    sources = {}
    for media, scheme in (("screen", "light"), ("screen", "dark"), ("print", "light"), ("print", "dark")):
        page.emulate_media(media=media, color_scheme=scheme)  # type: ignore[arg-type]  # of its words
        page.wait_for_timeout(50)
        sources[media, scheme] = image.evaluate("(el) => el.currentSrc")
        assert image.evaluate("(el) => [el.complete, el.clientWidth, el.clientHeight]") == [True, 144, 36]
    light, dark = sources["screen", "light"], sources["screen", "dark"]
    assert light != dark
    assert sources["print", "light"] == sources["print", "dark"] == light
    assert "#123456" in Path(unquote(urlsplit(light).path)).read_text("utf-8")


def test_the_only_logo_stands_on_a_light_plate_in_the_dark(show: Look) -> None:
    page = show(Case("plate", "index.html"))
    for media, scheme, ground in (
        ("screen", "light", "rgba(0, 0, 0, 0)"),
        ("screen", "dark", "rgb(255, 255, 255)"),
        ("print", "dark", "rgba(0, 0, 0, 0)"),
    ):
        page.emulate_media(media=media, color_scheme=scheme)  # type: ignore[arg-type]  # of its words
        assert style(page, ".site-logo", "background-color") == ground
        assert page.locator(".site-logo img").is_visible()


def test_headings_are_in_the_letters_of_the_brand_and_text_is_not(show: Look) -> None:
    page = show(Case("both", "index.html"))
    page.evaluate("document.fonts.ready")
    assert style(page, "h1", "font-family").startswith('"brand display", Charter')
    assert "brand" not in style(page, "body", "font-family")
    assert page.evaluate(
        "[...document.fonts].map((one) => [one.family.replaceAll('\"', ''), one.status, one.display])"
    )[0] == ["brand display", "loaded", "optional"]


@every_page
@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_nothing_moves_while_a_page_comes_in(
    page: Page, built: dict[str, Path], site: str, path: str, scheme: Any
) -> None:
    """Also where logo and letters come late."""
    page.emulate_media(color_scheme=scheme)
    types = {".svg": "image/svg+xml", ".ttf": "font/ttf"}

    def late(route: Any) -> None:
        file = built[site] / unquote(urlsplit(route.request.url).path).removeprefix(PREFIX)
        page.wait_for_timeout(200)
        route.fulfill(body=file.read_bytes(), content_type=types.get(file.suffix) or mimetypes.guess_type(file.name)[0])

    page.route("**/assets/brand-*", late)
    with served(built[site]) as host:
        page.goto(host.base + path, wait_until="commit")
        page.wait_for_load_state("load")
        page.wait_for_timeout(200)
        moved = page.evaluate(SHIFTS)
    assert moved == []


@every_page
@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_axe_finds_nothing_on_a_branded_page(show: Look, site: str, path: str, scheme: Any) -> None:
    page = show(Case(site, path), color_scheme=scheme)
    page.evaluate(Axe().axe_script)
    for width in (320, 1440):
        page.set_viewport_size({"width": width, "height": 900})
        found = page.evaluate(look.AXE)
        assert (width, found["violations"]) == (width, [])
        assert "color-contrast" in found["passes"]
        layout = page.evaluate(look.LAYOUT)
        assert (width, layout["faults"], max(layout["wide"], 0)) == (width, [], 0)


def test_every_page_of_the_site_names_the_brand(built: dict[str, Path]) -> None:
    for site, folder in built.items():
        for path in html_files(folder):
            wanted = "Een uitgave van" if path.startswith("nl/") else "Published by"
            (body,) = elements(parse(folder / path), "body")
            assert f"{wanted} Kitchen House." in text(body), (site, path)
