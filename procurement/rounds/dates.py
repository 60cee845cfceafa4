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


def rolling_answer_days(clocks: Clocks) -> int:
    """Business days for an answer in a round without a closing: those between the last question and the last answer
    before a closing, and at least one."""
    return max(clocks.questions_before_business_days - clocks.answers_before_business_days, 1)


def rolling_notice_days(clocks: Clocks) -> int:
    """Business days of notice before a rolling round ends: those of an amendment, and enough to ask for one more."""
    return max(clocks.amendment_extends_business_days, clocks.questions_before_business_days + 1)


def rolling_answer_by(asked_at: datetime, *, clocks: Clocks, zone: str, calendar: BusinessCalendar) -> datetime:
    """By when a question in a round without a closing is answered."""
    return shifted(asked_at, rolling_answer_days(clocks), zone=zone, calendar=calendar)


def earliest_end(at: datetime, *, clocks: Clocks, zone: str, calendar: BusinessCalendar) -> datetime:
    """The earliest end that a rolling round may be given at an instant."""
    return shifted(at, rolling_notice_days(clocks), zone=zone, calendar=calendar)


def decision_dates(
    start: datetime, *, clocks: Clocks, calendar: BusinessCalendar
) -> tuple[datetime, datetime, datetime]:
    """By when an application is checked, scored and decided, each span counted on from the one before."""
    checked = clocks.screening_business_days
    scored = checked + clocks.review_business_days
    decided = scored + clocks.decision_business_days
    return calendar.deadline(start, checked), calendar.deadline(start, scored), calendar.deadline(start, decided)
