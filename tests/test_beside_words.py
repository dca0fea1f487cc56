"""What pages say beside customers' scores equals texts written by hand (`tests/beside_words.yaml`)."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
import yaml
from charts.journeys import found
from markupsafe import Markup

from cjgen import bundled
from cjgen.analyse.audience import seen_by
from cjgen.model.findings import Figure, JourneyFindings
from cjgen.model.score import Score
from cjgen.render.competitors import competitor_lines, competitors_sentences, competitors_view
from cjgen.render.language import spoken_findings
from cjgen.render.locale import Locale
from cjgen.render.loyalty import loyalty_sentences, loyalty_view, parted_sentences
from cjgen.render.organisation import scan_sentence, scan_view, vision_line, vision_view
from cjgen.render.own import own_view
from cjgen.render.own_words import order_of, own_lines, own_notes, own_sentences

CASES = yaml.safe_load((Path(__file__).parent / "beside_words.yaml").read_text(encoding="utf-8"))
MANY = {"sd": 1.0, "n": 100}
"""Customers' interval is then ± 0.2."""
ESTIMATED = {"mean": 6.0, "source": "estimated"}


def journey(*touchpoints: dict[str, Any], **keys: Any) -> JourneyFindings:
    """Touchpoints A, B, C ... in one stage."""
    titled = [{"title": title, **each} for title, each in zip("ABCDEFGHI", touchpoints, strict=False)]
    return found({"title": "T", "stages": [{"title": "Stage", "touchpoints": titled}], **keys})


def experienced(*pairs: tuple[float, float]) -> list[dict[str, Any]]:
    """Touchpoints that customers, and we ourselves, experience so."""
    return [{"experience": {"mean": theirs, **MANY}, "own": {"experience": ours}} for theirs, ours in pairs]


def weighed(*pairs: tuple[float, float]) -> list[dict[str, Any]]:
    """Touchpoints that are so important to customers, and as we think."""
    return [{"importance": {"mean": theirs, **MANY}, "own": {"importance": ours}} for theirs, ours in pairs]


def one(experience: Any = None, importance: Any = None, **own: Any) -> JourneyFindings:
    scores = {"experience": experience, "importance": importance}
    return journey({**{key: value for key, value in scores.items() if value is not None}, "own": own["own"]})


def derived() -> JourneyFindings:
    """Importance is a share; ours is not."""
    whole = journey(*weighed((7.0, 8.0), (6.0, 7.0), (5.0, 9.0)))
    score = Score(mean=0.3, sd=None, n=400, source="derived", spread=None, se=0.02)
    figures = [replace(score, mean=share) for share in (0.5, 0.3, 0.2)]
    items = [
        replace(item, importance=Figure(figure, figure.mean - 0.04, figure.mean + 0.04, 0.02))
        for item, figure in zip(whole.touchpoints, figures, strict=True)
    ]
    return replace(whole, touchpoints=tuple(items))


def beside(*pairs: tuple[Any, Any], name: str | None = "Van Dijk & Zonen") -> JourneyFindings:
    """Our experience and a competitor's; a bare number has no margin."""
    named = {"name": name} if name else {}
    touchpoints = [
        {"experience": ours, "competitor": {"experience": theirs, **named}} if ours is not None
        else {"competitor": {"experience": theirs, **named}}
        for ours, theirs in pairs
    ]  # fmt: skip
    return journey(*touchpoints)


def many(mean: float) -> dict[str, float]:
    return {"mean": mean, **MANY}


def did(measure: str, count: int, of: int, before: tuple[int, int] | None = None, **keys: Any) -> JourneyFindings:
    previous = {"previous": {"count": before[0], "of": before[1]}} if before is not None else {}
    return journey({}, loyalty=[{"measure": measure, "count": count, "of": of, **previous}], **keys)


def nps(promoters: int, passives: int, detractors: int) -> dict[str, Any]:
    return {"promoters": promoters, "passives": passives, "detractors": detractors}


UP = {"nps": nps(60, 20, 20), "history": [{"wave": "2025", "nps": nps(30, 30, 40)}]}
DOWN = {"nps": nps(30, 30, 40), "history": [{"wave": "2025", "nps": nps(60, 20, 20)}]}


def scanned(*answers: str) -> JourneyFindings:
    questions = [{"question": f"{number}?", "answer": answer} for number, answer in enumerate(answers, start=1)]
    return journey({}, organisation=questions)


Told = Callable[[Locale], Any]
EXPERIENCE: dict[str, Sequence[tuple[float, float]]] = {
    "too rosy about many": ((5.0, 8.0), (6.0, 7.0), (7.0, 7.1), (8.0, 6.0)),
    "too rosy about one of two": ((5.0, 8.0), (6.0, 6.1)),
    "too rosy about the only one": ((5.0, 8.0),),
    "undersold": ((5.0, 4.0), (6.0, 3.0), (7.0, 6.9)),
    "undersold, the only one": ((5.0, 4.0),),
    "agrees everywhere": ((5.0, 5.1), (6.0, 6.1), (7.0, 6.9)),
    "agrees at the only one": ((5.0, 5.1),),
    "hardly in the same order": ((5.0, 5.1), (6.0, 5.0), (7.0, 5.2), (8.0, 5.05)),
    "rather the opposite order": ((5.0, 8.0), (6.0, 7.0), (7.0, 6.0)),
    "roughly the same order": ((5.0, 5.0), (6.0, 6.1), (7.0, 6.95), (8.0, 5.5)),
}
TOLD: dict[str, Told] = {
    **{
        name: lambda locale, pairs=pairs: own_sentences(journey(*experienced(*pairs)), "experience", locale)
        for name, pairs in EXPERIENCE.items()
    },
    **{
        f"importance: {name}": lambda locale, pairs=pairs: own_sentences(
            journey(*weighed(*pairs)), "importance", locale
        )
        for name, pairs in EXPERIENCE.items()
    },
    "nothing to hold it against": lambda locale: [
        *own_sentences(one(ESTIMATED, own={"experience": 7.0}), "experience", locale),
        *own_notes(one(ESTIMATED, own={"experience": 7.0}), "experience", locale),
        *own_sentences(one(None, own={"importance": 7.0}), "importance", locale),
        *own_notes(one(None, own={"importance": 7.0}), "importance", locale),
    ],
    "no margin": lambda locale: [
        *own_sentences(one(6.0, own={"experience": 7.0}), "experience", locale),
        *own_notes(one(6.0, own={"experience": 7.0}), "experience", locale),
        *own_sentences(one(None, 6.0, own={"importance": 7.0}), "importance", locale),
    ],
    "importance is derived": lambda locale: [
        *own_notes(derived(), "importance", locale),
        *own_lines(derived().touchpoints[0], locale),
    ],
    "own lines": lambda locale: [
        line
        for experience in (many(5.2), many(9.0), many(7.5), 6.0, ESTIMATED, None)
        for line in own_lines(
            one(experience, own=[{"experience": 8.0, "by": "Sales"}, {"experience": 7.0, "by": "IT"}]).touchpoints[0],
            locale,
        )
    ],
    "own lines of importance": lambda locale: [
        line
        for importance in (many(5.2), many(9.0), many(8.0), 6.0, ESTIMATED, None)
        for line in own_lines(one(None, importance, own={"importance": 8.0}).touchpoints[0], locale)
    ],
    "own of few customers": lambda locale: _own_rows(one({"answers": [5, 6, 6]}, own={"experience": 8.5}), locale),
    "own reads like that of few customers": lambda locale: [
        *_own_rows(one({"mean": 8.6, "sd": 0.1, "n": 5}, own={"experience": 9}), locale),
        *_own_rows(one(None, {"mean": 8.6, "sd": 0.1, "n": 5}, own={"importance": 8.8}), locale),
    ],
    "own of many customers": lambda locale: _own_rows(
        one(many(5.24), own=[{"experience": 8, "by": "Sales"}, {"experience": 7.5}, {"experience": 7.5}]), locale
    ),
    "agreement by department": lambda locale: _agreement(locale),
    "departments in two languages": lambda locale: _translated(locale),
    "competitors": lambda locale: competitors_sentences(
        beside((many(7.0), many(6.0)), (many(7.0), many(7.1)), (many(5.0), many(7.0)), (many(5.0), 8.0)), locale
    ),
    "nowhere behind": lambda locale: competitors_sentences(
        beside((many(7.0), many(6.0)), (many(7.0), many(7.1))), locale
    ),
    "nowhere ahead": lambda locale: competitors_sentences(
        beside((many(7.0), many(7.1)), (many(6.0), many(7.0))), locale
    ),
    "the same everywhere": lambda locale: [
        sentence
        for ours in (8.0, 7.0, 6.0)
        for sentence in competitors_sentences(beside(*[(many(ours), many(7.0))] * 2), locale)
    ],
    "one touchpoint beside a competitor": lambda locale: [
        sentence
        for ours in (8.0, 7.0, 6.0)
        for sentence in competitors_sentences(beside((many(ours), many(7.0))), locale)
    ],
    "a competitor without a name": lambda locale: [
        *competitors_sentences(beside((7.0, 6.0), (5.0, 6.0), name=None), locale),
        *competitor_lines(beside((7.0, 6.0), name=None).touchpoints[0], locale),
    ],
    "no competitor compared": lambda locale: [
        *competitors_sentences(beside((ESTIMATED, 6.0), (None, 6.0)), locale),
        *competitor_lines(beside((ESTIMATED, 6.0)).touchpoints[0], locale),
    ],
    "competitor lines": lambda locale: [
        line
        for ours, theirs in (
            *((many(8.0), many(7.0)), (many(7.0), many(7.1)), (many(6.0), many(7.0))),
            *((8.0, 7.0), (7.0, 7.0), (6.5, 7.25), (many(7.24), 7)),
            ({"mean": 8.6, "sd": 0.1, "n": 5}, many(3.0)),
        )
        for line in competitor_lines(beside((ours, theirs)).touchpoints[0], locale)
    ],
    "competitors as everybody may see them": lambda locale: _competitors(
        seen_by(beside(({"mean": 8.6, "sd": 0.1, "n": 5}, many(3.0)), (many(7.0), many(6.0))), "public"), locale
    ),
    "what we estimate of a competitor": lambda locale: [
        *_competitors(beside((many(4.0), ESTIMATED)), locale),
        *competitors_sentences(beside((many(4.0), ESTIMATED)), locale),
    ],
    "an estimate of ours is not shown beside a competitor": lambda locale: _competitors(
        beside((ESTIMATED, 6.0), (many(7.0), many(6.0)), (7.0, many(6.0))), locale
    ),
    "deeds and words part": lambda locale: [
        *parted_sentences(did("referral", 10, 100, nps=nps(60, 20, 20)), locale),
        *parted_sentences(did("repeat", 95, 100, nps=nps(40, 20, 40)), locale),
        *parted_sentences(did("retention", 95, 100, nps=nps(40, 20, 40)), locale),
        *parted_sentences(did("repeat", 20, 100, nps=nps(80, 10, 10)), locale),
        *parted_sentences(did("retention", 20, 100, nps=nps(80, 10, 10)), locale),
    ],
    "words go up and deeds down": lambda locale: [
        parted_sentences(did(measure, 80, 100, (99, 100), **UP), locale)[-1]
        for measure in ("repeat", "retention", "referral", "cross_sell")
    ],
    "words go down and deeds up": lambda locale: [
        parted_sentences(did(measure, 60, 100, (20, 100), **DOWN), locale)[-1]
        for measure in ("repeat", "retention", "referral", "cross_sell")
    ],
    "few did": lambda locale: [
        *parted_sentences(did("referral", 0, 5, nps=nps(80, 10, 10)), locale),
        *_loyalty(did("referral", 0, 5, (1, 5), nps=nps(3, 1, 1)), locale),
    ],
    "a few dozen did": lambda locale: [
        *_loyalty(did("repeat", 0, 3, (3, 3), overall=many(7.24)), locale),
        *_loyalty(did("repeat", 40, 40, (5, 29), overall=many(7.24)), locale),
        *_loyalty(did("repeat", 40, 40, (5, 30), overall=many(7.24)), locale),
    ],
    "many did": lambda locale: _loyalty(did("retention", 930, 1000, (900, 1000), overall=many(7.24)), locale),
    "deeds and words agree": lambda locale: loyalty_sentences(did("referral", 55, 100, nps=nps(60, 20, 20)), locale),
    "nothing was said": lambda locale: loyalty_sentences(did("repeat", 40, 100), locale),
    "both were said": lambda locale: loyalty_sentences(did("cross_sell", 40, 100, overall=many(7.24), **UP), locale),
    "scan": lambda locale: [
        scan_sentence(scanned(*answers), locale)
        for answers in (("yes",), ("no",), ("partly",), ("yes", "yes"), ("yes", "partly", "no", "no"))
    ],
    "what to work on": lambda locale: _scan(locale),
    "vision": lambda locale: _vision(locale),
}


def _own_rows(whole: JourneyFindings, locale: Locale) -> list[str]:
    view = own_view(whole, locale)
    assert view is not None
    return [
        f"{row.customers} {row.interval} {row.own} {row.difference} {row.word}."
        for axis in view.axes
        for row in axis.rows
    ] + [f"{row.n} {row.bias} {row.error} {row.tau} {row.order}." for axis in view.axes for row in axis.agreement]


def _departments() -> list[dict[str, Any]]:
    """Sales is too rosy and puts them in the same order; IT is not, and puts them the other way round."""
    return [
        {"experience": many(theirs), "own": [{"experience": sales, "by": "Sales"}, {"experience": it, "by": "IT"}]}
        for theirs, sales, it in ((5.0, 7.0, 5.1), (6.0, 8.0, 5.0), (7.0, 9.0, 4.9))
    ]


def _agreement(locale: Locale) -> list[str]:
    view = own_view(journey(*_departments()), locale)
    assert view is not None
    (axis,) = view.axes
    return [
        f"{row.by}: {row.n} {row.bias} {row.error} {row.tau} {row.order} ({row.above}; {row.below})."
        for row in axis.agreement
    ]


def _translated(locale: Locale) -> list[str]:
    """A department has a name in each language: the page shows its own, and the text of no language twice."""
    own = [{"experience": 8.0, "by": {"nl": "Verkoop", "en": "Sales"}}, {"experience": 7.0, "by": "IT"}]
    whole = spoken_findings(journey(*[{"experience": many(5.0), "own": own}] * 2, language="nl"), locale.language)
    return [f"{each.axis} {Markup.escape(each.by)}." for each in whole.own] + [
        *map(str, own_lines(whole.touchpoints[0], locale))
    ]


def _competitors(whole: JourneyFindings, locale: Locale) -> list[Any]:
    view = competitors_view(whole, locale)
    assert view is not None
    return [
        *view.heads,
        *(
            f"{row.title}: {row.ours} {row.interval}, "
            + " ".join(
                f"{cell.figure} {cell.difference} {cell.interval} {cell.standing}." for cell in row.cells if cell
            )
            for row in view.rows
        ),
        *view.notes,
        *competitor_lines(whole.touchpoints[0], locale),
    ]


def _loyalty(whole: JourneyFindings, locale: Locale) -> list[Any]:
    view = loyalty_view(whole, locale)
    assert view is not None
    return [
        *view.sentences,
        *(
            f"{row.title}: {row.share} {row.interval} {row.counts}, {row.before} {row.before_interval}"
            f" {row.counts_before}, {row.difference} {row.difference_interval} {row.word}."
            for row in view.rows
        ),
    ]


def _scan(locale: Locale) -> list[str]:
    view = scan_view(scanned("partly", "yes", "no", "partly"), locale)
    assert view is not None
    return [f"{row.question} {row.answer}." for row in view.to_work_on] + [
        f"({row.question} {row.answer})" for row in view.in_order
    ]


def _vision(locale: Locale) -> list[Any]:
    wished = {"wished": True, "importance": many(9.0), "vision": "no"}
    scored = {"importance": many(5.0), "experience": many(5.0)}
    whole = journey(
        {**scored, "vision": "yes"}, {**scored, "vision": "partly"}, {**scored, "vision": "no"}, wished, scored,
        vision={"text": "Clear", "source": "Plan"},
    )  # fmt: skip
    view = vision_view(whole, locale)
    assert view is not None
    assert vision_view(journey({}), locale) is None
    return [view.text, view.source, view.misfits, *(vision_line(item, locale) or "–" for item in whole.touchpoints)]


def plain(told: Any) -> str:
    return " ".join(Markup(each).striptags() for each in told if each is not None)


@pytest.mark.parametrize("language", ["en", "nl"])
@pytest.mark.parametrize("case", TOLD)
def test_sentences(language: str, case: str) -> None:
    locale = Locale(language, bundled.catalogue(language))
    assert plain(TOLD[case](locale)) == CASES[case][language]


def test_every_case_is_written_out() -> None:
    assert set(CASES) == set(TOLD)


@pytest.mark.parametrize(
    ("tau", "order"),
    [(1.0, "strong"), (0.6, "strong"), (0.59, "moderate"), (0.3, "moderate"), (0.29, "weak"), (0.0, "weak"),
     (-0.29, "weak"), (-0.3, "opposite"), (-1.0, "opposite")],
)  # fmt: skip
def test_how_well_two_orders_agree_in_a_word(tau: float, order: str) -> None:
    assert order_of(tau) == order


def test_a_journey_without_these_has_nothing_of_them() -> None:
    whole, locale = journey({}), Locale("en", None)
    views = (own_view, competitors_view, loyalty_view, scan_view, vision_view)
    assert [view(whole, locale) for view in views] == [None] * 5
    item = whole.touchpoints[0]
    assert [own_lines(item, locale), competitor_lines(item, locale), vision_line(item, locale)] == [[], [], None]
