"""A theme's static files under names that change with their bytes, so that hosts may cache them for ever."""

from __future__ import annotations

import re
from collections.abc import Callable, Collection, Mapping
from dataclasses import dataclass
from hashlib import sha256
from pathlib import PurePosixPath
from posixpath import normpath
from urllib.parse import quote, unquote

from rcssmin import cssmin

from cjgen.model.brand import BrandLook
from cjgen.model.page import Page, Theme
from cjgen.render.brand import BrandAssets, brand_assets
from cjgen.render.urls import relative

_URL = re.compile(r"""url\(\s*(["']?)([^"')]+)\1\s*\)""")


@dataclass(frozen=True, slots=True)
class Assets:
    """The files to publish, where each of the theme's names now lies, and those of the brand."""

    pages: tuple[Page, ...]
    paths: Mapping[str, str]
    brand: BrandAssets

    def seen_from(self, page: str) -> Callable[[str], str]:
        """For templates: how a page points at a static file; raises LookupError for a name that the theme lacks."""

        def asset(name: str) -> str:
            if name not in self.paths:
                raise LookupError(f"there is no static/{name}")
            return quote(relative(self.paths[name], page))

        return asset

    def published(self, unused: Collection[str] = ()) -> list[Page]:
        """The files to publish without those of the theme that no page of this site uses, by their names."""
        left = {self.paths[name] for name in unused if name in self.paths}
        return [page for page in self.pages if page.path not in left]


def render_assets(theme: Theme, look: BrandLook | None = None) -> Assets:
    """`static/site.css` becomes `assets/site.<hash>.css`, and so on for every static file of the theme.

    What a style sheet names with `url(…)` follows: a file's name changes with the files that it uses. Its white space
    and comments are left out, but for those that begin with `/*!`, such as a licence. `look` is that of the brand, if
    the site has one.
    """
    pages: list[Page] = []
    paths: dict[str, str] = {}
    for name in sorted(theme.static, key=lambda name: (name.endswith(".css"), name)):
        content = theme.static[name]
        if name.endswith(".css"):
            content = _short(_with_hashed_urls(name, content, paths))
        path = PurePosixPath("assets", name)
        path = path.with_name(f"{path.stem}.{sha256(content).hexdigest()[:12]}{path.suffix}")
        pages.append(Page(str(path), content))
        paths[name] = str(path)
    brand = brand_assets(look) if look is not None else BrandAssets()
    return Assets((*pages, *brand.pages), paths, brand)


def _short(content: bytes) -> bytes:
    return bytes(cssmin(content, keep_bang_comments=True))


def _with_hashed_urls(name: str, content: bytes, paths: Mapping[str, str]) -> bytes:
    """The style sheet with the new names of the files that it uses; what is no file of the theme stays as it is."""
    folder = name.rpartition("/")[0]

    def renamed(match: re.Match[str]) -> str:
        file, mark, rest = match[2].partition("#")
        file = unquote(file)
        target = normpath(f"{folder}/{file}" if folder else file)
        if target not in paths:
            return match[0]
        return f'url("{quote(relative(paths[target], f"assets/{name}"))}{mark}{rest}")'

    return _URL.sub(renamed, content.decode("utf-8", "surrogateescape")).encode("utf-8", "surrogateescape")
