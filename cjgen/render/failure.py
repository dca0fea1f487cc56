"""The cost of failure: what it takes to put right what went wrong, by step, by role, and for the whole journey."""

from __future__ import annotations

from markupsafe import Markup

from cjgen.model.failure import Failure, FailureFindings, RoleCost
from cjgen.model.findings import JourneyFindings, TouchpointFindings
from cjgen.render.amounts import minutes_text, rounded_down, time_text
from cjgen.render.locale import Locale
from cjgen.render.plan_views import (
    FailureCostView,
    FailureRoleView,
    FailureRow,
    FailureStepView,
    FailureView,
)
from cjgen.render.sentences import fill, listed, named
from cjgen.render.urls import touchpoint_anchor


def failure_view(item: TouchpointFindings, locale: Locale, currency: str) -> FailureView | None:
    """What goes wrong at a touchpoint and what that costs; None where nothing is described."""
    found, failure = item.failure, item.touchpoint.failure
    if found is None or failure is None:
        return None
    roles = _in_order(found)
    customer = str(failure.steps[found.customer.step].who) if found.customer is not None else None
    return FailureView(
        title=failure.title,
        steps=tuple(
            FailureStepView(
                who=_customer(locale) if str(step.who) == customer else step.who,
                customer=str(step.who) == customer,
                what=step.what,
                minutes=minutes_text(step.minutes, locale) if step.minutes is not None else None,
                cost=locale.money(step.cost, currency) if step.cost is not None else None,
            )
            for step in failure.steps
        ),
        roles=tuple(_role(role, found, failure, locale, currency) for role in roles),
        costs=any(role.costs for role in found.roles),
        sentences=tuple(failure_sentences(found, failure, locale, currency)),
    )


def _in_order(found: FailureFindings) -> list[RoleCost]:
    """The customer, if it has a part; then the roles by their first step."""
    return [*([found.customer] if found.customer is not None else []), *found.roles]


def _customer(locale: Locale) -> str:
    return locale.gettext("Customer")


def _role(role: RoleCost, found: FailureFindings, failure: Failure, locale: Locale, currency: str) -> FailureRoleView:
    theirs = role is found.customer
    rate = failure.rates.get(role.who)
    priced = not theirs and role.labour is not None
    total = (role.labour or 0.0) + role.costs
    return FailureRoleView(
        who=_customer(locale) if theirs else failure.steps[role.step].who,
        customer=theirs,
        minutes=locale.as_typed(role.minutes, 1),
        rate=fill(locale.gettext("%(rate)s an hour"), rate=locale.money(rate, currency))
        if rate is not None and priced
        else None,
        labour=locale.money(role.labour, currency) if priced and role.labour is not None else None,
        costs=locale.money(role.costs, currency) if role.costs and not theirs else None,
        total=locale.money(total, currency) if priced or (role.costs and not theirs) else None,
    )


def failure_sentences(found: FailureFindings, failure: Failure, locale: Locale, currency: str) -> list[Markup]:
    """What one failure takes each time and in a year: time, money as far as it is known, and the customers' time."""
    told = _time(found, locale)
    unpriced = listed((failure.steps[role.step].who for role in found.unpriced), locale)
    if found.cost is not None:
        text = (
            locale.gettext("It costs at least %(cost)s each time: of %(roles)s no hourly rate is known.")
            if unpriced
            else locale.gettext("It costs %(cost)s each time.")
        )
        told.append(fill(text, cost=locale.money(found.cost, currency), roles=unpriced))
    elif unpriced:
        text = locale.gettext("What it costs in money is not known: of %(roles)s no hourly rate is known.")
        told.append(fill(text, roles=unpriced))
    return told + _yearly(found, locale, currency, at_least=bool(unpriced))


def _time(found: FailureFindings, locale: Locale) -> list[Markup]:
    if not found.minutes:
        return []
    if not found.customer_minutes:
        text = locale.gettext("Each time this takes %(time)s.")
    elif not found.staff_minutes:
        text = locale.gettext("Each time this takes the customer %(time)s.")
    else:
        text = locale.gettext("Each time this takes %(time)s in all, of which %(customer)s of the customer’s.")
    customer = locale.as_typed(found.customer_minutes, 1)
    return [fill(text, time=minutes_text(found.minutes, locale), customer=customer)]


def _yearly(found: FailureFindings, locale: Locale, currency: str, *, at_least: bool) -> list[Markup]:
    if found.per_year is None:
        return [fill(locale.gettext("How often it happens in a year is not known."))]
    text = locale.ngettext("It happens %(n)s time a year.", "It happens %(n)s times a year.", found.per_year)
    told = [fill(text, n=locale.number(found.per_year, 0))]
    if found.cost_per_year is not None:
        text = (
            locale.gettext("In a year that costs at least %(cost)s.")
            if at_least
            else locale.gettext("In a year that costs %(cost)s.")
        )
        told.append(fill(text, cost=locale.money(found.cost_per_year, currency)))
    return told + _customers(found.customer_minutes * found.per_year, locale)


def _customers(minutes: float, locale: Locale) -> list[Markup]:
    """What customers spend in a year, which is never counted in money."""
    if not minutes:
        return []
    text = locale.gettext("Customers spend %(time)s a year on it, which is not counted in money.")
    return [fill(text, time=time_text(minutes, locale))]


def failure_cost_view(found: JourneyFindings, locale: Locale, currency: str) -> FailureCostView | None:
    """What all failures of the journey cost; None where none is described."""
    if found.failure_cost is None:
        return None
    described = [
        (number, item, item.failure)
        for number, item in enumerate(found.touchpoints, start=1)
        if item.failure is not None
    ]
    described.sort(key=lambda each: -(each[2].cost_per_year or 0.0))
    return FailureCostView(
        sentences=tuple(failure_cost_sentences(found, locale, currency)),
        rows=tuple(_row(number, item, failure, locale, currency) for number, item, failure in described),
    )


def _row(number: int, item: TouchpointFindings, found: FailureFindings, locale: Locale, currency: str) -> FailureRow:
    customers = found.customer_minutes * found.per_year if found.per_year is not None else 0.0
    return FailureRow(
        number=number,
        anchor=touchpoint_anchor(item.touchpoint.id),
        touchpoint=item.touchpoint.title,
        title=item.touchpoint.failure.title if item.touchpoint.failure is not None else "",
        times=locale.number(found.per_year, 0) if found.per_year is not None else None,
        case=locale.money(found.cost, currency) if found.cost is not None else None,
        year=locale.money(found.cost_per_year, currency) if found.cost_per_year is not None else None,
        customers=time_text(customers, locale) if customers else None,
        at_least=bool(found.unpriced),
    )


def failure_cost_sentences(found: JourneyFindings, locale: Locale, currency: str) -> list[Markup]:
    """What all failures of the journey cost in a year, what customers spend on them, and what is not in it."""
    totals = found.failure_cost
    if totals is None:
        return []
    told = []
    if totals.per_year is None:
        told.append(fill(locale.gettext("What it costs in a year that things go wrong in this journey is not known.")))
    else:
        text = (
            locale.gettext("What goes wrong in this journey costs at least %(cost)s a year.")
            if totals.left_out
            else locale.gettext("What goes wrong in this journey costs %(cost)s a year.")
        )
        told.append(fill(text, cost=locale.money(totals.per_year, currency)))
    told += _customers(totals.customer_minutes, locale)
    left_out = [item for item in found.touchpoints if item.touchpoint.id in totals.left_out]
    if left_out and totals.per_year is not None:
        text = locale.gettext(
            "Not, or not fully, in it: %(touchpoints)s, of which it is not known how often it happens or what an hour"
            " costs."
        )
        told.append(fill(text, touchpoints=named(left_out, locale)))
    return told


def cost_now(failure: FailureFindings | None, locale: Locale, currency: str) -> Markup | None:
    """What the failure costs now: a year where that is known, else each time; None where nothing is."""
    if failure is None or failure.per_year == 0:
        return None
    customer = failure.customer_minutes > 0
    if not failure.cost:
        return _time_now(failure, locale)
    amount = failure.cost if failure.per_year is None else failure.cost * failure.per_year
    cost, exact = rounded_down(amount)
    values = {"cost": locale.money(cost, currency), "minutes": minutes_text(failure.customer_minutes, locale)}
    sure = "least" if failure.unpriced else "exact" if exact else "over"
    if failure.per_year is None:
        texts = {
            ("exact", False): locale.gettext("Each time it goes wrong it costs %(cost)s."),
            ("exact", True): locale.gettext("Each time it goes wrong it costs %(cost)s, and the customer %(minutes)s."),
            ("over", False): locale.gettext("Each time it goes wrong it costs over %(cost)s."),
            ("over", True): locale.gettext(
                "Each time it goes wrong it costs over %(cost)s, and the customer %(minutes)s."
            ),
            ("least", False): locale.gettext("Each time it goes wrong it costs at least %(cost)s."),
            ("least", True): locale.gettext(
                "Each time it goes wrong it costs at least %(cost)s, and the customer %(minutes)s."
            ),
        }
    else:
        texts = {
            ("exact", False): locale.gettext("What goes wrong now costs %(cost)s a year."),
            ("exact", True): locale.gettext(
                "What goes wrong now costs %(cost)s a year, and the customer %(minutes)s each time."
            ),
            ("over", False): locale.gettext("What goes wrong now costs over %(cost)s a year."),
            ("over", True): locale.gettext(
                "What goes wrong now costs over %(cost)s a year, and the customer %(minutes)s each time."
            ),
            ("least", False): locale.gettext("What goes wrong now costs at least %(cost)s a year."),
            ("least", True): locale.gettext(
                "What goes wrong now costs at least %(cost)s a year, and the customer %(minutes)s each time."
            ),
        }
    return fill(texts[sure, customer], **values)


def _time_now(failure: FailureFindings, locale: Locale) -> Markup | None:
    """What failure takes where it is not known what that costs: minutes each time."""
    parties = failure.staff_minutes > 0, failure.customer_minutes > 0
    if not any(parties):
        return None
    n = failure.per_year
    texts = {
        (True, False): locale.gettext("Each time it goes wrong it takes us %(staff)s."),
        (False, True): locale.gettext("Each time it goes wrong it takes the customer %(customer)s."),
        (True, True): locale.gettext("Each time it goes wrong it takes us %(staff)s and the customer %(customer)s."),
    }
    if n is not None:
        texts = {
            (True, False): locale.ngettext(
                "It goes wrong once a year, which takes us %(staff)s.",
                "It goes wrong %(n)s times a year, which takes us %(staff)s each time.",
                n,
            ),
            (False, True): locale.ngettext(
                "It goes wrong once a year, which takes the customer %(customer)s.",
                "It goes wrong %(n)s times a year, which takes the customer %(customer)s each time.",
                n,
            ),
            (True, True): locale.ngettext(
                "It goes wrong once a year, which takes us %(staff)s and the customer %(customer)s.",
                "It goes wrong %(n)s times a year, which takes us %(staff)s and the customer %(customer)s each time.",
                n,
            ),
        }
    return fill(
        texts[parties],
        n=locale.number(n or 0, 0),
        staff=minutes_text(failure.staff_minutes, locale),
        customer=minutes_text(failure.customer_minutes, locale),
    )
