"""The JSON Schemas mark what a schema can mark, and nothing that is right.

Every mistake of tests/problems/ is marked by a schema or stands in `UNMARKED` with the reason why no schema can mark
it. `python tests/test_schema.py` writes the schemas in docs/schema/ anew, at which the sample's modelines point.
"""

from __future__ import annotations

import json
import re
from collections.abc import Callable, Iterator
from itertools import product
from pathlib import Path
from typing import Any

import pytest
from goldens import PROBLEMS, SITES, cases
from jsonschema import Draft7Validator, Draft202012Validator
from pydantic import ValidationError

from cjgen.load.yaml import load_yaml
from cjgen.model.declaration import Declared
from cjgen.model.failure import Failure
from cjgen.model.instrument import Ces, Csat, NpsAnswers, Servqual
from cjgen.model.journey import Journey, JourneyHistory, JourneyTarget, TouchpointHistory
from cjgen.model.nps import Nps
from cjgen.model.own import Competitor, Own
from cjgen.model.responses import Responses
from cjgen.model.score import ScoreForm
from cjgen.model.site import Site
from cjgen.validate import journey_schema, schema_files, site_schema
from cjgen.validate.schema_examples import EXAMPLES

ROOT = Path(__file__).parent.parent
PUBLISHED = ROOT / "docs" / "schema"
SITE, JOURNEY = site_schema(), journey_schema()

YAML = "not YAML, or YAML that says something else than it seems to: an editor's YAML itself marks it"
TWO_VALUES = "depends on another value, and a schema compares none: a scale, a mean, an id, a line"
OTHER_FILE = "depends on another file or on a file's name"
ANSWERS = "is wrong in a survey file, or between that file and what a journey asks of it"
THEME = "is wrong in a theme, which has no schema"
COMPUTED = "depends on what is computed of it"
OF_THE_WORLD = "depends on which currencies there are"

UNMARKED = {
    "consequences-of-a-broken-site-file": YAML,
    "decimal-comma-in-a-tally-in-braces": YAML,
    "brand-colours-in-braces-without-quotes": YAML,
    "brand-colours-without-quotes": YAML,
    "encoding-hidden-character": YAML,
    "questions-in-braces": YAML,
    "text-needs-quotes": YAML,
    "too-many-aliases": YAML,
    "yaml-indentation": YAML,
    "yaml-quote-not-closed": YAML,
    "yaml-second-document": YAML,
    "id-repeated": TWO_VALUES,
    "long-line": TWO_VALUES,
    "outside-its-own-scale": TWO_VALUES,
    "ranking-on-unequal-scales": TWO_VALUES,
    "spread-that-is-impossible": TWO_VALUES,
    "tally-of-one-number-twice": TWO_VALUES,
    "windows-line-ends": TWO_VALUES,
    "derived-importance-and-yardsticks": TWO_VALUES,
    "currency-that-is-none": OF_THE_WORLD,
    "focus-more-than-the-default": OTHER_FILE,
    "focus-more-than-the-pool": OTHER_FILE,
    "brand-file": OTHER_FILE,
    "brand-file-is-not-there": OTHER_FILE,
    "brand-file-of-other-shapes": OTHER_FILE,
    "brand-file-that-is-no-yaml": OTHER_FILE,
    "brand-logo-cut-off": OTHER_FILE,
    "brand-logo-without-a-size": OTHER_FILE,
    "file-cannot-be-opened": OTHER_FILE,
    "id-from-a-file-name": OTHER_FILE,
    "id-of-two-journeys": OTHER_FILE,
    "no-journeys": OTHER_FILE,
    "no-journeys-but-a-second-ending": OTHER_FILE,
    "no-journeys-folder": OTHER_FILE,
    "thresholds-inherited": OTHER_FILE,
    "derived-importance-and-yardsticks-of-the-site": OTHER_FILE,
    **dict.fromkeys(
        ("survey-cells", "survey-columns", "survey-long", "survey-long-customers", "survey-waves-and-weights"), ANSWERS
    ),
    "theme-contrast": THEME,
    "theme-asks-for-what-is-not-there": THEME,
    "theme-cannot-be-filled-in": THEME,
    "theme-extends-a-path": THEME,
    "theme-extends-itself": THEME,
    "theme-extends-nothing": THEME,
    "theme-file-is-empty": THEME,
    "theme-file-is-wrong": THEME,
    "theme-includes-nothing": THEME,
    "theme-is-not-there": THEME,
    "theme-template-is-broken": THEME,
    "theme-template-without-end": THEME,
    "checks-raise-a-warning": COMPUTED,
    "id-from-a-title-without-letters": COMPUTED,
}
"""Cases with errors, none of which a schema can mark; a case that a schema comes to mark leaves this table."""


def marks(folder: Path) -> list[str]:
    """Everything that the schemas mark in the files of a site, read as cjgen reads them."""
    found = []
    for path in (folder / "site.yaml", *sorted((folder / "journeys").glob("*.yaml"))):
        if not path.is_file():
            continue
        document, _ = load_yaml(path.name, path.read_bytes())
        schema = SITE if path.name == "site.yaml" else JOURNEY
        data = {} if document.data is None else document.data
        for error in Draft202012Validator(schema).iter_errors(data):
            found.append(f"{path.name} {error.json_path}: {error.message}")
    return found


def has_errors(case: str) -> bool:
    return ": error CJ" in (PROBLEMS / case / "expected.txt").read_text("utf-8")


def test_the_cases_of_the_table_exist_and_are_mistakes() -> None:
    assert set(UNMARKED) <= {case for case in cases(PROBLEMS) if has_errors(case)}
    assert set(UNMARKED.values()) == {YAML, TWO_VALUES, OTHER_FILE, ANSWERS, THEME, COMPUTED, OF_THE_WORLD}


@pytest.mark.parametrize("case", [case for case in cases(PROBLEMS) if has_errors(case)])
def test_a_mistake_is_marked_or_the_table_says_why_not(case: str) -> None:
    found = marks(PROBLEMS / case)
    if case in UNMARKED:
        assert found == [], "the schema marks it: take it out of UNMARKED"
    else:
        assert found, "no schema marks it: let one do so, or say in UNMARKED why none can"


FINE = [PROBLEMS / case for case in cases(PROBLEMS) if not has_errors(case)]
FINE += [SITES / case / "input" for case in cases(SITES)]
FINE += [ROOT]


@pytest.mark.parametrize("folder", FINE, ids=lambda path: path.parent.name if path.name == "input" else path.name)
def test_what_is_right_is_not_marked(folder: Path) -> None:
    assert marks(folder) == []


# --- the schemas say of a mapping what the model says ----------------------------------------------------------

ABSENT = object()
STEPS = [{"who": "Sales", "what": "calls"}]

MAPPINGS: dict[type[Declared], dict[str, tuple[Any, ...]]] = {
    ScoreForm: {
        "mean": (ABSENT, None, 7),
        "sd": (ABSENT, 1),
        "n": (ABSENT, None, 0, 5),
        "answers": (ABSENT, [7, 8]),
        "counts": (ABSENT, {}, {"7": 0}, {"7": 3}),
        "source": (ABSENT, None, "measured", "validated", "estimated", "unknown"),
    },
    Nps: {
        "promoters": (ABSENT, None, 0, 4),
        "passives": (ABSENT, None, 0, 4),
        "detractors": (ABSENT, None, 0),
        "score": (ABSENT, None, 12.5),
        "n": (ABSENT, None, 6),
        "column": (ABSENT, "q1"),
    },
    Csat: {"satisfied": (ABSENT, None, 0, 3), "of": (ABSENT, None, 3), "column": (ABSENT, None, "q1")},
    Ces: {"counts": (ABSENT, None, {"7": 3}), "column": (ABSENT, "q1"), "easy": ("high",)},
    NpsAnswers: {
        **dict.fromkeys(("promoters", "passives", "detractors"), (ABSENT, None, 4)),
        "column": (ABSENT, "q1"),
    },
    Servqual: {
        "expected": (ABSENT, "q1"),
        "perceived": (ABSENT, "q2"),
        "empathy": (ABSENT, {"expected": 5, "perceived": 4}),
    },
    Responses: {
        "source": ("a.csv",),
        "layout": (ABSENT, "wide", "long"),
        **dict.fromkeys(("respondent", "touchpoint", "experience", "importance", "recommend"), (ABSENT, "q1")),
        "segment": (ABSENT, [], "age", ["age"]),
    },
    TouchpointHistory: {
        "wave": ("2025",),
        "importance": (ABSENT, None, 7, {"derived": 0.2}, {"derived": True}, {"csat": {"satisfied": 3, "of": 4}}),
        "experience": (ABSENT, 7, {"derived": 0.2}, {"column": "q1"}, {"csat": {"column": "q1"}}),
    },
    JourneyHistory: {
        "wave": ("2025",),
        "nps": (ABSENT, None, {"score": 3, "n": 9}, {"column": "q1"}),
        "overall": (ABSENT, 7, {"derived": 0.2}, {"servqual": {"expected": "q1", "perceived": "q2"}}),
    },
    Own: {"importance": (ABSENT, None, 7), "experience": (ABSENT, None, 6.5), "by": (ABSENT, "Sales")},
    Competitor: {
        "experience": (7, {"derived": 0.2}, {"derived": True}, {"column": "q1"}, {"csat": {"satisfied": 3, "of": 4}})
    },
    Failure: {"title": ("Late",), "rates": (ABSENT, {}, {"Sales": 50}, {"customer": 20}), "steps": (STEPS,)},
    JourneyTarget: {"experience": (ABSENT, None, 7), "nps": (ABSENT, None, 20), "by": (ABSENT, "2027")},
}


OF_A_FILE: dict[str, tuple[Any, ...]] = {
    "n": (ABSENT, 5),
    "column": (ABSENT, "q1"),
    "missing": (ABSENT, "99", ["99"]),
    "derived": (ABSENT, True, 0.2),
    "se": (ABSENT, 0.1),
    "servqual": (ABSENT, {"expected": "q1", "perceived": "q2"}),
    "source": (ABSENT, "measured", "derived"),
}
"""Keys of a score that is read from a survey file, or derived."""


def variants(owner: type[Declared]) -> Iterator[dict[str, Any]]:
    for table in (MAPPINGS[owner], *([OF_A_FILE] if owner is ScoreForm else [])):
        for values in product(*table.values()):
            yield {name: value for name, value in zip(table, values, strict=True) if value is not ABSENT}


def marked(schema: dict[str, Any], owner: type[Declared]) -> Callable[[Any], bool]:
    validator = Draft202012Validator({"$ref": f"#/$defs/{owner.__name__}", "$defs": schema["$defs"]})
    return lambda data: not validator.is_valid(data)


def refused(owner: type[Declared], data: Any) -> bool:
    try:
        owner.model_validate(data)
    except ValidationError:
        return True
    return False


@pytest.mark.parametrize("owner", MAPPINGS)
def test_keys_that_exclude_or_need_each_other_are_marked_where_the_model_refuses_them(owner: type[Declared]) -> None:
    wrong = marked(JOURNEY, owner)
    told = [refused(owner, data) for data in variants(owner)]
    assert {True, False} == set(told)
    assert [data for data, no in zip(variants(owner), told, strict=True) if wrong(data) != no] == []


@pytest.mark.parametrize(
    ("key", "right", "wrong"),
    [
        ("date", ["2026-11-21", "2026-02-29", "2026-04-30", "2026", 2026], ["2026-13", "2026-04-31", "0000", "nov"]),
        ("id", ["a-1", 12], ["A", "a--b", "a_b", "-a", -1, 1.5, "x" * 81]),
    ],
)
def test_dates_and_ids(key: str, right: list[Any], wrong: list[Any]) -> None:
    owner = "Evidence" if key == "date" else "Stage"
    schema = {**JOURNEY["$defs"][owner]["properties"][key], "$defs": JOURNEY["$defs"]}
    validator = Draft202012Validator(schema)
    assert [value for value in right if not validator.is_valid(value)] == []
    assert [value for value in wrong if validator.is_valid(value)] == []


@pytest.mark.parametrize(
    ("key", "right", "wrong"),
    [
        ("output", ["public", "a/b", "a..b", "..a", "2026"], ["/a", "../a", "a/../b", "a\\b", "C:/a", "..", " "]),
        (
            "url",
            ["https://example.org/", "HTTP://münchen.example:80/a"],
            ["example.org", "https://a.example/?q", "ftp://a"],
        ),
        ("theme", ["default", "themes/own/", 2026], ["../own", "a/b", ""]),
        (
            "checks",
            [{"CJ201": "ignore", "CJ104": "error"}],
            [{"CJ104": "ignore"}, {"CJ999": "ignore"}, {"CJ201": "no"}],
        ),
    ],
)
def test_the_keys_of_a_site(key: str, right: list[Any], wrong: list[Any]) -> None:
    validator = Draft202012Validator(SITE)
    assert [value for value in right if not validator.is_valid({key: value})] == []
    assert [value for value in wrong if validator.is_valid({key: value})] == []


@pytest.mark.parametrize("schema", [SITE, JOURNEY], ids=["site", "journey"])
def test_an_editor_that_knows_draft_7_only_reads_the_same(schema: dict[str, Any]) -> None:
    Draft7Validator.check_schema(schema)
    later = {"$anchor", "$dynamicRef", "dependentRequired", "dependentSchemas", "prefixItems", "unevaluatedProperties"}
    assert not later & keywords(schema)


def keywords(node: Any) -> set[str]:
    if isinstance(node, list):
        return set().union(*map(keywords, node))
    return set(node).union(*map(keywords, node.values())) if isinstance(node, dict) else set()


# --- what an editor shows ---------------------------------------------------------------------------------------


@pytest.mark.parametrize("owner", EXAMPLES, ids=lambda owner: owner.__name__)
def test_examples_are_right(owner: type[Declared]) -> None:
    for schema in (SITE, JOURNEY):
        if owner.__name__ in schema["$defs"]:
            wrong = marked(schema, owner)
            assert [example for example in EXAMPLES[owner] if wrong(example)] == []
    assert [example for example in EXAMPLES[owner] if refused(owner, example)] == []


def mappings(node: Any) -> Iterator[dict[str, Any]]:
    if isinstance(node, dict):
        if node.get("type") == "object" and "properties" in node and "title" in node:
            yield node
        for value in node.values():
            yield from mappings(value)
    elif isinstance(node, list):
        for value in node:
            yield from mappings(value)


@pytest.mark.parametrize(("schema", "declared"), [(SITE, Site), (JOURNEY, Journey)], ids=["site", "journey"])
def test_every_mapping_is_closed_and_says_what_it_is(schema: dict[str, Any], declared: type[Declared]) -> None:
    found = list(mappings(schema))
    assert len(found) == len(schema["$defs"]) + 1
    for mapping in found:
        assert mapping["additionalProperties"] is False, mapping["title"]
        assert mapping["description"].endswith("."), mapping["title"]
    assert schema["$schema"] == Draft202012Validator.META_SCHEMA["$id"]
    assert set(schema["properties"]) == set(declared.model_fields)


def test_every_rule_between_keys_has_words_for_an_editor() -> None:
    rules = [rule for schema in (SITE, JOURNEY) for mapping in mappings(schema) for rule in mapping.get("allOf", ())]
    assert len(rules) > 15
    assert all(rule.get("errorMessage") for rule in rules if "not" in rule)


@pytest.mark.parametrize("name", sorted(schema_files()))
def test_the_published_schemas_are_those_of_the_program(name: str) -> None:
    assert (PUBLISHED / name).read_bytes() == schema_files()[name], "run python tests/test_schema.py"
    assert {path.name for path in PUBLISHED.iterdir()} == set(schema_files())


@pytest.mark.parametrize(
    "path", [ROOT / "site.yaml", *sorted((ROOT / "journeys").glob("*.yaml"))], ids=lambda p: p.name
)
def test_the_sample_points_at_the_schemas(path: Path) -> None:
    first = path.read_text("utf-8").partition("\n")[0]
    found = re.fullmatch(r"# yaml-language-server: \$schema=(\S+)", first)
    assert found is not None
    schema = json.loads((path.parent / found[1]).read_bytes())
    assert schema == (SITE if path.name == "site.yaml" else JOURNEY)


if __name__ == "__main__":
    PUBLISHED.mkdir(exist_ok=True)
    for name, content in schema_files().items():
        (PUBLISHED / name).write_bytes(content)
