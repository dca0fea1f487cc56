"""The second unit of work: one journey's findings, and its part of what is worked on, to its pages and data files."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, fields, replace
from functools import partial
from typing import overload

from cjgen.analyse import explain, explained_to, seen_by
from cjgen.build.assess import Progress
from cjgen.build.journeys import Assessed, FindingsAndScores
from cjgen.build.kept import unpacked
from cjgen.build.packs import Packs, Records
from cjgen.build.workers import Workers
from cjgen.cache import Cache, key_of
from cjgen.chart import Charts, Engine, Wanted, open_engine
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

    def keys(self, findings: str, focus: FocusFindings) -> tuple[str, str]:
        """The keys of what is made of one journey, in short and in bytes; its findings are kept under `findings`."""
        part = {each.name: getattr(focus, each.name) for each in fields(focus)}
        made_of = key_of("", {"press": self.entering, "findings": findings, "focus": part})
        return f"printed{made_of}", f"pages{made_of}"

    def templates(self, cache: Cache) -> dict[str, Templates]:
        """The theme's templates by language."""
        return {lang: open_templates(self.theme, lang, catalogue, cache) for lang, catalogue in self.catalogues.items()}

    @contextmanager
    def manned(self, cache: Cache, jobs: int) -> Iterator[Callable[[Copy], Print]]:
        """Make the pages of one journey."""
        with open_engine(cache, jobs * len(self.site.trees) * CHARTS) as engine:
            charts = Charts(engine, cache)
            yield partial(self._print, self.templates(cache), render_assets(self.theme, self.look), charts, engine)

    def _print(
        self, templates: Mapping[str, Templates], assets: Assets, charts: Charts, engine: Engine, copy: Copy
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
                *large, curve = charts.draw_all(wanted_charts(found, own, templates[tree.language]))
                drawn = dict(zip(REPORT_CHARTS, large, strict=True))
                pages += render_journey(self.site, tree, found, explained, drawn, own, assets, plans=self.plans)
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


def wanted_charts(found: JourneyFindings, templates: Templates, of_tree: Templates) -> list[Wanted]:
    """The charts on a journey's report, in the order of their kinds, and behind them that on its card.

    `of_tree` are the templates in the language of the tree. All cards stand on one page, so the ids in that chart begin
    with the journey's.
    """
    texts, links = charts_of(found, templates)
    language, id = templates.locale.language, found.journey.id
    large = [Wanted(kind, found, texts[kind], language, f"chart-{kind}", links) for kind in REPORT_CHARTS]
    told = texts if of_tree is templates else charts_of(found, of_tree)[0]
    return [*large, Wanted("sparkline", found, told["sparkline"], of_tree.locale.language, f"curve-{id}")]


class Printing:
    """The second unit of work over all journeys of a site; `trouble` is what went wrong while charts were drawn."""

    def __init__(self, press: Press, packs: Packs, records: Records, workers: Workers) -> None:
        self._press = press
        self._packs = packs
        self._records = records
        self._workers = workers
        self.trouble = ""

    def all(
        self, assessed: Sequence[Assessed], slices: Mapping[str, FocusFindings], progress: Progress
    ) -> dict[str, tuple[Printed, tuple[KeptPage, ...]]]:
        """What was made of each journey, by its id; `slices` are their focus. Raises ThemeFault."""
        done: dict[str, Printed] = {}
        keys: dict[str, tuple[str, str]] = {}
        missing: list[tuple[str, str, FocusFindings]] = []
        for each in assessed:
            id, part = each.id, slices[each.id]
            keys[id] = self._press.keys(each.findings, part)
            printed, pages = keys[id]
            known = self._records.get(printed)
            if isinstance(known, Printed) and self._packs.holds(pages):
                done[id] = known
            else:
                missing.append((id, each.findings, part))
        copies = _Copies(self._packs, missing)
        progress("rendering", len(done), len(assessed))
        results = zip(missing, self._workers.work(self._press, copies), strict=True)
        for number, ((id, _, _), made) in enumerate(results, start=len(done) + 1):
            if isinstance(made.short, Problem):
                raise ThemeFault(made.short)
            done[id] = made.short
            self.trouble = self.trouble or made.trouble
            printed, pages = keys[id]
            self._packs.keep(pages, made.content)
            self._records.put(printed, made.short)
            progress("rendering", number, len(assessed))
        return {
            id: (done[id], tuple(kept_pages(done[id], partial(self._packs.fetch, pages))))
            for id, (_, pages) in keys.items()
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
