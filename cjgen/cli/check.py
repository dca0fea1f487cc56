"""`cjgen check`."""

from __future__ import annotations

import sys
from pathlib import Path

import click

from cjgen.cli.options import PROBLEMS, Command, Talk, site_argument, site_folder
from cjgen.cli.problems import as_json, counted, show_problems
from cjgen.cli.progress import progress_bar


@click.command(cls=Command)
@site_argument
@click.option("--strict", is_flag=True, help="Fail on warnings as well.")
@click.option(
    "--format", "format_", type=click.Choice(["human", "json"]), default="human", help="How to print problems."
)
@click.pass_obj
def check(talk: Talk, site: Path | None, strict: bool, format_: str) -> None:
    """Say everything that build would complain about. Nothing is written."""
    from cjgen.build.update import check_with
    from cjgen.cache import open_cache

    root = site_folder(site)
    with progress_bar(talk) as progress, open_cache() as cache:
        checked = check_with(cache, root, progress=progress)
    if format_ == "json":
        click.echo(as_json(checked.problems))
    else:
        show_problems(checked.problems, verbose=talk.verbose, stream=sys.stdout)
        if not talk.quiet:
            click.echo((counted(checked.errors, checked.warnings) or "No problems") + ".")
    if checked.errors or (strict and checked.warnings):
        sys.exit(PROBLEMS)
