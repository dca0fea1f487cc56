"""Golden sites: `sites/<case>/input` is what an author wrote, `expected` what cjgen makes of it.

Every folder under sites/ is a case; `build.txt` beside its input holds options for `cjgen build`. The figures in
data/ and other files are compared byte for byte. Of a page its text is compared, one block a line (`page.txt` for
`page.html`); styles and build.json are left out of the comparison, only their presence is tested.

After a deliberate change `python -m tests.goldens` rewrites the expectations; read what changed before committing it.
"""

from __future__ import annotations

import difflib
import json
import re
import shutil
from pathlib import Path

import html5lib
import pytest
import yaml
from goldens import SITES, build, cases, comparable, mappings, page_text

from cjgen.build import build_site
from cjgen.model.journey import Journey
from cjgen.model.site import Site

CASES = cases(SITES)


def difference(expected: dict[str, str], built: dict[str, str]) -> str:
    """What changed, as `git diff` would show it; empty where nothing did."""
    parts = []
    for name in sorted(expected.keys() | built.keys()):
        if name not in built:
            parts.append(f"{name} is no longer made\n")
        elif name not in expected:
            parts.append(f"{name} is made but not expected\n")
        elif expected[name] != built[name]:
            before, after = (text.splitlines(keepends=True) for text in (expected[name], built[name]))
            parts.append("".join(difflib.unified_diff(before, after, f"expected/{name}", f"built/{name}", n=2)))
    return "\n".join(parts)


@pytest.mark.parametrize("case", CASES)
def test_site_is_what_is_expected(case: str, tmp_path: Path) -> None:
    folder = SITES / case / "expected"
    expected = {
        path.relative_to(folder).as_posix(): path.read_text("utf-8") for path in folder.rglob("*") if path.is_file()
    }
    assert expected, f"{case} expects nothing: python -m tests.goldens {case}"
    output = build(case, tmp_path)
    changed = difference(expected, comparable(output))
    if changed:
        pytest.fail(f"{case}: if this is meant, python -m tests.goldens {case}\n\n{changed}", pytrace=False)
    check_styles_and_list(output)


def check_styles_and_list(output: Path) -> None:
    """A style sheet that every page finds, one more for the kinds of page that need it, and a list of all files."""
    sheets = {path.name.partition(".")[0]: path for path in (output / "assets").iterdir() if path.suffix == ".css"}
    assert {"site", "sheet"} <= sheets.keys() <= {"site", "sheet", "plan"}
    assert all(re.fullmatch(r"[a-z]+\.[0-9a-f]{12}\.css", sheet.name) for sheet in sheets.values())
    for page in output.rglob("*.html"):
        root = html5lib.parse(page.read_text("utf-8"), namespaceHTMLElements=False)
        found = [(page.parent / link.get("href")).resolve() for link in root.iterfind(".//link[@rel='stylesheet']")]
        standalone = page.name == "404.html" or (page.parent == output and (output / "nl").is_dir())
        own = page.stem.rpartition("-")[2]
        wanted = [] if standalone else ["site", "sheet"] if own in ("sheet", "done") else ["site"]
        classes = {name for part in root.iter() for name in part.get("class", "").split()}
        wanted += ["plan"] if classes & {"page-plan", "remedies", "process"} else []
        assert found == [sheets[name].resolve() for name in wanted], page.name
    listed = json.loads((output / "build.json").read_text("utf-8"))["files"]
    files = {path.relative_to(output).as_posix() for path in output.rglob("*") if path.is_file()}
    assert set(listed) == files - {"build.json"}


@pytest.mark.parametrize("case", CASES)
def test_input_is_all_there_is(case: str) -> None:
    assert {path.name for path in (SITES / case).iterdir()} <= {"input", "expected", "build.txt"}
    assert (SITES / case / "input" / "site.yaml").is_file()


def written(data: object, path: tuple[str, ...] = ()) -> set[tuple[str, ...]]:
    """Every key of a YAML tree, with what leads to it; `*` is an item of a list."""
    if isinstance(data, dict):
        return {(*path, str(key)) for key in data} | {
            one for key, value in data.items() for one in written(value, (*path, str(key)))
        }
    if isinstance(data, list):
        return {one for value in data for one in written(value, (*path, "*"))}
    return set()


# a score takes one form at a time, so that each score key is written for one of the axes at least
SCORES = {"importance", "experience", "promise", "overall"}


# columns with answers, all of one kind: see AnswerColumn
COLUMNS = {"column", "expected", "perceived", "recommend", "outcome"}


def of_any_score(path: tuple[str, ...]) -> tuple[str, ...]:
    """The path without which score or column of answers it belongs to, if it leads to a key of one."""
    for kind, names in (("column", COLUMNS), ("score", SCORES)):
        above = [position for position, name in enumerate(path[:-1]) if name in names]
        if above:
            return (kind, *path[above[0] + 1 :])
    return path


@pytest.mark.parametrize(("declared", "files"), [(Site, "site.yaml"), (Journey, "journeys/*.yaml")])
def test_every_key_is_used_by_the_site_called_so(declared: type[Site | Journey], files: str) -> None:
    texts = [path.read_text("utf-8") for path in (SITES / "every-key" / "input").glob(files)]
    keys = {of_any_score(key) for text in texts for key in written(yaml.load(text, yaml.CSafeLoader))}
    for path, mapping in mappings(declared):
        if path[:1] in (("scale",), ("brand",)):
            continue  # one range or two: site.yaml has the one, the journey the other; a brand needs files: tests/keys
        for name in mapping.model_fields:
            if (*path, name) in (("languages",), ("brand",)):
                continue  # instead of `language`: in sites/languages; and see above
            if path[:3] == ("history", "*", "nps") and {"benchmark", "column"} & {*path, name}:
                continue  # refused: these go with today's NPS
            assert of_any_score((*path, name)) in keys, f"{'.'.join((*path, name))} is not used in sites/every-key"


def test_the_text_of_a_page() -> None:
    html = """<!doctype html><html lang="nl"><head><title> A
      b</title><meta name="robots" content="noindex"><style>p {}</style></head>
      <body><h2>Head <em>line</em></h2><p>one<br>two <a href="x">three</a>.</p><ul><li>item<p>more</p></ul>
      <table><tr><th>a<td>1,5<tr><th><p>b</p><td>2</table><script>no</script><div><div></div> tail </div>
      </body></html>"""
    assert page_text(html).splitlines() == [
        "lang: nl",
        "title: A b",
        "robots: noindex",
        "",
        "## Head line",
        "one two three.",
        "- item",
        "more",
        "a | 1,5",
        "b | 2",
        "tail",
    ]


def test_a_difference_is_seen_and_can_be_read() -> None:
    assert difference({"a": "x\n"}, {"a": "x\n"}) == ""
    assert difference({"a": "x\ny\n"}, {"a": "x\nz\n"}).splitlines()[-2:] == ["-y", "+z"]
    assert difference({"a": ""}, {"b": ""}).splitlines() == ["a is no longer made", "", "b is made but not expected"]


def test_a_title_in_one_language_is_marked_in_what_another_language_says_is_missing(tmp_path: Path) -> None:
    shutil.copytree(SITES / "minimal" / "input", tmp_path, dirs_exist_ok=True)
    (tmp_path / "site.yaml").write_text("title: Rapport\nlanguages: [nl, en]\n", "utf-8")
    assert build_site(tmp_path).written
    page = (tmp_path / "public" / "404.html").read_text("utf-8")
    assert re.findall(r'<p class="site">(.*)</p>', page) == ["Rapport", '<span lang="nl">Rapport</span>']
