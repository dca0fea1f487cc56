"""Compiling and drawing with the chart runtime.

A declaration is compiled once: what differs between journeys are rows of its named data sets and values of
its signals, and colours are the page's custom properties, so nothing else has to be in it.

What draws is a value that `build` opens. `VlConvert` draws whatever there is, each drawing from the beginning;
`warm` has the quick one.
"""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from functools import cache
from importlib.metadata import version
from typing import Any, Protocol

from cjgen import __version__
from cjgen.cache import Cache, key_of
from cjgen.chart.picture import Form, Picture

Drawing = tuple[str, Picture, str]
"""A compiled chart, a picture's figures and the language of its numbers."""

NUMBERS = {
    "en": {"decimal": ".", "thousands": ",", "grouping": [3], "currency": ["", ""], "minus": "−"},
    "nl": {"decimal": ",", "thousands": ".", "grouping": [3], "currency": ["", ""], "minus": "−"},
}


class Engine(Protocol):
    """What draws. Equal drawings have equal bytes, whichever engine draws them, and in which order."""

    trouble: str
    """What went wrong although everything was drawn, for the reader of a log; empty where nothing did."""

    def drawn(self, drawings: Sequence[Drawing]) -> list[str]:
        """Each drawing as the runtime writes it.

        Raises KeyError for rows or a signal that the declaration does not know.
        """


class VlConvert:
    """The engine that needs no preparation: each drawing is made from the beginning."""

    trouble = ""

    def drawn(self, drawings: Sequence[Drawing]) -> list[str]:
        """Each drawing as the runtime writes it; raises KeyError as `drawn` does."""
        return [drawn(*drawing) for drawing in drawings]


@cache
def versions() -> Mapping[str, str]:
    """The versions of all that shapes the bytes of a drawing, looked up once: that takes a file's reading each."""
    libraries = {name: version(name) for name in ("altair", "vl-convert-python")}
    return {"cjgen": __version__, **libraries}


def compiled(form: Form, cache: Cache) -> str:
    """The form's declaration as a Vega specification, in JSON."""
    key = key_of(f"program/declared/{form.kind}", versions())
    kept = cache.get(key)
    if kept is None:
        import vl_convert

        vega = vl_convert.vegalite_to_vega(form.declare().to_dict(validate=False))
        kept = json.dumps(vega, sort_keys=True, separators=(",", ":")).encode()
        cache.put(key, kept)
    return kept.decode()


def drawn(specification: str, picture: Picture, language: str) -> str:
    """The compiled chart with this picture's figures, as the runtime draws it.

    Raises KeyError for rows or a signal that the declaration does not know.
    """
    import vl_convert

    vega: dict[str, Any] = json.loads(specification)
    given = figures(picture)
    data = {entry["name"]: entry for entry in vega["data"]}
    for name, rows in given.pop("rows").items():
        data[name]["values"] = rows
    signals = {entry["name"]: entry for entry in vega.get("signals", [])}
    for name, value in given.pop("signals").items():
        signals[name]["value"] = value
    svg: str = vl_convert.vega_to_svg(vega | given, format_locale=NUMBERS[language], allowed_base_urls=[])
    return svg


def figures(picture: Picture) -> dict[str, Any]:
    """What a picture puts into its compiled chart, as JSON knows it; an empty word is not drawn."""
    left, top, right, bottom = picture.padding
    return {
        "width": picture.width,
        "height": picture.height,
        "padding": {"left": left, "top": top, "right": right, "bottom": bottom},
        "signals": picture.signals,
        "rows": {name: [row for row in rows if row.get("text") != ""] for name, rows in picture.rows.items()},
    }
