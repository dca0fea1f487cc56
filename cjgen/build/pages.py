"""The second unit of work: one journey's findings, and its part of what is worked on, to its pages and data files."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import asdict, dataclass, replace
from functools import partial
from typing import overload

from cjgen.analyse import explain, explained_to, seen_by
from cjgen.build.assess import Progress
from cjgen.build.journeys import Assessed, FindingsAndScores
from cjgen.build.kept import packed, unpacked
from cjgen.build.packs import Packs
from cjgen.build.workers import Workers
from cjgen.cache import Cache, key_of
from cjgen.chart import Engine, Wanted, draw_all, open_engine
from cjgen.export import actions_table, journey_calendar, journey_data, journey_table
from cjgen.model.brand import BrandLook
from cjgen.model.chart import REPORT_CHARTS
from cjgen.model.findings import JourneyFindings
from cjgen.model.focus import FocusFindings
from cjgen.model.page import KeptPage, Page, Pieces, Theme, Tree, actions_path, calendar_path, data_path, table_path
from cjgen.model.plan import has_dates, planned
from cjgen.model.problem import Problem
from cjgen.model.site import Site
from cjgen.render import (
    Assets,
    Templates,
    ThemeFault,
    charts_of,
    open_templates,
    render_assets,
    render_journey,
    render_pieces,
)

CHARTS = 4
"""About how many drawings a journey has in one language."""

Drawing = Callable[[Sequence[Wanted]], list[str]]
"""Draws several charts in one go."""


@dataclass(frozen=True, slots=True)
class Kept:
    """Where in the bytes of a journey's pages one of them stands."""

    path: str
    digest: str
    start: int
    size: int


@dataclass(frozen=True, slots=True)
class Printed:
    """What was made of one journey, in short: its pages, and what it brings to the pages of each tree."""

    pages: tuple[Kept, ...]
    pieces: tuple[Pieces, ...]


@dataclass(frozen=True, slots=True)
class Print:
    """What was made of one journey: in short, and the bytes of its pages behind each other; or a fault of the theme.

    `trouble` is what went wrong while charts were drawn, although they were drawn.
    """

    short: Printed | Problem
    content: bytes = b""
    trouble: str = ""


@dataclass(frozen=True, slots=True)
class Copy:
    """What is to be made into pages: findings and scores, packed, and the journey's part of what is worked on."""

    findings: bytes
    focus: FocusFindings


@dataclass(frozen=True, slots=True)
class Press:
    """What the pages of every journey of a site are made with.

    `site` is as its audience sees it, `theme` and `look` are how it looks, `catalogues` are the compiled messages by
    language, `plans` says whether any journey has actions and `alone` whether there is only one. `entering` is the hash
    of all that this was made of.
    """

    site: Site
    theme: Theme
    look: BrandLook | None
    catalogues: Mapping[str, bytes | None]
    plans: bool
    alone: bool
    entering: str

    def key(self, subject: str, findings: str, focus: FocusFindings) -> str:
        """The key of what is made of one journey, whose findings are kept under `findings`."""
        return key_of(subject, {"press": self.entering, "findings": findings, "focus": asdict(focus)})

    def templates(self, cache: Cache) -> dict[str, Templates]:
        """The theme's templates by language."""
        return {lang: open_templates(self.theme, lang, catalogue, cache) for lang, catalogue in self.catalogues.items()}

    @contextmanager
    def manned(self, cache: Cache, jobs: int) -> Iterator[Callable[[Copy], Print]]:
        """Make the pages of one journey."""
        with open_engine(cache, jobs * len(self.site.trees) * CHARTS) as engine:
            drawing = partial(draw_all, engine=engine, cache=cache)
            yield partial(self._print, self.templates(cache), render_assets(self.theme, self.look), drawing, engine)

    def _print(
        self, templates: Mapping[str, Templates], assets: Assets, drawing: Drawing, engine: Engine, copy: Copy
    ) -> Print:
        findings: FindingsAndScores = unpacked(copy.findings)
        full, derived = replace(findings[0], focus=copy.focus), findings[1]
        found = seen_by(full, self.site.privacy.audience)
        explained = explained_to(explain(full, derived), full, found)
        pages: list[Page] = []
        pieces = []
        try:
            for tree in self.site.trees:
                own = templates[self.language(tree, found)]
                small = sparkline(found, templates[tree.language])
                *large, curve = drawing([*report_charts(found, own), small])
                charts = dict(zip(REPORT_CHARTS, large, strict=True))
                pages += render_journey(self.site, tree, found, explained, charts, own, assets, plans=self.plans)
                pieces.append(render_pieces(self.site, tree, found, curve, templates, alone=self.alone))
        except ThemeFault as fault:
            return Print(fault.problem)
        pages += journey_files(self.site, found)
        return Print(
            Printed(tuple(_places(pages)), tuple(pieces)), b"".join(page.content for page in pages), engine.trouble
        )

    def language(self, tree: Tree, found: JourneyFindings) -> str:
        """The language of a journey's report in a tree."""
        return tree.language if self.site.languages else found.journey.language


def _places(pages: list[Page]) -> Iterator[Kept]:
    start = 0
    for page in pages:
        yield Kept(page.path, page.digest, start, len(page.content))
        start += len(page.content)


def kept_pages(printed: Printed, fetch: Callable[[], bytes]) -> Iterator[KeptPage]:
    """The pages of a journey whose bytes `fetch` brings, all behind each other."""
    for kept in printed.pages:
        yield KeptPage(kept.path, kept.digest, kept.size, partial(_part, fetch, kept))


def _part(fetch: Callable[[], bytes], kept: Kept) -> bytes:
    return fetch()[kept.start : kept.start + kept.size]


def journey_files(site: Site, found: JourneyFindings) -> Iterator[Page]:
    """The data of one journey, and its actions as a table and a calendar where it has any."""
    yield Page(data_path(found.journey.id), journey_data(found, site.currency))
    yield Page(table_path(found.journey.id), journey_table(found))
    if actions := planned([found]):
        yield Page(actions_path(found.journey.id), actions_table([found], site.currency))
        if has_dates(actions):
            language = site.first_language if site.languages else found.journey.language
            yield Page(calendar_path(found.journey.id), journey_calendar(found, language))


def report_charts(found: JourneyFindings, templates: Templates) -> list[Wanted]:
    """The charts on a journey's report, in the order of their kinds."""
    texts, links = charts_of(found, templates)
    language = templates.locale.language
    return [Wanted(kind, found, texts[kind], language, f"chart-{kind}", links) for kind in REPORT_CHARTS]


def sparkline(found: JourneyFindings, templates: Templates) -> Wanted:
    """The chart on a journey's card; all stand on one page, so its ids begin with the journey's."""
    texts, _ = charts_of(found, templates)
    return Wanted("sparkline", found, texts["sparkline"], templates.locale.language, f"curve-{found.journey.id}")


class Printing:
    """The second unit of work over all journeys of a site; `trouble` is what went wrong while charts were drawn."""

    def __init__(self, press: Press, packs: Packs, workers: Workers) -> None:
        self._press = press
        self._packs = packs
        self._workers = workers
        self.trouble = ""

    def all(
        self, assessed: Sequence[Assessed], slices: Mapping[str, FocusFindings], progress: Progress
    ) -> dict[str, tuple[Printed, tuple[KeptPage, ...]]]:
        """What was made of each journey, by its id; `slices` are their focus. Raises ThemeFault."""
        done: dict[str, Printed] = {}
        keys: dict[str, str] = {}
        missing: list[tuple[str, str, FocusFindings]] = []
        for each in assessed:
            id, part = each.id, slices[each.id]
            keys[id] = self._press.key("pages", each.findings, part)
            kept = self._packs.cache.get(self._press.key("printed", each.findings, part))
            if kept is not None and self._packs.holds(keys[id]):
                done[id] = unpacked(kept)
            else:
                missing.append((id, each.findings, part))
        copies = _Copies(self._packs, missing)
        progress("rendering", len(done), len(assessed))
        results = zip(missing, self._workers.work(self._press, copies), strict=True)
        for number, ((id, findings, part), made) in enumerate(results, start=len(done) + 1):
            if isinstance(made.short, Problem):
                raise ThemeFault(made.short)
            done[id] = made.short
            self.trouble = self.trouble or made.trouble
            self._packs.keep(keys[id], made.content)
            self._packs.cache.put(self._press.key("printed", findings, part), packed(made.short))
            progress("rendering", number, len(assessed))
        return {
            id: (done[id], tuple(kept_pages(done[id], partial(self._packs.fetch, key)))) for id, key in keys.items()
        }


class _Copies(Sequence[Copy]):
    """The copies for the press, whose findings are fetched when they are handed out: together they would be large."""

    def __init__(self, packs: Packs, wanted: Sequence[tuple[str, str, FocusFindings]]) -> None:
        self._packs = packs
        self._wanted = wanted

    def __len__(self) -> int:
        return len(self._wanted)

    @overload
    def __getitem__(self, place: int) -> Copy: ...
    @overload
    def __getitem__(self, place: slice) -> list[Copy]: ...
    def __getitem__(self, place: int | slice) -> Copy | list[Copy]:
        if isinstance(place, slice):
            return [self[each] for each in range(*place.indices(len(self)))]
        _, findings, focus = self._wanted[place]
        return Copy(self._packs.fetch(findings), focus)
