"""What the airport's passengers answered, worked out without cjgen: csv, numpy and the formulas of docs/method.md.

`CJGEN_REAL_DATA=FOLDER python -m tests.real.airport_figures` prints the figures of journeys/airport.yaml, so that
anybody can make them again from the published file. Only the standard errors of shares in it are cjgen's, as they
depend on what was drawn; those that are worked out here are there to compare them with.
"""

from __future__ import annotations

import csv
import gzip
import math
import os
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from functools import cache
from itertools import combinations
from pathlib import Path

import numpy as np

from cjgen.analyse.drivers import share_errors as drawn_by_cjgen

FILE = "sfo_airport_2013_2018.csv.gz"

STAGES = {
    "Getting there": ("getting_there",),
    "Check-in and security": ("find_way", "signs", "screens", "security", "safety"),
    "Waiting for the flight": (
        "restaurants",
        "shops",
        "art",
        "wifi",
        "walkways",
        "clean_boarding",
        "clean_restrooms",
    ),
}
"""The touchpoints of the journey. Left out is what so few passengers used that few would be left who rated all."""

TOUCHPOINTS = tuple(column for columns in STAGES.values() for column in columns)

SELDOM_USED = (
    "road_signs",
    "parking",
    "lt_parking_shuttle",
    "airtrain",
    "rental_center",
    "info_departures",
    "clean_restaurants",
    "info_arrivals",
)
"""The touchpoints that the survey asked as well, which make 21 together with the 13 of the journey."""

YEARS = ("2013", "2014", "2015", "2016", "2017", "2018")

RECOMMEND = "netpro"
"""Asked in 2017 and 2018 only."""

LOW, HIGH = 1, 5

Row = dict[str, str]
Rows = Sequence[Row]


@cache
def rows() -> tuple[Row, ...]:
    """Every passenger of every wave, each cell as it stands in the file."""
    with gzip.open(Path(os.environ["CJGEN_REAL_DATA"]) / FILE, "rt", encoding="utf-8", newline="") as stream:
        return tuple(csv.DictReader(stream))


def wave(year: str) -> Rows:
    """The passengers of one year."""
    return [row for row in rows() if row["year"] == year]


def rating(row: Row, column: str) -> float | None:
    """An answer from 1 to 5; None for blank (0, a text or nothing) and for never used (6)."""
    cell = row[column]
    if cell in ("1", "2", "3", "4", "5"):
        return float(cell)
    assert cell in ("", "0", "6", "Blank", "BLANK"), (column, cell)
    return None


def recommendation(row: Row) -> float | None:
    """An answer from 0 to 10; None for blank (11 or nothing)."""
    cell = row[RECOMMEND]
    if cell in ("", "11"):
        return None
    assert cell in {str(answer) for answer in range(11)}, cell
    return float(cell)


def answer(row: Row, column: str) -> float | None:
    """An answer to a question of either kind."""
    return recommendation(row) if column == RECOMMEND else rating(row, column)


@dataclass(frozen=True)
class Mean:
    """Answers to one question. `sd` divides by n - 1; `top_two` counts the answers 4 and 5."""

    mean: float
    sd: float
    n: int
    top_two: int


def mean(rows: Rows, column: str) -> Mean:
    """What these passengers answered; a question that nobody answered has no mean and fails."""
    given = [value for row in rows if (value := answer(row, column)) is not None]
    values = np.array(given)
    return Mean(float(values.mean()), float(values.std(ddof=1)), len(given), int((values >= HIGH - 1).sum()))


@dataclass(frozen=True)
class WeightedMean:
    """A mean in which each answer weighs as much as its passenger; `n_effective` is Kish's."""

    mean: float
    n: int
    n_effective: float


def weighted_mean(rows: Rows, value_of: Callable[[Row], float | None]) -> WeightedMean:
    """The weighted mean of whatever `value_of` finds in a passenger's row, None where there is no answer."""
    given = [(value, float(row["weight"])) for row in rows if (value := value_of(row)) is not None]
    total = math.fsum(weight for _, weight in given)
    squares = math.fsum(weight * weight for _, weight in given)
    return WeightedMean(
        math.fsum(value * weight for value, weight in given) / total, len(given), total * total / squares
    )


@dataclass(frozen=True)
class Recommended:
    """How many gave 9 or 10, 7 or 8, and 0 to 6."""

    promoters: int
    passives: int
    detractors: int

    @property
    def n(self) -> int:
        """How many answered."""
        return self.promoters + self.passives + self.detractors

    @property
    def score(self) -> float:
        """The NPS, -100 to 100."""
        return (self.promoters - self.detractors) / self.n * 100


def recommended(rows: Rows) -> Recommended | None:
    """Who would recommend the airport; None where nobody was asked."""
    given = [value for row in rows if (value := recommendation(row)) is not None]
    promoters, detractors = sum(value >= 9 for value in given), sum(value <= 6 for value in given)
    return Recommended(promoters, len(given) - promoters - detractors, detractors) if given else None


def complete(rows: Rows, columns: Sequence[str]) -> np.ndarray:
    """The passengers who answered every one of these questions: a row each, a column a question."""
    every = [[answer(row, column) for column in columns] for row in rows]
    return np.array([row for row in every if None not in row], dtype=float)


def lmg(answers: np.ndarray) -> np.ndarray:
    """Parts of R² by Lindeman, Merenda and Gold; the last column is the outcome.

    R² of a set of questions comes from determinants of correlations: 1 - |R with the outcome| / |R without|.
    """
    correlations = np.corrcoef(answers, rowvar=False)
    count = len(correlations) - 1
    explained: dict[frozenset[int], float] = {frozenset(): 0.0}
    for size in range(1, count + 1):
        sets = list(combinations(range(count), size))
        chosen = np.array(sets)
        both = np.column_stack([chosen, np.full(len(chosen), count)])
        without = np.linalg.det(correlations[chosen[:, :, None], chosen[:, None, :]])
        with_outcome = np.linalg.det(correlations[both[:, :, None], both[:, None, :]])
        explained |= {frozenset(key): value for key, value in zip(sets, 1 - with_outcome / without, strict=True)}

    orders = [1 / (count * math.comb(count - 1, size)) for size in range(count)]
    parts = np.zeros(count)
    for before, value in explained.items():
        for one in set(range(count)) - before:
            parts[one] += orders[len(before)] * (explained[before | {one}] - value)
    return parts


def johnson(answers: np.ndarray) -> np.ndarray:
    """Parts of R² by Johnson (2000): through the orthonormal columns that lie closest to the answers."""
    centred = answers - answers.mean(axis=0)
    scaled = centred / np.linalg.norm(centred, axis=0)
    asked, outcome = scaled[:, :-1], scaled[:, -1]
    left, _, right = np.linalg.svd(asked, full_matrices=False)
    closest = left @ right
    return np.asarray((closest.T @ asked).T ** 2 @ (closest.T @ outcome) ** 2)


def shares(answers: np.ndarray) -> np.ndarray:
    """Each question's part of what all explain together: adds up to 1."""
    parts = lmg(answers) if answers.shape[1] - 1 <= 15 else johnson(answers)
    return np.asarray(parts / parts.sum())


def share_errors(answers: np.ndarray, draws: int = 2000, seed: int = 2018) -> np.ndarray:
    """Standard errors of the shares: the spread of Johnson's shares over samples drawn from the normal distribution
    with these correlations, each of as many passengers.
    """
    rng = np.random.default_rng(seed)
    n, count = answers.shape
    factor = np.linalg.cholesky(np.corrcoef(answers, rowvar=False))
    found = np.empty((draws, count - 1))
    for number in range(draws):
        triangle = np.tril(rng.standard_normal((count, count)), -1)
        np.fill_diagonal(triangle, np.sqrt(rng.chisquare(n - 1 - np.arange(count))))
        root = factor @ triangle  # Bartlett: root root' is a Wishart draw with n - 1 degrees of freedom
        parts = johnson_of_products(root @ root.T)
        found[number] = parts / parts.sum()
    return np.asarray(found.std(axis=0, ddof=1))


def johnson_of_products(products: np.ndarray) -> np.ndarray:
    """Johnson's parts of R² from sums of products, the outcome last."""
    scale = 1 / np.sqrt(np.diag(products))
    correlations = products * np.outer(scale, scale)
    values, vectors = np.linalg.eigh(correlations[:-1, :-1])
    root = vectors * np.sqrt(values) @ vectors.T
    return np.asarray(root**2 @ np.linalg.solve(root, correlations[:-1, -1]) ** 2)


def fragments(now: str = "2018", before: str = "2017") -> Iterator[str]:
    """The figures of journeys/airport.yaml, line by line."""

    def experience(year: str, column: str) -> str:
        found = mean(wave(year), column)
        return f"{{mean: {found.mean:.4f}, sd: {found.sd:.4f}, n: {found.n}}}"

    def derived(year: str) -> dict[str, str]:
        answers = complete(wave(year), (*TOUCHPOINTS, RECOMMEND))
        correlations = np.corrcoef(answers, rowvar=False)
        errors = drawn_by_cjgen(correlations[:-1, :-1], correlations[:-1, -1], len(answers))
        figures = zip(TOUCHPOINTS, shares(answers), errors, strict=True)
        return {
            column: f"{{derived: {share:.5f}, se: {error:.5f}, n: {len(answers)}}}" for column, share, error in figures
        }

    def nps(year: str) -> str:
        found = recommended(wave(year))
        assert found is not None
        return (
            f"{{promoters: {found.promoters}, passives: {found.passives}, detractors: {found.detractors}}}"
            f"  # {found.score:.5f}"
        )

    yield f"overall: {experience(now, 'overall')}"
    yield f"nps: {nps(now)}"
    yield "history:"
    yield f'  - wave: "{before}"'
    yield f"    nps: {nps(before)}"
    yield f"    overall: {experience(before, 'overall')}"
    newer, older = derived(now), derived(before)
    for column in TOUCHPOINTS:
        yield f"{column}:"
        yield f"  importance: {newer[column]}"
        yield f"  experience: {experience(now, column)}"
        yield f'  history: [{{wave: "{before}", importance: {older[column]},'
        yield f"             experience: {experience(before, column)}}}]"


if __name__ == "__main__":
    print("\n".join(fragments()))
