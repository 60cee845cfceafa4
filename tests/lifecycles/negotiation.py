"""Walks negotiations through their states."""

from procurement.negotiations import services
from procurement.negotiations.transitions import NEGOTIATION
from tests.factories import AT
from tests.factories.negotiations import accept, make_negotiation, speaker


class Walk:
    lifecycle = NEGOTIATION

    def in_state(self, state):
        return make_negotiation(state=state)

    def do(self, move, record):
        actor = speaker(record, "provider")
        if move == "agree":
            NEGOTIATION.require(record, "agree")
            accept(record, "provider")
        elif move == "reopen":
            services.reopen_negotiation(negotiation=record, actor=actor, at=AT)
        else:
            services.abandon_negotiation(negotiation=record, reason="No agreement.", actor=actor, at=AT)
