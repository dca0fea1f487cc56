"""Why a survey file cannot be used, as data: the codes and values of the problems that the author is told."""

from __future__ import annotations

from collections.abc import Sequence
from difflib import get_close_matches
from typing import Final, NamedTuple

_MOST_NAMES: Final = 12
_LONGEST_LIST: Final = 300


class Fault(NamedTuple):
    """One thing that is wrong: a code of `model.codes` and the values for its message, which may hold a `hint`."""

    code: str
    values: dict[str, object]


class UnreadableSurvey(Exception):
    """A survey file that cannot be used as the journey asks; `faults` say why, each for a problem of its own.

    Every fault has the value `file`; CJ124 and CJ126 have `column`, the asked name that it is about.
    """

    def __init__(self, *faults: Fault) -> None:
        super().__init__(", ".join(f"{fault.code} {fault.values}" for fault in faults))
        self.faults = faults

    def of(self, file: str) -> UnreadableSurvey:
        """The same of a file that is named."""
        return UnreadableSurvey(*(Fault(code, {**values, "file": file}) for code, values in self.faults))


def unreadable(what: str, hint: str = "") -> UnreadableSurvey:
    """The file cannot be read at all."""
    return UnreadableSurvey(Fault("CJ123", {"what": what, "hint": hint}))


def no_answers(what: str) -> UnreadableSurvey:
    """The file can be read but holds nothing."""
    return UnreadableSurvey(Fault("CJ127", {"what": what}))


def too_large(what: str, hint: str = "") -> UnreadableSurvey:
    """The file asks more than a survey would."""
    return UnreadableSurvey(Fault("CJ129", {"what": what, "hint": hint}))


def other_columns(known: Sequence[str], header: int | None) -> UnreadableSurvey:
    """Nothing that is asked for is in the file: its columns are `known`, by the row `header` if it is one."""
    if header is None:
        return no_answers(f"has none of the columns that are asked for, but {listed(known)}")
    what = (
        f"has none of the columns that are asked for; row {header} was taken for the header and holds {listed(known)}"
    )
    hint = "delete what stands above the row with the names of the columns, or check that it is the right file"
    return UnreadableSurvey(Fault("CJ127", {"what": what, "hint": hint}))


def nearest(wanted: str, known: Sequence[str], these: str) -> str:
    """A hint for a name that does not exist: the one that was meant, or `these` followed by the first that do."""
    near = _near(wanted, known)
    if near is not None:
        return f"did you mean `{near}`?"
    return f"{these}: {listed(known)}"


def is_near(wanted: str, known: Sequence[str]) -> bool:
    """Whether one of the names that exist may have been meant."""
    return _near(wanted, known) is not None


def _near(wanted: str, known: Sequence[str]) -> str | None:
    lower = {name.lower(): name for name in reversed(known)}
    near = get_close_matches(wanted.lower(), list(lower), n=1)
    return lower[near[0]] if near else None


def listed(names: Sequence[str]) -> str:
    """The first of some names, as many as can be read, and how many more there are."""
    shown: list[str] = []
    for name in names:
        if len(shown) == _MOST_NAMES or sum(map(len, shown)) + len(name) > _LONGEST_LIST:
            break
        shown.append(name)
    more = len(names) - len(shown)
    if not shown:
        return f"{more} with long names"
    return ", ".join(f"`{name}`" for name in shown) + (f" and {more} more" if more else "")
