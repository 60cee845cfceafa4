"""PURE: how long a document is good for, and on which days its owner is warned."""

from __future__ import annotations

from datetime import date

from marketplace.clocks.words import count_words, day_words

WARNING_DAYS = (60, 30, 7, 0)
FIRST_WARNING_DAYS = WARNING_DAYS[0]


def warning_due(expires_on: date | None, *, today: date) -> int | None:
    """The step of ``WARNING_DAYS`` that has been reached: the nearest to the end. None while it is far off, or never.

    0 stands for the day after its last: from then on it is expired.
    """
    if expires_on is None:
        return None
    left = (expires_on - today).days
    if left < 0:
        return 0
    reached = [step for step in WARNING_DAYS if step and left <= step]
    return min(reached, default=None)


def standing(expires_on: date | None, *, today: date) -> tuple[str, str]:
    """A kind of mark and words: ``done`` and how long it is good for, ``soon`` before the end, ``late`` after it."""
    if expires_on is None:
        return "done", "Does not expire"
    left = (expires_on - today).days
    if left < 0:
        return "late", f"Expired on {day_words(expires_on)}"
    if left == 0:
        return "soon", "Expires today"
    if left <= FIRST_WARNING_DAYS:
        return "soon", f"Expires in {count_words(left, 'day')}"
    return "done", f"Good until {day_words(expires_on)}"


def is_expired(expires_on: date | None, *, today: date) -> bool:
    """Whether its last day has passed."""
    return expires_on is not None and expires_on < today
