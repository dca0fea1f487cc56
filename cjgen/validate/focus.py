"""The focus of journeys against the pool of the site: what they take out of it is no more than it holds."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from math import fsum
from typing import Any

from cjgen.model.declaration import Declared
from cjgen.model.document import Document, Path
from cjgen.model.focus import Capacity
from cjgen.model.journey import Journey
from cjgen.model.problem import Place, Problem, problem
from cjgen.model.site import Site
from cjgen.validate.placeholders import value_at
from cjgen.validate.said_back import as_written
from cjgen.validate.unbuilt import UNBUILT

_SLACK = 1e-9
"""Amounts that differ by less than this part of the pool are equal."""


@dataclass(frozen=True, slots=True)
class Share:
    """What a journey takes of one of the pools: `value`, as `shown` in its file at `place`; None where it says nothing.

    In that case it would have to be said in the mapping `holder`, which is at `place`.
    """

    value: float | None
    shown: str
    holder: str
    place: Place


@dataclass(frozen=True, slots=True)
class Claim:
    """What the focus of the journey in `file` takes of the site's, by the name of the pool."""

    file: str
    shares: Mapping[str, Share]


def claim_of(journey: Journey, document: Document) -> Claim | None:
    """What the journey takes of the site's focus; None where it has none of its own."""
    if journey.focus is None:
        return None
    shares = {}
    for name in ("limit", "hours", "budget"):
        path: Path = ("focus", name) if name == "limit" else ("focus", "capacity", name)
        value = journey.focus.limit if name == "limit" else getattr(journey.focus.capacity, name, None)
        holder = path[:-1] if path[:-1] in document.keys else path[:1]
        place = document.place(path if value is not None else holder, key=True)
        shown = as_written(value_at(document.data, path)) if value is not None else ""
        shares[name] = Share(value, shown, str(holder[-1]), place)
    return Claim(document.file, shares)


def focus_problems(claims: Sequence[Claim], site: Site, site_document: Document) -> Iterator[Problem]:
    """Each journey that takes more focus areas, hours or money than the site and the journeys before it leave.

    `claims` are those of the journeys that share in the pool and whose own focus could be read.
    """
    if not _is_known(site, site_document):
        return
    whole = site.focus.capacity or Capacity()
    pools = (("limit", float(site.focus.limit)), ("hours", whole.hours), ("budget", whole.budget))
    for name, pool in pools:
        if pool is not None:
            yield from _of_one_pool(name, pool, claims, written=name in _written(site))


def _of_one_pool(name: str, pool: float, claims: Sequence[Claim], *, written: bool) -> Iterator[Problem]:
    taken: list[tuple[str, float]] = []
    for claim in claims:
        share = claim.shares[name]
        if share.value is None:
            half = f"{pool / 2:.10g}"
            yield problem("CJ149", share.place, holder=share.holder, key=name, pool=f"{pool:.10g}", half=half)
            continue
        left = pool - fsum(amount for _, amount in taken)
        if share.value > left + pool * _SLACK:
            example = _example(name, pool, taken, written=written)
            are = "is" if left == 1 else "are"
            values = {"key": name, "value": share.shown, "left": f"{left:.10g}", "are": are, "example": example}
            yield problem("CJ148", share.place, **values)
        else:
            taken.append((claim.file, share.value))


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
