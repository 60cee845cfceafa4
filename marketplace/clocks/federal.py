"""The holidays of the United States federal government, and the business calendar that leaves them out."""

from __future__ import annotations

from datetime import date
from functools import lru_cache

import holidays

from marketplace.clocks.calendar import BusinessCalendar


class FederalHolidays:
    """Answers `day in FederalHolidays()` for any year; observed days count (a Saturday's Friday, a Sunday's Monday)."""

    def __contains__(self, day: object) -> bool:
        return isinstance(day, date) and day in _holidays_of(day.year)

    def name_of(self, day: date) -> str:
        """The holiday's name, or an empty string."""
        return _holidays_of(day.year).get(day, "")


@lru_cache(maxsize=64)
def _holidays_of(year: int) -> dict[date, str]:
    around = holidays.country_holidays("US", years=(year, year + 1))
    return {day: name for day, name in around.items() if day.year == year}


@lru_cache(maxsize=16)
def federal_calendar(zone: str = "America/New_York") -> BusinessCalendar:
    """Monday to Friday less federal holidays, in the given zone (Pilotage rules 10)."""
    return BusinessCalendar(zone=zone, holidays=FederalHolidays())
