"""Every key matters: for each key of the two schemas, two authors' files that differ in that key only, and where
the output differs because of it.

The tables in `keys/` hold the cases. `key` is the key's path: `site.…` in site.yaml, `journey.…` in the journey,
`stage.…` and `touchpoint.…` in its first stage and touchpoint, `score.…` in each score in turn (importance,
experience and promise of that touchpoint, and the overall mark; but `not_as` one of them, or `only_as` one),
`dimension.…` in one dimension of a SERVQUAL that is such a score, `nps.…` in the journey's NPS, `column.…` in the
column of a long file that holds the touchpoint's experience, `text.…` in the journey's title, `shades.…` in the
brand's accent, and `font.…` in its letters. `given` is written into that site, journey, stage, touchpoint, score or
text first, in both variants; then the key takes each of the two `values` (`~`: not written). `site` and `journey` are
merged into those files, `files` are further files of the author's, beside those in `base/data/`. `with` are two
mappings that go into the same place as `given`, one with each value, where a value cannot stand alone.

`differs` names files of the output and a place in each:

    data/kitchen.json: /touchpoints/0/need        a JSON pointer; `{score}` stands for that of the score
    journeys/kitchen.html:                        what a reader sees, in the elements that `at` names: a tag, .class
      at: '#touchpoint-quotation .facts "Need"'   or #id within another, and "text" for those with such a label;
      first: one text                             `{score}` stands for those of the score. The text stands in one
      second: another                             variant and not in the other; `~` leaves that side out
    index.html: {first: …, second: …}             without `at`: in the file as it is written
    name/of/*.css: {first: true, second: false}   whether there is such a file; `*` stands for any part of a name
    problems: {first: CJ201 warning}              what `check` says

Both variants must pass the schema and be accepted without an error.
"""

from __future__ import annotations

import copy
import json
import re
import shutil
import tempfile
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from fnmatch import fnmatchcase
from functools import cache, lru_cache
from html.parser import HTMLParser
from pathlib import Path
from typing import Any
from xml.etree.ElementTree import Element, TreeBuilder

import html5lib
import pytest
import yaml
from jsonschema import Draft202012Validator

from cjgen.build import build_site
from cjgen.load.yaml import load_yaml
from cjgen.model.brand import COLOR_NAMES
from cjgen.validate import journey_schema, site_schema

ROOT = Path(__file__).parent.parent
FOLDER = Path(__file__).parent / "keys"
BASE = {
    "site": yaml.safe_load((FOLDER / "base" / "site.yaml").read_text("utf-8")),
    "journey": yaml.safe_load((FOLDER / "base" / "journeys" / "kitchen.yaml").read_text("utf-8")),
}

SITE_SCHEMA, JOURNEY_SCHEMA = site_schema(), journey_schema()

TECHNICAL = {
    *("site.brand", "site.brand.logo", "site.brand.logo.light", "site.brand.logo.dark"),
    *("site.brand.colors", "shades.light", "shades.dark", *(f"site.brand.colors.{name}" for name in COLOR_NAMES)),
    *("site.brand.fonts", "site.brand.fonts.text", "site.brand.fonts.display"),
    *("font.file", "font.weight", "font.style"),
    *("site.checks", "site.indexing", "site.journeys", "site.output", "site.theme", "site.url"),
    *("journey.draft", "journey.id", "stage.id", "touchpoint.id"),
    *("journey.segments.id", "journey.segments.column", "journey.segments.codes"),
    *(f"journey.responses.{name}" for name in ("source", "sheet", "layout", "respondent", "missing")),
    *(f"journey.responses.{name}" for name in ("touchpoint", "experience", "importance")),
    *(f"journey.responses.wave.{name}" for name in ("column", "missing", "order")),
    *(f"journey.responses.segment.{name}" for name in ("column", "missing")),
    *("column.column", "column.missing", "column.scale", "column.scale.min", "column.scale.max", "score.missing"),
}
"""Keys that are for programs, addresses and looks; a reader of the pages must be able to read every other one."""

NAMED = {
    "Stage": "stage",
    "Touchpoint": "touchpoint",
    "ScoreForm": "score",
    "Dimension": "dimension",
    "Nps": "nps",
    "Column": "column",
    "AnswerColumn": "column",
    "Texts": "text",
    "Shades": "shades",
    "FontFile": "font",
}
"""Parts of the schema whose keys have a path of their own, because they stand in many places."""

SCORES = {
    "importance": ("/touchpoints/0/importance", '#touchpoint-quotation .scores div "Importance"'),
    "experience": ("/touchpoints/0/experience", '#touchpoint-quotation .scores div "Experience"'),
    "promise": ("/touchpoints/0/promise", '#touchpoint-quotation .scores div "Promise felt"'),
    "overall": ("/overall", '.scores div "Overall mark"'),
}
"""Where a score may stand, with what `{score}` stands for: in the data, and on the page."""


# the schemas


def resolved(schema: Mapping[str, Any], node: Mapping[str, Any]) -> tuple[str, Mapping[str, Any]]:
    """The name of the definition that a node points at (empty where it points at none), and the definition."""
    name = node.get("$ref", "").rpartition("/")[2]
    return name, schema["$defs"][name] if name else node


def keys_below(
    schema: Mapping[str, Any], node: Mapping[str, Any], path: str
) -> Iterator[tuple[str, Mapping[str, Any]]]:
    """Every key that may stand below a node, as its path and its schema; each once."""
    name, found = resolved(schema, node)
    path = NAMED.get(name, path)
    for other in (*found.get("anyOf", ()), *([found["items"]] if "items" in found else ())):
        yield from keys_below(schema, other, path)
    for key, value in found.get("properties", {}).items():
        yield f"{path}.{key}", value
        yield from keys_below(schema, value, f"{path}.{key}")


def schema_keys() -> dict[str, Mapping[str, Any]]:
    """Every key that an author may write, by its path."""
    site = keys_below(SITE_SCHEMA, SITE_SCHEMA, "site")
    return dict([*site, *keys_below(JOURNEY_SCHEMA, JOURNEY_SCHEMA, "journey")])


@pytest.mark.parametrize("schema", [SITE_SCHEMA, JOURNEY_SCHEMA], ids=["site", "journey"])
def test_schema_is_a_schema(schema: Mapping[str, Any]) -> None:
    assert schema["$schema"] == Draft202012Validator.META_SCHEMA["$id"]
    Draft202012Validator.check_schema(schema)


def test_every_key_says_what_it_means_and_who_may_see_it() -> None:
    keys = schema_keys()
    assert {"site.title", "nps.benchmark.low", "touchpoint.evidence.tone", "score.scale.min"} <= keys.keys()
    assert [path for path, key in keys.items() if not key.get("description", "").strip()] == []
    assert {path: key.get("audience") for path, key in keys.items() if key.get("audience") not in AUDIENCES} == {}


AUDIENCES = ("internal", "client", "public")


def mistakes(schema: Mapping[str, Any], data: Any) -> list[str]:
    return [error.message for error in Draft202012Validator(schema).iter_errors(data)]


def as_data(content: bytes) -> Any:
    """An author's file as data, read the way cjgen reads it: `2026-11-21` is a text."""
    document, problems = load_yaml("example.yaml", content)
    assert problems == []
    return document.data


SAMPLES = [ROOT / "site.yaml", *sorted((ROOT / "journeys").glob("*.yaml"))]


@pytest.mark.parametrize("path", SAMPLES, ids=lambda path: path.name)
def test_the_sample_passes_its_schema(path: Path) -> None:
    assert len(SAMPLES) >= 3
    schema = SITE_SCHEMA if path.name == "site.yaml" else JOURNEY_SCHEMA
    assert mistakes(schema, as_data(path.read_bytes())) == []


@pytest.mark.parametrize(
    "text",
    [
        "titel: Keukens",
        "language: de",
        "indexing: ja",
        "ranking: [gap]",
        "scale: {min: 1}",
        "thresholds: {importance: high}",
        "thresholds: {drop: mean}",
        "checks: {CJ201: off}",
    ],
)
def test_the_schema_finds_a_mistake_in_a_site(text: str) -> None:
    site = yaml.safe_load("title: Kitchens")
    assert mistakes(SITE_SCHEMA, site) == []
    assert mistakes(SITE_SCHEMA, {**site, **yaml.safe_load(text)})


@pytest.mark.parametrize(
    "text",
    [
        "{}",
        "title: No stages",
        "stages: []",
        "stages: [{title: Offer}]",
        "stages: {title: Offer}",
        "no_such_key: 1",
        "id: Kitchen 1",
        "draft: maybe",
        "overall: {mean: high}",
        "overall: {mean: 7, std: 1}",
        "overall: {counts: [1, 2]}",
        "overall: {mean: 7, source: guessed}",
        "nps: {promoters: some}",
        "nps: {score: 12, n: 4.5}",
        "target: {by: next year}",
        "context: {sample: 40}",
        "promise: Clear",
        "stages: [{title: Offer, touchpoints: []}]",
        "stages: [{title: Offer, touchpoints: [{importance: 7}]}]",
        "stages: [{title: Offer, touchpoints: [{title: Visit, importance: high}]}]",
        "stages: [{title: Offer, touchpoints: [{title: Visit, kind: basics}]}]",
        "stages: [{title: Offer, touchpoints: [{title: Visit, wished: 1}]}]",
        "stages: [{title: Offer, touchpoints: [{title: Visit, target: {by: 2027}}]}]",
        "stages: [{title: Offer, touchpoints: [{title: Visit, evidence: [{tone: good}]}]}]",
        "stages: [{title: Offer, touchpoints: [{title: Visit, evidence: [{text: Fine, tone: sour}]}]}]",
        "stages: [{title: Offer, touchpoints: [{title: Visit, complaints: {count: 3}}]}]",
    ],
)
def test_the_schema_finds_a_mistake_in_a_journey(text: str) -> None:
    assert mistakes(JOURNEY_SCHEMA, BASE["journey"]) == []
    change = yaml.safe_load(text)
    assert mistakes(JOURNEY_SCHEMA, {**BASE["journey"], **change} if "title" not in change and change else change)


# the cases


@dataclass(frozen=True)
class Case:
    """One row of a table, of a score in one of the places where it may stand."""

    id: str
    row: Mapping[str, Any]
    place: str = ""

    @property
    def key(self) -> str:
        return str(self.row["key"])


class _Loader(yaml.CSafeLoader):
    """YAML in which a key that stands twice is a fault: it would hide half a case."""

    def construct_mapping(self, node: yaml.MappingNode, deep: bool = False) -> dict[Any, Any]:
        names = [self.construct_object(key, deep=True) for key, _ in node.value]
        assert len(names) == len(set(names)), f"a key stands twice{node.start_mark}"
        return super().construct_mapping(node, deep)


@cache
def tables() -> dict[str, list[Mapping[str, Any]]]:
    paths = sorted(path for path in FOLDER.iterdir() if path.is_file())
    return {path.name: yaml.load(path.read_text("utf-8"), _Loader) for path in paths}


def cases() -> list[Case]:
    found = []
    for rows in tables().values():
        for row in rows:
            name = f"{row['key']}, {row['case']}" if "case" in row else row["key"]
            in_scores = row["key"].startswith(("score.", "dimension."))
            places = [place for place in SCORES if place != row.get("not_as")] if in_scores else [""]
            places = [row["only_as"]] if "only_as" in row else places
            found += [Case(f"{name} ({place})" if place else name, row, place) for place in places]
    return found


@pytest.mark.parametrize("name", sorted(path.name for path in FOLDER.iterdir() if path.name != "base"))
def test_table_is_well_formed(name: str) -> None:
    assert name.endswith(".yaml"), "only tables stand in this folder"
    for row in tables()[name]:
        assert {"key", "values", "differs"} <= row.keys(), row
        assert row.keys() <= {"key", "values", "differs", *OPTIONAL}, row
        assert len(row["values"]) == 2, row
        assert row["values"][0] != row["values"][1], row
        assert row["differs"], row


OPTIONAL = ("case", "not_as", "only_as", "given", "with", "site", "journey", "files")


def test_every_key_has_a_case_and_every_case_a_key() -> None:
    known, covered = set(schema_keys()), [case.id for case in cases()]
    assert sorted(known - {case.key for case in cases()}) == []
    assert sorted({case.key for case in cases()} - known) == []
    assert len(covered) == len(set(covered)), "two cases have one name"


def test_what_readers_should_see_is_asked_of_a_page_and_of_the_data() -> None:
    unseen, unpublished = set(schema_keys()) - TECHNICAL, set(schema_keys()) - TECHNICAL
    for case in cases():
        for file, place in case.row["differs"].items():
            if file.endswith(".html") and isinstance(place, Mapping) and "at" in place:
                unseen.discard(case.key)
            if file.startswith("data/") and isinstance(place, str):
                unpublished.discard(case.key)
    assert sorted(unseen) == []
    assert sorted(unpublished) == []


@pytest.mark.parametrize("case", cases(), ids=lambda case: case.id)
def test_key_matters(case: Case) -> None:
    first, second = (built(*authors_files(case, which)) for which in (0, 1))
    for file, place in case.row["differs"].items():
        if isinstance(place, str):
            pointer = place.replace("{score}", SCORES[case.place][0] if case.place else "")
            values = [at_pointer(json.loads(variant.files[file]), pointer) for variant in (first, second)]
            assert values[0] != values[1], f"{file} says {values[0]!r} at {pointer} in both"
            continue
        for name, here, there in (("first", first, second), ("second", second, first)):
            wanted = place.get(name)
            if isinstance(wanted, bool):
                assert any(fnmatchcase(path, file) for path in here.files) is wanted, f"{file}: {sorted(here.files)}"
            elif wanted is not None:
                assert wanted in text_at(here, file, place, case), f"the {name} lacks it"
                assert wanted not in text_at(there, file, place, case), f"not only the {name} has it"
        assert {place.get("first"), place.get("second")} not in ({None}, {True}, {False}), f"{file} tells nothing apart"


# from a case to two sites


def authors_files(case: Case, which: int) -> tuple[str, str, str]:
    """site.yaml, the journey and the further files (as JSON) of one variant."""
    site, journey = copy.deepcopy(BASE["site"]), copy.deepcopy(BASE["journey"])
    merge(site, case.row.get("site", {}))
    merge(journey, case.row.get("journey", {}))
    owner, _, path = case.key.partition(".")
    stage = journey["stages"][0]
    touchpoint = stage["touchpoints"][0]
    root: dict[str, Any]
    if owner == "text":
        root = journey["title"] = {}
    elif owner in ("shades", "font"):
        inner = {"shades": ("colors", "accent"), "font": ("fonts", "text")}[owner]
        root = site.setdefault("brand", {}).setdefault(inner[0], {}).setdefault(inner[1], {})
    elif owner == "nps":
        root = journey.setdefault("nps", {})
    elif owner == "column":
        root = {}
        touchpoint["experience"] = {"column": "a"}
        long = {"source": "data/long.csv", "layout": "long", "touchpoint": "question"}
        journey["responses"] = {**long, "experience": root}
    elif owner in ("score", "dimension"):
        root = (journey if case.place == "overall" else touchpoint)[case.place] = {}
        if owner == "dimension":
            root = root.setdefault("servqual", {}).setdefault("empathy", {})
    else:
        root = {"site": site, "journey": journey, "stage": stage, "touchpoint": touchpoint}[owner]
    merge(root, case.row.get("given", {}))
    merge(root, case.row.get("with", ({}, {}))[which])
    write(root, path.split("."), case.row["values"][which])
    files = case.row.get("files", {})
    return yaml.safe_dump(site), yaml.safe_dump(journey, sort_keys=False), json.dumps(files)


def merge(into: dict[str, Any], more: Mapping[str, Any]) -> None:
    for key, value in more.items():
        if isinstance(value, dict) and isinstance(into.get(key), dict):
            merge(into[key], value)
        else:
            into[key] = copy.deepcopy(value)


def write(into: dict[str, Any], path: list[str], value: Any) -> None:
    """Write a value at a path, in the first item of each list on the way; None takes it out."""
    for step in path[:-1]:
        inner = into.setdefault(step, {})
        into = inner[0] if isinstance(inner, list) else inner
    if value is None:
        into.pop(path[-1], None)
    else:
        into[path[-1]] = copy.deepcopy(value)


@dataclass(frozen=True)
class Variant:
    """What cjgen made of one variant: its files by path, and its problems, one a line."""

    files: Mapping[str, bytes]
    problems: str


@lru_cache(maxsize=64)
def built(site: str, journey: str, more: str) -> Variant:
    files: dict[str, str] = {"site.yaml": site, "journeys/kitchen.yaml": journey}
    for path, text in json.loads(more).items():
        files[path] = text.replace("{journey}", journey)
    assert mistakes(SITE_SCHEMA, as_data(site.encode())) == []
    assert mistakes(JOURNEY_SCHEMA, as_data(journey.encode())) == []
    with tempfile.TemporaryDirectory() as folder:
        root = Path(folder, "author")
        shutil.copytree(FOLDER / "base" / "data", root / "data")
        for path, text in files.items():
            (root / path).parent.mkdir(parents=True, exist_ok=True)
            (root / path).write_text(text, "utf-8")
        made = build_site(root)
        problems = made.checked.problems
        assert [f"{found.code} {found.message} {found.hint}" for found in problems if found.severity == "error"] == []
        assert made.written
        assert made.output.is_relative_to(root)
        everything = {page.path: page.content for page in made.pages}
        everything |= {path.relative_to(root).as_posix(): b"" for path in root.rglob("*") if path.is_file()}
    return Variant(everything, "\n".join(f"{found.code} {found.severity}" for found in problems))


# places in the output


def at_pointer(data: Any, pointer: str) -> Any:
    """What a JSON pointer (RFC 6901) points at."""
    for part in pointer.split("/")[1:]:
        part = part.replace("~1", "/").replace("~0", "~")
        data = data[int(part)] if isinstance(data, list) else data[part]
    return data


def text_at(variant: Variant, file: str, place: Mapping[str, Any], case: Case) -> str:
    """The text of a file as it is written, or what a reader sees of it in the elements that the place names."""
    if file == "problems":
        return variant.problems
    content = b"".join(variant.files[name] for name in sorted(variant.files) if fnmatchcase(name, file)).decode()
    if "at" not in place:
        return content
    selector = place["at"].replace("{score}", SCORES[case.place][1] if case.place else "")
    return " | ".join(seen(element) for element in selected(_page(content), selector))


@lru_cache(maxsize=32)
def _page(content: str) -> Element:
    builder = _Tree()
    builder.feed(content)
    builder.close()
    return builder.end()


class _Tree(HTMLParser):
    """A page as a tree, many times as quick as by a parser that also knows what a browser makes of a faulty page."""

    VOID = frozenset({"br", "hr", "img", "input", "link", "meta", "source", "wbr"})

    def __init__(self) -> None:
        super().__init__()
        self._tree = TreeBuilder()
        self._open: list[str] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self._tree.start(tag, {name: value or "" for name, value in attrs})
        if tag in self.VOID:
            self._tree.end(tag)
        else:
            self._open.append(tag)

    def handle_startendtag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self._tree.start(tag, {name: value or "" for name, value in attrs})
        self._tree.end(tag)

    def handle_endtag(self, tag: str) -> None:
        assert self._open.pop() == tag, f"<{tag}> ends where it was not the last to begin"
        self._tree.end(tag)

    def handle_data(self, data: str) -> None:
        if self._open:
            self._tree.data(data)

    def end(self) -> Element:
        assert self._open == []
        return self._tree.close()


def test_pages_are_read_as_a_browser_does() -> None:
    case = next(case for case in cases() if case.key == "touchpoint.actions")
    for path, content in built(*authors_files(case, 0)).files.items():
        if path.endswith(".html") and content:
            ours = _page(content.decode())
            theirs = html5lib.parse(content, namespaceHTMLElements=False)
            assert isinstance(theirs, Element)
            assert told(ours) == told(theirs), path


def told(page: Element) -> list[tuple[str, str, str | None, str | None]]:
    """What a selector can ask of each element."""
    found = [(element, element.tag.rpartition("}")[2]) for element in page.iter() if isinstance(element.tag, str)]
    written = [(element, tag) for element, tag in found if tag not in ("tbody", "colgroup")]
    return [(tag, seen(element), element.get("id"), element.get("class")) for element, tag in written]


def seen(element: Element) -> str:
    """The text of an element, with single spaces."""
    return " ".join("".join(element.itertext()).split())


def selected(page: Element, selector: str) -> list[Element]:
    """The elements that the steps of a selector lead to."""
    found = [page]
    for step in re.findall(r'"[^"]*"|\S+', selector):
        if step.startswith('"'):
            found = [element for element in found if any(seen(inner) == step[1:-1] for inner in element.iter())]
        else:
            found = [inner for element in found for inner in element.iter() if is_called(inner, step)]
    return found


def is_called(element: Element, step: str) -> bool:
    if step.startswith("#"):
        return element.get("id") == step[1:]
    if step.startswith("."):
        return step[1:] in element.get("class", "").split()
    return element.tag == step
