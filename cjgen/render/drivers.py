"""What goes together with the outcome: sentences and rows about drivers, and what kinds the answers show."""

from __future__ import annotations

from collections.abc import Sequence

from markupsafe import Markup

from cjgen.model.findings import ContrastFindings, DriversMissing, JourneyFindings, NoContrast, TouchpointFindings
from cjgen.model.shares import Share, shares_of
from cjgen.render import words
from cjgen.render.locale import Locale
from cjgen.render.numbers import is_share, share_digits
from cjgen.render.order import some
from cjgen.render.outcome import RECOMMEND, outcome_name
from cjgen.render.sentences import fill, named
from cjgen.render.survey_views import ContrastRow, DriverRow, DriversView
from cjgen.render.urls import touchpoint_anchor


def drivers_view(found: JourneyFindings, locale: Locale) -> DriversView | None:
    """What the report says of drivers; None where nobody asked for them."""
    shares = shares_of(found)
    if not shares and found.drivers_missing is None:
        return None
    numbered = {item.touchpoint.id: (n, item) for n, item in enumerate(found.touchpoints, start=1)}
    missing = found.drivers_missing
    return DriversView(
        title=drivers_title(found, locale),
        sentences=tuple(drivers_sentences(found, locale)),
        missing=_missing(missing, found, locale) if missing is not None and not shares else None,
        rows=tuple(_row(*numbered[share.touchpoint], share, locale) for share in shares),
        kinds=tuple(kinds_sentences(found, locale)),
        contrast=(contrast := tuple(contrast_rows(found, locale))),
        given=any(row.kind is not None for row in contrast),
    )


def drivers_title(found: JourneyFindings, locale: Locale) -> str:
    """The heading: what goes together with which outcome."""
    outcome = outcome_name(found, locale)
    return str(fill(locale.gettext("What goes together with %(outcome)s"), outcome=outcome).unescape())


def strongest(found: JourneyFindings, locale: Locale) -> Markup | None:
    """Which touchpoint goes together most with the outcome and which least; None where that is not known."""
    shares = shares_of(found)
    if len(shares) < 2:
        return None
    by_id = {item.touchpoint.id: item for item in found.touchpoints}
    most, least = shares[0], shares[-1]
    text = locale.gettext(
        "Of all touchpoints %(most)s goes together most with %(outcome)s (%(most_share)s) and %(least)s least"
        " (%(least_share)s)."
    )
    return fill(
        text,
        most=named([by_id[most.touchpoint]], locale),
        least=named([by_id[least.touchpoint]], locale),
        most_share=share_text(most, locale),
        least_share=share_text(least, locale),
        outcome=outcome_name(found, locale),
    )


def strongest_on_first_screen(found: JourneyFindings, locale: Locale) -> Markup | None:
    """The same behind the first sentences of the report, which may name the strongest already."""
    shares, first = shares_of(found), found.first
    named_already = (
        first is not None
        and first.reason == "important_and_poor"
        and is_share(first.importance)
        and bool(shares)
        and shares[0].touchpoint == first.touchpoint.id
    )
    if not named_already or len(shares) < 2:
        return strongest(found, locale)
    least = next(item for item in found.touchpoints if item.touchpoint.id == shares[-1].touchpoint)
    text = locale.gettext("What goes together least with %(outcome)s is %(least)s (%(least_share)s).")
    return fill(
        text,
        outcome=outcome_name(found, locale),
        least=named([least], locale),
        least_share=share_text(shares[-1], locale),
    )


def drivers_sentences(found: JourneyFindings, locale: Locale) -> list[Markup]:
    """The strongest and the weakest, how much all explain, on how many answers that rests, and what it does not say."""
    shares = shares_of(found)
    if not shares:
        return []
    drivers, first = found.drivers, strongest(found, locale)
    told = [first] if first is not None else []
    if drivers is not None:
        text = (
            locale.gettext(
                "Together the touchpoints account for %(r2)s of the differences between customers in whether they"
                " recommend us."
            )
            if drivers.outcome == RECOMMEND
            else locale.gettext(
                "Together the touchpoints account for %(r2)s of the differences between customers in %(outcome)s."
            )
        )
        told.append(fill(text, r2=locale.percent(drivers.r2), outcome=outcome_name(found, locale)))
        text = locale.gettext(
            "This rests on %(n)s customers who answered all these questions, of %(all)s in the survey."
        )
        told.append(fill(text, n=locale.number(drivers.n, 0), all=locale.number(drivers.n_all, 0)))
        if found.journey.responses is not None and found.journey.responses.weight is not None:
            told.append(fill(locale.gettext("The weights do not count here: each of these customers counts alike.")))
    else:
        told += _typed(found, locale)
    told.append(
        fill(locale.gettext("A share says how strongly the two go together, not that the one causes the other."))
    )
    return told


def _typed(found: JourneyFindings, locale: Locale) -> list[Markup]:
    """On how many answers shares rest that were computed elsewhere, where all rest on the same."""
    counts = {
        item.importance.score.n
        for item in found.touchpoints
        if item.importance is not None and item.importance.score.source == "derived"
    }
    n = next(iter(counts)) if len(counts) == 1 else None
    if n is None:
        return [fill(locale.gettext("The shares were computed elsewhere."))]
    text = locale.gettext("The shares were computed elsewhere, from %(n)s customers who answered all these questions.")
    return [fill(text, n=locale.number(n, 0))]


def share_text(share: Share, locale: Locale) -> str:
    """A share in per cent, with the digits that its standard error allows."""
    return locale.percent(share.share, share_digits(share.se))


def _row(number: int, item: TouchpointFindings, share: Share, locale: Locale) -> DriverRow:
    interval = (
        locale.percent_between(share.low, share.high, share_digits(share.se))
        if share.low is not None and share.high is not None
        else None
    )
    return DriverRow(
        number=number,
        anchor=touchpoint_anchor(item.touchpoint.id),
        title=item.touchpoint.title,
        share=share_text(share, locale),
        interval=interval,
    )


# why there are none


def _missing(missing: DriversMissing, found: JourneyFindings, locale: Locale) -> Markup:
    about = [item for item in found.touchpoints if item.touchpoint.id in missing.about]
    texts = {
        "too_few": locale.gettext(
            "What goes together with %(outcome)s cannot be computed: %(n)s of the %(all)s customers answered all"
            " questions, and with so many touchpoints it takes at least %(needed)s."
        ),
        "constant": locale.gettext(
            "What goes together with %(outcome)s cannot be computed: all customers gave the same answer at %(names)s."
        )
        if about
        else locale.gettext(
            "What goes together with %(outcome)s cannot be computed: all customers gave the same answer to that."
        ),
        "dependent": locale.gettext(
            "What goes together with %(outcome)s cannot be computed: the answers to some touchpoints follow exactly"
            " from those to others, so their shares cannot be told apart."
        ),
        "unrelated": locale.gettext("None of the touchpoints goes together with %(outcome)s in these answers."),
        "no_outcome": locale.gettext(
            "What goes together with an outcome is not known: the survey has no recommendation and no overall mark."
        ),
    }
    return fill(
        texts[missing.because],
        outcome=outcome_name(found, locale),
        n=locale.number(missing.n, 0),
        all=locale.number(missing.n_all, 0),
        needed=locale.number(missing.needed, 0),
        names=some(about, locale) if about else "",
    )


# basics and delights


def contrast_rows(found: JourneyFindings, locale: Locale) -> list[ContrastRow]:
    """The touchpoints whose answers show a kind, and those to which the author gave one."""
    return [
        _contrast_row(number, item, item.contrast, locale)
        for number, item in enumerate(found.touchpoints, start=1)
        if item.contrast is not None and (item.contrast.kind is not None or _was_given(item))
    ]


def _was_given(item: TouchpointFindings) -> bool:
    """Whether the author wrote what kind this is."""
    return "kind" in item.touchpoint.model_fields_set


def _contrast_row(number: int, item: TouchpointFindings, contrast: ContrastFindings, locale: Locale) -> ContrastRow:
    reasons: dict[NoContrast | None, str] = {
        "few_low": locale.gettext("too few low ratings to tell"),
        "few_top": locale.gettext("too few top ratings to tell"),
        "dependent": locale.gettext("cannot be told apart from others"),
        "small": locale.gettext("too little difference to tell"),
        "wrong_sign": locale.gettext("contradicts itself"),
    }
    return ContrastRow(
        number=number,
        anchor=touchpoint_anchor(item.touchpoint.id),
        title=item.touchpoint.title,
        penalty=locale.signed(contrast.penalty, 1) if contrast.penalty is not None else None,
        reward=locale.signed(contrast.reward, 1) if contrast.reward is not None else None,
        low=locale.number(contrast.low, 0),
        top=locale.number(contrast.top, 0),
        seen=words.kind_label(contrast.kind, locale) if contrast.kind is not None else reasons[contrast.because],
        kind=words.kind_label(item.touchpoint.kind, locale) if _was_given(item) else None,
    )


def kinds_sentences(found: JourneyFindings, locale: Locale) -> list[Markup]:
    """How to read the table, whether it speaks against a kind that was given, and where no kind shows."""
    rows = [item for item in found.touchpoints if item.contrast is not None]
    listed = [item for item in rows if item.contrast is not None and (item.contrast.kind or _was_given(item))]
    told = []
    if listed:
        text = locale.gettext(
            "The penalty is how far the outcome moves with a low rating, the reward how far with a top rating, in"
            " points of the outcome. A basic costs more than it yields, a delight yields more than it costs."
        )
        told.append(fill(text))
    other = [
        item
        for item in listed
        if _was_given(item) and item.contrast is not None and item.contrast.kind not in (None, item.touchpoint.kind)
    ]
    if other:
        text = locale.ngettext(
            "At %(names)s the answers show another kind than it was given. That decides, but this is a reason to look"
            " at it again.",
            "At %(names)s the answers show another kind than they were given. That decides, but this is a reason to"
            " look at them again.",
            len(other),
        )
        told.append(fill(text, names=some(other, locale)))
    silent = [(item, item.contrast.because) for item in rows if item not in listed and item.contrast is not None]
    told += _no_label([(item, because) for item, because in silent if because is not None], locale)
    return told


def _no_label(items: Sequence[tuple[TouchpointFindings, NoContrast]], locale: Locale) -> list[Markup]:
    """Where the answers show no kind, by reason."""
    told = []
    for because in ("few_low", "few_top", "dependent", "small", "wrong_sign"):
        concerned = [item for item, reason in items if reason == because]
        if not concerned:
            continue
        texts = {
            "few_low": locale.gettext("At %(names)s no kind shows: fewer than 30 customers gave a low rating."),
            "few_top": locale.gettext("At %(names)s no kind shows: fewer than 30 customers gave a top rating."),
            "dependent": locale.gettext(
                "At %(names)s no kind shows: these answers always go together with others and cannot be told apart."
            ),
            "small": locale.gettext(
                "At %(names)s no kind shows: neither a low nor a top rating goes together with more than chance."
            ),
            "wrong_sign": locale.gettext(
                "At %(names)s no kind shows: what low and high ratings go together with contradicts itself."
            ),
        }
        told.append(fill(texts[because], names=some(concerned, locale)))
    return told
