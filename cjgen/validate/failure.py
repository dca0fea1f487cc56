"""The steps of a failure and what an hour costs: every role written the same in both."""

from __future__ import annotations

from collections.abc import Iterator

from cjgen.model.declaration import Translated
from cjgen.model.document import Document, Path
from cjgen.model.failure import CUSTOMER, Failure
from cjgen.model.journey import Journey
from cjgen.model.problem import Problem, problem
from cjgen.validate.alike import like
from cjgen.validate.forms import touchpoint_paths

_CUSTOMERS = frozenset(
    {CUSTOMER, "customers", "the customer", "klant", "klanten", "de klant", "client", "cliënt", "consument", "consumer"}
)
"""Words for customers, in small letters, which a step would take for a role of the organisation."""


def failure_problems(journey: Journey, document: Document) -> Iterator[Problem]:
    """Roles that do nothing, that are written in two ways, or that are the customer under another name."""
    for path, touchpoint in touchpoint_paths(journey):
        if touchpoint.failure is not None:
            at = (*path, "failure")
            yield from _customers(touchpoint.failure, at, document)
            yield from _rates(touchpoint.failure, at, document)


def _customers(failure: Failure, path: Path, document: Document) -> Iterator[Problem]:
    for k, step in enumerate(failure.steps):
        at: Path = (*path, "steps", k, "who")
        texts = step.who.texts.items() if isinstance(step.who, Translated) else [(None, step.who)]
        names = [(at if language is None else (*at, language), name) for language, name in texts]
        found = next((pair for pair in names if pair[1].casefold() in _CUSTOMERS), None)
        if found is not None and step.who != CUSTOMER:
            yield problem("CJ150", document.place(found[0]), found=found[1])


def _rates(failure: Failure, path: Path, document: Document) -> Iterator[Problem]:
    roles: dict[str, int] = {}
    for k, step in enumerate(failure.steps):
        roles.setdefault(str(step.who), k)
    priced = [role for role in failure.rates if role in roles]
    meant = set()
    for role in failure.rates:
        if role in roles or role.casefold() in _CUSTOMERS:
            continue
        near = like(role, (name for name in roles if name not in failure.rates))
        if near is None:
            named = ", ".join(f"`{name}`" for name in roles if name.casefold() not in _CUSTOMERS)
            example = f"the steps are done by {named}: write one of these, or leave the rate out"
            example = example if named else "the customer does every step, and has no rate: leave this one out"
        else:
            meant.add(near)
            line = document.place((*path, "steps", roles[near], "who")).line
            example = f"did you mean `{near}`, as on line {line}? write the role the same way in both"
        yield problem("CJ151", document.place((*path, "rates", role), key=True), role=role, example=example)
    for role, k in roles.items():
        near = like(role, priced) if role not in (*failure.rates, *meant, CUSTOMER) else None
        if near is not None:
            yield problem("CJ230", document.place((*path, "steps", k, "who")), role=role, other=near)
