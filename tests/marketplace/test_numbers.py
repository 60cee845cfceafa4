"""Typed numbers are bounded wherever they come in."""

from decimal import Decimal

import pytest

from marketplace.evidence.importing import cells
from marketplace.numbers import NotANumber, read_number
from marketplace.organizations.directory.cells import count
from procurement.applicationforms.kinds import _parsed_number
from procurement.outcomes.entry import _number
from procurement.policy.reading import _decimal


@pytest.mark.parametrize(
    ("typed", "accepted"),
    [
        ("1e999999", "below 1,000"),
        ("-1e999999", "below 1,000"),
        ("1000", "below 1,000"),
        ("1e-999999", "at most 40 digits"),
        ("0e999999", "at most 40 digits"),
        ("9" * 100_000, "such as 412.5"),
        ("nan", "such as 412.5"),
        ("Infinity", "such as 412.5"),
        ("twelve", "such as 412.5"),
        ("", "such as 412.5"),
    ],
)
def test_what_cannot_be_computed_with_is_refused_and_says_what_is_accepted(typed, accepted):
    with pytest.raises(NotANumber, match=accepted):
        read_number(typed, below=1000)


def test_a_number_is_read_exactly():
    assert [read_number(each) for each in ("412.5", " -3 ", "1.5e3", "0.10")] == [
        Decimal("412.5"), Decimal(-3), Decimal(1500), Decimal("0.10"),
    ]  # fmt: skip


@pytest.mark.parametrize("typed", ["1e999999", "1e-999999", "1e400"])
def test_every_place_that_reads_numbers_refuses_it(typed):
    with pytest.raises(ValueError, match="You entered “1e"):
        _number(typed)
    with pytest.raises(cells.BadCell):
        cells.number({"mean": typed}, "mean")
    with pytest.raises(ValueError, match="a number"):
        count(typed)
    assert _parsed_number(typed) is None
    assert _decimal(typed, {"low": Decimal(0), "high": Decimal(1)})[1]
