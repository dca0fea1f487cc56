"""The two engines: equal bytes for every kind, and a build that goes on whatever happens to the quick one."""

from __future__ import annotations

import os
import random
import signal
from collections.abc import Iterator, Sequence
from dataclasses import replace
from pathlib import Path

import pytest

from cjgen.cache import FolderCache, MemoryCache, program, user_cache
from cjgen.chart import Charts, Wanted, open_engine, warm
from cjgen.chart.door import FORMS
from cjgen.chart.engine import Drawing, VlConvert, compiled
from cjgen.chart.picture import Picture
from cjgen.chart.warm import WarmEngine
from cjgen.model.chart import CHART_KINDS, ChartKind
from tests.charts.journeys import findings, texts

CACHE = FolderCache(user_cache(), program())
"""Declarations are compiled, and the runtime's code is made, once for all processes of a run."""


def picture(kind: ChartKind, count: int, scores: str = "spread", *, bare: bool = False) -> Picture:
    journey = findings(count, scores, bare=bare)
    drawn = FORMS[kind].picture(journey, texts(kind, journey))
    assert drawn is not None
    return drawn


def drawing(kind: ChartKind, *given: int | str, bare: bool = False, language: str = "nl") -> Drawing:
    return compiled(FORMS[kind], CACHE), picture(kind, *given, bare=bare), language  # type: ignore[arg-type]


def of_all_kinds() -> list[Drawing]:
    """Two of each kind, in two languages; `python -m tests.bench charts` draws many more of each, both ways."""
    return [
        drawing(kind, count, scores, bare=bare, language=language)
        for kind in CHART_KINDS
        for count, scores, bare, language in (
            (12, "spread", False, "nl"),
            (5, "ends", True, "en"),
        )
    ]


@pytest.fixture(scope="module")
def engine() -> Iterator[WarmEngine]:
    with WarmEngine(CACHE) as opened:
        opened.wait()
        yield opened
        assert opened.trouble == ""


def by_process(engine: WarmEngine, drawings: Sequence[Drawing]) -> list[str]:
    """What the process draws, without a look at what vl-convert does."""
    svgs = engine._asked([(engine._name(each[0], each[2]), each) for each in drawings])
    assert svgs is not None, engine.trouble
    return svgs


def test_every_kind_has_equal_bytes_in_any_order(engine: WarmEngine) -> None:
    drawings = of_all_kinds()
    plain = VlConvert().drawn(drawings)
    assert len(set(plain)) > 1.7 * len(CHART_KINDS)
    for seed in range(2):
        order = list(range(len(drawings)))
        random.Random(seed).shuffle(order)
        for start in range(0, len(order), 5):
            part = order[start : start + 5]
            assert by_process(engine, [drawings[at] for at in part]) == [plain[at] for at in part]


@pytest.mark.parametrize("kind", ["matrix", "curve", "moved"])
def test_all_that_is_left_open_has_its_effect(engine: WarmEngine, kind: ChartKind) -> None:
    specification, whole, language = drawing(kind, 5)
    changed = [
        replace(whole, width=whole.width + 11),
        replace(whole, height=whole.height + 11),
        replace(whole, padding=(31, 32, 33, 34)),
        *(replace(whole, rows={**whole.rows, name: rows[1:]}) for name, rows in whole.rows.items() if rows),
        *(replace(whole, signals={**whole.signals, name: _other(value)}) for name, value in whole.signals.items()),
        replace(whole, rows={name: rows for name, rows in whole.rows.items() if name != "points"}),
        replace(whole, signals={}),
    ]
    drawings: list[Drawing] = [(specification, whole, language)]
    for each in changed:
        drawings += [(specification, each, language), (specification, whole, language)]
    svgs = by_process(engine, drawings)
    assert set(svgs[::2]) == {svgs[0]}
    assert svgs[0] not in svgs[1::2]
    assert svgs[:1] + svgs[1::2] == VlConvert().drawn(drawings[:1] + drawings[1::2])


def _other(value: object) -> object:
    if isinstance(value, list):
        return value[::-2]
    return ",.3f" if isinstance(value, str) else float(value) * 1.25 + 1  # type: ignore[arg-type]


def test_runs_and_ticks_have_the_order_of_this_drawing(engine: WarmEngine) -> None:
    """Both are known by what they are: without care they stand where they stood in the drawing before."""
    specification, whole, language = drawing("curve", 20)
    runs = [[3, 3, 5, 5], [5, 5, 3, 3], [0, 0, 3, 3], [3, 3], [0, 0, 3, 3, 5, 5]]
    drawings: list[Drawing] = []
    for number, given in enumerate(runs):
        rows = [{"x": at + 0.5, "y": 3.0 + at, "run": run} for at, run in enumerate(given)]
        band = [{**row, "y2": 9.0} for row in rows]
        signals = {**whole.signals, "y_ticks": [[2, 4, 6], [4, 2], [1, 2, 3, 4]][number % 3]}
        drawings.append((specification, replace(whole, rows={"curve": rows, "band": band}, signals=signals), language))
    assert by_process(engine, drawings) == VlConvert().drawn(drawings)


def test_what_a_declaration_does_not_know_fails_with_either(engine: WarmEngine) -> None:
    specification, whole, language = drawing("counts", 5)
    for wrong in (replace(whole, rows={"unknown": []}), replace(whole, signals={"unknown": 1})):
        with pytest.raises(KeyError):
            VlConvert().drawn([(specification, wrong, language)])
        with WarmEngine(CACHE) as opened:
            opened.wait()
            with pytest.raises(KeyError):
                opened.drawn([(specification, wrong, language)])


def test_charts_are_drawn_in_one_go_and_only_once() -> None:
    class Counted(VlConvert):
        asked: list[int] = []  # noqa: RUF012

        def drawn(self, drawings: Sequence[Drawing]) -> list[str]:
            self.asked.append(len(drawings))
            return super().drawn(drawings)

    journey, cache, counted = findings(5), MemoryCache(), Counted()
    wanted = [Wanted(kind, journey, texts(kind, journey), "nl", kind) for kind in ("counts", "nps", "sparkline")]
    charts = Charts(counted, cache)
    first = charts.draw_all(wanted)
    assert charts.draw_all(wanted) == first
    assert Charts(counted, cache).draw_all(wanted) == first
    assert charts.draw_all(wanted[::-1]) == first[::-1]
    assert counted.asked == [3, 3]


# when it starts


def test_a_few_drawings_are_not_worth_a_start() -> None:
    with open_engine(MemoryCache(), 59) as opened:
        assert isinstance(opened, VlConvert)
    with open_engine(CACHE, 10) as opened:
        assert isinstance(opened, VlConvert)


def test_it_is_no_condition(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(warm, "find_spec", lambda name: None)
    with open_engine(CACHE, 1000) as opened:
        assert isinstance(opened, VlConvert)


def test_it_is_taken_once_it_is_ready_and_found_equal() -> None:
    drawings = [drawing("counts", 5), drawing("counts", 7)]
    plain = VlConvert().drawn(drawings)
    cache = MemoryCache()
    with WarmEngine(CACHE) as made:
        made.wait()
        cache.put(warm._code_key(), CACHE.get(warm._code_key()) or made._process.made)  # type: ignore[union-attr]
    with open_engine(cache, 1000) as opened:
        assert isinstance(opened, WarmEngine)
        assert opened.drawn(drawings) == plain, "while it starts"
        opened.wait()
        assert opened.drawn(drawings) == plain
        assert list(opened._equal.values()) == [True]
        assert opened.trouble == ""
    with WarmEngine(cache) as again:
        again.wait()
        again.drawn(drawings[:1])
        assert cache.get(next(iter(again._names.values()))) == b"yes", "found once and kept"


# when it fails


def pid(engine: WarmEngine) -> int:
    assert engine.process_id is not None
    return engine.process_id


def test_it_is_started_once_more_and_then_left() -> None:
    drawings = [drawing("counts", 5), drawing("nps", 5)]
    plain = VlConvert().drawn(drawings)
    with WarmEngine(CACHE) as opened:
        opened.wait()
        assert opened.drawn(drawings) == plain
        first = pid(opened)
        os.kill(first, signal.SIGKILL)
        assert opened.drawn(drawings) == plain
        assert opened.trouble
        opened.wait()
        assert opened.drawn(drawings) == plain
        assert pid(opened) != first
        os.kill(pid(opened), signal.SIGKILL)
        assert opened.drawn(drawings) == plain
        assert opened._process is None
        assert opened.drawn(drawings) == plain


def test_one_that_hangs_is_ended() -> None:
    drawings = [drawing("counts", 5)]
    plain = VlConvert().drawn(drawings)
    with WarmEngine(CACHE, patience=0.2) as opened:
        opened.wait()
        hanging = pid(opened)
        os.kill(hanging, signal.SIGSTOP)
        assert opened.drawn(drawings) == plain
        assert "-9" in opened.trouble
        with pytest.raises(ProcessLookupError):
            os.kill(hanging, 0)


def test_a_loop_in_the_runtime_is_ended_there() -> None:
    process = warm.Process(b"globalThis.vegaEmbed = () => { for (;;); };", patience=0.5)
    process.wait()
    question = '{"charts":[{"name":"a","specification":{"data":[]}}],"drawings":[]}'
    with pytest.raises(warm.Stopped, match="Timeout"):
        process.ask(question.encode())
    process.close()


_ANSWERS = """
import sys, struct
def send(text): sys.stdout.buffer.write(struct.pack(">I", len(text)) + text); sys.stdout.buffer.flush()
def receive(): sys.stdin.buffer.read(struct.unpack(">I", sys.stdin.buffer.read(4))[0])
receive(); send(b"")
while True:
    receive(); send(ANSWER)
"""
BAD = {
    "ends": "import sys; sys.exit(3)",
    "noise": "print('Hello, this is no message at all')",
    "endless": "import sys\nwhile True: sys.stdout.buffer.write(b'x' * 4096)",
    "too long": "import sys; sys.stdout.buffer.write(b'\\xff\\xff\\xff\\xff')",
    "cut off": "import sys; sys.stdout.buffer.write(b'\\0\\0\\0\\x09abc')",
    "no JSON": _ANSWERS.replace("ANSWER", "b'\\xff{'"),
    "other": _ANSWERS.replace("ANSWER", "b'{}'"),
    "too few": _ANSWERS.replace("ANSWER", "b'[]'"),
    "no texts": _ANSWERS.replace("ANSWER", "b'[1]'"),
    "other drawing": _ANSWERS.replace("ANSWER", "b'[\"<svg/>\"]'"),
    "fault": _ANSWERS.replace("ANSWER", "b'!' + b'x' * 5000"),
}


@pytest.mark.parametrize("known", [False, True], ids=["unknown", "known as equal"])
@pytest.mark.parametrize("name", BAD)
def test_what_is_no_answer_is_not_taken(
    name: str, known: bool, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    if known and name == "other drawing":
        return  # what was found equal once is trusted
    drawings = [drawing("counts", 5)]
    (tmp_path / "bad.py").write_text(BAD[name])
    monkeypatch.setattr(warm, "_SCRIPT", tmp_path / "bad.py")
    cache = MemoryCache()
    with WarmEngine(cache) as opened:
        if known:
            cache.put(opened._name(drawings[0][0], "nl"), b"yes")
            opened._names.clear()
        for _ in range(3):
            opened.wait()
            assert opened.drawn(drawings) == VlConvert().drawn(drawings)
        assert opened.trouble
        assert len(opened.trouble) <= 300


def test_it_ends_with_who_asks() -> None:
    process = warm.Process(b"globalThis.vegaEmbed = null;")
    process.wait()
    assert process.ready
    assert process._process.stdin is not None
    process._process.stdin.close()
    assert process._process.wait(timeout=20) == 0
    process.close()
