"""The progress bar."""

from __future__ import annotations

import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager

from cjgen.cli.options import Talk
from cjgen.cli.problems import printable


@contextmanager
def progress_bar(talk: Talk) -> Iterator[Callable[[str, int, int], None]]:
    """A progress bar on a terminal, nothing elsewhere."""
    if talk.quiet or not sys.stderr.isatty():
        yield lambda what, done, total: None
        return
    from rich.console import Console
    from rich.progress import (
        BarColumn,
        MofNCompleteColumn,
        Progress,
        ProgressColumn,
        Task,
        TextColumn,
        TimeRemainingColumn,
    )
    from rich.text import Text

    class Rate(ProgressColumn):
        """How many journeys are done in a second."""

        def render(self, task: Task) -> Text:
            """Empty until it is known."""
            return Text(f"{task.speed:.0f} journeys/s" if task.speed and task.total else "")

    columns = (
        TextColumn("{task.description}", markup=False),
        BarColumn(),
        MofNCompleteColumn(),
        Rate(),
        TimeRemainingColumn(),
    )
    with Progress(*columns, console=Console(stderr=True), transient=True) as bar:
        task = bar.add_task("checking", total=None)
        doing = "checking"

        def shown(what: str, done: int, total: int) -> None:
            nonlocal doing
            if what != doing:  # another speed
                bar.reset(task)
                doing = what
            bar.update(task, description=printable(what), completed=done, total=total or None)

        yield shown
