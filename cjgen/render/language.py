"""The author's texts as they stand on a page in one language; those in another are marked as such."""

from __future__ import annotations

import re
from dataclasses import replace
from typing import TypeVar

from markupsafe import Markup

from cjgen.model.declaration import Declared, Translated
from cjgen.model.findings import Figure, GroupFindings, JourneyFindings, SegmentsFindings
from cjgen.model.journey import Journey
from cjgen.model.page import Tree
from cjgen.model.score import ScoreForm
from cjgen.model.site import Site
from cjgen.model.summary import JourneySummary

_LETTER = re.compile(r"[^\W\d_]")

D = TypeVar("D", bound=Declared)

NAMES = {"nl": "Nederlands", "en": "English"}
"""What each language calls itself."""


class Foreign(str):
    """A text in another language than the page: wherever it is shown, its `language` is marked.

    Not for attributes and other places that hold plain text: there `str(text)` stands.
    """

    __slots__ = ("language",)
    language: str

    def __new__(cls, text: str, language: str) -> Foreign:
        """The text, which is in `language`."""
        self = super().__new__(cls, text)
        self.language = language
        return self

    def __html__(self) -> Markup:
        """The text marked with its language, as templates and sentences show it."""
        return Markup('<span lang="{}">{}</span>').format(self.language, str(self))


def spoken(declared: D, page: str, own: str) -> D:
    """The declared site or journey with its texts as they stand on pages in the language `page`.

    A text in several languages is shown in that of the page, else in `own`, the language of texts that are
    written once, else in the one that was written first.
    """
    return declared.with_texts(lambda text: _said(text, page, own))


def _said(text: str, page: str, own: str) -> str:
    """The text as it stands on pages in the language `page`."""
    if not isinstance(text, Translated):
        return text if own == page else Foreign(text, own)
    if page in text.texts:
        return text.texts[page]
    language = own if own in text.texts else next(iter(text.texts))
    return Foreign(text.texts[language], language)


def spoken_findings(found: JourneyFindings, page: str) -> JourneyFindings:
    """The findings with the texts of their journey as they stand on pages in the language `page`."""
    journey = spoken(found.journey, page, found.journey.language)
    if journey is found.journey:
        return found
    items = [
        replace(
            item,
            stage=stage,
            touchpoint=touchpoint,
            importance=_spoken_figure(item.importance, touchpoint.importance),
            experience=_spoken_figure(item.experience, touchpoint.experience),
            promise=_spoken_figure(item.promise, touchpoint.promise),
        )
        for item, (stage, touchpoint) in zip(found.touchpoints, journey.touchpoints(), strict=True)
    ]
    overall = _spoken_figure(found.overall, journey.overall)
    found = replace(found, journey=journey, touchpoints=tuple(items), overall=overall)
    if found.own:
        own = tuple(
            replace(each, by=_said(each.by, page, journey.language) if each.by is not None else None)
            for each in found.own
        )
        found = replace(found, own=own)
    if found.segments:
        found = replace(found, segments=tuple(_spoken_segments(each, found, page) for each in found.segments))
    if found.trend is not None:
        waves = tuple(_spoken_group(wave, page, journey.language) for wave in found.trend.waves)
        found = replace(found, trend=replace(found.trend, waves=waves))
    return found


def _spoken_segments(segments: SegmentsFindings, found: JourneyFindings, page: str) -> SegmentsFindings:
    own = found.journey.language
    groups = tuple(_spoken_group(group, page, own) for group in segments.groups)
    title = _said(segments.title, page, own) if segments.title is not None else None
    return replace(segments, column=_said(segments.column, page, own), title=title, groups=groups)


def _spoken_group(group: GroupFindings, page: str, own: str) -> GroupFindings:
    """The group with its title; a year or another number is the same in every language."""
    title = _said(group.title, page, own)
    return replace(group, title=str(title) if not _LETTER.search(title) else title)


def _spoken_figure(figure: Figure | None, form: ScoreForm | None) -> Figure | None:
    if figure is None or form is None:
        return figure
    return replace(figure, score=replace(figure.score, by=form.by, question=form.question))


def spoken_title(short: JourneySummary, page: str) -> str:
    """The title of a journey as it stands on pages in the language `page`."""
    return _said(short.title, page, short.language)


def report_language(site: Site, tree: Tree, journey: Journey | JourneySummary) -> str:
    """The language of a journey's report in a tree."""
    return tree.language if site.languages else journey.language
