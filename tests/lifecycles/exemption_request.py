"""Walks requests for an exemption through their states."""

from procurement.payments.transitions import EXEMPTION_REQUEST
from tests.factories.payments import ask, decide, make_fee, pay


class Walk:
    lifecycle = EXEMPTION_REQUEST

    def in_state(self, state):
        asked = ask(make_fee())
        if state in ("granted", "refused"):
            decide(asked, is_granted=state == "granted")
        if state == "lapsed":
            pay(asked.fee)
        asked.refresh_from_db()
        return asked

    def do(self, move, record):
        if move == "lapse":
            self.lifecycle.require(record, move)
            pay(record.fee)
        else:
            decide(record, is_granted=move == "grant")
