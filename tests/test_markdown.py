"""Most texts are read without markdown-it: what comes out must be what it makes of them."""

from __future__ import annotations

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from cjgen.model.journey import Journey
from cjgen.render.markdown import _SIMPLE, Markdown, _parser, link_remarks

PIECES = ["a", "Café", "ß", "*", "**", "***", " ", "  ", ".", ",", "! ", "?", "-", "1. ", "1", "+", "#", "_", "`", "~~"]
PIECES += ["(", ")", '"', "'", "&", "&amp;", "<b>", ">", "[x](#a)", "![x](y)", "\\", "\n", "\n\n", "|", ":", "=", "\t"]
PIECES += [
    "*told us*",
    "**faster**",
    " *a b* ",
    "\u00a0",
    "\u2003",
    "\u2028",
    "\u200b",
    "“",
    "x*",
    "*x",
    "http://a.b",
    "§",
]


@given(st.lists(st.sampled_from(PIECES), max_size=12).map("".join))
@example("Customers *told us* about step 3. They would like it to be **faster**.")
@example("*a b c*d e*")
@example("a *b* c* d*")
@example("*a*")
@example("**a** *b*")
@example("a ***b*** c")
@example("a *b **c* d**")
@example("a **b*c**")
@example("a* b *c")
@example("a ")
@settings(max_examples=300)
def test_a_text_reads_as_markdown_it_reads_it(text: str) -> None:
    assert Markdown()(text) == _parser(lambda address: False).render(text)


@pytest.mark.parametrize(
    "text",
    ["Plain.", "It's “so” (1.5 %), isn't it? Yes – it is!", "They *told us* so.", "**No** or *yes*; or so", "é *è* ê"],
)
def test_a_plain_text_needs_no_parser(text: str) -> None:
    assert _SIMPLE.fullmatch(text)


@pytest.mark.parametrize(
    "text",
    ["1. one", "- one", "# one", "> one", "| a |", "a\nb", "`a`", "a_b_", "~~a~~", "[a](b)", "<b>", "&amp;"],
)
def test_anything_else_is_left_to_the_parser(text: str) -> None:
    assert not _SIMPLE.fullmatch(text)


@pytest.mark.parametrize(
    ("text", "codes"),
    [
        ("Plain.", []),
        ("[x](javascript:y)", ["CJ208"]),
        ("<ftp://example.org>", ["CJ208"]),
        ("![x](y.png)", ["CJ209"]),
        ("[x]\n\n[x]: ftp://y", ["CJ208"]),
    ],
)
def test_every_link_and_picture_is_remarked_on(text: str, codes: list[str]) -> None:
    stages = [{"id": "s", "title": "S", "touchpoints": [{"id": "t", "title": "T", "summary": text}]}]
    journey = Journey.model_validate({"id": "j", "title": "J", "language": "en", "stages": stages})
    assert [code for code, _, _ in link_remarks(journey)] == codes
