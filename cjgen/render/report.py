"""Findings of one journey to the view of its report."""

from __future__ import annotations

from collections.abc import Mapping

from markupsafe import Markup

from cjgen.model.chart import ChartKind, stage_letter
from cjgen.model.explanation import Explanation
from cjgen.model.findings import ComplaintsFindings, JourneyFindings, Line, NpsFindings, TouchpointFindings
from cjgen.model.journey import Complaints, Evidence
from cjgen.model.nps import Nps
from cjgen.model.scale import Scale
from cjgen.model.score import TOLERANCE
from cjgen.render import derived, sentences, words, yardsticks
from cjgen.render.actions import action_views, lift_sentence
from cjgen.render.arithmetic import arithmetic
from cjgen.render.asked import asked
from cjgen.render.benchmark import benchmark, outweigh
from cjgen.render.board import board_view
from cjgen.render.changes import nps_change
from cjgen.render.charts import curve_reading, matrix_reading, stated
from cjgen.render.competitors import competitor_lines, competitors_view
from cjgen.render.counts import counts_view
from cjgen.render.drivers import drivers_view, strongest_on_first_screen
from cjgen.render.failure import failure_cost_view, failure_view
from cjgen.render.few_answers import ask_more_for_nps
from cjgen.render.figure import figure_view
from cjgen.render.focus import focus_view, short_list
from cjgen.render.journey_map import map_view
from cjgen.render.lead import lead
from cjgen.render.locale import Locale
from cjgen.render.loyalty import loyalty_view
from cjgen.render.markdown import Markdown, touchpoint_ids
from cjgen.render.numbers import (
    beside,
    digits_to_show,
    gap_text,
    is_share,
    mean_digits,
    still_to_go,
    threshold_text,
)
from cjgen.render.order import basics_before_delight
from cjgen.render.organisation import scan_view, vision_line, vision_view
from cjgen.render.own import own_view
from cjgen.render.own_words import own_lines
from cjgen.render.promise import promise_view
from cjgen.render.segments import segments_views
from cjgen.render.trend import trend_view
from cjgen.render.urls import stage_anchor, touchpoint_anchor
from cjgen.render.views import (
    ComplaintsView,
    EvidenceView,
    NpsView,
    ReportView,
    StageView,
    TargetView,
    TouchpointView,
)


def report_view(
    found: JourneyFindings,
    explained: Mapping[str, Explanation],
    charts: Mapping[ChartKind, str],
    locale: Locale,
    currency: str,
) -> ReportView:
    """Everything that the report of a journey shows; amounts of money in `currency`.

    `explained` is the arithmetic of verdicts by touchpoint id, as far as it may be told.
    """
    journey = found.journey
    markdown = Markdown(touchpoint_ids(journey))
    axes = journey.axes
    views = {
        item.touchpoint.id: _touchpoint(
            number, item, found, axes, explained.get(item.touchpoint.id), markdown, locale, currency
        )
        for number, item in enumerate(found.touchpoints, start=1)
    }
    context, targets, nps = journey.context, _targets(found, locale), nps_view(found.nps, journey.nps, locale)
    overall = figure_view(found.overall, journey.overall, journey.scale.experience, locale)
    judged = any(item.verdict is not None for item in found.ranked)
    facts = (context.organisation, context.product or context.sector, context.customer) if context else ()
    return ReportView(
        title=journey.title,
        draft=journey.draft,
        facts=tuple(fact for fact in facts if fact),
        promise=journey.promise.title if journey.promise else None,
        promise_question=journey.promise.question if journey.promise else None,
        summary=markdown(journey.summary) if journey.summary else None,
        no_figures=journey.no_figures,
        lead=tuple(lead(found, locale, currency)),
        short_list=short_list(found, locale, currency),
        focus=focus_view(found, locale, currency),
        asked=asked(found, locale),
        strongest=strongest_on_first_screen(found, locale),
        period=context.period if context else None,
        scales=yardsticks.scales(found, locale) if sentences.has_figures(found) else None,
        yardsticks=tuple(yardsticks.yardsticks(found, locale)),
        counts=counts_view(found, locale),
        nps=nps,
        nps_change=nps_change(found, locale) if nps is not None and nps.score else None,
        overall=overall,
        targets=targets,
        targets_note=_targets_note(found, targets, locale),
        context=_context(found, locale),
        promised=promise_view(found, locale),
        basics=tuple(basics_before_delight(found, locale)),
        ranking=ranking_label(journey.ranking, locale) if judged else None,
        sensitivity=tuple(yardsticks.sensitivity(found, locale)) if judged else (),
        board=board_view(found, views, locale),
        map=map_view(found, locale),
        stages=tuple(
            StageView(
                letter=stage_letter(index),
                anchor=stage_anchor(stage.id),
                title=stage.title,
                summary=markdown(stage.summary) if stage.summary else None,
                touchpoints=tuple(views[touchpoint.id] for touchpoint in stage.touchpoints),
            )
            for index, stage in enumerate(journey.stages)
        ),
        charts=_charts(charts),
        curve_reading=curve_reading(found, locale),
        matrix_reading=matrix_reading(found, locale),
        stated=stated(found, locale),
        drivers=drivers_view(found, locale),
        segments=segments_views(found, locale),
        own=own_view(found, locale),
        competitors=competitors_view(found, locale),
        trend=trend_view(found, locale),
        loyalty=loyalty_view(found, locale),
        scan=scan_view(found, locale),
        vision=vision_view(found, locale),
        margins=any(
            figure is not None and figure.low is not None
            for item in found.touchpoints
            for figure in (item.importance, item.experience, item.promise)
        ),
        reckoned=any(view.arithmetic for view in views.values()),
        whole=bool(overall or targets or (nps and (nps.shares or nps.benchmark))),
        failure_cost=failure_cost_view(found, locale, currency),
    )


def _charts(charts: Mapping[ChartKind, str]) -> dict[ChartKind, Markup]:
    return {kind: Markup(svg) for kind, svg in charts.items()}  # noqa: S704 - drawn by us, their texts are escaped


def nps_view(found: NpsFindings | None, declared: Nps | None, locale: Locale) -> NpsView | None:
    """The NPS, with as much of it as its number of answers allows."""
    if found is None:
        return None
    enough = found.enough
    compared_with = declared.benchmark if declared is not None and enough else None
    return NpsView(
        score=locale.signed(found.score, 0).removeprefix("+") if enough else None,
        interval=locale.between(found.low, found.high, 0) if found.low is not None and found.high is not None else None,
        sentence=sentences.nps_sentence(found, locale),
        ask_more=ask_more_for_nps(found, locale),
        benchmark=benchmark(found, compared_with, locale) if compared_with is not None else None,
        outweigh=outweigh(found, locale),
        shares=_shares(found, locale),
        weighted=_weighted_nps(found, locale) if enough else None,
    )


def _weighted_nps(found: NpsFindings, locale: Locale) -> Markup | None:
    """How many answers a weighted NPS is worth; None where it is not weighted."""
    if found.unweighted is None or found.n_effective is None:
        return None
    text = locale.gettext("With their weights the answers are worth %(n)s unweighted ones.")
    return sentences.fill(text, n=locale.number(found.n_effective, 0))


def ranking_label(ranking: str, locale: Locale) -> str:
    """By which number the touchpoints are ranked, in a sentence."""
    texts = {
        "importance_gap": locale.gettext("The order follows importance times what is lacking in experience."),
        "opportunity": locale.gettext(
            "The order follows the opportunity: importance plus how far experience lags behind."
        ),
        "target_gap": locale.gettext("The order follows importance times the distance to the target."),
        "gap": locale.gettext("The order follows the gap: importance minus experience."),
    }
    return texts[ranking]


def _shares(found: NpsFindings, locale: Locale) -> tuple[tuple[str, str, str], ...]:
    if found.promoters is None or found.passives is None or found.detractors is None:
        return ()
    rows = (
        (locale.gettext("promoters (9 and 10)"), found.promoters),
        (locale.gettext("passives (7 and 8)"), found.passives),
        (locale.gettext("detractors (0 to 6)"), found.detractors),
    )
    few = not found.enough
    return tuple(
        (label, locale.number(count, 0), "" if few else locale.percent(count / found.n)) for label, count in rows
    )


def _touchpoint(
    number: int,
    item: TouchpointFindings,
    found: JourneyFindings,
    scale: Scale,
    explained: Explanation | None,
    markdown: Markdown,
    locale: Locale,
    currency: str,
) -> TouchpointView:
    """One touchpoint of a report, on the axes of its journey."""
    touchpoint = item.touchpoint
    of_importance = found.journey.scale.importance if touchpoint.wished else scale.importance
    stated = touchpoint.wished and found.journey.derives_importance
    return TouchpointView(
        number=number,
        anchor=touchpoint_anchor(touchpoint.id),
        title=touchpoint.title,
        summary=markdown(touchpoint.summary) if touchpoint.summary else None,
        need=touchpoint.need,
        wished=touchpoint.wished,
        kind=touchpoint.kind if touchpoint.kind != "performance" else None,
        kind_label=words.kind_label(touchpoint.kind, locale),
        required=touchpoint.required,
        channel=touchpoint.channel,
        owner=touchpoint.owner,
        mark=item.mark,
        verdict=words.verdict_label(item, locale),
        reason=derived.reason(item, found, locale) if is_share(item.importance) else sentences.reason(item, locale),
        certainty=item.certainty,
        certainty_label=words.certainty_label(item.certainty, locale) if item.certainty else None,
        probability=locale.probability(item.probability) if item.probability is not None else None,
        importance=figure_view(
            item.importance, touchpoint.importance, of_importance, locale, _importance_line(item), stated=stated
        ),
        experience=figure_view(
            item.experience, touchpoint.experience, scale.experience, locale, item.threshold.experience
        ),
        promise=figure_view(item.promise, touchpoint.promise, scale.experience, locale),
        t_importance=_threshold_text(item, "drop" if item.reason == "low_importance" else "importance", locale),
        t_experience=_threshold_text(item, "experience", locale),
        gap=gap_text(item.gap, locale, item.importance, item.experience),
        target=_target(item, locale),
        evidence=tuple(_evidence(entry, locale) for entry in touchpoint.evidence),
        complaints=_complaints(item.complaints, touchpoint.complaints, locale),
        arithmetic=arithmetic(explained, locale) if explained is not None else (),
        internal=markdown(touchpoint.internal) if touchpoint.internal else None,
        failure=failure_view(item, locale, currency),
        actions=action_views(item, locale, currency),
        lifted=lift_sentence(item, found, locale),
        beside=tuple(
            line
            for line in (*own_lines(item, locale), *competitor_lines(item, locale), vision_line(item, locale))
            if line
        ),
    )


def _importance_line(item: TouchpointFindings) -> float | None:
    """The line that importance was held against."""
    return item.threshold.drop if item.reason == "low_importance" else item.threshold.importance


def _threshold_text(item: TouchpointFindings, line: Line, locale: Locale) -> str:
    """The line that a figure was held against, in words."""
    _, threshold, near = beside(item, line, locale)
    if not threshold:
        return ""
    if line == "drop":
        text = locale.gettext("just below where it may go") if near else locale.gettext("may go below %(t)s")
        return text % {"t": threshold}
    return sentences.near_threshold(near, locale) if near else locale.gettext("threshold %(t)s") % {"t": threshold}


def _target(item: TouchpointFindings, locale: Locale) -> TargetView | None:
    if item.target is None:
        return None
    declared = item.touchpoint.target
    digits = mean_digits(item.experience.score.n) if item.experience else None
    return TargetView(
        name=None,
        value=threshold_text(item.target, locale),
        reached=_reached(item.target_gap),
        uncertain=bool(item.target_within_interval),
        gap=still_to_go(item.target_gap, locale, digits),
        by=_by(declared.by if declared else None, locale),
        agreed_with=declared.agreed_with if declared else None,
    )


def _targets(found: JourneyFindings, locale: Locale) -> tuple[TargetView, ...]:
    target = found.journey.target
    if target is None:
        return ()
    enough = found.nps is not None and found.nps.enough
    nps_gap = found.nps_target_gap if enough else None
    overall_gap = found.overall_target_gap
    digits = mean_digits(found.overall.score.n) if found.overall else None
    rows: list[tuple[str, float | None, float | None, bool | None, str | None]] = [
        (locale.gettext("experience"), target.experience, None, None, None),
        (
            locale.gettext("overall mark"),
            target.overall,
            overall_gap,
            found.overall_target_within_interval,
            still_to_go(overall_gap, locale, digits),
        ),
        ("NPS", target.nps, nps_gap, enough and found.nps_target_within_interval, still_to_go(nps_gap, locale, 0)),
    ]
    known = [row for row in rows if row[1] is not None]
    by, agreed_with = _by(target.by, locale), target.agreed_with
    if len(known) > 1:  # what holds for all of them is said once
        by = agreed_with = None
    return tuple(
        TargetView(name, threshold_text(value, locale), _reached(gap), bool(uncertain), text, by, agreed_with)
        for name, value, gap, uncertain, text in known
    )


def _targets_note(found: JourneyFindings, targets: tuple[TargetView, ...], locale: Locale) -> Markup | None:
    """By when several targets should be reached, and with whom that was agreed."""
    target = found.journey.target
    if target is None or len(targets) < 2 or (target.by is None and target.agreed_with is None):
        return None
    by = _by(target.by, locale)
    if by is None:
        return sentences.fill(locale.gettext("The targets were agreed with %(who)s."), who=target.agreed_with)
    if target.agreed_with is None:
        return sentences.fill(locale.gettext("The targets are to be reached %(by)s."), by=by)
    text = locale.gettext("The targets are to be reached %(by)s and were agreed with %(who)s.")
    return sentences.fill(text, by=by, who=target.agreed_with)


def _by(date: str | None, locale: Locale) -> str | None:
    """By when a target should be reached: a day, or a month or year."""
    if date is None:
        return None
    is_day = date.count("-") == 2
    text = locale.gettext("by %(day)s") if is_day else locale.gettext("in %(period)s at the latest")
    return text % {"day" if is_day else "period": locale.date(date)}


def _reached(gap: float | None) -> bool:
    return gap is not None and gap <= TOLERANCE


def _context(found: JourneyFindings, locale: Locale) -> tuple[tuple[str, str], ...]:
    context = found.journey.context
    if context is None:
        return ()
    rows = [
        (locale.gettext("Organisation"), context.organisation),
        (locale.gettext("Sector"), context.sector),
        (locale.gettext("Product or service"), context.product),
        (locale.gettext("Customer"), context.customer),
        (locale.gettext("Period"), context.period),
        (locale.gettext("Method"), context.method),
    ]
    if context.sample is not None:
        if context.sample.invited is not None:
            rows.append((locale.gettext("Customers asked"), locale.number(context.sample.invited, 0)))
        if context.sample.answered is not None:
            rows.append((locale.gettext("Customers who answered"), locale.number(context.sample.answered, 0)))
    return tuple((label, value) for label, value in rows if value)


def _evidence(entry: Evidence, locale: Locale) -> EvidenceView:
    return EvidenceView(
        text=entry.text,
        source=words.evidence_label(entry.source, locale) if entry.source else None,
        tone_label=words.tone_label(entry.tone, locale) if entry.tone else None,
        date=locale.date(entry.date) if entry.date else None,
        who=entry.who,
    )


def _complaints(
    found: ComplaintsFindings | None, complaints: Complaints | None, locale: Locale
) -> ComplaintsView | None:
    if found is None or complaints is None:
        return None
    digits = digits_to_show(found.per_100 or found.high)
    return ComplaintsView(
        per_100=locale.as_typed(found.per_100, digits),
        interval=locale.between(found.low, found.high, digits),
        none=not complaints.count,
        count=locale.number(complaints.count, 0),
        of=locale.number(complaints.of, 0),
        period=complaints.period,
    )
