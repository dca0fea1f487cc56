"""How each generator is given the corpus, and how it is started."""

from __future__ import annotations

import os
import shutil
import sys
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from pathlib import Path

from tests.bench import corpus
from tests.bench.tools import NODE_PACKAGES, PYTHON_PACKAGES, Tools

ROOT = Path(__file__).parent.parent.parent
THEMES = Path(__file__).parent / "site_themes"
JINJA = {"pelican": "theme/templates", "mkdocs": "theme"}
"""Where the templates that Pelican and MkDocs share go."""


@dataclass(frozen=True, slots=True)
class Generator:
    """A generator with its versions in words.

    `write` makes its site in a folder of a number of journeys, `command` is how it builds the site of the first folder
    into the second, with the third for whatever it wants to keep. Commands are run inside the folder of the site.
    """

    name: str
    version: str
    write: Callable[[Path, int], None]
    command: Callable[[Path, Path], list[str]]
    environment: Callable[[Path], Mapping[str, str]] = lambda kept: {}


def generators(tools: Tools) -> dict[str, Generator]:
    """All generators whose tools there are, by name, cjgen first and Hugo second."""
    from cjgen import __version__

    run = [str(tools.python), "-m"]
    found = [
        Generator(
            "cjgen",
            f"cjgen {__version__} (Python {'.'.join(map(str, sys.version_info[:3]))})",
            write_cjgen,
            lambda site, output: [sys.executable, "-m", "cjgen", "build", str(site), "-o", str(output)],
            lambda kept: {"CJGEN_CACHE": str(kept), "PYTHONPATH": str(ROOT)},
        ),
        Generator(
            "hugo",
            f"Hugo {PYTHON_PACKAGES['hugo']}",
            lambda site, count: _write("hugo", site, count, "content/journeys", "static", corpus.as_toml_page),
            lambda site, output: [str(tools.hugo), "--source", str(site), "--destination", str(output), "--quiet"],
            lambda kept: {"HUGO_CACHEDIR": str(kept)},
        ),
        Generator(
            "pelican",
            f"Pelican {PYTHON_PACKAGES['pelican']}",
            lambda site, count: _write("pelican", site, count, "content/journeys", "content", corpus.as_yaml_page),
            lambda site, output: [*run, "pelican", "content", "-s", "pelicanconf.py", "-o", str(output), "-q"],
        ),
        Generator(
            "mkdocs",
            f"MkDocs {PYTHON_PACKAGES['mkdocs']}",
            write_mkdocs,
            lambda site, output: [*run, "mkdocs", "build", "--quiet", "--site-dir", str(output)],
        ),
    ]
    if tools.node is not None and tools.eleventy is not None:
        start = [str(tools.node), str(tools.eleventy)]
        found.insert(
            2,
            Generator(
                "eleventy",
                f"Eleventy {NODE_PACKAGES['@11ty/eleventy']}",
                lambda site, count: _write("eleventy", site, count, "journeys", ".", corpus.as_yaml_page),
                lambda site, output: [*start, f"--output={os.path.relpath(output, site)}", "--quiet"],
            ),
        )
    return {each.name: each for each in found}


def write_cjgen(site: Path, count: int) -> None:
    """The corpus as a site of cjgen."""
    (site / "journeys").mkdir(parents=True)
    (site / "site.yaml").write_text("title: Customer journeys\nlanguage: en\n")
    for journey in corpus.journeys(count):
        (site / "journeys" / f"{journey.id}.yaml").write_text(corpus.as_cjgen(journey))


def write_mkdocs(site: Path, count: int) -> None:
    """The corpus as a site of MkDocs, whose home page is a file among the others."""
    _write("mkdocs", site, count, "docs/journeys", "docs", corpus.as_yaml_page)
    (site / "docs" / "index.md").write_text("---\ntitle: Customer journeys\ntemplate: home.html\n---\n")


def _write(name: str, site: Path, count: int, pages: str, static: str, page: Callable[[corpus.Journey], str]) -> None:
    """The theme of a generator, with the corpus in its folder `pages`."""
    shutil.copytree(THEMES / name, site)
    if name in JINJA:
        shutil.copytree(THEMES / "jinja", site / JINJA[name], dirs_exist_ok=True)
    for folder in (pages, static):
        (site / folder).mkdir(parents=True, exist_ok=True)
    shutil.copy(THEMES / "site.css", site / static)
    for journey in corpus.journeys(count):
        (site / pages / f"{journey.id}.md").write_text(page(journey))
