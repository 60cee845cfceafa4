"""A rolling round that is ended while applications come in: one end, and nothing that came in time is lost."""

from datetime import timedelta

import pytest

from marketplace.audit.models import AuditEvent
from marketplace.audit.queries import verify_chain
from marketplace.lifecycles.errors import Refused
from procurement.applications import services
from procurement.rounds.models import Round, RoundAmendment
from tests.factories import AT
from tests.factories.applications import make_application, owner_of
from tests.factories.rounds import end, make_round, officer
from tests.races.together import together

pytestmark = pytest.mark.django_db(transaction=True)


def test_a_round_is_ended_four_times_at_once():
    record, actor = make_round(closes_at=None), officer()
    outcomes = together(*[lambda: end(Round.objects.get(pk=record.pk), actor=actor) for _ in range(4)])
    assert sum(outcome.succeeded for outcome in outcomes) == 1, outcomes
    assert all(isinstance(outcome.error, Refused) for outcome in outcomes if not outcome.succeeded), outcomes
    assert RoundAmendment.objects.count() == AuditEvent.objects.filter(name="round.ended").count() == 1
    assert verify_chain().problem == ""


def test_an_application_is_sent_while_the_round_is_ended():
    application = make_application(asked=make_round(closes_at=None))
    record, actor, author = application.round, officer(), owner_of(application)
    outcomes = together(
        lambda: end(Round.objects.get(pk=record.pk), actor=actor),
        lambda: services.submit_application(application=application, actor=author, at=AT),
    )
    assert all(outcome.succeeded for outcome in outcomes), outcomes
    application.refresh_from_db()
    record.refresh_from_db()
    assert application.state == "submitted"
    assert record.closes_at > AT
    assert verify_chain().problem == ""


def test_the_end_itself_is_too_late_and_the_instant_before_is_not():
    application = make_application(asked=make_round(closes_at=None))
    author, closes_at = owner_of(application), end(application.round).closes_after
    _late, in_time = together(
        lambda: services.submit_application(application=application, actor=author, at=closes_at),
        lambda: services.submit_application(
            application=application, actor=author, at=closes_at - timedelta(microseconds=1)
        ),
    )
    assert in_time.succeeded, in_time
    application.refresh_from_db()
    assert application.state == "submitted"
    assert AuditEvent.objects.filter(name="application.submit").count() == 1
    assert AuditEvent.objects.filter(name="application.late").count() <= 1
    assert verify_chain().problem == ""
