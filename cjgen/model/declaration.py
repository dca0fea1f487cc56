"""What every key of the author's format is declared with: a type, a description and an audience.

The same declarations make the model, the error messages, the JSON Schema and what each audience
may see. Faults are raised as pydantic errors with a type and a context; `validate` turns those into
problems.

A file with declarations does without `from __future__ import annotations`: pydantic would have to read each type from
its text again whenever the program starts.
"""

import re
import unicodedata
from collections.abc import Callable, Iterator, Mapping
from operator import is_
from typing import Annotated, Any, ClassVar, Literal, Self, get_args

from pydantic import (
    BaseModel,
    BeforeValidator,
    ConfigDict,
    Field,
    ValidationInfo,
    ValidatorFunctionWrapHandler,
    WithJsonSchema,
    WrapValidator,
    model_validator,
)
from pydantic.fields import FieldInfo
from pydantic_core import PydanticCustomError, PydanticUndefined

from cjgen.model.document import Path, WrittenFloat, WrittenInt

Audience = Literal["internal", "client", "public"]
"""The widest audience that may see a key's value: `public` is everybody, `internal` only the organisation."""
AUDIENCES: tuple[Audience, ...] = get_args(Audience)
"""From the narrowest, which sees everything, to the widest."""

ID_PATTERN = r"[a-z0-9]+(-[a-z0-9]+)*"
ID_LENGTH = 80
DATE_PATTERN = r"\d{4}(-\d{2}(-\d{2})?)?"

_ID = re.compile(ID_PATTERN)
_DECIMAL_COMMA = re.compile(r"[-+]?[0-9]+,[0-9]+")
_BREAKING_SPACE = re.compile(r"[^\S\u00a0\u2007\u202f]+")
_THOUSANDS = re.compile(r"\d{1,3}(\.\d{3})+")
_NEVER = "".join(f"{chr(plane + 0xFFFE)}{chr(plane + 0xFFFF)}" for plane in range(0, 0x110000, 0x10000))
_NO_CHARACTER = re.compile(rf"[\x00-\x08\x0b-\x1f\x7f-\x9f\ud800-\udfff\u202a-\u202e\ufdd0-\ufdef{_NEVER}]")
"""What HTML may not hold: controls, lone surrogates, and code points that are never characters.

Embeddings and overrides of the writing direction (U+202A to U+202E) would turn round what a page says behind the text;
isolates and marks, which texts in Hebrew or Arabic need, are kept.
"""
_DAYS_IN_MONTH = (31, 29, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31)


class Declared(BaseModel):
    """A mapping in the author's YAML; a key that is not declared is a fault."""

    model_config = ConfigDict(frozen=True, extra="forbid", strict=True, defer_build=True)
    free_texts: ClassVar[frozenset[str]] = frozenset()
    """Which of its keys take free text, which may be written in several languages."""
    audiences: ClassVar[Mapping[str, Audience]] = {}
    """The widest audience that may see each of its keys."""
    _with_texts: ClassVar[tuple[str, ...]] = ()
    """The keys at or below which free text may stand."""
    _limited: ClassVar[Mapping[Audience, tuple[str, ...]]] = {}
    """The keys at or below which something stands that an audience may not see."""
    unseen: ClassVar[Mapping[str, Any]] = {}
    """What stands, for those who may not see it, at a key that has no default."""

    @classmethod
    def __pydantic_init_subclass__(cls, **kwargs: Any) -> None:
        """Find what is asked of the keys with every value, once a class."""
        cls.free_texts = frozenset(name for name, field in cls.model_fields.items() if is_free_text(field))
        cls.audiences = {name: audience_of(field) for name, field in cls.model_fields.items()}
        below = {name: tuple(declared_in(field.annotation)) for name, field in cls.model_fields.items()}
        cls._with_texts = tuple(
            name for name in below if name in cls.free_texts or any(each._with_texts for each in below[name])
        )
        cls._limited = {
            reader: tuple(
                name
                for name in below
                if not cls.shows(name, reader) or any(each._limited.get(reader) for each in below[name])
            )
            for reader in AUDIENCES
        }

    def texts(self, path: Path = ()) -> Iterator[tuple[Path, str]]:
        """Every free text in it and below, with its path; `path` leads to this mapping."""
        for name in self._with_texts:
            yield from _texts_in(getattr(self, name), (*path, name), text=name in self.free_texts)

    def with_texts(self, change: Callable[[str], str]) -> Self:
        """A copy in which every free text is what `change` makes of it; itself where that changes nothing."""
        new = {}
        for name in self._with_texts:
            value = getattr(self, name)
            changed = _changed(value, change, text=name in self.free_texts) if value else value
            if changed is not value:
                new[name] = changed
        return self.model_copy(update=new) if new else self

    @classmethod
    def shows(cls, name: str, reader: Audience) -> bool:
        """Whether `reader` may see the key `name` where it stands in something that it sees."""
        return AUDIENCES.index(reader) <= AUDIENCES.index(cls.audiences[name])

    def seen_by(self, reader: Audience) -> Self:
        """A copy in which every key that `reader` may not see has its default, here and below; itself if none."""
        new = {}
        for name in self._limited[reader]:
            value = getattr(self, name)
            seen = _seen(value, reader) if self.shows(name, reader) else self._without(name)
            if seen is not value:
                new[name] = seen
        return self.model_copy(update=new) if new else self

    @classmethod
    def _without(cls, name: str) -> Any:
        """The value of a key that is not shown; raises KeyError for one without a default of any kind."""
        field = cls.model_fields[name]
        return cls.unseen[name] if field.is_required() else field.get_default(call_default_factory=True)

    @model_validator(mode="before")
    @classmethod
    def _empty_is_absent(cls, value: Any) -> Any:
        """A key with nothing behind it counts as not written, so that a template can be filled in bit by bit."""
        if isinstance(value, dict) and None in value.values():
            return {name: item for name, item in value.items() if item is not None or name not in cls.model_fields}
        return value


def _texts_in(value: Any, path: Path, *, text: bool) -> Iterator[tuple[Path, str]]:
    if isinstance(value, Declared):
        yield from value.texts(path)
    elif isinstance(value, tuple):
        for position, item in enumerate(value):
            yield from _texts_in(item, (*path, position), text=text)
    elif text and isinstance(value, str):
        yield path, value


def _changed(value: Any, change: Callable[[str], str], *, text: bool) -> Any:
    if isinstance(value, Declared):
        return value.with_texts(change)
    if isinstance(value, tuple):
        return _kept(value, tuple(_changed(item, change, text=text) for item in value))
    return change(value) if text and isinstance(value, str) else value


def _seen(value: Any, reader: Audience) -> Any:
    if isinstance(value, Declared):
        return value.seen_by(reader)
    if isinstance(value, tuple):
        return _kept(value, tuple(_seen(item, reader) for item in value))
    return value


def declared_in(annotation: Any) -> Iterator[type[Declared]]:
    """The mappings that may stand where a type is asked for."""
    if isinstance(annotation, type) and issubclass(annotation, Declared):
        yield annotation
    for part in get_args(annotation):
        yield from declared_in(part)


def _kept(old: tuple[Any, ...], new: tuple[Any, ...]) -> tuple[Any, ...]:
    """The old values where the new ones are the same."""
    return old if all(map(is_, old, new)) else new


def audience_of(field: FieldInfo) -> Audience:
    """The widest audience that may see a key; raises TypeError for one that was not declared with `key`."""
    declared = field.json_schema_extra
    if not isinstance(declared, dict):
        raise TypeError("a key without an audience")
    return next(audience for audience in AUDIENCES if audience == declared["audience"])


def is_free_text(field: FieldInfo) -> bool:
    """Whether a key takes free text."""
    parts = [*field.metadata, *(item for part in get_args(field.annotation) for item in _metadata(part))]
    return any(getattr(item, "func", None) in (plain_line, plain_text) for item in parts)


def _metadata(annotation: Any) -> tuple[Any, ...]:
    return getattr(annotation, "__metadata__", ())


def key(description: str, *, audience: Audience = "public", default: Any = PydanticUndefined, **more: Any) -> Any:
    """Declare a key: what it means, the widest audience that may see it, and its default if it has one."""
    return Field(default, description=description, json_schema_extra={"audience": audience}, **more)


def slug(title: str) -> str:
    """The id that a title gives: NFKD, ASCII, lower case, other runs to `-`, at most 80 characters; may be empty."""
    plain = unicodedata.normalize("NFKD", title).encode("ascii", "ignore").decode().lower()
    return re.sub(r"[^a-z0-9]+", "-", plain).strip("-")[:ID_LENGTH].strip("-")


def plain_number(value: Any) -> Any:
    """A number as it was meant; raises `decimal_comma` for `6,5` written as text."""
    if isinstance(value, WrittenInt | WrittenFloat):
        return float(value)
    right = without_decimal_comma(value)
    if right is not None:
        raise PydanticCustomError("decimal_comma", "decimal comma", {"right": right})
    return value


def without_decimal_comma(value: Any) -> str | None:
    """`6.5` for the text `6,5`; None for anything else."""
    if isinstance(value, str) and _DECIMAL_COMMA.fullmatch(value.strip()):
        return value.strip().replace(",", ".")
    return None


def plain_count(value: Any) -> Any:
    """A whole number, as 84, 84.0 or 1e3; raises `thousands` for `1.500`, which may mean fifteen hundred in Dutch."""
    _refuse_two_readings(value)
    if isinstance(value, WrittenInt) or (isinstance(value, WrittenFloat) and value.is_integer()):
        return int(value)
    return value if isinstance(value, WrittenFloat) else plain_number(value)


def plain_amount(value: Any) -> Any:
    """An amount, as 84 or 12.5; raises `thousands` for `1.500`, as `plain_count` does."""
    _refuse_two_readings(value)
    return plain_number(value)


def _refuse_two_readings(value: Any) -> None:
    text = value.text if isinstance(value, WrittenFloat) else value
    if isinstance(text, str) and _THOUSANDS.fullmatch(text):
        fraction = str(float(text)) if text.count(".") == 1 else text.replace(".", "", text.count(".") - 1)
        raise PydanticCustomError(
            "thousands", "two readings", {"text": text, "thousand": text.replace(".", ""), "fraction": fraction}
        )


def plain_text(value: Any) -> Any:
    """Text as a page can show it: numbers as they were written, no blank ends, U+FFFD for what cannot stand there."""
    if isinstance(value, WrittenInt | WrittenFloat):
        value = value.text
    if not isinstance(value, str):
        return value
    value = value.replace("\r\n", "\n").replace("\r", "\n")
    return _NO_CHARACTER.sub("\ufffd", value).strip()


def plain_line(value: Any) -> Any:
    """Text on one line; spaces that must not break stay as they are."""
    value = plain_text(value)
    return _BREAKING_SPACE.sub(" ", value) if isinstance(value, str) else value


def _id(value: Any) -> Any:
    value = plain_text(value)
    if isinstance(value, str) and (not _ID.fullmatch(value) or len(value) > ID_LENGTH):
        raise PydanticCustomError("id", "not an id", {"found": value})
    return value


def _date(value: Any) -> Any:
    value = plain_text(value)
    if isinstance(value, str):
        parts = [int(part) for part in value.split("-")] if re.fullmatch(DATE_PATTERN, value) else [0]
        year, month, day = (*parts, 1, 1)[:3]
        leap = year % 4 == 0 and (year % 100 != 0 or year % 400 == 0)
        good = year > 0 and 1 <= month <= 12 and 1 <= day <= _DAYS_IN_MONTH[month - 1]
        if not good or (not leap and (month, day) == (2, 29)):
            raise PydanticCustomError("date", "not a date", {"found": value})
    return value


def _path(value: Any) -> Any:
    value = plain_text(value)
    if isinstance(value, str):
        elsewhere = value.startswith("/") or "\\" in value or re.match(r"[A-Za-z]:", value)
        if elsewhere or ".." in value.split("/"):
            raise PydanticCustomError("path", "path", {"found": value})
    return value


def _one_of(*words: str) -> Callable[[Any], Any]:
    def check(value: Any) -> Any:
        if not isinstance(value, str) or value not in words:
            found = value.text if isinstance(value, WrittenInt | WrittenFloat) else value
            raise PydanticCustomError("word", "not one of the words", {"found": found, "allowed": list(words)})
        return value

    return check


def word(literal: Any) -> BeforeValidator:
    """The check that belongs to a Literal of words: its fault carries the words that are allowed."""
    return BeforeValidator(_one_of(*get_args(literal)))


def word_or_number(*words: str) -> tuple[BeforeValidator, WithJsonSchema]:
    """The check and the schema of a key that takes one of a few words or a number."""

    def check(value: Any) -> Any:
        value = plain_number(value)
        if isinstance(value, int | float) and not isinstance(value, bool):
            return float(value)
        if value not in words:
            raise PydanticCustomError("word", "not one of the words", {"found": value, "allowed": [*words, "a number"]})
        return value

    return BeforeValidator(check), WithJsonSchema({"anyOf": [{"enum": list(words)}, {"type": "number"}]})


class Translated(str):
    """A text that its author wrote in several languages; as a str it is that of the first language.

    `texts` holds it by language, in the author's order; the first language is the one that data files and ids
    are made in.
    """

    __slots__ = ("texts",)
    texts: Mapping[str, str]

    def __new__(cls, texts: Mapping[str, str], first: str | None) -> Self:
        """The text in the language `first`, or as it was written first."""
        self = super().__new__(cls, texts.get(first or "") or next(iter(texts.values())))
        self.texts = texts
        return self

    def __reduce__(self) -> tuple[Any, ...]:
        """What makes the same text again in another process."""
        return type(self), (self.texts, next(language for language, text in self.texts.items() if text == self))


_OneText = Annotated[
    str, BeforeValidator(plain_text), Field(min_length=1), WithJsonSchema({"type": ["string", "number"]})
]


class Texts(Declared):
    """One text in several languages."""

    nl: _OneText | None = key("the text in Dutch", default=None)
    en: _OneText | None = key("the text in English", default=None)


FIRST_LANGUAGE = "first language"
"""Where validation finds, in its context, the language in which ids are made."""


def in_first_language(value: Any, info: ValidationInfo) -> Any:
    """A text as written in the first language, where its author wrote it in several; anything else as it is."""
    if not isinstance(value, dict):
        return value
    texts = {language: text for language, text in value.items() if language in Texts.model_fields and text is not None}
    first = (info.context or {}).get(FIRST_LANGUAGE)
    return texts.get(first) or next(iter(texts.values()), None)


def _in_languages(value: Any, handler: ValidatorFunctionWrapHandler, info: ValidationInfo) -> Any:
    if not isinstance(value, dict) or all(item is None for item in value.values()):
        return handler(value)
    Texts.model_validate(value)
    texts = {language: handler(text) for language, text in value.items() if text is not None}
    return Translated(texts, (info.context or {}).get(FIRST_LANGUAGE))


TEXTS = {"title": "Texts"}
"""Stands in a JSON Schema for that of `Texts`, which pydantic cannot refer to from a plain text."""

_TEXT = WithJsonSchema({"anyOf": [{"type": ["string", "number"]}, TEXTS]})

Line = Annotated[str, BeforeValidator(plain_line), Field(min_length=1), WrapValidator(_in_languages), _TEXT]
"""Text on one line."""
Text = Annotated[str, BeforeValidator(plain_text), Field(min_length=1), WrapValidator(_in_languages), _TEXT]
"""Text that may hold several paragraphs, shown as written."""
Markdown = Annotated[
    str, BeforeValidator(plain_text), Field(min_length=1), WrapValidator(_in_languages), _TEXT, "markdown"
]
"""Text in markdown, without HTML and pictures."""
Number = Annotated[float, BeforeValidator(plain_number), Field(allow_inf_nan=False)]
Count = Annotated[int, BeforeValidator(plain_count), Field(ge=0, le=10**12)]
Amount = Annotated[float, BeforeValidator(plain_amount), Field(ge=0, le=10**12, allow_inf_nan=False)]
"""Money, hours or minutes."""
Id = Annotated[
    str,
    BeforeValidator(_id),
    WithJsonSchema({"type": ["string", "integer"], "pattern": f"^{ID_PATTERN}$", "maxLength": ID_LENGTH, "minimum": 0}),
]


class Named(Declared):
    """Something with a title, whose id follows from it unless it is written."""

    @model_validator(mode="before")
    @classmethod
    def _id_from_title(cls, value: Any, info: ValidationInfo) -> Any:
        if not isinstance(value, dict) or value.get("id") is not None:
            return value
        title = plain_line(in_first_language(value.get("title"), info))
        return {**value, "id": slug(title)} if isinstance(title, str) and title else value


_MONTHS = r"(0[13578]|1[02])(-(0[1-9]|[12]\d|3[01]))?|(0[469]|11)(-(0[1-9]|[12]\d|30))?|02(-(0[1-9]|[12]\d))?"
Date = Annotated[
    str,
    BeforeValidator(_date),
    WithJsonSchema(
        {
            "type": ["string", "integer"],
            "pattern": rf"^(?!0000)\d{{4}}(-({_MONTHS}))?$",
            "minimum": 1000,
            "maximum": 9999,
            "examples": ["2026-11-21", "2026-11", "2026"],
        }
    ),
]
"""A day, a month or a year: `2026-11-21`, `2026-11` or `2026`."""
RelativePath = Annotated[
    str,
    BeforeValidator(_path),
    Field(min_length=1),
    WithJsonSchema(
        {"type": ["string", "number"], "pattern": r"^(?!/|[A-Za-z]:)(?!(.*/)?\.\.(/|$))[^\\]*[^\\\s][^\\]*$"}
    ),
]
"""A path relative to the folder of site.yaml, with `/`, that stays inside it."""
