"""The author's folder: what lies in it."""

from __future__ import annotations

import re
from dataclasses import replace
from pathlib import Path

from cjgen.load.files import Folder, Unreadable
from cjgen.load.where import SITE_FILE
from cjgen.load.yaml import MAX_BYTES, load_yaml
from cjgen.model.document import Document
from cjgen.model.inputs import Inputs
from cjgen.model.problem import Place, Problem, problem

_SITE = Place(SITE_FILE)
_ENDINGS = (".yaml", ".yml")
_SECOND_ENDING = re.compile(r"(.+\.ya?ml)\.\w+", re.IGNORECASE)
"""What an editor makes of `keuken.yaml` when it saves a plain text, a document or a copy."""


def load_site(root: Path, inputs: Inputs | None = None) -> tuple[Document, list[Problem]]:
    """The site.yaml in `root` as a document, with what is wrong with it as YAML; what was read is noted in `inputs`."""
    try:
        content = Folder(root, inputs=inputs).read(SITE_FILE, MAX_BYTES)
    except Unreadable as error:
        return Document(SITE_FILE, complete=False), [error.problem]
    return load_yaml(SITE_FILE, content)


def read_journeys(
    root: Path, folder: str, wanted_at: Place = _SITE, inputs: Inputs | None = None
) -> tuple[list[tuple[str, bytes]], list[Problem]]:
    """Name and bytes of every file directly in `folder` (relative to `root`) that ends in .yaml or .yml, by name.

    A file that cannot be read is among the problems only. `wanted_at` is where site.yaml names the folder; what was
    read is noted in `inputs`.
    """
    files: list[tuple[str, bytes]] = []
    problems: list[Problem] = []
    site, folder = Folder(root, inputs=inputs), folder.strip("/")
    try:
        there = site.names(folder)
    except Unreadable as error:
        # where a link leads is a matter of the key that names the folder, its rights are the folder's own
        found = error.problem
        return [], [replace(found, place=wanted_at) if found.code == "CJ118" else found]
    names = [name for name in there if name.lower().endswith(_ENDINGS)]
    for name in names:
        file = f"{folder}/{name}"
        try:
            files.append((file, site.read(file, MAX_BYTES)))
        except Unreadable as error:
            problems.append(error.problem)
    if not names:
        problems.append(problem("CJ120", wanted_at, folder=folder, hint=_renaming(there)))
    return files, problems


def _renaming(names: list[str]) -> str:
    """What to call a file that would be a journey but for a second ending; empty if there is none."""
    for name in names:
        match = _SECOND_ENDING.fullmatch(name)
        if match:
            hides = "; Windows hides that ending unless it is told to show file name extensions"
            return f"`{name}` is not read: call it `{match[1]}`" + (hides if name.lower().endswith(".txt") else "")
    return ""
