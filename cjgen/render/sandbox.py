"""Where templates run: a theme may be a stranger's, so they reach the views and nothing behind them.

jinja's own sandbox asks of every attribute, each time, of what type its object is. What the bundled templates ask for
many thousand times a page is answered here beforehand; everything else goes the whole way through jinja's sandbox.
"""

from __future__ import annotations

import marshal
import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass, fields, is_dataclass
from functools import lru_cache
from importlib import metadata
from importlib.util import MAGIC_NUMBER
from typing import Any, Final

from jinja2 import BytecodeCache, StrictUndefined, pass_context
from jinja2.bccache import Bucket
from jinja2.environment import TemplateModule
from jinja2.loaders import FunctionLoader
from jinja2.runtime import Context, LoopContext, Macro
from jinja2.sandbox import ImmutableSandboxedEnvironment
from markupsafe import Markup, escape

from cjgen.cache import Cache, key_of
from cjgen.model.page import Theme
from cjgen.render.locale import Locale

TEMPLATE = "theme:"
"""Marks, in a traceback, the frames that jinja made of a template."""
ASKED = "it asks for `{}`, which does not exist here"

_RULES: Final = {"trim_blocks": True, "lstrip_blocks": True, "keep_trailing_newline": True, "newstyle_gettext": True}
"""How templates are read, so far as jinja leaves that open."""
_COUNTERS = frozenset({"index", "index0", "revindex", "revindex0", "first", "last", "length", "depth", "depth0"})
"""What a loop tells as a number or a truth."""
_PLAIN_FORMAT = re.compile(r"%%|%\(\w+\)s")
_MOST_TEXTS = 2_000


class Missing(StrictUndefined):
    """What a template asks for and is not there; the message is its name, unless jinja has more to say."""

    __slots__ = ()

    @property
    def _undefined_message(self) -> str:
        return self._undefined_hint or ASKED.format(self._undefined_name)


class Sandbox(ImmutableSandboxedEnvironment):
    """The templates of a theme, without a language until `speak` gives them one."""

    def __init__(self, theme: Theme, cache: Cache) -> None:
        def load(name: str) -> tuple[str, str, None] | None:
            return (theme.templates[name], TEMPLATE + name, None) if name in theme.templates else None

        super().__init__(
            loader=FunctionLoader(load),
            # for every name: choosing by file ending would miss `.html.j2` and `.svg`
            autoescape=True,
            undefined=Missing,
            extensions=["jinja2.ext.i18n"],
            bytecode_cache=Compiled(cache),
            trim_blocks=_RULES["trim_blocks"],
            lstrip_blocks=_RULES["lstrip_blocks"],
            keep_trailing_newline=_RULES["keep_trailing_newline"],
        )
        self.newstyle_gettext = _RULES["newstyle_gettext"]
        self._open: dict[type, frozenset[str]] = {LoopContext: _COUNTERS}

    def speak(self, locale: Locale) -> None:
        """Give the templates the texts of a language."""
        self.install_gettext_translations(locale.translations, newstyle=True)  # type: ignore[attr-defined]  # of the i18n extension
        self.globals["gettext"] = Texts(locale.gettext)

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


class Compiled(BytecodeCache):
    """What Python's compiler made of templates, kept from one language to the other and from build to build."""

    def __init__(self, cache: Cache) -> None:
        self._cache = cache
        self._made_by = {"jinja": metadata.version("jinja2"), "python": MAGIC_NUMBER.hex(), "rules": _RULES}

    def load_bytecode(self, bucket: Bucket) -> None:
        """Take the code of a template from the cache, if it is there."""
        kept = self._cache.get(self._key(bucket))
        if kept is not None:
            bucket.code = marshal.loads(kept)  # noqa: S302 - the cache is the user's own, as Python's compiled modules are

    def dump_bytecode(self, bucket: Bucket) -> None:
        """Keep the code of a template."""
        self._cache.put(self._key(bucket), marshal.dumps(bucket.code))

    def _key(self, bucket: Bucket) -> str:
        """All that shapes the code of a template: its name and text, and who compiled it."""
        return key_of("template", {"name": bucket.key, "text": bucket.checksum, **self._made_by})


class Texts:
    """`gettext` as templates call it: the text in the language of the page, with its placeholders filled in."""

    def __init__(self, translate: Callable[[str], str]) -> None:
        self._translate = translate
        self._known = lru_cache(_MOST_TEXTS)(self._look_up)

    @pass_context
    def __call__(self, context: Context, text: str, /, **values: Any) -> str:
        """The text; escaped where the template escapes."""
        return self.said(text, values) if context.eval_ctx.autoescape else self._translate(text) % values

    def said(self, text: str, values: Mapping[str, Any]) -> Markup:
        """The text with its placeholders filled in; the values are escaped unless they are Markup."""
        known = self._known(text)
        if not values and known.whole is not None:
            return known.whole
        if not known.plain:
            return Markup(known.text) % values  # noqa: S704 - as jinja has it: the theme's own texts are trusted
        return Markup(known.text % {name: escape(value) for name, value in values.items()})  # noqa: S704

    def _look_up(self, text: str) -> _Text:
        translated = self._translate(text)
        plain = "%" not in _PLAIN_FORMAT.sub("", translated)
        return _Text(translated, plain, Markup(translated % {}) if plain and "%(" not in translated else None)  # noqa: S704


@dataclass(frozen=True, slots=True)
class _Text:
    """A text in the language of the page.

    `plain` says that all it fills in are texts, by name; `whole` is the text where it fills in nothing.
    """

    text: str
    plain: bool
    whole: Markup | None
