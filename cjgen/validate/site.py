"""site.yaml: the document to a Site."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from typing import Any

from cjgen.model.codes import CODES
from cjgen.model.document import Document
from cjgen.model.problem import Problem, problem
from cjgen.model.site import CheckSeverity, Site
from cjgen.validate.comments import comment_problems
from cjgen.validate.consistency import settings_problems
from cjgen.validate.shape import check_shape, nearest


def validate_site(document: Document, default_title: str) -> tuple[Site, list[Problem]]:
    """The Site that `document` describes, and everything that is wrong with it.

    Where something is wrong the Site has defaults in its place, so that the journeys can still be checked;
    nothing must be built from it then. `default_title` is the name of the site's folder.
    """
    data = document.data if document.data is not None else {}
    if not isinstance(data, dict):
        wanted, example = "a mapping of keys and values", "write keys such as `title: …`"
        fault = problem("CJ108", document.place(), found="not one", wanted=wanted, example=example)
        return Site(title=default_title), [fault]
    shape = check_shape(Site, document, {"title": default_title, **_titled(data)})
    problems = list(shape.problems)
    problems += comment_problems(Site, document)
    site = shape.model or Site(title=default_title)
    problems += _check_codes(document, site.checks)
    problems += settings_problems(site, document)
    return site, problems


def _titled(data: dict[str, Any]) -> dict[str, Any]:
    return {name: value for name, value in data.items() if not (name == "title" and value is None)}


def _check_codes(document: Document, checks: Mapping[str, str]) -> list[Problem]:
    problems = []
    warnings = [code for code, entry in CODES.items() if entry.severity == "warning"]
    for code, severity in checks.items():
        place = document.place(("checks", code), key=True)
        if code not in CODES:
            near = nearest(code, list(CODES)) if code.startswith("CJ") else None
            hint = f"did you mean `{near}`?" if near else ""
            problems.append(problem("CJ104", place, hint=hint, key=code, known=", ".join(warnings)))
        elif CODES[code].severity == "error" and severity != "error":
            problems.append(problem("CJ121", place, code=code))
    return problems


def graded(problems: list[Problem], checks: Mapping[str, CheckSeverity]) -> list[Problem]:
    """The problems with the severities that the site gives them, in the order of their places.

    A warning may be ignored or raised to an error; an error stays one. What stands twice is said once.
    """
    kept: dict[Problem, None] = {}
    for found in problems:
        severity = checks.get(found.code, found.severity) if found.severity == "warning" else "error"
        if severity != "ignore":
            kept[replace(found, severity=severity)] = None
    return sorted(kept, key=lambda found: found.order)
