"""Where the author's folder is."""

from __future__ import annotations

import os
from pathlib import Path

SITE_FILE = "site.yaml"


def is_site(folder: Path) -> bool:
    """True if there is a site.yaml in the folder; False as well where the system does not tell."""
    return os.path.isfile(folder / SITE_FILE)


def find_site(start: Path) -> Path | None:
    """The nearest folder with a site.yaml, from `start` upwards; None where there is none."""
    return next((folder for folder in (start, *start.parents) if is_site(folder)), None)
