"""One document against one declaration: the model, and every fault of its shape as a problem.

A document with faults is checked on without the faulty values, so that what can only be seen in the
whole (ids used twice, figures outside their scale) is reported in the same run.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from difflib import get_close_matches
from typing import Any, Generic, TypeVar, get_args, get_origin

from pydantic import ValidationError
from pydantic.fields import FieldInfo

from cjgen.model.declaration import Declared, plain_line, plain_text, slug, without_decimal_comma
from cjgen.model.document import Document, Path, WrittenFloat, WrittenInt, written_number
from cjgen.model.problem import Place, Problem, problem
from cjgen.model.score import Range, Scale, ScoreForm
from cjgen.validate.unbuilt import UNBUILT

D = TypeVar("D", bound=Declared)

_ROUNDS = 8
_PLACEHOLDER = "placeholder-for-a-faulty-value-"
_KEY_MARK = "[key]"
_HARMLESS_ITEMS: Mapping[str, Any] = {"answers": 0.0, "evidence": {"text": "?"}}
"""What may stand in for an item of a list, so that the items behind it keep their positions."""
_NUMBER = re.compile(r"-?\d+(\.\d+)?")
_NEEDS_QUOTES = re.compile(r"""[,\[\]{}\n]|^[-?:!&*#|>%@`"' ]|:( |$)| #| $""")


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
    data = _copy(data)
    for _ in range(_ROUNDS):
        try:
            return Shape(declared.model_validate(data), tuple(problems), frozenset(left_out))
        except ValidationError as error:
            wrong = _faults(error, data)
        meant = _meant(declared, wrong)
        for fault in _own_faults(wrong, meant):
            if not any(gone[: len(fault.path)] == fault.path for gone in left_out):
                problems.append(_problem(declared, document, fault, meant))
        left_out |= {(*fault.path[:-1], meant[fault.path].word) for fault in wrong if fault.path in meant}
        for fault in wrong:
            if fault.path in left_out and fault.kind != "missing":
                continue  # one range for both axes has each fault twice
            gone = _leave_out(data, fault.path)
            if gone is None:
                return Shape(None, tuple(problems), frozenset(left_out))
            left_out |= {gone, fault.path}
    return Shape(None, tuple(problems), frozenset(left_out))


def is_placeholder(model_id: str) -> bool:
    """True for the id of something that stands in for a faulty value."""
    return model_id.startswith(_PLACEHOLDER)


def nearest(word: str, known: list[str]) -> str | None:
    """The word of `known` that `word` was probably meant to be: spelled much alike, or longer or shorter."""
    word = word.lower()
    alike = get_close_matches(word, known, n=1, cutoff=0.72)
    longer = (
        name for name in known if min(len(name), len(word)) >= 3 and (word.startswith(name) or name.startswith(word))
    )
    return next(iter(alike), None) or next(longer, None)


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


@dataclass(frozen=True, slots=True)
class _Fault:
    """What pydantic found: where in the author's tree, where in the declaration, what and why."""

    path: Path
    declared_path: Path
    kind: str
    value: Any
    context: Mapping[str, Any]
    on_key: bool


@dataclass(frozen=True, slots=True)
class _Meant:
    """The known key that an unknown one was probably meant to be; `by_name` where the two look alike."""

    word: str
    by_name: bool


def _faults(error: ValidationError, data: dict[str, Any]) -> list[_Fault]:
    """Everything that pydantic found, without what it says of a list only because its items are at fault."""
    found = []
    for fault in error.errors(include_url=False):
        loc = tuple(fault["loc"])
        path = tuple(part for part in loc if part != _KEY_MARK)
        on_key = loc[-1:] == (_KEY_MARK,) or fault["type"] == "extra_forbidden"
        context = fault.get("ctx", {})
        found.append(_Fault(_as_written(data, path), path, fault["type"], fault["input"], context, on_key))
    paths = [fault.path for fault in found]
    return [
        fault
        for fault in found
        if fault.kind != "too_short"
        or not any(other[: len(fault.path)] == fault.path and other != fault.path for other in paths)
    ]


def _as_written(data: dict[str, Any], path: Path) -> Path:
    """The path in the author's tree: of one range for both axes `scale.importance.min` stands at `scale.min`."""
    scale = data.get("scale")
    if path[:1] != ("scale",) or len(path) < 2 or not isinstance(scale, dict):
        return path
    one_for_both = ("min" in scale or "max" in scale) and (len(path) > 2 or path[1] not in scale)
    return ("scale", *path[2:]) if one_for_both else path


def _meant(declared: type[Declared], wrong: list[_Fault]) -> dict[Path, _Meant]:
    """What each unknown key was probably meant to be: by its name, else the key that is missing beside it."""
    meant = {}
    for fault in wrong:
        if fault.kind == "extra_forbidden" and not _is_unbuilt(declared, fault.declared_path):
            near = nearest(str(fault.path[-1]), _known(declared, fault.declared_path[:-1]))
            if near:
                meant[fault.path] = _Meant(near, by_name=True)
    for fault in wrong:
        beside = fault.path[:-1]
        if fault.kind == "missing" and (*beside, fault.path[-1]) not in {(*p[:-1], m.word) for p, m in meant.items()}:
            strangers = (
                other.path
                for other in wrong
                if other.kind == "extra_forbidden"
                and other.path[:-1] == beside
                and other.path not in meant
                and not _is_unbuilt(declared, other.declared_path)
                and _may_be(_field(declared, fault.declared_path), other.value)
            )
            stranger = next(strangers, None)
            if stranger is not None:
                meant[stranger] = _Meant(str(fault.path[-1]), by_name=False)
    return meant


def _is_unbuilt(declared: type[Declared], path: Path) -> bool:
    """Whether the key at `path` is one that the format knows and that is not built yet."""
    owner = _owner(declared, path[:-1])
    return owner is not None and path[-1] in UNBUILT.get(owner, ())


def _may_be(field: FieldInfo | None, value: Any) -> bool:
    """Whether a value is of the kind that a key asks for, so that it may have been meant for that key."""
    if field is None:
        return False
    if _declared_in(field.annotation) is None:
        return isinstance(value, str | WrittenInt | WrittenFloat)
    if get_origin(field.annotation) is tuple:
        return isinstance(value, list)
    return isinstance(value, dict)


def _own_faults(wrong: list[_Fault], meant: dict[Path, _Meant]) -> Iterator[_Fault]:
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


def _copy(value: Any) -> Any:
    if isinstance(value, dict):
        return {key: _copy(item) for key, item in value.items()}
    if isinstance(value, list):
        return [_copy(item) for item in value]
    return value


def _put_placeholder(holder: dict[str, Any], path: Path) -> None:
    """Give the mapping at `path` a title that cannot be at fault, and an id if it is an item of a list.

    The whole keeps its own id, and other mappings have none.
    """
    if path and isinstance(path[-1], int):
        holder |= _placeholder(path)
    else:
        holder["title"] = "?"
        if path:
            holder.pop("id", None)


def _placeholder(path: Path) -> dict[str, Any]:
    return {"title": "?", "id": _PLACEHOLDER + "-".join(slug(str(part)) for part in path[-4:])}


def _leave_out(data: dict[str, Any], path: Path) -> Path | None:
    """Take the faulty value at `path` out of `data`, or put something harmless in its place.

    Returns the path of what was taken out, or None where nothing can be left of the whole.
    """
    holders: list[tuple[Path, Any]] = [((), data)]
    for depth, part in enumerate(path):
        holder = holders[-1][1]
        try:
            holders.append((path[: depth + 1], holder[part]))
        except (KeyError, IndexError, TypeError):
            break
    reached, value = holders[-1]
    if path == ("id",):
        data["id"] = _PLACEHOLDER + "whole"
        return path
    if reached == path[:-1] and isinstance(value, dict) and path:
        if path[-1] in ("title", "id"):
            _put_placeholder(value, path[:-1])
            return path
        if path[-1] == "touchpoints":
            value["touchpoints"] = [_placeholder(path)]
            return path
    for holder_path, holder in reversed(holders[:-1]):
        part = path[len(holder_path)]
        target = (*holder_path, part)
        if isinstance(holder, dict):
            if part in ("title", "id"):
                _put_placeholder(holder, holder_path)
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
        if isinstance(holder, list) and holder_path and holder_path[-1] in _HARMLESS_ITEMS:
            holder[int(part)] = _copy(_HARMLESS_ITEMS[str(holder_path[-1])])
            return target
    return None


def _metadata(field: FieldInfo) -> Iterator[Any]:
    yield from field.metadata
    for part in get_args(field.annotation):
        yield from getattr(part, "__metadata__", ())


def _plain_types(annotation: Any) -> Iterator[Any]:
    """The types that an annotation is made of."""
    yield annotation
    for part in get_args(annotation):
        yield from _plain_types(part)


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


def _owner(declared: type[Declared], path: Path) -> type[Declared] | None:
    """The declaration of the mapping at `path`."""
    field = _field(declared, path)
    return declared if not path else _declared_in(field.annotation) if field is not None else None


def _known(declared: type[Declared], path: Path) -> list[str]:
    owner = _owner(declared, path)
    if owner is None:
        return []
    # one range may stand for both
    return [*owner.model_fields, *(Range.model_fields if owner is Scale else ())]


def value_at(data: Any, path: Path) -> Any:
    """The value at `path` in an author's tree; None where there is none."""
    for part in path:
        try:
            data = data[part]
        except (KeyError, IndexError, TypeError):
            return None
    return data


_WANTED = {
    "string_type": "text",
    "float_type": "a number",
    "int_type": "a whole number",
    "bool_type": "`true` or `false`",
    "model_type": "a mapping of keys and values",
    "dict_type": "a mapping of keys and values",
    "tuple_type": "a list",
}
_EXAMPLES = {
    "float_type": "write a number such as 7 or 7.5",
    "int_type": "write a whole number such as 84",
    "string_type": "write one text, in quotes if it begins with a special character",
    "tuple_type": "put `- ` before each item, each on a line of its own",
    "bool_type": "write true or false, without quotes",
    "counts": "write each score and how many gave it, such as `{7: 3, 8: 5}`",
    "checks": "write a code and what it should be, such as `{CJ201: ignore}`",
    "score": "write a number such as 7.5, or answers such as `{answers: [7, 8]}`",
}


def kind_of(value: Any) -> str:
    """What a value is, said to an author: `the text …`, `a list`."""
    if value is None:
        return "empty"
    if isinstance(value, bool):
        return f"`{str(value).lower()}`"
    if isinstance(value, WrittenInt | WrittenFloat):
        return f"the number {value.text}"
    if isinstance(value, int | float):
        return f"the number {value:g}"
    if isinstance(value, str):
        return f"the text `{value if len(value) <= 40 else value[:39] + '…'}`" if value.strip() else "an empty text"
    if not value:
        return "an empty list" if isinstance(value, list) else "an empty mapping"
    return "a list" if isinstance(value, list) else "a mapping"


def _shown(value: Any) -> str:
    if isinstance(value, bool):
        return str(value).lower()
    return value.text if isinstance(value, WrittenInt | WrittenFloat) else str(value)


def _problem(declared: type[Declared], document: Document, fault: _Fault, meant: dict[Path, _Meant]) -> Problem:
    """The fault that pydantic found, said to an author; by its type and context, never by its text."""
    kind, path, value, context = fault.kind, fault.path, fault.value, fault.context
    place = document.place(path, key=fault.on_key)
    name = str(path[-1]) if path else document.file
    field = _field(declared, fault.declared_path)

    if kind == "extra_forbidden":
        if value is None and place.excerpt[: place.column - 1].rstrip().endswith(","):
            hint = "between braces a comma ends the text before it: put that text in quotes"
            return problem("CJ104", place, hint=hint, key=name, known="")
        if _is_unbuilt(declared, fault.declared_path):
            return problem("CJ104", place, hint=f"`{name}` is not built yet: leave it out", key=name, known="")
        return _unknown(place, name, _known(declared, fault.declared_path[:-1]), meant.get(path))
    if kind == "missing":
        example = f"add `{name}: …`" + (f" ({field.description})" if field is not None else "")
        return problem("CJ109", document.place(path, key=True), key=name, example=example)
    if kind in ("too_short", "string_too_short"):
        return _empty(place, value, required=field is not None and field.is_required())
    if kind == "decimal_comma":
        return problem("CJ103", place, right=context["right"])
    if kind == "thousands":
        if context["text"].count(".") > 1:
            example = f"write {context['thousand']}, without points"
            return problem("CJ117", place, found=context["text"], wanted="a number in YAML", example=example)
        return problem("CJ115", place, **context)
    if kind == "word":
        return _word_problem(place, value, [str(word) for word in context["allowed"]])
    if kind == "id":
        return _id_problem(document, path, str(context["found"]))
    if kind in _CUSTOM:
        wanted, example = _CUSTOM[kind]
        return problem("CJ117", place, found=context["found"], wanted=wanted, example=example)
    if kind == "path":
        return _path_problem(place, str(context["found"]))
    if kind == "together":
        message = context["message"]
        return problem("CJ116", _together_place(document, path, message), message=message, example="")
    if kind in ("greater_than_equal", "less_than_equal"):
        wanted = f"{context['ge']:g} or more" if kind == "greater_than_equal" else f"{context['le']:g} or less"
        return problem("CJ117", place, found=_shown(value), wanted=wanted, example="mend the figure")
    if kind == "finite_number":
        found = place.excerpt[place.column - 1 :][: place.length]
        return problem("CJ117", place, found=found, wanted="an ordinary number", example="mend the figure")
    return _type_problem(declared, document, fault)


_CUSTOM = {
    "date": ("a date", "write a day, a month or a year: 2026-11-21, 2026-11 or 2026"),
    "url": ("an absolute address", "write it in full, without `?` or `#`: https://example.org/report/"),
    "theme": ("the name of a theme", "write a bundled theme's name, or that of a folder under `themes/`"),
    "reserved_id": (
        "an id that a journey can have",
        "`site`, and ids that end in -plan, -sheet or -done, are the names of other pages: write another `id`",
    ),
}


def _unknown(place: Place, name: str, known: list[str], meant: _Meant | None) -> Problem:
    if meant is None:
        hint = ""
    elif meant.by_name:
        hint = f"did you mean `{meant.word}`?"
    else:
        hint = f"did you mean `{meant.word}`, which is missing here? known: {quoted(known)}"
    return problem("CJ104", place, hint=hint, key=name, known=quoted(known))


def _empty(place: Place, value: Any, *, required: bool) -> Problem:
    """A text or list that holds nothing."""
    what = "a text" if isinstance(value, str) else "at least one item"
    example = f"write {what}" if required else f"write {what}, or leave the key out"
    found = "an empty text" if isinstance(value, str) else "an empty list"
    return problem("CJ108", place, found=found, wanted=what, example=example)


def _word_problem(place: Place, value: Any, allowed: list[str]) -> Problem:
    shown = ", ".join(word if " " in word else f"`{word}`" for word in allowed)
    if isinstance(value, list | dict):
        example = f"write one of these: {shown}"
        return problem("CJ108", place, found=kind_of(value), wanted="a single word", example=example)
    near = nearest(value, allowed) if isinstance(value, str) else None
    if "a number" in allowed and isinstance(value, str) and _NUMBER.fullmatch(value.strip()):
        return problem("CJ110", place, hint=_unquoted(value.strip()), found=value)
    hint = f"did you mean `{near}`? allowed: {shown}" if near else f"allowed: {shown}"
    return problem("CJ110", place, hint=hint, found=_shown(value), allowed=shown)


def _unquoted(number: str) -> str:
    """What to write for a number that was read as a text: because of its quotes, or because it begins with 0."""
    return f"write {number} without quotes" if written_number(number) is not None else f"write {float(number):g}"


def _id_problem(document: Document, path: Path, found: str) -> Problem:
    if path in document.values:
        title = value_at(document.data, (*path[:-1], "title"))
        example = slug(found) or (slug(title) if isinstance(title, str) else "") or "another-name"
        return problem("CJ112", document.place(path), found=found or '""', example=example)
    if len(path) > 1:
        title = value_at(document.data, (*path[:-1], "title"))
        return problem("CJ114", document.place((*path[:-1], "title")), title=plain_line(title))
    name = slug(found) or "another-name"
    hint = f"it is the file's name: call the file `{name}.yaml`, or add `id: {name}`"
    return problem("CJ112", document.place(), hint=hint, found=found, example="")


def _path_problem(place: Place, found: str) -> Problem:
    if "\\" in found:
        hint = f"write `/` between folders: {found.replace(chr(92), '/')}"
        return problem("CJ118", place, hint=hint, found=found, what="is not written with `/`")
    inside = ".." in found.split("/")
    what = "leads out of the site's folder" if inside else "is a place on this computer, not in the site's folder"
    return problem("CJ118", place, found=found, what=what)


def _together_place(document: Document, path: Path, message: str) -> Place:
    """Where keys do not go together: the first one the message begins with that is there, else what holds them."""
    named = re.findall(r"`(\w+)", message) if message.startswith("`") else []
    for name in named:
        if (*path, name) in document.keys:
            return document.place((*path, name), key=True)
    return document.place(path, key=True)


def _type_problem(declared: type[Declared], document: Document, fault: _Fault) -> Problem:
    kind, value, path = fault.kind, fault.value, fault.path
    place = document.place(path, key=fault.on_key)
    if kind == "string_type" and isinstance(value, list | dict):
        text = _bracketed(place)
        is_text = isinstance(value, list) or not any(value.values())
        if text and is_text and free_text_paths(declared, [path]):
            whole = text.replace("\\", "\\\\").replace('"', '\\"')
            shown = replace(place, length=len(text))
            return problem("CJ102", shown, what=f"begins with `{text[0]}`", quoted=f'"{whole}"')
    owner = _declared_in(field.annotation) if (field := _field(declared, fault.declared_path)) is not None else None
    wanted = _WANTED.get(kind, "something else")
    example = _EXAMPLES.get(str(path[-1]) if kind == "dict_type" and path else kind, "")
    if kind in ("float_type", "int_type") and isinstance(value, str) and _NUMBER.fullmatch(value.strip()):
        example = _unquoted(value.strip())
    if kind == "string_type" and isinstance(value, bool):
        example = f'put it in quotes: "{_shown(value)}"'
    if kind == "tuple_type" and isinstance(value, WrittenInt | WrittenFloat):
        example = f"write it in brackets: [{value.text}]"
    if kind == "tuple_type" and isinstance(value, str) and owner is not None:
        example = f"write `- {_first_key(owner)}: {_as_yaml(value)}` below it"
    right = without_decimal_comma(value)
    if kind == "model_type" and owner is not None and right is not None and _takes_a_number(owner):
        hint = f"write the key that is meant, {_in_braces(owner, right)}"
        return problem("CJ103", place, right=right, hint=hint)
    if kind == "model_type" and owner is not None:
        wanted, example = _mapping_wanted(owner, value, in_list=isinstance(path[-1], int))
    return problem("CJ108", place, found=kind_of(value), wanted=wanted, example=example)


def _mapping_wanted(owner: type[Declared], value: Any, *, in_list: bool) -> tuple[str, str]:
    """What belongs where another value than a mapping stands, and how to write it."""
    if owner is ScoreForm:
        return "a number or a mapping", _EXAMPLES["score"]
    first, wanted = _first_key(owner), "a mapping of keys and values"
    text = _as_yaml(value)
    if issubclass(owner, Range | Scale):
        return wanted, "write both ends: `{min: 1, max: 10}`"
    if in_list:
        return wanted, f"write `- {first}: {text}`" + (", or take the dash out" if value is None else "")
    return wanted, f"write the key that is meant, {_in_braces(owner, text)}"


def _takes_a_number(owner: type[Declared]) -> bool:
    """Whether a bare number may have been meant for the first key of the mapping."""
    annotation = owner.model_fields[_first_key(owner)].annotation
    return not issubclass(owner, Range | Scale) and float in _plain_types(annotation)


def _in_braces(owner: type[Declared], text: str) -> str:
    """How a value is written behind the first key of a mapping, and which other keys there are."""
    return f"such as `{{{_first_key(owner)}: {text}}}`; known here: {quoted(list(owner.model_fields))}"


def _as_yaml(value: Any) -> str:
    """A text or number as it can stand between braces, in quotes where it needs them; `…` for anything else."""
    if not isinstance(value, str | WrittenInt | WrittenFloat) or without_decimal_comma(value) is not None:
        return "…"
    text = _shown(value)
    if isinstance(value, str) and (_NEEDS_QUOTES.search(text) or not text):
        return '"' + text.replace("\\", "\\\\").replace('"', '\\"') + '"'
    return text


def _first_key(owner: type[Declared]) -> str:
    """The key that a mapping cannot do without, else its first one."""
    required = [name for name, field in owner.model_fields.items() if field.is_required()]
    return (required or list(owner.model_fields))[0]


def _bracketed(place: Place) -> str:
    """What stands at the place from its bracket to the one that closes it; empty if that is not on the line."""
    text = place.excerpt[place.column - 1 :]
    close = {"[": "]", "{": "}"}.get(text[:1], "")
    depth = 0
    for position, sign in enumerate(text if close else ""):
        depth += (sign == text[0]) - (sign == close)
        if depth == 0:
            return text[: position + 1]
    return ""
