"""Builds of the sample site under every circumstance: one hash for all, or those that differ.

Not a timing, but too long for every run of the tests; those try the same circumstances together on a small site.
"""

from __future__ import annotations

import argparse
import tempfile
from pathlib import Path

from tests.circumstances import CIRCUMSTANCES, ROOT, built_under, hash_of


def arguments(parser: argparse.ArgumentParser) -> None:
    """What can be asked for."""
    parser.add_argument("--site", type=Path, default=ROOT, help="the folder of site.yaml")
    parser.set_defaults(run=run)


def run(given: argparse.Namespace) -> None:
    """A line for each circumstance; exits with an error if they do not all have one hash."""
    folders = (given.site / "journeys", given.site / "data")
    paths = [given.site / "site.yaml", *(path for folder in folders for path in folder.rglob("*"))]
    files = {path.relative_to(given.site).as_posix(): path.read_bytes() for path in paths if path.is_file()}
    first: dict[str, bytes] = {}
    differing = 0
    for name, how in CIRCUMSTANCES.items():
        with tempfile.TemporaryDirectory(prefix="cjgen-repeat-") as folder:
            try:
                made = built_under(how, files, Path(folder))
            except RuntimeError as failed:
                made = {str(failed): b""}
        first = first or made
        others = sorted(path for path in first.keys() | made.keys() if first.get(path) != made.get(path))
        differing += bool(others)
        print(f"{hash_of(made)[:16]}  {name}{': differs in ' + ', '.join(others) if others else ''}", flush=True)
    print(f"{len(CIRCUMSTANCES)} builds of {len(first)} files, {differing} of them unlike the first")
    if differing:
        raise SystemExit(1)
