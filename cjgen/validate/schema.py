"""The JSON Schemas of the two kinds of YAML, from the same declarations that check them."""

from __future__ import annotations

from typing import Any

from cjgen.model.declaration import Declared
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
    schema: dict[str, Any] = _with_bounds(declared.model_json_schema())
    return {"$schema": DIALECT, **schema}


def _with_bounds(node: Any) -> Any:
    """The schema with bounds under their standard names: behind a validator pydantic leaves them under its own."""
    if isinstance(node, dict):
        return {_BOUNDS.get(name, name): _with_bounds(value) for name, value in node.items()}
    return [_with_bounds(value) for value in node] if isinstance(node, list) else node
