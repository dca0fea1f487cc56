"""The organisation itself: what it wants with customers, how customer-oriented it is, and what it did for them."""

from dataclasses import dataclass
from typing import Annotated, Literal

from cjgen.model.declaration import Date, Declared, Line, Text, key, word

InLine = Literal["yes", "partly", "no"]
"""Whether something is in line with the vision, or the answer to a question of the scan."""


class Vision(Declared):
    """What owners or board want with customers."""

    text: Text = key("what they want", audience="client")
    source: Line | None = key("where it is written or who said it", audience="client", default=None)


class ScanAnswer(Declared):
    """One question of the customer-orientation scan, answered."""

    question: Line = key("the question", audience="client")
    answer: Annotated[InLine, word(InLine)] = key("yes, partly or no", audience="client")
    note: Text | None = key("what stands behind the answer", audience="client", default=None)


class Learned(Declared):
    """You said, we did: for the customers who answered."""

    said: Text = key("what customers said")
    did: Text = key("what was done about it")
    since: Date | None = key("since when", default=None)


@dataclass(frozen=True, slots=True)
class ScanFindings:
    """The answers of the scan: how many of each, and the positions of those to work on, `no` before `partly`."""

    yes: int
    partly: int
    no: int
    to_work_on: tuple[int, ...]
