"""Counting in a survey file: one expression for every engine, whole numbers out.

Each column is grouped by the cells in it, so the engine only counts; what a cell means is decided here, once for
every different cell. Means, shares and correlations follow from these counts, so they come out the same on every
engine and in every order of the rows.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from types import EllipsisType
from typing import TYPE_CHECKING, Any

from cjgen.measure.counting.counts import Tallied
from cjgen.measure.counting.frame import ROW, WEIGHT, answer, rows_of, segment
from cjgen.measure.counting.questions import Asked, Grouping, Questions
from cjgen.measure.counting.values import Codes, Raw, decimals_of, number_of, text_of
from cjgen.model.score import TOLERANCE

if TYPE_CHECKING:
    import narwhals as nw

HEAVIEST = 10**9
"""Weights stay below this."""

_HALF = 2**18
ROOM = 2**62
_CELL = "cell"


@dataclass(frozen=True, slots=True)
class Wrong:
    """Cells of a column that cannot be used: how many, and the first of them as (row, cell) pairs."""

    asked: Asked
    kind: str
    count: int
    first: tuple[tuple[int, str], ...]


@dataclass(frozen=True, slots=True)
class Cells:
    """What the different cells of a column with answers mean: numbers, or no answer. `rows` are those with a cell."""

    values: Mapping[Raw, float]
    missing: tuple[Raw, ...]
    rows: int
    wrong: Mapping[str, tuple[Raw, ...]] = field(default_factory=dict)

    @property
    def decimals(self) -> int:
        """How many decimals the answers have."""
        return max((decimals_of(value) for value in self.values.values()), default=0)

    @property
    def farthest(self) -> float:
        """The largest distance of an answer from 0."""
        return max((abs(value) for value in self.values.values()), default=0.0)


@dataclass(frozen=True, slots=True)
class Rows:
    """The rows of one part of the file, with the columns that divide them into groups: none, one or two."""

    frame: nw.LazyFrame[Any]
    by: tuple[str, ...]


Key = tuple[str | None, ...]
"""What the cells say by which a row is grouped, in the order of `Rows.by`."""


@dataclass(frozen=True, slots=True)
class Group:
    """The rows that belong together: what their cells say, and how many there are."""

    cells: frozenset[str | None]
    rows: int


Groups = Mapping[str | None, Group]
"""Groups by name; None: the rows in no group, or all of them where nothing divides them."""


@dataclass(frozen=True, slots=True)
class Along:
    """Which group a key belongs to: that of its cell at `position` (None: there is one group).

    `only` are what the cells before it must say, where it is a part of the rows that is divided.
    """

    position: int | None
    groups: Groups
    only: frozenset[str | None] | None = None
    _names: Mapping[str | None, str | None] = field(init=False, repr=False, compare=False)

    def __post_init__(self) -> None:
        """Note which cell stands for which group: that is asked for with every finding."""
        names = {cell: name for name, group in self.groups.items() for cell in group.cells}
        object.__setattr__(self, "_names", names)

    def group_of(self, key: Key) -> str | EllipsisType | None:
        """The name of the group; `...` for rows that take no part."""
        if self.only is not None and key[0] not in self.only:
            return ...
        if self.position is None:
            return None
        return self._names.get(key[self.position], ...)


def groups_in(rows: Rows, grouping: Grouping | None) -> dict[str | None, Group]:
    """The groups that the last of the columns makes."""
    import narwhals as nw

    if not rows.by or grouping is None:
        counted = rows.frame.select(nw.len().alias("n"))
        return {None: Group(frozenset(), int(next(iter(rows_of(counted)))[0]))}
    missing = Codes.of(grouping.missing)
    found: dict[str | None, Group] = {}
    for cell, n in rows_of(rows.frame.group_by(rows.by[-1]).agg(nw.len().alias("n"))):
        name = None if cell in missing else text_of(cell)
        already = found.get(name, Group(frozenset(), 0))
        found[name] = Group(already.cells | {text_of(cell)}, already.rows + int(n))
    return found


@dataclass(frozen=True, slots=True)
class Tally:
    """How often each cell of a column occurs under each key: (key, cell, n, Σ w, Σ w²)."""

    found: tuple[tuple[Key, Raw, int, int, int], ...]
    weighted: bool


_SQUARES = ("hh", "hl", "ll")
_SHIFTS = (_HALF**2, 2 * _HALF, 1)
"""Σ w² from the sums of products of the halves of w = 2^18 h + l."""


def tally(rows: Rows, place: int, weighted: bool) -> Tally:
    """Count the cells of one column with answers."""
    import narwhals as nw

    keys, columns = keys_of(rows)
    added = ("w", *_SQUARES) if weighted else ()
    asked = rows.frame.select(*columns, nw.col(answer(place)).alias(_CELL), *(nw.col(name) for name in added))
    counted = asked.filter(~nw.col(_CELL).is_null()).group_by(*keys, _CELL)
    totals = counted.agg(nw.len().alias("n"), *(nw.col(name).sum() for name in added))
    found = []
    for each in rows_of(totals.select(*keys, _CELL, "n", *as_integers(added))):
        cell, n, *numbers = each[len(keys) :]
        if text_of(cell) is None:
            continue
        weight = int(numbers[0]) if weighted else 0
        squares = sum(shift * int(total) for shift, total in zip(_SHIFTS, numbers[1:], strict=False))
        found.append((key_of(rows, each), cell, int(n), weight, squares))
    return Tally(tuple(found), weighted)


def keys_of(rows: Rows) -> tuple[list[str], list[nw.Expr]]:
    """The names of the keys, and the columns they are: a column that is everywhere the same where there are none."""
    import narwhals as nw

    if not rows.by:
        return ["key0"], [nw.lit(0).alias("key0")]
    names = [f"key{number}" for number in range(len(rows.by))]
    return names, [nw.col(column).alias(name) for column, name in zip(rows.by, names, strict=True)]


def key_of(rows: Rows, found: Sequence[Raw]) -> Key:
    """The key with which a finding begins; an empty cell is None on one engine, and not a number on another."""
    return tuple(text_of(cell) for cell in found[: len(rows.by)])


def as_integers(names: Sequence[str]) -> list[nw.Expr]:
    """Totals that an engine may hold in more than 64 bits, which it need not and which would not come out whole."""
    import narwhals as nw

    return [nw.col(name).cast(nw.Int64) for name in names]


def with_weights(frame: nw.LazyFrame[Any], is_text: bool, heaviest: float, rows: int) -> nw.LazyFrame[Any]:
    """The frame with each row's weight `w` as a whole number, and products of its halves, of which w² is made.

    A weight is counted in units of its ninth decimal, or of an earlier one where the heaviest weights would else
    not stay below 2^36: so the halves are below 2^18, and their products can be added up over 2^26 rows and more.
    """
    import narwhals as nw

    decimals = 9
    while decimals and heaviest * 10**decimals >= min(_HALF**2, ROOM // max(rows, 1)):
        decimals -= 1
    number = nw.col(WEIGHT)
    number = number.str.replace_all(",", ".", literal=True) if is_text else number
    whole = frame.with_columns(in_units(number.cast(nw.Float64), decimals).alias("w"))
    parts = whole.with_columns((nw.col("w") // _HALF).alias("h"), (nw.col("w") % _HALF).alias("l"))
    return parts.with_columns(*((nw.col(name[0]) * nw.col(name[1])).alias(name) for name in _SQUARES))


def in_units(number: nw.Expr, decimals: int) -> nw.Expr:
    """A number in units of its last decimal; by `floor`, since engines round halves in different ways."""
    import narwhals as nw

    units: nw.Expr = (number * 10.0**decimals + 0.5).floor().cast(nw.Int64)
    return units


def meanings(asked: Asked, tallied: Tally) -> Cells:
    """What the cells of a column mean, each different one looked at once."""
    missing = Codes.of(asked.missing)
    values: dict[Raw, float] = {}
    none: list[Raw] = []
    wrong: dict[str, list[Raw]] = {}
    for cell in dict.fromkeys(cell for _, cell, *_ in tallied.found):
        number = number_of(cell)
        if cell in missing:
            none.append(cell)
        elif number is None:
            wrong.setdefault("text", []).append(cell)
        elif not _fits(number, asked):
            wrong.setdefault("outside", []).append(cell)
        else:
            values[cell] = number
    rows = sum(n for _, _, n, *_ in tallied.found)
    return Cells(values, tuple(none), rows, {kind: tuple(cells) for kind, cells in wrong.items()})


def _fits(number: float, asked: Asked) -> bool:
    if asked.whole and not number.is_integer():
        return False
    slack = TOLERANCE * asked.scale.width if asked.scale else 0.0
    return asked.scale is None or asked.scale.min - slack <= number <= asked.scale.max + slack


def wrong_cells(frame: nw.LazyFrame[Any], place: int, asked: Asked, tallied: Tally, cells: Cells) -> list[Wrong]:
    """The cells of a column that cannot be used, with the first rows in which they stand."""
    import narwhals as nw

    found = []
    for kind, bad in cells.wrong.items():
        count = sum(n for _, cell, n, *_ in tallied.found if cell in bad)
        named = frame.select(nw.col(ROW), nw.col(answer(place)).alias(_CELL)).filter(
            nw.col(_CELL).is_in(list(bad[:1000]))
        )
        first = [(int(row), text_of(cell) or "") for row, cell in rows_of(named.sort(ROW).head(3))]
        found.append(Wrong(asked, kind, count, tuple(first)))
    return found


def tallied_by_group(
    tallies: Sequence[Tally], cells: Sequence[Cells], along: Along
) -> dict[str | None, tuple[tuple[Tallied, ...], ...]]:
    """The answers of each group, in the order of the questions and of their values."""
    found: dict[str | None, tuple[tuple[Tallied, ...], ...]] = dict.fromkeys(along.groups, ())
    for tallied, meaning in zip(tallies, cells, strict=True):
        sums: dict[str | None, dict[float, tuple[int, int, int]]] = {name: {} for name in along.groups}
        for key, cell, n, weight, squares in tallied.found:
            value, name = meaning.values.get(cell), along.group_of(key)
            if value is None or isinstance(name, EllipsisType):
                continue
            already = sums[name].get(value, (0, 0, 0))
            sums[name][value] = (already[0] + n, already[1] + weight, already[2] + squares)
        for name, counted in sums.items():
            weigh = 3 if tallied.weighted else 1
            found[name] += (tuple(Tallied(value, *counted[value][:weigh]) for value in sorted(counted)),)
    return found


def cells_in(frame: nw.LazyFrame[Any], questions: Questions) -> tuple[tuple[tuple[str | None, ...], int], ...]:
    """How many rows lie in each combination of the values of all columns that make segments."""
    import narwhals as nw

    if not questions.segments:
        return ()
    names = [segment(place) for place in range(len(questions.segments))]
    codes = [Codes.of(grouping.missing) for grouping in questions.segments]
    found: dict[tuple[str | None, ...], int] = {}
    for *values, n in rows_of(frame.group_by(*names).agg(nw.len().alias("n"))):
        cell = tuple(None if value in code else text_of(value) for value, code in zip(values, codes, strict=True))
        found[cell] = found.get(cell, 0) + int(n)
    return tuple(sorted(found.items(), key=lambda item: tuple(name or "" for name in item[0])))
