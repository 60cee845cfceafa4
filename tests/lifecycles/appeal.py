"""Walks appeals through their states."""

from procurement.appeals import services
from procurement.appeals.transitions import APPEAL
from tests.factories.appeals import DECIDED, appeal_officer, dismiss, grant, make_appeal, take_up


class Walk:
    lifecycle = APPEAL

    def in_state(self, state):
        return make_appeal(state=state)

    def do(self, move, record):
        if move == "refuse":
            services.refuse_late(appeal=record, at=record.file_by)
        elif move == "take_up":
            take_up(record)
        elif move == "step_back":
            services.step_back(appeal=record, actor=appeal_officer(), at=DECIDED)
        else:
            {"dismiss": dismiss, "grant": grant}[move](record)
