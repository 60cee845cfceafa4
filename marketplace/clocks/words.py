"""PURE: instants, days and distances in plain English, as every page and mail of the portal writes them."""

from __future__ import annotations

from datetime import date, datetime

from marketplace.clocks.calendar import local_day, zone_named

MONTHS = (
    *("January", "February", "March", "April", "May", "June"),
    *("July", "August", "September", "October", "November", "December"),
)
WEEKDAYS = ("Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday")
SOON_DAYS = 7


def day_words(day: date) -> str:
    """`4 March 2027`."""
    return f"{day.day} {MONTHS[day.month - 1]} {day.year}"


def clock_words(instant: datetime, zone: str) -> str:
    """`5:00 pm EST`, or `noon EST`."""
    local = instant.astimezone(zone_named(zone))
    name = local.tzname() or zone
    if (local.hour, local.minute) == (12, 0):
        return f"noon {name}"
    half = "am" if local.hour < 12 else "pm"
    return f"{local.hour % 12 or 12}:{local.minute:02d} {half} {name}"


def instant_words(instant: datetime, zone: str) -> str:
    """`4 March 2027, 5:00 pm EST`."""
    return f"{day_words(local_day(instant, zone))}, {clock_words(instant, zone)}"


def weekday_words(instant: datetime, zone: str) -> str:
    """`Monday 1 March 2027, 9:12 am EST`."""
    day = local_day(instant, zone)
    return f"{WEEKDAYS[day.weekday()]} {instant_words(instant, zone)}"


def count_words(count: int, noun: str, plural: str = "") -> str:
    """`1 day`, `3 days`, `12,400 students`."""
    return f"{count:,} {noun if count == 1 else plural or noun + 's'}"


def effort_words(minutes: int) -> str:
    """How long a task takes, as people say it: `45 minutes`, `2 hours`."""
    return count_words(minutes, "minute") if minutes < 60 else count_words(round(minutes / 60), "hour")


def until_words(due: datetime, at: datetime, zone: str) -> str:
    """How far away a due instant is, seen from `at`: `in 3 days`, `in 4 hours`, `3 days overdue`.

    Days are counted on the calendar of the zone; on the day itself hours or minutes are said.
    """
    days = (local_day(due, zone) - local_day(at, zone)).days
    if days > 0:
        return "tomorrow" if days == 1 else f"in {count_words(days, 'day')}"
    if days < 0:
        return f"{count_words(-days, 'day')} overdue"
    distance = _same_day_words(abs(int((due - at).total_seconds())))
    return f"in {distance}" if due > at else f"{distance} overdue"


def since_words(earlier: datetime, at: datetime, zone: str) -> str:
    """How long ago: `today`, `1 day`, `14 days`."""
    days = (local_day(at, zone) - local_day(earlier, zone)).days
    return count_words(days, "day") if days > 0 else "today"


def urgency(due: datetime, at: datetime, zone: str) -> str:
    """`late` once the instant has passed, `soon` within seven days, else `ahead`."""
    if due <= at:
        return "late"
    return "soon" if (local_day(due, zone) - local_day(at, zone)).days <= SOON_DAYS else "ahead"


def fiscal_year_words(year: int, *, starts_month: int = 7) -> str:
    """`2026–27`, or `2027` where the fiscal year is the calendar year."""
    return str(year) if starts_month == 1 else f"{year - 1}–{year % 100:02d}"


def _same_day_words(seconds: int) -> str:
    if seconds >= 3600:
        return count_words(seconds // 3600, "hour")
    return count_words(max(1, seconds // 60), "minute")


def in_sentence(name: str) -> str:
    """A name within a sentence: lower case, but an abbreviation such as "ESSA strong" keeps its capitals."""
    return name if name[1:2].isupper() else f"{name[:1].lower()}{name[1:]}"
