"""The customer-orientation scan: how it was answered, and what to work on."""

from __future__ import annotations

from collections.abc import Sequence

from cjgen.model.organisation import ScanAnswer, ScanFindings


def scan_findings(answers: Sequence[ScanAnswer]) -> ScanFindings | None:
    """The answers counted; None without any."""
    if not answers:
        return None
    places = {word: [k for k, each in enumerate(answers) if each.answer == word] for word in ("yes", "partly", "no")}
    return ScanFindings(
        yes=len(places["yes"]),
        partly=len(places["partly"]),
        no=len(places["no"]),
        to_work_on=(*places["no"], *places["partly"]),
    )
