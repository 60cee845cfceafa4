"""Walks decisions about measures through their states."""

from procurement.measures.transitions import MEASURE_DECISION
from tests.factories.measures import decide, make_decision


class Walk:
    lifecycle = MEASURE_DECISION

    def in_state(self, state):
        return make_decision(state=state)

    def do(self, move, record):
        decide(record)
