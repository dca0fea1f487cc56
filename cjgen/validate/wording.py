"""A fault of a document's shape, said to its author."""

from __future__ import annotations

import re
from dataclasses import replace
from difflib import get_close_matches
from typing import Any

from cjgen.model.column import Column, OneOrSeveral
from cjgen.model.declaration import Declared, Texts, is_free_text, plain_line, slug, without_decimal_comma
from cjgen.model.document import Document, Path, WrittenFloat, WrittenInt, written_number
from cjgen.model.instrument import Dimension, InstrumentForm
from cjgen.model.problem import Place, Problem, problem
from cjgen.model.scale import Range, Scale
from cjgen.model.score import ScoreForm
from cjgen.validate.amounts import amount_example, meant_currency
from cjgen.validate.dates import meant_date
from cjgen.validate.declared import (
    declared_in,
    field_at,
    first_key,
    free_text_paths,
    is_unbuilt,
    keys_at,
    takes_a_number,
)
from cjgen.validate.examples import (
    SHARE_EXAMPLE,
    address_example,
    item_example,
    range_example,
    survey_file_example,
    together_example,
)
from cjgen.validate.faults import Fault, Meant
from cjgen.validate.meant_words import meant_word
from cjgen.validate.placeholders import value_at
from cjgen.validate.said_back import as_written, as_yaml, bracketed, kind_of

_NUMBER = re.compile(r"-?\d+(\.\d+)?")
_NO_BREAK = "a no-break space stands beside it, often from a word processor: delete it and type a space"
_PER_CENT = re.compile(r"\d+(\.\d+)? *%")
_SEMICOLONS = re.compile(r"-?\d+(\.\d+)?( *; *-?\d+(\.\d+)?)+")


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
    "rates": "write each role and what an hour of it costs, such as `{Finance: 55}`",
    "checks": "write a code and what it should be, such as `{CJ201: ignore}`",
    "score": "write a number such as 7.5, or answers such as `{answers: [7, 8]}`",
}


def problem_of(declared: type[Declared], document: Document, fault: Fault, meant: dict[Path, Meant]) -> Problem:
    """The fault that pydantic found, said to an author; by its type and context, never by its text."""
    kind, path, value, context = fault.kind, fault.path, fault.value, fault.context
    place = document.place(path, key=fault.on_key)
    name = str(path[-1]) if path else document.file
    field = field_at(declared, fault.declared_path)

    if kind == "extra_forbidden":
        if value is None and place.excerpt[: place.column - 1].rstrip().endswith(","):
            hint = "between braces a comma ends the text before it: put that text in quotes"
            digits = re.search(r"(\d+),$", place.excerpt[: place.column - 1].rstrip())
            if digits and name[:1].isdigit():
                fraction = re.split(r"\D", name)[0]
                hint = f"a comma ends the number before it: write {digits[1]}.{fraction}, the number alone"
            return problem("CJ104", place, hint=hint, key=name, known="")
        if is_unbuilt(declared, fault.declared_path):
            return problem("CJ104", place, hint=f"`{name}` is not built yet: leave it out", key=name, known="")
        return _unknown(place, name, keys_at(declared, fault.declared_path[:-1]), meant.get(path))
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
    if kind == "date":
        return _date_problem(place, str(context["found"]))
    if kind == "currency":
        right = meant_currency(str(context["found"]))
        example = f"write {right}" if right else "write three capital letters, such as EUR"
        return problem("CJ117", place, found=context["found"], wanted="the ISO code of a currency", example=example)
    if kind == "address":
        scheme = str(context["found"])
        wanted, example = "a file in the site's folder", address_example(scheme)
        return problem("CJ117", place, found=f"{scheme}…", wanted=wanted, example=example)
    if kind == "survey_file":
        found = str(context["found"])
        wanted = "a survey file that can be read"
        return problem("CJ117", place, found=found, wanted=wanted, example=survey_file_example(found))
    if kind in _CUSTOM:
        wanted, example = _CUSTOM[kind]
        return problem("CJ117", place, found=context["found"], wanted=wanted, example=example)
    if kind == "path":
        return _path_problem(place, str(context["found"]))
    if kind == "together":
        message = context["message"]
        example = context.get("example") or together_example(declared, fault)
        return problem("CJ116", _together_place(document, path, message), message=message, example=example)
    if kind in ("greater_than_equal", "less_than_equal"):
        wanted = f"{context['ge']:g} or more" if kind == "greater_than_equal" else f"{context['le']:g} or less"
        return problem("CJ117", place, found=as_written(value), wanted=wanted, example=range_example(name))
    if kind == "finite_number":
        found = place.excerpt[place.column - 1 :][: place.length]
        return problem(
            "CJ117", place, found=found, wanted="an ordinary number", example="write its digits, such as 7.5"
        )
    return _type_problem(declared, document, fault)


_CUSTOM = {
    "reason": (
        "a reason",
        "say why it cannot be dropped, such as `required: the law asks for an identity check`, or leave the key out",
    ),
    "url": ("an absolute address", "write it in full, without `?` or `#`: https://example.org/report/"),
    "effort": (
        "an answer on 1 to 7",
        "CES answers are whole numbers from 1 to 7; of another question write `mean`, `n` and its `scale`",
    ),
    "share": ("a share from 0 to 1", SHARE_EXAMPLE),
    "weight": (
        "a weight of letters",
        "write 1 to 1000, such as 400 or 700, or of a variable font what it covers, such as 100..900",
    ),
    "theme": ("the name of a theme", "write a bundled theme's name, or that of a folder under `themes/`"),
    "reserved_id": (
        "an id that a journey can have",
        "`site`, and ids that end in -plan, -sheet or -done, are the names of other pages: write another `id`",
    ),
}


def _unknown(place: Place, name: str, known: list[str], meant: Meant | None) -> Problem:
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
    near = meant_word(value, allowed) or (nearest(value, allowed) if isinstance(value, str) else None)
    if "a number" in allowed and isinstance(value, str) and _NUMBER.fullmatch(value.strip()):
        return problem("CJ110", place, hint=_unquoted(value.strip()), found=value)
    hint = f"did you mean `{near}`? allowed: {shown}" if near else f"allowed: {shown}"
    return problem("CJ110", place, hint=hint, found=as_written(value), allowed=shown)


def _unquoted(number: str) -> str:
    """What to write for a number that was read as a text: because of its quotes, or because it begins with 0."""
    return f"write {number} without quotes" if written_number(number) is not None else f"write {float(number):g}"


def _id_problem(document: Document, path: Path, found: str) -> Problem:
    if path in document.values:
        example = slug(found) or slug(_title(document, path)[1]) or "another-name"
        return problem("CJ112", document.place(path), found=found or '""', example=example)
    if len(path) > 1:
        title_path, title = _title(document, path)
        return problem("CJ114", document.place(title_path), title=title)
    name = slug(found) or "another-name"
    hint = f"it is the file's name: call the file `{name}.yaml`, or add `id: {name}`"
    return problem("CJ112", document.place(), hint=hint, found=found, example="")


def _title(document: Document, path: Path) -> tuple[Path, str]:
    """Where the title beside the id at `path` stands, and the title: in one language, one without an id if there is."""
    where: Path = (*path[:-1], "title")
    title = value_at(document.data, where)
    texts = {(*where, name): text for name, text in title.items()} if isinstance(title, dict) else {where: title}
    found = [(at, text) for at, given in texts.items() if isinstance(text := plain_line(given), str)]
    return next((pair for pair in found if not slug(pair[1])), found[0] if found else (where, ""))


def _date_problem(place: Place, found: str) -> Problem:
    right = meant_date(found)
    example = f"write {right}" if right else "write a day, a month or a year: 2026-11-21, 2026-11 or 2026"
    return problem("CJ117", place, found=found, wanted="a date", example=example)


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


def _type_problem(declared: type[Declared], document: Document, fault: Fault) -> Problem:
    kind, value, path = fault.kind, fault.value, fault.path
    place = document.place(path, key=fault.on_key)
    if kind == "string_type" and isinstance(value, list | dict):
        text = bracketed(place)
        is_text = isinstance(value, list) or not (any(value.values()) or set(value) <= set(Texts.model_fields))
        if text and is_text and free_text_paths(declared, [path]):
            whole = text.replace("\\", "\\\\").replace('"', '\\"')
            shown = replace(place, length=len(text))
            return problem("CJ102", shown, what=f"begins with `{text[0]}`", quoted=f'"{whole}"')
    owner = declared_in(field.annotation) if (field := field_at(declared, fault.declared_path)) is not None else None
    name = str(path[-1]) if path else ""
    wanted = _WANTED.get(kind, "something else")
    example = _EXAMPLES.get(str(path[-1]) if kind == "dict_type" and path else kind, "")
    if kind in ("float_type", "int_type") and isinstance(value, str) and _NUMBER.fullmatch(value.strip()):
        example = _unquoted(value.strip()) if value.strip(" ") == value.strip() else _NO_BREAK
    elif kind in ("float_type", "int_type") and isinstance(value, str):
        example = amount_example(value, name) or example
    if kind == "string_type" and isinstance(value, dict) and field is not None and is_free_text(field):
        example = "write one text, or one in each language: `{nl: …, en: …}`"
    if kind == "float_type" and isinstance(value, str) and _SEMICOLONS.fullmatch(value):
        example = f"write commas between the numbers: [{', '.join(re.split('; *', value)).strip()}]"
    if kind == "string_type" and isinstance(value, dict) and "column" in value:
        example = "write the column's name, such as `column: q7`; `missing` and `scale` stand beside it"
    if kind == "float_type" and path[-1] == "derived":
        example = SHARE_EXAMPLE
    if kind in ("float_type", "int_type") and isinstance(value, str) and _PER_CENT.fullmatch(value):
        example = f"write {value.rstrip('% ')} without the sign"
    if kind == "string_type" and isinstance(value, bool):
        example = f'put it in quotes: "{as_written(value)}"'
    if kind == "tuple_type" and isinstance(value, WrittenInt | WrittenFloat):
        example = f"write it in brackets: [{value.text}]"
    if kind == "tuple_type" and isinstance(value, str) and owner is not None:
        example = f"write `- {first_key(owner)}: {as_yaml(value)}` below it"
    if kind == "tuple_type" and path[-1] in ("missing", "codes", "order"):
        example = 'write what stands in the cells, such as [99] or [98, "not asked"]'
    if kind == "tuple_type" and field is not None and OneOrSeveral in field.metadata and owner is not None:
        wanted, example = "a mapping or a list of mappings", f"such as `{name}: {item_example(owner)}`"
    elif kind == "tuple_type" and owner is not None and item_example(owner):
        example = f"write a list, each item behind a dash, such as `- {item_example(owner)}`"
    right = without_decimal_comma(value)
    if kind == "model_type" and owner is not None and right is not None and takes_a_number(owner):
        hint = f"write the key that is meant, {_in_braces(owner, right)}"
        return problem("CJ103", place, right=right, hint=hint)
    if kind == "model_type" and owner is not None:
        wanted, example = _mapping_wanted(owner, value, in_list=isinstance(path[-1], int))
    return problem("CJ108", place, found=kind_of(value), wanted=wanted, example=example)


def _mapping_wanted(owner: type[Declared], value: Any, *, in_list: bool) -> tuple[str, str]:
    """What belongs where another value than a mapping stands, and how to write it."""
    if owner is ScoreForm:
        return "a number or a mapping", _EXAMPLES["score"]
    first, wanted = first_key(owner), "a mapping of keys and values"
    text = as_yaml(value)
    if issubclass(owner, InstrumentForm | Dimension):
        return wanted, f"write what was counted or asked, such as `{owner.example}`"
    if issubclass(owner, Range | Scale):
        return wanted, "write both ends: `{min: 1, max: 10}`"
    if issubclass(owner, Column):
        return "the name of a column", "write it as it stands in the first row, such as `q7`, or `{column: q7, …}`"
    if in_list and item_example(owner):
        return wanted, f"such as `- {item_example(owner)}`" + (", or take the dash out" if value is None else "")
    if in_list:
        return wanted, f"write `- {first}: {text}`" + (", or take the dash out" if value is None else "")
    return wanted, f"write the key that is meant, {_in_braces(owner, text)}"


def _in_braces(owner: type[Declared], text: str) -> str:
    """How a value is written behind the first key of a mapping, and which other keys there are."""
    return f"such as `{{{first_key(owner)}: {text}}}`; known here: {quoted(list(owner.model_fields))}"
