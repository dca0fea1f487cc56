"""The pages of plans: of one journey, and across all of them."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from markupsafe import Markup

from cjgen.model.findings import JourneyFindings
from cjgen.model.focus import Pool
from cjgen.model.page import PLAN, Page, Tree, actions_path, calendar_path
from cjgen.model.plan import has_dates, planned
from cjgen.model.portfolio import PortfolioFindings
from cjgen.model.site import Site
from cjgen.render.assets import Assets
from cjgen.render.charts import plain
from cjgen.render.frame import PLAN_STYLESHEET, leading_to_plans, page_view
from cjgen.render.language import report_language, spoken_findings
from cjgen.render.plan import plan_view
from cjgen.render.plan_scope import Plan
from cjgen.render.sentences import fill
from cjgen.render.templates import Templates
from cjgen.render.urls import relative


def journey_plan(site: Site, tree: Tree, found: JourneyFindings, templates: Templates, assets: Assets) -> Page:
    """The plan of one journey, whose texts are those of the page."""
    locale, journey = templates.locale, found.journey
    path = tree.plan(journey.id)
    plan = Plan(
        journeys=(found,),
        focus=Pool(found.focus, {}) if found.focus is not None else None,
        reports={journey.id: relative(tree.report(journey.id), path)},
        languages={journey.id: locale.language},
        across=False,
        locale=locale,
        currency=site.currency,
    )
    title = fill(locale.gettext("Plan: %(title)s"), title=journey.title)
    return _plan(site, tree, path, plan, title, journey.id, (), templates, assets)


def site_plan(
    site: Site,
    tree: Tree,
    journeys: Sequence[JourneyFindings],
    whole: PortfolioFindings,
    templates: Templates,
    assets: Assets,
) -> Page:
    """The plan across all journeys; `journeys` are at least those that it is `concerned` with."""
    locale, path = templates.locale, tree.folder + PLAN
    languages = {found.journey.id: report_language(site, tree, found.journey) for found in journeys}
    told = [spoken_findings(found, locale.language) for found in journeys]
    plan = Plan(
        journeys=told,
        focus=whole.focus,
        reports={found.journey.id: relative(tree.report(found.journey.id), path) for found in journeys},
        languages=languages,
        across=True,
        locale=locale,
        currency=site.currency,
    )
    plans = [
        (relative(tree.plan(found.journey.id), path), languages[found.journey.id], found.journey.title)
        for found in told
        if planned([found])
    ]
    title = fill(locale.gettext("Plan across all journeys"))
    return _plan(site, tree, path, plan, title, "site", plans, templates, assets)


def _plan(
    site: Site,
    tree: Tree,
    path: str,
    plan: Plan,
    title: Markup,
    name: str,
    plans: Sequence[tuple[str, str, str]],
    templates: Templates,
    assets: Assets,
) -> Page:
    """The page of a plan; `name` is that of its files with data, `plans` the plans of the journeys."""
    view = plan_view(plan, title, plans)
    page = page_view(site, tree, path, plain(title), plain(view.lead), templates.locale, assets, also=PLAN_STYLESHEET)
    page = leading_to_plans(page, path, tree, plans=True)
    actions = planned(plan.journeys)
    page = replace(
        page,
        actions=relative(actions_path(name), path),
        calendar=relative(calendar_path(name), path) if has_dates(actions) else None,
    )
    return Page(path, templates.render("plan.html", page=page, plan=view, asset=assets.seen_from(path)))
