"""The choice of focus areas against every possible choice, and what would bring in those that were left out."""

from __future__ import annotations

import random
from itertools import combinations
from math import fsum

import pytest

from cjgen.analyse import branch_and_bound, knapsack
from cjgen.analyse.focus import solve
from cjgen.analyse.knapsack import Item
from cjgen.analyse.left_out import Outside
from cjgen.model.focus import Capacity
from cjgen.model.summary import Contender

SLACK = 1e-9


def contenders(chance: random.Random, most: int) -> list[Contender]:
    """Some touchpoints with values of few kinds, so that there are ties, or of many."""
    values = [chance.choice([0.1, 0.2, 0.3, 1 / 3, 2 / 3, chance.random()]) for _ in range(chance.randrange(1, most))]
    found = []
    for place, value in enumerate(values):
        hours, cost = chance.choice([0.0, 8.0, 12.5, 40.0, 41.0]), chance.choice([0.0, 250.0, 999.99, 3000.0])
        effects = chance.choice([(), (), ("margin",), ("margin", "loyalty")])
        basic = chance.random() < 0.25
        found.append(Contender("j", f"t{place}", value, basic, None, hours, cost, effects, ((hours, cost),)))
    return found


def best_of_all(pool: list[Contender], limit: int, capacity: Capacity) -> set[str]:
    """The best choice by looking at all: most of failing basics, of the rest, of effects, then the author's order."""
    places = range(len(pool))

    def total(chosen: tuple[int, ...], *, basic: bool) -> float:
        return fsum(pool[place].value for place in chosen if pool[place].failing_basic == basic)

    choices = [
        chosen
        for count in range(limit + 1)
        for chosen in combinations(places, count)
        if (capacity.hours is None or fsum(pool[place].hours or 0 for place in chosen) <= capacity.hours + SLACK)
        and (capacity.budget is None or fsum(pool[place].cost or 0 for place in chosen) <= capacity.budget + SLACK)
    ]
    for basic in (True, False):
        most = max(total(chosen, basic=basic) for chosen in choices)
        choices = [chosen for chosen in choices if total(chosen, basic=basic) >= most - SLACK]
    effects = [sum(len(pool[place].effects) for place in chosen) for chosen in choices]
    choices = [chosen for chosen, count in zip(choices, effects, strict=True) if count == max(effects)]
    order = sorted(places, key=lambda place: not pool[place].failing_basic)
    first = max(choices, key=lambda chosen: [place in chosen for place in order])
    return {pool[place].touchpoint for place in first}


@pytest.mark.parametrize("seed", range(200))
def test_the_best_of_all_choices_is_found(seed: int, monkeypatch: pytest.MonkeyPatch) -> None:
    if seed % 2:  # what is done for many only
        monkeypatch.setattr(branch_and_bound, "_FEW", 0)
    chance = random.Random(seed)
    pool = contenders(chance, 14)
    limit = chance.randrange(1, 6)
    capacity = Capacity(
        hours=chance.choice([None, 0.0, 40.0, 53.0, 100.0]), budget=chance.choice([None, 500.0, 3249.99, 5000.0])
    )
    found = solve(pool, limit, capacity)
    assert {area.touchpoint for area in found.chosen} == best_of_all(pool, limit, capacity)
    for out in found.left_out:
        if out.bring_in is not None:
            more = Capacity(
                hours=None if capacity.hours is None else capacity.hours + out.bring_in.hours,
                budget=None if capacity.budget is None else capacity.budget + out.bring_in.budget,
            )
            assert out.area in solve(pool, limit + out.bring_in.limit, more).chosen
            assert out.because in ("limit", "hours", "budget")
    assert (found.next_in is None) == all(out.bring_in is None for out in found.left_out)


def test_many_contenders_are_one_matter_of_a_moment(monkeypatch: pytest.MonkeyPatch) -> None:
    """No timing: so few of two thousand are looked at closely, and so few choices solved again."""
    chance = random.Random(5)
    pool = [each for _ in range(200) for each in contenders(chance, 20)][:2000]
    solved: list[object] = []
    again, compared = Outside.needed, [0]
    is_worth_more = knapsack._is_worth_more

    def counted(other: Item, item: Item) -> bool:
        compared[0] += 1
        return is_worth_more(other, item)

    monkeypatch.setattr(knapsack, "_is_worth_more", counted)
    monkeypatch.setattr(Outside, "needed", lambda self, item: solved.append(item) or again(self, item))
    found = solve(pool, 5, Capacity(hours=100, budget=3000))
    assert len(found.chosen) == 5
    assert len(found.left_out) == len(solved) == 1995
    assert compared[0] < 40 * len(pool), "so that time grows no faster than their number"
