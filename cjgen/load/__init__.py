"""load: files to located documents, and a theme's folder to a theme. The only step that reads the author's folder."""

from __future__ import annotations

from importlib import import_module
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from cjgen.load.brand import load_brand_file, load_brand_files
    from cjgen.load.files import OUTSIDE, leads_out
    from cjgen.load.folder import load_site, read_journeys
    from cjgen.load.survey import load_survey
    from cjgen.load.theme import load_theme
    from cjgen.load.where import find_site, is_site
    from cjgen.load.yaml import load_yaml

_HOMES = {
    "OUTSIDE": "files",
    "find_site": "where",
    "is_site": "where",
    "leads_out": "files",
    "load_brand_file": "brand",
    "load_brand_files": "brand",
    "load_site": "folder",
    "load_survey": "survey",
    "load_theme": "theme",
    "load_yaml": "yaml",
    "read_journeys": "folder",
}

__all__ = [
    "OUTSIDE",
    "find_site",
    "is_site",
    "leads_out",
    "load_brand_file",
    "load_brand_files",
    "load_site",
    "load_survey",
    "load_theme",
    "load_yaml",
    "read_journeys",
]


def __getattr__(name: str) -> Any:
    """What a file of this room holds, loaded when it is first asked for: who asks where the site is needs no YAML."""
    if name not in _HOMES:
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
    return getattr(import_module(f"cjgen.load.{_HOMES[name]}"), name)
