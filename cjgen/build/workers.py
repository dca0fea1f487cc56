"""Work on many journeys, in this process or in several: what comes out is the same.

Worker processes are started afresh, never forked: drawing libraries do not survive a fork. Each is handed the post
that it works at once, and then only jobs. It holds nothing else, so any of them can do any job.
"""

from __future__ import annotations

import multiprocessing
import os
import signal
import traceback
from collections.abc import Callable, Iterator, Sequence
from contextlib import AbstractContextManager, ExitStack, suppress
from multiprocessing.connection import Connection, wait
from types import TracebackType
from typing import Generic, Protocol, TypeVar

from cjgen.cache import Cache

Job = TypeVar("Job")
Result = TypeVar("Result")
_J = TypeVar("_J", contravariant=True)
_R = TypeVar("_R", covariant=True)

AT_ONCE = 6
"""How many jobs a worker is handed at a time: few, so that all end together."""
WORTH_STARTING = 48
"""From how many jobs on it pays to start another process, which takes as long as some twenty jobs."""


def processors() -> int:
    """How many processors this process may use."""
    try:
        return len(os.sched_getaffinity(0))
    except AttributeError:  # not on every system
        return os.cpu_count() or 1


class Post(Protocol[_J, _R]):
    """A place to work at: what all jobs have in common. It can be sent to another process."""

    def manned(self, cache: Cache, jobs: int) -> AbstractContextManager[Callable[[_J], _R]]:
        """What does one job, for as long as the post is manned; about so many `jobs` are to be done at it."""


class WorkerFault(Exception):
    """A fault of the program in a worker process, told with what happened there."""


class Workers:
    """Up to `most` processes that share the work, started when there first is enough of it, ended on leaving."""

    def __init__(self, most: int, cache: Cache) -> None:
        self._most = most
        self._cache = cache
        self._team: list[_Worker] = []

    def __enter__(self) -> Workers:
        return self

    def __exit__(self, kind: type[BaseException] | None, *_: TracebackType | BaseException | None) -> None:
        for worker in self._team:
            worker.end(at_once=kind is not None)
        self._team.clear()

    def work(self, post: Post[Job, Result], jobs: Sequence[Job], pays: int = WORTH_STARTING) -> Iterator[Result]:
        """What the post makes of each job, in the order of the jobs.

        This process works as well, and alone with fewer than `pays` jobs for each.
        """
        helpers = max(min(self._most, len(jobs) // pays) - 1, 0)
        while len(self._team) < helpers:
            self._team.append(_Worker(self._cache))
        if jobs:
            with post.manned(self._cache, len(jobs) // (helpers + 1)) as do:
                yield from _Shift(post, do, jobs, self._team[:helpers]).results()


class _Worker:
    """A process of our own, and the line to it."""

    def __init__(self, cache: Cache) -> None:
        context = multiprocessing.get_context("spawn")
        self.line, theirs = context.Pipe()
        self.process = context.Process(target=_serve, args=(theirs, cache), daemon=True)
        self.process.start()
        theirs.close()

    def end(self, *, at_once: bool) -> None:
        with suppress(OSError):
            self.line.close()  # it ends when nobody is there any more
        if at_once:
            self.process.terminate()
        self.process.join(2)
        if self.process.is_alive():
            self.process.kill()
            self.process.join()


class _Shift(Generic[Job, Result]):
    """The jobs of one post, done here by `do` and by a team."""

    def __init__(
        self, post: Post[Job, Result], do: Callable[[Job], Result], jobs: Sequence[Job], team: Sequence[_Worker]
    ) -> None:
        self._do = do
        self._jobs = jobs
        self._next = 0
        self._team = {worker.line: worker for worker in team}
        self._busy: list[Connection] = []
        for line in self._team:
            self._send(line, (post, len(jobs) // (len(team) + 1)))
            self._hand_out(line)

    def _hand_out(self, line: Connection) -> None:
        """Hand out the next lot: one at a time, as two that send much to each other at once would wait for ever."""
        lot = self._jobs[self._next : self._next + AT_ONCE]
        if lot:
            self._send(line, (self._next, lot))
            self._next += len(lot)
            self._busy.append(line)

    def results(self) -> Iterator[Result]:
        """In the order of the jobs, each as soon as those before it are there."""
        ready: dict[int, Result] = {}
        told = 0
        while told < len(self._jobs):
            mine = self._next < len(self._jobs)
            answered = wait(self._busy, timeout=0 if mine else None) if self._busy else []
            for line in [line for line in self._busy if line in answered]:
                first, results = self._answer(line)
                self._busy.remove(line)
                self._hand_out(line)
                ready.update(enumerate(results, first))
            if self._next < len(self._jobs):
                place, self._next = self._next, self._next + 1
                ready[place] = self._do(self._jobs[place])
            while told in ready:
                yield ready.pop(told)
                told += 1

    def _send(self, line: Connection, message: object) -> None:
        try:
            line.send(message)
        except ConnectionError as error:
            raise self._ended(line) from error

    def _ended(self, line: Connection) -> WorkerFault:
        """What to say of a worker that is no longer there."""
        process = self._team[line].process
        process.join(1)
        code = process.exitcode or 0
        how = f"by signal {-code}" if code < 0 else f"with {code}"
        return WorkerFault(f"a worker process ended {how}; `--jobs 1` works without them")

    def _answer(self, line: Connection) -> tuple[int, list[Result]]:
        try:
            answer: tuple[int, list[Result]] | str = line.recv()
        except (EOFError, ConnectionError) as error:
            raise self._ended(line) from error
        if isinstance(answer, str):
            raise WorkerFault(answer)
        return answer


def _serve(line: Connection, cache: Cache) -> None:
    """A worker's life: it mans the post that it is handed last, and answers lots of jobs until the line is cut."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)  # the terminal tells all processes; the first one decides
    do: Callable[[object], object] | None = None
    with ExitStack() as stack:
        while True:
            try:
                handed = line.recv()
            except (EOFError, ConnectionError):
                return
            try:
                what, about = handed
                if not isinstance(what, int):
                    stack.close()
                    do = stack.enter_context(what.manned(cache, about))
                    continue
                answer: object = (what, [do(job) for job in about] if do is not None else [])
            except Exception:
                answer = traceback.format_exc()
            with suppress(BrokenPipeError):
                line.send(answer)
