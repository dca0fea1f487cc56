"""The brand and the theme's colours beyond what the tables and cases show: style sheets, shades and logos."""

from __future__ import annotations

from itertools import combinations
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from cjgen import bundled
from cjgen.build import check_site
from cjgen.load import load_theme
from cjgen.model.brand import COLOR_NAMES, VERDICT_COLORS, Brand, BrandFiles, Picture, PlacedBrand
from cjgen.model.document import Document
from cjgen.model.page import Theme
from cjgen.render.assets import render_assets
from cjgen.render.brand import brand_assets, standalone_style
from cjgen.validate import brand_look, contrast_problems
from cjgen.validate.contrast import READABLE, TELLING, as_hex, difference, least_ratio, nearest_shade, ratio
from cjgen.validate.custom_properties import SCHEMES, theme_properties

THEMES = sorted(path.name for path in bundled.themes().iterdir())


def bundled_theme(name: str) -> Theme:
    theme, problems = load_theme(name, Path("nowhere"), bundled.themes())
    assert problems == []
    assert theme is not None
    return theme


def sheets(**texts: str) -> Theme:
    """A theme with these style sheets, by name without ending."""
    static = {f"{name}.css": text.encode() for name, text in texts.items()}
    return Theme("own", {}, {f"static/{name}": f"themes/own/static/{name}" for name in static}, static)


@pytest.mark.parametrize("name", THEMES)
def test_the_colours_of_a_bundled_theme_can_be_read_and_told_apart(name: str) -> None:
    theme = bundled_theme(name)
    assert contrast_problems(theme) == []
    for scheme, found in theme_properties(theme).winning.items():
        assert {"--cj-paper", "--cj-surface", "--cj-ink", "--cj-none"} <= found.keys()
        for one, other in combinations(VERDICT_COLORS, 2):
            far = difference(found[f"--cj-{one}"].value, found[f"--cj-{other}"].value)
            assert far >= TELLING, (scheme, one, other)


@pytest.mark.parametrize("name", THEMES)
def test_nothing_is_said_of_a_bundled_theme_that_an_author_copied(name: str) -> None:
    files = {sheet.removesuffix(".css"): text.decode() for sheet, text in bundled_theme(name).static.items()}
    copied = sheets(**files)
    assert copied.is_own("static/site.css")
    assert contrast_problems(copied) == []


def test_a_bundled_theme_that_could_not_be_read_would_be_told() -> None:
    theme = bundled_theme("default")
    broken = theme.static["site.css"].replace(b"--cj-soft: #545c64", b"--cj-soft: #9a9a9a")
    assert broken != theme.static["site.css"]
    worse = Theme(theme.name, theme.templates, theme.files, {**theme.static, "site.css": broken})
    assert [(found.code, found.place.file) for found in contrast_problems(worse)] == [
        ("CJ303", "<bundled theme default>/static/site.css")
    ]
    # unless a brand sets the colour that fails
    assert contrast_problems(worse, ["soft"]) == []


@pytest.mark.parametrize(
    ("query", "where"),
    [
        ("all", "light dark print"),
        ("screen", "light dark"),
        ("only screen", "light dark"),
        ("print", "print"),
        ("not print", "light dark"),
        ("not screen", "print"),
        ("(prefers-color-scheme: dark)", "dark"),
        ("screen and (prefers-color-scheme:dark)", "dark"),
        ("SCREEN AND ( prefers-color-scheme : DARK )", "dark"),
        ("(prefers-color-scheme: light)", "light print"),
        ("not all and (prefers-color-scheme: dark)", "light print"),
        ("print, (prefers-color-scheme: dark)", "dark print"),
        ("(forced-colors: active)", ""),
        ("speech", ""),
    ],
)
def test_media_queries(query: str, where: str) -> None:
    found = theme_properties(sheets(site=f"@media {query} {{ :root {{ --cj-ink: #000 }} }}"))
    assert [scheme for scheme in SCHEMES if found.winning[scheme]] == where.split()
    assert found.unsure == ()


@pytest.mark.parametrize(
    "sheet",
    [
        "@media (min-width: 40rem) {{{}}}",
        "@media screen and (min-width:40rem) {{{}}}",
        "@media not all and (monochrome) {{{}}}",
        "@supports (color: lab(0 0 0)) {{{}}}",
        "@layer base {{{}}}",
        "@media screen {{ @media (width > 40rem) {{{}}} }}",
    ],
)
def test_what_may_apply_is_told_and_not_taken(sheet: str) -> None:
    found = theme_properties(sheets(site=sheet.format(":root { --cj-ink: #000 }")))
    assert [one.name for one in found.unsure] == ["--cj-ink"]
    assert not any(found.winning.values())


@pytest.mark.parametrize(
    ("sheet", "unsure"),
    [
        ("body { --cj-ink: #dddddd }", ["body"]),
        ("html:root { --cj-ink: #dddddd }", ["html:root"]),
        (":root:not(.x) { --cj-ink: #dddddd }", [":root:not(.x)"]),
        (".card { --cj-paper: #dddddd }", [".card"]),
        (":root { @media (min-width: 40rem) { --cj-ink: #222222 } }", ["(min-width:40rem)"]),
        (":root { & .card { --cj-paper: #222222 } }", ["& .card"]),
        (":ROOT { --cj-ink: #222222 }", []),
        (":root { @media (prefers-color-scheme: dark) { --cj-ink: #222222 } }", []),
    ],
)
def test_what_is_not_set_for_the_root_alone_is_told(sheet: str, unsure: list[str]) -> None:
    properties = theme_properties(sheets(site=":root { --cj-ink: #000000 }", theme=sheet))
    assert [one.unsure for one in properties.unsure] == unsure
    inks = {scheme: properties.winning[scheme]["--cj-ink"].value for scheme in SCHEMES}
    assert (set(inks.values()) == {"#000000"}) == bool(unsure)
    if "dark" in sheet:
        assert inks == {"light": "#000000", "dark": "#222222", "print": "#000000"}


@pytest.mark.parametrize("color", ["oklch(0.5 1e300 1e300)", "oklch(50% 0.1 1e400)", "none"])
def test_a_colour_without_end_is_none(color: str) -> None:
    assert as_hex(color) is None


@pytest.mark.parametrize("box", ["0 0 1e999 40", "0 0 1e999 1e999", "0 0 nan 3"])
def test_a_logo_without_end_has_no_size(tmp_path: Path, box: str) -> None:
    (tmp_path / "journeys").mkdir()
    (tmp_path / "site.yaml").write_text("brand: {name: B, logo: logo.svg}\n")
    (tmp_path / "journeys/j.yaml").write_text(
        "title: J\nstages: [{title: S, touchpoints: [{title: T, importance: 8, experience: 5}]}]\n"
    )
    (tmp_path / "logo.svg").write_text(f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="{box}"/>')
    assert [found.code for found in check_site(tmp_path).problems if found.severity == "error"] == ["CJ307"]


def test_a_style_sheet_finds_files_whose_names_hold_blanks() -> None:
    theme = Theme(
        "own", {}, {}, {"site.css": b'a { background: url("my logo.svg") } /*! licence */', "my logo.svg": b"<svg/>"}
    )
    assets = render_assets(theme)
    (sheet,) = [page.content.decode() for page in assets.pages if page.path.endswith(".css")]
    named = assets.paths["my logo.svg"].removeprefix("assets/").replace(" ", "%20")
    assert f'url("{named}")' in sheet
    assert "licence" in sheet
    assert assets.seen_from("journeys/x.html")("my logo.svg") == f"../assets/{named}"


def test_the_last_declaration_wins_but_for_important_ones() -> None:
    theme = sheets(
        site=":root, .other { --cj-ink: #111; --cj-soft: #222 !important }\n.card { --cj-ink: #eee }",
        theme="/* :root { --cj-ink: #999 } */\r\n:root { --cj-soft: #333 }\r\n  :root { --cj-ink: #444; color: red }",
    )
    light = theme_properties(theme).winning["light"]
    assert {name: one.value for name, one in light.items()} == {"--cj-ink": "#444", "--cj-soft": "#222"}
    place = light["--cj-ink"].place
    assert (place.file, place.line, place.column) == ("themes/own/static/theme.css", 3, 11)
    assert place.excerpt[place.column - 1 :][: place.length] == "--cj-ink"


hexes = st.integers(0, 0xFFFFFF).map("#{:06x}".format)


@given(hexes, st.lists(hexes, min_size=1, max_size=3))
def test_a_shade_passes_or_there_is_none(color: str, grounds: list[str]) -> None:
    shade = nearest_shade(color, grounds)
    if shade is not None:
        assert least_ratio(shade, grounds) >= READABLE
        assert (shade == color) == (least_ratio(color, grounds) >= READABLE)
    else:
        assert max(least_ratio(end, grounds) for end in ("#000000", "#ffffff")) < READABLE


@given(hexes, hexes)
def test_contrast_is_mutual_and_between_1_and_21(one: str, other: str) -> None:
    assert 1 <= ratio(one, other) == ratio(other, one) <= 21
    assert ratio(one, one) == 1


@pytest.mark.parametrize("theme", THEMES)
@settings(max_examples=25)
@given(st.lists(hexes, min_size=5, max_size=5))
def test_dark_shades_of_any_brand_can_be_read(theme: str, colors: list[str]) -> None:
    found = theme_properties(bundled_theme(theme)).winning
    light, dark = (
        [found[scheme][f"--cj-{ground}"].value for scheme in schemes for ground in ("paper", "surface")]
        for schemes in (("light", "print"), ("dark",))
    )
    readable = {name: nearest_shade(color, light) for name, color in zip(COLOR_NAMES, colors, strict=True)}
    placed = PlacedBrand(Brand.model_validate({"colors": readable}), Document("site.yaml"))
    look, problems = brand_look(placed, BrandFiles(), bundled_theme(theme))
    assert {one.code for one in problems} <= {"CJ306"}
    assert {name: pair[0] for name, pair in look.colors.items()} == readable
    assert all(least_ratio(pair[1], dark) >= READABLE for pair in look.colors.values())


def test_a_brand_without_colours_and_letters_has_no_style_sheet() -> None:
    placed = PlacedBrand(Brand.model_validate({"name": "Keukenhuis"}), Document("site.yaml"))
    look, problems = brand_look(placed, BrandFiles(), bundled_theme("default"))
    assert problems == []
    assert brand_assets(look).pages == ()
    assert standalone_style(look) == standalone_style(None) == ""


@pytest.mark.parametrize(
    ("kind", "size", "shown"),
    [
        ("svg", (30, 10), (108, 36)),
        ("svg", (1000, 10), (192, 2)),
        ("svg", (0.5, 50), (1, 36)),
        ("png", (600, 200), (108, 36)),
        ("png", (30, 10), (30, 10)),
    ],
)
def test_a_logo_is_fitted_into_the_header(kind: str, size: tuple[float, float], shown: tuple[int, int]) -> None:
    picture = Picture("svg" if kind == "svg" else "png", b"x", *size)
    placed = PlacedBrand(Brand(), Document("site.yaml"))
    look, _ = brand_look(placed, BrandFiles(logo=picture), bundled_theme("default"))
    view = brand_assets(look).logo_from("journeys/a.html", "Keukenhuis", alone=False)
    assert view is not None
    assert (view.light.width, view.light.height) == shown
    assert view.light.href.startswith("../assets/brand-logo.")
