"""A theme may be a stranger's: its templates reach the views and nothing behind them."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

import pytest
from jinja2.ext import _make_new_gettext
from markupsafe import Markup

from cjgen import bundled
from cjgen.cache import MemoryCache
from cjgen.model.page import Theme
from cjgen.render.compiled import Texts
from cjgen.render.locale import Locale
from cjgen.render.sandbox import Sandbox
from cjgen.render.templates import Templates, ThemeFault, open_templates, theme_problems
from cjgen.render.urls import relative
from cjgen.render.views import LanguageView

VIEW = LanguageView(code="en", name="English", href="x.html", canonical=None, current=True)


@dataclass
class Other:
    """A class that is no view."""

    texts: list[str]


def templates(text: str, **others: str) -> Templates:
    files = {"page.html": text} | {f"{name}.html": text for name, text in others.items()}
    return Templates(Theme("strange", files, {name: name for name in files}, {}), Locale("en", None), MemoryCache())


def shown(text: str, **others: str) -> str:
    """What a template makes of a view, a list, a mapping, a text and a function."""
    values: dict[str, Any] = {
        "view": VIEW,
        "list": [3, 1, 2],
        "dict": {"a": 1},
        "set": {1},
        "text": "a{0}",
        "markup": Markup("<b>{}</b>"),
        "function": relative,
        "method": VIEW.href.upper,
        "other": Other(["a"]),
        "class": LanguageView,
        "rows": (n for n in (1, 2)),
    }
    return str(templates(text, **others).text("page.html", **values))


@pytest.mark.parametrize(
    ("attack", "said"),
    [
        ("view.__class__", "unsafe"),
        ("view.__dataclass_fields__", "unsafe"),
        ("view['__class__']", "unsafe"),
        ("view|attr('__class__')", "unsafe"),
        ("view.href.__class__.__mro__[1].__subclasses__()", "unsafe"),
        ("''.__class__", "unsafe"),
        ("list._x", "`list._x`"),
        ("other.__init__", "unsafe"),
        ("class.mro()", "unsafe"),
        ("class.__init__.__globals__", "unsafe"),
        ("function.__globals__", "unsafe"),
        ("function.__code__", "unsafe"),
        ("method.__self__", "unsafe"),
        ("rows.gi_frame", "unsafe"),
        ("rows.gi_code", "unsafe"),
        ("list.append(4)", "unsafe"),
        ("list.sort()", "unsafe"),
        ("list['clear']()", "unsafe"),
        ("other.texts.append('b')", "unsafe"),
        ("dict.update(b=2)", "unsafe"),
        ("dict.pop('a')", "unsafe"),
        ("set.add(2)", "unsafe"),
        ("'{0.__class__}'.format(view)", "unsafe"),
        ("'{0.href.__class__}'.format(view)", "unsafe"),
        ("'{x.__class__}'.format_map({'x': view})", "unsafe"),
        ("markup.format(view) ~ '{0.__class__}'.format(view)", "unsafe"),
        ("(markup ~ '{0.__class__}').format(view)", "unsafe"),
        ("(['{0.__class__}'.format] | map('string') | join) ~ self.__class__", "unsafe"),
        ("gettext.__self__", "`gettext.__self__`"),
        ("gettext.__call__", "unsafe"),
        ("gettext._translate", "unsafe"),
        ("gettext._known.cache_clear()", "unsafe"),
        ("gettext('x').__class__", "unsafe"),
        ("gettext('%(n)s', n='{0.__class__}'.format(view))", "unsafe"),
        ("cycler.__init__.__globals__", "unsafe"),
        ("lipsum.__globals__", "unsafe"),
        ("self._TemplateReference__context", "unsafe"),
        ("range(1000000)|length", "Range too big"),
        ("config", "`config`"),
        ("view.gone", "`view.gone`"),
    ],
)
def test_a_template_reaches_nothing_behind_the_views(attack: str, said: str) -> None:
    with pytest.raises(ThemeFault, match=said):
        shown("{{ " + attack + " }}")


@pytest.mark.parametrize(
    "attack",
    [
        "{% for x in list %}{{ loop.__class__ }}{% endfor %}",
        "{% for x in list %}{{ loop._iterable }}{% endfor %}",
        "{% import 'parts.html' as parts %}{{ parts.__class__ }}",
        "{% import 'parts.html' as parts %}{{ parts._body_stream }}",
        "{% import 'parts.html' as parts %}{{ parts.mark.__class__ }}",
        "{% import 'parts.html' as parts %}{{ parts.mark._func.__globals__ }}",
        "{% import 'parts.html' as parts %}{{ parts.tricky(view) }}",
        "{% macro m(x) %}{{ x.__class__ }}{% endmacro %}{{ m(view) }}",
        "{% set f = '{0.__class__}'.format %}{{ f(view) }}",
        "{% trans x=view.__class__ %}{{ x }}{% endtrans %}",
        "{% call view.__class__() %}{% endcall %}",
        "{% set ns = namespace(view=view) %}{{ ns.view.__class__ }}",
    ],
)
def test_no_way_round_leads_behind_the_views(attack: str) -> None:
    parts = "{% macro mark(x) %}{{ x }}{% endmacro %}{% set tricky = '{0.__class__}'.format %}"
    with pytest.raises(ThemeFault, match="unsafe"):
        shown(attack, parts=parts)


def test_a_template_cannot_change_a_view() -> None:
    with pytest.raises(ThemeFault):
        shown("{% set view.href = 'y.html' %}")
    assert VIEW.href == "x.html"


def test_what_is_known_of_views_holds_for_no_other_class() -> None:
    sandbox = Sandbox(Theme("strange", {}, {}, {}), Locale("en", None), MemoryCache())
    for value in (VIEW, "text", Markup("x"), [1], {"a": 1}, Other([]), LanguageView, relative):
        for attribute in ("__class__", "_x", "__doc__", "__dict__"):
            assert not sandbox.is_safe_attribute(value, attribute, None)
            assert not isinstance(sandbox.getattr(value, attribute), type(getattr(value, attribute, None)))


def test_a_template_shows_what_views_and_texts_hold() -> None:
    assert shown("{{ view.href }} {{ text.upper() }} {{ dict.a }} {{ list[0] }}") == "x.html A{0} 1 3"
    assert shown("{{ '<{}>'.format(view.href) }} {{ markup.format('<') }}") == "&lt;x.html&gt; <b>&lt;</b>"
    assert shown("{% for x in list %}{{ loop.index }}{{ loop.last }} {% endfor %}") == "1False 2False 3True "
    parts = "{% macro mark(x, y='z') %}<{{ x }}{{ y }}>{% endmacro %}{% set name = view %}"
    calling = "{% import 'parts.html' as parts with context %}{% for x in list %}{{ parts.mark(x, y=x) }}{% endfor %}"
    assert shown(calling + "{{ parts.name.href }}", parts=parts) == "<33><11><22>x.html"


class _Context:
    """As much of a template's context as jinja's own `gettext` looks at."""

    def __init__(self, *, autoescape: bool) -> None:
        self.eval_ctx = type("EvalContext", (), {"autoescape": autoescape})()

    def call(self, function: Any, *args: Any) -> Any:
        return function(*args)


TEXTS = ["plain", "90%% or more", "%(n)s of %(m)s", "%(n)s %%", "%(n)d of %(m)r", "<b>%(n)s</b>", "%(n)5s|%(m)-3s|"]


@pytest.mark.parametrize("text", TEXTS)
@pytest.mark.parametrize("autoescape", [True, False])
def test_texts_are_filled_in_as_jinja_fills_them_in(text: str, autoescape: bool) -> None:
    context, texts = _Context(autoescape=autoescape), Texts(lambda text: text)
    own = _make_new_gettext(lambda text: text)
    for values in ({"n": 1, "m": "<&>"}, {"n": 2.5, "m": Markup("<i>")}):
        for given in (values, {}):
            if given or "%(" not in text:
                wanted, found = own(context, text, **given), texts(context, text, **given)  # type: ignore[arg-type]
                assert (type(found), found) == (type(wanted), wanted)


def test_texts_are_those_of_the_language() -> None:
    dutch = Locale("nl", bundled.catalogue("nl"))
    files = {"page.html": "{% trans %}Contents{% endtrans %} {% trans n=3 %}Target: {{ n }}{% endtrans %} %"}
    theme = Theme("strange", files, {"page.html": "page.html"}, {})
    wanted = f"{dutch.gettext('Contents')} {dutch.gettext('Target: %(n)s') % {'n': 3}} %"
    assert wanted != "Contents Target: 3 %"
    assert Templates(theme, dutch, MemoryCache()).text("page.html") == wanted


class _Counting(MemoryCache):
    """A cache that knows what was put into it."""

    def __init__(self) -> None:
        super().__init__()
        self.put_in: list[str] = []

    def put(self, key: str, value: bytes) -> None:
        self.put_in.append(key.partition("/")[0])
        super().put(key, value)


def test_a_template_is_compiled_once() -> None:
    def theme(text: str) -> Theme:
        return Theme("own", {"page.html": text}, {"page.html": "page.html"}, {})

    cache, dutch = _Counting(), bundled.catalogue("nl")
    for _ in range(2):
        assert not theme_problems(theme("{% trans %}Contents{% endtrans %}"), "en", None, cache)
        templates = open_templates(theme("{% trans %}Contents{% endtrans %}"), "en", None, cache)
        assert templates.text("page.html") == "Contents"
    assert len(cache.put_in) == 1
    templates = open_templates(theme("{% trans %}Contents{% endtrans %}"), "nl", dutch, cache)
    assert templates.text("page.html") == Locale("nl", dutch).gettext("Contents") != "Contents"
    assert open_templates(theme("{{ 2 }}"), "en", None, cache).text("page.html") == "2"
    for _ in range(2):
        assert [found.code for found in theme_problems(theme("{{ 1"), "en", None, cache)] == ["CJ302"]
        assert [found.code for found in theme_problems(theme("<img src=x>"), "en", None, cache)] == ["CJ309"]
    assert len(cache.put_in) == 4


@pytest.mark.parametrize(
    ("text", "wanted"),
    [
        ("{% trans %}90%% & more{% endtrans %}|{{ gettext('<b>') }}", "90%% & more|<b>"),
        ("{% autoescape false %}{% trans %}a & b{% endtrans %}{% endautoescape %}", "a & b"),
        ("{% set gettext = text.upper %}{{ gettext() }}{{ gettext('x') if false }}", "A{0}"),
        ("{% macro gettext(x) %}<{{ x }}>{% endmacro %}{{ gettext('x') }}", "<x>"),
        ("{% macro m(gettext) %}<{{ gettext }}>{% endmacro %}{{ m('x') }}", "<x>"),
        ("{% from 'parts.html' import gettext %}{{ gettext('x') }}", "[x]"),
        ("{% from 'parts.html' import say as gettext %}{{ gettext('x') }}", "[x]"),
        ("{% import 'parts.html' as gettext %}{{ gettext.say('x') }}{{ gettext('x') if false }}", "[x]"),
        ("{% for gettext in list %}{{ gettext }}{% endfor %}", "312"),
    ],
)
def test_texts_that_fill_in_nothing_are_those_that_were_meant(text: str, wanted: str) -> None:
    parts = "{% macro gettext(x) %}[{{ x }}]{% endmacro %}{% macro say(x) %}[{{ x }}]{% endmacro %}"
    assert shown(text, parts=parts) == wanted
