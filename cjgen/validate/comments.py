"""Texts that may have lost their end to a comment."""

from __future__ import annotations

from dataclasses import replace

from cjgen.model.declaration import Declared
from cjgen.model.document import Document
from cjgen.model.problem import Problem, problem
from cjgen.validate.declared import free_text_paths


def comment_problems(declared: type[Declared], document: Document) -> list[Problem]:
    """A warning for each free text behind which the rest of the line is a comment."""
    problems = []
    for path in free_text_paths(declared, list(document.comments)):
        place = document.place(path)
        rest = document.comments[path]
        whole = place.excerpt[place.column - 1 :].rstrip().replace("\\", "\\\\").replace('"', '\\"')
        shown = replace(place, column=place.excerpt.rfind(rest) + 1, length=len(rest))
        problems.append(problem("CJ206", shown, rest=rest, quoted=f'"{whole}"'))
    return problems
