"""The last unit of work: what all journeys are together to the pages and data files of the whole site."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence

from cjgen.analyse import portfolio, portfolio_seen_by, seen_by
from cjgen.build.pages import Press
from cjgen.cache import Cache
from cjgen.export import actions_table, site_calendar, site_data
from cjgen.model.findings import JourneyFindings
from cjgen.model.focus import Pool
from cjgen.model.page import Page, Pieces, actions_path, calendar_path, data_path
from cjgen.model.plan import has_dates, planned
from cjgen.model.summary import JourneySummary
from cjgen.render import concerned, render_assets, render_outside, render_tree, unused_styles


def site_pages(
    press: Press,
    short: Sequence[JourneySummary],
    findings: Callable[[str], JourneyFindings],
    pool: Pool,
    pieces: Sequence[Sequence[Pieces]],
    paths: Sequence[str],
    cache: Cache,
) -> Iterator[Page]:
    """Every file that is not one journey's alone.

    `short` are all journeys as summaries, and `pool` is what is worked on; `findings` brings those of a journey, with
    everything, by its id. `pieces` are what each journey brings to each tree; `paths` are those of the journeys' own
    pages. Raises ThemeFault.
    """
    site, audience = press.site, press.site.privacy.audience
    templates, assets = press.templates(cache), render_assets(press.theme, press.look)
    yield from assets.published(unused_styles(short))
    whole = portfolio_seen_by(portfolio(short, pool), short, audience)
    needed = concerned(whole, short)
    named = [seen_by(findings(each.id), audience) for each in short if each.id in needed]
    pages: list[Page] = []
    for place, tree in enumerate(site.trees):
        pages += render_tree(site, tree, short, named, whole, [each[place] for each in pieces], templates, assets)
    yield from pages
    listed = [*(path for path in paths if path.endswith(".html")), *(page.path for page in pages)]
    yield from render_outside(site, templates, listed, press.look)
    yield Page(data_path("site"), site_data(site, short, whole))
    if actions := planned(named):
        yield Page(actions_path("site"), actions_table(named, site.currency))
        if has_dates(actions):
            yield Page(calendar_path("site"), site_calendar(site, named))
