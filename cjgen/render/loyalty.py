"""What customers did beside what they said: sentences and rows, and where deeds and words part."""

from __future__ import annotations

from markupsafe import Markup

from cjgen.model.findings import JourneyFindings, NpsFindings
from cjgen.model.loyalty import Disagreement, Loyalty, LoyaltyFindings, Measure
from cjgen.model.score import LARGE_SAMPLE, SMALL_SAMPLE
from cjgen.render.beside_views import LoyaltyRow, LoyaltyView
from cjgen.render.locale import Locale
from cjgen.render.numbers import figure_text
from cjgen.render.sentences import fill, nps_sentence

_FINE = 0.02
"""An interval of a share narrower than this is worth a decimal in per cent."""
_WHOLE = 0.01
"""One per cent: what moved by less needs a decimal, else its interval seems to hold 0."""


def loyalty_view(found: JourneyFindings, locale: Locale) -> LoyaltyView | None:
    """What the report says of what customers did; None without any of it."""
    if not found.loyalty:
        return None
    rows = tuple(_row(*pair, locale) for pair in zip(found.journey.loyalty, found.loyalty, strict=True))
    return LoyaltyView(
        parted=tuple(parted_sentences(found, locale)),
        sentences=tuple(loyalty_sentences(found, locale)),
        rows=rows,
        before=any(row.counts_before is not None for row in rows),
    )


def parted_sentences(found: JourneyFindings, locale: Locale) -> list[Markup]:
    """Where deeds and words part, in the order of what customers did."""
    return [
        _disagreement(written, item, each, found.nps, locale)
        for written, item in zip(found.journey.loyalty, found.loyalty, strict=True)
        for each in item.disagreements
    ]


def loyalty_sentences(found: JourneyFindings, locale: Locale) -> list[Markup]:
    """That deeds and words do not part, where they were compared, and what customers said of the whole."""
    changes = found.trend.changes if found.trend is not None else ()
    moved = any(change.touchpoint is None and change.difference is not None for change in changes)
    enough = found.nps is not None and found.nps.enough
    compared = any((item.said is not None and enough) or (item.moved is not None and moved) for item in found.loyalty)
    parted = any(item.disagreements for item in found.loyalty)
    agree = locale.gettext("What customers did does not contradict what they say.")
    return [*([fill(agree)] if compared and not parted else []), _said(found, locale)]


def _said(found: JourneyFindings, locale: Locale) -> Markup:
    """What customers said of the whole, by which to read what they did."""
    nps = found.nps if found.nps is not None and found.nps.enough else None
    score = locale.signed(nps.score, 0).removeprefix("+") if nps is not None else ""
    if found.overall is not None and nps is not None:
        text = locale.gettext("What they said: the NPS is %(nps)s and the overall mark %(overall)s.")
        return fill(text, nps=score, overall=figure_text(found.overall, locale))
    if nps is not None:
        return fill(locale.gettext("What they said: the NPS is %(nps)s."), nps=score)
    if found.overall is not None:
        text = locale.gettext("What they said: the overall mark is %(overall)s.")
        return fill(text, overall=figure_text(found.overall, locale))
    if found.nps is not None:
        return nps_sentence(found.nps, locale)
    return fill(locale.gettext("What customers say of the whole is not known, so deeds and words are not compared."))


def measure_label(measure: Measure, locale: Locale) -> str:
    """What customers did, in a word or two."""
    words: dict[Measure, str] = {
        "repeat": locale.gettext("Ordered again"),
        "retention": locale.gettext("Stayed"),
        "referral": locale.gettext("Recommended us"),
        "cross_sell": locale.gettext("Bought something else as well"),
    }
    return words[measure]


def _disagreement(
    written: Loyalty, item: LoyaltyFindings, what: Disagreement, nps: NpsFindings | None, locale: Locale
) -> Markup:
    """Where deeds and words part, in a whole sentence for each case."""
    did = part_text(written.count, written.of, locale)
    left = part_text(written.of - written.count, written.of, locale)
    before = part_text(written.previous.count, written.previous.of, locale) if written.previous is not None else ""
    said = ""
    if item.said is not None and nps is not None:
        said = part_text(round(item.said * nps.n), nps.n, locale)
    return fill(_texts(what, locale)[written.measure], did=did, left=left, before=before, said=said)


def _texts(what: Disagreement, locale: Locale) -> dict[Measure, str]:
    """The sentences of one kind of disagreement, for each thing that customers may do."""
    texts: dict[Disagreement, dict[Measure, str]] = {
        "fewer_referred": {
            "referral": locale.gettext(
                "Fewer customers recommended us (%(did)s) than say they would (%(said)s are promoters)."
            )
        },
        "stay_dissatisfied": {
            "retention": locale.gettext(
                "Fewer customers left (%(left)s) than are dissatisfied (%(said)s are detractors): some stay without"
                " being content."
            ),
        },
        "leave_unsaid": {
            "retention": locale.gettext(
                "More customers left (%(left)s) than say they are dissatisfied (%(said)s are detractors): some leave"
                " without having said so."
            ),
        },
        "said_up_did_down": {
            "repeat": locale.gettext(
                "What customers say has gone up, but fewer of them ordered again (%(did)s, %(before)s before)."
            ),
            "retention": locale.gettext(
                "What customers say has gone up, but fewer of them stayed (%(did)s, %(before)s before)."
            ),
            "referral": locale.gettext(
                "What customers say has gone up, but fewer of them recommended us (%(did)s, %(before)s before)."
            ),
            "cross_sell": locale.gettext(
                "What customers say has gone up, but fewer of them bought something else as well (%(did)s, %(before)s"
                " before)."
            ),
        },
        "said_down_did_up": {
            "repeat": locale.gettext(
                "What customers say has gone down, but more of them ordered again (%(did)s, %(before)s before)."
            ),
            "retention": locale.gettext(
                "What customers say has gone down, but more of them stayed (%(did)s, %(before)s before)."
            ),
            "referral": locale.gettext(
                "What customers say has gone down, but more of them recommended us (%(did)s, %(before)s before)."
            ),
            "cross_sell": locale.gettext(
                "What customers say has gone down, but more of them bought something else as well (%(did)s, %(before)s"
                " before)."
            ),
        },
    }
    return texts[what]


def part_text(count: int, of: int, locale: Locale) -> str:
    """A share in per cent; of fewer than six customers the counts, because a share would say too much."""
    return locale.percent(count / of) if of >= SMALL_SAMPLE else _counts(count, of, locale)


def _row(written: Loyalty, item: LoyaltyFindings, locale: Locale) -> LoyaltyRow:
    """One row: shares in per cent, their difference in points of a hundred."""
    before = written.previous
    shown = written.of >= SMALL_SAMPLE
    shown_before = before is not None and before.of >= SMALL_SAMPLE
    digits = _digits(item.low, item.high)
    difference, interval = None, None
    if (
        shown
        and shown_before
        and item.difference is not None
        and item.difference_low is not None
        and item.difference_high is not None
    ):
        nearest = min(abs(item.difference_low), abs(item.difference_high))
        fine = 1 if item.moved != "level" and nearest < _WHOLE else _digits(item.difference_low, item.difference_high)
        difference = locale.signed(100 * item.difference, fine)
        interval = locale.between(100 * item.difference_low, 100 * item.difference_high, fine)
    # as with verdicts: fewer than 30 customers make nothing clear
    clear = before is not None and min(written.of, before.of) >= LARGE_SAMPLE
    words = {
        "up": locale.gettext("clearly up") if clear else locale.gettext("probably up"),
        "down": locale.gettext("clearly down") if clear else locale.gettext("probably down"),
        "level": locale.gettext("may be chance"),
    }
    return LoyaltyRow(
        title=measure_label(written.measure, locale),
        period=written.period,
        share=locale.percent(item.share, digits) if shown else None,
        interval=locale.percent_between(item.low, item.high, digits) if shown else None,
        counts=_counts(written.count, written.of, locale),
        before=locale.percent(item.before, digits) if shown_before and item.before is not None else None,
        before_interval=locale.percent_between(item.before_low, item.before_high, digits)
        if shown_before and item.before_low is not None and item.before_high is not None
        else None,
        counts_before=_counts(before.count, before.of, locale) if before is not None else None,
        difference=difference,
        difference_interval=interval,
        word=words[item.moved] if item.moved is not None else None,
    )


def _counts(count: int, of: int, locale: Locale) -> str:
    return locale.gettext("%(count)s of %(of)s") % {"count": locale.number(count, 0), "of": locale.number(of, 0)}


def _digits(low: float, high: float) -> int:
    return 1 if high - low < _FINE else 0
