"""The talk sheet of a journey: one page of paper to talk about, with questions and room to write.

Everything on it is bounded: lists by `MOST`, texts by the style sheet, so that it fits whatever a journey holds.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from markupsafe import Markup

from cjgen.model.findings import JourneyFindings, Mark, TouchpointFindings
from cjgen.model.own import OwnAxis, OwnView
from cjgen.render import words
from cjgen.render.asked import asked_in_short
from cjgen.render.board import in_order
from cjgen.render.locale import Locale
from cjgen.render.numbers import figure_text
from cjgen.render.own_words import agreement_of, apart_although_alike, customers_of, own_of, reads_alike
from cjgen.render.sentences import fill

MOST = 5
"""How many touchpoints a list on the sheet names at most."""
NAMED_MOST = 16
"""Up to how many touchpoints there is room for all their names below a curve that runs downwards."""
_UNHEADED: tuple[Mark, ...] = ("leave", "none")
"""Marks on the curve that head no block."""


@dataclass(frozen=True, slots=True)
class SheetEntry:
    """A touchpoint in a list, by its number in the journey: what is said of it, in pieces."""

    number: int
    title: str
    facts: tuple[Markup, ...]


@dataclass(frozen=True, slots=True)
class SheetBlock:
    """One subject to talk about: its first touchpoints, how many more there are, or why there are none; a question.

    `kind` is the mark of its verdict, or `own`.
    """

    kind: str
    title: str
    count: int
    entries: tuple[SheetEntry, ...]
    more: Markup | None
    empty: str | None
    question: str


@dataclass(frozen=True, slots=True)
class SheetView:
    """The talk sheet: what goes beside the texts and the curve of the report.

    `asked` says how many customers answered. `key` has a word for each mark on the curve that heads no block.
    `crowded` says that not all names fit below the curve.
    """

    asked: Markup
    promise_question: str
    key: tuple[tuple[Mark, str], ...]
    crowded: bool
    blocks: tuple[SheetBlock, ...]


def sheet_view(found: JourneyFindings, locale: Locale) -> SheetView:
    """What there is to talk about: focus areas and what else to improve, to keep, to drop, to add; own view last.

    The block on our own view is there only where the journey has any.
    """
    labels = words.mark_labels(locale)
    shown = {item.mark for item in found.touchpoints}
    own = (_own(found, locale),) if any(item.own for item in found.touchpoints) else ()
    return SheetView(
        asked=fill(locale.gettext("customers who answered: %(asked)s"), asked=asked_in_short(found, locale)),
        promise_question=locale.gettext("Where do customers feel this, and where do they not?")
        if found.journey.promise
        else locale.gettext("What do we want to be known for?"),
        key=tuple((mark, labels[mark]) for mark in _UNHEADED if mark in shown),
        crowded=len(found.touchpoints) > NAMED_MOST,
        blocks=(*_verdicts(found, locale), *own),
    )


def _verdicts(found: JourneyFindings, locale: Locale) -> Iterator[SheetBlock]:
    """A block for each verdict that asks for a decision."""
    texts: dict[Mark, tuple[str, str, str]] = {
        "improve": (
            locale.gettext("What keeps us from doing this better tomorrow?"),
            locale.gettext("Nothing needs improvement now."),
            locale.gettext("What could still be better tomorrow?"),
        ),
        "keep": (
            locale.gettext("What must never get worse here?"),
            locale.gettext("Nothing stands out as something to keep."),
            locale.gettext("What are we proud of, and do customers notice?"),
        ),
        "drop": (
            locale.gettext("What do we do with the time that this frees?"),
            locale.gettext("Nothing stands out as something that may go."),
            locale.gettext("What could go without customers missing it?"),
        ),
        "add": (
            locale.gettext("What would be the first small step?"),
            locale.gettext("Nothing stands out as something to add."),
            locale.gettext("What would customers miss, if we asked them?"),
        ),
    }
    labels, numbers = words.mark_labels(locale), _numbers(found)
    standing = in_order(found)
    chosen = list(found.chosen)
    standing = [*chosen, *(item for item in standing if item not in chosen)]
    judged = any(item.verdict is not None for item in found.touchpoints)
    for mark, (question, empty, instead) in texts.items():
        items = [item for item in standing if item.mark == mark]
        nothing = empty if judged else locale.gettext("There is no verdict yet.")
        yield SheetBlock(
            kind=mark,
            title=labels[mark],
            count=len(items),
            entries=tuple(
                SheetEntry(
                    numbers[item.touchpoint.id],
                    item.touchpoint.title,
                    tuple(_facts(item, locale, focus=item in chosen)),
                )
                for item in items[:MOST]
            ),
            more=_more(len(items), locale),
            empty=None if items else nothing,
            question=question if items else instead,
        )


def _facts(item: TouchpointFindings, locale: Locale, *, focus: bool) -> Iterator[Markup]:
    """The figures of a touchpoint, how sure its verdict is, and what else decides about it."""
    importance, experience = (
        figure_text(figure, locale) if figure is not None else None for figure in (item.importance, item.experience)
    )
    if importance is not None and experience is not None:
        text = locale.gettext("importance %(importance)s, experience %(experience)s")
        yield fill(text, importance=importance, experience=experience)
    elif importance is not None:
        yield fill(locale.gettext("importance %(importance)s"), importance=importance)
    if item.certainty is not None:
        yield Markup("{}").format(words.certainty_label(item.certainty, locale))
    if focus:
        yield fill(locale.gettext("focus area"))
    if item.mark == "add" and item.touchpoint.vision == "no":
        yield fill(locale.gettext("asked for, does not fit us"))


def _own(found: JourneyFindings, locale: Locale) -> SheetBlock:
    """Where we think otherwise than customers: what we think too well of first, experience before importance."""
    entries = list(_apart(found, locale))
    compared = any(each.view is not None for item in found.touchpoints for each in item.own)
    agree = (
        locale.gettext("Our own estimates agree with what customers say.")
        if compared
        else locale.gettext("Our own estimates cannot be compared with what customers say yet.")
    )
    return SheetBlock(
        kind="own",
        title=locale.gettext("Our own view"),
        count=len(entries),
        entries=tuple(entries[:MOST]),
        more=_more(len(entries), locale),
        empty=None if entries else agree,
        question=locale.gettext("Why did we not see this ourselves?")
        if entries
        else locale.gettext("Where might we be wrong all the same?"),
    )


def _apart(found: JourneyFindings, locale: Locale) -> Iterator[SheetEntry]:
    """The blind spots and then what is undersold, each with the mean of our own estimates beside customers' figure."""
    texts: dict[tuple[OwnView, OwnAxis], str] = {
        ("blind_spot", "experience"): locale.gettext(
            "blind spot: experience %(own)s by our own estimate, %(customers)s by customers"
        ),
        ("blind_spot", "importance"): locale.gettext(
            "overrated: importance %(own)s by our own estimate, %(customers)s by customers"
        ),
        ("undersold", "experience"): locale.gettext(
            "undersold: experience %(own)s by our own estimate, %(customers)s by customers"
        ),
        ("undersold", "importance"): locale.gettext(
            "underrated: importance %(own)s by our own estimate, %(customers)s by customers"
        ),
    }
    numbers, known = _numbers(found), {item.touchpoint.id: item for item in found.touchpoints}
    for (view, axis), text in texts.items():
        agreement = agreement_of(found, axis)
        if agreement is None:
            continue
        for name in agreement.blind_spots if view == "blind_spot" else agreement.undersold:
            item = known[name]
            figure, own = customers_of(item, axis), own_of(item, axis)
            if figure is None or own is None:
                raise ValueError("a blind spot without figures")
            wording = apart_although_alike(view, axis, locale) if reads_alike(own.value, figure, locale) else text
            told = fill(wording, own=locale.as_typed(own.value, 1), customers=figure_text(figure, locale))
            yield SheetEntry(numbers[name], item.touchpoint.title, (told,))


def _more(count: int, locale: Locale) -> Markup | None:
    if count <= MOST:
        return None
    left = count - MOST
    text = locale.ngettext("and %(n)s more, in the report", "and %(n)s more, in the report", left)
    return fill(text, n=locale.number(left, 0))


def _numbers(found: JourneyFindings) -> dict[str, int]:
    """The number of each touchpoint in the journey, by id."""
    return {item.touchpoint.id: number for number, item in enumerate(found.touchpoints, start=1)}


def sheet_title(title: str, locale: Locale) -> Markup:
    """What the sheet is called in the frame of a window."""
    return fill(locale.gettext("%(title)s: talk sheet"), title=title)
