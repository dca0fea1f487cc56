"""What goes together with the outcome: sentences and rows about drivers, and what kinds the answers show."""

from __future__ import annotations

from collections.abc import Sequence

from markupsafe import Markup

from cjgen.model.findings import ContrastFindings, DriversMissing, JourneyFindings, NoContrast, TouchpointFindings
from cjgen.model.shares import Share, shares_of
from cjgen.render import words
from cjgen.render.locale import Locale
from cjgen.render.numbers import share_digits
from cjgen.render.order import some
from cjgen.render.outcome import RECOMMEND, outcome_name
from cjgen.render.sentences import fill, named, strong
from cjgen.render.survey_views import DriverRow, DriversView
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
    contrast = item.contrast
    interval = (
        locale.percent_between(share.low, share.high, share_digits(share.se))
        if share.low is not None and share.high is not None
        else None
    )
    seen = contrast.kind if contrast is not None else None
    return DriverRow(
        number=number,
        anchor=touchpoint_anchor(item.touchpoint.id),
        title=item.touchpoint.title,
        share=share_text(share, locale),
        interval=interval,
        kind=words.kind_label(item.touchpoint.kind, locale),
        seen=words.kind_label(seen, locale) if seen is not None else None,
        differs=seen is not None and seen != item.touchpoint.kind,
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


def kinds_sentences(found: JourneyFindings, locale: Locale) -> list[Markup]:
    """Where the kinds that the answers show agree with how touchpoints are treated, where not, and where none shows."""
    asked = [(item, item.contrast) for item in found.touchpoints if item.contrast is not None]
    if not asked:
        return []
    shown = [item for item, contrast in asked if contrast.kind is not None]
    same = [item for item in shown if item.contrast is not None and item.contrast.kind == item.touchpoint.kind]
    other = [item for item in shown if item not in same]
    told = []
    if same:
        text = locale.ngettext(
            "At %(names)s the answers show the kind that was given to it.",
            "At %(names)s the answers show the kind that was given to them.",
            len(same),
        )
        told.append(fill(text, names=some(same, locale)))
    told += [_otherwise(item, item.contrast, locale) for item in other if item.contrast is not None]
    if other:
        told.append(fill(locale.gettext("The kind that was given decides; this is a reason to look at it again.")))
    told += _no_label([(item, contrast.because) for item, contrast in asked if contrast.because is not None], locale)
    return told


def _otherwise(item: TouchpointFindings, contrast: ContrastFindings, locale: Locale) -> Markup:
    texts = {
        "basic": locale.gettext(
            "%(name)s is treated as %(given)s, but in the answers it is a basic: a low rating costs more"
            " (%(penalty)s) than a high one yields (%(reward)s)."
        ),
        "delight": locale.gettext(
            "%(name)s is treated as %(given)s, but in the answers it is a delight: a high rating yields more"
            " (%(reward)s) than a low one costs (%(penalty)s)."
        ),
        "performance": locale.gettext(
            "%(name)s is treated as %(given)s, but in the answers it is performance: a high rating yields about as"
            " much (%(reward)s) as a low one costs (%(penalty)s)."
        ),
    }
    return fill(
        texts[contrast.kind or "performance"],
        name=strong(named([item], locale)),
        given=words.kind_label(item.touchpoint.kind, locale),
        penalty=locale.signed(contrast.penalty or 0.0, 1),
        reward=locale.signed(contrast.reward or 0.0, 1),
    )


def _no_label(items: Sequence[tuple[TouchpointFindings, NoContrast]], locale: Locale) -> list[Markup]:
    """Where the answers show no kind, by reason."""
    told = []
    for because in ("few_low", "few_top", "dependent", "wrong_sign"):
        concerned = [item for item, reason in items if reason == because]
        if not concerned:
            continue
        texts = {
            "few_low": locale.gettext("At %(names)s no kind shows: fewer than 30 customers gave a low rating."),
            "few_top": locale.gettext("At %(names)s no kind shows: fewer than 30 customers gave a top rating."),
            "dependent": locale.gettext(
                "At %(names)s no kind shows: these answers always go together with others and cannot be told apart."
            ),
            "wrong_sign": locale.gettext(
                "At %(names)s no kind shows: what low and high ratings go together with contradicts itself."
            ),
        }
        told.append(fill(texts[because], names=some(concerned, locale)))
    return told
