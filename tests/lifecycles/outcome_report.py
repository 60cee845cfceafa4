"""Walks outcome reports through their states."""

from procurement.outcomes import services
from procurement.outcomes.transitions import OUTCOME_REPORT
from tests.factories.outcomes import AFTER_REPLY, CHECKED, make_report, officer, publish, send
from tests.factories.pilots import LAST_DAY, buyer_of


class Walk:
    lifecycle = OUTCOME_REPORT

    def in_state(self, state):
        return make_report(state=state)

    def do(self, move, record):
        if move == "start":
            services.begin_report(report=record, actor=buyer_of(record.pilot), at=LAST_DAY)
        elif move == "submit":
            send(record, at=AFTER_REPLY)
        elif move == "return":
            services.return_report(report=record, reason="Two schools are missing.", actor=officer(), at=CHECKED)
        elif move == "verify":
            services.verify_report(report=record, actor=officer(), at=CHECKED)
        else:
            publish(record)
