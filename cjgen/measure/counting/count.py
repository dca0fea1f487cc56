"""One survey file and one set of questions: what was counted, or what is wrong with the file for them."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from difflib import get_close_matches
from types import MappingProxyType
from typing import TYPE_CHECKING, Any

from cjgen.measure.counting.counts import Counts, GroupCounts, Sums
from cjgen.measure.counting.frame import (
    ROW,
    WAVE,
    WEIGHT,
    Answers,
    answer,
    by_customer,
    nameless,
    repeated,
    rows_of,
    segment,
    several_rows,
    torn,
    touchpoints_of,
)
from cjgen.measure.counting.products import Kinds, added_by_group, marks, numeric, sums, whole_numbers
from cjgen.measure.counting.questions import Grouping, Questions
from cjgen.measure.counting.tally import (
    HEAVIEST,
    Along,
    Cells,
    Key,
    Rows,
    Tally,
    Wrong,
    cells_in,
    groups_in,
    meanings,
    tallied_by_group,
    tally,
    with_weights,
    wrong_cells,
)
from cjgen.measure.counting.values import Codes, Raw, listed, number_of, text_of
from cjgen.model.column import NUMBER
from cjgen.model.findings import Remark

if TYPE_CHECKING:
    import narwhals as nw

Progress = Callable[[str], None]
"""Called with what is being counted."""


def count(given: Answers, questions: Questions, progress: Progress) -> Counts | list[Remark]:
    """Count everything that the questions ask for, or say everything that stands in the way."""
    import narwhals as nw

    wrong = [*_unasked(given, questions), *_repeated(given, questions), *_customers(given, questions)]
    if wrong:
        return wrong
    customers = by_customer(given, questions)
    schema = customers.collect_schema()
    dtypes = {place: schema[answer(place)] for place in range(len(questions.answers))}
    kinds = Kinds(
        texts=frozenset(place for place, dtype in dtypes.items() if dtype in (nw.String, nw.Object)),
        integers=frozenset(place for place, dtype in dtypes.items() if dtype.is_integer()),
    )
    progress("waves")
    by_wave = (WAVE,) if questions.wave is not None else ()
    waves = groups_in(Rows(customers, by_wave), questions.wave)
    outside = waves.pop(None).rows if by_wave and None in waves else 0
    order, wrong = _in_order(list(waves), questions)
    if questions.weight is not None:
        is_text = schema[WEIGHT] in (nw.String, nw.Object)
        wrong += _wrong_weights(customers, questions.weight, is_text)
        if not wrong:
            size = sum(group.rows for group in waves.values()) + outside
            customers = with_weights(customers, is_text, _heaviest(customers, is_text), size)
    weighted = questions.weight is not None and not wrong
    # the first list of segments is counted along with the waves, which saves looking at every column twice
    first = (segment(0),) if questions.segments else ()
    rows = Rows(customers, (*by_wave, *first))
    tallies, cells = [], []
    for place, asked in enumerate(questions.answers):
        progress(asked.column)
        tallies.append(tally(rows, place, weighted))
        cells.append(meanings(asked, tallies[-1]))
        wrong += [_remark(each) for each in wrong_cells(customers, place, asked, tallies[-1], cells[-1])]
    if wrong or not order:
        return wrong or [_remark_at(("responses", "wave"), "CJ134", what="no row names a wave")]
    counting = _Counting(questions, cells, kinds)
    products = counting.products(rows)
    along = Along(0 if by_wave else None, waves)
    only = waves[order[-1]].cells if by_wave else None
    latest = customers.filter(nw.col(WAVE).is_in(_raw(customers, only))) if only is not None else customers
    found = counting.groups(tallies, products, along, contrast=counting.contrast(latest, order[-1]))
    segments = []
    for place, grouping in enumerate(questions.segments):
        part = Rows(latest, (segment(place),))
        groups = groups_in(part, grouping)
        if place == 0:
            counted = counting.groups(tallies, products, Along(len(by_wave), groups, only))
        else:
            progress(grouping.column)
            others = [tally(part, other, weighted) for other in range(len(questions.answers))]
            counted = counting.groups(others, counting.products(part), Along(0, groups))
        segments.append(tuple(counted[name] for name in _sorted([name for name in groups if name is not None])))
    return Counts(
        waves=tuple(found[name] for name in order),
        segments=tuple(segments),
        cells=cells_in(latest, questions),
        outside=outside,
    )


def _raw(customers: nw.LazyFrame[Any], wanted: frozenset[str | None]) -> list[Raw]:
    """The cells of the column of waves, as the engine holds them, that say one of these."""
    return [cell for (cell,) in rows_of(customers.select(WAVE).unique()) if text_of(cell) in wanted]


@dataclass(frozen=True, slots=True)
class _Products:
    """Sums under each key: of each of the pairs asked for, and of the drivers."""

    pairs: tuple[dict[Key, Sums], ...]
    drivers: dict[Key, Sums]


class _Counting:
    """What is known of the columns once their cells have been looked at, and the groups counted by it."""

    def __init__(self, questions: Questions, cells: Sequence[Cells], kinds: Kinds) -> None:
        self._questions, self._cells, self._kinds = questions, cells, kinds

    @property
    def _driving(self) -> list[int]:
        """The columns of the drivers, the outcome last; none where drivers cannot be asked for."""
        questions = self._questions
        if questions.outcome is None or len(questions.drivers) < 2:
            return []
        return [*(driver.question for driver in questions.drivers), questions.outcome]

    def products(self, rows: Rows) -> _Products:
        """What goes together in these rows."""
        pairs = tuple(self._sums(rows, pair) for pair in self._questions.pairs)
        return _Products(pairs, self._sums(rows, self._driving) if self._driving else {})

    def contrast(self, latest: nw.LazyFrame[Any], name: str | None) -> dict[str | None, Sums]:
        """The products of the penalty-reward contrast over the latest rows, under their name."""
        places = self._driving
        if not places:
            return {}
        rows = Rows(numeric(latest, tuple(dict.fromkeys(places)), self._cells, self._kinds), ())
        outcome = whole_numbers(places[-1:], self._cells, self._kinds)
        found = sums(rows, [*marks(self._questions), *outcome], places).get(())
        return {name: found} if found is not None else {}

    def groups(
        self,
        tallies: Sequence[Tally],
        products: _Products,
        along: Along,
        contrast: Mapping[str | None, Sums] = MappingProxyType({}),
    ) -> dict[str | None, GroupCounts]:
        """The counts of each group."""
        answers = tallied_by_group(tallies, self._cells, along)
        pairs = [added_by_group(each, along) for each in products.pairs]
        drivers = added_by_group(products.drivers, along)
        nothing = Sums(0, (), (), ())
        return {
            name: GroupCounts(
                key=name,
                rows=group.rows,
                answers=answers[name],
                pairs=tuple(each.get(name, nothing) for each in pairs),
                drivers=drivers.get(name),
                contrast=contrast.get(name),
            )
            for name, group in along.groups.items()
        }

    def _sums(self, rows: Rows, places: Sequence[int]) -> dict[Key, Sums]:
        frame = numeric(rows.frame, tuple(dict.fromkeys(places)), self._cells, self._kinds)
        return sums(replace(rows, frame=frame), whole_numbers(places, self._cells, self._kinds), places)


def _in_order(names: list[str | None], questions: Questions) -> tuple[list[str | None], list[Remark]]:
    """The waves, oldest first: as the author orders them, else as numbers where all are, else as texts."""
    declared = questions.responses.wave
    if declared is None or declared.order is None:
        return list(_sorted(names)), []
    codes = [Codes.of([written]) for written in declared.order]
    place = {name: next((i for i, code in enumerate(codes) if name in code), None) for name in names}
    unknown = sorted(name or "" for name, at in place.items() if at is None)
    path = ("responses", "wave", "order")
    wrong = [
        _remark_at((*path, i), "CJ134", what=f"no row of the file says `{declared.order[i]}`")
        for i in range(len(codes))
        if i not in place.values()
    ]
    if unknown:
        wrong.append(_remark_at(path, "CJ134", what=f"the file also has {listed(unknown)}"))
    return sorted(names, key=lambda name: place[name] or 0), wrong


def _sorted(names: Sequence[str | None]) -> list[str | None]:
    numbers = {name: number_of(name) for name in names}
    if all(number is not None for number in numbers.values()):
        return sorted(names, key=lambda name: numbers[name] or 0.0)
    return sorted(names, key=lambda name: name or "")


def _unasked(given: Answers, questions: Questions) -> Iterator[Remark]:
    """What the journey asks of a long file and no row answers."""
    if questions.responses.layout != "long":
        return
    known = touchpoints_of(given, questions)
    for asked in questions.answers:
        if asked.column not in known:
            near = get_close_matches(asked.column, known, n=1)
            hint = f"did you mean `{near[0]}`? " if near else ""
            where = f"`{questions.responses.touchpoint}` holds {listed(known)}"
            yield _remark_at(
                asked.path, "CJ124", file=questions.responses.source, column=asked.column, hint=hint + where
            )


def _repeated(given: Answers, questions: Questions) -> list[Remark]:
    twice = repeated(given, questions)
    if twice is None:
        return []
    return [
        _remark_at(
            ("responses", "respondent"),
            "CJ132",
            respondent=twice.respondent,
            touchpoint=twice.touchpoint,
            count=twice.count,
        )
    ]


def _customers(given: Answers, questions: Questions) -> Iterator[Remark]:
    """Customers whose answers cannot be told apart or put together."""
    path = ("responses", "respondent")
    twice = several_rows(given, questions)
    if twice is not None:
        what = f"`{twice[0]}` has several rows; customers of whom that holds: {twice[1]}"
        hint = "keep one row for each customer, or name the wave in which they answered: `wave`"
        yield _remark_at(path, "CJ146", what=what, hint=hint)
    nobody = nameless(given, questions)
    if nobody is not None:
        rows = ", ".join(map(str, nobody.first))
        yield _remark_at(path, "CJ146", what=f"rows with an answer that name no customer: {nobody.count}; row {rows}")
    for each in torn(given, questions):
        what = f"`{each.respondent}` has several values in `{each.column}`; customers of whom that holds: {each.count}"
        yield _remark_at(path, "CJ146", what=what)


def _wrong_weights(frame: nw.LazyFrame[Any], weight: Grouping, is_text: bool) -> list[Remark]:
    """Rows without a weight that can be used: a number from 0 that is not enormous."""
    import narwhals as nw

    column = nw.col(WEIGHT)
    rows = frame.select(ROW, WEIGHT, column.alias("x"))
    if is_text:
        # in steps of their own: an engine may cast every cell before it looks at which of them were asked for
        readable = nw.when(nw.col("x").str.contains(f"^{NUMBER}$")).then(nw.col("x"))
        rows = rows.with_columns(readable.alias("x")).with_columns(nw.col("x").str.replace_all(",", ".", literal=True))
    number = nw.col("x")
    rows = rows.with_columns(number.cast(nw.Float64))
    fits = (number >= 0) & (number < HEAVIEST)
    codes = list(Codes.of(weight.missing).numbers)
    wrong = number.is_null() | ~fits
    bad = _first(rows.filter(wrong | number.is_in(codes) if codes else wrong))
    if not bad:
        return []
    shown = ", ".join(f"row {row}: `{cell}`" if cell else f"row {row}: empty" for row, cell in bad[1:])
    path = ("responses", "weight")
    return [_remark_at(path, "CJ133", column=weight.column, count=bad[0][0], shown=shown, heaviest=int(HEAVIEST))]


def _heaviest(frame: nw.LazyFrame[Any], is_text: bool) -> float:
    import narwhals as nw

    column = nw.col(WEIGHT)
    number = column.str.replace_all(",", ".", literal=True).cast(nw.Float64) if is_text else column.cast(nw.Float64)
    return float(next(iter(rows_of(frame.select(number.max()))))[0] or 0.0)


def _first(rows: nw.LazyFrame[Any]) -> list[tuple[int, str | None]]:
    """How many rows there are, as a pair with None, then the first three of them; nothing where there are none."""
    import narwhals as nw

    n = int(next(iter(rows_of(rows.select(nw.len().alias("n")))))[0])
    if not n:
        return []
    first = rows_of(rows.select(ROW, WEIGHT).sort(ROW).head(3))
    return [(n, None), *((int(row), text_of(cell)) for row, cell in first)]


def _remark(wrong: Wrong) -> Remark:
    asked = wrong.asked
    shown = ", ".join(f"row {row}: `{cell}`" for row, cell in wrong.first)
    codes = list(dict.fromkeys(cell for _, cell in wrong.first))
    if wrong.kind == "text":
        return _remark_at(asked.path, "CJ130", column=asked.column, count=wrong.count, shown=shown, codes=_codes(codes))
    scale = asked.scale
    low, high = (f"{scale.min:g}", f"{scale.max:g}") if scale is not None else ("", "")
    whole = "whole numbers from " if asked.whole else ""
    return _remark_at(
        asked.path,
        "CJ131",
        column=asked.column,
        count=wrong.count,
        shown=shown,
        low=whole + low,
        high=high,
        example=f"if they stand for no answer, list them: `missing: [{_codes(codes)}]`"
        + ("" if asked.whole else "; else give the column its `scale`"),
    )


def _codes(cells: Sequence[str]) -> str:
    """The cells as they can be written into `missing`."""
    return ", ".join(cell if number_of(cell) is not None and "," not in cell else f'"{cell}"' for cell in cells)


def _remark_at(path: tuple[str | int, ...], code: str, **values: object) -> Remark:
    return Remark(code, path, values)
