"""Walks fees through their states."""

from procurement.payments import services
from procurement.payments.transitions import FEE
from tests.factories import AT
from tests.factories.payments import ask, decide, make_fee, pay, refund
from tests.factories.rounds import officer


class Walk:
    lifecycle = FEE

    def in_state(self, state):
        return make_fee(state=state)

    def do(self, move, record):
        payment = record.payments.last()
        if move == "pay":
            pay(record)
        elif move == "exempt":
            decide(ask(record), is_granted=True)
        elif move == "ask_again":
            self.lifecycle.require(record, move)
            services.ask_again(fee=record, actor=officer(), at=AT)
        else:
            self.lifecycle.require(record, move)
            self.undo(move, payment)

    def undo(self, move, payment):
        if move == "refund":
            refund(payment)
        else:
            services.take_back_payment(payment=payment, reason="It bounced.", actor=officer(), at=AT)
