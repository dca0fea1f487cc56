"""Actions in words: how far each is, what it takes and should bring, and whether finished ones helped."""

from __future__ import annotations

from markupsafe import Markup

from cjgen.model.action import Action, ActionFindings, LiftFindings, Status
from cjgen.model.findings import JourneyFindings, TouchpointFindings
from cjgen.render.amounts import amounts, points_text
from cjgen.render.changes import change_digits, wave_title
from cjgen.render.locale import Locale
from cjgen.render.plan_views import ActionView
from cjgen.render.sentences import fill
from cjgen.render.words import N_, effects_label

_STATUSES: dict[Status, str] = {
    "proposed": N_("proposed"),
    "planned": N_("planned"),
    "doing": N_("in progress"),
    "done": N_("done"),
    "stopped": N_("stopped"),
}


def status_label(status: Status, locale: Locale) -> str:
    """How far an action is, in a word or two."""
    return locale.gettext(_STATUSES[status])


def action_views(item: TouchpointFindings, locale: Locale, currency: str) -> tuple[ActionView, ...]:
    """The actions of a touchpoint, in the author's order."""
    return tuple(
        _action(action, found, locale, currency)
        for action, found in zip(item.touchpoint.actions, item.actions, strict=True)
    )


def _action(action: Action, found: ActionFindings, locale: Locale, currency: str) -> ActionView:
    return ActionView(
        title=action.title,
        status=status_label(action.status, locale),
        facts=tuple(_facts(action, locale, currency)),
        due=_due(action, locale),
        overdue=bool(found.overdue),
        review=_review(action, locale),
        review_overdue=bool(found.review_overdue),
        result=action.result,
    )


def _facts(action: Action, locale: Locale, currency: str) -> list[Markup]:
    facts = [fill("%(owner)s", owner=action.owner)] if action.owner is not None else []
    facts += amounts(action.hours, action.cost, locale, currency)
    if action.lift is not None:
        text = locale.gettext("should lift experience by %(points)s")
        facts.append(fill(text, points=points_text(action.lift, locale)))
    effects = effects_label(action.effect, locale)
    if effects is not None:
        facts.append(fill(locale.gettext("good for %(effects)s"), effects=effects))
    return facts


def _due(action: Action, locale: Locale) -> Markup | None:
    if action.due is None or action.due_day is None:
        return None
    text = locale.gettext("due on %(day)s") if _is_day(action.due) else locale.gettext("due in %(day)s")
    return fill(text, day=locale.date(action.due))


def _review(action: Action, locale: Locale) -> Markup | None:
    if action.review is None or action.review_day is None:
        return None
    text = locale.gettext("review on %(day)s") if _is_day(action.review) else locale.gettext("review in %(day)s")
    return fill(text, day=locale.date(action.review))


def _is_day(written: str) -> bool:
    return written.count("-") == 2


def lift_sentence(item: TouchpointFindings, found: JourneyFindings, locale: Locale) -> Markup | None:
    """What the finished actions of a touchpoint were to bring, and what customers said since; None without either."""
    lift = item.lift
    if lift is None:
        return None
    n = sum(action.status == "done" and action.lift is not None for action in item.touchpoint.actions)
    expected = points_text(lift.expected, locale)
    if lift.measured is None or lift.low is None or lift.high is None or found.trend is None:
        text = locale.ngettext(
            "The finished action was to lift experience by %(expected)s; whether it did is not measured yet.",
            "The finished actions were to lift experience by %(expected)s; whether they did is not measured yet.",
            n,
        )
        return fill(text, expected=expected)
    changes = [
        each for each in found.trend.changes if (each.subject, each.touchpoint) == ("experience", item.touchpoint.id)
    ]
    digits = change_digits(changes)
    low, high = locale.signed_between(lift.low, lift.high, digits)
    return fill(
        _outcome(lift, n, locale),
        expected=expected,
        wave=wave_title(lift.since, found.trend, locale),
        measured=locale.signed(lift.measured, digits),
        low=low,
        high=high,
    )


def _outcome(lift: LiftFindings, n: int, locale: Locale) -> str:
    if lift.outcome == "less":
        return locale.ngettext(
            "The finished action was to lift experience by %(expected)s; since %(wave)s it changed by %(measured)s"
            " (probably %(low)s to %(high)s), less than expected.",
            "The finished actions were to lift experience by %(expected)s; since %(wave)s it changed by %(measured)s"
            " (probably %(low)s to %(high)s), less than expected.",
            n,
        )
    if lift.outcome == "more":
        return locale.ngettext(
            "The finished action was to lift experience by %(expected)s; since %(wave)s it changed by %(measured)s"
            " (probably %(low)s to %(high)s), more than expected.",
            "The finished actions were to lift experience by %(expected)s; since %(wave)s it changed by %(measured)s"
            " (probably %(low)s to %(high)s), more than expected.",
            n,
        )
    if (lift.low or 0.0) <= 0:
        return locale.ngettext(
            "The finished action was to lift experience by %(expected)s; since %(wave)s it changed by %(measured)s"
            " (probably %(low)s to %(high)s), which fits what was expected, but no change at all as well.",
            "The finished actions were to lift experience by %(expected)s; since %(wave)s it changed by %(measured)s"
            " (probably %(low)s to %(high)s), which fits what was expected, but no change at all as well.",
            n,
        )
    return locale.ngettext(
        "The finished action was to lift experience by %(expected)s; since %(wave)s it changed by %(measured)s"
        " (probably %(low)s to %(high)s), as expected.",
        "The finished actions were to lift experience by %(expected)s; since %(wave)s it changed by %(measured)s"
        " (probably %(low)s to %(high)s), as expected.",
        n,
    )
