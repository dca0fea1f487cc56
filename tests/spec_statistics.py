"""The checks of the tables in `spec/` that show statistics of answers: what they find for a row."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from typing import Any

import numpy

from cjgen.analyse.agreement import bias, kendall, mean_absolute_error
from cjgen.analyse.comparison import holm, nps_difference, welch
from cjgen.analyse.contrast import asymmetry_of, contrast_of, kind_of
from cjgen.analyse.drivers import drivers_of, johnson, lmg
from cjgen.analyse.respondents import nps_variance
from cjgen.analyse.weights import kish, weighed_mean
from cjgen.model.findings import DriversMissing
from cjgen.model.score import Products

Row = Mapping[str, Any]


def products_of(
    names: Sequence[str | tuple[str, str]], rows: Sequence[Sequence[int]], outcome_unit: float = 1.0
) -> Products:
    """The sums and products of rows of whole numbers, the outcome last."""
    columns = list(zip(*rows, strict=True)) or [()] * len(names)
    return Products(
        names=tuple(names),
        n=len(rows),
        n_all=len(rows),
        sums=tuple(sum(column) for column in columns),
        products=tuple(
            tuple(sum(x * y for x, y in zip(one, other, strict=True)) for other in columns) for one in columns
        ),
        outcome_unit=outcome_unit,
    )


def _relative_importance(row: Row) -> dict[str, object]:
    """`together` has a correlation for each pair of letters, 0 where none is written."""
    names = list(row["outcome"])
    inner = numpy.eye(len(names))
    for pair, value in row.get("together", {}).items():
        one, other = (names.index(letter) for letter in pair)
        inner[one, other] = inner[other, one] = value
    outer = numpy.array([float(value) for value in row["outcome"].values()])
    found: dict[str, object] = {}
    for method in (lmg, johnson):
        parts = method(inner, outer)
        found |= {f"{method.__name__} {name}": float(part) for name, part in zip(names, parts, strict=True)}
        found[f"{method.__name__} r2"] = float(parts.sum())
    return found


def _drivers(row: Row) -> dict[str, object]:
    """A line of `answers` is one answer a touchpoint, the outcome, and how many customers answered so."""
    answers = [line[:-1] for line in row["answers"] for _ in range(line[-1])]
    found = drivers_of(products_of([*row["touchpoints"], "recommend"], answers), "recommend")
    if isinstance(found, DriversMissing):
        return {"because": found.because, "n": found.n, "needed": found.needed, "about": list(found.about)}
    parts = ("weight", found.weights), ("share", found.shares), ("error", found.errors)
    each = {f"{what} {name}": value for what, values in parts for name, value in values.items()}
    return {"because": None, "method": found.method, "n": found.n, "r2": found.r2, **each}


def _penalty_reward(row: Row) -> dict[str, object]:
    """Either a `penalty` and a `reward`, or lines of `answers`: low, middle or top, the outcome, how many."""
    if "penalty" in row:
        asymmetry = asymmetry_of(row["penalty"], row["reward"])
        return {"asymmetry": asymmetry, "kind": kind_of(asymmetry)}
    names = [(name, end) for name in row["touchpoints"] for end in ("low", "top")]
    answers = [
        [*(int(answer == end) for answer in line[:-2] for end in ("low", "top")), line[-2]]
        for line in row["answers"]
        for _ in range(line[-1])
    ]
    found = contrast_of(products_of([*names, "recommend"], answers, row.get("unit", 1.0)))
    columns = ("penalty", "reward", "low", "top", "asymmetry", "kind", "because")
    each = {f"{column} {name}": getattr(one, column) for name, one in found.items() for column in columns}
    return {"told": list(found), **each}


def _difference(row: Row) -> dict[str, object]:
    """Of means with sd and n, or of an NPS by promoters, passives and detractors: `before` and `after`."""
    if isinstance(row["before"], Mapping):
        waves = [(wave["mean"], wave["sd"] / wave["n"] ** 0.5, wave["n"]) for wave in (row["before"], row["after"])]
        difference, se, p = welch(*waves[0], *waves[1])
        return {"difference": difference, "se": se, "p": p}
    sides = []
    for promoters, passives, detractors in (row["before"], row["after"]):
        n = promoters + passives + detractors
        variance = nps_variance(promoters / n, detractors / n)
        sides.append((100 * (promoters - detractors) / n, variance, n))
    difference, se, p = nps_difference(*sides[0], *sides[1])
    return {"difference": difference, "se": se, "p": p}


def _holm(row: Row) -> dict[str, object]:
    return {"survive": holm(row["p"], row.get("level", 0.05))}


def _weighed(row: Row) -> dict[str, object]:
    """`se` is given, or follows from sd and n; n 1 has none."""
    parts = [
        (one["mean"], one["sd"] / one["n"] ** 0.5 if one.get("sd") is not None else None, one["value"])
        for one in row["segments"].values()
    ]
    found = weighed_mean(parts)
    return {"mean": found.mean, "se": found.se, "low": found.low, "high": found.high}


def _kish(row: Row) -> dict[str, object]:
    return {"n": kish(sum(row["weights"]), sum(weight**2 for weight in row["weights"]))}


def _agreement(row: Row) -> dict[str, object]:
    own, customers = row["own"], row["customers"]
    return {
        "bias": bias(own, customers),
        "mean_absolute_error": mean_absolute_error(own, customers),
        "tau": kendall(own, customers, row.get("width", 4)),
    }


STATISTICS: dict[str, tuple[tuple[str, ...], Callable[[Row], dict[str, object]]]] = {
    "relative_importance": (("together", "outcome"), _relative_importance),
    "drivers": (("touchpoints", "answers"), _drivers),
    "penalty_reward": (("penalty", "reward", "touchpoints", "answers", "unit"), _penalty_reward),
    "difference": (("before", "after"), _difference),
    "holm": (("p", "level"), _holm),
    "weighed": (("segments",), _weighed),
    "kish": (("weights",), _kish),
    "agreement": (("own", "customers", "width"), _agreement),
}
"""Name of the check: the columns of its rows, and what it finds."""
