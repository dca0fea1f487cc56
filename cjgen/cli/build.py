"""`cjgen build`."""

from __future__ import annotations

import gc
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

_COLLECTING = (100_000, 20, 20)
"""How seldom Python looks for garbage that refers to itself: a build makes hardly any, and much else that stays."""


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
@click.option(
    "--jobs",
    type=click.IntRange(min=1),
    metavar="N",
    help="How many processes may share the work; default: as many as there are processors.",
)
@click.option("--no-cache", is_flag=True, help="Make everything anew, and keep nothing for the next build.")
@click.pass_obj
def build(
    talk: Talk,
    site: Path | None,
    output: Path | None,
    drafts: bool,
    audience: Audience | None,
    as_of: date | None,
    strict: bool,
    jobs: int | None,
    no_cache: bool,
) -> None:
    """Build the site. Nothing is written when there is an error."""
    from cjgen.build.update import update_site
    from cjgen.cache import open_cache

    root, as_of = site_folder(site), report_date(as_of)
    if drafts and (audience or _site_audience(root)) == "public":
        raise click.UsageError("--drafts does not go with the audience `public`: a draft is not for everybody")
    gc.set_threshold(*_COLLECTING)
    with progress_bar(talk) as progress, open_cache(anew=no_cache) as cache:
        made = update_site(
            root,
            cache,
            output=output,
            drafts=drafts,
            strict=strict,
            audience=audience,
            as_of=as_of,
            jobs=jobs,
            progress=progress,
        )
    show_problems(made.problems, verbose=talk.verbose)
    found = counted(made.errors, made.warnings)
    if not made.files:
        click.echo(f"{found}. Nothing was written.", err=True)
        sys.exit(PROBLEMS)
    if made.trouble and not talk.quiet:
        click.echo(f"Charts were drawn in the slow way: {printable(made.trouble)}", err=True)
    if cache.trouble is not None and not no_cache and not talk.quiet:
        click.echo(f"The cache cannot be used, so the next build will be as slow: {cache.trouble}", err=True)
    if talk.verbose:
        for path, size in made.files:
            click.echo(f"  {printable(path)} ({size} bytes)")
    if not talk.quiet:
        noun = "journey" if made.journeys == 1 else "journeys"
        tail = f" ({found})" if found else ""
        what = f"{made.journeys} {noun}, {len(made.files)} files"
        where = printable(str(made.output))
        if made.changed:
            click.echo(f"Built {what}, into {where}{tail}.")
        else:
            click.echo(f"Nothing changed: {what}, in {where}{tail}.")


def _site_audience(root: Path) -> str:
    from cjgen.build import site_audience

    return site_audience(root)
