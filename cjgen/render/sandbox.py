"""Where templates run: a theme may be a stranger's, so they reach the views and nothing behind them.

jinja's own sandbox asks of every attribute, each time, of what type its object is. What the bundled templates ask for
many thousand times a page is answered here beforehand; everything else goes the whole way through jinja's sandbox.
"""

from __future__ import annotations

from dataclasses import fields, is_dataclass
from typing import Any

from jinja2 import StrictUndefined, nodes
from jinja2.environment import TemplateModule
from jinja2.loaders import FunctionLoader
from jinja2.runtime import Context, LoopContext, Macro
from jinja2.sandbox import ImmutableSandboxedEnvironment

from cjgen.cache import Cache
from cjgen.model.page import Theme
from cjgen.render.compiled import Compiled, Generator, Texts, with_texts
from cjgen.render.locale import Locale
from cjgen.render.once import Once
from cjgen.render.shown import shown

TEMPLATE = "theme:"
"""Marks, in a traceback, the frames that jinja made of a template."""
ASKED = "it asks for `{}`, which does not exist here"

_COUNTERS = frozenset({"index", "index0", "revindex", "revindex0", "first", "last", "length", "depth", "depth0"})
"""What a loop tells as a number or a truth."""


class Missing(StrictUndefined):
    """What a template asks for and is not there; the message is its name, unless jinja has more to say."""

    __slots__ = ()

    @property
    def _undefined_message(self) -> str:
        return self._undefined_hint or ASKED.format(self._undefined_name)


class Sandbox(ImmutableSandboxedEnvironment):
    """The templates of a theme in one language; `cache` keeps their code."""

    code_generator_class = Generator
    shown = staticmethod(shown)

    def __init__(self, theme: Theme, locale: Locale, cache: Cache) -> None:
        def load(name: str) -> tuple[str, str, None] | None:
            return (theme.templates[name], TEMPLATE + name, None) if name in theme.templates else None

        super().__init__(
            loader=FunctionLoader(load),
            # for every name: choosing by file ending would miss `.html.j2` and `.svg`
            autoescape=True,
            undefined=Missing,
            extensions=["jinja2.ext.i18n", Once],
            bytecode_cache=Compiled(locale, cache),
            trim_blocks=True,
            lstrip_blocks=True,
            keep_trailing_newline=True,
        )
        self.install_gettext_translations(locale.translations, newstyle=True)  # type: ignore[attr-defined]  # of the i18n extension
        self._texts = self.globals["gettext"] = Texts(locale.gettext)
        self._open: dict[type, frozenset[str]] = {LoopContext: _COUNTERS}

    def _generate(self, source: nodes.Template, *args: Any, **kwargs: Any) -> str:
        """The Python of a template, in which its own texts stand in the language of the page."""
        return super()._generate(with_texts(source, self._texts), *args, **kwargs)

    def getattr(self, obj: Any, attribute: str) -> Any:
        """An attribute as a template may see it: a field of a view at once, all else by jinja's rules."""
        kind = type(obj)
        known = self._open.get(kind)
        if known is None:
            known = self._open[kind] = _fields(kind)
        if attribute in known:
            return getattr(obj, attribute)
        if kind is TemplateModule and not attribute.startswith("_"):
            macro = obj.__dict__.get(attribute)
            if type(macro) is Macro:
                return macro
        return super().getattr(obj, attribute)

    def call(self, context: Context, called: Any, /, *args: Any, **kwargs: Any) -> Any:
        """What a template calls: its own macros and texts at once, all else by jinja's rules."""
        kind = type(called)
        if kind is Macro:
            kwargs.pop("_loop_vars", None)
            kwargs.pop("_block_vars", None)
            return called(context.eval_ctx, *args, **kwargs)
        if kind is Texts and len(args) == 1 and context.eval_ctx.autoescape:
            kwargs.pop("_loop_vars", None)
            kwargs.pop("_block_vars", None)
            return called.said(args[0], kwargs)
        return super().call(context, called, *args, **kwargs)


def _fields(kind: type) -> frozenset[str]:
    """The fields of a dataclass of our own, such as a view, which hold data; none of any other type."""
    if not kind.__module__.startswith("cjgen.") or not is_dataclass(kind):
        return frozenset()
    return frozenset(field.name for field in fields(kind) if not field.name.startswith("_"))
