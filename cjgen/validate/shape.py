"""One document against one declaration: the model, and every fault of its shape as a problem.

A document with faults is checked on without the faulty values, so that what can only be seen in the
whole (ids used twice, figures outside their scale) is reported in the same run.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from difflib import get_close_matches
from typing import Any, Generic, TypeVar, get_args

from pydantic import ValidationError
from pydantic.fields import FieldInfo
from pydantic_core import ErrorDetails

from cjgen.model.declaration import Declared, plain_line, plain_text, slug
from cjgen.model.document import Document, Path, WrittenFloat, WrittenInt
from cjgen.model.problem import Place, Problem, problem

D = TypeVar("D", bound=Declared)

_ROUNDS = 8
_PLACEHOLDER = "placeholder-for-a-faulty-value-"
_KEY_MARK = "[key]"


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


def check_shape(declared: type[D], document: Document, data: dict[str, Any]) -> Shape[D]:
    """Check `data` (the document's own tree, with inherited values filled in) against `declared`."""
    problems: list[Problem] = []
    left_out: set[Path] = set()
    data = _copy(data)
    for _ in range(_ROUNDS):
        try:
            return Shape(declared.model_validate(data), tuple(problems), frozenset(left_out))
        except ValidationError as error:
            faults = error.errors(include_url=False)
        wrong = [(_path(fault), fault) for fault in faults]
        for path, fault in _own_faults(declared, wrong):
            if not any(gone[: len(path)] == path for gone in left_out):
                problems.append(_problem(declared, document, path, fault))
        for path, fault in wrong:
            gone = _leave_out(data, path, fault["type"])
            if gone is None:
                return Shape(None, tuple(problems), frozenset(left_out))
            left_out |= {gone, path}
    return Shape(None, tuple(problems), frozenset(left_out))


def is_placeholder(model_id: str) -> bool:
    """True for the id of something that stands in for a faulty value."""
    return model_id.startswith(_PLACEHOLDER)


def nearest(word: str, known: list[str]) -> str | None:
    """The word of `known` that `word` was probably meant to be."""
    return next(iter(get_close_matches(word.lower(), known, n=1, cutoff=0.6)), None)


def quoted(names: list[str]) -> str:
    """The names as a list for a hint: `a`, `b`, `c`."""
    return ", ".join(f"`{name}`" for name in names)


def free_text_paths(declared: type[Declared], paths: list[Path]) -> list[Path]:
    """Those of `paths` at which the declaration asks for free text."""
    found = []
    for path in paths:
        field = _field(declared, path)
        if field is not None and any(
            getattr(item, "func", None) in (plain_line, plain_text) for item in _metadata(field)
        ):
            found.append(path)
    return found


def _own_faults(
    declared: type[Declared], wrong: list[tuple[Path, ErrorDetails]]
) -> Iterator[tuple[Path, ErrorDetails]]:
    """The faults that are not merely consequences of another one in the same run."""
    mistyped = set()
    for path, fault in wrong:
        if fault["type"] == "extra_forbidden":
            near = nearest(str(path[-1]), _known(declared, path[:-1]))
            if near:
                mistyped.add((*path[:-1], near))
    seen = set()
    for path, fault in wrong:
        kind = fault["type"]
        if kind == "missing" and path in mistyped:
            continue
        if kind == "too_short" and any(other[: len(path)] == path and other != path for other, _ in wrong):
            continue  # the items were there, but each had a fault of its own
        if (path, kind) not in seen:
            seen.add((path, kind))
            yield path, fault


def _path(fault: ErrorDetails) -> Path:
    return tuple(fault["loc"])


def _copy(value: Any) -> Any:
    if isinstance(value, dict):
        return {key: _copy(item) for key, item in value.items()}
    if isinstance(value, list):
        return [_copy(item) for item in value]
    return value


def _placeholder(path: Path) -> dict[str, Any]:
    name = _PLACEHOLDER + "-".join(slug(str(part)) for part in path[-4:])
    return {"title": "?", "id": name}


def _leave_out(data: dict[str, Any], path: Path, kind: str) -> Path | None:
    """Take the faulty value at `path` out of `data`, or put something harmless in its place.

    Returns the path of what was taken out, or None where nothing can be left of the whole.
    """
    path = tuple(part for part in path if part != _KEY_MARK)
    holders: list[tuple[Path, Any]] = [((), data)]
    for depth, part in enumerate(path):
        holder = holders[-1][1]
        try:
            holders.append((path[: depth + 1], holder[part]))
        except (KeyError, IndexError, TypeError):
            break
    reached, value = holders[-1]
    if reached == path[:-1] and isinstance(value, dict) and path:
        if path[-1] in ("title", "id"):
            value.update(_placeholder(path[:-1]))
            return path
        if path[-1] == "touchpoints":
            value["touchpoints"] = [_placeholder(path)]
            return path
    for holder_path, holder in reversed(holders[:-1]):
        part = path[len(holder_path)]
        target = (*holder_path, part)
        if isinstance(holder, dict):
            if part in ("title", "id"):
                holder.update(_placeholder(holder_path))
            elif part == "touchpoints":
                holder[part] = [_placeholder(target)]
            elif part == "stages":
                return None
            else:
                del holder[part]
            return target
        if isinstance(holder, list) and holder_path and holder_path[-1] in ("stages", "touchpoints"):
            item = _placeholder(target)
            if holder_path[-1] == "stages":
                item["touchpoints"] = [_placeholder((*target, "touchpoints"))]
            holder[int(part)] = item
            return target
    return None


def _metadata(field: FieldInfo) -> Iterator[Any]:
    yield from field.metadata
    for part in get_args(field.annotation):
        yield from getattr(part, "__metadata__", ())


def _declared_in(annotation: Any) -> type[Declared] | None:
    if isinstance(annotation, type) and issubclass(annotation, Declared):
        return annotation
    for part in get_args(annotation):
        found = _declared_in(part)
        if found is not None:
            return found
    return None


def _field(declared: type[Declared], path: Path) -> FieldInfo | None:
    current: type[Declared] | None = declared
    field: FieldInfo | None = None
    for part in path:
        if isinstance(part, int):
            continue
        if current is None or part not in current.model_fields:
            return None
        field = current.model_fields[part]
        current = _declared_in(field.annotation)
    return field


def _known(declared: type[Declared], path: Path) -> list[str]:
    field = _field(declared, path)
    owner = declared if not path else _declared_in(field.annotation) if field is not None else None
    return list(owner.model_fields) if owner is not None else []


def _written(document: Document, path: Path) -> Path:
    """The path as the author wrote it: `scale.importance.min` may stand there as `scale.min`."""
    for depth in range(1, len(path) + 1):
        if path[:depth] not in document.values and path[:depth] not in document.keys:
            shorter = path[: depth - 1] + path[depth:]
            return shorter if len(path) > depth and shorter in document.values else path
    return path


_WANTED = {
    "string_type": "text",
    "float_type": "a number",
    "int_type": "a whole number",
    "bool_type": "`true` or `false`",
    "model_type": "a mapping of keys and values",
    "dict_type": "a mapping of keys and values",
    "tuple_type": "a list (each item on a line of its own, behind `- `)",
}
_EXAMPLES = {
    "float_type": "write a number such as 7 or 7.5",
    "int_type": "write a whole number such as 84",
    "string_type": "write a text, in quotes if it begins with a special character",
    "model_type": "write keys below it, each as `key: value`",
    "dict_type": "write keys below it, each as `key: value`",
    "tuple_type": "put `- ` before each item",
    "bool_type": "write true or false, without quotes",
}


def _kind_of(value: Any) -> str:
    if value is None:
        return "empty"
    if isinstance(value, bool):
        return f"`{str(value).lower()}`"
    if isinstance(value, WrittenInt | WrittenFloat):
        return f"the number {value.text}"
    if isinstance(value, int | float):
        return "a number"
    if isinstance(value, str):
        return f"the text `{value if len(value) <= 40 else value[:39] + '…'}`"
    return "a list" if isinstance(value, list) else "a mapping"


def _shown(value: Any) -> str:
    return value.text if isinstance(value, WrittenInt | WrittenFloat) else str(value)


def _problem(declared: type[Declared], document: Document, path: Path, fault: ErrorDetails) -> Problem:
    """The fault that pydantic found, said to an author; by its type and context, never by its text."""
    kind, value, context = fault["type"], fault["input"], fault.get("ctx", {})
    on_key = path[-1:] == (_KEY_MARK,) or kind == "extra_forbidden"
    path = _written(document, tuple(part for part in path if part != _KEY_MARK))
    place = document.place(path, key=on_key)
    name = str(path[-1]) if path else document.file

    if kind == "extra_forbidden":
        known = _known(declared, path[:-1])
        near = nearest(name, known)
        hint = f"did you mean `{near}`?" if near else ""
        return problem("CJ104", place, hint=hint, key=name, known=quoted(known))
    if kind == "missing" or (kind == "too_short" and not value):
        field = _field(declared, path)
        example = f"add `{name}: …`" + (f" ({field.description})" if field is not None else "")
        return problem("CJ109", document.place(path, key=True), key=name, example=example)
    if kind == "decimal_comma":
        return problem("CJ103", place, right=context["right"])
    if kind == "thousands":
        return problem("CJ115", place, **context)
    if kind == "word":
        allowed = [str(word) for word in context["allowed"]]
        near = nearest(_shown(value), allowed) if isinstance(value, str) else None
        hint = f"did you mean `{near}`? " if near else ""
        shown = ", ".join(word if " " in word else f"`{word}`" for word in allowed)
        found = _shown(value) if not isinstance(value, list | dict) else _kind_of(value)
        return problem("CJ110", place, hint=f"{hint}allowed: {shown}", found=found, allowed=shown)
    if kind == "id":
        return _id_problem(document, path, str(context["found"]))
    if kind in _CUSTOM:
        wanted, example = _CUSTOM[kind]
        return problem("CJ117", place, found=context["found"], wanted=wanted, example=example)
    if kind == "path":
        return problem("CJ118", place, found=context["found"], what=context["what"])
    if kind == "together":
        return problem("CJ116", place, message=context["message"])
    if kind in ("greater_than_equal", "less_than_equal"):
        bound, wanted = (context["ge"], "at least") if kind == "greater_than_equal" else (context["le"], "at most")
        return problem("CJ117", place, found=_shown(value), wanted=f"{wanted} {bound:g}", example="mend the figure")
    if kind == "finite_number":
        return problem("CJ117", place, found=_shown(value), wanted="a finite number", example="mend the figure")
    if kind == "string_too_short":
        return problem("CJ117", place, found="", wanted="a text", example="write a text or leave the key out")
    return _type_problem(place, kind, value)


_CUSTOM = {
    "date": ("a date", "write a day, a month or a year: 2026-11-21, 2026-11 or 2026"),
    "url": ("an absolute address", "write it in full, such as https://example.org/report/"),
    "theme": ("the name of a theme", "write a bundled theme's name, or that of a folder under `themes/`"),
    "reserved_id": (
        "an id that a journey can have",
        "`site`, and ids that end in -plan, -sheet or -done, are the names of other pages: add another `id`",
    ),
}


def _id_problem(document: Document, path: Path, found: str) -> Problem:
    if path in document.values:
        return problem("CJ112", document.place(path), found=found, example=slug(found) or "first-touchpoint")
    if len(path) > 1:
        title = document.place((*path[:-1], "title"))
        return problem("CJ114", title, title=title.excerpt[title.column - 1 :][: title.length])
    hint = "the file's name makes the id: rename the file, or add an `id`"
    return problem("CJ112", document.place(), hint=hint, found=found, example="")


def _type_problem(place: Place, kind: str, value: Any) -> Problem:
    wanted = _WANTED.get(kind, "something else")
    rest = place.excerpt[place.column - 1 :]
    if kind == "string_type" and isinstance(value, list | dict) and rest[:1] in ("[", "{"):
        whole = rest.strip().replace("\\", "\\\\").replace('"', '\\"')
        return problem("CJ102", place, what=f"begins with `{rest[0]}`", quoted=f'"{whole}"')
    example = _EXAMPLES.get(kind, "")
    if kind in ("float_type", "int_type") and isinstance(value, str) and re.fullmatch(r"-?\d+(\.\d+)?", value.strip()):
        example = f"write {value.strip()} without quotes"
    return problem("CJ108", place, found=_kind_of(value), wanted=wanted, example=example)
