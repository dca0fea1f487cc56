"""The pages of the site, as files in memory."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from xml.sax.saxutils import escape

from markupsafe import Markup

from cjgen.model.findings import JourneyFindings
from cjgen.model.page import Page, data_path, report_path
from cjgen.model.site import Site
from cjgen.render import sentences
from cjgen.render.assets import Assets
from cjgen.render.locale import Locale
from cjgen.render.markdown import Markdown
from cjgen.render.numbers import threshold_text
from cjgen.render.policy import SITE_POLICY, standalone_policy
from cjgen.render.report import counts_view, nps_view, ranking_label, report_view
from cjgen.render.templates import Templates
from cjgen.render.urls import NOT_FOUND, PORTFOLIO, method_path, relative
from cjgen.render.views import CardView, PageView, PortfolioView, RulesView
from cjgen.render.words import rule_label

_TAG = re.compile("<[^>]*>")

STYLESHEET = "site.css"
STANDALONE_STYLESHEET = "standalone.css"


def render_journey(site: Site, found: JourneyFindings, templates: Templates, assets: Assets) -> list[Page]:
    """The pages of one journey, in the language of `templates`."""
    journey, locale = found.journey, templates.locale
    path = report_path(journey.id)
    conclusion = _without_tags(sentences.conclusion(found, locale))
    page = _page(site, path, journey.title, conclusion, locale, assets, data=data_path(journey.id))
    return [
        Page(
            path,
            templates.render("report.html", page=page, report=report_view(found, locale), asset=assets.seen_from(path)),
        )
    ]


def render_site(
    site: Site, journeys: Sequence[JourneyFindings], templates: Mapping[str, Templates], assets: Assets
) -> list[Page]:
    """The pages of the site as a whole: portfolio, method (one a language), not found, and the sitemap.

    `templates` holds the theme's templates for each language that the site or a journey uses.
    """
    own = templates[site.language]
    pages = [_portfolio(site, journeys, own, assets)]
    pages += [_method(site, journeys, templates[language], assets) for language in sorted(templates)]
    pages.append(_not_found(site, own))
    if site.url is not None and site.indexing:
        pages.append(_sitemap(site, pages, journeys))
    return pages


def _page(
    site: Site,
    path: str,
    title: str,
    description: str,
    locale: Locale,
    assets: Assets,
    *,
    data: str | None = None,
) -> PageView:
    return PageView(
        language=locale.language,
        title=title,
        description=description,
        site_title=site.title,
        site_language=site.language,
        author=site.author,
        client=site.client,
        policy=SITE_POLICY,
        indexing=site.indexing,
        canonical=site.url + path if site.url is not None else None,
        stylesheet=relative(assets.paths[STYLESHEET], path),
        here=relative(path, path),
        home=relative(PORTFOLIO, path),
        method=relative(method_path(locale.language, site.language), path),
        data=relative(data, path) if data is not None else None,
    )


def _without_tags(sentence: Markup) -> str:
    """The sentence as plain text, with every space that its author typed."""
    return Markup(_TAG.sub("", sentence)).unescape()  # noqa: S704 - only to turn entities into characters


def _portfolio(site: Site, journeys: Sequence[JourneyFindings], templates: Templates, assets: Assets) -> Page:
    locale = templates.locale
    cards = tuple(_card(found, locale) for found in journeys)
    summary = Markdown()(site.summary) if site.summary else None
    text = locale.ngettext("Report on %(n)s customer journey.", "Report on %(n)s customer journeys.", len(cards))
    description = str(sentences.fill(text, n=len(cards)))
    page = _page(site, PORTFOLIO, site.title, description, locale, assets, data=data_path("site"))
    view = PortfolioView(site.title, summary, cards)
    return Page(
        PORTFOLIO, templates.render("portfolio.html", page=page, portfolio=view, asset=assets.seen_from(PORTFOLIO))
    )


def _card(found: JourneyFindings, locale: Locale) -> CardView:
    journey, context = found.journey, found.journey.context
    facts = (context.organisation, context.customer, context.period) if context else ()
    return CardView(
        href=report_path(journey.id),
        title=journey.title,
        language=journey.language,
        draft=journey.draft,
        conclusion=sentences.conclusion(found, locale),
        counts=counts_view(found, locale),
        nps=nps_view(found.nps, journey.nps, locale),
        context=tuple(fact for fact in facts if fact),
    )


def _method(site: Site, journeys: Sequence[JourneyFindings], templates: Templates, assets: Assets) -> Page:
    locale = templates.locale
    path = method_path(locale.language, site.language)
    title = locale.gettext("How the figures and verdicts are made")
    page = _page(site, path, title, title, locale, assets)
    rules = tuple(_rules(found, locale) for found in journeys)
    return Page(path, templates.render("method.html", page=page, rules=rules, asset=assets.seen_from(path)))


def _rules(found: JourneyFindings, locale: Locale) -> RulesView:
    journey = found.journey

    def shown(rule: str | float) -> str:
        return threshold_text(rule, locale) if isinstance(rule, float) else rule_label(rule, locale)

    ranges = [journey.scale.importance, journey.scale.experience]
    texts = [
        str(
            sentences.fill(
                locale.gettext("%(low)s to %(high)s"), low=locale.as_typed(r.min), high=locale.as_typed(r.max)
            )
        )
        for r in ranges
    ]
    both = locale.gettext("importance %(importance)s, experience %(experience)s")
    scale = texts[0] if texts[0] == texts[1] else str(sentences.fill(both, importance=texts[0], experience=texts[1]))
    drop = journey.thresholds.drop
    return RulesView(
        href=report_path(journey.id),
        title=journey.title,
        language=journey.language,
        scale=scale,
        importance=shown(journey.thresholds.importance),
        experience=shown(journey.thresholds.experience),
        drop=locale.gettext("the threshold of importance") if drop == "importance" else shown(drop),
        ranking=ranking_label(journey.ranking, locale),
    )


def _not_found(site: Site, templates: Templates) -> Page:
    """The page for addresses that do not exist: it may be shown at any address, so it carries its own style."""
    locale = templates.locale
    style = templates.text(STANDALONE_STYLESHEET)
    content = templates.render(
        "not_found.html",
        language=locale.language,
        site_title=site.title,
        policy=standalone_policy(style),
        style=style,
        home=site.url + PORTFOLIO if site.url is not None else None,
    )
    return Page(NOT_FOUND, content)


def _sitemap(site: Site, pages: Sequence[Page], journeys: Sequence[JourneyFindings]) -> Page:
    paths = [page.path for page in pages if page.path != NOT_FOUND]
    paths += [report_path(found.journey.id) for found in journeys]
    rows = "".join(f"  <url><loc>{escape((site.url or '') + path)}</loc></url>\n" for path in sorted(paths))
    head = '<?xml version="1.0" encoding="UTF-8"?>\n<urlset xmlns="http://www.sitemaps.org/schemas/sitemap/0.9">\n'
    return Page("sitemap.xml", f"{head}{rows}</urlset>\n".encode())
