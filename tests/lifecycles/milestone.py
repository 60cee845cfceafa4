"""Walks milestones through their states."""

from procurement.pilots.transitions import MILESTONE
from tests.factories.pilots import act, make_milestone


class Walk:
    lifecycle = MILESTONE

    def in_state(self, state):
        return make_milestone(state=state)

    def do(self, move, record):
        act(record, move)
