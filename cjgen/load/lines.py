"""What a line of YAML is made of: its indentation, its dashes, its key and its comment."""

from __future__ import annotations

import re

# the look-behind keeps a long run of spaces from being tried at every space
COMMENT = re.compile(r"(?<![ \t])[ \t]+#+([ \t]|$)")
"""The space before a comment and the sign of one that is meant: `# ` and not `#1`."""
PREFIX = re.compile(r"[ ]*(?:-[ \t]+)*")
"""The indentation of a line, with the dashes of the list items that begin on it."""
KEY = re.compile(
    r"""(?:"(?:[^"\\]|\\.)*"[ \t]*|'(?:[^']|'')*'[ \t]*|(?:[^\s"'\[\]{},&*!|>%@`#?:-]|[?:-](?=\S))(?:[^:]|:(?=\S))*)"""
    r""":(?=[ \t]|$)[ \t]*"""
)
"""A key outside brackets, in quotes or not, with its colon and the space up to the value."""


def without_comment(text: str) -> str:
    """The line up to its comment, if it has one that begins with `# `."""
    match = COMMENT.search(text)
    return (text[: match.start()] if match else text).rstrip(" \t")


def indentation(line: str) -> int:
    """How many spaces a line begins with; a tab indents nothing."""
    return len(line) - len(line.lstrip(" "))
