"""Sites in which every text is a given one, and what must then stand on the pages and in the data."""

from __future__ import annotations

import json
import re
import unicodedata
from collections.abc import Callable, Iterator
from functools import cache
from pathlib import Path
from typing import Any, get_args
from xml.etree.ElementTree import Element

from pydantic.fields import FieldInfo

from browser.pages import build, elements, html_files, name, parse
from cjgen.model.declaration import Declared, plain_line, plain_text
from cjgen.model.journey import NO_REASON

Texts = Callable[[str], str]
"""Gives the text to write for a kind of field: `line`, `text` or `markdown`."""

KINDS = ("line", "text", "markdown")
NONCHARACTER = re.compile(
    "[\ufdd0-\ufdef" + "".join(f"{chr(p << 16 | 0xFFFE)}{chr(p << 16 | 0xFFFF)}" for p in range(17)) + "]"
)


OVERRIDE = re.compile("[\u202a-\u202e]")
"""Embeddings and overrides of the writing direction, and their end."""


@cache
def normalised(kind: str, text: str) -> str:
    """A text as it must be shown: no controls, nothing that turns the writing round, no blank ends, lines in one."""
    text = text.replace("\r\n", "\n").replace("\r", "\n")
    text = "".join("\ufffd" if unicodedata.category(c) == "Cc" and c not in "\n\t" else c for c in text)
    text = OVERRIDE.sub("\ufffd", NONCHARACTER.sub("\ufffd", text)).strip()
    return re.sub(r"[^\S\u00a0\u2007\u202f]+", " ", text) if kind == "line" else text


def written(text: str) -> str:
    """A text between double quotes in YAML: as it is where an author could have typed it, else escaped."""
    return '"' + "".join(_written(c) for c in text) + '"'


def _written(character: str) -> str:
    if character in '"\\':
        return "\\" + character
    if character == " " or unicodedata.category(character)[0] not in "CZ" or unicodedata.category(character) == "Cf":
        return character if character != "\ufeff" else "\\uFEFF"
    return f"\\U{ord(character):08X}"


# --- which texts there are -------------------------------------------------------------------------------


def declared_texts(model: type[Declared], path: str = "") -> Iterator[tuple[str, str]]:
    """The path and the kind of every key that takes free text, list positions left out."""
    for key, field in model.model_fields.items():
        place = f"{path}.{key}" if path else key
        kind = _kind(field)
        if kind is not None:
            yield place, kind
        for inner in _models(field.annotation):
            yield from declared_texts(inner, place)


def _kind(field: FieldInfo) -> str | None:
    metadata = [*field.metadata]
    for part in get_args(field.annotation):
        metadata += getattr(part, "__metadata__", ())
    checks = [getattr(item, "func", None) for item in metadata]
    if "markdown" in metadata:
        return "markdown"
    return "line" if plain_line in checks else "text" if plain_text in checks else None


def _models(annotation: Any) -> Iterator[type[Declared]]:
    if isinstance(annotation, type) and issubclass(annotation, Declared):
        yield annotation
    for part in get_args(annotation):
        yield from _models(part)


def written_texts(value: Any, path: str = "") -> Iterator[str]:
    """The path of every marked text in a tree of plain data, list positions left out."""
    if isinstance(value, dict):
        for key, item in value.items():
            yield from written_texts(item, f"{path}.{key}" if path else key)
    elif isinstance(value, list):
        for item in value:
            yield from written_texts(item, path)
    elif isinstance(value, tuple):
        yield path


# --- documents whose every text is marked: ("line",), ("text",) or ("markdown",) ---------------------------

LINE, TEXT, MARKDOWN = ("line",), ("text",), ("markdown",)
WAVE = ("line", " 2025")
"""A line with something behind it: a wave's name needs a letter or a digit."""

SITE: dict[str, Any] = {
    **{"title": LINE, "summary": MARKDOWN, "author": LINE, "client": LINE, "brand": {"name": LINE}},
    "privacy": {"audience": "internal"},
}


LEADS = ("improve", "measured", "basic", "add", "keep")
"""What the lead of a journey may be about: the sentences on its pages differ. That of `keep` reads a survey file."""

ANSWERS = "group,again,a,b\n" + "".join(f"{1 + i % 2},{i % 11},{8 + i % 3},{7 + i % 4}\n" for i in range(24))
"""The survey file: two groups of twelve customers, who find `a` important and `b` good."""


def journey(lead: str, text: str = "") -> dict[str, Any]:
    """A journey in which every key that takes text has one, with the `lead` that is asked for.

    Where its `text` would be refused as a reason, such as "true", none is given.
    """

    def score(mean: float) -> dict[str, Any]:
        own = {"n": 40, "sd": 1.5} if lead == "measured" else {"source": "estimated", "by": LINE}
        return {"mean": mean, **own, "question": LINE}

    def asked(column: str, mean: float) -> dict[str, Any]:
        return {"column": column, "question": LINE} if lead == "keep" else score(mean)

    estimated = {"source": "estimated", "by": LINE, "question": LINE}

    survey = {
        "responses": {"source": "data/answers.csv", "segment": {"column": "group", "title": LINE}},
        "segments": [{"id": f"group-{code}", "title": LINE, "codes": [code]} for code in (1, 2)],
    }
    touchpoint = {
        "id": "touchpoint",
        "title": LINE,
        "summary": MARKDOWN,
        "need": TEXT,
        "kind": "basic" if lead == "basic" else "performance",
        **({} if normalised("line", text).lower() in NO_REASON else {"required": TEXT}),
        "channel": LINE,
        "owner": LINE,
        "importance": asked("a", 4 if lead == "basic" else 9),
        **({"wished": True} if lead == "add" else {"experience": asked("b", 3)}),
        "promise": {"mean": 5, **estimated},
        "history": [{"wave": WAVE, "importance": score(5), **({} if lead == "add" else {"experience": score(7)})}],
        "target": {"experience": 8, "agreed_with": LINE},
        "evidence": [{"text": TEXT, "who": LINE}],
        "own": {"experience": 8, "by": LINE},
        "competitor": {"experience": {"mean": 7, **estimated}, "name": LINE},
        "failure": {"title": LINE, "per_year": 40, "steps": [{"who": LINE, "what": LINE, "minutes": 15, "cost": 5}]},
        "actions": [{"title": LINE, "owner": LINE, "hours": 8, "status": "doing", "result": TEXT}],
        "internal": MARKDOWN,
        "complaints": {"count": 3, "of": 40, "period": LINE},
    }
    return {
        "title": LINE,
        "summary": MARKDOWN,
        "thresholds": {"importance": 7, "experience": 6, "drop": 5},
        "promise": {"title": LINE, "question": LINE},
        "context": {
            **dict.fromkeys(("organisation", "sector", "product", "customer", "period"), LINE),
            "method": TEXT,
        },
        "no_figures": TEXT,
        "overall": {"mean": 7, **estimated},
        "nps": {"promoters": 20, "passives": 9, "detractors": 4, "benchmark": {"low": 1, "high": 9, "source": LINE}},
        "target": {"nps": 40, "agreed_with": LINE},
        "history": [{"wave": WAVE, "overall": {"mean": 6, **estimated}, "nps": {"score": 9, "n": 40}}],
        "vision": {"text": TEXT, "source": LINE},
        "loyalty": [{"measure": "repeat", "count": 9, "of": 40, "period": LINE}],
        "organisation": [{"question": LINE, "answer": "partly", "note": TEXT}],
        "learned": [{"said": TEXT, "did": TEXT}],
        **(survey if lead == "keep" else {}),
        "stages": [{"id": "stage", "title": LINE, "summary": MARKDOWN, "touchpoints": [touchpoint]}],
    }


def yaml(value: Any, texts: Texts) -> str:
    """Plain data as YAML on one line, its marked texts filled in."""
    if isinstance(value, dict):
        return "{" + ", ".join(f"{key}: {yaml(item, texts)}" for key, item in value.items()) + "}"
    if isinstance(value, list):
        return "[" + ", ".join(yaml(item, texts) for item in value) + "]"
    if isinstance(value, tuple):
        return written(texts(value[0]) if len(value) == 1 else normalised(value[0], texts(value[0])) + value[1])
    return json.dumps(value) if isinstance(value, bool) else str(value)


def document(value: dict[str, Any], texts: Texts) -> str:
    """A YAML file of these keys."""
    return "".join(f"{key}: {yaml(item, texts)}\n" for key, item in value.items())


def built(root: Path, site: Texts, journeys: dict[str, tuple[dict[str, Any], Texts]]) -> Path:
    """The site with these texts, built."""
    return build(authored(root, site, journeys), root / "public")


def authored(root: Path, site: Texts, journeys: dict[str, tuple[dict[str, Any], Texts]]) -> Path:
    """The site with these texts, as its author wrote it."""
    (root / "journeys").mkdir(parents=True)
    (root / "data").mkdir()
    (root / "data" / "answers.csv").write_text(ANSWERS, encoding="utf-8")
    (root / "site.yaml").write_text(document(SITE, site) + "language: en\n", encoding="utf-8")
    for stem, (keys, texts) in journeys.items():
        (root / "journeys" / f"{stem}.yaml").write_text(document(keys, texts), encoding="utf-8")
    return root


# --- comparing a site with the same site of harmless texts -------------------------------------------------

Tokens = list[tuple[str, str]]


def tokens(element: Element) -> Tokens:
    """A page as a flat list: each element with its attributes, each text; what is in markdown left out."""
    if element.get("class") == "prose":
        return [("prose", "")]
    if {"chart-trend", "chart-moved"} & set(element.get("class", "").split()):
        # where its lines lie depends on how wide the names of the waves are
        names = {name(inner) for inner in element.iter()} | {key for inner in element.iter() for key in inner.attrib}
        return [("chart", " ".join(sorted(names)))]
    found = [("open", name(element))]
    found += [(f"attribute {key}", value) for key, value in sorted(element.attrib.items())]
    found.append(("text", element.text or ""))
    for child in element:
        found += tokens(child)
        found.append(("text", child.tail or ""))
    return found


def differences(harmless: Path, hostile: Path, change: Callable[[str], str]) -> list[tuple[Any, Any]]:
    """Where the hostile site differs from the harmless one with its markers changed, markdown left out."""
    found: list[tuple[Any, Any]] = []
    assert html_files(harmless) == html_files(hostile)
    for path in _once(harmless):
        expected = [(kind, change(value)) for kind, value in tokens(parse(harmless / path))]
        actual = tokens(parse(hostile / path))
        if path.endswith("plan.html"):  # owners stand by name, so that another name has another place
            expected, actual = sorted(expected, key=repr), sorted(actual, key=repr)
        found += [pair for pair in zip(expected, actual, strict=False) if pair[0] != pair[1]]
        found += [(len(expected), len(actual))] if len(expected) != len(actual) else []
    for file in sorted((harmless / "data").glob("*.json")):  # the tables have tests of their own
        pair = [json.loads((site / "data" / file.name).read_bytes()) for site in (harmless, hostile)]
        found += [] if changed(pair[0], change) == changed(pair[1], str) else [(file.name, "differs")]
    return found


def changed(value: Any, change: Callable[[str], str]) -> Any:
    """Plain data with every text in it changed, and without what names a wave: it is made of the wave's text."""
    if isinstance(value, dict):
        value = {**value, "waves": [{**wave, "id": ""} for wave in value["waves"]]} if "waves" in value else value
        return {key: "" if key in ("since", "until") else changed(item, change) for key, item in value.items()}
    if isinstance(value, list):
        return [changed(item, change) for item in value]
    return change(value) if isinstance(value, str) else value


# --- markdown --------------------------------------------------------------------------------------------

_BLOCKS = "p blockquote hr ul li table thead tbody tr pre code em strong s br"
ALLOWED: dict[str, frozenset[str]] = {
    **dict.fromkeys(_BLOCKS.split(), frozenset()),
    "p": frozenset({"class"}),
    "code": frozenset({"class"}),
    "ol": frozenset({"start"}),
    "th": frozenset({"class"}),
    "td": frozenset({"class"}),
    "a": frozenset({"href", "title", "rel"}),
    "div": frozenset({"class"}),
}
"""What markdown-it makes of markdown without HTML and pictures: elements and their attributes."""

SAFE_LINK = re.compile(r"(https?|mailto|tel):|#touchpoint-[a-z0-9-]+$", re.IGNORECASE)
CLASSES = re.compile(r"prose|text-heading|language-\S*|text-(left|center|right)|")


def _once(site: Path) -> list[str]:
    """The pages of a site without those that show once more what others do."""
    return [path for path in html_files(site) if not path.startswith("whole/")]


def unsafe_markdown(site: Path) -> list[str]:
    """Everything in the markdown of a site that markdown may not make."""
    found = []
    for path in _once(site):
        prose = [element for element in elements(parse(site / path)) if element.get("class") == "prose"]
        for element in (inner for whole in prose for inner in whole.iter()):
            tag = name(element)
            strange = set(element.attrib) - ALLOWED.get(tag, frozenset())
            if tag not in ALLOWED or strange:
                found.append(f"{path}: <{tag} {sorted(element.attrib)}>")
            if not CLASSES.fullmatch(element.get("class", "")):
                found.append(f"{path}: class {element.get('class')}")
            if tag == "a" and not SAFE_LINK.match(element.get("href", "")):
                found.append(f"{path}: link to {element.get('href')}")
    return found


def prose_texts(site: Path) -> list[str]:
    """The text of every piece of markdown on the pages, with single spaces."""
    pages = [parse(site / path) for path in _once(site)]
    prose = [element for page in pages for element in elements(page) if element.get("class") == "prose"]
    return [" ".join("".join(element.itertext()).split()) for element in prose]
