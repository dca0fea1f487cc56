"""Which segments, and which of their figures, may be shown without telling about single customers.

A segment of fewer than `min_group` customers is hidden (primary suppression). But who knows the total, and what the
others said, can subtract: so further segments are hidden until no set of customers smaller than that follows from
what is shown (complementary suppression; Willenborg & de Waal 2001, Elements of Statistical Disclosure Control).
The total itself is always shown.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from fractions import Fraction
from functools import cache

from cjgen.model.instrument import ServiceGap
from cjgen.model.score import GroupScores, JourneyScores, Recommended, Score, SegmentScores, TouchpointScores

Name = tuple[int, str]
"""A segment: the position of its list, and its id."""

Cell = tuple[str | None, ...]
"""A combination of segments, one of each list or None."""

Cells = Sequence[tuple[Cell, int]]
"""How many customers lie in each combination."""

Figure = tuple[str, str]
"""A figure of a segment: of which touchpoint (or empty), and which one."""

Row = list[Fraction]
"""What each of several sets is multiplied by before they are added up."""

MOST_TRIALS = 20_000
"""So many sets of customers are tried; where there could be more, one more segment is hidden instead."""


@dataclass(frozen=True, slots=True)
class VisibleSegments:
    """The segments of one column that may be shown, without the figures that may not.

    `hidden` is how many segments of the column with any customers are not there, `withheld` which touchpoints lack a
    figure for this reason, as pairs of the segment's id and the touchpoint's.
    """

    scores: SegmentScores
    hidden: int
    withheld: frozenset[tuple[str, str]]


def visible_segments(scores: JourneyScores, min_group: int) -> tuple[VisibleSegments, ...]:
    """What may be shown of the segments, of lists that may be nested in each other.

    Raises ValueError where the scores have segments but do not say how they overlap.
    """
    if not any(listed.groups for listed in scores.segments):
        return tuple(VisibleSegments(listed, 0, frozenset()) for listed in scores.segments)
    if not scores.cells:
        raise ValueError("segments need the cells in which their lists overlap")
    shown = shown_segments(scores.cells, min_group)
    members = members_of(scores.cells, shown)
    wholes = cache(lambda names: wholes_of(members, names))
    withheld: dict[Name, set[Figure]] = {name: set() for name in shown}
    total = _answered(scores.touchpoints, scores.overall, scores.nps)
    by_segment = {
        (place, group.id): _answered(group.touchpoints, group.overall, group.nps)
        for place, listed in enumerate(scores.segments)
        for group in listed.groups
        if (place, group.id) in shown
    }
    for figure in sorted({figure for answered in by_segment.values() for figure in answered}):
        # a mean in which one customer weighs nearly everything is what that one said
        counts = {
            name: answered[figure][0] if round(answered[figure][1], 6) >= min_group else 0
            for name, answered in by_segment.items()
            if figure in answered
        }
        wholes_here = None if figure[1] == _DERIVED else wholes
        whole = total[figure][0] if figure in total else None
        for name in withheld_from(whole, counts, wholes_here, min_group):
            withheld[name].add(figure)
    return tuple(_visible(place, listed, withheld) for place, listed in enumerate(scores.segments))


# whole segments


def shown_segments(cells: Cells, min_group: int) -> set[Name]:
    """The segments that may be shown.

    No set of fewer than `min_group` customers, other than nobody and everybody, is a sum or difference of the segments
    that are left and the total.
    """
    sizes: dict[Name, int] = {}
    for cell, count in cells:
        for place, name in enumerate(cell):
            if name is not None:
                sizes[place, name] = sizes.get((place, name), 0) + count
    # the smallest last, of equal ones the later name: the first to be hidden
    shown = sorted((name for name, size in sizes.items() if size >= min_group), key=lambda name: (-sizes[name], name))
    while shown and (small := _small_set(cells, shown, min_group)) is not None:
        shown.remove(_to_hide(cells, shown, small))
    return set(shown)


def _to_hide(cells: Cells, shown: Sequence[Name], small: Mapping[Cell, Fraction]) -> Name:
    """The smallest segment without which the small set does not follow from the others; else the smallest of all."""
    for name in reversed(shown):
        if not _follows(cells, [other for other in shown if other != name], small):
            return name
    return shown[-1]


def _small_set(cells: Cells, shown: Sequence[Name], least: int) -> dict[Cell, Fraction] | None:
    """A set of fewer than `least` customers that follows from the total and the segments shown; None without one.

    It is given by what it holds of each cell, 1 or 0.
    """
    parts: dict[tuple[int, ...], int] = {}
    for cell, count in cells:
        if count:
            part = _sets_of(cell, shown)
            parts[part] = parts.get(part, 0) + count
    few = [part for part, count in parts.items() if count < least]
    # what holds nothing of the large parts, made so that each row alone holds its head
    rows, heads = _reduced(
        _vanishing(len(shown) + 1, [dict.fromkeys(part, 1) for part, count in parts.items() if count >= least]), few
    )
    everybody, trials = sum(parts.values()), 0
    open_sets: list[tuple[int, int, Row]] = [(0, 0, [Fraction(0)] * (len(shown) + 1))]
    while open_sets:
        start, held, combination = open_sets.pop()
        for position in range(start, len(rows)):
            holds = held + parts[heads[position]]
            if holds >= least:
                continue
            grown = [one + other for one, other in zip(combination, rows[position], strict=True)]
            trials += 1
            if trials > MOST_TRIALS or _is_small(grown, parts, few, min(least, everybody)):
                return {cell: _value(grown, dict.fromkeys(_sets_of(cell, shown), 1)) for cell, n in cells if n}
            open_sets.append((position + 1, holds, grown))
    return None


def _is_small(
    combination: Row, parts: Mapping[tuple[int, ...], int], few: Sequence[tuple[int, ...]], least: int
) -> bool:
    """Whether a combination that is nothing on other parts holds each of the few once or not at all, and so few."""
    size = 0
    for part in few:
        value = sum(combination[place] for place in part)
        if value == 1:
            size += parts[part]
        elif value or size >= least:
            return False
    return 0 < size < least


def _follows(cells: Cells, shown: Sequence[Name], wanted: Mapping[Cell, Fraction]) -> bool:
    """Whether what is wanted of each cell is a combination of the total and the segments shown."""
    beside = len(shown) + 1
    columns = [{**dict.fromkeys(_sets_of(cell, shown), Fraction(1)), beside: value} for cell, value in wanted.items()]
    return any(row[beside] for row in _vanishing(beside + 1, columns))


def _sets_of(cell: Cell, shown: Sequence[Name]) -> tuple[int, ...]:
    """In which of the sets a cell lies: 0 is the total, the others are the segments shown, from 1."""
    return (0, *(number for number, (place, name) in enumerate(shown, start=1) if cell[place] == name))


# exact elimination


def _value(row: Row, column: Mapping[int, Fraction | int]) -> Fraction:
    return sum((row[place] * factor for place, factor in column.items()), Fraction(0))


def _vanishing(size: int, columns: Sequence[Mapping[int, Fraction | int]]) -> list[Row]:
    """A basis of the combinations of `size` sets that come to nothing on every column."""
    basis = [[Fraction(int(one == other)) for other in range(size)] for one in range(size)]
    for column in columns:
        _, _, basis = _swept(basis, column)
    return basis


def _reduced(basis: list[Row], parts: Sequence[tuple[int, ...]]) -> tuple[list[Row], list[tuple[int, ...]]]:
    """The basis made anew, without what comes to nothing everywhere, and the part at which each row alone is 1."""
    done: list[Row] = []
    heads = []
    for part in parts:
        column = dict.fromkeys(part, 1)
        pivot, value, rest = _swept(basis, column)
        if pivot is None:
            continue
        row = [factor / value for factor in pivot]
        done = [_without(other, row, _value(other, column)) for other in done]
        done.append(row)
        heads.append(part)
        basis = rest
    return done, heads


def _swept(basis: list[Row], column: Mapping[int, Fraction | int]) -> tuple[Row | None, Fraction, list[Row]]:
    """A row that is something on the column, what it is there, and the other rows made nothing there."""
    values = [_value(row, column) for row in basis]
    place = next((place for place, value in enumerate(values) if value), None)
    if place is None:
        return None, Fraction(0), basis
    pivot, value = basis[place], values[place]
    return (
        pivot,
        value,
        [
            _without(row, pivot, other / value)
            for number, (row, other) in enumerate(zip(basis, values, strict=True))
            if number != place
        ],
    )


def _without(row: Row, pivot: Row, factor: Fraction) -> Row:
    return [a - factor * b for a, b in zip(row, pivot, strict=True)] if factor else row


# single figures

_DERIVED = "share"
_GAP = "gap"

Members = Mapping[Name | None, int]
"""The combinations in which the customers of each segment lie, a bit each; under None those of all."""

Whole = tuple[Name | None, tuple[Name, ...], bool]
"""The total (None) or a segment; segments that lie in it altogether and share nobody, as many as fit; and False where
there are too many ways to fit them in, so that these are all that lie in it."""

Wholes = Callable[[frozenset[Name]], Sequence[Whole]]
"""What can be subtracted from what, of segments that are shown."""


def members_of(cells: Cells, shown: Iterable[Name]) -> Members:
    """Who lies where, by combination."""
    found: dict[Name | None, int] = dict.fromkeys(shown, 0)
    found[None] = 0
    for bit, (cell, count) in enumerate(cells):
        for name in (None, *((place, each) for place, each in enumerate(cell) if each is not None)):
            if count and name in found:
                found[name] |= 1 << bit
    return found


def wholes_of(members: Members, shown: frozenset[Name]) -> tuple[Whole, ...]:
    """Every whole among these segments, and every way to fill it with others, of whichever lists.

    Of segments that lie in each other only the largest are tried: what is left of a whole without a part of a segment
    is what is left without that segment, and what is left of the segment.
    """
    found: list[Whole] = []
    for whole in (None, *sorted(shown)):
        inside = [n for n in sorted(shown) if members[n] & members[whole] == members[n] != members[whole]]
        if whole is None:
            inside = sorted(shown)
        largest = [
            name
            for position, name in enumerate(inside)
            if not any(
                members[name] & members[other] == members[name]
                and (members[name] != members[other] or position > before)
                for before, other in enumerate(inside)
                if other != name
            )
        ]
        families = _families([members[name] for name in largest])
        if families is None:
            found.append((whole, tuple(largest), False))
        else:
            found += [(whole, tuple(largest[place] for place in each), True) for each in families if each]
    return tuple(found)


def _families(sets: Sequence[int]) -> list[list[int]] | None:
    """The largest families of sets (by position) that share nothing with each other; None above `MOST_TRIALS`.

    The largest cliques of the sets that may stand beside each other (Bron and Kerbosch 1973, with a pivot).
    """
    beside = [sum(1 << j for j, other in enumerate(sets) if i != j and not one & other) for i, one in enumerate(sets)]
    found: list[list[int]] = []
    trials = 0
    stack: list[tuple[list[int], int, int]] = [([], (1 << len(sets)) - 1, 0)]
    while stack:
        family, left, done = stack.pop()
        trials += 1
        if trials > MOST_TRIALS:
            return None
        if not left:
            found += [family] if not done else []
            continue
        pivot = max(_bits(left | done), key=lambda place: (beside[place] & left).bit_count())
        for place in _bits(left & ~beside[pivot]):
            stack.append(([*family, place], left & beside[place], done & beside[place]))
            left, done = left & ~(1 << place), done | 1 << place
    return found


def _bits(number: int) -> list[int]:
    return [place for place in range(number.bit_length()) if number >> place & 1]


def withheld_from(
    total: int | None, counts: Mapping[Name, int], wholes: Wholes | None, min_group: int
) -> frozenset[Name]:
    """The segments whose figure may not be shown, `counts` being how many customers of each gave it (0: may not).

    Fewer than `min_group` gave it; or so few would be left when those of segments shown are subtracted from the
    `total` (None where not known), or from those of a segment in which they lie. The smallest is withheld first, of
    equal ones that of the later name. Without `wholes` nothing can be subtracted.
    """
    shown = {name: count for name, count in counts.items() if count >= min_group}
    while wholes is not None and (unsafe := next(_unsafe(total, shown, wholes, min_group), None)) is not None:
        del shown[max(unsafe, key=lambda name: (-shown[name], name))]
    return frozenset(counts) - frozenset(shown)


def _unsafe(total: int | None, shown: Mapping[Name, int], wholes: Wholes, min_group: int) -> Iterator[list[Name]]:
    """Segments of which one must go, as too few customers are left between them."""
    for whole, parts, looked_through in wholes(frozenset(shown)):
        count = total if whole is None else shown[whole]
        if count is None:
            continue
        if not looked_through or 0 < count - sum(shown[name] for name in parts) < min_group:
            yield [*parts] if whole is None else [*parts, whole]


def _answered(
    touchpoints: Mapping[str, TouchpointScores], overall: Score | None, nps: object
) -> dict[Figure, tuple[int, float]]:
    """How many customers gave each figure, where that is known, and how many of equal weight would say as much."""
    figures: dict[Figure, Score | None] = {("", "overall"): overall}
    for name, known in touchpoints.items():
        figures[name, "experience"] = known.experience
        kind = _DERIVED if known.importance is not None and known.importance.source == "derived" else "importance"
        figures[name, kind] = known.importance
    answered: dict[Figure, tuple[int, float]] = {}
    for figure, score in figures.items():
        if score is None or score.n is None:
            continue
        answered[figure] = score.n, score.effective
        if isinstance(score.instrument, ServiceGap) and score.instrument.n is not None:
            answered[figure[0], _GAP] = score.instrument.n, score.instrument.n
    if isinstance(nps, Recommended):
        answered["", "nps"] = nps.n, nps.n if nps.n_effective is None else nps.n_effective
    return answered


def _visible(place: int, listed: SegmentScores, withheld: Mapping[Name, set[Figure]]) -> VisibleSegments:
    groups = [group for group in listed.groups if (place, group.id) in withheld]
    return VisibleSegments(
        scores=replace(listed, groups=tuple(_without_figures(each, withheld[place, each.id]) for each in groups)),
        hidden=sum(group.n != 0 for group in listed.groups) - len(groups),
        withheld=frozenset((each.id, name) for each in groups for name, _ in withheld[place, each.id] if name),
    )


def _without_figures(group: GroupScores, withheld: set[Figure]) -> GroupScores:
    return replace(
        group,
        touchpoints={
            name: TouchpointScores(
                importance=None if {(name, "importance"), (name, _DERIVED)} & withheld else known.importance,
                experience=None
                if (name, "experience") in withheld
                else _without_gap(known.experience, (name, _GAP) in withheld),
                promise=None,
                rho=known.rho,
            )
            for name, known in group.touchpoints.items()
        },
        overall=None if ("", "overall") in withheld else _without_gap(group.overall, ("", _GAP) in withheld),
        nps=None if ("", "nps") in withheld else group.nps,
        drivers=None,
    )


def _without_gap(score: Score | None, few: bool) -> Score | None:
    """The score without the gap of its SERVQUAL, where few answered both questions."""
    return replace(score, instrument=None) if score is not None and few else score
