"""Derived importance: for all touchpoints or none, on what it rests, and the yardsticks that fit a share."""

from __future__ import annotations

import math
from collections.abc import Iterator
from typing import Literal

from cjgen.model.document import Document, Path
from cjgen.model.journey import Journey
from cjgen.model.problem import Place, Problem, problem
from cjgen.model.scale import SHARES
from cjgen.model.score import ScoreForm
from cjgen.validate.forms import touchpoint_paths

ROUNDING = 0.005
"""How much each typed share may have been rounded up: shares are typed with two decimals or more."""

_Kind = Literal["stated", "derived from the answers", "a typed share"]

_MIX = "derive it for every touchpoint that exists, or for none: a share and a score cannot be compared"
_TWO_WHOLES = "write `derived: true` for all of them, or a share for all of them: they are parts of different wholes"
_EARLIER = "write it in `history` as it is today, or leave it out there: a share and a score cannot be compared"


def _kind(form: ScoreForm) -> _Kind:
    if not form.is_derived:
        return "stated"
    return "derived from the answers" if form.derived is True else "a typed share"


def derived_problems(journey: Journey, document: Document) -> Iterator[Problem]:
    """Everything that is wrong about importance as a share."""
    yield from _wished(journey, document)
    yield from _mixed(journey, document)
    yield from _earlier(journey, document)
    yield from _sum(journey, document)
    yield from _rests_on(journey, document)
    if journey.derives_importance:
        yield from _yardsticks(journey, document)


def _wished(journey: Journey, document: Document) -> Iterator[Problem]:
    for path, touchpoint in touchpoint_paths(journey):
        if touchpoint.wished and touchpoint.importance is not None and touchpoint.importance.is_derived:
            place = document.place((*path, "importance", "derived"), key=True)
            yield problem("CJ137", place, title=touchpoint.title)


def _mixed(journey: Journey, document: Document) -> Iterator[Problem]:
    """Said once, at the first touchpoint that differs from the one before it."""
    first: tuple[str, Path, _Kind] | None = None
    for path, touchpoint in touchpoint_paths(journey):
        if touchpoint.wished or touchpoint.importance is None:
            continue
        kind, at = _kind(touchpoint.importance), (*path, "importance")
        first = first or (touchpoint.title, at, kind)
        if kind != first[2]:
            example = _MIX if "stated" in (kind, first[2]) else _TWO_WHOLES
            yield _differs(document, (touchpoint.title, at, kind), first, example)
            return


def _differs(document: Document, this: tuple[str, Path, str], other: tuple[str, Path, str], example: str) -> Problem:
    return problem(
        "CJ136",
        document.place(this[1], key=True),
        title=this[0],
        one=this[2],
        other_title=other[0],
        line=document.place(other[1], key=True).line,
        other=other[2],
        example=example,
    )


def _earlier(journey: Journey, document: Document) -> Iterator[Problem]:
    """An importance of an earlier wave on the other scale; said once."""
    for path, touchpoint in touchpoint_paths(journey):
        today = touchpoint.importance
        for k, wave in enumerate(touchpoint.history):
            if wave.importance is None or today is None or wave.importance.is_derived == today.is_derived:
                continue
            at: Path = (*path, "history", k, "importance")
            this = (f"{touchpoint.title}` in wave `{wave.wave}", at, _kind(wave.importance))
            other = (touchpoint.title, (*path, "importance"), _kind(today))
            yield _differs(document, this, other, _EARLIER)
            return


def _sum(journey: Journey, document: Document) -> Iterator[Problem]:
    shares = [
        (path, float(touchpoint.importance.derived))
        for path, touchpoint in touchpoint_paths(journey)
        if touchpoint.importance is not None and isinstance(touchpoint.importance.derived, float)
    ]
    total = math.fsum(share for _, share in shares)
    if total > 1 + ROUNDING * len(shares):
        place = document.place((*shares[0][0], "importance", "derived"), key=True)
        yield problem("CJ139", place, total=f"{total:.3g}")


def _rests_on(journey: Journey, document: Document) -> Iterator[Problem]:
    """What the drivers need of the survey file."""
    if journey.responses is None:
        return
    asked = [
        (path, touchpoint)
        for path, touchpoint in touchpoint_paths(journey)
        if touchpoint.importance is not None and touchpoint.importance.derived is True and not touchpoint.wished
    ]
    if asked and journey.responses.outcome is None and journey.responses.recommend is None:
        place = document.place((*asked[0][0], "importance", "derived"), key=True)
        what = "`outcome` or `recommend` in `responses`: it is a share in what goes together with that"
        example = "add `recommend: …` (answers from 0 to 10) or `outcome: …`, such as the column of the overall mark"
        yield problem("CJ138", place, what=what, example=example)
    for path, touchpoint in asked:
        if touchpoint.experience is None or touchpoint.experience.reads_answers is None:
            place = document.place((*path, "importance", "derived"), key=True)
            what = f"the experience of `{touchpoint.title}` from the survey file"
            example = "write its column, such as `experience: {column: q7}`, or leave this importance out"
            yield problem("CJ138", place, what=what, example=example)


def _yardsticks(journey: Journey, document: Document) -> Iterator[Problem]:
    thresholds = journey.thresholds
    for name, value in (("importance", thresholds.importance), ("drop", thresholds.drop)):
        if name not in thresholds.model_fields_set:
            continue
        if value == "midpoint":
            example = "use `mean`, `median`, `stage_mean` or a share such as 0.1"
            if name == "drop":
                example = "leave `drop` out for half the mean share, or write `importance` or a share such as 0.05"
            why = "nobody knows beforehand how large a share will be, so it has no middle"
            yield _setting(journey, document, ("thresholds", name), f"{name}: midpoint", why, example)
        elif isinstance(value, float) and not SHARES.min <= value <= SHARES.max:
            yield _outside(journey, document, name, value)
    if journey.ranking == "gap":
        why = "it would subtract an experience from a share"
        example = "use another `ranking`, such as `importance_gap`"
        yield _setting(journey, document, ("ranking",), "ranking: gap", why, example)


def _setting(journey: Journey, document: Document, path: Path, setting: str, why: str, example: str) -> Problem:
    if path in document.values:
        return problem("CJ140", document.place(path, key=True), setting=setting, why=why, example=example)
    if path == ("thresholds", "drop"):
        example = "`midpoint` is the default: leave it out of site.yaml, or give this journey a `drop` of its own"
    else:
        own = "`ranking: importance_gap`" if path == ("ranking",) else "`thresholds: {importance: mean}`"
        example = f"it comes from site.yaml: give this journey a setting of its own, such as {own}"
    return problem("CJ140", _first(journey, document), setting=setting, why=why, example=example)


def _outside(journey: Journey, document: Document, name: str, value: float) -> Problem:
    path: Path = ("thresholds", name)
    bounds = {"value": f"{value:g}", "low": f"{SHARES.min:g}", "high": f"{SHARES.max:g}"}
    share = "a derived importance is a share"
    if path in document.values:
        hint = f"{share}: write one from 0 to 1, such as 0.1, or `mean`"
        return problem("CJ111", document.place(path), hint=hint, **bounds)
    hint = f"`{name}: {value:g}` comes from site.yaml, and {share}: give this journey its own `thresholds`"
    return problem("CJ111", _first(journey, document), hint=hint, **bounds)


def _first(journey: Journey, document: Document) -> Place:
    """Where the first importance is derived: what makes a setting of the site unfit for this journey."""
    paths = (
        path
        for path, touchpoint in touchpoint_paths(journey)
        if touchpoint.importance is not None and touchpoint.importance.is_derived
    )
    return document.place((*next(paths), "importance", "derived"), key=True)
