"""The pages in one language: reports, portfolio and method, as files in memory."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace

from markupsafe import Markup

from cjgen.model.chart import ChartKind, ChartTexts, Link
from cjgen.model.explanation import Explanation
from cjgen.model.findings import JourneyFindings, Line
from cjgen.model.page import PLAN, Page, Tree, actions_path, calendar_path, data_path, table_path
from cjgen.model.plan import has_dates, planned
from cjgen.model.portfolio import PortfolioFindings
from cjgen.model.site import Site
from cjgen.render import sentences
from cjgen.render.asked import asked_in_short
from cjgen.render.assets import Assets
from cjgen.render.charts import chart_links, chart_texts, plain
from cjgen.render.done import done_view
from cjgen.render.language import NAMES, report_language, spoken, spoken_findings
from cjgen.render.locale import Locale
from cjgen.render.numbers import threshold_text
from cjgen.render.outside import publisher_of
from cjgen.render.plan import Plan, plan_view
from cjgen.render.policy import SITE_POLICY
from cjgen.render.portfolio import portfolio_view
from cjgen.render.report import report_view
from cjgen.render.sentences import fill
from cjgen.render.sheet import sheet_title, sheet_view
from cjgen.render.templates import Templates
from cjgen.render.urls import PORTFOLIO, method_path, relative
from cjgen.render.views import LanguageView, PageView, RulesView
from cjgen.render.words import ranking_name, rule_label
from cjgen.render.yardsticks import experience_rule, line_text

STYLESHEET = "site.css"
PLAN_STYLESHEET = "plan.css"
"""How failures, actions and plans look: a page that holds none of them does without."""
SHEET_STYLESHEET = "sheet.css"
"""What the talk sheet and the page for customers add, so that reports need not carry it."""
THEME_STYLESHEET = "theme.css"
"""A style sheet that a theme may add: it is loaded behind the others, which it need not repeat."""


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
    also = PLAN_STYLESHEET if planned([found]) or found.failure_cost is not None else None
    page = _page(
        site, tree, path, journey.title, conclusion, locale, assets, data=data, table=table, whole=whole, also=also
    )
    page = _leading_to_plans(page, path, tree, plans=plans, found=found)
    page = replace(page, sheet=relative(sheet, path), done=relative(done[0].path, path) if done else None)
    in_one = _page(site, tree, whole, journey.title, conclusion, locale, assets, data=data, table=table, also=also)
    in_one = _leading_to_plans(in_one, whole, tree, plans=plans, found=found)
    title = sentences.fill(locale.gettext("%(title)s: the whole report"), title=in_one.window_title)
    in_one = replace(_again(in_one, page, title), explained="")
    as_sheet = _page(site, tree, sheet, journey.title, conclusion, locale, assets, also=SHEET_STYLESHEET)
    as_sheet = _leading_to_plans(as_sheet, sheet, tree, plans=plans)
    as_sheet = _again(as_sheet, page, sheet_title(as_sheet.window_title, locale))
    report = report_view(found, explained, charts, locale, site.currency)
    rules = (_rules(site, tree, found, whole, locale),)
    plan = [_journey_plan(site, tree, found, templates, assets)] if planned([found]) else []
    return [
        Page(path, templates.render("report.html", page=page, report=report, asset=assets.seen_from(path))),
        Page(
            whole,
            templates.render("whole.html", page=in_one, report=report, rules=rules, asset=assets.seen_from(whole)),
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
    page = _page(site, tree, path, title, plain(told.thanks), locale, assets, also=SHEET_STYLESHEET)
    page = replace(page, window_title=f"{title} – {told.sender}" if told.sender else title)
    return [Page(path, templates.render("done.html", page=page, done=told, asset=assets.seen_from(path)))]


def render_tree(
    site: Site,
    tree: Tree,
    journeys: Sequence[JourneyFindings],
    whole: PortfolioFindings,
    curves: Mapping[str, str],
    templates: Mapping[str, Templates],
    assets: Assets,
) -> Iterator[Page]:
    """The pages of a tree about all journeys: portfolio, method, and the plan where any journey has actions.

    `whole` is what the journeys say together, `curves` their sparklines as SVG by journey id. `templates` holds
    the theme's templates by language. Where the site has one tree, its journeys may be in other languages than
    that; the method is then explained in each of these.
    """
    plans = bool(planned(journeys))
    yield _portfolio(site, tree, journeys, whole, curves, templates[tree.language], assets, plans=plans)
    if plans:
        yield _site_plan(site, tree, journeys, whole, templates[tree.language], assets)
    languages = {tree.language} | (set() if site.languages else {found.journey.language for found in journeys})
    for language in sorted(languages):
        yield _method(site, tree, journeys, templates[language], assets, plans=plans)


def _page(
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


def _leading_to_plans(
    page: PageView, path: str, tree: Tree, *, plans: bool, found: JourneyFindings | None = None
) -> PageView:
    """The page at `path` with the ways to the plan across all journeys, if there are `plans`, and that of `found`."""
    own = found is not None and bool(planned([found]))
    return replace(
        page,
        plan=relative(tree.folder + PLAN, path) if plans else None,
        own_plan=relative(tree.plan(found.journey.id), path) if own and found is not None else None,
    )


def _journey_plan(site: Site, tree: Tree, found: JourneyFindings, templates: Templates, assets: Assets) -> Page:
    """The plan of one journey, whose texts are those of the page."""
    locale, journey = templates.locale, found.journey
    path = tree.plan(journey.id)
    plan = Plan(
        journeys=(found,),
        focus=(found.focus,) if found.focus is not None else (),
        reports={journey.id: relative(tree.report(journey.id), path)},
        languages={journey.id: locale.language},
        across=False,
        locale=locale,
        currency=site.currency,
    )
    title = fill(locale.gettext("Plan: %(title)s"), title=journey.title)
    return _plan(site, tree, path, plan, title, journey.id, (), templates, assets)


def _site_plan(
    site: Site,
    tree: Tree,
    journeys: Sequence[JourneyFindings],
    whole: PortfolioFindings,
    templates: Templates,
    assets: Assets,
) -> Page:
    """The plan across all journeys."""
    locale, path = templates.locale, tree.folder + PLAN
    languages = {found.journey.id: report_language(site, tree, found) for found in journeys}
    told = [spoken_findings(found, locale.language) for found in journeys]
    plan = Plan(
        journeys=told,
        focus=(whole.focus.shared, *whole.focus.own.values()),
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
    page = _page(site, tree, path, plain(title), plain(view.lead), templates.locale, assets, also=PLAN_STYLESHEET)
    page = _leading_to_plans(page, path, tree, plans=True)
    actions = planned(plan.journeys)
    page = replace(
        page,
        actions=relative(actions_path(name), path),
        calendar=relative(calendar_path(name), path) if has_dates(actions) else None,
    )
    return Page(path, templates.render("plan.html", page=page, plan=view, asset=assets.seen_from(path)))


def _portfolio(
    site: Site,
    tree: Tree,
    journeys: Sequence[JourneyFindings],
    whole: PortfolioFindings,
    curves: Mapping[str, str],
    templates: Templates,
    assets: Assets,
    *,
    plans: bool,
) -> Page:
    locale, path = templates.locale, tree.folder + PORTFOLIO
    text = locale.ngettext("Report on %(n)s customer journey.", "Report on %(n)s customer journeys.", len(journeys))
    description = str(sentences.fill(text, n=len(journeys)))
    view = portfolio_view(site, tree, journeys, whole, curves, locale)
    page = _page(site, tree, path, view.title, description, locale, assets, data=data_path("site"))
    page = _leading_to_plans(page, path, tree, plans=plans)
    return Page(path, templates.render("portfolio.html", page=page, portfolio=view, asset=assets.seen_from(path)))


def _method(
    site: Site,
    tree: Tree,
    journeys: Sequence[JourneyFindings],
    templates: Templates,
    assets: Assets,
    *,
    plans: bool,
) -> Page:
    locale = templates.locale
    path = method_path(tree, locale.language)
    title = locale.gettext("How the figures and verdicts are made")
    page = _leading_to_plans(_page(site, tree, path, title, title, locale, assets), path, tree, plans=plans)
    rules = tuple(_rules(site, tree, found, path, locale) for found in journeys)
    return Page(path, templates.render("method.html", page=page, rules=rules, asset=assets.seen_from(path)))


def _rules(site: Site, tree: Tree, found: JourneyFindings, path: str, locale: Locale) -> RulesView:
    """The rules of a journey, for the page at `path`."""
    language = report_language(site, tree, found)
    journey = spoken(found.journey, locale.language, found.journey.language)
    derived = journey.derives_importance
    ranges = [journey.scale.importance, journey.scale.experience]
    texts = [
        str(
            sentences.fill(
                locale.gettext("%(low)s to %(high)s"), low=locale.as_typed(r.min), high=locale.as_typed(r.max)
            )
        ).replace(" ", "\u00a0")
        for r in ranges
    ]
    both = locale.gettext("importance %(importance)s, experience %(experience)s")
    if derived:
        texts[0] = locale.gettext("derived")
    scale = texts[0] if texts[0] == texts[1] else str(sentences.fill(both, importance=texts[0], experience=texts[1]))
    thresholds = [item.threshold for item in found.touchpoints if not (derived and item.touchpoint.wished)]
    rules = journey.thresholds
    drops = {threshold.drop for threshold in thresholds}
    middle = "half_mean_share" if derived else journey.scale.importance.midpoint
    own = middle if rules.drop == "midpoint" else rules.drop
    capped = isinstance(own, float) and all(drop is not None and drop < own for drop in drops)
    return RulesView(
        href=relative(tree.report(journey.id), path),
        title=journey.title,
        language=language,
        customers=asked_in_short(found, locale),
        scale=scale,
        importance=_rule(found, "importance", rules.importance, {each.importance for each in thresholds}, locale),
        experience=_rule(found, "experience", experience_rule(found), {each.experience for each in thresholds}, locale),
        drop=_rule(
            found, "drop", "importance" if capped else own if own == "half_mean_share" else rules.drop, drops, locale
        ),
        ranking=ranking_name(journey.ranking, locale),
    )


def _rule(found: JourneyFindings, line: Line, rule: str | float, values: set[float | None], locale: Locale) -> str:
    """A threshold's rule, with the figure that it gives where that is the same for all touchpoints."""
    if isinstance(rule, float):
        return threshold_text(rule, locale, share=found.journey.derives_importance and line != "experience")
    value = next(iter(values)) if len(values) == 1 else None
    if value is None:
        return rule_label(rule, locale)
    text = locale.gettext("%(rule)s (%(t)s)")
    return str(sentences.fill(text, rule=rule_label(rule, locale), t=line_text(found, line, value, locale)))
