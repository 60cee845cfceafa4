"""Walks votes on measures through their states."""

from procurement.measures import services
from procurement.measures.transitions import MEASURE_VOTE
from procurement.reviews.conflicts import Declared
from tests.factories.measures import VOTED, ask, cast, open_decision
from tests.factories.rounds import officer

MOVES = {"cast": "cast", "recused": "recuse", "released": "release"}


class Walk:
    lifecycle = MEASURE_VOTE

    def in_state(self, state):
        vote = ask(open_decision())
        if state in MOVES:
            self.do(MOVES[state], vote)
            vote.refresh_from_db()
        return vote

    def do(self, move, record):
        if move == "release":
            services.release_panelist(vote=record, actor=officer(), at=VOTED)
        else:
            cast(record, declared=Declared(has_interest=move == "recuse"))
