"""Who imports whom, which part may use which library, and what starting up costs."""

import os
import re
import subprocess
import sys
from pathlib import Path

import grimp
import pytest

from cjgen.model.declaration import declared_in
from cjgen.model.journey import Journey
from cjgen.model.site import Site

ROOT = Path(__file__).parent.parent

HOMES = {
    "altair": {"chart"},
    "babel": {"bundled", "render"},
    "click": {"cli"},
    "coloraide": {"validate"},
    "duckdb": {"measure"},
    "icalendar": {"export"},
    "imagesize": {"load"},
    "jinja2": {"render"},
    "markdown_it": {"render"},
    "markupsafe": {"render"},
    "narwhals": {"measure"},
    "numpy": {"analyse"},
    "platformdirs": {"cache"},
    "py_mini_racer": {"chart"},
    "pydantic": {"model", "validate"},
    "pydantic_core": {"model", "validate"},
    "pyreadstat": {"measure"},
    "python_calamine": {"measure"},
    "rcssmin": {"render"},
    "rich": {"cli"},
    "scipy": {"analyse"},
    "tinycss2": {"validate"},
    "vl_convert": {"chart"},
    "yaml": {"load"},
}
"""The parts of cjgen that may import a library; a library that is not here may be imported nowhere."""

HEAVY = {
    *(
        "altair",
        "coloraide",
        "duckdb",
        "icalendar",
        "imagesize",
        "narwhals",
        "numpy",
        "pandas",
        "pyreadstat",
        "python_calamine",
    ),
    *("py_mini_racer", "scipy", "tinycss2", "vl_convert"),
}
"""What starting up must not import."""


def run(*arguments: str, cwd: Path = ROOT) -> subprocess.CompletedProcess[str]:
    environment = os.environ | {"PYTHONPATH": str(ROOT), "PYTHONUTF8": "1", "COLUMNS": "120", "NO_COLOR": "1"}
    return subprocess.run(
        [sys.executable, *arguments], cwd=cwd, env=environment, capture_output=True, text=True, check=False
    )


def test_the_layers_are_kept() -> None:
    done = run("-c", "from importlinter.cli import lint_imports_command as lint; lint()", "--no-cache", "--no-logo")
    assert done.returncode == 0, done.stdout + done.stderr
    assert "1 kept, 0 broken" in done.stdout


def libraries() -> dict[str, set[str]]:
    """Each third-party library with the parts of cjgen that import it, anywhere in their code."""
    graph = grimp.build_graph("cjgen", include_external_packages=True, cache_dir=None)
    found: dict[str, set[str]] = {}
    for library in graph.modules - graph.find_descendants("cjgen") - {"cjgen", *sys.stdlib_module_names}:
        importers = graph.find_modules_that_directly_import(library)
        found[library] = {importer.partition(".")[2].partition(".")[0] for importer in importers}
    return found


def test_every_library_stays_in_its_home() -> None:
    found = libraries()
    assert {"babel", "pydantic"} <= found.keys()
    strays = {library: parts - HOMES.get(library, set()) for library, parts in found.items()}
    assert {library: parts for library, parts in strays.items() if parts} == {}


def test_no_type_of_a_declaration_is_read_from_its_text_at_every_start() -> None:
    classes = [Journey, Site]
    for cls in classes:
        classes += [below for field in cls.model_fields.values() for below in declared_in(field.annotation)]
    homes = {cls.__module__ for cls in classes}
    assert len(homes) > 12
    assert [home for home in sorted(homes) if "annotations" in vars(sys.modules[home])] == []


def imported(*arguments: str, cwd: Path = ROOT) -> set[str]:
    """The top-level packages that a command imports."""
    done = run("-X", "importtime", *arguments, cwd=cwd)
    assert done.returncode == 0, done.stderr
    names = re.findall(r"^import time: +\d+ \| +\d+ \| +(\S+)$", done.stderr, re.MULTILINE)
    return {name.split(".")[0] for name in names}


@pytest.mark.parametrize("library", ["numpy", "scipy"])
def test_the_list_of_imports_is_read(library: str) -> None:
    assert library in imported("-c", f"import json, {library}")


@pytest.mark.parametrize("command", ["--help", "new x", "schema", "schema --write .", "explain CJ104"])
def test_what_needs_no_figures_imports_nothing_heavy(command: str, tmp_path: Path) -> None:
    (tmp_path / "site.yaml").touch()
    packages = imported("-m", "cjgen", *command.split(), cwd=tmp_path)
    assert "cjgen" in packages
    assert not packages & HEAVY


def test_bare_figures_are_analysed_without_heavy_libraries(tmp_path: Path) -> None:
    """So many of them that there is something to choose from."""
    (tmp_path / "journeys").mkdir()
    (tmp_path / "site.yaml").write_text("title: Site\nfocus: {limit: 12}\n", encoding="utf-8")
    items = "".join(f"      - {{title: T{n}, importance: {7 + n % 3}, experience: {n % 5 + 2}}}\n" for n in range(60))
    journey = f"title: J\nstages:\n  - title: S\n    touchpoints:\n{items}"
    (tmp_path / "journeys" / "j.yaml").write_text(journey, encoding="utf-8")
    program = "from pathlib import Path; from cjgen.build import read_site; print(read_site(Path()).errors)"
    packages = imported("-c", program, cwd=tmp_path)
    assert {"cjgen", "pydantic"} <= packages
    assert not packages & HEAVY


def test_a_build_in_which_nothing_changed_reads_nothing_of_the_author(tmp_path: Path) -> None:
    """Nor does it load what reads and checks it."""
    packages = imported("-c", "from cjgen.load import find_site, is_site; import cjgen.build.update", cwd=tmp_path)
    assert "cjgen" in packages
    assert not packages & (HEAVY | {"pydantic", "yaml", "jinja2", "babel"})
