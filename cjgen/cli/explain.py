"""`cjgen explain`: a message in full, or the arithmetic of one verdict."""

from __future__ import annotations

import os
import re
import sys
import textwrap
from difflib import get_close_matches
from pathlib import Path

import click

from cjgen.cli.options import PROBLEMS, Command, Talk, site_folder
from cjgen.cli.problems import printable, show_problems
from cjgen.cli.progress import progress_bar
from cjgen.model.codes import CODES

_WIDTH = 100


@click.command(cls=Command)
@click.argument("what", metavar="CODE|JOURNEY/TOUCHPOINT")
@click.option(
    "--site",
    type=click.Path(path_type=Path, file_okay=False, exists=True),
    help="Folder of the site that holds the journey; default: the current one or one above it.",
)
@click.pass_obj
def explain(talk: Talk, what: str, site: Path | None) -> None:
    """Explain a message, such as CJ104, or the arithmetic of one verdict, such as kitchen/quotation."""
    colour = False if os.environ.get("NO_COLOR") else None
    if "/" in what:
        click.echo(_verdict(talk, what, site), color=colour)
        return
    if not re.fullmatch(r"cj\d*", what, re.IGNORECASE):
        raise click.UsageError(f"`{printable(what)}` is neither a code such as CJ104 nor a JOURNEY/TOUCHPOINT")
    if site is not None:
        raise click.UsageError("--site goes with JOURNEY/TOUCHPOINT; a code means the same in every site")
    click.echo(_message(what.upper()), color=colour)


def _message(code: str) -> str:
    """The long form of one code; a usage error, with those that may be meant, for one that does not exist."""
    entry = CODES.get(code)
    if entry is None:
        begun = [known for known in CODES if known.startswith(code)]
        if begun:
            raise click.UsageError(f"there is no code {code}; these begin so: {', '.join(begun)}")
        near = [code[:-1]] if code[:-1] in CODES else get_close_matches(code, CODES, n=3, cutoff=0.8)
        meant = f"did you mean {' or '.join(near)}? " if near else ""
        raise click.UsageError(f"there is no code {code}; {meant}all of them: {', '.join(CODES)}")
    if entry.severity == "error":
        checks = "It is an error, and `checks` in site.yaml cannot lower it: nothing is built until it is mended."
    else:
        checks = (
            "It is a warning: the site is built all the same. In site.yaml "
            f"`checks: {{{code}: ignore}}` leaves it out, and `checks: {{{code}: error}}` makes it an error."
        )
    said = (("Message:  ", entry.message), ("Hint:     ", entry.hint))
    parts = (
        click.style(f"{code}, {'an error' if entry.severity == 'error' else 'a warning'}", bold=True),
        # one that is written afresh in each case has no words to show
        *(name + _pattern(words) for name, words in said if not re.fullmatch(r"\{\w+\}", words)),
        _wrapped(entry.explanation),
        _wrapped(checks),
    )
    return "\n\n".join(parts)


def _pattern(words: str) -> str:
    """A message as it is filled in: doubled braces are single ones."""
    return words.replace("{{", "{").replace("}}", "}")


def _wrapped(text: str) -> str:
    return textwrap.fill(text, _WIDTH, break_long_words=False, break_on_hyphens=False)


def _verdict(talk: Talk, what: str, site: Path | None) -> str:
    from cjgen.build import explain_touchpoint, read_site
    from cjgen.cli.arithmetic import arithmetic
    from cjgen.cli.focus import focus_lines

    root = site_folder(site)
    with progress_bar(talk) as progress:
        checked = read_site(root, progress)
    if checked.errors:
        show_problems([found for found in checked.problems if found.severity == "error"], verbose=talk.verbose)
        click.echo("A verdict can be explained once these are mended.", err=True)
        sys.exit(PROBLEMS)
    journey_id, _, touchpoint_id = what.partition("/")
    journeys = {found.journey.id: found for found in checked.journeys}
    if journey_id not in journeys:
        raise click.UsageError(_unknown("journey", journey_id, list(journeys)))
    found = journeys[journey_id]
    touchpoints = [item.touchpoint.id for item in found.touchpoints]
    if touchpoint_id not in touchpoints:
        raise click.UsageError(_unknown("touchpoint", touchpoint_id, touchpoints, where=f" in `{journey_id}`"))
    return arithmetic(explain_touchpoint(checked, found, touchpoint_id), tuple(focus_lines(found, touchpoint_id)))


def _unknown(what: str, name: str, known: list[str], where: str = "") -> str:
    from cjgen.validate.wording import nearest

    if not name:
        return f"write JOURNEY/TOUCHPOINT; every {what}{where}: {', '.join(known)}"
    near = nearest(name, known)
    meant = f"did you mean `{near}`? " if near else ""
    return f"there is no {what} `{printable(name)}`{where}; {meant}known: {', '.join(known)}"
