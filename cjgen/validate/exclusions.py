"""What JSON Schema can say of the rules between keys: which exclude each other and which need each other.

The rules themselves stand with the declarations in `model`, whose faults name them to authors; here the same
rules, in the same words, mark a mistake while it is being typed. `errorMessage` is what editors show of it; a
validator that does not know the word leaves it alone. tests/test_schema.py holds both against the same mistakes.
"""

from __future__ import annotations

from itertools import combinations
from typing import Any, get_args

from cjgen.model.codes import CODES
from cjgen.model.declaration import Declared
from cjgen.model.instrument import InstrumentName
from cjgen.model.journey import RESERVED_ENDINGS, RESERVED_IDS, Journey, JourneyTarget, Touchpoint, TouchpointTarget
from cjgen.model.nps import Nps
from cjgen.model.scale import FARTHEST, Range, Scale
from cjgen.model.score import STATED, ScoreForm
from cjgen.model.site import Site, Thresholds

Schema = dict[str, Any]

COMPANIONS = frozenset({"sd", "n", "se", "source", "by", "question", "scale"})
"""The keys of a score that go with a figure; every other one is a figure of its own."""

_WRITTEN_NUMBER = r"^([-+]?(\.\d+|(0|[1-9]\d*)(\.\d*)?)([eE][-+]?\d+)?|0o[0-7]+|0x[0-9a-fA-F]+)$"
_NPS_COUNTS = ("promoters", "passives", "detractors")


def written(name: str) -> Schema:
    """The key is there, with something behind it: an empty one counts as not written."""
    return {"required": [name], "properties": {name: {"not": {"type": "null"}}}}


def _any_of(names: tuple[str, ...]) -> Schema:
    return {"anyOf": [written(name) for name in names]}


def _refused(message: str, *all_of: Schema) -> Schema:
    """A rule against the conditions being true together."""
    return {"not": {"allOf": list(all_of)}, "errorMessage": message}


def _needs(name: str, others: tuple[str, ...], message: str) -> Schema:
    return _refused(message, written(name), {"not": {"allOf": [written(other) for other in others]}})


def _is(name: str, *words: str) -> Schema:
    return {"required": [name], "properties": {name: {"enum": list(words)}}}


def _score() -> list[Schema]:
    forms = tuple(name for name in ScoreForm.model_fields if name not in COMPANIONS)
    asked = {"required": ["n"], "properties": {"n": {"minimum": 1, "type": "number"}}}
    counted = {"additionalProperties": {"const": 0}, "type": "object"}
    return [
        {"properties": {"counts": {"propertyNames": {"pattern": _WRITTEN_NUMBER}}}},
        _refused("a score needs `mean`, `answers` or `counts`", {"not": _any_of(forms)}),
        *(
            _refused(f"`{one}` and `{other}` say the same thing twice: keep one", written(one), written(other))
            for one, other in combinations(forms, 2)
        ),
        *(
            _refused(
                f"`sd` and `n` follow from `{form}`: leave them out",
                written(form),
                _any_of(("sd", "n")),
                {"not": written("mean")},
            )
            for form in ("answers", "counts")
        ),
        _refused("this tally counts no answers", {"required": ["counts"], "properties": {"counts": counted}}),
        _refused("`sd` needs `n`: without the number of answers a spread says nothing", written("sd"), {"not": asked}),
        _refused(
            "this source needs `n` or `answers`: how many customers were asked?",
            _is("source", "measured", "validated"),
            written("mean"),
            {"not": asked},
        ),
        _refused(
            "this source contradicts the answers of customers: write `validated` or `measured`",
            _is("source", "estimated", "unknown"),
            {"anyOf": [asked, written("answers"), written("counts")]},
        ),
    ]


def _nps() -> list[Schema]:
    needs = "an NPS needs all three of `promoters`, `passives` and `detractors`; write 0 where there are none"
    none = {"required": list(_NPS_COUNTS), "properties": {name: {"const": 0} for name in _NPS_COUNTS}}
    return [
        *(_needs(name, _NPS_COUNTS, needs) for name in _NPS_COUNTS),
        _refused(
            "`score` and `n` follow from the counts: leave them out", _any_of(_NPS_COUNTS), _any_of(("score", "n"))
        ),
        _refused("this NPS counts no answers", none),
        _refused(
            "an NPS needs `promoters`, `passives` and `detractors`, or `score` and `n`",
            {"not": _any_of(_NPS_COUNTS)},
            {"not": {"allOf": [written("score"), written("n")]}},
        ),
    ]


def _target() -> list[Schema]:
    figures = ("experience", "overall", "nps")
    return [_refused("a target needs a figure: `experience`, `overall` or `nps`", {"not": _any_of(figures)})]


def _touchpoint() -> list[Schema]:
    instruments = {"type": "object", **_any_of(get_args(InstrumentName))}
    return [{"properties": {"importance": {"not": instruments, "errorMessage": f"an instrument {STATED}"}}}]


def _range() -> list[Schema]:
    within = {"minimum": -FARTHEST, "maximum": FARTHEST}
    return [{"properties": {"min": within, "max": within}}]


def _journey() -> list[Schema]:
    reserved = [{"enum": list(RESERVED_IDS)}, *({"type": "string", "pattern": f"{end}$"} for end in RESERVED_ENDINGS)]
    message = "`site`, and ids that end in -plan, -sheet or -done, are the names of other pages: write another `id`"
    return [_refused(message, {"required": ["id"], "properties": {"id": {"anyOf": reserved}}})]


def _site() -> list[Schema]:
    errors = "|".join(code for code, entry in CODES.items() if entry.severity == "error")
    checks = {"propertyNames": {"enum": list(CODES)}, "patternProperties": {f"^({errors})$": {"const": "error"}}}
    twice = _refused(
        "`languages` and `language` say the same thing twice: keep one", written("languages"), written("language")
    )
    return [{"properties": {"checks": checks, "languages": {"uniqueItems": True}}}, twice]


def exclusions() -> dict[type[Declared], list[Schema]]:
    """The rules between the keys of each mapping; all of them hold."""
    return {
        ScoreForm: _score(),
        Nps: _nps(),
        JourneyTarget: _target(),
        Touchpoint: _touchpoint(),
        Range: _range(),
        Journey: _journey(),
        Site: _site(),
    }


EXAMPLES: dict[type[Declared], list[Any]] = {
    ScoreForm: [
        {"mean": 6.2, "sd": 1.8, "n": 84},
        {"answers": [7, 6, 8]},
        {"counts": {"5": 4, "6": 11, "7": 20}},
        {"mean": 7, "source": "estimated", "by": "Sales"},
    ],
    Nps: [{"promoters": 41, "passives": 33, "detractors": 12}, {"score": 33.7, "n": 86}],
    JourneyTarget: [{"experience": 7.5, "nps": 20, "by": "2027"}],
    TouchpointTarget: [{"experience": 8, "by": "2027-06", "agreed_with": "Sales"}],
    Range: [{"min": 1, "max": 10}],
    Scale: [{"importance": {"min": 1, "max": 5}, "experience": {"min": 1, "max": 10}}],
    Thresholds: [{"importance": "mean", "experience": 7.5, "drop": "midpoint"}],
}
"""How a mapping may be written, in the terms of JSON."""
