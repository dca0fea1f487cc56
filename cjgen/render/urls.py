"""Where pages lie and how they point at each other: always relative, always naming the .html."""

from __future__ import annotations

from posixpath import relpath

from cjgen.model.page import Tree

PORTFOLIO = "index.html"
NOT_FOUND = "404.html"


def method_path(tree: Tree, language: str) -> str:
    """The method page in a language: without a suffix for that of its tree."""
    return tree.folder + ("method.html" if language == tree.language else f"method-{language}.html")


def relative(target: str, page: str) -> str:
    """How `page` points at `target`; both are paths from the root of the site."""
    folder = page.rpartition("/")[0]
    return relpath(target, folder or ".")


def stage_anchor(stage_id: str) -> str:
    """The name of a stage's section; a prefix keeps it apart from every other anchor."""
    return f"stage-{stage_id}"


def touchpoint_anchor(touchpoint_id: str) -> str:
    """The name of a touchpoint's section."""
    return f"touchpoint-{touchpoint_id}"
