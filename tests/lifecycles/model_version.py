"""Walks the versions of a learning model through their states."""

from marketplace.products import services
from marketplace.products.transitions import MODEL_VERSION
from tests.factories import AT
from tests.factories.products import author_of, make_version


class Walk:
    lifecycle = MODEL_VERSION

    def in_state(self, state):
        return make_version(state=state)

    def do(self, move, record):
        services.freeze_version(version=record, actor=author_of(record.model.provider), at=AT)
