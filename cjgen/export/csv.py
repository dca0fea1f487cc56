"""`data/<id>.csv`: the figures of a journey as a table for a spreadsheet, a row a touchpoint.

UTF-8 with a BOM, commas, CRLF (RFC 4180), a decimal point; the values are those of the JSON, unrounded, and an
empty cell is what is null there. There is no `sep=,` line before the header: it would be a row of data to every
program but Excel, and makes Excel overlook the BOM and garble every é.
"""

from __future__ import annotations

import csv
import re
from collections.abc import Collection, Mapping, Sequence
from io import StringIO

from cjgen.export.decisions import competitor_gap, own_gap
from cjgen.model.findings import Figure, GroupTouchpoint, JourneyFindings, TouchpointFindings

Cell = str | int | float | bool | None

_BLANK = r"[\s\"\u00ad\u034f\u061c\u180e\u200b-\u200f\u2028-\u202e\u2060-\u206f\ufeff]*"
_SIGN = "[=+\\-@\uff1d\uff0b\uff0d\uff20\ufe66\ufe62\ufe63\ufe6b]"
_FORMULA = re.compile(rf"(^|[;\t\r\n])(?={_BLANK}{_SIGN})|^(?=[\t\r\n])")
"""Where a cell could begin that a spreadsheet takes for a formula: at the beginning of a text, and behind what
separates cells elsewhere than here, as a semicolon does where the comma is the decimal sign. Blanks, quotes and
signs of no width in between do not help; full-width signs are taken for plain ones.
"""

_SUSPECT = re.compile(rf"{_SIGN}|^[\t\r\n]")
"""What a text must hold for that; most hold none of it."""


def journey_table(found: JourneyFindings) -> bytes:
    """The table of one journey's touchpoints, in the author's order."""
    focus = {area.touchpoint for area in found.focus.chosen} if found.focus is not None else None
    return table(
        [{**_row(item), **_focus(item, focus), **_groups(found, item.touchpoint.id)} for item in found.touchpoints]
    )


def table(rows: Sequence[Mapping[str, Cell]]) -> bytes:
    """The rows, of which there is one at least, below the names of their columns."""
    out = StringIO(newline="")
    writer = csv.writer(out, lineterminator="\r\n")
    writer.writerow([harmless(name) for name in rows[0]])
    writer.writerows([_written(cell) for cell in row.values()] for row in rows)
    return b"\xef\xbb\xbf" + out.getvalue().encode()


def harmless(text: str) -> str:
    """The text with an apostrophe before every sign at which a spreadsheet would begin a formula."""
    return _FORMULA.sub(r"\1'", text) if _SUSPECT.search(text) else text


def _written(cell: Cell) -> str:
    if cell is None:
        return ""
    if isinstance(cell, bool):
        return "true" if cell else "false"
    return harmless(cell) if isinstance(cell, str) else repr(cell)


def _row(item: TouchpointFindings) -> dict[str, Cell]:
    touchpoint, complaints = item.touchpoint, item.touchpoint.complaints
    return {
        "id": touchpoint.id,
        "stage": item.stage.id,
        "title": touchpoint.title,
        "kind": touchpoint.kind,
        "wished": touchpoint.wished,
        "channel": touchpoint.channel,
        "owner": touchpoint.owner,
        **_figure("importance", item.importance),
        **_figure("experience", item.experience),
        "contrast_kind": item.contrast.kind if item.contrast else None,
        "promise_mean": item.promise.score.mean if item.promise else None,
        "threshold_importance": item.threshold.importance,
        "threshold_experience": item.threshold.experience,
        "threshold_drop": item.threshold.drop,
        "verdict": item.verdict,
        "certainty": item.certainty,
        "probability": item.probability,
        "reason": item.reason,
        "priority": item.priority,
        "rank": item.rank,
        "gap": item.gap,
        "target": item.target,
        "target_gap": item.target_gap,
        "own_gap": own_gap(item),
        "competitor_gap": competitor_gap(item),
        "failure_cost_per_year": item.failure.cost_per_year if item.failure else None,
        "complaints_per_100": 100 * complaints.count / complaints.of if complaints else None,
    }


def _focus(item: TouchpointFindings, focus: Collection[str] | None) -> dict[str, Cell]:
    return {"focus": item.touchpoint.id in focus if focus is not None else None}


def _figure(name: str, figure: Figure | None) -> dict[str, Cell]:
    score = figure.score if figure else None
    return {
        f"{name}_mean": score.mean if score else None,
        f"{name}_sd": score.sd if score else None,
        f"{name}_n": score.n if score else None,
        f"{name}_n_effective": score.n_effective if score else None,
        f"{name}_low": figure.low if figure else None,
        f"{name}_high": figure.high if figure else None,
        f"{name}_source": score.source if score else None,
    }


def _groups(found: JourneyFindings, touchpoint: str) -> dict[str, Cell]:
    """Experience and verdict in each segment that is shown, and in each wave."""
    cells: dict[str, Cell] = {}
    for listed in found.segments:
        for group in listed.groups:
            cells |= _group(f"segment_{listed.column}_{group.id}", group.touchpoints[touchpoint])
    for wave in found.trend.waves if found.trend is not None else ():
        cells |= _group(f"wave_{wave.id}", wave.touchpoints[touchpoint])
    return cells


def _group(name: str, said: GroupTouchpoint) -> dict[str, Cell]:
    return {
        f"{name}_importance_mean": said.importance.score.mean if said.importance else None,
        f"{name}_experience_mean": said.experience.score.mean if said.experience else None,
        f"{name}_verdict": said.verdict,
    }
