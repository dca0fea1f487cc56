"""Figures as the data files hold them: scores, the NPS, and what may stand beside them."""

from __future__ import annotations

from typing import Any

from cjgen.export.instruments import instrument_data
from cjgen.model.findings import AskMore, Figure, NpsFindings
from cjgen.model.scale import Range
from cjgen.model.score import ScoreForm
from cjgen.model.summary import Benchmark


def figure_data(figure: Figure | None, form: ScoreForm | None) -> dict[str, Any] | None:
    """A score with its interval; `form` is as it was written, None where it comes from a survey file alone."""
    if figure is None:
        return None
    score = figure.score
    asked_on = score.asked_on or (form.scale if form is not None else None)
    return {
        "mean": score.mean,
        "sd": score.sd,
        "n": score.n,
        "n_effective": score.n_effective,
        "unweighted": score.unweighted,
        "se": figure.se,
        "low": figure.low,
        "high": figure.high,
        "source": score.source,
        "spread": score.spread,
        "by": score.by,
        "question": score.question,
        "answers": list(score.few_answers) or None,
        "ask_more": _ask_more(figure.ask_more),
        "asked_on": scale_data(asked_on) if asked_on is not None else None,
        "instrument": instrument_data(figure),
    }


def nps_data(found: NpsFindings | None, benchmark: Benchmark | None = None) -> dict[str, Any] | None:
    """The NPS with its interval, and beside which benchmark it lies."""
    if found is None:
        return None
    return {
        "score": found.score,
        "n": found.n,
        "n_effective": found.n_effective,
        "unweighted": found.unweighted,
        "promoters": found.promoters,
        "passives": found.passives,
        "detractors": found.detractors,
        "low": found.low,
        "high": found.high,
        "ask_more": _ask_more(found.ask_more),
        "outweigh": {"low": found.outweigh[0], "high": found.outweigh[1]} if found.outweigh is not None else None,
        "benchmark": _benchmark(found, benchmark),
    }


def scale_data(scale: Range) -> list[float]:
    """The lowest and the highest possible score."""
    return [_plain(scale.min), _plain(scale.max)]


def _ask_more(more: AskMore | None) -> dict[str, Any] | None:
    return {"count": more.count, "margin": more.margin} if more is not None else None


def _benchmark(found: NpsFindings, benchmark: Benchmark | None) -> dict[str, Any] | None:
    if benchmark is None:
        return None
    also = list(found.also_possible) if found.also_possible is not None else None
    return {**benchmark._asdict(), "position": found.position, "also_possible": also}


def _plain(value: float) -> float | int:
    """A whole number without `.0`: a scale reads [1, 10]."""
    return int(value) if value == int(value) else value
