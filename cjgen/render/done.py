"""You said, we did: what the customers who answered get to read. No figures, no verdicts, no way into the report."""

from __future__ import annotations

from dataclasses import dataclass

from markupsafe import Markup

from cjgen.model.findings import JourneyFindings
from cjgen.model.site import Site
from cjgen.render.locale import Locale
from cjgen.render.sentences import fill


@dataclass(frozen=True, slots=True)
class LearnedView:
    """What customers said, what was done about it, and since when if that is known."""

    said: str
    did: str
    since: Markup | None


@dataclass(frozen=True, slots=True)
class DoneView:
    """The page for the customers who answered; `sender` stands in its header, `organisation` below its title."""

    heading: str
    title: str
    draft: bool
    sender: str | None
    organisation: str | None
    thanks: Markup
    learned: tuple[LearnedView, ...]
    answered: Markup | None


def done_view(site: Site, found: JourneyFindings, locale: Locale) -> DoneView | None:
    """What customers said and what was done about it; None where the author wrote nothing of the kind."""
    journey = found.journey
    if not journey.learned:
        return None
    organisation = journey.context.organisation if journey.context else None
    return DoneView(
        heading=locale.gettext("You said, we did"),
        title=journey.title,
        draft=journey.draft,
        sender=site.publisher or organisation or site.client,
        organisation=organisation,
        thanks=fill(
            locale.gettext(
                "Thank you for telling us what you think of “%(journey)s”. This is what we heard, and what we did"
                " about it."
            ),
            journey=journey.title,
        ),
        learned=tuple(
            LearnedView(
                said=each.said,
                did=each.did,
                since=fill(locale.gettext("Since %(date)s"), date=locale.date(each.since)) if each.since else None,
            )
            for each in journey.learned
        ),
        answered=_answered(found, locale),
    )


def _answered(found: JourneyFindings, locale: Locale) -> Markup | None:
    """How many customers answered, and when; None where neither is stated."""
    context = found.journey.context
    sample = context.sample if context else None
    period = context.period if context else None
    n = sample.answered if sample is not None and sample.answered is not None else found.rows
    if n and period:
        text = locale.ngettext(
            "%(n)s customer answered our questions (%(period)s). That helped us.",
            "%(n)s customers answered our questions (%(period)s). That helped us.",
            n,
        )
        return fill(text, n=locale.number(n, 0), period=period)
    if n:
        text = locale.ngettext(
            "%(n)s customer answered our questions. That helped us.",
            "%(n)s customers answered our questions. That helped us.",
            n,
        )
        return fill(text, n=locale.number(n, 0))
    return fill(locale.gettext("When we asked: %(period)s."), period=period) if period else None
