"""Walks a helping hand to its end."""

from marketplace.organizations import services
from marketplace.organizations.transitions import HAND
from tests.factories import AT
from tests.factories.hands import grant_hand
from tests.factories.organizations import owner_of
from tests.factories.reviews import make_subject

MOVE_TO = {"accepted": "accept", "declined": "decline", "revoked": "revoke"}


class Walk:
    lifecycle = HAND

    def in_state(self, state):
        hand = grant_hand(make_subject(), task="determine")
        if state in MOVE_TO:
            self.do(MOVE_TO[state], hand)
            hand.refresh_from_db()
        return hand

    def do(self, move, record):
        if move == "revoke":
            services.revoke_hand(hand=record, actor=owner_of(record.organization), at=AT)
            return
        answer = services.accept_hand if move == "accept" else services.decline_hand
        answer(hand=record, actor=person_of(record), at=AT)


def person_of(hand):
    from marketplace.people.models import User

    return User.objects.get(email=hand.email)
