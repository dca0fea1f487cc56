"""What is read at once is read as by the reader that knows where everything stands, or left to that."""

from __future__ import annotations

import pickle
import random
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from cjgen.load import yaml as loading
from cjgen.load.plain import read_plain
from cjgen.load.source import Source
from cjgen.load.tree import MAX_DEPTH, MAX_VALUES
from cjgen.load.yaml import load_yaml

ROOT = Path(__file__).parent.parent
FILES = sorted(
    [*ROOT.glob("journeys/*.yaml"), *ROOT.glob("tests/problems/**/*.yaml"), *ROOT.glob("tests/sites/**/*.yaml")]
)
SIGNS = [
    *("\n", "\n  ", "\n- ", "  ", " ", ":", ": ", " :", "- ", "? ", ",", "[", "]", "{", "}", "#", " #", "# ", "'", '"'),
    *("&a ", "*a", "!", "!x ", "|", ">", "%", "@", "`", "---\n", "...\n", "\t", "\r\n", "\r", "\u00a0", "\u2028", "\0"),
    *("6,5", "[7,5, 8]", "{5:4}", "{a: 6,2}", "null", "~", "007", "1e3", "0x1f", "title: x\n", "''", '""', "é", "\x85"),
]


def written(value: Any) -> Any:
    """The data with the type of each value, and with how it was written."""
    if isinstance(value, dict):
        return {key: written(item) for key, item in value.items()}
    if isinstance(value, list):
        return [written(item) for item in value]
    return type(value), str(value), getattr(value, "text", None)


def is_read_alike(text: str) -> bool:
    """Whether the text was read at once; if so, in the same way."""
    plain = read_plain(text, MAX_VALUES, MAX_DEPTH)
    if plain is None:
        return False
    whole, problems = loading._load_located(Source("a.yaml", text))
    quick, _ = load_yaml("a.yaml", text.encode("utf-8"))
    assert problems == []
    assert (whole.complete, whole.comments) == (True, {})
    assert (quick.complete, quick.comments, quick.lines) == (True, {}, whole.lines)
    assert written(quick.data) == written(whole.data) == written(plain.data)
    assert list(quick.keys) == list(whole.keys)
    assert list(quick.values) == list(whole.values)
    assert {path: whole.values[path] for path in plain.begins} == plain.begins
    assert () in plain.begins
    return True


def mutated(text: str, chance: random.Random) -> str:
    """A few lines of the text with a few signs put in, taken out or moved."""
    lines = text.splitlines(keepends=True)
    first = chance.randrange(len(lines)) if chance.random() < 0.5 else 0
    text = "".join(lines[first : first + chance.randrange(1, 30)])
    for _ in range(chance.randrange(1, 4)):
        at = chance.randrange(len(text) + 1)
        end = min(len(text), at + chance.choice([0, 0, 1, 2, 5]))
        text = text[:at] + chance.choice([*SIGNS, text[end : end + 8]]) + text[end:]
    return text


def texts() -> Iterator[str]:
    for file in filter(Path.is_file, FILES):
        content = file.read_bytes()
        try:
            yield content.decode("utf-8-sig")
        except UnicodeDecodeError:
            continue


def test_files_are_read_alike() -> None:
    assert sum(map(is_read_alike, texts())) > 100


def test_mutated_files_are_read_alike() -> None:
    known = [text for text in texts() if text.strip()]
    chance = random.Random(7)
    assert sum(is_read_alike(mutated(chance.choice(known), chance)) for _ in range(1500)) > 300


@pytest.mark.parametrize(
    "text", ["", "~", "- a\n", "a: &b c\n", "a: [7,5, 8]\n", "a: 1\na: 2\n", "a: {5:4}\n", "a: é\u00a0b\n"]
)
def test_what_is_not_plain_is_left_to_the_other_reader(text: str) -> None:
    assert read_plain(text, MAX_VALUES, MAX_DEPTH) is None


def test_nobody_looks_where_values_stand_before_somebody_asks(monkeypatch: pytest.MonkeyPatch) -> None:
    looked: list[Source] = []
    again = loading._load_located
    monkeypatch.setattr(loading, "_load_located", lambda source: looked.append(source) or again(source))
    document, _ = load_yaml(
        "a.yaml", b"title: A\nstages:\n  - title: S\n    touchpoints: [{title: T, importance: 8}]\n"
    )
    importance = ("stages", 0, "touchpoints", 0, "importance")
    assert importance in document.values
    assert importance in document.keys
    assert ("stages", 0) not in document.keys
    assert ("stages", -1) not in document.values
    assert ("title", 0) not in document.values
    assert len(document.values) == 9
    assert document.place().line == document.place(("title",)).line == 1
    assert looked == []
    document = pickle.loads(pickle.dumps(document))
    place = document.place(importance)
    assert (place.line, place.column, place.excerpt[place.column - 1 :]) == (4, 42, "8}]")
    assert document.place(importance, key=True).column == 30
    with pytest.raises(KeyError):
        document.values["stages", 5]
    assert len(looked) == 1
