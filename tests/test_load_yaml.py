"""YAML as authors type it: what it loads as, and what is said about every mistake."""

from __future__ import annotations

import math
import time
from typing import Any

import pytest
import yaml
from hypothesis import given, settings
from hypothesis import strategies as st

from cjgen.load.tree import MAX_DEPTH
from cjgen.load.yaml import MAX_REPAIRS, load_yaml
from cjgen.model.document import MAX_DIGITS, Document, Span, WrittenFloat, WrittenInt
from cjgen.model.problem import Problem

Expected = tuple[str, int, int, str]
"""Code, line, column (both from 1), and a part of the message or the hint."""


def load(text: str | bytes) -> tuple[Document, list[Problem]]:
    return load_yaml("journeys/keuken.yaml", text.encode() if isinstance(text, str) else text)


GOOD: list[tuple[str, Any]] = [
    # nothing
    ("", None),
    ("# only a comment\n\n", None),
    ("---\n", None),
    ("---\na: b\n", {"a": "b"}),
    ("---\na: b\n...\n", {"a": "b"}),
    ("just text", "just text"),
    ("- a\n- b", ["a", "b"]),
    # words: YAML 1.2 only
    ("a:", {"a": None}),
    ("a: ~", {"a": None}),
    ("[null, Null, NULL, nULL]", [None, None, None, "nULL"]),
    ("[true, True, TRUE, tRUE]", [True, True, True, "tRUE"]),
    ("[false, False, FALSE, fALSE]", [False, False, False, "fALSE"]),
    ("[no, yes, on, off, y, n, No, NO]", ["no", "yes", "on", "off", "y", "n", "No", "NO"]),
    # numbers
    ("[0, 7, -3, +4, -0]", [0, 7, -3, 4, 0]),
    ("[0o17, 0x1F, 0b11, -0x1F]", [15, 31, "0b11", "-0x1F"]),
    ("[6.2, .5, 5., -1.5e3, 1e2, 0.5]", [6.2, 0.5, 5.0, -1500.0, 100.0, 0.5]),
    ("[.inf, -.Inf, +.INF, .INFO, inf, nan]", [math.inf, -math.inf, math.inf, ".INFO", "inf", "nan"]),
    ("[010, 007, 00, -01, 01.5]", ["010", "007", "00", "-01", "01.5"]),
    ("[12:30, 1_000, 2026-11-21, 1.2.3, 1.500.000]", ["12:30", "1_000", "2026-11-21", "1.2.3", "1.500.000"]),
    ("a: 6,5", {"a": "6,5"}),
    ("a: " + "9" * 40, {"a": int("9" * 40)}),
    ("a: " + "9" * 41, {"a": "9" * 41}),
    ("[+, -x, ., .., '5', \"6.2\"]", ["+", "-x", ".", "..", "5", "6.2"]),
    ("a: =", {"a": "="}),
    # keys
    ("{5: 4, 6.0: 11, true: x, ~: y}", {"5": 4, "6.0": 11, "true": "x", "~": "y"}),
    ("<<: {a: 1}", {"<<": {"a": 1}}),
    ("? lang\n: b", {"lang": "b"}),
    ("? a\n#b\n? c\n#d\n", {"a": None, "c": None}),
    ('"a: b": c', {"a: b": "c"}),
    # texts that look like traps and are none
    ('title: "Nieuw"', {"title": "Nieuw"}),
    ("url: https://x.nl/#deel", {"url": "https://x.nl/#deel"}),
    ("a: Jan's huis", {"a": "Jan's huis"}),
    ("a: 'it''s' # comment", {"a": "it's"}),
    (
        "a: -b\nb: ?x\nc: :x\nd: 5% korting\ne: a@b.nl\nf: <x> y",
        {"a": "-b", "b": "?x", "c": ":x", "d": "5% korting", "e": "a@b.nl", "f": "<x> y"},
    ),
    ("- a: b\n  c: d\n- - e", [{"a": "b", "c": "d"}, ["e"]]),
    ('a: "x\n  y"\nb: c', {"a": "x y", "b": "c"}),
    ("a: 'x\n\n  y'\nb: c", {"a": "x\ny", "b": "c"}),
    ("a: x\n  y\nb: c", {"a": "x y", "b": "c"}),
    ("a: [x,\n  y\n  ]\nb: {c: d,\n e: f}", {"a": ["x", "y"], "b": {"c": "d", "e": "f"}}),
    ("a: >-\n  x: y: z\n  - @q # r\nb: c", {"a": "x: y: z - @q # r", "b": "c"}),
    ("a: |\n  's x\n\n  *y\n", {"a": "'s x\n\n*y\n"}),
    # a question in braces
    ("a: {mean: 7, question: Hoe ging het?}", {"a": {"mean": 7, "question": "Hoe ging het?"}}),
    ("a: {question: Hoe ging het?, mean: 7}", {"a": {"question": "Hoe ging het?", "mean": 7}}),
    (
        "a: {b: Hoe? Zo ?, c: x?y, d: Hoe:zo?,\n  e: Wat?\n}",
        {"a": {"b": "Hoe? Zo ?", "c": "x?y", "d": "Hoe:zo?", "e": "Wat?"}},
    ),
    ("a: [Hoe?, Zo?]\nb: ?x\nc: ???", {"a": ["Hoe?", "Zo?"], "b": "?x", "c": "???"}),
    # anchors that are used
    ("a: &x [1, 2]\nb: *x", {"a": [1, 2], "b": [1, 2]}),
    ("a: &x Jan\n*x : 2", {"a": "Jan", "Jan": 2}),
    ("a: &x\n  b: c", {"a": {"b": "c"}}),
    # decimal commas that may be none
    ("{counts: {5: 4,6: 11}}", {"counts": {"5": 4, "6": 11}}),
    ("[7,5,8]", [7, 5, 8]),
    ("[7,5]", [7, 5]),
    ("[7, 5, 8]", [7, 5, 8]),
    ("[7,5,\n8,5]", [7, 5, 8, 5]),
    ("{a: 6, 2: }", {"a": 6, "2": None}),
    ("{a: x,2}", {"a": "x", "2": None}),
    ("{a: '6',2}", {"a": "6", "2": None}),
    # lines and characters
    ("a: b\r\nc: d\re: f", {"a": "b", "c": "d", "e": "f"}),
    ('a: b\u2028c\nd: "x\u2029y"\ne: x\x85y', {"a": "b\u2028c", "d": "x\u2029y", "e": "x\x85y"}),
    ("\ufeffa: é😀", {"a": "é😀"}),
]


@pytest.mark.parametrize(("text", "data"), GOOD, ids=[repr(text) for text, _ in GOOD])
def test_good(text: str, data: Any) -> None:
    document, problems = load(text)
    assert problems == []
    assert document.data == data
    assert repr(document.data).replace("'", "") == repr(data).replace("'", "")


QUOTE, STAR = "begins with `'`", "begins with `*`"

BAD: list[tuple[str, Any, list[Expected]]] = [
    # what begins like something else, behind a key and behind a dash
    ("a: 's Avonds\nb: c", {"a": "'s Avonds", "b": "c"}, [("CJ102", 1, 4, '"\'s Avonds"')]),
    ("a: 's Avonds", {"a": "'s Avonds"}, [("CJ102", 1, 4, QUOTE)]),
    ("a: 's Avonds\nb: 'x'", {"a": "'s Avonds", "b": "x"}, [("CJ102", 1, 4, QUOTE)]),
    ("a: 's Avonds\nb: Jan's huis\nc: d", {"a": "'s Avonds", "b": "Jan's huis", "c": "d"}, [("CJ102", 1, 4, QUOTE)]),
    ("- 's Avonds\n- 't is", ["'s Avonds", "'t is"], [("CJ102", 1, 3, QUOTE), ("CJ102", 2, 3, QUOTE)]),
    ("a: 's Avonds\n  laat\nb: c", {"a": "'s Avonds laat", "b": "c"}, [("CJ102", 1, 4, '"\'s Avonds laat"')]),
    ("a: 's Avonds\nb: foto's\nc: 't is'", {"a": "'s Avonds", "b": "foto's", "c": "t is"}, [("CJ102", 1, 4, QUOTE)]),
    ("- a: '\n  b: '\n- c", [{"a": "'", "b": "'"}, "c"], [("CJ102", 1, 6, QUOTE), ("CJ102", 2, 6, QUOTE)]),
    ("a:\n  's Avonds\nb: c", {"a": "'s Avonds", "b": "c"}, [("CJ102", 2, 3, QUOTE)]),
    ("- 's Avonds: bellen", ["'s Avonds: bellen"], [("CJ102", 1, 3, '"\'s Avonds: bellen"')]),
    ("a: ''s avonds'", {"a": "''s avonds'"}, [("CJ102", 1, 4, QUOTE)]),
    ('a: "Nieuw" bellen', {"a": '"Nieuw" bellen'}, [("CJ102", 1, 4, r'"\"Nieuw\" bellen"')]),
    ('- title: "A": B', [{"title": '"A": B'}], [("CJ102", 1, 10, 'begins with `"`')]),
    ('a: "x\n  y" z\nb: @c', {"a": '"x y" z', "b": "@c"}, [("CJ102", 1, 4, '`"`'), ("CJ102", 3, 4, "`@`")]),
    ("a: *x", {"a": "*x"}, [("CJ102", 1, 4, STAR)]),
    ("a: **vet** x", {"a": "**vet** x"}, [("CJ102", 1, 4, '"**vet** x"')]),
    ("- *vet* x\n- * y", ["*vet* x", "* y"], [("CJ102", 1, 3, STAR), ("CJ102", 2, 3, STAR)]),
    ("a: &Jansen\nb: c", {"a": "&Jansen", "b": "c"}, [("CJ102", 1, 4, '"&Jansen"')]),
    ("a: &Jansen en Zn", {"a": "&Jansen en Zn"}, [("CJ102", 1, 4, '"&Jansen en Zn"')]),
    ("a: & Zn", {"a": "& Zn"}, [("CJ102", 1, 4, "begins with `&`")]),
    ("a: &x b\nc: &x d\ne: *x", {"a": "&x b", "c": "d", "e": "d"}, [("CJ102", 1, 4, "&x b")]),
    ("a: !Belangrijk nieuws", {"a": "!Belangrijk nieuws"}, [("CJ102", 1, 4, '"!Belangrijk nieuws"')]),
    ("a: ! nieuws # x", {"a": "! nieuws"}, [("CJ102", 1, 4, '"! nieuws"')]),
    ("a: !!python/object:os.system x", {"a": "!!python/object:os.system x"}, [("CJ102", 1, 4, "`!`")]),
    ("a: !!str 5", {"a": "!!str 5"}, [("CJ102", 1, 4, "`!`")]),
    ("a: !x!y z", {"a": "!x!y z"}, [("CJ102", 1, 4, "`!`")]),
    ("a: !x [b]", {"a": ["b"]}, [("CJ102", 1, 4, "`!`")]),
    ("- !Let op: dit", [{"op": "dit"}], [("CJ102", 1, 3, '"!Let op: dit"')]),
    ("- @Jan: bellen", ["@Jan: bellen"], [("CJ102", 1, 3, "begins with `@`")]),
    ("a: `x`", {"a": "`x`"}, [("CJ102", 1, 4, "begins with a backtick")]),
    ("a: [Nieuw] bellen", {"a": "[Nieuw] bellen"}, [("CJ102", 1, 4, "begins with `[`")]),
    ("- [x] doen\n- [ ] doen: @x", ["[x] doen", "[ ] doen: @x"], [("CJ102", 1, 3, "`[`"), ("CJ102", 2, 3, "`[`")]),
    ("a: [Nieuw bellen\nb: c", {"a": "[Nieuw bellen", "b": "c"}, [("CJ102", 1, 4, "begins with `[`")]),
    ("a: {x} y\nb: c", {"a": "{x} y", "b": "c"}, [("CJ102", 1, 4, "begins with `{`")]),
    ("a: - Bellen", {"a": "- Bellen"}, [("CJ102", 1, 4, "begins with `-` and a space")]),
    ("a: -", {"a": "-"}, [("CJ102", 1, 4, '"-"')]),
    ("a: % meer", {"a": "% meer"}, [("CJ102", 1, 4, "begins with `%`")]),
    ("a: , x", {"a": ", x"}, [("CJ102", 1, 4, "begins with `,`")]),
    ("a: > 5 minuten\nb: c", {"a": "> 5 minuten", "b": "c"}, [("CJ102", 1, 4, '"> 5 minuten"')]),
    ("- | x y", ["| x y"], [("CJ102", 1, 3, "begins with `|`")]),
    ("a: ? x", {"a": "? x"}, [("CJ102", 1, 4, "begins with `?` and a space")]),
    ("- ? x\n- y", ["? x", "y"], [("CJ102", 1, 3, '"? x"')]),
    # what holds something else
    ("a: Let op: dit", {"a": "Let op: dit"}, [("CJ102", 1, 4, "holds `: `")]),
    ("- title: Let op: dit # x\n  b: c", [{"title": "Let op: dit", "b": "c"}], [("CJ102", 1, 10, '"Let op: dit"')]),
    ("a: x:\nb: c", {"a": "x:", "b": "c"}, [("CJ102", 1, 4, '"x:"')]),
    ("a: C:\\x: y", {"a": "C:\\x: y"}, [("CJ102", 1, 4, '"C:\\\\x: y"')]),
    (
        "a: Let op: dit\n  is lang\nb: @c",
        {"a": "Let op: dit is lang", "b": "@c"},
        [("CJ102", 1, 4, "is lang"), ("CJ102", 3, 4, "@")],
    ),
    ("title: Vraag #1", {"title": "Vraag #1"}, [("CJ102", 1, 8, "is cut off at ` #`")]),
    ("- Klacht #metoo # x", ["Klacht #metoo"], [("CJ102", 1, 3, '"Klacht #metoo"')]),
    ("a: #1 in service\nb: c", {"a": "#1 in service", "b": "c"}, [("CJ102", 1, 4, "begins with `#`")]),
    # inside brackets
    ("a: {b: @x, c: 'd}", {"a": {"b": "@x", "c": "'d"}}, [("CJ102", 1, 8, "@"), ("CJ102", 1, 15, QUOTE)]),
    (
        "a: [@x, @y]\nb: &z",
        {"a": ["@x", "@y"], "b": "&z"},
        [("CJ102", 1, 5, "@x"), ("CJ102", 1, 9, "@y"), ("CJ102", 2, 4, "&z")],
    ),
    ("a: [x, 's avonds, y]", {"a": ["x", "'s avonds", "y"]}, [("CJ102", 1, 8, '"\'s avonds"')]),
    ("a: [x,\n  @y, z]\nb: c", {"a": ["x", "@y", "z"], "b": "c"}, [("CJ102", 2, 3, '"@y"')]),
    ("a: {b: c: d}", {"a": {"b": "c: d"}}, [("CJ102", 1, 8, '"c: d"')]),
    (
        "a: {n: 1, q: Wat vond u: goed of slecht?}\nb: @c",
        {"a": {"n": 1, "q": "Wat vond u: goed of slecht?"}, "b": "@c"},
        [("CJ102", 1, 14, '"Wat vond u: goed of slecht?"'), ("CJ102", 2, 4, "@c")],
    ),
    (
        "a: {n: 1,\n  q: Wat vond u: goed of slecht?,\n  m: 6,2}",
        {"a": {"n": 1, "q": "Wat vond u: goed of slecht?", "m": 6.2}},
        [("CJ102", 2, 6, '"Wat vond u: goed of slecht?"'), ("CJ103", 3, 6, "6.2")],
    ),
    (
        "a: {q: Was het: goed, matig, slecht?, n: 1, r: Wat: x, y}",
        {"a": {"q": "Was het: goed, matig, slecht?", "n": 1, "r": "Wat: x, y"}},
        [("CJ102", 1, 8, '"Was het: goed, matig, slecht?"'), ("CJ102", 1, 48, '"Wat: x, y"')],
    ),
    ("a: {q: Hoe: zo, # x\n  n: 1}", {"a": {"q": "Hoe: zo", "n": 1}}, [("CJ102", 1, 8, '"Hoe: zo"')]),
    ("a: {b: [x, @y, z], c: 1}", {"a": {"b": ["x", "@y", "z"], "c": 1}}, [("CJ102", 1, 12, '"@y"')]),
    ("a: {5: @x, 6.0: 1}", {"a": {"5": "@x", "6.0": 1}}, [("CJ102", 1, 8, '"@x"')]),
    ("a: {q: Hoe?:, n: 1}", {"a": {"q": "Hoe?:", "n": 1}}, [("CJ102", 1, 8, '"Hoe?:"')]),
    ("a: {q: ???, n: @x}", {"a": {"q": "???", "n": "@x"}}, [("CJ102", 1, 8, "`?`"), ("CJ102", 1, 16, "@x")]),
    ("a: {n: 1, q: ?x}\nb: c", {"a": {"n": 1, "q": "?x"}, "b": "c"}, [("CJ102", 1, 14, '"?x"')]),
    ("a: {q: ?, n: 1}", {"a": {"q": "?", "n": 1}}, [("CJ102", 1, 8, '"?"')]),
    ("a: [*x, y]", {"a": ["*x", "y"]}, [("CJ102", 1, 5, '"*x"')]),
    # block texts are never touched
    ("a: |\n  's x: y: z\n  @w\nb: @c", {"a": "'s x: y: z\n@w\n", "b": "@c"}, [("CJ102", 4, 4, "@c")]),
    # several at once, with other faults
    (
        's:\n- t: \'s A # of B\n  n: @x\n- t: "N" b\n  n: p: q\n  n: r\n  m: {k: 6,2}\n',
        {"s": [{"t": "'s A", "n": "@x"}, {"t": '"N" b', "n": "p: q", "m": {"k": 6.2}}]},
        [
            ("CJ102", 2, 6, '"\'s A"'),
            ("CJ102", 3, 6, "@"),
            ("CJ102", 4, 6, '`"`'),
            ("CJ102", 5, 6, "p: q"),
            ("CJ105", 6, 3, "line 5"),
            ("CJ103", 7, 10, "6.2"),
        ],
    ),
    # decimal commas
    ("{mean: 6,2}", {"mean": 6.2}, [("CJ103", 1, 8, "write 6.2")]),
    ("{mean: 6,2, n: 84}", {"mean": 6.2, "n": 84}, [("CJ103", 1, 8, "write 6.2")]),
    ("{mean: -6,25 }", {"mean": -6.25}, [("CJ103", 1, 8, "write -6.25")]),
    ("{a: 6,2, b: 7,2}", {"a": 6.2, "b": 7.2}, [("CJ103", 1, 5, "6.2"), ("CJ103", 1, 13, "7.2")]),
    ("[7,5, 8]", [7.5, 8], [("CJ103", 1, 2, "write 7.5")]),
    ("a: [8, 7,5]", {"a": [8, 7.5]}, [("CJ103", 1, 8, "write 7.5")]),
    ("[7,5, 8,25]", [7.5, 8.25], [("CJ103", 1, 2, "7.5"), ("CJ103", 1, 7, "8.25")]),
    # keys
    ("a: 1\nb: 2\na: {x: 1}\n", {"a": 1, "b": 2}, [("CJ105", 3, 1, "first written on line 1")]),
    ("<<: 1\n<<: 2", {"<<": 1}, [("CJ105", 2, 1, "`<<`")]),
    ("a: 1\na: {x: @y}", {"a": 1}, [("CJ105", 2, 1, "`a`"), ("CJ102", 2, 8, "@")]),
    ("? [a]\n: b\nc: d", {"c": "d"}, [("CJ101", 1, 3, "cannot be a key")]),
    ("a: {{ naam }}", {"a": {}}, [("CJ101", 1, 5, "cannot be a key")]),
    ("a: &x [b]\n? *x\n: c", {"a": ["b"]}, [("CJ101", 2, 3, "cannot be a key")]),
    # no remedy: once, in plain words
    ("title Offerte\nb: c", ..., [("CJ101", 1, 1, "write `title: Offerte`")]),
    ("a: b\ntitle Offerte\nb: c", {"a": "b"}, [("CJ101", 2, 1, "write `title: Offerte`")]),
    ("a:b\nc: d", ..., [("CJ101", 1, 1, "write `a: b`")]),
    ("a:\n\tb: c", ..., [("CJ101", 2, 1, "a tab")]),
    ("a: b\n\tc: d", ..., [("CJ101", 2, 1, "a tab")]),
    ("\ta: b", None, [("CJ101", 1, 1, "a tab")]),
    ("a:\n  b: c\n d: e", {"a": {"b": "c"}}, [("CJ101", 3, 2, "indented differently")]),
    ("a:\n  - b: 1\n   c: 2", {"a": [{"b": 1}]}, [("CJ101", 3, 4, "indented differently")]),
    ("a: 1\n  b: 2", ..., [("CJ101", 2, 3, "indented deeper")]),
    (" a: b\nc: d", {"a": "b"}, [("CJ101", 2, 1, "indented less")]),
    ("a: b\n- c", {"a": "b"}, [("CJ101", 2, 1, "indented differently")]),
    ("a: [1, 2\n", {"a": [1, 2]}, [("CJ101", 1, 4, "`[` here is not closed")]),
    ("b: 1\na: {x: 1, y: 2\nc: d", ..., [("CJ101", 2, 4, "`{` here is not closed")]),
    (
        'a: "lange tekst\n  gaat door\nb: @c',
        {"a": "lange tekst gaat door", "b": "@c"},
        [("CJ101", 1, 4, "not closed"), ("CJ102", 3, 4, "@")],
    ),
    ('a: "\\q"', {}, [("CJ101", 1, 5, "backslash")]),
    ("a: > Tekst\n  - meer\nb: c", {}, [("CJ101", 1, 4, "nothing may stand behind `>`")]),
    ("a: b\n@c: d", {"a": "b"}, [("CJ101", 2, 1, "`@` cannot stand here")]),
    ("b:\n@z x\nc: d", ..., [("CJ101", 2, 1, "`@` cannot stand here")]),
    ("b:\n*s: x\nc: d", ..., [("CJ102", 2, 1, '"*s: x"')]),
    ("%x: y", None, [("CJ101", 1, 3, "`%`")]),
    (": c", {}, [("CJ101", 1, 1, "no key before the colon")]),
    ("...\n", None, [("CJ101", 1, 1, "cannot stand here")]),
    ("a: 1\n---\nb: 2\n---\nc: 3", {"a": 1}, [("CJ101", 2, 1, "a second document")]),
    ("a: 1\n...\nb: 2", {"a": 1}, [("CJ101", 3, 1, "ended above this line")]),
    # too much
    ("a: &x [*x]", {"a": []}, [("CJ106", 1, 8, "holds itself")]),
    # characters
    ("a: b\nc: d\x07e", {"a": "b", "c": "d\ufffde"}, [("CJ107", 2, 5, "U+0007")]),
    ("a: \ufffe\nb: @c", {"a": "\ufffd", "b": "@c"}, [("CJ107", 1, 4, "U+FFFE"), ("CJ102", 2, 4, "@c")]),
    ("a: b\x00c", None, [("CJ107", 1, 5, "U+0000")]),
    # positions count characters, lines end as in an editor
    ("a: 😀\U0001f468 x: y", {"a": "😀\U0001f468 x: y"}, [("CJ102", 1, 4, "x: y")]),
    ("{é😀: 😀, b: 6,2}", {"é😀": "😀", "b": 6.2}, [("CJ103", 1, 12, "6.2")]),
    ("a:\t@b", {"a": "@b"}, [("CJ102", 1, 4, "@b")]),
    ("a: b\r\nc: @d\re: *f\r\n", {"a": "b", "c": "@d", "e": "*f"}, [("CJ102", 2, 4, "@d"), ("CJ102", 3, 4, "*f")]),
    ('a: b\u2028c\nd: "x\u2029y"\ne: x\x85y\nf: @g', ..., [("CJ102", 4, 4, "@g")]),
    ("a: x\u2028y: z", {"a": "x\u2028y: z"}, [("CJ102", 1, 4, "x\u2028y: z")]),
]


@pytest.mark.parametrize(("text", "data", "expected"), BAD, ids=[repr(row[0]) for row in BAD])
def test_bad(text: str, data: Any, expected: list[Expected]) -> None:
    document, problems = load(text)
    assert [(one.code, one.place.line, one.place.column) for one in problems] == [row[:3] for row in expected]
    for one, (*_, fragment) in zip(problems, expected, strict=True):
        assert fragment in f"{one.message} | {one.hint}"
        assert one.place.excerpt == document.lines[one.place.line - 1]
    if data is not ...:
        assert document.data == data


BYTES: list[tuple[bytes, Any, list[Expected]]] = [
    (b"\xef\xbb\xbfa: 1", {"a": 1}, []),
    ("a: é".encode("utf-16"), {"a": "é"}, []),
    (b"\xfe\xff" + "a: é".encode("utf-16-be"), {"a": "é"}, []),
    (b"a: 1\nb: caf\xe9 x", None, [("CJ107", 2, 7, "0xE9 is not UTF-8")]),
    (b"\xef\xbb\xbfa: 1\r\nb: caf\xe9", None, [("CJ107", 2, 7, "0xE9")]),
    (b"\xff\xfea", None, [("CJ107", 1, 1, "UTF-16")]),
    (b"\x89PNG\r\n\x1a\n", None, [("CJ107", 1, 1, "0x89")]),
]


@pytest.mark.parametrize(("content", "data", "expected"), BYTES)
def test_bytes(content: bytes, data: Any, expected: list[Expected]) -> None:
    document, problems = load(content)
    assert [(one.code, one.place.line, one.place.column) for one in problems] == [row[:3] for row in expected]
    assert all(fragment in one.message for one, (*_, fragment) in zip(problems, expected, strict=True))
    assert document.data == data


COMPLETE: list[tuple[str | bytes, bool]] = [
    ("", True),
    ("a: b", True),
    ("a: @x\nb: 's x\nc: d", True),
    ('a: "lange tekst\nb: c', True),  # CJ101, but closed in memory
    ("a: b\x07", True),  # CJ107, but only a character was lost
    ("a: 1\na: 2\nb: [7,5, 8]", True),
    ("? [a]\n: b\nc: d", False),
    ("a: {{ naam }}", False),
    ("a: 1\n  b: 2", False),
    ("a: [1, 2\nb: c", False),
    ("a: b\n\tc: d", False),
    ("title Offerte\nb: c", False),
    ("a: 1\n---\nb: 2", False),
    ("a: @x\nb: > Tekst\n  - meer", False),
    ("".join(f"k{number}: @x\n" for number in range(MAX_REPAIRS + 1)), False),
    ("a: &x [*x]", False),
    ("[" * 100, False),
    ("a: " + "x" * 1024 * 1024, False),
    ("a: b\x00c", False),
    (b"a: 1\nb: caf\xe9", False),
    (b"\x89PNG\r\n\x1a\n", False),
]


@pytest.mark.parametrize(("text", "complete"), COMPLETE, ids=[repr(row[0])[:40] for row in COMPLETE])
def test_a_document_knows_whether_its_tree_is_complete(text: str | bytes, complete: bool) -> None:
    document, problems = load(text)
    assert document.complete is complete
    assert complete or {one.code for one in problems} & {"CJ101", "CJ106", "CJ107"}


def bomb() -> str:
    rows = ["a0: &a0 [x, x, x, x, x, x, x, x, x, x]"]
    rows += [f"a{n}: &a{n} [{', '.join([f'*a{n - 1}'] * 9)}]" for n in range(1, 10)]
    return "\n".join(rows)


def deep_through_aliases() -> str:
    rows = [f"a0: &a0 {'[' * 30}{']' * 30}"]
    return "\n".join(rows + [f"a{n}: &a{n} {'[' * 30}*a{n - 1}{']' * 30}" for n in range(1, 50)])


LIMITS = [
    ("[" * 100_000, 1, "40 deep"),
    ("{a: " * 30_000, 1, "40 deep"),
    ("- " * 100_000, 1, "40 deep"),
    ("- [" + "x," * 100_000 + "]", 1, "100000 values"),
    ("a: &a b\nb: [" + "*a, " * 101 + "]", 2, "100 aliases"),
    (bomb(), 6, "100000 values"),
    (deep_through_aliases(), 2, "40 deep"),
    ("a: " + "x" * 1024 * 1024, 1, "1024 KiB"),
]


@pytest.mark.parametrize(("text", "line", "fragment"), LIMITS, ids=[row[2] for row in LIMITS])
def test_limits(text: str, line: int, fragment: str) -> None:
    before = time.process_time()
    _, problems = load(text)
    assert [(one.code, one.place.line) for one in problems] == [("CJ106", line)]
    assert fragment in problems[0].message
    assert time.process_time() - before < 20  # seconds; a bomb that goes off takes hours


def test_just_within_limits() -> None:
    deep = "[" * MAX_DEPTH + "]" * MAX_DEPTH
    assert load(deep)[1] == []
    assert [one.code for one in load(f"[{deep}]")[1]] == ["CJ106"]


def test_repairs_are_bounded() -> None:
    _, problems = load("".join(f"k{number}: @x\n" for number in range(MAX_REPAIRS + 5)))
    assert [one.code for one in problems] == ["CJ102"] * MAX_REPAIRS + ["CJ101"]
    assert problems[-1].place.line == MAX_REPAIRS + 1
    assert "the rest of the file was not read" in problems[-1].message


@pytest.mark.parametrize("text", [row[0] for row in BAD if any(one[0] == "CJ102" for one in row[2])])
def test_a_hint_that_is_followed_loads(text: str) -> None:
    hints = [one.hint for one in load(text)[1] if one.code == "CJ102"]
    assert hints
    for hint in hints:
        document, problems = load("- " + hint.removeprefix("put it in quotes: "))
        assert problems == []
        assert isinstance(document.data[0], str)


def test_spans_tell_where_keys_and_values_stand() -> None:
    document, _ = load("a: 6.2\nb:\n  - {c: 'x y', d: }\n  - z\n")
    assert document.keys == {
        ("a",): Span(0, 0, 1),
        ("b",): Span(1, 0, 1),
        ("b", 0, "c"): Span(2, 5, 1),
        ("b", 0, "d"): Span(2, 15, 1),
    }
    assert document.values == {
        (): Span(0, 0, 1),
        ("a",): Span(0, 3, 3),
        ("b",): Span(2, 2, 1),
        ("b", 0): Span(2, 4, 1),
        ("b", 0, "c"): Span(2, 8, 5),
        ("b", 0, "d"): Span(2, 18, 1),
        ("b", 1): Span(3, 4, 1),
    }


def test_spans_after_a_repair_are_the_authors() -> None:
    document, _ = load("a: [@x, y, {b: @z, c: w}]\nd: e")
    assert document.values["a", 0] == Span(0, 4, 2)
    assert document.values["a", 1] == Span(0, 8, 1)
    assert document.keys["a", 2, "c"] == Span(0, 19, 1)
    assert document.values["a", 2, "c"] == Span(0, 22, 1)
    assert document.values["d",] == Span(1, 3, 1)


def test_spans_after_decimal_commas() -> None:
    document, _ = load("a: [7,5, 8, 9]\nb: {c: 6,2, d: 1}")
    assert [document.values["a", number] for number in range(3)] == [Span(0, 4, 3), Span(0, 9, 1), Span(0, 12, 1)]
    assert ("a", 3) not in document.values
    assert document.values["b", "c"] == Span(1, 7, 3)
    assert set(document.data["b"]) == {"c", "d"}


def test_values_that_are_not_kept_leave_no_spans() -> None:
    document, _ = load("a: 1\na: {x: 1}\n[b]: {y: 1}\n")
    assert set(document.values) == {(), ("a",)}
    assert document.values["a",] == Span(0, 3, 1)


def test_numbers_remember_how_they_were_written() -> None:
    data = load("[1.500, +7, 2026.10, 0x1F]")[0].data
    assert [(type(one), one.text) for one in data] == [
        (WrittenFloat, "1.500"),
        (WrittenInt, "+7"),
        (WrittenFloat, "2026.10"),
        (WrittenInt, "0x1F"),
    ]
    recovered = load("{a: 6,20}")[0].data["a"]
    assert (type(recovered), recovered.text) == (WrittenFloat, "6.20")


def test_comments_behind_plain_texts_are_kept() -> None:
    document, problems = load("a: b # see c\nd: 5 # number\ne: 'f' # quoted\ng:\n- h  ## i\n- j\nk: # empty\n")
    assert problems == []
    assert document.comments == {("a",): "# see c", ("g", 0): "## i"}


def test_lines_are_those_of_an_editor() -> None:
    assert load("a: b\r\nc: \u2028d\re: \x85f\n")[0].lines == ("a: b", "c: \u2028d", "e: \x85f")
    assert load("\ufeffa: b\n\n")[0].lines == ("a: b", "")


# one trap at every spot of a journey

JOURNEY = """\
title: {0}
summary: |
  Let op: dit is 's avonds #1
  - @niets
promise:
  {1}
context: {{organisation: Keukens, sample: {{invited: 400, answered: 84}}}} # anno 2026
learned:
- {2}
- 'Een tekst die
  doorloopt'
- {3} # een opmerking
stages:
  # de eerste
  - title: {4}
    touchpoints:
      - title: {5}

        importance: 9.1
        need: "Hoe: zo"
      - importance: {{mean: 6.2,
          n: 84}}
        title: {6}
  - summary: >-
      Twee
      regels
    title: {7}
"""
SPOTS = [
    (number, line.index(f"{{{spot}}}") + 1)
    for spot in range(8)
    for number, line in enumerate(JOURNEY.splitlines(), 1)
    if f"{{{spot}}}" in line
]
# without a key before them these are a mapping, a list or a comment
ONLY_BEHIND_A_KEY = {"Let op: bel", "Waarom: hierom: daarom", "Bellen:", "- Bellen", '"a": b'}
TRAPS = [
    "'s Avonds bellen",
    "'s Avonds met foto's erbij",
    '"Nieuw" bellen',
    "*vet* woord",
    "*Jansen",
    "&Jansen en Zn",
    "& Zn",
    "!Nieuw plan",
    "! let op",
    "@klant",
    "`code` lezen",
    "[Nieuw] bellen",
    "[Nieuw bellen",
    "{x} y",
    "- Bellen",
    "% korting",
    "> 5 minuten",
    "| streep",
    "? hoezo",
    "Let op: bel",
    "Waarom: hierom: daarom",
    "Bellen:",
    "Vraag #1",
    "#1 in service",
    ", en dan",
    "] x",
    "!!python/object:x y",
    "!e!x y",
    "'",
    '"a": b',
    "''s avonds",
]


def fill(texts: list[str]) -> dict[str, Any]:
    document, problems = load(JOURNEY.format(*[f'"{text}"' for text in texts]))
    assert problems == []
    data: dict[str, Any] = document.data
    return data


def spots(trap: str) -> list[int]:
    if trap in ONLY_BEHIND_A_KEY:
        return [0, 4, 5, 6, 7]
    return [0, 2, 3, 4, 5, 6, 7] if trap.startswith("#") else list(range(8))


@pytest.mark.parametrize(("trap", "spot"), [(trap, spot) for trap in TRAPS for spot in spots(trap)])
def test_a_trap_is_told_once_where_it_stands_and_hides_nothing(trap: str, spot: int) -> None:
    texts = [f"tekst {number}" for number in range(8)]
    meant = texts.copy()
    texts[spot], meant[spot] = trap, trap.replace("\\", "\\\\").replace('"', '\\"')
    document, problems = load(JOURNEY.format(*texts))
    assert [(one.code, one.place.line, one.place.column) for one in problems] == [("CJ102", *SPOTS[spot])]
    assert document.data == fill(meant)


@pytest.mark.parametrize("trap", TRAPS)
def test_a_trap_at_every_spot(trap: str) -> None:
    texts = [trap if spot in spots(trap) else "tekst" for spot in range(8)]
    _, problems = load(JOURNEY.format(*texts))
    expected = [("CJ102", *SPOTS[spot]) for spot in spots(trap)]
    assert [(one.code, one.place.line, one.place.column) for one in problems] == expected


# properties

TEXT = st.text(st.characters(exclude_categories=["Cs"], exclude_characters="\x85\u2028\u2029\r"), max_size=20)
TREES = st.recursive(
    st.none() | st.booleans() | st.integers() | TEXT,
    lambda inner: st.lists(inner, max_size=4) | st.dictionaries(TEXT, inner, max_size=4),
    max_leaves=15,
)


class _NoAliases(yaml.SafeDumper):
    def ignore_aliases(self, data: Any) -> bool:
        return True


def same(found: Any, dumped: Any) -> bool:
    """Equal, where YAML 1.1 writes a text plain that YAML 1.2 reads as a number (`1e5`)."""
    if isinstance(dumped, dict):
        return list(found) == list(dumped) and all(same(found[key], dumped[key]) for key in dumped)
    if isinstance(dumped, list):
        return len(found) == len(dumped) and all(map(same, found, dumped))
    if isinstance(dumped, str):
        return bool(getattr(found, "text", found) == dumped)
    if isinstance(dumped, int) and len(str(dumped)) > MAX_DIGITS:
        return bool(found == str(dumped))
    return bool(found == dumped) and (found is dumped or isinstance(found, int))


@settings(deadline=None, derandomize=True, max_examples=400)
@given(st.dictionaries(TEXT, TREES, max_size=5), st.sampled_from([True, False, None]), st.booleans())
def test_what_is_dumped_loads(tree: dict[str, Any], flow: bool | None, unicode: bool) -> None:
    text = yaml.dump(tree, Dumper=_NoAliases, default_flow_style=flow, allow_unicode=unicode, sort_keys=False)
    document, problems = load(text)
    assert problems == []
    assert same(document.data, tree)


NASTY = st.text(st.sampled_from("ab1 \n\n\t:-,#'\"[]{}&*!|>%@`?~.\\\r\u2028\ufeff😀"), max_size=60)
LINES = st.lists(
    st.sampled_from(
        [
            "a: ",
            "b:\n",
            "- ",
            "  ",
            "    ",
            "\n",
            "'s x",
            '"y" z',
            "[p, q",
            "{r: 6,2}",
            "*s",
            "&t ",
            ": ",
            "|\n",
            "#u",
            " # v",
        ]
    ),
    max_size=25,
).map("".join)


def check(content: bytes) -> None:
    document, problems = load(content)
    assert problems == sorted(problems, key=lambda one: one.order)
    for one in problems:
        assert one.code in {"CJ101", "CJ102", "CJ103", "CJ105", "CJ106", "CJ107"}
        assert one.place.line <= max(len(document.lines), 1)
        assert 1 <= one.place.column <= len(one.place.excerpt) + 2
    for span in document.values.values():
        assert span.line <= len(document.lines)


@settings(deadline=None, derandomize=True, max_examples=1500)
@given(NASTY | LINES | st.text(max_size=60))
def test_any_text_is_read_or_refused(text: str) -> None:
    check(text.encode("utf-8", "replace"))


@settings(deadline=None, derandomize=True, max_examples=500)
@given(st.binary(max_size=60))
def test_any_bytes_are_read_or_refused(content: bytes) -> None:
    check(content)


@settings(deadline=None, derandomize=True, max_examples=500)
@given(
    st.text(st.characters(exclude_categories=["Cs", "Cc"], exclude_characters="\u2028\u2029"), min_size=1, max_size=12)
)
def test_a_text_behind_a_key_never_harms_its_neighbours(text: str) -> None:
    document, _ = load(f"first: 1\ntitle: {text}\nlast: @x\n")
    assert document.lines[1] == f"title: {text}"
    assert document.data["first"] == 1


@pytest.mark.parametrize(
    ("text", "counts"),
    [
        ("{6,5: 4, 7: 3}", {"6.5": 4, "7": 3}),
        ("{6: 1, 6,5: 4}", {"6": 1, "6.5": 4}),
        ("{6,5: 4, 7,5 : 2}", {"6.5": 4, "7.5": 2}),
        ("{6: 1,7,5: 2}", {"6": 1, "7.5": 2}),
    ],
)
def test_a_decimal_comma_in_a_key_between_braces(text: str, counts: dict[str, int]) -> None:
    document, problems = load(f"counts: {text}")
    assert document.data == {"counts": counts}
    assert {found.code for found in problems} == {"CJ103"}
    assert len(problems) == sum("." in key for key in counts)
    assert {path[-1] for path in document.keys if len(path) == 2} == set(counts)
    for key in counts:
        place = document.place(("counts", key), key=True)
        assert place.excerpt[place.column - 1 :][: place.length] == key.replace(".", ",")


@pytest.mark.parametrize("text", ["{6: , 5: 4}", "{6, 5: 4}", "{a,5: 4}", "{06, 5: 4}", "{? 6, 5: 4}"])
def test_keys_that_only_resemble_a_decimal_comma(text: str) -> None:
    assert "CJ103" not in {found.code for found in load(f"counts: {text}")[1]}
