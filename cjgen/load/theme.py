"""A theme's folder to a theme: its templates and static files, and those of the themes that it extends."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, field
from difflib import get_close_matches
from pathlib import Path
from typing import Any

from cjgen.load.files import Folder, Unreadable
from cjgen.load.yaml import MAX_BYTES, load_yaml
from cjgen.model.document import Document
from cjgen.model.inputs import Inputs
from cjgen.model.page import Theme
from cjgen.model.problem import Place, Problem, problem

THEME_FILE = "theme.yaml"
_SITE = Place("site.yaml")
NEEDED = (
    "portfolio.html",
    "report.html",
    "whole.html",
    "sheet.html",
    "done.html",
    "method.html",
    "languages.html",
    "not_found.html",
    "not_found_text.html",
    "standalone.css",
    "static/site.css",
    "static/sheet.css",
)
"""What every theme has, of its own or from the theme that it extends: templates by name, static files by path."""
_KEYS = ("extends", "title")
_NAME = re.compile(r"[A-Za-z0-9][A-Za-z0-9_-]*")


def load_theme(
    name: str, site: Path, bundled: Path, wanted_at: Place = _SITE, inputs: Inputs | None = None
) -> tuple[Theme | None, list[Problem]]:
    """The theme called `name`: a folder in `themes` of the folder `site`, else one in the folder `bundled`.

    `wanted_at` is where that name stands; what was read is noted in `inputs`. A theme.yaml may say `extends: NAME`;
    what the theme itself lacks is then taken from there, and `!NAME/report.html` names the other theme's template from
    within one's own. The site's own theme may extend the bundled one of the same name.
    """
    try:
        return _load(name, (_Shelf(site, "themes/", True, inputs), _Shelf(bundled, "", False, inputs)), wanted_at)
    except Unreadable as error:
        return None, [error.problem]


@dataclass(frozen=True, slots=True)
class _Shelf:
    """A folder that holds themes: `prefix` leads to them from `root`."""

    root: Path
    prefix: str
    own: bool
    inputs: Inputs | None

    def holds(self, theme: str) -> bool:
        return Folder(self.root, inputs=self.inputs).exists(f"{self.prefix}{theme}/{THEME_FILE}")

    def known(self) -> list[str]:
        try:
            names = Folder(self.root, closed=self.own, inputs=self.inputs).names(self.prefix)
            return [name for name in names if self.holds(name)]
        except Unreadable:
            return []

    def open(self, theme: str) -> tuple[Folder, str]:
        """The folder to read from, and what leads to the theme's files from there.

        A bundled theme's files may be links: some installers keep one copy of each file for all programs.
        """
        if self.own:
            return Folder(self.root, inputs=self.inputs), f"{self.prefix}{theme}/"
        return Folder(self.root / theme, f"<bundled theme {theme}>/", closed=False, inputs=self.inputs), ""


@dataclass(slots=True)
class _Parts:
    """What was gathered so far, nearest first."""

    templates: dict[str, str] = field(default_factory=dict)
    files: dict[str, str] = field(default_factory=dict)
    static: dict[str, bytes] = field(default_factory=dict)

    def add_template(self, alias: str, text: str, file: str, *, instead: bool = False) -> None:
        if instead or alias not in self.templates:
            self.templates[alias], self.files[alias] = text, file


def _load(name: str, shelves: Sequence[_Shelf], wanted_at: Place) -> tuple[Theme | None, list[Problem]]:
    parts = _Parts()
    seen: list[str] = []
    first, current = "", name
    shelf = _find(current, shelves)
    while True:
        if shelf is None:
            return None, [_unknown(current, shelves, wanted_at)]
        folder, prefix = shelf.open(current)
        first = first or folder.name(prefix + THEME_FILE)
        settings, document, faults = _settings(folder, prefix + THEME_FILE)
        faults += _gather(parts, current, folder, prefix, again=current in seen) if not faults else []
        if faults:
            return None, faults
        seen.append(current)
        if "extends" not in settings:
            break
        current, wanted_at = settings["extends"], document.place(("extends",))
        if not _NAME.fullmatch(current):
            example = "write a bundled theme's name, or that of a folder under `themes/`"
            return None, [problem("CJ117", wanted_at, found=current, wanted="the name of a theme", example=example)]
        farther = [other for other in shelves[shelves.index(shelf) + 1 :] if current == seen[-1]]
        if current in seen and _find(current, farther) is None:
            what = f"`{seen[-1]}` extends `{current}`, which is or extends `{seen[-1]}` itself"
            return None, [problem("CJ302", wanted_at, what=what)]
        shelf = _find(current, farther or shelves)
    missing = [
        file for file in NEEDED if file not in parts.templates and file.removeprefix("static/") not in parts.static
    ]
    if missing:
        what = f"it has no `{missing[0]}`; add it, or take over another theme's with `extends: default`"
        return None, [problem("CJ302", Place(first), what=what)]
    return Theme(name, parts.templates, parts.files, parts.static), []


def _find(theme: str, shelves: Sequence[_Shelf]) -> _Shelf | None:
    return next((shelf for shelf in shelves if shelf.holds(theme)), None)


def _unknown(theme: str, shelves: Sequence[_Shelf], wanted_at: Place) -> Problem:
    known = sorted({name for shelf in shelves for name in shelf.known()})
    near = get_close_matches(theme, known, n=1)
    hint = f"did you mean `{near[0]}`?" if near else ""
    return problem("CJ301", wanted_at, hint=hint, theme=theme, known=", ".join(f"`{name}`" for name in known))


def _gather(parts: _Parts, theme: str, folder: Folder, prefix: str, *, again: bool) -> list[Problem]:
    """Add what the theme has and none nearer has; `again` for the farther one of two with the same name."""
    for file in folder.files(f"{prefix}templates"):
        name = file.removeprefix(f"{prefix}templates/")
        try:
            text = folder.read(file).decode("utf-8")
        except UnicodeDecodeError:
            return [problem("CJ107", Place(folder.name(file)), what="it is not UTF-8")]
        text = text.replace("\r\n", "\n").replace("\r", "\n")
        parts.add_template(name, text, folder.name(file))
        parts.add_template(f"!{theme}/{name}", text, folder.name(file), instead=again)
    for file in folder.files(f"{prefix}static"):
        name = file.removeprefix(f"{prefix}static/")
        if "\\" in name or not _is_text(name):
            sign = "a backslash" if "\\" in name else "a character that is not UTF-8"
            what = f"the name of this file holds {sign}, so it cannot be published"
            return [problem("CJ302", Place(folder.name(file)), hint="give the file another name", what=what)]
        if name not in parts.static:
            parts.static[name] = folder.read(file)
            parts.files[f"static/{name}"] = folder.name(file)
    return []


def _is_text(name: str) -> bool:
    return not any("\ud800" <= c <= "\udfff" for c in name)


def _settings(folder: Folder, file: str) -> tuple[dict[str, Any], Document, list[Problem]]:
    document, problems = load_yaml(folder.name(file), folder.read(file, MAX_BYTES))
    data = document.data if document.data is not None else {}
    if not isinstance(data, dict):
        problems.append(problem("CJ302", document.place(), what="theme.yaml holds no keys"))
        return {}, document, problems
    for key, value in data.items():
        if key not in _KEYS:
            known = ", ".join(f"`{name}`" for name in _KEYS)
            problems.append(problem("CJ104", document.place((key,), key=True), key=key, known=known))
        elif not isinstance(value, str):
            problems.append(problem("CJ302", document.place((key,)), what=f"`{key}` takes a text"))
    return data, document, problems
