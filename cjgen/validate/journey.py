"""journeys/*.yaml: documents to Journeys."""

from __future__ import annotations

from pathlib import PurePosixPath
from typing import Any

from cjgen.model.document import Document
from cjgen.model.journey import Journey
from cjgen.model.problem import Problem, problem
from cjgen.model.site import Settings, Site
from cjgen.validate.comments import comment_problems
from cjgen.validate.consistency import journey_problems
from cjgen.validate.shape import check_shape


def validate_journeys(
    documents: list[Document], site: Site, site_document: Document
) -> tuple[list[tuple[Journey, Document]], list[Problem]]:
    """The journeys that the documents describe, each with its document, and everything that is wrong.

    A document with a fault gives no journey. What the site sets and a journey does not is the site's;
    `thresholds` are taken over one by one.
    """
    journeys: list[tuple[Journey, Document]] = []
    problems: list[Problem] = []
    files: dict[str, str] = {}
    inherited = _inherited(site, site_document)
    for document in documents:
        journey, faults = _validate_journey(document, inherited)
        problems += faults
        if journey is None:
            continue
        if journey.id in files:
            path = ("id",) if ("id",) in document.values else ()
            problems.append(problem("CJ119", document.place(path), id=journey.id, other=files[journey.id]))
        files.setdefault(journey.id, document.file)
        if not any(fault.severity == "error" for fault in faults):
            journeys.append((journey, document))
    return journeys, problems


def _inherited(site: Site, document: Document) -> dict[str, Any]:
    """The settings as the author wrote them in site.yaml, as far as they are sound."""
    written = document.data if isinstance(document.data, dict) else {}
    return {
        name: written[name]
        for name in Settings.model_fields
        if written.get(name) is not None and name in site.model_fields_set
    }


def _validate_journey(document: Document, inherited: dict[str, Any]) -> tuple[Journey | None, list[Problem]]:
    data = document.data if document.data is not None else {}
    if not isinstance(data, dict):
        wanted, example = "a mapping of keys and values", "write keys such as `title: …` and `stages:`"
        return None, [problem("CJ108", document.place(), found="not one", wanted=wanted, example=example)]
    own = {name: value for name, value in data.items() if value is not None or name not in Journey.model_fields}
    thresholds = own.get("thresholds")
    if isinstance(thresholds, dict) and isinstance(inherited.get("thresholds"), dict):
        own["thresholds"] = {**inherited["thresholds"], **thresholds}
    shape = check_shape(Journey, document, {"id": PurePosixPath(document.file).stem, **inherited, **own})
    problems = list(shape.problems)
    problems += comment_problems(Journey, document)
    if shape.model is not None:
        # a warning about what had to be left out would be a consequence, not a fault
        problems += [
            found
            for found in journey_problems(shape.model, document)
            if found.severity == "error" or shape.sound(_path_of(found))
        ]
    return shape.model, problems


def _path_of(found: Problem) -> tuple[str | int, ...]:
    return tuple(int(part) if part.isdigit() else part for part in found.place.path.split(".") if part)
