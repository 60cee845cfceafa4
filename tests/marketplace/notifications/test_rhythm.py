from datetime import UTC, datetime

import pytest

from marketplace.notifications.rhythm import told_until

ZONE = "America/New_York"
MONDAY_7_EST = datetime(2027, 3, 1, 12, 0, tzinfo=UTC)


@pytest.mark.parametrize(
    ("rhythm", "at", "expected"),
    [
        ("at_once", datetime(2027, 3, 1, 3, tzinfo=UTC), datetime(2027, 3, 1, 3, tzinfo=UTC)),
        ("daily", MONDAY_7_EST, MONDAY_7_EST),
        ("daily", datetime(2027, 3, 2, 3, 30, tzinfo=UTC), MONDAY_7_EST),
        ("daily", datetime(2027, 3, 2, 11, 59, tzinfo=UTC), MONDAY_7_EST),
        ("weekly", datetime(2027, 3, 7, 23, tzinfo=UTC), MONDAY_7_EST),
        ("weekly", datetime(2027, 3, 1, 11, 59, tzinfo=UTC), datetime(2027, 2, 22, 12, tzinfo=UTC)),
        ("weekly", datetime(2027, 3, 15, 11, tzinfo=UTC), datetime(2027, 3, 15, 11, tzinfo=UTC)),
        ("never", MONDAY_7_EST, None),
    ],
)
def test_seven_in_the_morning_where_the_agency_is(rhythm, at, expected):
    assert told_until(rhythm, at=at, zone=ZONE) == expected


def test_another_rhythm_is_refused():
    with pytest.raises(ValueError, match="hourly"):
        told_until("hourly", at=MONDAY_7_EST, zone=ZONE)
