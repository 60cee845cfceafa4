from datetime import UTC, datetime

import pytest

from marketplace.clocks import words

EASTERN = "America/New_York"
NOW = datetime(2027, 3, 1, 14, 12, tzinfo=UTC)  # Monday 9:12 am EST


def test_instants_are_written_whole():
    due = datetime(2027, 3, 4, 22, tzinfo=UTC)
    assert words.instant_words(due, EASTERN) == "4 March 2027, 5:00 pm EST"
    assert words.weekday_words(NOW, EASTERN) == "Monday 1 March 2027, 9:12 am EST"
    assert words.clock_words(datetime(2027, 7, 8, 16, tzinfo=UTC), EASTERN) == "noon EDT"
    assert words.clock_words(datetime(2027, 1, 8, 5, 5, tzinfo=UTC), EASTERN) == "12:05 am EST"


@pytest.mark.parametrize(
    ("due", "says", "urgency"),
    [
        (datetime(2027, 3, 4, 22, tzinfo=UTC), "in 3 days", "soon"),
        (datetime(2027, 3, 2, 5, 1, tzinfo=UTC), "tomorrow", "soon"),
        (datetime(2027, 3, 8, 17, tzinfo=UTC), "in 7 days", "soon"),
        (datetime(2027, 3, 9, 5, 1, tzinfo=UTC), "in 8 days", "ahead"),
        (datetime(2027, 3, 1, 22, tzinfo=UTC), "in 7 hours", "soon"),
        (datetime(2027, 3, 1, 14, 12, 20, tzinfo=UTC), "in 1 minute", "soon"),
        (datetime(2027, 3, 1, 13, 2, tzinfo=UTC), "1 hour overdue", "late"),
        (datetime(2027, 3, 1, 4, 59, tzinfo=UTC), "1 day overdue", "late"),
        (datetime(2027, 2, 26, 22, tzinfo=UTC), "3 days overdue", "late"),
    ],
)
def test_distance_is_counted_on_the_calendar_of_the_zone(due, says, urgency):
    assert words.until_words(due, NOW, EASTERN) == says
    assert words.urgency(due, NOW, EASTERN) == urgency


def test_since():
    assert words.since_words(datetime(2027, 2, 15, 14, tzinfo=UTC), NOW, EASTERN) == "14 days"
    assert words.since_words(NOW, NOW, EASTERN) == "today"


def test_counts_and_fiscal_years():
    assert words.count_words(1, "day") == "1 day"
    assert words.count_words(12400, "student") == "12,400 students"
    assert words.count_words(2, "agency", "agencies") == "2 agencies"
    assert words.fiscal_year_words(2027) == "2026–27"
    assert words.fiscal_year_words(2100) == "2099–00"
    assert words.fiscal_year_words(2027, starts_month=1) == "2027"


@pytest.mark.parametrize(("minutes", "told"), [(1, "1 minute"), (45, "45 minutes"), (60, "1 hour"), (115, "2 hours")])
def test_how_long_a_task_takes(minutes, told):
    assert words.effort_words(minutes) == told
