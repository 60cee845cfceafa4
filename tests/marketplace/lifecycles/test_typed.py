"""What people type is read the same everywhere."""

from decimal import Decimal

import pytest
from django.core.exceptions import ValidationError

from marketplace.lifecycles.typed import dollars_typed, too_long, typed_number
from marketplace.lifecycles.words import checked_email
from marketplace.numbers import NotANumber


@pytest.mark.parametrize(
    ("typed", "number"),
    [
        ("1250", "1250"), (" 1,250.50 ", "1250.50"), ("$1,250", "1250"), ("$ 12", "12"), ("−3", "-3"), ("-.5", "-0.5"),
        ("12.", "12"), ("1,000,000", "1000000"),
    ],
)  # fmt: skip
def test_a_number_is_read_as_people_write_it(typed, number):
    assert typed_number(typed) == Decimal(number)


@pytest.mark.parametrize("typed", ["", "-", ".", "$", "1,5", "12,34", "1e3", "NaN", "1 2", "١٢", "0x1", "1\n2", "12%"])
def test_what_may_mean_something_else_is_no_number(typed):
    with pytest.raises(NotANumber, match="a number such as"):
        typed_number(typed)


def test_a_text_that_is_too_long_is_told_by_how_much():
    assert too_long("x" * 1_200, 1_000) == "Use at most 1,000 characters; these are 1,200."
    assert too_long("x" * 1_000, 1_000) == ""


def test_cents_are_typed_with_two_decimals():
    assert [dollars_typed(cents) for cents in (125_050, 5, 0)] == ["1250.50", "0.05", "0.00"]


def test_an_address_is_one_or_is_refused_at_its_field():
    assert checked_email(" Lena@mill.example ", field="contact") == "Lena@mill.example"
    with pytest.raises(ValidationError) as refused:
        checked_email("lena", field="contact")
    assert refused.value.message_dict == {"contact": ["Enter an e-mail address, such as name@example.org."]}
