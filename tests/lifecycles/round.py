"""Walks rounds through their states."""

from procurement.rounds import services
from procurement.rounds.transitions import ROUND
from tests.factories import AT
from tests.factories.rounds import make_round, officer


class Walk:
    lifecycle = ROUND

    def in_state(self, state):
        return make_round(state=state)

    def do(self, move, record):
        if move == "publish":
            services.publish_round(draft=record, actor=officer(), at=AT)
        else:
            services.archive_round(closed=record, actor=officer(), at=record.closes_at)
