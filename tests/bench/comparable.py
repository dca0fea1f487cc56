"""Whether what a generator made holds the whole corpus: before that, no time of it means anything."""

from __future__ import annotations

import re
from collections import Counter
from pathlib import Path

from tests.bench import corpus

ROW = {
    "cjgen": re.compile(
        r'<tr>\s*<td>(?P<number>\d+)</td>\s*<th scope="row">.*?<span class="unseen">(?P<verdict>[^:<]*): </span>'
        r'.*?<a href="#[^"]*">(?P<title>[^<]*)</a>.*?<td>(?P<importance>[\d.]+) .*?<td>(?P<experience>[\d.]+) ',
        re.DOTALL,
    ),
    "": re.compile(
        r'<tr id="touchpoint-(?P<number>\d+)"><td>(?P=number)</td><td>(?P<title>[^<]*)</td>'
        r"<td>(?P<importance>[\d.]+)</td><td>(?P<experience>[\d.]+)</td>"
        r'<td class="(?P<verdict>\w+)">(?P=verdict)</td></tr>'
    ),
}
"""A row of the table of verdicts, in cjgen's report and in the themes of the others."""
CHART = {
    "cjgen": re.compile(r'<svg [^>]*class="chart chart-(matrix|curve)".*?</svg>', re.DOTALL),
    "": re.compile(r'<svg class="(matrix|curve)".*?</svg>', re.DOTALL),
}
CARD = re.compile(r'<li class="card">.*?journeys/(service-\d+)\.html"', re.DOTALL)
WORDS = {"Improve": "improve", "Keep": "keep", "Leave as it is": "keep", "May go": "drop"}
"""Verdicts as the words of cjgen's table: what is left as it is has the verdict keep at a low importance."""
POINT = re.compile(r'<a [^>]*href="#touchpoint-')
NUMBER = re.compile(r"<text [^>]*>(\d+)</text>")
AXIS = list(range(corpus.LOWEST, corpus.HIGHEST + 1))
NUMBERS = Counter([*AXIS, *AXIS, *range(1, corpus.TOUCHPOINTS + 1)])
"""The numbers in the matrix: on its two axes and beside its points."""


def differences(generator: str, output: Path, count: int) -> list[str]:
    """What the output folder of a generator lacks of the first `count` journeys, in words, a page at most once."""
    pages = {page.stem for page in (output / "journeys").glob("service-*.html") if not page.stem.endswith("-sheet")}
    if len(pages) != count:
        return [f"{len(pages)} journeys instead of {count}"]
    found = []
    cards = set(
        re.findall(r'<li class="card">.*?journeys/(service-\d+)\.html"', _text(output / "index.html"), re.DOTALL)
    )
    if cards != pages:
        found.append(f"index.html has cards for {len(cards)} journeys")
    for journey in corpus.journeys(count):
        lacking = _lacking(generator, _text(output / "journeys" / f"{journey.id}.html"), journey)
        if lacking:
            found.append(f"{journey.id}.html: {lacking}")
    return found


def _lacking(generator: str, page: str, journey: corpus.Journey) -> str:
    """The first thing that a report lacks."""
    kind = generator if generator in ROW else ""
    expected = [
        (str(each.number), each.title, f"{each.importance.mean:.1f}", f"{each.experience.mean:.1f}", each.verdict)
        for each in journey.touchpoints
    ]
    rows = [
        (*row.group("number", "title", "importance", "experience"), WORDS.get(row["verdict"], row["verdict"]))
        for row in ROW[kind].finditer(page)
    ]
    if rows != expected:
        return f"{len(rows)} rows in the table of verdicts, {len(set(rows) & set(expected))} of them as they should be"
    charts = {chart[1]: chart[0] for chart in CHART[kind].finditer(page)}
    if set(charts) != {"matrix", "curve"}:
        return f"charts: {sorted(charts)}"
    for name, chart in charts.items():
        points = len(POINT.findall(chart))
        if points != corpus.TOUCHPOINTS:
            return f"{points} points in the {name}"
    numbers = Counter(map(int, NUMBER.findall(charts["matrix"])))
    if numbers != NUMBERS:
        return f"numbers in the matrix: {sorted(numbers.elements())}"
    for each in journey.touchpoints:
        if html_of(each.summary) not in page:
            return f"no notes on {each.title}"
    return ""


def html_of(summary: str) -> str:
    """A summary of the corpus as HTML: it has nothing but emphasis in it."""
    return re.sub(r"\*(.+?)\*", r"<em>\1</em>", re.sub(r"\*\*(.+?)\*\*", r"<strong>\1</strong>", summary))


def _text(file: Path) -> str:
    return file.read_text(encoding="utf-8")
