"""Whether a touchpoint is worked on as text: by which value, within what, and why not."""

from __future__ import annotations

from collections.abc import Iterator

from cjgen.cli.instruments import six
from cjgen.model.findings import JourneyFindings
from cjgen.model.focus import Because, BringIn, FocusArea, FocusFindings, LeftOut

_BECAUSE: dict[Because, str] = {
    "limit": "the number of focus areas is reached",
    "hours": "there are too few hours",
    "budget": "there is too little money",
    "no_action": "it still has to be costed: no open action says what it takes, or one of them does not",
}


def focus_lines(found: JourneyFindings, touchpoint: str) -> Iterator[str]:
    """What is said of one touchpoint, named by its id; nothing before the focus of all journeys is known."""
    focus = found.focus
    if focus is None:
        return
    if found.journey.draft:
        yield "a draft takes no part in it"
        return
    area = next((area for area in focus.chosen if area.touchpoint == touchpoint), None)
    out = next((each for each in focus.left_out if each.area.touchpoint == touchpoint), None)
    if area is None and out is None:
        yield "only what is to be improved or added takes part in it"
        return
    yield _room(focus)
    if area is not None:
        yield from _area(area, focus)
        place = focus.chosen.index(area) + 1
        yield f"=> a focus area, number {place} of the {len(focus.chosen)} of this journey"
    elif out is not None:
        yield from _area(out.area, focus)
        yield from _left_out(out)


def _room(focus: FocusFindings) -> str:
    whose = "of this journey alone" if focus.own else "of all journeys without a focus of their own"
    capacity = [
        f"{six(most)} {name}" for most, name in ((focus.hours, "hours"), (focus.budget, "of money")) if most is not None
    ]
    within = f", within {' and '.join(capacity)}" if capacity else ", without a capacity"
    return f"the focus {whose}: {focus.limit} at most{within}"


def _area(area: FocusArea, focus: FocusFindings) -> Iterator[str]:
    if focus.by_lift:
        yield f"value = w min(lift, max - E) / (max - min) = {six(area.value)}: all that can be chosen state a lift"
    else:
        yield f"value = w (1 - S) = {six(area.value)}"
    if area.failing_basic:
        yield " a basic that fails: these go before all others"
    takes = [
        f"{six(amount)} {name}"
        for amount, name in ((area.hours, "hours"), (area.cost, "of money"))
        if amount is not None
    ]
    yield f" its open actions take {' and '.join(takes)}" if takes else " no open action says what it takes"
    if area.effects:
        yield f" good for {' and '.join(area.effects)} as well, which decides between equal ones"


def _left_out(out: LeftOut) -> Iterator[str]:
    yield f"=> not a focus area: {_BECAUSE[out.because]}" if out.because is not None else "=> not a focus area"
    if out.because == "no_action":
        return
    yield f" it would be one with {_more(out.bring_in)}" if out.bring_in else " others come before it"


def _more(more: BringIn) -> str:
    parts = [
        (more.limit, "focus area more" if more.limit == 1 else "focus areas more"),
        (more.hours, "more hours" if more.hours != 1 else "more hour"),
        (more.budget, "more of money"),
    ]
    return " and ".join(f"{six(amount)} {name}" for amount, name in parts if amount)
