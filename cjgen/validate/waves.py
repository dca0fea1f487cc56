"""Earlier waves: named once in each list, and everywhere in the same way."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from difflib import SequenceMatcher

from cjgen.model.declaration import slug
from cjgen.model.document import Document, Path
from cjgen.model.journey import Journey
from cjgen.model.problem import Problem, problem
from cjgen.validate.forms import touchpoint_paths

_ALIKE = 0.85
"""How much of the letters two names must share to look like one that was mistyped; `juni` and `juli` share 0.75."""


def wave_problems(journey: Journey, document: Document) -> Iterator[Problem]:
    """Waves that stand twice in a list, that have no name of their own, or that look mistyped."""
    lists: list[tuple[Path, Sequence[str]]] = [(("history",), [wave.wave for wave in journey.history])]
    for path, touchpoint in touchpoint_paths(journey):
        lists.append(((*path, "history"), [wave.wave for wave in touchpoint.history]))
    for path, names in lists:
        yield from _in_a_list(path, names, document)
    if journey.responses is not None and journey.responses.wave is not None and journey.responses.wave.order:
        lists.append((("responses", "wave", "order"), journey.responses.wave.order))
        yield from _in_a_list(*lists[-1], document)
    yield from _mistyped(lists, document)


def _at(path: Path, position: int) -> Path:
    return (*path, position) if path[-1] == "order" else (*path, position, "wave")


def _in_a_list(path: Path, names: Sequence[str], document: Document) -> Iterator[Problem]:
    seen: dict[str, int] = {}
    for k, name in enumerate(names):
        place, made = document.place(_at(path, k)), slug(name)
        if not made:
            what = "has no letter or digit of which an id can be made"
            yield problem("CJ145", place, wave=name, what=what, example="write it in plain letters and digits")
        elif made in seen:
            what = f"already stands in this list, on line {document.place(_at(path, seen[made])).line}"
            example = "write both figures in one item, or give one of the two another name"
            yield problem("CJ145", place, wave=name, what=what, example=example)
        seen.setdefault(made, k)


def _mistyped(lists: Sequence[tuple[Path, Sequence[str]]], document: Document) -> Iterator[Problem]:
    """A wave that one touchpoint names and nobody else, almost as others name it."""
    named: dict[str, list[tuple[Path, str]]] = {}
    for path, names in lists:
        for k, name in enumerate(names):
            named.setdefault(slug(name), []).append((_at(path, k), name))
    for made, places in named.items():
        if len(places) > 1 or not _of_touchpoint(places[0][0]):
            continue
        others = [other for other in named if len(named[other]) > 1 or not _of_touchpoint(named[other][0][0])]
        near = next((other for other in others if _looks_like(made, other)), None)
        if near is not None:
            path, name = places[0]
            yield problem("CJ216", document.place(path), wave=name, other=named[near][0][1])


def _of_touchpoint(path: Path) -> bool:
    return path[0] == "stages"


def _looks_like(one: str, other: str) -> bool:
    """Whether two names have the same numbers, in any order, and nearly the same letters."""
    if sorted(re.findall("[0-9]+", one)) != sorted(re.findall("[0-9]+", other)):
        return False
    letters, others = ("".join(sorted(re.findall("[a-z]+", name))) for name in (one, other))
    return SequenceMatcher(None, letters, others).ratio() >= _ALIKE
