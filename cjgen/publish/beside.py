"""What cjgen needs beside an output folder: `.public.cjgen-new` and so on, beside `public`."""

from __future__ import annotations

import os

STATES = ("new", "old", "lock")
"""The folder in which a site grows, the one in which the site before waits, and the file that keeps others out."""


def real(path: str | os.PathLike[str]) -> str:
    """The absolute path with links followed; of a link that leads in a circle, itself."""
    return os.path.realpath(os.fspath(path))


def beside(folder: str, state: str) -> str:
    """The path beside `folder`, which is absolute, that is used for one of `STATES`."""
    above, name = os.path.split(folder)
    return os.path.join(above, f".{name}.cjgen-{state}")
