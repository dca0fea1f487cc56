"""Templates to Python: their texts in the language of the page, and the code kept from build to build."""

from __future__ import annotations

import marshal
import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from functools import lru_cache
from typing import Any

from jinja2 import BytecodeCache, nodes, pass_context
from jinja2.bccache import Bucket
from jinja2.compiler import CodeGenerator, Frame
from jinja2.runtime import Context
from jinja2.visitor import NodeTransformer
from markupsafe import Markup

from cjgen.cache import Cache, key_of
from cjgen.render.locale import Locale
from cjgen.render.shown import shown

_PLAIN_FORMAT = re.compile(r"%%|%\(\w+\)s")
_MOST_TEXTS = 2_000


class Generator(CodeGenerator):
    """Makes Python of a template, in which values are shown by `shown`."""

    def _output_child_pre(self, node: nodes.Expr, frame: Frame, finalize: CodeGenerator._FinalizeInfo) -> None:
        if frame.eval_ctx.autoescape and not frame.eval_ctx.volatile and finalize.src is None:
            self.write("environment.shown(")
        else:
            super()._output_child_pre(node, frame, finalize)


class Compiled(BytecodeCache):
    """What Python's compiler made of templates in one language, kept in `cache`."""

    def __init__(self, locale: Locale, cache: Cache) -> None:
        self._cache = cache
        self._texts = [locale.language, locale.digest]

    def load_bytecode(self, bucket: Bucket) -> None:
        """Take the code of a template from the cache, if it is there."""
        kept = self._cache.get(self._key(bucket))
        if kept is not None:
            bucket.code = marshal.loads(kept)  # noqa: S302 - the cache is the user's own, as Python's compiled modules are

    def dump_bytecode(self, bucket: Bucket) -> None:
        """Keep the code of a template."""
        self._cache.put(self._key(bucket), marshal.dumps(bucket.code))

    def _key(self, bucket: Bucket) -> str:
        """What shapes the code of a template beside this program: its name and text, and its language."""
        return key_of("program/template", {"name": bucket.key, "text": bucket.checksum, "texts": self._texts})


class Texts:
    """`gettext` as templates call it: the text in the language of the page, with its placeholders filled in."""

    def __init__(self, translate: Callable[[str], str]) -> None:
        self._translate = translate
        self._known = lru_cache(_MOST_TEXTS)(self._look_up)

    @pass_context
    def __call__(self, context: Context, text: str, /, **values: Any) -> str:
        """The text; escaped where the template escapes."""
        return self.said(text, values) if context.eval_ctx.autoescape else self._translate(text) % values

    def whole(self, text: str) -> Markup | None:
        """The text where it fills in nothing, None where it does."""
        return self._known(text).whole

    def said(self, text: str, values: Mapping[str, Any]) -> Markup:
        """The text with its placeholders filled in; the values are escaped unless they are Markup."""
        known = self._known(text)
        if not values and known.whole is not None:
            return known.whole
        if not known.plain:
            return Markup(known.text) % values  # noqa: S704 - as jinja has it: the theme's own texts are trusted
        filled_in = known.text % {name: shown(value) for name, value in values.items()}
        return Markup(filled_in)  # noqa: S704 - a text of the theme, and every value is escaped by `shown`

    def _look_up(self, text: str) -> _Text:
        translated = self._translate(text)
        plain = "%" not in _PLAIN_FORMAT.sub("", translated)
        whole = translated % {} if plain and "%(" not in translated else None
        return _Text(translated, plain, Markup(whole) if whole is not None else None)  # noqa: S704 - a text of the theme


@dataclass(frozen=True, slots=True)
class _Text:
    """A text in the language of the page.

    `plain` says that all it fills in are texts, by name; `whole` is the text where it fills in nothing.
    """

    text: str
    plain: bool
    whole: Markup | None


def with_texts(template: nodes.Template, texts: Texts) -> nodes.Template:
    """The template with every text that fills in nothing as it stands on the page, so that it need not be looked up.

    A template that has something of its own called `gettext` stays as it is.
    """
    if any(map(_names_gettext, template.find_all((nodes.Name, nodes.Import, nodes.FromImport, nodes.Macro)))):
        return template
    spoken = _Spoken(texts).visit(template)
    if not isinstance(spoken, nodes.Template):
        raise TypeError("a template that is none")
    return spoken


def _names_gettext(node: nodes.Node) -> bool:
    if isinstance(node, nodes.Name):
        return node.name == "gettext" and node.ctx != "load"
    if isinstance(node, nodes.FromImport):
        return any((name if isinstance(name, str) else name[1]) == "gettext" for name in node.names)
    if isinstance(node, nodes.Import):
        return node.target == "gettext"
    return isinstance(node, nodes.Macro) and node.name == "gettext"


class _Spoken(NodeTransformer):
    def __init__(self, texts: Texts) -> None:
        self._texts = texts

    def visit_Output(self, node: nodes.Output) -> nodes.Node:
        node.nodes = [self._shown(each) for each in node.nodes]
        return self.generic_visit(node)

    def _shown(self, node: nodes.Expr) -> nodes.Expr:
        """The text that a call of `gettext` gives in any case, else the node."""
        if not (isinstance(node, nodes.Call) and isinstance(node.node, nodes.Name) and node.node.name == "gettext"):
            return node
        if len(node.args) != 1 or not isinstance(node.args[0], nodes.Const) or node.kwargs or node.dyn_kwargs:
            return node
        whole = self._texts.whole(node.args[0].value) if not node.dyn_args else None
        return nodes.TemplateData(str(whole), lineno=node.lineno) if whole is not None else node
