"""Walks pilots through their states."""

from procurement.pilots import services
from procurement.pilots.transitions import PILOT
from tests.factories.pilots import FIRST_DAY, LAST_DAY, buyer_of, make_pilot, prepare, settle


class Walk:
    lifecycle = PILOT

    def in_state(self, state):
        if state == "scheduled":
            return prepare(make_pilot())
        pilot = make_pilot(state=state, verdict="expand" if state == "completed" else "")
        if state == "completed":
            settle(pilot)
        return pilot

    def do(self, move, record):
        actor = buyer_of(record)
        if move == "start":
            services.start_pilot(pilot=record, actor=actor, at=FIRST_DAY)
        elif move == "complete":
            services.complete_pilot(pilot=record, actor=actor, at=LAST_DAY)
        elif move == "close":
            services.close_pilot(pilot=record, actor=actor, at=LAST_DAY)
        else:
            services.terminate_pilot(pilot=record, reason="The aide left.", actor=actor, at=LAST_DAY)
