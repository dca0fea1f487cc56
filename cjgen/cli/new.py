"""`cjgen new`."""

from __future__ import annotations

import os
import shlex
import subprocess
from pathlib import Path

import click

from cjgen.cli.options import Command, Folder, Talk
from cjgen.cli.problems import printable


@click.command(cls=Command)
@click.argument("folder", metavar="DIR", type=Folder(path_type=Path, file_okay=False))
@click.option(
    "--language", type=click.Choice(["nl", "en"]), default="en", help="Language of the journeys; default: en."
)
@click.pass_obj
def new(talk: Talk, folder: Path, language: str) -> None:
    """Begin a site in DIR: site.yaml, two journeys to write over, and settings for editors.

    What DIR already holds is never overwritten.
    """
    from cjgen.new import new_site, write_new

    pages = new_site(folder, language)
    try:
        occupied = write_new(folder, pages)
    except OSError as error:
        reason = f"{error.strerror or error}: {printable(str(error.filename or folder))}"
        raise click.ClickException(f"the site could not be written: {reason}. Nothing was left behind.") from error
    if occupied:
        names = ", ".join(map(printable, occupied))
        raise click.UsageError(f"{printable(str(folder))} already holds {names}. Nothing was written.")
    if talk.verbose:
        for page in pages:
            click.echo(f"  {page.path} ({len(page.content)} bytes)")
    if not talk.quiet:
        named = _as_typed(folder)
        click.echo(f"Began a site of two journeys in {printable(str(folder))}. Next:")
        click.echo(f"  cjgen build {named}    writes the report: open {_as_typed(folder / 'public' / 'index.html')}")
        click.echo(f"  cjgen check {named}    says what is wrong after you have changed something")
        click.echo("Write over the two files in journeys/, or put your own beside them.")


def _as_typed(path: Path) -> str:
    """The path as one types it behind a command: in quotes where it needs them, and never taken for an option."""
    text = str(path)
    text = f".{os.sep}{text}" if text.startswith("-") else text
    return printable(subprocess.list2cmdline([text]) if os.name == "nt" else shlex.quote(text))
