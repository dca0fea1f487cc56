"""The organisation itself: its vision with what is in line with it, and the scan with what to work on."""

from __future__ import annotations

from markupsafe import Markup

from cjgen.model.findings import JourneyFindings, TouchpointFindings
from cjgen.model.organisation import InLine
from cjgen.render.beside_views import ScanRow, ScanView, VisionView
from cjgen.render.locale import Locale
from cjgen.render.order import some
from cjgen.render.sentences import fill
from cjgen.render.words import in_line_label


def vision_view(found: JourneyFindings, locale: Locale) -> VisionView | None:
    """What owners or board want with customers; None where that is not written."""
    vision = found.journey.vision
    if vision is None:
        return None
    misfits = [item for item in found.touchpoints if item.touchpoint.vision == "no"]
    text = locale.gettext("Not in line with it: %(names)s.")
    return VisionView(
        text=vision.text,
        source=vision.source,
        misfits=fill(text, names=some(misfits, locale)) if misfits else None,
    )


def vision_line(item: TouchpointFindings, locale: Locale) -> Markup | None:
    """Whether a touchpoint is in line with the vision; None where nobody said."""
    if item.touchpoint.vision is None:
        return None
    texts: dict[InLine, str] = {
        "yes": locale.gettext("In line with the vision."),
        "partly": locale.gettext("Partly in line with the vision."),
        "no": locale.gettext("Customers ask for it, but it does not fit the vision.")
        if item.verdict == "add"
        else locale.gettext("Not in line with the vision."),
    }
    return fill(texts[item.touchpoint.vision])


def scan_view(found: JourneyFindings, locale: Locale) -> ScanView | None:
    """The scan with what follows from it; None without answers."""
    scan, answers = found.scan, found.journey.organisation
    if scan is None:
        return None
    rows = [ScanRow(each.question, in_line_label(each.answer, locale), each.note) for each in answers]
    return ScanView(
        sentence=scan_sentence(found, locale),
        to_work_on=tuple(rows[place] for place in scan.to_work_on),
        in_order=tuple(row for row, each in zip(rows, answers, strict=True) if each.answer == "yes"),
    )


def scan_sentence(found: JourneyFindings, locale: Locale) -> Markup:
    """How the questions were answered, and whether anything follows from that."""
    scan = found.scan
    if scan is None:
        raise ValueError("no scan, no sentence")
    n = scan.yes + scan.partly + scan.no
    if not scan.to_work_on:
        text = locale.ngettext(
            "The only question is answered with yes: nothing to work on.",
            "All %(n)s questions are answered with yes: nothing to work on.",
            n,
        )
        return fill(text, n=locale.number(n, 0))
    if n == 1:
        return fill(
            locale.gettext("The only question is answered with no.")
            if scan.no
            else locale.gettext("The only question is answered with partly.")
        )
    text = locale.gettext(
        "Of %(n)s questions %(yes)s got the answer yes, %(partly)s partly and %(no)s no. What got no full yes is to be"
        " worked on."
    )
    values = {"yes": scan.yes, "partly": scan.partly, "no": scan.no}
    return fill(text, n=locale.number(n, 0), **{key: locale.number(value, 0) for key, value in values.items()})
