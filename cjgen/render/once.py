"""`{% once item %}…{% endonce %}` in a template: what is the same on every page of a journey is made once."""

from __future__ import annotations

from typing import Any

from jinja2 import nodes
from jinja2.ext import Extension
from jinja2.parser import Parser
from jinja2.runtime import Context, Macro

Made = dict[tuple[str, int], tuple[object, str]]
"""What was made so far for the pages of one journey: by its place in the templates and what it shows, which is kept
with it so that nothing else is taken for that. Templates find it as `made`."""


class Once(Extension):
    """The tag; where pages are filled in without `made`, it leaves what stands in it as it is."""

    tags = {"once"}  # noqa: RUF012 - as jinja declares it

    def parse(self, parser: Parser) -> nodes.Node:
        """What the tag stands for: a call with what stands in it."""
        line = next(parser.stream).lineno
        place = nodes.Const(f"{parser.name}:{parser.free_identifier().name}")
        shows = parser.parse_expression()
        body = parser.parse_statements(("name:endonce",), drop_needle=True)
        call = self.call_method("_text", [nodes.ContextReference(), place, shows])
        return nodes.CallBlock(call, [], [], body).set_lineno(line)

    def _text(self, context: Context, place: str, shows: Any, caller: Macro) -> str:
        made: Made = context.get("made", {})
        key = place, id(shows)
        if key not in made:
            made[key] = shows, caller()
        return made[key][1]
