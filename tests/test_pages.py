"""What the files of a built site hold: language, links, anchors, headings, policy, weight."""

from __future__ import annotations

import hashlib
import json
import re
from base64 import b64encode
from itertools import pairwise
from pathlib import Path

import pytest
from browser import sites
from browser.cases import (
    CASES,
    ONE_OF_EACH_KIND,
    SITES,
    URL,
    WITH_NAVIGATION,
    Case,
    every_page,
    every_page_of_the_site,
    kind_of,
)
from browser.pages import (
    attribute,
    build,
    elements,
    html_files,
    ids,
    internal,
    name,
    parse,
    references,
    target,
    text,
    texts_with_language,
    tree,
)
from playwright.sync_api import Page

POLICY = "default-src 'none'; style-src 'self'; script-src 'self'; img-src 'self' data:; font-src 'self'"
BUDGET = 150_000
"""Bytes that a report on what customers say may weigh: the page and the style sheets that it links to."""
FULL_BUDGET = 200_000
"""The same with plans, own estimates, competitors, costs of failure and deeds at half of its touchpoints."""


@pytest.mark.parametrize("site", SITES)
def test_every_page_that_is_built_is_looked_at(built: dict[str, Path], site: str) -> None:
    assert html_files(built[site]) == sorted(case.path for case in CASES if case.site == site)


def test_one_page_of_each_kind_is_looked_at_more_closely(built: dict[str, Path]) -> None:
    kinds = [kind_of(built[case.site] / case.path) for case in ONE_OF_EACH_KIND]
    assert len(kinds) == len(set(kinds))
    assert set(kinds) == {kind_of(built[case.site] / case.path) for case in CASES}


def test_every_mark_is_looked_at(built: dict[str, Path]) -> None:
    pages = [parse(built[case.site] / case.path) for case in WITH_NAVIGATION if "method" not in case.path]
    marks = {element.get("class") for page in pages for element in elements(page, "svg")}
    wanted = {f"mark mark-{verdict}" for verdict in ("improve", "keep", "leave", "drop", "add", "none")}
    assert {mark for mark in marks if "mark " in (mark or "")} == wanted


@every_page
def test_a_page_is_well_formed_and_its_ids_are_unique(built: dict[str, Path], case: Case) -> None:
    page = parse(built[case.site] / case.path)
    assert len(ids(page)) == len(set(ids(page)))
    (title,) = elements(elements(page, "head")[0], "title")
    assert text(title)
    assert attribute(page, "meta", "name", "viewport", "content") == "width=device-width, initial-scale=1"


@every_page
def test_every_internal_link_leads_to_a_file_and_an_anchor_that_exist(built: dict[str, Path], case: Case) -> None:
    site = built[case.site]
    page = parse(site / case.path)
    broken = []
    for reference in references(page):
        if internal(reference):
            file, anchor = target(site, case.path, reference)
            there = file.is_file() and file.is_relative_to(site.resolve()) and not reference.startswith("/")
            if not there or (anchor and anchor not in ids(parse(file))):
                broken.append(reference)
    assert not broken
    referred = {
        reference
        for element in elements(page)
        for key in ("aria-labelledby", "aria-describedby", "aria-controls", "for", "headers")
        for reference in element.get(key, "").split()
    }
    assert referred <= set(ids(page))


@pytest.mark.parametrize("site", SITES)
def test_every_file_can_be_reached_from_the_first_page(built: dict[str, Path], site: str) -> None:
    root = built[site].resolve()
    found, todo = set(), [root / "index.html"]
    while todo:
        file = todo.pop()
        if file not in found:
            found.add(file)
            if file.suffix == ".html":
                page = file.relative_to(root).as_posix()
                todo += [target(root, page, link)[0] for link in references(parse(file)) if internal(link)]
    lost = set(tree(root)) - {file.relative_to(root).as_posix() for file in found}
    assert lost == {"404.html", "build.json"}


@every_page
def test_there_is_one_title_and_no_heading_skips_a_level(built: dict[str, Path], case: Case) -> None:
    page = parse(built[case.site] / case.path)
    levels = [int(name(heading)[1]) for heading in elements(page, "h1", "h2", "h3", "h4", "h5", "h6")]
    assert levels.count(1) == 1
    assert levels[0] == 1
    assert all(after <= before + 1 for before, after in pairwise(levels)), levels


@every_page
def test_nothing_is_inline_and_the_policy_says_so(built: dict[str, Path], case: Case) -> None:
    page = parse(built[case.site] / case.path)
    policy = attribute(page, "meta", "http-equiv", "Content-Security-Policy", "content")
    styles, scripts = elements(page, "style"), [script for script in elements(page, "script") if not script.get("src")]
    if case.stands_alone:
        (style,) = styles
        digest = b64encode(hashlib.sha256((style.text or "").encode()).digest()).decode()
        assert policy == f"default-src 'none'; style-src 'sha256-{digest}'; img-src data:"
    else:
        assert policy == POLICY
        assert not styles
    assert not scripts
    inline = [
        key
        for element in elements(page)
        for key in element.attrib
        if key == "style" or key.startswith("on") or key in ("bgcolor", "background", "srcdoc")
    ]
    assert not inline
    # the policy counts from where it stands, so nothing may be loaded before it
    (head,) = elements(page, "head")
    assert [name(element) for element in head][:2] == ["meta", "meta"]
    assert head[1].get("http-equiv") == "Content-Security-Policy"


SHEETS = ("journeys/{}-sheet.html", "journeys/{}-done.html")


@every_page
def test_the_language_is_that_of_the_page(built: dict[str, Path], case: Case) -> None:
    site = built[case.site]
    own = json.loads((site / "data" / "site.json").read_bytes())
    languages = {
        path.format(journey["id"]): journey["language"]
        for journey in own["journeys"]
        for path in ("journeys/{}.html", "whole/{}.html", "journeys/{}-plan.html", *SHEETS)
    }
    languages |= {"method-nl.html": "nl", "method-en.html": "en"}
    wanted = case.path[:2] if case.path[2:3] == "/" else languages.get(case.path, own["language"])
    (root,) = elements(parse(site / case.path), "html")
    assert root.get("lang") == wanted


@every_page_of_the_site
def test_texts_in_another_language_are_marked_as_such(built: dict[str, Path], case: Case) -> None:
    site = built[case.site]
    own = json.loads((site / "data" / "site.json").read_bytes())
    known = {} if own["languages"] else {own["title"]: own["language"]}
    for journey in own["journeys"]:
        data = json.loads((site / "data" / f"{journey['id']}.json").read_bytes())
        texts = [data["title"], *(item["title"] for item in data["touchpoints"] + data["stages"])]
        texts += [value for key, value in (data["context"] or {}).items() if key in ("organisation", "customer")]
        if not own["languages"]:  # else test_each_text_of_a_site_in_two_languages_is_marked
            known |= {one: data["language"] for one in texts if one}
    (body,) = elements(parse(site / case.path), "body")
    page = elements(parse(site / case.path), "html")[0].get("lang", "")
    wrong = [
        (piece, marked, language)
        for piece, marked in texts_with_language(body, page)
        for one, language in known.items()
        if " ".join(piece.split()) == one and marked != language
    ]
    assert not wrong


@pytest.mark.parametrize(
    ("path", "texts"),
    [
        ("nl/journeys/keuken.html", {"Een keuken kopen": "nl", "Ontwerpgesprek": "nl", "Nice": "en"}),
        ("en/journeys/keuken.html", {"Buying a kitchen": "en", "Ontwerpgesprek": "nl", "Nice": "en", "Verkoop": "nl"}),
        ("nl/journeys/hall.html", {"Buying a hall": "en", "Offer": "en", "Keukenhuis": "nl"}),
        ("en/journeys/hall.html", {"Buying a hall": "en", "Offer": "en", "Kitchen House": "en", "Buro Zes": "nl"}),
        ("nl/index.html", {"Buying a hall": "en", "Een keuken kopen": "nl", "Keukenhuis": "nl", "een": "nl"}),
        ("en/index.html", {"Buying a hall": "en", "Buying a kitchen": "en", "Keukenhuis BV": "nl", "a": "en"}),
        ("en/method.html", {"Buying a hall": "en", "Buying a kitchen": "en", "Kitchen House": "en"}),
        ("index.html", {"Nederlands": "nl", "English": "en", "Keukenhuis": "nl", "Kitchen House": "en"}),
    ],
)
def test_each_text_of_a_site_in_two_languages_is_marked(
    built: dict[str, Path], path: str, texts: dict[str, str]
) -> None:
    page = parse(built["languages"] / path)
    (body,) = elements(page, "body")
    marked: dict[str, set[str]] = {}
    for piece, language in texts_with_language(body, elements(page, "html")[0].get("lang", "")):
        marked.setdefault(" ".join(piece.split()), set()).add(language)
    assert {text: marked.get(text) for text in texts} == {text: {language} for text, language in texts.items()}
    assert not [text for text in marked if "<span" in text]


def test_the_switcher_leads_to_the_same_page_in_the_other_language(fresh: Page, built: dict[str, Path]) -> None:
    fresh.goto((built["languages"] / "index.html").as_uri())
    fresh.get_by_role("link", name="English").click()
    fresh.get_by_role("link", name="Buying a kitchen").click()
    fresh.get_by_role("link", name="Nederlands").click()
    assert fresh.url.endswith("/nl/journeys/keuken.html")
    assert fresh.locator("h1").inner_text() == "Een keuken kopen"
    assert fresh.locator(".languages [aria-current]").inner_text() == "Nederlands"


def reported(path: str) -> str:
    """Where a page or address leads to what it says as well: of a whole report and a talk sheet, to the report."""
    return path.replace("whole/", "journeys/").replace("-sheet.html", ".html")


@every_page
def test_search_engines_are_kept_out(built: dict[str, Path], case: Case) -> None:
    page = parse(built[case.site] / case.path)
    assert attribute(page, "meta", "name", "robots", "content") == "noindex, nofollow"
    address = URL + case.path if case.site == "strained" and case.path != "404.html" else None
    address = address and reported(address)
    assert attribute(page, "link", "rel", "canonical", "href") == address
    assert not list(built[case.site].glob("sitemap*"))


@pytest.mark.parametrize("indexing", [True, False], ids=["indexing", "no indexing"])
def test_a_site_with_an_address_names_it(tmp_path: Path, *, indexing: bool) -> None:
    url = "https://report.example/sub/path/"
    settings = f"title: T\nurl: {url.rstrip('/')}\nindexing: {str(indexing).lower()}\n"
    root = sites.write(tmp_path / "site", settings, minimal=sites.MINIMAL, unknown=sites.UNKNOWN, draft=sites.DRAFT)
    site = build(root, tmp_path / "out")
    for path in html_files(site):
        page = parse(site / path)
        robots = attribute(page, "meta", "name", "robots", "content")
        if path == "404.html":
            assert robots == "noindex, nofollow"
            assert [link.get("href") for link in elements(page, "a")] == [url + "index.html"]
            assert attribute(page, "link", "rel", "canonical", "href") is None
        else:
            assert robots == (None if indexing else "noindex, nofollow")
            assert attribute(page, "link", "rel", "canonical", "href") == url + reported(path)
    if indexing:
        listed = re.findall("<loc>(.*?)</loc>", (site / "sitemap.xml").read_text())
        once = [path for path in html_files(site) if path != "404.html" and path == reported(path)]
        assert listed == sorted(url + path for path in once)
    else:
        assert not (site / "sitemap.xml").exists()


def test_a_draft_leaves_no_trace_unless_asked_for(tmp_path: Path, built: dict[str, Path]) -> None:
    root = sites.write(tmp_path / "site", "title: T\n", minimal=sites.MINIMAL, draft=sites.DRAFT)
    site = build(root, tmp_path / "out")
    left = re.compile(rb"secret|a draft that nobody|>draft<|draft.html", re.IGNORECASE)
    assert not [path for path, content in tree(site).items() if left.search(content) or "draft" in path]
    assert left.search(tree(built["strained"])["index.html"])
    for page in ("index.html", "journeys/draft.html"):
        tags = [text(element) for element in elements(parse(built["strained"] / page), "span")]
        assert tags.count("Draft") == 1


@pytest.mark.parametrize(("beside", "budget"), [(False, BUDGET), (True, FULL_BUDGET)])
def test_a_report_of_twenty_touchpoints_weighs_less_than_its_budget(tmp_path: Path, beside: bool, budget: int) -> None:
    journey = sites.twenty(beside=beside)
    site = build(sites.write(tmp_path / "site", "language: nl\n", twenty=journey), tmp_path / "out")
    page = parse(site / "journeys/twenty.html")
    assert len(elements(page, "article")) == 20
    linked = {target(site, "journeys/twenty.html", link.get("href", ""))[0] for link in elements(page, "link")}
    loaded = {site / "journeys/twenty.html", *(file for file in linked if file.is_file())}
    assert any(file.suffix == ".css" for file in loaded)
    assert sum(len(file.read_bytes()) for file in loaded) < budget
