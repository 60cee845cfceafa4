"""PURE: the dates of a round that follow from its closing, counted in business days."""

from __future__ import annotations

from datetime import datetime

from marketplace.clocks.calendar import BusinessCalendar, at_local, local_day, zone_named


def shifted(instant: datetime, business_days: int, *, zone: str, calendar: BusinessCalendar) -> datetime:
    """The same time of day so many business days later (earlier, when negative); zero is the instant itself."""
    if business_days == 0:
        return instant
    day = calendar.add(local_day(instant, zone), business_days)
    return at_local(day, instant.astimezone(zone_named(zone)).time(), zone)
