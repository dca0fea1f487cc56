"""A theme's templates in one language, ready to be filled in."""

from __future__ import annotations

from typing import Any

from jinja2 import DictLoader, Environment, StrictUndefined, TemplateError, TemplateSyntaxError
from markupsafe import Markup

from cjgen.model.page import Theme
from cjgen.model.problem import Place, Problem, problem
from cjgen.render.locale import Locale


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
        """The template `name` filled in; raises ThemeFault where it asks for what is not there."""
        return self.text(name, **view).encode()

    def text(self, name: str, **view: Any) -> Markup:
        """The template `name` filled in, as text that may stand in another template."""
        try:
            return Markup(self._environment.get_template(name).render(**view))  # noqa: S704 - rendered with autoescape
        except TemplateError as error:
            raise ThemeFault(_fault(self.theme, name, error)) from error


def open_templates(theme: Theme, language: str, catalogue: bytes | None) -> Templates:
    """The theme's templates for `language`, whose compiled messages are `catalogue`."""
    return Templates(theme, Locale(language, catalogue))


def theme_problems(theme: Theme) -> list[Problem]:
    """Every template of the theme that is not well formed."""
    environment = _environment(theme)
    problems = []
    for name in theme.templates:
        if not name.startswith("!"):
            try:
                environment.compile(theme.templates[name], name)
            except TemplateSyntaxError as error:
                problems.append(_fault(theme, name, error))
    return problems


def _environment(theme: Theme) -> Environment:
    return Environment(
        loader=DictLoader(dict(theme.templates)),
        # for every name: choosing by file ending would miss `.html.j2` and `.svg`
        autoescape=True,
        undefined=StrictUndefined,
        extensions=["jinja2.ext.i18n"],
        trim_blocks=True,
        lstrip_blocks=True,
        keep_trailing_newline=True,
    )


def _fault(theme: Theme, name: str, error: TemplateError) -> Problem:
    line = error.lineno if isinstance(error, TemplateSyntaxError) else 1
    where = error.name if isinstance(error, TemplateSyntaxError) and error.name else name
    text = theme.templates.get(where, "").splitlines()
    excerpt = text[line - 1] if 0 < line <= len(text) else ""
    return problem("CJ302", Place(theme.files.get(where, where), line, excerpt=excerpt), what=error.message or "?")
