"""The talk sheet on paper: one sheet of A3 with nothing lost on it, whatever the journey holds; room to write."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pypdfium2
import pytest
from browser import sites
from browser.pages import build
from playwright.sync_api import Page

A3 = (1190.6, 841.9)
"""Width and height in points, landscape."""
FIELD = 25 / 25.4 * 96
"""Height in CSS pixels that a field to write in has at least."""
WORDS = " ".join(sites.TOUCHPOINTS)

CUT = r"""() => {
  const found = { cut: [], fields: [], small: [], sheet: null };
  const rest = 1.5;
  for (const el of document.querySelectorAll('main, .sheet, .sheet *:not(svg *)')) {
    const style = getComputedStyle(el);
    if (!el.checkVisibility() || style.display.startsWith('inline') || style.clipPath !== 'none') continue;
    const says = `${el.tagName}.${el.className} ${el.textContent.trim().slice(0, 40)}`;
    // a text may end in an ellipsis after so many lines, but every line that it has must be seen
    const clamped = style.webkitLineClamp !== 'none';
    const short = style.textOverflow === 'ellipsis';
    // a space at the end of a line may hang out of its box
    const seen = [...el.childNodes].filter((node) => node.nodeType === Node.TEXT_NODE).flatMap((node) => {
      const range = document.createRange();
      range.selectNodeContents(node);
      return [...range.getClientRects()];
    });
    const edge = el.getBoundingClientRect();
    const wide = !short && seen.some((line) => line.left < edge.left - rest || line.right > edge.right + rest);
    const high = !clamped && el.scrollHeight > el.clientHeight + rest;
    if (wide || high) found.cut.push(says);
    const above = el.parentElement.getBoundingClientRect();
    const box = el.getBoundingClientRect();
    if (el.closest('.sheet') && el.parentElement.closest('.sheet')
      && (box.bottom > above.bottom + rest || box.right > above.right + rest || box.left < above.left - rest))
      found.cut.push(`beyond its box: ${says}`);
    if (el.matches('.field')) found.fields.push(box.height);
    const own = [...el.childNodes].some((node) => node.nodeType === Node.TEXT_NODE && node.data.trim());
    if (own && parseFloat(style.fontSize) < 10 / 0.75 - 0.01) found.small.push(says);
  }
  // letters of the curve in points: its units are as large as the drawing makes them
  const size = (el) => parseFloat(getComputedStyle(el).fontSize) * el.ownerSVGElement.getScreenCTM().a * 0.75;
  found.letters = [...document.querySelectorAll('.chart text')].filter((el) => el.checkVisibility()).map(size);
  return found;
}"""
"""Texts that a box cuts off, how high the fields are (px), texts below 10 points, letters in the curve (points)."""


def journey(touchpoints: int, *, language: str, stages: int = 3, **keys: Any) -> str:
    """A journey in which nothing is short and everything that a sheet can show is there, and more of it."""
    figures = {
        "improve": ({"mean": 9, "sd": 1, "n": 84}, {"mean": 3.2, "sd": 1, "n": 84}),
        "keep": ({"mean": 9, "sd": 1, "n": 84}, {"mean": 8.9, "sd": 1, "n": 84}),
        "drop": ({"mean": 2, "sd": 1, "n": 84}, {"mean": 5, "sd": 1, "n": 84}),
        "add": ({"mean": 9, "sd": 1, "n": 84}, None),
    }
    items = []
    for number in range(touchpoints):
        importance, experience = list(figures.values())[number % 4]
        items.append(
            {
                "id": f"touchpoint-{number}",
                "title": f"{sites.TOUCHPOINTS[number % len(sites.TOUCHPOINTS)]} {WORDS}",
                "importance": importance,
                **({"experience": experience} if experience else {"wished": True, "vision": "no"}),
                "own": {"importance": 5.5, **({"experience": 6.5} if experience else {})},
                "actions": [{"title": "Iets", "hours": 1}],
            }
        )
    size = -(-touchpoints // stages)
    return json.dumps(
        {
            "title": f"{sites.TOUCHPOINTS[0]} {WORDS}",
            "language": language,
            "thresholds": {"importance": 6, "experience": 6, "drop": 4},
            "summary": WORDS * 20,
            "promise": {"title": f"{WORDS} {WORDS}", "question": f"{WORDS} {WORDS} {WORDS}?"},
            "context": {
                **dict.fromkeys(("organisation", "product", "customer", "period"), WORDS),
                "sample": {"invited": 200_000, "answered": 84},
            },
            "stages": [
                {
                    "id": f"stage-{at}",
                    "title": f"{sites.STAGES[at // size % 5]} {WORDS}",
                    "touchpoints": items[at : at + size],
                }
                for at in range(0, touchpoints, size)
            ],
            **keys,
        },
        ensure_ascii=False,
    )


ONE = "title: One\nstages: [{title: S, touchpoints: [{title: T}]}]\n"
HOSTILE = {
    "one": ONE,
    "one-nl": f"{ONE}language: nl\n",
    "long-nl": sites.long_journey(),
    **{f"full-{n}": journey(n, language=language) for n, language in ((12, "nl"), (16, "en"), (40, "nl"), (90, "en"))},
    "stages": journey(40, language="en", stages=40),
}
"""Journeys that have nothing to show, and more than there is room for."""


@pytest.fixture(scope="module")
def hostile(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("sheets")
    settings = "title: T\nfocus: {limit: 9}\nprivacy: {audience: internal}\nchecks: {CJ201: ignore}\n"
    return build(sites.write(folder / "site", settings, **HOSTILE), folder / "out")


def printed(page: Page, file: Path) -> tuple[list[tuple[float, float]], dict[str, Any]]:
    """The size of each sheet of paper in points, and what `CUT` finds on them."""
    page.set_viewport_size({"width": 1490, "height": 1050})
    page.emulate_media(media="print", color_scheme="dark")
    page.goto(file.as_uri())
    document = pypdfium2.PdfDocument(page.pdf(prefer_css_page_size=True))
    sizes = [tuple(round(side, 1) for side in sheet.get_size()) for sheet in document]
    document.close()
    found: dict[str, Any] = page.evaluate(CUT)
    return sizes, found


@pytest.mark.parametrize("name", HOSTILE)
def test_a_sheet_is_one_sheet_and_nothing_on_it_is_cut_off(fresh: Page, hostile: Path, name: str) -> None:
    sizes, found = printed(fresh, hostile / f"journeys/{name}-sheet.html")
    assert len(sizes) == 1
    assert sizes[0] == pytest.approx(A3, abs=2)
    assert found["cut"] == []
    assert found["small"] == []
    assert len(found["fields"]) == (5 if name == "long-nl" else 6)
    assert min(found["fields"]) >= FIELD - 0.5
    if name not in ("full-90",):  # of so long a journey the curve shows the shape
        assert all(size > 9.9 for size in found["letters"]), sorted(found["letters"])[:3]


@pytest.mark.parametrize(
    ("fault", "what"),
    [
        (".sheet { height: 400mm !important; contain: none !important; }", "sheets"),
        (".sheet-blocks .column h2 { margin-bottom: 90mm !important; }", "cut"),
        (".field { flex-basis: 9mm !important; min-height: 0 !important; max-height: 9mm; }", "fields"),
    ],
)
def test_the_check_of_a_sheet_can_fail(styled: Page, hostile: Path, fault: str, what: str) -> None:
    file = hostile / "journeys/full-12-sheet.html"
    styled.goto(file.as_uri())
    styled.emulate_media(media="print")
    styled.add_style_tag(content=fault)
    found = styled.evaluate(CUT)
    document = pypdfium2.PdfDocument(styled.pdf(prefer_css_page_size=True))
    pages = len(document)
    document.close()
    assert {"sheets": pages > 1, "cut": bool(found["cut"]), "fields": min(found["fields"]) < FIELD - 1}[what]
