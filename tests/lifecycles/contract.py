"""Walks contracts through their states."""

from procurement.contracts import services
from procurement.contracts.transitions import CONTRACT
from tests.factories import AT
from tests.factories.contracts import make_contract, send, sign, signatory_of


class Walk:
    lifecycle = CONTRACT

    def in_state(self, state):
        contract = make_contract(state=state)
        if state == "out_for_signature":
            sign(contract, "buyer")
        return contract

    def do(self, move, record):
        if move == "send":
            send(record)
        elif move == "execute":
            CONTRACT.require(record, "execute")
            sign(record, "provider")
        elif move == "decline":
            services.decline_contract(
                contract=record, reason="Other days.", actor=signatory_of(record, "provider"), at=AT
            )
        elif move == "lapse":
            services.lapse_contract(contract=record, actor=None, at=record.sign_by)
        elif move == "complete":
            services.complete_contract(contract=record, actor=None, at=AT)
        else:
            services.terminate_contract(contract=record, reason="The school closed.", actor=None, at=AT)
