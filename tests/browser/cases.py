"""Every page that the browser tests look at, by the site that it is a page of."""

from __future__ import annotations

import re
from collections.abc import Callable, Collection
from pathlib import Path
from typing import NamedTuple

import pytest
from playwright.sync_api import Page

from browser import sites
from browser.pages import build, elements, parse

URL = "https://report.example/deep/"
"""Where the strained site says that it stands."""

Look = Callable[..., Page]
"""What the fixture `show` gives: called with a case it returns the page on which that case stands."""


class Case(NamedTuple):
    """A page of one of the sites below."""

    site: str
    path: str

    @property
    def id(self) -> str:
        return f"{self.site}-{self.path.removesuffix('.html').replace('journeys/', '').replace('/', '-')}"

    @property
    def stands_alone(self) -> bool:
        """Whether the page carries its own style and has no navigation."""
        return self.path == "404.html" or self == ("languages", "index.html")

    @property
    def is_sheet(self) -> bool:
        """Whether the page is a talk sheet, which shortens what it says to fit on paper."""
        return self.path.endswith("-sheet.html")

    @property
    def leads_nowhere(self) -> bool:
        """Whether the page is for the customers who answered, and has no way into the report."""
        return self.path.endswith("-done.html")


def _pages(*journeys: str, done: Collection[str] = (), planned: Collection[str] = ()) -> list[str]:
    """The pages of these journeys; `done` are those that tell customers what was done, `planned` have actions."""
    paths = ("journeys/{}.html", "whole/{}.html", "journeys/{}-sheet.html")
    found = [path.format(stem) for stem in journeys for path in paths]
    found += [f"journeys/{stem}-plan.html" for stem in journeys if stem in planned]
    return [*found, *(f"journeys/{stem}-done.html" for stem in journeys if stem in done)]


def _site(
    name: str, *paths: str, journeys: list[str], done: Collection[str] = (), planned: Collection[str] = ()
) -> list[Case]:
    return [Case(name, path) for path in (*paths, *_pages(*journeys, done=done, planned=planned))]


_FILES = sorted((sites.SAMPLE / "journeys").glob("*.y*ml"))
_SAMPLE = [path.stem for path in _FILES]


def _with(key: str) -> list[str]:
    """The journeys of the sample in which this key stands."""
    return [path.stem for path in _FILES if re.search(rf"^ *{key}:", path.read_text("utf-8"), re.MULTILINE)]


_LEARNED, _PLANNED = _with("learned"), _with("actions")
CASES = [
    *_site(
        "sample",
        *("index.html", "method.html", "method-en.html", "404.html", "plan.html"),
        journeys=_SAMPLE,
        done=_LEARNED,
        planned=_PLANNED,
    ),
    *_site(
        "strained",
        *("index.html", "method.html", "method-nl.html", "404.html", "plan.html"),
        journeys=["draft", "long", "unknown"],
        done=["long"],
        planned=["long"],
    ),
    *_site("minimal", "index.html", "method.html", "404.html", journeys=["minimal"]),
    *_site("harbour", "index.html", "method.html", "404.html", journeys=["minimal"]),
    *_site("languages", "index.html", "404.html", journeys=[]),
    *(
        Case("languages", f"{tree}/{path}")
        for tree in ("nl", "en")
        for path in (
            "index.html",
            "method.html",
            *_pages("hall", "keuken"),
        )
    ),
]
SITES = list(dict.fromkeys(case.site for case in CASES))
WITH_NAVIGATION = [case for case in CASES if not case.stands_alone]
WHOLE = [Case("minimal", "whole/minimal.html"), Case("strained", "whole/long.html")]
LIKE_OTHERS = {
    *(Case("sample", f"journeys/{stem}.html") for stem in ("groothandel", "keuken", "student")),
    *(Case("sample", f"journeys/{stem}-done.html") for stem in _LEARNED),
    *(Case("sample", f"journeys/{stem}-plan.html") for stem in _PLANNED if stem != "keuken"),
    *(Case("sample", f"journeys/{stem}-sheet.html") for stem in _SAMPLE if stem not in ("advocatenkantoor", "airport")),
    *(Case("harbour", path) for path in ("index.html", "method.html", "404.html", "journeys/minimal-sheet.html")),
    *(case for case in CASES if case.site == "languages" and case.path.endswith("-sheet.html")),
    Case("strained", "journeys/draft-sheet.html"),
    *(Case("minimal", path) for path in ("method.html", "404.html", "journeys/minimal-sheet.html")),
    *(case for case in CASES if case.path.startswith("en/")),
    Case("languages", "nl/method.html"),
    Case("languages", "nl/journeys/keuken.html"),
    Case("sample", "method-en.html"),
    Case("strained", "method.html"),
}
"""Pages that hold nothing to look at that others do not hold as well."""
SHOWN = [case for case in CASES if ("whole/" not in case.path or case in WHOLE) and case not in LIKE_OTHERS]
"""The pages that are shown in a browser: of the whole reports two, as they hold what report and method page do."""
ONE_OF_EACH_KIND = [
    Case("sample", "index.html"),
    Case("sample", "journeys/advocatenkantoor.html"),
    WHOLE[0],
    Case("sample", "journeys/advocatenkantoor-sheet.html"),
    Case("strained", "journeys/long-done.html"),
    Case("sample", "method.html"),
    Case("sample", "404.html"),
    Case("languages", "index.html"),
    Case("strained", "journeys/long-plan.html"),
]
"""The fullest page of each kind; tests/test_pages.py says that no kind is missing."""

every_page = pytest.mark.parametrize("case", CASES, ids=lambda case: case.id)
every_page_shown = pytest.mark.parametrize("case", SHOWN, ids=lambda case: case.id)
every_page_of_the_site = pytest.mark.parametrize("case", WITH_NAVIGATION, ids=lambda case: case.id)
each_kind = pytest.mark.parametrize("case", ONE_OF_EACH_KIND, ids=lambda case: case.id)


def kind_of(page: Path) -> str:
    """What kind of page a file is: by the class of its body; of a page without one, by its name."""
    (body,) = elements(parse(page), "body")
    return next((one for one in body.get("class", "").split() if one.startswith("page-")), page.stem)


def files_of(page: Path) -> int:
    """How many files a page consists of: itself, and its style sheets."""
    return 1 + sum(link.get("rel") == "stylesheet" for link in elements(parse(page), "link"))


def built_sites(folder: Path) -> dict[str, Path]:
    """The sites, built below `folder`: the sample, one that strains the pages, the least that an author can write."""
    strained = sites.write(
        folder / "strained",
        f"title: Verzekeringsmaatschappijklantreizenoverzichtspresentatie\nlanguage: en\nurl: {URL}\n"
        "author: Klanttevredenheidsonderzoeksadviesbureau\nclient: Arbeidsongeschiktheidsverzekeringsmaatschappij\n",
        long=sites.long_journey(),
        draft=sites.DRAFT_OF_A_SURVEY,
        unknown=sites.UNKNOWN,
    )
    (strained / "data").mkdir()
    (strained / "data" / "answers.csv").write_text(sites.ANSWERS, encoding="utf-8")
    minimal = sites.write(folder / "minimal", "", minimal=sites.MINIMAL)
    harbour = sites.write(folder / "harbour", "theme: harbour\nclient: Keukenhuis\n", minimal=sites.MINIMAL)
    return {
        "sample": build(sites.SAMPLE, folder / "out" / "sample"),
        "strained": build(strained, folder / "out" / "strained", drafts=True),
        "minimal": build(minimal, folder / "out" / "minimal"),
        "harbour": build(harbour, folder / "out" / "harbour"),
        "languages": build(sites.LANGUAGES, folder / "out" / "languages"),
    }
