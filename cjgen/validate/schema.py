"""The JSON Schemas of the two kinds of YAML, from the same declarations that check them."""

from __future__ import annotations

from typing import Any

from cjgen.model.declaration import Declared
from cjgen.model.journey import Journey
from cjgen.model.site import Site

DIALECT = "https://json-schema.org/draft/2020-12/schema"


def site_schema() -> dict[str, Any]:
    """The JSON Schema (Draft 2020-12) of site.yaml; each key has its description and its audience."""
    return _schema(Site)


def journey_schema() -> dict[str, Any]:
    """The JSON Schema (Draft 2020-12) of a journey; each key has its description and its audience."""
    return _schema(Journey)


def _schema(declared: type[Declared]) -> dict[str, Any]:
    return {"$schema": DIALECT, **declared.model_json_schema()}
