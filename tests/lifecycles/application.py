"""Walks applications through their states."""

from procurement.applications import services
from procurement.applications.checklist import CHECKLIST
from procurement.applications.transitions import APPLICATION
from tests.factories.applications import SCREENED, SENT, make_application, owner_of
from tests.factories.rounds import officer


class Walk:
    lifecycle = APPLICATION

    def in_state(self, state):
        return make_application(state=state)

    def do(self, move, record):
        owner = owner_of(record)
        if move == "submit":
            services.submit_application(application=record, actor=owner, at=SENT)
        elif move == "withdraw":
            services.withdraw_application(application=record, actor=owner, at=SCREENED)
        elif move == "begin_screening":
            services.begin_screening(application=record, actor=officer(), at=SCREENED)
        elif move == "pass_screening":
            checked = [item.key for item in CHECKLIST]
            services.pass_screening(application=record, checked=checked, actor=officer(), at=SCREENED)
        elif move == "open_consensus":
            services.follow_consensus(application=record, at=SCREENED)
        else:
            services.follow_decision(application=record, at=SCREENED)
