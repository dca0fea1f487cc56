"""Keys that the format knows and cjgen does not read yet: said to be so, and never taken for a typing error."""

from __future__ import annotations

from cjgen.model.declaration import Declared
from cjgen.model.instrument import Ces, Csat, NpsAnswers, Servqual
from cjgen.model.journey import Evidence, Journey, Nps, Touchpoint
from cjgen.model.score import ScoreForm
from cjgen.model.site import Site

UNBUILT: dict[type[Declared], tuple[str, ...]] = {
    Site: ("focus", "currency", "privacy", "hosts"),
    Journey: ("responses", "segments", "history", "vision", "loyalty", "organisation", "learned", "focus"),
    Touchpoint: ("vision", "own", "competitor", "history", "failure", "actions", "internal"),
    Evidence: ("who",),
    Nps: ("column",),
    ScoreForm: ("column", "derived", "se"),
    Csat: ("column",),
    Ces: ("column",),
    NpsAnswers: ("column",),
    Servqual: ("expected", "perceived"),
}
"""By the mapping in which they will stand. A key that is built leaves this table."""

STANDING_IN: dict[type[Declared], tuple[str, ...]] = {Csat: ("column",), Ces: ("column",), NpsAnswers: ("column",)}
"""Those with which the keys that must be in a mapping are not missed."""
