"""Where the units of work leave what they made, and where it is found again."""

from __future__ import annotations

from cjgen.build.journeys import Assessed, FindingsAndScores
from cjgen.build.kept import packed, unpacked
from cjgen.cache import Cache


class Emptied(Exception):
    """What was in the cache a moment ago is gone: somebody emptied it while it was used."""


class Records:
    """What the units of work keep in short of each journey, by key.

    Every record is an entry of the cache. All those of a site together are one more, under `name`: read in one go, they
    are there in a fraction of the time, and a record that is not among them is looked for by itself.
    """

    def __init__(self, cache: Cache, name: str) -> None:
        self._cache = cache
        self._name = name
        together = cache.get(name)
        self._together: dict[str, object] = unpacked(together) if together is not None else {}
        self._used: dict[str, object] = {}

    def get(self, key: str) -> object | None:
        """The record under `key`, None where there is none."""
        record = self._together.get(key)
        if record is None and (kept := self._cache.get(key)) is not None:
            record = unpacked(kept)
        if record is not None:
            self._used[key] = record
        return record

    def put(self, key: str, record: object) -> None:
        """Keep a record, made of our own data, under `key`."""
        self._cache.put(key, packed(record))
        self._used[key] = record

    def keep_together(self) -> None:
        """Keep those that were asked for or put, for the next build."""
        if self._used.keys() != self._together.keys():
            self._cache.put(self._name, packed(self._used))


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
