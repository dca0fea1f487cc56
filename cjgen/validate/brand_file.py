"""A `_brand.yml`, the format that other tools share, to a Brand.

Its keys are those of brand.yml (posit-dev.github.io/brand-yml). Read are `meta.name`, `logo`, `color.palette`,
`color.primary`, and of `typography` the `fonts` that `base` and `headings` name. Every other key is somebody else's
and left alone; in what is read, a fault is said as it is in site.yaml. Paths are relative to the file, as that format
has it.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import replace
from posixpath import dirname, join, normpath
from typing import Any, Final

from cjgen.model.brand import VERDICT_COLORS, Brand, PlacedBrand
from cjgen.model.document import Document, Path, Span, WrittenFloat, WrittenInt, shown_path
from cjgen.model.problem import Problem, problem
from cjgen.validate.placeholders import value_at
from cjgen.validate.said_back import kind_of
from cjgen.validate.shape import check_shape, path_of

_LOGO_SIZES: Final = ("medium", "large", "small")
"""Which logo is taken, the first that is there: the medium one is meant for the header of a site."""
_SOURCES: Final = ("file", "system", "google", "bunny")
_ELSEWHERE = re.compile(r"(?:[a-z][a-z0-9+.-]*:)?//", re.IGNORECASE)
_WEIGHTS: Mapping[str, str] = {
    "thin": "100",
    "extra-light": "200",
    "ultra-light": "200",
    "light": "300",
    "normal": "400",
    "regular": "400",
    "medium": "500",
    "semi-bold": "600",
    "demi-bold": "600",
    "bold": "700",
    "extra-bold": "800",
    "ultra-bold": "800",
    "black": "900",
}


def validate_brand_file(document: Document) -> tuple[PlacedBrand, list[Problem]]:
    """The brand that a `_brand.yml` describes, and what is wrong with the part of it that is read."""
    reader = _Reader(document)
    reader.read()
    shape = check_shape(Brand, reader.as_brand(), reader.found)
    told = [replace(one, place=replace(one.place, path=reader.written(path_of(one)))) for one in shape.problems]
    return PlacedBrand(shape.model or Brand(), document, paths=reader.paths), [*reader.problems, *told]


class _Reader:
    """Gathers, as the keys of a Brand, what the file says, and where each value stands in it."""

    def __init__(self, document: Document) -> None:
        self.document = document
        self.found: dict[str, Any] = {}
        self.paths: dict[Path, Path] = {}
        self.problems: list[Problem] = []

    def read(self) -> None:
        """Gather all that is read of the file."""
        if self.document.data is None or not isinstance(self._mapping(()), dict):
            return
        self._name()
        self._logo()
        self._colors()
        for role, name in (("base", "text"), ("headings", "display")):
            self._letters(("typography", role), name)

    def as_brand(self) -> Document:
        """The document as if it were written with the keys of a Brand."""
        values: dict[Path, Span] = {}
        for path, written in self.paths.items():
            span = self.document.values.get(written) or self.document.keys.get(written)
            if span is not None:
                values[path] = span
        return replace(self.document, data=self.found, keys={}, values=values, comments={})

    def written(self, path: Path) -> str:
        """The path in the file of what stands at `path` of the brand."""
        near = next((path[:depth] for depth in range(len(path), 0, -1) if path[:depth] in self.paths), None)
        return shown_path(self.paths[near]) if near is not None else ""

    # what the file holds

    def _at(self, path: Path) -> Any:
        return value_at(self.document.data, path)

    def _mapping(self, path: Path) -> dict[str, Any]:
        """The mapping at a path, empty where there is none; a problem where something else stands there."""
        value = self._at(path)
        if value is not None and not isinstance(value, dict):
            self._misfit(path, "a mapping of keys and values", "write keys and values below it, as brand.yml has them")
        return value if isinstance(value, dict) else {}

    def _misfit(self, path: Path, wanted: str, example: str) -> None:
        place = self.document.place(path)
        self.problems.append(problem("CJ108", place, found=kind_of(self._at(path)), wanted=wanted, example=example))

    def _put(self, path: Path, value: Any, written: Path) -> None:
        """Let the brand have `value` at `path`, which stands in the file at `written`."""
        into: Any = self.found
        for depth, part in enumerate(path[:-1]):
            self.paths.setdefault(path[: depth + 1], written)
            inner: Any = [] if isinstance(path[depth + 1], int) else {}
            if isinstance(into, list):
                into += [inner] if part == len(into) else []
                into = into[-1]
            else:
                into = into.setdefault(part, inner)
        into[path[-1]] = value
        self.paths[path] = written

    # its parts

    def _name(self) -> None:
        path: Path = ("meta", "name")
        if self._mapping(("meta",)).get("name") is None:
            return
        if isinstance(self._at(path), dict):
            path = next(((*path, form) for form in ("full", "short") if self._at((*path, form)) is not None), path)
        self._put(("name",), self._at(path), path)

    def _logo(self) -> None:
        path: Path = ("logo",)
        value = self._at(path)
        if isinstance(value, dict) and "path" not in value:
            sizes = [size for size in _LOGO_SIZES if value.get(size) is not None]
            if not sizes:
                return
            path = ("logo", sizes[0])
            value = value[sizes[0]]
        if isinstance(value, dict) and "path" not in value:
            for shade in ("light", "dark"):
                if value.get(shade) is not None:
                    self._picture((*path, shade), shade)
        elif value is not None:
            self._picture(path, "light")

    def _picture(self, path: Path, shade: str) -> None:
        value = self._at(path)
        named: Path = ("logo", "images", value) if isinstance(value, str) else ()
        if named and self._at(named) is not None:
            path, value = named, self._at(named)
        if isinstance(value, dict) and value.get("path") is not None:
            path, value = (*path, "path"), value["path"]
        self._file(("logo", shade), path, "the logo", "save it beside this file and write its path")

    def _file(self, into: Path, path: Path, what: str, example: str) -> bool:
        """Take the file named at a path over; False where it lies on another host, which a warning says."""
        value = self._at(path)
        if isinstance(value, str) and _ELSEWHERE.match(value):
            self.problems.append(problem("CJ308", self.document.place(path), what=what, example=example))
            return False
        if isinstance(value, str) and not value.startswith("/") and "\\" not in value:
            inside = normpath(join(dirname(self.document.file), value))
            value = value if inside.startswith("..") else inside
        self._put(into, value, path)
        return True

    def _colors(self) -> None:
        self._mapping(("color",))
        self._mapping(("color", "palette"))
        for name in VERDICT_COLORS:
            self._color(name, ("color", "palette", name))
        self._color("accent", ("color", "primary"))

    def _color(self, name: str, path: Path) -> None:
        path, value = self._followed(path)
        if isinstance(value, dict):
            for shade in ("light", "dark"):
                at, inner = self._followed((*path, shade))
                if inner is not None:
                    self._put(("colors", name, shade), inner, at)
        elif value is not None:
            self._put(("colors", name, "light"), value, path)
            self.paths["colors", name, "dark"] = path

    def _followed(self, path: Path) -> tuple[Path, Any]:
        """Where a colour stands that may be the name of another one, and what it is."""
        seen = []
        value = self._at(path)
        while isinstance(value, str) and path not in seen:
            seen.append(path)
            named = (("color", "palette", value), ("color", value))
            found = next((other for other in named if self._at(other) is not None and other != path), None)
            if found is None:
                return path, value
            path, value = found, self._at(found)
        return path, value

    def _letters(self, path: Path, name: str) -> None:
        """The files of the font that a kind of text asks for."""
        self._mapping(("typography",))
        path = (*path, "family") if isinstance(self._at(path), dict) else path
        family = self._at(path)
        if family is None:
            return
        fonts = self._at(("typography", "fonts"))
        entries = [
            ("typography", "fonts", number)
            for number, entry in enumerate(fonts if isinstance(fonts, list) else ())
            if isinstance(entry, dict) and entry.get("family") == family
        ]
        at = entries[0] if entries else path
        source = self._at((*at, "source")) if entries else None
        if source in ("google", "bunny", None):
            shown = (*at, "source") if source is not None else at
            what, example = f"the font `{family}`", "fetch its files, and name them with `source: file` and `files`"
            self.problems.append(problem("CJ308", self.document.place(shown), what=what, example=example))
        elif source == "file":
            self._faces((*at, "files"), name, str(family))
        elif source != "system":
            allowed = ", ".join(f"`{word}`" for word in _SOURCES)
            place = self.document.place((*at, "source"))
            self.problems.append(problem("CJ110", place, found=source, allowed=allowed))

    def _faces(self, path: Path, name: str, family: str) -> None:
        files = self._at(path)
        if not isinstance(files, list):
            self._misfit(path, "a list", "put `- ` before each file, each on a line of its own")
            return
        count = 0
        for number, file in enumerate(files):
            at: Path = (*path, number)
            into: Path = ("fonts", name, count)
            written = (*at, "path") if isinstance(file, dict) else at
            if not self._file((*into, "file"), written, f"the font `{family}`", "save the file beside this one"):
                continue
            count += 1
            for key, meant in (("weight", _WEIGHTS), ("style", {"oblique": "italic"})):
                value = self._at((*at, key)) if isinstance(file, dict) else None
                if value is not None:
                    plain = not isinstance(value, WrittenInt | WrittenFloat | str)
                    self._put((*into, key), value if plain else meant.get(str(value), value), (*at, key))
