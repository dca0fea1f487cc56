"""Keys that the format knows and cjgen does not read yet: said to be so, and never taken for a typing error."""

from __future__ import annotations

from cjgen.model.declaration import Declared
from cjgen.model.journey import Evidence, Journey, Touchpoint
from cjgen.model.responses import Responses
from cjgen.model.site import Privacy, Site

UNBUILT: dict[type[Declared], tuple[str, ...]] = {
    Site: ("focus", "currency", "hosts"),
    Privacy: ("audience",),
    Journey: ("vision", "loyalty", "organisation", "learned", "focus"),
    Touchpoint: ("vision", "own", "competitor", "failure", "actions", "internal"),
    Evidence: ("who",),
    Responses: ("table", "query"),
}
"""By the mapping in which they will stand. A key that is built leaves this table."""
