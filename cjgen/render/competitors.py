"""Competitors beside us: where we are ahead, level or behind, in sentences and in a table."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from markupsafe import Markup

from cjgen.model.findings import JourneyFindings, TouchpointFindings
from cjgen.model.own import CompetitorFindings, Standing
from cjgen.model.score import TOLERANCE
from cjgen.render.beside_views import CompetitorCell, CompetitorRow, CompetitorsView
from cjgen.render.locale import Locale
from cjgen.render.numbers import MOST_DIGITS, figure_text, interval_text, mean_digits
from cjgen.render.order import some
from cjgen.render.sentences import fill
from cjgen.render.urls import touchpoint_anchor


@dataclass(frozen=True, slots=True)
class _Compared:
    """What two figures come to in print: ours, theirs, and their difference where it may be printed."""

    ours: str
    theirs: str
    difference: str | None
    interval: tuple[str, str] | None


def competitors_view(found: JourneyFindings, locale: Locale) -> CompetitorsView | None:
    """What the report says of competitors; None without any."""
    names = _names(found, locale)
    if not names:
        return None
    return CompetitorsView(
        sentences=tuple(competitors_sentences(found, locale)),
        heads=tuple(names.values()),
        rows=tuple(
            _row(number, item, list(names), locale)
            for number, item in enumerate(found.touchpoints, start=1)
            if item.competitors
        ),
        notes=tuple(_notes(found, locale)),
    )


def competitor_name(item: TouchpointFindings, beside: CompetitorFindings, locale: Locale) -> str:
    """What a competitor is called: its name, or a number where it is not told."""
    name = item.touchpoint.competitor[beside.entry].name
    return name or locale.gettext("competitor %(n)s") % {"n": locale.number(beside.number, 0)}


def _names(found: JourneyFindings, locale: Locale) -> dict[int, str]:
    """The competitors by number, in the order of their numbers."""
    pairs = [(each.number, competitor_name(item, each, locale)) for item, each in _all(found)]
    return dict(sorted(dict(reversed(pairs)).items()))


def _all(found: JourneyFindings) -> Iterator[tuple[TouchpointFindings, CompetitorFindings]]:
    return ((item, each) for item in found.touchpoints for each in item.competitors)


def competitors_sentences(found: JourneyFindings, locale: Locale) -> list[Markup]:
    """A sentence for each competitor: on how many touchpoints we are ahead, level and behind."""
    told = []
    for number, name in _names(found, locale).items():
        beside = [(item, each) for item, each in _all(found) if each.number == number and each.standing is not None]
        if beside:
            told.append(_summary(name, beside, locale))
    if not told and all(each.estimated for _, each in _all(found)):
        text = locale.gettext("Nothing is compared: what stands here of competitors is our own estimate.")
        return [fill(text)]
    if not told:
        return [fill(locale.gettext("Nothing is compared: nowhere is our own experience known from customers."))]
    if any(each.standing is not None and not each.certain for _, each in _all(found)):
        text = locale.gettext(
            "Where not both figures have a margin, it is not certain who is ahead; the table says where that is so."
        )
        told.append(fill(text))
    return told


def _summary(name: str, beside: list[tuple[TouchpointFindings, CompetitorFindings]], locale: Locale) -> Markup:
    counts = {standing: sum(each.standing == standing for _, each in beside) for standing in _STANDINGS}
    if len(beside) == 1:
        single: dict[Standing | None, str] = {
            "ahead": locale.gettext("One touchpoint is compared with %(name)s, %(touchpoint)s: we are ahead there."),
            "level": locale.gettext("One touchpoint is compared with %(name)s, %(touchpoint)s: we are level there."),
            "behind": locale.gettext("One touchpoint is compared with %(name)s, %(touchpoint)s: we are behind there."),
        }
        (item, each), *_ = beside
        return fill(single[each.standing], name=name, touchpoint=some([item], locale))
    behind = [item for item, each in beside if each.standing == "behind"]
    values = {key: locale.number(count, 0) for key, count in counts.items()} | {"n": locale.number(len(beside), 0)}
    texts = {  # ahead, level, behind: whether there is any
        (True, True, True): locale.gettext(
            "Of the %(n)s touchpoints compared with %(name)s we are ahead on %(ahead)s, level on %(level)s and behind"
            " on %(behind)s: %(names)s."
        ),
        (True, True, False): locale.gettext(
            "Of the %(n)s touchpoints compared with %(name)s we are ahead on %(ahead)s and level on %(level)s; we are"
            " nowhere behind."
        ),
        (True, False, True): locale.gettext(
            "Of the %(n)s touchpoints compared with %(name)s we are ahead on %(ahead)s and behind on %(behind)s:"
            " %(names)s."
        ),
        (False, True, True): locale.gettext(
            "Of the %(n)s touchpoints compared with %(name)s we are nowhere ahead; we are level on %(level)s and behind"
            " on %(behind)s: %(names)s."
        ),
        (True, False, False): locale.gettext("We are ahead on all %(n)s touchpoints compared with %(name)s."),
        (False, True, False): locale.gettext("We are level on all %(n)s touchpoints compared with %(name)s."),
        (False, False, True): locale.gettext(
            "We are behind on all %(n)s touchpoints compared with %(name)s: %(names)s."
        ),
    }
    text = texts[counts["ahead"] > 0, counts["level"] > 0, bool(behind)]
    return fill(text, name=name, names=some(behind, locale) if behind else "", **values)


_STANDINGS: tuple[Standing, ...] = ("ahead", "level", "behind")


def standing_word(standing: Standing, locale: Locale) -> str:
    """Where we stand beside a competitor, in a word."""
    words = {"ahead": locale.gettext("ahead"), "level": locale.gettext("level"), "behind": locale.gettext("behind")}
    return words[standing]


def competitor_lines(item: TouchpointFindings, locale: Locale) -> list[Markup]:
    """Where we stand at one touchpoint beside each competitor, with the figures, and who gave theirs."""
    lines = (
        Markup(" ").join((_line(item, each, locale), *_said_by(item, each, locale)))  # a sentence behind a sentence
        for each in item.competitors
    )
    return list(lines)


def _said_by(item: TouchpointFindings, beside: CompetitorFindings, locale: Locale) -> list[Markup]:
    """Whose word a competitor's figure is; nothing where it was measured and nobody is named."""
    name = competitor_name(item, beside, locale)
    by = item.touchpoint.competitor[beside.entry].experience.by
    if by is None:
        return []
    if beside.estimated:
        return [fill(locale.gettext("The figure of %(name)s is an estimate by %(by)s."), name=name, by=by)]
    return [fill(locale.gettext("The figure of %(name)s comes from %(by)s."), name=name, by=by)]


def _line(item: TouchpointFindings, beside: CompetitorFindings, locale: Locale) -> Markup:
    name = competitor_name(item, beside, locale)
    shown = _compared(item, beside, locale)
    if beside.estimated:
        text = locale.gettext(
            "By our own estimate customers of %(name)s give it %(theirs)s; no customer said so, so nothing is compared."
        )
        return fill(text, name=name, theirs=_theirs(beside, locale))
    if shown is None or beside.standing is None:
        text = locale.gettext(
            "Customers of %(name)s give it %(theirs)s. What our own customers say is not known or only estimated, so"
            " nothing is compared."
        )
        return fill(text, name=name, theirs=_theirs(beside, locale))
    if not beside.certain:
        texts: dict[Standing, str] = {
            "ahead": locale.gettext(
                "By figures of which not every margin is known we are ahead of %(name)s: %(ours)s against %(theirs)s."
            ),
            "level": locale.gettext(
                "By figures of which not every margin is known we are level with %(name)s: %(ours)s against %(theirs)s."
            ),
            "behind": locale.gettext(
                "By figures of which not every margin is known we are behind %(name)s: %(ours)s against %(theirs)s."
            ),
        }
    elif shown.difference is None or shown.interval is None:
        texts = {
            "ahead": locale.gettext("We are ahead of %(name)s: %(ours)s against %(theirs)s."),
            "level": locale.gettext("We are level with %(name)s: %(ours)s against %(theirs)s."),
            "behind": locale.gettext("We are behind %(name)s: %(ours)s against %(theirs)s."),
        }
    else:
        texts = {
            "ahead": locale.gettext(
                "We are ahead of %(name)s: %(ours)s against %(theirs)s, a difference of %(difference)s (probably"
                " %(low)s to %(high)s)."
            ),
            "level": locale.gettext(
                "We are level with %(name)s: %(ours)s against %(theirs)s, a difference of %(difference)s (probably"
                " %(low)s to %(high)s)."
            ),
            "behind": locale.gettext(
                "We are behind %(name)s: %(ours)s against %(theirs)s, a difference of %(difference)s (probably"
                " %(low)s to %(high)s)."
            ),
        }
    low, high = shown.interval or ("", "")
    values = {"ours": shown.ours, "theirs": shown.theirs, "difference": shown.difference, "low": low, "high": high}
    return fill(texts[beside.standing], name=name, **values)


def _theirs(beside: CompetitorFindings, locale: Locale) -> str:
    """Their mean, with the digits that its sample carries."""
    digits = mean_digits(beside.n)
    return locale.as_typed(beside.mean) if digits is None else locale.number(beside.mean, digits)


def _compared(item: TouchpointFindings, beside: CompetitorFindings, locale: Locale) -> _Compared | None:
    """Both figures and their difference; None where ours is none of customers.

    The difference has no more digits than the figures, and is not printed where few customers gave one of them, or
    where the audience may not know it.
    """
    if item.experience is None or beside.standing is None:
        return None
    ours, theirs = figure_text(item.experience, locale), _theirs(beside, locale)
    digits = [mean_digits(item.experience.score.n), mean_digits(beside.n)]
    if beside.difference is None or 0 in digits:
        return _Compared(ours, theirs, None, None)
    if digits == [None, None]:
        difference, interval = locale.signed_as_typed(beside.difference), None
    elif not beside.certain:
        # the interval of one figure alone says too little, and so do decimals that the other one does not carry
        difference, interval = locale.signed(beside.difference, 1), None
    else:
        more = _digits(beside)
        difference, interval = locale.signed(beside.difference, more), _between(beside, more, locale)
    return _Compared(ours, theirs, difference, interval)


def _digits(beside: CompetitorFindings) -> int:
    """One decimal, or as many as it takes for an interval that leaves 0 out to show that."""
    nearest = min(abs(beside.low or 0.0), abs(beside.high or 0.0))
    if beside.standing == "level" or nearest <= TOLERANCE:
        return 1
    return next((digits for digits in range(1, MOST_DIGITS) if nearest * 10**digits >= 1), MOST_DIGITS)


def _between(beside: CompetitorFindings, digits: int, locale: Locale) -> tuple[str, str] | None:
    return None if beside.low is None or beside.high is None else locale.between(beside.low, beside.high, digits)


def _row(number: int, item: TouchpointFindings, numbers: list[int], locale: Locale) -> CompetitorRow:
    ours = item.experience if any(each.standing is not None for each in item.competitors) else None
    by_number = {each.number: each for each in reversed(item.competitors)}
    cells = [_cell(item, by_number.get(each), locale) for each in numbers]
    return CompetitorRow(
        number=number,
        anchor=touchpoint_anchor(item.touchpoint.id),
        title=item.touchpoint.title,
        ours=figure_text(ours, locale) if ours is not None else None,
        interval=interval_text(ours, locale) if ours is not None else None,
        cells=tuple(cells),
    )


def _cell(item: TouchpointFindings, beside: CompetitorFindings | None, locale: Locale) -> CompetitorCell | None:
    if beside is None:
        return None
    shown = _compared(item, beside, locale)
    return CompetitorCell(
        figure=_theirs(beside, locale),
        difference=shown.difference if shown is not None else None,
        interval=shown.interval if shown is not None else None,
        standing=standing_word(beside.standing, locale) if beside.standing is not None else None,
        unsure=not beside.certain,
        estimated=beside.estimated,
    )


def _notes(found: JourneyFindings, locale: Locale) -> list[Markup]:
    """Where nothing is compared."""
    items = [
        item
        for item in found.touchpoints
        if any(each.standing is None and not each.estimated for each in item.competitors)
    ]
    if not items or all(each.standing is None for _, each in _all(found)):
        return []
    text = locale.gettext("Not compared, because what our own customers say is not known or only estimated: %(names)s.")
    return [fill(text, names=some(items, locale))]
