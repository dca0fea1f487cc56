"""Pages and an index, and nothing else that Pelican would make by itself."""

SITENAME = "Customer journeys"
SITEURL = ""
TIMEZONE = "UTC"
DEFAULT_LANG = "en"
PATH = "content"
PAGE_PATHS = ["journeys"]
PAGE_URL = PAGE_SAVE_AS = "journeys/{slug}.html"
PAGE_ORDER_BY = "slug"
SLUGIFY_SOURCE = "basename"
ARTICLE_PATHS = []
STATIC_PATHS = ["site.css"]
THEME = "theme"
THEME_STATIC_PATHS = []
PLUGIN_PATHS = ["plugins"]
PLUGINS = ["yaml_front_matter"]
DIRECT_TEMPLATES = ["index"]
FEED_ALL_ATOM = CATEGORY_FEED_ATOM = TRANSLATION_FEED_ATOM = AUTHOR_FEED_ATOM = AUTHOR_FEED_RSS = None
AUTHOR_SAVE_AS = CATEGORY_SAVE_AS = TAG_SAVE_AS = ""
MARKDOWN = {"output_format": "html5"}
