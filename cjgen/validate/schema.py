"""The JSON Schemas of the two kinds of YAML, from the same declarations that check them."""

from __future__ import annotations

from typing import Any

from cjgen.model.declaration import TEXTS, Declared, Texts
from cjgen.model.journey import Journey
from cjgen.model.site import Site

_BOUNDS = {"ge": "minimum", "le": "maximum"}
DIALECT = "https://json-schema.org/draft/2020-12/schema"


def site_schema() -> dict[str, Any]:
    """The JSON Schema (Draft 2020-12) of site.yaml; each key has its description and its audience."""
    return _schema(Site)


def journey_schema() -> dict[str, Any]:
    """The JSON Schema (Draft 2020-12) of a journey; each key has its description and its audience."""
    return _schema(Journey)


def _schema(declared: type[Declared]) -> dict[str, Any]:
    schema = declared.model_json_schema()
    schema["$defs"] = {**schema.get("$defs", {}), "Texts": Texts.model_json_schema()}
    standard: dict[str, Any] = _standard(schema)
    return {"$schema": DIALECT, **standard}


def _standard(node: Any) -> Any:
    """The schema with what pydantic leaves in a form of its own: bounds behind a validator, and texts by language."""
    if node == TEXTS:
        return {"$ref": "#/$defs/Texts"}
    if isinstance(node, dict):
        return {_BOUNDS.get(name, name): _standard(value) for name, value in node.items()}
    return [_standard(value) for value in node] if isinstance(node, list) else node
