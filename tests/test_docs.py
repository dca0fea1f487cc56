"""The documentation names everything that exists and nothing else, and its examples work.

What a YAML example is stands behind its fence: nothing for a complete journey, `site`, `brand`, `journey`, `touchpoint`
or `theme` for some keys of one, `scores` for a list of scores, and `wrong CJ103` for a touchpoint's keys with that
problem. `python tests/test_docs.py` writes docs/problems.md anew.
"""

from __future__ import annotations

import re
import shlex
import textwrap
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import get_args

import click
import pytest
import yaml
from test_keys import JOURNEY_SCHEMA, SITE_SCHEMA, as_data, mistakes, schema_keys

from cjgen.analyse import analyse, derive, portfolio, summary_of
from cjgen.build import Built, build_site, check_site
from cjgen.cli import main
from cjgen.cli.options import FAULT, INTERRUPTED, PROBLEMS
from cjgen.export import actions_table, journey_data, journey_table, site_data
from cjgen.load.theme import THEME_FILE
from cjgen.measure import measure
from cjgen.model.codes import CODES
from cjgen.model.findings import Certainty, Reason
from cjgen.model.journey import Journey

ROOT = Path(__file__).parent.parent
DOCS = ROOT / "docs"
PAGES = [ROOT / "README.md", ROOT / "CHANGELOG.md", ROOT / "CONTRIBUTING.md", *sorted(DOCS.glob("*.md"))]
PROBLEMS_PAGE = DOCS / "problems.md"


def text(name: str) -> str:
    return (ROOT / name).read_text("utf-8")


def section(page: str, heading: str) -> str:
    """The part of a page below a heading of the second level."""
    parts = re.split(r"^## (.+)$", text(page), flags=re.MULTILINE)
    return dict(zip(parts[1::2], parts[2::2], strict=True))[heading]


def words(markdown: str) -> set[str]:
    """Every word that stands in code, in a line or in a block."""
    code = re.findall(r"```.*?^```|`[^`\n]+`", markdown, re.DOTALL | re.MULTILINE)
    return {word for piece in code for word in re.findall(r"[\w-]+", piece)}


# everything that exists is named


def options() -> Iterator[tuple[str, str]]:
    for name, command in main.commands.items():
        for parameter in command.get_params(click.Context(command)):
            for option in (*parameter.opts, *parameter.secondary_opts):
                if isinstance(parameter, click.Option):
                    yield name, option


def test_every_command_is_described_and_every_described_one_exists() -> None:
    described = set(re.findall(r"^## cjgen (\w+)$", text("docs/commands.md"), re.MULTILINE))
    assert described == set(main.commands)
    assert described == set(re.findall(r"^\| `cjgen (\w+)", section("README.md", "Commands"), re.MULTILINE))


@pytest.mark.parametrize(("command", "option"), list(options()))
def test_every_option_is_described(command: str, option: str) -> None:
    shared = section("docs/commands.md", "Options that every command takes")
    assert f"`{option}" in section("docs/commands.md", f"cjgen {command}") + shared


def test_every_described_option_exists() -> None:
    known = {option for _, option in options()} | {"-h", "--help"}
    described = set(re.findall(r"(?<=`)--?[a-z-]+", text("docs/commands.md") + section("README.md", "Commands")))
    assert described <= known
    assert len(described) > 5


def test_every_format_is_described() -> None:
    (option,) = [param for param in main.commands["check"].params if param.name == "format_"]
    assert isinstance(option.type, click.Choice)
    assert all(f"`--format {choice}`" in section("docs/commands.md", "cjgen check") for choice in option.type.choices)


def test_every_exit_code_is_described() -> None:
    table = section("docs/commands.md", "Exit codes")
    described = [int(code) for code in re.findall(r"^\| `(\d+)` \|", table, re.MULTILINE)]
    assert described == [0, PROBLEMS, click.UsageError.exit_code, FAULT, INTERRUPTED]


SECTIONS = {
    "site": ("site.yaml", "Thresholds", "Brand", "Actions and focus"),
    "shades": ("Brand",),
    "font": ("Brand",),
    "journey": (
        *("The journey", "site.yaml", "Thresholds", "Survey files", "Segments", "Earlier waves"),
        *("Actions and focus", "Vision, loyalty and the organisation"),
    ),
    "nps": ("The journey",),
    "column": ("Survey files",),
    "stage": ("Stages",),
    "touchpoint": (
        *("Touchpoints", "Earlier waves", "Own estimates and competitors", "Cost of failure", "Actions and focus"),
        "Vision, loyalty and the organisation",
    ),
    "score": ("Scores", "Derived importance"),
    "text": ("Several languages",),
    "dimension": ("Scores",),
}


@pytest.mark.parametrize("key", schema_keys())
def test_every_key_is_described(key: str) -> None:
    owner, _, path = key.partition(".")
    described = "".join(section("docs/format.md", heading) for heading in SECTIONS[owner])
    assert set(path.split(".")) <= words(described)


@pytest.mark.parametrize("key", schema_keys())
def test_every_word_and_key_of_a_schema_is_described(key: str) -> None:
    """The words that a key takes, such as `basic`."""
    schema = schema_keys()[key]
    allowed = {word for option in (schema, *schema.get("anyOf", ())) for word in option.get("enum", ())}
    assert allowed <= words(text("docs/format.md"))


def test_no_other_keys_are_described() -> None:
    known = {key.rpartition(".")[2] for key in schema_keys()}
    for owner, headings in SECTIONS.items():
        whole = "".join(section("docs/format.md", heading) for heading in headings)
        rows = re.findall(r"^\| (`\w+`(?:, `\w+`)*) \|", whole, re.MULTILINE)
        assert rows, owner
        assert {name for row in rows for name in re.findall(r"\w+", row)} <= known


def test_the_audience_of_every_key_is_described_as_it_is_declared() -> None:
    """Keys for everybody, and what stands below a key with the same audience, need no row."""
    declared = {path: schema["audience"] for path, schema in schema_keys().items() if schema["audience"] != "public"}
    topmost = {path: who for path, who in declared.items() if declared.get(path.rpartition(".")[0]) != who}
    rows = re.findall(r"^\| (`.*`) \| (\w+) \|$", section("docs/format.md", "Audiences"), re.MULTILINE)
    assert {path: who for paths, who in rows for path in re.findall("[a-z_.]+", paths)} == topmost


def test_problems_are_described_as_they_are() -> None:
    assert PROBLEMS_PAGE.read_text("utf-8") == problems_page(), "run python tests/test_docs.py"


@pytest.mark.parametrize("page", PAGES, ids=lambda page: page.name)
def test_code_in_a_line_begins_and_ends(page: Path) -> None:
    """Pairs of backticks, with a sign or space outside each of them, and none within another."""
    content = re.sub(r"^```.*?^```", "", page.read_text("utf-8"), flags=re.DOTALL | re.MULTILINE)
    for paragraph in re.split(r"\n\s*\n|\n>|\n\|", content):
        parts = re.sub(r"(?<=\s)\\`", "", paragraph).split("`")
        assert len(parts) % 2, paragraph
        assert all(part for part in parts[1::2]), paragraph
        between = zip(parts[::2], parts[2::2], strict=False)
        glued = [re.search(r"[\w}]\Z", left) or re.match(r"(?!s\b)[\w/{]", right) for left, right in between]
        assert not any(glued), paragraph


@pytest.mark.parametrize("page", PAGES, ids=lambda page: page.name)
def test_named_problems_exist(page: Path) -> None:
    assert set(re.findall(r"CJ\d{3}", page.read_text("utf-8"))) <= set(CODES)


def test_every_reason_and_certainty_is_described() -> None:
    rows = re.findall(r"\| `(\w+)` \|$", section("docs/method.md", "The verdict"), re.MULTILINE)
    assert sorted(rows) == sorted(("reason", *get_args(Reason)))
    rows = re.findall(r"^\| (\w+) \|", section("docs/method.md", "How certain a verdict is"), re.MULTILINE)
    assert set(get_args(Certainty)) <= set(rows)


# the data files


def names(data: object) -> set[str]:
    """Every key of a data file, except below keys whose contents are the author's."""
    if isinstance(data, dict):
        return set(data).union(*(names(value) for key, value in data.items() if not _is_by_name(key, value)))
    return set().union(*(names(value) for value in data)) if isinstance(data, list) else set()


def test_every_field_of_the_data_is_described() -> None:
    checked = check_site(ROOT)
    described = words(text("docs/data.md"))
    found = set()
    summaries = [summary_of(journey) for journey in checked.journeys]
    whole = portfolio(summaries, checked.pool)
    files = [journey_data(journey, checked.site.currency) for journey in checked.journeys]
    for content in (*files, site_data(checked.site, summaries, whole)):
        found |= names(yaml.safe_load(content))
    for journey in checked.journeys:
        found |= set(journey_table(journey).decode("utf-8-sig").partition("\r\n")[0].split(","))
    found |= set(actions_table(checked.journeys, "EUR").decode("utf-8-sig").partition("\r\n")[0].split(","))
    assert {"asked_on", "failing_basic", "first", "own_gap", "sensitivity", "short"} <= found
    found = {name for name in found if not name.isdigit()}  # answers in a tally
    of_groups = {
        name for name in found if re.match(r"(wave|segment)_\w+_(importance_mean|experience_mean|verdict)$", name)
    }
    found -= of_groups
    assert of_groups
    assert "| segment_*column*_*id*_… and wave_*id*_… |" in text("docs/data.md")
    assert sorted(found - described - {"median", "mean", "stage_mean", "midpoint"}) == []
    rows = re.findall(r"^\| ([^|]*`[^|]*) \|", text("docs/data.md"), re.MULTILINE)
    assert sorted({name for row in rows for name in re.findall(r"\w+", row)} - found) == []


def _is_by_name(key: str, value: object) -> bool:
    """Whether roles (`rates`) or journeys (`own`, in a site's focus) are the keys of this."""
    return key in ("rates", "own") and isinstance(value, dict)


# themes


def test_templates_blocks_and_properties_are_described_as_they_are() -> None:
    folder = ROOT / "themes" / "default"
    templates = {path.name: path.read_text("utf-8") for path in (folder / "templates").iterdir()}
    table = section("docs/themes.md", "Templates and their blocks")
    rows = dict(re.findall(r"^\| `([\w.]+)` \| ([^\n]*)$", table, re.MULTILINE))
    assert set(rows) == set(templates)
    for name, template in templates.items():
        kind = "macro" if "{% macro" in template else "block"
        inherited = set(re.findall(r"\{% block (\w+)", templates["base.html"])) if name != "base.html" else set()
        assert set(re.findall(rf"\{{% {kind} (\w+)", template)) - inherited <= words(rows[name]), name
    style = (folder / "static" / "site.css").read_text("utf-8")
    properties = set(re.findall(r"^ +(--cj-[\w-]+):", style, re.MULTILINE))
    assert properties == set(re.findall(r"`(--cj-[\w-]+)`", section("docs/themes.md", "Custom properties")))


# the examples work


@dataclass(frozen=True)
class Example:
    """A fenced block: the page and line where it begins, what stands behind the fence, and its text."""

    page: str
    line: int
    language: str
    kind: str
    text: str

    def __str__(self) -> str:
        return f"{self.page}:{self.line}"


def examples(*languages: str) -> list[Example]:
    found = []
    for page in PAGES:
        content = page.read_text("utf-8")
        for match in re.finditer(r"^```(\w*) ?(.*)\n((?:.*\n)*?)```$", content, re.MULTILINE):
            line = content[: match.start()].count("\n") + 1
            found.append(Example(page.name, line, match[1], match[2].strip(), match[3]))
    return [example for example in found if example.language in languages]


JOURNEY = {"title": "Example", "context": {"period": "2026"}, "target": {"experience": 7}}
TOUCHPOINTS = [{"title": f"Another {n}", "importance": 2 + n, "experience": 6} for n in range(3)]


_LOGO = '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 3 1"/>'
BRAND_FILES = {
    **{f"brand/{name}.svg": _LOGO for name in ("logo", "logo-dark")},
    **{f"brand/{name}.woff2": f"wOF2 {name}" for name in ("text", "text-bold", "display")},
}
"""Files that the examples of a brand name; of letters only the first signs are looked at."""


def answers(customer: int) -> dict[str, int]:
    """What a customer answered: nothing in it is random, and no two questions were answered alike."""
    price, appointment, coffee = (1 + customer // step % 10 for step in (1, 3, 7))
    recommend = min(10, (2 * price + appointment + customer % 4) // 3)
    return {"q1": recommend, "q2": (price + appointment + 1) // 2, "q7": price, "q8": appointment, "q9": coffee}


def survey_files() -> dict[str, str]:
    """The survey of the examples, a row a customer and a row an answer."""
    wide, long = ["id;q1;q2;q7;q8;q9;age;year"], ["customer,question,answer"]
    for customer in range(120):
        found = answers(customer)
        wide.append(";".join(map(str, [customer, *found.values(), 1 + customer % 3, 2025 + customer % 2])))
        asked = {"recommend": "q1", "price": "q7", "appointment": "q8", "coffee": "q9"}
        long += [f"{customer},{name},{found[column]}" for name, column in asked.items()]
    return {"data/survey.csv": "\n".join(wide), "data/answers.csv": "\n".join(long)}


def indented(lines: str) -> str:
    """Some lines as keys of a touchpoint, without touching how they are written."""
    return "".join(f"        {line}\n" for line in lines.splitlines())


def written(root: Path, example: Example) -> None:
    """Make the example part of a site."""
    site, theme, journey = "title: Example\n", "title: Example\n", yaml.safe_dump(JOURNEY)
    others = yaml.safe_dump([{"title": "Others", "id": "others", "touchpoints": TOUCHPOINTS}])
    stages = "stages:\n" + "".join(f"  {line}\n" for line in others.splitlines())
    stage = "  - title: Example\n    touchpoints:\n"
    match example.kind.split():
        case []:
            assert example.text.startswith("title:"), "say behind the fence what this is"
            journey, stages = example.text, ""
        case ["site"]:
            site = example.text
        case ["theme"]:
            theme = example.text
        case ["brand"]:
            site += "brand: _brand.yml\n"
        case ["journey"]:
            own = yaml.safe_load(example.text)
            journey = example.text + "".join(yaml.safe_dump({key: JOURNEY[key]}) for key in JOURNEY if key not in own)
            stages = "" if "stages" in own else stages
        case ["touchpoint"]:
            stages += stage + "      -\n" + indented(example.text)
        case ["wrong", _]:
            stages += stage + "      - title: Wrong\n" + indented(example.text)
        case ["scores"]:
            rows = [line[2:] for line in example.text.splitlines()]
            assert all(line.startswith("- ") for line in example.text.splitlines())
            stages += stage + "".join(f"      - title: Score {n}\n        {row}\n" for n, row in enumerate(rows))
        case other:
            pytest.fail(f"no examples are called {other}")
    for path, content in {
        "site.yaml": site if example.kind == "site" else site + "theme: example\n",
        "journeys/example.yaml": journey + stages,
        f"themes/example/{THEME_FILE}": theme if "extends" in theme else theme + "extends: default\n",
        **BRAND_FILES,
        **survey_files(),
        **({"_brand.yml": example.text} if example.kind == "brand" else {}),
    }.items():
        (root / path).parent.mkdir(parents=True, exist_ok=True)
        (root / path).write_text(content, "utf-8")


WARNINGS: dict[str, set[str]] = {"": {"CJ201"}, "site": set()}
"""What may be said of an example that is pasted as it stands: the smallest journey has no context."""


def made(root: Path, example: Example) -> Built:
    written(root, example)
    return build_site(root)


@pytest.mark.parametrize("example", [one for one in examples("yaml") if "wrong" not in one.kind], ids=str)
def test_yaml_example_builds(example: Example, tmp_path: Path) -> None:
    built = made(tmp_path, example)
    problems = [f"{found.code} {found.message}" for found in built.checked.problems if found.severity == "error"]
    assert problems == []
    assert built.written
    assert mistakes(SITE_SCHEMA, as_data((tmp_path / "site.yaml").read_bytes())) == []
    assert mistakes(JOURNEY_SCHEMA, as_data((tmp_path / "journeys" / "example.yaml").read_bytes())) == []
    if example.kind in WARNINGS:
        file = "site.yaml" if example.kind == "site" else "journeys/example.yaml"
        told = {found.code for found in built.checked.problems if found.place.file == file}
        assert told <= WARNINGS[example.kind]
    if example.kind == "scores":
        scored = [item for item in built.checked.journeys[0].touchpoints if item.touchpoint.id.startswith("score-")]
        assert len(scored) == len(example.text.splitlines())
        assert all(item.experience for item in scored)


@pytest.mark.parametrize("example", [one for one in examples("yaml") if "wrong" in one.kind], ids=str)
def test_yaml_mistake_is_found(example: Example, tmp_path: Path) -> None:
    built = made(tmp_path, example)
    found = {one.code for one in built.checked.problems if one.code != "CJ202"}
    assert found == {example.kind.split()[1]}


def test_every_kind_of_example_is_there() -> None:
    kinds = {example.kind.split()[0] if example.kind else "" for example in examples("yaml")}
    assert kinds == {"", "site", "journey", "touchpoint", "scores", "wrong", "theme", "brand"}
    assert {example.page for example in examples("yaml")} >= {"README.md", "format.md", "themes.md"}


def test_the_verdicts_of_the_first_example_are_as_the_readme_says() -> None:
    example = next(one for one in examples("yaml") if one.page == "README.md")
    journey = Journey.model_validate({"id": "example", **yaml.safe_load(example.text)}, strict=False)
    found = analyse(journey, derive(journey, measure(journey)))
    assert {item.touchpoint.title: item.verdict for item in found.touchpoints} == {
        "Knowing the price beforehand": "improve",
        "Making an appointment online": "keep",
        "Ready on the day that was agreed": "keep",
        "A cup of coffee while you wait": "drop",
        "A text message when it is ready": "add",
    }
    assert found.first is not None
    assert found.first.touchpoint.title == "Knowing the price beforehand"


def test_the_template_of_the_example_works(tmp_path: Path) -> None:
    (example,) = [one for one in examples("jinja") if one.page == "themes.md"]
    written(tmp_path, Example("", 0, "yaml", "theme", "extends: default"))
    template = tmp_path / "themes" / "example" / "templates" / "base.html"
    template.parent.mkdir()
    template.write_text(example.text, "utf-8")
    (page,) = [page for page in build_site(tmp_path).pages if page.path == "index.html"]
    assert "Questions? Come to the counter." in page.content.decode()
    assert "data/site.json" in page.content.decode()


# commands and links


def command_lines() -> list[tuple[str, str]]:
    """Every line that runs cjgen or make, in a block or as code within a text."""
    runs = re.compile(r"(\.venv/bin/)?(python -m )?(cjgen( .*)?|make \w+.*)")
    found = []
    for page in PAGES:
        content = page.read_text("utf-8")
        code = [
            line for example in examples("", "sh") if example.page == page.name for line in example.text.splitlines()
        ]
        code += re.findall(r"^    (\S.+)$", content, re.MULTILINE) + re.findall(r"`([^`\n]+)`", content)
        found += [(page.name, line) for line in code if runs.fullmatch(line)]
    return found


@pytest.mark.parametrize(("page", "line"), command_lines())
def test_command_line_would_run(page: str, line: str) -> None:
    words = shlex.split(re.sub(r"[\[\]]", "", line.partition("  #")[0]))
    if "make" in words:
        goals = [word for word in words[1:] if "=" not in word and not word.startswith("#")]
        assert set(goals[:1]) <= set(re.findall(r"^(\w+):", text("Makefile"), re.MULTILINE))
        return
    words = words[next(i for i, word in enumerate(words) if word.endswith("cjgen")) + 1 :]
    if not words:
        return
    _, rest, _ = main.make_parser(click.Context(main)).parse_args(words)
    command = main.get_command(click.Context(main), rest[0])
    assert command is not None, f"there is no command {rest[0]}"
    values, left, _ = command.make_parser(click.Context(command)).parse_args(rest[1:])
    assert left == []
    for parameter in command.params:
        if isinstance(parameter.type, click.Choice) and parameter.name in values:
            assert values[parameter.name] in parameter.type.choices


def test_there_are_command_lines() -> None:
    lines = {line for page, line in command_lines() if page == "README.md"}
    assert {"make site", "make test", ".venv/bin/cjgen new mysite", ".venv/bin/cjgen build mysite"} <= lines


def anchors(page: Path) -> set[str]:
    """The names that a page's headings have in addresses."""
    content = re.sub(r"^```.*?^```", "", page.read_text("utf-8"), flags=re.DOTALL | re.MULTILINE)
    headings = re.findall(r"^#+ (.+)$", content, re.MULTILINE)
    return {re.sub(r"[^\w\- ]", "", heading.lower()).replace(" ", "-") for heading in headings}


@pytest.mark.parametrize("page", PAGES, ids=lambda page: page.name)
def test_links_lead_somewhere(page: Path) -> None:
    content = re.sub(r"^```.*?^```|`[^`\n]*`(?!\])", "", page.read_text("utf-8"), flags=re.DOTALL | re.MULTILINE)
    for address in re.findall(r"\]\(([^)\s]+)\)", content):
        if "://" in address:
            continue
        path, _, anchor = address.partition("#")
        target = (page.parent / path).resolve() if path else page
        assert target.is_file(), address
        assert target.is_relative_to(ROOT), address
        assert not anchor or anchor in anchors(target), address


def test_every_page_is_linked_from_the_readme() -> None:
    linked = set(re.findall(r"\]\(([\w/]+\.\w+)\)", text("README.md")))
    assert {page.relative_to(ROOT).as_posix() for page in PAGES} - {"README.md"} <= linked


def test_the_picture_is_small() -> None:
    assert (DOCS / "report.png").stat().st_size < 150_000


# docs/problems.md

INTRODUCTION = """\
# Problems

What cjgen can say about an author's files, by code. Each message comes with its file, line and column, the line itself
and a hint, and `--verbose` adds the explanation that stands here. Words in `{braces}` are filled in. A code never gets
another meaning.

This page follows `cjgen/model/codes.py`; `python tests/test_docs.py` writes it anew.
"""

WARNED = ", ".join(name for name, code in CODES.items() if name.startswith("CJ3") and code.severity == "warning")

GROUPS = {
    "CJ1": ("What is written cannot be used", "Errors: nothing is built until they are mended."),
    "CJ2": (
        "It can be used, but deserves a thought",
        "Warnings: the site is built all the same. `checks` in site.yaml can ignore a warning or make it an error,\n"
        "and `--strict` makes errors of all.",
    ),
    "CJ3": ("The theme and the brand", f"Errors, but for {WARNED}, which are warnings as those above."),
    "CJ4": ("The output folder", "Errors; the site of the previous build stays whole."),
}


def problems_page() -> str:
    """docs/problems.md, made of the wording of the codes."""
    parts = [INTRODUCTION]
    for group, (heading, about) in GROUPS.items():
        parts.append(f"## {heading}\n\n{about}\n")
        for name, code in CODES.items():
            if name.startswith(group):
                parts.append(
                    f"### {name}\n\n> {_shown(code.message)}\n>\n> {_shown(code.hint)}\n\n{_plain(code.explanation)}\n"
                )
    assert all(name[:3] in GROUPS for name in CODES)
    return "\n".join(parts)


def _shown(words: str) -> str:
    """A message with its placeholders marked as code."""
    words = words.replace("{{", "{").replace("}}", "}")
    return "".join(
        # in code a placeholder is part of it, elsewhere it becomes code
        part if part.startswith("`") else re.sub(r"\{(\w+)\}", r"`{\1}`", part)
        for part in re.findall(r"`[^`]*`|[^`]+|`", words)
    )


def _plain(words: str) -> str:
    """Text in which a lone ` or * is not markup, on lines of 120 characters."""
    return textwrap.fill(re.sub(r"(?<=[^\w] )([`*])(?= [^\w])", r"\\\1", words), 120, break_on_hyphens=False)


if __name__ == "__main__":
    PROBLEMS_PAGE.write_text(problems_page(), "utf-8")
