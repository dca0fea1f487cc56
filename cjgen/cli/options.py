"""What every command shares: its options, its exit codes, and how it fails.

Exit codes: 0 all went well, 1 the author's files hold an error, 2 the command is not understood, 3 cjgen failed,
130 it was interrupted.
"""

from __future__ import annotations

import io
import signal
import sys
import threading
import traceback
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any, TypeVar

import click

from cjgen import __version__
from cjgen.cli.dates import forget_empty_date

F = TypeVar("F", bound=Callable[..., Any])

PROBLEMS = 1
FAULT = 3
INTERRUPTED = 130


@dataclass
class Talk:
    """How much to say: set by options before or behind the command's name."""

    quiet: bool = False
    verbose: bool = False
    traceback: bool = False


def _remember(context: click.Context, parameter: click.Parameter, value: bool) -> bool:
    if value and parameter.name is not None:
        setattr(context.ensure_object(Talk), parameter.name, True)
    return value


def common_options(function: F) -> F:
    """Add `--quiet`, `--verbose` and `--traceback` to a command."""
    for name, text in (
        ("--traceback", "Show where in the program a fault arose."),
        ("--verbose", "Say more: what is done, and each message in full."),
        ("--quiet", "Say nothing but problems."),
    ):
        function = click.option(name, is_flag=True, expose_value=False, callback=_remember, help=text)(function)
    return function


class Command(click.Command):
    """A command that takes the common options."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        kwargs["callback"] = common_options(kwargs["callback"])
        kwargs["params"] = [*kwargs.get("params", []), *_common_parameters(kwargs["callback"])]
        super().__init__(*args, **kwargs)


def _common_parameters(callback: Any) -> list[click.Parameter]:
    parameters = list(reversed(callback.__dict__.pop("__click_params__", [])))
    return [*parameters, _version_option()]


def _version_option() -> click.Option:
    def show(context: click.Context, _parameter: click.Parameter, value: bool) -> None:
        if value:
            click.echo(f"cjgen, version {__version__}")
            context.exit()

    return click.Option(
        ["--version"], is_flag=True, expose_value=False, is_eager=True, callback=show, help="Show the version and exit."
    )


@contextmanager
def _ending_in_order() -> Iterator[None]:
    """Lets a request to end, or the end of the terminal, be an interruption: else answers would stay on the disk."""
    if threading.current_thread() is not threading.main_thread():
        yield
        return

    def ended(*_: object) -> None:
        raise KeyboardInterrupt

    asked = [getattr(signal, name) for name in ("SIGTERM", "SIGHUP") if hasattr(signal, name)]
    # what is ignored stays ignored, as `nohup` wants it
    known = {one: signal.signal(one, ended) for one in asked if signal.getsignal(one) is not signal.SIG_IGN}
    try:
        yield
    finally:
        for one, before in known.items():
            signal.signal(one, before)


class Group(click.Group):
    """The program: any exception that is not meant for people becomes one line and exit code 3."""

    command_class = Command

    def invoke(self, context: click.Context) -> Any:
        """Run the command; a fault of the program is shown as such."""
        talk = context.ensure_object(Talk)
        _spare_characters()
        forget_empty_date()
        try:
            with _ending_in_order():
                return super().invoke(context)
        except (click.ClickException, click.exceptions.Exit, click.Abort, BrokenPipeError):
            raise  # a reader that has seen enough, such as `head`, is no fault: click ends quietly then
        except KeyboardInterrupt:
            click.echo("Interrupted.", err=True)
            sys.exit(INTERRUPTED)
        except Exception as error:
            if talk.traceback:
                traceback.print_exc()
            click.echo(f"cjgen: a fault of the program, not of your files: {type(error).__name__}: {error}", err=True)
            if not talk.traceback:
                click.echo("Run it again with --traceback to see where, and please report it.", err=True)
            sys.exit(FAULT)


class Folder(click.Path):
    """A folder to write; no name at all, as of a shell's empty variable, would be the current folder."""

    def convert(self, value: Any, param: click.Parameter | None, ctx: click.Context | None) -> Any:
        """The folder's path; a usage error for an empty one."""
        if not str(value):
            self.fail("it is empty; name a folder", param, ctx)
        return super().convert(value, param, ctx)


def _spare_characters() -> None:
    """Let a terminal or pipe that cannot show a character show `?` instead of failing."""
    for stream in (sys.stdout, sys.stderr):
        if isinstance(stream, io.TextIOWrapper) and stream.errors == "strict":
            stream.reconfigure(errors="replace")


def site_folder(given: Path | None) -> Path:
    """The folder of site.yaml: the one given, or the nearest one from here upwards; a usage error without one."""
    from cjgen.load import find_site, is_site

    if given is None:
        found = find_site(Path.cwd())
        if found is None:
            raise click.UsageError("there is no site.yaml here or in a folder above; name the site's folder")
        return found
    if not is_site(given):
        raise click.UsageError(f"there is no site.yaml in {given}")
    return given


site_argument = click.argument("site", required=False, type=click.Path(path_type=Path, file_okay=False, exists=True))
