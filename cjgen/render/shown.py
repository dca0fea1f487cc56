"""Values as they stand in HTML."""

from __future__ import annotations

from functools import lru_cache

from markupsafe import Markup, escape

_MOST = 4_000

# a report shows the same titles and figures in many places
_escaped = lru_cache(_MOST)(escape)


def shown(value: object) -> str:
    """What stands in a page for a value: escaped unless it is Markup, which jinja's own `escape` wraps once more."""
    kind = type(value)
    if kind is Markup:
        return value  # type: ignore[return-value]  # mypy does not follow `kind`
    return _escaped(value) if kind is str else escape(value)
