"""Pictures and links in a theme's templates that say nothing to who cannot see them."""

from __future__ import annotations

import re
from collections.abc import Iterator

from cjgen.model.page import Theme
from cjgen.model.problem import Place, Problem, problem

_LOGIC = re.compile(r"<!--.*?-->|\{#.*?#\}|\{%.*?%\}|\{\{.*?\}\}", re.DOTALL)
_VALUE = r"""(?:[^<>"']|"[^"]*"|'[^']*')*"""
_TAG = re.compile(rf"<(img|svg|area|iframe|object|input|a|button)\b({_VALUE})>", re.IGNORECASE)
_NAMED = re.compile(r"\s(?:aria-label|aria-labelledby|title)\s*=\s*(?:\"\s*[^\"\s]|'\s*[^'\s])", re.IGNORECASE)
_ALT = re.compile(r"\salt\s*=", re.IGNORECASE)
_SPEAKING_ALT = re.compile(r"\salt\s*=\s*(?:\"\s*[^\"\s]|'\s*[^'\s]|[^\"'\s>])", re.IGNORECASE)
_HIDDEN = re.compile(r"\saria-hidden\s*=\s*[\"']?true", re.IGNORECASE)
_TITLE = re.compile(r"\s*<title\b[^>]*>\s*[^<\s]", re.IGNORECASE)


def missing_alternatives(theme: Theme) -> Iterator[Problem]:
    """Every picture without a text in its place and every link or button without words, at its tag.

    What a template computes counts as words: only what is empty in every case is found.
    """
    for name, text in theme.templates.items():
        if name.startswith("!") or not name.endswith(".html"):
            continue
        # what is computed has a length and may hold brackets: it stands as so many letters
        plain = _LOGIC.sub(lambda found: _stand_in(found[0]), text)
        for tag in _TAG.finditer(plain):
            if _is_silent(tag[1].lower(), tag[2], plain[tag.end() :]):
                start = text.rfind("\n", 0, tag.start()) + 1
                line = text.count("\n", 0, tag.start()) + 1
                end = text.find("\n", tag.start())
                excerpt = text[start : end if end >= 0 else len(text)]
                length = min(tag.end() - tag.start(), len(excerpt) - (tag.start() - start))
                place = Place(theme.files.get(name, name), line, tag.start() - start + 1, length, excerpt=excerpt)
                yield problem("CJ309", place, tag=tag[1].lower())


def _stand_in(logic: str) -> str:
    """As many characters as the logic has, line ends kept: letters where it prints something, else blanks."""
    sign = "x" if logic.startswith("{{") or re.match(r"\{%-?\s*(?:trans|include|block)\b", logic) else " "
    return "\n".join(sign * len(line) for line in logic.split("\n"))


def _is_silent(tag: str, attributes: str, behind: str) -> bool:
    attributes = f" {attributes}"
    if _HIDDEN.search(attributes):
        return False
    if tag in ("img", "area"):
        return not _ALT.search(attributes)
    if tag == "input":
        return bool(re.search(r"\stype\s*=\s*[\"']?image", attributes, re.IGNORECASE)) and not _ALT.search(attributes)
    if _NAMED.search(attributes):
        return False
    if tag == "svg":
        return not _TITLE.match(behind)
    if tag in ("iframe", "object"):
        return True
    end = re.search(rf"</{tag}\s*>", behind, re.IGNORECASE)
    return end is not None and not _says(behind[: end.start()])


def _says(html: str) -> bool:
    """Whether there are words in it, or a picture that has some."""
    for tag in _TAG.finditer(html):
        name, attributes = tag[1].lower(), f" {tag[2]}"
        if name == "img" and _SPEAKING_ALT.search(attributes) and not _HIDDEN.search(attributes):
            return True
        if name == "svg" and not _is_silent(name, tag[2], html[tag.end() :]) and not _HIDDEN.search(attributes):
            return True
    drawn = re.sub(r"<svg\b.*?</svg\s*>", "", html, flags=re.DOTALL | re.IGNORECASE)
    return bool(re.sub(r"<[^>]*>", "", drawn).strip())
