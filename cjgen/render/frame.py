"""The frame of a page: its title, style sheets and addresses, and the ways to other pages."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace

from cjgen.model.findings import JourneyFindings
from cjgen.model.page import PLAN, Tree
from cjgen.model.plan import planned
from cjgen.model.site import Site
from cjgen.model.summary import JourneySummary
from cjgen.render.assets import Assets
from cjgen.render.language import NAMES, spoken
from cjgen.render.locale import Locale
from cjgen.render.outside import publisher_of
from cjgen.render.policy import SITE_POLICY
from cjgen.render.urls import PORTFOLIO, method_path, relative
from cjgen.render.views import LanguageView, PageView

STYLESHEET = "site.css"
PLAN_STYLESHEET = "plan.css"
"""How failures, actions and plans look: a page that holds none of them does without."""
SHEET_STYLESHEET = "sheet.css"
"""What the talk sheet and the page for customers add, so that reports need not carry it."""
THEME_STYLESHEET = "theme.css"
"""A style sheet that a theme may add: it is loaded behind the others, which it need not repeat."""


def has_plan_style(found: JourneyFindings) -> bool:
    """Whether the report shows failures or actions, and so needs how these look."""
    return bool(planned([found])) or any(item.failure is not None for item in found.touchpoints)


def unused_styles(journeys: Iterable[JourneySummary]) -> list[str]:
    """The theme's style sheets that no page of these journeys needs."""
    return [] if any(each.has_actions or each.has_failures for each in journeys) else [PLAN_STYLESHEET]


def page_view(
    site: Site,
    tree: Tree,
    path: str,
    title: str,
    description: str,
    locale: Locale,
    assets: Assets,
    *,
    data: str | None = None,
    table: str | None = None,
    whole: str | None = None,
    also: str | None = None,
) -> PageView:
    """The frame of the page at `path`; `also` is a style sheet that it needs beside that of all pages."""
    site = spoken(site, locale.language, site.first_language)
    sheets = [assets.paths[name] for name in (STYLESHEET, also, THEME_STYLESHEET) if name and name in assets.paths]
    sheets += [assets.brand.stylesheet] if assets.brand.stylesheet is not None else []
    publisher = str(site.publisher or "")
    return PageView(
        language=locale.language,
        title=str(title),
        window_title=str(title) if str(title) == str(site.title) else f"{title} – {site.title}",
        description=description,
        site_title=site.title,
        author=site.author,
        client=site.client,
        policy=SITE_POLICY,
        indexing=site.indexing,
        canonical=site.url + path if site.url is not None else None,
        stylesheets=tuple(relative(sheet, path) for sheet in sheets),
        here=relative(path, path),
        home=relative(tree.folder + PORTFOLIO, path),
        method=relative(method_path(tree, locale.language), path),
        explained=relative(method_path(tree, locale.language), path),
        languages=_languages(site, tree, path),
        data=relative(data, path) if data is not None else None,
        table=relative(table, path) if table is not None else None,
        whole=relative(whole, path) if whole is not None else None,
        publisher=publisher_of(site),
        internal=site.privacy.audience == "internal",
        logo=assets.brand.logo_from(path, publisher, alone=publisher.casefold() == str(site.title).casefold()),
    )


def _languages(site: Site, tree: Tree, path: str) -> tuple[LanguageView, ...]:
    """The page at `path` of a tree in every language; none where the site has one tree."""
    views = []
    for other in site.trees if len(site.trees) > 1 else ():
        there = other.folder + path.removeprefix(tree.folder)
        views.append(
            LanguageView(
                code=other.language,
                name=NAMES[other.language],
                href=relative(there, path),
                canonical=site.url + there if site.url is not None else None,
                current=other == tree,
            )
        )
    return tuple(views)


def leading_to_plans(
    page: PageView, path: str, tree: Tree, *, plans: bool, found: JourneyFindings | None = None
) -> PageView:
    """The page at `path` with the ways to the plan across all journeys, if there are `plans`, and that of `found`."""
    own = found is not None and bool(planned([found]))
    return replace(
        page,
        plan=relative(tree.folder + PLAN, path) if plans else None,
        own_plan=relative(tree.plan(found.journey.id), path) if own and found is not None else None,
    )
