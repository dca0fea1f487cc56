"""What of a plan is worked on first, within which hours and money, and what falls off."""

from __future__ import annotations

from collections.abc import Sequence
from math import fsum

from markupsafe import Markup

from cjgen.model.findings import TouchpointFindings
from cjgen.model.focus import FocusArea, FocusFindings, LeftOut
from cjgen.model.open_actions import OpenActions
from cjgen.render.amounts import amounts, hours_text
from cjgen.render.focus_words import because, bring_in_text
from cjgen.render.locale import Locale
from cjgen.render.open_actions import owners_text
from cjgen.render.plan_scope import Plan
from cjgen.render.plan_views import PlanFocusRow, PlanOutRow
from cjgen.render.sentences import fill
from cjgen.render.words import effects_label


def lead_sentence(plan: Plan) -> Markup:
    """How many touchpoints are worked on first, within what there is to spend."""
    locale, n = plan.locale, sum(len(focus.chosen) for focus in plan.pools)
    if not n:
        text = (
            locale.gettext("For now nothing is worked on first.")
            if any(focus.left_out for focus in plan.pools)
            else locale.gettext("There is nothing to improve or to add.")
        )
        return fill(text)
    kinds = {
        (focus.hours is not None, focus.budget is not None) for focus in plan.pools if focus.chosen or focus.left_out
    }
    text = {
        (True, True): locale.ngettext(
            "%(n)s focus area fits the hours and the money.", "%(n)s focus areas fit the hours and the money.", n
        ),
        (True, False): locale.ngettext("%(n)s focus area fits the hours.", "%(n)s focus areas fit the hours.", n),
        (False, True): locale.ngettext("%(n)s focus area fits the money.", "%(n)s focus areas fit the money.", n),
    }.get(
        next(iter(kinds)) if len(kinds) == 1 else (False, False),
        locale.ngettext("%(n)s focus area comes first.", "%(n)s focus areas come first.", n),
    )
    return fill(text, n=locale.number(n, 0))


def capacity_sentences(focus: FocusFindings, plan: Plan) -> list[Markup]:
    """How much of hours and money is taken, where that is limited and anything wants it."""
    locale = plan.locale
    if not focus.chosen and not focus.left_out:
        return []
    kind = focus.hours is not None, focus.budget is not None
    if not any(kind):
        return []
    texts = {
        (True, True): locale.gettext("%(used_hours)s of %(hours)s and %(used_budget)s of %(budget)s are taken."),
        (True, False): locale.gettext("%(used_hours)s of %(hours)s are taken."),
        (False, True): locale.gettext("%(used_budget)s of %(budget)s is taken."),
    }
    if plan.across and plan.focus is not None and plan.focus.own:
        texts = {
            (True, True): locale.gettext(
                "%(where)s: %(used_hours)s of %(hours)s and %(used_budget)s of %(budget)s are taken."
            ),
            (True, False): locale.gettext("%(where)s: %(used_hours)s of %(hours)s are taken."),
            (False, True): locale.gettext("%(where)s: %(used_budget)s of %(budget)s is taken."),
        }
    used = fill(
        texts[kind],
        where=_whose(focus, plan),
        hours=hours_text(focus.hours or 0.0, locale),
        used_hours=locale.as_typed(focus.used_hours, 1),
        budget=locale.money(focus.budget or 0.0, plan.currency),
        used_budget=locale.money(focus.used_budget, plan.currency),
    )
    told = [used]
    if not plan.across and not focus.own and _others_take(focus):
        told.append(fill(locale.gettext("Other journeys draw on the same capacity.")))
    return told


def _whose(focus: FocusFindings, plan: Plan) -> str:
    """The journey that has this capacity for itself, or what all others share it."""
    owned = plan.focus.own.items() if plan.focus is not None else ()
    journey = next((journey for journey, own in owned if own is focus), None)
    titles = (str(found.journey.title) for found in plan.journeys if found.journey.id == journey)
    return next(titles, plan.locale.gettext("The other journeys together"))


def _others_take(focus: FocusFindings) -> bool:
    """Whether focus areas of other journeys take hours or money of the same pool."""
    hours = fsum(area.hours or 0.0 for area in focus.chosen)
    money = fsum(area.cost or 0.0 for area in focus.chosen)
    return focus.used_hours > hours + 1e-6 or focus.used_budget > money + 1e-6


def focus_rows(plan: Plan) -> list[PlanFocusRow]:
    """The focus areas, the first to begin with first."""
    if plan.focus is None:
        return []
    begun_with = plan.focus.begun_with([each.journey.id for each in plan.journeys])
    return [_area(area, plan) for area in begun_with]


def _area(area: FocusArea, plan: Plan) -> PlanFocusRow:
    found, item = plan.named(area.journey, area.touchpoint)
    facts = amounts(area.hours, area.cost, plan.locale, plan.currency)
    effects = effects_label(area.effects, plan.locale)
    if effects is not None:
        facts.append(fill(plan.locale.gettext("good for %(effects)s"), effects=effects))
    opened = OpenActions.of(item.touchpoint)
    return PlanFocusRow(
        href=plan.href(area.journey, area.touchpoint),
        language=plan.languages[area.journey],
        title=item.touchpoint.title,
        journey=found.journey.title if plan.across else None,
        owner=owners_text(opened, plan.locale) if opened.owners else None,
        facts=tuple(facts),
    )


def left_out(pools: Sequence[FocusFindings]) -> list[tuple[FocusFindings, LeftOut]]:
    """What falls off, each out of what, the most valuable of each pool first."""
    return [(focus, out) for focus in pools for out in focus.left_out]


def left_out_rows(plan: Plan, most: int) -> list[PlanOutRow]:
    """What falls off, the most valuable of each pool first, at most so many."""
    return [_out(out, focus, plan) for focus, out in left_out(plan.pools)[:most]]


def _out(out: LeftOut, focus: FocusFindings, plan: Plan) -> PlanOutRow:
    found, item = plan.named(out.area.journey, out.area.touchpoint)
    return PlanOutRow(
        href=plan.href(out.area.journey, out.area.touchpoint),
        language=plan.languages[out.area.journey],
        title=item.touchpoint.title,
        journey=found.journey.title if plan.across else None,
        because=tuple(left_out_sentences(out, item, focus, plan.locale, plan.currency)),
    )


def left_out_sentences(
    out: LeftOut, item: TouchpointFindings, focus: FocusFindings, locale: Locale, currency: str
) -> list[Markup]:
    """Because of what a touchpoint is not worked on, and what more it would take, as far as that may be known."""
    reason = because(out, OpenActions.of(item.touchpoint), focus, locale) if out.because is not None else None
    told = [fill("%(reason)s", reason=reason)] if reason is not None else []
    more = bring_in_text(out.bring_in, focus, locale, currency) if out.bring_in is not None else None
    if more is not None:
        told.append(fill(locale.gettext("would come in with %(more)s"), more=more))
    return told
