"""journeys/*.yaml: documents to Journeys."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import PurePosixPath
from typing import Any

from cjgen.model.document import Document, Path
from cjgen.model.journey import Journey
from cjgen.model.problem import Place, Problem, problem
from cjgen.model.site import LANGUAGES, Settings, Site
from cjgen.validate.comments import comment_problems
from cjgen.validate.consistency import journey_problems, translation_problems
from cjgen.validate.dutch import ReadFromDutch
from cjgen.validate.focus import Claim, claim_of, focus_problems
from cjgen.validate.incomplete import no_consequences
from cjgen.validate.placeholders import is_placeholder, value_at
from cjgen.validate.said_back import kind_of
from cjgen.validate.shape import Shape, check_shape, path_of


@dataclass(frozen=True, slots=True)
class Stated:
    """What of one journey's file the files of the others are held against.

    `id` is that of the journey and `id_place` where it stands, None where it may not be the author's last word or is
    still to be filled in. `claim` is what it takes of the site's focus, None where that is nothing or not known.
    """

    file: str
    id: str | None
    id_place: Place
    id_hint: str
    draft: bool
    claim: Claim | None


@dataclass(frozen=True, slots=True)
class Validated:
    """What one journey's file says: the journey, None where there is an error, and what is wrong with it."""

    journey: Journey | None
    problems: tuple[Problem, ...]
    stated: Stated


def validate_journey(document: Document, site: Site, site_document: Document) -> Validated:
    """The journey that a document describes, and everything that is wrong with the document by itself.

    A document with a fault, or that is not complete, gives no journey. What the site sets and the journey does
    not is the site's; `thresholds` are taken over one by one.
    """
    inherited = _inherited(site)
    written = value_at(site_document.data, ("scale",)) is not None
    site_scale_lost = "scale" not in inherited and (written or not site_document.complete)
    journey, problems = _validate_journey(document, inherited, site.languages, site_scale_lost=site_scale_lost)
    stated = _stated(journey, document, problems)
    if not document.complete or any(found.severity == "error" for found in problems):
        journey = None
    return Validated(journey, tuple(problems), stated)


def _stated(journey: Journey | None, document: Document, problems: Sequence[Problem]) -> Stated:
    written = ("id",) in document.values
    known = journey is not None and (document.complete or written) and not is_placeholder(journey.id)
    told = any(found.place.path.split(".")[0] in ("focus", "draft") for found in problems)
    return Stated(
        file=document.file,
        id=journey.id if journey is not None and known else None,
        id_place=document.place(("id",) if written else ()),
        id_hint="" if written else "it is the file's name: rename the file, or add an `id`",
        draft=journey is not None and journey.draft,
        claim=claim_of(journey, document) if journey is not None and document.complete and not told else None,
    )


def together_problems(
    stated: Sequence[Stated], site: Site, site_document: Document, *, drafts: bool = False
) -> list[Problem]:
    """What is wrong with journeys beside each other: ids that stand twice, and more focus than the site has.

    `drafts` says whether drafts are part of the site. A journey whose file is named by CJ148 or CJ149 cannot be used.
    """
    problems: list[Problem] = []
    files: dict[str, str] = {}
    for each in stated:
        if each.id is None:
            continue
        if each.id in files:
            problems.append(problem("CJ119", each.id_place, hint=each.id_hint, id=each.id, other=files[each.id]))
        files.setdefault(each.id, each.file)
    claims = [each.claim for each in stated if each.claim is not None and (drafts or not each.draft)]
    return [*problems, *focus_problems(claims, site, site_document)]


def unusable_files(together: Iterable[Problem]) -> frozenset[str]:
    """The files of the journeys that take more focus than there is, out of what `together_problems` says."""
    return frozenset(found.place.file for found in together if found.code in ("CJ148", "CJ149"))


def _inherited(site: Site) -> dict[str, Any]:
    """The settings that the author wrote in site.yaml, as far as they are sound."""
    written = site.model_dump(include=set(Settings.model_fields), exclude_unset=True)
    return {**written, "language": site.first_language} if site.languages else written


def _validate_journey(
    document: Document, inherited: dict[str, Any], languages: Sequence[str] | None, *, site_scale_lost: bool
) -> tuple[Journey | None, list[Problem]]:
    translated = ReadFromDutch(Journey, document)
    document = translated.document
    data = document.data if document.data is not None else {}
    if not isinstance(data, dict):
        if not document.complete:
            return None, []
        wanted, example = "a mapping of keys and values", "write keys such as `title: …` and `stages:`"
        return None, [problem("CJ108", document.place(), found=kind_of(data), wanted=wanted, example=example)]
    own = {name: value for name, value in data.items() if value is not None or name not in Journey.model_fields}
    thresholds = own.get("thresholds")
    if isinstance(thresholds, dict) and "thresholds" in inherited:
        own["thresholds"] = {**inherited["thresholds"], **thresholds}
    if not document.complete and not own:
        return None, []
    data = {"id": PurePosixPath(document.file).stem, **inherited, **own}
    shape = check_shape(Journey, document, data, languages[0] if languages else _language(data))
    problems = list(shape.problems)
    problems += comment_problems(Journey, document)
    if shape.model is not None:
        site_scale_lost = (site_scale_lost or not document.complete) and "scale" not in own
        problems += [
            found
            for found in [
                *journey_problems(shape.model, document),
                *translation_problems(shape.model, languages or [shape.model.language], document),
            ]
            if not _is_consequence(found, shape, document, site_scale_lost=site_scale_lost)
        ]
    problems = [translated.as_written(found) for found in no_consequences(problems, document)]
    return shape.model, [*translated.problems, *problems]


_RESTS_ON: Mapping[str, tuple[Path, ...]] = {
    "CJ135": (("responses",),),
    "CJ138": (("responses",),),
    "CJ142": (("responses",),),
    "CJ144": (("segments",), ("responses",)),
    "CJ207": (("promise",),),
    "CJ232": (("vision",),),
    "CJ217": (("responses",), ("stages",), ("overall",), ("nps",)),
}
"""What else must have been read to say so of something."""
_BESIDE: Mapping[str, tuple[Path, ...]] = {"CJ138": (("experience",),), "CJ230": (("failure", "rates"),)}
"""What else of the touchpoint must have been read."""
_TOUCHPOINT = 4
"""How many parts the path of a touchpoint has."""


def _language(data: dict[str, Any]) -> str | None:
    """The language of the one report that is made of a journey: its own, else the site's."""
    language = data.get("language", Settings().language)
    return language if language in LANGUAGES else None


def _is_consequence(found: Problem, shape: Shape[Journey], document: Document, *, site_scale_lost: bool) -> bool:
    """Whether the problem only arises because something faulty had to be left out."""
    path = path_of(found)
    if found.code in ("CJ111", "CJ116", "CJ117"):
        if any(path[:depth] in shape.left_out for depth in range(len(path) + 1)):  # of what stands in for it
            return True
        if shape.lost_scale(path):
            return True
        return site_scale_lost and not any(value_at(document.data, (*path[:n], "scale")) for n in range(len(path)))
    if found.code in _RESTS_ON or found.code in _BESIDE:
        beside = [(*path[:_TOUCHPOINT], *other) for other in _BESIDE.get(found.code, ())]
        return not all(shape.sound(other) for other in (*_RESTS_ON.get(found.code, ()), *beside))
    return found.severity == "warning" and not (shape.sound(path) and document.complete)
