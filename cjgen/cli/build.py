"""`cjgen build`."""

from __future__ import annotations

import sys
from pathlib import Path

import click

from cjgen.cli.options import PROBLEMS, Command, Folder, Talk, site_argument, site_folder
from cjgen.cli.problems import counted, printable, show_problems
from cjgen.cli.progress import progress_bar


@click.command(cls=Command)
@site_argument
@click.option(
    "-o",
    "--output",
    type=Folder(path_type=Path, file_okay=False),
    help="Folder for the site; default: `output` in site.yaml, else public.",
)
@click.option("--drafts", is_flag=True, help="Include journeys that are marked as drafts.")
@click.option("--strict", is_flag=True, help="Treat warnings as errors.")
@click.pass_obj
def build(talk: Talk, site: Path | None, output: Path | None, drafts: bool, strict: bool) -> None:
    """Build the site. Nothing is written when there is an error."""
    from cjgen.build import build_site

    root = site_folder(site)
    with progress_bar(talk) as progress:
        built = build_site(root, output=output, drafts=drafts, strict=strict, progress=progress)
    checked = built.checked
    show_problems(checked.problems, verbose=talk.verbose)
    found = counted(checked.errors, checked.warnings)
    if not built.written:
        click.echo(f"{found}. Nothing was written.", err=True)
        sys.exit(PROBLEMS)
    if talk.verbose:
        for page in built.pages:
            click.echo(f"  {printable(page.path)} ({len(page.content)} bytes)")
    if not talk.quiet:
        journeys = len(checked.journeys)
        noun = "journey" if journeys == 1 else "journeys"
        tail = f" ({found})" if found else ""
        click.echo(f"Built {journeys} {noun}, {len(built.pages)} files, into {printable(str(built.output))}{tail}.")
