"""The whole loop over HTTP, with a browser without JavaScript for each person."""

import pytest

from marketplace.audit.queries import verify_chain
from tests.journeys.clock import moving_clock
from tests.journeys.loop import walk
from tests.journeys.people import Cast


@pytest.mark.django_db
def test_from_a_claim_to_a_result_and_back_to_the_claim():
    with moving_clock() as clock:
        walk(Cast(clock), clock)
    assert verify_chain().problem == ""
