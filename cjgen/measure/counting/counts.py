"""What is counted in a survey file: the only thing about answers that leaves the engine."""

from __future__ import annotations

import json
from dataclasses import asdict, dataclass
from typing import Any


@dataclass(frozen=True, slots=True)
class Tallied:
    """One answer within a group: how many gave it, with Σ w and Σ w² (None without weights).

    Weights are counted in whole units of any size: only their proportions matter.
    """

    value: float
    n: int
    weight: int | None = None
    squares: int | None = None


@dataclass(frozen=True, slots=True)
class Sums:
    """n, Σ x and Σ x y over the rows in which all of several columns have an answer.

    x is counted in whole units of each column, of which `units` go into one scale point.
    """

    n: int
    sums: tuple[int, ...]
    products: tuple[tuple[int, ...], ...]
    units: tuple[int, ...]


@dataclass(frozen=True, slots=True)
class GroupCounts:
    """What was counted in one group: `key` is the wave or the segment, None for everybody.

    `answers` stand in the order of the questions. `pairs` are the sums of the pairs asked for, `drivers` those of
    drivers, `contrast` those of the penalty-reward contrast; None where not asked.
    """

    key: str | None
    rows: int
    answers: tuple[tuple[Tallied, ...], ...]
    pairs: tuple[Sums, ...] = ()
    drivers: Sums | None = None
    contrast: Sums | None = None


@dataclass(frozen=True, slots=True)
class Counts:
    """What was counted in one survey file for one set of questions.

    `waves` stand oldest first; there is one without a key where the file has no waves. `segments` has the groups of
    the latest wave for each list of segments, `cells` how many of its rows lie in each combination of them.
    `outside` counts the rows that belong to no wave. `labels` are titles that the file itself gives to values, by
    column.
    """

    waves: tuple[GroupCounts, ...]
    segments: tuple[tuple[GroupCounts, ...], ...] = ()
    cells: tuple[tuple[tuple[str | None, ...], int], ...] = ()
    outside: int = 0
    labels: tuple[tuple[str, tuple[tuple[str, str], ...]], ...] = ()


def to_bytes(counts: Counts) -> bytes:
    """The counts as a cache can keep them."""
    return json.dumps(asdict(counts), ensure_ascii=False, separators=(",", ":")).encode()


def from_bytes(kept: bytes) -> Counts:
    """The counts that were made bytes of; raises ValueError, KeyError or TypeError for others."""
    data = json.loads(kept)
    return Counts(
        waves=tuple(_group(each) for each in data["waves"]),
        segments=tuple(tuple(_group(each) for each in groups) for groups in data["segments"]),
        cells=tuple((tuple(names), n) for names, n in data["cells"]),
        outside=data["outside"],
        labels=tuple((column, tuple((value, title) for value, title in pairs)) for column, pairs in data["labels"]),
    )


def _group(data: dict[str, Any]) -> GroupCounts:
    return GroupCounts(
        key=data["key"],
        rows=data["rows"],
        answers=tuple(tuple(Tallied(**each) for each in tallied) for tallied in data["answers"]),
        pairs=tuple(_sums(each) for each in data["pairs"]),
        drivers=_sums(data["drivers"]) if data["drivers"] else None,
        contrast=_sums(data["contrast"]) if data["contrast"] else None,
    )


def _sums(data: dict[str, Any]) -> Sums:
    return Sums(data["n"], tuple(data["sums"]), tuple(tuple(row) for row in data["products"]), tuple(data["units"]))
