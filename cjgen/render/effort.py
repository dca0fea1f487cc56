"""What acting takes, what failure costs now and what actions should bring, in sentences."""

from __future__ import annotations

import math
from dataclasses import dataclass
from math import fsum

from markupsafe import Markup

from cjgen.model.failure import FailureFindings
from cjgen.model.findings import JourneyFindings, TouchpointFindings
from cjgen.model.journey import Touchpoint
from cjgen.render.amounts import hours_text, minutes_text
from cjgen.render.locale import Locale
from cjgen.render.numbers import beside, figure_text, mean_digits
from cjgen.render.sentences import fill, listed

_LEAST_ROUNDED = 1000
"""Money from this amount on is said in round figures."""


@dataclass(frozen=True, slots=True)
class Effort:
    """What the open actions of a touchpoint take together, None where none of them says.

    `owners` are those of the actions, else that of the touchpoint. Of `actions` open ones `uncosted` state neither
    hours nor money although others do. `lift` is the sum of what `lifting` of them should bring, in scale points.
    """

    owners: tuple[str, ...]
    hours: float | None
    cost: float | None
    actions: int
    uncosted: int
    lift: float
    lifting: int

    @property
    def known(self) -> bool:
        """Whether anything is known of what it takes."""
        return self.hours is not None or self.cost is not None

    @staticmethod
    def of(touchpoint: Touchpoint) -> Effort:
        """The effort that a touchpoint takes, as far as its open actions state it."""
        opened = [action for action in touchpoint.actions if action.is_open]
        hours = [action.hours for action in opened if action.hours is not None]
        costs = [action.cost for action in opened if action.cost is not None]
        lifts = [action.lift for action in opened if action.lift]
        uncosted = sum(action.hours is None and action.cost is None for action in opened)
        owners = {str(action.owner): action.owner for action in opened if action.owner}
        return Effort(
            owners=tuple(owners.values()) or ((touchpoint.owner,) if touchpoint.owner else ()),
            hours=fsum(hours) if hours else None,
            cost=fsum(costs) if costs else None,
            actions=len(opened),
            uncosted=uncosted if hours or costs else 0,
            lift=fsum(lifts),
            lifting=len(lifts),
        )


def owners_text(effort: Effort, locale: Locale) -> Markup:
    """The owners as a list in a sentence, each in its own language."""
    return listed(effort.owners, locale)


def who_and_what(item: TouchpointFindings, locale: Locale, currency: str) -> list[Markup]:
    """Who acts, in how many hours and for how much money; nothing where neither is known."""
    effort = Effort.of(item.touchpoint)
    told = _who_and_what(effort, locale, currency, new=item.verdict == "add")
    if told is None:
        return []
    if not effort.uncosted:
        return [told]
    text = locale.ngettext(
        "What %(n)s of the %(of)s actions takes is not known yet.",
        "What %(n)s of the %(of)s actions take is not known yet.",
        effort.uncosted,
    )
    return [told, fill(text, n=effort.uncosted, of=effort.actions)]


def _who_and_what(effort: Effort, locale: Locale, currency: str, *, new: bool) -> Markup | None:
    n, hours, cost = len(effort.owners), effort.hours or None, effort.cost or None
    values = {
        "owner": owners_text(effort, locale) if n else "",
        "hours": hours_text(hours, locale) if hours else "",
        "cost": locale.money(cost, currency) if cost else "",
    }
    if not n and not hours and not cost:
        return None
    if not hours and not cost:
        return fill(locale.ngettext("Owner: %(owner)s.", "Owners: %(owner)s.", n), **values)
    if not n:
        texts = {
            (False, True, True): locale.gettext("It can be solved in %(hours)s (%(cost)s)."),
            (False, True, False): locale.gettext("It can be solved in %(hours)s."),
            (False, False, True): locale.gettext("It can be solved for %(cost)s."),
            (True, True, True): locale.gettext("It can be there in %(hours)s (%(cost)s)."),
            (True, True, False): locale.gettext("It can be there in %(hours)s."),
            (True, False, True): locale.gettext("It can be there for %(cost)s."),
        }
    elif not new:
        texts = {
            (False, True, True): locale.ngettext(
                "%(owner)s can solve it in %(hours)s (%(cost)s).",
                "%(owner)s can solve it together in %(hours)s (%(cost)s).",
                n,
            ),
            (False, True, False): locale.ngettext(
                "%(owner)s can solve it in %(hours)s.", "%(owner)s can solve it together in %(hours)s.", n
            ),
            (False, False, True): locale.ngettext(
                "%(owner)s can solve it for %(cost)s.", "%(owner)s can solve it together for %(cost)s.", n
            ),
        }
    else:
        texts = {
            (True, True, True): locale.ngettext(
                "%(owner)s can make it in %(hours)s (%(cost)s).",
                "%(owner)s can make it together in %(hours)s (%(cost)s).",
                n,
            ),
            (True, True, False): locale.ngettext(
                "%(owner)s can make it in %(hours)s.", "%(owner)s can make it together in %(hours)s.", n
            ),
            (True, False, True): locale.ngettext(
                "%(owner)s can make it for %(cost)s.", "%(owner)s can make it together for %(cost)s.", n
            ),
        }
    return fill(texts[new, bool(hours), bool(cost)], **values)


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


def rounded_down(amount: float) -> tuple[float, bool]:
    """An amount of money as it is said in a sentence, and whether that is all of it.

    From 1,000 on it has two digits, three where the first is a 1, and is rounded down.
    """
    if amount < _LEAST_ROUNDED:
        return amount, True
    power = math.floor(math.log10(amount))
    unit = 10.0 ** (power - (2 if amount < 2 * 10.0**power else 1))
    down = math.floor(amount / unit + 1e-9) * unit
    return down, round(amount) == round(down)


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


def lifted(item: TouchpointFindings, found: JourneyFindings, locale: Locale) -> tuple[str, str] | None:
    """From what to what the open actions should bring experience; None where its digits do not show that."""
    lift, experience = Effort.of(item.touchpoint).lift, item.experience
    if not lift or experience is None or item.verdict == "add":
        return None
    after = min(experience.score.mean + lift, found.journey.scale.experience.max)
    digits = mean_digits(experience.score.n)
    before = figure_text(experience, locale)
    shown = locale.as_typed(after) if digits is None else locale.number(after, digits)
    # beside its threshold the figure may have more digits; two readings of one figure would only confuse
    return (before, shown) if shown != before == beside(item, "experience", locale)[0] else None


def expected(item: TouchpointFindings, found: JourneyFindings, locale: Locale) -> Markup | None:
    """What the open actions should bring; None where they do not say, and for what does not exist yet."""
    effort, ends = Effort.of(item.touchpoint), lifted(item, found, locale)
    if not effort.lift or item.verdict == "add":
        return None
    if ends is not None:
        text = locale.ngettext(
            "The action for it should bring experience from %(before)s to %(after)s.",
            "The actions for it should bring experience from %(before)s to %(after)s.",
            effort.lifting,
        )
        return fill(text, before=ends[0], after=ends[1])
    text = locale.ngettext(
        "The action for it should raise experience by %(lift)s.",
        "The actions for it should raise experience by %(lift)s.",
        effort.lifting,
    )
    return fill(text, lift=locale.as_typed(effort.lift))
