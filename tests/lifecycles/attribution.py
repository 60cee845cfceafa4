"""Walks what an evaluator says to a study that names them."""

from marketplace.evidence import services
from marketplace.evidence.transitions import ATTRIBUTION
from tests.factories import AT
from tests.factories.evaluators import keeper_of, name_in_study

MOVE_TO = {"confirmed": "confirm", "disputed": "dispute"}


class Walk:
    lifecycle = ATTRIBUTION

    def in_state(self, state):
        record = name_in_study()
        if state in MOVE_TO:
            self.do(MOVE_TO[state], record)
            record.refresh_from_db()
        return record

    def do(self, move, record):
        actor = keeper_of(record.evaluator)
        if move == "confirm":
            services.confirm_attribution(attribution=record, actor=actor, at=AT)
        else:
            services.dispute_attribution(attribution=record, reason="Not ours.", actor=actor, at=AT)
