"""The verdict board: the touchpoints under the verdict that they have, first things first."""

from __future__ import annotations

from cjgen.model.findings import JourneyFindings, Mark, TouchpointFindings
from cjgen.render import words
from cjgen.render.counts import verdict_counts
from cjgen.render.locale import Locale
from cjgen.render.views import BoardView, ColumnView, TouchpointView

COLUMNS: tuple[Mark, ...] = ("improve", "keep", "drop", "add")


def board_view(found: JourneyFindings, views: dict[str, TouchpointView], locale: Locale) -> BoardView:
    """A column for each verdict, and the touchpoints without one; `views` are the touchpoints by id."""
    standing = in_order(found)

    def marked(mark: Mark) -> tuple[TouchpointView, ...]:
        return tuple(views[item.touchpoint.id] for item in standing if item.mark == mark)

    phrases = dict(verdict_counts(found.counts, locale))
    meanings: dict[Mark, str] = {
        "improve": locale.gettext("Matters, or must be right, and falls short."),
        "keep": locale.gettext("Goes well: keep it that way."),
        "drop": locale.gettext("Adds little for these customers."),
        "add": locale.gettext("Does not exist yet, and customers miss it."),
    }
    labels = words.mark_labels(locale)
    return BoardView(
        columns=tuple(
            ColumnView(
                mark=mark,
                title=labels[mark],
                meaning=meanings[mark],
                phrase=phrases[mark],
                items=marked(mark),
                folded=marked("leave") if mark == "keep" else (),
            )
            for mark in COLUMNS
        ),
        folded_title=labels["leave"],
        rest=marked("none"),
    )


def in_order(found: JourneyFindings) -> list[TouchpointFindings]:
    """First things first; what has no rank stands behind: by priority, then in the author's order."""
    unranked = [item for item in found.touchpoints if item.rank is None]
    return [*found.ranked, *sorted(unranked, key=lambda item: -(item.priority or 0.0))]
