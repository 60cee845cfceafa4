"""The last day of a designation, as everyone may know it."""

from datetime import UTC, date, datetime, timedelta

from procurement.designations.models import Designation, DesignationState

ZONE = "America/New_York"
TERM_ENDS_AT = datetime(2028, 7, 1, 4, tzinfo=UTC)
REPLACED_AT = datetime(2027, 3, 4, 22, tzinfo=UTC)


def _replaced() -> Designation:
    return Designation(state=DesignationState.SUPERSEDED, ends_at=REPLACED_AT, term_ends_at=TERM_ENDS_AT)


def test_the_last_day_is_the_one_before_its_end():
    designation = Designation(state=DesignationState.ACTIVE, ends_at=TERM_ENDS_AT, term_ends_at=TERM_ENDS_AT)
    assert designation.last_day(REPLACED_AT, ZONE) == date(2028, 6, 30)


def test_a_later_decision_that_is_not_public_shows_in_nothing():
    assert _replaced().last_day(REPLACED_AT - timedelta(hours=1), ZONE) == date(2028, 6, 30)


def test_one_that_was_replaced_says_nothing_of_the_model():
    assert _replaced().last_day(REPLACED_AT, ZONE) is None
