"""Walks applications through their states."""

from datetime import timedelta

from procurement.applications import services
from procurement.applications.checklist import CHECKLIST
from procurement.applications.transitions import APPLICATION
from tests.factories.applications import SCREENED, SENT, ask_for_more, make_application, mend, owner_of
from tests.factories.rounds import officer

LATE = SCREENED + timedelta(days=60)


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
        elif move == "request_cure":
            ask_for_more(record)
        elif move == "resubmit":
            if record.state == "cure_requested":
                mend(record)
            services.resubmit_application(application=record, actor=owner, at=SCREENED)
        elif move == "close_as_incomplete":
            services.close_as_incomplete(application=record, actor=officer(), at=LATE)
        elif move == "open_consensus":
            services.follow_consensus(application=record, at=SCREENED)
        elif move == "reopen_review":
            services.follow_voided_scores(application=record, at=SCREENED)
        else:
            services.follow_decision(application=record, at=SCREENED)
