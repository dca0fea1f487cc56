"""A YAML file as located data, with every fault of the YAML itself told in an author's words."""

from __future__ import annotations

from dataclasses import replace
from typing import Final

import yaml

from cjgen.load.faults import fault
from cjgen.load.plain import Located, Spans, read_plain
from cjgen.load.source import Source, decode, lines_of
from cjgen.load.spaces import no_break_spaces
from cjgen.load.traps import Value, find_trap, moved_on, repair, take_back
from cjgen.load.tree import MAX_DEPTH, MAX_VALUES, Stop, Tree
from cjgen.model.document import Document
from cjgen.model.problem import Problem, problem

MAX_BYTES: Final = 1024 * 1024
"""A large journey is some 50 kB; at a MiB a run still takes seconds, not minutes."""
MAX_REPAIRS: Final = 50
"""An author with more mistakes than this is helped more by a shorter list."""
MAX_REREAD: Final = 5_000_000
"""Characters read again because of repairs, so that a large file full of mistakes stays quick."""


def load_yaml(file: str, content: bytes) -> tuple[Document, list[Problem]]:
    """The YAML file `file` with the bytes `content`, and every problem of its YAML.

    The document holds as much of the tree as could be read: `data` is None for an empty file and where
    nothing could be; it is not `complete` after a fault that had no remedy. Problems have the codes CJ101 to
    CJ103 and CJ105 to CJ107. Never raises for what a file holds.
    """
    if len(content) > MAX_BYTES:
        what = f"it is larger than {MAX_BYTES // 1024} KiB"
        return Document(file, complete=False), [problem("CJ106", Document(file).place(), what=what)]
    text = decode(file, content)
    if not isinstance(text, str):
        return text
    plain = read_plain(text, MAX_VALUES, MAX_DEPTH)
    if plain is not None:
        data, located = plain.data, _Located(file, text)
        keys = Spans(data, {}, located, of_keys=True)
        values = Spans(data, plain.begins, located, of_keys=False)
        return Document(file, lines_of(text), data, keys, values), []
    return _load_located(Source(file, text))


def _load_located(source: Source) -> tuple[Document, list[Problem]]:
    """The document with the place of everything in it."""
    problems = source.illegal_characters() + no_break_spaces(source)
    if any("\0" in line for line in source.page.lines):
        return replace(source.page, complete=False), problems
    tree, found, complete = _read(source)
    document = Document(source.page.file, source.page.lines, tree.data, tree.keys, tree.values, tree.comments, complete)
    return document, sorted(problems + found, key=lambda one: one.order)


class _Located:
    """Looks where the keys and values of a file without fault stand, once somebody asks."""

    def __init__(self, file: str, text: str) -> None:
        self._file, self._text = file, text
        self._found: Located | None = None

    def __call__(self) -> Located:
        """Where they stand."""
        if self._found is None:
            document, _ = _load_located(Source(self._file, self._text))
            self._found = document.keys, document.values
        return self._found


def _read(source: Source) -> tuple[Tree, list[Problem], bool]:
    """The tree of the source, its problems, and whether the tree is complete.

    Where the parser stops at a text that should have stood in quotes, the fault is recorded, the text is
    quoted in memory and the file is read again, so that one fault hides no other.
    """
    repairs: list[Problem] = []
    size = sum(map(len, source.lines)) + 1
    allowed = min(MAX_REPAIRS, max(MAX_REREAD // size, 1))
    fixed: tuple[Value, list[str], yaml.MarkedYAMLError] | None = None
    while True:
        tree = Tree(source)
        try:
            tree.read()
        except Stop as stop:
            return tree, [*repairs, *tree.problems, stop.found], False
        except yaml.MarkedYAMLError as error:
            if fixed is not None and not moved_on(error, fixed[0]):
                take_back(source, fixed[0], fixed[1])
                repairs.pop()
                return tree, [*repairs, *tree.problems, fault(source, fixed[2])], False
            found = find_trap(source, error, tree.scalar)
            if found is None:
                return tree, [*repairs, *tree.problems, fault(source, error)], False
            if len(repairs) == allowed:
                return tree, [*repairs, *tree.problems, _given_up(found[1], allowed)], False
            repairs.append(found[1])
            fixed = (found[0], repair(source, found[0]), error)
        else:
            return tree, [*repairs, *tree.problems], not tree.lost


def _given_up(found: Problem, repairs: int) -> Problem:
    what = f"after {repairs} mistakes the rest of the file was not read"
    return problem("CJ101", found.place, what=what, hint="mend the mistakes above first")
