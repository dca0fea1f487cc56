"""The method page: what it explains can be found, and the rules that it names are those that were used."""

from __future__ import annotations

import re
from pathlib import Path
from typing import Any
from xml.etree.ElementTree import Element

import html5lib
import pytest
import yaml

from cjgen.build import build_site

FIGURES = [(8, 6), (4, 7), (3, 8)]
MEASURED = {"sd": 1, "n": 40}


def build(folder: Path, keys: dict[str, Any], figures: list[dict[str, Any]] | None = None) -> Path:
    """A site of one journey with three touchpoints, in English."""
    touchpoints = [
        {
            "title": f"Touchpoint {number}",
            "importance": {"mean": importance, **MEASURED},
            "experience": {"mean": experience, **MEASURED},
            **(figures[number] if figures else {}),
        }
        for number, (importance, experience) in enumerate(FIGURES)
    ]
    journey = {"title": "Journey", "stages": [{"title": "Stage", "touchpoints": touchpoints}], **keys}
    (folder / "journeys").mkdir()
    (folder / "site.yaml").write_text("language: en\n", "utf-8")
    (folder / "journeys" / "journey.yaml").write_text(yaml.safe_dump(journey), "utf-8")
    built = build_site(folder)
    assert built.written, [problem.message for problem in built.checked.problems]
    return built.output


def parse(page: Path) -> Element:
    return html5lib.parse(page.read_text("utf-8"), namespaceHTMLElements=False)


def text(element: Element) -> str:
    return " ".join("".join(element.itertext()).split())


def test_the_contents_name_every_section_in_its_order(tmp_path: Path) -> None:
    page = parse(build(tmp_path, {}) / "method.html")
    (answers,) = [each for each in page.iterfind(".//main//section") if each.get("aria-labelledby") == "method-answers"]
    assert "Three things are not weighted: what goes together with the outcome" in text(answers)
    headings = [(heading.get("id"), text(heading)) for heading in page.iterfind(".//main//section/h2")]
    links = page.findall(".//nav[@class='contents']/ol/li/a")
    assert [((link.get("href") or "").removeprefix("#"), text(link)) for link in links] == headings
    assert len(headings) > 10


def test_what_a_report_refers_to_is_there(tmp_path: Path) -> None:
    output = build(tmp_path, {})
    known = {element.get("id") for element in parse(output / "method.html").iter()}
    report = (output / "journeys" / "journey.html").read_text("utf-8")
    wanted = re.findall(r'href="\.\./method\.html#([\w-]+)"', report)
    assert "method-sums" in wanted
    assert set(wanted) <= known


ESTIMATED = {"importance": {"mean": 5, "source": "estimated"}, "experience": {"mean": 5, "source": "estimated"}}


@pytest.mark.parametrize(
    ("keys", "figures", "row"),
    [
        ({}, None, ["40 per touchpoint", "1 to 10", "mean (5)", "mean (7)", "the threshold of importance (5)"]),
        (
            {"thresholds": {"importance": "median", "drop": 3}, "target": {"experience": 7.5}},
            None,
            ["40 per touchpoint", "1 to 10", "median (4)", "target (7.5)", "3"],
        ),
        (
            {"thresholds": {"importance": 6, "experience": "midpoint"}, "context": {"sample": {"answered": 43}}},
            None,
            ["43", "1 to 10", "6", "middle of the scale (5.5)", "middle of the scale (5.5)"],
        ),
        (
            {
                "thresholds": {"importance": "midpoint", "experience": 7, "drop": "importance"},
                "context": {"sample": {"invited": 60, "answered": 43}},
            },
            None,
            ["43 of the 60 invited", "1 to 10", "middle of the scale (5.5)", "7", "the threshold of importance (5.5)"],
        ),
        (
            {"thresholds": {"importance": 6, "experience": "target", "drop": 3}},
            [{"target": 8}, {}, {"importance": 3}],
            ["at most 40 per touchpoint", "1 to 10", "6", "target, elsewhere the mean", "3"],
        ),
        (
            {"thresholds": {"importance": 6, "experience": 6, "drop": 3}},
            [{"importance": 7, "experience": 7}] * 3,
            ["not stated", "1 to 10", "6", "6", "3"],
        ),
        (
            {"scale": {"importance": {"min": 0, "max": 10}, "experience": {"min": 1, "max": 100}}},
            [ESTIMATED] * 3,
            [
                *("none; estimates only", "importance 0 to 10, experience 1 to 100", "mean (5)", "mean (5)"),
                "middle of the scale (5)",
            ],
        ),
    ],
)
def test_the_rules_are_those_that_were_used(
    keys: dict[str, Any], figures: list[dict[str, Any]] | None, row: list[str], tmp_path: Path
) -> None:
    page = parse(build(tmp_path, keys, figures) / "method.html")
    (found,) = page.findall(".//section[@aria-labelledby='method-rules']//tbody/tr")
    assert [text(cell) for cell in found.findall("td")] == [*row, "Importance gap"]
