"""Keys that the format knows and cjgen does not read yet: said to be so, and never taken for a typing error."""

from __future__ import annotations

from cjgen.model.declaration import Declared
from cjgen.model.responses import Responses
from cjgen.model.site import Site

UNBUILT: dict[type[Declared], tuple[str, ...]] = {
    Site: ("hosts",),
    Responses: ("table", "query"),
}
"""By the mapping in which they will stand. A key that is built leaves this table."""
