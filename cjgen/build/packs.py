"""Where the units of work leave what they made, and where it is found again."""

from __future__ import annotations

from cjgen.build.journeys import Assessed, FindingsAndScores
from cjgen.build.kept import unpacked
from cjgen.cache import Cache


class Emptied(Exception):
    """What was in the cache a moment ago is gone: somebody emptied it while it was used."""


class Packs:
    """Bytes in the cache; what the cache does not take is held in memory."""

    def __init__(self, cache: Cache) -> None:
        self.cache = cache
        self._held: dict[str, bytes] = {}
        self._last: tuple[str, bytes] = ("", b"")

    def keep(self, key: str, content: bytes) -> None:
        """Keep the bytes under `key`."""
        self.cache.put(key, content)
        if getattr(self.cache, "trouble", None) is not None:
            self._held[key] = content

    def holds(self, key: str) -> bool:
        """Whether there are bytes under `key`."""
        return key in self._held or self.cache.holds(key)

    def fetch(self, key: str) -> bytes:
        """The bytes under `key`, the last ones without asking again; raises Emptied where they are gone."""
        if self._last[0] != key:
            content = self._held.get(key) or self.cache.get(key)
            if content is None:
                raise Emptied(key)
            self._last = (key, content)
        return self._last[1]

    def findings(self, assessed: Assessed) -> FindingsAndScores:
        """The findings of a journey with the scores behind them."""
        found: FindingsAndScores = unpacked(self.fetch(assessed.findings))
        return found
