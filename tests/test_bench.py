"""What the comparison with other generators rests on: the same corpus for all, and a look at what each made of it.

The generators themselves are not run here, but for cjgen: `python -m tests.bench site` installs them.
"""

import re
import tomllib
from collections.abc import Callable
from itertools import pairwise
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import pytest
import yaml
from jinja2 import Environment, FileSystemLoader
from markdown_it import MarkdownIt

from cjgen.build import build_site
from tests.bench import corpus
from tests.bench.comparable import differences
from tests.bench.generators import THEMES, write_cjgen
from tests.bench.site import edit

COUNT = 2


def front_matter(page: str) -> dict[str, Any]:
    found: dict[str, Any] = yaml.safe_load(page.split("---\n")[1])
    return found


@pytest.fixture
def output(tmp_path: Path) -> Path:
    """What MkDocs would make of the corpus with its theme."""
    templates = Environment(loader=FileSystemLoader([THEMES / "mkdocs" / "theme", THEMES / "jinja"]))
    pages = []
    (tmp_path / "journeys").mkdir()
    for journey in corpus.journeys(COUNT):
        meta = front_matter(corpus.as_yaml_page(journey))
        url = f"journeys/{journey.id}.html"
        content = MarkdownIt().render(corpus.notes(journey))
        page = SimpleNamespace(title=meta["title"], meta=meta, content=content, url=url, is_homepage=False)
        (tmp_path / url).write_text(templates.get_template("main.html").render(page=page))
        pages.append(page)
    home = templates.get_template("home.html")
    (tmp_path / "index.html").write_text(
        home.render(page=SimpleNamespace(title="Home"), nav=SimpleNamespace(pages=pages))
    )
    return tmp_path


def test_the_front_matter_is_the_same_in_both_formats() -> None:
    journey = corpus.journey(7)
    assert tomllib.loads(corpus.as_toml_page(journey).split("+++\n")[1]) == front_matter(corpus.as_yaml_page(journey))


def test_a_journey_does_not_depend_on_how_many_there_are() -> None:
    assert [journey.id for journey in corpus.journeys(COUNT)] == ["service-00000", "service-00001"]
    assert list(corpus.journeys(COUNT))[1] == corpus.journey(1)
    verdicts = {each.verdict for journey in corpus.journeys(COUNT) for each in journey.touchpoints}
    assert verdicts == {"improve", "keep", "drop"}


def test_cjgen_finds_what_the_others_are_told(tmp_path: Path) -> None:
    write_cjgen(tmp_path / "site", 1)
    assert build_site(tmp_path / "site", output=tmp_path / "output").written
    assert differences("cjgen", tmp_path / "output", 1) == []


def test_a_whole_output_is_comparable(output: Path) -> None:
    assert differences("mkdocs", output, COUNT) == []


@pytest.mark.parametrize(
    ("page", "pattern", "instead", "said"),
    [
        ("journeys/service-00001.html", r"<tr id.*?</tr>", "", "19 rows"),
        ("journeys/service-00001.html", r"<td>\d+\.\d</td>", "<td>0.0</td>", "19 of them"),
        ("journeys/service-00001.html", r"<svg class=\"curve", '<svg class="other', "charts: ['matrix']"),
        ("journeys/service-00001.html", r'<a class="point".*?</a>', "", "19 points in the matrix"),
        ("journeys/service-00001.html", r">20</text>", "></text>", "numbers in the matrix"),
        ("journeys/service-00001.html", r'<a class="point"[^\n]*r="6"/></a>', "", "19 points in the curve"),
        ("journeys/service-00001.html", r"<em>told us</em>", "*told us*", "no notes on See the advertisement"),
        ("index.html", r'<li class="card">', "<li>", "cards for 1 journeys"),
    ],
)
def test_what_is_lacking_is_named(output: Path, page: str, pattern: str, instead: str, said: str) -> None:
    whole = (output / page).read_text()
    broken = re.sub(pattern, instead, whole, count=1)
    assert broken != whole
    (output / page).write_text(broken)
    (found,) = differences("mkdocs", output, COUNT)
    assert said in found
    assert page.rpartition("/")[2] in found


@pytest.mark.parametrize("change", [Path.unlink, lambda page: page.rename(page.with_stem("other"))])
def test_a_missing_report_is_named(output: Path, change: Callable[[Path], object]) -> None:
    change(output / "journeys" / "service-00001.html")
    assert differences("mkdocs", output, COUNT) == ["1 journeys instead of 2"]


def test_an_edit_changes_one_figure_and_each_time_to_another(tmp_path: Path) -> None:
    write_cjgen(tmp_path, 1)
    file = tmp_path / "journeys" / "service-00000.yaml"
    seen = [file.read_text()]
    for _ in range(COUNT):
        edit(file)
        seen.append(file.read_text())
    n = corpus.journey(0).touchpoints[0].importance.n
    loaded = [yaml.safe_load(text) for text in seen]
    assert [each["stages"][0]["touchpoints"][0]["importance"]["n"] for each in loaded] == [n, n + 1, n + 2]
    for before, after in pairwise(seen):
        assert sum(a != b for a, b in zip(before.splitlines(), after.splitlines(), strict=True)) == 1
