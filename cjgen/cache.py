"""Results kept by the hash of all that enters them, so that equal input is worked out once.

The cache is a value that `build` makes and hands to the steps; no step knows where it lies.
"""

from __future__ import annotations

import json
from collections.abc import Mapping
from hashlib import sha256
from typing import Protocol


class Cache(Protocol):
    """Bytes by key. A key names everything that shapes its bytes, so an entry never goes out of date."""

    def get(self, key: str) -> bytes | None:
        """The bytes that were put under `key`, None where there are none."""

    def put(self, key: str, value: bytes) -> None:
        """Keep `value` under `key`."""


class MemoryCache:
    """A cache that lasts as long as its owner."""

    def __init__(self) -> None:
        self._kept: dict[str, bytes] = {}

    def get(self, key: str) -> bytes | None:
        """The bytes that were put under `key`, None where there are none."""
        return self._kept.get(key)

    def put(self, key: str, value: bytes) -> None:
        """Keep `value` under `key`."""
        self._kept[key] = value


def key_of(subject: str, entering: Mapping[str, object]) -> str:
    """The key of what is made of `entering`: `subject` and the sha256 of its JSON.

    Raises TypeError for a value that JSON does not know: a key that left something out would be wrong.
    """
    text = json.dumps(entering, sort_keys=True, ensure_ascii=False, separators=(",", ":"), allow_nan=False)
    return f"{subject}/{sha256(text.encode()).hexdigest()}"
