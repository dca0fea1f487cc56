"""What may differ between two builds of one input without a byte of the site differing: machine, user, day, folder.

Each circumstance can be had on every machine: where a system would have to be asked for one, such as another user or
another order of files, the program under test is told so by a `sitecustomize` of its own.
"""

from __future__ import annotations

import hashlib
import json
import os
import shutil
import subprocess
import sys
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

ROOT = Path(__file__).parent.parent
DAY = "2026-11-22"
BASE = {"TZ": "UTC", "LC_ALL": "C", "LANG": "C", "PYTHONHASHSEED": "0"}


def has_locale(name: str) -> bool:
    """Whether this machine knows a locale."""
    program = shutil.which("locale")
    known = subprocess.run([program, "-a"], capture_output=True, text=True, check=True).stdout if program else ""
    return name.replace("UTF-8", "utf8") in known.split()


def locale(name: str) -> dict[str, str]:
    """The variables of a locale; where the machine lacks it, those of what is nearest and always there."""
    return {"LC_ALL": name if has_locale(name) else "C.UTF-8", "LANG": name, "LANGUAGE": name.partition("_")[0]}


@dataclass(frozen=True)
class Circumstance:
    """How one build differs from the others.

    `environment` is added to the variables, `program` is Python that runs before cjgen does. `folder` is the path of
    the site below the folder of the test, `cwd` where cjgen is started: in the site's folder, above it or at the root.
    `backwards` is whether the author's files were made from last to first and with other times. `day` is how cjgen is
    told the date of the report. `over` is what lies where the site will be: nothing, or an earlier build of a site
    that was another one. `cache` is a new one, none, that of an earlier build, such a one of which half was cut off or
    changed, or wherever the user has it. `jobs` is how many processes may share the work.
    """

    environment: Mapping[str, str] = field(default_factory=dict)
    program: str = ""
    folder: str = "site"
    cwd: str = "site"
    umask: int = 0o022
    backwards: bool = False
    day: str = "option"
    over: str = "nothing"
    cache: str = "new"
    jobs: int = 1


FILES_BACKWARDS = """
import os
_listdir, _scandir = os.listdir, os.scandir
class _Entries:
    def __init__(self, entries): self.entries = entries
    def __enter__(self): return self
    def __exit__(self, *of): pass
    def close(self): pass
    def __iter__(self): return self
    def __next__(self):
        if not self.entries: raise StopIteration
        return self.entries.pop()
os.listdir = lambda *of: sorted(_listdir(*of), reverse=True)
os.scandir = lambda *of: _Entries(sorted(_scandir(*of), key=lambda entry: entry.name))
"""

ANOTHER_USER = """
import os, pwd, socket
os.getuid = os.geteuid = lambda: 4242
os.getgid = os.getegid = lambda: 4343
os.getlogin = lambda: "somebody"
pwd.getpwuid = lambda number: pwd.struct_passwd(("somebody", "x", 4242, 4343, "Some Body", "/home/somebody", "/bin/sh"))
_uname = os.uname()
os.uname = lambda: os.uname_result((_uname.sysname, "another-machine", "1.0", "#1", _uname.machine))
socket.gethostname = lambda: "another-machine"
"""

ANOTHER_YEAR = """
import time
_time, _time_ns = time.time, time.time_ns
time.time = lambda: _time() + 5e8
time.time_ns = lambda: _time_ns() + 500_000_000_000_000_000
"""

ONE_PROCESSOR = """
import os
if hasattr(os, "sched_setaffinity"):
    os.sched_setaffinity(0, [min(os.sched_getaffinity(0))])
os.cpu_count = lambda: 1
"""

WORK_IS_SHARED = """
import cjgen.build.workers
cjgen.build.workers.Workers.work.__defaults__ = (1,)
"""

CHARTS_ARE_WARM = """
import cjgen.chart.warm
cjgen.chart.warm._PAYS = cjgen.chart.warm._PAYS_TO_MAKE = 1
"""

CIRCUMSTANCES: dict[str, Circumstance] = {
    "as usual": Circumstance(),
    "east of Greenwich": Circumstance({"TZ": "Asia/Kathmandu"}),
    "a day behind": Circumstance({"TZ": "Etc/GMT+12"}),
    "another year": Circumstance(program=ANOTHER_YEAR),
    "the Dutch locale": Circumstance(locale("nl_NL.UTF-8")),
    "the Turkish locale": Circumstance(locale("tr_TR.UTF-8")),
    "no UTF-8": Circumstance({"LC_ALL": "POSIX", "PYTHONUTF8": "0", "PYTHONCOERCECLOCALE": "0"}),
    "UTF-8 everywhere": Circumstance({"LC_ALL": "C.UTF-8", "PYTHONUTF8": "1"}),
    "another hash seed": Circumstance({"PYTHONHASHSEED": "4242"}),
    "any hash seed": Circumstance({"PYTHONHASHSEED": "random"}),
    "files for nobody else": Circumstance(umask=0o077),
    "files for everybody": Circumstance(umask=0),
    "files made and listed backwards": Circumstance(program=FILES_BACKWARDS, backwards=True),
    "started at the root, in a folder of another name": Circumstance(folder="deep/ë, with a space/x", cwd="/"),
    "started above": Circumstance(folder="elsewhere/site", cwd=".."),
    "no home": Circumstance({"HOME": "/dev/null/nowhere"}, cache="the user's"),
    "another user and machine": Circumstance({"USER": "somebody", "LOGNAME": "somebody"}, ANOTHER_USER),
    "a narrow terminal in colour": Circumstance({"TERM": "xterm-256color", "COLUMNS": "40", "FORCE_COLOR": "1"}),
    "no terminal": Circumstance({"TERM": "dumb", "COLUMNS": "500", "NO_COLOR": "1"}),
    "without asserts": Circumstance({"PYTHONOPTIMIZE": "1"}),
    "one processor": Circumstance(program=ONE_PROCESSOR),
    "other memory": Circumstance({"PYTHONMALLOC": "malloc", "MALLOC_PERTURB_": "165"}),
    "the date from the environment": Circumstance({"SOURCE_DATE_EPOCH": "1795348800"}, day="environment"),
    "two processes": Circumstance(program=WORK_IS_SHARED, jobs=2),
    "no cache": Circumstance(cache="none"),
    "the cache of an earlier build": Circumstance(cache="used"),
    "a cache that is half broken": Circumstance(cache="damaged"),
    "charts from the quick engine": Circumstance(program=CHARTS_ARE_WARM),
    "over another site": Circumstance(over="another"),
}
"""The first is what the others are held against."""


def together(circumstances: Iterable[Circumstance]) -> Circumstance:
    """Several circumstances at once; of two that cannot both be, the later one."""
    usual = Circumstance()
    plain = ("folder", "cwd", "umask", "backwards", "day", "over", "cache", "jobs")
    all_of: dict[str, Any] = {}
    environment: dict[str, str] = {}
    program = ""
    for each in circumstances:
        environment |= each.environment
        program += each.program
        named = {name: getattr(each, name) for name in plain}
        all_of |= {name: value for name, value in named.items() if value != getattr(usual, name)}
    return Circumstance(environment, program, **all_of)


def put(folder: Path, files: Mapping[str, bytes], *, backwards: bool = False) -> Path:
    """The author's folder with these files, made in the order of their names or the reverse."""
    for number, (name, content) in enumerate(sorted(files.items(), reverse=backwards)):
        path = folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(content)
        if backwards:
            os.utime(path, (10**9 + number, 10**9 - number))
    return folder


def run(site: Path, output: Path, folder: Path, how: Circumstance) -> subprocess.CompletedProcess[str]:
    """`cjgen build` as a program of its own under a circumstance; `folder` is for what that takes."""
    before = folder / "before"
    before.mkdir(parents=True, exist_ok=True)
    (before / "sitecustomize.py").write_text(how.program, "utf-8")
    given = os.environ.get("PYTHONPATH")
    path = os.pathsep.join([str(before), str(ROOT), *([given] if given else [])])
    environment = {"PATH": os.environ["PATH"], "PYTHONPATH": path, **BASE, **how.environment}
    if how.cache != "the user's":
        environment["CJGEN_CACHE"] = str(folder / "cache")
    cwd = {"site": site, "..": site.parent, "/": Path("/")}[how.cwd]
    command = [sys.executable, "-m", "cjgen", "build", os.path.relpath(site, cwd), "-o", os.path.relpath(output, cwd)]
    command += ["--jobs", str(how.jobs), *(["--date", DAY] if how.day == "option" else [])]
    command += ["--no-cache"] if how.cache == "none" else []
    return subprocess.run(
        command,
        cwd=cwd,
        env=environment,
        umask=how.umask,
        capture_output=True,
        encoding="utf-8",
        errors="replace",
        check=False,
    )


def built_under(
    how: Circumstance, files: Mapping[str, bytes], folder: Path, cache: Path | None = None
) -> dict[str, bytes]:
    """What cjgen makes of the author's `files` under a circumstance: the listed files of the site by path.

    `cache` is that of an earlier build of them, for a circumstance that needs one; without it there is one more build.
    Raises RuntimeError with what cjgen said if it failed.
    """
    site = put(folder / how.folder, files, backwards=how.backwards)
    output = folder / "built" / "public"
    if how.cache in ("used", "damaged"):
        if cache is None:
            _succeed(run(site, folder / "earlier", folder, Circumstance()))
        else:
            shutil.copytree(cache, folder / "cache")
        if how.cache == "damaged":
            _damage(folder / "cache")
    if how.over == "another":
        other = {name: content for name, content in files.items() if not name.startswith("journeys/")}
        first = min(name for name in files if name.startswith("journeys/"))
        other["site.yaml"] = b"title: Another\nlanguage: en\nfocus: {limit: 99}\n"
        other["journeys/other.yaml"] = other[first] = files[first]
        _succeed(run(put(folder / "before-site", other), output, folder, how))
    _succeed(run(site, output, folder, how))
    return listed(output)


def _succeed(done: subprocess.CompletedProcess[str]) -> None:
    if done.returncode:
        raise RuntimeError(done.stderr)


def _damage(cache: Path) -> None:
    """Cut off, change, empty or take away two thirds of the entries, and leave some half written beside others."""
    for number, path in enumerate(sorted(path for path in cache.rglob("*") if path.is_file())):
        content = path.read_bytes()
        match number % 6:
            case 0:
                path.write_bytes(content[: len(content) // 2])
            case 1:
                path.write_bytes(content[:-1] + bytes([content[-1] ^ 1]) if content else b"x")
            case 2:
                path.write_bytes(b"")
            case 3:
                path.unlink()
            case 4:
                path.with_name(f"{path.name}.4242").write_bytes(content[: len(content) // 3])


def listed(output: Path) -> dict[str, bytes]:
    """The files that `build.json` lists, and `build.json`."""
    marker = (output / "build.json").read_bytes()
    names = [*json.loads(marker)["files"], "build.json"]
    return {name: (output / name).read_bytes() for name in names}


def hash_of(files: Mapping[str, bytes]) -> str:
    """One hash over the names and the bytes of all files."""
    each = {name: hashlib.sha256(content).hexdigest() for name, content in files.items()}
    return hashlib.sha256(json.dumps(each, sort_keys=True).encode()).hexdigest()
