"""Keys that an author wrote in Dutch: read as the English ones that they stand for, and said to be so."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from typing import Any

from cjgen.model.declaration import Declared
from cjgen.model.document import Document, Path, shown_path
from cjgen.model.problem import Problem, problem
from cjgen.validate.declared import keys_at

DUTCH: Mapping[str, tuple[str, ...]] = {
    "aanbevelen": ("recommend", "nps"),
    "aanbeveling": ("nps", "recommend"),
    "aantal": ("n", "count", "of", "per_year"),
    "actie": ("actions",),
    "acties": ("actions",),
    "afgeleid": ("derived",),
    "afgesproken_met": ("agreed_with",),
    "ambitie": ("target",),
    "antwoord": ("answer",),
    "antwoorden": ("answers", "responses"),
    "auteur": ("author",),
    "bedrag": ("cost", "budget"),
    "behoefte": ("need",),
    "behouden": ("keep",),
    "belang": ("importance",),
    "beleving": ("experience",),
    "belofte": ("promise",),
    "benaderd": ("invited",),
    "beschrijving": ("summary",),
    "bestand": ("file",),
    "bewijs": ("evidence",),
    "blad": ("sheet",),
    "branche": ("sector",),
    "bron": ("source",),
    "capaciteit": ("capacity",),
    "cijfer": ("mean", "score"),
    "citaat": ("text",),
    "citaten": ("evidence",),
    "concept": ("draft",),
    "concurrent": ("competitor",),
    "concurrenten": ("competitor",),
    "contactmoment": ("touchpoints", "touchpoint"),
    "contactmomenten": ("touchpoints",),
    "criticasters": ("detractors",),
    "datum": ("date", "by", "due", "since"),
    "deadline": ("due", "by"),
    "doel": ("target",),
    "doelgroep": ("audience", "customer"),
    "doelstelling": ("target",),
    "donker": ("dark",),
    "door": ("by",),
    "drempels": ("thresholds",),
    "effecten": ("effect",),
    "eigen": ("own",),
    "eigen_beeld": ("own",),
    "eigen_inschatting": ("own",),
    "eigenaar": ("owner",),
    "einddatum": ("due", "by"),
    "enquete": ("responses",),
    "ervaren": ("perceived",),
    "evaluatie": ("review",),
    "evaluatiedatum": ("review",),
    "faalkosten": ("failure",),
    "fase": ("stages",),
    "fasen": ("stages",),
    "fases": ("stages",),
    "geantwoord": ("answered",),
    "gedaan": ("did",),
    "geen_cijfers": ("no_figures",),
    "geleerd": ("learned",),
    "gemiddeld": ("mean",),
    "gemiddelde": ("mean",),
    "geschiedenis": ("history",),
    "gewenst": ("wished",),
    "gewicht": ("weight",),
    "gezegd": ("said",),
    "golf": ("wave",),
    "herstelkosten": ("failure",),
    "historie": ("history",),
    "hoog": ("high",),
    "huisstijl": ("brand",),
    "indeling": ("layout",),
    "indexeren": ("indexing",),
    "inschatting": ("own",),
    "intern": ("internal",),
    "kanaal": ("channel",),
    "keer_per_jaar": ("per_year",),
    "klachten": ("complaints",),
    "klant": ("client", "customer"),
    "klanten": ("customer",),
    "klantgroep": ("segment", "segments"),
    "klantgroepen": ("segments", "segment"),
    "klantreizen": ("journeys",),
    "kleinste_groep": ("min_group",),
    "kleuren": ("colors",),
    "kolom": ("column",),
    "kolommen": ("column",),
    "kosten": ("cost", "failure", "budget"),
    "laag": ("low",),
    "letters": ("fonts",),
    "lettertypen": ("fonts",),
    "lettertypes": ("fonts",),
    "licht": ("light",),
    "limiet": ("limit",),
    "loyaliteit": ("loyalty",),
    "maat": ("measure",),
    "maximum": ("max",),
    "meetmoment": ("wave",),
    "merk": ("brand",),
    "methode": ("method",),
    "meting": ("wave",),
    "metingen": ("history",),
    "minimum": ("min",),
    "minuten": ("minutes",),
    "munt": ("currency",),
    "munteenheid": ("currency",),
    "naam": ("title", "name"),
    "norm": ("thresholds",),
    "normen": ("thresholds",),
    "notitie": ("note", "internal"),
    "omschrijving": ("summary", "what"),
    "onderbouwing": ("evidence",),
    "ontbreekt": ("missing",),
    "ontbrekend": ("missing",),
    "ontbrekende": ("missing",),
    "opdrachtgever": ("client",),
    "opmerking": ("note",),
    "organisatie": ("organisation",),
    "passief_tevredenen": ("passives",),
    "per_jaar": ("per_year",),
    "periode": ("period",),
    "promotors": ("promoters",),
    "publiek": ("audience",),
    "rangorde": ("ranking",),
    "rapportcijfer": ("overall",),
    "reden": ("required",),
    "respondenten": ("n",),
    "respons": ("sample",),
    "resultaat": ("result",),
    "rol": ("who",),
    "samenvatting": ("summary",),
    "schaal": ("scale",),
    "segmenten": ("segments", "segment"),
    "sinds": ("since",),
    "soort": ("kind",),
    "spreiding": ("sd",),
    "standaardafwijking": ("sd",),
    "standaarddeviatie": ("sd",),
    "standaardfout": ("se",),
    "stap": ("steps",),
    "stappen": ("steps",),
    "steekproef": ("sample",),
    "stijl": ("style",),
    "taal": ("language",),
    "tabblad": ("sheet",),
    "tarief": ("rates",),
    "tarieven": ("rates",),
    "tekst": ("text",),
    "tellingen": ("counts",),
    "tevredenheid": ("experience",),
    "thema": ("theme",),
    "titel": ("title",),
    "toelichting": ("note", "summary"),
    "toevoegen": ("add",),
    "toon": ("tone",),
    "totaalcijfer": ("overall",),
    "uiterlijk": ("by", "due"),
    "uitgenodigd": ("invited",),
    "uitkomst": ("outcome",),
    "uitkomstmaat": ("outcome",),
    "uitspraken": ("evidence",),
    "uitvoer": ("output",),
    "uren": ("hours",),
    "uur": ("hours",),
    "uurtarief": ("rates",),
    "uurtarieven": ("rates",),
    "valuta": ("currency",),
    "van": ("of",),
    "verantwoordelijke": ("owner",),
    "verbeteren": ("improve",),
    "verbetering": ("lift",),
    "vergelijking": ("benchmark",),
    "verplicht": ("required",),
    "vervallen": ("drop",),
    "verwacht": ("expected",),
    "visie": ("vision",),
    "volgorde": ("ranking", "order"),
    "vorige": ("previous",),
    "vorige_periode": ("previous",),
    "vraag": ("question",),
    "waarde": ("value",),
    "waarden": ("codes", "order"),
    "waardering": ("experience",),
    "waargenomen": ("perceived",),
    "wat": ("what",),
    "weegfactor": ("weight",),
    "weging": ("weight",),
    "werkblad": ("sheet",),
    "wie": ("who", "by"),
}
"""What Dutch words of the field stand for: the first of the keys that may stand where the word does."""


def english_key(word: str, known: list[str]) -> str | None:
    """The key of `known` that a Dutch word stands for; None for any other word."""
    return next((name for name in DUTCH.get(_plain(word), ()) if name in known), None)


class ReadFromDutch:
    """A document with English keys for its Dutch ones; `problems` says so of each."""

    def __init__(self, declared: type[Declared], document: Document) -> None:
        self.problems: tuple[Problem, ...] = ()
        self.document = document
        self._declared = declared
        self._written: dict[Path, Path] = {}
        if document.data and any(_plain(name) in DUTCH for name in _names(document.data)):
            data = self._translate(document.data, (), ())
            tables = (self._moved(table) for table in (document.keys, document.values, document.comments))
            keys, values, comments = tables
            self.document = replace(document, data=data, keys=keys, values=values, comments=comments)
            self._back = {
                shown_path(path): shown_path(written) for path, written in self._written.items() if path != written
            }

    def as_written(self, found: Problem) -> Problem:
        """The problem with the path that the author wrote."""
        path = self._back.get(found.place.path) if self.problems else None
        return found if path is None else replace(found, place=replace(found.place, path=path))

    def _translate(self, value: Any, path: Path, written: Path) -> Any:
        """The value with English keys; `path` is where it will stand, `written` where it stands."""
        self._written[path] = written
        if isinstance(value, list):
            return [self._translate(item, (*path, i), (*written, i)) for i, item in enumerate(value)]
        if not isinstance(value, dict):
            return value
        known = keys_at(self._declared, path)
        found = {}
        for key, item in value.items():
            name = english_key(key, known) if key not in known else None
            if name is None or name in value or name in found:
                name = key
            else:
                place = self.document.place((*written, key), key=True)
                hint = f"keys are in English: write `{name}`"
                self.problems += (problem("CJ104", place, hint=hint, key=key, known=""),)
            found[name] = self._translate(item, (*path, name), (*written, key))
        return found

    def _moved(self, table: Mapping[Path, Any]) -> dict[Path, Any]:
        """A table of the document by the paths with English keys."""
        moved = {written: path for path, written in self._written.items()}
        return {moved.get(path, path): item for path, item in table.items()}


def _names(value: Any) -> set[str]:
    """Every key in a tree of plain data."""
    if isinstance(value, dict):
        return set(value).union(*(_names(item) for item in value.values() if isinstance(item, dict | list)))
    return set().union(*map(_names, value)) if isinstance(value, list) else set()


def _plain(word: str) -> str:
    return word.lower().replace(" ", "_").replace("-", "_")
