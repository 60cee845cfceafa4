"""Walks a panel's consensus through its states."""

from procurement.reviews.transitions import CONSENSUS
from tests.factories.reviews import agree, make_consensus


class Walk:
    lifecycle = CONSENSUS

    def in_state(self, state):
        return make_consensus(state=state)

    def do(self, move, record):
        agree(record.subject)
