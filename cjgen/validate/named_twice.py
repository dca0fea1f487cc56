"""Departments, competitors and measures of loyalty: each named once in a list, and everywhere in the same way."""

from __future__ import annotations

from collections.abc import Iterator

from cjgen.model.document import Document, Path
from cjgen.model.journey import Journey
from cjgen.model.own import OWN_AXES
from cjgen.model.problem import Problem, problem
from cjgen.validate.alike import like
from cjgen.validate.forms import touchpoint_paths


def name_problems(journey: Journey, document: Document) -> Iterator[Problem]:
    """What stands twice in a list, and names that look mistyped."""
    departments: list[tuple[Path, str]] = []
    competitors: list[tuple[Path, str]] = []
    for path, touchpoint in touchpoint_paths(journey):
        estimates = [((*path, "own", k, "by"), own) for k, own in enumerate(touchpoint.own)]
        figures = [((*path, "competitor", k, "name"), other.name) for k, other in enumerate(touchpoint.competitor)]
        for axis in OWN_AXES:
            given = [(at, own.by) for at, own in estimates if getattr(own, axis) is not None]
            yield from _twice(given, f"the own {axis} of", "a department estimates once: keep one", document)
        yield from _twice(figures, "", "a competitor has one figure at a touchpoint: keep one", document)
        departments += [(at, own.by) for at, own in estimates if own.by is not None]
        competitors += [(at, name) for at, name in figures if name is not None]
    yield from _mistyped(departments, "department", document)
    yield from _mistyped(competitors, "competitor", document)
    yield from _measures(journey, document)


def _twice(given: list[tuple[Path, str | None]], what: str, example: str, document: Document) -> Iterator[Problem]:
    seen: dict[str, Path] = {}
    for path, name in given:
        if name is None:
            continue
        if name in seen:
            first = document.place(seen[name]).line
            yield problem("CJ152", document.place(path), what=f"{what} `{name}`".strip(), first=first, example=example)
        seen.setdefault(name, path)


def _measures(journey: Journey, document: Document) -> Iterator[Problem]:
    seen: dict[tuple[str, str | None], Path] = {}
    for k, loyalty in enumerate(journey.loyalty):
        key, path = (loyalty.measure, loyalty.period), ("loyalty", k, "measure")
        if key in seen:
            what = f"`{loyalty.measure}`" + (f" in {loyalty.period}" if loyalty.period else "")
            example = "keep one, or say in which `period` each was counted"
            place = document.place(path)
            yield problem("CJ152", place, what=what, first=document.place(seen[key]).line, example=example)
        seen.setdefault(key, path)


def _mistyped(named: list[tuple[Path, str]], kind: str, document: Document) -> Iterator[Problem]:
    """A name that stands once, almost as one that stands more often or stood before."""
    places: dict[str, list[Path]] = {}
    for path, name in named:
        places.setdefault(name, []).append(path)
    before: list[str] = []
    for name, paths in places.items():
        others = [other for other in places if other in before or len(places[other]) > 1]
        near = like(name, others) if len(paths) == 1 else None
        if near is not None:
            yield problem("CJ234", document.place(paths[0]), kind=kind, name=name, other=near)
        before.append(name)
