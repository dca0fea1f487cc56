"""Going on without the faulty values: they are left out of a document, or something harmless takes their place."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from cjgen.model.declaration import slug
from cjgen.model.document import Path

_PLACEHOLDER = "placeholder-for-a-faulty-value-"
_WITH_IDS = ("stages", "touchpoints", "segments")
"""Lists whose items have ids."""


_HARMLESS_ITEMS: Mapping[str, Any] = {
    "answers": 0.0,
    "evidence": {"text": "?"},
    "own": {"experience": 0.0},
    "competitor": {"experience": 0.0},
    "actions": {"title": "?"},
}
"""What may stand in for an item of a list, so that the items behind it keep their positions."""


def is_placeholder(model_id: str) -> bool:
    """True for the id of something that stands in for a faulty value."""
    return model_id.startswith(_PLACEHOLDER)


def copied(value: Any) -> Any:
    """The lists and mappings of a document's tree anew; their scalars never change."""
    if isinstance(value, dict):
        return {key: copied(item) for key, item in value.items()}
    if isinstance(value, list):
        return [copied(item) for item in value]
    return value


def _put_placeholder(holder: dict[str, Any], path: Path) -> None:
    """Give the mapping at `path` a title that cannot be at fault, and an id if it is an item of a list.

    The whole keeps its own id, and other mappings have none.
    """
    if path[-2:-1] and path[-2] in _WITH_IDS:
        holder |= _placeholder(path)
    else:
        holder["title"] = "?"
        if path:
            holder.pop("id", None)


def _placeholder(path: Path) -> dict[str, Any]:
    return {"title": "?", "id": _PLACEHOLDER + "-".join(slug(str(part)) for part in path[-4:])}


def leave_out(data: dict[str, Any], path: Path) -> Path | None:
    """Take the faulty value at `path` out of `data`, or put something harmless in its place.

    Returns the path of what was taken out, or None where nothing can be left of the whole.
    """
    holders: list[tuple[Path, Any]] = [((), data)]
    for depth, part in enumerate(path):
        holder = holders[-1][1]
        try:
            holders.append((path[: depth + 1], holder[part]))
        except (KeyError, IndexError, TypeError):
            break
    reached, value = holders[-1]
    if path == ("id",):
        data["id"] = _PLACEHOLDER + "whole"
        return path
    if reached == path[:-1] and isinstance(value, dict) and path:
        if path[-1] in ("title", "id"):
            _put_placeholder(value, path[:-1])
            return path
        if path[-1] == "touchpoints":
            value["touchpoints"] = [_placeholder(path)]
            return path
    for holder_path, holder in reversed(holders[:-1]):
        part = path[len(holder_path)]
        target = (*holder_path, part)
        if isinstance(holder, dict):
            if part in ("title", "id"):
                _put_placeholder(holder, holder_path)
            elif part == "touchpoints":
                holder[part] = [_placeholder(target)]
            elif part == "stages":
                return None
            else:
                del holder[part]
            return target
        if isinstance(holder, list) and holder_path and holder_path[-1] in ("stages", "touchpoints"):
            item = _placeholder(target)
            if holder_path[-1] == "stages":
                item["touchpoints"] = [_placeholder((*target, "touchpoints"))]
            holder[int(part)] = item
            return target
        if isinstance(holder, list) and holder_path and holder_path[-1] in _HARMLESS_ITEMS:
            holder[int(part)] = copied(_HARMLESS_ITEMS[str(holder_path[-1])])
            return target
    return None


def value_at(data: Any, path: Path) -> Any:
    """The value at `path` in an author's tree; None where there is none."""
    for part in path:
        try:
            data = data[part]
        except (KeyError, IndexError, TypeError):
            return None
    return data
