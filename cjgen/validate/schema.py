"""The JSON Schemas of the two kinds of YAML, from the same declarations that check them."""

from __future__ import annotations

import json
from collections.abc import Iterator
from typing import Any

from cjgen.model.declaration import TEXTS, Declared, Texts
from cjgen.model.journey import Journey
from cjgen.model.site import Site
from cjgen.validate.declared import declared_below
from cjgen.validate.exclusions import exclusions
from cjgen.validate.schema_examples import EXAMPLES

_BOUNDS = {"ge": "minimum", "le": "maximum"}
_ANY_TEXT = ["string", "number"]
DIALECT = "https://json-schema.org/draft/2020-12/schema"


def site_schema() -> dict[str, Any]:
    """The JSON Schema (Draft 2020-12) of site.yaml; each key has its description and its audience."""
    return _schema(Site, "site.yaml of cjgen")


def journey_schema() -> dict[str, Any]:
    """The JSON Schema (Draft 2020-12) of a journey; each key has its description and its audience."""
    return _schema(Journey, "a customer journey of cjgen")


def schema_files() -> dict[str, bytes]:
    """Both schemas as files, by name: the same bytes from the same version of cjgen."""
    schemas = {"site.schema.json": site_schema(), "journey.schema.json": journey_schema()}
    return {
        name: (json.dumps(schema, ensure_ascii=False, indent=1) + "\n").encode() for name, schema in schemas.items()
    }


def _schema(declared: type[Declared], title: str) -> dict[str, Any]:
    whole = declared.model_json_schema()
    whole["$defs"] = {**whole.get("$defs", {}), Texts.__name__: Texts.model_json_schema()}
    schema: dict[str, Any] = _standard(whole)
    rules = exclusions()
    for owner, mapping in _mappings(declared, schema):
        required = mapping.get("required", ())
        for name, key in mapping["properties"].items():
            if name not in required:
                mapping["properties"][name] = _may_be_empty(key)
        if owner in rules:
            mapping["allOf"] = rules[owner]
        if owner in EXAMPLES:
            mapping["examples"] = EXAMPLES[owner]
    return {"$schema": DIALECT, **schema, "title": title}


def _mappings(declared: type[Declared], schema: dict[str, Any]) -> Iterator[tuple[type[Declared], dict[str, Any]]]:
    """Each declaration with the schema of its mapping, wherever its definition may hold that."""
    by_name: dict[str, type[Declared]] = {owner.__name__: owner for owner in declared_below(declared)}
    by_name[Texts.__name__] = Texts
    for name, definition in {declared.__name__: schema, **schema["$defs"]}.items():
        for mapping in (definition, *definition.get("anyOf", ())):
            if "properties" in mapping and mapping.get("title") == name:
                yield by_name[name], mapping


def _may_be_empty(key: dict[str, Any]) -> dict[str, Any]:
    """A key with nothing behind it counts as not written, and needs no default to say so."""
    options = [option for option in key.get("anyOf", ()) if option != {"type": "null"}]
    about = {name: value for name, value in key.items() if name in ("title", "description", "audience", "default")}
    about = {name: value for name, value in about.items() if value is not None}
    own = {name: value for name, value in key.items() if name not in (*about, "anyOf", "default")}
    return {"anyOf": [*options, *([own] if own else []), {"type": "null"}], **about}


def _standard(node: Any) -> Any:
    """The schema in standard words: pydantic leaves bounds behind a validator under names of its own.

    A text is not empty; one that has no pattern gets that one. It may be written in several languages.
    """
    if isinstance(node, list):
        return [_standard(value) for value in node]
    if node == TEXTS:
        return {"$ref": f"#/$defs/{Texts.__name__}"}
    if not isinstance(node, dict):
        return node
    named = {_BOUNDS.get(name, name): _standard(value) for name, value in node.items()}
    return {**named, "pattern": r"\S"} if node.get("type") == _ANY_TEXT and "pattern" not in node else named
