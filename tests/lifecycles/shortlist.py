"""Walks shortlists through their states."""

from search.shortlists.transitions import SHORTLIST
from tests.factories.shortlists import freeze, make_shortlist


class Walk:
    lifecycle = SHORTLIST

    def in_state(self, state):
        shortlist = make_shortlist()
        if state == "frozen":
            freeze(shortlist)
            shortlist.refresh_from_db()
        return shortlist

    def do(self, move, record):
        freeze(record)
