"""PURE: how often somebody wants to be told: at once, once a day, once a week, never."""

from __future__ import annotations

from datetime import datetime, time, timedelta

from marketplace.clocks.calendar import at_local, local_day

AT_ONCE, DAILY, WEEKLY, NEVER = "at_once", "daily", "weekly", "never"
RHYTHMS = {
    AT_ONCE: "At once",
    DAILY: "Once a day, at 7 in the morning",
    WEEKLY: "Once a week, on Monday at 7 in the morning",
    NEVER: "Never by mail",
}
TOLD_AT = time(7)


def told_until(rhythm: str, *, at: datetime, zone: str) -> datetime | None:
    """The instant up to which news are due to be told at `at`; None: none ever.

    Once a day that is the last seven in the morning in `zone`, once a week the last Monday's. Raises ValueError for
    another rhythm.
    """
    if rhythm == AT_ONCE:
        return at
    if rhythm == NEVER:
        return None
    if rhythm not in (DAILY, WEEKLY):
        raise ValueError(f"“{rhythm}” is no rhythm.")
    day = local_day(at, zone)
    days_back = day.weekday() if rhythm == WEEKLY else 0
    slot = at_local(day - timedelta(days=days_back), TOLD_AT, zone)
    return (
        slot
        if slot <= at
        else at_local(day - timedelta(days=days_back + (7 if rhythm == WEEKLY else 1)), TOLD_AT, zone)
    )
