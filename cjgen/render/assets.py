"""A theme's static files under names that change with their bytes, so that hosts may cache them for ever."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from hashlib import sha256
from pathlib import PurePosixPath

from cjgen.model.page import Page, Theme


@dataclass(frozen=True, slots=True)
class Assets:
    """The files to publish and where each of the theme's names now lies."""

    pages: tuple[Page, ...]
    paths: Mapping[str, str]


def render_assets(theme: Theme) -> Assets:
    """`static/site.css` becomes `assets/site.<hash>.css`, and so on for every static file of the theme."""
    pages, paths = [], {}
    for name, content in sorted(theme.static.items()):
        path = PurePosixPath("assets", name)
        path = path.with_name(f"{path.stem}.{sha256(content).hexdigest()[:12]}{path.suffix}")
        pages.append(Page(str(path), content))
        paths[name] = str(path)
    return Assets(tuple(pages), paths)
