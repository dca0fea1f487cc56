"""Where the bundled themes, the sample site, the starter and the message catalogues lie.

The same answers in a checkout, an editable install and a wheel. A wheel carries themes and sample in
`cjgen/_bundled/` and the catalogues compiled; otherwise they lie in the checkout, beside the package, and
the catalogues are compiled in memory, so that an edit shows at once and nothing can go stale. The starter is
part of the package.
"""

from __future__ import annotations

from datetime import UTC, datetime
from io import BytesIO
from pathlib import Path

_PACKAGE = Path(__file__).resolve().parent
_NEVER = datetime(2000, 1, 1, tzinfo=UTC)


def _root() -> Path:
    bundled = _PACKAGE / "_bundled"
    return bundled if bundled.is_dir() else _PACKAGE.parent


def themes() -> Path:
    """The folder that holds a folder for each bundled theme."""
    return _root() / "themes"


def sample() -> Path:
    """The folder of the sample site: it holds `site.yaml` and `journeys/`."""
    return _root()


def starter() -> Path:
    """The folder of what `cjgen new` begins a site with: a folder for each language, and `editor` for all."""
    return _PACKAGE / "starter"


def starter_files(language: str) -> dict[str, bytes]:
    """What a new site in this language begins with, but for the schemas: contents by path, with `/`."""
    parts = (starter() / language, starter() / "editor")
    files = [(part, path) for part in parts for path in sorted(part.rglob("*")) if path.is_file()]
    return {path.relative_to(part).as_posix(): path.read_bytes() for part, path in files}


def catalogue(language: str) -> bytes | None:
    """The compiled message catalogue (gettext's .mo) of a language such as `nl`.

    None where there is none, as for `en`, whose texts are the source.
    """
    folder = _PACKAGE / "locale" / language / "LC_MESSAGES"
    source, ready = folder / "cjgen.po", folder / "cjgen.mo"
    if source.is_file():
        return compiled(source)
    return ready.read_bytes() if ready.is_file() else None


def compiled(source: Path) -> bytes:
    """The compiled form of a .po file; the same bytes whenever and wherever it is made.

    Fuzzy translations are left out. Raises `babel.messages.pofile.PoFileError` for a file that is not one.
    """
    from babel.messages.mofile import write_mo
    from babel.messages.pofile import read_po

    with source.open("rb") as file:
        messages = read_po(file, locale=source.parent.parent.name, abort_invalid=True)
    # Dates that are not written in the file would be the clock's.
    messages.creation_date = messages.revision_date = _NEVER
    out = BytesIO()
    write_mo(out, messages)
    return out.getvalue()
