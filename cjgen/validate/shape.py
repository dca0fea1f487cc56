"""One document against one declaration: the model, and every fault of its shape as a problem.

A document with faults is checked on without the faulty values, so that what can only be seen in the
whole (ids used twice, figures outside their scale) is reported in the same run.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any, Generic, TypeVar

from pydantic import ValidationError

from cjgen.model.declaration import Declared
from cjgen.model.document import Document, Path
from cjgen.model.problem import Problem
from cjgen.model.score import Range, Scale
from cjgen.validate.declared import field_at, is_unbuilt, keys_at, may_be
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

    def sound(self, path: Path) -> bool:
        """True if nothing at, above or below `path` had to be left out."""
        return not any(path[: len(gone)] == gone or gone[: len(path)] == path for gone in self.left_out)

    def lost_scale(self, path: Path) -> bool:
        """True if the scale that the figure at `path` stands on had to be left out, so that another one is used."""
        scales = {(*path[:depth], "scale") for depth in range(len(path))}
        ends = {*Scale.model_fields, *Range.model_fields}
        return any(gone in scales or (gone[:-1] in scales and gone[-1] in ends) for gone in self.left_out)


def check_shape(declared: type[D], document: Document, data: dict[str, Any]) -> Shape[D]:
    """Check `data` (the document's own tree, with inherited values filled in) against `declared`."""
    problems: list[Problem] = []
    left_out: set[Path] = set()
    data = copied(data)
    for _ in range(_ROUNDS):
        try:
            return Shape(declared.model_validate(data), tuple(problems), frozenset(left_out))
        except ValidationError as error:
            wrong = faults_of(error, data)
        meant = _meant(declared, wrong)
        for fault in _own_faults(wrong, meant):
            if not any(gone[: len(fault.path)] == fault.path for gone in left_out):
                problems.append(problem_of(declared, document, fault, meant))
        left_out |= {(*fault.path[:-1], meant[fault.path].word) for fault in wrong if fault.path in meant}
        for fault in wrong:
            if fault.path in left_out and fault.kind != "missing":
                continue  # one range for both axes has each fault twice
            gone = leave_out(data, fault.path)
            if gone is None:
                return Shape(None, tuple(problems), frozenset(left_out))
            left_out |= {gone, fault.path}
    return Shape(None, tuple(problems), frozenset(left_out))


def _meant(declared: type[Declared], wrong: list[Fault]) -> dict[Path, Meant]:
    """What each unknown key was probably meant to be: by its name, else the key that is missing beside it."""
    meant = {}
    for fault in wrong:
        if fault.kind == "extra_forbidden" and not is_unbuilt(declared, fault.declared_path):
            near = nearest(str(fault.path[-1]), keys_at(declared, fault.declared_path[:-1]))
            if near:
                meant[fault.path] = Meant(near, by_name=True)
    for fault in wrong:
        beside = fault.path[:-1]
        if fault.kind == "missing" and (*beside, fault.path[-1]) not in {(*p[:-1], m.word) for p, m in meant.items()}:
            strangers = (
                other.path
                for other in wrong
                if other.kind == "extra_forbidden"
                and other.path[:-1] == beside
                and other.path not in meant
                and not is_unbuilt(declared, other.declared_path)
                and may_be(field_at(declared, fault.declared_path), other.value)
            )
            stranger = next(strangers, None)
            if stranger is not None:
                meant[stranger] = Meant(str(fault.path[-1]), by_name=False)
    return meant


def _own_faults(wrong: list[Fault], meant: dict[Path, Meant]) -> Iterator[Fault]:
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
