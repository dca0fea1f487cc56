"""A theme's folder to a theme: its templates and static files, and those of the themes that it extends."""

from __future__ import annotations

from difflib import get_close_matches
from pathlib import Path
from typing import Any

from cjgen.load.yaml import load_yaml
from cjgen.model.document import Document
from cjgen.model.page import Theme
from cjgen.model.problem import Place, Problem, problem

THEME_FILE = "theme.yaml"
_SITE = Place("site.yaml")
NEEDED = ("portfolio.html", "report.html", "method.html", "not_found.html", "standalone.css", "static/site.css")
"""What every theme has, of its own or from the theme that it extends: templates by name, static files by path."""
_KEYS = ("extends", "title")


def load_theme(name: str, folders: tuple[Path, ...], wanted_at: Place = _SITE) -> tuple[Theme | None, list[Problem]]:
    """The theme called `name`, looked for in each of `folders` in turn; `wanted_at` is where that name stands.

    A theme.yaml may say `extends: NAME`; what the theme itself lacks is then taken from there, and
    `!NAME/report.html` names the other theme's template from within one's own.
    """
    templates: dict[str, str] = {}
    files: dict[str, str] = {}
    static: dict[str, bytes] = {}
    seen: list[str] = []
    current: str | None = name
    while current is not None:
        folder = next((f / current for f in folders if (f / current / THEME_FILE).is_file()), None)
        if folder is None:
            known = sorted({p.name for f in folders if f.is_dir() for p in f.iterdir() if (p / THEME_FILE).is_file()})
            near = get_close_matches(current, known, n=1)
            hint = f"did you mean `{near[0]}`?" if near else ""
            names = ", ".join(f"`{theme}`" for theme in known)
            return None, [problem("CJ301", wanted_at, hint=hint, theme=current, known=names)]
        seen.append(current)
        settings, document, faults = _settings(folder)
        if faults:
            return None, faults
        for path in _files(folder / "templates"):
            relative = path.relative_to(folder / "templates").as_posix()
            try:
                text = path.read_text(encoding="utf-8")
            except UnicodeDecodeError:
                return None, [problem("CJ107", Place(_shown(folder, path)), what="it is not UTF-8")]
            for alias in (relative, f"!{current}/{relative}"):
                templates.setdefault(alias, text)
                files.setdefault(alias, _shown(folder, path))
        for path in _files(folder / "static"):
            static.setdefault(path.relative_to(folder / "static").as_posix(), path.read_bytes())
        current = settings.get("extends")
        wanted_at = document.place(("extends",))
        if current in seen:
            what = f"`{seen[-1]}` extends `{current}`, which is or extends `{seen[-1]}` itself"
            return None, [problem("CJ302", wanted_at, what=what)]
    missing = [file for file in NEEDED if file not in templates and file.removeprefix("static/") not in static]
    if missing:
        what = f"it has no `{missing[0]}`; add it, or take over another theme's with `extends: default`"
        return None, [problem("CJ302", Place(f"themes/{name}/{THEME_FILE}"), what=what)]
    return Theme(name, templates, files, static), []


def _settings(folder: Path) -> tuple[dict[str, Any], Document, list[Problem]]:
    file = _shown(folder, folder / THEME_FILE)
    document, problems = load_yaml(file, (folder / THEME_FILE).read_bytes())
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


def _files(folder: Path) -> list[Path]:
    found = folder.rglob("*") if folder.is_dir() else ()
    return sorted(path for path in found if path.is_file() and not path.name.startswith("."))


def _shown(folder: Path, path: Path) -> str:
    return f"themes/{folder.name}/{path.relative_to(folder).as_posix()}"
