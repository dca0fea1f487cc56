"""The pages outside the trees: the way in to several languages, the page for what is not there, and the sitemap.

A page that may be shown at any address, or before a language is chosen, carries its own style.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from html import escape  # that of `xml.sax` loads all that fetches pages

from markupsafe import Markup

from cjgen.model.brand import BrandLook
from cjgen.model.page import Page
from cjgen.model.site import Site
from cjgen.render.brand import standalone_style
from cjgen.render.language import NAMES, spoken
from cjgen.render.policy import standalone_policy
from cjgen.render.templates import Templates
from cjgen.render.urls import NOT_FOUND, PORTFOLIO
from cjgen.render.views import EntranceView

STANDALONE_STYLESHEET = "standalone.css"


def render_outside(
    site: Site, templates: Mapping[str, Templates], pages: Sequence[str], look: BrandLook | None = None
) -> Iterator[Page]:
    """What lies at the root of the site whatever its languages are.

    `templates` holds the theme's templates by language; `pages` are the paths of the pages for the sitemap; `look` is
    that of the brand.
    """
    style = templates[site.first_language].text(STANDALONE_STYLESHEET) + Markup(standalone_style(look))  # noqa: S704 - colours that were computed
    told = spoken(site, site.first_language, site.first_language)
    common = {
        "language": site.first_language,
        "site_title": str(told.title),
        "publisher": publisher_of(told),
        "policy": standalone_policy(style),
        "style": style,
    }
    own = templates[site.first_language]
    if site.languages:
        way_in = _entrances(site, "")
        named = len({entrance.title for entrance in way_in}) > 1
        content = own.render("languages.html", entrances=way_in, named=named, indexing=site.indexing, **common)
        yield Page(PORTFOLIO, content)
    back = _entrances(site, site.url or "")
    texts = [
        templates[entrance.language].text(
            "not_found_text.html", entrance=entrance, first=entrance is back[0], linked=site.url is not None
        )
        for entrance in back
    ]
    yield Page(NOT_FOUND, own.render("not_found.html", entrances=back, texts=texts, **common))
    if site.url is not None and site.indexing:
        listed = [path for path in pages if not any(tree.repeats(path) for tree in site.trees)]
        yield _sitemap(site.url, [*listed, PORTFOLIO])


def publisher_of(site: Site) -> str | None:
    """The name of the brand, None where author or client is called the same and so says it already."""
    name = site.publisher
    return name if name not in (site.author, site.client) else None


def _entrances(site: Site, root: str) -> list[EntranceView]:
    """The way in to each language; `root` leads to the site from where the links stand."""
    return [
        EntranceView(
            language=tree.language,
            name=NAMES[tree.language],
            title=spoken(site, tree.language, site.first_language).title,
            href=f"{root}{tree.folder}{PORTFOLIO}",
        )
        for tree in site.trees
    ]


def _sitemap(url: str, pages: Sequence[str]) -> Page:
    rows = "".join(f"  <url><loc>{escape(url + path, quote=False)}</loc></url>\n" for path in sorted(set(pages)))
    head = '<?xml version="1.0" encoding="UTF-8"?>\n<urlset xmlns="http://www.sitemaps.org/schemas/sitemap/0.9">\n'
    return Page("sitemap.xml", f"{head}{rows}</urlset>\n".encode())
