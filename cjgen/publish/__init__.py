"""publish: the finished pages -> the output folder, which is replaced as a whole or not at all."""

from __future__ import annotations

from importlib import import_module

TYPE_CHECKING = False  # as typing has it, which takes longer to import than all that `intact` needs
if TYPE_CHECKING:
    from cjgen.publish.bounds import refusal
    from cjgen.publish.marker import MARKER
    from cjgen.publish.output import Published, publish
    from cjgen.publish.placed import in_the_way, place_again, place_new
    from cjgen.publish.record import intact

__all__ = ["MARKER", "Published", "in_the_way", "intact", "place_again", "place_new", "publish", "refusal"]

_HOMES = {
    "MARKER": "marker",
    "Published": "output",
    "in_the_way": "placed",
    "intact": "record",
    "place_again": "placed",
    "place_new": "placed",
    "publish": "output",
    "refusal": "bounds",
}


def __getattr__(name: str) -> object:
    """Import what is asked for when it is: a build in which nothing changed asks for `intact` alone."""
    if name not in _HOMES:
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
    return getattr(import_module(f"{__name__}.{_HOMES[name]}"), name)
