"""The files of a brand: the `_brand.yml` that holds it, its logo, and its letters."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import replace
from io import BytesIO
from math import isfinite
from pathlib import Path, PurePosixPath
from typing import Final, TypeVar, get_args
from xml.parsers import expat

from cjgen.load.files import Folder, Unreadable
from cjgen.load.yaml import MAX_BYTES, load_yaml
from cjgen.model.brand import BrandFiles, Face, FontFile, FontKind, Picture, PictureKind, PlacedBrand
from cjgen.model.document import Document
from cjgen.model.inputs import Inputs
from cjgen.model.problem import Place, Problem, problem

LARGEST: Final = 5 * 1024 * 1024
"""Bytes of a logo or font file; a page that has to fetch more is no page to read."""

_SVG = "http://www.w3.org/2000/svg"
_PICTURE_STARTS: Mapping[PictureKind, Callable[[bytes], bool]] = {
    "png": lambda content: content.startswith(b"\x89PNG\r\n\x1a\n"),
    "jpg": lambda content: content.startswith(b"\xff\xd8\xff"),
    "gif": lambda content: content.startswith((b"GIF87a", b"GIF89a")),
    "webp": lambda content: content.startswith(b"RIFF") and content[8:12] == b"WEBP",
}
_FONT_STARTS: Mapping[FontKind, tuple[bytes, ...]] = {
    "woff2": (b"wOF2",),
    "woff": (b"wOFF",),
    "ttf": (b"\x00\x01\x00\x00", b"true"),
    "otf": (b"OTTO", b"\x00\x01\x00\x00"),
}
_PIXELS: Mapping[str, float] = {"": 1, "px": 1, "pt": 96 / 72, "pc": 16, "in": 96, "cm": 96 / 2.54, "mm": 96 / 25.4}
"""CSS pixels in a unit of length."""

_K = TypeVar("_K", bound=str)


def load_brand_file(
    root: Path, file: str, wanted_at: Place, inputs: Inputs | None = None
) -> tuple[Document, list[Problem]]:
    """The `_brand.yml` called `file` in the folder `root`; `wanted_at` is where site.yaml names it."""
    try:
        content = Folder(root, inputs=inputs).read(file, MAX_BYTES)
    except Unreadable as error:
        return Document(file, complete=False), [_at_key(error, wanted_at)]
    return load_yaml(file, content)


def load_brand_files(root: Path, placed: PlacedBrand, inputs: Inputs | None = None) -> tuple[BrandFiles, list[Problem]]:
    """The logo and letters that a brand names, read from the folder `root`, and what is wrong with them."""
    folder = Folder(root, inputs=inputs)
    problems: list[Problem] = []
    logo, fonts = placed.brand.logo, placed.brand.fonts

    def picture(file: str | None, shade: str) -> Picture | None:
        if file is None:
            return None
        try:
            return _picture(folder, file, placed.place(("logo", shade)))
        except Unreadable as error:
            problems.append(error.problem)
            return None

    def faces(files: tuple[FontFile, ...] | None, name: str) -> tuple[Face, ...]:
        found = []
        for number, one in enumerate(files or ()):
            place = placed.place(("fonts", name, number, "file"))
            try:
                found.append(_face(folder, one, place))
            except Unreadable as error:
                problems.append(error.problem)
        return tuple(found)

    read = BrandFiles(
        picture(logo.light if logo else None, "light"),
        picture(logo.dark if logo else None, "dark"),
        faces(fonts.text if fonts else None, "text"),
        faces(fonts.display if fonts else None, "display"),
    )
    return read, problems


def _at_key(error: Unreadable, place: Place) -> Problem:
    """The problem at the key that names the file: it is there that another file can be named."""
    return replace(error.problem, place=place)


def _unfit(file: str, place: Place, what: str, example: str) -> Unreadable:
    return Unreadable(problem("CJ307", place, file=file, what=what, example=example))


def _content(folder: Folder, file: str, place: Place) -> bytes:
    try:
        content = folder.read(file, LARGEST)
    except Unreadable as error:
        raise Unreadable(_at_key(error, place)) from error
    if len(content) > LARGEST:
        raise _unfit(file, place, f"is larger than {LARGEST // 1024 // 1024} MiB", "make it smaller")
    return content


def _kind(file: str, kinds: tuple[_K, ...], place: Place, what: str) -> _K:
    ending = PurePosixPath(file).suffix.lower().removeprefix(".").replace("jpeg", "jpg")
    if ending not in kinds:
        raise _unfit(file, place, f"is no {what} that a page can show", f"use a file that ends in {_or(kinds)}")
    return ending


def _or(kinds: tuple[str, ...]) -> str:
    return f"{', '.join(f'.{kind}' for kind in kinds[:-1])} or .{kinds[-1]}"


def _picture(folder: Folder, file: str, place: Place) -> Picture:
    kind: PictureKind = _kind(file, get_args(PictureKind), place, "picture")
    content = _content(folder, file, place)
    if kind == "svg":
        width, height = _svg_size(content, file, place)
    elif not _PICTURE_STARTS[kind](content):
        raise _unfit(file, place, f"is no {kind} file, whatever its name says", "save the picture anew in that format")
    else:
        import imagesize  # type: ignore[import-untyped]  # it comes without types

        width, height = imagesize.get(BytesIO(content))
    if width <= 0 or height <= 0:
        raise _unfit(file, place, "does not say how large it is", "save the picture anew")
    return Picture(kind, content, float(width), float(height))


def _svg_size(content: bytes, file: str, place: Place) -> tuple[float, float]:
    """Width and height of an svg: those of its `viewBox`, else its own in pixels."""
    roots: list[tuple[str, dict[str, str]]] = []
    parser = expat.ParserCreate(namespace_separator=" ")
    parser.StartElementHandler = lambda name, attributes: roots.append((name, attributes)) if not roots else None
    try:
        parser.Parse(content, True)
    except expat.ExpatError as error:
        what = f"is no svg file, whatever its name says: line {error.lineno} is not well formed"
        raise _unfit(file, place, what, "save the picture anew as svg") from error
    name, attributes = roots[0]
    if name != f"{_SVG} svg":
        what = "is no svg file, whatever its name says"
        raise _unfit(file, place, what, f'it begins with `<svg xmlns="{_SVG}">`')
    size = [_number(part) for part in attributes.get("viewBox", "").replace(",", " ").split()][2:]
    if len(size) != 2:
        size = [_number(attributes.get("width", "")), _number(attributes.get("height", ""))]
    if min(size) <= 0:
        example = 'give its `<svg>` a `viewBox`, such as `viewBox="0 0 120 40"`'
        raise _unfit(file, place, "does not say how large it is", example)
    return size[0], size[1]


def _number(length: str) -> float:
    """A length in CSS pixels; 0 for one that depends on where the picture stands, or is none."""
    digits = length.strip().rstrip("abcdefghijklmnopqrstuvwxyz%")
    try:
        number = float(digits) * _PIXELS.get(length.strip()[len(digits) :], 0)
    except ValueError:
        return 0
    return number if isfinite(number) else 0


def _face(folder: Folder, font: FontFile, place: Place) -> Face:
    kind: FontKind = _kind(font.file, get_args(FontKind), place, "font file")
    content = _content(folder, font.file, place)
    if not content.startswith(_FONT_STARTS[kind]):
        what = f"is no {kind} file, whatever its name says"
        raise _unfit(font.file, place, what, "save the font anew in that format, or give the file its right ending")
    return Face(kind, content, font.weight, font.style)
