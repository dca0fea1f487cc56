"""Work shared between processes: the same as in one, in order, and ended at once."""

import multiprocessing
import os
import signal
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field

import pytest

from cjgen.build.workers import WorkerFault, Workers
from cjgen.cache import Cache, MemoryCache


@dataclass(frozen=True)
class Adding:
    """Adds, taking its time, and says in which process; elsewhere than here -1 is a fault and -2 ends the process."""

    more: int
    here: int = field(default_factory=os.getpid)

    @contextmanager
    def manned(self, cache: Cache, jobs: int) -> Iterator[Callable[[int], tuple[int, int]]]:
        yield self._add

    def _add(self, number: int) -> tuple[int, int]:
        time.sleep(0.02)
        if os.getpid() == self.here:
            return number + self.more, os.getpid()
        if number == -1:
            raise ZeroDivisionError("what a program does")
        if number == -2:
            os.kill(os.getpid(), signal.SIGKILL)
        return number + self.more, os.getpid()


def test_the_same_comes_out_of_one_process_and_of_several() -> None:
    jobs = list(range(50))
    with Workers(1, MemoryCache()) as alone:
        one = list(alone.work(Adding(3), jobs, pays=2))
    with Workers(3, MemoryCache()) as team:
        several = list(team.work(Adding(3), jobs, pays=10))
        again = list(team.work(Adding(5), jobs, pays=10))
    assert [number for number, _ in one] == [number for number, _ in several] == [number + 3 for number in jobs]
    assert [number for number, _ in again] == [number + 5 for number in jobs]
    assert {process for _, process in one} == {os.getpid()}
    assert len({process for _, process in several}) == 3
    assert {process for _, process in several} >= {process for _, process in again}
    assert multiprocessing.active_children() == []


def test_little_work_is_done_here() -> None:
    with Workers(8, MemoryCache()) as team:
        assert {process for _, process in team.work(Adding(1), range(9), pays=5)} == {os.getpid()}
        assert list(team.work(Adding(1), [], pays=1)) == []
    assert multiprocessing.active_children() == []


@pytest.mark.parametrize(
    ("job", "told"),
    [(-1, "ZeroDivisionError: what a program does"), (-2, "a worker process ended by signal 9; `--jobs 1` works")],
)
def test_a_fault_in_a_worker_is_told_and_ends_all(job: int, told: str) -> None:
    jobs = [job, *range(40)]
    with pytest.raises(WorkerFault, match=told), Workers(2, MemoryCache()) as team:
        list(team.work(Adding(1), jobs, pays=5))
    assert multiprocessing.active_children() == []


def test_a_worker_that_ended_before_it_is_asked_is_told() -> None:
    with Workers(2, MemoryCache()) as team:
        list(team.work(Adding(1), range(20), pays=5))
        (worker,) = multiprocessing.active_children()
        worker.kill()
        worker.join()
        with pytest.raises(WorkerFault, match="ended by signal 9"):
            list(team.work(Adding(1), range(20), pays=5))
    assert multiprocessing.active_children() == []


def test_an_interruption_ends_the_workers_at_once() -> None:
    def interrupted() -> None:
        with Workers(2, MemoryCache()) as team:
            for _ in team.work(Adding(1), range(1000), pays=5):
                raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        interrupted()
    assert multiprocessing.active_children() == []
