"""Walks debriefs through their states."""

from procurement.debriefs.transitions import DEBRIEF
from tests.factories.debriefs import hold, make_debrief


class Walk:
    lifecycle = DEBRIEF

    def in_state(self, state):
        return make_debrief(state=state)

    def do(self, move, record):
        hold(record)
