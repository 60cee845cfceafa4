"""Who pays nothing by the policy, and what a payment service's words lead to in any order."""

from itertools import permutations

import pytest

from procurement.payments.effects import FAILED, PROCESSING, REFUNDED, SUCCEEDED, moves_after
from procurement.payments.transitions import PAYMENT
from procurement.policy.fees import Payer, classes_in_words, fee_in_words, ground_of
from procurement.policy.schema import Fees

SHIPPED = Fees(application_cents=25000, is_public_body_exempt=True, exempt_under_people=10)
EVERYBODY = Fees(application_cents=9950, is_public_body_exempt=False, exempt_under_people=0)
FREE = Fees(application_cents=0, is_public_body_exempt=True, exempt_under_people=10)


@pytest.mark.parametrize(
    ("fees", "payer", "ground"),
    [
        (SHIPPED, Payer(True), "public_body"),
        (SHIPPED, Payer(True, 9), "public_body"),
        (SHIPPED, Payer(False, 9), "small_firm"),
        (SHIPPED, Payer(False, 10), ""),
        (SHIPPED, Payer(False), ""),
        (EVERYBODY, Payer(True, 1), ""),
    ],
)
def test_who_is_exempt(fees, payer, ground):
    assert ground_of(fees, payer) == ground


def test_the_fee_in_words():
    assert fee_in_words(SHIPPED) == "$250. Public bodies and firms with fewer than 10 people pay nothing."
    assert fee_in_words(EVERYBODY) == "$99.50."
    assert classes_in_words(EVERYBODY) == ""
    assert fee_in_words(FREE) == "Nothing."


def ended(messages):
    state = "pending"
    for said in messages:
        for move in moves_after(said, state):
            assert PAYMENT.allows(state, move)
            state = PAYMENT.moves[move].target
    return state


@pytest.mark.parametrize(
    ("messages", "state"),
    [
        ((PROCESSING, SUCCEEDED), "succeeded"),
        ((PROCESSING, FAILED), "failed"),
        ((PROCESSING, SUCCEEDED, REFUNDED), "refunded"),
        ((FAILED, SUCCEEDED), "succeeded"),
        ((SUCCEEDED, SUCCEEDED, FAILED, REFUNDED), "refunded"),
    ],
)
def test_any_order_comes_to_the_same(messages, state):
    assert {ended(order) for order in permutations(messages)} == {state}
