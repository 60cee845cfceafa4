"""Walks questions about a round through their states."""

from procurement.rounds.transitions import ROUND_QUESTION
from tests.factories.questions import answer, make_question, reject


class Walk:
    lifecycle = ROUND_QUESTION

    def in_state(self, state):
        return make_question(state=state)

    def do(self, move, record):
        {"answer": answer, "reject": reject}[move](record)
