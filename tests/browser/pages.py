"""The files of a built site as trees that a test can walk through."""

from __future__ import annotations

from collections.abc import Iterator
from functools import cache
from pathlib import Path
from urllib.parse import unquote, urlsplit
from xml.etree.ElementTree import Element

import html5lib

from cjgen.build import build_site


def build(root: Path, output: Path, *, drafts: bool = False) -> Path:
    """The site in `root`, built into `output`; a problem of its author is a fault of the test."""
    built = build_site(root, output=output, drafts=drafts)
    errors = [found for found in built.checked.problems if found.severity == "error"]
    assert built.written, errors
    return output


def tree(folder: Path) -> dict[str, bytes]:
    """Every file in a folder by its path."""
    return {path.relative_to(folder).as_posix(): path.read_bytes() for path in folder.rglob("*") if path.is_file()}


def html_files(folder: Path) -> list[str]:
    """The paths of the pages in a built site."""
    return sorted(path for path in tree(folder) if path.endswith(".html"))


@cache
def parse(file: Path) -> Element:
    """A page as a tree of elements; raises where a browser would have to guess what was meant."""
    parser = html5lib.HTMLParser(
        tree=html5lib.getTreeBuilder("etree"),  # type: ignore[no-untyped-call]  # not in the stubs
        strict=True,
        namespaceHTMLElements=False,
    )
    return parser.parse(file.read_bytes(), transport_encoding="utf-8")  # type: ignore[no-any-return]  # the stubs do not know which tree


def name(element: Element) -> str:
    """The tag without a namespace; of a comment its mark."""
    return element.tag.rpartition("}")[2] if isinstance(element.tag, str) else "#comment"


def elements(page: Element, *tags: str) -> list[Element]:
    """All elements with one of these tags, or all."""
    return [element for element in page.iter() if not tags or name(element) in tags]


def attribute(page: Element, tag: str, key: str, value: str, wanted: str) -> str | None:
    """Of the only `tag` whose `key` is `value`: what it has under `wanted`; None without such a tag."""
    found = [element for element in elements(page, tag) if element.get(key) == value]
    assert len(found) <= 1, (tag, key, value)
    return found[0].get(wanted) if found else None


def text(element: Element) -> str:
    """All text in an element, with single spaces."""
    return " ".join("".join(element.itertext()).split())


def texts_with_language(element: Element, language: str = "") -> Iterator[tuple[str, str]]:
    """Every piece of text in an element with the language that it is marked as."""
    language = element.get("lang", language)
    if isinstance(element.tag, str) and element.text:
        yield element.text, language
    for child in element:
        yield from texts_with_language(child, language)
        if child.tail:
            yield child.tail, language


def references(page: Element) -> list[str]:
    """Every address that a page points at or loads, its own `canonical` aside."""
    found = []
    for element in elements(page):
        if name(element) == "link" and element.get("rel") == "canonical":
            continue
        for key, value in element.attrib.items():
            if key.rpartition("}")[2] in ("href", "src", "srcset", "action", "poster", "data", "cite", "background"):
                found.append(value)
    return found


def internal(reference: str) -> bool:
    """True unless an address names another place by its scheme or host."""
    parts = urlsplit(reference)
    return not parts.scheme and not parts.netloc


def target(site: Path, page: str, reference: str) -> tuple[Path, str]:
    """The file and the anchor that an internal address on `page` leads to."""
    parts = urlsplit(reference)
    file = (site / page).parent / unquote(parts.path) if parts.path else site / page
    return Path(file.resolve()), unquote(parts.fragment)


def ids(page: Element) -> list[str]:
    """Every id on a page."""
    return [value for element in elements(page) if (value := element.get("id")) is not None]
