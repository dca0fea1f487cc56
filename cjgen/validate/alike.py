"""Names that look like one name, mistyped."""

from __future__ import annotations

import re
from collections.abc import Iterable
from difflib import SequenceMatcher

from cjgen.model.declaration import slug

_ALIKE = 0.9
"""How much of the letters two names must share, in their order; `finance` and `financie` share 0.93."""


def alike(one: str, other: str) -> bool:
    """Whether two different names differ in capitals, signs or a letter only; numbers in them must be the same."""
    if one == other:
        return False
    plain, others = slug(one), slug(other)
    if not plain or re.findall("[0-9]+", plain) != re.findall("[0-9]+", others):
        return False
    return plain == others or SequenceMatcher(None, plain, others).ratio() >= _ALIKE


def like(name: str, names: Iterable[str]) -> str | None:
    """The first of `names` that looks like `name`."""
    return next((other for other in names if alike(name, other)), None)
