"""What moved from one wave to the next: sentences, and how a difference is printed."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Literal

from markupsafe import Markup

from cjgen.model.findings import Change, GroupFindings, JourneyFindings, Subject, TouchpointFindings, TrendFindings
from cjgen.render.locale import Locale
from cjgen.render.numbers import MOST_DIGITS
from cjgen.render.order import some
from cjgen.render.sentences import fill

Z = 1.959963984540054
"""How many standard errors make a 95 % margin."""
_FINE = 0.05
"""Below this margin, in scale points, a second decimal says something."""


def trend_sentences(found: JourneyFindings, locale: Locale) -> list[Markup]:
    """What clearly moved since the wave before: experience, importance, the overall mark and the NPS."""
    trend = found.trend
    if trend is None or len(trend.waves) < 2:
        return []
    told = []
    for subject in ("nps", "overall"):
        change = next((each for each in trend.changes if each.subject == subject and each.touchpoint is None), None)
        if change is not None and change.difference is not None:
            told.append(whole_sentence(change, trend, locale))
    for changes in _by_wave(tested(trend, "experience")):
        told += _moved(changes, found, trend, locale)
    for changes in _by_wave(tested(trend, "importance")):
        told += _importance(changes, found, trend, locale)
    return told


def _by_wave(changes: Sequence[Change]) -> list[list[Change]]:
    """The changes by the wave that they begin in."""
    waves = dict.fromkeys(change.since for change in changes)
    return [[change for change in changes if change.since == since] for since in waves]


def wave_title(id: str, trend: TrendFindings, locale: Locale) -> str:
    """The title of a wave; a change that names none is one from the last but one to the last."""
    return wave_name(next((wave for wave in trend.waves if wave.id == id), trend.waves[-2]), locale)


def wave_name(wave: GroupFindings, locale: Locale) -> str:
    """What a wave is called: typed figures of a journey that names no period are those of this survey."""
    return wave.title or locale.gettext("this survey")


def whole_sentence(change: Change, trend: TrendFindings, locale: Locale) -> Markup:
    """How the NPS or the overall mark moved, and whether that may be chance."""
    texts = {
        ("nps", "up"): locale.gettext(
            "The NPS has clearly gone up: from %(before)s in %(then)s to %(after)s in %(now)s, a difference of"
            " %(difference)s\u00a0±\u00a0%(margin)s."
        ),
        ("nps", "down"): locale.gettext(
            "The NPS has clearly gone down: from %(before)s in %(then)s to %(after)s in %(now)s, a difference of"
            " %(difference)s\u00a0±\u00a0%(margin)s."
        ),
        ("nps", "chance"): locale.gettext(
            "The NPS was %(before)s in %(then)s and is %(after)s in %(now)s; the difference of"
            " %(difference)s\u00a0±\u00a0%(margin)s may be chance."
        ),
        ("overall", "up"): locale.gettext(
            "The overall mark has clearly gone up: from %(before)s in %(then)s to %(after)s in %(now)s, a difference of"
            " %(difference)s\u00a0±\u00a0%(margin)s."
        ),
        ("overall", "down"): locale.gettext(
            "The overall mark has clearly gone down: from %(before)s in %(then)s to %(after)s in %(now)s, a difference"
            " of %(difference)s\u00a0±\u00a0%(margin)s."
        ),
        ("overall", "chance"): locale.gettext(
            "The overall mark was %(before)s in %(then)s and is %(after)s in %(now)s; the difference of"
            " %(difference)s\u00a0±\u00a0%(margin)s may be chance."
        ),
    }
    subject = "nps" if change.subject == "nps" else "overall"
    digits = change_digits([change])
    return fill(
        texts[subject, direction(change)],
        before=locale.number(change.before, digits),
        after=locale.number(change.after, digits),
        then=wave_title(change.since, trend, locale),
        now=wave_title(change.until or trend.waves[-1].id, trend, locale),
        difference=difference_text(change, digits, locale),
        margin=margin_text(change, digits, locale),
    )


def nps_change(found: JourneyFindings, locale: Locale) -> Markup | None:
    """How far the NPS lies from that of the wave before, and whether that may be chance; None where not compared."""
    trend = found.trend
    change = next((each for each in trend.changes if each.subject == "nps"), None) if trend is not None else None
    if trend is None or change is None or change.difference is None:
        return None
    n, higher = round(abs(change.difference)), change.difference > 0
    if not n:
        text = locale.gettext("As high as in %(wave)s.")
    elif change.holds:
        text = (
            locale.ngettext(
                "%(n)s point higher than in %(wave)s, clearly so.",
                "%(n)s points higher than in %(wave)s, clearly so.",
                n,
            )
            if higher
            else locale.ngettext(
                "%(n)s point lower than in %(wave)s, clearly so.", "%(n)s points lower than in %(wave)s, clearly so.", n
            )
        )
    else:
        text = (
            locale.ngettext(
                "%(n)s point higher than in %(wave)s; that may be chance.",
                "%(n)s points higher than in %(wave)s; that may be chance.",
                n,
            )
            if higher
            else locale.ngettext(
                "%(n)s point lower than in %(wave)s; that may be chance.",
                "%(n)s points lower than in %(wave)s; that may be chance.",
                n,
            )
        )
    return fill(text, n=locale.number(n, 0), wave=wave_title(change.since, trend, locale))


def direction(change: Change) -> Literal["up", "down", "chance"]:
    """Where something clearly moved, or that this may be chance."""
    if not change.holds:
        return "chance"
    return "up" if (change.difference or 0.0) > 0 else "down"


def difference_text(change: Change, digits: int, locale: Locale) -> str:
    """What moved, signed; 0 for nothing."""
    return locale.signed(change.difference or 0.0, digits)


def margin_text(change: Change, digits: int, locale: Locale) -> str:
    """The 95 % margin of a difference, never as nothing."""
    return locale.number(max(Z * (change.se or 0.0), 10.0**-digits), digits)


def tested(trend: TrendFindings, subject: Subject) -> list[Change]:
    """The changes of touchpoints on this subject that could be tested."""
    return [
        change
        for change in trend.changes
        if change.subject == subject and change.touchpoint is not None and change.difference is not None
    ]


def _split(
    changes: Sequence[Change], found: JourneyFindings
) -> tuple[list[TouchpointFindings], list[TouchpointFindings]]:
    """The touchpoints that clearly went up, and those that clearly went down."""
    up = {change.touchpoint for change in changes if change.holds and (change.difference or 0.0) > 0}
    down = {change.touchpoint for change in changes if change.holds and (change.difference or 0.0) < 0}
    return (
        [item for item in found.touchpoints if item.touchpoint.id in up],
        [item for item in found.touchpoints if item.touchpoint.id in down],
    )


def _moved(changes: Sequence[Change], found: JourneyFindings, trend: TrendFindings, locale: Locale) -> list[Markup]:
    """At which touchpoints the experience clearly moved."""
    if not changes:
        return []
    up, down = _split(changes, found)
    if up and down:
        text = locale.gettext(
            "Of the %(n)s touchpoints compared, experience since %(then)s has clearly gone up at %(up)s, and clearly"
            " gone down at %(down)s."
        )
    elif up:
        text = locale.ngettext(
            "At %(up)s experience has clearly gone up since %(then)s.",
            "Of the %(n)s touchpoints compared, experience since %(then)s has clearly gone up at %(up)s; nowhere has it"
            " clearly gone down.",
            len(changes),
        )
    elif down:
        text = locale.ngettext(
            "At %(down)s experience has clearly gone down since %(then)s.",
            "Of the %(n)s touchpoints compared, experience since %(then)s has clearly gone down at %(down)s; nowhere"
            " has it clearly gone up.",
            len(changes),
        )
    else:
        text = locale.ngettext(
            "Experience was compared with %(then)s at %(n)s touchpoint; the difference may be chance.",
            "Experience was compared with %(then)s at %(n)s touchpoints; all differences may be chance.",
            len(changes),
        )
    return [_named_in(text, up, down, changes, trend, locale)]


def _importance(
    changes: Sequence[Change], found: JourneyFindings, trend: TrendFindings, locale: Locale
) -> list[Markup]:
    """At which touchpoints importance clearly moved; nothing where that may be chance."""
    up, down = _split(changes, found)
    told = []
    if up:
        text = locale.gettext("Customers find %(up)s clearly more important than in %(then)s.")
        told.append(_named_in(text, up, down, changes, trend, locale))
    if down:
        text = locale.gettext("Customers find %(down)s clearly less important than in %(then)s.")
        told.append(_named_in(text, up, down, changes, trend, locale))
    return told


def _named_in(
    text: str,
    up: Sequence[TouchpointFindings],
    down: Sequence[TouchpointFindings],
    changes: Sequence[Change],
    trend: TrendFindings,
    locale: Locale,
) -> Markup:
    return fill(
        text,
        n=len(changes),
        then=wave_title(changes[0].since, trend, locale),
        up=some(up, locale) if up else "",
        down=some(down, locale) if down else "",
    )


def change_digits(changes: Sequence[Change]) -> int:
    """Decimals of figures and their differences: of means one, or two where a margin is finer than the first.

    One more wherever what holds would else be printed as no more than its margin.
    """
    tested = [(change, Z * change.se) for change in changes if change.se is not None and change.difference is not None]
    digits = 0 if any(change.subject == "nps" for change in changes) else 1
    if digits and any(margin < _FINE for _, margin in tested):
        digits = 2
    held = [(abs(change.difference or 0.0), margin) for change, margin in tested if change.holds]
    while digits < MOST_DIGITS and any(round(gap, digits) <= round(margin, digits) for gap, margin in held):
        digits += 1
    return digits
