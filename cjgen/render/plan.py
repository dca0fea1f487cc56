"""The plan of a journey, or across journeys: who does what and when, what it should bring, and what it brought."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import date
from math import fsum

from markupsafe import Markup

from cjgen.model.action import Status
from cjgen.model.findings import JourneyFindings, TouchpointFindings
from cjgen.model.open_actions import OpenActions
from cjgen.model.plan import Planned, planned
from cjgen.render.actions import lift_sentence, status_label
from cjgen.render.amounts import amounts_text
from cjgen.render.locale import Locale
from cjgen.render.numbers import figure_text, mean_digits
from cjgen.render.plan_focus import capacity_sentences, focus_rows, lead_sentence, left_out, left_out_rows
from cjgen.render.plan_scope import Plan
from cjgen.render.plan_views import (
    EffectRow,
    FinishedRow,
    PlanGroup,
    PlanRow,
    PlanView,
)
from cjgen.render.sentences import fill
from cjgen.render.words import effects_label

MOST_LEFT_OUT = 5
"""How many of the touchpoints that fall off are named."""
_STATUSES: tuple[Status, ...] = ("doing", "planned", "proposed", "done", "stopped")
_END = date.max


def plan_view(plan: Plan, title: str, plans: Sequence[tuple[str, str, str]] = ()) -> PlanView:
    """Everything that a plan shows; `plans` are those of the journeys (address, language, title), for one across."""
    actions, locale = planned(plan.journeys), plan.locale
    opened = sorted((each for each in actions if each.action.is_open), key=_due)
    reviews = sorted((each for each in actions if each.action.review_day is not None), key=_review)
    owned = any(each.action.owner is not None for each in opened)
    out_rows = tuple(left_out_rows(plan, MOST_LEFT_OUT))
    fallen = len(left_out(plan.pools))
    told_why = any(row.because for row in out_rows)  # the public is not told
    counted = {status: sum(each.action.status == status for each in actions) for status in _STATUSES}
    first = plan.journeys[0]
    return PlanView(
        title=title,
        draft=not plan.across and first.journey.draft,
        report=None if plan.across else plan.reports[first.journey.id],
        lead=lead_sentence(plan),
        told=tuple(plan_sentences(plan.journeys, locale, plan.currency)),
        statuses=tuple(status_count(status, n, locale) for status, n in counted.items() if n),
        focus_sentences=tuple(sentence for focus in plan.pools for sentence in capacity_sentences(focus, plan)),
        focus=tuple(focus_rows(plan)),
        left_out=out_rows,
        left_out_title=fill(
            locale.gettext("What falls off (%(n)s), and because of what")
            if told_why
            else locale.gettext("What falls off (%(n)s)"),
            n=locale.number(fallen, 0),
        ),
        left_out_more=_more(fallen - MOST_LEFT_OUT, locale),
        owned=owned,
        groups=tuple(_groups(opened, plan, owned=owned)),
        dated=any(each.action.due for each in opened),
        timed=any(each.action.hours is not None for each in opened),
        costed=any(each.action.cost is not None for each in opened),
        lifted=any(each.action.lift is not None or each.action.effect for each in opened),
        reviews=tuple(_row(each, plan) for each in reviews),
        effects=tuple(_effects(plan)),
        finished=tuple(_finished(plan)),
        stopped=tuple(_row(each, plan) for each in actions if each.action.status == "stopped"),
        plans=tuple(plans),
    )


def _due(each: Planned) -> date:
    return each.action.due_day or _END


def _review(each: Planned) -> date:
    return each.action.review_day or _END


def status_count(status: Status, n: int, locale: Locale) -> Markup:
    """How many actions are this far."""
    texts: dict[Status, str] = {
        "proposed": locale.ngettext("%(n)s is proposed", "%(n)s are proposed", n),
        "planned": locale.ngettext("%(n)s is planned", "%(n)s are planned", n),
        "doing": locale.ngettext("%(n)s is in progress", "%(n)s are in progress", n),
        "done": locale.ngettext("%(n)s is done", "%(n)s are done", n),
        "stopped": locale.ngettext("%(n)s was stopped", "%(n)s were stopped", n),
    }
    return fill(texts[status], n=locale.number(n, 0))


def plan_sentences(journeys: Sequence[JourneyFindings], locale: Locale, currency: str) -> list[Markup]:
    """How many actions are open, what they take as far as that is known, and how many are overdue on which date."""
    opened = [each for each in planned(journeys) if each.action.is_open]
    if not opened:
        return [fill(locale.gettext("No action is open any more.")), *_overdue(journeys, locale)]
    text = locale.ngettext("%(n)s action is open.", "%(n)s actions are open.", len(opened))
    told = [fill(text, n=locale.number(len(opened), 0))]
    takes = _takes(opened, locale, currency)
    if takes is not None:
        unknown = sum(each.action.hours is None and each.action.cost is None for each in opened)
        if unknown:
            text = locale.ngettext(
                "As far as that is known they take %(takes)s; %(n)s is still to be costed.",
                "As far as that is known they take %(takes)s; %(n)s are still to be costed.",
                unknown,
            )
        else:
            text = locale.ngettext("It takes %(takes)s.", "Together they take %(takes)s.", len(opened))
        told.append(fill(text, takes=takes, n=locale.number(unknown, 0)))
    return told + _overdue(journeys, locale)


def _takes(actions: Sequence[Planned], locale: Locale, currency: str) -> Markup | None:
    """Hours and money of the actions, as far as they are known."""
    hours = [each.action.hours for each in actions if each.action.hours is not None]
    costs = [each.action.cost for each in actions if each.action.cost is not None]
    return amounts_text(fsum(hours) if hours else None, fsum(costs) if costs else None, locale, currency) or None


def _overdue(journeys: Sequence[JourneyFindings], locale: Locale) -> list[Markup]:
    """How many actions and reviews are overdue on the date of the report; nothing without one."""
    as_of = next((found.as_of for found in journeys if found.as_of is not None), None)
    if as_of is None:
        return []
    day = locale.date(as_of.isoformat())
    actions = planned(journeys)
    late = sum(bool(each.found.overdue) for each in actions)
    unseen = sum(bool(each.found.review_overdue) for each in actions)
    if not late and not unseen:
        return [fill(locale.gettext("On %(day)s nothing is overdue."), day=day)]
    told = []
    if late:
        text = locale.ngettext("On %(day)s %(n)s action is overdue.", "On %(day)s %(n)s actions are overdue.", late)
        told.append(fill(text, day=day, n=locale.number(late, 0)))
    if unseen:
        text = (
            locale.ngettext("%(n)s review is overdue as well.", "%(n)s reviews are overdue as well.", unseen)
            if late
            else locale.ngettext("On %(day)s %(n)s review is overdue.", "On %(day)s %(n)s reviews are overdue.", unseen)
        )
        told.append(fill(text, day=day, n=locale.number(unseen, 0)))
    return told


def _more(n: int, locale: Locale) -> Markup | None:
    """How many more fall off than are named."""
    text = locale.ngettext("%(n)s more falls off.", "%(n)s more fall off.", n)
    return fill(text, n=locale.number(n, 0)) if n > 0 else None


def _groups(opened: Sequence[Planned], plan: Plan, *, owned: bool) -> list[PlanGroup]:
    """The open actions by owner, those without one last; or by journey or touchpoint where no owner is known."""
    by: Callable[[Planned], str | None]
    by = _owner if owned else _journey_title if plan.across else _touchpoint_title
    members: dict[str, list[Planned]] = {}
    for each in opened:
        members.setdefault(str(by(each) or ""), []).append(each)
    names = sorted(members, key=lambda name: (not name, name.casefold())) if owned else list(members)
    return [
        PlanGroup(
            title=by(members[name][0]) or plan.locale.gettext("No owner yet"),
            total=_takes(members[name], plan.locale, plan.currency) if len(members[name]) > 1 else None,
            rows=tuple(_row(each, plan) for each in members[name]),
        )
        for name in names
    ]


def _owner(each: Planned) -> str | None:
    return each.action.owner


def _journey_title(each: Planned) -> str:
    return each.journey.journey.title


def _touchpoint_title(each: Planned) -> str:
    return each.touchpoint.touchpoint.title


def _row(each: Planned, plan: Plan) -> PlanRow:
    action, journey, locale = each.action, each.journey.journey, plan.locale
    return PlanRow(
        href=plan.href(journey.id, each.touchpoint.touchpoint.id),
        language=plan.languages[journey.id],
        title=action.title,
        touchpoint=each.touchpoint.touchpoint.title,
        journey=journey.title if plan.across else None,
        status=status_label(action.status, locale),
        due=locale.date(action.due) if action.due is not None else None,
        overdue=bool(each.found.overdue),
        review=locale.date(action.review) if action.review is not None and action.review_day is not None else None,
        review_overdue=bool(each.found.review_overdue),
        hours=locale.as_typed(action.hours, 1) if action.hours is not None else None,
        cost=locale.money(action.cost, plan.currency) if action.cost is not None else None,
        lift=locale.signed_as_typed(action.lift) if action.lift is not None else None,
        effect=effects_label(action.effect, locale),
        result=action.result,
    )


def _effects(plan: Plan) -> list[EffectRow]:
    """What the open actions of each touchpoint should bring together, no further than the end of the scale."""
    rows = []
    for found in plan.journeys:
        for item in found.touchpoints:
            lift = OpenActions.of(item.touchpoint).lift
            if lift is not None:
                rows.append(_effect(found, item, lift, plan))
    return rows


def _effect(found: JourneyFindings, item: TouchpointFindings, lift: float, plan: Plan) -> EffectRow:
    figure, best, locale = item.experience, found.journey.scale.experience.max, plan.locale
    then, capped = None, False
    if figure is not None:
        expected = figure.score.mean + lift
        capped = expected > best + 1e-9
        digits = mean_digits(figure.score.n)
        then = locale.as_typed(min(expected, best)) if digits is None or capped else locale.number(expected, digits)
    return EffectRow(
        href=plan.href(found.journey.id, item.touchpoint.id),
        language=plan.languages[found.journey.id],
        title=item.touchpoint.title,
        journey=found.journey.title if plan.across else None,
        wished=item.touchpoint.wished,
        now=figure_text(figure, locale) if figure is not None else None,
        lift=locale.signed_as_typed(lift),
        then=then,
        capped=capped,
    )


def _finished(plan: Plan) -> list[FinishedRow]:
    """What was finished at each touchpoint, and what customers said since."""
    rows = []
    for found in plan.journeys:
        for item in found.touchpoints:
            done = [each for each in planned([found]) if each.touchpoint is item and each.action.status == "done"]
            if done:
                row = FinishedRow(
                    href=plan.href(found.journey.id, item.touchpoint.id),
                    language=plan.languages[found.journey.id],
                    title=item.touchpoint.title,
                    journey=found.journey.title if plan.across else None,
                    actions=tuple(_row(each, plan) for each in done),
                    sentence=lift_sentence(item, found, plan.locale),
                )
                rows.append(row)
    return rows
