"""Why a move was not made. Each is shown to the person as it stands; none leaves anything half done."""


class Refused(Exception):
    """A rule does not allow it now; the text says which and what would be accepted."""

    refusal_status = 409


class IllegalMove(Refused):
    """The record is not in a state from which this move leads; names both states."""


class Stale(Refused):
    """Somebody changed the record since the person last saw it; the text says what changed."""
