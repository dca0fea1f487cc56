"""The plan of a journey, or across journeys: what fits, who does what and when, what it should bring, and brought."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date
from math import fsum

from markupsafe import Markup

from cjgen.model.action import Status
from cjgen.model.findings import JourneyFindings, TouchpointFindings
from cjgen.model.focus import FocusArea, FocusFindings, LeftOut, Pool
from cjgen.model.plan import Planned, planned
from cjgen.render.actions import amounts, effects_text, lift_sentence, status_label
from cjgen.render.amounts import hours_text
from cjgen.render.effort import Effort, owners_text
from cjgen.render.focus import because, bring_in_text
from cjgen.render.locale import Locale
from cjgen.render.numbers import figure_text, mean_digits
from cjgen.render.plan_views import (
    EffectRow,
    FinishedRow,
    PlanFocusRow,
    PlanGroup,
    PlanOutRow,
    PlanRow,
    PlanView,
)
from cjgen.render.sentences import fill
from cjgen.render.urls import touchpoint_anchor

MOST_LEFT_OUT = 5
"""How many of the touchpoints that fall off are named."""
_STATUSES: tuple[Status, ...] = ("doing", "planned", "proposed", "done", "stopped")
_END = date.max


@dataclass(frozen=True, slots=True)
class Plan:
    """What a plan is made of: its journeys in the words of the page, and how the page points at things.

    `reports` is the address of each journey's report, `languages` its language, by journey id; `across` says that the
    plan is one of all journeys, which it then names beside each touchpoint.
    """

    journeys: Sequence[JourneyFindings]
    focus: Pool | None
    reports: dict[str, str]
    languages: dict[str, str]
    across: bool
    locale: Locale
    currency: str

    @property
    def pools(self) -> tuple[FocusFindings, ...]:
        """What is shared, and what journeys have for themselves."""
        return (self.focus.shared, *self.focus.own.values()) if self.focus is not None else ()

    def href(self, journey: str, touchpoint: str) -> str:
        """Where the report of a journey speaks of a touchpoint."""
        return f"{self.reports[journey]}#{touchpoint_anchor(touchpoint)}"


def plan_view(plan: Plan, title: str, plans: Sequence[tuple[str, str, str]] = ()) -> PlanView:
    """Everything that a plan shows; `plans` are those of the journeys (address, language, title), for one across."""
    actions, locale = planned(plan.journeys), plan.locale
    opened = sorted((each for each in actions if each.action.is_open), key=_due)
    reviews = sorted((each for each in actions if each.action.review_day is not None), key=_review)
    owned = any(each.action.owner is not None for each in opened)
    pools = plan.pools
    left_out = [(focus, out) for focus in pools for out in focus.left_out]
    out_rows = tuple(_out(out, focus, plan) for focus, out in left_out[:MOST_LEFT_OUT])
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
        focus_sentences=tuple(sentence for focus in pools for sentence in focus_sentences(focus, plan)),
        focus=tuple(_area(area, plan) for area in _begun_with(plan)),
        left_out=out_rows,
        left_out_title=fill(
            locale.gettext("What falls off (%(n)s), and because of what")
            if told_why
            else locale.gettext("What falls off (%(n)s)"),
            n=locale.number(len(left_out), 0),
        ),
        left_out_more=_more(len(left_out) - MOST_LEFT_OUT, locale),
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


def _begun_with(plan: Plan) -> list[FocusArea]:
    return plan.focus.begun_with([each.journey.id for each in plan.journeys]) if plan.focus is not None else []


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
    parts = amounts(fsum(hours) if hours else None, fsum(costs) if costs else None, locale, currency)
    return Markup(locale.listed([str(part) for part in parts])) if parts else None  # noqa: S704 - each is Markup


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


def focus_sentences(focus: FocusFindings, plan: Plan) -> list[Markup]:
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


def _known(plan: Plan, journey: str, touchpoint: str) -> tuple[JourneyFindings, TouchpointFindings]:
    found = next(each for each in plan.journeys if each.journey.id == journey)
    return found, next(item for item in found.touchpoints if item.touchpoint.id == touchpoint)


def _area(area: FocusArea, plan: Plan) -> PlanFocusRow:
    found, item = _known(plan, area.journey, area.touchpoint)
    facts = amounts(area.hours, area.cost, plan.locale, plan.currency)
    effects = effects_text(area.effects, plan.locale)
    if effects is not None:
        facts.append(fill(plan.locale.gettext("good for %(effects)s"), effects=effects))
    effort = Effort.of(item.touchpoint)
    return PlanFocusRow(
        href=plan.href(area.journey, area.touchpoint),
        language=plan.languages[area.journey],
        title=item.touchpoint.title,
        journey=found.journey.title if plan.across else None,
        owner=owners_text(effort, plan.locale) if effort.owners else None,
        facts=tuple(facts),
    )


def _out(out: LeftOut, focus: FocusFindings, plan: Plan) -> PlanOutRow:
    found, item = _known(plan, out.area.journey, out.area.touchpoint)
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
    reason = because(out, Effort.of(item.touchpoint), focus, locale) if out.because is not None else None
    told = [fill("%(reason)s", reason=reason)] if reason is not None else []
    more = bring_in_text(out.bring_in, focus, locale, currency) if out.bring_in is not None else None
    if more is not None:
        told.append(fill(locale.gettext("would come in with %(more)s"), more=more))
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
        effect=effects_text(action.effect, locale),
        result=action.result,
    )


def _effects(plan: Plan) -> list[EffectRow]:
    """What the open actions of each touchpoint should bring together, no further than the end of the scale."""
    rows = []
    for found in plan.journeys:
        for item in found.touchpoints:
            lifts = [action.lift for action in item.touchpoint.actions if action.is_open and action.lift is not None]
            if lifts:
                rows.append(_effect(found, item, fsum(lifts), plan))
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
