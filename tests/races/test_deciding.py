"""The closing instant and the decision: whoever comes in the same instant, there is one effect and never a failure."""

from datetime import timedelta

import pytest

from marketplace.audit.models import AuditEvent
from marketplace.audit.queries import verify_chain
from marketplace.lifecycles.errors import IllegalMove
from marketplace.organizations.models import Role
from procurement.applications import services
from procurement.designations.models import Designation
from tests.factories.applications import make_application, owner_of
from tests.factories.designations import issue, make_determination
from tests.factories.organizations import make_agency_person
from tests.races.together import together

pytestmark = pytest.mark.django_db(transaction=True)


def test_two_determiners_decide_at_once():
    determination = make_determination()
    make_agency_person(Role.DETERMINER, name="Second Hand")
    outcomes = together(*[lambda: issue(determination) for _ in range(4)])
    assert sum(outcome.succeeded for outcome in outcomes) == 1, outcomes
    assert all(isinstance(outcome.error, IllegalMove) for outcome in outcomes if not outcome.succeeded), outcomes
    assert Designation.objects.filter(model=determination.model).count() == 1
    assert AuditEvent.objects.filter(name="determination.issue").count() == 1
    assert verify_chain().problem == ""


def test_one_application_is_sent_four_times_at_once():
    application = make_application()
    closes_at = application.round.closes_at
    actor = owner_of(application)
    outcomes = together(
        *[
            lambda: services.submit_application(
                application=application, actor=actor, at=closes_at - timedelta(seconds=1)
            )
            for _ in range(4)
        ]
    )
    application.refresh_from_db()
    assert application.state == "submitted"
    assert sum(outcome.succeeded for outcome in outcomes) >= 1, outcomes
    assert AuditEvent.objects.filter(name="application.submit").count() == 1
    assert verify_chain().problem == ""


def test_the_closing_instant_itself_is_too_late():
    application = make_application()
    closes_at = application.round.closes_at
    actor = owner_of(application)
    instants = [closes_at, closes_at + timedelta(microseconds=1), closes_at + timedelta(hours=1)]
    together(
        *[lambda at=at: services.submit_application(application=application, actor=actor, at=at) for at in instants]
    )
    application.refresh_from_db()
    assert application.state == "draft"
    assert AuditEvent.objects.filter(name="application.submit").count() == 0
    assert AuditEvent.objects.filter(name="application.late").count() == len(instants)
    assert verify_chain().problem == ""
