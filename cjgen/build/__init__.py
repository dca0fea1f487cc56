"""The steps in their order. Only this part of the program knows it.

The work on a site comes in units that depend on nothing but what is handed to them, so that each can be kept, found
again, and done in another process:

- `journeys`: one journey's file -> its findings, and a few facts for the steps over all journeys;
- `pages`: these findings and the journey's part of what is worked on -> its pages and data files;
- `across`: the findings of all journeys -> the pages of the whole site.

`site` puts them in order: read, assess all, solve what is worked on, print all, and what lies across; then publish.
"""

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
