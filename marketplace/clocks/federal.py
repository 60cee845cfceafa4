"""PURE: the holidays of the United States federal government, and the business calendar that leaves them out."""

from __future__ import annotations

from datetime import date, timedelta
from functools import lru_cache

from marketplace.clocks.calendar import BusinessCalendar

MONDAY, THURSDAY = 0, 3
LAST = -1
JUNETEENTH_SINCE = 2021
FIXED = (
    (1, 1, "New Year’s Day"),
    (6, 19, "Juneteenth National Independence Day"),
    (7, 4, "Independence Day"),
    (11, 11, "Veterans Day"),
    (12, 25, "Christmas Day"),
)
FLOATING = (
    (1, MONDAY, 3, "Birthday of Martin Luther King, Jr."),
    (2, MONDAY, 3, "Washington’s Birthday"),
    (5, MONDAY, LAST, "Memorial Day"),
    (9, MONDAY, 1, "Labor Day"),
    (10, MONDAY, 2, "Columbus Day"),
    (11, THURSDAY, 4, "Thanksgiving Day"),
)


class FederalHolidays:
    """Answers `day in FederalHolidays()` for any year; the observed days count too (5 U.S.C. 6103)."""

    def __contains__(self, day: object) -> bool:
        return isinstance(day, date) and day in holidays_of(day.year)


@lru_cache(maxsize=64)
def holidays_of(year: int) -> dict[date, str]:
    """The holidays that fall or are observed in a year; the next New Year may be observed on 31 December."""
    found = {nth_weekday(year, month, weekday, nth): name for month, weekday, nth, name in FLOATING}
    fixed = [(date(year, month, day), name) for month, day, name in FIXED]
    for actual, name in (*fixed, (date(year + 1, 1, 1), "New Year’s Day")):
        if name.startswith("Juneteenth") and year < JUNETEENTH_SINCE:
            continue
        for held, called in ((actual, name), (observed(actual), f"{name} (observed)")):
            if held.year == year:
                found.setdefault(held, called)
    return found


def observed(day: date) -> date:
    """The Friday before a Saturday, the Monday after a Sunday, else the day itself."""
    return day + timedelta(days={5: -1, 6: 1}.get(day.weekday(), 0))


def nth_weekday(year: int, month: int, weekday: int, nth: int) -> date:
    """The first, second … or LAST of a weekday in a month."""
    if nth == LAST:
        end = date(year + month // 12, month % 12 + 1, 1) - timedelta(days=1)
        return end - timedelta(days=(end.weekday() - weekday) % 7)
    first = date(year, month, 1)
    return first + timedelta(days=(weekday - first.weekday()) % 7 + 7 * (nth - 1))


@lru_cache(maxsize=16)
def federal_calendar(zone: str = "America/New_York") -> BusinessCalendar:
    """Monday to Friday less federal holidays, in the given zone (Pilotage rules 10)."""
    return BusinessCalendar(zone=zone, holidays=FederalHolidays())
