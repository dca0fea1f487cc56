"""Authors' markdown to HTML: no raw HTML, no pictures, only links that cannot run anything."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Sequence
from functools import cached_property
from itertools import takewhile
from typing import Any

from markdown_it import MarkdownIt
from markdown_it.common.utils import escapeHtml
from markdown_it.renderer import RendererHTML
from markdown_it.token import Token
from markdown_it.utils import EnvType, OptionsDict
from markupsafe import Markup

from cjgen.model.journey import Journey
from cjgen.model.site import Site
from cjgen.render.language import Foreign
from cjgen.render.urls import touchpoint_anchor

_ADDRESS = re.compile(r"https?://[^/\\]|mailto:.|tel:.", re.IGNORECASE)
_ANCHOR = re.compile(r"#[a-z0-9-]+")

_PLAIN = r"[^\x00-\x1f\x7f\\`*_~\[<&]"
"""What means itself wherever it stands in a line."""
_WORD = r"[^\W\d_]"
_EMPHASIS = rf"(?:(?<= )|^)(?P<mark>\*\*?)(?={_WORD}){_PLAIN}*(?<={_WORD})(?P=mark)(?=[ .,;:?!)]|$)"
_SIMPLE = re.compile(rf"(?=\*{{0,2}}{_WORD}){_PLAIN}*(?:{_EMPHASIS}{_PLAIN}*)*(?<!\s)")
"""A paragraph on one line that holds no more than words in `*…*` or `**…**`, which begin and end as words do.

Most texts are such. Marks that begin a word and are not preceded by one can only open, those that end a word and are
followed by no other can only close, so there is one way to read them (CommonMark 0.31, section 6.2).
"""

_STRONG = re.compile(r"\*\*([^*]+)\*\*")
_EM = re.compile(r"\*([^*]+)\*")

Path = tuple[str | int, ...]


class Markdown:
    """Turns markdown into HTML for one page; `anchors` are the touchpoint ids that `#id` may point at."""

    def __init__(self, anchors: frozenset[str] = frozenset()) -> None:
        self._anchors = anchors

    @cached_property
    def _parser(self) -> MarkdownIt:
        return _parser(lambda address: _allowed(address, self._anchors))

    def __call__(self, text: str) -> Markup:
        """The HTML of `text`, marked with its language where that is not the page's."""
        made = _simple(text) if _SIMPLE.fullmatch(text) else self._parser.render(text)
        html = Markup(made)  # noqa: S704 - the parser escapes: raw HTML is switched off
        return Markup('<div lang="{}">{}</div>').format(text.language, html) if isinstance(text, Foreign) else html


def _simple(text: str) -> str:
    """What the parser makes of a text that `_SIMPLE` matches."""
    html = _STRONG.sub(r"<strong>\1</strong>", escapeHtml(text))
    html = _EM.sub(r"<em>\1</em>", html)
    return f"<p>{html}</p>\n"


def link_remarks(declared: Site | Journey) -> Iterator[tuple[str, Path, dict[str, object]]]:
    """What authors should know of links and pictures that are not shown: code, path and values of a problem."""
    anchors: frozenset[str] = frozenset()
    texts: list[tuple[Path, str | None]] = [(("summary",), declared.summary)]
    if isinstance(declared, Journey):
        anchors = touchpoint_ids(declared)
        for i, stage in enumerate(declared.stages):
            texts.append((("stages", i, "summary"), stage.summary))
            for j, touchpoint in enumerate(stage.touchpoints):
                texts.append((("stages", i, "touchpoints", j, "summary"), touchpoint.summary))
    for path, text in texts:
        if text is None or ("[" not in text and "<" not in text):  # without these there is no link and no picture
            continue
        tokens = list(_inline(_parser(lambda address: True).parse(text)))
        for number, token in enumerate(tokens):
            if token.type == "image":
                code = "CJ209" if token.content.strip() else "CJ214"
                yield code, path, {"address": token.attrs.get("src", "")}
            elif token.type == "link_open" and not _words_of_link(tokens[number:]).strip():
                yield "CJ215", path, {"address": token.attrs.get("href", "")}
            elif token.type == "link_open" and not _allowed(str(token.attrs.get("href", "")), anchors):
                yield "CJ208", path, {"address": token.attrs.get("href", "")}


def _words_of_link(tokens: Sequence[Token]) -> str:
    """What stands in the link that begins the tokens."""
    return "".join(token.content for token in takewhile(lambda token: token.type != "link_close", tokens))


def touchpoint_ids(journey: Journey) -> frozenset[str]:
    """The ids that a link within the journey's page may point at."""
    return frozenset(touchpoint.id for _, touchpoint in journey.touchpoints())


def _allowed(address: str, anchors: frozenset[str]) -> bool:
    if _ANCHOR.fullmatch(address):
        return address[1:] in anchors
    return _ADDRESS.match(address) is not None


def _parser(validate: Callable[[str], bool]) -> MarkdownIt:
    parser = MarkdownIt("js-default", {"html": False, "linkify": False, "typographer": False})
    parser.validateLink = validate  # type: ignore[method-assign,assignment]  # the documented way to restrict links
    parser.add_render_rule("link_open", _link)
    parser.add_render_rule("image", _picture)
    # an author's headings must not disturb the order of the page's own
    parser.add_render_rule("heading_open", lambda self, tokens, i, options, env: '<p class="text-heading">')
    # columns are aligned by a class: the pages allow no style attributes
    parser.add_render_rule("th_open", _cell)
    parser.add_render_rule("td_open", _cell)
    parser.add_render_rule("heading_close", lambda self, tokens, i, options, env: "</p>\n")
    return parser


def _link(self: RendererHTML, tokens: Sequence[Token], i: int, options: OptionsDict, env: EnvType) -> str:
    address = str(tokens[i].attrs["href"])
    if address.startswith("#"):
        tokens[i].attrs["href"] = "#" + touchpoint_anchor(address[1:])
    else:
        tokens[i].attrs["rel"] = "noopener noreferrer"
    return self.renderToken(tokens, i, options, env)


def _picture(self: RendererHTML, tokens: Sequence[Token], i: int, options: OptionsDict, env: EnvType) -> str:
    """A picture is not shown: what stands for it is the description that its author gave."""
    return escapeHtml(self.renderInlineAsText(tokens[i].children or [], options, env))


def _cell(self: RendererHTML, tokens: Sequence[Token], i: int, options: OptionsDict, env: EnvType) -> str:
    style = tokens[i].attrs.pop("style", None)
    if style is not None:
        tokens[i].attrs["class"] = str(style).replace("text-align:", "text-")
    return self.renderToken(tokens, i, options, env)


def _inline(tokens: Sequence[Any]) -> Iterator[Any]:
    for token in tokens:
        yield token
        yield from _inline(token.children or ())
