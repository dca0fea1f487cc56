"""The Dutch catalogue holds every text of the pages, no others, and fills in the same placeholders."""

from __future__ import annotations

import re
import tomllib
from functools import cache
from pathlib import Path

import pytest
from babel.messages.extract import extract_from_dir
from babel.messages.pofile import read_po

ROOT = Path(__file__).parent.parent
CATALOGUE = ROOT / "cjgen" / "locale" / "nl" / "LC_MESSAGES" / "cjgen.po"
MAPPINGS = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["tool"]["babel"]["mappings"]
METHODS = [(mapping["pattern"], mapping["method"]) for mapping in MAPPINGS]
OPTIONS = {mapping["pattern"]: mapping for mapping in MAPPINGS}
KEYWORDS = {"N_": None, "gettext": None, "ngettext": (1, 2), "pgettext": ((1, "c"), 2)}
PLACEHOLDER = re.compile(r"%\((\w+)\)s|%%|%")

Message = str | tuple[str, ...]


def texts_of_the_pages() -> set[Message]:
    found = extract_from_dir(str(ROOT), METHODS, OPTIONS, KEYWORDS)
    return {tuple(message) if isinstance(message, list | tuple) else message for _, _, message, _, _ in found}


@cache
def dutch() -> dict[Message, Message]:
    with CATALOGUE.open("rb") as file:
        return {message.id: message.string for message in read_po(file, locale="nl") if message.id}


def test_no_text_is_missing_or_unused() -> None:
    pages, catalogue = texts_of_the_pages(), set(dutch())
    assert len(pages) > 150
    assert sorted(map(str, pages - catalogue)) == [], "texts without a translation"
    assert sorted(map(str, catalogue - pages)) == [], "translations that no page uses"


@pytest.mark.parametrize("message", sorted(dutch(), key=str), ids=lambda message: str(message)[:40])
def test_translation(message: Message) -> None:
    original = (message,) if isinstance(message, str) else message
    translated = dutch()[message]
    translations = (translated,) if isinstance(translated, str) else translated
    assert all(translations), "a text without its translation"
    wanted = {match for text in original for match in PLACEHOLDER.findall(text)}
    assert {match for text in translations for match in PLACEHOLDER.findall(text)} == wanted
