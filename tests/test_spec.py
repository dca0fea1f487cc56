"""The tables in `spec/`: scores in, figures and verdicts out, the arithmetic beside each case.

Every file is one table: `what` names the check, `about` says what the table shows, and each row has a `case`,
what is given, and under `gives` what must come out. A plain number is exact (to 1e-9, and 0 is nothing at all);
`~ .735123` is rounded to the digits written. Journeys stand in the author's own format, with touchpoints as a
mapping from name to keys (or `stages`, a mapping from name to such a mapping).
"""

from __future__ import annotations

import math
from collections.abc import Callable, Iterator, Mapping
from dataclasses import asdict, replace
from functools import cache
from pathlib import Path
from typing import Any

import pytest
import yaml
from spec_decisions import DECISIONS
from spec_statistics import STATISTICS
from written import journey_of

from cjgen.analyse import analyse, derive, focus_pool, portfolio, summary_of
from cjgen.analyse.certainty import quadrants
from cjgen.analyse.interval import dirichlet_interval, figure, prior_of, tally
from cjgen.analyse.nps import nps_findings
from cjgen.analyse.privacy import members_of, shown_segments, wholes_of, withheld_from
from cjgen.analyse.respondents import nps_variance, respondents_needed
from cjgen.measure import measure
from cjgen.model.codes import CODES
from cjgen.model.findings import Figure, JourneyFindings, Threshold, TouchpointFindings, WeighedMean
from cjgen.model.focus import Focus
from cjgen.model.journey import Journey
from cjgen.model.nps import Nps
from cjgen.model.scale import Range
from cjgen.model.score import GroupScores, JourneyScores, Recommended, Score, SegmentScores
from cjgen.validate.contrast import READABLE, as_hex, least_ratio, nearest_shade

FOLDER = Path(__file__).parent / "spec"
Row = Mapping[str, Any]
JOURNEY_KEYS = {"scale", "thresholds", "ranking", "target", "nps", "overall", "promise", "context"}


class _Loader(yaml.CSafeLoader):
    """YAML in which a key that stands twice is a fault: it would hide an expectation."""

    def construct_mapping(self, node: yaml.MappingNode, deep: bool = False) -> dict[Any, Any]:
        found: list[Any] = [self.construct_object(key, deep=True) for key, _ in node.value]
        assert len(found) == len(set(found)), f"a key stands twice{node.start_mark}"
        return super().construct_mapping(node, deep)


@cache
def _tables() -> dict[str, Any]:
    return {path.name: yaml.load(path.read_text("utf-8"), _Loader) for path in sorted(FOLDER.iterdir())}


def _rows() -> Iterator[Any]:
    for name, table in _tables().items():
        for row in table["rows"]:
            yield pytest.param(table["what"], row, id=f"{Path(name).stem}: {row['case']}")


@pytest.mark.parametrize(("what", "row"), list(_rows()))
def test_row(what: str, row: Row) -> None:
    assert what in CHECKS, f"no check is called {what}; there are {sorted(CHECKS)}"
    CHECKS[what](row)


@pytest.mark.parametrize("name", sorted(path.name for path in FOLDER.iterdir()))
def test_table_is_well_formed(name: str) -> None:
    assert name.endswith(".yaml"), "only tables stand in this folder"
    table = _tables()[name]
    assert set(table) == {"what", "about", "rows"}
    cases = [row["case"] for row in table["rows"]]
    assert cases
    assert len(cases) == len(set(cases)), "two rows have one name"


def test_every_check_has_a_table() -> None:
    assert {table["what"] for table in _tables().values()} == set(CHECKS)


# what comes out against what is written


def _same(found: object, written: object, where: str) -> None:
    if written == "none":
        assert found is None, where
    elif isinstance(written, str) and written.startswith("~"):
        digits = len(written.partition(".")[2])
        assert isinstance(found, float), where
        # half a unit of the last digit written, and a whisker for the rounding of the written number itself
        assert abs(found - float(written[1:])) <= 0.5 * 10**-digits * (1 + 1e-9), f"{where}: {found}, not {written}"
    elif isinstance(written, float) or (isinstance(written, int) and written and isinstance(found, float)):
        assert isinstance(found, float | int), where
        assert math.isclose(found, written, rel_tol=0, abs_tol=1e-9), f"{where}: {found}, not {written}"
    else:
        assert found == written, f"{where}: {found}, not {written}"


def _all_same(found: Mapping[str, object], written: Mapping[str, object], where: str = "") -> None:
    assert written, f"{where}: nothing is expected"
    unknown = set(written) - set(found)
    assert not unknown, f"{where}: unknown columns {sorted(unknown)}; there are {sorted(found)}"
    for name, value in written.items():
        _same(found[name], value, f"{where} {name}".strip())


def _columns(row: Row, *names: str) -> None:
    unknown = set(row) - {"case", "gives", *names}
    assert not unknown, f"unknown columns {sorted(unknown)}; there are {sorted(names)}"


# journeys


def _journey(row: Row) -> Journey:
    _columns(row, "touchpoints", "stages", *JOURNEY_KEYS)
    assert ("touchpoints" in row) != ("stages" in row), "a row has either touchpoints or stages"
    stages = row.get("stages", {"stage": row.get("touchpoints")})
    written = {
        "title": "Journey",
        "stages": [
            {"title": name, "touchpoints": [{"title": title, **keys} for title, keys in touchpoints.items()]}
            for name, touchpoints in stages.items()
        ],
        **{key: row[key] for key in sorted(JOURNEY_KEYS & set(row))},
    }
    return journey_of(written)


def _findings(row: Row) -> JourneyFindings:
    journey = _journey(row)
    return analyse(journey, derive(journey, _measured(journey)))


def _measured(journey: Journey) -> JourneyScores:
    """The scores of a journey, with the shares that were typed and the scales that were asked on."""
    bare = journey.model_copy(
        update={
            "stages": tuple(
                stage.model_copy(
                    update={
                        "touchpoints": tuple(
                            each.model_copy(update={"importance": None})
                            if each.importance and each.importance.is_derived
                            else each
                            for each in stage.touchpoints
                        )
                    }
                )
                for stage in journey.stages
            )
        }
    )
    scores = measure(bare)
    known = dict(scores.touchpoints)
    for _, each in journey.touchpoints():
        form = each.importance
        if form is not None and form.is_derived and form.derived is not True:
            share = Score(float(form.derived or 0), None, form.n, "derived", None, se=form.se)
            known[each.id] = replace(known[each.id], importance=share)
        experience = known[each.id].experience
        if experience is not None and each.experience is not None:
            asked_on = replace(experience, asked_on=each.experience.scale)
            known[each.id] = replace(known[each.id], experience=asked_on)
    return replace(scores, touchpoints=known)


def _each_touchpoint(columns: Callable[[TouchpointFindings], dict[str, object]]) -> Callable[[Row], None]:
    """The check of a table whose `gives` says something of touchpoints, by name."""

    def check(row: Row) -> None:
        findings = {found.touchpoint.title: found for found in _findings(row).touchpoints}
        assert row["gives"], "nothing is expected"
        unknown = set(row["gives"]) - set(findings)
        assert not unknown, f"no touchpoints are called {sorted(unknown)}"
        for title, written in row["gives"].items():
            _all_same(columns(findings[title]), written, title)

    return check


def _verdict(found: TouchpointFindings) -> dict[str, object]:
    return {"verdict": found.verdict, "reason": found.reason, "overkill": found.overkill}


def _certainty(found: TouchpointFindings) -> dict[str, object]:
    return {
        "verdict": found.verdict,
        "reason": found.reason,
        "certainty": found.certainty,
        "probability": found.probability,
    }


def _thresholds(found: TouchpointFindings) -> dict[str, object]:
    threshold = found.threshold
    return {"importance": threshold.importance, "experience": threshold.experience, "drop": threshold.drop}


def _priority(found: TouchpointFindings) -> dict[str, object]:
    return {
        "priority": found.priority,
        "gap": found.gap,
        "target": found.target,
        "target_gap": found.target_gap,
        "target_within_interval": found.target_within_interval,
    }


def _rank(found: TouchpointFindings) -> dict[str, object]:
    return {
        "rank": found.rank,
        "group": found.rank_group,
        "priority": found.priority,
        "verdict": found.verdict,
        "certainty": found.certainty,
    }


def _counts(row: Row) -> None:
    assert _findings(row).counts == row["gives"]


def _sensitivity(row: Row) -> None:
    assert _findings(row).sensitivity == row["gives"]


def _remarks(row: Row) -> None:
    found = _findings(row).remarks
    for remark in found:
        code = CODES[remark.code]
        assert code.severity == "warning"
        assert code.message.format(**remark.values)
        assert code.hint.format(**remark.values)
    assert [{"code": each.code, "path": list(each.path), **each.values} for each in found] == row["gives"]


# single figures


def _one_score(row: Row) -> tuple[str, Row]:
    """`score` stands as `as`: importance, experience (the default), promise or the journey's overall mark."""
    _columns(row, "score", "as", "scale")
    axis = row.get("as", "experience")
    journey: dict[str, Any] = {"case": "", "touchpoints": {"T": {}}}
    (journey if axis == "overall" else journey["touchpoints"]["T"])[axis] = row["score"]
    if "scale" in row:
        journey["scale"] = row["scale"]
    return axis, journey


def _score_forms(row: Row) -> None:
    axis, journey = _one_score(row)
    scores = measure(_journey(journey))
    score = scores.overall if axis == "overall" else getattr(scores.touchpoints["t"], axis)
    assert isinstance(score, Score)
    _all_same(
        {
            "mean": score.mean,
            "sd": score.sd,
            "n": score.n,
            "source": score.source,
            "spread": score.spread,
            "answers": [list(pair) for pair in score.answers],
            "sequence": list(score.sequence),
            "by": score.by,
            "question": score.question,
        },
        row["gives"],
    )


def _instruments(row: Row) -> None:
    axis, journey = _one_score(row)
    findings = _findings(journey)
    found = findings.overall if axis == "overall" else getattr(findings.touchpoints[0], axis)
    score, own = found.score, found.own or (None, None)
    _all_same(
        {
            "name": score.instrument.name,
            "figure": score.instrument.figure,
            "own_low": own[0],
            "own_high": own[1],
            "share": getattr(score.instrument, "easy_share", None),
            "unweighted": getattr(score.instrument, "unweighted", None),
            "mean": score.mean,
            "sd": score.sd,
            "n": score.n,
            "customers": score.customers,
            "low": found.low,
            "high": found.high,
            "se": found.se,
            "spread": score.spread,
            "source": score.source,
            "by": score.by,
        },
        row["gives"],
    )


def _interval(row: Row) -> None:
    """`beside` are other scores on the same axis of the journey, from which small samples borrow."""
    _columns(row, "score", "scale", "beside", "as")
    axis = row.get("as", "experience")
    journey: dict[str, Any] = {"case": "", "scale": row["scale"], "touchpoints": {"T": {}}}
    (journey if axis == "overall" else journey["touchpoints"]["T"])[axis] = row["score"]
    for number, score in enumerate(row.get("beside", [])):
        journey["touchpoints"][f"T{number}"] = {"experience" if axis == "overall" else axis: score}
    findings = _findings(journey)
    found = findings.overall if axis == "overall" else getattr(findings.touchpoints[0], axis)
    _all_same({"mean": found.score.mean, "low": found.low, "high": found.high, "se": found.se}, row["gives"])


def _interval_with_a_given_prior(row: Row) -> None:
    _columns(row, "scale", "counts", "prior", "mean")
    scale = Range(**{end: float(value) for end, value in row["scale"].items()})
    answers, prior = (tally(row[column].items(), scale) for column in ("counts", "prior"))
    found = dirichlet_interval(row["mean"], answers, prior, scale)
    centre = scale.midpoint + (answers + prior).first / (answers + prior).weight
    _all_same({"centre": centre, "sd": found.se, "low": found.low, "high": found.high}, row["gives"])


def _nps(row: Row) -> None:
    _columns(row, "nps")
    found = _findings({"case": "", "touchpoints": {"T": {}}, "nps": row["nps"]}).nps
    assert found is not None
    columns = ("score", "n", "promoters", "passives", "detractors", "low", "high")
    _all_same({name: getattr(found, name) for name in columns}, row["gives"])


def _benchmark(row: Row) -> None:
    _columns(row, "nps")
    found = _findings({"case": "", "touchpoints": {"T": {}}, "nps": row["nps"]}).nps
    assert found is not None
    also = None if found.also_possible is None else list(found.also_possible)
    _all_same({"position": found.position, "also_possible": also}, row["gives"])


def _outweigh(row: Row) -> None:
    _columns(row, "nps")
    found = _findings({"case": "", "touchpoints": {"T": {}}, "nps": row["nps"]}).nps
    assert found is not None
    _same(None if found.outweigh is None else list(found.outweigh), row["gives"], "outweigh")


def _respondents(row: Row) -> None:
    """Of a mean `sd` is given, of an NPS the shares `promoting` and `detracting`."""
    _columns(row, "sd", "promoting", "detracting", "margin")
    variance = row["sd"] ** 2 if "sd" in row else nps_variance(row["promoting"], row["detracting"])
    needed = respondents_needed(variance, row["margin"])
    _all_same({"variance": float(variance), "needed": needed}, row["gives"])


def _ask_more(row: Row) -> None:
    """Of an NPS, or of a score with others `beside` it as in `interval_of_a_mean`."""
    _columns(row, "score", "scale", "beside", "nps")
    scores = [row.get("score", 5), *row.get("beside", [])]
    touchpoints = {f"T{number}": {"experience": score} for number, score in enumerate(scores)}
    journey = {"case": "", "touchpoints": touchpoints}
    findings = _findings(journey | {key: row[key] for key in ("scale", "nps") if key in row})
    found = findings.nps if "nps" in row else findings.touchpoints[0].experience
    assert found is not None
    if row["gives"] == "none" or found.ask_more is None:
        _same(found.ask_more, row["gives"], "ask_more")
    else:
        _all_same({"count": found.ask_more.count, "margin": found.ask_more.margin}, row["gives"])


def _complaints(row: Row) -> None:
    _columns(row, "complaints")
    found = _findings({"case": "", "touchpoints": {"T": {"complaints": row["complaints"]}}}).touchpoints[0].complaints
    assert found is not None
    _all_same({"per_100": found.per_100, "low": found.low, "high": found.high}, row["gives"])


def _targets(row: Row) -> None:
    found = _findings(row)
    shown = {
        "overall_gap": found.overall_target_gap,
        "overall_within": found.overall_target_within_interval,
        "nps_gap": found.nps_target_gap,
        "nps_within": found.nps_target_within_interval,
    }
    _all_same(shown, row["gives"])


def _promise(row: Row) -> None:
    """`gives` holds the journey's `mean` and, by name, touchpoints."""
    written = dict(row["gives"])
    _same(_findings(row).promise_mean, written.pop("mean"), "mean")
    _each_touchpoint(lambda found: {"valued": found.valued, "weak_spot": found.weak_spot})({**row, "gives": written})


def _portfolio(row: Row) -> None:
    """`journeys` is a mapping from id to a journey; `failing` is how many stand first because they fail."""
    _columns(row, "journeys")
    journeys = {name: _journey({"case": "", **keys}) for name, keys in row["journeys"].items()}
    named = [journey.model_copy(update={"id": name}) for name, journey in journeys.items()]
    journeys = [analyse(journey, derive(journey, _measured(journey))) for journey in named]
    summaries = [summary_of(each) for each in journeys]
    found = portfolio(summaries, focus_pool(summaries, Focus()))
    shown = {
        "first": [[each.journey, each.touchpoint, each.value] for each in found.first],
        "weakest": [[each.journey, each.touchpoint, each.short] for each in found.weak_basics],
    }
    written = dict(row["gives"])
    for name, items in shown.items():
        wanted = written.pop(name)
        assert [item[:2] for item in items] == [item[:2] for item in wanted], name
        for item, (*_, number) in zip(items, wanted, strict=True):
            _same(item[2], number, f"{name} {item[:2]}")
    failing = [each.failing_basic for each in found.first]
    assert failing == sorted(failing, reverse=True), "what fails stands first"
    counted = {"failing": sum(failing), "basics": found.basics, "compared": found.basics_compared}
    assert set(written) == set(counted)
    _all_same(counted, written)


def _areas(row: Row) -> None:
    _columns(row, "importance", "experience", "thresholds", "rho")
    scale = Range(min=1.0, max=5.0)
    importance, experience = (
        figure(Score(**row[axis], source="measured", spread="given"), scale, prior_of((), scale))
        for axis in ("importance", "experience")
    )
    found = quadrants(Threshold(**row["thresholds"], drop=None), importance, experience, row["rho"])
    _all_same(
        {
            "improve": found.important_and_poor,
            "keep": found.important_and_good,
            "both_low": found.unimportant_and_poor,
            "low_and_good": found.unimportant_and_good,
        },
        row["gives"],
    )


def _contrast(row: Row) -> None:
    _columns(row, "color", "grounds")
    color, *grounds = (as_hex(text) for text in (row["color"], *row["grounds"]))
    assert color is not None
    plain = [ground for ground in grounds if ground is not None]
    assert len(plain) == len(row["grounds"])
    found = {"ratio": least_ratio(color, plain), "shade": nearest_shade(color, plain)}
    _all_same({name: found[name] for name in row["gives"]}, row["gives"])
    if found["shade"] is not None:
        assert least_ratio(str(found["shade"]), plain) >= READABLE


def _statistics(columns: tuple[str, ...], check: Callable[[Row], dict[str, object]]) -> Callable[[Row], None]:
    def compare(row: Row) -> None:
        _columns(row, *columns)
        _all_same(check(row), row["gives"])

    return compare


# what a survey file adds


def _derived(found: TouchpointFindings) -> dict[str, object]:
    figure = found.importance
    assert figure is not None
    return {
        **_certainty(found),
        "low": figure.low,
        "high": figure.high,
        "se": figure.se,
        "tI": found.threshold.importance,
        "tD": found.threshold.drop,
        "priority": found.priority,
        "rank": found.rank,
        "gap": found.gap,
        "valued": found.valued,
    }


def _weighted(row: Row) -> None:
    """`like` is a score without weights that must have the same figure."""
    _columns(row, "score", "like", "nps")
    if "nps" in row:
        found: Any = nps_findings(Recommended(**{**row["nps"], "shares": tuple(row["nps"].get("shares", ())) or None}))
        _all_same({name: getattr(found, name) for name in row["gives"]}, row["gives"])
        return
    scale = Range(min=1.0, max=10.0)

    def figure_of(keys: Mapping[str, Any]) -> Figure:
        answers = tuple((float(value), count) for value, count in keys.get("answers", ()))
        score = Score(**{**keys, "answers": answers}, source="measured", spread="given")
        return figure(score, scale, prior_of(answers, scale))

    shown = figure_of(row["score"])
    if "like" in row:
        like = figure_of(row["like"])
        assert shown.se == pytest.approx(like.se)
        assert (shown.low, shown.high) == pytest.approx((like.low, like.high))
    else:
        _all_same({"se": shown.se, "low": shown.low, "high": shown.high}, row["gives"])


def _group(journey: Mapping[str, Any], name: str, keys: Mapping[str, Any]) -> GroupScores:
    """A wave or segment whose touchpoints, NPS and overall mark stand in the author's own format."""
    written = {key: keys[key] for key in ("nps", "overall") if key in keys}
    touchpoints = {title: keys.get("touchpoints", {}).get(title, {}) for title in journey["touchpoints"]}
    of_group = _journey({"case": "", "touchpoints": touchpoints, **written})
    scores = _measured(of_group)
    return GroupScores(
        id=name,
        title=name,
        n=keys.get("n"),
        touchpoints=scores.touchpoints,
        overall=scores.overall,
        nps=_counted(of_group.nps) if "n" in keys else of_group.nps,
        value=keys.get("value"),
    )


def _counted(nps: Nps | None) -> Recommended | None:
    return Recommended(nps.promoters or 0, nps.passives or 0, nps.detractors or 0) if nps is not None else None


def _told(found: JourneyFindings, row: Row) -> None:
    """Remarks about answers, as lists of the code and the path; none of missing scores."""
    if "remarks" in row["gives"]:
        told = [[each.code, *each.path] for each in found.remarks if each.code >= "CJ220"]
        assert told == row["gives"]["remarks"]
        assert all(CODES[each.code].message.format(**each.values) for each in found.remarks)


def _segments(row: Row) -> None:
    """`segments` are groups by column and name; everybody is in one of them, or else `cells` say so."""
    keys = {key: value for key, value in row.items() if key not in ("segments", "gives")}
    journey = _journey({**keys})
    lists = tuple(
        SegmentScores(column, tuple(_group(row, name, group) for name, group in groups.items()))
        for column, groups in row["segments"].items()
    )
    (only,) = lists
    cells = tuple(((group.id,), group.n or 0) for group in only.groups)
    scores = replace(_measured(journey), segments=lists, cells=cells, rows=sum(n for _, n in cells))
    found = analyse(journey, derive(journey, scores))
    _told(found, row)
    groups = [group for listed in found.segments for group in listed.groups]
    shown: dict[str, object] = {
        "hidden": [listed.hidden for listed in found.segments],
        "disagree": [list(listed.disagree) for listed in found.segments],
        "withheld": {group.id: [name for name, each in group.touchpoints.items() if each.hidden] for group in groups},
    }
    assert {name: shown[name] for name in row["gives"] if name in shown} == {
        name: value for name, value in row["gives"].items() if name in shown
    }
    verdicts = {group.id: [each.verdict or "none" for each in group.touchpoints.values()] for group in groups}
    assert verdicts == row["gives"]["verdicts"]
    whole = {
        group.id: [group.nps.score if group.nps else "none", group.overall.score.mean if group.overall else "none"]
        for group in groups
    }
    assert row["gives"].get("whole", whole) == whole
    for name, (mean, se) in row["gives"].get("weighed", {}).items():
        _all_same({"mean": only_mean(found, name).mean, "se": only_mean(found, name).se}, {"mean": mean, "se": se})
    if "weighed" in row["gives"]:
        assert set(found.segments[0].weighed) == set(row["gives"]["weighed"])


def only_mean(found: JourneyFindings, touchpoint: str) -> WeighedMean:
    return found.segments[0].weighed[touchpoint]


def _privacy(row: Row) -> None:
    _columns(row, "cells", "min_group")
    cells = [
        (tuple(None if name == "-" else name for name in str(cell).split()), n) for cell, n in row["cells"].items()
    ]
    assert sorted(name for _, name in shown_segments(cells, row.get("min_group", 5))) == sorted(row["gives"])


def _withheld(row: Row) -> None:
    """With `cells`, each name is a list of its own, and a cell the names of the segments that overlap in it."""
    _columns(row, "total", "counts", "cells")
    counts = {(1 if "." in name else 0, name): n for name, n in row["counts"].items()}
    if "cells" in row:
        counts = {(place, name): n for place, name in enumerate(row["counts"]) for n in [row["counts"][name]]}
        cells = [tuple(name if name in cell.split() else None for _, name in counts) for cell in row["cells"]]
    else:
        cells = [(name.partition(".")[0], name) if place else (name, None) for place, name in counts]
    members = members_of([(cell, 9) for cell in cells], counts)
    found = withheld_from(row.get("total"), counts, lambda shown: wholes_of(members, shown), 5)
    assert sorted(name for _, name in found) == sorted(row["gives"])


def _trend(row: Row) -> None:
    """`waves` are groups by title; of each change only the columns that are written are looked at."""
    journey = _journey({key: value for key, value in row.items() if key not in ("waves", "gives")})
    waves = tuple(_group(row, name, keys) for name, keys in row["waves"].items())
    found = analyse(journey, derive(journey, replace(_measured(journey), waves=waves)))
    _told(found, row)
    changes = found.trend.changes if found.trend is not None else ()
    assert (found.trend is None) == (not waves)
    assert len(changes) == len(row["gives"]["changes"])
    for change, written in zip(changes, row["gives"]["changes"], strict=True):
        _all_same(asdict(change), written)
    if "verdicts" in row["gives"]:
        assert found.trend is not None
        assert [list(asdict(each).values()) for each in found.trend.verdict_changes] == row["gives"]["verdicts"]


CHECKS: dict[str, Callable[[Row], None]] = {
    "score_forms": _score_forms,
    "instruments": _instruments,
    "interval_of_a_mean": _interval,
    "interval_with_a_given_prior": _interval_with_a_given_prior,
    "nps": _nps,
    "benchmark": _benchmark,
    "outweigh": _outweigh,
    "respondents": _respondents,
    "ask_more": _ask_more,
    "complaints": _complaints,
    "targets": _targets,
    "promise": _promise,
    "thresholds": _each_touchpoint(_thresholds),
    "verdict": _each_touchpoint(_verdict),
    "counts": _counts,
    "areas": _areas,
    "contrast": _contrast,
    "certainty": _each_touchpoint(_certainty),
    "priority": _each_touchpoint(_priority),
    "rank": _each_touchpoint(_rank),
    "sensitivity": _sensitivity,
    "portfolio": _portfolio,
    "remarks": _remarks,
    "derived": _each_touchpoint(_derived),
    "weighted": _weighted,
    "segments": _segments,
    "privacy": _privacy,
    "withheld": _withheld,
    "trend": _trend,
    **{name: _statistics(columns, check) for name, (columns, check) in (STATISTICS | DECISIONS).items()},
}
