"""Results kept by the hash of all that enters them, so that equal input is worked out once.

The cache is a value that `build` makes and hands to the steps; no step knows where it lies.
"""

from __future__ import annotations

import json
import os
import re
import shutil
import sys
import tempfile
import time
from collections.abc import Iterator, Mapping
from contextlib import contextmanager, suppress
from hashlib import sha256
from pathlib import Path
from typing import Protocol

DAY = 24 * 60 * 60
KEPT_DAYS = 30
"""How long an entry stays that no build asked for."""
_FORMAT = "1"
"""The way in which entries are written; another way is another folder."""
_OURS = re.compile(r"[0-9a-f]{62}(\.\d+)?|[0-9a-f]{64}(\.published)?\.json(\.\w+)?")
"""What files of ours are called: a folder may be named for the cache that holds somebody's own."""
_SHAPING = frozenset(
    {
        *("altair", "babel", "click", "coloraide", "duckdb", "icalendar", "imagesize", "jinja2", "linkify_it_py"),
        *("markdown_it_py", "markupsafe", "mdurl", "mini_racer", "narwhals", "numpy", "pandas", "pydantic"),
        *("pydantic_core", "pyreadstat", "python_calamine", "python_dateutil", "pyyaml", "rcssmin", "scipy"),
        *("tinycss2", "tzdata", "vl_convert_python", "webencodings"),
    }
)
"""The installed libraries by which bytes can come out otherwise."""


class Cache(Protocol):
    """Bytes by key. A key names everything that shapes its bytes, so an entry never goes out of date.

    A key that begins with `program/` is that of something compiled, as Python keeps its compiled modules.
    """

    def get(self, key: str) -> bytes | None:
        """The bytes that were put under `key`, None where there are none."""

    def put(self, key: str, value: bytes) -> None:
        """Keep `value` under `key`."""

    def holds(self, key: str) -> bool:
        """Whether there are bytes under `key`; they need not be read for it."""


class MemoryCache:
    """A cache that lasts as long as its owner; in another process it begins empty."""

    def __init__(self) -> None:
        self._kept: dict[str, bytes] = {}

    def __reduce__(self) -> tuple[type[MemoryCache], tuple[()]]:
        return MemoryCache, ()

    def get(self, key: str) -> bytes | None:
        """The bytes that were put under `key`, None where there are none."""
        return self._kept.get(key)

    def put(self, key: str, value: bytes) -> None:
        """Keep `value` under `key`."""
        self._kept[key] = value

    def holds(self, key: str) -> bool:
        """Whether there are bytes under `key`."""
        return key in self._kept


class FolderCache:
    """A cache of one file an entry in `folder`, which many processes may share and anybody may delete at any time.

    A file is written whole beside its place and then put there, and begins with the hash of the rest: what was cut off
    or changed is as if it were not there. `scope` is a part of every key: the `program` that asks. `trouble` is the
    first thing that kept an entry from being written, None as long as all goes well; after it nothing more is written.
    What was compiled lies in the folder `compiled`, a part of `folder` where it is None.
    """

    def __init__(self, folder: Path, scope: str = "", compiled: Path | None = None) -> None:
        self.folder = folder
        self.scope = scope
        self.compiled = compiled if compiled is not None else folder / "compiled"
        self.trouble: str | None = None
        self._made: set[str] = set()

    def __reduce__(self) -> tuple[type[FolderCache], tuple[Path, str, Path]]:
        return FolderCache, (self.folder, self.scope, self.compiled)

    def _path(self, key: str) -> str:
        name = sha256(f"{self.scope}\0{key}".encode()).hexdigest()
        folder = self.compiled if key.startswith("program/") else self.folder / "entries"
        return os.path.join(folder, _FORMAT, name[:2], name[2:])

    def get(self, key: str) -> bytes | None:
        """The bytes that were put under `key`, None where there are none or no longer what was put."""
        path = self._path(key)
        try:
            with open(path, "rb") as file:
                content = file.read()
                asked = os.fstat(file.fileno()).st_mtime
        except OSError:
            return None
        value = content[32:]
        if sha256(value).digest() != content[:32]:
            with suppress(OSError):
                os.unlink(path)
            return None
        if time.time() - asked > DAY:  # so that it is kept as long as somebody asks for it
            with suppress(OSError):
                os.utime(path)
        return value

    def put(self, key: str, value: bytes) -> None:
        """Keep `value` under `key`; what the system refuses is told once, in `trouble`."""
        if self.trouble is not None:
            return
        path = self._path(key)
        folder = os.path.dirname(path)
        try:
            if folder not in self._made:
                make_private(folder)
                self._made.add(folder)
            temporary = f"{path}.{os.getpid()}"
            try:
                with open(temporary, "wb") as file:
                    file.write(sha256(value).digest())
                    file.write(value)
                os.replace(temporary, path)
            except BaseException:
                with suppress(OSError):
                    os.unlink(temporary)
                raise
        except OSError as error:
            self.trouble = f"{error.strerror or error} ({self.folder})"

    def holds(self, key: str) -> bool:
        """Whether there is an entry, which counts as asking for it; whether it is whole, `get` finds out."""
        path = self._path(key)
        try:
            asked = os.stat(path).st_mtime
        except OSError:
            return False
        if time.time() - asked > DAY:
            with suppress(OSError):
                os.utime(path)
        return True

    def prune(self) -> None:
        """Remove what no build asked for in 30 days, at most once a day; what is not ours stays."""
        looked = os.path.join(self.folder, "pruned")
        now = time.time()
        try:
            if now - os.stat(looked).st_mtime < DAY:
                return
        except OSError:
            pass
        with suppress(OSError):
            for folder, _, names in os.walk(self.folder):
                for name in filter(_OURS.fullmatch, names):
                    path = os.path.join(folder, name)
                    if now - os.stat(path).st_mtime > KEPT_DAYS * DAY:
                        os.unlink(path)
            Path(looked).touch()


def make_private(folder: str) -> None:
    """Make a folder, and those above it, for nobody else: entries hold what authors wrote. Raises OSError."""
    if not os.path.isdir(folder):
        make_private(os.path.dirname(os.path.abspath(folder)))
        with suppress(FileExistsError):
            os.mkdir(folder, 0o700)


def user_cache() -> Path | None:
    """The folder for caches of the one who runs the program, or that which `CJGEN_CACHE` names.

    None where the system knows no such folder, as in a container for a user that it does not know.
    """
    named = os.environ.get("CJGEN_CACHE")
    if named:
        return Path(named)
    from platformdirs import user_cache_path

    try:
        return user_cache_path("cjgen", appauthor=False)
    except RuntimeError:
        return None


@contextmanager
def open_cache(*, anew: bool = False) -> Iterator[FolderCache]:
    """The user's cache; with `anew`, or where there is no folder for it, one that is gone afterwards."""
    folder, scope = user_cache(), program()
    if folder is not None and not anew:
        yield FolderCache(folder, scope)
        return
    with PassingCache(scope, folder / "compiled" if folder is not None else None) as cache:
        if folder is None:
            os.environ["HOME"] = str(cache.folder)  # there are libraries that do not start without one
        yield cache
    if folder is None and not anew:
        cache.trouble = "no home folder is known; CJGEN_CACHE names another one"


class PassingCache(FolderCache):
    """A cache in a folder of its own, which is gone when it is closed: on the disk, so that memory stays small.

    What was compiled is shared where `compiled` names a folder for it.
    """

    def __init__(self, scope: str = "", compiled: Path | None = None) -> None:
        super().__init__(Path(tempfile.mkdtemp(prefix="cjgen-")), scope, compiled)

    def __enter__(self) -> PassingCache:
        return self

    def __exit__(self, *_: object) -> None:
        shutil.rmtree(self.folder, ignore_errors=True)


def key_of(subject: str, entering: Mapping[str, object]) -> str:
    """The key of what is made of `entering`: `subject` and the sha256 of its JSON.

    Raises TypeError for a value that JSON does not know: a key that left something out would be wrong.
    """
    text = json.dumps(entering, sort_keys=True, separators=(",", ":"), allow_nan=False)
    return f"{subject}/{sha256(text.encode()).hexdigest()}"


def program() -> str:
    """The hash of all but an author's files that shapes bytes: this program, its catalogues, Python and libraries.

    The program is taken by its bytes, as its version says nothing while somebody works on it; libraries by their
    versions, as the names of their folders tell them without reading.
    """
    digest = sha256(sys.version.encode())
    for folder in sorted({os.path.abspath(entry) for entry in sys.path if entry}):
        try:
            names = sorted(name for name in os.listdir(folder) if name.endswith((".dist-info", ".egg-info")))
        except OSError:
            continue
        for name in names:
            library = name.partition("-")[0].lower().replace(".", "_")
            if library in _SHAPING:
                digest.update(name.encode() + b"\0")
    here = os.path.dirname(os.path.abspath(__file__))
    for folder, folders, names in os.walk(here):
        folders[:] = sorted(name for name in folders if name not in ("__pycache__", "_bundled"))
        for name in sorted(names):
            if name.endswith((".py", ".js", ".po", ".mo")):
                path = os.path.join(folder, name)
                with open(path, "rb", buffering=0) as file:
                    digest.update(path[len(here) :].encode() + b"\0" + sha256(file.readall()).digest())
    return digest.hexdigest()
