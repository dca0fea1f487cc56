"""The warm engine: Vega kept alive in a process of its own, and only given new figures.

It is an accelerator and never a condition. While it starts, and for whatever it fails at, vl-convert draws; each chart
is its own only once it has drawn it as vl-convert did, byte for byte. Whatever happens to its process, the build
goes on.
"""

from __future__ import annotations

import json
import subprocess
import sys
from collections.abc import Iterator, Sequence
from contextlib import contextmanager, suppress
from hashlib import sha256
from importlib.metadata import version
from importlib.util import find_spec
from pathlib import Path
from threading import Thread, Timer
from types import TracebackType

from cjgen.cache import Cache, key_of
from cjgen.chart import runtime
from cjgen.chart.engine import NUMBERS, Drawing, Engine, VlConvert, figures, versions

_SCRIPT = Path(runtime.__file__)
_START = 60.0
"""Seconds in which the process must have started; nobody waits for them."""
PATIENCE = 10.0
"""Seconds that an answer may take: a hundred times what it takes, for the sake of busy machines."""
_AT_ONCE = 50
"""Drawings in one question at most."""
_SOON = 2.0
"""Seconds that a process is waited for whose code is kept; it takes a fifth of one to half of one."""
_STARTS = 2
"""How often the process is started at most."""
_PAYS, _PAYS_TO_MAKE = 30, 60
"""From how many drawings on it pays to start the process, and to make its code, too."""


@contextmanager
def open_engine(cache: Cache, drawings: int) -> Iterator[Engine]:
    """What draws charts until the end of the block, the quickest for about so many drawings that are not kept.

    It never fails for want of a library or a process: vl-convert draws what nothing quicker can. `trouble` of the
    engine says at the end whether something went wrong on the way.
    """
    installed = drawings >= _PAYS and find_spec("py_mini_racer") is not None
    if installed and (drawings >= _PAYS_TO_MAKE or cache.get(_code_key()) is not None):
        with WarmEngine(cache) as engine:
            yield engine
    else:
        yield VlConvert()


def _code_key() -> str:
    return key_of("program/runtime", {"vl-convert-python": versions()["vl-convert-python"], "by": _SCRIPT.read_text()})


class Stopped(Exception):
    """The process does not answer, or not what it was asked; the text says how."""


class Process:
    """The runtime's process. It starts at once and beside its maker.

    `code` is empty where it must make its own, `patience` the seconds that an answer may take.
    """

    def __init__(self, code: bytes, patience: float = PATIENCE) -> None:
        self._patience = patience
        self.made = b""
        self._failed = ""
        # -P: the script's folder is no place to import from
        self._process = subprocess.Popen(  # noqa: S603  # our own script
            [sys.executable, "-P", str(_SCRIPT), str(patience)],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=subprocess.DEVNULL,
        )
        self._starting = Thread(target=self._start, args=(code,), daemon=True)
        self._starting.start()

    def _start(self, code: bytes) -> None:
        try:
            self.made = self._exchange(code, _START)
        except Stopped as stopped:
            self._failed = str(stopped)

    @property
    def id(self) -> int:
        """Its number in the system."""
        return self._process.pid

    @property
    def ready(self) -> bool:
        """Whether it can be asked. Raises Stopped where it did not start."""
        if self._starting.is_alive():
            return False
        if self._failed:
            raise Stopped(self._failed)
        return True

    def wait(self, seconds: float | None = None) -> None:
        """Wait until it has started, or not; not longer than so many seconds."""
        self._starting.join(seconds)

    def ask(self, question: bytes) -> bytes:
        """Its answer. Raises Stopped where there is none in time."""
        return self._exchange(question, 2 * self._patience)  # it gives up by itself, if it can

    def _exchange(self, message: bytes, seconds: float) -> bytes:
        questions, answers = self._process.stdin, self._process.stdout
        if questions is None or answers is None:
            raise Stopped("it has no pipes")
        watch = Timer(seconds, self._process.kill)
        watch.daemon = True
        watch.start()
        try:
            runtime.send(questions, message)
            answer = runtime.receive(answers)
            if answer.startswith(b"!"):
                raise ValueError(answer[1:].decode(errors="replace"))
            return answer
        except (OSError, EOFError, ValueError) as fault:
            self._process.kill()
            raise Stopped(str(fault) or f"it ended with {self._process.wait()}") from fault
        finally:
            watch.cancel()

    def close(self) -> None:
        """End it, whatever it does."""
        self._process.kill()
        self._starting.join()
        self._process.wait()
        for stream in (self._process.stdin, self._process.stdout):
            if stream is not None:
                with suppress(OSError):  # what was not read any more
                    stream.close()


class WarmEngine:
    """An engine whose process is ended with the block; `patience` are the seconds that an answer may take."""

    def __init__(self, cache: Cache, patience: float = PATIENCE) -> None:
        self.trouble = ""
        self._patience = patience
        self._cache = cache
        self._plain = VlConvert()
        self._starts = 0
        self._process: Process | None = None
        self._soon = False
        """Whether the process is about to be there: its code is kept, so that it only has to read it."""
        self._names: dict[tuple[str, str], str] = {}
        """The name by which the process knows a chart, by specification and language."""
        self._told: set[str] = set()
        """The charts that the process has."""
        self._equal: dict[str, bool] = {}
        """Whether a chart comes out as from vl-convert, as far as that is known."""

    def __enter__(self) -> WarmEngine:
        self._start()
        return self

    def __exit__(
        self, kind: type[BaseException] | None, fault: BaseException | None, trace: TracebackType | None
    ) -> None:
        if self._process is not None:
            self._process.close()
            self._process = None

    @property
    def process_id(self) -> int | None:
        """That of its process; None where it has given it up."""
        return self._process.id if self._process is not None else None

    def wait(self) -> None:
        """Wait until the process has started, or will not: what is drawn before is drawn by vl-convert."""
        if self._process is not None:
            self._process.wait()

    def drawn(self, drawings: Sequence[Drawing]) -> list[str]:
        """Each drawing as the runtime writes it. Raises KeyError as VlConvert does."""
        if len(drawings) > _AT_ONCE:
            return [*self.drawn(drawings[:_AT_ONCE]), *self.drawn(drawings[_AT_ONCE:])]
        if not drawings or not self._ready():
            return self._plain.drawn(drawings)
        named = [self._name(specification, language) for specification, _, language in drawings]
        for place, name in enumerate(named):
            if name not in self._equal:
                self._compare(name, drawings[place])
        own = [place for place, name in enumerate(named) if self._equal.get(name)]
        answers = self._asked([(named[place], drawings[place]) for place in own])
        svgs = dict(zip(own, answers, strict=True)) if answers is not None else {}
        rest = [place for place in range(len(drawings)) if place not in svgs]
        svgs |= zip(rest, self._plain.drawn([drawings[place] for place in rest]), strict=True)
        return [svgs[place] for place in range(len(drawings))]

    def _start(self) -> None:
        self._told.clear()
        self._starts += 1
        try:
            code = self._cache.get(_code_key()) or b""
            self._soon = bool(code)
            self._process = Process(code, self._patience)
        except OSError as fault:
            self._fail(str(fault))

    def _ready(self) -> bool:
        if self._process is None:
            return False
        try:
            if self._soon:  # the other engine takes longer to start
                self._process.wait(_SOON)
                self._soon = False
            ready = self._process.ready
        except Stopped as stopped:
            self._fail(str(stopped))
            return False
        if ready and self._process.made:
            self._cache.put(_code_key(), self._process.made)
            self._process.made = b""
        return ready

    def _fail(self, why: str) -> None:
        """Keep what happened, and start once more; vl-convert draws meanwhile, or for good."""
        self.trouble = self.trouble or why[: runtime.LONGEST_FAULT]
        if self._process is not None:
            self._process.close()
            self._process = None
        if self._starts < _STARTS:
            self._start()

    def _name(self, specification: str, language: str) -> str:
        """The chart's name; what is known of it from an earlier build is looked up with it."""
        chart = specification, language
        if chart not in self._names:
            name = key_of("program/equal", self._entering(specification, language))
            self._names[chart] = name
            judged = self._cache.get(name)
            if judged is not None:
                self._equal[name] = judged == b"yes"
        return self._names[chart]

    def _entering(self, specification: str, language: str) -> dict[str, object]:
        return {
            "versions": {**versions(), "mini-racer": version("mini-racer")},
            "specification": sha256(specification.encode()).hexdigest(),
            "language": language,
        }

    def _compare(self, name: str, drawing: Drawing) -> None:
        """Draw a chart's first drawing both ways, and keep whether they are equal; versions are in the key."""
        answer = self._asked([(name, drawing)])
        if answer is None:
            return
        self._equal[name] = answer == self._plain.drawn([drawing])
        self._cache.put(name, b"yes" if self._equal[name] else b"no")
        if not self._equal[name]:
            self.trouble = self.trouble or "it does not draw every chart as vl-convert does"

    def _asked(self, drawings: Sequence[tuple[str, Drawing]]) -> list[str] | None:
        """What the process draws; None where it fails."""
        if not drawings:
            return []
        if self._process is None or not self._ready():
            return None
        new = {name: drawing for name, drawing in drawings if name not in self._told}
        charts = [
            {"name": name, "specification": json.loads(specification), "locale": NUMBERS[language]}
            for name, (specification, _, language) in new.items()
        ]
        question = {"charts": charts, "drawings": [(name, figures(picture)) for name, (_, picture, _) in drawings]}
        try:
            svgs = json.loads(self._process.ask(json.dumps(question, separators=(",", ":")).encode()))
            if not isinstance(svgs, list) or [type(svg) for svg in svgs] != [str] * len(drawings):
                raise Stopped("an answer to another question")
        except (Stopped, ValueError) as fault:
            self._fail(str(fault))
            return None
        self._told |= new.keys()
        return svgs
