"""The pages in one language: reports, portfolio and method, as files in memory."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace

from markupsafe import Markup

from cjgen.model.chart import ChartKind, ChartTexts, Link
from cjgen.model.explanation import Explanation
from cjgen.model.findings import JourneyFindings
from cjgen.model.page import Page, Pieces, Tree, data_path, table_path
from cjgen.model.plan import planned
from cjgen.model.portfolio import PortfolioFindings
from cjgen.model.site import Site
from cjgen.model.summary import JourneySummary
from cjgen.render import sentences
from cjgen.render.assets import Assets
from cjgen.render.charts import chart_links, chart_texts, plain
from cjgen.render.done import done_view
from cjgen.render.frame import PLAN_STYLESHEET, SHEET_STYLESHEET, has_plan_style, leading_to_plans, page_view
from cjgen.render.language import spoken, spoken_findings
from cjgen.render.method_page import journey_rules, method_page
from cjgen.render.once import Made
from cjgen.render.plan_pages import journey_plan, site_plan
from cjgen.render.portfolio import journey_card, portfolio_view
from cjgen.render.report import report_view
from cjgen.render.sheet import sheet_title, sheet_view
from cjgen.render.templates import Templates
from cjgen.render.urls import PORTFOLIO, method_path, relative
from cjgen.render.views import PageView


def charts_of(found: JourneyFindings, templates: Templates) -> tuple[Mapping[ChartKind, ChartTexts], dict[str, Link]]:
    """What the charts on a journey's report say, in the language of `templates`, and where their points lead."""
    found = spoken_findings(found, templates.locale.language)
    return chart_texts(found, templates.locale), chart_links(found)


def render_journey(
    site: Site,
    tree: Tree,
    found: JourneyFindings,
    explained: Mapping[str, Explanation],
    charts: Mapping[ChartKind, str],
    templates: Templates,
    assets: Assets,
    *,
    plans: bool,
) -> list[Page]:
    """The pages of one journey in a tree, in the language of `templates`.

    `explained` is the arithmetic of the verdicts, by touchpoint id, as far as it may be told. `charts` are the drawings
    by kind, as SVG, empty where there is nothing to draw. `plans` says whether any journey of the site has actions, and
    so there is a plan.
    """
    locale = templates.locale
    found = spoken_findings(found, locale.language)
    journey = found.journey
    path = tree.report(journey.id)
    conclusion = plain(sentences.conclusion(found, locale))
    data, table = data_path(journey.id), table_path(journey.id)
    whole, sheet = tree.whole(journey.id), tree.sheet(journey.id)
    done = _done(site, tree, found, templates, assets)
    also = PLAN_STYLESHEET if has_plan_style(found) else None
    page = page_view(
        site, tree, path, journey.title, conclusion, locale, assets, data=data, table=table, whole=whole, also=also
    )
    page = leading_to_plans(page, path, tree, plans=plans, found=found)
    page = replace(page, sheet=relative(sheet, path), done=relative(done[0].path, path) if done else None)
    in_one = page_view(site, tree, whole, journey.title, conclusion, locale, assets, data=data, table=table, also=also)
    in_one = leading_to_plans(in_one, whole, tree, plans=plans, found=found)
    title = sentences.fill(locale.gettext("%(title)s: the whole report"), title=in_one.window_title)
    in_one = replace(_again(in_one, page, title), explained="")
    as_sheet = page_view(site, tree, sheet, journey.title, conclusion, locale, assets, also=SHEET_STYLESHEET)
    as_sheet = leading_to_plans(as_sheet, sheet, tree, plans=plans)
    as_sheet = _again(as_sheet, page, sheet_title(as_sheet.window_title, locale))
    report = report_view(found, explained, charts, locale, site.currency)
    rules = (journey_rules(site, tree, found, whole, templates),)
    plan = [journey_plan(site, tree, found, templates, assets)] if planned([found]) else []
    made: Made = {}
    return [
        Page(path, templates.render("report.html", page=page, report=report, made=made, asset=assets.seen_from(path))),
        Page(
            whole,
            templates.render(
                "whole.html", page=in_one, report=report, rules=rules, made=made, asset=assets.seen_from(whole)
            ),
        ),
        *plan,
        Page(
            sheet,
            templates.render(
                "sheet.html",
                page=replace(as_sheet, report=relative(path, sheet)),
                report=report,
                sheet=sheet_view(found, locale),
                asset=assets.seen_from(sheet),
            ),
        ),
        *done,
    ]


def _again(view: PageView, report: PageView, title: Markup) -> PageView:
    """A page that is the report once more to search engines, and is called otherwise."""
    languages = tuple(replace(other, canonical=None) for other in view.languages)
    return replace(view, window_title=plain(title), canonical=report.canonical, languages=languages)


def _done(site: Site, tree: Tree, found: JourneyFindings, templates: Templates, assets: Assets) -> list[Page]:
    """The page for the customers who answered, where there is one: it tells nothing of the report."""
    locale, path = templates.locale, tree.done(found.journey.id)
    told = done_view(spoken(site, locale.language, site.first_language), found, locale)
    if told is None:
        return []
    title = f"{told.heading}: {told.title}"
    page = page_view(site, tree, path, title, plain(told.thanks), locale, assets, also=SHEET_STYLESHEET)
    page = replace(page, window_title=f"{title} – {told.sender}" if told.sender else title)
    return [Page(path, templates.render("done.html", page=page, done=told, asset=assets.seen_from(path)))]


def render_pieces(
    site: Site, tree: Tree, found: JourneyFindings, curve: str, templates: Mapping[str, Templates], *, alone: bool
) -> Pieces:
    """What a journey brings to the pages of a tree about all journeys.

    `curve` is its sparkline as SVG; `templates` holds the theme's templates by language. `alone` says that the site has
    no other journey.
    """
    return Pieces(
        card=str(journey_card(site, tree, found, curve, templates[tree.language], alone=alone)),
        rules={
            language: str(journey_rules(site, tree, found, method_path(tree, language), own))
            for language, own in templates.items()
            if language == tree.language or not site.languages
        },
    )


def render_tree(
    site: Site,
    tree: Tree,
    short: Sequence[JourneySummary],
    journeys: Sequence[JourneyFindings],
    whole: PortfolioFindings,
    pieces: Sequence[Pieces],
    templates: Mapping[str, Templates],
    assets: Assets,
) -> Iterator[Page]:
    """The pages of a tree about all journeys: portfolio, method, and the plan where any journey has actions.

    `short` are all journeys, `whole` is what they say together and `pieces` what each of them brings; `journeys` are
    the findings at least of those that are `concerned`, in the same order. `templates` holds the theme's templates by
    language. Where the site has one tree, its journeys may be in other languages than that; the method is then
    explained in each of these.
    """
    plans = any(each.has_actions for each in short)
    yield _portfolio(site, tree, short, journeys, whole, pieces, templates[tree.language], assets, plans=plans)
    if plans:
        yield site_plan(site, tree, journeys, whole, templates[tree.language], assets)
    languages = {tree.language} | (set() if site.languages else {each.language for each in short})
    for language in sorted(languages):
        rules = [Markup(each.rules[language]) for each in pieces]  # noqa: S704 - made by `render_pieces`
        yield method_page(site, tree, rules, templates[language], assets, plans=plans)


def _portfolio(
    site: Site,
    tree: Tree,
    short: Sequence[JourneySummary],
    journeys: Sequence[JourneyFindings],
    whole: PortfolioFindings,
    pieces: Sequence[Pieces],
    templates: Templates,
    assets: Assets,
    *,
    plans: bool,
) -> Page:
    locale, path = templates.locale, tree.folder + PORTFOLIO
    text = locale.ngettext("Report on %(n)s customer journey.", "Report on %(n)s customer journeys.", len(short))
    description = str(sentences.fill(text, n=len(short)))
    cards = [Markup(each.card) for each in pieces]  # noqa: S704 - made by `render_pieces`
    view = portfolio_view(site, tree, short, journeys, whole, cards, locale)
    page = page_view(site, tree, path, view.title, description, locale, assets, data=data_path("site"))
    page = leading_to_plans(page, path, tree, plans=plans)
    return Page(path, templates.render("portfolio.html", page=page, portfolio=view, asset=assets.seen_from(path)))
