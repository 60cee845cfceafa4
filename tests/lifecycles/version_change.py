"""Walks version changes through their states."""

from procurement.versionchanges import services
from procurement.versionchanges.transitions import VERSION_CHANGE
from tests.factories.organizations import owner_of
from tests.factories.versionchanges import SETTLED, decide, make_change


class Walk:
    lifecycle = VERSION_CHANGE

    def in_state(self, state):
        return make_change(state=state)

    def do(self, move, record):
        if move == "withdraw":
            services.withdraw(change=record, actor=owner_of(record.provider), at=SETTLED)
        elif move == "come_back":
            services.come_back(change=record, at=SETTLED)
        else:
            decide(record, move)
