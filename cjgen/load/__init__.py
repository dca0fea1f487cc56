"""load: files to located documents, and a theme's folder to a theme. The only step that reads the author's folder."""

from cjgen.load.brand import load_brand_file, load_brand_files
from cjgen.load.files import OUTSIDE, leads_out
from cjgen.load.folder import find_site, is_site, load_site, read_journeys
from cjgen.load.survey import load_survey
from cjgen.load.theme import load_theme
from cjgen.load.yaml import load_yaml

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
