"""How many touchpoints have which verdict, in words."""

from __future__ import annotations

from collections.abc import Mapping

from markupsafe import Markup

from cjgen.model.findings import JourneyFindings
from cjgen.render.locale import Locale
from cjgen.render.sentences import fill
from cjgen.render.views import CountView


def counts_view(found: JourneyFindings, locale: Locale) -> tuple[CountView, ...]:
    """How many touchpoints have each verdict, in short."""
    return tuple(
        CountView(mark, phrase, empty=not found.counts[mark]) for mark, phrase in short_counts(found.counts, locale)
    )


def verdict_counts(counts: Mapping[str, int], locale: Locale) -> list[tuple[str, Markup]]:
    """How many touchpoints have each verdict, as (verdict, phrase); `none` only where there are any."""
    n = counts
    phrases = [
        (
            "improve",
            locale.ngettext("%(n)s touchpoint to improve", "%(n)s touchpoints to improve", n["improve"])
            if n["improve"]
            else locale.gettext("nothing to improve"),
        ),
        (
            "keep",
            locale.ngettext("%(n)s touchpoint to keep", "%(n)s touchpoints to keep", n["keep"])
            if n["keep"]
            else locale.gettext("nothing to keep"),
        ),
        (
            "drop",
            locale.ngettext("%(n)s touchpoint may go", "%(n)s touchpoints may go", n["drop"])
            if n["drop"]
            else locale.gettext("nothing may go"),
        ),
        (
            "add",
            locale.ngettext("%(n)s touchpoint to add", "%(n)s touchpoints to add", n["add"])
            if n["add"]
            else locale.gettext("nothing to add"),
        ),
    ]
    if n["none"]:
        text = locale.ngettext("%(n)s touchpoint without a verdict", "%(n)s touchpoints without a verdict", n["none"])
        phrases.append(("none", text))
    return [(verdict, fill(text, n=n[verdict])) for verdict, text in phrases]


def short_counts(counts: Mapping[str, int], locale: Locale) -> list[tuple[str, Markup]]:
    """How many touchpoints have each verdict, in two or three words; `none` only where there are any."""
    phrases = [
        ("improve", locale.gettext("%(n)s to improve")),
        ("keep", locale.gettext("%(n)s to keep")),
        ("drop", locale.ngettext("%(n)s may go", "%(n)s may go", counts["drop"])),
        ("add", locale.gettext("%(n)s to add")),
        *([("none", locale.gettext("%(n)s without a verdict"))] if counts["none"] else []),
    ]
    return [(mark, fill(text, n=locale.number(counts[mark], 0))) for mark, text in phrases]
