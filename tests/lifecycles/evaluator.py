"""Walks an entry of the register of evaluators."""

from marketplace.evaluators import services
from marketplace.evaluators.transitions import EVALUATOR
from tests.factories import AT
from tests.factories.evaluators import make_evaluator
from tests.factories.organizations import make_agency_person


class Walk:
    lifecycle = EVALUATOR

    def in_state(self, state):
        evaluator, self._officer = make_evaluator(), make_agency_person()
        if state == "suspended":
            self.do("suspend", evaluator)
            evaluator.refresh_from_db()
        return evaluator

    def do(self, move, record):
        act = services.suspend if move == "suspend" else services.reinstate
        act(evaluator=record, reason="Letters stayed without an answer.", actor=self._officer, at=AT)
