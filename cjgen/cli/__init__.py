"""The command line: the only part that talks to people. It speaks English."""

from __future__ import annotations

import click

from cjgen import __version__
from cjgen.cli.build import build
from cjgen.cli.check import check
from cjgen.cli.explain import explain
from cjgen.cli.new import new
from cjgen.cli.options import Command, Group, common_options
from cjgen.cli.schema import schema

__all__ = ["Command", "main"]


@click.group(cls=Group, context_settings={"help_option_names": ["-h", "--help"]})
@common_options
@click.version_option(__version__, "--version", prog_name="cjgen")
def main() -> None:
    """Turn YAML that describes customer journeys into a static report site.

    SITE is a folder with a site.yaml; without it the current folder and those above it are searched.
    """


main.add_command(new)
main.add_command(build)
main.add_command(check)
main.add_command(explain)
main.add_command(schema)
