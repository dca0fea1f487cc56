"""render: findings and a theme to pages in memory. Templates get views, never the model itself."""

from cjgen.render.assets import Assets, render_assets
from cjgen.render.frame import unused_styles
from cjgen.render.locale import is_known_currency
from cjgen.render.markdown import link_remarks
from cjgen.render.outside import render_outside
from cjgen.render.pages import charts_of, render_journey, render_pieces, render_tree
from cjgen.render.portfolio import concerned
from cjgen.render.templates import Templates, ThemeFault, open_templates, theme_problems

__all__ = [
    "Assets",
    "Templates",
    "ThemeFault",
    "charts_of",
    "concerned",
    "is_known_currency",
    "link_remarks",
    "open_templates",
    "render_assets",
    "render_journey",
    "render_outside",
    "render_pieces",
    "render_tree",
    "theme_problems",
    "unused_styles",
]
