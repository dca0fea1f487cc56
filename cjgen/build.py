"""The steps in their order: the only place that knows it."""

from __future__ import annotations

import tempfile
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, field, replace
from datetime import date
from pathlib import Path

from cjgen import bundled
from cjgen.analyse import (
    Derived,
    analyse,
    derive,
    explain,
    explained_to,
    focus_pool,
    least_group,
    portfolio,
    portfolio_seen_by,
    seen_by,
)
from cjgen.cache import Cache, MemoryCache
from cjgen.chart import draw
from cjgen.export import (
    actions_table,
    journey_calendar,
    journey_data,
    journey_table,
    site_calendar,
    site_data,
)
from cjgen.load import (
    OUTSIDE,
    leads_out,
    load_brand_file,
    load_brand_files,
    load_journeys,
    load_site,
    load_survey,
    load_theme,
)
from cjgen.measure import Surveyed, count_answers, measure, survey_remarks
from cjgen.model.brand import Brand, BrandLook, PlacedBrand
from cjgen.model.chart import REPORT_CHARTS, ChartKind
from cjgen.model.declaration import Audience
from cjgen.model.document import Document
from cjgen.model.explanation import Explanation
from cjgen.model.findings import JourneyFindings, Remark
from cjgen.model.focus import Pool
from cjgen.model.journey import Journey
from cjgen.model.page import Page, Theme, actions_path, calendar_path, data_path, table_path
from cjgen.model.plan import has_dates, planned
from cjgen.model.problem import Place, Problem, problem
from cjgen.model.site import Site
from cjgen.model.survey import SurveyFile
from cjgen.publish import publish, refusal
from cjgen.render import (
    Templates,
    ThemeFault,
    charts_of,
    is_known_currency,
    link_remarks,
    open_templates,
    render_assets,
    render_journey,
    render_outside,
    render_tree,
    theme_problems,
    unused_styles,
)
from cjgen.validate import (
    brand_look,
    contrast_problems,
    graded,
    validate_brand_file,
    validate_journeys,
    validate_site,
)

Progress = Callable[[str, int, int], None]
"""Called with what is being done, how much of it is done and how much there is, 0 where that is not known."""


@dataclass(frozen=True, slots=True)
class Checked:
    """A site after every step that needs no writing.

    `journeys` are the findings of the journeys without errors, drafts left out unless asked for, and `derived`, by
    journey id, the scores that they were made of. `pool` is what is worked on over all of them. All of these hold
    everything; `pages` is the whole site as its audience may see it, empty after an error. `problems` have the site's
    severities and are sorted.
    """

    site: Site
    journeys: tuple[JourneyFindings, ...]
    problems: tuple[Problem, ...]
    derived: Mapping[str, Derived]
    pool: Pool
    pages: tuple[Page, ...] = ()

    @property
    def errors(self) -> int:
        """How many of the problems are errors."""
        return sum(found.severity == "error" for found in self.problems)

    @property
    def warnings(self) -> int:
        """How many of the problems are warnings."""
        return len(self.problems) - self.errors


@dataclass(frozen=True, slots=True)
class Built:
    """The outcome of a build: what was checked, and what was written where (nothing after an error)."""

    checked: Checked
    output: Path
    pages: tuple[Page, ...] = field(default=())

    @property
    def written(self) -> bool:
        """True if the output folder now holds this build."""
        return bool(self.pages)


def _no_progress(what: str, done: int, total: int) -> None:
    """For callers that show none."""


def check_site(
    root: Path,
    *,
    output: Path | None = None,
    drafts: bool = False,
    audience: Audience | None = None,
    as_of: date | None = None,
    progress: Progress = _no_progress,
) -> Checked:
    """Everything that `build_site` would complain about before it writes, without writing anything.

    `root` is the folder of site.yaml, `output` the folder for the pages, the site's own where it is None.
    Drafts are checked in any case; `drafts` says whether they are part of the site, which for everybody they never
    are. `audience` is who may read the pages, the site's own where it is None. `as_of` is the date of the
    report, against which actions are overdue.
    """
    site_document, problems = load_site(root)
    site, faults = validate_site(site_document, root.resolve().name)
    site = _for(site, audience)
    problems += faults
    output_unread = output is None and _output_unread(site, site_document, problems)
    documents, faults = load_journeys(root, site.journeys, site_document.place(("journeys",)))
    problems += faults
    broken = {found.place.file for found in faults if found.severity == "error"}
    journeys, faults = validate_journeys(documents, site, site_document, drafts=drafts)
    problems += faults
    problems += _currency_problems(site, site_document)

    cache = MemoryCache()
    theme, faults = load_theme(site.theme, root, bundled.themes(), site_document.place(("theme",)))
    problems += faults
    site, look, faults = _with_brand(root, site, site_document, theme)
    problems += faults
    if theme is not None:
        problems += theme_problems(theme, cache)
        problems += contrast_problems(theme, look.colors if look is not None else ())

    journeys = [(journey, document) for journey, document in journeys if document.file not in broken]
    findings, derived, faults = _findings(root, journeys, site, as_of, cache, progress)
    problems += faults
    drafts = drafts and site.privacy.audience != "public"
    shown = [found for found in findings if drafts or not found.journey.draft]
    pool = focus_pool(shown, site.focus)
    problems += _link_problems(site, site_document)
    if not output_unread:
        problems += _output_problems(root, site, output, site_document)
    checked = Checked(site, _focused(shown, pool), tuple(graded(problems, site.checks)), derived, pool)
    if theme is None or checked.errors:
        return checked
    try:
        return replace(checked, pages=tuple(_pages(checked, theme, look, cache, progress)))
    except ThemeFault as fault:
        return replace(checked, problems=tuple(graded([*problems, fault.problem], site.checks)))


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
    documents, faults = load_journeys(root, site.journeys, site_document.place(("journeys",)))
    problems += faults
    journeys, faults = validate_journeys(documents, site, site_document)
    problems += faults
    findings, derived, faults = _findings(root, journeys, site, None, MemoryCache(), progress)
    # a draft takes nothing from the journeys that are published
    pool = focus_pool([found for found in findings if not found.journey.draft], site.focus)
    return Checked(site, _focused(findings, pool), tuple(graded([*problems, *faults], site.checks)), derived, pool)


def _focused(findings: Iterable[JourneyFindings], pool: Pool) -> tuple[JourneyFindings, ...]:
    """The findings of each journey with its part of what is worked on."""
    return tuple(replace(found, focus=pool.of(found.journey.id)) for found in findings)


def explain_touchpoint(checked: Checked, found: JourneyFindings, touchpoint_id: str) -> Explanation:
    """The arithmetic of one verdict; raises KeyError for a touchpoint that the journey does not have."""
    return explain(found, checked.derived[found.journey.id])[touchpoint_id]


def _findings(
    root: Path,
    journeys: Iterable[tuple[Journey, Document]],
    site: Site,
    as_of: date | None,
    cache: Cache,
    progress: Progress,
) -> tuple[list[JourneyFindings], dict[str, Derived], list[Problem]]:
    """What the analysis says of each journey whose survey file can be used, the scores behind it, and all remarks."""
    placed = {journey.id: (journey, document) for journey, document in journeys}
    files, problems = _survey_files(root, placed.values())
    with tempfile.TemporaryDirectory(prefix="cjgen-") as scratch:
        surveyed = [Surveyed(placed[name][0], file) for name, file in files.items()]
        counts, wrong = count_answers(surveyed, cache, Path(scratch), progress)
    findings, derived = [], {}
    for done, (journey, document) in enumerate(placed.values()):
        progress("checking", done, len(placed))
        problems += _remarks(wrong.get(journey.id, ()), document, key=False)
        if journey.responses is not None and journey.id not in counts:
            continue
        if journey.id in counts:
            problems += _remarks(survey_remarks(journey, counts[journey.id]), document)
        derived[journey.id] = derive(journey, measure(journey, counts.get(journey.id)))
        smallest = least_group(site.privacy.min_group, site.privacy.audience)
        found = analyse(journey, derived[journey.id], smallest, as_of)
        problems += _remarks(found.remarks, document)
        problems += _link_problems(journey, document)
        findings.append(found)
    return findings, derived, problems


def _survey_files(
    root: Path, journeys: Iterable[tuple[Journey, Document]]
) -> tuple[dict[str, SurveyFile], list[Problem]]:
    """The survey file of each journey that names one, by journey id; a file is looked at once."""
    files: dict[str, SurveyFile] = {}
    seen: dict[str, SurveyFile] = {}
    problems: list[Problem] = []
    for journey, document in journeys:
        if journey.responses is None:
            continue
        source = journey.responses.source
        if source not in seen:
            file, faults = load_survey(root, source, document.place(("responses", "source")))
            problems += faults
            if file is None:
                continue
            seen[source] = file
        files[journey.id] = seen[source]
    return files, problems


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
    progress: Progress = _no_progress,
) -> Built:
    """Check the site in `root` and, unless there is an error, replace the folder `output` by its pages.

    `output` is the site's own where it is None; `audience` and `as_of` are those of `check_site`. With `strict` a
    warning keeps the site from being written as an error does. The previous site stays whole until the new one is
    complete.
    """
    checked = check_site(root, output=output, drafts=drafts, audience=audience, as_of=as_of, progress=progress)
    output = output if output is not None else root / checked.site.output
    if checked.errors or not checked.pages or (strict and checked.warnings):
        return Built(checked, output)
    failed = publish(checked.pages, output, protected=_author_files(root, checked.site))
    if failed is not None:
        problems = graded([*checked.problems, failed], checked.site.checks)
        return Built(replace(checked, problems=tuple(problems), pages=()), output)
    return Built(checked, output, checked.pages)


def _with_brand(
    root: Path, site: Site, document: Document, theme: Theme | None
) -> tuple[Site, BrandLook | None, list[Problem]]:
    """The site with its brand, also where a file of its own holds that, how it looks, and what is wrong with it."""
    if site.brand is None:
        return site, None, []
    problems: list[Problem] = []
    if isinstance(site.brand, Brand):
        placed = PlacedBrand(site.brand, document, within=("brand",))
    else:
        found, problems = load_brand_file(root, site.brand, document.place(("brand",)))
        placed, faults = validate_brand_file(found)
        problems += faults
    files, faults = load_brand_files(root, placed)
    problems += faults
    look = None
    if theme is not None:
        look, faults = brand_look(placed, files, theme)
        problems += faults
    return site.model_copy(update={"brand": placed.brand}), look, problems


def _pages(checked: Checked, theme: Theme, look: BrandLook | None, cache: Cache, progress: Progress) -> Iterator[Page]:
    """Every file of the site: the assets, each journey's pages and data, and what is made of all of them.

    From here on there is nothing but what the site's audience may see.
    """
    audience = checked.site.privacy.audience
    site, journeys = checked.site.seen_by(audience), [seen_by(found, audience) for found in checked.journeys]
    if audience == "internal":  # what clients may not read is for no search engine either
        site = site.model_copy(update={"indexing": False})
    languages = {tree.language for tree in site.trees}
    if not site.languages:
        languages |= {found.journey.language for found in journeys}
    templates = {lang: open_templates(theme, lang, bundled.catalogue(lang), cache) for lang in sorted(languages)}
    assets = render_assets(theme, look)
    yield from assets.published(unused_styles(journeys))
    pages = []
    plans = bool(planned(journeys))
    for done, (full, found) in enumerate(zip(checked.journeys, journeys, strict=True)):
        progress("rendering", done, len(journeys))
        explained = explained_to(explain(full, checked.derived[found.journey.id]), full, found)
        for tree in site.trees:
            language = tree.language if site.languages else found.journey.language
            charts = _charts(found, templates[language], cache)
            pages += render_journey(site, tree, found, explained, charts, templates[language], assets, plans=plans)
        yield Page(data_path(found.journey.id), journey_data(found, site.currency))
        yield Page(table_path(found.journey.id), journey_table(found))
        yield from _plan_data(site, found)
    progress("rendering", len(journeys), len(journeys))
    whole = portfolio_seen_by(portfolio(checked.journeys, checked.pool), journeys, audience)
    for tree in site.trees:
        curves = _sparklines(journeys, templates[tree.language], cache)
        pages += render_tree(site, tree, journeys, whole, curves, templates, assets)
    yield from pages
    yield from render_outside(site, templates, [page.path for page in pages], look)
    yield Page(data_path("site"), site_data(site, journeys, whole))
    if actions := planned(journeys):
        yield Page(actions_path("site"), actions_table(journeys, site.currency))
        if has_dates(actions):
            yield Page(calendar_path("site"), site_calendar(site, journeys))


def _plan_data(site: Site, found: JourneyFindings) -> Iterator[Page]:
    """The actions of one journey as a table, and their dates as a calendar, where it has any."""
    if actions := planned([found]):
        yield Page(actions_path(found.journey.id), actions_table([found], site.currency))
        if has_dates(actions):
            language = site.first_language if site.languages else found.journey.language
            yield Page(calendar_path(found.journey.id), journey_calendar(found, language))


def _charts(found: JourneyFindings, templates: Templates, cache: Cache) -> dict[ChartKind, str]:
    """The drawings on a journey's report, by kind."""
    texts, links = charts_of(found, templates)
    language = templates.locale.language
    return {
        kind: draw(kind, found, texts[kind], language=language, id=f"chart-{kind}", cache=cache, links=links)
        for kind in REPORT_CHARTS
    }


def _sparklines(journeys: Iterable[JourneyFindings], templates: Templates, cache: Cache) -> dict[str, str]:
    """The drawings on the portfolio, by journey id; all stand on one page, so each has its number in its ids."""
    language, drawn = templates.locale.language, {}
    for number, found in enumerate(journeys, start=1):
        texts, _ = charts_of(found, templates)
        drawn[found.journey.id] = draw(
            "sparkline", found, texts["sparkline"], language=language, id=f"curve-{number}", cache=cache
        )
    return drawn


def _currency_problems(site: Site, document: Document) -> Iterator[Problem]:
    """Three capital letters may be the code of no currency."""
    if ("currency",) in document.values and not is_known_currency(site.currency):
        wanted, example = "the ISO code of a currency", "write a code that exists, such as EUR"
        yield problem("CJ117", document.place(("currency",)), found=site.currency, wanted=wanted, example=example)


def _remarks(remarks: Iterable[Remark], document: Document, *, key: bool = True) -> Iterator[Problem]:
    for remark in remarks:
        yield problem(remark.code, document.place(remark.path, key=key), **remark.values)


def _link_problems(declared: Site | Journey, document: Document) -> Iterator[Problem]:
    """What is said of links and pictures, each where its address stands."""
    seen: Counter[tuple[object, object]] = Counter()
    for code, path, values in link_remarks(declared):
        same = path, values["address"]
        yield problem(code, document.place_of(path, str(values["address"]), seen[same]), **values)
        seen[same] += 1


def _author_files(root: Path, site: Site) -> tuple[Path, ...]:
    return (root / "site.yaml", root / site.journeys, root / "themes")
