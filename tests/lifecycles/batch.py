"""Walks batches of case work through their states."""

from procurement.casework import services
from procurement.casework.transitions import BATCH
from tests.factories.applications import SCREENED, make_application
from tests.factories.rounds import officer


class Walk:
    lifecycle = BATCH

    def in_state(self, state):
        record = services.prepare_batch(
            act="message", applications=[make_application(state="submitted")], reason="Thank you.", common={},
            actor=officer(), at=SCREENED,
        )  # fmt: skip
        if state == "run":
            self.do("run", record)
            record.refresh_from_db()
        return record

    def do(self, move, record):
        self.lifecycle.require(record, move)
        services.keep_reasons(batch=record, reasons={}, actor=officer(), at=SCREENED)
