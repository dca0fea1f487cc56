"""Two to five answers: a strip with a dot for each, and how many more customers to ask."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import count

from markupsafe import Markup

from cjgen.model.findings import AskMore, Figure, NpsFindings
from cjgen.model.scale import Range
from cjgen.render.locale import Locale
from cjgen.render.sentences import fill
from cjgen.render.views import DotsView

WIDTH = 132.0
"""The width of the strip, in units of its own drawing."""
RADIUS = 4.0
MARGIN = 8.0
"""From an end of the strip to that end of the scale."""
STEP = 2 * RADIUS + 1
"""From the centre of a dot to that of the one on top of it."""
LABEL = 13.0
"""The height of the two figures below the line."""


def dots_view(figure: Figure, scale: Range, locale: Locale) -> DotsView | None:
    """The answers as dots above their scale, equal ones on top of each other; None where they are not few."""
    answers = figure.score.few_answers
    if not answers or figure.low is None or figure.high is None:
        return None

    def across(value: float) -> float:
        return round(MARGIN + (value - scale.min) / scale.width * (WIDTH - 2 * MARGIN), 1)

    places = [across(value) for value in answers]
    levels = _levels(places)
    line = RADIUS * 2 + 2 + max(levels) * STEP
    return DotsView(
        width=_plain(WIDTH),
        height=_plain(line + LABEL + 2),
        line=_plain(line),
        label=_plain(line + LABEL),
        radius=_plain(RADIUS),
        start=_plain(across(scale.min)),
        end=_plain(across(scale.max)),
        interval=(_plain(across(figure.low)), _plain(across(figure.high))),
        dots=tuple(
            (_plain(place), _plain(line - RADIUS - 2 - level * STEP))
            for place, level in zip(places, levels, strict=True)
        ),
        low=locale.as_typed(scale.min),
        high=locale.as_typed(scale.max),
    )


def _levels(places: Sequence[float]) -> list[int]:
    """How high each dot lies: as low as it can without touching one before it."""
    found: list[tuple[float, int]] = []
    for place in places:
        near = {level for other, level in found if abs(other - place) < 2 * RADIUS}
        found.append((place, next(level for level in count() if level not in near)))
    return [level for _, level in found]


def _plain(value: float) -> str:
    """A length without needless decimals."""
    return f"{round(value, 1):g}"


def ask_more_for_mean(more: AskMore | None, locale: Locale) -> Markup | None:
    """How many more customers to ask, contacts to count or checks to have done for a mean with a useful margin."""
    if more is None:
        return None
    if more.unit == "contacts":
        text = locale.ngettext(
            "Count %(n)s more contact for an uncertainty of ±\u00a0%(margin)s.",
            "Count %(n)s more contacts for an uncertainty of ±\u00a0%(margin)s.",
            more.count,
        )
    elif more.unit == "checks":
        text = locale.ngettext(
            "Have %(n)s more check done for an uncertainty of ±\u00a0%(margin)s.",
            "Have %(n)s more checks done for an uncertainty of ±\u00a0%(margin)s.",
            more.count,
        )
    else:
        text = locale.ngettext(
            "Ask %(n)s more customer for an uncertainty of ±\u00a0%(margin)s.",
            "Ask %(n)s more customers for an uncertainty of ±\u00a0%(margin)s.",
            more.count,
        )
    return fill(text, n=locale.number(more.count, 0), margin=locale.as_typed(more.margin, 6))


def ask_more_for_nps(found: NpsFindings, locale: Locale) -> Markup | None:
    """How many more customers to ask for an NPS with a useful margin."""
    more = found.ask_more
    if more is None:
        return None
    text = locale.ngettext(
        "Ask %(n)s more customer for an uncertainty of ±\u00a0%(margin)s points.",
        "Ask %(n)s more customers for an uncertainty of ±\u00a0%(margin)s points.",
        more.count,
    )
    return fill(text, n=locale.number(more.count, 0), margin=locale.as_typed(more.margin))
