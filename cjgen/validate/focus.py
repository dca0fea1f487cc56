"""The focus of journeys against the pool of the site: what they take out of it is no more than it holds."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from math import fsum
from typing import Any

from cjgen.model.declaration import Declared
from cjgen.model.document import Document, Path
from cjgen.model.focus import Capacity, JourneyFocus
from cjgen.model.journey import Journey
from cjgen.model.problem import Problem, problem
from cjgen.model.site import Site
from cjgen.validate.placeholders import value_at
from cjgen.validate.said_back import as_written
from cjgen.validate.unbuilt import UNBUILT

_SLACK = 1e-9
"""Amounts that differ by less than this part of the pool are equal."""


def focus_problems(
    journeys: Sequence[tuple[Journey, Document]], site: Site, site_document: Document
) -> Iterator[Problem]:
    """Each journey that takes more focus areas, hours or money than the site and the journeys before it leave.

    `journeys` are those that share in the pool and whose own focus could be read.
    """
    if not _is_known(site, site_document):
        return
    owned = [(journey.focus, document) for journey, document in journeys if journey.focus is not None]
    whole = site.focus.capacity or Capacity()
    pools = (("limit", float(site.focus.limit)), ("hours", whole.hours), ("budget", whole.budget))
    for name, pool in pools:
        if pool is not None:
            yield from _of_one_pool(name, pool, owned, written=name in _written(site))


def _of_one_pool(
    name: str, pool: float, owned: Sequence[tuple[JourneyFocus, Document]], *, written: bool
) -> Iterator[Problem]:
    path: Path = ("focus", name) if name == "limit" else ("focus", "capacity", name)
    taken: list[tuple[str, float]] = []
    for focus, document in owned:
        value = focus.limit if name == "limit" else getattr(focus.capacity, name, None)
        if value is None:
            holder = path[:-1] if path[:-1] in document.keys else path[:1]
            place = document.place(holder, key=True)
            half = f"{pool / 2:.10g}"
            yield problem("CJ149", place, holder=holder[-1], key=name, pool=f"{pool:.10g}", half=half)
            continue
        left = pool - fsum(amount for _, amount in taken)
        if value > left + pool * _SLACK:
            shown = as_written(value_at(document.data, path))
            example = _example(name, pool, taken, written=written)
            are = "is" if left == 1 else "are"
            place = document.place(path, key=True)
            yield problem("CJ148", place, key=name, value=shown, left=f"{left:.10g}", are=are, example=example)
        else:
            taken.append((document.file, value))


def _example(name: str, pool: float, taken: Sequence[tuple[str, float]], *, written: bool) -> str:
    """What the pool holds and who else takes of it, and what to do."""
    holds = f"site.yaml has `{name}: {pool:.10g}` for all journeys"
    holds = holds if written else f"all journeys together have `{name}: {pool:.10g}` unless site.yaml says otherwise"
    others = ", ".join(f"{file} takes {amount:.10g}" for file, amount in taken if amount)
    return f"{holds}" + (f", of which {others}" if others else "") + ": write less here, or more there"


def _written(site: Site) -> frozenset[str]:
    """Which figures of the pool stand in site.yaml."""
    return frozenset({*site.focus.model_fields_set, *(site.focus.capacity or Capacity()).model_fields_set})


def _is_known(site: Site, document: Document) -> bool:
    """Whether all that site.yaml says of focus could be read."""
    data = document.data if isinstance(document.data, Mapping) else {}
    unknown = set(data) - set(Site.model_fields) - set(UNBUILT[Site])
    if unknown or not document.complete:
        return False
    focus = data.get("focus")
    capacity = focus.get("capacity") if isinstance(focus, Mapping) else None
    return _is_read(focus, site.focus) and _is_read(capacity, site.focus.capacity)


def _is_read(written: Any, read: Declared | None) -> bool:
    if written is None:
        return True
    keys = {name for name, value in written.items() if value is not None} if isinstance(written, Mapping) else {""}
    return read is not None and keys <= read.model_fields_set
