"""The site: what site.yaml says."""

import re
from typing import Annotated, Any, Literal, Self
from urllib.parse import quote, urlsplit

from pydantic import BeforeValidator, Field, WithJsonSchema, model_validator
from pydantic_core import PydanticCustomError

from cjgen.model.brand import Brand, BrandOrFile
from cjgen.model.declaration import (
    Audience,
    Count,
    Declared,
    Line,
    Markdown,
    RelativePath,
    key,
    plain_line,
    plain_text,
    word,
    word_or_number,
)
from cjgen.model.focus import Focus
from cjgen.model.page import Tree
from cjgen.model.scale import Range, Scale

Language = Annotated[Literal["nl", "en"], word(Literal["nl", "en"])]
LANGUAGES: tuple[Literal["nl", "en"], ...] = ("nl", "en")
Ranking = Annotated[
    Literal["importance_gap", "opportunity", "target_gap", "gap"],
    word(Literal["importance_gap", "opportunity", "target_gap", "gap"]),
]
CheckSeverity = Annotated[Literal["ignore", "warning", "error"], word(Literal["ignore", "warning", "error"])]

Rule = Literal["mean", "median", "stage_mean", "midpoint", "target", "importance"]
RULES: tuple[Rule, ...] = ("mean", "median", "stage_mean", "midpoint")
"""The rules that both axes know."""
DATA_RULES: tuple[Rule, ...] = ("mean", "median", "stage_mean")
"""The rules that compare touchpoints with each other and so need at least three."""

_CURRENCY = re.compile(r"[A-Z]{3}")
_HOST = re.compile(r"[A-Za-z0-9._~-]+|\[[0-9A-Fa-f:.]+\]")
_PATH_SIGNS = "/._~%!$&'()*+,;=:@-"
_THEME = re.compile(r"(themes/)?[A-Za-z0-9][A-Za-z0-9_-]*/?")
_THEME_SCHEMA = WithJsonSchema({"type": ["string", "integer"], "pattern": f"^{_THEME.pattern}$"})
_URL_SCHEMA = WithJsonSchema(
    {
        "type": "string",
        "pattern": r"^[hH][tT]{2}[pP][sS]?://[^\s/?#]+(/[^\s?#]*)?$",
        "examples": ["https://example.org/"],
    }
)


def _url(value: Any) -> Any:
    """The address in ASCII, with a slash at its end: `https://xn--mnchen-3ya.example/` for `https://münchen.example`."""
    value = plain_line(value)
    if not isinstance(value, str) or not value:
        return value
    address = _in_ascii(value)
    if address is None:
        raise PydanticCustomError("url", "not an address", {"found": value})
    return address.rstrip("/") + "/"


def _in_ascii(value: str) -> str | None:
    """The address with its host in IDNA and other letters in its path as %XX; None if it is not one."""
    try:
        scheme, netloc, path, query, fragment = urlsplit(value)
        host, colon, port = netloc.rpartition(":") if re.search(r":[0-9]*$", netloc) else (netloc, "", "")
        host = host if host.isascii() else host.encode("idna").decode()
        usable = int(port or 0) < 2**16
    except ValueError:  # UnicodeError, of a label that no host can have, is one too
        return None
    usable = usable and scheme in ("http", "https") and not query + fragment and value[-1] not in "?#"
    signs = all(c in _PATH_SIGNS or (c.isalnum() if c.isascii() else c.isprintable() and c != "\ufffd") for c in path)
    if not usable or not signs or not _HOST.fullmatch(host):
        return None
    return f"{value[: len(scheme)]}://{host}{colon}{port}{quote(path, safe=_PATH_SIGNS)}"


def _theme(value: Any) -> Any:
    value = plain_text(value)
    if isinstance(value, str) and not _THEME.fullmatch(value):
        raise PydanticCustomError("theme", "not a theme", {"found": value})
    return value.removeprefix("themes/").rstrip("/") if isinstance(value, str) else value


class Thresholds(Declared):
    """The yardsticks of the verdict: a rule or a number for each axis, and for dropping."""

    importance: Annotated[str | float, *word_or_number(*RULES)] = key(
        "at or above it a touchpoint is important", default="mean"
    )
    experience: Annotated[str | float, *word_or_number(*RULES, "target")] = key(
        "at or above it a touchpoint is experienced well enough", default="target"
    )
    drop: Annotated[str | float, *word_or_number("midpoint", "importance")] = key(
        "below this importance a touchpoint may be dropped", default="midpoint"
    )

    @model_validator(mode="after")
    def _ordered(self) -> Self:
        if isinstance(self.drop, float) and isinstance(self.importance, float) and self.drop > self.importance:
            message = f"`drop: {self.drop:g}` lies above `importance: {self.importance:g}`"
            raise PydanticCustomError("together", "order", {"message": message})
        return self


class Settings(Declared):
    """What a site sets and a journey may set otherwise."""

    language: Language = key("language of the pages and their numbers", default="en")
    scale: Scale = key(
        "lowest and highest possible score",
        default=Scale(importance=Range(min=1.0, max=10.0), experience=Range(min=1.0, max=10.0)),
    )
    thresholds: Thresholds = key("yardsticks of the verdict", default=Thresholds())
    ranking: Ranking = key("which number says what to do first", default="importance_gap")


def _currency(value: Any) -> Any:
    value = plain_line(value)
    if isinstance(value, str) and not _CURRENCY.fullmatch(value):
        raise PydanticCustomError("currency", "not a currency", {"found": value})
    return value


Currency = Annotated[
    str,
    BeforeValidator(_currency),
    WithJsonSchema({"type": "string", "pattern": f"^{_CURRENCY.pattern}$", "examples": ["EUR"]}),
]
"""The ISO 4217 code of a currency."""


class Privacy(Declared):
    """What a page may not tell about single customers."""

    min_group: Annotated[Count, Field(ge=1)] = key("the smallest group of customers that is shown", default=5)
    audience: Annotated[Audience, word(Audience)] = key("who may read the pages", default="client")


class Site(Settings):
    """A site: its cover texts, its settings, where its journeys lie and where the pages go."""

    title: Line = key("title of the site", default="")
    summary: Markdown | None = key("what this site is about, in markdown", default=None)
    author: Line | None = key("who made it", default=None)
    client: Line | None = key("for whom", default=None)
    url: Annotated[str, BeforeValidator(_url), Field(min_length=1), _URL_SCHEMA] | None = key(
        "absolute address where the site will stand, for sitemap, canonical links and 404", default=None
    )
    indexing: bool = key("true lets search engines in", default=False)
    theme: Annotated[str, BeforeValidator(_theme), _THEME_SCHEMA] = key(
        "name of a bundled theme or of a folder under `themes/`", default="default"
    )
    brand: BrandOrFile | None = key(
        "whose report it is: name, logo, colors and fonts, or the path of a `_brand.yml`", default=None
    )
    journeys: RelativePath = key("folder of the journeys", default="journeys")
    output: RelativePath = key("folder for the pages", default="public")
    languages: Annotated[tuple[Language, ...], Field(min_length=1, strict=False)] | None = key(
        "the languages of the pages: one tree of pages for each, instead of one in `language`", default=None
    )
    focus: Focus = key("how much can be worked on at once: one pool for all journeys", default=Focus())
    currency: Currency = key("of all amounts of money, by its ISO code", default="EUR")
    privacy: Privacy = key("what a page may not tell about single customers", default=Privacy())
    checks: Annotated[dict[str, CheckSeverity], Field(strict=True)] = key(
        "how grave a warning is: a code with ignore, warning or error", default={}
    )

    @model_validator(mode="after")
    def _one_way_to_say_it(self) -> Self:
        message = ""
        if self.languages is not None and "language" in self.model_fields_set:
            message = "`languages` and `language` say the same thing twice: keep one"
        elif len(set(self.languages or ())) < len(self.languages or ()):
            message = "`languages` names a language twice"
        if message:
            raise PydanticCustomError("together", "misfit", {"message": message})
        return self

    @property
    def publisher(self) -> str | None:
        """The name of the brand."""
        return self.brand.name if isinstance(self.brand, Brand) else None

    @property
    def first_language(self) -> str:
        """The language in which ids are made and of the texts in the data files."""
        return self.languages[0] if self.languages else self.language

    @property
    def trees(self) -> tuple[Tree, ...]:
        """The trees of pages: one a language in a folder of its own, or one at the root."""
        if self.languages is None:
            return (Tree(self.language, ""),)
        return tuple(Tree(language, f"{language}/") for language in self.languages)
