"""PURE: whether families were told recently enough for a pilot to start (Pilotage rules 10)."""

from __future__ import annotations

from datetime import date

from marketplace.clocks.calendar import add_months
from marketplace.clocks.words import day_words


def why_notice_fails(*, notice_on: date | None, starts_on: date, max_months: int) -> str:
    """Why the notice to families does not allow a start on that day, with what would; empty where it does."""
    if notice_on is None:
        return "Families have not been told. Record when and how they were told, then start."
    if notice_on > starts_on:
        return f"Families are told on {day_words(notice_on)}, after the start. They are told before it."
    if add_months(notice_on, max_months) < starts_on:
        return (
            f"Families were told on {day_words(notice_on)}. That is more than {max_months} months ago; "
            "tell them again and record it."
        )
    return ""
