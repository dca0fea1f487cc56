"""The page on method: how the figures and verdicts are made, with the rules of each journey."""

from __future__ import annotations

from collections.abc import Sequence

from markupsafe import Markup

from cjgen.model.findings import JourneyFindings, Line
from cjgen.model.page import Page, Tree
from cjgen.model.site import Site
from cjgen.render import sentences
from cjgen.render.asked import asked_in_short
from cjgen.render.assets import Assets
from cjgen.render.frame import leading_to_plans, page_view
from cjgen.render.language import report_language, spoken_title
from cjgen.render.locale import Locale
from cjgen.render.numbers import threshold_text
from cjgen.render.templates import Templates
from cjgen.render.urls import method_path, relative
from cjgen.render.views import RulesView
from cjgen.render.words import ranking_name, rule_label
from cjgen.render.yardsticks import experience_rule, line_text


def method_page(
    site: Site,
    tree: Tree,
    rules: Sequence[Markup],
    templates: Templates,
    assets: Assets,
    *,
    plans: bool,
) -> Page:
    """The page on method in the language of `templates`, with the `rules` of each journey.

    `plans`: there is a plan across journeys.
    """
    locale = templates.locale
    path = method_path(tree, locale.language)
    title = locale.gettext("How the figures and verdicts are made")
    page = leading_to_plans(page_view(site, tree, path, title, title, locale, assets), path, tree, plans=plans)
    return Page(path, templates.render("method.html", page=page, rules=rules, asset=assets.seen_from(path)))


def journey_rules(site: Site, tree: Tree, found: JourneyFindings, path: str, templates: Templates) -> Markup:
    """The rules of a journey, for the page at `path`."""
    view = rules_view(site, tree, found, path, templates.locale)
    return templates.text("rules.html", rule=view, language=templates.locale.language)


def rules_view(site: Site, tree: Tree, found: JourneyFindings, path: str, locale: Locale) -> RulesView:
    """What there is to say of the rules of a journey."""
    language = report_language(site, tree, found.journey)
    journey = found.journey
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
        title=spoken_title(journey, locale.language),
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
