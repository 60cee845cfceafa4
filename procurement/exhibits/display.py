"""PURE: how a document that goes with a contract stands by the calendar."""

from __future__ import annotations

from datetime import date

from marketplace.locker.expiry import is_expired, standing


def standing_in(expires_on: date | None, *, ends_on: str, today: date) -> tuple[str, str]:
    """A kind of mark and words: as in the locker, but that it ends before the pilot does is said long before."""
    kind, words = standing(expires_on, today=today)
    if kind == "late" or expires_on is None:
        return kind, words
    if is_expired(expires_on, today=date.fromisoformat(ends_on)):
        return "soon", f"{words}; the pilot runs longer"
    return kind, words
