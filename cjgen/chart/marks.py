"""Shapes and colours of the marks: a verdict looks in a chart as it does in the text around it."""

from __future__ import annotations

from dataclasses import dataclass

from cjgen.model.findings import Mark

PAPER = "var(--cj-paper)"
LINE = "var(--cj-line)"
INK = "var(--cj-ink)"
SOFT = "var(--cj-soft)"
ACCENT = "var(--cj-accent)"


@dataclass(frozen=True, slots=True)
class Shape:
    """A mark in a box from -1 to 1: its outline as an SVG path, what fills it and what lines it."""

    path: str
    fill: str
    stroke: str = PAPER


def _circle(radius: float) -> str:
    return f"M{radius},0A{radius},{radius},0,1,1,{-radius},0A{radius},{radius},0,1,1,{radius},0Z"


TRIANGLE = "M0,-.86L.9,.75H-.9Z"
DISC = _circle(0.8)
RING = _circle(0.68)
CROSS = "M-.54,-.9L0,-.36L.54,-.9L.9,-.54L.36,0L.9,.54L.54,.9L0,.36L-.54,.9L-.9,.54L-.36,0L-.9,-.54Z"
PLUS = "M-.32,-.95H.32V-.32H.95V.32H.32V.95H-.32V.32H-.95V-.32H-.32Z"
BAR = "M-.8,-.3H.8V.3H-.8Z"
SQUARE = "M-.9,-.9H.9V.9H-.9Z"
DIAMOND = "M0,-.95L.95,0L0,.95L-.95,0Z"

SHAPES: dict[Mark, Shape] = {
    "improve": Shape(TRIANGLE, "var(--cj-improve)"),
    "keep": Shape(DISC, "var(--cj-keep)"),
    "leave": Shape(RING, PAPER, "var(--cj-keep)"),
    "drop": Shape(CROSS, "var(--cj-drop)"),
    "add": Shape(PLUS, "var(--cj-add)"),
    "none": Shape(BAR, "var(--cj-none)"),
}
