"""Walks payments through their states, as the payment service tells of them and as an officer gives them back."""

from procurement.payments import services
from procurement.payments.effects import FAILED, SUCCEEDED
from procurement.payments.transitions import PAYMENT
from tests.factories import AT
from tests.factories.payments import PretendGateway, make_fee, make_payment, pay, tell
from tests.factories.rounds import officer

SAID = {"succeed": SUCCEEDED, "fail": FAILED}


class Walk:
    lifecycle = PAYMENT

    def in_state(self, state):
        return pay(make_fee()) if state == "succeeded" else make_payment(state=state)

    def do(self, move, record):
        if move == "refund" and record.is_online:
            services.give_back_online(
                payment=record, reason="Asked for.", actor=officer(), at=AT, gateway=PretendGateway()
            )
        elif move == "refund":
            services.refund_payment(payment=record, reason="Asked for.", number="9", actor=officer(), at=AT)
        elif not record.is_online and move == "fail":
            services.take_back_payment(payment=record, reason="It bounced.", actor=officer(), at=AT)
        else:
            self.lifecycle.require(record, move)
            tell(record, SAID[move])
