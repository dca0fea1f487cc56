"""`cjgen build`."""

from __future__ import annotations

import sys
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING

import click

from cjgen.cli.dates import day, report_date
from cjgen.cli.options import PROBLEMS, Command, Folder, Talk, site_argument, site_folder
from cjgen.cli.problems import counted, printable, show_problems
from cjgen.cli.progress import progress_bar

if TYPE_CHECKING:  # the model takes its time to load, and `--help` has no use for it
    from cjgen.model.declaration import Audience


@click.command(cls=Command)
@site_argument
@click.option(
    "-o",
    "--output",
    type=Folder(path_type=Path, file_okay=False),
    help="Folder for the site; default: `output` in site.yaml, else public.",
)
@click.option("--drafts", is_flag=True, help="Include journeys that are marked as drafts.")
@click.option(
    "--audience",
    type=click.Choice(["internal", "client", "public"]),
    help="Who may read the pages; default: `privacy.audience` in site.yaml, else client.",
)
@click.option(
    "--date",
    "as_of",
    metavar="YYYY-MM-DD",
    callback=day,
    help="The day of the report, against which actions are overdue; default: that of SOURCE_DATE_EPOCH, else none.",
)
@click.option("--strict", is_flag=True, help="Treat warnings as errors.")
@click.pass_obj
def build(
    talk: Talk,
    site: Path | None,
    output: Path | None,
    drafts: bool,
    audience: Audience | None,
    as_of: date | None,
    strict: bool,
) -> None:
    """Build the site. Nothing is written when there is an error."""
    from cjgen.build import build_site, site_audience

    root, as_of = site_folder(site), report_date(as_of)
    if drafts and (audience or site_audience(root)) == "public":
        raise click.UsageError("--drafts does not go with the audience `public`: a draft is not for everybody")
    with progress_bar(talk) as progress:
        built = build_site(
            root, output=output, drafts=drafts, strict=strict, audience=audience, as_of=as_of, progress=progress
        )
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
