"""Charts in a page: nothing overlaps or sticks out at any width, colours follow the theme, axe has nothing to say."""

from __future__ import annotations

from typing import Any

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Page

from tests.browser.look import AXE
from tests.charts.journeys import findings
from tests.charts.page import page

WIDTHS = (320, 768, 1440)

TEXTS = r"""() => [...document.querySelectorAll('svg.chart')].flatMap((chart) => {
  const frame = chart.getBoundingClientRect();
  if (!frame.width) return [];
  const faults = [];
  const texts = [...chart.querySelectorAll('text')].map((text) => [text, text.getBoundingClientRect()]);
  const name = (element) => element.getAttribute('class');
  const say = (text) => `${name(chart)}: "${text.textContent}" of ${name(text.parentNode)}`;
  const meet = (a, b) => Math.min(a.right, b.right) - Math.max(a.left, b.left) > 0.5
    && Math.min(a.bottom, b.bottom) - Math.max(a.top, b.top) > 1.5;
  for (const [text, box] of texts) {
    if (box.left < frame.left - 0.5 || box.right > frame.right + 0.5
        || box.top < frame.top - 0.5 || box.bottom > frame.bottom + 0.5) faults.push(`${say(text)} sticks out`);
    if (parseFloat(getComputedStyle(text).fontSize) * frame.width / chart.viewBox.baseVal.width < 8.5)
      faults.push(`${say(text)} is too small`);
  }
  texts.forEach(([text, box], i) => texts.slice(i + 1).forEach(([other, second]) => {
    if (meet(box, second)) faults.push(`${say(text)} lies on ${say(other)}`);
  }));
  if (chart.matches('.chart-matrix')) {
    const marks = [...chart.querySelectorAll('.points :is(path, use), .wished :is(path, use)')]
      .map((mark) => mark.getBoundingClientRect());
    for (const [text, box] of texts)
      if (marks.some((mark) => meet(box, mark))) faults.push(`${say(text)} lies on a mark`);
  }
  return faults.concat(texts.length ? [] : [`${chart.getAttribute('class')} has no text`]);
})"""
"""Texts that overlap, stick out of their drawing or are too small, and numbers of the matrix on a mark."""


@pytest.fixture
def window(blank: Page) -> Page:
    return blank


CASES: dict[str, dict[str, Any]] = {
    "1": {"count": 1},
    "5": {"count": 5},
    "20": {"count": 20},
    "40": {"count": 40},
    "20 crowded": {"count": 20, "scores": "crowded"},
    "40 crowded": {"count": 40, "scores": "crowded"},
    "40 alike": {"count": 40, "scores": "alike"},
    "40 at the ends": {"count": 40, "scores": "ends", "bare": True},
    "large figures": {"count": 5, "scale": {"min": -1000000.0, "max": 1000000.0}, "target": {"nps": 45.0}},
    "small figures": {"count": 5, "scale": {"min": 0.0, "max": 12.5}},
    "lines near an end": {"count": 20, "thresholds": {"importance": 9.8, "experience": 1.2, "drop": 9.0}},
    "lines near the other": {"count": 20, "thresholds": {"importance": 1.3, "experience": 9.9, "drop": 1.1}},
    "NPS near its target": {"count": 1, "target": {"nps": 34.0}},
    "NPS at an end": {
        "count": 1,
        "nps": {"promoters": 0, "passives": 0, "detractors": 40, "benchmark": {"low": -100.0, "high": -90.0}},
        "target": {"nps": -99.0},
    },
    "NPS at the other": {
        "count": 1,
        "nps": {"promoters": 40, "passives": 0, "detractors": 0, "benchmark": {"low": 95.0, "high": 100.0}},
        "target": {"nps": 98.0},
    },
}


@pytest.mark.parametrize("case", CASES)
def test_no_text_overlaps_or_sticks_out(window: Page, case: str) -> None:
    window.set_content(page(findings(**CASES[case])))
    for width in WIDTHS:
        window.set_viewport_size({"width": width, "height": 900})
        assert window.evaluate(TEXTS) == [], width
        assert window.evaluate("document.documentElement.scrollWidth") <= width


@pytest.mark.parametrize("fault", ["chart.style.overflow", "small", "moved"])
def test_the_check_of_texts_can_fail(window: Page, fault: str) -> None:
    window.set_content(page(findings(5)))
    breaks = {
        "chart.style.overflow": "text.setAttribute('x', -400)",
        "small": "text.setAttribute('font-size', 4)",
        "moved": "text.setAttribute('x', other.getAttribute('x')), text.setAttribute('y', other.getAttribute('y'))",
    }
    window.evaluate(f"([text, other] = document.querySelectorAll('.chart-matrix .numbers text'), {breaks[fault]})")
    assert window.evaluate(TEXTS)


@pytest.mark.parametrize("width", [320, 1440])
def test_axe_finds_nothing(window: Page, width: int) -> None:
    window.set_viewport_size({"width": width, "height": 900})
    window.set_content(page(findings(20)))
    window.evaluate(Axe().axe_script)
    found = window.evaluate(AXE)
    assert found["violations"] == []
    assert {"svg-img-alt", "link-name", "nested-interactive"} <= set(found["passes"])


def test_colours_follow_the_theme(window: Page) -> None:
    """Every colour in use differs between light and dark, and a theme's own colour reaches the marks."""
    read = r"""() => [...document.querySelectorAll('svg.chart *')].flatMap((element) =>
      ['fill', 'stroke'].flatMap((name) => {
        const written = element.getAttribute(name) || '';
        return written.startsWith('var(') ? [[written, getComputedStyle(element)[name]]] : [];
      }))"""
    window.set_content(page(findings(40)))
    shown = {}
    for scheme in ("light", "dark"):
        window.emulate_media(color_scheme=scheme)  # type: ignore[arg-type]  # one of its words
        shown[scheme] = dict(window.evaluate(read))
    assert set(shown["light"]) == set(shown["dark"])
    assert len(shown["light"]) >= 10
    for written in shown["light"]:
        assert shown["light"][written].startswith("rgb(")
        assert shown["light"][written] != shown["dark"][written], written
    window.set_content(
        page(findings(5), ("matrix",), more=":root { --cj-improve: rgb(1, 2, 3); --cj-text: monospace; }")
    )
    assert dict(window.evaluate(read))["var(--cj-improve)"] == "rgb(1, 2, 3)"
    font = "getComputedStyle(document.querySelector('.chart text')).fontFamily"
    assert window.evaluate(font) == "monospace"


def test_whiskers_wait_to_be_asked_for(window: Page) -> None:
    asked = ":root:has(input:checked) .chart .whiskers { display: inline; }"
    window.set_content(page(findings(5), more=asked).replace("<h1>", '<input type="checkbox" aria-label="x"><h1>'))
    whiskers = window.locator(".chart-matrix .whiskers")
    assert whiskers.is_hidden()
    window.check("input")
    assert whiskers.is_visible()


def test_a_point_leads_to_its_touchpoint(window: Page) -> None:
    journey = findings(5)
    window.set_content(page(journey))
    window.locator(".chart-matrix .points a").nth(1).click()
    wanted = journey.touchpoints[1].touchpoint.id
    assert window.evaluate("document.querySelector(':target')?.id") == f"touchpoint-{wanted}"
