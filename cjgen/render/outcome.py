"""What drivers explain, as sentences name it."""

from __future__ import annotations

from cjgen.model.findings import JourneyFindings
from cjgen.render.locale import Locale
from cjgen.render.sentences import fill

RECOMMEND = "recommend"


def outcome_name(found: JourneyFindings, locale: Locale) -> str:
    """The outcome of the drivers, to stand behind "goes together with".

    Where shares were computed elsewhere, it is the recommendation unless only an overall mark was asked for.
    """
    responses, overall = found.journey.responses, found.journey.overall
    if found.drivers is not None:
        column = found.drivers.outcome
    elif responses is not None:
        column = responses.outcome.column if responses.outcome is not None else RECOMMEND
    else:
        column = RECOMMEND if found.nps is not None or overall is None else ""
    if column == RECOMMEND:
        return locale.gettext("recommending us")
    if not column or (overall is not None and column == overall.column):
        return locale.gettext("the overall mark")
    return str(fill(locale.gettext("the answer to “%(question)s”"), question=column).unescape())
