"""How each mapping may be written: what an editor offers, in the terms of JSON."""

from __future__ import annotations

from typing import Any

from cjgen.model.action import Action
from cjgen.model.column import AnswerColumn, Column
from cjgen.model.declaration import Declared
from cjgen.model.failure import CUSTOMER, Failure
from cjgen.model.focus import Capacity, Focus, JourneyFocus
from cjgen.model.instrument import Ces, Csat, Servqual
from cjgen.model.journey import (
    JourneyHistory,
    JourneyTarget,
    TouchpointHistory,
    TouchpointTarget,
)
from cjgen.model.loyalty import Loyalty
from cjgen.model.nps import Nps
from cjgen.model.organisation import Learned, ScanAnswer, Vision
from cjgen.model.own import Competitor, Own
from cjgen.model.responses import Responses, Segment, WaveColumn
from cjgen.model.scale import Range, Scale
from cjgen.model.score import ScoreForm
from cjgen.model.site import Thresholds

EXAMPLES: dict[type[Declared], list[Any]] = {
    ScoreForm: [
        {"mean": 6.2, "sd": 1.8, "n": 84},
        {"answers": [7, 6, 8]},
        {"counts": {"5": 4, "6": 11, "7": 20}},
        {"mean": 7, "source": "estimated", "by": "Sales"},
        {"column": "q7", "missing": ["99"]},
        {"derived": True},
        {"derived": 0.18, "se": 0.02, "n": 412},
    ],
    Nps: [{"promoters": 41, "passives": 33, "detractors": 12}, {"score": 33.7, "n": 86}, {"column": "q1"}],
    Csat: [{"satisfied": 61, "of": 84}, {"column": "q3"}],
    Ces: [{"counts": {"5": 22, "6": 30, "7": 25}, "easy": "high"}, {"column": "q4", "easy": "high"}],
    Servqual: [
        {"reliability": {"expected": 6.6, "perceived": 5.4}},
        {"expected": "q5", "perceived": "q6"},
    ],
    Column: [{"column": "age", "missing": ["99"]}],
    AnswerColumn: [{"column": "q7", "missing": ["99"], "scale": {"min": 1, "max": 5}}],
    WaveColumn: [{"column": "quarter", "order": ["2025-Q4", "2026-Q1"]}],
    Responses: [
        {"source": "data/survey.csv", "recommend": "q1", "segment": ["age"], "wave": "quarter", "missing": ["99"]},
        {
            "source": "data/survey.xlsx",
            "layout": "long",
            "respondent": "id",
            "touchpoint": "question",
            "experience": "answer",
        },
    ],
    Segment: [{"title": "Families", "column": "household", "codes": ["2", "3"], "value": 60}],
    JourneyHistory: [{"wave": "2025", "nps": {"score": 32, "n": 90}, "overall": {"mean": 7.4, "sd": 1.2, "n": 90}}],
    TouchpointHistory: [{"wave": "2025", "experience": {"mean": 6.1, "sd": 1.8, "n": 84}}],
    Own: [{"importance": 8, "experience": 7.5, "by": "Sales"}],
    Competitor: [{"experience": {"mean": 7.4, "sd": 1.2, "n": 84}, "name": "The shop next door"}],
    Failure: [
        {
            "title": "The invoice is wrong",
            "per_year": 120,
            "rates": {"Finance": 55},
            "steps": [
                {"who": CUSTOMER, "what": "calls", "minutes": 15},
                {"who": "Finance", "what": "corrects the invoice", "minutes": 15, "cost": 2.5},
            ],
        }
    ],
    Action: [{"title": "Confirm the day", "owner": "Planning", "hours": 40, "lift": 0.5, "due": "2027-03"}],
    Capacity: [{"hours": 120, "budget": 5000}],
    Focus: [{"limit": 3, "capacity": {"hours": 120, "budget": 5000}}],
    JourneyFocus: [{"limit": 1, "capacity": {"hours": 40, "budget": 0}}],
    Loyalty: [{"measure": "repeat", "count": 31, "of": 84, "period": "2026", "previous": {"count": 22, "of": 80}}],
    Vision: [{"text": "Nobody is surprised by a price", "source": "annual plan"}],
    ScanAnswer: [{"question": "Does the board read complaints?", "answer": "partly"}],
    Learned: [{"said": "You waited too long", "did": "We call back within a day", "since": "2027-03"}],
    JourneyTarget: [{"experience": 7.5, "nps": 20, "by": "2027"}],
    TouchpointTarget: [{"experience": 8, "by": "2027-06", "agreed_with": "Sales"}],
    Range: [{"min": 1, "max": 10}],
    Scale: [{"importance": {"min": 1, "max": 5}, "experience": {"min": 1, "max": 10}}],
    Thresholds: [{"importance": "mean", "experience": 7.5, "drop": "midpoint"}],
}
"""How a mapping may be written, in the terms of JSON."""
