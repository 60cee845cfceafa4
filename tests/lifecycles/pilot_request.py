"""Walks requests through their states."""

from procurement.quotes import services
from procurement.quotes.transitions import PILOT_REQUEST
from tests.factories import AT
from tests.factories.quotes import buyer_of, make_request


class Walk:
    lifecycle = PILOT_REQUEST

    def in_state(self, state):
        return make_request(state=state)

    def do(self, move, record):
        actor = buyer_of(record)
        if move == "issue":
            services.issue_request(request=record, actor=actor, at=AT)
        elif move == "negotiate":
            services.mark_negotiating(request=record, actor=actor, at=AT)
        elif move == "contract":
            services.mark_contracted(request=record, actor=actor, at=AT)
        else:
            services.end_request(request=record, reason="Not this year.", actor=actor, at=AT)
