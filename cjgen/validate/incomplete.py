"""Documents that could not be read to their end: what may still be said about them."""

from __future__ import annotations

from cjgen.model.document import Document, shown_path
from cjgen.model.problem import Problem
from cjgen.validate.placeholders import value_at

_ABSENCES = frozenset({"CJ109", "CJ135", "CJ137", "CJ138", "CJ142", "CJ144", "CJ151", "CJ201", "CJ207", "CJ232"})
"""Codes for what is not there."""
_IDS = frozenset({"CJ112", "CJ113", "CJ114", "CJ119"})
"""Codes for ids; one that is not written is made of something else."""


def no_consequences(problems: list[Problem], document: Document) -> list[Problem]:
    """The problems of a document without those that may go away once the whole of it can be read."""
    if document.complete:
        return problems
    return [found for found in problems if not _is_consequence(found, document)]


def _is_consequence(found: Problem, document: Document) -> bool:
    path = found.place.path
    above, _, name = path.rpartition(".")
    if found.code in _IDS:
        return name != "id"
    if found.code == "CJ108":  # a list or mapping of which nothing was read yet
        last = list(document.values)[-1:]
        return [path] == [shown_path(one) for one in last] and value_at(document.data, last[0]) in ([], {})
    if found.code == "CJ116":  # keys that need each other, told at one of them or at what holds them
        holders = {shown_path(one[:-1]) for one in document.values}
        return (path if path in holders else above) in _unfinished(document)
    return found.code in _ABSENCES


def _unfinished(document: Document) -> set[str]:
    """What was being read when the reading stopped: the last key, the last value and all that holds them."""
    last = [path for table in (document.keys, document.values) for path in list(table)[-1:]]
    return {shown_path(path[:depth]) for path in last for depth in range(len(path) + 1)}
