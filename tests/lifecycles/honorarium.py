"""Walks honoraria through their states."""

from procurement.reviewers.services import set_honorarium
from procurement.reviews import pool_services as services
from procurement.reviews.models import Honorarium
from procurement.reviews.transitions import HONORARIUM
from tests.factories.organizations import make_reviewer
from tests.factories.reviews import AGREED, ASKED, make_assignment
from tests.factories.rounds import officer


class Walk:
    lifecycle = HONORARIUM

    def in_state(self, state):
        reviewer = make_reviewer()
        set_honorarium(reviewer=reviewer, cents=150_00, actor=officer(), at=ASKED)
        make_assignment(state="submitted", reviewer=reviewer)
        record = Honorarium.objects.get()
        if state != "due":
            self.do({"paid": "pay", "declined": "decline"}[state], record)
            record.refresh_from_db()
        return record

    def do(self, move, record):
        if move == "pay":
            services.pay_honorarium(honorarium=record, note="Check 1044", actor=officer(), at=AGREED)
        else:
            services.decline_honorarium(honorarium=record, actor=record.assignment.reviewer, at=AGREED)
