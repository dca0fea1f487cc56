"""The output folder: the new site is written beside the old one and put in its place when it is complete.

Of an output folder `public`, the new site grows in `.public.cjgen-new`, and the old one waits in
`.public.cjgen-old` while the two change places. Whatever happens, one of them is a whole site; the next
publish puts it in place and clears away the rest. A folder of one of these names that cjgen did not make
is left alone, and nothing is published.
"""

from __future__ import annotations

import hashlib
import json
import os
import shutil
from collections.abc import Iterator, Sequence
from contextlib import suppress
from dataclasses import replace
from pathlib import Path

from cjgen import __version__
from cjgen.model.page import Page
from cjgen.model.problem import Place, Problem, problem

MARKER = "build.json"
"""The file by which cjgen knows an output folder that it made. It lists the site's files with their SHA-256."""

_SCHEMA = "cjgen/build/1"
_STAGING = ".cjgen-staging"
"""The file by which cjgen knows a folder in which it was writing: the first one in it, and the last to go."""


def refusal(
    output: Path, protected: Sequence[Path], wanted_at: Place | None = None, called: str | None = None
) -> Problem | None:
    """Why `output` cannot be used as the output folder, None if it can; writes nothing.

    `wanted_at` is where an author's file names it; without that the problem's place is the folder itself.
    Messages call it `called`, the path itself if that is None.
    `protected` are the author's files and folders: the site's folder, journeys, themes. The output may be,
    hold and lie in none of them (CJ402), except that it may lie in a folder that holds another of them, as
    the site's folder does. Nor may it, or what cjgen needs beside it, hold files that cjgen did not make
    (CJ401).
    """
    called = output.as_posix() if called is None else called
    folder = _real(output)
    found = (
        _clash(output, protected, called) or _beside_taken(output, folder) or _foreign_folder(output, folder, called)
    )
    return replace(found, place=wanted_at) if found is not None and wanted_at is not None else found


def publish(pages: Sequence[Page], output: Path, *, protected: Sequence[Path]) -> Problem | None:
    """Replace the output folder by `pages` and a `build.json` that lists them.

    Files in the folder that no cjgen put there, such as `.git` or `CNAME`, are carried over; a file of an
    earlier build that is not among `pages` goes. A link to a folder stays, the folder behind it is
    replaced. Returns a problem, with the previous site whole, where `refusal` has one (CJ401, CJ402) or
    the new site cannot be written (CJ403). Raises ValueError for pages that no folder can hold.
    """
    _check_paths(pages)
    if clash := _clash(output, protected, output.as_posix()):
        return clash
    folder = _real(output)
    new, old = _beside(folder, "new"), _beside(folder, "old")
    if taken := _beside_taken(output, folder):
        return taken
    try:
        _put_back(folder, old)
        if strangers := _foreign_folder(output, folder, output.as_posix()):
            return strangers
        for leftover in (new, old):
            _remove(leftover)
        try:
            _stage(pages, folder, new)
            _swap(new, folder, old)
        except BaseException:
            with suppress(OSError):  # what stays behind must not hide what went wrong
                _remove(new)
            raise
    except OSError as error:
        return _failed(output, error, new)
    with suppress(OSError):  # what stays behind, the next publish removes
        _remove(old)
    return None


def _real(path: Path) -> Path:
    """The absolute path with links followed; of a link that leads in a circle, itself."""
    return Path(os.path.realpath(path))


def _beside(folder: Path, state: str) -> Path:
    return folder.with_name(f".{folder.name}.cjgen-{state}")


def _place(output: Path) -> Place:
    return Place(file=output.as_posix())


def _clash(output: Path, protected: Sequence[Path], called: str) -> Problem | None:
    """The problem of an output that would mix with the author's own files."""
    folder = _real(output)
    real = [_real(path) for path in protected]
    what = ""
    if folder == folder.parent:
        what = "is a whole disk"
    elif os.path.lexists(folder) and not folder.is_dir():
        what = "is a file"
    for index, own in enumerate(real):
        if what:
            break
        holds_others = any(other.is_relative_to(own) for place, other in enumerate(real) if place != index)
        if folder == own:
            what = f"is the author's own `{protected[index].name or own.name}`"
        elif own.is_relative_to(folder):
            what = f"holds the author's own `{protected[index].name or own.name}`"
        elif folder.is_relative_to(own) and not holds_others:
            what = f"lies in the author's own `{protected[index].name or own.name}`"
    return problem("CJ402", _place(output), folder=called, what=what) if what else None


def _foreign_folder(output: Path, folder: Path, called: str) -> Problem | None:
    """The problem of a folder that holds something and was not made by cjgen."""
    try:
        if not folder.is_dir() or _is_ours(folder):
            return None
    except OSError as error:
        return _failed(output, error, folder)
    return problem("CJ401", _place(output), folder=called)


def _beside_taken(output: Path, folder: Path) -> Problem | None:
    """The problem of a stranger's file or folder with a name that cjgen needs beside the output folder."""
    for state in ("new", "old"):
        path = _beside(folder, state)
        try:
            if not os.path.lexists(path) or (path.is_dir() and not path.is_symlink() and _is_ours(path)):
                continue
        except OSError as error:
            return _failed(output, error, path)
        hint = "cjgen needs this name beside the output folder while it writes: move what is there elsewhere"
        return problem("CJ401", _place(output), hint=hint, folder=path.name)
    return None


def _is_ours(folder: Path) -> bool:
    """True for a folder that cjgen made, and for one that holds nothing that could be lost."""
    return not any(folder.iterdir()) or (folder / _STAGING).is_file() or _listed(folder) is not None


def _listed(folder: Path) -> frozenset[str] | None:
    """The files that cjgen put into the folder, `build.json` included; None if it made none."""
    marker = folder / MARKER
    if not marker.is_file():
        return None
    try:
        build = json.loads(marker.read_bytes())
    except (ValueError, RecursionError):
        return None
    if not isinstance(build, dict) or not str(build.get("schema")).startswith("cjgen/build/"):
        return None
    files = build.get("files")
    return frozenset(files) | {MARKER} if isinstance(files, dict) else None


def _check_paths(pages: Sequence[Page]) -> None:
    """Raise ValueError unless the pages have plain, relative, different paths that can exist together."""
    paths = [page.path for page in pages]
    for path in paths:
        if path == MARKER or "\\" in path or "\0" in path or path[1:2] == ":" or {"", ".", ".."} & {*path.split("/")}:
            raise ValueError(f"not a path of a page: {path!r}")
    known = set(paths)
    if len(known) < len(paths):
        raise ValueError(f"several pages are called {next(path for path in paths if paths.count(path) > 1)!r}")
    for path in paths:
        if both := known.intersection(_folders(path)):
            raise ValueError(f"{both.pop()!r} is a page and the folder of {path!r}")


def _folders(path: str) -> Iterator[str]:
    """`a` and `a/b` of `a/b/c`."""
    parts = path.split("/")
    return ("/".join(parts[:depth]) for depth in range(1, len(parts)))


def _put_back(folder: Path, old: Path) -> None:
    """Mend what a crash left behind: a site that was taken out but not replaced."""
    if old.is_dir() and not (folder.is_dir() and any(folder.iterdir())):
        old.replace(folder)


def _remove(folder: Path) -> None:
    """Remove a folder of ours, what shows that it is ours last: a crash must not make a stranger of the rest."""
    if not folder.is_dir():
        return
    for path in sorted(folder.iterdir(), key=lambda path: path.name in (MARKER, _STAGING)):
        if path.is_dir() and not path.is_symlink():
            shutil.rmtree(path)
        else:
            path.unlink()
    folder.rmdir()


def _stage(pages: Sequence[Page], folder: Path, new: Path) -> None:
    """Write the complete new site into `new`: pages, list of files, and what others put into the old one."""
    new.mkdir(parents=True)
    (new / _STAGING).touch()
    files = {page.path: page.content for page in pages}
    files[MARKER] = _marker(pages)
    if folder.is_dir():
        _carry_over(folder, new, frozenset(files), _listed(folder) or frozenset())
    for path, content in files.items():
        target = new / path
        target.parent.mkdir(parents=True, exist_ok=True)
        _write(target, content)
    (new / _STAGING).unlink()


def _marker(pages: Sequence[Page]) -> bytes:
    digests = {page.path: hashlib.sha256(page.content).hexdigest() for page in pages}
    build = {"schema": _SCHEMA, "generator": f"cjgen {__version__}", "files": dict(sorted(digests.items()))}
    return (json.dumps(build, indent=2, ensure_ascii=False) + "\n").encode()


def _write(path: Path, content: bytes) -> None:
    path.write_bytes(content)


def _carry_over(folder: Path, new: Path, ours: frozenset[str], listed: frozenset[str]) -> None:
    """Copy from `folder` what neither an earlier build (`listed`) nor this one (`ours`) put there.

    Raises FileExistsError where a stranger's file stands where the site needs a folder, or the reverse.
    """
    our_folders = {above for path in ours for above in _folders(path)}
    listed_folders = {above for path in listed for above in _folders(path)}

    def carry(here: Path, prefix: str) -> None:
        for entry in sorted(here.iterdir()):
            path = prefix + entry.name
            is_folder = entry.is_dir() and not entry.is_symlink()
            if is_folder and path in our_folders | listed_folders:
                carry(entry, path + "/")
            elif is_folder or path not in ours | listed:
                if path in ours | our_folders or ours.intersection(_folders(path)):
                    raise FileExistsError(0, "this is in the way and was not made by cjgen", str(new / path))
                _copy(entry, new / path)

    carry(folder, "")


def _copy(source: Path, target: Path) -> None:
    """Copy a file, link or folder as it is, empty folders included: git needs its own."""
    target.parent.mkdir(parents=True, exist_ok=True)
    if source.is_dir() and not source.is_symlink():
        shutil.copytree(source, target, symlinks=True)
    else:
        shutil.copy2(source, target, follow_symlinks=False)


def _swap(new: Path, folder: Path, old: Path) -> None:
    """Put `new` in the place of `folder`, which becomes `old`; on failure `folder` is as it was.

    An interrupt may come when a rename is done already: then `folder` is a whole site too, the old or the new one.
    """
    try:
        if folder.is_dir():
            folder.rename(old)
        new.rename(folder)
    except BaseException:
        with suppress(OSError):  # else the next publish puts it back
            if old.is_dir() and not os.path.lexists(folder):
                old.rename(folder)
        raise


def _failed(output: Path, error: OSError, new: Path) -> Problem:
    """The problem of an operation that the system refused, with the file's path within the site."""
    reason, file = error.strerror or str(error), error.filename
    if isinstance(error, shutil.Error):  # copytree's: a list of (source, target, reason)
        _, file, reason = error.args[0][0]
    if isinstance(file, str | Path) and Path(file) != new and Path(file).is_relative_to(new):
        reason = f"{reason} ({Path(file).relative_to(new).as_posix()})"
    return problem("CJ403", _place(output), what=reason)
