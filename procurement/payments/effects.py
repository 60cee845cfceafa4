"""PURE: which moves follow from what a payment service says, in whatever order it says it.

Money that came in counts whatever was said before; money given back counts even before its coming in was told.
"""

from __future__ import annotations

SUCCEEDED, FAILED, REFUNDED, PROCESSING = "succeeded", "failed", "refunded", "processing"

_MOVES = {
    (SUCCEEDED, "pending"): ("succeed",),
    (SUCCEEDED, "failed"): ("succeed",),
    (FAILED, "pending"): ("fail",),
    (REFUNDED, "pending"): ("succeed", "refund"),
    (REFUNDED, "failed"): ("succeed", "refund"),
    (REFUNDED, "succeeded"): ("refund",),
}


def moves_after(said: str, state: str) -> tuple[str, ...]:
    """The moves of a payment in this state after such a message; none where it says nothing new."""
    return _MOVES.get((said, state), ())
