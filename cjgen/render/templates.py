"""A theme's templates in one language, ready to be filled in."""

from __future__ import annotations

import re
from traceback import walk_tb
from typing import Any

from jinja2 import TemplateNotFound, TemplateSyntaxError, UndefinedError
from jinja2.exceptions import SecurityError
from markupsafe import Markup

from cjgen.cache import Cache
from cjgen.model.page import Theme
from cjgen.model.problem import Place, Problem, problem
from cjgen.render.alternatives import missing_alternatives
from cjgen.render.locale import Locale
from cjgen.render.sandbox import ASKED, TEMPLATE, Sandbox

_INDENTATION = re.compile(r"\n\s+(?=<)")
"""Blanks and empty lines before a tag that begins a line. No author's text holds a tag."""
_INDENTATION_OR_BLANKS = re.compile(rf"(<pre\b.*?</pre>)|{_INDENTATION.pattern}", re.DOTALL)
"""The same, and what is shown with its blanks."""
_LINE_END = re.compile(r"\r\n|\r|\n")
"""Where jinja ends a line; `splitlines` knows more line ends."""


class ThemeFault(Exception):
    """A template that cannot be filled in; `problem` says where and why."""

    def __init__(self, fault: Problem) -> None:
        super().__init__(fault.message)
        self.problem = fault


class Templates:
    """The templates of one theme with the texts of one language."""

    def __init__(self, theme: Theme, locale: Locale, cache: Cache) -> None:
        self.theme = theme
        self.locale = locale
        self._sandbox = Sandbox(theme, locale, cache)

    def render(self, name: str, **view: Any) -> bytes:
        """The page that the template `name` makes; raises ThemeFault where that cannot be done, as `text` does.

        The indentation of the templates is left out: of a report it is a twentieth.
        """
        text = str(self.text(name, **view))
        if "<pre" in text:
            return _INDENTATION_OR_BLANKS.sub(lambda found: found[1] or "\n", text).encode()
        return _INDENTATION.sub("\n", text).encode()

    def text(self, name: str, **view: Any) -> Markup:
        """The template `name` filled in, as text that may stand in another template.

        A template is a program: whatever it raises, be it a division by zero, is a fault of the theme.
        """
        try:
            return Markup(self._sandbox.get_template(name).render(**view))  # noqa: S704 - rendered with autoescape
        except Exception as error:
            raise ThemeFault(_fault(self.theme, name, error)) from error


def open_templates(theme: Theme, language: str, catalogue: bytes | None, cache: Cache) -> Templates:
    """The theme's templates for `language`, whose compiled messages are `catalogue`; `cache` keeps their code."""
    return Templates(theme, Locale(language, catalogue), cache)


def theme_problems(theme: Theme, language: str, catalogue: bytes | None, cache: Cache) -> list[Problem]:
    """Every template of the theme that is not well formed, and what in them is there for the eye alone.

    `language` is one that its pages will be in, with the compiled messages `catalogue`; `cache` keeps the code.
    """
    sandbox = Sandbox(theme, Locale(language, catalogue), cache)
    problems = list(missing_alternatives(theme))
    for name in theme.templates:
        if not name.startswith("!"):
            try:
                sandbox.get_template(name)
            except Exception as error:  # Python's own limits on what jinja makes of it are among them
                problems.append(_fault(theme, name, error))
    return problems


def _fault(theme: Theme, name: str, error: Exception) -> Problem:
    where, line = _where(name, error)
    text = _LINE_END.split(theme.templates.get(where, ""))
    excerpt = text[line - 1] if 0 < line <= len(text) else ""
    what, named = _what(error, excerpt)
    column = max(excerpt.find(named), 0) if named else 0
    place = Place(theme.files.get(where, where), line, column + 1, max(len(named), 1), excerpt=excerpt)
    return problem("CJ302", place, what=what)


def _where(name: str, error: Exception) -> tuple[str, int]:
    """The template at fault and the line in it: the innermost one that was being filled in."""
    if isinstance(error, TemplateSyntaxError):
        return error.name or name, error.lineno
    frames = [(frame.f_code.co_filename, line) for frame, line in walk_tb(error.__traceback__)]
    inner = [(file.removeprefix(TEMPLATE), line) for file, line in frames if file.startswith(TEMPLATE)]
    return inner[-1] if inner else (name, 1)


def _what(error: Exception, line: str) -> tuple[str, str]:
    """What is wrong, and the part of the line that it is about, if that can be told."""
    text = " ".join(str(error).split()).rstrip(".!")
    if isinstance(error, TemplateNotFound):
        return f"it asks for the template `{error.name}`, which the theme does not have", str(error.name)
    if isinstance(error, RecursionError):
        return "it includes or extends itself without end", ""
    if isinstance(error, UndefinedError):
        name = text.removeprefix(ASKED.split("{}")[0]).removesuffix(ASKED.split("{}")[1])
        found = re.search(rf"(?<![\w.])(?:\w+\.)*{re.escape(name)}(?!\w)", line) if name != text else None
        return (ASKED.format(found[0]), found[0]) if found else (text, "")
    if isinstance(error, SecurityError):
        return text, ""
    if isinstance(error, TemplateSyntaxError):
        return text or "it is not well formed", ""
    return f"{type(error).__name__}: {text}", ""
