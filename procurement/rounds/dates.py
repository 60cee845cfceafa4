"""PURE: the dates that follow from the closing of a round or from sending to it, counted in business days."""

from __future__ import annotations

from datetime import datetime

from marketplace.clocks.calendar import BusinessCalendar, at_local, local_day, zone_named
from procurement.policy.schema import Clocks


def shifted(instant: datetime, business_days: int, *, zone: str, calendar: BusinessCalendar) -> datetime:
    """The same time of day so many business days later (earlier, when negative); zero is the instant itself."""
    if business_days == 0:
        return instant
    day = calendar.add(local_day(instant, zone), business_days)
    return at_local(day, instant.astimezone(zone_named(zone)).time(), zone)


def decision_dates(
    start: datetime, *, clocks: Clocks, calendar: BusinessCalendar
) -> tuple[datetime, datetime, datetime]:
    """By when an application is checked, scored and decided, each span counted on from the one before."""
    checked = clocks.screening_business_days
    scored = checked + clocks.review_business_days
    decided = scored + clocks.decision_business_days
    return calendar.deadline(start, checked), calendar.deadline(start, scored), calendar.deadline(start, decided)
