"""What the golden tests compare, and the way to rewrite it after a deliberate change.

    python -m tests.goldens                rewrites every expectation under problems/ and sites/
    python -m tests.goldens every-key nps  only those of the cases with these names

Nothing is decided here: read the difference that git shows as its author before committing it.
"""

from __future__ import annotations

import re
import shutil
import sys
import tempfile
from collections.abc import Iterator
from pathlib import Path
from typing import Any, get_args
from xml.etree.ElementTree import Element

import html5lib
from click.testing import CliRunner, Result

from cjgen.cli import main
from cjgen.model.declaration import Declared

TESTS = Path(__file__).parent
PROBLEMS = TESTS / "problems"
SITES = TESTS / "sites"
EXPECTED = "expected.txt"


def cases(folder: Path) -> list[str]:
    """The names of all cases in a folder: whatever lies there is one."""
    return sorted(path.name for path in folder.iterdir() if path.is_dir())


def run(*arguments: str | Path) -> Result:
    """Run the command line in this process, without colour."""
    return CliRunner(env={"NO_COLOR": "1"}).invoke(main, [str(argument) for argument in arguments])


def checked(case: str) -> Result:
    """`cjgen check` of a case of problems/."""
    return run("check", PROBLEMS / case)


# --- sites ---------------------------------------------------------------------------------------------------


def flags(case: str) -> list[str]:
    """The options of `cjgen build` that the case's build.txt asks for."""
    file = SITES / case / "build.txt"
    return file.read_text("utf-8").split() if file.is_file() else []


def build(case: str, folder: Path) -> Path:
    """Build a copy of the case's input inside `folder`; returns the output folder."""
    site = folder / case
    shutil.copytree(SITES / case / "input", site)
    result = run("build", site, "-o", folder / "built", *flags(case))
    assert result.exit_code == 0, result.output
    return folder / "built"


def comparable(output: Path) -> dict[str, str]:
    """What a golden site holds: figures as they are, pages as their text; no styles, no list of files."""
    found = {}
    for path in sorted(output.rglob("*")):
        name = path.relative_to(output).as_posix()
        if path.is_dir() or name.startswith("assets/") or name == "build.json":
            continue
        text = path.read_text("utf-8")
        if path.suffix == ".html":
            found[name.removesuffix(".html") + ".txt"] = page_text(text)
        else:
            found[name] = text
    return found


_HIDDEN = {"script", "style", "template", "head"}
_INLINE = {"a", "abbr", "b", "bdi", "br", "cite", "code", "data", "dfn", "em", "i", "kbd", "mark", "q", "s", "samp"}
_INLINE |= {"small", "span", "strong", "sub", "sup", "time", "u", "var", "wbr", "label", "output", "button", "img"}
_MARKS = {**{f"h{level}": "#" * level + " " for level in range(1, 7)}, "li": "- ", "blockquote": "> ", "summary": "+ "}


def page_text(html: str) -> str:
    """What a reader of the page reads, one block a line, behind what its head says to browsers and search engines."""
    root = html5lib.parse(html, namespaceHTMLElements=False)
    lines = [f"lang: {root.get('lang', '')}", f"title: {' '.join(root.findtext('.//title', '').split())}"]
    for meta in root.iterfind(".//meta[@name]"):
        if meta.get("name") in ("robots", "description"):
            lines.append(f"{meta.get('name')}: {meta.get('content')}")
    lines += [f"canonical: {link.get('href')}" for link in root.iterfind(".//link[@rel='canonical']")]
    blocks = _Blocks()
    blocks.read(root)
    return "\n".join([*lines, "", *blocks.lines()]) + "\n"


class _Blocks:
    """The lines of a page, gathered in one walk."""

    def __init__(self) -> None:
        self._lines: list[str] = [""]
        self._in_row = False

    def lines(self) -> list[str]:
        texts = (" ".join(line.split()) for line in self._lines)
        return [text for text in texts if text.strip(" -#>+|")]

    def read(self, element: Element) -> None:
        tag = element.tag if isinstance(element.tag, str) else "head"
        if tag in _HIDDEN:
            return
        if "chart" in element.get("class", "").split():
            told = [" ".join("".join(part.itertext()).split()) for part in list(element)[:2]]
            self._lines += [f"[{element.get('class', '')}: {told[0]}. {told[1]}]", ""]
            return
        cell, block = tag in ("td", "th"), tag not in _INLINE
        if cell:
            self._lines[-1] += " | " if self._lines[-1].strip() else ""
        elif block and not self._in_row:
            self._lines.append(_MARKS.get(tag, ""))
        elif block or tag == "br":
            self._lines[-1] += " "
        outer, self._in_row = self._in_row, self._in_row or tag == "tr"
        self._lines[-1] += element.text or ""
        for child in element:
            self.read(child)
            self._lines[-1] += child.tail or ""
        self._in_row = outer
        if block and not self._in_row:
            self._lines.append("")


# --- what the format declares --------------------------------------------------------------------------------


def mappings(declared: type[Declared], path: tuple[str, ...] = ()) -> Iterator[tuple[tuple[str, ...], type[Declared]]]:
    """Every mapping of the format, with the keys that lead to it; `*` is an item of a list."""
    yield path, declared
    for name, field in declared.model_fields.items():
        inner = _declared_in(field.annotation)
        if inner is not None:
            yield from mappings(inner, (*path, name, *(("*",) if _is_list(field.annotation) else ())))


def _declared_in(annotation: Any) -> type[Declared] | None:
    if isinstance(annotation, type) and issubclass(annotation, Declared):
        return annotation
    return next((found for part in get_args(annotation) if (found := _declared_in(part)) is not None), None)


def _is_list(annotation: Any) -> bool:
    return getattr(annotation, "__origin__", None) is tuple or any(_is_list(part) for part in get_args(annotation))


# --- rewriting -----------------------------------------------------------------------------------------------


def _rewrite(names: list[str]) -> None:
    for case in cases(PROBLEMS):
        if not names or case in names:
            _write(PROBLEMS / case / EXPECTED, checked(case).output)
    for case in cases(SITES):
        if names and case not in names:
            continue
        with tempfile.TemporaryDirectory() as folder:
            expected = comparable(build(case, Path(folder)))
        kept = {SITES / case / "expected" / name for name in expected}
        for path in (SITES / case / "expected").rglob("*"):
            if path.is_file() and path not in kept:
                path.unlink()
        for name, text in expected.items():
            _write(SITES / case / "expected" / name, text)


def _write(path: Path, text: str) -> None:
    if path.is_file() and path.read_text("utf-8") == text:
        return
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(text, "utf-8")
    print(re.sub(r".*/tests/", "tests/", path.as_posix()))


if __name__ == "__main__":
    _rewrite(sys.argv[1:])
