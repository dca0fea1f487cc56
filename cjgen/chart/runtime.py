"""The warm engine's own process: a chart runtime in V8 that is asked over pipes.

Run as a script, by its path, so that it imports nothing of cjgen: starting is what it costs. Its argument says how
many seconds an answer may take. A message is its length in four bytes and its text. The first is the runtime's code,
empty where it is to be made; what was made is the answer, empty where nothing was. From then on a question and its
answer are the JSON that `runtime.js` says.
"""

from __future__ import annotations

import os
import struct
import subprocess
import sys
from pathlib import Path
from typing import IO, Any

LONGEST = 64 * 1024 * 1024
"""Bytes of the longest message; a length above it is garbage."""
LONGEST_FAULT = 300
"""Characters of what is told of a fault."""
_MEMORY = 512 * 1024 * 1024
"""Bytes that V8 may use."""
_OWN = Path(__file__).with_suffix(".js")


def send(stream: IO[bytes], message: bytes) -> None:
    """Write one message. Raises OSError where nobody reads."""
    stream.write(struct.pack(">I", len(message)) + message)
    stream.flush()


def receive(stream: IO[bytes]) -> bytes:
    """Read one message. Raises EOFError where it is cut off, ValueError where it is too long to be one."""
    length = struct.unpack(">I", _exactly(stream, 4))[0]
    if length > LONGEST:
        raise ValueError(f"a message of {length} bytes")
    return _exactly(stream, length)


def _exactly(stream: IO[bytes], length: int) -> bytes:
    read = stream.read(length)
    if len(read) < length:
        raise EOFError
    return read


def make() -> bytes:
    """The code of the chart runtime that vl-convert draws with. Takes more than a second.

    In a process of its own: vl-convert has a V8, too, whose memory is gone with it.
    """
    command = [sys.executable, "-P", __file__, "make"]
    return subprocess.run(command, stdout=subprocess.PIPE, check=True).stdout  # noqa: S603  # ourselves


def _make() -> None:
    import vl_convert

    sys.stdout.buffer.write(vl_convert.javascript_bundle("globalThis.vegaEmbed = vegaEmbed;").encode())


def main() -> None:
    """Answer until nobody asks any more. A fault is the last answer: `!` and what it says."""
    questions, answers = sys.stdin.buffer, os.fdopen(os.dup(1), "wb")
    os.dup2(2, 1)  # what a library prints is no answer
    try:
        _answer(questions, answers, float(sys.argv[1]))
    except EOFError:
        pass
    except Exception as fault:
        told = str(fault).strip().splitlines() or [""]
        send(answers, f"!{type(fault).__name__}: {told[0]}"[:LONGEST_FAULT].encode())


def _answer(questions: IO[bytes], answers: IO[bytes], patience: float) -> None:
    from py_mini_racer import MiniRacer

    code = receive(questions)
    made = b"" if code else make()
    with MiniRacer() as v8:
        v8.set_hard_memory_limit(_MEMORY)
        v8.eval(_OWN.read_text("utf-8"))
        v8.eval(f"(() => {{{(code or made).decode()}\n}})()")  # its names stay its own
        answer: Any = v8.eval("answer")
        send(answers, made)
        while True:
            question = receive(questions).decode()
            send(answers, answer(question, timeout_sec=patience).get(timeout=patience).encode())


if __name__ == "__main__":
    _make() if sys.argv[1:] == ["make"] else main()
