"""Making a drawing fit for a page: small, named for who cannot see it, and with ids of its own.

The runtime writes a picture for a file: a name for every mark in English, a font for every text, ids that
count up as long as the process lives. A page needs the opposite.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from functools import lru_cache
from html import escape  # that of `xml.sax` loads all that fetches pages
from xml.etree import ElementTree
from xml.etree.ElementTree import Element

from cjgen.chart.picture import Form, Picture
from cjgen.model.chart import ChartTexts, Link

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
_MOVED = re.compile(r"translate\(([^,()]+),([^,()]+)\)")
_NUMERIC = {"transform", "d", "x", "y", "x1", "y1", "x2", "y2", "width", "height", "dx", "dy"}


def finished(svg: str, form: Form, picture: Picture, texts: ChartTexts, id: str, links: Mapping[str, Link]) -> str:
    """The runtime's drawing as it stands in a page.

    `id` is the chart's own on its page. `links` are by touchpoint id. Raises ValueError for a link that
    leaves the page, or where the drawing has not one mark for each touchpoint.
    """
    # what our own runtime drew, not what somebody sent; without a namespace no name is a long one
    whole = ElementTree.fromstring(svg.replace(f' xmlns="{_NAMESPACE}"', "", 1))[0]  # noqa: S314
    content = Element("g", {"fill": "none"} | _attributes(whole, {"transform"}))
    content.extend(_children(whole))
    _renumber(content, id)
    linked = _link(content, picture, links)
    shapes = _shapes(content, id)
    _share(content)
    width, height = (_short(value) for value in picture.size)
    root = Element(
        "svg",
        {
            "xmlns": _NAMESPACE,
            "class": f"chart chart-{form.kind}",
            "viewBox": f"0 0 {width} {height}",
            # an image has no parts, so a chart with links is a group of them
            "role": "group" if linked else "img",
            "aria-labelledby": f"{id}-title",
            "aria-describedby": f"{id}-desc",
        },
    )
    _text(root, "title", texts.title, f"{id}-title")
    _text(root, "desc", texts.description, f"{id}-desc")
    if len(shapes):
        root.append(shapes)
    root.append(content)
    parts: list[str] = []
    _write(root, parts)
    return "".join(parts)


def _write(element: Element, parts: list[str]) -> None:
    """The element as XML, piece by piece; the library takes twice as long, for the sake of namespaces."""
    attributes = "".join(f' {name}="{_escaped(value)}"' for name, value in element.attrib.items())
    if element.text or len(element):
        parts.append(f"<{element.tag}{attributes}>{escape(element.text or '', quote=False)}")
        for child in element:
            _write(child, parts)
        parts.append(f"</{element.tag}>")
    else:
        parts.append(f"<{element.tag}{attributes}/>")


_IN_QUOTES = str.maketrans({'"': "&quot;", "\r": "&#13;", "\n": "&#10;", "\t": "&#09;"})


@lru_cache(maxsize=2048)
def _escaped(value: str) -> str:
    """The value of an attribute, between double quotes."""
    return escape(value, quote=False).translate(_IN_QUOTES)


def _text(parent: Element, tag: str, text: str, id: str | None = None) -> None:
    element = ElementTree.SubElement(parent, tag, {"id": id} if id else {})
    element.text = text


def _attributes(element: Element, only: Iterable[str] | None = None) -> dict[str, str]:
    """What a page needs of an element's attributes, numbers to hundredths of a unit."""
    kept = {}
    dropped = _DROPPED if element.tag == "g" else _DROPPED_OF_A_MARK
    for name, value in element.attrib.items():
        if name in dropped or name == "class" or name.startswith("aria-") or (only is not None and name not in only):
            continue
        if name in _NUMERIC:
            value = _rounded(value)
        elif name == "font-size":
            value = value.removesuffix("px")
        if (name, value) not in _DEFAULTS:
            kept[name] = value
    return kept


@lru_cache(maxsize=2048)
def _rounded(value: str) -> str:
    """A value with its numbers in hundredths; marks of one shape have one outline."""
    return _NUMBER.sub(lambda found: _short(float(found[0])), value)


def _short(value: float) -> str:
    """A number of at most two decimals, in as few characters as it takes."""
    return f"{round(value, 2) + 0.0:.2f}".rstrip("0").rstrip(".")


def _children(parent: Element) -> list[Element]:
    """The parts of a group that show something, without groups that say nothing."""
    found: list[Element] = []
    for child in parent:
        tag = child.tag
        names = child.get("class", "").split()
        if tag == "path" and ("foreground" in names or "background" in names):
            continue
        attributes = _attributes(child)
        if tag != "g":
            element = Element(tag, attributes)
            element.text = child.text
            element.extend(_children(child))
            if tag == "text" and not len(element):
                _place(element)
            if tag == "line":
                _draw_as_path(element)
            if tag == "text" and "stroke" in attributes:
                # the paper around a letter must not cover it
                element.attrib |= {"paint-order": "stroke", "stroke-linejoin": "round"}
            found.append(element)
            continue
        inside = _children(child)
        named = [name.removesuffix("_marks").replace("_", "-") for name in names if name.endswith("_marks")]
        named += [_ROLES[name] for name in names if name in _ROLES]
        if not inside:
            continue
        if not named and not attributes:
            found += inside
            continue
        group = Element("g", ({"class": " ".join(named)} if named else {}) | attributes)
        group.extend(inside)
        found.append(group)
    return found


def _place(text: Element) -> None:
    """Write where a text stands in the shorter way."""
    moved = _MOVED.fullmatch(text.get("transform", ""))
    if moved:
        del text.attrib["transform"]
        text.attrib |= {"x": moved[1], "y": moved[2]}


def _draw_as_path(line: Element) -> None:
    """Write a straight line in the shorter way."""
    moved = _MOVED.fullmatch(line.attrib.pop("transform", ""))
    start = ",".join(moved.groups()) if moved else "0,0"
    across, down = line.attrib.pop("x2", "0"), line.attrib.pop("y2", "0")
    line.tag = "path"
    to = f"v{down}" if across == "0" else f"h{across}" if down == "0" else f"l{across},{down}"
    line.set("d", f"M{start}{to}")


def _renumber(content: Element, base: str) -> None:
    """Give every id, and what points to it, a name that depends on this drawing alone."""
    ids = [element.get("id", "") for element in content.iter() if element.get("id")]
    names = {name: f"{base}-{number}" for number, name in enumerate(ids, start=1)}
    for element in content.iter():
        for attribute, value in element.attrib.items():
            if attribute == "id":
                element.set(attribute, names[value])
            elif "url(#" in value:
                element.set(attribute, re.sub(r"url\(#(.*?)\)", lambda found: f"url(#{names[found[1]]})", value))


def _link(content: Element, picture: Picture, links: Mapping[str, Link]) -> bool:
    """Wrap each mark of a touchpoint in its link; true if there is one.

    The links stand outside the order of the tab key: the list beside the chart has the same ones.
    """
    linked = False
    groups = {group.get("class"): group for group in content.iter("g")}
    for name, touchpoints in picture.touchpoints.items():
        if not touchpoints:
            continue
        group = groups[name]
        marks = list(group)
        if len(marks) != len(touchpoints):
            raise ValueError(f"{len(marks)} marks drawn as {name} for {len(touchpoints)} touchpoints")
        for place, (mark, touchpoint) in enumerate(zip(marks, touchpoints, strict=True)):
            link = links.get(touchpoint)
            if link is None:
                continue
            if not link.href.startswith("#"):
                raise ValueError(f"a chart links to its own page only, not to {link.href}")
            language = {"lang": link.language} if link.language else {}
            anchor = Element("a", {"href": link.href, "tabindex": "-1"} | language)
            _text(anchor, "title", link.title)
            anchor.append(mark)
            group[place] = anchor
            linked = True
    if linked:
        for child in content:
            if child.find(".//a") is None:
                child.set("aria-hidden", "true")
    return linked


def _shapes(content: Element, base: str) -> Element:
    """What marks that look alike have in common: drawn once, and used wherever they stand."""
    alike: dict[tuple[tuple[str, str], ...], list[Element]] = {}
    for mark in content.iter("path"):
        if _MOVED.fullmatch(mark.get("transform", "")):
            look = tuple((name, value) for name, value in mark.attrib.items() if name != "transform")
            alike.setdefault(look, []).append(mark)
    shapes = Element("defs")
    for number, (look, marks) in enumerate((pair for pair in alike.items() if len(pair[1]) > 1), start=1):
        name = f"{base.removeprefix('chart-')}-{number}s"
        ElementTree.SubElement(shapes, "path", {"id": name} | dict(look))
        for mark in marks:
            moved = _MOVED.fullmatch(mark.get("transform", ""))
            mark.tag = "use"
            mark.attrib.clear()
            mark.attrib |= {"href": f"#{name}"} | ({"x": moved[1], "y": moved[2]} if moved else {})
    return shapes


def _share(element: Element) -> None:
    """Write what all parts of a group have in common once, on the group."""
    for child in element:
        _share(child)
    if element.tag != "g" or not len(element):
        return
    marks = [part for child in element for part in ([child] if child.tag != "a" else list(child)[-1:])]
    for name in _INHERITED:
        value = marks[0].get(name) if marks else None
        if value is not None and element.get(name) is None and all(mark.get(name) == value for mark in marks):
            element.set(name, value)
            for mark in marks:
                del mark.attrib[name]
