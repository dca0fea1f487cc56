"""Finding one's way in the declarations: which key, of which type, stands at a path."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any, get_args, get_origin

from pydantic.fields import FieldInfo

from cjgen.model.declaration import Declared, Texts, is_free_text
from cjgen.model.document import Path, WrittenFloat, WrittenInt
from cjgen.model.scale import Range, Scale
from cjgen.validate.unbuilt import UNBUILT


def free_text_paths(declared: type[Declared], paths: list[Path]) -> list[Path]:
    """Those of `paths` at which the declaration asks for free text."""
    found = []
    for path in paths:
        field = field_at(declared, path)
        if field is not None and is_free_text(field):
            found.append(path)
    return found


def is_unbuilt(declared: type[Declared], path: Path) -> bool:
    """Whether the key at `path` is one that the format knows and that is not built yet."""
    owner = _owner(declared, path[:-1])
    return owner is not None and path[-1] in UNBUILT.get(owner, ())


def may_be(field: FieldInfo | None, value: Any) -> bool:
    """Whether a value is of the kind that a key asks for, so that it may have been meant for that key."""
    if field is None:
        return False
    if get_origin(field.annotation) is dict:
        return isinstance(value, dict)
    if declared_in(field.annotation) is None:
        return isinstance(value, str | WrittenInt | WrittenFloat)
    if get_origin(field.annotation) is tuple:
        return isinstance(value, list)
    return isinstance(value, dict)


def _plain_types(annotation: Any) -> Iterator[Any]:
    """The types that an annotation is made of."""
    yield annotation
    for part in get_args(annotation):
        yield from _plain_types(part)


def declared_in(annotation: Any) -> type[Declared] | None:
    """The mapping that an annotation asks for, also inside a list or beside None."""
    if isinstance(annotation, type) and issubclass(annotation, Declared):
        return annotation
    for part in get_args(annotation):
        found = declared_in(part)
        if found is not None:
            return found
    return None


def declared_below(declared: type[Declared]) -> set[type[Declared]]:
    """The declaration and those of all mappings that may stand in it."""
    found: set[type[Declared]] = set()
    waiting = [declared]
    while waiting:
        owner = waiting.pop()
        found.add(owner)
        for field in owner.model_fields.values():
            waiting += [
                part
                for part in _plain_types(field.annotation)
                if isinstance(part, type) and issubclass(part, Declared) and part not in found
            ]
    return found


def field_at(declared: type[Declared], path: Path) -> FieldInfo | None:
    """What is declared for the key at `path`; None where no such key is known."""
    current: type[Declared] | None = declared
    field: FieldInfo | None = None
    for part in path:
        if isinstance(part, int):
            continue
        if current is None or part not in current.model_fields:
            return None
        field = current.model_fields[part]
        current = declared_in(field.annotation) or (Texts if is_free_text(field) else None)
    return field


def _owner(declared: type[Declared], path: Path) -> type[Declared] | None:
    """The declaration of the mapping at `path`."""
    field = field_at(declared, path)
    if not path or field is None:
        return None if path else declared
    return declared_in(field.annotation) or (Texts if is_free_text(field) else None)


def keys_at(declared: type[Declared], path: Path) -> list[str]:
    """The keys that the mapping at `path` may have."""
    owner = _owner(declared, path)
    if owner is None:
        return []
    # one range may stand for both
    return [*owner.model_fields, *(Range.model_fields if owner is Scale else ())]


def takes_a_number(owner: type[Declared]) -> bool:
    """Whether a bare number may have been meant for the first key of the mapping."""
    annotation = owner.model_fields[first_key(owner)].annotation
    return not issubclass(owner, Range | Scale) and float in _plain_types(annotation)


def first_key(owner: type[Declared]) -> str:
    """The key that a mapping cannot do without, else its first one."""
    required = [name for name, field in owner.model_fields.items() if field.is_required()]
    return (required or list(owner.model_fields))[0]
