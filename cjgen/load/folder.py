"""The author's folder: where it is and what lies in it."""

from __future__ import annotations

from pathlib import Path

from cjgen.load.yaml import load_yaml
from cjgen.model.document import Document
from cjgen.model.problem import Place, Problem, problem

SITE_FILE = "site.yaml"
_SITE = Place(SITE_FILE)


def find_site(start: Path) -> Path | None:
    """The nearest folder with a site.yaml, from `start` upwards; None where there is none."""
    for folder in (start, *start.parents):
        if (folder / SITE_FILE).is_file():
            return folder
    return None


def load_site(root: Path) -> tuple[Document, list[Problem]]:
    """The site.yaml in `root` as a document, with what is wrong with it as YAML."""
    return _load(root, SITE_FILE)


def load_journeys(root: Path, folder: str, wanted_at: Place = _SITE) -> tuple[list[Document], list[Problem]]:
    """Every `*.yaml` and `*.yml` directly in `folder` (relative to `root`), in the order of their names.

    `wanted_at` is where site.yaml names the folder.
    """
    documents: list[Document] = []
    problems: list[Problem] = []
    directory = root / folder
    found = directory.iterdir() if directory.is_dir() else ()
    names = sorted(path.name for path in found if path.suffix in (".yaml", ".yml") and not path.name.startswith("."))
    for name in names:
        document, faults = _load(root, f"{folder.strip('/')}/{name}")
        documents.append(document)
        problems += faults
    if not names:
        problems.append(problem("CJ120", wanted_at, folder=folder))
    return documents, problems


def _load(root: Path, file: str) -> tuple[Document, list[Problem]]:
    try:
        content = (root / file).read_bytes()
    except OSError as error:
        return Document(file, complete=False), [
            problem("CJ122", Place(file), what=error.strerror or "it cannot be opened")
        ]
    return load_yaml(file, content)
