"""What a program costs, as a whole process from its start to its end."""

from __future__ import annotations

import os
import signal
import subprocess
import tempfile
import time
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import IO

EVERY = 0.02
"""Seconds between two looks at the memory of a program."""


BUSY = 0.5
"""The load of a machine above which times mean little."""


@dataclass(frozen=True, slots=True)
class Cost:
    """Seconds on the clock, and of all processors together."""

    seconds: float
    processor: float


@dataclass(frozen=True, slots=True)
class Memory:
    """The most memory, in MB, that one process of a program held, and that all of them held at one moment.

    In the second a page that several processes share is counted once (proportional set size).
    """

    largest: float
    together: float


def warn_if_busy() -> None:
    """Say so if others are using this machine, called before the first run."""
    load = os.getloadavg()[0]
    if load > BUSY:
        print(f"others were busy on this machine: load {load:.1f} before the first run", flush=True)


def timed(command: list[str], site: Path, environment: Mapping[str, str]) -> Cost:
    """Run a program and wait for it, without a look at it meanwhile. Exits with its messages if it fails."""
    with tempfile.TemporaryFile() as said:
        begun = time.perf_counter()
        process = _start(command, site, environment, said)
        try:
            _, status, used = os.wait4(process.pid, 0)
            seconds = time.perf_counter() - begun
        except BaseException:
            os.killpg(process.pid, signal.SIGKILL)
            raise
        process.returncode = os.waitstatus_to_exitcode(status)
        _refuse_failure(process, command, said)
    return Cost(seconds, used.ru_utime + used.ru_stime)


def memory(command: list[str], site: Path, environment: Mapping[str, str]) -> Memory | None:
    """What a program holds in memory, by looking at it again and again. None where the system does not tell.

    The system's own account of the largest child (`ru_maxrss`) is of no use: it begins with what its parent held.
    """
    largest = together = 0
    with tempfile.TemporaryFile() as said:
        process = _start(command, site, environment, said)
        try:
            while process.poll() is None:
                held = _held(process.pid)
                largest = max([largest, *(peak for peak, _ in held)])
                together = max(together, sum(now for _, now in held))
                time.sleep(EVERY)
        except BaseException:
            os.killpg(process.pid, signal.SIGKILL)
            raise
        _refuse_failure(process, command, said)
    return Memory(largest / 1e6, together / 1e6) if together else None


def _start(command: list[str], site: Path, environment: Mapping[str, str], said: IO[bytes]) -> subprocess.Popen[bytes]:
    return subprocess.Popen(
        command,
        cwd=site,
        env={**os.environ, **environment},
        stdin=subprocess.DEVNULL,
        stdout=said,
        stderr=said,
        start_new_session=True,
    )


def _refuse_failure(process: subprocess.Popen[bytes], command: list[str], said: IO[bytes]) -> None:
    if process.returncode != 0:
        said.seek(0)
        raise SystemExit(f"{' '.join(command)}\nfailed:\n{said.read().decode(errors='replace')[-3000:]}")


def _held(group: int) -> list[tuple[int, int]]:
    """Bytes held by each process of a group: the most until now, and its share at present."""
    held = []
    for entry in Path("/proc").glob("[0-9]*"):
        try:
            if os.getpgid(int(entry.name)) == group:
                held.append((_bytes(entry / "status", "VmHWM:"), _bytes(entry / "smaps_rollup", "Pss:")))
        except OSError:  # it has ended since
            continue
    return held


def _bytes(file: Path, name: str) -> int:
    """One line of a table of the system's, which has kilobytes; 0 once a process has let go of its memory."""
    for line in file.read_text().splitlines():
        if line.startswith(name):
            return int(line.split()[1]) * 1024
    return 0
