"""A theme's templates in one language, ready to be filled in."""

from __future__ import annotations

import re
from traceback import walk_tb
from typing import Any

from jinja2 import (
    FunctionLoader,
    StrictUndefined,
    TemplateNotFound,
    TemplateSyntaxError,
    UndefinedError,
)
from jinja2.exceptions import SecurityError
from jinja2.sandbox import ImmutableSandboxedEnvironment
from markupsafe import Markup

from cjgen.model.page import Theme
from cjgen.model.problem import Place, Problem, problem
from cjgen.render.alternatives import missing_alternatives
from cjgen.render.locale import Locale

_ASKED = "it asks for `{}`, which does not exist here"
_INDENTATION = re.compile(r"(<pre\b.*?</pre>)|\n\s+(?=<)", re.DOTALL)
"""Blanks and empty lines before a tag that begins a line, and what is shown with its blanks.

No author's text holds a tag.
"""
_LINE_END = re.compile(r"\r\n|\r|\n")
"""Where jinja ends a line; `splitlines` knows more line ends."""
_TEMPLATE = "theme:"
"""Marks, in a traceback, the frames that jinja made of a template."""


class ThemeFault(Exception):
    """A template that cannot be filled in; `problem` says where and why."""

    def __init__(self, fault: Problem) -> None:
        super().__init__(fault.message)
        self.problem = fault


class Templates:
    """The templates of one theme with the texts of one language."""

    def __init__(self, theme: Theme, locale: Locale) -> None:
        self.theme = theme
        self.locale = locale
        self._environment = _environment(theme)
        translations = locale.translations
        self._environment.install_gettext_translations(translations, newstyle=True)  # type: ignore[attr-defined]  # of the i18n extension

    def render(self, name: str, **view: Any) -> bytes:
        """The page that the template `name` makes; raises ThemeFault where that cannot be done, as `text` does.

        The indentation of the templates is left out: of a report it is a twentieth.
        """
        return _INDENTATION.sub(lambda found: found[1] or "\n", self.text(name, **view)).encode()

    def text(self, name: str, **view: Any) -> Markup:
        """The template `name` filled in, as text that may stand in another template.

        A template is a program: whatever it raises, be it a division by zero, is a fault of the theme.
        """
        try:
            return Markup(self._environment.get_template(name).render(**view))  # noqa: S704 - rendered with autoescape
        except Exception as error:
            raise ThemeFault(_fault(self.theme, name, error)) from error


def open_templates(theme: Theme, language: str, catalogue: bytes | None) -> Templates:
    """The theme's templates for `language`, whose compiled messages are `catalogue`."""
    return Templates(theme, Locale(language, catalogue))


def theme_problems(theme: Theme) -> list[Problem]:
    """Every template of the theme that is not well formed, and what in them is there for the eye alone."""
    environment = _environment(theme)
    problems = list(missing_alternatives(theme))
    for name in theme.templates:
        if not name.startswith("!"):
            try:
                environment.compile(theme.templates[name], name)
            except Exception as error:  # Python's own limits on what jinja makes of it are among them
                problems.append(_fault(theme, name, error))
    return problems


class _Missing(StrictUndefined):
    """What a template asks for and is not there; the message is its name, unless jinja has more to say."""

    __slots__ = ()

    @property
    def _undefined_message(self) -> str:
        return self._undefined_hint or _ASKED.format(self._undefined_name)


def _environment(theme: Theme) -> ImmutableSandboxedEnvironment:
    """Where the templates run: a theme may be a stranger's, so they can reach the views and nothing behind them."""

    def load(name: str) -> tuple[str, str, None] | None:
        return (theme.templates[name], _TEMPLATE + name, None) if name in theme.templates else None

    return ImmutableSandboxedEnvironment(
        loader=FunctionLoader(load),
        # for every name: choosing by file ending would miss `.html.j2` and `.svg`
        autoescape=True,
        undefined=_Missing,
        extensions=["jinja2.ext.i18n"],
        trim_blocks=True,
        lstrip_blocks=True,
        keep_trailing_newline=True,
    )


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
    inner = [(file.removeprefix(_TEMPLATE), line) for file, line in frames if file.startswith(_TEMPLATE)]
    return inner[-1] if inner else (name, 1)


def _what(error: Exception, line: str) -> tuple[str, str]:
    """What is wrong, and the part of the line that it is about, if that can be told."""
    text = " ".join(str(error).split()).rstrip(".!")
    if isinstance(error, TemplateNotFound):
        return f"it asks for the template `{error.name}`, which the theme does not have", str(error.name)
    if isinstance(error, RecursionError):
        return "it includes or extends itself without end", ""
    if isinstance(error, UndefinedError):
        name = text.removeprefix(_ASKED.split("{}")[0]).removesuffix(_ASKED.split("{}")[1])
        found = re.search(rf"(?<![\w.])(?:\w+\.)*{re.escape(name)}(?!\w)", line) if name != text else None
        return (_ASKED.format(found[0]), found[0]) if found else (text, "")
    if isinstance(error, SecurityError):
        return text, ""
    if isinstance(error, TemplateSyntaxError):
        return text or "it is not well formed", ""
    return f"{type(error).__name__}: {text}", ""
