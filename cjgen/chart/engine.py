"""Compiling and drawing with the chart runtime.

A declaration is compiled once: what differs between journeys are rows of its named data sets and values of
its signals, and colours are the page's custom properties, so nothing else has to be in it.
"""

from __future__ import annotations

import json
from collections.abc import Mapping
from functools import cache
from importlib.metadata import version
from typing import Any

from cjgen import __version__
from cjgen.cache import Cache, key_of
from cjgen.chart.picture import Form, Picture

_NUMBERS = {
    "en": {"decimal": ".", "thousands": ",", "grouping": [3], "currency": ["", ""], "minus": "−"},
    "nl": {"decimal": ",", "thousands": ".", "grouping": [3], "currency": ["", ""], "minus": "−"},
}


@cache
def versions() -> Mapping[str, str]:
    """The versions of all that shapes the bytes of a drawing, looked up once: that takes a file's reading each."""
    libraries = {name: version(name) for name in ("altair", "vl-convert-python")}
    return {"cjgen": __version__, **libraries}


def compiled(form: Form, cache: Cache) -> str:
    """The form's declaration as a Vega specification, in JSON."""
    key = key_of(f"declared/{form.kind}", versions())
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
    left, top, right, bottom = picture.padding
    vega |= {
        "width": picture.width,
        "height": picture.height,
        "padding": {"left": left, "top": top, "right": right, "bottom": bottom},
    }
    data = {entry["name"]: entry for entry in vega["data"]}
    for name, rows in picture.rows.items():
        data[name]["values"] = [row for row in rows if row.get("text") != ""]  # an empty word is not drawn
    signals = {entry["name"]: entry for entry in vega.get("signals", [])}
    for name, value in picture.signals.items():
        signals[name]["value"] = value
    svg: str = vl_convert.vega_to_svg(vega, format_locale=_NUMBERS[language], allowed_base_urls=[])
    return svg
