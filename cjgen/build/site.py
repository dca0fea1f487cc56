"""The steps in their order: the only place that knows it."""

from __future__ import annotations

import os
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field, replace
from datetime import date
from hashlib import sha256
from pathlib import Path

from cjgen import bundled
from cjgen.analyse import Derived, explain, focus_pool
from cjgen.build.across import site_pages
from cjgen.build.assess import Assessing, Progress, in_order, summaries
from cjgen.build.journeys import Assessed, FindingsAndScores, Ground, JourneyFile, link_problems
from cjgen.build.outcome import Outcome
from cjgen.build.packs import Packs, Records
from cjgen.build.pages import Press, Printing
from cjgen.build.workers import Workers
from cjgen.cache import Cache, MemoryCache, key_of
from cjgen.load import (
    OUTSIDE,
    leads_out,
    load_brand_file,
    load_brand_files,
    load_site,
    load_theme,
    read_journeys,
)
from cjgen.model.brand import Brand, BrandLook, PlacedBrand
from cjgen.model.declaration import Audience
from cjgen.model.document import Document
from cjgen.model.explanation import Explanation
from cjgen.model.findings import JourneyFindings
from cjgen.model.focus import Pool
from cjgen.model.inputs import Inputs
from cjgen.model.page import KeptPage, Page, Theme
from cjgen.model.problem import Counted, Place, Problem, problem
from cjgen.model.site import Site
from cjgen.publish import Published, publish, refusal
from cjgen.render import ThemeFault, is_known_currency, theme_problems
from cjgen.validate import (
    brand_look,
    contrast_problems,
    graded,
    together_problems,
    unusable_files,
    validate_brand_file,
    validate_site,
)


@dataclass(frozen=True, slots=True)
class Checked(Counted):
    """A site after every step that needs no writing.

    `assessed` are the journeys without errors, drafts left out unless asked for, and `pool` is what is worked on over
    all of them. Both hold everything; `pages` is the whole site as its audience may see it, empty after an error.
    `problems` have the site's severities and are sorted. `inputs` is what was read, `trouble` what went wrong on the
    way although nothing is missing.
    """

    site: Site
    assessed: tuple[Assessed, ...]
    problems: tuple[Problem, ...]
    pool: Pool
    packs: Packs
    inputs: Inputs
    pages: tuple[Page | KeptPage, ...] = ()
    trouble: str = ""

    @property
    def journeys(self) -> tuple[JourneyFindings, ...]:
        """The findings of the journeys."""
        return tuple(found for found, _ in self._found())

    @property
    def derived(self) -> Mapping[str, Derived]:
        """The scores that the findings were made of, by journey id."""
        return {found.journey.id: derived for found, derived in self._found()}

    def _found(self) -> Iterator[FindingsAndScores]:
        slices = self.pool.slices(each.id for each in self.assessed)
        for each in self.assessed:
            found, derived = self.packs.findings(each)
            yield replace(found, focus=slices[each.id]), derived


@dataclass(frozen=True, slots=True)
class Built:
    """The outcome of a build: what was checked, and which pages lie where (none after an error)."""

    checked: Checked
    output: Path
    pages: tuple[Page | KeptPage, ...] = ()
    published: Published = field(default_factory=Published)

    @property
    def written(self) -> bool:
        """True if the output folder now holds this build."""
        return bool(self.pages)

    @property
    def outcome(self) -> Outcome:
        """The build in short."""
        sizes = tuple((page.path, page.size) for page in self.pages)
        changed = len(self.published.written) + len(self.published.gone)
        checked = self.checked
        return Outcome(checked.problems, len(checked.assessed), sizes, self.output, changed, checked.trouble)


def _no_progress(what: str, done: int, total: int) -> None:
    """For callers that show none."""


def check_site(
    root: Path,
    *,
    output: Path | None = None,
    drafts: bool = False,
    audience: Audience | None = None,
    as_of: date | None = None,
    cache: Cache | None = None,
    jobs: int = 1,
    progress: Progress = _no_progress,
) -> Checked:
    """Everything that `build_site` would complain about before it writes, without writing anything.

    `root` is the folder of site.yaml, `output` the folder for the pages, the site's own where it is None.
    Drafts are checked in any case; `drafts` says whether they are part of the site, which for everybody they never
    are. `audience` is who may read the pages, the site's own where it is None. `as_of` is the date of the
    report, against which actions are overdue. What is in `cache` is not worked out again; `jobs` is how many processes
    may share the work.
    """
    inputs, brand_inputs, theme_inputs = Inputs(), Inputs(), Inputs()
    site_document, problems = load_site(root, inputs)
    site, faults = validate_site(site_document, root.resolve().name)
    site = _for(site, audience)
    problems += faults
    output_unread = output is None and _output_unread(site, site_document, problems)
    written = {"site": _hashes(inputs, root), "audience": audience, "name": root.resolve().name}
    as_text = as_of.isoformat() if as_of is not None else None
    ground = Ground(site, site_document, as_of, key_of("ground", {**written, "as_of": as_text}))

    found, faults = read_journeys(root, site.journeys, site_document.place(("journeys",)), inputs)
    files = [JourneyFile(name, content) for name, content in found]
    problems += faults
    packs = Packs(cache if cache is not None else MemoryCache())
    records = Records(packs.cache, key_of("site", {"root": os.path.realpath(root), "ground": ground.entering}))
    with Workers(jobs, packs.cache) as workers:
        assessed, faults = Assessing(root, ground, packs, records, workers, inputs).all(files, progress)
        problems += faults
        together = together_problems([each.stated for each in assessed], site, site_document, drafts=drafts)
        unusable = unusable_files(together)
        problems += [*(fault for each in assessed for fault in each.problems), *together]
        usable = [each for each in assessed if each.file not in unusable]
        files_of = {each.file for each in in_order(usable, drafts=True)}
        problems += [fault for each in usable if not each.id or each.file in files_of for fault in each.remarks]
        problems += _currency_problems(site, site_document)

        theme, faults = load_theme(site.theme, root, bundled.themes(), site_document.place(("theme",)), theme_inputs)
        problems += faults
        site, look, faults = _with_brand(root, site, site_document, theme, brand_inputs)
        problems += faults
        problems += _theme_problems(theme, look, site, packs.cache) if theme is not None else []
        drafts = drafts and site.privacy.audience != "public"
        shown = in_order(usable, drafts=drafts)
        pool = focus_pool(summaries(shown), site.focus)
        problems += link_problems(site, site_document)
        if not output_unread:
            problems += _output_problems(root, site, output, site_document)
        read = inputs.with_those_of(theme_inputs, brand_inputs)
        checked = Checked(site, tuple(shown), tuple(graded(problems, site.checks)), pool, packs, read)
        if theme is None or checked.errors:
            return checked
        entering = key_of(
            "press",
            {**written, "theme": _hashes(theme_inputs, root), "brand": _hashes(brand_inputs, root)},
        )
        checked = _printed(checked, theme, look, entering, records, workers, progress)
        records.keep_together()
        return checked


def _hashes(inputs: Inputs, root: Path) -> list[tuple[str, str]]:
    """The bytes of what was read, by file, wherever the site lies; what is the program's own begins with `/`."""
    places = (Path(os.path.abspath(root)), ""), (bundled.themes(), "/"), (Path(), "//")

    def called(path: Path) -> str:
        return next(
            f"{mark}{path.relative_to(folder).as_posix()}"
            for folder, mark in places
            if folder == Path() or path.is_relative_to(folder)
        )

    return sorted((called(Path(path)), digest) for path, digest in inputs.files.items())


def _theme_problems(theme: Theme, look: BrandLook | None, site: Site, cache: Cache) -> list[Problem]:
    """What is wrong with the theme as this site uses it; where nothing is, that is kept."""
    colors, language = sorted(look.colors) if look is not None else [], site.first_language
    static = {name: sha256(content).hexdigest() for name, content in theme.static.items()}
    key = key_of(
        "theme", {"templates": dict(theme.templates), "static": static, "colors": colors, "language": language}
    )
    if cache.get(key) is not None:
        return []
    problems = [*theme_problems(theme, language, _catalogue(language, cache), cache), *contrast_problems(theme, colors)]
    if not problems:
        cache.put(key, b"")
    return problems


def _catalogue(language: str, cache: Cache) -> bytes | None:
    """The compiled messages of a language; in a checkout they are compiled here, and kept."""
    kept = cache.get(f"program/catalogue/{language}")
    if kept is None:
        kept = bundled.catalogue(language) or b""
        cache.put(f"program/catalogue/{language}", kept)
    return kept or None


def site_audience(root: Path) -> Audience:
    """Who may read the pages of the site in `root` unless one says otherwise."""
    site, _ = validate_site(load_site(root)[0], root.resolve().name)
    return site.privacy.audience


def _for(site: Site, audience: Audience | None) -> Site:
    """The site for another audience than its own; None for that."""
    if audience is None:
        return site
    return site.model_copy(update={"privacy": site.privacy.model_copy(update={"audience": audience})})


def read_site(root: Path, progress: Progress = _no_progress) -> Checked:
    """The findings of every journey in `root`, drafts included, without pages or a look at theme and output folder.

    For the author, who sees everything.
    """
    site_document, problems = load_site(root)
    site, faults = validate_site(site_document, root.resolve().name)
    site = _for(site, "internal")
    problems += faults
    found, faults = read_journeys(root, site.journeys, site_document.place(("journeys",)))
    problems += faults
    packs = Packs(MemoryCache())
    ground = Ground(site, site_document, None, "")
    with Workers(1, packs.cache) as workers:
        files = [JourneyFile(name, content) for name, content in found]
        records = Records(packs.cache, "site")
        assessed, faults = Assessing(root, ground, packs, records, workers, Inputs()).all(files, progress)
    problems += faults
    together = together_problems([each.stated for each in assessed], site, site_document)
    problems += [*(fault for each in assessed for fault in each.problems), *together]
    usable = [each for each in assessed if each.file not in unusable_files(together)]
    placed = in_order(usable, drafts=True)
    files_of = {each.file for each in placed}
    problems += [fault for each in usable if not each.id or each.file in files_of for fault in each.remarks]
    # a draft takes nothing from the journeys that are published
    pool = focus_pool(summaries(each for each in placed if not each.stated.draft), site.focus)
    return Checked(site, tuple(placed), tuple(graded(problems, site.checks)), pool, packs, Inputs())


def explain_touchpoint(checked: Checked, found: JourneyFindings, touchpoint_id: str) -> Explanation:
    """The arithmetic of one verdict; raises KeyError for a touchpoint that the journey does not have."""
    return explain(found, checked.derived[found.journey.id])[touchpoint_id]


def _output_problems(root: Path, site: Site, output: Path | None, document: Document) -> list[Problem]:
    """Why the site cannot be written into `output`, or where site.yaml or nobody says."""
    if output is not None:
        refused = refusal(output, _author_files(root, site))
        return [refused] if refused is not None else []
    wanted_at = _output_place(document)
    if leads_out(root, root / site.output):
        return [problem("CJ118", wanted_at, found=site.output, what=OUTSIDE)]
    refused = refusal(root / site.output, _author_files(root, site), wanted_at, site.output)
    return [refused] if refused is not None else []


def _output_unread(site: Site, document: Document, problems: list[Problem]) -> bool:
    """Whether `site.output` may only stand in for what site.yaml says, `problems` being those of site.yaml."""
    errors = [found for found in problems if found.severity == "error"]
    written = document.data.get("output") if isinstance(document.data, dict) else None
    return bool(errors) and (written != site.output or any(found.place.path == "output" for found in errors))


def _output_place(document: Document) -> Place:
    return document.place(("output",)) if ("output",) in document.values else Place(document.file)


def build_site(
    root: Path,
    *,
    output: Path | None = None,
    drafts: bool = False,
    strict: bool = False,
    audience: Audience | None = None,
    as_of: date | None = None,
    cache: Cache | None = None,
    jobs: int = 1,
    record: Callable[[Path], Path] | None = None,
    progress: Progress = _no_progress,
) -> Built:
    """Check the site in `root` and, unless there is an error, replace the folder `output` by its pages.

    `output` is the site's own where it is None; `record` says for an output folder where publishing notes what it left
    there; the others are those of `check_site`. With `strict` a warning keeps the site from being written as an error
    does. The previous site stays whole until the new one is complete.
    """
    checked = check_site(
        root,
        output=output,
        drafts=drafts,
        audience=audience,
        as_of=as_of,
        cache=cache,
        jobs=jobs,
        progress=progress,
    )
    output = output if output is not None else root / checked.site.output
    if checked.errors or not checked.pages or (strict and checked.warnings):
        return Built(checked, output)
    published = publish(
        checked.pages,
        output,
        protected=_author_files(root, checked.site),
        inputs=_told_inputs(checked, root),
        record=record(output) if record is not None else None,
    )
    if published.problem is not None:
        problems = graded([*checked.problems, published.problem], checked.site.checks)
        return Built(replace(checked, problems=tuple(problems), pages=()), output)
    return Built(checked, output, checked.pages, published)


def _told_inputs(checked: Checked, root: Path) -> dict[str, str]:
    """What the site was made of, for `build.json`: a name and a SHA-256 each.

    Who may see everything is told the author's files, but for drafts. For others a file would tell that there is more
    in it than they see, so they are told what they may see of the site and of each journey.
    """
    audience = checked.site.privacy.audience
    if audience == "internal":
        shown, journeys = {each.file for each in checked.assessed}, f"{checked.site.journeys.strip('/')}/"
        return {
            path: digest
            for path, digest in _hashes(checked.inputs, root)
            if path in shown or not path.startswith(("/", journeys))
        }
    seen = checked.site.seen_by(audience).model_dump_json()
    return {"site": sha256(seen.encode()).hexdigest()} | {f"journeys/{each.id}": each.told for each in checked.assessed}


def _with_brand(
    root: Path, site: Site, document: Document, theme: Theme | None, inputs: Inputs
) -> tuple[Site, BrandLook | None, list[Problem]]:
    """The site with its brand, also where a file of its own holds that, how it looks, and what is wrong with it."""
    if site.brand is None:
        return site, None, []
    problems: list[Problem] = []
    if isinstance(site.brand, Brand):
        placed = PlacedBrand(site.brand, document, within=("brand",))
    else:
        found, problems = load_brand_file(root, site.brand, document.place(("brand",)), inputs)
        placed, faults = validate_brand_file(found)
        problems += faults
    files, faults = load_brand_files(root, placed, inputs)
    problems += faults
    look = None
    if theme is not None:
        look, faults = brand_look(placed, files, theme)
        problems += faults
    return site.model_copy(update={"brand": placed.brand}), look, problems


def _printed(
    checked: Checked,
    theme: Theme,
    look: BrandLook | None,
    entering: str,
    records: Records,
    workers: Workers,
    progress: Progress,
) -> Checked:
    """The checked site with its pages, or with a fault of the theme.

    These are every file of the site: each journey's pages and data, and what is made of all of them. From here on there
    is nothing but what the site's audience may see.
    """
    audience = checked.site.privacy.audience
    site = checked.site.seen_by(audience)
    if audience == "internal":  # what clients may not read is for no search engine either
        site = site.model_copy(update={"indexing": False})
    short = summaries(checked.assessed)
    languages = {tree.language for tree in site.trees}
    if not site.languages:
        languages |= {each.language for each in short}
    catalogues = {language: _catalogue(language, checked.packs.cache) for language in sorted(languages)}
    shared = {"plans": any(each.has_actions for each in short), "alone": len(short) == 1}
    entering = key_of("with", {"press": entering, "languages": sorted(languages), **shared})
    press = Press(site, theme, look, catalogues, **shared, entering=entering)
    slices = checked.pool.slices(each.id for each in short)
    by_id = {each.id: each for each in checked.assessed}

    def findings(id: str) -> JourneyFindings:
        return replace(checked.packs.findings(by_id[id])[0], focus=slices[id])

    printing = Printing(press, checked.packs, records, workers)
    try:
        printed = printing.all(checked.assessed, slices, progress)
        own = [page for _, pages in printed.values() for page in pages]
        pieces = [made.pieces for made, _ in printed.values()]
        paths = [page.path for page in own]
        cache = checked.packs.cache
        across = tuple(site_pages(press, short, findings, checked.pool, pieces, paths, cache))
    except ThemeFault as fault:
        problems = graded([*checked.problems, fault.problem], checked.site.checks)
        return replace(checked, problems=tuple(problems))
    return replace(checked, pages=(*across, *own), trouble=printing.trouble)


def _currency_problems(site: Site, document: Document) -> Iterator[Problem]:
    """Three capital letters may be the code of no currency."""
    if ("currency",) in document.values and not is_known_currency(site.currency):
        wanted, example = "the ISO code of a currency", "write a code that exists, such as EUR"
        yield problem("CJ117", document.place(("currency",)), found=site.currency, wanted=wanted, example=example)


def _author_files(root: Path, site: Site) -> tuple[Path, ...]:
    return (root / "site.yaml", root / site.journeys, root / "themes")
