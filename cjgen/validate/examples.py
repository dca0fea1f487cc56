"""Examples for figures and keys that do not go together: what an author could write instead."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from cjgen.model.action import Action
from cjgen.model.declaration import Declared
from cjgen.model.failure import FailureStep
from cjgen.model.instrument import Ces, Csat, Mystery, NpsAnswers, Servqual, Tgw
from cjgen.model.journey import JourneyHistory, JourneyTarget, Promise, Sample, TouchpointHistory
from cjgen.model.loyalty import EarlierLoyalty, Loyalty
from cjgen.model.nps import Benchmark, Nps
from cjgen.model.organisation import Learned, ScanAnswer
from cjgen.model.own import Competitor, Own
from cjgen.model.responses import SURVEY_FILES, Segment
from cjgen.model.scale import Range
from cjgen.model.score import ScoreForm
from cjgen.model.site import Site, Thresholds
from cjgen.validate.declared import declared_in, field_at
from cjgen.validate.faults import Fault

_TOGETHER: Mapping[type[Declared], str] = {
    EarlierLoyalty: "write those who did it, and all who could, such as `{count: 31, of: 84}`",
    Loyalty: "write those who did it, and all who could, such as `{measure: repeat, count: 31, of: 84}`",
    Own: "such as `own: {experience: 7.5, by: Sales}`",
    Benchmark: "write the lower end first, such as `{low: 15, high: 40}`",
    JourneyHistory: "such as `- {wave: 2025, nps: {score: 32, n: 90}}`",
    JourneyTarget: "write what is aimed at, such as `{experience: 8, by: 2027-06}`",
    Nps: "write the counts, such as `{promoters: 44, passives: 34, detractors: 14}`, or else `{score: 32, n: 92}`",
    Promise: "such as `promise: {title: {nl: Duidelijkheid, en: Clarity}}`",
    Range: "write both ends, such as `{min: 1, max: 10}`",
    TouchpointHistory: "such as `- {wave: 2025, experience: {mean: 6.1, sd: 1.8, n: 84}}`",
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
_COLUMNS: Mapping[str, str] = {
    "csat": "{column: q3}",
    "ces": "{column: q4, easy: high}",
    "nps": "{column: q1}",
    "servqual": "{expected: q5, perceived: q6}",
}
"""The same, counted in the survey file."""
_BESIDE: Mapping[str, str] = {
    "csat": "{column: {column: q3, scale: {min: 1, max: 5}, missing: [99]}}",
    "ces": "{column: {column: q4, missing: [99]}, easy: high}",
    "nps": "{column: {column: q1, missing: [99]}}",
    "servqual": "{expected: {column: q5, missing: [99]}, perceived: {column: q6, missing: [99]}}",
}
"""The same with a scale and codes for no answer of their own."""
_FORMS: Mapping[str, str] = {
    "mean": "{mean: 7.4, sd: 1.2, n: 84}",
    "answers": "{answers: [7, 8, 6]}",
    "counts": "{counts: {6: 3, 7: 8}}",
}


_ITEMS: Mapping[type[Declared], str] = {
    Action: "{title: Confirm the day by text message, owner: Planning, hours: 40, due: 2027-03}",
    Competitor: "{experience: 7.4, name: The shop next door}",
    FailureStep: "{who: Finance, what: corrects the invoice, minutes: 15}",
    Learned: "{said: You had to wait too long, did: We now call back within a day, since: 2027-03}",
    Loyalty: "{measure: repeat, count: 31, of: 84, period: 2026}",
    Own: "{experience: 7.5, by: Sales}",
    ScanAnswer: "{question: Does the board read complaints?, answer: partly}",
    Segment: "{title: Families, column: household, codes: [2, 3]}",
    JourneyHistory: "{wave: 2025, nps: {score: 32, n: 90}}",
    TouchpointHistory: "{wave: 2025, experience: {mean: 6.1, sd: 1.8, n: 84}}",
}
_ENDINGS: Mapping[str, str] = {
    ".xls": "save it as .xlsx in your spreadsheet",
    ".xlsm": "save it as .xlsx, without macros",
    ".numbers": "export it as .xlsx or .csv",
    ".zip": "unpack it, and name the file inside",
    ".gz": "only texts are read from .gz, such as .csv.gz",
    ".por": "save it as .sav",
}


def item_example(owner: type[Declared]) -> str:
    """One item of a list of these mappings; empty where no example is needed."""
    return _ITEMS.get(owner, "")


def survey_file_example(found: str) -> str:
    """What to do with a file that is none of those that answers can be read from."""
    endings = ", ".join(SURVEY_FILES)
    wanted = f"answers are read from files that end in {endings}"
    advice = next((advice for ending, advice in _ENDINGS.items() if found.lower().endswith(ending)), "")
    return f"{advice}; {wanted}" if advice else wanted


def address_example(scheme: str) -> str:
    """What to do with an address where a file belongs."""
    if scheme == "file://":
        return "write its path relative to the folder of site.yaml, such as `data/survey.csv`"
    if scheme in ("http://", "https://", "ftp://", "sftp://"):
        return "download the file into the site's folder and write its path, such as `data/survey.csv`"
    return "databases are not built yet: export the answers to a file, such as `data/survey.csv` or .parquet"


def together_example(declared: type[Declared], fault: Fault) -> str:
    """What could stand where keys do not go together: an example, or else the keys that may stand there."""
    field = field_at(declared, fault.declared_path)
    owner = declared_in(field.annotation) if field is not None else None
    if not fault.path and declared is Site:
        return "write `language: nl`, or for pages in several languages `languages: [nl, en]`"
    if owner is ScoreForm:
        if fault.path[-1:] == ("importance",) and not {*_FORMS, "derived", "column"} & set(fault.value):
            return f"such as `{_FORMS['mean']}`"
        return _score_example(fault.value if isinstance(fault.value, Mapping) else {})
    if owner is None:
        return ""
    name = str(fault.path[-1]) if fault.path else ""
    if name in _COLUMNS and isinstance(fault.value, Mapping) and {"column", "expected", "perceived"} & set(fault.value):
        return f"such as `{name}: {_COLUMNS[name]}`"
    if name in _INSTRUMENTS and owner is not Nps:
        return f"such as `{name}: {_INSTRUMENTS[name]}`"
    return _TOGETHER.get(owner) or "known here: " + ", ".join(f"`{name}`" for name in owner.model_fields)


def _score_example(written: Mapping[str, Any]) -> str:
    if written.get("derived") is not None:
        return "such as `{derived: true}`, or for a share computed elsewhere `{derived: 0.18, se: 0.02, n: 412}`"
    if written.get("column") is not None:
        return "such as `{column: q7}`, and for codes that are no answer `{column: q7, missing: [99]}`"
    forms = [name for name in _FORMS if written.get(name) is not None]
    used = [name for name in _INSTRUMENTS if written.get(name) is not None]
    counted = written.get(used[0]) if used else None
    if isinstance(counted, Mapping) and {"column", "expected", "perceived"} & set(counted):
        beside = _BESIDE if "scale" in written or "missing" in written else _COLUMNS
        return f"such as `{{{used[0]}: {beside[used[0]]}}}`"
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


SHARE_EXAMPLE = "write a part of the whole, such as 0.18 for 18 %, or `true` to have it computed from the survey file"


def range_example(key: str) -> str:
    """A figure that a key with a lowest or highest value could have."""
    signed = key in ("score", "nps", "low", "high")
    return "write a score from -100 to 100, such as 32" if signed else f"such as `{key}: {_FIGURES.get(key, '84')}`"


_FIGURES: Mapping[str, str] = {
    "sd": "1.2",
    "se": "0.02",
    "count": "11",
    "of": "420",
    "weight": "35",
    "value": "60",
    "min_group": "5",
    "hours": "40",
    "minutes": "15",
    "cost": "1500",
    "budget": "5000",
    "per_year": "120",
    "lift": "0.5",
    "limit": "3",
}
