"""A journey of two to five customers: no figure of theirs has decimals, and no sentence contradicts itself."""

from __future__ import annotations

import re
from pathlib import Path

import html5lib
import pytest

from cjgen.build import build_site

COLUMNS = "i1,e1,i2,e2,i3,e3,i4,e4,r,plan"
ROWS = ["9,6,9,6,5,7,9,7,9,a", "8,6,7,7,6,6,8,6,8,a", "8,6,8,6,5,6,9,7,6,b"]
JOURNEY = """
title: Journey
responses: {{source: answers.csv, recommend: r, segment: plan}}
thresholds: {thresholds}
promise: {{title: Quickly helped}}
stages:
  - title: Stage
    touchpoints:
      - {{title: First, kind: basic, importance: {{column: i1}}, experience: {{column: e1}}, promise: {{column: e2}}}}
      - {{title: Second, importance: {{column: i2}}, experience: {{column: e2}}, promise: {{column: e3}}}}
      - {{title: Third, importance: {third}, experience: {{column: e3}}, promise: {{column: e4}}}}
      - {{title: Fourth, importance: {{column: i4}}, experience: {{column: e4}}}}
"""
SUMS = ("Calculation", "Berekening")
OTHER = """
title: Other
thresholds: {importance: 5, experience: 6.8}
stages:
  - title: Stage
    touchpoints:
      - {title: Basic, kind: basic, importance: 7, experience: {answers: [6, 7, 7]}}
      - {title: Good, importance: 7, experience: {answers: [7, 7, 8]}}
"""


def texts(folder: Path, language: str, thresholds: str, third: str) -> dict[str, str]:
    """What the pages say, by file; without the arithmetic, and how many more to ask for which uncertainty."""
    (folder / "journeys").mkdir(parents=True)
    (folder / "site.yaml").write_text(f"language: {language}\nprivacy: {{min_group: 2}}\n", "utf-8")
    (folder / "answers.csv").write_text("\n".join([COLUMNS, *ROWS]) + "\n", "utf-8")
    (folder / "journeys" / "a.yaml").write_text(JOURNEY.format(thresholds=thresholds, third=third), "utf-8")
    (folder / "journeys" / "b.yaml").write_text(OTHER, "utf-8")
    built = build_site(folder)
    assert built.written, [problem.message for problem in built.checked.problems]
    found = {}
    for path in ("index.html", "journeys/a.html", "journeys/a-print.html", "journeys/b.html"):
        if not (built.output / path).exists():
            continue
        page = html5lib.parse((built.output / path).read_text("utf-8"), namespaceHTMLElements=False)
        for parent in page.iter():
            for child in list(parent):
                if not isinstance(child.tag, str) or child.tag == "head" or child.findtext("summary") in SUMS:
                    parent.remove(child)
        found[path] = re.sub(r"±\s[\d.,]+", "", " ".join("".join(page.itertext()).split()))
    return found


@pytest.mark.parametrize(
    ("language", "thresholds", "third", "said"),
    [
        ("en", "{drop: 5}", "{column: i3}", "scores only 6, just below the threshold"),
        ("nl", "{importance: median, experience: median, drop: 5}", "7", "een 6, net onder de norm"),
    ],
)
def test_no_figure_of_three_customers_has_decimals(
    tmp_path: Path, language: str, thresholds: str, third: str, said: str
) -> None:
    pages = texts(tmp_path, language, thresholds, third)
    for path, text in pages.items():
        with_decimals = [text[max(hit.start() - 50, 0) : hit.end() + 20] for hit in re.finditer(r"\d[.,]\d", text)]
        assert [each for each in with_decimals if "6.8" not in each and "6,8" not in each] == [], path
    assert said in pages["journeys/a.html"]
    assert said.replace("6", "7") in pages["journeys/b.html"]  # 6.67 is below the 6.8 that was typed
    assert "index.html" in pages
