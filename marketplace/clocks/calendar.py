"""PURE: business days, fiscal years and the edges of a day. Every zone, holiday list and instant is an argument."""

from __future__ import annotations

from collections.abc import Container
from dataclasses import dataclass, field
from datetime import date, datetime, time, timedelta
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

MONDAY_TO_FRIDAY = frozenset(range(5))
LONGEST_CLOSURE_DAYS = 366


@dataclass(frozen=True)
class BusinessCalendar:
    """Which days count as business days, and in which zone a day begins and ends.

    `holidays` is anything that answers `day in holidays`; `weekdays` are Monday 0 to Sunday 6.
    """

    zone: str = "America/New_York"
    weekdays: frozenset[int] = MONDAY_TO_FRIDAY
    holidays: Container[date] = field(default=frozenset())

    def is_business_day(self, day: date) -> bool:
        """Whether work is done on this day."""
        return day.weekday() in self.weekdays and day not in self.holidays

    def add(self, day: date, business_days: int) -> date:
        """The day that is so many business days after `day` (before it, when negative).

        The day itself never counts. Zero gives the same day if it is a business day, else the next one.
        Raises ValueError when no business day is found within a year.
        """
        if business_days == 0:
            return day if self.is_business_day(day) else self.add(day, 1)
        step = timedelta(days=1 if business_days > 0 else -1)
        left, idle_days = abs(business_days), 0
        while left:
            day += step
            working = self.is_business_day(day)
            left -= working
            idle_days = 0 if working else idle_days + 1
            if idle_days > LONGEST_CLOSURE_DAYS:
                raise ValueError("This calendar has no business day within a year.")
        return day

    def between(self, earlier: date, later: date) -> int:
        """Business days after `earlier`, up to and including `later`; negative when the order is reversed."""
        if later < earlier:
            return -self.between(later, earlier)
        days = (earlier + timedelta(days=n) for n in range(1, (later - earlier).days + 1))
        return sum(self.is_business_day(day) for day in days)

    def deadline(self, start: datetime, business_days: int, *, closes_at: time = time(17)) -> datetime:
        """The instant `business_days` after the local day of `start`, at `closes_at` in this calendar's zone."""
        day = self.add(local_day(start, self.zone), business_days)
        return at_local(day, closes_at, self.zone)


def zone_named(name: str) -> ZoneInfo:
    """The IANA zone of that name. Raises ValueError with the name when there is none."""
    try:
        return ZoneInfo(name)
    except (ZoneInfoNotFoundError, ValueError, OSError) as error:
        raise ValueError(f"“{name}” is not a time zone. A name such as America/New_York is accepted.") from error


def local_day(instant: datetime, zone: str) -> date:
    """The calendar day on which an aware instant falls in that zone."""
    if instant.tzinfo is None:
        raise ValueError("An instant needs a zone.")
    return instant.astimezone(zone_named(zone)).date()


def at_local(day: date, clock: time, zone: str) -> datetime:
    """The aware instant of a wall-clock time in a zone.

    A time that a clock change skips is moved forward by the length of the gap; one that occurs twice is the first.
    """
    local = datetime.combine(day, clock, tzinfo=zone_named(zone))
    return local.astimezone(ZoneInfo("UTC")).astimezone(zone_named(zone))


def start_of_day(day: date, zone: str) -> datetime:
    """The first instant of a day in that zone."""
    return at_local(day, time(0), zone)


def end_of_day(day: date, zone: str) -> datetime:
    """The first instant that no longer belongs to the day (exclusive end)."""
    return start_of_day(day + timedelta(days=1), zone)


def fiscal_year(day: date, *, starts_month: int = 7, starts_day: int = 1) -> int:
    """The fiscal year of a day, named for the calendar year in which it ends."""
    if (starts_month, starts_day) == (1, 1):
        return day.year
    return day.year + ((day.month, day.day) >= (starts_month, starts_day))


def add_months(day: date, months: int) -> date:
    """The same day of the month so many months later, or that month's last day when it is shorter."""
    month_index = day.year * 12 + day.month - 1 + months
    year, month = divmod(month_index, 12)
    following = date(year + (month == 11), 1 if month == 11 else month + 2, 1)
    last_day = (following - timedelta(days=1)).day
    return date(year, month + 1, min(day.day, last_day))
