"""Texts that break software, in every key that takes text: they are shown as they are and change nothing else."""

from __future__ import annotations

import json
import re
from collections.abc import Callable, Iterator
from dataclasses import asdict
from pathlib import Path

import pytest
from browser import texts
from browser.pages import attribute, elements, html_files, name, parse, tree
from browser.sites import MINIMAL, write
from hypothesis import given, settings
from hypothesis import strategies as st

from cjgen.build import build_site, check_site
from cjgen.chart import engine
from cjgen.chart.picture import Picture
from cjgen.model.journey import Journey
from cjgen.model.site import Site

HOSTILE = {
    "script": "<script>alert(1)</script>",
    "script split": "<scr<script>ipt>alert(1)</scr</script>ipt>",
    "script end": "</script></style></title></textarea></svg><script>alert(1)</script>",
    "picture": "<img src=x onerror=alert(1)>",
    "vector": "<svg/onload=alert(1)><g onmouseover='x'></svg>",
    "frame": '<iframe src="javascript:alert(1)"></iframe><base href="//evil.example/">',
    "double quote": '" onmouseover="alert(1)" x="',
    "single quote": "' onmouseover='alert(1)' x='",
    "backquote": "` onmouseover=`alert(1)`",
    "angle": '"><b>bold</b><!--',
    "comment": "<!-- comment --> --!> <!--[if IE]> <![endif]-->",
    "cdata": "<![CDATA[ x ]]> ]]>",
    "doctype": "<!DOCTYPE html><?php echo 1 ?><?xml version='1.0'?>",
    "template": "{{ 7*7 }} ${7*7} #{7*7} {{ ''.__class__ }} {{ config }}",
    "template block": "{% raw %}{% include 'base.html' %}{% endraw %} {# gone #}",
    "format": "%s %(n)s %(first)s %d 100% {} {0} {first} {n!r} %%",
    "entity": "&lt;b&gt; &amp;amp; &quot; &#60; &#x3c;script&gt; &notin; &nbsp;x",
    "markdown link": "[x](javascript:alert(1)) [y](JaVaScRiPt:alert(1)) [z](java\tscript:alert(1))",
    "markdown link disguised": "[x](&#106;avascript:alert(1)) [y](vbscript:x) [z](%6aavascript:x)",
    "markdown data": "[x](data:text/html;base64,PHNjcmlwdD4=) ![x](data:image/svg+xml;base64,PHN2Zz4=)",
    "markdown picture": '![alt](https://evil.example/x.png "title") ![][ref]\n\n[ref]: https://evil.example/y.png',
    "markdown autolink": '<javascript:alert(1)> <https://example.org/?a=1&b="x"> <a@b.example>',
    "markdown title": "[x](https://example.org '\" onmouseover=\"alert(1)')",
    "markdown reference": "[x]\n\n[x]: javascript:alert(1) 'title'\n",
    "markdown relative": "[x](../../etc/passwd) [y](//evil.example/) [z](#nowhere) [w](#touchpoint-1) [v](?q)",
    "markdown heading": "# one\n## two\n\nthree\n===\n",
    "markdown table": "| a | b |\n|:-:|--:|\n| <b>c</b> | `d` |\n",
    "markdown code": '```html" onload="x\n<script>alert(1)</script>\n```\n\n    <b>indented</b>\n\n`<i>`',
    "markdown html": "<div onclick=alert(1)>\n\n*x*\n\n</div>\n\n<details open ontoggle=alert(1)>",
    "markdown list": "7. seven\n8. eight\n\n- [ ] open\n- **strong** _em_ ~~gone~~\n\n> quote\n\n***\n",
    "control": "a\0b\x01c\x08d\x0be\x0cf\x1bg\x7fh\x80i\x9fj",
    "lines": "one\ntwo\r\nthree\rfour\x85five\u2028six\u2029seven\tend",
    "direction": "\u202egnp.exe\u202c \u2066left\u2069 \u200f\u200e \u061c שלום مرحبا",
    "invisible": "a\u200bb\u200cc\u200dd\u2060e\ufeff\u00adf\u034f g\u00a0h\u3000i",
    "noncharacter": "a\ufffeb\uffffc\ufdd0d\U0001fffee\U0010fffff",
    "private": "\ue000\uf8ff\U000f0000",
    "beyond": "\U0001f468\u200d\U0001f469\u200d\U0001f467 \U0001d54f \U00020000 e\u0301\u0302\u0303 \u1e9e\ufb01",
    "zalgo": "Z" + "\u0300\u0301\u0302\u0303\u0315\u0316\u0317\u0321" * 12 + "algo",
    "long word": "Arbeidsongeschiktheidsverzekering" * 6,
    "many words": "woord " * 40,
    "yaml": "- a: [b, {c: d}] # e | > & * ! % @ ` ' \" \\ ?: ,",
    "null": "null",
    "on": "on",
    "number": "1e309",
    "spaces": "   \t padded \u00a0 ",
    "shell": "$(touch x) `touch x` ; rm -rf / && ../../../../etc/passwd \\\\host\\c$",
    "spreadsheet": "=1+1 +1 -1 @SUM(A1) |calc",
    "question": "?",
}
EVERYWHERE = ("double quote", "markdown html", "many words")
"""Texts that are put into journeys with every lead, a few of each way to break out. The others stand in two of them,
which have all keys that take text: how a text is escaped does not depend on the sentence that it stands in."""
FEWER_LEADS = ("improve", "keep")
HARMLESS = {"line": "Harmlessline", "text": "Harmlesstext", "markdown": "Harmlessmarkdown"}


@pytest.fixture(autouse=True, scope="module")
def _a_picture_is_drawn_once() -> Iterator[None]:
    """Few of the texts stand in a picture; the others come around it, and the same picture gives the same drawing."""
    drawn = engine.drawn
    known: dict[str, str] = {}

    def once(specification: str, picture: Picture, language: str) -> str:
        key = json.dumps([specification, asdict(picture), language])
        if key not in known:
            known[key] = drawn(specification, picture, language)
        return known[key]

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(engine, "drawn", once)
        yield


def site_of(folder: Path, text: str, *leads: str) -> Path:
    """A site whose every text is `text`, with a journey for each lead."""
    return texts.built(folder, lambda kind: text, {lead: (texts.journey(lead), lambda kind: text) for lead in leads})


def harmless_site(folder: Path, *leads: str) -> Path:
    journeys = {lead: (texts.journey(lead), HARMLESS.__getitem__) for lead in leads}
    return texts.built(folder, HARMLESS.__getitem__, journeys)


@pytest.fixture(scope="session")
def harmless(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return harmless_site(tmp_path_factory.mktemp("harmless") / "site", *texts.LEADS)


@pytest.fixture(scope="session")
def smaller(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return harmless_site(tmp_path_factory.mktemp("smaller") / "site", *FEWER_LEADS)


@pytest.fixture(scope="session")
def small(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return harmless_site(tmp_path_factory.mktemp("small") / "site", "improve")


def changed_to(text: str) -> Callable[[str], str]:
    """Turns a text of the harmless site into what must stand there when every text is `text`."""

    def change(value: str) -> str:
        for kind in texts.KINDS:
            value = value.replace(HARMLESS[kind], texts.normalised(kind, text))
        return value

    return change


@pytest.mark.parametrize("model", [Site, Journey])
def test_no_key_that_takes_text_is_left_out(model: type[Site | Journey]) -> None:
    declared = dict(texts.declared_texts(model))
    declared.pop("url", None)  # an address: see below
    declared.pop("history.nps.benchmark.source", None)  # refused: a benchmark goes with today's NPS
    used = [texts.SITE] if model is Site else [texts.journey(lead) for lead in FEWER_LEADS]
    assert {path for keys in used for path in texts.written_texts(keys)} == set(declared)
    assert set(declared.values()) == ({"line", "markdown"} if model is Site else {"line", "text", "markdown"})


IN_THE_DATA_ONLY = {
    f"{path}.{key}"
    for path in ("history.overall", "stages.touchpoints.history.importance", "stages.touchpoints.history.experience")
    for key in ("by", "question")
} | {"stages.touchpoints.competitor.experience.question"}
"""Texts that no page shows: of earlier waves a page has the figures, and of a competitor's who gave them."""


def test_every_text_stands_on_a_page_and_in_the_data(tmp_path: Path) -> None:
    number = 0

    def of(kind: str) -> str:
        nonlocal number
        number += 1
        return f"unlike{number:03}text"

    site = texts.built(tmp_path / "site", of, {lead: (texts.journey(lead), of) for lead in texts.LEADS})
    paths = [path for keys in (texts.SITE, *map(texts.journey, texts.LEADS)) for path in texts.written_texts(keys)]
    every = {f"unlike{n:03}text": path for n, path in enumerate(paths, 1)}
    assert len(every) == number
    pages = b"".join(content for path, content in tree(site).items() if path.endswith(".html")).decode()
    data = b"".join(content for path, content in tree(site).items() if path.startswith("data/")).decode()
    assert {path for text, path in every.items() if text not in pages} == IN_THE_DATA_ONLY
    assert {path for text, path in every.items() if text not in data} == set()


@pytest.mark.parametrize("text", [HOSTILE[name] for name in EVERYWHERE], ids=EVERYWHERE)
def test_a_text_changes_nothing_else_whatever_the_sentence_is_about(tmp_path: Path, harmless: Path, text: str) -> None:
    hostile = site_of(tmp_path / "site", text, *texts.LEADS)
    assert texts.differences(harmless, hostile, changed_to(text)) == []


@pytest.mark.parametrize("text", HOSTILE.values(), ids=HOSTILE)
def test_a_text_is_shown_as_it_is_and_changes_nothing_else(tmp_path: Path, smaller: Path, text: str) -> None:
    hostile = site_of(tmp_path / "site", text, *FEWER_LEADS)
    assert texts.differences(smaller, hostile, changed_to(text)) == []
    assert texts.unsafe_markdown(hostile) == []
    shown = set(texts.prose_texts(hostile))
    assert len(shown) == 1
    if not re.search(r"[\[\]*_`#|~<&\\\n\r=-]|\d[.)]|^>", text):
        assert shown == {" ".join(texts.normalised("text", text).split())}


@pytest.mark.parametrize("name_of_text", ["script", "picture", "comment", "cdata", "frame", "doctype"])
def test_html_in_markdown_is_shown_as_it_is_written(tmp_path: Path, name_of_text: str) -> None:
    text = HOSTILE[name_of_text]
    assert set(texts.prose_texts(site_of(tmp_path / "site", text, "keep"))) == {text}


def test_a_link_that_may_not_be_stays_text_and_a_picture_becomes_its_description(tmp_path: Path) -> None:
    # a picture with such an address is a link that may not be
    text = "[x](javascript:alert(1)) ![y](data:image/png;base64,AA) ![z](https://evil.example/z.png)"
    site = site_of(tmp_path / "site", text, "keep")
    assert set(texts.prose_texts(site)) == {"[x](javascript:alert(1)) ![y](data:image/png;base64,AA) z"}


FRAGMENTS = (
    "< > </ <b <!-- --> ]]> \" ' & &lt &# ; = {{ }} {% %} %( %s [x]( ) ![ ` ``` ~~~ | |-|- # * _ \\ javascript: http:"
)
NASTY = (
    st.lists(
        st.one_of(
            st.sampled_from(
                [*FRAGMENTS.split(), " ", "\n", "\n\n", "\t", "\0", "\x1f", "\x85", "\u2028", "\u202e", "\ufffe"]
            ),
            st.text(st.characters(exclude_categories=["Cs"]), max_size=3),
        ),
        min_size=5,
        max_size=30,
    )
    .map("".join)
    .filter(lambda text: texts.normalised("line", text) != "")
)


@settings(max_examples=20)
@given(text=NASTY)
def test_any_text_is_shown_as_it_is(tmp_path_factory: pytest.TempPathFactory, small: Path, text: str) -> None:
    site = site_of(tmp_path_factory.mktemp("any") / "site", text, "improve")
    assert texts.differences(small, site, changed_to(text)) == []
    assert texts.unsafe_markdown(site) == []


@pytest.mark.parametrize(
    "url",
    [
        'https://example.org/"onmouseover="alert(1)',
        "https://example.org/<script>",
        "https://example.org/a&b;c]]>",
        "https://example.org/{{ 7*7 }}",
    ],
)
def test_an_address_cannot_break_out(tmp_path: Path, url: str) -> None:
    root = write(tmp_path / "site", f"title: T\nindexing: true\nurl: {texts.written(url)}\n", minimal=MINIMAL)
    built = build_site(root)
    if built.written:
        for path in html_files(built.output):
            page = parse(built.output / path)
            assert not [element for element in elements(page) if name(element) in ("script", "#comment")]
            address = attribute(page, "link", "rel", "canonical", "href")
            assert address is None if path == "404.html" else address == f"{url}/{path}"
    else:
        assert {found.code for found in built.checked.problems if found.severity == "error"} == {"CJ117"}


@pytest.mark.parametrize("escape", [r"\uD800", r"\uDFFF", r"\U0000D800", r"\U00110000", r"\x"])
def test_an_escape_that_is_no_character_is_an_error_with_a_place(tmp_path: Path, escape: str) -> None:
    root = write(tmp_path / "site", "title: T\n", minimal=MINIMAL.replace("Buying a kitchen", f'"a{escape}b"'))
    errors = [found for found in check_site(root).problems if found.severity == "error"]
    assert [(found.code[:3], found.place.file, found.place.line) for found in errors] == [
        ("CJ1", "journeys/minimal.yaml", 1)
    ]


@pytest.mark.parametrize("byte", [b"\0", b"\x07", b"\x1b", b"\x7f", b"\xff", b"\xed\xa0\x80"], ids=repr)
def test_a_byte_that_is_no_text_is_an_error_with_a_place(tmp_path: Path, byte: bytes) -> None:
    root = write(tmp_path / "site", "title: T\n", minimal=MINIMAL)
    (root / "journeys" / "minimal.yaml").write_bytes(MINIMAL.encode().replace(b"a kitchen", b"a " + byte + b"kitchen"))
    errors = [found for found in check_site(root).problems if found.severity == "error"]
    assert {(found.code[:3], found.place.file, found.place.line) for found in errors} == {
        ("CJ1", "journeys/minimal.yaml", 1)
    }
