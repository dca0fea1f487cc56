"""site.yaml: the document to a Site."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from typing import Any

from cjgen.model.codes import CODES
from cjgen.model.document import Document
from cjgen.model.problem import Problem, problem
from cjgen.model.site import LANGUAGES, CheckSeverity, Site
from cjgen.validate.comments import comment_problems
from cjgen.validate.consistency import settings_problems, translation_problems
from cjgen.validate.dutch import ReadFromDutch
from cjgen.validate.incomplete import no_consequences
from cjgen.validate.said_back import kind_of
from cjgen.validate.shape import check_shape, path_of
from cjgen.validate.wording import nearest, quoted

SITE_FILE = "site.yaml"


def validate_site(document: Document, default_title: str) -> tuple[Site, list[Problem]]:
    """The Site that `document` describes, and everything that is wrong with it.

    Where something is wrong the Site has defaults in its place, so that the journeys can still be checked;
    nothing must be built from it then. `default_title` is the name of the site's folder.
    """
    translated = ReadFromDutch(Site, document)
    document = translated.document
    data = document.data if document.data is not None else {}
    if not isinstance(data, dict):
        if not document.complete:
            return Site(title=default_title), []
        wanted, example = "a mapping of keys and values", "write keys such as `title: …`"
        fault = problem("CJ108", document.place(), found=kind_of(data), wanted=wanted, example=example)
        return Site(title=default_title), [fault]
    shape = check_shape(Site, document, {"title": default_title, **_titled(data)}, _first_language(data))
    problems = list(shape.problems)
    problems += comment_problems(Site, document)
    site = shape.model or Site(title=default_title)
    problems += _check_codes(document, site.checks)
    scale_lost = shape.lost_scale(("thresholds",)) or not (document.complete or ("scale",) in document.values)
    if not scale_lost:
        problems += settings_problems(site, document)
    translations = translation_problems(site, site.languages or [site.language], document)
    problems += [found for found in translations if shape.sound(path_of(found))]
    problems = [translated.as_written(found) for found in no_consequences(problems, document)]
    return site, [*translated.problems, *problems]


def _titled(data: dict[str, Any]) -> dict[str, Any]:
    return {name: value for name, value in data.items() if not (name == "title" and value is None)}


def _first_language(data: dict[str, Any]) -> str:
    """The language that the author names first, else the one that a site has by default."""
    languages = data.get("languages")
    named = languages if isinstance(languages, list) else [data.get("language")]
    return next((language for language in named if language in LANGUAGES), Site().language)


def _check_codes(document: Document, checks: Mapping[str, str]) -> list[Problem]:
    problems = []
    warnings = [code for code, entry in CODES.items() if entry.severity == "warning"]
    for code, severity in checks.items():
        place = document.place(("checks", code), key=True)
        if code not in CODES:
            near = nearest(code, list(CODES)) if code.startswith("CJ") else None
            hint = f"did you mean `{near}`?" if near else ""
            problems.append(problem("CJ104", place, hint=hint, key=code, known=quoted(warnings)))
        elif CODES[code].severity == "error" and severity != "error":
            problems.append(problem("CJ121", place, code=code))
    return problems


def graded(problems: list[Problem], checks: Mapping[str, CheckSeverity]) -> list[Problem]:
    """The problems with the severities that the site gives them, in the order of their places.

    A warning may be ignored or raised to an error; an error stays one. What stands twice is said once, and
    what only follows from a file that could not be read to its end is not said.
    """
    kept: dict[Problem, None] = {}
    brackets = _open_brackets(problems)
    for found in problems:
        wanted = checks.get(found.code, "warning") if found.severity == "warning" else "error"
        if wanted != "ignore" and not _follows(found, problems, brackets):
            kept[replace(found, severity=wanted)] = None
    return sorted(kept, key=lambda found: found.order)


def _follows(found: Problem, problems: list[Problem], brackets: Mapping[str, tuple[int, int]]) -> bool:
    """Whether the problem may only follow from a fault that `validate` does not see: one of another step."""
    if found.code == "CJ120":  # no journeys, but in the folder that site.yaml could not be asked for
        return any(
            other.place.file == SITE_FILE and (other.code in _UNREADABLE or other.place.path == "journeys")
            for other in problems
            if other.severity == "error" and other is not found
        )
    if found.code in _OF_YAML or found.place.file not in brackets:
        return False
    return brackets[found.place.file] <= (found.place.line, found.place.column)


_UNREADABLE = ("CJ101", "CJ106", "CJ107", "CJ122")
_OF_YAML = ("CJ101", "CJ102", "CJ103", "CJ105", "CJ106", "CJ107")


def _open_brackets(problems: list[Problem]) -> dict[str, tuple[int, int]]:
    """Of each file the line and column of the first bracket that is not closed and so took in what is behind it."""
    first: dict[str, tuple[int, int]] = {}
    for place in (found.place for found in problems if found.code == "CJ101"):
        if place.excerpt[place.column - 1 :][:1] in ("[", "{"):
            at = (place.line, place.column)
            first[place.file] = min(at, first.get(place.file, at))
    return first
