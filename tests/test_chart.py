"""Charts: what stands in a drawing, that equal input gives equal bytes, and what a page may rely on."""

from __future__ import annotations

import json
import os
import random
import re
import subprocess
import sys
from dataclasses import replace
from pathlib import Path
from typing import Any
from xml.etree import ElementTree
from xml.etree.ElementTree import Element

import pytest

from cjgen.cache import MemoryCache, key_of
from cjgen.chart import draw, engine
from cjgen.chart.door import FORMS
from cjgen.chart.finish import finished
from cjgen.chart.marks import SHAPES
from cjgen.chart.place import text_width
from cjgen.model.chart import CHART_KINDS, ChartKind, Link, stage_letter
from cjgen.model.findings import Figure, JourneyFindings, Mark, TouchpointFindings
from cjgen.model.score import ScoreForm
from tests.charts.journeys import SCORES, findings, found, links, texts
from tests.charts.page import chart

ROOT = Path(__file__).parent.parent
SVG = "{http://www.w3.org/2000/svg}"
COUNTS = (1, 5, 20, 40)
CURVES: tuple[ChartKind, ...] = ("curve", "curve-down")
COLOUR = re.compile(r"var\(--cj-(improve|keep|drop|add|none|ink|soft|line|accent|paper|surface)\)|none")
CACHE = MemoryCache()
"""Declarations are compiled once for all of these tests."""


def drawings(svg: str) -> list[Element]:
    """The drawings in a text."""
    return list(ElementTree.fromstring(f"<charts>{svg}</charts>"))


def tag(element: Element) -> str:
    return element.tag.removeprefix(SVG)


def groups(drawing: Element, name: str) -> list[Element]:
    return [group for group in drawing.iter(f"{SVG}g") if group.get("class") == name]


def marks(drawing: Element, name: str) -> list[Element]:
    """What is drawn in the groups of this name: without the links around it, with what the group says of all."""
    found = []
    shapes = {f"#{shape.get('id')}": shape.attrib for shape in drawing.findall(f"{SVG}defs/{SVG}path")}
    for group in groups(drawing, name):
        for child in group:
            mark = child[-1] if tag(child) == "a" else child
            found.append(Element(mark.tag, {**group.attrib, **shapes.get(mark.get("href", ""), {}), **mark.attrib}))
    return found


def shown(drawing: Element, name: str) -> list[str]:
    """The texts in the groups of this name."""
    return ["".join(text.itertext()) for group in groups(drawing, name) for text in group.iter(f"{SVG}text")]


def place(element: Element) -> tuple[float, float]:
    found = re.fullmatch(r"translate\(([^,]+),([^,]+)\)", element.get("transform", ""))
    assert found, element.attrib
    return float(found[1]), float(found[2])


@pytest.mark.parametrize("kind", CHART_KINDS)
@pytest.mark.parametrize("scores", SCORES)
@pytest.mark.parametrize("count", COUNTS)
def test_a_page_may_hold_the_drawing(kind: ChartKind, scores: str, count: int) -> None:
    journey = findings(count, scores)
    svg = chart(kind, journey, CACHE)
    assert re.sub(r'xmlns="http://www\.w3\.org/2000/svg"', "", svg).count("http") == 0
    assert len(drawings(svg)) == 1
    wanted = texts(kind, journey)
    ids = []
    for drawing in drawings(svg):
        assert tag(drawing) == "svg"
        assert drawing.get("class", "").split()[:2] == ["chart", f"chart-{kind}"]
        title, desc = list(drawing)[:2]
        assert (tag(title), title.text) == ("title", wanted.title)
        assert (tag(desc), desc.text) == ("desc", wanted.description)
        assert drawing.get("aria-labelledby") == title.get("id")
        assert drawing.get("aria-describedby") == desc.get("id")
        assert {"viewBox"} == {"viewBox", "width", "height", "style"} & set(drawing.attrib)
        ids += [element.get("id") for element in drawing.iter() if element.get("id")]
        for element in drawing.iter():
            assert tag(element) not in ("style", "script", "foreignObject", "image")
            assert not {"style", "font-family", "aria-label", "onclick"} & set(element.attrib)
            assert element.get("href", "#").startswith("#")
            for paint in ("fill", "stroke"):
                assert COLOUR.fullmatch(element.get(paint, "none")), element.attrib
            assert not any(re.search(r"\.\d{3}", value) for value in element.attrib.values()), element.attrib
    assert len(ids) == len(set(ids))


def test_drawings_are_small() -> None:
    journey = findings(20)
    named = {key: Link(link.href[:34], link.title[:24]) for key, link in links(journey).items()}
    sizes = {
        kind: len(draw(kind, journey, texts(kind, journey), language="nl", id=kind, cache=CACHE, links=named))
        for kind in CHART_KINDS
    }
    assert sizes["matrix"] < 12_000
    assert sizes["curve"] < 9_000
    assert sizes["curve-down"] < 8_000
    assert sizes["counts"] < 4_000
    assert sizes["nps"] < 4_000
    assert sizes["promise"] < 10_000
    assert sizes["drivers"] < 8_000
    assert sizes["trend"] < 3_000
    assert sizes["moved"] < 10_500
    assert sizes["own"] < 8_500
    assert sizes["sparkline"] < 3_200


def test_a_card_holds_little() -> None:
    journey = findings(12)
    described = (
        "Beleving is het laagst bij Telefonische bereikbaarheid (4,2) en het hoogst bij De oplevering zelf (9,1)."
    )
    wanted = replace(texts("sparkline", journey), title="De beleving in ‘Een keuken kopen’", description=described)
    assert len(draw("sparkline", journey, wanted, language="nl", id="curve-12", cache=CACHE).encode()) < 2_500


_ALL = """
import json, random, sys
from hashlib import sha256
from tests.charts.journeys import findings
from tests.charts.page import chart
from cjgen.model.chart import CHART_KINDS
from cjgen.cache import MemoryCache
wanted = [(kind, count) for kind in CHART_KINDS for count in (1, 7, 24)]
random.Random(int(sys.argv[1])).shuffle(wanted)
kept = MemoryCache() if int(sys.argv[1]) % 2 else None
print(json.dumps({f"{k} {n}": sha256(chart(k, findings(n), kept).encode()).hexdigest() for k, n in wanted}))
"""


def run(code: str, *arguments: str, **environment: str) -> str:
    done = subprocess.run(
        [sys.executable, "-c", code, *arguments],
        cwd=ROOT,
        env=os.environ | {"PYTHONPATH": str(ROOT), "PYTHONUTF8": "1"} | environment,
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 0, done.stderr
    return done.stdout


_OFFLINE = "import socket\ndef no(*a, **k): raise AssertionError('network')\nsocket.socket.connect = no\n"


def test_bytes_are_equal_in_every_process_and_order_and_without_a_network() -> None:
    dead = dict.fromkeys(("http_proxy", "https_proxy", "HTTP_PROXY", "HTTPS_PROXY"), "http://127.0.0.1:9")
    found = [json.loads(run(_ALL, str(seed), PYTHONHASHSEED=str(seed))) for seed in (1, 2)]
    found.append(json.loads(run(_OFFLINE + _ALL, "3", PYTHONHASHSEED="3", **dead)))
    assert len(set(found[0].values())) == 29, "the NPS, in one wave and in several, is the same at every size"
    assert found[0] == found[1] == found[2]


# the cache


def test_a_drawing_that_is_kept_is_not_drawn_again(monkeypatch: pytest.MonkeyPatch) -> None:
    journey, cache = findings(5), MemoryCache()
    first = {kind: chart(kind, journey, cache) for kind in CHART_KINDS}

    def fail(*_: object) -> str:
        raise AssertionError("drawn again")

    monkeypatch.setattr(engine, "drawn", fail)
    assert {kind: chart(kind, journey, cache) for kind in CHART_KINDS} == first


def test_what_is_kept_needs_no_chart_runtime() -> None:
    journey = findings(5)
    kept: dict[str, str] = {}

    class Kept:
        def get(self, key: str) -> bytes | None:
            return kept[key].encode() if key in kept else None

        def put(self, key: str, value: bytes) -> None:
            kept[key] = value.decode()

    drawn = [chart(kind, journey, Kept()) for kind in CHART_KINDS]
    code = """
import json, sys
from cjgen.model.chart import CHART_KINDS
from tests.charts.journeys import findings
from tests.charts.page import chart
from cjgen.model.chart import CHART_KINDS
kept = json.load(sys.stdin)
class Kept:
    def get(self, key): return kept[key].encode()
journey = findings(5)
print(json.dumps([chart(kind, journey, Kept()) for kind in CHART_KINDS]))
assert not {"altair", "vl_convert", "pandas", "narwhals"} & set(sys.modules)
"""
    done = subprocess.run(
        [sys.executable, "-c", code],
        cwd=ROOT,
        env=os.environ | {"PYTHONPATH": str(ROOT), "PYTHONUTF8": "1"},
        input=json.dumps(kept),
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 0, done.stderr
    assert json.loads(done.stdout) == drawn


@pytest.mark.parametrize(
    "change",
    [
        {"language": "en"},
        {"id": "other"},
        {"texts": replace(texts("matrix", findings(5)), title="Other")},
        {"texts": replace(texts("matrix", findings(5)), description="Other.")},
        {"texts": replace(texts("matrix", findings(5)), importance="Other")},
        {"links": {}},
        {"found": findings(5, bare=True)},
    ],
    ids=lambda change: next(iter(change)),
)
def test_everything_that_enters_a_drawing_enters_its_key(change: dict[str, Any]) -> None:
    journey, cache = findings(5, scale={"min": 0.0, "max": 12.5}), MemoryCache()
    given = {
        "found": journey,
        "texts": texts("matrix", journey),
        "language": "nl",
        "id": "chart",
        "links": links(journey),
    }
    first = draw("matrix", cache=cache, **given)
    assert draw("matrix", cache=cache, **given) == first
    assert draw("matrix", cache=cache, **given | change) != first


def test_a_key_names_its_subject_and_all_that_enters() -> None:
    assert key_of("chart/matrix", {"a": 1, "b": [2]}) == key_of("chart/matrix", {"b": [2], "a": 1})
    assert key_of("chart/matrix", {"a": 1}) != key_of("chart/curve", {"a": 1})
    assert key_of("chart/matrix", {"a": 1}) != key_of("chart/matrix", {"a": 1.5})
    with pytest.raises(TypeError):
        key_of("chart/matrix", {"a": object()})


# numbers, links, names


@pytest.mark.parametrize(("language", "expected"), [("nl", "2,5"), ("en", "2.5")])
def test_numbers_are_written_in_the_language_of_the_page(language: str, expected: str) -> None:
    journey = findings(5, scale={"min": 0.0, "max": 12.5}, target={"experience": 7.5, "nps": 45.0})
    for kind in ("matrix", "curve", "curve-down", "promise"):
        (drawing,) = drawings(chart(kind, journey, CACHE, language=language))
        assert expected in shown(drawing, "axis-labels")


def test_minus_is_a_minus() -> None:
    (drawing,) = drawings(chart("nps", findings(5), CACHE))
    assert shown(drawing, "axis-labels") == ["−100", "−50", "0", "50", "100"]


def test_thousands_are_parted() -> None:
    journey = findings(5, scale={"min": 0.0, "max": 20000.0})
    (drawing,) = drawings(chart("matrix", journey, CACHE))
    assert "20.000" in shown(drawing, "axis-labels")


@pytest.mark.parametrize("kind", ["matrix", "curve"])
def test_points_lead_to_their_touchpoints(kind: ChartKind) -> None:
    journey, beside = findings(20), {"matrix": "wished", "curve": "absent"}
    wanted = links(journey)
    for drawing in drawings(chart(kind, journey, CACHE)):
        assert drawing.get("role") == "group"
        anchors = list(drawing.iter(f"{SVG}a"))
        leading = [(anchor.get("href"), anchor[0].text) for anchor in anchors]
        assert set(leading) <= {(link.href, link.title) for link in wanted.values()}
        assert len(leading) == len(set(leading)) == len(marks(drawing, "points") + marks(drawing, beside[kind]))
        for anchor in anchors:
            assert [tag(part) for part in anchor] in (["title", "path"], ["title", "use"])
        loose = [child for child in drawing[-1] if child.find(f".//{SVG}a") is None]
        assert all(child.get("aria-hidden") == "true" for child in loose)


@pytest.mark.parametrize("kind", CHART_KINDS)
def test_a_chart_without_links_is_an_image(kind: ChartKind) -> None:
    journey = findings(5)
    svg = draw(kind, journey, texts(kind, journey), language="nl", id="x", cache=CACHE)
    assert all(drawing.get("role") == "img" for drawing in drawings(svg))
    assert "<a " not in svg


def test_ids_of_the_runtime_become_the_drawings_own() -> None:
    """They count up as long as the process lives, and no chart has any today."""
    clip = '<defs><clipPath id="clip17"><path d="M0,0Z"/></clipPath></defs>'
    mark = '<g class="mark-rect points_marks"><path d="M1.23456,0Z" clip-path="url(#clip17)"/></g>'
    svg = f'<svg xmlns="http://www.w3.org/2000/svg"><g transform="translate(5,5)">{clip}{mark}</g></svg>'
    journey = findings(1)
    form = FORMS["matrix"]
    drawn = form.picture(journey, texts("matrix", journey))
    assert drawn is not None
    done = finished(svg, form, replace(drawn, touchpoints={}), texts("matrix", journey), "mine", {})
    assert 'id="mine-1"' in done
    assert 'clip-path="url(#mine-1)"' in done
    assert "clip17" not in done
    assert 'd="M1.23,0Z"' in done
    with pytest.raises(ValueError, match="1 marks drawn as points for 2 touchpoints"):
        finished(svg, form, replace(drawn, touchpoints={"points": ["a", "b"]}), texts("matrix", journey), "mine", {})


def test_a_text_may_say_what_a_drawing_says_of_itself() -> None:
    said = ' id="clip17" url(#none) transform="translate(9,9)"'
    clip = '<defs><clipPath id="clip17"><path d="M0,0Z"/></clipPath></defs>'
    mark = f'<g class="mark-text words_marks"><text transform="translate(1,2.345)" fill="none">{said}</text></g>'
    svg = f'<svg xmlns="http://www.w3.org/2000/svg"><g transform="translate(5,5)">{clip}{mark}</g></svg>'
    journey = findings(1)
    form = FORMS["matrix"]
    drawn = form.picture(journey, texts("matrix", journey))
    assert drawn is not None
    given = form, replace(drawn, touchpoints={}), texts("matrix", journey), "mine", {}
    assert f'<text x="1" y="2.35">{said}</text>' in finished(svg, *given)
    for cut in range(1, len(svg)):
        with pytest.raises(ValueError, match=r"cut off|unpack"):
            finished(svg[:cut], *given)


def test_links_stay_on_the_page() -> None:
    journey = findings(5)
    leading = {journey.touchpoints[0].touchpoint.id: Link("https://example.org/", "1")}
    with pytest.raises(ValueError, match="own page"):
        draw("matrix", journey, texts("matrix", journey), language="nl", id="x", cache=CACHE, links=leading)


def test_stages_have_letters() -> None:
    assert [stage_letter(index) for index in (0, 1, 25, 26, 51, 52, 701, 702)] == [
        "A", "B", "Z", "AA", "AZ", "BA", "ZZ", "AAA"
    ]  # fmt: skip


# what is drawn


def written(touchpoints: dict[str, dict[str, Any]], **keys: Any) -> JourneyFindings:
    """The findings of a journey of these touchpoints, by title, in one stage."""
    stages = [{"title": "Stage", "touchpoints": [{"title": title, **scores} for title, scores in touchpoints.items()]}]
    return found({"title": "Journey", "stages": stages, **keys})


FIXED = {"thresholds": {"importance": 6.0, "experience": 7.0, "drop": 3.0}}
EACH: dict[str, dict[str, Any]] = {
    "improve": {"importance": 8.0, "experience": 5.0},
    "keep": {"importance": 8.0, "experience": 9.0},
    "leave": {"importance": 4.0, "experience": 5.0},
    "drop": {"importance": 2.0, "experience": 5.0},
    "add": {"importance": 8.0, "wished": True},
    "none": {"importance": 4.0, "wished": True},
}


def test_every_verdict_has_its_shape_and_colour() -> None:
    journey = written(EACH, **FIXED)
    assert [item.mark for item in journey.touchpoints] == list(EACH)
    (drawing,) = drawings(chart("matrix", journey, CACHE))
    drawn = marks(drawing, "points") + marks(drawing, "wished")
    assert len(drawn) == 6
    assert len({mark.get("d") for mark in drawn}) == 6
    for name, mark in zip(EACH, drawn, strict=True):
        shape = SHAPES[name]  # type: ignore[index]  # the names are marks
        assert (mark.get("fill"), mark.get("stroke")) == (shape.fill, shape.stroke)
    colours = {"improve": "improve", "keep": "keep", "leave": "keep", "drop": "drop", "add": "add", "none": "none"}
    for name, colour in colours.items():
        shape = SHAPES[name]  # type: ignore[index]  # the names are marks
        assert f"var(--cj-{colour})" in (shape.fill, shape.stroke)


def test_matrix_points_stand_where_their_figures_say() -> None:
    journey = written({"a": {"importance": 1.0, "experience": 10.0}, "b": {"importance": 5.5, "experience": 5.5},
                       "c": {"importance": 10.0, "experience": 1.0}})  # fmt: skip
    (drawing,) = drawings(chart("matrix", journey, CACHE))
    assert [place(mark) for mark in marks(drawing, "points")] == [(10, 10), (157, 150), (304, 290)]
    assert shown(drawing, "numbers") == ["1", "2", "3"]


def test_numbers_count_the_whole_journey() -> None:
    journey = written({"a": {"importance": 5.0}, "b": {"importance": 5.0, "experience": 6.0}, "c": {"experience": 6.0},
                       "d": {"importance": 9.0, "wished": True}})  # fmt: skip
    (drawing,) = drawings(chart("matrix", journey, CACHE))
    assert shown(drawing, "numbers") == ["2", "4"]


def test_matrix_draws_only_lines_that_all_share() -> None:
    lines = ("importance-line", "experience-line", "drop-line")

    def drawn(**keys: Any) -> list[int]:
        (drawing,) = drawings(chart("matrix", findings(20, **keys), CACHE))
        return [len(marks(drawing, name)) for name in lines]

    assert drawn(**FIXED) == [1, 1, 1]
    assert drawn(thresholds={"importance": 6.0, "experience": 7.0, "drop": "importance"}) == [1, 1, 0]
    assert drawn(thresholds={"importance": "stage_mean", "experience": 7.0}) == [0, 1, 0]
    assert drawn(thresholds={"importance": 6.0, "experience": "stage_mean"}) == [1, 0, 1]


def test_whiskers_are_the_intervals() -> None:
    (drawing,) = drawings(chart("matrix", findings(5), CACHE))
    assert len(marks(drawing, "whiskers")) == 10
    (drawing,) = drawings(chart("matrix", findings(5, bare=True), CACHE))
    assert groups(drawing, "whiskers") == []


def test_the_interval_of_few_customers_stands_alone() -> None:
    touchpoints: dict[str, dict[str, Any]] = {
        name: {"importance": 5.0, "experience": {"mean": 6.0, "sd": 1.0, "n": 40}} for name in "abcde"
    }
    touchpoints["c"]["experience"] = {"answers": [7.0, 8.0, 8.0]}
    for kind in CURVES:
        (drawing,) = drawings(chart(kind, written(touchpoints), CACHE))
        assert len(marks(drawing, "curve")) == 1
        assert len(marks(drawing, "band")) == 2
        assert len(marks(drawing, "band-alone")) == 1


def test_curve_breaks_where_the_experience_is_not_known() -> None:
    touchpoints: dict[str, dict[str, Any]] = {
        name: {"importance": 5.0, "experience": {"mean": 6.0, "sd": 1.0, "n": 40}} for name in "abcdefg"
    }
    del touchpoints["c"]["experience"]
    touchpoints["e"] = {"importance": 9.0, "wished": True}
    for kind in CURVES:
        (drawing,) = drawings(chart(kind, written(touchpoints), CACHE))
        lines = [mark.get("d", "").count("L") + 1 for mark in marks(drawing, "curve")]
        assert lines == [2, 1, 2]
        assert len(marks(drawing, "band")) == 2
        assert len(marks(drawing, "band-alone")) == 1
        assert len(marks(drawing, "points")) == 5
        assert len(marks(drawing, "absent")) == 2


def test_curve_parts_stages_and_names_them_where_no_table_does() -> None:
    for kind in CURVES:
        (drawing,) = drawings(chart(kind, findings(20), CACHE))
        assert len(marks(drawing, "separators")) == 4
        down = kind == "curve-down"
        assert shown(drawing, "stages") == (["A", "B", "C", "D", "E"] if down else [])
        assert ({str(number) for number in range(1, 21)} <= set(shown(drawing, "axis-labels"))) == down


@pytest.mark.parametrize("count", [1, 7, 40])
def test_points_of_the_curve_stand_in_the_middle_of_equal_columns(count: int) -> None:
    (drawing,) = drawings(chart("curve", findings(count), CACHE))
    _, _, width, _ = (float(number) for number in drawing.get("viewBox", "").split())
    drawn = marks(drawing, "points") + marks(drawing, "absent")
    found = sorted(float(mark.get("x") or place(mark)[0]) for mark in drawn)
    assert found == pytest.approx([width / count * (at + 0.5) for at in range(count)], abs=0.01)


@pytest.mark.parametrize("level", [1.0, 5.5, 10.0])
@pytest.mark.parametrize("experience", [[1.0, 10.0] * 6, [5.5] * 12, [10.0, 10.0, 1.0]])
def test_the_threshold_of_the_curve_is_named_in_the_plot(level: float, experience: list[float]) -> None:
    touchpoints = {f"t{n}": {"importance": 5.0, "experience": value} for n, value in enumerate(experience)}
    journey = written(touchpoints, thresholds={"experience": level})
    (drawing,) = drawings(chart("curve", journey, CACHE))
    (word,) = [text for group in groups(drawing, "words") for text in group]
    _, _, width, height = (float(number) for number in drawing.get("viewBox", "").split())
    half = text_width("".join(word.itertext()), 11) / 2
    assert half <= float(word.get("x", "")) <= width - half
    assert 0 < float(word.get("y", "")) < height - 8


def test_curve_needs_an_experience() -> None:
    journey = written({"a": {"importance": 5.0}})
    assert chart("curve", journey, CACHE) == ""
    assert chart("sparkline", journey, CACHE) == ""
    assert chart("matrix", journey, CACHE) == ""
    assert chart("promise", journey, CACHE) == ""
    assert chart("nps", journey, CACHE) == ""


def spark(touchpoints: dict[str, dict[str, Any]], **keys: Any) -> Element:
    (drawing,) = drawings(chart("sparkline", written(touchpoints, **keys), CACHE))
    return drawing


def points(drawing: Element) -> list[tuple[float, float]]:
    """Where the marks of a sparkline stand, those that are alike last."""
    placed = [place(mark) if mark.get("transform") else (float(mark.get("x", "0")), float(mark.get("y", "0")))
              for mark in marks(drawing, "points")]  # fmt: skip
    return sorted(placed)


def test_sparkline_says_nothing_in_words_and_leads_nowhere() -> None:
    (drawing,) = drawings(chart("sparkline", findings(20), CACHE))
    assert not list(drawing.iter(f"{SVG}text"))
    assert not list(drawing.iter(f"{SVG}a"))
    assert drawing.get("role") == "img"
    assert len(marks(drawing, "separators")) == 4
    assert len(marks(drawing, "points")) == 20


def test_sparkline_breaks_where_the_experience_is_not_known() -> None:
    touchpoints: dict[str, dict[str, Any]] = {name: {"importance": 5.0, "experience": 6.0} for name in "abcdefg"}
    del touchpoints["c"]["experience"]
    touchpoints["e"] = {"importance": 9.0, "wished": True}
    drawing = spark(touchpoints)
    lines = [[float(x) for x in re.findall(r"[ML]([\d.]+),", mark.get("d", ""))] for mark in marks(drawing, "curve")]
    assert lines == [[21.7, 65.1], [238.9, 282.3]], "d has no neighbours, and so no line"
    low = max(y for _, y in points(drawing))
    assert [x for x, y in points(drawing) if y == low] == [108.6, 195.4]


def test_sparkline_shows_the_part_of_the_scale_that_is_used_but_never_less_than_half() -> None:
    def heights(*means: float, threshold: float) -> list[float]:
        touchpoints = {str(n): {"importance": 5.0, "experience": mean} for n, mean in enumerate(means)}
        fixed = {"importance": 5.0, "experience": threshold}
        return [y for _, y in points(spark(touchpoints, thresholds=fixed, scale={"min": 0.0, "max": 10.0}))]

    assert heights(0.0, 5.0, 10.0, threshold=5.0) == [60, 30, 0]
    assert heights(2.0, 6.0, 8.0, threshold=5.0) == [60, 20, 0]
    assert heights(5.0, 6.0, threshold=5.5) == [36, 24], "five points high, 3 to 8"
    assert heights(9.0, 10.0, threshold=9.0) == [12, 0], "the scale ends at 10"
    assert heights(0.0, 1.0, threshold=0.0) == [60, 48], "and begins at 0"
    assert heights(8.0, 9.0, threshold=3.0) == [10, 0], "the threshold is shown as well"


def test_sparkline_has_the_threshold_that_all_share() -> None:
    touchpoints = {
        name: {"importance": 5.0, "experience": mean} for name, mean in {"a": 2.0, "b": 5.0, "c": 8.0}.items()
    }
    assert len(marks(spark(touchpoints, **FIXED), "threshold")) == 1
    touchpoints["a"]["target"] = 9.0
    own = {"thresholds": {"importance": 5.0, "experience": "target"}}
    assert marks(spark(touchpoints, **own), "threshold") == []


def test_sparkline_tells_every_verdict_by_shape_and_colour() -> None:
    drawn = marks(spark(EACH, **FIXED), "points")
    assert len({mark.get("d") for mark in drawn}) == 6
    painted = [(mark.get("fill"), mark.get("stroke")) for mark in drawn]
    assert painted == [(shape.fill, shape.stroke) for shape in SHAPES.values()]


def test_counts_are_the_lengths_of_the_bars() -> None:
    journey = findings(40)
    (drawing,) = drawings(chart("counts", journey, CACHE))
    order: list[Mark] = ["improve", "keep", "drop", "add", "none"]
    assert shown(drawing, "numbers") == [str(journey.counts[name]) for name in order]
    bars = marks(drawing, "bars")
    wide = [max(float(x) for x in re.findall(r"[ML]([\d.]+),", bar.get("d", ""))) for bar in bars]
    start = min(float(x) for x in re.findall(r"[ML]([\d.]+),", bars[0].get("d", "")))
    counts = [journey.counts[name] for name in order if journey.counts[name]]
    unit = (max(wide) - start) / max(counts)
    assert [round((end - start) / unit, 1) for end in wide] == pytest.approx(counts, abs=0.4)


def test_nps_shows_what_is_known() -> None:
    def parts(**nps: Any) -> dict[str, int]:
        svg = chart("nps", written({"a": {"importance": 5.0}}, nps=nps), CACHE)
        (drawing,) = drawings(svg)
        return {name: len(marks(drawing, name)) for name in ("shares", "margin", "benchmark", "target")}

    counted = {"promoters": 5, "passives": 4, "detractors": 3}
    assert parts(**counted) == {"shares": 3, "margin": 1, "benchmark": 0, "target": 0}
    assert parts(score=20.0, n=60) == {"shares": 0, "margin": 0, "benchmark": 0, "target": 0}
    assert parts(score=20.0, n=60, benchmark={"low": 5.0, "high": 10.0})["benchmark"] == 1
    assert chart("nps", written({"a": {"importance": 5.0}}, nps={"promoters": 3, "passives": 1, "detractors": 1})) == ""
    (drawing,) = drawings(chart("nps", findings(5), CACHE))
    assert len(marks(drawing, "target")) == 1


def test_promise_tells_weak_spots_by_shape_and_colour() -> None:
    journey = written(
        {
            "weak": {"importance": 8.0, "experience": 5.0, "promise": 4.0},
            "felt": {"importance": 8.0, "experience": 5.0, "promise": 9.0},
            "mean": {"importance": 8.0, "experience": 5.0, "promise": 6.5},
            "unvalued": {"importance": 2.0, "experience": 5.0, "promise": 6.5},
            "unasked": {"importance": 8.0, "experience": 5.0},
        },
        **FIXED,
        promise={"title": "Clear"},
    )
    (drawing,) = drawings(chart("promise", journey, CACHE))
    weak, felt, mean, unvalued = marks(drawing, "points")
    assert felt.get("d") == mean.get("d")
    assert len({weak.get("d"), felt.get("d"), unvalued.get("d")}) == 3
    assert weak.get("fill") == "var(--cj-improve)"
    assert "var(--cj-improve)" not in (felt.get("fill"), unvalued.get("fill"))
    assert shown(drawing, "numbers") == ["1", "2", "3", "4"]
    assert len(marks(drawing, "mean-line")) == 1


def test_bars_of_the_drivers_are_as_long_as_their_shares_the_largest_first() -> None:
    journey = findings(5)
    assert journey.drivers is not None
    (drawing,) = drawings(chart("drivers", journey, CACHE))
    ends = [[float(x) for x in re.findall(r"[MLH]([\d.]+)", bar.get("d", ""))] for bar in marks(drawing, "bars")]
    lengths = [max(xs) - min(xs) for xs in ends]
    shares = sorted(journey.drivers.shares.values(), reverse=True)
    assert lengths == pytest.approx([share * lengths[0] / shares[0] for share in shares], abs=0.02)
    numbers = {item.touchpoint.id: str(n) for n, item in enumerate(journey.touchpoints, 1)}
    order = sorted(journey.drivers.shares, key=lambda id: -journey.drivers.shares[id])  # type: ignore[union-attr]
    assert shown(drawing, "numbers") == [numbers[id] for id in order]
    assert len(marks(drawing, "intervals")) == 5
    assert shown(drawing, "axis-labels")[0] == "0%"
    assert all(label.endswith("%") for label in shown(drawing, "axis-labels"))


def test_shares_that_were_typed_are_drawn_as_those_of_drivers() -> None:
    (drawing,) = drawings(chart("drivers", replace(findings(5), drivers=None, touchpoints=_derived(5)), CACHE))
    assert shown(drawing, "numbers") == ["5", "4", "3", "2", "1"]
    assert len(marks(drawing, "intervals")) == 5


def test_matrix_has_shares_in_per_cent_and_nothing_that_was_stated() -> None:
    whole = findings(13)
    assert whole.touchpoints[12].touchpoint.wished
    shares = {item.touchpoint.id: item for item in _derived(12)}
    stages = [
        stage.model_copy(
            update={
                "touchpoints": tuple(
                    touchpoint
                    if touchpoint.wished
                    else touchpoint.model_copy(update={"importance": ScoreForm.model_validate({"derived": 0.1})})
                    for touchpoint in stage.touchpoints
                )
            }
        )
        for stage in whole.journey.stages
    ]
    journey = whole.journey.model_copy(update={"stages": tuple(stages)})
    items = tuple(shares.get(item.touchpoint.id, item) for item in whole.touchpoints)
    items = tuple(replace(item, threshold=replace(item.threshold, importance=0.13, drop=0.06)) for item in items)
    (drawing,) = drawings(chart("matrix", replace(whole, journey=journey, touchpoints=items), CACHE))
    assert {"0%", "10%", "20%"} <= set(shown(drawing, "axis-labels"))
    assert not marks(drawing, "wished")
    assert "13" not in shown(drawing, "numbers")


def _derived(count: int) -> tuple[TouchpointFindings, ...]:
    """Touchpoints with shares of 2, 4, 6 ... per cent."""
    known = [(item, item.importance) for item in findings(count).touchpoints]
    return tuple(
        replace(
            item,
            importance=Figure(
                replace(figure.score, mean=0.02 * n, source="derived", se=0.01), 0.02 * n - 0.02, 0.02 * n + 0.02, 0.01
            ),
        )
        for n, (item, figure) in enumerate(known, 1)
        if figure is not None
    )


def test_the_nps_over_waves_begins_where_it_was_first_asked() -> None:
    (drawing,) = drawings(chart("trend", findings(5), CACHE))
    assert shown(drawing, "waves") == ["2025", "2026"]
    assert shown(drawing, "figures") == ["12", "34"]
    before, after = points(drawing)
    assert before[1] > after[1], "a higher score stands higher"
    assert len(marks(drawing, "intervals")) == 2


def test_what_holds_has_a_thick_line_and_what_may_be_chance_a_thin_one() -> None:
    journey = findings(5)
    assert journey.trend is not None
    (drawing,) = drawings(chart("moved", journey, CACHE))
    gains = sorted(journey.trend.changes, key=lambda change: -(change.difference or 0.0))
    numbers = {item.touchpoint.id: str(n) for n, item in enumerate(journey.touchpoints, 1)}
    assert shown(drawing, "numbers") == [numbers[change.touchpoint or ""] for change in gains]
    assert len(marks(drawing, "clear")) == 3
    assert len(marks(drawing, "unclear")) == 2
    assert {line.get("stroke-width") for line in marks(drawing, "clear")} == {"4"}
    then, now = ([_across(point) for point in marks(drawing, name)] for name in ("before", "points"))
    assert [b > a for a, b in zip(then, now, strict=True)] == [change.after > change.before for change in gains]


def _across(mark: Element) -> float:
    return place(mark)[0] if mark.get("transform") else float(mark.get("x", "nan"))


OWN = {"mean": 6.0, "sd": 1.0, "n": 40}


def test_our_own_estimate_has_a_shape_of_its_own_filled_where_it_lies_outside_the_interval() -> None:
    journey = written(
        {
            "within": {"experience": OWN, "own": {"experience": 6.1}},
            "too low": {"experience": OWN, "own": {"experience": 4}},
            "too high": {"experience": OWN, "own": [{"experience": 7, "by": "IT"}, {"experience": 9}]},
            "no interval": {"experience": 6.0, "own": {"experience": 7}},
            "estimated": {"experience": {"mean": 6.0, "source": "estimated"}, "own": {"experience": 9}},
            "not known": {"own": {"experience": 9}},
            "not estimated": {"experience": OWN, "own": {"importance": 9}},
        }
    )
    (drawing,) = drawings(chart("own", journey, CACHE))
    assert shown(drawing, "numbers") == ["3", "4", "1", "2"], "that which we put most too high first"
    customers, own = marks(drawing, "customers"), marks(drawing, "points")
    assert [mark.get("fill") for mark in own] == [f"var(--cj-{name})" for name in ("ink", "paper", "paper", "ink")]
    assert {mark.get("d") for mark in own}.isdisjoint({mark.get("d") for mark in customers})
    apart = [_across(ours) - _across(theirs) for ours, theirs in zip(own, customers, strict=True)]
    assert [round(gap / apart[0], 2) for gap in apart] == [1, 0.5, 0.05, -1], "the mean of all departments"
    assert len(marks(drawing, "intervals")) == 3
    assert shown(drawing, "words") == ["klanten", "eigen inschatting"]


def test_without_own_estimates_that_can_be_compared_none_are_drawn() -> None:
    assert chart("own", written({"a": {"experience": OWN}}), CACHE) == ""
    estimated = {"experience": {"mean": 6.0, "source": "estimated"}, "own": {"experience": 9}}
    assert chart("own", written({"a": estimated}), CACHE) == ""


@pytest.mark.parametrize("kind", ["drivers", "trend", "moved"])
def test_without_a_survey_nothing_is_drawn_of_it(kind: ChartKind) -> None:
    assert chart(kind, replace(findings(5), drivers=None, trend=None), CACHE) == ""


def test_an_empty_word_is_not_drawn() -> None:
    journey = findings(5)
    bare = replace(texts("matrix", journey), importance="", importance_line="", experience_line="", drop_line="")
    svg = draw("matrix", journey, bare, language="nl", id="x", cache=CACHE)
    (drawing,) = drawings(svg)
    assert all("".join(text.itertext()) for text in drawing.iter(f"{SVG}text"))


def test_order_of_drawing_does_not_matter_within_a_process() -> None:
    wanted = [(kind, count) for kind in CHART_KINDS for count in (1, 5)]
    first = {each: chart(each[0], findings(each[1])) for each in wanted}
    random.Random(7).shuffle(wanted)
    assert {each: chart(each[0], findings(each[1])) for each in wanted} == first
