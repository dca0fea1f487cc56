"""What a program costs, as a whole process from its start to its end."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import tempfile
import time
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

EVERY = 0.02
"""Seconds between two looks at the memory of a program."""


@dataclass(frozen=True, slots=True)
class Cost:
    """Seconds on the clock and of the processors, and the most memory, in MB, that one of its processes held."""

    seconds: float
    processor: float
    largest: float


def timed(command: list[str], site: Path, environment: Mapping[str, str]) -> Cost:
    """Run a program and wait for it, without a look at it meanwhile. Exits with its messages if it fails."""
    with tempfile.TemporaryFile() as said:
        begun = time.perf_counter()
        process = _start(command, site, environment, said.fileno())
        try:
            _, status, used = os.wait4(process.pid, 0)
            seconds = time.perf_counter() - begun
        except BaseException:
            os.killpg(process.pid, signal.SIGKILL)
            raise
        process.returncode = os.waitstatus_to_exitcode(status)
        _refuse_failure(process, command, said)
    unit = 1 if sys.platform == "darwin" else 1024
    return Cost(seconds, used.ru_utime + used.ru_stime, used.ru_maxrss * unit / 1e6)


def memory(command: list[str], site: Path, environment: Mapping[str, str]) -> float | None:
    """The most memory, in MB, that all processes of a program held at one moment.

    A page that several of them share is counted once (proportional set size). None where the system does not tell.
    """
    most = 0
    with tempfile.TemporaryFile() as said:
        process = _start(command, site, environment, said.fileno())
        try:
            while process.poll() is None:
                most = max(most, _held(process.pid))
                time.sleep(EVERY)
        except BaseException:
            os.killpg(process.pid, signal.SIGKILL)
            raise
        _refuse_failure(process, command, said)
    return most / 1e6 if most else None


def _start(command: list[str], site: Path, environment: Mapping[str, str], said: int) -> subprocess.Popen[bytes]:
    return subprocess.Popen(
        command,
        cwd=site,
        env={**os.environ, **environment},
        stdin=subprocess.DEVNULL,
        stdout=said,
        stderr=said,
        start_new_session=True,
    )


def _refuse_failure(process: subprocess.Popen[bytes], command: list[str], said: tempfile._TemporaryFileWrapper) -> None:  # type: ignore[type-arg]
    if process.returncode != 0:
        said.seek(0)
        raise SystemExit(f"{' '.join(command)}\nfailed:\n{said.read().decode(errors='replace')[-3000:]}")


def _held(group: int) -> int:
    """Bytes in use by a group of processes."""
    held = 0
    for entry in Path("/proc").glob("[0-9]*"):
        try:
            if os.getpgid(int(entry.name)) == group:
                for line in (entry / "smaps_rollup").read_text().splitlines():
                    if line.startswith("Pss:"):
                        held += int(line.split()[1]) * 1024
        except OSError:  # it has ended since
            continue
    return held
