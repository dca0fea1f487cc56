"""The arithmetic on a report: whole texts from a table (`arithmetic.yaml`), and numbers that are the analysis' own."""

from __future__ import annotations

import math
import re
from pathlib import Path
from typing import Any

import pytest
import yaml
from hypothesis import given
from test_analyse_properties import REPEATABLE, Journeys, journeys
from test_explain import explained  # noqa: F401 - a fixture: the arithmetic of every kind of touchpoint

from cjgen import bundled
from cjgen.analyse import analyse, derive, explain
from cjgen.measure import measure
from cjgen.model.explanation import Explanation
from cjgen.model.journey import Journey
from cjgen.render.arithmetic import arithmetic
from cjgen.render.locale import Locale

TABLE = yaml.safe_load((Path(__file__).parent / "arithmetic.yaml").read_text("utf-8"))
LANGUAGES = {language: Locale(language, bundled.catalogue(language)) for language in ("nl", "en")}


def explanations(written: dict[str, Any]) -> dict[str, Explanation]:
    journey = Journey.model_validate(written)
    derived = derive(journey, measure(journey))
    return explain(analyse(journey, derived), derived)


def journey_of(row: dict[str, Any]) -> dict[str, Any]:
    """The row's touchpoint, with the others of its stage and an other stage behind it."""
    others = [
        [{"title": f"{name} {i}", **keys} for i, keys in enumerate(row.get(name, []), 1)]
        for name in ("beside", "after")
    ]
    stages = [[{"title": "This one", **row["touchpoint"]}, *others[0]], others[1]]
    return {
        "title": "Journey",
        **TABLE["journey"],
        **row.get("journey", {}),
        "stages": [
            {"title": f"Stage {i}", "touchpoints": touchpoints} for i, touchpoints in enumerate(stages) if touchpoints
        ],
    }


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("row", TABLE["rows"], ids=[row["case"] for row in TABLE["rows"]])
def test_the_whole_text(row: dict[str, Any], language: str) -> None:
    found = explanations(journey_of(row))["this-one"]
    shown = [str(line.striptags()).replace("\u00a0", " ") for line in arithmetic(found, LANGUAGES[language])]
    assert shown == row[language]


NUMBER = r"−?[\d,]+(?:\.\d+)?"
MEAN = rf"{NUMBER}(?:/\d+|%)?"
"""A figure: a number, a fraction or, of a share, a percentage."""


def number(text: str) -> float:
    numerator, _, denominator = text.replace(",", "").replace("−", "-").replace("%", "/100").partition("/")
    return float(numerator) / float(denominator or 1)


def is_printed(text: str, value: float) -> bool:
    """Whether the text is the value: to two decimals, and a percentage to those that it has."""
    decimals = len(text.partition(".")[2].removesuffix("%"))
    return math.isclose(number(text), value, abs_tol=0.0051 if "%" not in text else 0.0051 * 10**-decimals)


def check(each: Explanation) -> int:
    """Every number on the page is that of the explanation, and every sum holds; how many sums there were."""
    lines = [str(line.striptags()) for line in arithmetic(each, LANGUAGES["en"])]
    text = "\n".join(lines)
    comparisons = re.findall(rf"^(Importance|Experience) ({MEAN}) (≥|<) ({MEAN}) \(", text, re.MULTILINE)
    chances = re.findall(
        rf"^.* (≥|<) .*: a = \(({MEAN}) − ({MEAN})\) / (?:\(({NUMBER}) / √({NUMBER})\)|√\(({NUMBER}) / ({NUMBER})\)"
        rf"|({NUMBER}%))"
        rf" = ({NUMBER}), chance below it ([ΦT])\(a\) ([=<>])\s(\d+)%\.$",
        text,
        re.MULTILINE,
    )
    known = {(c.axis.capitalize(), "≥" if c.met else "<", c.figure, c.threshold) for c in each.comparisons}
    for axis, mean, sign, threshold in comparisons:
        assert any(
            (axis, sign) == other[:2] and is_printed(mean, other[2]) and is_printed(threshold, other[3])
            for other in known
        ), text
        assert (number(mean) >= number(threshold)) == (sign == "≥"), text
    assert len(chances) == len(each.certainty.chances), text
    for chance, (compared, threshold, mean, sd, n, variance, weight, share, a, letter, sign, percent) in zip(
        each.certainty.chances, chances, strict=True
    ):
        if share:
            se = number(share)
        else:
            se = number(sd) / math.sqrt(number(n)) if sd else math.sqrt(number(variance) / number(weight))
        assert se == pytest.approx(chance.se, rel=6e-3)
        assert number(a) == pytest.approx(chance.distance, rel=6e-3, abs=6e-4)
        assert (number(threshold) - number(mean)) / se == pytest.approx(chance.distance, rel=0.012, abs=1e-6)
        assert letter == ("Φ" if chance.degrees is None else "T")
        assert_probability(sign, percent, chance.probability, up=compared == "≥")
    whole = re.search(r"^Chance that .*: (?:([<>])\s)?(\d+)%\. n\s=\s([\d,]+)\b.*: (\w+)\.$", text, re.MULTILINE)
    assert (whole is not None) == (each.certainty.probability is not None), text
    if whole is not None:
        assert_probability(whole[1] or "=", whole[2], each.certainty.probability)
        assert number(whole[3]) == each.certainty.answered
        assert whole[4] == each.found.certainty
        least = 1000 if any(chance[7] for chance in chances) else 30
        assert ("never clear" in whole[0]) == (
            each.certainty.probability >= 0.9 and (each.certainty.answered < least or each.certainty.validated)
        )
    elif each.certainty.word is not None:
        assert lines[-2] == "No standard error, so no chance: guess."
    if lines:
        assert lines[-1].startswith("Priority: ")
        result = re.search(rf"= ({NUMBER})(?: \(w = {NUMBER}\))?; ", lines[-1])
        assert (number(result[1]) if result else 0.0) == pytest.approx(each.found.priority, abs=0.0051)
        ranked = re.search(r"number (\d+) of (\d+)\.$", lines[-1])
        assert (int(ranked[1]), int(ranked[2])) == (each.found.rank, each.ranked) if ranked else each.found.rank is None
    return len(chances)


def assert_probability(sign: str, percent: str, probability: float | None, *, up: bool = False) -> None:
    """As the page prints it: rounded down, or up, never 0% or 100%."""
    assert probability is not None
    if sign == "=":
        rest = (int(percent) - 100 * probability) if up else (100 * probability - int(percent))
        assert -1e-6 <= rest < 1
    else:
        assert (sign, percent) == ((">", "99") if probability > 0.5 else ("<", "1"))


def test_the_numbers_are_those_of_the_explanation(explained: list[Explanation]) -> None:  # noqa: F811 - the fixture
    assert sum(check(each) for each in explained) > 100


@REPEATABLE
@given(journeys())
def test_the_numbers_of_any_journey_are_those_of_its_explanations(written: Journeys) -> None:
    for each in explanations(written).values():
        check(each)


def test_nothing_is_said_where_nothing_was_compared(explained: list[Explanation]) -> None:  # noqa: F811 - the fixture
    for each in explained:
        assert bool(arithmetic(each, LANGUAGES["nl"])) == bool(
            each.found.verdict or each.found.reason == "not_worth_adding"
        )
