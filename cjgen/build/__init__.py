"""The steps in their order. Only this part of the program knows it.

The work on a site comes in units that depend on nothing but what is handed to them, so that each can be kept, found
again, and done in another process:

- `journeys`: one journey's file -> its findings, and in short what is needed of it beside others;
- `pages`: these findings and the journey's part of what is worked on -> its pages and data files;
- `across`: all journeys in short -> the pages of the whole site.

`site` puts them in order: read, assess all, solve what is worked on, print all, and what lies across; then publish.
`update` does so only where something changed.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from cjgen.build.site import (
        Built,
        Checked,
        build_site,
        check_site,
        explain_touchpoint,
        read_site,
        site_audience,
    )

__all__ = ["Built", "Checked", "build_site", "check_site", "explain_touchpoint", "read_site", "site_audience"]


def __getattr__(name: str) -> Any:
    """What `site` holds, loaded when it is first asked for: a build in which nothing changed does without."""
    if name not in __all__:
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
    from cjgen.build import site

    return getattr(site, name)
