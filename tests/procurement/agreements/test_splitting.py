import pytest
from hypothesis import given
from hypothesis import strategies as st

from procurement.agreements.splitting import Entry, SpendKind, add_up, arithmetic_words

LIMIT = 1_500_000


def test_two_small_orders_over_the_limit_are_splitting_and_show_the_sum():
    entries = [Entry("AGR-1", SpendKind.RESERVED, 900_000)]
    verdict = add_up(entries=entries, asked_label="this request", asked_cents=800_000, limit_cents=LIMIT)
    assert not verdict.is_allowed
    assert verdict.over_cents == 200_000
    assert arithmetic_words(verdict) == (
        "AGR-1 $9,000.00 + this request $8,000.00 = $17,000.00; the limit is $15,000.00"
    )


def test_exactly_the_limit_fits_and_one_cent_more_does_not():
    entries = [Entry("AGR-1", SpendKind.FIXED, 700_000)]
    assert add_up(entries=entries, asked_label="x", asked_cents=800_000, limit_cents=LIMIT).is_allowed
    assert not add_up(entries=entries, asked_label="x", asked_cents=800_001, limit_cents=LIMIT).is_allowed


def test_what_was_released_no_longer_counts():
    entries = [Entry("AGR-1", SpendKind.RESERVED, 900_000), Entry("AGR-1", SpendKind.RELEASED, 900_000)]
    verdict = add_up(entries=entries, asked_label="x", asked_cents=LIMIT, limit_cents=LIMIT)
    assert verdict.is_allowed
    assert [line.label for line in verdict.lines] == ["x"]


@given(
    st.lists(st.builds(Entry, st.sampled_from("ab"), st.sampled_from(SpendKind), st.integers(0, 10**9))),
    st.integers(0, 10**9),
)
def test_the_lines_always_make_the_total(entries, asked):
    verdict = add_up(entries=entries, asked_label="asked", asked_cents=asked, limit_cents=LIMIT)
    assert sum(line.amount_cents for line in verdict.lines) == verdict.total_cents
    assert verdict.total_cents == asked + sum(entry.signed_cents for entry in entries)


def test_a_negative_amount_is_refused():
    with pytest.raises(ValueError, match="never negative"):
        add_up(entries=[], asked_label="x", asked_cents=-1, limit_cents=LIMIT)
