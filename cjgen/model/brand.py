"""The brand: whose report it is, by name, logo, colours and letters; as declared, as read, and ready to be shown."""

import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Annotated, Any, Literal

from pydantic import (
    BeforeValidator,
    Field,
    GetJsonSchemaHandler,
    TypeAdapter,
    ValidationInfo,
    ValidatorFunctionWrapHandler,
    WithJsonSchema,
    WrapValidator,
    model_validator,
)
from pydantic.json_schema import JsonSchemaValue
from pydantic_core import CoreSchema, PydanticCustomError

from cjgen.model.declaration import Declared, Line, RelativePath, key, plain_text, word
from cjgen.model.document import Document, Path, WrittenFloat, WrittenInt
from cjgen.model.problem import Place

ColorName = Literal["improve", "keep", "drop", "add", "accent"]
COLOR_NAMES: tuple[ColorName, ...] = ("improve", "keep", "drop", "add", "accent")
"""The colours that a brand may set; the first four are those of the verdicts."""
VERDICT_COLORS = COLOR_NAMES[:4]

_WEIGHT = re.compile(r"([0-9]{1,4})(?:\.\.([0-9]{1,4}))?")
_HEAVIEST = 1000

_COLOR_SCHEMA = WithJsonSchema(
    {
        "type": "string",
        "pattern": r"^\s*(#([0-9a-fA-F]{3}|[0-9a-fA-F]{6})|[a-zA-Z]+|[a-zA-Z]+\(.*\))\s*$",
        "examples": ["#1f5673", "oklch(45% 0.1 240)"],
    }
)
_WEIGHT_SCHEMA = WithJsonSchema(
    {
        "anyOf": [
            {"type": "integer", "minimum": 1, "maximum": _HEAVIEST},
            {"type": "string", "pattern": rf"^{_WEIGHT.pattern}$", "examples": ["100..900"]},
        ]
    }
)


def _as_text(value: Any) -> Any:
    return plain_text(value)


def _weight(value: Any) -> Any:
    """`400` for 400, `100 900` for `100..900`: the weights that a file covers, as style sheets write them."""
    text = plain_text(value)
    if not isinstance(text, str):
        return value
    match = _WEIGHT.fullmatch(text)
    ends = [int(end) for end in match.groups() if end] if match else []
    if not ends or sorted(ends) != ends or not 1 <= ends[0] <= ends[-1] <= _HEAVIEST:
        raise PydanticCustomError("weight", "not a weight", {"found": text})
    return " ".join(map(str, ends))


def _is_text(value: Any) -> bool:
    return isinstance(value, str | WrittenInt | WrittenFloat)


Color = Annotated[str, BeforeValidator(_as_text), Field(min_length=1), _COLOR_SCHEMA]
"""A colour in a notation of CSS; whether it is one, and can be read, `validate` finds out."""
Weight = Annotated[str, BeforeValidator(_weight), _WEIGHT_SCHEMA]
"""How bold the letters in a file are: 1 to 1000, or `100..900` of a variable font."""


class LightAndDark(Declared):
    """What light and dark pages have of their own; written as one text it is for both."""

    @model_validator(mode="before")
    @classmethod
    def _one_for_both(cls, value: Any) -> Any:
        return {"light": value} if _is_text(value) else value

    @classmethod
    def __get_pydantic_json_schema__(cls, core: CoreSchema, handler: GetJsonSchemaHandler) -> JsonSchemaValue:
        own = handler(core)
        return {"anyOf": [_without_words(handler.resolve_ref_schema(own)["properties"]["light"]), own]}


class Shades(LightAndDark):
    """One colour: for light pages and paper, and for dark pages."""

    light: Color = key("on light pages and on paper, as a CSS colour")
    dark: Color | None = key(
        "on dark pages; where it is not written, the nearest shade that can be read there", default=None
    )


class Colors(Declared):
    """The colours of the brand: those of the four verdicts, and the accent of links and emphasis."""

    improve: Shades | None = key("colour of the verdict improve", default=None)
    keep: Shades | None = key("colour of the verdict keep", default=None)
    drop: Shades | None = key("colour of the verdict may go", default=None)
    add: Shades | None = key("colour of the verdict add", default=None)
    accent: Shades | None = key("colour of links and emphasis", default=None)


class Logo(LightAndDark):
    """The logo: for light pages and paper, and for dark pages."""

    light: RelativePath = key("picture for light pages and paper: svg, png, jpg, webp or gif")
    dark: RelativePath | None = key(
        "picture for dark pages; where it is not written, the other one stands there on a light plate", default=None
    )


class FontFile(Declared):
    """A file with letters of one weight and style, or of a range of weights."""

    file: RelativePath = key("font file: woff2, woff, ttf or otf")
    weight: Weight = key("how bold its letters are: 1 to 1000, or 100..900 of a variable font", default="400")
    style: Annotated[Literal["normal", "italic"], word(Literal["normal", "italic"])] = key(
        "whether its letters slant", default="normal"
    )

    @model_validator(mode="before")
    @classmethod
    def _bare(cls, value: Any) -> Any:
        return {"file": value} if _is_text(value) else value

    @classmethod
    def __get_pydantic_json_schema__(cls, core: CoreSchema, handler: GetJsonSchemaHandler) -> JsonSchemaValue:
        own = handler(core)
        return {"anyOf": [_without_words(handler.resolve_ref_schema(own)["properties"]["file"]), own]}


def _without_words(schema: JsonSchemaValue) -> JsonSchemaValue:
    return {name: value for name, value in schema.items() if name not in ("title", "description", "audience")}


class _OneOrMore:
    """Says in a JSON Schema that a list of one may be written without its brackets."""

    def __get_pydantic_json_schema__(self, core: CoreSchema, handler: GetJsonSchemaHandler) -> JsonSchemaValue:
        many = handler(core)
        return {"anyOf": [many["items"], many]}


def _as_list(value: Any) -> Any:
    return [value] if _is_text(value) or isinstance(value, dict) else value


_Files = Annotated[tuple[FontFile, ...], Field(min_length=1, strict=False), BeforeValidator(_as_list), _OneOrMore()]


class Fonts(Declared):
    """The letters of the brand, from files beside the site."""

    text: _Files | None = key("letters of the text: a file, or a list of files", default=None)
    display: _Files | None = key("letters of headings: a file, or a list of files", default=None)


class Brand(Declared):
    """Whose report it is: name, logo, colours and letters, over those of the theme."""

    name: Line | None = key(
        "who publishes the report; also what the logo says to those who cannot see it", default=None
    )
    logo: Logo | None = key(
        "picture beside the title of the site: a file, or one for light and one for dark", default=None
    )
    colors: Colors | None = key("colours over those of the theme; each must be readable on its pages", default=None)
    fonts: Fonts | None = key("letters over those of the theme, from files", default=None)


_FILE: TypeAdapter[str] = TypeAdapter(RelativePath)


def _brand(value: Any, _: ValidatorFunctionWrapHandler, info: ValidationInfo) -> Brand | str:
    """The brand that is written here, or the path of the file that holds it."""
    if _is_text(value):
        return _FILE.validate_python(value)
    return Brand.model_validate(value, context=info.context)


BrandOrFile = Annotated[Brand | RelativePath, WrapValidator(_brand)]
"""A brand as written in site.yaml, or the path of a `_brand.yml`."""


@dataclass(frozen=True, slots=True)
class PlacedBrand:
    """A brand that knows where each of its values was written.

    `paths` maps the path of a value, such as `("colors", "accent", "light")`, to that in `document`; what is not in
    it stands below `within`.
    """

    brand: Brand
    document: Document
    within: Path = ()
    paths: Mapping[Path, Path] = field(default_factory=dict)

    def place(self, path: Path) -> Place:
        """Where the value at `path` of the brand was written; a list of one may stand without its brackets."""
        written = self.paths.get(path, (*self.within, *path))
        alone = tuple(part for part in written if not isinstance(part, int))
        return self.document.place(alone if alone in self.document.values else written)


PictureKind = Literal["svg", "png", "jpg", "webp", "gif"]
FontKind = Literal["woff2", "woff", "ttf", "otf"]


@dataclass(frozen=True, slots=True)
class Picture:
    """A picture's bytes, and its size in pixels, which for an svg is only known up to a factor."""

    kind: PictureKind
    content: bytes
    width: float
    height: float


@dataclass(frozen=True, slots=True)
class Face:
    """The letters in a font file: `weight` as style sheets write it, such as `400` or `100 900`."""

    kind: FontKind
    content: bytes
    weight: str
    style: str


@dataclass(frozen=True, slots=True)
class BrandFiles:
    """The files that a brand names, as read; nothing stands for those that cannot be used."""

    logo: Picture | None = None
    dark_logo: Picture | None = None
    text: tuple[Face, ...] = ()
    display: tuple[Face, ...] = ()


@dataclass(frozen=True, slots=True)
class BrandLook:
    """A brand ready to be shown on the pages of a theme.

    `colors` are the colours of light pages and paper and those of dark pages, each as `#rrggbb`. `text_fallback` and
    `display_fallback` are the theme's own letters, as its style sheet writes them.
    """

    files: BrandFiles
    colors: Mapping[ColorName, tuple[str, str]]
    text_fallback: str
    display_fallback: str
