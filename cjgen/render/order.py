"""Basics before delight, explained for one journey: what goes first, and why."""

from __future__ import annotations

from collections.abc import Sequence

from markupsafe import Markup

from cjgen.model.findings import JourneyFindings, RankGroup, TouchpointFindings
from cjgen.render.locale import Locale
from cjgen.render.sentences import fill, named
from cjgen.render.words import N_

_GROUPS: dict[RankGroup, str] = {
    "low_basic": N_("a basic that fails"),
    "low_performance": N_("falls short"),
    "low_delight": N_("a delight that falls short"),
    "high_basic": N_("a basic that is in order"),
    "high_performance": N_("goes well"),
    "high_delight": N_("a delight that goes well"),
}


MOST_NAMED = 4
"""How many touchpoints a sentence names at most."""


def group_label(group: RankGroup, locale: Locale) -> str:
    """The group in which a touchpoint got its rank, in a few words."""
    return locale.gettext(_GROUPS[group])


def basics_before_delight(found: JourneyFindings, locale: Locale) -> list[Markup]:
    """In which order the groups go and which touchpoints make the difference; empty without basics and delights."""
    basics = [item for item in found.ranked if item.touchpoint.kind == "basic"]
    delights = [item for item in found.ranked if item.touchpoint.kind == "delight"]
    if not basics and not delights:
        return []
    sentences = [
        fill(
            locale.gettext(
                "Basics go before delight: first what must simply be right and fails, then what falls short elsewhere,"
                " then delights that fall short; what goes well follows in the same order."
            )
        )
    ]
    if len(basics) == 1:
        sentences.append(_the_only_basic(basics[0], locale))
    elif basics:
        sentences.append(fill(locale.gettext("The basics here are %(names)s."), names=some(basics, locale)))
        sentences += _failing(basics, locale)
    if delights:
        text = locale.ngettext("The delight here is %(names)s.", "The delights here are %(names)s.", len(delights))
        sentences.append(fill(text, names=some(delights, locale)))
    return sentences


def _the_only_basic(basic: TouchpointFindings, locale: Locale) -> Markup:
    """Whether it fails and so goes before everything else, or only seems to."""
    if basic.failing_basic:
        text = locale.gettext("The basic here is %(name)s: it fails and so goes before everything else.")
    elif basic.rank_group == "low_performance":
        text = locale.gettext(
            "The basic here is %(name)s: it lies below the mean or median, but it is not likely enough that it fails,"
            " so it takes its place among what falls short elsewhere."
        )
    else:
        text = locale.gettext("The basic here is %(name)s: it is in order, so it does not go before everything else.")
    return fill(text, name=named([basic], locale))


def _failing(basics: Sequence[TouchpointFindings], locale: Locale) -> list[Markup]:
    """Which of several basics fail and so go before everything else, and which only seem to."""
    failing = [item for item in basics if item.failing_basic]
    doubtful = [item for item in basics if item.rank_group == "low_performance"]
    sentences = []
    if failing:
        text = locale.ngettext(
            "Of these %(names)s fails and so goes before everything else.",
            "Of these %(names)s fail and so go before everything else.",
            len(failing),
        )
        sentences.append(fill(text, names=some(failing, locale)))
    if doubtful:
        text = locale.ngettext(
            "%(names)s lies below the mean or median, but it is not likely enough that it fails: it takes its place"
            " among what falls short elsewhere.",
            "%(names)s lie below the mean or median, but it is not likely enough that they fail: they take their place"
            " among what falls short elsewhere.",
            len(doubtful),
        )
        sentences.append(fill(text, names=some(doubtful, locale)))
    if not failing and not doubtful:
        sentences.append(fill(locale.gettext("All of them are in order, so none goes before everything else.")))
    return sentences


def some(items: Sequence[TouchpointFindings], locale: Locale) -> Markup:
    """The touchpoints by name; of many the first three, and how many more."""
    if len(items) <= MOST_NAMED:
        return named(items, locale)
    more = len(items) - MOST_NAMED + 1
    others = fill(locale.ngettext("%(n)s other", "%(n)s others", more), n=more)
    return named(items[: MOST_NAMED - 1], locale, others)
