"""Making a drawing fit for a page: small, named for who cannot see it, and with ids of its own.

The runtime writes a picture for a file: a name for every mark in English, a font for every text, ids that
count up as long as the process lives. A page needs the opposite.

A drawing has hundreds of marks, of which most look like another: what they look like is read, shared and written once
for all of them. What the runtime writes is well-formed and regular, so it is parted at its brackets.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from functools import lru_cache
from html import escape  # that of `xml.sax` loads all that fetches pages

from cjgen.chart.picture import Form, Picture
from cjgen.model.chart import ChartTexts, Link

_IN_QUOTES = str.maketrans({'"': "&quot;", "\r": "&#13;", "\n": "&#10;", "\t": "&#09;"})
_NAMESPACE = "http://www.w3.org/2000/svg"
_DROPPED = {"role", "pointer-events", "font-family", "stroke-miterlimit", "version", "width", "height", "viewBox"}
"""The page's own font is to show, and the page decides what answers to a pointer."""
_DROPPED_OF_A_MARK = _DROPPED - {"width", "height"}
_DEFAULTS = {("opacity", "1"), ("stroke-width", "1"), ("font-weight", "normal"), ("transform", "translate(0,0)")}
_INHERITED = (
    "fill",
    "stroke",
    "stroke-width",
    "stroke-dasharray",
    "stroke-linejoin",
    "paint-order",
    "font-size",
    "font-weight",
    "text-anchor",
)
_ROLES = {"role-axis-label": "axis-labels", "role-axis-domain": "axis-line", "role-axis-grid": "grid"}
_NUMBER = re.compile(r"-?\d*\.\d+(?:e-?\d+)?|-?\d+e-?\d+")
_NUMERIC = {"transform", "d", "x", "y", "x1", "y1", "x2", "y2", "width", "height", "dx", "dy"}
_ATTRIBUTE = re.compile(r'([\w:-]+)="([^"]*)"')
_TAG = re.compile(r"<[^<>]*>")
_ID = re.compile(r'( id="|url\(#)([^")]+)')
_BEHIND = ('class="background"', 'class="foreground"')
"""What the runtime draws below and above a group, of which nothing is to be seen."""

Look = tuple[tuple[str, str], ...]
"""Attributes and their values, as they are written in XML."""


class _Part:
    """An element: its `look`, which may be that of many, and what is its `own`, as both are written, and its content.

    `given` are the attributes of a path as the runtime wrote them, where its place is its own.
    """

    __slots__ = ("given", "look", "own", "parts", "tag", "text")

    def __init__(self, tag: str, look: Look, text: str = "", own: str = "", given: str = "") -> None:
        self.tag = tag
        self.look = look
        self.text = text
        self.own = own
        self.given = given
        self.parts: list[_Part] = []


def finished(svg: str, form: Form, picture: Picture, texts: ChartTexts, id: str, links: Mapping[str, Link]) -> str:
    """The runtime's drawing as it stands in a page.

    `id` is the chart's own on its page. `links` are by touchpoint id. Raises ValueError for a link that
    leaves the page, or where the drawing is cut off or has not one mark for each touchpoint.
    """
    content, moved = _read(_renumbered(svg, id))
    linked = _link(content, picture, links)
    shapes = _shapes(moved, id)
    _share(content)
    width, height = (_short(value) for value in picture.size)
    # an image has no parts, so a chart with links is a group of them
    role, named = "group" if linked else "img", _escaped(id)
    parts = [
        f'<svg xmlns="{_NAMESPACE}" class="chart chart-{form.kind}" viewBox="0 0 {width} {height}" role="{role}"'
        f' aria-labelledby="{named}-title" aria-describedby="{named}-desc">'
    ]
    for tag, text in (("title", texts.title), ("desc", texts.description)):
        _write(_Part(tag, (("id", f"{named}-{tag}"),), escape(text, quote=False)), parts)
    if shapes.parts:
        _write(shapes, parts)
    _write(content, parts)
    parts.append("</svg>")
    return "".join(parts)


def _renumbered(svg: str, base: str) -> str:
    """Give every id, and what points to it, a name that depends on this drawing alone."""
    if ' id="' not in svg:
        return svg
    names: dict[str, str] = {}
    for tag in _TAG.findall(svg):  # a text may say anything
        for before, name in _ID.findall(tag):
            if before == ' id="':
                names[name] = f"{_escaped(base)}-{len(names) + 1}"
    return _TAG.sub(lambda tag: _ID.sub(lambda found: found[1] + names[found[2]], tag[0]), svg)


def _read(svg: str) -> tuple[_Part, list[_Part]]:
    """What a drawing shows, without groups that say nothing; and of it the marks that have an outline and a place.

    Raises ValueError where it is cut off.
    """
    if "\r" in svg:
        svg = svg.replace("\r\n", "\n").replace("\r", "\n")
    _, _, whole, *tags, last, end = svg.split("<")
    if last + end != "/g>/svg>":
        raise ValueError("a drawing that is cut off")
    content = _Part("g", (("fill", "none"), *(pair for pair in _look("g", whole) if pair[0] == "transform")))
    moved: list[_Part] = []
    within = [content]
    for each in tags:
        given, _, text = each.partition(">")
        if given.startswith("/"):
            part = within.pop()
            if part.tag == "text" and part.parts:
                part.look, part.own = _look("text", part.given), ""
            if part.tag != "g" or (part.look and part.parts):
                within[-1].parts.append(part)
            else:
                within[-1].parts += part.parts
            continue
        alone = given.endswith("/")
        tag, _, given = given.removesuffix("/").partition(" ")
        if tag != "g":
            if given.startswith(_BEHIND):
                continue
            part = _mark(tag, given, text)
            if tag == "path" and part.own:
                moved.append(part)
            (within[-1].parts if alone else within).append(part)
        elif not alone:
            within.append(_Part(tag, _look(tag, given), text))
    return content, moved


def _mark(tag: str, given: str, text: str) -> _Part:
    """What is drawn, with its place written in the shortest way."""
    before, _, after = given.partition('transform="translate(')
    place, _, after = after.partition(')"')
    x, between, y = place.partition(",")
    if not between or ")" in y:
        return _Part(tag, _look(tag, given), text)
    x, y = _number(x), _number(y)
    if tag == "line":
        _, across, _, down, after = after.split('"', 4)
        across, down = _number(across), _number(down)
        to = f"v{down}" if across == "0" else f"h{across}" if down == "0" else f"l{across},{down}"
        return _Part("path", _look(tag, before + after), text, f' d="M{x},{y}{to}"')
    own = "" if x == y == "0" else f' x="{x}" y="{y}"'
    return _Part(tag, _look(tag, before + after), text, own, given)


@lru_cache(maxsize=1024)
def _look(tag: str, given: str) -> Look:
    """What a page needs of an element's attributes, numbers to hundredths of a unit."""
    kept: dict[str, str] = {}
    dropped = _DROPPED if tag == "g" else _DROPPED_OF_A_MARK
    for name, value in _ATTRIBUTE.findall(given):
        if name == "class":
            roles = value.split()
            named = [role.removesuffix("_marks").replace("_", "-") for role in roles if role.endswith("_marks")]
            named += [_ROLES[role] for role in roles if role in _ROLES]
            if named and tag == "g":
                kept = {"class": " ".join(named)} | kept
            continue
        if name in dropped or name.startswith("aria-"):
            continue
        if name in _NUMERIC:
            value = _rounded(value)
        elif name == "font-size":
            value = value.removesuffix("px")
        if (name, value) not in _DEFAULTS:
            kept[name] = value
    if tag == "text" and "stroke" in kept:
        # the paper around a letter must not cover it
        kept |= {"paint-order": "stroke", "stroke-linejoin": "round"}
    return tuple(kept.items())


def _rounded(value: str) -> str:
    """A value with its numbers in hundredths; marks of one shape have one outline."""
    return _NUMBER.sub(lambda found: _short(float(found[0])), value)


def _number(value: str) -> str:
    """A value that is one number, in hundredths."""
    return _short(float(value)) if "." in value else _rounded(value) if "e" in value else value


def _short(value: float) -> str:
    """A number of at most two decimals, in as few characters as it takes."""
    short = f"{value:.2f}".rstrip("0").rstrip(".")
    return "0" if short == "-0" else short


def _groups(part: _Part) -> Iterator[_Part]:
    """The groups in a part, from the first to the last."""
    for inner in part.parts:
        if inner.tag == "g":
            yield inner
            yield from _groups(inner)


def _link(content: _Part, picture: Picture, links: Mapping[str, Link]) -> bool:
    """Wrap each mark of a touchpoint in its link; true if there is one.

    The links stand outside the order of the tab key: the list beside the chart has the same ones.
    """
    linked = False
    groups = {dict(group.look).get("class"): group for group in _groups(content)}
    for name, touchpoints in picture.touchpoints.items():
        if not touchpoints:
            continue
        marks = groups[name].parts
        if len(marks) != len(touchpoints):
            raise ValueError(f"{len(marks)} marks drawn as {name} for {len(touchpoints)} touchpoints")
        for place, (mark, touchpoint) in enumerate(zip(marks, touchpoints, strict=True)):
            link = links.get(touchpoint)
            if link is None:
                continue
            if not link.href.startswith("#"):
                raise ValueError(f"a chart links to its own page only, not to {link.href}")
            language = (("lang", _escaped(link.language)),) if link.language else ()
            anchor = _Part("a", (("href", _escaped(link.href)), ("tabindex", "-1"), *language))
            anchor.parts = [_Part("title", (), escape(link.title, quote=False)), mark]
            marks[place] = anchor
            linked = True
    if linked:
        for child in content.parts:
            if not _holds_link(child):
                child.look += (("aria-hidden", "true"),)
    return linked


def _holds_link(part: _Part) -> bool:
    return any(inner.tag == "a" or _holds_link(inner) for inner in part.parts)


def _shapes(moved: Iterable[_Part], base: str) -> _Part:
    """What marks that look alike have in common: drawn once, and used wherever they stand."""
    alike: dict[Look, list[_Part]] = {}
    for mark in moved:
        alike.setdefault(mark.look, []).append(mark)
    shapes = _Part("defs", ())
    for look, marks in alike.items():
        if len(marks) == 1:
            marks[0].look, marks[0].own = _look("path", marks[0].given), ""
            continue
        name = f"{_escaped(base.removeprefix('chart-'))}-{len(shapes.parts) + 1}s"
        shapes.parts.append(_Part("path", (("id", name), *look)))
        used = (("href", f"#{name}"),)
        for mark in marks:
            mark.tag, mark.look = "use", used
    return shapes


def _share(group: _Part) -> None:
    """Write what all parts of a group have in common once, on the group."""
    for child in group.parts:
        if child.tag == "g":
            _share(child)
    marks = [part.parts[-1] if part.tag == "a" else part for part in group.parts]
    if not marks:
        return
    looks = [dict(look) for look in dict.fromkeys(mark.look for mark in marks)]
    has = dict(group.look)
    common = {
        name: looks[0][name]
        for name in _INHERITED
        if name in looks[0] and name not in has and all(look.get(name) == looks[0][name] for look in looks)
    }
    if not common:
        return
    group.look += tuple(common.items())
    rest: dict[Look, Look] = {}
    for mark in marks:
        if mark.look not in rest:
            rest[mark.look] = tuple(pair for pair in mark.look if pair[0] not in common)
        mark.look = rest[mark.look]


def _write(part: _Part, parts: list[str]) -> None:
    """The part as XML, piece by piece."""
    if part.parts:
        parts.append(f"<{part.tag}{_shown(part.look)}{part.own}>{part.text}")
        for inner in part.parts:
            _write(inner, parts)
        parts.append(f"</{part.tag}>")
    elif part.text:
        parts.append(f"<{part.tag}{_shown(part.look)}{part.own}>{part.text}</{part.tag}>")
    else:
        parts.append(f"<{part.tag}{_shown(part.look)}{part.own}/>")


@lru_cache(maxsize=1024)
def _shown(look: Look) -> str:
    return "".join(f' {name}="{value}"' for name, value in look)


@lru_cache(maxsize=1024)
def _escaped(value: str) -> str:
    """The value of an attribute, between double quotes."""
    return escape(value, quote=False).translate(_IN_QUOTES)
