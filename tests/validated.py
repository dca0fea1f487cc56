"""All files with journeys at once, as a build validates them one by one."""

from __future__ import annotations

from collections.abc import Sequence

from cjgen.model.document import Document
from cjgen.model.journey import Journey
from cjgen.model.problem import Problem
from cjgen.model.site import Site
from cjgen.validate import together_problems, unusable_files, validate_journey


def validate_journeys(
    documents: Sequence[Document], site: Site, site_document: Document, *, drafts: bool = False
) -> tuple[list[tuple[Journey, Document]], list[Problem]]:
    """The journeys that the documents describe, each with its document, and everything that is wrong."""
    all_validated = [validate_journey(document, site, site_document) for document in documents]
    together = together_problems([each.stated for each in all_validated], site, site_document, drafts=drafts)
    unusable = unusable_files(together)
    journeys = [
        (each.journey, document)
        for each, document in zip(all_validated, documents, strict=True)
        if each.journey is not None and document.file not in unusable
    ]
    return journeys, [*(found for each in all_validated for found in each.problems), *together]
