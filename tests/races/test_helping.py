"""A helping hand taken on and taken back in the same instant: one of them counts, and never a failure."""

import pytest

from marketplace.audit.models import AuditEvent
from marketplace.audit.queries import verify_chain
from marketplace.lifecycles.errors import IllegalMove
from marketplace.organizations import services
from marketplace.organizations.models import HelpingHand
from tests.factories import AT
from tests.factories.hands import grant_hand, make_helper
from tests.factories.organizations import make_agency, owner_of
from tests.factories.rounds import make_round
from tests.races.together import together

pytestmark = pytest.mark.django_db(transaction=True)


def test_a_hand_is_declined_and_revoked_at_once():
    helper, owner = make_helper(), owner_of(make_agency())
    hand = grant_hand(make_round(), task="determine", person=helper)
    outcomes = together(
        *[
            lambda: services.decline_hand(hand=hand, actor=helper, at=AT),
            lambda: services.revoke_hand(hand=hand, actor=owner, at=AT),
        ]
        * 2
    )
    assert sum(outcome.succeeded for outcome in outcomes) == 1, outcomes
    assert all(isinstance(outcome.error, IllegalMove) for outcome in outcomes if not outcome.succeeded), outcomes
    ends = AuditEvent.objects.filter(name__in=("helping_hand.decline", "helping_hand.revoke"))
    assert ends.count() == 1
    assert verify_chain().problem == ""


def test_the_same_person_is_asked_four_times_at_once():
    helper, record = make_helper(), make_round()
    outcomes = together(*[lambda: grant_hand(record, task="determine", person=helper) for _ in range(4)])
    assert all(outcome.succeeded for outcome in outcomes), outcomes
    assert HelpingHand.objects.count() == 1
    assert verify_chain().problem == ""
