"""Walks review assignments through their states."""

from procurement.reviews import services
from procurement.reviews.transitions import ASSIGNMENT
from tests.factories.reviews import ASKED, declare, make_assignment, send


class Walk:
    lifecycle = ASSIGNMENT

    def in_state(self, state):
        return make_assignment(state=state)

    def do(self, move, record):
        if move == "accept":
            declare(record)
        elif move == "submit":
            send(record)
        elif move == "decline":
            services.decline_review(assignment=record, reason="No time.", actor=record.reviewer, at=ASKED)
        else:
            services.recuse(assignment=record, reason="My sister works there.", actor=record.reviewer, at=ASKED)
