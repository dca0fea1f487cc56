"""The first sentences of a report equal texts written by hand, one table a language (`tests/words/*.yaml`)."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
import yaml
from markupsafe import Markup

from cjgen import bundled
from cjgen.analyse import analyse, derive, focus_pool, portfolio, summary_of
from cjgen.measure import measure
from cjgen.model.findings import JourneyFindings
from cjgen.model.focus import Focus, Pool
from cjgen.model.journey import Journey
from cjgen.render import sentences
from cjgen.render.asked import asked
from cjgen.render.benchmark import benchmark, outweigh
from cjgen.render.counts import short_counts, verdict_counts
from cjgen.render.few_answers import ask_more_for_mean, ask_more_for_nps
from cjgen.render.focus_across import failure_sentences, focus_sentences
from cjgen.render.lead import lead
from cjgen.render.locale import Locale
from cjgen.render.order import basics_before_delight
from cjgen.render.portfolio import basics_more, basics_sentences
from cjgen.render.promise import promise_sentence

TABLES = sorted((Path(__file__).parent / "words").glob("*.yaml"))
FIGURES = {"improve": (9.0, 3.0), "keep": (9.0, 9.0), "drop": (2.0, 5.0), "add": (9.0, None), "unscored": (None, None)}
TEXTS = ("conclusion", "lead", "counts", "asked", "promise", "benchmark", "outweigh", "basics", "ask_more", "card",
         "focus_across", "basics_across", "failures_across")  # fmt: skip
GIVEN = (*FIGURES, "n", "invited", "answered", "journey", "touchpoints", "beside", "focus")


def rows() -> list[Any]:
    found = []
    for table in TABLES:
        data = yaml.safe_load(table.read_text(encoding="utf-8"))
        for number, row in enumerate(data["rows"], 1):
            found.append(pytest.param(data["language"], row, id=f"{table.stem}-{number}"))
    return found


def score(mean: float | None, n: int | str) -> dict[str, Any] | None:
    if mean is None:
        return None
    if n == "none":
        return {"mean": mean}
    if n == 0:
        return {"mean": mean, "source": "estimated", "by": "Sales"}
    return {"mean": mean, "sd": 1.0, "n": n} if n != 1 else {"mean": mean, "n": 1}


def findings(row: dict[str, Any], id: str = "words") -> JourneyFindings:
    touchpoints = [
        {
            "title": f"{verdict.capitalize()} {i}",
            "importance": score(importance, row["n"]),
            "experience": score(experience, row["n"]),
            "wished": verdict == "add",
            **row.get("touchpoints", {}).get(f"{verdict.capitalize()} {i}", {}),
        }
        for verdict, (importance, experience) in FIGURES.items()
        for i in range(1, row.get(verdict, 0) + 1)
    ]
    sample = {name: row[name] for name in ("invited", "answered") if name in row}
    journey = Journey.model_validate(
        {
            "id": id,
            "title": "Words",
            "thresholds": {"importance": 6, "experience": 6, "drop": 4},
            "context": {"sample": sample} if sample else None,
            **row.get("journey", {}),
            "stages": [{"title": "Stage", "touchpoints": touchpoints}],
        }
    )
    return analyse(journey, derive(journey, measure(journey)))


def _pool(row: dict[str, Any], journeys: list[JourneyFindings]) -> Pool:
    """What is worked on over all journeys, as the build solves it."""
    return focus_pool([summary_of(found) for found in journeys], Focus.model_validate(row.get("focus", {})))


def _ask_more(found: JourneyFindings, locale: Locale) -> Iterator[Markup]:
    """What is said of the first touchpoint's experience, and of the NPS."""
    experience = found.touchpoints[0].experience
    for_mean = ask_more_for_mean(experience.ask_more, locale) if experience is not None else None
    for_nps = ask_more_for_nps(found.nps, locale) if found.nps is not None else None
    yield from (text for text in (for_mean, for_nps) if text is not None)


def _across(row: dict[str, Any], locale: Locale) -> dict[str, str]:
    """What is said of the journey and those that stand `beside` it, on the portfolio."""
    journeys = [findings(each, f"words-{n}") for n, each in enumerate([row, *row.get("beside", [])])]
    short = [summary_of(found) for found in journeys]
    whole = portfolio(short, _pool(row, journeys))
    told = {
        "focus_across": focus_sentences(short, whole, locale, "EUR"),
        "failures_across": failure_sentences(short, locale, "EUR"),
        "basics_across": [*basics_sentences(whole, locale), basics_more(whole, locale)] if whole.basics else [],
    }
    return {name: Markup(" ").join(filter(None, texts)).striptags() for name, texts in told.items()}


@pytest.mark.parametrize(("language", "row"), rows())
def test_first_sentences(language: str, row: dict[str, Any]) -> None:
    assert set(row) <= {*GIVEN, *TEXTS}
    locale = Locale(language, bundled.catalogue(language))
    found = findings(row)
    journeys = [found, *(findings(each, f"words-{n}") for n, each in enumerate(row.get("beside", []), 1))]
    found = replace(found, focus=_pool(row, journeys).of(found.journey.id))
    shown = {
        "conclusion": sentences.conclusion(found, locale).striptags(),
        "lead": Markup(" ").join(lead(found, locale, "EUR")).striptags(),
        "counts": [phrase.striptags() for _, phrase in verdict_counts(found.counts, locale)],
        "asked": asked(found, locale).striptags(),
        "promise": promise_sentence(found, locale).striptags(),
        "basics": Markup(" ").join(basics_before_delight(found, locale)).striptags(),
        "card": [phrase.striptags() for _, phrase in short_counts(found.counts, locale)],
        **_across(row, locale),
    }
    if found.nps is not None and found.journey.nps is not None:
        if found.journey.nps.benchmark is not None:
            shown["benchmark"] = benchmark(found.nps, found.journey.nps.benchmark, locale).striptags()
        shown["outweigh"] = (outweigh(found.nps, locale) or Markup("")).striptags()
    shown["ask_more"] = [str(text) for text in _ask_more(found, locale)]
    written = {name: row[name] for name in TEXTS if name in row}
    assert written
    assert {name: shown[name] for name in written} == written


def test_every_language_has_the_same_rows() -> None:
    tables = [yaml.safe_load(table.read_text(encoding="utf-8")) for table in TABLES]
    assert {table["language"] for table in tables} == {"nl", "en"}
    given = [[{k: v for k, v in row.items() if k in GIVEN} for row in table["rows"]] for table in tables]
    assert all(other == given[0] for other in given)
