"""The sheets of a page that was printed to a PDF: what stands where, and as what."""

from __future__ import annotations

import ctypes
import re
from collections import Counter
from collections.abc import Iterator
from itertools import pairwise
from typing import Any, NamedTuple

import numpy as np
import pypdfium2
from pypdfium2 import raw

MARGIN = 36.0
"""Points from the edges of the paper within which only page numbers and running titles stand."""
HAIR = 1.5
"""Points by which a glyph may hang over the edge of its box."""


class Piece(NamedTuple):
    """A run of text on a sheet, in points from the lower left corner."""

    text: str
    left: float
    bottom: float
    right: float
    top: float
    roles: tuple[str, ...]
    """What it is, from the outside in, as PDF names it; nothing in a drawing and in the margins."""
    row: int
    """Which row it stands in, counted over all tables of the sheet from 1; 0 outside of tables."""
    table: int
    inked: bool
    """Whether anything is to be seen where it stands."""


class Sheet(NamedTuple):
    """One side of paper, and what the page itself put there: not what stands in the margins."""

    width: float
    height: float
    text: str
    """Everything that it says, without white space and hyphens."""
    pieces: list[Piece]

    @property
    def last_line(self) -> list[Piece]:
        foot = min((piece.bottom for piece in self.pieces), default=0)
        return [piece for piece in self.pieces if piece.bottom < foot + 4]

    @property
    def first_line(self) -> list[Piece]:
        head = max((piece.top for piece in self.pieces), default=0)
        return [piece for piece in self.pieces if piece.top > head - 4]


def bare(text: str) -> str:
    """A text without what a line break adds or takes away."""
    return re.sub(r"[\s\u00ad\u2010\u2011\ufffe\x02-]+", "", text)


def said(pieces: list[Piece]) -> str:
    """What some pieces say, for a message."""
    return "".join(piece.text for piece in pieces).strip()


def strays(printed: list[Sheet]) -> list[str]:
    """Sheets without text; text beyond the margins, cut in two by the edge of a sheet, or covered up.

    How wide the margins are is taken from the text itself: left as far as the text that begins first, above as far
    as the highest; the others are as wide.
    """
    left = min(piece.left for sheet in printed for piece in sheet.pieces)
    above = min(sheet.height - piece.top for sheet in printed for piece in sheet.pieces)
    found = [f"margins of {left:.0f} and {above:.0f} points"] if min(left, above) < MARGIN else []
    for number, sheet in enumerate(printed, 1):
        if not sheet.pieces:
            found.append(f"{number}: empty")
        beyond = [one for one in sheet.pieces if one.right > sheet.width - left + HAIR]
        if beyond:
            found.append(f"{number}: beyond the right margin: {said(beyond)}")
        below = [one for one in sheet.pieces if one.bottom < min(above, 56) - HAIR]
        if below:
            found.append(f"{number}: beyond the bottom margin: {said(below)}")
        hidden = "".join(one.text if not one.inked else "\0" for one in sheet.pieces).split("\0")
        found += [f"{number}: covered up: {text}" for text in hidden if len(re.sub(r"\W", "", text)) > 2]
    for number, (one, two) in enumerate(pairwise(printed), 1):
        cut = said(one.last_line)
        if cut and cut == said(two.first_line) and not any("TH" in piece.roles for piece in two.first_line):
            found.append(f"{number}: cut by the edge of the sheet: {cut}")
    return found


def partings(printed: list[Sheet]) -> list[str]:
    """What ends a sheet though it belongs to what comes next, and tables that go on without their heads."""
    found = []
    for number, sheet in enumerate(printed, 1):
        rows: dict[int, list[Piece]] = {}
        for piece in sheet.pieces:
            if piece.row:
                rows.setdefault(piece.row, []).append(piece)
        heads = {row for row, pieces in rows.items() if all("TH" in piece.roles for piece in pieces)}
        last = sheet.last_line
        titles = [one for one in last if {"H1", "H2", "H3", "H4", "H5", "H6", "Caption"} & set(one.roles)]
        if number < len(printed) and titles == last:
            found.append(f"{number}: title at the foot: {said(last)}")
        if number < len(printed) and last and {one.row for one in last} <= heads:
            found.append(f"{number}: head of a table at the foot: {said(last)}")
        firsts: dict[int, int] = {}
        for row, pieces in rows.items():
            firsts[pieces[0].table] = min(row, firsts.get(pieces[0].table, row))
        found += [f"{number}: rows without a head: {said(rows[row])}" for row in firsts.values() if row not in heads]
    return found


def missing(texts: list[str], printed: list[Sheet]) -> list[str]:
    """Those of some texts that are printed less often than they are named; a long one may go over two sheets."""

    def parted(text: str) -> bool:
        near = 300  # letters from the edge of a sheet, running titles and the head of a table included
        return len(text) > 24 and any(
            text[:at] in one.text[-near - at :] and text[at:] in two.text[: near + len(text) - at]
            for one, two in pairwise(printed)
            for at in range(2, len(text) - 1)
        )

    wanted = Counter(filter(None, map(bare, texts)))
    counted = {text: sum(sheet.text.count(text) for sheet in printed) for text in wanted}
    return [text for text, times in wanted.items() if counted[text] + parted(text) < times]


def sheets(pdf: bytes) -> list[Sheet]:
    """Every sheet of a PDF with tags."""
    document = pypdfium2.PdfDocument(pdf)
    try:
        return [_sheet(page) for page in document]
    finally:
        document.close()


def title(pdf: bytes) -> str:
    """The title in a PDF's own description."""
    document = pypdfium2.PdfDocument(pdf)
    try:
        return document.get_metadata_value("Title")
    finally:
        document.close()


def _sheet(page: pypdfium2.PdfPage) -> Sheet:
    width, height = page.get_size()
    reader = page.get_textpage()
    picture = page.render(grayscale=True).to_numpy()
    marked = dict(_marked(page))
    pieces = []
    for part in page.get_objects(filter=[raw.FPDF_PAGEOBJ_TEXT]):
        left, bottom, right, top = part.get_bounds()
        text = _text(part, reader)
        if not text.strip() or right - left < 0.1 or top - bottom < 0.1:
            continue
        roles, row, table = marked.get(raw.FPDFPageObj_GetMarkedContentID(part), ((), 0, 0))
        if not roles and (top < MARGIN or bottom > height - MARGIN):
            continue
        under = picture[max(0, int(height - top)) : int(height - bottom) + 1, max(0, int(left)) : int(right) + 1]
        inked = bool(under.size) and int(np.ptp(under)) > 16
        pieces.append(Piece(text, left, bottom, right, top, roles, row, table, inked))
    text = bare(reader.get_text_range())
    reader.close()
    return Sheet(width, height, text, pieces)


def _text(part: Any, reader: pypdfium2.PdfTextPage) -> str:
    size = raw.FPDFTextObj_GetText(part, reader, None, 0)
    buffer = (ctypes.c_ushort * (size // 2))()
    raw.FPDFTextObj_GetText(part, reader, buffer, size)
    return bytes(buffer).decode("utf-16-le").rstrip("\0")


def _marked(page: pypdfium2.PdfPage) -> Iterator[tuple[int, tuple[tuple[str, ...], int, int]]]:
    """The roles, the row and the table of each piece of marked content, by the number that its text objects bear."""
    tree = raw.FPDF_StructTree_GetForPage(page)
    counted = {"TR": 0, "Table": 0}

    def walk(element: Any, roles: tuple[str, ...], row: int, table: int) -> Iterator[tuple[int, Any]]:
        size = raw.FPDF_StructElement_GetType(element, None, 0)
        buffer = ctypes.create_string_buffer(size)
        raw.FPDF_StructElement_GetType(element, buffer, size)
        role = buffer.raw.decode("utf-16-le").rstrip("\0")
        if role in counted:
            counted[role] += 1
        row = counted["TR"] if role == "TR" else row
        table = counted["Table"] if role == "Table" else table
        for index in range(raw.FPDF_StructElement_CountChildren(element)):
            child = raw.FPDF_StructElement_GetChildAtIndex(element, index)
            number = raw.FPDF_StructElement_GetChildMarkedContentID(element, index)
            if child:
                yield from walk(child, (*roles, role), row, table)
            elif number >= 0:
                yield number, ((*roles, role), row, table)

    for index in range(raw.FPDF_StructTree_CountChildren(tree)):
        yield from walk(raw.FPDF_StructTree_GetChildAtIndex(tree, index), (), 0, 0)
    raw.FPDF_StructTree_Close(tree)
