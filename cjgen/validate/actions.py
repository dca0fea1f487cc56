"""Actions: a lift that the scale has room for, reviews after the work, and what is wished for but not wanted."""

from __future__ import annotations

from collections.abc import Iterator

from cjgen.model.document import Document
from cjgen.model.journey import Journey
from cjgen.model.problem import Problem, problem
from cjgen.model.score import TOLERANCE
from cjgen.validate.forms import touchpoint_paths


def action_problems(journey: Journey, document: Document) -> Iterator[Problem]:
    """Everything that is wrong or odd about what is done."""
    yield from _lifts(journey, document)
    yield from _reviews(journey, document)
    yield from _unwanted(journey, document)


def _lifts(journey: Journey, document: Document) -> Iterator[Problem]:
    scale = journey.scale.experience
    for path, touchpoint in touchpoint_paths(journey):
        for k, action in enumerate(touchpoint.actions):
            if action.lift is not None and action.lift > scale.width * (1 + TOLERANCE):
                whole = f"{scale.width:g}, from {scale.min:g} to {scale.max:g}"
                yield problem(
                    "CJ117",
                    document.place((*path, "actions", k, "lift")),
                    found=f"{action.lift:g}",
                    wanted=f"a lift that the scale has room for: all of it is {whole}",
                    example="write how many points better the experience becomes, such as 0.5",
                )


def _reviews(journey: Journey, document: Document) -> Iterator[Problem]:
    for path, touchpoint in touchpoint_paths(journey):
        for k, action in enumerate(touchpoint.actions):
            due, review = action.due, action.review
            if due is None or review is None:
                continue
            known = min(len(due), len(review))
            # a review in the month in which the action is due may come after it
            if review[:known] < due[:known]:
                place = document.place((*path, "actions", k, "review"))
                yield problem("CJ231", place, review=review, due=due)


def _unwanted(journey: Journey, document: Document) -> Iterator[Problem]:
    for path, touchpoint in touchpoint_paths(journey):
        count = sum(action.is_open for action in touchpoint.actions)
        if touchpoint.wished and touchpoint.vision == "no" and count:
            place = document.place((*path, "actions"), key=True)
            yield problem("CJ233", place, title=touchpoint.title, count=count)
