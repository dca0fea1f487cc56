"""What holds for drivers, contrasts and comparisons, whatever the answers."""

from __future__ import annotations

import math
from itertools import permutations
from typing import Any

import numpy
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from spec_statistics import products_of
from test_analyse_properties import REPEATABLE

from cjgen.analyse.agreement import kendall
from cjgen.analyse.comparison import holm, welch
from cjgen.analyse.contrast import contrast_of
from cjgen.analyse.drivers import LMG_UP_TO, drivers_of, johnson, lmg, share_errors
from cjgen.model.findings import DriverFindings
from cjgen.model.score import Products

FEW = settings(REPEATABLE, max_examples=30)


@st.composite
def answers(draw: st.DrawFn, least: int = 2, most: int = 5) -> list[list[int]]:
    """Rows of answers that go together with an outcome, which stands last."""
    k = draw(st.integers(least, most))
    random = numpy.random.Generator(numpy.random.PCG64(draw(st.integers(0, 2**32))))
    mood = random.normal(size=80)
    rows = numpy.rint(4 * (random.normal(size=(80, k)) + mood[:, None]))
    outcome = numpy.rint(2 * mood + rows @ random.integers(0, 3, size=k) + random.normal(size=80))
    return [[*map(int, row), int(y)] for row, y in zip(rows, outcome, strict=True)]


def correlated(rows: list[list[int]]) -> tuple[Any, Any]:
    together = numpy.corrcoef(numpy.array(rows).T)
    return together[:-1, :-1], together[:-1, -1]


def explained(rows: list[list[int]]) -> float:
    """R² by least squares on the rows themselves."""
    table = numpy.array(rows, float)
    x = numpy.column_stack([numpy.ones(len(table)), table[:, :-1]])
    y = table[:, -1]
    errors = y - x @ numpy.linalg.lstsq(x, y)[0]
    return float(1 - errors @ errors / ((y - y.mean()) @ (y - y.mean())))


def found(rows: list[list[int]], names: list[str] | None = None) -> DriverFindings:
    names = names or [f"t{i}" for i in range(len(rows[0]) - 1)]
    drivers = drivers_of(products_of([*names, "recommend"], rows), "recommend")
    assert isinstance(drivers, DriverFindings), drivers
    return drivers


@FEW
@given(answers())
@pytest.mark.parametrize("method", [lmg, johnson])
def test_weights_are_parts_of_what_is_explained(method: Any, rows: list[list[int]]) -> None:
    parts = method(*correlated(rows))
    assert all(part >= 0 for part in parts)
    assert math.isclose(math.fsum(parts), explained(rows), abs_tol=1e-10)


@FEW
@given(answers(most=4))
def test_lmg_is_the_mean_over_all_orders(rows: list[list[int]]) -> None:
    inner, outer = correlated(rows)
    k = len(outer)

    def r2(columns: tuple[int, ...]) -> float:
        chosen = list(columns)
        part = inner[numpy.ix_(chosen, chosen)]
        return float(outer[chosen] @ numpy.linalg.solve(part, outer[chosen])) if chosen else 0.0

    gains = numpy.zeros(k)
    orders = list(permutations(range(k)))
    for order in orders:
        for place, column in enumerate(order):
            gains[column] += r2(order[: place + 1]) - r2(order[:place])
    assert numpy.allclose(lmg(inner, outer), gains / len(orders), rtol=0, atol=1e-12)


@FEW
@given(answers(), st.randoms(use_true_random=False))
def test_the_order_of_columns_and_rows_changes_nothing(rows: list[list[int]], random: Any) -> None:
    k = len(rows[0]) - 1
    order = random.sample(range(k), k)
    moved = [[*(row[column] for column in order), row[-1]] for row in random.sample(rows, len(rows))]
    one, other = found(rows), found(moved, [f"t{column}" for column in order])
    for name in one.shares:
        assert math.isclose(one.shares[name], other.shares[name], abs_tol=1e-12)
        assert math.isclose(one.errors[name], other.errors[name], abs_tol=1.5e-6)


@FEW
@given(answers(), st.integers(1, 1000), st.integers(-1000, 1000))
def test_another_unit_changes_nothing(rows: list[list[int]], factor: int, shift: int) -> None:
    """To the last bit: correlations are those of exact integers."""
    assert found([[factor * value + shift for value in row] for row in rows]) == found(rows)


@FEW
@given(answers(), st.integers(1, 9), st.integers(-9, 9))
@pytest.mark.parametrize("method", [lmg, johnson])
def test_a_duplicate_column_shares_its_weight(method: Any, rows: list[list[int]], factor: int, shift: int) -> None:
    doubled = [[*row[:-1], factor * row[0] + shift, row[-1]] for row in rows]
    once, twice = method(*correlated(rows)), method(*correlated(doubled))
    assert math.isclose(twice[0], twice[-1], abs_tol=1e-9)
    assert math.isclose(math.fsum(twice), math.fsum(once), abs_tol=1e-9)
    assert all(part >= 0 for part in twice)
    assert found(doubled).r2 == pytest.approx(math.fsum(once), abs=1e-9)


@FEW
@given(answers(least=3, most=5))
def test_columns_that_follow_from_others_do_no_harm(rows: list[list[int]]) -> None:
    """A total of all others beside them."""
    totalled = [[*row[:-1], sum(row[:-1]), row[-1]] for row in rows]
    parts = found(totalled)
    assert math.isclose(parts.r2, explained(rows), abs_tol=1e-9)
    assert math.isclose(math.fsum(parts.shares.values()), 1, abs_tol=1e-12)
    assert all(error > 0 for error in parts.errors.values())


def test_both_methods_take_over_at_their_number_of_touchpoints() -> None:
    random = numpy.random.Generator(numpy.random.PCG64(7))
    for k, method in ((LMG_UP_TO, "lmg"), (LMG_UP_TO + 1, "johnson")):
        x = random.integers(1, 6, size=(300, k))
        drivers = found([[*map(int, row), int(row.sum() + noise)] for row, noise in zip(x, x[::-1, 0], strict=True)])
        assert drivers.method == method
        assert math.isclose(math.fsum(drivers.weights.values()), drivers.r2, abs_tol=1e-12)


def test_errors_shrink_with_the_root_of_the_rows() -> None:
    inner, outer = numpy.array([[1, 0.5, 0.2], [0.5, 1, 0.4], [0.2, 0.4, 1]]), numpy.array([0.6, 0.5, 0.3])
    few, many = share_errors(inner, outer, 400), share_errors(inner, outer, 40_000)
    assert [one / other for one, other in zip(few, many, strict=True)] == pytest.approx([10] * 3, rel=0.05)


def test_errors_are_those_of_samples() -> None:
    """Samples of the normal distribution with these correlations, drawn row by row."""
    inner, outer = numpy.array([[1, 0.5, 0.2], [0.5, 1, 0.4], [0.2, 0.4, 1]]), numpy.array([0.6, 0.5, 0.3])
    together = numpy.block([[inner, outer[:, None]], [outer[None, :], numpy.ones((1, 1))]])
    random = numpy.random.Generator(numpy.random.PCG64(11))
    rows = random.normal(size=(2000, 200, 4)) @ numpy.linalg.cholesky(together).T
    rows = rows - rows.mean(axis=1, keepdims=True)
    rows = rows / numpy.sqrt((rows**2).sum(axis=1, keepdims=True))
    drawn = numpy.swapaxes(rows, 1, 2) @ rows
    weights = johnson(drawn[:, :3, :3], drawn[:, :3, 3])
    spread = (weights / weights.sum(axis=1, keepdims=True)).std(axis=0)
    assert share_errors(inner, outer, 200) == pytest.approx(list(spread), rel=0.07)


def test_errors_are_equal_on_every_machine() -> None:
    """As they were when this was written; shown pages must not change by another computer or numpy."""
    inner, outer = numpy.array([[1, 0.6, 0.3], [0.6, 1, 0.4], [0.3, 0.4, 1]]), numpy.array([0.5, 0.55, 0.4])
    assert share_errors(inner, outer, 500) == [0.045264, 0.046656, 0.044185]


def contrasts(table: Any, outcome: Any) -> Products:
    low, top = table <= 2, table >= 5
    rows = [
        [*(int(value) for j in range(table.shape[1]) for value in (low[i, j], top[i, j])), int(outcome[i])]
        for i in range(len(table))
    ]
    return products_of([(f"t{j}", end) for j in range(table.shape[1]) for end in ("low", "top")] + ["y"], rows)


@FEW
@given(st.integers(0, 2**32), st.integers(1, 6))
def test_penalties_and_rewards_are_those_of_least_squares(seed: int, k: int) -> None:
    random = numpy.random.Generator(numpy.random.PCG64(seed))
    table = random.integers(1, 6, size=(150, k))
    outcome = table.sum(axis=1) + random.integers(0, 5, size=150)
    columns = [column for j in range(k) for column in (table[:, j] <= 2, table[:, j] >= 5)]
    x = numpy.column_stack([numpy.ones(150), *columns]).astype(float)
    expected = numpy.linalg.lstsq(x, outcome.astype(float))[0][1:]
    findings = contrast_of(contrasts(table, outcome))
    given = [value for one in findings.values() for value in (one.penalty, one.reward)]
    assert given == pytest.approx(list(expected), abs=1e-9)
    for one in findings.values():
        assert (one.kind is None) == (one.asymmetry is None) == (one.because is not None)


@FEW
@given(st.lists(st.floats(0, 1), max_size=8), st.randoms(use_true_random=False))
def test_holm_keeps_the_smallest(ps: list[float], random: Any) -> None:
    """What survives is never larger than what falls, and Bonferroni's survivors survive."""
    survive = holm(ps)
    assert max((p for p, kept in zip(ps, survive, strict=True) if kept), default=0) <= min(
        (p for p, kept in zip(ps, survive, strict=True) if not kept), default=1
    )
    assert all(kept for p, kept in zip(ps, survive, strict=True) if p <= 0.05 / len(ps))
    order = random.sample(range(len(ps)), len(ps))
    assert holm([ps[i] for i in order]) == [survive[i] for i in order]


@FEW
@given(st.lists(st.integers(1, 5), min_size=2, max_size=30), st.lists(st.integers(1, 5), min_size=2, max_size=30))
def test_welch_and_kendall_agree_with_scipy(one: list[int], other: list[int]) -> None:
    from scipy import stats

    if len(set(one)) > 1 and len(set(other)) > 1:
        a, b = numpy.array(one), numpy.array(other)
        ses = [values.std(ddof=1) / len(values) ** 0.5 for values in (a, b)]
        p = welch(a.mean(), ses[0], len(a), b.mean(), ses[1], len(b))[2]
        assert p == pytest.approx(stats.ttest_ind(a, b, equal_var=False).pvalue, abs=1e-12)
    both = min(len(one), len(other))
    tau = kendall(one[:both], other[:both], 4)
    expected = stats.kendalltau(one[:both], other[:both]).statistic
    assert (tau is None) == bool(numpy.isnan(expected))
    assert tau is None or tau == pytest.approx(expected, abs=1e-12)
