"""The records of all journeys, kept together: a way to read them faster, and never another answer."""

from __future__ import annotations

from cjgen.build.packs import Records
from cjgen.build.pages import Kept, Printed
from cjgen.cache import MemoryCache


class Asked(MemoryCache):
    """A cache that remembers what it was asked for."""

    def __init__(self) -> None:
        super().__init__()
        self.asked: list[str] = []

    def get(self, key: str) -> bytes | None:
        self.asked.append(key)
        return super().get(key)


def printed(digest: str) -> Printed:
    return Printed((Kept("journeys/a.html", digest, 0, 1),), ())


def test_records_that_were_kept_together_are_read_at_once() -> None:
    cache = Asked()
    first = Records(cache, "site")
    for name in "ab":
        first.put(name, printed(name))
    first.keep_together()
    cache.asked.clear()
    second = Records(cache, "site")
    assert [second.get(name) for name in "ab"] == [printed(name) for name in "ab"]
    assert cache.asked == ["site"]


def test_a_record_that_is_not_among_them_is_found_by_itself() -> None:
    cache = MemoryCache()
    Records(cache, "site").put("a", printed("a"))
    records = Records(cache, "site")
    assert records.get("a") == printed("a")
    assert records.get("b") is None


def test_what_nobody_asked_for_is_not_kept_together_again() -> None:
    cache = Asked()
    records = Records(cache, "site")
    for name in "ab":
        records.put(name, printed(name))
    records.keep_together()
    fewer = Records(cache, "site")
    fewer.get("a")
    fewer.keep_together()
    cache.asked.clear()
    assert Records(cache, "site").get("b") == printed("b")
    assert cache.asked == ["site", "b"]
