"""A new site: two journeys to write over, the schemas and the settings by which editors check them."""

from __future__ import annotations

import json
import re
from collections.abc import Sequence
from pathlib import Path

from cjgen import bundled
from cjgen.model.page import Page
from cjgen.publish import in_the_way, place_again, place_new
from cjgen.validate import schema_files

SCHEMA_FOLDER = ".cjgen"

_TITLE = re.compile(r"^title: .*$", re.MULTILINE)
_LONGEST_TITLE = 80


def new_site(folder: Path, language: str) -> tuple[Page, ...]:
    """The files of a new site in `folder`, in `language`: en or nl."""
    title = readable(folder.resolve().name)
    files = bundled.starter_files(language)
    return (*(_titled(Page(path, content), title) for path, content in files.items()), *_schemas())


def write_new(folder: Path, pages: Sequence[Page]) -> list[str]:
    """Write the files of a new site, unless that would cost something.

    Returns what is in the way; then nothing was written. Raises OSError where the system refuses, and leaves
    nothing behind.
    """
    occupied = in_the_way(folder, [page.path for page in pages])
    if not occupied:
        place_new(folder, pages)
    return occupied


def write_schemas(folder: Path) -> list[str]:
    """Write the two schemas where the files of a new site point at them; their paths. Raises OSError."""
    pages = _schemas()
    place_again(folder, pages)
    return [page.path for page in pages]


def readable(name: str) -> str | None:
    """A folder's name as a title: `mijn-klantreizen` gives `Mijn klantreizen`; None for an odd one."""
    title = re.sub(r"[\s_-]+", " ", name).strip()
    odd = not any(c.isalpha() for c in title) or not all(c.isprintable() for c in name) or name.startswith(".")
    return None if odd or len(title) > _LONGEST_TITLE else title[:1].upper() + title[1:]


def _titled(page: Page, title: str | None) -> Page:
    if page.path != "site.yaml" or title is None:
        return page
    written = f"title: {json.dumps(title, ensure_ascii=False)}"
    return Page(page.path, _TITLE.sub(lambda _: written, page.content.decode(), count=1).encode())


def _schemas() -> list[Page]:
    return [Page(f"{SCHEMA_FOLDER}/{name}", content) for name, content in sorted(schema_files().items())]
