"""What the cache keeps of a journey: our own frozen data as bytes, and back again."""

from __future__ import annotations

import io
import pickle
from typing import Any

_PLAIN = frozenset({("datetime", "date"), ("markupsafe", "Markup"), ("builtins", "frozenset")})
_OURS = ("cjgen.model.", "cjgen.analyse.", "cjgen.validate.", "cjgen.build.")


def packed(value: object) -> bytes:
    """The value, made of our own data classes and plain data, as bytes."""
    return pickle.dumps(value, protocol=5)


def unpacked(content: bytes) -> Any:
    """What `packed` made the bytes of.

    Raises pickle.UnpicklingError for anything else than our own data: a cache may come from elsewhere, and reading
    it must run nothing.
    """
    return _Reader(io.BytesIO(content)).load()


class _Reader(pickle.Unpickler):
    """Knows the names of our data and no others."""

    def find_class(self, module: str, name: str) -> Any:
        if (module, name) in _PLAIN:
            return super().find_class(module, name)
        if module.startswith(_OURS):
            found = super().find_class(module, name)
            if isinstance(found, type) and (found.__module__, found.__qualname__) == (module, name):
                return found  # its own, and none that it imports or that is reached through it
        raise pickle.UnpicklingError(f"{module}.{name} is none of our data")
