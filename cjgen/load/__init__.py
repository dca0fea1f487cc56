"""load: files to located documents, and a theme's folder to a theme. The only step that reads the author's folder."""

from cjgen.load.folder import find_site, load_journeys, load_site
from cjgen.load.theme import load_theme

__all__ = ["find_site", "load_journeys", "load_site", "load_theme"]
