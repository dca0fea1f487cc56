"""What pages say of drivers, customer groups and waves equals texts written by hand (`tests/survey_words.yaml`)."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
import yaml
from charts.journeys import found
from markupsafe import Markup

from cjgen import bundled
from cjgen.analyse.groups import as_group
from cjgen.model.findings import (
    AskMore,
    Change,
    ContrastFindings,
    DriverFindings,
    DriversMissing,
    Figure,
    GroupFindings,
    JourneyFindings,
    NpsFindings,
    SegmentsFindings,
    TrendFindings,
    VerdictChange,
)
from cjgen.model.responses import Responses
from cjgen.model.scale import Range
from cjgen.model.score import Score, ScoreForm
from cjgen.render import derived, sentences
from cjgen.render.asked import asked
from cjgen.render.changes import nps_change, trend_sentences
from cjgen.render.drivers import (
    contrast_rows,
    drivers_sentences,
    drivers_view,
    kinds_sentences,
    strongest,
    strongest_on_first_screen,
)
from cjgen.render.figure import figure_view
from cjgen.render.lead import lead
from cjgen.render.locale import Locale
from cjgen.render.moved import change_text, moved_sentence
from cjgen.render.report import nps_view
from cjgen.render.segments import segments_sentences, segments_views
from cjgen.render.survey_views import ContrastRow
from cjgen.render.trend import trend_view

CASES = yaml.safe_load((Path(__file__).parent / "survey_words.yaml").read_text(encoding="utf-8"))
NPS = {"promoters": 180, "passives": 140, "detractors": 80}


def journey(**keys: Any) -> JourneyFindings:
    """Three touchpoints, of which the first is to be improved."""
    figures = {"A": (9.0, 3.0), "B": (8.0, 9.0), "C": (2.0, 5.0)}
    touchpoints = [
        {
            "title": title,
            "importance": {"mean": importance, "sd": 1.0, "n": 400},
            "experience": {"mean": experience, "sd": 1.0, "n": 400},
        }
        for title, (importance, experience) in figures.items()
    ]
    thresholds = {"importance": 6.0, "experience": 6.0, "drop": 4.0}
    stages = [{"title": "Stage", "touchpoints": touchpoints}]
    return found({"title": "T", "thresholds": thresholds, "stages": stages, "nps": NPS, **keys})


def with_drivers(outcome: str = "recommend", **keys: Any) -> JourneyFindings:
    shares = {"a": 0.604, "b": 0.25, "c": 0.146}
    weights = {id: 0.414 * share for id, share in shares.items()}
    errors = dict.fromkeys(shares, 0.02)
    return replace(journey(**keys), drivers=DriverFindings(outcome, 412, 980, 0.414, "lmg", weights, shares, errors))


def with_shares(se: float | None = 0.02, n: int = 412) -> JourneyFindings:
    """The shares of the drivers as importances, and thresholds of shares."""
    whole = with_drivers()
    items = []
    for item, share in zip(whole.touchpoints, (0.604, 0.25, 0.146), strict=True):
        score = Score(mean=share, sd=None, n=n, source="derived", spread=None, se=se)
        figure = Figure(score, share - 0.04, share + 0.04, se) if se is not None else Figure(score, None, None, None)
        threshold = replace(item.threshold, importance=0.2, drop=1 / 6)
        items.append(replace(item, importance=figure, threshold=threshold, certainty="likely", probability=0.97))
    return replace(whole, touchpoints=tuple(items))


def with_contrast(**by_id: ContrastFindings) -> JourneyFindings:
    whole = with_drivers()
    return replace(
        whole, touchpoints=tuple(replace(item, contrast=by_id.get(item.touchpoint.id)) for item in whole.touchpoints)
    )


def group(id: str, n: int | None = 40, nps: NpsFindings | None = None) -> GroupFindings:
    return GroupFindings(id, id.capitalize(), n, {}, nps)


def trend(*changes: Change) -> JourneyFindings:
    return replace(journey(), trend=TrendFindings((group("2024"), group("2025"), group("2026")), changes, ()))


def change(id: str, difference: float, *, holds: bool, since: str = "2025", subject: Any = "experience") -> Change:
    whole = subject in ("nps", "overall")
    before = 40.0 if subject == "nps" else 6.0
    touchpoint = None if whole else id
    se = 2.0 if subject == "nps" else 0.1
    return Change(subject, touchpoint, before, before + difference, difference, se, 0.01, holds, None, since, "2026")


def segments(hidden: int, *disagree: str, shown: int = 2) -> SegmentsFindings:
    return SegmentsFindings("kind", tuple(group(f"g{n}") for n in range(shown)), hidden, {}, disagree)


Told = Callable[[Locale], Any]
TOLD: dict[str, Told] = {
    "strongest": lambda locale: strongest(with_drivers(), locale),
    "drivers": lambda locale: drivers_sentences(with_drivers(), locale),
    "drivers of another answer": lambda locale: drivers_sentences(with_drivers("q2"), locale),
    "shares computed elsewhere": lambda locale: drivers_sentences(replace(with_shares(), drivers=None), locale),
    "heading": lambda locale: drivers_view(with_drivers(), locale).title,  # type: ignore[union-attr]
    "too few rows": lambda locale: _missing(DriversMissing("too_few", 48, 980, 50), locale),
    "one answer only": lambda locale: _missing(DriversMissing("constant", 412, 980, 50, ("a", "b")), locale),
    "one outcome only": lambda locale: _missing(DriversMissing("constant", 412, 980, 50, ("outcome",)), locale),
    "kinds": lambda locale: kinds_sentences(
        with_contrast(
            a=ContrastFindings(-0.95, 0.39, 60, 90, -0.418, "basic"),
            b=ContrastFindings(-0.5, 0.52, 60, 90, 0.02, "performance"),
            c=ContrastFindings(None, 0.5, 0, 90, None, None, "few_low"),
        ),
        locale,
    ),
    "kinds that nobody gave": lambda locale: kinds_sentences(
        with_contrast(
            a=ContrastFindings(-0.95, 0.39, 60, 90, -0.418, "basic"),
            b=ContrastFindings(-0.1, 0.1, 60, 90, None, None, "small"),
            c=ContrastFindings(0.4, 0.5, 60, 90, None, None, "wrong_sign"),
        ),
        locale,
    ),
    "rows of kinds": lambda locale: [_row_text(row) for row in contrast_rows(_given_kinds(), locale)],
    "verdicts that changed": lambda locale: _verdict_changes(locale, a=True, b=False),
    "verdicts that may have changed": lambda locale: _verdict_changes(locale, a=False, b=False),
    "groups differ, some for certain": lambda locale: segments_sentences(_differing("a"), journey(), locale),
    "groups differ, none for certain": lambda locale: segments_sentences(_differing(), journey(), locale),
    "first screen names the strongest": lambda locale: strongest_on_first_screen(with_shares(), locale),
    "NPS since the wave before": lambda locale: [
        nps_change(trend(change("", difference, holds=holds, subject="nps")), locale)
        for difference, holds in ((-9.2, True), (5, True), (1.2, False), (-4, False), (0.2, False))
    ],
    "NPS of few effective answers": lambda locale: (
        nps_view(NpsFindings(0.0, 8, 3, 2, 3, -60.0, 60.0, n_effective=4.6), None, locale).sentence
    ),  # type: ignore[union-attr]
    "borrowed shares": lambda locale: trend_view(_borrowing(), locale).notes,  # type: ignore[union-attr]
    "what holds is more than its margin": lambda locale: change_text(
        replace(change("a", -0.08, holds=True), se=0.03), locale
    ),
    "groups disagree": lambda locale: segments_sentences(segments(0, "a", "c"), journey(), locale),
    "groups agree, one hidden": lambda locale: segments_sentences(_agreeing(), journey(), locale),
    "groups without verdicts, one hidden": lambda locale: segments_sentences(segments(1), journey(), locale),
    "importance asked of no group": lambda locale: _notes_of_groups(journey(), locale),
    "importance asked of groups at B and C": lambda locale: _notes_of_groups(_asked_of_groups("b", "c"), locale),
    "importance asked of groups": lambda locale: _notes_of_groups(_asked_of_groups("a", "b", "c"), locale),
    "all groups hidden": lambda locale: segments_sentences(segments(4, shown=0), journey(), locale),
    "nothing moved": lambda locale: trend_sentences(trend(change("a", 0.2, holds=False)), locale),
    "up and down": lambda locale: trend_sentences(
        trend(change("", 4.0, holds=False, subject="nps"), change("a", 0.5, holds=True), change("b", -0.4, holds=True)),
        locale,
    ),
    "two waves to compare with": lambda locale: trend_sentences(
        trend(
            change("", -12.0, holds=True, subject="nps"),
            change("a", 0.5, holds=True, since="2024"),
            change("b", -0.4, holds=True),
        ),
        locale,
    ),
    "another wording": lambda locale: (
        trend_view(trend(Change("experience", "c", 6.0, 7.0, None, None, None, None, "question")), locale).notes
    ),  # type: ignore[union-attr]
    "first of derived importance": lambda locale: lead(with_shares(), locale, "EUR"),
    "reasons of derived importance": lambda locale: [
        derived.reason(item, with_shares(), locale) for item in with_shares().touchpoints
    ],
    "a share without its error": lambda locale: sentences.how_sure(
        replace(with_shares(None).touchpoints[0], certainty="guess", probability=None), locale
    ),
    "source of a share": lambda locale: _source(with_shares(), locale),
    "three answers of a file": lambda locale: _three(locale),
    "who was asked": lambda locale: asked(replace(trend(), rows=2809, journey=_waved()), locale),
    "three in the file": lambda locale: asked(replace(journey(), rows=3), locale),
    "portfolio": lambda locale: [moved_sentence(3, 1, locale), moved_sentence(0, 2, locale)],
}


def _row_text(row: ContrastRow) -> str:
    return f"{row.title}: {row.penalty} {row.reward} {row.low} {row.top} {row.seen} {row.kind}."


def _given_kinds() -> JourneyFindings:
    """The author gave a kind to B and C, not to A, of which the answers show one."""
    whole = with_contrast(
        a=ContrastFindings(-0.95, 0.39, 60, 90, -0.418, "basic"),
        b=ContrastFindings(-0.5, 0.52, 60, 90, 0.02, "performance"),
        c=ContrastFindings(None, 0.5, 0, 90, None, None, "few_low"),
    )
    kinds = {"b": {"kind": "basic"}, "c": {"kind": "delight"}}
    items = [
        replace(item, touchpoint=item.touchpoint.model_copy(update=kinds.get(item.touchpoint.id, {})))
        for item in whole.touchpoints
    ]
    return replace(whole, touchpoints=tuple(items))


def _verdict_changes(locale: Locale, **certain: bool) -> list[Any]:
    whole = trend()
    assert whole.trend is not None
    changes = tuple(VerdictChange(id, "leave", "improve", sure) for id, sure in certain.items())
    whole = replace(whole, trend=replace(whole.trend, verdict_changes=changes))
    view = trend_view(whole, locale)
    assert view is not None
    return [*(f"{row.title}: {row.before.verdict}, {row.after.verdict}." for row in view.changes), view.uncertain]


def _differing(*disagree: str) -> SegmentsFindings:
    """Two groups that differ on A and B, and agree on C."""
    whole = {item.touchpoint.id: item for item in journey().touchpoints}
    one = {id: as_group(item) for id, item in whole.items()}
    other = {"a": one["b"], "b": one["a"], "c": one["c"]}
    groups = tuple(replace(group(name), touchpoints=items) for name, items in (("g1", one), ("g2", other)))
    return SegmentsFindings("kind", groups, 0, {}, disagree)


def _agreeing() -> SegmentsFindings:
    """Two groups that say the same of A, B and C, and one that is hidden."""
    items = {item.touchpoint.id: as_group(item) for item in journey().touchpoints}
    groups = tuple(replace(group(name), touchpoints=items) for name in ("g1", "g2"))
    return SegmentsFindings("kind", groups, 1, {}, ())


def _notes_of_groups(whole: JourneyFindings, locale: Locale) -> Any:
    (view,) = segments_views(replace(whole, segments=(_differing(),)), locale)
    return view.notes


def _asked_of_groups(*ids: str) -> JourneyFindings:
    """Importance stands in columns of the file at these touchpoints."""
    whole = journey()
    form = {"importance": ScoreForm(column="q")}
    items = [
        replace(item, touchpoint=item.touchpoint.model_copy(update=form)) if item.touchpoint.id in ids else item
        for item in whole.touchpoints
    ]
    return replace(whole, touchpoints=tuple(items))


def _borrowing() -> JourneyFindings:
    whole = trend()
    assert whole.trend is not None
    first, *others = whole.trend.waves
    return replace(whole, trend=replace(whole.trend, waves=(replace(first, own_drivers=False), *others)))


def _missing(missing: DriversMissing, locale: Locale) -> Markup | None:
    view = drivers_view(replace(journey(), drivers_missing=missing), locale)
    return view.missing if view is not None else None


def _source(whole: JourneyFindings, locale: Locale) -> list[Any]:
    figure = figure_view(whole.touchpoints[1].importance, None, whole.journey.axes.importance, locale, 0.2)
    return [figure.mean, *(figure.interval or ()), figure.source] if figure is not None else []


def _three(locale: Locale) -> list[Any]:
    """A mean without decimals, the answers, how many more to ask; and no NPS."""
    score = Score(7 + 2 / 3, 0.6, 3, "measured", "answers", ((7.0, 1), (8.0, 2)))
    figure = figure_view(Figure(score, 5.0, 9.5, 0.6, None, AskMore(21, 0.5)), None, Range(min=0.0, max=10.0), locale)
    nps = nps_view(NpsFindings(0.0, 3, 1, 1, 1, -60.0, 60.0, ask_more=AskMore(254, 10.0)), None, locale)
    assert figure is not None
    assert figure.dots is not None
    assert len(figure.dots.dots) == 3
    assert nps is not None
    assert nps.score is None
    return [figure.mean, figure.answers, figure.ask_more, nps.sentence, nps.ask_more]


def _waved() -> Any:
    responses = Responses.model_validate({"source": "answers.csv", "wave": "year", "weight": "w", "recommend": "q"})
    return journey().journey.model_copy(update={"responses": responses})


def plain(told: Any) -> str:
    texts = [told] if isinstance(told, str) else list(told or ())
    return " ".join(Markup(text).striptags() for text in texts)


@pytest.mark.parametrize("language", ["en", "nl"])
@pytest.mark.parametrize("case", TOLD)
def test_sentences(language: str, case: str) -> None:
    locale = Locale(language, bundled.catalogue(language))
    assert plain(TOLD[case](locale)) == CASES[case][language]


def test_every_case_is_written_out() -> None:
    assert set(CASES) == set(TOLD)
