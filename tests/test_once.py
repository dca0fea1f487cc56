"""What templates mark as the same on the report and the whole report, and whether it is."""

import pytest
from jinja2 import nodes
from markupsafe import Markup

from cjgen import bundled
from cjgen.cache import MemoryCache
from cjgen.load import load_theme
from cjgen.model.page import Theme
from cjgen.model.problem import Place
from cjgen.render.locale import Locale
from cjgen.render.once import Made
from cjgen.render.sandbox import Sandbox
from cjgen.render.templates import Templates
from cjgen.render.views import CountView

OF_A_PAGE = {"page", "asset", "rules"}
"""What the report and the whole report have each of its own."""


def _templates(text: str) -> Templates:
    return Templates(Theme("t", {"a.html": text}, {"a.html": "a.html"}, {}), Locale("en", None), MemoryCache())


def _count(phrase: str) -> CountView:
    return CountView("keep", Markup(phrase), empty=False)


def test_what_shows_the_same_value_is_made_once() -> None:
    page = _templates(
        "{{ n }}{% once item %}{{ item.phrase }} {{ n }}{% endonce %}{% once item %}!{{ n }}{% endonce %}"
    )
    made: Made = {}
    first, second = _count("<b>one</b>"), _count("<b>one</b>")
    assert page.render("a.html", item=first, n=1, made=made) == b"1<b>one</b> 1!1"
    assert page.render("a.html", item=first, n=2, made=made) == b"2<b>one</b> 1!1"
    assert page.render("a.html", item=second, n=3, made=made) == b"3<b>one</b> 3!3"
    assert page.render("a.html", item=first, n=4) == b"4<b>one</b> 4!4"


def test_what_it_shows_is_escaped_once() -> None:
    page = _templates("{% once item %}{{ item }}{% endonce %}")
    assert page.render("a.html", item="<&>", made={}) == b"&lt;&amp;&gt;"


@pytest.mark.parametrize("name", ["default", "harbour"])
def test_nothing_that_is_made_once_asks_for_the_page(name: str) -> None:
    theme, problems = load_theme(name, bundled.themes(), bundled.themes(), Place("site.yaml"))
    assert theme is not None
    assert not problems
    sandbox = Sandbox(theme, Locale("en", None), MemoryCache())
    asked = {each: sandbox.parse(text, each) for each, text in theme.templates.items() if each.endswith(".html")}
    found = 0
    for each, template in asked.items():
        for block in template.find_all(nodes.CallBlock):
            found += 1
            parts = [block, asked["parts.html"]]
            parts += [asked[include.template.as_const()] for include in block.find_all(nodes.Include)]
            names = {name.name for part in parts for name in part.find_all(nodes.Name) if name.ctx == "load"}
            assert not names & OF_A_PAGE, each
    assert found > 5
