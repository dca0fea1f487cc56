"""What authors write where the format has a word of its own: Dutch, or another English word."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from cjgen.validate.said_back import as_written

MEANT: Mapping[str, tuple[str, ...]] = {
    "aanbeveling": ("referral",),
    "afgerond": ("done",),
    "basis": ("basic",),
    "behoud": ("retention",),
    "bezig": ("doing",),
    "busy": ("doing",),
    "cancelled": ("stopped",),
    "closed": ("done",),
    "completed": ("done",),
    "concurrent": ("competitor",),
    "cross_selling": ("cross_sell",),
    "cross_verkoop": ("cross_sell",),
    "deels": ("partly",),
    "enquete": ("survey",),
    "enquête": ("survey",),
    "false": ("no",),
    "finished": ("done",),
    "gedaan": ("done",),
    "gedeeltelijk": ("partly",),
    "gepland": ("planned",),
    "gereed": ("done",),
    "gesprek": ("interview",),
    "gestopt": ("stopped",),
    "goed": ("good",),
    "herhaal": ("repeat",),
    "herhaalaankoop": ("repeat",),
    "herhaalaankopen": ("repeat",),
    "idee": ("proposed",),
    "in_progress": ("doing",),
    "in_uitvoering": ("doing",),
    "intern": ("internal",),
    "ja": ("yes",),
    "klaar": ("done",),
    "klacht": ("complaint",),
    "klant": ("client",),
    "klanten": ("client",),
    "leverancier": ("supplier",),
    "lopend": ("doing",),
    "loyaal": ("loyalty",),
    "loyaliteit": ("loyalty",),
    "marge": ("margin",),
    "medewerker": ("staff",),
    "medewerkers": ("staff",),
    "nee": ("no",),
    "negatief": ("bad",),
    "negative": ("bad",),
    "neutraal": ("neutral",),
    "ongoing": ("doing",),
    "opdrachtgever": ("client",),
    "open": ("proposed", "planned"),
    "openbaar": ("public",),
    "partial": ("partly",),
    "partially": ("partly",),
    "positief": ("good",),
    "positive": ("good",),
    "private": ("internal",),
    "publiek": ("public",),
    "rendement": ("margin",),
    "retentie": ("retention",),
    "slecht": ("bad",),
    "started": ("doing",),
    "todo": ("planned",),
    "true": ("yes",),
    "uitgevoerd": ("done",),
    "vervallen": ("stopped",),
    "verwijzing": ("referral",),
    "voorgesteld": ("proposed",),
    "voorstel": ("proposed",),
    "winst": ("margin",),
}
"""For each word, in small letters, those of the format that it may stand for: the first that is allowed is meant."""


def meant_word(value: object, allowed: Sequence[str]) -> str | None:
    """The word of `allowed` that a Dutch or another English one stands for; None for any other."""
    if not isinstance(value, str | bool):
        return None
    word = as_written(value).strip().lower().replace(" ", "_").replace("-", "_")
    return next((name for name in MEANT.get(word, ()) if name in allowed), None)
