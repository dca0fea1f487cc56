"""What an NPS means: beside comparable organisations, and in good experiences to make up for detractors."""

from __future__ import annotations

from markupsafe import Markup

from cjgen.model.findings import NpsFindings
from cjgen.model.nps import Benchmark
from cjgen.render.locale import Locale
from cjgen.render.numbers import threshold_text
from cjgen.render.sentences import fill


def benchmark(found: NpsFindings, declared: Benchmark, locale: Locale) -> Markup:
    """The range of comparable organisations, and where the NPS lies as seen from it."""
    ends = {"low": threshold_text(declared.low, locale), "high": threshold_text(declared.high, locale)}
    if declared.source:
        text = locale.gettext("Comparable organisations lie between %(low)s and %(high)s (source: %(source)s).")
        told = fill(text, source=declared.source, **ends)
    else:
        text = locale.gettext("Comparable organisations lie between %(low)s and %(high)s (source not stated).")
        told = fill(text, **ends)
    return Markup(" ").join([told, _position(found, locale)])


def _position(found: NpsFindings, locale: Locale) -> Markup:
    """Where the NPS lies, and where it may lie as well; raises KeyError without a benchmark."""
    if found.also_possible is None:
        unsure = {
            "below": locale.gettext("This NPS is lower; how sure that is, cannot be said without its uncertainty."),
            "within": locale.gettext(
                "This NPS lies between them; how sure that is, cannot be said without its uncertainty."
            ),
            "above": locale.gettext("This NPS is higher; how sure that is, cannot be said without its uncertainty."),
        }
        return fill(unsure[str(found.position)])
    texts = {
        ("below",): locale.gettext("This NPS is lower, even with its uncertainty taken into account."),
        ("below", "within"): locale.gettext(
            "This NPS is lower, but with its uncertainty taken into account it may also lie between them."
        ),
        ("below", "within", "above"): locale.gettext(
            "This NPS is lower, but its uncertainty is so large that it may also lie between them or higher."
        ),
        ("within",): locale.gettext("This NPS lies between them, even with its uncertainty taken into account."),
        ("within", "below"): locale.gettext(
            "This NPS lies between them, but with its uncertainty taken into account it may also be lower."
        ),
        ("within", "above"): locale.gettext(
            "This NPS lies between them, but with its uncertainty taken into account it may also be higher."
        ),
        ("within", "below", "above"): locale.gettext(
            "This NPS lies between them, but its uncertainty is so large that it may also be lower or higher."
        ),
        ("above",): locale.gettext("This NPS is higher, even with its uncertainty taken into account."),
        ("above", "within"): locale.gettext(
            "This NPS is higher, but with its uncertainty taken into account it may also lie between them."
        ),
        ("above", "below", "within"): locale.gettext(
            "This NPS is higher, but its uncertainty is so large that it may also lie between them or lower."
        ),
    }
    return fill(texts[(str(found.position), *found.also_possible)])


def outweigh(found: NpsFindings, locale: Locale) -> Markup | None:
    """How many good experiences make up for the detractors, as the rule of thumb that it is."""
    if found.outweigh is None or not found.detractors:
        return None
    text = locale.ngettext(
        "To make up for %(n)s detractor takes, by rule of thumb, %(low)s to %(high)s good experiences.",
        "To make up for %(n)s detractors takes, by rule of thumb, %(low)s to %(high)s good experiences.",
        found.detractors,
    )
    low, high = (locale.number(end, 0) for end in found.outweigh)
    return fill(text, n=locale.number(found.detractors, 0), low=low, high=high)
