"""A brand on the pages: its style sheet, loaded last, and the files that this and the header name."""

from __future__ import annotations

import math
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from hashlib import sha256
from posixpath import basename
from typing import Final

from cjgen.model.brand import BrandLook, Face, Picture
from cjgen.model.page import Page
from cjgen.render.urls import relative
from cjgen.render.views import LogoView, PictureView

_FORMATS: Final = {"woff2": "woff2", "woff": "woff", "ttf": "truetype", "otf": "opentype"}
_LOGO_HEIGHT: Final = 36
_LOGO_WIDTH: Final = 192
"""What a logo is fitted into, in CSS pixels: as high as two lines of the header, and no wider than a phone has room."""


@dataclass(frozen=True, slots=True)
class _Logo:
    """A published logo: its path from the root of the site, and the size at which it is shown."""

    path: str
    width: int
    height: int

    def seen_from(self, page: str) -> PictureView:
        return PictureView(relative(self.path, page), self.width, self.height)


@dataclass(frozen=True, slots=True)
class BrandAssets:
    """The published files of a brand: where its style sheet and its logos lie, if it has them."""

    pages: tuple[Page, ...] = ()
    stylesheet: str | None = None
    logo: _Logo | None = None
    dark_logo: _Logo | None = None

    def logo_from(self, page: str, name: str, *, alone: bool) -> LogoView | None:
        """The logo as the page at `page` shows it; `alone` where it stands for the site's title."""
        if self.logo is None:
            return None
        dark = self.dark_logo.seen_from(page) if self.dark_logo is not None else None
        return LogoView(self.logo.seen_from(page), dark, name, alone)


def brand_assets(look: BrandLook) -> BrandAssets:
    """What is published of a brand: each file under a name that changes with its bytes."""
    files = look.files
    pages: dict[str, Page] = {}

    def published(role: str, kind: str, content: bytes) -> str:
        path = f"assets/brand-{role}.{sha256(content).hexdigest()[:12]}.{kind}"
        pages[path] = Page(path, content)
        return path

    def shown(picture: Picture | None) -> _Logo | None:
        if picture is None:
            return None
        return _Logo(published("logo", picture.kind, picture.content), *_fitted(picture))

    def face(family: str, one: Face) -> str:
        address = basename(published("font", one.kind, one.content))
        return (
            f'@font-face {{ font-family: "{family}"; src: url("{address}") format("{_FORMATS[one.kind]}");'
            f" font-weight: {one.weight}; font-style: {one.style}; font-display: optional; }}"
        )

    letters = (
        ("--cj-text", "brand text", files.text, look.text_fallback),
        ("--cj-display", "brand display", files.display, look.display_fallback),
    )
    rules = [face(family, one) for _, family, faces, _ in letters for one in faces]
    light = [f'{name}: "{family}", {rest};' for name, family, faces, rest in letters if faces]
    light += [f"--cj-{name}: {color};" for name, (color, _) in look.colors.items()]
    dark = [f"--cj-{name}: {color};" for name, (_, color) in look.colors.items()]
    rules += _root(light, dark)
    logo, dark_logo = shown(files.logo), shown(files.dark_logo)
    sheet = None
    if rules:
        content = ("\n".join(rules) + "\n").encode()
        sheet = f"assets/brand.{sha256(content).hexdigest()[:12]}.css"
        pages[sheet] = Page(sheet, content)
    return BrandAssets(tuple(pages.values()), sheet, logo, dark_logo)


def standalone_style(look: BrandLook | None) -> str:
    """What a brand adds to the style of a page that carries it along: the accent, in light and in dark."""
    if look is None or "accent" not in look.colors:
        return ""
    light, dark = look.colors["accent"]
    return "\n".join(_root([f"--accent: {light};"], [f"--accent: {dark};"])) + "\n"


def _root(light: Sequence[str], dark: Sequence[str]) -> Iterator[str]:
    """The rules that set custom properties; those of light pages also hold on paper."""
    if light:
        yield f":root {{ {' '.join(light)} }}"
    if dark:
        yield f"@media screen and (prefers-color-scheme: dark) {{ :root {{ {' '.join(dark)} }} }}"


def _fitted(picture: Picture) -> tuple[int, int]:
    """Width and height at which a picture is shown, in whole CSS pixels; only an svg is made larger than it is."""
    largest = math.inf if picture.kind == "svg" else 1
    factor = min(_LOGO_HEIGHT / picture.height, _LOGO_WIDTH / picture.width, largest)
    return max(round(picture.width * factor), 1), max(round(picture.height * factor), 1)
