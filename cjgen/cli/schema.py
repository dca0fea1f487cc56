"""`cjgen schema`."""

from __future__ import annotations

import json
from pathlib import Path

import click

from cjgen.cli.options import Command, Talk, site_argument, site_folder
from cjgen.cli.problems import printable


@click.command(cls=Command)
@site_argument
@click.option("--write", is_flag=True, help="Write them into SITE, where its files point an editor at them.")
@click.option("--kind", type=click.Choice(["site", "journey"]), help="Print only this one.")
@click.pass_obj
def schema(talk: Talk, site: Path | None, write: bool, kind: str | None) -> None:
    """Print the JSON Schemas of site.yaml and of journeys; editors complete and check with them."""
    if not write:
        if site is not None:
            raise click.UsageError("SITE goes with --write; the schemas are the same for every site")
        from cjgen.validate import journey_schema, site_schema

        both = {"site": site_schema(), "journey": journey_schema()}
        click.echo(json.dumps(both if kind is None else both[kind], indent=1))
        return
    if kind is not None:
        raise click.UsageError("--write writes both schemas; leave --kind out")
    from cjgen.new import write_schemas

    root = site_folder(site)
    try:
        paths = write_schemas(root)
    except OSError as error:
        raise click.ClickException(f"the schemas could not be written: {error.strerror or error}") from error
    if not talk.quiet:
        click.echo(f"Wrote {' and '.join(printable(str(root / path)) for path in paths)}.")
