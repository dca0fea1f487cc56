"""`python -m tests.bench NAME`: runs one benchmark and prints its table."""

from __future__ import annotations

import argparse

from tests.bench import charts, publish, repeat, responses, site

parser = argparse.ArgumentParser(prog="python -m tests.bench", description="Timings, as ratios within one run.")
names = parser.add_subparsers(dest="name", required=True)
responses.arguments(names.add_parser("responses", help="counting raw answers in Parquet"))
repeat.arguments(names.add_parser("repeat", help="builds under all circumstances: one hash"))
publish.arguments(names.add_parser("publish", help="readers, kills and refusals while a site is published"))
site.arguments(names.add_parser("site", help="building a site, beside other generators"))
charts.arguments(names.add_parser("charts", help="drawing charts by either engine"))
given = parser.parse_args()
given.run(given)
