"""Examples for figures and keys that do not go together: what an author could write instead."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from cjgen.model.declaration import Declared
from cjgen.model.instrument import Ces, Csat, Mystery, NpsAnswers, Servqual, Tgw
from cjgen.model.journey import JourneyTarget, Promise, Sample
from cjgen.model.nps import Benchmark, Nps
from cjgen.model.scale import Range
from cjgen.model.score import ScoreForm
from cjgen.model.site import Site, Thresholds
from cjgen.validate.declared import declared_in, field_at
from cjgen.validate.faults import Fault

_TOGETHER: Mapping[type[Declared], str] = {
    Benchmark: "write the lower end first, such as `{low: 15, high: 40}`",
    JourneyTarget: "write what is aimed at, such as `{experience: 8, by: 2027-06}`",
    Nps: "write the counts, such as `{promoters: 44, passives: 34, detractors: 14}`, or else `{score: 32, n: 92}`",
    Promise: "such as `promise: {title: {nl: Duidelijkheid, en: Clarity}}`",
    Range: "write both ends, such as `{min: 1, max: 10}`",
    Thresholds: "write a `drop` that is no higher, such as `{importance: 7, drop: 5}`",
    Sample: "write how many were asked, and how many of those answered, such as `{invited: 300, answered: 92}`",
}
_INSTRUMENTS: Mapping[str, str] = {
    "csat": Csat.example,
    "ces": Ces.example,
    "nps": NpsAnswers.example,
    "servqual": Servqual.example,
    "tgw": Tgw.example,
    "mystery": Mystery.example,
}
_FORMS: Mapping[str, str] = {
    "mean": "{mean: 7.4, sd: 1.2, n: 84}",
    "answers": "{answers: [7, 8, 6]}",
    "counts": "{counts: {6: 3, 7: 8}}",
}


def together_example(declared: type[Declared], fault: Fault) -> str:
    """What could stand where keys do not go together: an example, or else the keys that may stand there."""
    field = field_at(declared, fault.declared_path)
    owner = declared_in(field.annotation) if field is not None else None
    if not fault.path and declared is Site:
        return "write `language: nl`, or for pages in several languages `languages: [nl, en]`"
    if owner is ScoreForm:
        if fault.path[-1:] == ("importance",) and not set(_FORMS) & set(fault.value):
            return f"such as `{_FORMS['mean']}`"
        return _score_example(fault.value if isinstance(fault.value, Mapping) else {})
    if owner is None:
        return ""
    name = str(fault.path[-1]) if fault.path else ""
    if name in _INSTRUMENTS and owner is not Nps:
        return f"such as `{name}: {_INSTRUMENTS[name]}`"
    return _TOGETHER.get(owner) or "known here: " + ", ".join(f"`{name}`" for name in owner.model_fields)


def _score_example(written: Mapping[str, Any]) -> str:
    forms = [name for name in _FORMS if written.get(name) is not None]
    used = [name for name in _INSTRUMENTS if written.get(name) is not None]
    if used and not forms:
        asked = ", n: 84" if used == ["servqual"] else ""
        return f"such as `{{{used[0]}: {_INSTRUMENTS[used[0]]}{asked}}}`"
    if len(forms) != 1:
        return f"write one of these: {', '.join(f'`{example}`' for example in _FORMS.values())}"
    estimated = "`{mean: 7, source: estimated, by: Sales}`"
    validated = "`{mean: 7, source: validated, n: 3, by: Sales}`"
    if forms == ["mean"] and written.get("source") in ("estimated", "unknown"):
        return f"{validated} for an estimate that customers confirmed, {estimated} for one that nobody was asked about"
    if forms == ["mean"] and written.get("source") == "validated":
        return f"such as {validated}"
    return f"such as `{_FORMS[forms[0]]}`"


def range_example(key: str) -> str:
    """A figure that a key with a lowest or highest value could have."""
    signed = key in ("score", "nps", "low", "high")
    return "write a score from -100 to 100, such as 32" if signed else f"such as `{key}: {_FIGURES.get(key, '84')}`"


_FIGURES: Mapping[str, str] = {"sd": "1.2", "count": "11", "of": "420", "weight": "35"}
