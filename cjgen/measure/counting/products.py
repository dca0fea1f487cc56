"""What goes together: sums and products over the rows in which several columns have an answer."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import combinations_with_replacement, islice
from types import EllipsisType
from typing import TYPE_CHECKING, Any

from cjgen.measure.counting.counts import Sums
from cjgen.measure.counting.frame import answer, rows_of
from cjgen.measure.counting.questions import Questions
from cjgen.measure.counting.tally import ROOM, Along, Cells, Key, Rows, as_integers, in_units, key_of, keys_of
from cjgen.model.score import TOLERANCE

if TYPE_CHECKING:
    import narwhals as nw

LOW, TOP = 0.25, 0.875
"""Answers up to and from these shares of their scale are low and top (Brandt 1987)."""


@dataclass(frozen=True, slots=True)
class Kinds:
    """Which columns with answers the engine holds as texts, and which as whole numbers, by place."""

    texts: frozenset[int]
    integers: frozenset[int]


@dataclass(frozen=True, slots=True)
class Whole:
    """A column as whole numbers: its name, how it is made, and how many of its units go into one scale point."""

    name: str
    expression: nw.Expr
    units: int = 1


def numeric(frame: nw.LazyFrame[Any], places: Sequence[int], cells: Sequence[Cells], kinds: Kinds) -> nw.LazyFrame[Any]:
    """The frame with the answers of these columns as numbers, null where there is no answer."""
    import narwhals as nw

    cleaned = frame
    for place in places:
        column = nw.col(answer(place))
        if cells[place].missing:
            cleaned = cleaned.with_columns(
                nw.when(~column.is_in(list(cells[place].missing))).then(column).alias(answer(place))
            )
    exact = []
    for place in places:
        column = nw.col(answer(place))
        if place in kinds.texts:
            column = column.str.replace_all(",", ".", literal=True)
        exact.append(column.cast(nw.Int64 if place in kinds.integers else nw.Float64).alias(f"x{place}"))
    return cleaned.with_columns(*exact)


def sums(rows: Rows, whole: Sequence[Whole], places: Sequence[int]) -> dict[Key, Sums]:
    """n, Σ x and Σ x y under each key over the rows in which all of `places` have an answer."""
    import narwhals as nw

    keys, columns = keys_of(rows)
    complete = rows.frame.filter(*(~nw.col(f"x{place}").is_null() for place in dict.fromkeys(places)))
    known = complete.select(*columns, *(each.expression.alias(each.name) for each in whole))
    pairs = list(combinations_with_replacement(range(len(whole)), 2))
    found: dict[Key, _Added] = {}
    for some in _parts([*range(len(whole)), *pairs], _AT_ONCE):
        multiplied = [
            nw.col(whole[each].name).alias(f"t{number}")
            if isinstance(each, int)
            else (nw.col(whole[each[0]].name) * nw.col(whole[each[1]].name)).alias(f"t{number}")
            for number, each in enumerate(some)
        ]
        totals = [f"t{number}" for number in range(len(some))]
        counted = known.select(*keys, *multiplied).group_by(*keys)
        summed = counted.agg(nw.len().alias("n"), *(nw.col(name).sum() for name in totals))
        for each in rows_of(summed.select(*keys, "n", *as_integers(totals))):
            n, *numbers = each[len(keys) :]
            group = found.setdefault(key_of(rows, each), _Added())
            group.add(int(n) if some[0] == 0 else 0, zip(some, map(int, numbers), strict=True))
    units = tuple(each.units for each in whole)
    return {key: group.sums(units) for key, group in found.items()}


def added_by_group(found: Mapping[Key, Sums], along: Along) -> dict[str | None, Sums]:
    """The sums of each group."""
    together: dict[str | None, Sums] = {}
    for key, each in found.items():
        name = along.group_of(key)
        if not isinstance(name, EllipsisType):
            together[name] = added_sums(together[name], each) if name in together else each
    return together


def added_sums(one: Sums, other: Sums) -> Sums:
    """Sums over the rows of both."""
    return Sums(
        one.n + other.n,
        tuple(a + b for a, b in zip(one.sums, other.sums, strict=True)),
        tuple(
            tuple(a + b for a, b in zip(row, also, strict=True))
            for row, also in zip(one.products, other.products, strict=True)
        ),
        one.units,
    )


def _parts(items: Sequence[int | tuple[int, int]], size: int) -> Iterator[tuple[int | tuple[int, int], ...]]:
    """The items in parts of at most `size`."""
    rest = iter(items)
    while part := tuple(islice(rest, size)):
        yield part


_AT_ONCE = 320
"""How many totals are asked for in one question: an engine keeps memory for each of them."""


class _Added:
    """The totals of one group, as they come in: a number for each column, and for each pair of columns."""

    def __init__(self) -> None:
        self._n = 0
        self._totals: Counter[int | tuple[int, int]] = Counter()

    def add(self, n: int, totals: Iterable[tuple[int | tuple[int, int], int]]) -> None:
        """Add what was found in one cell that belongs to the group."""
        self._n += n
        for what, total in totals:
            self._totals[what] += total

    def sums(self, units: tuple[int, ...]) -> Sums:
        """Everything together."""
        places = range(len(units))
        products = tuple(tuple(self._totals[min(i, j), max(i, j)] for j in places) for i in places)
        return Sums(self._n, tuple(self._totals[i] for i in places), products, units)


def whole_numbers(places: Sequence[int], cells: Sequence[Cells], kinds: Kinds) -> list[Whole]:
    """Columns of answers as whole numbers: in units of their last decimal, as far as products of all rows fit."""
    import narwhals as nw

    found = []
    for place in places:
        decimals = cells[place].decimals
        while decimals and (cells[place].farthest * 10**decimals) ** 2 * max(cells[place].rows, 1) >= ROOM:
            decimals -= 1
        column = nw.col(f"x{place}")
        units = column if place in kinds.integers else in_units(column, decimals)
        found.append(Whole(f"i{place}", units, 10**decimals))
    return found


def marks(questions: Questions) -> list[Whole]:
    """For each driver whether its answer is low and whether it is top, as 0 or 1."""
    import narwhals as nw

    found = []
    for position, driver in enumerate(questions.drivers):
        scale = driver.scale
        slack = TOLERANCE * scale.width
        column = nw.col(f"x{driver.question}")
        if driver.easy_low:
            low = column >= scale.max - LOW * scale.width - slack
            top = column <= scale.max - TOP * scale.width + slack
        else:
            low = column <= scale.min + LOW * scale.width + slack
            top = column >= scale.min + TOP * scale.width - slack
        found += [Whole(f"low{position}", low.cast(nw.Int64)), Whole(f"top{position}", top.cast(nw.Int64))]
    return found
