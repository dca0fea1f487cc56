"""What pydantic found, as faults at the paths that the author wrote."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from pydantic import ValidationError

from cjgen.model.document import Path, written_path

_KEY_MARK = "[key]"


@dataclass(frozen=True, slots=True)
class Fault:
    """What pydantic found: where in the author's tree, where in the declaration, what and why."""

    path: Path
    declared_path: Path
    kind: str
    value: Any
    context: Mapping[str, Any]
    on_key: bool


@dataclass(frozen=True, slots=True)
class Meant:
    """The known key that an unknown one was probably meant to be; `by_name` where the two look alike."""

    word: str
    by_name: bool


def faults_of(error: ValidationError, data: dict[str, Any]) -> list[Fault]:
    """Everything that pydantic found, without what it says of a list only because its items are at fault."""
    found = []
    for fault in error.errors(include_url=False):
        loc = tuple(fault["loc"])
        path = tuple(part for part in loc if part != _KEY_MARK)
        on_key = loc[-1:] == (_KEY_MARK,) or fault["type"] == "extra_forbidden"
        context = fault.get("ctx", {})
        found.append(Fault(_as_written(data, path), path, fault["type"], fault["input"], context, on_key))
    holding = {fault.path[:depth] for fault in found for depth in range(len(fault.path))}
    return [fault for fault in found if fault.kind != "too_short" or fault.path not in holding]


def _as_written(data: dict[str, Any], path: Path) -> Path:
    """The path in the author's tree.

    Of one range for both axes `scale.importance.min` stands at `scale.min`; a list of one may stand without brackets.
    """
    path = written_path(data, path)
    scale = data.get("scale")
    if path[:1] != ("scale",) or len(path) < 2 or not isinstance(scale, dict):
        return path
    one_for_both = ("min" in scale or "max" in scale) and (len(path) > 2 or path[1] not in scale)
    return ("scale", *path[2:]) if one_for_both else path
