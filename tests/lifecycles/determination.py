"""Walks decisions through their states."""

from procurement.designations.transitions import DETERMINATION
from tests.factories.designations import issue, make_determination, review_again


class Walk:
    lifecycle = DETERMINATION

    def in_state(self, state):
        return make_determination(state=state)

    def do(self, move, record):
        if move == "issue":
            issue(record)
            return
        DETERMINATION.require(record, move)
        review_again(record.designation)
