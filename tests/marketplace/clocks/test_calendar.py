from datetime import UTC, date, datetime, time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from marketplace.clocks.calendar import (
    BusinessCalendar,
    add_months,
    at_local,
    end_of_day,
    fiscal_year,
    local_day,
    zone_named,
)
from marketplace.clocks.federal import FederalHolidays, federal_calendar, holidays_of

EASTERN = "America/New_York"
DAYS = st.dates(min_value=date(2015, 1, 1), max_value=date(2045, 1, 1))


def test_observed_holidays_are_not_business_days():
    calendar = federal_calendar()
    assert not calendar.is_business_day(date(2026, 7, 3))  # 4 July 2026 is a Saturday
    assert not calendar.is_business_day(date(2021, 12, 31))  # New Year 2022, observed in the year before
    assert not calendar.is_business_day(date(2027, 7, 5))  # 4 July 2027 is a Sunday
    assert calendar.is_business_day(date(2026, 7, 6))
    assert holidays_of(2027)[date(2027, 6, 18)].startswith("Juneteenth")
    assert date(2020, 6, 19) not in FederalHolidays()


def test_the_holidays_of_2026_are_the_published_ones():
    published = "01-01 01-19 02-16 05-25 06-19 07-03 07-04 09-07 10-12 11-11 11-26 12-25"
    assert sorted(f"{day:%m-%d}" for day in holidays_of(2026)) == published.split()


def test_ten_business_days_step_over_thanksgiving():
    assert federal_calendar().add(date(2026, 11, 20), 10) == date(2026, 12, 7)
    assert federal_calendar().add(date(2026, 12, 7), -10) == date(2026, 11, 20)


def test_zero_moves_only_off_a_day_without_business():
    calendar = BusinessCalendar()
    assert calendar.add(date(2027, 3, 4), 0) == date(2027, 3, 4)
    assert calendar.add(date(2027, 3, 6), 0) == date(2027, 3, 8)


@given(DAYS, st.integers(min_value=1, max_value=80))
def test_between_undoes_add(day, count):
    calendar = federal_calendar()
    later = calendar.add(day, count)
    assert calendar.between(day, later) == count
    assert calendar.between(later, day) == -count
    assert calendar.is_business_day(later)


def test_a_calendar_without_business_days_says_so():
    with pytest.raises(ValueError, match="no business day"):
        BusinessCalendar(weekdays=frozenset()).add(date(2027, 1, 1), 1)


def test_deadline_keeps_the_wall_clock_over_the_change_to_summer_time():
    start = datetime(2027, 3, 11, 15, tzinfo=UTC)
    due = federal_calendar().deadline(start, 3)
    assert due.isoformat() == "2027-03-16T17:00:00-04:00"


def test_local_day_differs_from_the_day_in_utc():
    late_evening = datetime(2027, 3, 5, 3, 30, tzinfo=UTC)
    assert local_day(late_evening, EASTERN) == date(2027, 3, 4)
    with pytest.raises(ValueError, match="zone"):
        local_day(datetime(2027, 3, 5), EASTERN)


def test_a_skipped_wall_time_moves_forward_and_a_doubled_one_is_the_first():
    assert at_local(date(2027, 3, 14), time(2, 30), EASTERN).isoformat() == "2027-03-14T03:30:00-04:00"
    assert at_local(date(2027, 11, 7), time(1, 30), EASTERN).isoformat() == "2027-11-07T01:30:00-04:00"


def test_end_of_day_is_exclusive():
    assert end_of_day(date(2027, 1, 31), EASTERN).isoformat() == "2027-02-01T00:00:00-05:00"


@pytest.mark.parametrize(
    ("day", "year"), [(date(2026, 6, 30), 2026), (date(2026, 7, 1), 2027), (date(2027, 1, 1), 2027)]
)
def test_fiscal_year_is_named_for_its_end(day, year):
    assert fiscal_year(day) == year


def test_fiscal_year_may_be_the_calendar_year():
    assert fiscal_year(date(2027, 1, 1), starts_month=1) == 2027


def test_add_months_keeps_to_the_end_of_short_months():
    assert add_months(date(2027, 1, 31), 1) == date(2027, 2, 28)
    assert add_months(date(2027, 11, 15), 14) == date(2029, 1, 15)
    assert add_months(date(2027, 10, 31), 2) == date(2027, 12, 31)


def test_an_unknown_zone_is_named():
    with pytest.raises(ValueError, match="Mars/Olympus"):
        zone_named("Mars/Olympus")
