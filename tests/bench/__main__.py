"""`python -m tests.bench NAME`: runs one benchmark and prints its table."""

from __future__ import annotations

import argparse

from tests.bench import charts, responses

parser = argparse.ArgumentParser(prog="python -m tests.bench", description="Timings, as ratios within one run.")
names = parser.add_subparsers(dest="name", required=True)
responses.arguments(names.add_parser("responses", help="counting raw answers in Parquet"))
charts.arguments(names.add_parser("charts", help="drawing charts by either engine"))
given = parser.parse_args()
given.run(given)
