"""Amounts as authors write them: what is proposed, and that nothing is where nobody can tell what was meant."""

from __future__ import annotations

import pytest

from cjgen.validate.alike import alike
from cjgen.validate.amounts import amount_example, meant_currency

ALONE = ", the number alone"


@pytest.mark.parametrize(
    ("written", "key", "example"),
    [
        ("€ 1500", "cost", f"write 1500{ALONE}"),
        ("1500,-", "cost", f"write 1500{ALONE}"),
        ("1500.-", "cost", f"write 1500{ALONE}"),
        ("€\u00a01500", "cost", f"write 1500{ALONE}"),
        ("1.500,00", "cost", f"write 1500{ALONE}"),
        ("€ 1.500,-", "cost", f"write 1500{ALONE}"),
        ("1.500.000,-", "cost", f"write 1500000{ALONE}"),
        ("1,500.50", "cost", f"write 1500.5{ALONE}"),
        ("€ 1.500", "cost", "write the number alone: 1500 if the point separates thousands, 1.5 if it does not"),
        ("€ 55 per uur", "Finance", f"write 55{ALONE}"),
        ("100 keer per jaar", "per_year", f"write 100{ALONE}"),
        ("24 uur", "hours", f"write 24{ALONE}"),
        ("24u", "hours", f"write 24{ALONE}"),
        ("90 min", "hours", "write 1.5: this key is in hours"),
        ("2,5 uur", "minutes", "write 150: this key is in minutes"),
        ("3 dagen", "hours", "write it in hours, as a number without a unit"),
        ("1OO", "max", ""),
        ("ca. 200", "cost", ""),
        ("8 a 10", "hours", ""),
        ("1,5k", "cost", ""),
        ("veel", "cost", ""),
    ],
)
def test_what_to_write_for_an_amount(written: str, key: str, example: str) -> None:
    assert amount_example(written, key) == example


@pytest.mark.parametrize(
    ("written", "code"),
    [("€", "EUR"), ("euro", "EUR"), ("Euro", "EUR"), ("eur", "EUR"), ("$", "USD"), ("gbp", "GBP"), ("kwartje", None)],
)
def test_which_currency_is_meant(written: str, code: str | None) -> None:
    assert meant_currency(written) == code


@pytest.mark.parametrize(
    ("one", "other", "same"),
    [
        ("Sales", "sales", True),
        ("Financiën", "financien", True),
        ("Keukenstad", "Keukensstad", True),
        ("Team 1", "Team 2", False),
        ("Junior monteur", "Senior monteur", False),
        ("Keukenstad", "Keukens van Jan", False),
        ("Sales", "Sales", False),
        ("???", "!!!", False),
    ],
)
def test_names_that_look_alike(one: str, other: str, same: bool) -> None:
    assert alike(one, other) is same
    assert alike(other, one) is same
