"""A panel's last scores and its consensus in the same instant: one consensus, agreed once."""

import pytest

from marketplace.audit.models import AuditEvent
from marketplace.audit.queries import verify_chain
from marketplace.lifecycles.errors import Refused
from procurement.reviews.models import Consensus
from tests.factories import reviews
from tests.factories.rounds import officer
from tests.races.together import together

pytestmark = pytest.mark.django_db(transaction=True)


def test_three_reviewers_send_their_scores_at_once():
    subject = reviews.make_subject()
    reviews.services.name_lead(subject=subject, lead=reviews.lead(), actor=officer(), at=reviews.ASKED)
    parts = [reviews.score(reviews.declare(reviews.ask(subject))) for _ in range(3)]
    outcomes = together(*[lambda part=part: reviews.send(part) for part in parts])
    assert all(outcome.succeeded for outcome in outcomes), outcomes
    assert Consensus.objects.count() == 1
    assert AuditEvent.objects.filter(name="consensus.created").count() <= 1
    assert verify_chain().problem == ""


def test_a_lead_records_the_consensus_four_times_at_once():
    consensus = reviews.make_consensus()
    subject = consensus.panel.subject
    lead = reviews.lead()
    outcomes = together(*[lambda: reviews.agree(subject)] * 4)
    assert sum(outcome.succeeded for outcome in outcomes) == 1, outcomes
    assert all(isinstance(outcome.error, Refused) for outcome in outcomes if not outcome.succeeded), outcomes
    consensus.refresh_from_db()
    assert (consensus.state, consensus.agreed_by) == ("agreed", lead)
    assert AuditEvent.objects.filter(name="consensus.agree").count() == 1
    assert verify_chain().problem == ""
