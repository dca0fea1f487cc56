"""What the open actions of a touchpoint take and should bring, in sentences."""

from __future__ import annotations

from markupsafe import Markup

from cjgen.model.findings import JourneyFindings, TouchpointFindings
from cjgen.model.open_actions import OpenActions
from cjgen.render.amounts import hours_text
from cjgen.render.locale import Locale
from cjgen.render.numbers import beside, figure_text, mean_digits
from cjgen.render.sentences import fill, listed


def owners_text(opened: OpenActions, locale: Locale) -> Markup:
    """The owners as a list in a sentence, each in its own language."""
    return listed(opened.owners, locale)


def who_and_what(item: TouchpointFindings, locale: Locale, currency: str) -> list[Markup]:
    """Who acts, in how many hours and for how much money; nothing where neither is known."""
    opened = OpenActions.of(item.touchpoint)
    told = _who_and_what(opened, locale, currency, new=item.verdict == "add")
    if told is None:
        return []
    if not opened.uncosted:
        return [told]
    text = locale.ngettext(
        "What %(n)s of the %(of)s actions takes is not known yet.",
        "What %(n)s of the %(of)s actions take is not known yet.",
        opened.uncosted,
    )
    return [told, fill(text, n=opened.uncosted, of=opened.actions)]


def _who_and_what(opened: OpenActions, locale: Locale, currency: str, *, new: bool) -> Markup | None:
    n, hours, cost = len(opened.owners), opened.hours or None, opened.cost or None
    values = {
        "owner": owners_text(opened, locale) if n else "",
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


def lifted(item: TouchpointFindings, found: JourneyFindings, locale: Locale) -> tuple[str, str] | None:
    """From what to what the open actions should bring experience; None where its digits do not show that."""
    lift, experience = OpenActions.of(item.touchpoint).lift, item.experience
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
    opened, ends = OpenActions.of(item.touchpoint), lifted(item, found, locale)
    if not opened.lift or item.verdict == "add":
        return None
    if ends is not None:
        text = locale.ngettext(
            "The action for it should bring experience from %(before)s to %(after)s.",
            "The actions for it should bring experience from %(before)s to %(after)s.",
            opened.lifting,
        )
        return fill(text, before=ends[0], after=ends[1])
    text = locale.ngettext(
        "The action for it should raise experience by %(lift)s.",
        "The actions for it should raise experience by %(lift)s.",
        opened.lifting,
    )
    return fill(text, lift=locale.as_typed(opened.lift))
