"""One document against one declaration: the model, and every fault of its shape as a problem.

A document with faults is checked on without the faulty values, so that what can only be seen in the
whole (ids used twice, figures outside their scale) is reported in the same run.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from typing import Any, Generic, TypeVar

from pydantic import ValidationError

from cjgen.model.declaration import FIRST_LANGUAGE, Declared
from cjgen.model.document import Document, Path
from cjgen.model.problem import Problem
from cjgen.model.scale import Range, Scale
from cjgen.validate.declared import field_at, is_unbuilt, keys_at, may_be
from cjgen.validate.dutch import english_key
from cjgen.validate.faults import Fault, Meant, faults_of
from cjgen.validate.placeholders import copied, leave_out
from cjgen.validate.wording import nearest, problem_of

D = TypeVar("D", bound=Declared)


_ROUNDS = 8


@dataclass(frozen=True, slots=True)
class Shape(Generic[D]):
    """What became of a document.

    `model` is None where too little could be read to go on. `left_out` are the paths of the values that
    had to be left out or replaced to get it: what is said about those would be a consequence, not a fault.
    """

    model: D | None
    problems: tuple[Problem, ...]
    left_out: frozenset[Path]
    _holding: frozenset[Path] = field(init=False, repr=False, compare=False)

    def __post_init__(self) -> None:
        """Gather the paths that are asked for by `sound`, which is called for every value."""
        object.__setattr__(self, "_holding", _at_or_above(self.left_out))

    def sound(self, path: Path) -> bool:
        """True if nothing at, above or below `path` had to be left out."""
        below = any(path[:depth] in self.left_out for depth in range(len(path)))
        return not below and path not in self._holding

    def lost_scale(self, path: Path) -> bool:
        """True if the scale that the figure at `path` stands on had to be left out, so that another one is used."""
        scales: list[Path] = [(*path[:depth], "scale") for depth in range(len(path))]
        ends = {*Scale.model_fields, *Range.model_fields}
        return any(scale in self.left_out or any((*scale, end) in self.left_out for end in ends) for scale in scales)


def _at_or_above(paths: Iterable[Path]) -> frozenset[Path]:
    """The paths and those of everything that holds them."""
    return frozenset(path[:depth] for path in paths for depth in range(len(path) + 1))


def path_of(found: Problem) -> Path:
    """The path of what a problem is about."""
    return tuple(int(part) if part.isdigit() else part for part in found.place.path.split(".") if part)


def check_shape(
    declared: type[D], document: Document, data: dict[str, Any], first_language: str | None = None
) -> Shape[D]:
    """Check `data` (the document's own tree, with inherited values filled in) against `declared`.

    Of a text in several languages the ids are made of the one in `first_language`.
    """
    problems: list[Problem] = []
    left_out: set[Path] = set()
    for round in range(_ROUNDS):
        try:
            return Shape(
                declared.model_validate(data, context={FIRST_LANGUAGE: first_language}),
                tuple(problems),
                frozenset(left_out),
            )
        except ValidationError as error:
            data = data if round else copied(data)  # the document keeps its own
            wrong = faults_of(error, data)
        meant = _meant(declared, wrong)
        known = _at_or_above(left_out)
        for fault in _own_faults(declared, wrong, meant):
            if fault.path not in known:
                problems.append(problem_of(declared, document, fault, meant))
        left_out |= {(*fault.path[:-1], meant[fault.path].word) for fault in wrong if fault.path in meant}
        done: set[Path] = set()
        for fault in wrong:
            if fault.path in done or (fault.path in left_out and fault.kind != "missing"):
                continue  # one range for both axes has each fault twice
            done.add(fault.path)
            gone = leave_out(data, fault.path)
            if gone is None:
                return Shape(None, tuple(problems), frozenset(left_out))
            left_out |= {gone, fault.path}
    return Shape(None, tuple(problems), frozenset(left_out))


def _meant(declared: type[Declared], wrong: list[Fault]) -> dict[Path, Meant]:
    """What each unknown key was probably meant to be: by its name, else the key that is missing beside it."""
    meant: dict[Path, Meant] = {}
    for fault in wrong:
        if fault.kind == "extra_forbidden" and not is_unbuilt(declared, fault.declared_path):
            word, known = str(fault.path[-1]), keys_at(declared, fault.declared_path[:-1])
            near = english_key(word, known) or nearest(word, known)
            if near:
                meant[fault.path] = Meant(near, by_name=True)
    found: set[Path] = {(*path[:-1], guess.word) for path, guess in meant.items()}
    unknown: dict[Path, list[Fault]] = {}
    for fault in wrong:
        if fault.kind == "extra_forbidden":
            unknown.setdefault(fault.path[:-1], []).append(fault)
    for fault in wrong:
        if fault.kind == "missing" and fault.path not in found:
            strangers = (
                other.path
                for other in unknown.get(fault.path[:-1], ())
                if other.path not in meant
                and not is_unbuilt(declared, other.declared_path)
                and may_be(field_at(declared, fault.declared_path), other.value)
            )
            stranger = next(strangers, None)
            if stranger is not None:
                meant[stranger] = Meant(str(fault.path[-1]), by_name=False)
                found.add(fault.path)
    return meant


def _own_faults(declared: type[Declared], wrong: list[Fault], meant: dict[Path, Meant]) -> Iterator[Fault]:
    """The faults that are not merely consequences of another one in the same run."""
    explained = {(*path[:-1], guess.word) for path, guess in meant.items()}
    ranges = {path[:-1] for path, guess in meant.items() if guess.word in ("min", "max")}
    seen = set()
    for fault in wrong:
        if fault.kind == "missing" and (fault.path in explained or fault.path[:-1] in ranges):
            continue
        if (fault.path, fault.kind) not in seen:
            seen.add((fault.path, fault.kind))
            yield fault
