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
from cjgen.model.failure import CUSTOMER, Failure
from cjgen.model.instrument import Ces, Csat, DimensionName, InstrumentName, NpsAnswers, Servqual
from cjgen.model.journey import (
    RESERVED_ENDINGS,
    RESERVED_IDS,
    Journey,
    JourneyHistory,
    JourneyTarget,
    Touchpoint,
    TouchpointHistory,
)
from cjgen.model.nps import Nps
from cjgen.model.own import Competitor, Own
from cjgen.model.responses import Responses
from cjgen.model.scale import FARTHEST, Range
from cjgen.model.score import EARLIER, SHARE, STATED, ScoreForm
from cjgen.model.site import Site

Schema = dict[str, Any]

COMPANIONS = frozenset({"sd", "n", "se", "missing", "source", "by", "question", "scale"})
"""The keys of a score that go with a figure; every other one is a figure of its own."""

_WRITTEN_NUMBER = r"^([-+]?(\.\d+|(0|[1-9]\d*)(\.\d*)?)([eE][-+]?\d+)?|0o[0-7]+|0x[0-9a-fA-F]+)$"
_COLUMNS = ("expected", "perceived")
_OWN_SCALE = ("csat", "ces", "nps", "tgw", "mystery", "derived")
_NPS_COUNTS = ("promoters", "passives", "detractors")
_RESTS_ON_FIGURES = ("mean", "servqual", "derived")
"""Forms of a score beside which `n` may stand."""


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
    computed = {"required": ["derived"], "properties": {"derived": {"const": True}}}
    columns = {"type": "object", **_any_of(("expected", "perceived"))}
    read = {"required": ["servqual"], "properties": {"servqual": columns}}
    return [
        {"properties": {"counts": {"propertyNames": {"pattern": _WRITTEN_NUMBER}}}},
        _refused("a score needs `mean`, `answers`, `counts`, `column` or an instrument", {"not": _any_of(forms)}),
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
            for form in forms
            if form not in _RESTS_ON_FIGURES
        ),
        _refused("`sd` does not go with this form: leave it out", written("sd"), _any_of(("servqual", "derived"))),
        _refused("`se` belongs to a derived share", written("se"), {"not": written("derived")}),
        _refused("`se` needs `n`: the number of complete answers", written("se"), {"not": asked}),
        _refused(
            "`se` and `n` follow from the answers: leave them out of `derived: true`", computed, _any_of(("se", "n"))
        ),
        _refused("`missing` goes with `column`", written("missing"), {"not": written("column")}),
        _refused("`scale` does not go with this form, which has one of its own", written("scale"), _any_of(_OWN_SCALE)),
        _refused(
            "this source does not go with a derived share",
            written("derived"),
            _is("source", "measured", "validated", "estimated", "unknown"),
        ),
        _refused("`source: derived` belongs to a share", _is("source", "derived"), {"not": written("derived")}),
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
            {"anyOf": [asked, *(written(form) for form in forms if form not in _RESTS_ON_FIGURES), read]},
        ),
        _refused("`n` follows from the answers in these columns", read, written("n")),
    ]


def _nps() -> list[Schema]:
    needs = "an NPS needs all three of `promoters`, `passives` and `detractors`; write 0 where there are none"
    none = {"required": list(_NPS_COUNTS), "properties": {name: {"const": 0} for name in _NPS_COUNTS}}
    return [
        *(_needs(name, _NPS_COUNTS, needs) for name in _NPS_COUNTS),
        _refused(
            "`score` and `n` follow from the counts: leave them out", _any_of(_NPS_COUNTS), _any_of(("score", "n"))
        ),
        _refused(
            "`column` counts the answers itself: leave the figures out",
            written("column"),
            _any_of((*_NPS_COUNTS, "score", "n")),
        ),
        _refused("this NPS counts no answers", none),
        _refused(
            "an NPS needs `promoters`, `passives` and `detractors`, or `score` and `n`, or `column`",
            {"not": _any_of((*_NPS_COUNTS, "column"))},
            {"not": {"allOf": [written("score"), written("n")]}},
        ),
    ]


def _target() -> list[Schema]:
    figures = ("experience", "overall", "nps")
    return [_refused("a target needs a figure: `experience`, `overall` or `nps`", {"not": _any_of(figures)})]


def _counted(counts: tuple[str, ...], message: str) -> list[Schema]:
    """An instrument: its counts, all of them, or a column."""
    counts_itself = "`column` counts the answers itself: leave the counts out"
    return [
        _refused(message, {"not": {"anyOf": [{"allOf": [written(name) for name in counts]}, written("column")]}}),
        _refused(counts_itself, written("column"), _any_of(counts)),
    ]


def _servqual() -> list[Schema]:
    both = "a SERVQUAL of answers needs both columns: `expected` and `perceived`"
    dimensions = get_args(DimensionName)
    return [
        _refused(
            "a SERVQUAL needs at least one dimension, or `expected` and `perceived`",
            {"not": _any_of((*dimensions, *_COLUMNS))},
        ),
        *(_needs(one, (other,), both) for one, other in (_COLUMNS, _COLUMNS[::-1])),
        _refused(
            "`expected` and `perceived` are columns: leave the dimensions out", _any_of(_COLUMNS), _any_of(dimensions)
        ),
    ]


def _importance() -> list[Schema]:
    instruments = {"type": "object", **_any_of(get_args(InstrumentName))}
    return [{"properties": {"importance": {"not": instruments, "errorMessage": f"an instrument {STATED}"}}}]


def _no_share(*names: str) -> list[Schema]:
    derived = {"type": "object", "required": ["derived"]}
    return [{"properties": {name: {"not": derived, "errorMessage": f"`derived` {SHARE}"}}} for name in names]


def _no_columns(*names: str) -> list[Schema]:
    """Nothing below these keys is read from the survey file."""
    computed = {"required": ["derived"], "properties": {"derived": {"const": True}}}
    counted = [
        {"required": [name], "properties": {name: {"type": "object", **_any_of(("column", *_COLUMNS))}}}
        for name in ("csat", "ces", "nps", "servqual")
    ]
    read = {"type": "object", "anyOf": [written("column"), computed, *counted]}
    return [{"properties": {name: {"not": read, "errorMessage": f"a column {EARLIER}"}}} for name in names]


def _earlier(*figures: str) -> list[Schema]:
    needs = " or ".join(f"`{name}`" for name in figures)
    return [_refused(f"an earlier wave needs {needs}", {"not": _any_of(figures)}), *_no_columns(*figures)]


def _responses() -> list[Schema]:
    long_only = ("touchpoint", "experience", "importance")
    long = _is("layout", "long")
    return [
        _refused("this key belongs to `layout: long`, a row an answer", _any_of(long_only), {"not": long}),
        _refused(
            "`layout: long` needs `touchpoint`: the column that says what was asked",
            long,
            {"not": written("touchpoint")},
        ),
        _refused(
            "`layout: long` needs `experience` or `importance`: the column with the answer",
            long,
            {"not": _any_of(long_only[1:])},
        ),
        _refused(
            "this key needs `respondent` in a long file, where a row is an answer",
            long,
            {"anyOf": [*(written(name) for name in ("recommend", "outcome", "wave")), _some("segment")]},
            {"not": written("respondent")},
        ),
    ]


def _some(name: str) -> Schema:
    """The key is there, and not as an empty list."""
    return {"required": [name], "properties": {name: {"not": {"enum": [None, []]}}}}


def _range() -> list[Schema]:
    within = {"minimum": -FARTHEST, "maximum": FARTHEST}
    return [{"properties": {"min": within, "max": within}}]


def _journey() -> list[Schema]:
    reserved = [{"enum": list(RESERVED_IDS)}, *({"type": "string", "pattern": f"{end}$"} for end in RESERVED_ENDINGS)]
    message = "`site`, and ids that end in -plan, -sheet or -done, are the names of other pages: write another `id`"
    segments = {"type": "array", "minItems": 1}
    return [
        _refused(message, {"required": ["id"], "properties": {"id": {"anyOf": reserved}}}),
        *_no_share("overall"),
        _refused(
            "`segments` divides the customers of a survey file: write `responses`",
            {"required": ["segments"], "properties": {"segments": segments}},
            {"not": written("responses")},
        ),
    ]


def _no_benchmark() -> list[Schema]:
    benchmark = {"type": "object", **written("benchmark")}
    return [{"properties": {"nps": {"not": benchmark, "errorMessage": "`benchmark` goes with today's NPS"}}}]


def _site() -> list[Schema]:
    errors = "|".join(code for code, entry in CODES.items() if entry.severity == "error")
    checks = {"propertyNames": {"enum": list(CODES)}, "patternProperties": {f"^({errors})$": {"const": "error"}}}
    twice = _refused(
        "`languages` and `language` say the same thing twice: keep one", written("languages"), written("language")
    )
    return [{"properties": {"checks": checks, "languages": {"uniqueItems": True}}}, twice]


def _own() -> list[Schema]:
    figures = ("importance", "experience")
    return [_refused("an own estimate needs a figure: `importance` or `experience`", {"not": _any_of(figures)})]


def _failure() -> list[Schema]:
    rates = {"propertyNames": {"not": {"const": CUSTOMER}}}
    return [{"properties": {"rates": {**rates, "errorMessage": "the customer's time is counted apart from money"}}}]


def exclusions() -> dict[type[Declared], list[Schema]]:
    """The rules between the keys of each mapping; all of them hold."""
    return {
        ScoreForm: _score(),
        Nps: _nps(),
        JourneyTarget: _target(),
        Touchpoint: [*_importance(), *_no_share("experience", "promise")],
        Responses: _responses(),
        Csat: _counted(("satisfied", "of"), "`csat` needs `satisfied` and `of`, or `column`"),
        Ces: _counted(("counts",), "`ces` needs `counts`, or `column`"),
        NpsAnswers: _counted(_NPS_COUNTS, "`nps` needs `promoters`, `passives` and `detractors`, or `column`"),
        Servqual: _servqual(),
        TouchpointHistory: [*_earlier("importance", "experience"), *_importance(), *_no_share("experience")],
        JourneyHistory: [*_earlier("nps", "overall"), *_no_share("overall"), *_no_benchmark()],
        Own: _own(),
        Competitor: [*_no_columns("experience"), *_no_share("experience")],
        Failure: _failure(),
        Range: _range(),
        Journey: _journey(),
        Site: _site(),
    }
