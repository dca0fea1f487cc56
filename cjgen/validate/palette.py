"""The colours of a theme and of a brand on the pages where they are shown: whether they can be read and told apart."""

from __future__ import annotations

import math
import re
from collections.abc import Collection, Iterator, Mapping, Sequence
from itertools import combinations
from typing import Final, NamedTuple

from cjgen.model.brand import COLOR_NAMES, VERDICT_COLORS, BrandFiles, BrandLook, ColorName, PlacedBrand, Shades
from cjgen.model.document import Path
from cjgen.model.page import Theme
from cjgen.model.problem import Place, Problem, problem
from cjgen.validate.contrast import READABLE, TELLING, as_hex, difference, least_ratio, nearest_shade, ratio
from cjgen.validate.custom_properties import SCHEMES, SHEETS, Declaration, Properties, Scheme, theme_properties

_TEXTS: Final = ("ink", "soft", "accent", "improve", "keep", "drop", "add", "none")
_GROUNDS: Final = ("paper", "surface")
_SHOWN: Mapping[Scheme, str] = {"light": "on light pages", "dark": "on dark pages", "print": "on paper"}
_BARE_HEX = re.compile(r"[0-9a-fA-F]{3}|[0-9a-fA-F]{6}")
_ANY_LETTERS = "system-ui, sans-serif"


class _Ground(NamedTuple):
    """What texts stand on, in one scheme."""

    color: str
    scheme: Scheme
    declared: Declaration


_OTHER_GROUND: Final = tuple(f"var(--cj-{ground})" for ground in _GROUNDS)
"""What a part of a page may take for its own ground: the texts are held against both."""


def contrast_problems(theme: Theme, branded: Collection[str] = ()) -> list[Problem]:
    """Every text colour of the theme that is hard to read on one of its grounds, and all that cannot be computed.

    `branded` are the colours that a brand sets instead, without `--cj-`.
    """
    properties = theme_properties(theme)
    names = [f"--cj-{name}" for name in (*_GROUNDS, *_TEXTS) if name not in branded]
    absent = [name for name in names if name not in properties.winning["light"]]
    problems = []
    if absent:
        place = Place(theme.files[f"static/{SHEETS[0]}"])
        listed = ", ".join(f"`{name}`" for name in absent)
        problems.append(problem("CJ304", place, what=f"`:root` in no style sheet of the theme sets {listed}"))
    for found in properties.unsure:
        ground = found.name.removeprefix("--cj-") in _GROUNDS and found.value in _OTHER_GROUND
        if found.own and found.name in names and not ground:
            what = f"`{found.name}` is set for `{found.unsure}` only"
            problems.append(problem("CJ304", found.place, what=what))
    used = {found: None for each in properties.winning.values() for name, found in each.items() if name in names}
    for found in used:
        if as_hex(found.value) is None:
            what = f"`{found.name}` is `{found.value}`, which is no plain colour"
            problems.append(problem("CJ304", found.place, what=what))
    for found in used:
        if found.name.removeprefix("--cj-") in _TEXTS:
            problems += _unreadable(found, properties.winning)
    return problems


def _unreadable(declared: Declaration, winning: Properties) -> Iterator[Problem]:
    """A problem if the colour cannot be read somewhere; where it is worst, with a shade that passes everywhere."""
    color = as_hex(declared.value)
    schemes = [scheme for scheme in SCHEMES if winning[scheme].get(declared.name) == declared]
    grounds = [ground for scheme in schemes for ground in _grounds(winning, scheme)]
    if color is None or not grounds or least_ratio(color, _colors(grounds)) >= READABLE:
        return
    worst = min(grounds, key=lambda ground: ratio(color, ground.color))
    shade = nearest_shade(color, _colors(grounds))
    hint = f"`{declared.name}: {shade}` is the nearest shade that passes" if shade else _NO_SHADE
    if shade is None and len(schemes) > 1:
        hint = f"no shade passes on light and on dark pages: set `{declared.name}` for dark pages as well, {_FOR_DARK}"
    at_fault = worst.declared if worst.declared.own and not declared.own else declared
    yield problem(
        "CJ303",
        at_fault.place,
        hint=hint,
        property=declared.name,
        value=declared.value,
        ratio=_shown_ratio(color, worst),
        ground=worst.declared.name,
        against=worst.declared.value,
        where=_SHOWN[worst.scheme],
    )


_FOR_DARK = "within `@media screen and (prefers-color-scheme: dark)`"
_NO_SHADE = "no shade passes on both `--cj-paper` and `--cj-surface`: choose these nearer to each other"


def _grounds(winning: Properties, *schemes: Scheme) -> list[_Ground]:
    """What texts stand on in these schemes; what cannot be computed is left out."""
    found = []
    for scheme in schemes:
        for name in _GROUNDS:
            declared = winning[scheme].get(f"--cj-{name}")
            color = _theirs(declared)
            if declared is not None and color is not None:
                found.append(_Ground(color, scheme, declared))
    return found


def _colors(grounds: Sequence[_Ground]) -> list[str]:
    return [ground.color for ground in grounds]


def _shown_ratio(color: str, ground: _Ground) -> str:
    """The contrast with two decimals, never rounded up to one that would pass."""
    return f"{math.floor(ratio(color, ground.color) * 100) / 100:.2f}"


def brand_look(placed: PlacedBrand, files: BrandFiles, theme: Theme) -> tuple[BrandLook, list[Problem]]:
    """The brand as it looks on the pages of the theme, and what is wrong with its colours.

    A colour with an error is left out of the look.
    """
    winning = theme_properties(theme).winning
    declared = placed.brand.colors
    colors: dict[ColorName, tuple[str, str]] = {}
    problems: list[Problem] = []
    for name in COLOR_NAMES:
        shades: Shades | None = getattr(declared, name) if declared is not None else None
        if shades is not None:
            found, faults = _readable(shades, ("colors", name), placed, winning)
            problems += faults
            if found is not None:
                colors[name] = found
    if not problems:
        problems += _alike(colors, placed, winning)
    light = winning["light"]
    letters = [light[name].value if name in light else _ANY_LETTERS for name in ("--cj-text", "--cj-display")]
    return BrandLook(files, colors, *letters), problems


def _readable(
    shades: Shades, path: Path, placed: PlacedBrand, winning: Properties
) -> tuple[tuple[str, str] | None, list[Problem]]:
    """The colour for light pages and paper and that for dark pages, or what is wrong with them."""
    written = [(shades.light, (*path, "light"), _grounds(winning, "light", "print"))]
    dark_grounds = _grounds(winning, "dark")
    if shades.dark is not None:
        written.append((shades.dark, (*path, "dark"), dark_grounds))
    colors, problems = [], []
    for text, at, grounds in written:
        color = as_hex(text)
        if color is None:
            problems.append(_no_color(text, placed.place(at)))
        elif grounds and least_ratio(color, _colors(grounds)) < READABLE:
            problems.append(_hard_to_read(text, color, grounds, placed.place(at)))
        else:
            colors.append(color)
    if problems:
        return None, problems
    if shades.dark is not None:
        return (colors[0], colors[1]), []
    dark = nearest_shade(colors[0], _colors(dark_grounds)) if dark_grounds else colors[0]
    if dark is None:
        return None, [_hard_to_read(shades.light, colors[0], dark_grounds, placed.place((*path, "light")))]
    return (colors[0], dark), []


def _no_color(text: str, place: Place) -> Problem:
    example = 'write it as a style sheet does, in quotes and without transparency, such as "#1f5673"'
    if _BARE_HEX.fullmatch(text):
        example = f'a number sign is missing: write "#{text}", in quotes'
    return problem("CJ117", place, found=text, wanted="a plain colour", example=example)


def _hard_to_read(text: str, color: str, grounds: Sequence[_Ground], place: Place) -> Problem:
    worst = min(grounds, key=lambda ground: ratio(color, ground.color))
    shade = nearest_shade(color, _colors(grounds))
    return problem(
        "CJ305",
        place,
        hint=f'"{shade}" is the nearest shade that passes' if shade else _NO_SHADE,
        found=text,
        ratio=_shown_ratio(color, worst),
        ground=worst.declared.name,
        against=worst.declared.value,
        where=_SHOWN[worst.scheme],
    )


def _alike(colors: Mapping[ColorName, tuple[str, str]], placed: PlacedBrand, winning: Properties) -> Iterator[Problem]:
    """A warning for each two verdicts with colours that are hard to tell apart, unless the theme alone chose them."""
    told = set()
    for at, scheme in enumerate(SCHEMES[:2]):
        shown = {name: _theirs(winning[scheme].get(f"--cj-{name}")) for name in VERDICT_COLORS}
        shown |= {name: pair[at] for name, pair in colors.items() if name in shown}
        for one, other in combinations(VERDICT_COLORS, 2):
            first, second = shown[one], shown[other]
            branded = [name for name in (one, other) if name in colors]
            if not branded or (one, other) in told or first is None or second is None:
                continue
            if difference(first, second) < TELLING:
                told.add((one, other))
                place = placed.place(("colors", branded[-1], scheme))
                pair = {"one": one, "other": other, "first": first, "second": second}
                yield problem("CJ306", place, **pair, where=_SHOWN[scheme])


def _theirs(declared: Declaration | None) -> str | None:
    return as_hex(declared.value) if declared is not None else None
