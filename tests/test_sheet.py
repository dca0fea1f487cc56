"""The talk sheet and the page for the customers who answered: what they say, and what they keep to themselves."""

from __future__ import annotations

import re
from pathlib import Path
from typing import Any

import pytest
from browser import sites
from browser.pages import attribute, build, elements, internal, parse, references, text

from cjgen import bundled
from cjgen.analyse import analyse, derive, focus_pool, summary_of
from cjgen.measure import measure
from cjgen.model.focus import Focus
from cjgen.model.journey import Journey
from cjgen.render.locale import Locale
from cjgen.render.sheet import MOST, SheetBlock, SheetView, sheet_view

FIGURES = {"improve": (9, 3), "keep": (9, 9), "drop": (2, 5), "add": (9, None), "none": (None, None)}


def view(language: str, verdicts: str, own: tuple[Any, ...] = (), n: int = 84, **journey: Any) -> SheetView:
    """The sheet of a journey with these verdicts; `own` are our own estimates of the first experiences."""
    touchpoints = []
    for number, verdict in enumerate(verdicts.split()):
        figures = [mean and {"mean": mean, "sd": 1.0, "n": n} for mean in FIGURES[verdict]]
        item: dict[str, Any] = {"title": f"T{number}", "importance": figures[0], "experience": figures[1]}
        item |= {"wished": verdict == "add"} | ({"own": [_own(own[number])]} if number < len(own) else {})
        touchpoints.append(item)
    rules = {"importance": 6, "experience": 6, "drop": 4}
    keys = {"id": "j", "title": "J", "thresholds": rules, "stages": [{"title": "S", "touchpoints": touchpoints}]}
    declared = Journey.model_validate({**keys, **journey})
    found = analyse(declared, derive(declared, measure(declared)))
    (found,) = (type(found)(**{**fields(found), "focus": focus_pool([summary_of(found)], Focus()).of("j")}),)
    return sheet_view(found, Locale(language, bundled.catalogue(language)))


def _own(estimate: float | dict[str, float]) -> dict[str, float]:
    return estimate if isinstance(estimate, dict) else {"experience": estimate}


def fields(found: Any) -> dict[str, Any]:
    return {name: getattr(found, name) for name in found.__dataclass_fields__}


def told(block: SheetBlock) -> tuple[str | None, str]:
    return block.empty, block.question


def test_what_is_empty_says_so_and_has_a_question_of_its_own() -> None:
    assert [told(block) for block in view("nl", "improve keep drop add").blocks] == [
        (None, "Wat houdt ons tegen om dit morgen beter te doen?"),
        (None, "Wat mag hier nooit slechter worden?"),
        (None, "Wat doen we met de tijd die dit vrijmaakt?"),
        (None, "Wat zou de eerste kleine stap zijn?"),
    ]
    empty = view("nl", "keep keep keep")
    assert [told(block) for block in empty.blocks if block.kind != "keep"] == [
        ("Niets hoeft nu beter.", "Wat kan morgen toch nog beter?"),
        ("Niets springt eruit om te laten vervallen.", "Wat kan weg zonder dat klanten het missen?"),
        ("Niets springt eruit om toe te voegen.", "Wat zouden klanten missen als we het hun vroegen?"),
    ]
    assert told(view("nl", "improve").blocks[1])[0] == "Niets springt eruit om te behouden."
    assert {told(block)[0] for block in view("nl", "none").blocks} == {"Er is nog geen oordeel."}
    assert [told(block) for block in view("en", "none").blocks] == [
        ("There is no verdict yet.", "What could still be better tomorrow?"),
        ("There is no verdict yet.", "What are we proud of, and do customers notice?"),
        ("There is no verdict yet.", "What could go without customers missing it?"),
        ("There is no verdict yet.", "What would customers miss, if we asked them?"),
    ]


@pytest.mark.parametrize(
    ("language", "own", "n", "facts", "empty", "question"),
    [
        (
            "nl", (8, 6), 84,
            ["blinde vlek: beleving volgens ons 8, volgens klanten 3,0",
             "onderschat: beleving volgens ons 6, volgens klanten 9,0"],
            None, "Waarom zagen we dit zelf niet?",
        ),
        (
            "en", (8, 6), 84,
            ["blind spot: experience 8 by our own estimate, 3.0 by customers",
             "undersold: experience 6 by our own estimate, 9.0 by customers"],
            None, "Why did we not see this ourselves?",
        ),
        ("nl", (3, 9), 84, [], "Onze eigen inschattingen kloppen met wat klanten zeggen.",
         "Waar zouden we ons toch kunnen vergissen?"),
        ("en", (3, 9), 84, [], "Our own estimates agree with what customers say.",
         "Where might we be wrong all the same?"),
        ("en", (8, 6), 1, [], "Our own estimates cannot be compared with what customers say yet.",
         "Where might we be wrong all the same?"),
        ("en", (3.3, 9), 20000, ["blind spot: experience 3.3 by our own estimate, 3.0 by customers"], None,
         "Why did we not see this ourselves?"),
        ("nl", (3.04, 9), 200000, ["blinde vlek: wij denken er beter over dan klanten"], None,
         "Waarom zagen we dit zelf niet?"),
    ],
)  # fmt: skip
def test_our_own_view_beside_that_of_customers(
    language: str, own: tuple[float, ...], n: int, facts: list[str], empty: str | None, question: str
) -> None:
    block = view(language, "improve keep", own, n).blocks[-1]
    assert [str(fact) for entry in block.entries for fact in entry.facts] == facts
    assert told(block) == (empty, question)
    assert block.kind == "own"


@pytest.mark.parametrize(
    ("language", "importance", "n", "facts"),
    [
        ("nl", (9.5,), 84, ["belang overschat: volgens ons 9,5, volgens klanten 9,0"]),
        ("nl", (8,), 84, ["belang onderschat: volgens ons 8, volgens klanten 9,0"]),
        ("en", (9.5, 8), 84, ["overrated: importance 9.5 by our own estimate, 9.0 by customers",
                              "underrated: importance 8 by our own estimate, 9.0 by customers"]),
        ("nl", (9.04, 8.96), 200000, ["belang overschat: wij vinden het belangrijker dan klanten",
                                      "belang onderschat: klanten vinden het belangrijker dan wij"]),
        ("en", (9.04, 8.96), 200000, ["overrated: we find it more important than customers do",
                                      "underrated: customers find it more important than we do"]),
    ],
)  # fmt: skip
def test_importance_is_overrated_or_underrated_and_never_a_blind_spot(
    language: str, importance: tuple[float, ...], n: int, facts: list[str]
) -> None:
    block = view(language, "improve keep", tuple({"importance": value} for value in importance), n).blocks[-1]
    assert [str(fact) for entry in block.entries for fact in entry.facts] == facts


def test_without_an_own_view_there_is_no_block_for_it() -> None:
    assert [block.kind for block in view("nl", "improve keep").blocks] == ["improve", "keep", "drop", "add"]
    unknown = view("en", "none", (8,)).blocks[-1]
    assert unknown.empty == "Our own estimates cannot be compared with what customers say yet."


def test_lists_are_bounded_and_focus_areas_come_first() -> None:
    for language, more in (("nl", "en nog 4, in het rapport"), ("en", "and 4 more, in the report")):
        improve, keep, *_ = view(language, "improve " * (MOST + 4) + "keep " * MOST).blocks
        assert (len(improve.entries), improve.count, improve.more) == (MOST, MOST + 4, more)
        assert (len(keep.entries), keep.more) == (MOST, None)
        assert ["focus" in str(entry.facts[-1]) for entry in improve.entries] == [True] * 3 + [False] * 2
    assert [str(fact) for fact in view("nl", "improve keep").blocks[0].entries[0].facts] == [
        "belang 9,0, beleving 3,0",
        "duidelijk",
        "focusgebied",
    ]


def test_without_a_promise_the_sheet_asks_for_one() -> None:
    assert view("nl", "keep").promise_question == "Waar willen we om bekendstaan?"
    promised = view("nl", "keep", promise={"title": "Rust"})
    assert promised.promise_question == "Waar merken klanten dit wel, en waar niet?"


LEARNED = """\
context: {organisation: Keukenhuis, period: voorjaar 2026, sample: {answered: 84}}
nps: {promoters: 777, passives: 20, detractors: 9}
learned:
  - {said: Het duurde te lang., did: We bellen nu binnen een dag., since: 2026-03}
  - {said: {nl: Onduidelijk., en: Unclear.}, did: {nl: Verbeterd., en: Mended.}}
"""


@pytest.fixture(scope="module")
def done(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("done")
    journey = f"{sites.MINIMAL.replace('6.2', '{mean: 2.345, sd: 1, n: 84}')}language: nl\n{LEARNED}"
    settings = "title: Secret report\nlanguages: [nl, en]\nauthor: Bureau\n"
    return build(sites.write(folder / "site", settings, kitchen=journey, minimal=sites.MINIMAL), folder / "out")


def test_customers_read_what_they_said_and_what_was_done_since_when(done: Path) -> None:
    (dutch,) = elements(parse(done / "nl/journeys/kitchen-done.html"), "main")
    assert text(dutch) == (
        "U zei, wij deden Buying a kitchen · Keukenhuis Dank u wel dat u ons vertelde wat u vindt van ‘Buying a"
        " kitchen’. Dit hebben we gehoord, en dit hebben we ermee gedaan. U zei Het duurde te lang. Wij deden We bellen"
        " nu binnen een dag. Sinds maart 2026 U zei Onduidelijk. Wij deden Verbeterd. 84 klanten beantwoordden onze"
        " vragen (voorjaar 2026). Dat heeft ons geholpen."
    )
    (english,) = elements(parse(done / "en/journeys/kitchen-done.html"), "main")
    assert "You said Unclear. We did Mended." in text(english)
    assert "84 customers answered our questions (voorjaar 2026). That helped us." in text(english)
    assert not (done / "nl/journeys/minimal-done.html").exists()


def test_customers_find_no_figures_and_no_way_into_the_report(done: Path) -> None:
    for language, other in (("nl", "en"), ("en", "nl")):
        file = done / f"{language}/journeys/kitchen-done.html"
        links = [link for link in references(parse(file)) if internal(link) and not link.startswith(("#", "../../as"))]
        assert links == [f"../../{other}/journeys/kitchen-done.html"]
        content = file.read_text("utf-8")
        assert not re.search(r"777|2[.,]3|NPS|Secret report|Specification|verdict-|certainty", content)
        told = attribute(parse(file), "meta", "name", "description", "content") or ""
        assert "Buying a kitchen" in told


def test_the_report_leads_to_both_and_the_whole_report_to_neither(done: Path) -> None:
    for name, wanted in (("kitchen", ["kitchen-sheet.html", "kitchen-done.html"]), ("minimal", ["minimal-sheet.html"])):
        for folder, expected in (("journeys", wanted), ("whole", [])):
            links = references(parse(done / f"nl/{folder}/{name}.html"))
            assert [
                link for link in links if link.endswith(("-sheet.html", "-done.html")) and "/" not in link
            ] == expected


def test_what_cannot_be_told_apart_is_not_said_to_agree() -> None:
    touchpoints = [{"title": f"T{n}", "importance": 8, "experience": 4, "own": {"experience": 9}} for n in range(3)]
    declared = Journey.model_validate({"id": "j", "title": "J", "stages": [{"title": "S", "touchpoints": touchpoints}]})
    found = analyse(declared, derive(declared, measure(declared)))
    own = sheet_view(found, Locale("en", None)).blocks[-1]
    assert own.empty == "Our own estimates cannot be compared with what customers say yet."
