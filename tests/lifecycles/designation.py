"""Walks approvals through their states."""

from procurement.designations import enforcement
from procurement.designations.transitions import DESIGNATION
from tests.factories.designations import IN_FORCE, determiner, make_approval, review_again


class Walk:
    lifecycle = DESIGNATION

    def in_state(self, state):
        return make_approval(state=state)

    def do(self, move, record):
        if move == "supersede":
            DESIGNATION.require(record, move)
            review_again(record)
            return
        if move == "reinstate_replaced" and record.state == "superseded":
            self.do("suspend_replaced", record)
        act = getattr(enforcement, move)
        act(designation=record, reason="An incident.", actor=determiner(), at=IN_FORCE)
