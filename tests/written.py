"""Plain data as `load` hands over what an author wrote: numbers know their text, and keys are text."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from cjgen.model.document import WrittenFloat, WrittenInt
from cjgen.model.journey import Journey


def as_loaded(value: Any) -> Any:
    """The value as it would come out of a YAML file."""
    if isinstance(value, Mapping):
        return {str(key): as_loaded(each) for key, each in value.items()}
    if isinstance(value, list):
        return [as_loaded(each) for each in value]
    if isinstance(value, int) and not isinstance(value, bool):
        return WrittenInt(value, str(value))
    return WrittenFloat(value, str(value)) if isinstance(value, float) else value


def journey_of(written: Mapping[str, Any]) -> Journey:
    """The journey that an author would have written so."""
    return Journey.model_validate(as_loaded(written))
